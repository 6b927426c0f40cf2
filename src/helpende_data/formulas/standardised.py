"""Rates made comparable over age bands. Knows bands as an axis, not which ages they are."""

import numpy as np
from numpy.typing import ArrayLike

from helpende_data.formulas import checks
from helpende_data.formulas.poisson import byar_limits, count_limits
from helpende_data.formulas.results import Interval, plain

# Below this many events in all bands together a standardised rate is not computed.
FEWEST_EVENTS = 10


def directly_standardised_rate(
    count: ArrayLike,
    population: ArrayLike,
    weights: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    events_per_unit: ArrayLike | None = None,
) -> Interval:
    """Return the directly standardised rate with Dobson's limits, summed over the last axis.

    Args:
        count: shape (..., bands), events per band, >= 0. With `events_per_unit` the shape is
            (..., bands, k): the number of units (persons, households) by number of events.
        population: shape (..., bands), persons or person-years, > 0.
        weights: shape that broadcasts to (..., bands), the standard population, >= 0, not all 0.
        multiplier: the rate is per this many persons.
        confidence: between 0 and 1.
        events_per_unit: shape (k,), > 0: how many events a unit in each of the k columns had.
            Events of one person or household are not independent; the limits become wider.

    Returns:
        value, lower, upper, method ("Dobson", "Dobson, herhaalde voorvallen" or "niet berekend")
        without the bands axis. Single series give NumPy scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; weights all 0; shapes.

    Edges: fewer than 10 events in all bands together are too few: value and limits are then NaN
    and method is "niet berekend".

    Sources: Dobson, Kuulasmaa, Eberle & Scherer (1991); Byar, in Breslow & Day (1987);
    Public Health Technical Guidance of Fingertips for events that are not independent.
    """
    multiplier = checks.factor("multiplier", multiplier)
    confidence = checks.fraction("confidence", confidence)
    cases = checks.along_last_axis("count", checks.numbers("count", count))
    if events_per_unit is None:
        events, squares, name = cases, cases, "Dobson"
    else:
        per_unit = checks.numbers("events_per_unit", events_per_unit, above_zero=True)
        if per_unit.ndim != 1 or cases.ndim < 2 or cases.shape[-1] != per_unit.size:
            raise ValueError(
                "events_per_unit: één getal nodig voor elke kolom van count; "
                f"vormen zijn {per_unit.shape} en {cases.shape}"
            )
        events, squares = cases @ per_unit, cases @ per_unit**2
        name = "Dobson, herhaalde voorvallen"
    events, people, standard = checks.together(
        count=events,
        population=checks.numbers("population", population, above_zero=True),
        weights=checks.numbers("weights", weights),
    )
    share = standard.sum(axis=-1)
    checks.refuse_where(share == 0, "weights: som van de gewichten is 0")
    with checks.quiet():
        value = (standard * events / people).sum(axis=-1) / share
        variance = (standard**2 * squares / people**2).sum(axis=-1) / share**2
        total = events.sum(axis=-1)
        enough = total >= FEWEST_EVENTS
        safe = np.where(enough, total, FEWEST_EVENTS)
        low, high = byar_limits(safe, confidence)
        spread = np.sqrt(variance / safe)
        # very uneven weights could push the lower limit below 0
        lower = np.maximum(value + spread * (low - safe), 0.0)
        unknown = np.nan
        return Interval(
            plain(np.where(enough, multiplier * value, unknown)),
            plain(np.where(enough, multiplier * lower, unknown)),
            plain(np.where(enough, multiplier * (value + spread * (high - safe)), unknown)),
            plain(np.where(enough, name, "niet berekend")),
        )


def indirectly_standardised_ratio(
    observed: ArrayLike, expected: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """Return observed over expected events with its limits: exact below 10 observed, then Byar.

    Args:
        observed: shape any, events, >= 0.
        expected: shape that broadcasts, > 0: the sum over bands of the area's population times
            the reference rate of the band.
        confidence: between 0 and 1.

    Returns:
        value (1 = as many as expected), lower, upper, method. Single numbers give NumPy scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; expected 0; shapes that do not fit.

    Edges: 0 observed gives value 0 and lower limit 0. The limits take `expected` as known.

    Sources: Garwood (1936); Byar, in Breslow & Day (1987).
    """
    return _over_expected(observed, expected, 1.0, confidence)


def indirectly_standardised_rate(
    observed: ArrayLike, expected: ArrayLike, reference_rate: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """Return the reference rate times observed over expected, with its limits.

    Args:
        observed: shape any, events, >= 0.
        expected: shape that broadcasts, events, > 0.
        reference_rate: shape that broadcasts, >= 0, in the unit that the answer should have.
        confidence: between 0 and 1.

    Returns:
        value, lower, upper (unit of `reference_rate`), method. Single numbers give NumPy scalars.

    Raises:
        ValueError: as `indirectly_standardised_ratio`.

    Edges: 0 observed gives value 0 and lower limit 0.

    Sources: as `indirectly_standardised_ratio`.
    """
    return _over_expected(observed, expected, reference_rate, confidence)


def _over_expected(
    observed: ArrayLike, expected: ArrayLike, reference_rate: ArrayLike, confidence: float
) -> Interval:
    confidence = checks.fraction("confidence", confidence)
    events, base, rate = checks.together(
        observed=checks.numbers("observed", observed),
        expected=checks.numbers("expected", expected, above_zero=True),
        reference_rate=checks.numbers("reference_rate", reference_rate),
    )
    with checks.quiet():
        lower, upper, method = count_limits(events, confidence)
        scale = rate / base
        return Interval(
            plain(events * scale), plain(lower * scale), plain(upper * scale), plain(method)
        )
