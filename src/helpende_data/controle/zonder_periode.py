"""Printed rates that name no period: which kind of period fits them. Knows no other statements."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from helpende_data.controle.afronding import Printed, how_printed
from helpende_data.controle.gegevens import ONBEKEND, Gegevens, Opgave, parse_periode
from helpende_data.controle.model import Bevinding
from helpende_data.controle.per_inwoners import (
    Rate,
    distance,
    known_rates,
    nearest_kind,
    rate_subject,
    sources_of,
    sum_shown,
)
from helpende_data.controle.woorden import a_kind, enumerate_nl, figure_of, in_words, the_period
from helpende_data.periodes import SOORTEN
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.tables import TOTAAL

_FAR = math.log(math.sqrt(2))  # halfway, in ratio, between a year and a half-year
_WIDE = 0.02  # a count so loosely known that its rate spans more proves no period


@dataclass(frozen=True)
class Verdict:
    """What one printed rate without a period turned out to be.

    Args:
        soort: kind of period that fits, empty when none does.
        na_te_rekenen: a known count gives exactly this rate.
    """

    opgave: Opgave
    gedrukt: Printed
    soort: str
    na_te_rekenen: bool
    rate: Rate | None
    hoe: str = ""
    ook: tuple[Rate, ...] = ()
    rates: tuple[Rate, ...] = ()
    reden: str = ""
    zoals_de_andere: bool = False


def check_undated(
    gegevens: Gegevens, rates: Iterable[tuple[Opgave, Printed]]
) -> Iterator[Bevinding]:
    """What each printed rate without a period is about, and documents that mix periods.

    A count of the same area and indicator that gives the rate tells the period; else the rates of
    other periods tell which kind of period it fits, and the other rates of the same document help.

    Args:
        rates: statements per 100,000 without a period, each with its printed number.
    """
    documenten: dict[str, list[Verdict]] = {}
    for opgave, gedrukt in rates:
        documenten.setdefault(opgave.levering_id, []).append(_judge(gegevens, opgave, gedrukt))
    for oordelen in documenten.values():
        herzien = [_with_others(oordeel, oordelen) for oordeel in oordelen]
        yield from (_finding(gegevens, oordeel, herzien) for oordeel in herzien)
        yield from _mixed_periods(gegevens, herzien)


def _judge(gegevens: Gegevens, opgave: Opgave, gedrukt: Printed) -> Verdict:
    """What the counts alone say about a rate without a period."""
    rates = known_rates(gegevens, opgave)
    if not rates:
        reden = (
            "want niet bekend is over welk gebied het gaat"
            if ONBEKEND in (opgave.dekking, opgave.gebied_code)
            else "want een aantal met passende inwoners is er niet bij"
        )
        return Verdict(opgave, gedrukt, "", False, None, reden=reden)
    rond = _year_of_document(gegevens, opgave)

    def ver(rate: Rate) -> tuple[int, bool, int, str]:
        afstand = abs(rate.periode.jaar - rond) if rond else -rate.periode.jaar
        benaderd = rate.telling.status == "benaderd"
        return afstand, benaderd, -rate.periode.months, str(rate.periode)

    rates.sort(key=ver)
    passend: list[tuple[bool, int, Rate, str]] = []
    for rate in rates:
        hoe = how_printed(gedrukt, rate.waarde, rate.laag, rate.hoog)
        los = rate.hoog - rate.laag > _WIDE * rate.waarde
        if hoe and not (los and (hoe.loose or rate.telling.status == "benaderd")):
            passend.append((hoe.loose, len(passend), rate, hoe.suffix))
    if passend:
        passend.sort(key=lambda p: p[:2])
        _, _, beste, hoe_gedrukt = passend[0]
        ook = tuple(rate for _, _, rate, _ in passend[1:] if rate.periode != beste.periode)
        return Verdict(
            opgave, gedrukt, beste.periode.soort, True, beste, hoe_gedrukt, ook, tuple(rates)
        )
    vergelijkbaar = _same_series(gegevens, opgave, rates)
    soort = nearest_kind(gedrukt.midden, vergelijkbaar)
    van_soort = [rate for rate in vergelijkbaar if rate.periode.soort == soort]
    voorbeeld = (van_soort or vergelijkbaar)[0]
    return Verdict(opgave, gedrukt, soort, False, voorbeeld, rates=tuple(vergelijkbaar))


def _year_of_document(gegevens: Gegevens, opgave: Opgave) -> int | None:
    """The latest year of the counts that the same publisher gives for the same area."""
    codes = gegevens.same_region(opgave.gebied_code)
    eigen, alle = set(), set()
    for t in gegevens.tellingen:
        periode = parse_periode(t.periode)
        if t.bron == opgave.bron and periode is not None:
            alle.add(periode.jaar)
            if t.gebied_code in codes:
                eigen.add(periode.jaar)
    return max(eigen or alle, default=None)


def _same_series(gegevens: Gegevens, opgave: Opgave, rates: list[Rate]) -> list[Rate]:
    """The rates on the same side of each break in the series as the first, the nearest one."""
    indicator = gegevens.indicator(opgave.indicator)
    breuken = indicator.breuken if indicator else ()
    grenzen = [periode for tekst in breuken if (periode := parse_periode(tekst))]

    def deel(rate: Rate) -> int:
        return sum(grens.first_month <= rate.periode.first_month for grens in grenzen)

    return [rate for rate in rates if deel(rate) == deel(rates[0])]


def _with_others(oordeel: Verdict, oordelen: list[Verdict]) -> Verdict:
    """Let the other rates of the document decide where the counts leave it open."""
    anderen = {o.soort for o in oordelen if o is not oordeel and o.soort}
    if oordeel.soort or not oordeel.rates or len(anderen) != 1:
        return oordeel
    soort = anderen.pop()
    if distance(oordeel.gedrukt.midden, soort, oordeel.rates) > _FAR:
        return oordeel
    return replace(oordeel, soort=soort, zoals_de_andere=True)


def _finding(gegevens: Gegevens, oordeel: Verdict, oordelen: list[Verdict]) -> Bevinding:
    opgave, rate = oordeel.opgave, oordeel.rate
    begin = f"{rate_subject(gegevens, opgave, oordeel.gedrukt)} staat er zonder periode"
    gebruikt = [rate, *oordeel.ook] if rate else []
    ernst = "let_op"
    if rate is None:
        slot = f"niet na te rekenen, {oordeel.reden}"
    elif oordeel.na_te_rekenen:
        slot = _recomputed(gegevens, oordeel, rate)
    elif not oordeel.soort:
        ernst, slot = "klopt_niet", f"{_fits_nothing(gegevens, oordeel, rate)}"
    elif not any(r.periode.soort == oordeel.soort for r in oordeel.rates):
        slot = _share_of(gegevens, oordeel, rate)
    else:
        slot = _by_kind(gegevens, oordeel, rate, oordelen)
        gebruikt = list(oordeel.rates)
    return Bevinding.about(
        opgave,
        soort="gedrukt_cijfer",
        ernst=ernst,
        zin=f"{begin}: {slot}.",
        bronnen=sources_of(opgave, gebruikt),
    )


def _recomputed(gegevens: Gegevens, oordeel: Verdict, rate: Rate) -> str:
    ook = ""
    if oordeel.ook:
        ook = f", al past {enumerate_nl((the_period(r.periode) for r in oordeel.ook), meest=3)} ook"
    return (
        f"{sum_shown(gegevens, rate)}, dat past bij de gedrukte {oordeel.gedrukt.shown}"
        f"{oordeel.hoe}, en dus bij {a_kind(rate.periode.soort)}{ook}"
    )


def _share_of(gegevens: Gegevens, oordeel: Verdict, rate: Rate) -> str:
    """Only periods of another kind are known: what share of such a rate it is."""
    deel = 100 * oordeel.gedrukt.midden / rate.waarde
    return (
        f"{sum_shown(gegevens, rate)}, en {oordeel.gedrukt.shown} is {format_nl(deel)} % van dat "
        f"{figure_of(rate.periode.soort)}; dat past bij {a_kind(oordeel.soort)}"
    )


def _ranges(rates: Iterable[Rate]) -> str:
    """``in een jaar 804,0 en in een halfjaar 376,1 tot 471,2``."""
    lijst = list(rates)
    stukken = []
    for soort in SOORTEN:
        waarden = sorted(rate.waarde for rate in lijst if rate.periode.soort == soort)
        if waarden:
            van, tot = format_nl(waarden[0], 1), format_nl(waarden[-1], 1)
            stukken.append(f"in {a_kind(soort)} {van if van == tot else f'{van} tot {tot}'}")
    return enumerate_nl(stukken)


def _by_kind(gegevens: Gegevens, oordeel: Verdict, rate: Rate, oordelen: list[Verdict]) -> str:
    """No count gives it, but rates of other periods tell the kind of period."""
    eens = [o for o in oordelen if o is not oordeel and o.soort == oordeel.soort]
    ander = [o for o in oordelen if o is not oordeel and o.soort not in ("", oordeel.soort)]
    zoals = ""
    if eens and not ander:
        zoals = (
            ", zoals het andere cijfer in dit document"
            if len(eens) == 1
            else f", zoals {in_words(len(eens))} andere cijfers in dit document"
        )
    return (
        f"dat past bij {a_kind(oordeel.soort)}, niet na te rekenen{zoals}; geen bekend aantal "
        f"geeft dit cijfer, het was {_ranges(oordeel.rates)} ({sum_shown(gegevens, rate)})"
    )


def _fits_nothing(gegevens: Gegevens, oordeel: Verdict, rate: Rate) -> str:
    return (
        "dat past niet bij een jaar en niet bij een deel van een jaar; het was "
        f"{_ranges(oordeel.rates)} ({sum_shown(gegevens, rate)})"
    )


def _mixed_periods(gegevens: Gegevens, oordelen: list[Verdict]) -> Iterator[Bevinding]:
    """A document that prints counts over one kind of period and rates over another."""
    eerste = oordelen[0].opgave
    for soort in SOORTEN:
        cijfers = [oordeel for oordeel in oordelen if oordeel.soort == soort]
        indicatoren = {oordeel.opgave.indicator for oordeel in cijfers}
        aantallen = [
            (t, periode)
            for t in gegevens.tellingen
            if t.bron == eerste.bron
            and t.indicator in indicatoren
            and t.uitsplitsing == TOTAAL
            and (periode := parse_periode(t.periode)) is not None
        ]
        if not aantallen or any(p.soort == soort for _, p in aantallen):
            continue
        # The kind that is printed most often stands for the counts.
        telling_soort = Counter(p.soort for _, p in aantallen).most_common(1)[0][0]
        anders = [(t, p) for t, p in aantallen if p.soort == telling_soort]
        lang, kort = 12 // SOORTEN[telling_soort], 12 // SOORTEN[soort]
        factor = max(lang, kort) // min(lang, kort)
        gedrukt = enumerate_nl(o.gedrukt.shown for o in cijfers)
        gebieden = {o.opgave.gebied_code for o in cijfers}
        perioden = enumerate_nl(sorted({str(p) for _, p in anders}))
        woord = "cijfer" if len(cijfers) == 1 else "cijfers"
        past = "dat past" if len(cijfers) == 1 else "die passen"
        yield Bevinding(
            "gedrukt_cijfer",
            "klopt_niet",
            gebieden.pop() if len(gebieden) == 1 else "",
            "",
            ONBEKEND,
            f'"{gegevens.document(eerste.levering_id)}" rekent {telling_soort} en {soort} door '
            f"elkaar, een factor {in_words(factor)}: naast aantallen over {a_kind(telling_soort)} "
            f"({perioden}) {'staat' if len(cijfers) == 1 else 'staan'} {in_words(len(cijfers))} "
            f"{woord} per 100.000 inwoners zonder periode ({gedrukt}), en {past} bij "
            f"{a_kind(soort)}.",
            tuple(
                dict.fromkeys(
                    (*(o.opgave.herkomst for o in cijfers), *(t.herkomst for t, _ in anders))
                )
            ),
        )
