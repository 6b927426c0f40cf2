"""Is one rate different from another. Knows two counts and their populations, no families of tests.

Everything here rests on one fact: given the sum of two Poisson counts, each of them is binomial.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from helpende_data.formulas import checks
from helpende_data.formulas.checks import Floats
from helpende_data.formulas.poisson import normal_quantile
from helpende_data.formulas.results import Interval, Ratio, plain, same

METHOD = "exact conditioneel"
NO_RATIO = "niet te berekenen"
FARTHEST = 2.0**50


def rate_ratio(
    count: ArrayLike,
    population: ArrayLike,
    rest_count: ArrayLike,
    rest_population: ArrayLike,
    *,
    confidence: float = 0.95,
) -> Ratio:
    """Return the rate of an area over the rate of the rest, with exact conditional limits.

    Args:
        count: shape any, events in the area, >= 0.
        population: shape that broadcasts, persons in the area, > 0.
        rest_count: shape that broadcasts, events in the rest, the area itself left out, >= 0.
        rest_population: shape that broadcasts, persons in the rest, > 0.
        confidence: between 0 and 1.

    Returns:
        value (1 = the same rate), lower, upper, method, and p_value: twice the smaller exact
        tail, at most 1. So p_value < 1 - confidence exactly when the interval leaves out 1.
        Single numbers give NumPy scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; shapes that do not fit.

    Edges: count 0 gives value 0 and lower limit 0; rest_count 0 gives an infinite value and upper
    limit. Both 0: there is no ratio, and method says so ("niet te berekenen"): value is then NaN,
    the limits are 0 and infinity and p_value is 1, because every ratio fits no events at all.

    Sources: Clopper & Pearson (1934); Breslow & Day (1987).
    """
    confidence = checks.fraction("confidence", confidence)
    x, n, y, q = checks.together(
        count=checks.numbers("count", count),
        population=checks.numbers("population", population, above_zero=True),
        rest_count=checks.numbers("rest_count", rest_count),
        rest_population=checks.numbers("rest_population", rest_population, above_zero=True),
    )
    tail = (1 - confidence) / 2
    with checks.quiet():
        has_x, has_y = x > 0, y > 0
        x_or_1, y_or_1 = np.where(has_x, x, 1.0), np.where(has_y, y, 1.0)
        value = (x / n) / (y / q)
        lower = np.where(has_x, _odds(x_or_1, y + 1, tail), 0.0) * (q / n)
        # the upper limit is the lower limit of the ratio turned round
        upper = np.where(has_y, 1 / _odds(y_or_1, x + 1, tail), np.inf) * (q / n)
        share = n / (n + q)
        at_least = np.where(has_x, special.betainc(x_or_1, y + 1, share), 1.0)
        at_most = np.where(has_y, special.betaincc(x + 1, y_or_1, share), 1.0)
        p_value = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
        method = np.where(has_x | has_y, METHOD, NO_RATIO)
        return Ratio(plain(value), plain(lower), plain(upper), plain(method), plain(p_value))


def detectable_change(
    count: ArrayLike, population: ArrayLike, *, power: float = 0.8, confidence: float = 0.95
) -> Interval:
    """Return how far next year's count must be from this year's to be told apart from it.

    This year's count is taken as it stands. Next year's count is Poisson around a level; `upper`
    is the lowest level above this year's count at which the exact conditional test (`rate_ratio`
    on two equal populations) says "higher" with probability `power` or more, `lower` the highest
    level below it at which the test says "lower". Levels are whole counts.

    Args:
        count: shape any, events this year, >= 0.
        population: shape that broadcasts, > 0. It is the same in both years and drops out of the
            test; it is asked for because a count without its population compares with nothing.
        power: between 0 and 1.
        confidence: between 0 and 1.

    Returns:
        value (this year's count), lower, upper (whole counts), method. Single numbers give NumPy
        scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; shapes that do not fit.

    Edges: lower is NaN where even 0 next year would not be told apart (at 95 %: below 6 events).

    Sources: Przyborowski & Wilenski (1940).
    """
    power = checks.fraction("power", power)
    confidence = checks.fraction("confidence", confidence)
    x, _ = checks.together(
        count=checks.numbers("count", count),
        population=checks.numbers("population", population, above_zero=True),
    )
    tail = (1 - confidence) / 2
    with checks.quiet():
        shift = normal_quantile(confidence) / np.sqrt(2)
        guess = (np.sqrt(x) + shift) ** 2
        critical = _smallest_whole(
            lambda c, x: (c > x) & (special.betainc(np.maximum(c, 1), x + 1, 0.5) <= tail), guess, x
        )
        upper = np.maximum(np.ceil(special.gammaincinv(critical, power)), np.floor(x) + 1)

        guess = np.maximum(np.sqrt(x) - shift, 0.0) ** 2
        some = np.where(x > 0, x, 1.0)
        # one below the smallest count that is not yet significantly low
        critical = -1 + _smallest_whole(
            lambda c, x, some: (c >= x) | (special.betainc(some, c + 1, 0.5) > tail), guess, x, some
        )
        exists = critical >= 0
        level = np.floor(special.gammainccinv(np.maximum(critical, 0.0) + 1, power))
        lower = np.where(exists, np.minimum(level, np.ceil(x) - 1), np.nan)
        return Interval(plain(x), plain(lower), plain(upper), same(METHOD, x.shape))


def expected_count(
    reference_count: ArrayLike,
    reference_population: ArrayLike,
    population: ArrayLike,
    *,
    confidence: float = 0.95,
) -> Interval:
    """Return how many events an area would have at the reference's rate, with the range of chance.

    The range is an exact conditional, equal-tailed prediction interval: the counts that a test
    against the reference would not call different. It allows for chance in both counts. For Druten
    in 2020 (2839 meldingen on 569,443 inhabitants in the region, 18,926 in Druten): 94.4 meldingen,
    between 76 and 114.

    Args:
        reference_count: shape any, events in the reference, >= 0.
        reference_population: shape that broadcasts, persons, > 0.
        population: shape that broadcasts, persons in the area, > 0.
        confidence: between 0 and 1.

    Returns:
        value (not whole), lower, upper (whole counts), method. Single numbers give NumPy scalars.
        Whether the area lies inside the reference makes no difference to the formula: the two
        counts are treated as independent. For an area inside its reference that makes the range
        slightly wider than needed.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; shapes that do not fit.

    Edges: a reference without events gives value 0 and lower 0, and an upper count above 0.

    Sources: Nelson (1970); Krishnamoorthy & Peng (2011).
    """
    confidence = checks.fraction("confidence", confidence)
    y, n_reference, n = checks.together(
        reference_count=checks.numbers("reference_count", reference_count),
        reference_population=checks.numbers(
            "reference_population", reference_population, above_zero=True
        ),
        population=checks.numbers("population", population, above_zero=True),
    )
    tail = (1 - confidence) / 2
    with checks.quiet():
        ratio = n / n_reference
        share, rest = n / (n + n_reference), n_reference / (n + n_reference)
        value = y * ratio
        shift = normal_quantile(confidence) / 2 * np.sqrt(1 + ratio)
        some = np.where(y > 0, y, 1.0)
        # P(area <= c | area + reference = c + y) is betainc(y, c + 1, rest)
        lower = _smallest_whole(
            lambda c, some, rest: special.betainc(some, c + 1, rest) > tail,
            np.maximum(np.sqrt(value) - shift, 0.0) ** 2,
            some,
            rest,
        )
        lower = np.where(y > 0, lower, 0.0)
        # P(area >= c | area + reference = c + y) is betainc(c, y + 1, share); the last above tail
        upper = _smallest_whole(
            lambda c, y, share: special.betainc(c + 1, y + 1, share) <= tail,
            (np.sqrt(value) + shift) ** 2,
            y,
            share,
        )
        return Interval(plain(value), plain(lower), plain(upper), same(METHOD, value.shape))


def _odds(a: Floats, b: Floats, tail: float) -> Floats:
    """Return p / (1 - p) at the lower `tail` of Beta(a, b), both parts without cancellation."""
    p = special.betaincinv(a, b, tail)
    odds = p / (1 - p)
    near_one = p > 0.99
    if near_one.any():
        rest = special.betainccinv(b, a, tail)
        odds = np.where(near_one, (1 - rest) / rest, odds)
    return np.asarray(odds)


def _smallest_whole(
    holds: Callable[..., NDArray[np.bool_]], guess: Floats, *arguments: Floats
) -> Floats:
    """Return the smallest whole number >= 0 for which `holds` is true, per element.

    `holds(k, *arguments)` must go from false to true once as k grows. The search steps outward
    from `guess` with doubling steps and then halves: a good guess costs a few evaluations. Where
    the answer lies beyond FARTHEST, floats hold no single counts and the guess is the answer.
    """
    shape = guess.shape
    given = [np.broadcast_to(a, shape).ravel() for a in arguments]
    high = np.ceil(guess).ravel()
    low = high - 1

    todo, step = np.flatnonzero(high < FARTHEST), 1.0
    while todo.size:
        todo = todo[~holds(high[todo], *(a[todo] for a in given))]
        low[todo] = high[todo]
        high[todo] += step
        todo = todo[high[todo] < FARTHEST]
        step *= 2
    near = high < FARTHEST
    todo, step = np.flatnonzero(near & (low >= 0) & (low == high - 1)), 1.0
    while todo.size:
        todo = todo[holds(low[todo], *(a[todo] for a in given))]
        high[todo] = low[todo]
        low[todo] = np.maximum(low[todo] - step, -1.0)
        todo = todo[low[todo] >= 0]
        step *= 2
    todo = np.flatnonzero(near & (high - low > 1))
    while todo.size:
        middle = np.floor((low[todo] + high[todo]) / 2)
        true = holds(middle, *(a[todo] for a in given))
        high[todo[true]] = middle[true]
        low[todo[~true]] = middle[~true]
        todo = todo[high[todo] - low[todo] > 1]
    return np.where(near, high, np.ceil(guess).ravel()).reshape(shape)
