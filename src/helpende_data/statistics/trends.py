"""Does an area's series of years rise or fall, and what else changed in those years. No prose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from helpende_data import formulas
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.jaren import AANDEEL, PER_100K, Cijferreeks, Jaar
from helpende_data.statistics.maten import PER, TEGENSPRAAK
from helpende_data.statistics.reeksen import Punt, read_series
from helpende_data.statistics.regels import BREUK, Gebeurtenis, Regels

NIET_TE_BEPALEN = "niet te bepalen"
GENOEMD = ("stijgend", "dalend")


@dataclass(frozen=True, kw_only=True)
class Uitslag:
    """The verdict on a series, its reason and its numbers, as in `formulas.trend`.

    `verandering_pct` is the annual change in per cent with its limits at 95 %. A number is None
    where it is not finite or not known.
    """

    oordeel: str
    reden: str
    verandering_pct: float | None = None
    verandering_laag: float | None = None
    verandering_hoog: float | None = None
    spreiding: float | None = None
    helling: float | None = None
    chi_kwadraat: float | None = None


@dataclass(frozen=True, kw_only=True)
class Trendbeeld(Uitslag):
    """A series of whole years with the verdict on it, the annual change and the events in it.

    `maat` is per_100k, or aandeel_pct for the share in the total. `breuken` are the first years
    after a break within the series; `gebeurtenissen` lie within the series too, by date.
    """

    gebied_code: str
    gebied: str
    indicator: str
    uitsplitsing: str
    maat: str
    tot: int
    noemer_label: str
    jaren: tuple[Jaar, ...]
    breuken: tuple[int, ...]
    gebeurtenissen: tuple[Gebeurtenis, ...]
    bron: str
    synthetisch: bool

    @property
    def voorlopig(self) -> tuple[int, ...]:
        """The years that are shown and not counted."""
        return tuple(j.jaar for j in self.jaren if j.voorlopig)

    @property
    def margin_alone(self) -> bool:
        """Is no trend named, while the margin of the annual change leaves out 0?"""
        laag, hoog = self.verandering_laag, self.verandering_hoog
        buiten = (laag is not None and laag > 0) or (hoog is not None and hoog < 0)
        return self.oordeel not in (*GENOEMD, NIET_TE_BEPALEN) and buiten


def trend_van(
    feiten: Feiten,
    gebied_code: str,
    indicator: str,
    *,
    tot: int,
    regels: Regels,
    gebeurtenissen: Sequence[Gebeurtenis] = (),
    uitsplitsing: str = TOTAAL,
    maat: str = PER_100K,
) -> Trendbeeld:
    """The whole years of an area up to `tot`, and whether they rise or fall.

    Provisional years are shown and do not count. A year in between without a count is a gap, not
    left out. A municipality that came from mergers is added up from its parts in earlier years, as
    long as all of them have a count; else its series starts when it did.

    Args:
        gebied_code: any area.
        indicator: code from the registry.
        tot: last year.
        regels: from which count on averages stand beside single years.
        gebeurtenissen: all known events; those about this series are chosen here.
        uitsplitsing: ``totaal`` or ``dimensie:categorie``.
        maat: ``per_100k``, or ``aandeel_pct`` for the share of a category in the total.

    Raises:
        UnknownError: no such indicator.

    Sources: statistics.md, S6 and S9; `formulas.trend`.
    """
    punten = read_series(feiten, gebied_code, indicator, uitsplitsing, tot)
    bij = tuple(
        g
        for g in gebeurtenissen
        if punten
        and g.touches(feiten.gebieden, gebied_code, indicator, uitsplitsing)
        and date(punten[0].jaar, 1, 1) < g.datum <= date(punten[-1].jaar, 12, 31)
    )
    breuken = {int(tekst[:4]) for tekst in feiten.indicatoren[indicator].breuken}
    breuken |= {jaar for g in bij if g.soort == BREUK for jaar in g.first_years}
    erin = tuple(sorted(b for b in breuken if punten and punten[0].jaar < b <= punten[-1].jaar))
    jaren = Cijferreeks(feiten, gebied_code, indicator, uitsplitsing, maat).years(
        punten, erin, regels
    )
    return Trendbeeld(
        gebied_code=gebied_code,
        gebied=feiten.gebieden.name(gebied_code),
        indicator=indicator,
        uitsplitsing=uitsplitsing,
        maat=maat,
        tot=tot,
        noemer_label=next((j.cijfer.noemer_label for j in reversed(jaren) if j.cijfer.noemer), ""),
        jaren=jaren,
        breuken=erin,
        gebeurtenissen=bij,
        bron="; ".join(dict.fromkeys(p.telling.bron for p in punten if p.telling)),
        synthetisch=feiten.synthetisch,
        **vars(_judge_share(punten, erin) if maat == AANDEEL else _judge_rate(punten, erin)),
    )


def _judge_rate(punten: Sequence[Punt], breuken: tuple[int, ...]) -> Uitslag:
    inwoners = [float(p.noemer.inwoners or math.nan) for p in punten]
    tellingen = [_counts(p.telling) for p in punten]
    uitslag = _judge(punten, tellingen, inwoners, breuken, "rate")
    if uitslag.reden.startswith("ontbrekende inwoners"):
        jaar = int(uitslag.reden[-4:])
        reden = next((p.noemer.reden for p in punten if p.jaar == jaar), "")
        return replace(uitslag, reden=reden or uitslag.reden)
    return uitslag


def _judge_share(punten: Sequence[Punt], breuken: tuple[int, ...]) -> Uitslag:
    """The verdict on shares; what is open in a total goes into the bounds of its part.

    A total between bounds counts as its lowest: then every share that is possible lies within the
    bounds, and none has more weight than it may have.
    """
    totalen, tellingen = [], []
    for p in punten:
        aantal_, laag, hoog = _counts(p.telling)
        heel = p.geheel
        if heel is None or not heel.aantal or heel.hoog is None or heel.laag == 0:
            totalen.append(math.nan)
            tellingen.append((aantal_, laag, hoog))
            continue
        if laag > heel.hoog:
            return Uitslag(oordeel=NIET_TE_BEPALEN, reden=f"{TEGENSPRAAK} ({p.jaar})")
        totalen.append(float(heel.laag))
        # rounding may put a part above its total: as shown it is all of it then
        shown = min(aantal_, heel.aantal) * heel.laag / heel.aantal
        tellingen.append((shown, laag * heel.laag / heel.hoog, min(hoog, heel.laag)))
    return _judge(punten, tellingen, totalen, breuken, "proportion")


def _counts(telling: Telling | None) -> tuple[float, float, float]:
    """A count and its bounds; NaN for what is not known."""
    if telling is None or telling.hoog is None:
        return math.nan, math.nan, math.nan
    shown = math.nan if telling.aantal is None else float(telling.aantal)
    return shown, float(telling.laag), float(telling.hoog)


def _judge(
    punten: Sequence[Punt],
    tellingen: Sequence[tuple[float, float, float]],
    noemers: Sequence[float],
    breuken: tuple[int, ...],
    kind: str,
) -> Uitslag:
    """The verdict on counts with bounds (shown, lowest, highest) over what they are divided by."""
    if not punten:
        return Uitslag(oordeel=NIET_TE_BEPALEN, reden="geen cijfer over een heel jaar")
    shown, laag, hoog = zip(*tellingen, strict=True)
    beeld = formulas.trend(
        shown,
        noemers,
        [p.jaar for p in punten],
        kind=kind,
        breaks=breuken,
        lower_counts=laag,
        upper_counts=hoog,
        provisional=np.array([p.voorlopig for p in punten], dtype=bool),
        multiplier=PER,
    )
    getallen = {
        "verandering_pct": beeld.annual_change_pct,
        "verandering_laag": beeld.annual_change_lower,
        "verandering_hoog": beeld.annual_change_upper,
        "spreiding": beeld.dispersion,
        "helling": beeld.slope,
        "chi_kwadraat": beeld.chi_square,
    }
    eindig = {naam: float(g) if np.isfinite(g) else None for naam, g in getallen.items()}
    return Uitslag(oordeel=str(beeld.verdict), reden=str(beeld.reason), **eindig)
