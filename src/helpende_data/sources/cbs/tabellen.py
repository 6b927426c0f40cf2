"""Reads one table of CBS after the other; a table that does not fit does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpende_data.errors import HelpendeDataError, SourceError, UnknownError, WriteError
from helpende_data.files import Werkmap
from helpende_data.sources.cbs.download import (
    CATALOGUS,
    Downloader,
    Opgehaald,
    read_catalogue,
    read_info,
)
from helpende_data.sources.cbs.gebieden import read_indelingen, year_of
from helpende_data.sources.cbs.inwoners import make_query, read_inwoners
from helpende_data.sources.cbs.model import Tabelinfo
from helpende_data.sources.cbs.register import Register
from helpende_data.sources.cbs.snapshot import read_snapshot
from helpende_data.sources.cbs.tellingen import read_tellingen
from helpende_data.sources.cbs.vraag import Vraag
from helpende_data.sources.levering import Levering, Registers

OPGEHAALD = "opgehaald"
ONGEWIJZIGD = "niet gewijzigd bij het CBS"
BEWAARD = "uit de bewaarde antwoorden"
MISLUKT = "niet ingelezen"


@dataclass(frozen=True)
class Uitslag:
    """What became of one table.

    Args:
        stand: how it was read, or that it was not.
        meldingen: what to know about what did not go in.
        fout: why it was not read.
    """

    tabel: str
    stand: str
    titel: str = ""
    versie: str = ""
    levering: Levering | None = None
    meldingen: tuple[str, ...] = ()
    fout: HelpendeDataError | None = None


@dataclass(frozen=True)
class Lezer:
    """Reads tables of CBS.

    Args:
        downloader: None for a run without network.
    """

    register: Register
    registers: Registers
    downloader: Downloader | None

    @property
    def werkmap(self) -> Werkmap:
        return self.registers.werkmap

    def with_registers(self, registers: Registers) -> Lezer:
        """The same, with other areas."""
        return replace(self, registers=registers)

    def area_tables(self) -> tuple[str, ...]:
        """The numbers of the yearly tables of areas, from the list of all tables.

        Raises:
            SourceError: the list is not to be had, or has none of them.
        """
        tabellen = self.register.gebieden
        if self.downloader:
            lijst = self.downloader.catalogue(tabellen.titel)
        else:
            gevonden = read_snapshot(self.werkmap, CATALOGUS)
            if gevonden is None:
                raise _nothing_kept("de lijst van tabellen")
            lijst = gevonden
        return tuple(read_catalogue(lijst, tabellen.titel, tabellen.vanaf).values())

    def read(self, tabel: str) -> Uitslag:
        """One table as a delivery, or why that did not work.

        Raises:
            WriteError: what came in cannot be kept.
        """
        titel = ""
        try:
            gevonden = self._fetch(tabel)
            titel = gevonden.info.titel
            levering, meldingen = self._levering(gevonden)
        except WriteError:
            raise
        except HelpendeDataError as fout:
            return Uitslag(tabel, MISLUKT, titel, fout=fout)
        stand = OPGEHAALD if gevonden.nieuw else ONGEWIJZIGD
        return Uitslag(
            tabel,
            stand if self.downloader else BEWAARD,
            titel,
            gevonden.snapshot.versie,
            levering,
            meldingen,
        )

    def _fetch(self, tabel: str) -> Opgehaald:
        if self.downloader:
            return self.downloader.table(tabel, self._choose)
        snapshot = read_snapshot(self.werkmap, tabel)
        if snapshot is None:
            raise _nothing_kept(f"tabel {tabel}")
        return Opgehaald(snapshot, read_info(snapshot), nieuw=False)

    def _choose(self, info: Tabelinfo) -> Vraag | None:
        """The part of a table that we want; None for all of it.

        Raises:
            UnknownError: we have no use for this table.
        """
        if info.id == self.register.bevolking.id:
            return make_query(info, self.register.bevolking)
        if info.id not in self.register.ids and year_of(info.titel, self.register.gebieden) is None:
            raise UnknownError(
                f"tabel {info.id} ({info.titel}) staat niet in data/cbs.toml",
                doe=f"bekend zijn {', '.join(self.register.ids)} en {self.register.gebieden.titel}",
            )
        return None

    def _levering(self, gevonden: Opgehaald) -> tuple[Levering, tuple[str, ...]]:
        snapshot, info, register = gevonden.snapshot, gevonden.info, self.register
        if info.id == register.bevolking.id:
            return read_inwoners(snapshot, info, register.bevolking, self.registers.gebieden)
        for tabel in register.tabellen:
            if tabel.id == info.id:
                registers = self.registers
                return read_tellingen(
                    snapshot, info, tabel, registers.gebieden, registers.indicatoren
                )
        jaar = year_of(info.titel, register.gebieden)
        if jaar is None:
            self._choose(info)
            raise SourceError(f"tabel {info.id} heeft geen jaar in haar titel")
        return read_indelingen(snapshot, info, jaar, register.gebieden)


def _nothing_kept(wat: str) -> SourceError:
    return SourceError(f"{wat} van het CBS is nog niet opgehaald", doe="haal op zonder --offline")
