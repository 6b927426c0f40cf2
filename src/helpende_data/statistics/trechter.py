"""How far the rates of areas lie apart, beside what chance alone gives. Ranks nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpende_data import formulas
from helpende_data.formulas.checks import Floats
from helpende_data.formulas.funnel import INNER, OUTER, ratio_limits
from helpende_data.gebieden import Gebied
from helpende_data.schema.getallen import round_once
from helpende_data.statistics.cijfer import Cijfer

FEWEST = 5  # areas with a count; fewer say nothing about spread
MEER_DAN_TOEVAL = 1.5  # phi from which the limits allow for the spread between areas
PER = 100_000
_STAPPEN = 40


@dataclass(frozen=True)
class Rand:
    """The limits of a rate per 100,000 at some population: within 95 % and within 99.8 %."""

    inwoners: float
    binnen: tuple[float, float]
    buiten: tuple[float, float]


@dataclass(frozen=True)
class Trechter:
    """A funnel around the average of some areas.

    Args:
        midden: the rate of all areas together, per 100,000.
        spreiding: phi, the spread between the areas, as shown; 1 where it is that of chance.
        ruimer: the limits allow for more spread than chance (phi above 1.5).
        rand: from the smallest to the largest population.
        erbuiten: places of the counts that lie outside the wide limits, whatever their rounding.
    """

    midden: float
    spreiding: Cijfer
    ruimer: bool
    rand: tuple[Rand, ...]
    erbuiten: tuple[int, ...]


def trechter(
    regio: Gebied, aantallen: Sequence[Cijfer], inwoners: Sequence[float]
) -> Trechter | None:
    """The funnel of these counts; None for fewer than five areas, or without a single event.

    Args:
        regio: what the areas are part of.
        aantallen: counts with a value, of one indicator and period.
        inwoners: the population of each, > 0.

    Sources: docs/methoden.md; Spiegelhalter (2005).
    """
    geteld = np.array([cijfer.waarde for cijfer in aantallen], dtype=float)
    mensen = np.array(inwoners, dtype=float)
    if geteld.size < FEWEST or geteld.sum() == 0:
        return None
    midden = float(geteld.sum() / mensen.sum())
    spreiding = formulas.overdispersion(geteld, midden * mensen)
    phi = float(spreiding.phi)
    tau = float(spreiding.tau_squared) if phi > MEER_DAN_TOEVAL else 0.0
    plaatsen = np.geomspace(0.9 * mensen.min(), 1.1 * mensen.max(), _STAPPEN)
    paren = [_limits(midden, plaatsen, tau, zekerheid) for zekerheid in (INNER, OUTER)]
    rand = tuple(
        Rand(float(n), (float(a), float(b)), (float(c), float(d)))
        for n, a, b, c, d in zip(plaatsen, *paren[0], *paren[1], strict=True)
    )
    onder, boven = _limits(midden, mensen, tau, OUTER)
    erbuiten = tuple(
        i
        for i, cijfer in enumerate(aantallen)
        if _rate(cijfer.waarde if cijfer.laag is None else cijfer.laag, mensen[i]) > boven[i]
        or _rate(cijfer.waarde if cijfer.hoog is None else cijfer.hoog, mensen[i]) < onder[i]
    )
    getoond = replace(
        aantallen[0],
        gebied_code=regio.code,
        gebied=regio.naam,
        dekking=regio.code,
        maat="spreiding",
        waarde=round_once(phi, 1),
        laag=None,
        hoog=None,
        voorlopig=any(cijfer.voorlopig for cijfer in aantallen),
        decimalen=1,
        klein=False,
    )
    return Trechter(PER * midden, getoond, tau > 0, rand, erbuiten)


def _rate(aantal: float | None, mensen: float) -> float:
    return math.nan if aantal is None else PER * aantal / mensen


def _limits(midden: float, mensen: Floats, tau: float, zekerheid: float) -> tuple[Floats, Floats]:
    """Exact limits by chance, or those of the additive model where areas differ by more."""
    if tau == 0:
        grens = formulas.funnel_limits(midden, mensen, multiplier=PER, confidence=zekerheid)
        return np.asarray(grens.lower), np.asarray(grens.upper)
    onder, boven = ratio_limits(midden * mensen, tau, zekerheid)
    return PER * midden * onder, PER * midden * boven
