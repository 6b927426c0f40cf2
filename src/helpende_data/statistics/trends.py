"""Does an area's series of years rise or fall, and what else changed in those years. No prose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from helpende_data import formulas
from helpende_data.gebieden import Gebieden, Noemer
from helpende_data.schema.getallen import round_once
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import TOTAAL, Feiten, Telling
from helpende_data.statistics.maten import PER, aantal, denominator, missing, per_100k
from helpende_data.statistics.regels import BREUK, Gebeurtenis, Regels

_ZELFDE_GEBIED = "grenswijziging"  # moves a few people: the municipality stays who it is


@dataclass(frozen=True)
class Jaar:
    """One whole year of a series: the count, its rate, and the average up to this year.

    `aantal`, `per_100k` and `gemiddelde` are shown figures; a year between others that nobody has a
    count of has figures without a value. `laag` and `hoog` are the bounds of the count, `hoog` None
    where nothing is known. `gemiddelde` is there in series with small numbers only; its period
    names the years, as "2021-2023". `telt_mee`: does the year count in the verdict? `delen` names
    the earlier municipalities that the year was added up from.
    """

    jaar: int
    aantal: Cijfer
    per_100k: Cijfer
    laag: int
    hoog: int | None
    voorlopig: bool
    telt_mee: bool
    delen: tuple[str, ...] = ()
    gemiddelde: Cijfer | None = None


@dataclass(frozen=True)
class Trendbeeld:
    """A series of whole years with the verdict on it, the annual change and the events in it.

    `oordeel` and `reden` are those of `formulas.trend`. `verandering_pct` is the annual change in
    per cent with its limits at 95 %, None where it is not finite. `breuken` are the first years
    after a break within the series; `gebeurtenissen` lie within the series too, by date.
    """

    gebied_code: str
    gebied: str
    indicator: str
    uitsplitsing: str
    tot: int
    noemer_label: str
    jaren: tuple[Jaar, ...]
    oordeel: str
    reden: str
    verandering_pct: float | None
    verandering_laag: float | None
    verandering_hoog: float | None
    spreiding: float | None
    breuken: tuple[int, ...]
    gebeurtenissen: tuple[Gebeurtenis, ...]
    bron: str
    synthetisch: bool

    @property
    def voorlopig(self) -> tuple[int, ...]:
        """The years that are shown and not counted."""
        return tuple(j.jaar for j in self.jaren if j.voorlopig)


@dataclass(frozen=True)
class _Punt:
    jaar: int
    aantal: int | None
    laag: int
    hoog: int | None
    noemer: Noemer
    voorlopig: bool
    delen: tuple[str, ...] = ()
    bron: str = ""


def trend_van(
    feiten: Feiten,
    gebied_code: str,
    indicator: str,
    *,
    tot: int,
    regels: Regels,
    gebeurtenissen: Sequence[Gebeurtenis] = (),
    uitsplitsing: str = TOTAAL,
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

    Raises:
        UnknownError: no such indicator.

    Sources: statistics.md, S6 and S9; `formulas.trend`.
    """
    punten = _series(feiten, gebied_code, indicator, uitsplitsing, tot)
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
    uitslag = _judge(punten, erin)
    return Trendbeeld(
        gebied_code,
        feiten.gebieden.name(gebied_code),
        indicator,
        uitsplitsing,
        tot,
        next((p.noemer.label for p in reversed(punten) if p.noemer.inwoners), ""),
        _years(feiten, (gebied_code, indicator, uitsplitsing), punten, erin, regels),
        *uitslag,
        erin,
        bij,
        "; ".join(dict.fromkeys(p.bron for p in punten if p.bron)),
        feiten.synthetisch,
    )


def parts_in(gebieden: Gebieden, code: str, jaar: int, *, voor: int = 9999) -> frozenset[str]:
    """The municipalities of `jaar` that became this one; itself when it existed; may be empty.

    A change of boundaries without a merger leaves a municipality who it is.
    """
    overgangen = [
        h
        for h in gebieden.herindelingen
        if h.naar_code == code and h.soort != _ZELFDE_GEBIED and jaar < int(h.datum[:4]) < voor
    ]
    if not overgangen:
        bestaat = code in gebieden and gebieden[code].exists_in(jaar)
        return frozenset({code}) if bestaat else frozenset()
    laatste = max(int(h.datum[:4]) for h in overgangen)
    delen: set[str] = set()
    for overgang in overgangen:
        if int(overgang.datum[:4]) == laatste:
            deel = parts_in(gebieden, overgang.van_code, jaar, voor=laatste)
            if not deel:
                return frozenset()
            delen |= deel
    return frozenset(delen)


def _series(feiten: Feiten, code: str, indicator: str, uitsplitsing: str, tot: int) -> list[_Punt]:
    """Every year from the first with a count to the last, gaps included."""
    eigen = {
        p.jaar
        for p in feiten.periodes(code, indicator, uitsplitsing)
        if p.soort == "jaar" and p.jaar <= tot
    }
    punten: dict[int, _Punt] = {}
    for jaar in eigen:
        telling = feiten.telling(code, indicator, str(jaar), uitsplitsing)
        if telling is not None:
            noemer = denominator(feiten, telling)
            punten[jaar] = _Punt(
                jaar,
                telling.aantal,
                telling.laag,
                telling.hoog,
                noemer,
                telling.voorlopig,
                bron=telling.bron,
            )
    if not punten:
        return []
    jaar = min(punten) - 1
    while (deel := _from_parts(feiten, code, indicator, uitsplitsing, jaar)) is not None:
        punten[jaar] = deel
        jaar -= 1
    leeg = Noemer(None, jaar)
    return [
        punten.get(j) or _Punt(j, None, 0, None, leeg, False)
        for j in range(min(punten), max(punten) + 1)
    ]


def _from_parts(
    feiten: Feiten, code: str, indicator: str, uitsplitsing: str, jaar: int
) -> _Punt | None:
    """The year added up from the municipalities that were merged later; None unless all count."""
    delen = parts_in(feiten.gebieden, code, jaar)
    if not delen or delen == {code}:
        return None
    tellingen: list[Telling] = []
    inwoners = 0
    for deel in sorted(delen):
        telling = feiten.telling(deel, indicator, str(jaar), uitsplitsing)
        noemer = denominator(feiten, telling) if telling else None
        if telling is None or telling.hoog is None or noemer is None or noemer.inwoners is None:
            return None
        tellingen.append(telling)
        inwoners += noemer.inwoners
    aantallen = [t.aantal for t in tellingen]
    return _Punt(
        jaar,
        None if None in aantallen else sum(a for a in aantallen if a is not None),
        sum(t.laag for t in tellingen),
        sum(t.hoog for t in tellingen if t.hoog is not None),
        Noemer(inwoners, jaar, denominator(feiten, tellingen[0]).populatie),
        any(t.voorlopig for t in tellingen),
        tuple(sorted(delen)),
        "; ".join(dict.fromkeys(t.bron for t in tellingen)),
    )


def _judge(
    punten: list[_Punt], breuken: tuple[int, ...]
) -> tuple[str, str, float | None, float | None, float | None, float | None]:
    """Verdict, reason, annual change with its limits, dispersion."""
    if not punten:
        return "niet te bepalen", "geen cijfer over een heel jaar", None, None, None, None
    beeld = formulas.trend(
        [math.nan if p.aantal is None else p.aantal for p in punten],
        [p.noemer.inwoners or math.nan for p in punten],
        [p.jaar for p in punten],
        breaks=breuken,
        lower_counts=[p.laag for p in punten],
        upper_counts=[math.inf if p.hoog is None else p.hoog for p in punten],
        provisional=np.array([p.voorlopig for p in punten], dtype=bool),
        multiplier=PER,
    )
    oordeel, reden = str(beeld.verdict), str(beeld.reason)
    if reden.startswith("ontbrekende inwoners"):
        jaar = int(reden[-4:])
        reden = next((p.noemer.reden for p in punten if p.jaar == jaar), "") or reden
    getallen = (
        beeld.annual_change_pct,
        beeld.annual_change_lower,
        beeld.annual_change_upper,
        beeld.dispersion,
    )
    verandering, laag, hoog, spreiding = (float(g) if np.isfinite(g) else None for g in getallen)
    return oordeel, reden, verandering, laag, hoog, spreiding


def _years(
    feiten: Feiten,
    wat: tuple[str, str, str],
    punten: list[_Punt],
    breuken: tuple[int, ...],
    regels: Regels,
) -> tuple[Jaar, ...]:
    """The years with their figures; `wat` is area, indicator and category."""
    klein = any(p.hoog is not None and p.laag < regels.klein_onder for p in punten)
    jaren = []
    for nummer, punt in enumerate(punten):
        venster = punten[max(0, nummer + 1 - regels.gemiddelde_jaren) : nummer + 1]
        # an average never crosses a break, and a provisional year counts in none
        heel = (
            klein
            and len(venster) == regels.gemiddelde_jaren
            and not any(venster[0].jaar < b <= punt.jaar for b in breuken)
            and not any(p.voorlopig for p in venster)
        )
        gemiddelde = _rate(feiten, wat, venster) if heel else None
        telling = aantal(feiten, wat[0], wat[1], str(punt.jaar), wat[2])
        jaren.append(
            Jaar(
                punt.jaar,
                _count(telling, punt) if punt.delen else telling,
                _rate(feiten, wat, [punt])
                if punt.delen
                else per_100k(feiten, wat[0], wat[1], str(punt.jaar), wat[2]),
                punt.laag,
                punt.hoog,
                punt.voorlopig,
                punt.hoog is not None and punt.noemer.inwoners is not None and not punt.voorlopig,
                punt.delen,
                gemiddelde if gemiddelde and gemiddelde.laag is not None else None,
            )
        )
    return tuple(jaren)


def _count(leeg: Cijfer, punt: _Punt) -> Cijfer:
    """The count of a year that was added up from parts."""
    exact = punt.laag == punt.hoog
    return replace(
        leeg,
        waarde=None if punt.aantal is None else float(punt.aantal),
        laag=None if exact else float(punt.laag),
        hoog=None if exact or punt.hoog is None else float(punt.hoog),
        status="exact" if exact else "benaderd",
        voorlopig=punt.voorlopig,
        bron=punt.bron,
        reden="" if punt.aantal is not None else "een van de delen is niet te zien",
    )


def _rate(feiten: Feiten, wat: tuple[str, str, str], punten: list[_Punt]) -> Cijfer:
    """The rate of these years together with its limits, over all counts within the bounds."""
    code, indicator, uitsplitsing = wat
    eerste, laatste = punten[0], punten[-1]
    periode = str(laatste.jaar) if len(punten) == 1 else f"{eerste.jaar}-{laatste.jaar}"
    leeg = missing(
        feiten, code, indicator, periode, maat="per_100k", uitsplitsing=uitsplitsing,
        reden="niet van al deze jaren zijn het aantal en de inwoners bekend",
    )  # fmt: skip
    inwoners = [p.noemer.inwoners for p in punten if p.noemer.inwoners is not None]
    hoogste = [p.hoog for p in punten if p.hoog is not None]
    if len(inwoners) < len(punten) or len(hoogste) < len(punten):
        return leeg
    aantallen = [p.aantal for p in punten if p.aantal is not None]
    laagste = [p.laag for p in punten]
    marge = formulas.pooled_rate([laagste, hoogste], inwoners, multiplier=PER)
    decimalen = 1 if (sum(hoogste) - sum(laagste)) / sum(inwoners) * PER / 2 <= 0.5 else 0
    waarde = None
    if len(aantallen) == len(punten):
        midden = formulas.pooled_rate(aantallen, inwoners, multiplier=PER)
        waarde = round_once(float(midden.value), decimalen)
    return replace(
        leeg,
        waarde=waarde,
        laag=round_once(float(marge.lower[0]), decimalen),
        hoog=round_once(float(marge.upper[1]), decimalen),
        noemer=float(sum(inwoners)),
        noemer_label=laatste.noemer.label
        if len(punten) == 1
        else f"{laatste.noemer.label.rpartition(' ')[0]} van elk jaar, samen",
        status="exact" if laagste == hoogste else "benaderd",
        voorlopig=any(p.voorlopig for p in punten),
        bron="; ".join(dict.fromkeys(p.bron for p in punten)),
        decimalen=decimalen,
        reden="" if waarde is not None else "een van de aantallen is niet te zien",
    )
