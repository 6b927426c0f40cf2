"""Which areas stand out from the average of all areas. Knows no names of areas and ranks nothing.

The limits and the labels are two views of one exact test: an area has a label other than "binnen"
exactly when its rate lies outside the limits at its population.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from helpende_data.formulas import checks
from helpende_data.formulas.checks import Floats, Texts
from helpende_data.formulas.poisson import normal_quantile
from helpende_data.formulas.results import Interval, Overdispersion, plain, same

INNER, OUTER = 0.95, 0.998


def funnel_limits(
    baseline: ArrayLike,
    population: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    kind: str = "rate",
) -> Interval:
    """Return the limits that a rate stays within by chance, at the given population.

    Args:
        baseline: shape any, events per person of all areas together (sum of counts over sum of
            populations), >= 0; not per `multiplier`. For observed over expected counts: 1.
        population: shape that broadcasts, persons, > 0. For observed over expected: the expected
            counts.
        multiplier: the answer is per this many persons.
        confidence: between 0 and 1; a funnel shows 0.95 and 0.998.
        kind: "rate", or "proportion" for a part of a total (baseline then at most 1).

    Returns:
        value (the baseline), lower, upper, method, all per `multiplier`. The curve is smooth: it
        goes through the exact limit at every whole count. Single numbers give NumPy scalars.

    Raises:
        ValueError: negative, NaN, infinite or text; population 0; unknown kind; shapes.

    Edges: where even 0 events would not stand out the lower limit is 0. Baseline 0 gives limits 0.
    Limits of a proportion stay between 0 and `multiplier`.

    Sources: Spiegelhalter (2005); Garwood (1936); for a proportion Wilson (1927).
    """
    multiplier = checks.factor("multiplier", multiplier)
    confidence = checks.fraction("confidence", confidence)
    base, people = checks.together(
        baseline=checks.numbers("baseline", baseline),
        population=checks.numbers("population", population, above_zero=True),
    )
    _check_kind(kind, base)
    with checks.quiet():
        if kind == "proportion":
            reach = normal_quantile(confidence) * np.sqrt(base * (1 - base) / people)
            lower, upper = np.maximum(base - reach, 0.0), np.minimum(base + reach, 1.0)
            method = "score (Wilson)"
        else:
            low, high = _count_between(base * people, (1 - confidence) / 2)
            lower, upper = low / people, high / people
            method = "exact Poisson"
        return Interval(
            plain(multiplier * base),
            plain(multiplier * lower),
            plain(multiplier * upper),
            same(method, base.shape),
        )


def funnel_label(
    count: ArrayLike, population: ArrayLike, baseline: ArrayLike, *, kind: str = "rate"
) -> Texts:
    """Return where each area lies: "hoog 99,8", "hoog 95", "binnen", "laag 95" or "laag 99,8".

    Args:
        count: shape any, events, >= 0.
        population: shape that broadcasts, persons or expected events, > 0.
        baseline: shape that broadcasts, events per person (1 with expected events), >= 0.
        kind: "rate", or "proportion" (count then at most population, baseline at most 1).

    Returns:
        The labels, in the broadcast shape; single numbers give a NumPy string.

    Raises:
        ValueError: as `funnel_limits`; a count above its total for a proportion.

    Edges: baseline 0 with 0 events is "binnen".

    Sources: as `funnel_limits`.
    """
    events, people, base = checks.together(
        count=checks.numbers("count", count),
        population=checks.numbers("population", population, above_zero=True),
        baseline=checks.numbers("baseline", baseline),
    )
    _check_kind(kind, base)
    with checks.quiet():
        if kind == "proportion":
            checks.refuse_where(events > people, "count: aantal groter dan het totaal")
            score = (events - base * people) / np.sqrt(base * (1 - base) * people)
            # baseline 0 or 1 with a proportion that equals it: nothing stands out
            score = np.where(events == base * people, 0.0, score)
            at_least, at_most = special.ndtr(-score), special.ndtr(score)
        else:
            expected = base * people
            some = events > 0
            at_least = np.where(some, special.gammainc(np.where(some, events, 1.0), expected), 1.0)
            at_most = special.gammaincc(events + 1, expected)
    inner, outer = (1 - INNER) / 2, (1 - OUTER) / 2
    label = np.select(
        [at_least < outer, at_least < inner, at_most < outer, at_most < inner],
        ["hoog 99,8", "hoog 95", "laag 99,8", "laag 95"],
        "binnen",
    )
    answer: Texts = plain(label)
    return answer


def overdispersion(
    observed: ArrayLike, expected: ArrayLike, *, confidence: float = 0.95
) -> Overdispersion:
    """Return phi, the variance between areas, and funnel limits that allow for it.

    Args:
        observed: shape (..., areas), events, >= 0.
        expected: shape that broadcasts, events at the baseline rate, > 0.
        confidence: between 0 and 1.

    Returns:
        phi: mean squared z of ln(observed/expected), winsorised at 10 % and 90 %, shape (...).
        tau_squared: variance between areas on the log scale, 0 where chance explains it all.
        lower, upper: limits for observed over expected, exp(-/+ z sqrt(1/E + tau_squared)), shape
        (..., areas); times the baseline rate they are limits for a rate.
        Single series give NumPy scalars for phi and tau_squared.

    Raises:
        ValueError: negative, NaN, infinite or text; expected 0; shapes; no last axis.

    Edges: an area without events has no logarithm; it counts for nothing in phi and tau_squared
    and still gets limits (the exact `funnel_label` judges it). With fewer than two areas with
    events everything is NaN. With some fifteen areas tau_squared is poorly known: show phi.

    Sources: Spiegelhalter (2005), additive model.
    """
    confidence = checks.fraction("confidence", confidence)
    events, base = checks.together(
        observed=checks.numbers("observed", observed),
        expected=checks.numbers("expected", expected, above_zero=True),
    )
    checks.along_last_axis("observed", events)
    phi, tau = np.empty(events.shape[:-1]), np.empty(events.shape[:-1])
    with checks.quiet():
        for index in np.ndindex(phi.shape):
            phi[index], tau[index] = _phi_and_tau(events[index], base[index])
        lower, upper = ratio_limits(base, tau[..., np.newaxis], confidence)
        return Overdispersion(plain(phi), plain(tau), lower, upper)


def ratio_limits(
    expected: Floats, tau_squared: Floats | float, confidence: float
) -> tuple[Floats, Floats]:
    """Return lower and upper limits for observed over expected in the additive model.

    Args:
        expected: events at the baseline rate, > 0.
        tau_squared: variance between areas on the log scale, >= 0, in a shape that broadcasts.
        confidence: between 0 and 1.

    Sources: Spiegelhalter (2005).
    """
    reach = normal_quantile(confidence) * np.sqrt(1 / expected + tau_squared)
    return np.exp(-reach), np.exp(reach)


def _phi_and_tau(events: Floats, base: Floats) -> tuple[float, float]:
    some = events > 0
    weight = base[some]
    areas = weight.size
    if areas < 2:
        return np.nan, np.nan
    z = np.sqrt(weight) * np.log(events[some] / weight)
    z = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    phi = float(np.mean(z**2))
    excess = areas * phi - (areas - 1)
    spread = weight.sum() - (weight**2).sum() / weight.sum()
    return phi, max(0.0, float(excess / spread))


def _count_between(expected: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return the counts (not whole) whose exact upper and lower limit is the expected count."""
    safe = np.maximum(expected, np.finfo(float).tiny)
    lower = np.where(safe <= -np.log(tail), 0.0, special.pdtrik(tail, safe))
    upper = special.pdtrik(1 - tail, safe) + 1
    # below this expected count a single event already stands out
    small = safe < -np.log1p(-tail)
    if small.any():
        upper = np.where(small, _count_below_one(np.where(small, safe, 0.0), tail), upper)
    return lower, np.where(expected > 0, upper, 0.0)


def _count_below_one(expected: Floats, tail: float) -> Floats:
    """Return the a between 0 and 1 with gammainc(a, expected) = tail, by halving."""
    low, high = np.zeros(expected.shape), np.ones(expected.shape)
    for _ in range(60):
        middle = (low + high) / 2
        too_low = special.gammainc(middle, expected) > tail
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return np.asarray((low + high) / 2)


def _check_kind(kind: str, baseline: Floats) -> None:
    if kind not in ("rate", "proportion"):
        raise ValueError('kind: kies "rate" of "proportion"')
    if kind == "proportion":
        checks.refuse_where(baseline > 1, "baseline: aandeel groter dan 1")
