"""Reads every number of published files as an attacker would: which counts can it stand for?

Knows what everybody can read in the manual: a rounded count is a multiple of 5 and lies within 4
of the true one, and how rates, shares and means are rounded. Uses nothing of the program but the
public lists of areas and indicators.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import openpyxl

from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren

Key = tuple[str, str, str, str]  # indicator, uitsplitsing, area, period
BASIS, MARGE, MARGE_EXTRA, MARGE_CBS = 5, 4, 9, 2
_MAAT = {
    "aantal": "aantal",
    "aantal per 100.000 inwoners": "per_100k",
    "procent": "aandeel_pct",
    "aantal per maand, gemiddeld": "per_maand",
}
_MONTHS = {"": 12, "H": 6, "Q": 3}
_COUNT = r"(?:ongeveer )?[\d.]+(?: tot [\d.]+)?"


@dataclass(frozen=True)
class Bound:
    """A true count lies between these two, says a file."""

    key: Key
    laag: int
    hoog: int


@dataclass(frozen=True)
class Reader:
    """Files of one publication in, bounds out."""

    gebieden: Gebieden
    indicatoren: Indicatoren

    def folder(self, map_: Path) -> set[Bound]:
        """Everything that all files below a folder say."""
        uit: set[Bound] = set()
        for pad in sorted(map_.rglob("*")):
            if pad.suffix == ".csv":
                uit |= set(self._rows(csv.DictReader(pad.read_text("utf-8").splitlines())))
            elif pad.suffix == ".xlsx":
                uit |= set(self._rows(_workbook(pad)))
            elif pad.suffix == ".json" and pad.name != "manifest.json":
                uit |= set(self._rows(_model(pad)))
            elif pad.suffix == ".html":
                uit |= set(self._page(pad))
        return uit

    def _rows(self, rijen: Iterable[dict[str, str]]) -> Iterator[Bound]:
        """The figures of a CSV or of the sheet with figures."""
        for rij in rijen:
            indicator, deel = rij["indicator"], rij["uitsplitsing"]
            maat = "totaal" if deel.startswith("per:") else deel
            if indicator not in self.indicatoren or rij["dekking"] == "onbekend":
                continue
            dimensie, _, categorie = maat.partition(":")
            dimensies = self.indicatoren[indicator].dimensies
            if categorie and categorie not in dimensies[dimensie].categorieen:
                continue
            key = (indicator, maat, rij["dekking"], rij["periode"])
            yield from _bounds(key, rij)

    def _page(self, pad: Path) -> Iterator[Bound]:
        """The tables and the sentences about counts of an HTML report."""
        bron = re.sub(r"<style.*?</style>", "", pad.read_text("utf-8"), flags=re.DOTALL)
        naam, periode = pad.parent.name, pad.parent.parent.name
        intern = naam == "intern"
        if intern:
            naam, periode = pad.parent.parent.name, pad.parent.parent.parent.name
        gebied = self.gebieden.find(naam, soort="gemeente").code
        soorten = {soort.naam.lower(): code for code, soort in self.indicatoren.by_code.items()}
        for tabel in re.findall(r"<table.*?</table>", bron, flags=re.DOTALL):
            kop, *rijen = [
                [_plain(cel) for cel in re.findall(r"<t[hd].*?</t[hd]>", rij, flags=re.DOTALL)]
                for rij in re.findall(r"<tr.*?</tr>", tabel, flags=re.DOTALL)
            ]
            if kop[:3] == ["Wat", "Aantal", "Aandeel"] and rijen:
                soort = soorten.get(rijen[-1][0].removeprefix("alle "))
                yield from self._categories(soort, gebied, periode, rijen, intern=intern)
            elif kop[:3] == ["Wat", "Waar en wanneer", "Aantal"]:
                for rij in rijen:
                    waar, _, wanneer = rij[1].partition(", ")
                    soort = soorten.get(rij[0].lower())
                    if soort and wanneer == periode and waar.lower() == naam.replace("-", " "):
                        yield from _text((soort, "totaal", gebied, periode), rij[2], intern=intern)
        tekst = _plain(bron)
        for aantal, soort in re.findall(rf"telde ({_COUNT}) (meldingen|adviezen) in", tekst):
            yield from _text((soort, "totaal", gebied, periode), aantal, intern=intern)

    def _categories(
        self, soort: str | None, gebied: str, periode: str, rijen: list[list[str]], *, intern: bool
    ) -> Iterator[Bound]:
        """Categories with their counts below one heading, the total last."""
        if soort is None:
            return
        yield from _text((soort, "totaal", gebied, periode), rijen[-1][1], intern=intern)
        labels = [rij[0] for rij in rijen[:-1]]
        for code, dimensie in self.indicatoren[soort].dimensies.items():
            namen = {label: naam for naam, label in dimensie.categorieen.items()}
            if set(labels) <= set(namen):
                for label, aantal, *_ in rijen[:-1]:
                    yield from _text(
                        (soort, f"{code}:{namen[label]}", gebied, periode), aantal, intern=intern
                    )


def _plain(stuk: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", stuk)).split())


def _text(key: Key, tekst: str, *, intern: bool) -> Iterator[Bound]:
    """A count in words: ``ongeveer 85``, ``1 tot 9``, or a plain number."""
    tekst = tekst.replace(".", "").removesuffix("*").strip()
    if gevonden := re.fullmatch(r"(\d+) tot (\d+)", tekst):
        yield Bound(key, int(gevonden[1]), int(gevonden[2]))
    elif gevonden := re.fullmatch(r"ongeveer (\d+)", tekst):
        yield Bound(key, max(0, int(gevonden[1]) - MARGE), int(gevonden[1]) + MARGE)
    elif tekst.isdigit():
        # In what goes out, plain multiples of 5 are figures of CBS.
        marge = 0 if intern or int(tekst) % BASIS else MARGE_CBS
        yield Bound(key, max(0, int(tekst) - marge), int(tekst) + marge)


def _bounds(key: Key, rij: dict[str, str]) -> Iterator[Bound]:
    """What one line of figures says: of its count, and of the whole it is a share of."""
    exact, maat = rij["status"] == "exact", rij["maat"]
    marge = MARGE_CBS if rij["bron"].startswith("CBS") else MARGE
    if rij.get("klein") == "True":
        marge = MARGE_EXTRA  # it may have taken a step more
    if maat == "aantal" and rij["laag"] and rij["hoog"]:
        yield Bound(key, int(rij["laag"]), int(rij["hoog"]))
    if not rij["waarde"] or rij["status"] not in ("exact", "afgerond"):
        return
    waarde, noemer = Fraction(rij["waarde"]), Fraction(rij["noemer"] or 0)
    if maat == "aantal":
        if exact:
            yield Bound(key, int(waarde), int(waarde))
        return
    helft = Fraction(1, 2 * 10 ** len(rij["waarde"].partition(".")[2]))
    factor = {
        "per_100k": noemer / 100_000,
        "aandeel_pct": noemer / 100,
        "verhouding": noemer,
        "per_maand": Fraction(_MONTHS[key[3][5:6]]),
    }.get(maat)
    if factor is None:
        return
    laag, hoog = ceil((waarde - helft) * factor), floor((waarde + helft) * factor)
    yield from _shown(key, laag, hoog, exact, marge)
    if maat == "aandeel_pct" and exact:
        yield Bound((key[0], "totaal", *key[2:]), int(noemer), int(noemer))


def _shown(key: Key, laag: int, hoog: int, exact: bool, marge: int) -> Iterator[Bound]:
    """Bounds on the printed count as bounds on the true one."""
    if exact:
        yield Bound(key, max(0, laag), hoog)
        return
    veelvouden = range(-(-max(0, laag) // BASIS) * BASIS, hoog + 1, BASIS)
    if veelvouden:
        yield Bound(key, max(0, veelvouden[0] - marge), veelvouden[-1] + marge)


def _model(pad: Path) -> Iterator[dict[str, str]]:
    """The figures of a report as JSON, as the lines of a CSV; what CSV leaves out is read here."""
    for velden in json.loads(pad.read_text("utf-8"))["rapport"]["cijfers"]:
        rij = {naam: "" if waarde is None else str(waarde) for naam, waarde in velden.items()}
        for naam in ("waarde", "laag", "hoog"):
            if rij[naam]:
                rij[naam] = f"{float(rij[naam]):.{velden['decimalen']}f}"
        yield rij


def _workbook(pad: Path) -> Iterator[dict[str, str]]:
    """The lines of the sheet with figures, under the names that the CSV gives its columns."""
    boek = openpyxl.load_workbook(pad, read_only=True, data_only=True)
    regels = list(boek["Cijfers"].iter_rows(values_only=True))
    boek.close()
    kolommen = ("gebied_code", "gebied", "dekking", "indicator", "uitsplitsing", "periode")
    kolommen += ("maat", "waarde", "laag", "hoog", "noemer", "noemer_is", "status")
    kolommen += ("voorlopig", "synthetisch", "bron")
    begonnen = False
    for rij in regels:
        velden = dict(zip(kolommen, ("" if v is None else str(v) for v in rij), strict=False))
        if begonnen and velden["maat"] in _MAAT:
            yield velden | {"maat": _MAAT[velden["maat"]]}
        begonnen |= velden["gebied_code"] == "Gebiedscode"
