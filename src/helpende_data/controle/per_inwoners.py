"""What counts give per 100,000 inhabitants, to put beside printed rates. Judges nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from helpende_data.controle.afronding import Printed
from helpende_data.controle.gegevens import Gegevens, Opgave, Telling, parse_periode
from helpende_data.controle.grenzen import span
from helpende_data.controle.woorden import in_period
from helpende_data.periodes import SOORTEN, Periode
from helpende_data.schema.getallen import format_nl

PER = 100_000
_NEAR = math.log(1.25)  # a rate of another year of the same kind is rarely further off


@dataclass(frozen=True)
class Rate:
    """What a known count gives per 100,000 inhabitants of its own catchment."""

    telling: Telling
    periode: Periode
    inwoners: int
    waarde: float
    laag: float
    hoog: float

    @property
    def shown(self) -> str:
        return format_nl(self.waarde, 1)


def known_rates(gegevens: Gegevens, opgave: Opgave) -> list[Rate]:
    """The rates of every count of this area (or its region's own counts) and indicator."""
    indicator = gegevens.indicator(opgave.indicator)
    populatie = (indicator.noemer if indicator else "") or "alle"
    gevonden = []
    for code in dict.fromkeys((*gegevens.same_region(opgave.gebied_code), opgave.dekking)):
        sleutel = (code, opgave.indicator, opgave.uitsplitsing)
        for telling in gegevens.tellingen_by_area.get(sleutel, ()):
            periode = parse_periode(telling.periode)
            if periode is None or not telling.aantal or telling.hoog is None:
                continue
            noemer = gegevens.inwoners.for_count(telling.dekking, periode, populatie=populatie)
            if noemer.inwoners:
                waarde, laag, hoog = (
                    n / noemer.inwoners * PER for n in (telling.aantal, telling.laag, telling.hoog)
                )
                gevonden.append(Rate(telling, periode, noemer.inwoners, waarde, laag, hoog))
    return gevonden


def rate_subject(gegevens: Gegevens, opgave: Opgave, gedrukt: Printed) -> str:
    """``370 meldingen per 100.000 inwoners voor Nederland``."""
    wat = gegevens.subject(opgave.indicator, opgave.uitsplitsing)
    return f"{gedrukt.shown} {wat} per 100.000 inwoners voor {gegevens.name(opgave.gebied_code)}"


def sum_shown(gegevens: Gegevens, rate: Rate) -> str:
    """``64.505 meldingen in het eerste halfjaar van 2020 op 17.407.585 inwoners is 370,6``."""
    ongeveer = "ongeveer " if rate.telling.status == "benaderd" else ""
    return (
        f"{ongeveer}{span(rate.telling).shown} {gegevens.indicator_name(rate.telling.indicator)} "
        f"{in_period(rate.periode)} op {format_nl(rate.inwoners)} inwoners is {rate.shown}"
    )


def sources_of(opgave: Opgave, rates: Iterable[Rate]) -> tuple[str, ...]:
    """The herkomst of a statement and of the counts that it was compared with, each once."""
    return tuple(dict.fromkeys((opgave.herkomst, *(r.telling.herkomst for r in rates))))


def distance(waarde: float, soort: str, rates: Iterable[Rate]) -> float:
    """How far, in log ratio, a value is from the rates of this kind of period.

    Where none of this kind is known, other kinds are scaled: half a year's rate for a half-year.
    """
    if waarde <= 0:
        return math.inf
    lengte = 12 // SOORTEN[soort]
    lijst = list(rates)
    zelfde = [rate for rate in lijst if rate.periode.soort == soort]
    return min(
        (
            abs(math.log(waarde / (rate.waarde * lengte / rate.periode.months)))
            for rate in zelfde or lijst
        ),
        default=math.inf,
    )


def nearest_kind(waarde: float, rates: Iterable[Rate]) -> str:
    """The kind of period whose rates lie nearest, or nothing when none lies near."""
    lijst = list(rates)
    beste = min(SOORTEN, key=lambda soort: distance(waarde, soort, lijst))
    return beste if distance(waarde, beste, lijst) <= _NEAR else ""
