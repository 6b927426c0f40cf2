"""The trend marker of five years. Knows counts, populations and time, not what breaks a series.

A line through five points, weighted by how well each point is known; its chi-square; and whether
the line keeps its direction when any one year is left out.
"""

import math
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from helpende_data.formulas.checks import Floats
from helpende_data.formulas.poisson import count_limits, normal_quantile

YEARS = 5
CRITICAL = float(special.chdtri(1, 0.002))  # 9.5495, chi-square with 1 df at 99.8 %

# Up to this many tables within the bounds are all tried; above it a grid that closes in.
MOST_TABLES = 200_000
GRID = 9
# so many tables at a time, so that memory stays small
SLAB = 20_000

_PAIRS = list(combinations(range(YEARS), 2))
_FIRST, _SECOND = (np.array(side) for side in zip(*_PAIRS, strict=True))
# column 0: all years; column j + 1: without year j
_KEEP = np.array([[1.0] + [float(j not in pair) for j in range(YEARS)] for pair in _PAIRS])


def marker(
    counts: Floats, populations: Floats, t: Floats, kind: str
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return slope, chi-square, and whether every slope without one year has the same sign.

    Args:
        counts: shape (..., 5), known counts.
        populations: shape that broadcasts.
        t: shape (5,), the years, rising.
        kind: "rate" (slope per person) or "proportion" (slope on logits).
    """
    if kind == "rate":
        lower, upper, _ = count_limits(counts, 0.95)
        sigma = (upper - lower) / populations / (2 * normal_quantile(0.95))
        return weighted_marker(counts / populations, sigma, t)
    return proportion_marker(counts, populations, t)


def weighted_marker(
    values: Floats, sigma: Floats, t: Floats
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the marker of five values with standard errors, shape (..., 5)."""
    weight = sigma**-2.0
    sums, spread = _pair_sums(values, weight, t)
    chi_square = sums[..., 0] ** 2 / (spread[..., 0] * weight.sum(axis=-1))
    return sums[..., 0] / spread[..., 0], chi_square, _one_sign(sums)


def proportion_marker(
    counts: Floats, totals: Floats, t: Floats
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the marker of five proportions, shape (..., 5).

    A year with none or all of its total gets half a case on both sides for its logit.
    """
    counts, totals = np.broadcast_arrays(counts, totals)
    t = t - t.mean()
    d, c = totals.sum(axis=-1), counts.sum(axis=-1)
    ct, dt, dtt = (a.sum(axis=-1) for a in (counts * t, totals * t, totals * t**2))
    under = c * (d - c) * (d * dtt - dt**2)
    chi_square = np.where(under > 0, d * (d * ct - c * dt) ** 2 / under, 0.0)

    edge = np.where((counts == 0) | (counts == totals), 0.5, 0.0)
    logits = np.log((counts + edge) / (totals - counts + edge))
    sums, spread = _pair_sums(logits, np.ones(logits.shape), t)
    return sums[..., 0] / spread[..., 0], chi_square, _one_sign(sums)


def _pair_sums(values: Floats, weight: Floats, t: Floats) -> tuple[Floats, Floats]:
    """Return numerator and denominator of the weighted slope, and of the five without one year.

    Written as sums over pairs of years, so that equal values give exactly 0.
    """
    apart = t[_SECOND] - t[_FIRST]
    both = weight[..., _FIRST] * weight[..., _SECOND] * apart
    rise = values[..., _SECOND] - values[..., _FIRST]
    return _sums(both * rise), _sums(both * apart)


def _sums(pairs: Floats) -> Floats:
    """Return the sums row by row: a series has the same alone as among others, to the last bit."""
    rows = np.ascontiguousarray(pairs)[..., np.newaxis, :]
    return np.asarray((rows @ _KEEP)[..., 0, :])


def _one_sign(sums: Floats) -> NDArray[np.bool_]:
    return np.asarray((sums > 0).all(axis=-1) | (sums < 0).all(axis=-1))


def holds_everywhere(
    low: Floats, high: Floats, populations: Floats, t: Floats, kind: str, sign: float
) -> bool:
    """Return whether every table of whole counts within the bounds gives the same named trend.

    Args:
        low, high: shape (5,), the bounds of each count.
        populations: shape (5,).
        t, kind: as `marker`.
        sign: 1 for a rise, -1 for a fall.
    """

    def weakest(choices: list[Floats]) -> tuple[bool, Floats]:
        """Return whether the trend holds on a grid of tables, and the one with the smallest X²."""
        least, worst = np.inf, np.empty(YEARS)
        shape = tuple(c.size for c in choices)
        for start in range(0, math.prod(shape), SLAB):
            flat = np.arange(start, min(start + SLAB, math.prod(shape)))
            places = np.unravel_index(flat, shape)
            tables = np.column_stack([c[p] for c, p in zip(choices, places, strict=True)])
            slope, chi_square, steady = marker(tables, populations, t, kind)
            if not ((slope * sign > 0) & (chi_square > CRITICAL) & steady).all():
                return False, worst
            place = int(np.argmin(chi_square))
            if chi_square[place] < least:
                least, worst = float(chi_square[place]), tables[place]
        return True, worst

    low, high = low.copy(), high.copy()
    holds, _ = weakest([np.unique([a, b]) for a, b in zip(low, high, strict=True)])
    if not holds:
        return False
    if np.prod(np.maximum(np.floor(high) - np.ceil(low) + 1, 1)) <= MOST_TABLES:
        return weakest([_whole(a, b) for a, b in zip(low, high, strict=True)])[0]
    while True:
        choices = [_whole(a, b, GRID) for a, b in zip(low, high, strict=True)]
        holds, worst = weakest(choices)
        if not holds or all(c.size < GRID for c in choices):
            return holds
        for year, values in enumerate(choices):
            place = int(np.searchsorted(values, worst[year]))
            low[year] = values[max(place - 1, 0)]
            high[year] = values[min(place + 1, len(values) - 1)]


def _whole(low: float, high: float, most: int | None = None) -> Floats:
    """Return the whole counts from low to high (or `most` of them), always with both ends."""
    first, last = np.ceil(low), np.floor(high)
    if most is not None and last - first + 1 > most:
        inside = np.round(np.linspace(first, last, most))
    else:
        inside = np.arange(first, last + 1)
    return np.unique(np.concatenate([[low], inside, [high]]))
