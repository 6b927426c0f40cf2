"""Rates of small areas drawn towards the average. Knows no map: every area counts, near or far."""

import numpy as np
from numpy.typing import ArrayLike

from helpende_data.formulas import checks
from helpende_data.formulas.results import Smoothed, plain


def smoothed_rates(
    count: ArrayLike, population: ArrayLike, *, multiplier: float = 100_000
) -> Smoothed:
    """Return empirical Bayes rates: each area's own rate, drawn to the average of all areas.

    Args:
        count: shape (..., areas), events, >= 0.
        population: shape that broadcasts, persons, > 0.
        multiplier: the rate is per this many persons.

    Returns:
        value: the smoothed rate per `multiplier`, shape (..., areas).
        weight: how much of its own rate each area kept, 0 to 1.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; shapes; no last axis.

    Edges: the variance between areas is never below 0. Where it is 0 every weight is 0 and every
    area gets the average: the differences fit with chance. No events at all gives 0 everywhere.

    Sources: Marshall (1991).
    """
    multiplier = checks.factor("multiplier", multiplier)
    events, people = checks.together(
        count=checks.numbers("count", count),
        population=checks.numbers("population", population, above_zero=True),
    )
    checks.along_last_axis("count", events)
    with checks.quiet():
        total = people.sum(axis=-1, keepdims=True)
        mean = events.sum(axis=-1, keepdims=True) / total
        rate = events / people
        variance = (people * (rate - mean) ** 2).sum(axis=-1, keepdims=True) / total
        between = variance - mean / people.mean(axis=-1, keepdims=True)
        weight = np.where(between > 0, between / (between + mean / people), 0.0)
        value = multiplier * (weight * rate + (1 - weight) * mean)
        return Smoothed(plain(value), plain(weight))
