"""Rates and proportions with their limits. Knows counts and populations, not what they count."""

import numpy as np
from numpy.typing import ArrayLike

from helpende_data.formulas import checks
from helpende_data.formulas.checks import Floats
from helpende_data.formulas.poisson import count_limits, normal_quantile
from helpende_data.formulas.results import Interval, plain, same


def rate_interval(
    count: ArrayLike,
    population: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> Interval:
    """Return the rate per `multiplier` with its limits: exact below 10 events, Byar from 10.

    Args:
        count: shape any, events, >= 0.
        population: shape that broadcasts with `count`, persons or person-years, > 0.
        multiplier: the rate is per this many persons.
        confidence: between 0 and 1.

    Returns:
        value, lower, upper, method ("exact" or "Byar"); the unit is events per `multiplier`.
        Single numbers give NumPy scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; shapes that do not fit.

    Edges: 0 events give value 0, lower limit 0 and the two-sided exact upper limit (3.689 events
    at 95 %), not the one-sided 2.996.

    Sources: Garwood (1936); Byar, in Breslow & Day (1987).
    """
    multiplier = checks.factor("multiplier", multiplier)
    confidence = checks.fraction("confidence", confidence)
    events, people = checks.together(
        count=checks.numbers("count", count),
        population=checks.numbers("population", population, above_zero=True),
    )
    with checks.quiet():
        lower, upper, method = count_limits(events, confidence)
        scale = multiplier / people
        return Interval(
            plain(events * scale), plain(lower * scale), plain(upper * scale), plain(method)
        )


def pooled_rate(
    counts: ArrayLike,
    populations: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> Interval:
    """Return the rate of several years together: events and person-years are summed first.

    Args:
        counts: shape (..., years), events per year, >= 0.
        populations: shape that broadcasts with `counts`, persons per year, > 0.
        multiplier: the rate is per this many person-years.
        confidence: between 0 and 1.

    Returns:
        As `rate_interval`, without the last axis. Rates are never averaged.

    Raises:
        ValueError: as `rate_interval`; or no last axis.

    Sources: as `rate_interval`.
    """
    events, people = checks.together(
        counts=checks.numbers("counts", counts),
        populations=checks.numbers("populations", populations, above_zero=True),
    )
    checks.along_last_axis("counts", events)
    return rate_interval(
        events.sum(axis=-1), people.sum(axis=-1), multiplier=multiplier, confidence=confidence
    )


def bounded_rate_interval(
    lower_count: ArrayLike,
    upper_count: ArrayLike,
    population: ArrayLike,
    *,
    count: ArrayLike | None = None,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> Interval:
    """Return the interval of a rate whose count is only known between bounds.

    One rule for every rounded or protected count: the lower limit is that of the lowest count it
    can be, the upper limit that of the highest. So the interval contains the interval of every
    count within the bounds, the true one included.

    Args:
        lower_count: shape any, events, >= 0: the lowest the count can be.
        upper_count: shape that broadcasts, events, >= `lower_count`; np.inf where nothing is known.
        population: shape that broadcasts, persons or person-years, > 0.
        count: the count as shown (for example rounded to five), between the bounds; None where no
            count is shown.
        multiplier: the rate is per this many persons.
        confidence: between 0 and 1.

    Returns:
        value: the rate at `count`; without `count` the rate at the midpoint of the bounds, which
        is the count itself where both bounds are equal, and infinite where the upper bound is.
        lower, upper: the limits; an infinite upper bound gives an infinite upper limit.
        method: "exact", "Byar", or "exact/Byar" where the bounds lie on both sides of 10.
        Single numbers give NumPy scalars.

    Raises:
        ValueError: as `rate_interval`; a lower bound above the upper; a count outside its bounds.

    Edges: a rounded 0 with bounds 0 and 2 has lower limit 0. A hidden count has no point value
    worth printing: the midpoint is there for drawing, the interval is the answer.

    Sources: as `rate_interval`.
    """
    multiplier = checks.factor("multiplier", multiplier)
    confidence = checks.fraction("confidence", confidence)
    low = checks.numbers("lower_count", lower_count)
    high = checks.numbers("upper_count", upper_count, infinite=True)
    people = checks.numbers("population", population, above_zero=True)
    if count is None:
        low, high, people = checks.together(lower_count=low, upper_count=high, population=people)
        with checks.quiet():
            shown = low + (high - low) / 2
    else:
        low, high, people, shown = checks.together(
            lower_count=low,
            upper_count=high,
            population=people,
            count=checks.numbers("count", count),
        )
    checks.refuse_where(low > high, "lower_count: ondergrens boven de bovengrens")
    checks.refuse_where((shown < low) | (shown > high), "count: aantal buiten de grenzen")
    with checks.quiet():
        lower, _, lower_method = count_limits(low, confidence)
        _, upper, upper_method = count_limits(high, confidence)
        scale = multiplier / people
        method = np.where(lower_method == upper_method, lower_method, "exact/Byar")
        return Interval(
            plain(shown * scale), plain(lower * scale), plain(upper * scale), plain(method)
        )


def proportion_interval(
    count: ArrayLike, total: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """Return the proportion (0 to 1) with Wilson's limits.

    Args:
        count: shape any, >= 0 and <= `total`.
        total: shape that broadcasts with `count`, > 0.
        confidence: between 0 and 1.

    Returns:
        value, lower, upper between 0 and 1, method ("Wilson"). Single numbers give NumPy scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; total 0; count above total; shapes.

    Edges: none of the total gives lower limit 0, all of it upper limit 1.

    Sources: Wilson (1927).
    """
    confidence = checks.fraction("confidence", confidence)
    part, whole = checks.together(
        count=checks.numbers("count", count), total=checks.numbers("total", total, above_zero=True)
    )
    checks.refuse_where(part > whole, "count: aantal groter dan het totaal")
    with checks.quiet():
        value = part / whole
        lower, upper = _wilson_limits(part, whole, confidence)
        return Interval(plain(value), plain(lower), plain(upper), same("Wilson", value.shape))


def bounded_proportion_interval(
    lower_count: ArrayLike,
    upper_count: ArrayLike,
    lower_total: ArrayLike,
    upper_total: ArrayLike,
    *,
    confidence: float = 0.95,
) -> Interval:
    """Return the interval of a proportion whose count and total are only known between bounds.

    The rule of `bounded_rate_interval`: the lower limit is that of the lowest count of the highest
    total, the upper limit that of the highest count of the lowest total. So the interval contains
    Wilson's interval of every count and total within the bounds, the true ones included.

    Args:
        lower_count, upper_count: shape any, the bounds of the part, >= 0.
        lower_total, upper_total: shape that broadcasts, the bounds of the total, > 0.
        confidence: between 0 and 1.

    Returns:
        value (the midpoints of the bounds divided; with equal bounds the proportion itself),
        lower, upper between 0 and 1, method ("Wilson"). Single numbers give NumPy scalars.

    Raises:
        ValueError: as `proportion_interval`; bounds that cross; a lowest part above the highest
            total.

    Edges: a part is never more than its total: bounds that allow it are cut off at the total.

    Sources: as `proportion_interval`.
    """
    confidence = checks.fraction("confidence", confidence)
    low, high, least, most = checks.together(
        lower_count=checks.numbers("lower_count", lower_count),
        upper_count=checks.numbers("upper_count", upper_count),
        lower_total=checks.numbers("lower_total", lower_total, above_zero=True),
        upper_total=checks.numbers("upper_total", upper_total, above_zero=True),
    )
    checks.refuse_where(low > high, "lower_count: ondergrens boven de bovengrens")
    checks.refuse_where(least > most, "lower_total: ondergrens boven de bovengrens")
    checks.refuse_where(low > most, "lower_count: aantal groter dan het totaal")
    with checks.quiet():
        value = np.minimum((low + high) / (least + most), 1.0)
        lower, _ = _wilson_limits(low, most, confidence)
        _, upper = _wilson_limits(np.minimum(high, least), least, confidence)
        return Interval(plain(value), plain(lower), plain(upper), same("Wilson", value.shape))


def _wilson_limits(part: Floats, whole: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return Wilson's limits of a part of a whole, 0 <= part <= whole."""
    z = normal_quantile(confidence)
    value = part / whole
    middle = 2 * part + z**2
    reach = z * np.sqrt(z**2 + 4 * part * (1 - value))
    lower = (middle - reach) / (2 * (whole + z**2))
    upper = (middle + reach) / (2 * (whole + z**2))
    # rounding may leave 1e-17 where the limit is 0, and so on
    return (
        np.where(part == 0, 0.0, np.clip(lower, 0.0, value)),
        np.where(part == whole, 1.0, np.clip(upper, value, 1.0)),
    )
