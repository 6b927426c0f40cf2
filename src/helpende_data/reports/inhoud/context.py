"""Whom a report is about, and the one road along which a figure gets onto a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpende_data.errors import UnknownError
from helpende_data.gebieden import Gebied, Regio
from helpende_data.gesprek import Gesprek
from helpende_data.periodes import Periode, in_runs
from helpende_data.reports.andere_bronnen import AndereBron
from helpende_data.reports.teksten import Teksten
from helpende_data.schema import CIJFERS
from helpende_data.statistics import Cijfer, Feiten
from helpende_data.statistics.regels import Gebeurtenis
from helpende_data.statistics.trends import Trendbeeld
from helpende_data.statistics.vergelijking import Vergelijker

if TYPE_CHECKING:
    from helpende_data.reports.inhoud.wijzigingen import Vorige

LAND = "NL01"
HOOFDINDICATOREN = ("adviezen", "meldingen")
VEILIG_THUIS = ("veilig_thuis_eigen", "veilig_thuis_cbs")  # divisions that the counts rest on
_COLOURS = {"subregio": "subregio", "land": "land", "provincie": "anders", "gemeente": "anders"}


@dataclass(frozen=True)
class Onderwerp:
    """One municipality, one period, one audience; of a theme its code."""

    gemeente: Gebied
    regio: Regio
    subregio: Gebied | None
    periode: Periode
    publiek: str
    thema: str = ""


@dataclass
class Context:
    """What every section reads from, and the figures that were shown so far.

    `show` is the only way to print a figure: what a sentence, chart or table holds is also in the
    workbook and the CSV. It collects, because a sentence is a text and cannot carry its figures.
    """

    feiten: Feiten
    teksten: Teksten
    onderwerp: Onderwerp
    vergelijker: Vergelijker | None = None  # None: nothing is compared
    gebeurtenissen: Sequence[Gebeurtenis] = ()
    andere_bronnen: Sequence[AndereBron] = ()
    gesprek: Gesprek = field(default_factory=Gesprek)
    vorige: Vorige | None = None  # the edition that this one replaces
    definitief: bool = False  # somebody decided to publish it
    # of the municipality's own counts: a figure and the words below it ask for the same one
    trends: dict[tuple[str, str, str], Trendbeeld] = field(default_factory=dict)
    _getoond: dict[tuple[str, ...], Cijfer] = field(default_factory=dict)
    _vast: dict[str, None] = field(default_factory=dict)

    def show(self, cijfer: Cijfer) -> Cijfer:
        """The figure to print, registered as shown: asked for twice, it is the same one."""
        sleutel = tuple(getattr(cijfer, naam) for naam in CIJFERS.key)
        return self._getoond.setdefault(sleutel, cijfer)

    @property
    def getoond(self) -> tuple[Cijfer, ...]:
        """The figures shown so far, in the order of the pages."""
        return tuple(self._getoond.values())

    def constant(self, tekst: str) -> str:
        """The text itself, marked: its numbers are no figures about people.

        The release gate stops every number that is no shown figure, unless it stands in a sentence
        of the files or in a text marked here. Mark the number with the words beside it.
        """
        self._vast[tekst] = None
        return tekst

    @property
    def vast(self) -> tuple[str, ...]:
        """The texts marked as constant so far."""
        return tuple(self._vast)

    def say(self, sleutel: str, **velden: str) -> str:
        """A sentence of the report; municipality, region and period are filled in of themselves.

        Raises:
            ContractError: the sentence is missing or asks for a word that it does not get.
        """
        onderwerp = self.onderwerp
        vast = {
            "gemeente": onderwerp.gemeente.naam,
            "regio": onderwerp.regio.naam,
            "periode": onderwerp.periode.zin,
            "tijd": onderwerp.periode.per_label,
        }
        return self.teksten(sleutel, **(vast | velden))

    def margin(self, cijfer: Cijfer) -> str:
        """The limits behind a value in a sentence; empty where they are printed for the value."""
        if cijfer.klein or not cijfer.marge:
            return ""
        return self.say("algemeen.marge", marge=cijfer.marge)

    @property
    def periode(self) -> str:
        return str(self.onderwerp.periode)

    @property
    def has_own(self) -> bool:
        """Does the municipality itself have one of the headline counts, hidden or not?"""
        code = self.onderwerp.gemeente.code
        return any(self.feiten.telling(code, i, self.periode) for i in HOOFDINDICATOREN)

    def region_code(self, indicator: str, periode: str) -> str | None:
        """Under which code the region has this count, or None."""
        return self.feiten.region_code(self.onderwerp.regio, indicator, periode)

    def region_periods(self, *indicatoren: str, soort: str) -> list[Periode]:
        """The periods of one kind, not after the report's, with one of these counts of the region.

        Args:
            soort: ``jaar`` or ``halfjaar``; for a half-year's report its own year is included.
        """
        tot = self.onderwerp.periode
        gevonden = {
            periode
            for code in self.onderwerp.regio.tellingen
            for indicator in indicatoren
            for periode in self.feiten.periodes(code, indicator)
            if periode.soort == soort and (periode.jaar, periode.nummer) <= (tot.jaar, tot.nummer)
        }
        return sorted(gevonden)

    def label(self, code: str, jaar: int) -> str:
        """The name of an area; of the region with how many municipalities its count covers."""
        regio = self.onderwerp.regio
        if code not in (regio.code, *regio.tellingen):
            naam = self.feiten.gebieden.name(code)
            # CBS marks a province in its name: "Gelderland (PV)".
            return f"provincie {naam.removesuffix(' (PV)')}" if naam.endswith(" (PV)") else naam
        leden = self.feiten.gebieden.members(code, jaar)
        if not leden:
            return regio.naam
        return self.constant(f"{regio.naam} ({len(leden)} gemeenten)")

    def label_in_core(self, code: str) -> str:
        """The same, with the gemeente that the count does not cover: a core is read alone."""
        jaar, eigen = self.onderwerp.periode.jaar, self.onderwerp.gemeente
        label = self.label(code, jaar)
        leden = self.feiten.gebieden.members(code, jaar)
        if eigen.soort != "gemeente" or not leden or eigen.code in leden:
            return label
        return self.say("kern.zonder", gebied=label)

    def soort(self, code: str) -> str:
        """The colour by meaning of an area."""
        if code == self.onderwerp.gemeente.code:
            return "gemeente"
        soort = self.feiten.gebieden[code].soort if code in self.feiten.gebieden else ""
        return _COLOURS.get(soort, "regio")

    def with_exceptions(self, onderschrift: str, indicatoren: set[str], *onderdelen: str) -> str:
        """A caption, with the sentences on what makes this municipality differ behind it.

        In the caption they stay with the figure, on whichever page it lands.

        Args:
            indicatoren: the indicators that the figure shows.
            onderdelen: the divisions of the country that the figure rests on.
        """
        zinnen = [
            u.kort or u.zin
            for u in self.feiten.gebieden.exceptions(self.onderwerp.gemeente.code)
            if set(u.indelingen) & set(onderdelen) and u.touches(indicatoren)
        ]
        if not zinnen:
            return onderschrift
        return self.say(
            "algemeen.let_op", onderschrift=onderschrift, zinnen=" ".join(dict.fromkeys(zinnen))
        )

    def difference(self, code: str, jaar: int) -> str:
        """How a catchment differs from the region: ", zonder Mook en Middelaar"; may be empty."""
        gebieden = self.feiten.gebieden
        gedekt = gebieden.members(code, jaar)
        regio = gebieden.members(self.onderwerp.regio.code, jaar)
        delen = [
            f"{woord} {join(sorted(gebieden.name(c) for c in codes))}"
            for woord, codes in (("zonder", regio - gedekt), ("met", gedekt - regio))
            if codes and gedekt
        ]
        return f", {' en '.join(delen)}" if delen else ""


def join(namen: list[str]) -> str:
    """``a, b en c``."""
    if len(namen) < 2:
        return "".join(namen)
    return f"{', '.join(namen[:-1])} en {namen[-1]}"


def spans(jaren: Sequence[int]) -> str:
    """Years in words: ``2019 tot en met 2022 en 2024``."""
    reeksen: list[list[int]] = []
    for jaar in sorted(set(jaren)):
        if reeksen and jaar == reeksen[-1][-1] + 1:
            reeksen[-1].append(jaar)
        else:
            reeksen.append([jaar])
    delen = [
        f"{r[0]} tot en met {r[-1]}" if len(r) > 2 else join([str(jaar) for jaar in r])
        for r in reeksen
    ]
    return join(delen)


def available_periods(feiten: Feiten, gemeente: Gebied, regio: Regio) -> list[Periode]:
    """Years, then half-years, for which the municipality or its region has a headline count."""
    codes = (gemeente.code, *regio.tellingen)
    gevonden = {
        periode
        for code in codes
        for indicator in HOOFDINDICATOREN
        for periode in feiten.periodes(code, indicator)
        if periode.soort in ("jaar", "halfjaar")
    }
    return sorted(gevonden, key=lambda p: (p.soort == "halfjaar", p.first_month))


def choose(feiten: Feiten, gemeente: str, periode: Periode | None, publiek: str) -> Onderwerp:
    """What a report is about: by default the last whole year that has figures.

    Args:
        gemeente: name or code, old names too.
        periode: None for the default.

    Raises:
        UnknownError: no such municipality, no region known for it, no figures for the period, or
            no inhabitants; the message says what there is.
    """
    gebied = feiten.gebieden.find(gemeente, soort="gemeente")
    # Old names and codes lead to a municipality that is gone: its heir is the one to report on.
    gebied = _heir(feiten, gebied)
    geteld = {p.jaar for i in HOOFDINDICATOREN for p in feiten.periodes(gebied.code, i)}
    bekend_in = sorted({*feiten.inwoners.jaren, *geteld}, reverse=True)
    # A plan that has ended still names the region of its municipalities.
    peiljaren = [*([periode.jaar] if periode else []), *bekend_in]
    regios = (feiten.gebieden.region_of(gebied.code, peiljaar) for peiljaar in peiljaren)
    regio = next((r for r in regios if r is not None), None)
    if regio is None:
        namen = join([r.naam for r in feiten.gebieden.regios])
        raise UnknownError(
            f"{gebied.naam} hoort bij geen regio die helpende-data kent",
            doe=f"bekend zijn {namen}; een regio erbij zet u in data/gebieden/",
        )
    bekend = available_periods(feiten, gebied, regio)
    if not bekend:
        raise UnknownError(
            f"voor {gebied.naam} en {regio.naam} zijn geen adviezen of meldingen ingelezen",
            doe="lees een levering in met: hd ingest BESTAND",
        )
    if periode is None:
        jaren = [p for p in bekend if p.soort == "jaar"] or bekend
        periode = jaren[-1]
    elif periode not in bekend:
        raise UnknownError(
            f"over {periode} zijn geen adviezen of meldingen bekend van {gebied.naam} of "
            f"{regio.naam}",
            doe=f"kies uit {in_runs(bekend)}",
        )
    noemer = feiten.inwoners.of(gebied.code, periode.jaar)
    if noemer.inwoners is None:  # without them a report is pages of empty charts
        raise UnknownError(
            noemer.reden,
            doe="lees de inwoners in met: hd ingest (die van het programma), of met: "
            "hd ingest --bron cbs",
        )
    subregio = feiten.gebieden.area_of(gebied.code, "subregio", periode.jaar)
    return Onderwerp(gebied, regio, subregio, periode, publiek)


def _heir(feiten: Feiten, gebied: Gebied) -> Gebied:
    """The municipality that took over most inhabitants of one that is gone."""
    gezien = {gebied.code}
    while gebied.laatste_jaar is not None:
        overgang = [
            h
            for h in feiten.gebieden.herindelingen
            if h.van_code == gebied.code and h.naar_code not in gezien
        ]
        if not overgang:
            break
        erfgenaam = max(overgang, key=lambda h: (h.datum, h.inwoners or 0))
        gebied = feiten.gebieden[erfgenaam.naar_code]
        gezien.add(gebied.code)
    return gebied
