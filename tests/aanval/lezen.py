"""Reads every number of published files as an attacker would: which counts can it stand for?

Knows what everybody can read in the manual: a rounded count is a multiple of 5 and lies within 4
of the true one, and how rates, shares and means are rounded; and how many people live where. Uses
nothing of the program but the public lists of areas and indicators.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pypdfium2
from pptx.chart.chart import Chart
from pptx.shapes.group import GroupShape

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
_INHABITANTS = Path(__file__).parents[2] / "data" / "bron" / "inwoners-1-januari.csv"


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

    @cached_property
    def inhabitants(self) -> dict[tuple[str, str], int]:
        """Area and year -> people on the first of January."""
        uit: dict[tuple[str, str], int] = {}
        for rij in csv.DictReader(_INHABITANTS.read_text("utf-8").splitlines()):
            if rij["leeftijd"] == "totaal" and rij["inwoners"]:
                uit[rij["gebied_code"], rij["peildatum"][:4]] = int(rij["inwoners"])
        return uit

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
            elif pad.suffix in _LINES and "sessie" not in pad.name:
                uit |= set(self._page(pad, _LINES[pad.suffix](pad)))
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

    def _page(self, pad: Path, regels: Iterable[str]) -> Iterator[Bound]:
        """The tables and the sentences about counts of a report, line by line."""
        gebied, periode, intern = self._about(pad)
        soorten = {soort.naam: code for code, soort in self.indicatoren.by_code.items()}
        namen = {g.naam: g.code for g in self.gebieden.by_code.values() if g.soort == "gemeente"}
        overzicht = re.compile(rf"({_either(soorten)}) gemeente ({_COUNT})(?: |$)")
        elders = re.compile(rf"({_either(namen)}) (\d{{4}}(?:-H[12])?) ({_COUNT})(?: |$)")
        titel = re.compile(rf"({_either(soorten)}): ")
        soort, rijen, tekst = None, list[str](), []
        for regel in filter(None, regels):
            tekst.append(regel)
            if gevonden := overzicht.match(regel):
                key = (soorten[gevonden[1]], "totaal", gebied, periode)
                yield from _text(key, gevonden[2], intern=intern)
            elif gevonden := titel.match(regel):
                soort = soorten[gevonden[1]]
            elif re.match(r"[A-Z][^.]*: ", regel):
                soort = None  # the title of something else
            elif soort and (gevonden := elders.match(regel)):
                key = (soort, "totaal", namen[gevonden[1]], gevonden[2])
                yield from _text(key, gevonden[3], intern=intern)
            if regel == "Wat Aantal Aandeel":
                rijen = []
            elif gevonden := re.match(rf"alle ({_either(soorten, lager=True)}) ({_COUNT})", regel):
                code = {naam.lower(): code for naam, code in soorten.items()}[gevonden[1]]
                yield from _text((code, "totaal", gebied, periode), gevonden[2], intern=intern)
                yield from self._categories(code, gebied, periode, rijen, intern=intern)
            else:
                rijen.append(regel)
        zinnen = " ".join(tekst)
        totalen: dict[str, set[int]] = {}
        for aantal, naam in re.findall(rf"telde ({_COUNT}) (meldingen|adviezen) in", zinnen):
            yield from _text((naam, "totaal", gebied, periode), aantal, intern=intern)
            totalen.setdefault(naam, set()).update(map(int, _numbers(aantal)))
        figuur = _Figure(self, gebied, periode, intern, totalen)
        for regel in dict.fromkeys(tekst):
            yield from figuur.read(regel)

    def _about(self, pad: Path) -> tuple[str, str, bool]:
        """The area and the period of a report, by its folder; and are its counts the true ones?"""
        map_ = pad.parent
        intern = map_.name == "intern"
        map_ = map_.parent if intern else map_
        return self.gebieden.find(map_.name, soort="gemeente").code, map_.parent.name, intern

    def _categories(
        self, soort: str, gebied: str, periode: str, rijen: list[str], *, intern: bool
    ) -> Iterator[Bound]:
        """Categories with their counts below one heading."""
        for code, dimensie in self.indicatoren[soort].dimensies.items():
            namen = {label: naam for naam, label in dimensie.categorieen.items()}
            regel = re.compile(rf"({_either(namen)}) ({_COUNT})(?: |$)")
            gevonden = [regel.match(rij) for rij in rijen]
            # A kind may have the same name in another way to split: all rows must be of this one.
            for rij in gevonden if all(gevonden) else ():
                if rij:
                    key = (soort, f"{code}:{namen[rij[1]]}", gebied, periode)
                    yield from _text(key, rij[2], intern=intern)


@dataclass(frozen=True)
class _Figure:
    """Figures of a page, from their words for who does not see them and from data of charts.

    Args:
        totalen: kind -> its total as printed, rounded by us or by CBS.
    """

    reader: Reader
    gebied: str
    periode: str
    intern: bool
    totalen: dict[str, set[int]]

    def read(self, regel: str) -> Iterator[Bound]:
        """A line as "Title. Meldingen per 100.000 inwoners in een jaar. Druten: 678; ..."."""
        soorten = {soort.naam: code for code, soort in self.reader.indicatoren.by_code.items()}
        lager = {naam.lower(): code for naam, code in soorten.items()}
        elk, klein = _either(soorten), _either(lager)
        over = re.match(rf"(?:{elk}) over ([^:]+): ", regel)
        jaarcijfer = rf"\. ({elk}) per 100\.000 inwoners(?: in een \w+)?\. (.+)$"
        if gevonden := re.search(jaarcijfer, regel):
            soort = soorten[gevonden[1]]
            yield from self._rates(soort, over[1] if over else None, _pairs(gevonden[2]))
        elif gevonden := re.search(rf"\. (Procent van de|Aantal) ({klein})\. (.+)$", regel):
            yield from self._kinds(lager[gevonden[2]], gevonden[1], regel, _pairs(gevonden[3]))
        elif gevonden := re.search(r"\. Aantal\. (.+)$", regel):
            for code, naam in ((code, naam) for naam, code in soorten.items()):
                eigen = [(a, b) for a, b in _pairs(gevonden[1]) if a.startswith(f"{naam}, ")]
                kort = [(a.removeprefix(f"{naam}, "), b) for a, b in eigen]
                yield from self._kinds(code, "Aantal", regel, kort)

    def _rates(self, soort: str, over: str | None, paren: list[tuple[str, str]]) -> Iterator[Bound]:
        aarden = self.reader.indicatoren[soort].dimensies.get("aard")
        deel = "totaal"
        if over is not None:
            gezocht = [c for c, n in aarden.categorieen.items() if n == over] if aarden else []
            if not gezocht or gezocht[0] in aarden.noemers:
                return
            deel = f"aard:{gezocht[0]}"
        namen = {g.naam: g.code for g in self.reader.gebieden.by_code.values()}
        for naam, waarde in paren:
            code = namen.get(naam.partition(" (")[0], "")
            inwoners = self.reader.inhabitants.get((code, self.periode[:4]))
            if inwoners and re.fullmatch(r"[\d.]+(,\d+)?", waarde):
                per = Fraction(inwoners, 100_000)
                laag, hoog = _rounded(waarde)
                key = (soort, deel, code, self.periode)
                yield from _shown(key, ceil(laag * per), floor(hoog * per), self.intern, MARGE)

    def _kinds(
        self, soort: str, eenheid: str, regel: str, paren: list[tuple[str, str]]
    ) -> Iterator[Bound]:
        """Kinds of one way to split, with their counts or with their shares."""
        for code, dimensie in self.reader.indicatoren[soort].dimensies.items():
            namen = {label: naam for naam, label in dimensie.categorieen.items()}
            titel = regel.startswith(dimensie.naam) or dimensie.optelsoort == "optellend"
            if not paren or not titel or not all(label in namen for label, _ in paren):
                continue
            for label, waarde in paren:
                key = (soort, f"{code}:{namen[label]}", self.gebied, self.periode)
                if eenheid == "Aantal":
                    yield from _text(key, waarde, intern=self.intern)
                elif re.fullmatch(r"\d+ %", waarde):
                    yield from self._share(key, waarde.removesuffix(" %"))

    def _share(self, key: Key, pct: str) -> Iterator[Bound]:
        """A share of any of the totals that are printed."""
        laag, hoog = _rounded(pct)
        gevonden = [
            b
            for totaal in self.totalen.get(key[0], ())
            for b in _shown(
                key, ceil(laag * totaal / 100), floor(hoog * totaal / 100), self.intern, MARGE
            )
        ]
        if gevonden:
            yield Bound(key, min(b.laag for b in gevonden), max(b.hoog for b in gevonden))


def _pairs(tekst: str) -> list[tuple[str, str]]:
    """Label and value of what stands as "a: 1; b: 2."."""
    stukken = (stuk.rpartition(": ") for stuk in tekst.removesuffix(".").split("; "))
    return [(label, waarde) for label, _, waarde in stukken]


def _numbers(tekst: str) -> list[str]:
    return re.findall(r"\d+", tekst.replace(".", ""))


def _rounded(waarde: str) -> tuple[Fraction, Fraction]:
    """All that is printed so, as its ends."""
    midden = Fraction(waarde.replace(".", "").replace(",", "."))
    helft = Fraction(1, 2 * 10 ** len(waarde.partition(",")[2]))
    return midden - helft, midden + helft


def _either(namen: Iterable[str], *, lager: bool = False) -> str:
    """One of these names, the longest first."""
    woorden = [naam.lower() if lager else naam for naam in namen]
    return "|".join(re.escape(naam) for naam in sorted(woorden, key=len, reverse=True))


def _html(pad: Path) -> Iterator[str]:
    """The lines that a reader of a page sees: each row of a table is one."""
    bron = re.sub(r"<style.*?</style>", "", pad.read_text("utf-8"), flags=re.DOTALL)
    for regel in re.split(r"</?(?:p|li|tr|table|caption|svg|text|h\d)\b[^>]*>", bron):
        yield _plain(regel)


def _pdf(pad: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pad)
    for pagina in document:
        for regel in pagina.get_textpage().get_text_range().splitlines():
            yield _plain(regel)
    document.close()


def _slides(pad: Path) -> Iterator[str]:
    """Texts, tables, charts and notes; a chart as a line with its data."""
    intern = pad.parent.name == "intern"
    for dia in pptx.Presentation(str(pad)).slides:
        titel = _plain(dia.shapes.title.text_frame.text) if dia.shapes.title else ""
        for vorm in dia.shapes:
            if vorm.has_chart:
                yield from _chart(titel, vorm.chart, intern=intern)
            if vorm.has_text_frame:
                yield from map(_plain, vorm.text_frame.text.splitlines())
            elif vorm.has_table:
                for rij in vorm.table.rows:
                    yield _plain(" ".join(cel.text for cel in rij.cells))
            elif isinstance(vorm, GroupShape):  # the tiles of a map
                yield from (_plain(tegel.text_frame.text) for tegel in vorm.shapes)
        if dia.has_notes_slide and dia.notes_slide.notes_text_frame:
            yield from map(_plain, dia.notes_slide.notes_text_frame.text.splitlines())


def _chart(titel: str, chart: Chart, *, intern: bool) -> Iterator[str]:
    """The data behind a chart as words; those behind a funnel name nobody."""
    for plot in chart.plots:
        namen = [str(naam) for naam in plot.categories]
        for reeks in plot.series if namen else ():
            stukken = [
                ": ".join(naam.rsplit(", ", 1)) if waarde is None else f"{naam}: {getal}"
                for naam, waarde in zip(namen, reeks.values, strict=True)
                for getal in [_as_printed(reeks, waarde, intern=intern)]
            ]
            yield _plain(f"{titel}. {reeks.name}. {'; '.join(stukken)}.")


def _as_printed(reeks: Any, waarde: float | None, *, intern: bool) -> str:
    """A value as its number format prints it; a whole one may be a rounded count."""
    opmaak = "".join(reeks._element.xpath(".//c:val//c:formatCode/text()")[:1])
    cijfers = len(re.findall(r"\.(0+)", opmaak)[0]) if "." in opmaak else 0
    getal = f"{waarde or 0:.{cijfers}f}".replace(".", ",")
    if "%" in opmaak:
        return f"{getal} %"
    return getal if intern or "Aantal" not in reeks.name else f"ongeveer {getal}"


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


_LINES = {".html": _html, ".pdf": _pdf, ".pptx": _slides}
