"""Fetches a table when its figures are new: from the new service, or else from the old one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType

from helpende_data.errors import SourceError
from helpende_data.files import Werkmap
from helpende_data.sources.cbs import v3, v4
from helpende_data.sources.cbs.client import Antwoord, Client, NoAnswerError
from helpende_data.sources.cbs.model import Cel, Tabelinfo, plain
from helpende_data.sources.cbs.snapshot import (
    Snapshot,
    SnapshotWriter,
    is_anything_kept,
    read_snapshot,
)
from helpende_data.sources.cbs.vraag import Vraag, v3_query, v4_query

Kies = Callable[[Tabelinfo], Vraag | None]
Meld = Callable[[str, int, int], None]  # table, cells so far, all cells

CATALOGUS = "catalogus"
_DIENSTEN: dict[str, ModuleType] = {"v4": v4, "v3": v3}
_QUERY = {"v4": v4_query, "v3": v3_query}
_STRANGE = (KeyError, IndexError, TypeError, AttributeError, ValueError)  # a reply in another shape


@dataclass(frozen=True)
class Opgehaald:
    """The replies about a table that count now, and whether they are new."""

    snapshot: Snapshot
    info: Tabelinfo
    nieuw: bool


def read_info(snapshot: Snapshot) -> Tabelinfo:
    """The table without its cells, from kept replies.

    Raises:
        SourceError: the replies are damaged, or are not what CBS gives.
    """
    dienst = _DIENSTEN[snapshot.dienst]
    try:
        info: Tabelinfo = dienst.read_info(snapshot.tabel, snapshot.read, snapshot.has)
    except _STRANGE as fout:
        raise _strange(snapshot.tabel, fout) from None
    return info


def read_cells(snapshot: Snapshot, info: Tabelinfo, maten: Mapping[str, object]) -> Iterator[Cel]:
    """Every cell of some measures, from kept replies.

    Args:
        maten: the codes of these measures.

    Raises:
        SourceError: the replies are damaged, or are not what CBS gives.
    """
    dienst = _DIENSTEN[snapshot.dienst]
    try:
        yield from dienst.read_cells(info, snapshot.pages(dienst.CELLS), maten)
    except _STRANGE as fout:
        raise _strange(snapshot.tabel, fout) from None


def _strange(tabel: str, fout: Exception) -> SourceError:
    return SourceError(
        f"de dienst van het CBS geeft tabel {tabel} anders dan verwacht ({type(fout).__name__})",
        doe="kijk of er een nieuwe versie van helpende-data is",
    )


def _reasons(redenen: Iterable[str]) -> str:
    """Why the new service gave nothing, and the old one where that is another reason."""
    return "; en bij de oude dienst: ".join(dict.fromkeys(redenen))


@dataclass
class Downloader:
    """Fetches tables into the snapshots of a werkmap.

    Args:
        now: the moment, with time zone.
        meld: told how far a table is.
    """

    client: Client
    werkmap: Werkmap
    now: Callable[[], datetime]
    meld: Meld
    _down: dict[str, str] = field(default_factory=dict)  # service -> why it is asked no more
    _opgegeven: set[str] = field(default_factory=set)  # services that gave one thing up

    def table(self, tabel: str, kies: Kies) -> Opgehaald:
        """The replies about one table; nothing but its version is asked when that is not new.

        Args:
            kies: which part of the table is wanted.

        Raises:
            SourceError: neither service gave it; the earlier replies are as they were.
            WriteError: it could not be kept; the same.
        """
        eerder = _sound(self.werkmap, tabel)
        redenen = []
        for naam in _DIENSTEN:
            if naam in self._down:
                redenen.append(self._down[naam])
                continue
            try:
                return self._from(naam, tabel, kies, eerder)
            except NoAnswerError as fout:
                redenen.append(self._failed(naam, fout))
        anders = f"; met --offline rekent u met die van {eerder.opgehaald[:10]}" if eerder else ""
        raise self._no_service() or SourceError(
            f"tabel {tabel} is niet op te halen: {_reasons(redenen)}",
            doe=f"probeer het later nog eens{anders}",
        )

    def _failed(self, naam: str, fout: NoAnswerError) -> str:
        """Why a service gave nothing.

        When that goes for all tables, or for a second one in this run, it is asked no more.
        """
        if fout.down or (fout.opgegeven and naam in self._opgegeven):
            self._down[naam] = fout.reden
        if fout.opgegeven:
            self._opgegeven.add(naam)
        return fout.reden

    def _no_service(self) -> SourceError | None:
        """The same error for every table when neither service is there."""
        if len(self._down) < len(_DIENSTEN):
            return None
        kept = is_anything_kept(self.werkmap)
        anders = "; met --offline rekent u met wat eerder is opgehaald" if kept else ""
        return SourceError(
            f"het CBS geeft nu geen cijfers: {_reasons(self._down.values())}",
            doe=f"kijk of deze computer internet heeft, of probeer het later nog eens{anders}",
        )

    def _from(self, naam: str, tabel: str, kies: Kies, eerder: Snapshot | None) -> Opgehaald:
        dienst, instellingen = _DIENSTEN[naam], self.client.dienst
        basis = f"{instellingen.v4 if naam == 'v4' else instellingen.v3}/{tabel}"
        eerste = self.client.get(dienst.address(basis, dienst.FIRST, ""))
        try:
            versie, gewijzigd = dienst.version(eerste.velden)
        except _STRANGE as fout:
            raise NoAnswerError(_strange(tabel, fout).wat, down=False) from None
        if eerder and (eerder.dienst, eerder.versie, eerder.gewijzigd) == (naam, versie, gewijzigd):
            with suppress(SourceError):  # kept replies that nobody can read are fetched again
                info = read_info(eerder)
                if eerder.query == _QUERY[naam](info, kies(info)):
                    return Opgehaald(eerder, info, nieuw=False)
        writer = SnapshotWriter(self.werkmap, tabel)
        try:
            velden = {dienst.FIRST: eerste.velden}
            writer.add(dienst.FIRST, eerste.adres, eerste.inhoud)
            try:
                for deel in dienst.parts(velden.__getitem__):
                    antwoord = self.client.get(dienst.address(basis, deel, ""))
                    velden[deel] = antwoord.velden
                    writer.add(deel, antwoord.adres, antwoord.inhoud)
                info = dienst.read_info(tabel, velden.__getitem__, velden.__contains__)
            except _STRANGE as fout:
                raise NoAnswerError(_strange(tabel, fout).wat, down=False) from None
            query = _QUERY[naam](info, kies(info))
            groot = basis if naam == "v4" else f"{instellingen.v3_groot}/{tabel}"
            gelezen, totaal = 0, 0 if query else info.aantal
            adres = dienst.address(groot, dienst.CELLS, query)
            for nummer, antwoord in enumerate(self.client.pages(adres), start=1):
                writer.add(f"{dienst.CELLS}-{nummer}", antwoord.adres, antwoord.inhoud)
                gelezen += len(antwoord.velden.get("value", ()))
                self.meld(tabel, gelezen, totaal)
            snapshot = writer.finish(
                dienst=naam,
                versie=versie,
                gewijzigd=gewijzigd,
                query=query,
                opgehaald=self.now().isoformat(timespec="seconds"),
            )
        except BaseException:
            writer.drop()
            raise
        return Opgehaald(snapshot, info, nieuw=True)

    def catalogue(self, titel: str) -> Snapshot:
        """The list of tables whose title holds these words.

        Raises:
            SourceError: neither service gave it.
            WriteError: it could not be kept; the earlier replies are as they were.
        """
        instellingen = self.client.dienst
        adressen = {
            "v4": f"{instellingen.v4}/Datasets?$filter=contains(Title,'{titel}')",
            "v3": f"{instellingen.v3_catalogus}/Tables?$format=json"
            f"&$filter=substringof('{titel.lower()}',tolower(Title))",
        }
        redenen = []
        for naam, adres in adressen.items():
            if naam in self._down:
                continue
            try:
                antwoorden = list(self.client.pages(adres.replace(" ", "%20")))
            except NoAnswerError as fout:
                redenen.append(self._failed(naam, fout))
                continue
            if not any(antwoord.velden.get("value") for antwoord in antwoorden):
                redenen.append("daar staan zulke tabellen niet in")
                continue
            return self._keep_catalogue(naam, adres, antwoorden)
        raise self._no_service() or SourceError(
            f"de lijst van tabellen {titel!r} is niet op te halen: {'; '.join(redenen)}",
            doe="probeer het later nog eens",
        )

    def _keep_catalogue(self, naam: str, adres: str, antwoorden: Sequence[Antwoord]) -> Snapshot:
        writer = SnapshotWriter(self.werkmap, CATALOGUS)
        try:
            for nummer, antwoord in enumerate(antwoorden, start=1):
                writer.add(f"Tabellen-{nummer}", antwoord.adres, antwoord.inhoud)
            return writer.finish(
                dienst=naam,
                versie="",
                gewijzigd="",
                query=adres,
                opgehaald=self.now().isoformat(timespec="seconds"),
            )
        except BaseException:
            writer.drop()
            raise


def read_catalogue(snapshot: Snapshot, titel: str, vanaf: int) -> dict[int, str]:
    """Year -> number of the table whose title is these words and that year.

    Raises:
        SourceError: there is none, or more than one for a year.
    """
    patroon = re.compile(rf"{plain(titel)} ([0-9]{{4}})")
    gevonden: dict[int, str] = {}
    for bladzijde in snapshot.pages("Tabellen"):
        for rij in bladzijde["value"]:
            past = patroon.fullmatch(plain(str(rij.get("Title", ""))))
            if past is None or int(past[1]) < vanaf:
                continue
            jaar, tabel = int(past[1]), str(rij["Identifier"]).strip()
            if gevonden.setdefault(jaar, tabel) != tabel:
                raise SourceError(f"het CBS heeft twee tabellen {titel} {jaar}")
    if not gevonden:
        raise SourceError(f"het CBS heeft geen tabel met de titel {titel} {vanaf} of later")
    return dict(sorted(gevonden.items()))


def _sound(werkmap: Werkmap, tabel: str) -> Snapshot | None:
    """The kept replies, when they are whole."""
    try:
        snapshot = read_snapshot(werkmap, tabel)
        if snapshot is not None:
            snapshot.verify()
    except SourceError:
        return None
    return snapshot
