"""Ratios of counts between bounds, and many tests at once. Arrays in, arrays out; no areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpende_data import formulas

ZEKER, DUIDELIJK = 0.95, 0.998  # a word needs the first, "duidelijk" the second
GEEN_VERSCHIL = "niet aantoonbaar anders"
HOGER, DUIDELIJK_HOGER = "hoger", "duidelijk hoger"
LAGER, DUIDELIJK_LAGER = "lager", "duidelijk lager"

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Toets:
    """Limits of a rate ratio over all counts within the bounds, and the largest p-value."""

    lower: Floats
    upper: Floats
    p_value: Floats


def bounded_ratio(
    lower_count: ArrayLike,
    upper_count: ArrayLike,
    population: ArrayLike,
    rest_lower: ArrayLike,
    rest_upper: ArrayLike,
    rest_population: ArrayLike,
    *,
    confidence: float = ZEKER,
) -> Toets:
    """Return the limits of a rate ratio that hold for every pair of counts within the bounds.

    Args:
        lower_count, upper_count: shape (n,), the bounds of the area's count, >= 0.
        population: shape (n,), persons in the area, > 0.
        rest_lower, rest_upper: shape (n,), the bounds of the rest's count, >= 0.
        rest_population: shape (n,), persons in the rest, > 0.
        confidence: between 0 and 1.

    Returns:
        lower: of (lowest count, highest rest); upper: of (highest count, lowest rest); p_value:
        the largest over the bounds, 1 where counts on both sides of "the same rate" are possible.
        So p_value < 1 - confidence exactly when the limits leave out 1.

    Raises:
        ValueError: as `formulas.rate_ratio`.

    Edges: a rest that may be 0 has an infinite upper limit.

    Sources: as `formulas.rate_ratio`; statistics.md, S4.
    """
    laag, hoog, n, rest_laag, rest_hoog, q = np.broadcast_arrays(
        *(
            np.atleast_1d(np.asarray(a, dtype=np.float64))
            for a in (lower_count, upper_count, population, rest_lower, rest_upper, rest_population)
        )
    )
    laagste = formulas.rate_ratio(laag, n, rest_hoog, q, confidence=confidence)
    upper, p_value = np.array(laagste.upper), np.array(laagste.p_value)
    ruim = (laag < hoog) | (rest_laag < rest_hoog)
    if ruim.any():
        hoogste = formulas.rate_ratio(
            hoog[ruim], n[ruim], rest_laag[ruim], q[ruim], confidence=confidence
        )
        upper[ruim] = hoogste.upper
        beide = ~(laagste.value[ruim] > 1) & ~(hoogste.value < 1)
        p_value[ruim] = np.where(beide, 1.0, np.maximum(p_value[ruim], hoogste.p_value))
    return Toets(np.array(laagste.lower), upper, p_value)


def name_difference(toets: Toets) -> NDArray[Any]:
    """Return the word for each ratio, shape (n,): the limits decide.

    Args:
        toets: of `bounded_ratio` at 95 %. Its limits leave out 1 for "hoger" and "lager"; with
            "duidelijk" those at 99.8 % do so too, which is what a p-value below 0.002 says.
    """
    hoger, lager = toets.lower > 1, toets.upper < 1
    sterk = toets.p_value < 1 - DUIDELIJK
    return np.select(
        [hoger & sterk, hoger, lager & sterk, lager],
        [DUIDELIJK_HOGER, HOGER, DUIDELIJK_LAGER, LAGER],
        GEEN_VERSCHIL,
    )


def false_discovery(p_values: ArrayLike, q: float) -> NDArray[np.bool_]:
    """Return which tests of a family stand at a false discovery rate of `q`.

    Args:
        p_values: shape (n,), between 0 and 1, all tests of the family in any order.
        q: between 0 and 1.

    Sources: Benjamini & Hochberg (1995).
    """
    p = np.asarray(p_values, dtype=np.float64)
    if not p.size:
        return np.zeros(0, dtype=bool)
    geordend = np.sort(p)
    onder = geordend <= q * np.arange(1, p.size + 1) / p.size
    grens = geordend[onder].max(initial=-1.0)
    return np.asarray(p <= grens)
