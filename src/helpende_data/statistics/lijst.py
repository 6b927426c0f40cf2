"""All figures of an area in one list, each with a verdict if asked for. No prose, no printing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from helpende_data.errors import UnknownError, UsageError
from helpende_data.periodes import Periode, is_periode
from helpende_data.schema.getallen import round_once
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten
from helpende_data.statistics.jaren import AANDEEL, PER_100K
from helpende_data.statistics.keuze import INWONERS, Keuze, area_codes, parse_indicator
from helpende_data.statistics.maten import GEEN_BRON
from helpende_data.statistics.regels import Gebeurtenis
from helpende_data.statistics.trends import trend_van
from helpende_data.statistics.vergelijking import Vergelijker, Vergelijking, ratio_figure

VERGELIJK = ("vergelijkbaar", "subregio", "regio", "land")
EERDERE_JAREN = "eerdere jaren"
CENTRUM_BESLIST = "met en zonder de centrumgemeente verschilt het oordeel"
_TREND_FROM = 5  # with fewer whole years there is never a verdict
NERGENS = (
    "daarvan is van geen enkel gebied een cijfer ingelezen; welke leveringen er zijn ziet u met: "
    "hd mapping lijst"
)
_FINEST = 4  # decimals of a ratio at most


@dataclass(frozen=True)
class Regel:
    """One shown figure, and what a comparison says about it.

    Without a comparison `vergeleken_met` and `oordeel` are empty. `vergeleken_met` is a reference,
    or "eerdere jaren": then `oordeel` is the verdict on the trend up to this year, the last that is
    not provisional, and `verhouding` how many times the figure of the year before, per year.
    `verhouding` and its limits are rounded to `decimalen`. `los_bekeken`: the verdict without the
    correction for many comparisons, where that withdrew it; else empty. `centrum_beslist`: the
    verdict is another one with or without the centre municipality. `gekozen_op`: by which rule
    similar municipalities were chosen. `alleen_marge`: no trend is named, while the margin of the
    annual change leaves out "no change". `reden` says why there is no value or no verdict, or what
    goes with it; `kanttekeningen` what changed in counting or working during the series.
    """

    cijfer: Cijfer
    vergeleken_met: str = ""
    oordeel: str = ""
    verhouding: float | None = None
    verhouding_laag: float | None = None
    verhouding_hoog: float | None = None
    decimalen: int = 2
    los_bekeken: str = ""
    centrum_beslist: bool = False
    gekozen_op: str = ""
    alleen_marge: bool = False
    reden: str = ""
    kanttekeningen: str = ""

    @property
    def noemer_label(self) -> str:
        """What was divided by, in words."""
        return self.cijfer.noemer_label


def cijfers(
    vergelijker: Vergelijker,
    *,
    gebied: str,
    indicator: str = "",
    dekking: str = "",
    periode: Periode | None = None,
    vergelijk: str = "",
    gebeurtenissen: Sequence[Gebeurtenis] = (),
) -> tuple[Regel, ...]:
    """Every figure of an area: counts, rates, shares, chain, statements, inhabitants.

    A region is counted under several codes: its own service, CBS, the plan. All of them are there.
    Statements in words only are left out. Without a period, a series of five whole years or more
    has a row with the verdict on its trend.

    Args:
        vergelijker: knows the protected figures and the rules of comparison.
        gebied: name or code of a municipality, region, catchment or country.
        indicator: code, ``code/dimensie`` or ``code/dimensie:categorie``; empty for all.
        dekking: only figures that cover this catchment, by name or code.
        periode: only this period, and statements over years that hold it; None for all.
        vergelijk: one of VERGELIJK, for a municipality; empty for none. "subregio" and "regio" give
            the verdict without the centre municipality too, where that is another comparison.
        gebeurtenissen: known breaks in series, for the trend.

    Returns:
        in the order of the registry, then by category, kind of period, time and measure. Never
        empty.

    Raises:
        UnknownError: no such area, indicator or catchment, or there is no such figure.
        UsageError: no such comparison, or the area is no municipality.
    """
    feiten = vergelijker.feiten
    codes = area_codes(feiten, gebied)
    if vergelijk and vergelijk not in VERGELIJK:
        raise UsageError(
            f"onbekende vergelijking {vergelijk!r}", doe=f"kies uit {', '.join(VERGELIJK)}"
        )
    if vergelijk and feiten.gebieden[codes[0]].soort != "gemeente":
        raise UsageError(
            "vergelijken kan alleen met een gemeente", waar=feiten.gebieden.name(codes[0])
        )
    keuze = Keuze(feiten, codes, *parse_indicator(feiten, indicator))
    gevonden = [*keuze.counted(), *keuze.stated(), *keuze.people()]
    if dekking:
        dekking_code = dekking if dekking == "onbekend" else feiten.gebieden.find(dekking).code
        gevonden = _only_coverage(feiten, gevonden, dekking_code)
    if periode is not None:
        gevonden = _only_period(feiten, codes, gevonden, periode, indicator)
    if not gevonden:
        raise UnknownError(
            f"geen cijfers{f' over {indicator}' if indicator else ''} van "
            f"{feiten.gebieden.name(codes[0])} in de bronnen",
            doe=_elsewhere(feiten, codes[0], indicator),
        )
    gesorteerd = sorted(gevonden, key=keuze.order)
    if vergelijk:
        regels = [r for c in gesorteerd for r in _compared(vergelijker, c, vergelijk)]
    else:
        regels = [Regel(c, reden=c.reden) for c in gesorteerd]
    if periode is None:
        regels = list(_with_trends(vergelijker, gebeurtenissen, regels))
    return tuple(regels)


def _only_coverage(feiten: Feiten, gevonden: list[Cijfer], code: str) -> list[Cijfer]:
    over = [c for c in gevonden if c.dekking == code]
    if not over and gevonden:
        bekend = ", ".join(sorted({c.dekking for c in gevonden}))
        raise UnknownError(
            f"geen van deze cijfers dekt {feiten.gebieden.name(code)}", doe=f"kies uit {bekend}"
        )
    return over


def _only_period(
    feiten: Feiten, codes: Sequence[str], gevonden: list[Cijfer], periode: Periode, indicator: str
) -> list[Cijfer]:
    """The figures of a period, statements over years that hold it, and the inhabitants then."""
    over = [
        c
        for c in gevonden
        if c.periode == str(periode)
        or (c.maat == INWONERS and c.periode == str(periode.jaar))
        or _years_hold(c.periode, periode)
    ]
    if not over and gevonden:
        perioden = {c.periode for c in gevonden if is_periode(c.periode)}
        tijden = sorted(
            (Periode.parse(p) for p in perioden), key=lambda p: (p.soort != periode.soort, str(p))
        )
        zelfde = [str(p) for p in tijden if p.soort == periode.soort]
        bekend = ", ".join(zelfde or map(str, tijden))
        raise UnknownError(
            f"geen cijfers{f' over {indicator}' if indicator else ''} van "
            f"{feiten.gebieden.name(codes[0])} in {periode}",
            doe=f"wel over {bekend}" if bekend else "kijk zonder --jaar of --periode",
        )
    return over


def _years_hold(tekst: str, periode: Periode) -> bool:
    eerste, streep, laatste = tekst.partition("-")
    jaren = streep and len(eerste) == len(laatste) == 4 and (eerste + laatste).isdecimal()
    return bool(jaren) and int(eerste) <= periode.jaar <= int(laatste)


def _elsewhere(feiten: Feiten, code: str, indicator: str) -> str:
    """Which wider area has this figure."""
    wat, deel = parse_indicator(feiten, indicator)
    jaar = feiten.inwoners.last_year
    regio = feiten.gebieden.region_of(code, jaar)
    if regio is not None:
        keuze = Keuze(feiten, (regio.code, *regio.tellingen), wat, deel)
        if keuze.counted() or keuze.stated():
            return f"de regio heeft ze wel: gebruik --gebied {regio.naam}"
    if wat and not Keuze(feiten, tuple(feiten.gebieden.by_code), wat, deel).is_known():
        return NERGENS
    return "kijk zonder --indicator welke cijfers er wel zijn"


def _compared(vergelijker: Vergelijker, cijfer: Cijfer, met: str) -> Iterator[Regel]:
    """A rate with its verdict, and the one without the centre municipality."""
    kaal = Regel(cijfer, reden=cijfer.reden)
    if cijfer.maat != "per_100k" or cijfer.bron == GEEN_BRON or not is_periode(cijfer.periode):
        yield kaal
        return
    wat = (cijfer.gebied_code, cijfer.indicator, cijfer.periode)
    if vergelijker.feiten.telling(*wat, cijfer.uitsplitsing) is None:
        yield kaal  # a printed rate: its count is not known
        return
    for v in vergelijker.with_and_without_centre(*wat, met=met, uitsplitsing=cijfer.uitsplitsing):
        yield _judged(cijfer, v)


def _judged(cijfer: Cijfer, v: Vergelijking) -> Regel:
    verhouding = shown_ratio(v)
    redenen = (
        cijfer.reden,
        v.reden or ("" if v.waarde is not None else verhouding.reden),
        CENTRUM_BESLIST if v.centrum_beslist else "",
    )
    return Regel(
        cijfer,
        v.met,
        v.oordeel,
        verhouding.waarde,
        verhouding.laag,
        verhouding.hoog,
        verhouding.decimalen,
        v.oordeel_alleen if v.ingetrokken else "",
        v.centrum_beslist,
        v.rest.gekozen_op if v.rest else "",
        reden="; ".join(dict.fromkeys(reden for reden in redenen if reden)),
    )


def shown_ratio(v: Vergelijking) -> Cijfer:
    """The ratio with as many decimals as it takes to see on which side of 1 its limits lie."""
    grenzen = [g for g in (v.laag, v.hoog) if g is not None and math.isfinite(g)]
    decimalen = 2
    while decimalen < _FINEST and any(round_once(g, decimalen) == 1 != g for g in grenzen):
        decimalen += 1
    return ratio_figure(v, decimalen=decimalen)


def _with_trends(
    vergelijker: Vergelijker, gebeurtenissen: Sequence[Gebeurtenis], regels: Iterable[Regel]
) -> Iterator[Regel]:
    """The rows, and after the last whole year of a long series the verdict on its trend."""
    rijen = list(regels)
    jaren: dict[tuple[str, str, str, str], list[int]] = {}
    for nummer, rij in enumerate(rijen):
        c = rij.cijfer
        wat = (c.gebied_code, c.indicator, c.uitsplitsing)
        if c.maat in (PER_100K, AANDEEL) and c.periode.isdecimal() and c.bron != GEEN_BRON:
            jaren.setdefault((*wat, c.maat), []).append(nummer)
    laatste = {
        nummers[-1]
        for wat, nummers in jaren.items()
        if len({rijen[n].cijfer.periode for n in nummers}) >= _TREND_FROM
        # a printed or derived figure has no counts of its own
        and vergelijker.feiten.periodes(*wat[:3])
    }
    for nummer, rij in enumerate(rijen):
        yield rij
        if nummer in laatste:
            yield _trend(vergelijker, gebeurtenissen, rij.cijfer)


def _trend(
    vergelijker: Vergelijker, gebeurtenissen: Sequence[Gebeurtenis], cijfer: Cijfer
) -> Regel:
    beeld = trend_van(
        vergelijker.feiten,
        cijfer.gebied_code,
        cijfer.indicator,
        tot=int(cijfer.periode),
        regels=vergelijker.regels,
        gebeurtenissen=gebeurtenissen,
        uitsplitsing=cijfer.uitsplitsing,
        maat=cijfer.maat,
    )
    laatste = (j.cijfer for j in reversed(beeld.jaren) if j.telt_mee)
    redenen = dict.fromkeys(reden for reden in (beeld.reden, cijfer.reden) if reden)
    kaal = Regel(
        next(laatste, cijfer),
        EERDERE_JAREN,
        beeld.oordeel,
        alleen_marge=beeld.margin_alone,
        reden="; ".join(redenen),
        kanttekeningen=" ".join(dict.fromkeys(g.zin for g in beeld.gebeurtenissen)),
    )
    getallen = (beeld.verandering_pct, beeld.verandering_laag, beeld.verandering_hoog)
    if any(g is None for g in getallen):
        return kaal
    verhouding, laag, hoog = (round_once(1 + g / 100, 3) for g in getallen if g is not None)
    return replace(
        kaal, verhouding=verhouding, verhouding_laag=laag, verhouding_hoog=hoog, decimalen=3
    )
