"""Turns a table that was downloaded from StatLine into counts, by the titles of `data/cbs.toml`."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpende_data.errors import ContractError, Fault, UnknownError
from helpende_data.gebieden import Gebied
from helpende_data.periodes import Periode
from helpende_data.provenance import Herkomst
from helpende_data.schema import TELLINGEN, check
from helpende_data.sources.cbs.model import BLANCO, PUNT
from helpende_data.sources.cbs.register import Tabel, read_register
from helpende_data.sources.levering import Levering, Registers
from helpende_data.sources.periodetekst import find_periode
from helpende_data.sources.statline.keuze import (
    ANDERE_TABEL,
    Cijfer,
    Cijferkeuze,
    Label,
    Niet,
    choose_tabel,
    split_unit,
)
from helpende_data.sources.statline.tabel import PERIODEN, REGIOS, Cel, StatlineTabel, find_tabel
from helpende_data.sources.werkboek import Blad, Werkboek, kolom_naam

if TYPE_CHECKING:
    import pandas as pd

_GEVRAAGD = re.compile(r"_([0-3]\d)([01]\d)(20\d\d)_\d{6}\b|(\d{1,2})-(\d{1,2})-(20\d\d)\s*$")
_GETAL = re.compile(r"\d{1,3}(?:[. \xa0]\d{3}){0,2}|\d{1,9}", re.ASCII)
_SOORTEN = {"gemeente": "gemeente", "pv": "provincie", "ld": "landsdeel", "vt": "veilig_thuis"}
_ACHTER = re.compile(r"\s*\((\w+)\)$")
_VAST = {"bron": "cbs", "levering_id": "nieuw", "bescherming": "uitgever", "synthetisch": "nee"}
Rest = tuple[Label, ...]


def read_statline(pad: Path, boek: Werkboek, registers: Registers) -> tuple[Levering, ...]:
    """The counts in a download of StatLine, one delivery per sheet with a table.

    Returns:
        Nothing when no sheet holds such a table.

    Raises:
        ContractError: with every cell that is no count of CBS; or nothing in it is a figure of
            ours, with the labels that we do not know.
    """
    bladen = [blad for blad in boek.bladen if not blad.verborgen and find_tabel(blad)]
    if not bladen:
        return ()
    register = read_register(registers.werkmap, registers.indicatoren)
    namen = {titel for tabel in register.tabellen for d in tabel.dimensies for titel in d.titels}
    leveringen = []
    for blad in bladen:
        download = find_tabel(blad, namen)
        tabel = download and choose_tabel(download, register.tabellen, pad.stem, boek.bestand)
        if download and tabel:
            leveringen.append(_read(pad, boek, download, tabel, registers))
    return tuple(leveringen)


def _read(
    pad: Path, boek: Werkboek, download: StatlineTabel, tabel: Tabel, registers: Registers
) -> Levering:
    lezer = _Lezer(tabel, registers, boek, download.blad)
    for cel in download.cells():
        lezer.add(cel)
    if not lezer.gelezen and not lezer.faults:
        weg = lezer.left_out()
        waarom = f": {weg[0].wat}" if weg else ""
        raise ContractError(
            f"deze download van tabel {tabel.id} heeft geen cijfers die helpende-data kent{waarom}",
            waar=boek.bestand,
            doe="kies op StatLine ook de onderwerpen en kenmerken die docs/bronnen.md noemt",
            faults=weg,
        )
    df = check(lezer.table(), TELLINGEN, waar=boek.bestand, also=lezer.faults)
    herkomst = Herkomst(
        tabel="tellingen",
        bron="cbs",
        uitgever="Centraal Bureau voor de Statistiek (CBS)",
        kort="CBS",
        titel=f"{tabel.titel} ({tabel.id})",
        adres=f"https://www.cbs.nl/nl-nl/cijfers/detail/{tabel.id}",
        licentie="CC BY 4.0 (Bron: CBS)",
        gepubliceerd="onbekend",
        opgehaald=_date(pad.stem, *download.noten),
        openbaar=True,
        bescherming="uitgever",
        sha256=boek.sha256,
        afronding=tabel.afronding,
        marge=tabel.marge,
        opmerking="Download van StatLine",
    )
    return Levering(
        naam=pad.stem + (f" {download.blad.naam}" if len(boek.bladen) > 1 else ""),
        bestand=boek.bestand,
        tabel="tellingen",
        df=df,
        herkomst=herkomst,
        sha256=boek.sha256,
        reeks=f"statline/{tabel.id}",
        periodes=tuple(sorted(df["periode"].unique())),
        waarschuwingen=lezer.left_out(),
    )


@dataclass(frozen=True)
class _Gelezen:
    """A cell that holds a figure of ours; `waarde` is a number, or the kind of empty it is."""

    cel: Cel
    cijfer: Cijfer
    gebied: Gebied
    periode: Periode
    voorlopig: bool
    waarde: int | str


class _Lezer:
    """Reads the cells of one table and remembers what is wrong and what was left out."""

    def __init__(self, tabel: Tabel, registers: Registers, boek: Werkboek, blad: Blad) -> None:
        self.gelezen: dict[tuple[Cijfer, str, Periode], _Gelezen] = {}
        self.faults: list[Fault] = []
        self._weg: dict[str, list[tuple[Cel, str]]] = {}
        self._tabel, self._gebieden, self._boek, self._blad = tabel, registers.gebieden, boek, blad
        self._keuze = Cijferkeuze(tabel, registers.indicatoren)
        self._gevonden: dict[str, Gebied | None] = {}
        self._tekens = False  # did the download keep the signs of CBS?

    def add(self, cel: Cel) -> None:
        """Take in one cell, or note why it stays out."""
        plek = self._place(cel.labels)
        if isinstance(plek, Niet):
            self._skip(cel, plek)
            return
        gebied, periode, voorlopig, rest = plek
        cijfer = self._keuze.find(rest)
        if isinstance(cijfer, Niet):
            self._skip(cel, cijfer)
        elif not gebied.code.startswith(self._tabel.niveaus):
            self._skip(cel, ANDERE_TABEL)
        elif (sleutel := (cijfer, gebied.code, periode)) in self.gelezen:
            self._fault(cel, "dit cijfer staat er al", "elk cijfer een keer")
        else:
            waarde = self._value(cel)
            self._tekens |= voorlopig or waarde == PUNT
            if waarde is not None:
                gelezen = _Gelezen(cel, cijfer, gebied, periode, voorlopig, waarde)
                self.gelezen[sleutel] = gelezen

    def left_out(self) -> tuple[Fault, ...]:
        """What did not go in, one for each reason, at the first cell."""
        faults = []
        for waarom, cellen in self._weg.items():
            labels = list(dict.fromkeys(label for _, label in cellen if label))
            meer = f" en {len(labels) - 3} andere" if len(labels) > 3 else ""
            aantal = "1 cel gaat" if len(cellen) == 1 else f"{len(cellen)} cellen gaan"
            wat = f"{waarom}; {aantal} niet mee"
            faults.append(self._at(cellen[0][0], wat, ", ".join(labels[:3]) + meer))
        return tuple(faults)

    def table(self) -> pd.DataFrame:
        """The counts with the bounds that rounding or hiding leaves.

        A figure that has no value and no sign in a period was not published then.
        """
        import pandas as pd

        bekend = {(g.cijfer, g.periode) for g in self.gelezen.values() if g.waarde != BLANCO}
        rijen = [self._row(g) for g in self.gelezen.values() if (g.cijfer, g.periode) in bekend]
        df = pd.DataFrame(rijen, columns=[n for n in TELLINGEN.columns if n not in _VAST])
        return df.assign(**_VAST, vindplaats=self._tabel.id)

    def _place(self, labels: tuple[Label, ...]) -> tuple[Gebied, Periode, bool, Rest] | Niet:
        """Area, period, whether it is provisional, and the other labels; or what is not known."""
        gebied = periode = None
        voorlopig, rest = False, []
        for naam, tekst in labels:
            if not split_unit(tekst)[0]:
                rest.append((naam, tekst))
            elif naam != REGIOS and (tijd := find_periode(tekst)).periode and not tijd.rest:
                periode, voorlopig = tijd.periode, tijd.voorlopig
            elif naam == PERIODEN:
                return Niet("onbekende periode", tekst)
            elif naam == REGIOS or (not naam and self._area(tekst)):
                gebied = self._area(tekst)
                if gebied is None:
                    return Niet("onbekend gebied", tekst)
            else:
                rest.append((naam, tekst))
        if gebied is None or periode is None:
            return Niet("gebied of periode ontbreekt")
        return gebied, periode, voorlopig, tuple(rest)

    def _area(self, tekst: str) -> Gebied | None:
        if tekst not in self._gevonden:
            achter = _ACHTER.search(tekst)
            soort = _SOORTEN.get(achter[1].casefold(), "") if achter else ""
            pogingen = [(tekst, "")]
            pogingen += [(tekst[: achter.start()], soort)] if achter and soort else []
            self._gevonden[tekst] = None
            for naam, van in pogingen:
                with contextlib.suppress(UnknownError):
                    self._gevonden[tekst] = self._gebieden.find(naam, soort=van)
                    break
        return self._gevonden[tekst]

    def _value(self, cel: Cel) -> int | str | None:
        """A count, or the sign that stands for one; None after a fault."""
        waarde = cel.waarde.strip() if isinstance(cel.waarde, str) else cel.waarde
        if waarde in (None, ""):
            return BLANCO
        if waarde in (".", "x"):
            return PUNT
        if isinstance(waarde, str) and _GETAL.fullmatch(waarde):
            waarde = int(re.sub(r"\D", "", waarde))
        if isinstance(waarde, bool) or not isinstance(waarde, int):
            self._fault(cel, "is geen aantal", "een heel getal, een punt of niets")
        elif waarde < 0 or waarde % self._tabel.afronding:
            veelvoud = f"een veelvoud van {self._tabel.afronding}"
            self._fault(cel, "is niet afgerond zoals het CBS doet", veelvoud)
        else:
            return waarde
        return None

    def _skip(self, cel: Cel, niet: Niet) -> None:
        if cel.waarde is not None:
            self._weg.setdefault(niet.waarom, []).append((cel, niet.label))

    def _fault(self, cel: Cel, wat: str, verwacht: str) -> None:
        self.faults.append(self._at(cel, wat, str(cel.waarde)[:40], verwacht))

    def _at(self, cel: Cel, wat: str, waarde: str, verwacht: str = "") -> Fault:
        kolom = kolom_naam(cel.kolom)
        return Fault(cel.rij + 1, kolom, wat, self._blad.naam, waarde, verwacht)

    def _row(self, g: _Gelezen) -> dict[str, Any]:
        aantal: int | None = None
        laag, hoog, opmerking = 0, None, ""
        if isinstance(g.waarde, int):
            aantal, status = g.waarde, "afgerond"
            laag, hoog = max(0, aantal - self._tabel.marge), aantal + self._tabel.marge
        elif not g.gebied.exists_in(g.periode.jaar):
            status, opmerking = "niet_van_toepassing", f"dit gebied bestond toen niet; {g.waarde}"
        elif g.waarde == PUNT or not self._tekens:
            # A download without signs leaves a hidden count blank.
            status, hoog = "onderdrukt", self._tabel.verborgen
            opmerking = PUNT if g.waarde == PUNT else "leeg in een download zonder tekens"
        else:
            status, opmerking = "niet_van_toepassing", g.waarde
        return {
            "herkomst": self._boek.vindplaats(self._blad, g.cel.rij, g.cel.kolom),
            "indicator": g.cijfer[0],
            "uitsplitsing": g.cijfer[1],
            "gebied_code": g.gebied.code,
            "dekking": g.gebied.code,
            "periode": str(g.periode),
            "aantal": aantal,
            "laag": laag,
            "hoog": hoog,
            "status": status,
            "voorlopig": "ja" if g.voorlopig or not self._tekens else "nee",
            "opmerking": opmerking,
        }


def _date(*teksten: str) -> str:
    """The day of the download, where the name of the file or the last line tells it."""
    for tekst in teksten:
        if gevonden := _GEVRAAGD.search(tekst):
            dag, maand, jaar = (deel for deel in gevonden.groups() if deel)
            return f"{jaar}-{int(maand):02d}-{int(dag):02d}"
    return "onbekend"
