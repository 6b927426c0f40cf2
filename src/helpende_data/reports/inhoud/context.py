"""Whom a report is about, and the one road along which a figure gets onto a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpende_data.errors import UnknownError
from helpende_data.gebieden import Gebied, Regio
from helpende_data.periodes import Periode
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import Cijfer, Feiten

LAND = "NL01"
HOOFDINDICATOREN = ("adviezen", "meldingen")
_COLOURS = {"subregio": "subregio", "land": "land", "provincie": "anders", "gemeente": "anders"}


@dataclass(frozen=True)
class Onderwerp:
    """One municipality, one period, one audience."""

    gemeente: Gebied
    regio: Regio
    subregio: Gebied | None
    periode: Periode
    publiek: str


@dataclass
class Context:
    """What every section reads from, and the figures that were shown so far.

    `show` is the only way to print a figure: what a sentence, chart or table holds is also in the
    workbook and the CSV.
    """

    feiten: Feiten
    teksten: Teksten
    onderwerp: Onderwerp
    getoond: dict[tuple[str, ...], Cijfer] = field(default_factory=dict)

    def show(self, cijfer: Cijfer) -> Cijfer:
        """Register a figure as shown."""
        sleutel = (
            cijfer.gebied_code,
            cijfer.dekking,
            cijfer.indicator,
            cijfer.uitsplitsing,
            cijfer.periode,
            cijfer.maat,
            cijfer.bron,
        )
        self.getoond.setdefault(sleutel, cijfer)
        return cijfer

    @property
    def periode(self) -> str:
        return str(self.onderwerp.periode)

    @property
    def is_beleid(self) -> bool:
        return self.onderwerp.publiek == "beleid"

    def region_code(self, indicator: str, periode: str) -> str | None:
        return self.feiten.region_code(self.onderwerp.regio, indicator, periode)

    def region_label(self, code: str, jaar: int) -> str:
        """The region with the number of municipalities that its count covers."""
        leden = self.feiten.gebieden.members(code, jaar)
        naam = self.onderwerp.regio.naam
        return f"{naam} ({len(leden)} gemeenten)" if leden else naam

    def label(self, code: str, jaar: int) -> str:
        regio = self.onderwerp.regio
        if code in (regio.code, regio.tellingen_eigen, regio.tellingen_cbs):
            return self.region_label(code, jaar)
        return self.feiten.gebieden.name(code)

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
            u.zin
            for u in self.feiten.gebieden.exceptions(self.onderwerp.gemeente.code)
            if set(u.indelingen) & set(onderdelen) and u.touches(indicatoren)
        ]
        if not zinnen:
            return onderschrift
        return f"{onderschrift}. Let op: {' '.join(dict.fromkeys(zinnen))}"

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


def available_periods(feiten: Feiten, gemeente: Gebied, regio: Regio) -> list[Periode]:
    """Years, then half-years, for which the municipality or its region has a headline count."""
    codes = [c for c in (gemeente.code, regio.tellingen_eigen, regio.tellingen_cbs) if c]
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
        UnknownError: no such municipality, no region known for it, or no figures for the period;
            the message says what there is.
    """
    gebied = feiten.gebieden.find(gemeente, soort="gemeente")
    # Old names and codes lead to a municipality that is gone: its heir is the one to report on.
    gebied = _heir(feiten, gebied)
    laatste = (feiten.inwoners.jaren or (0,))[-1]
    jaar = periode.jaar if periode else laatste
    regio = feiten.gebieden.region_of(gebied.code, jaar) or feiten.gebieden.region_of(
        gebied.code, laatste
    )
    if regio is None:
        namen = join([r.naam for r in feiten.gebieden.regios])
        raise UnknownError(
            f"{gebied.naam} hoort in {jaar} bij geen regio die helpende-data kent",
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
            doe=f"kies uit {join([str(p) for p in bekend])}",
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
