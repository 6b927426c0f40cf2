"""The annual change by Poisson regression. Knows an unbroken run of years, and no verdict."""

from itertools import product

import numpy as np

from helpende_data.formulas.checks import Floats

# A series of more years than this is bounded with fewer of its extreme tables.
CORNER_YEARS = 10


def extreme_tables(low: Floats, high: Floats) -> Floats:
    """Return the tables with every year at one of its bounds.

    The slope itself is largest and smallest where the early years are at one bound and the late
    years at the other; a long series uses those tables only.
    """
    years = low.size
    if years <= CORNER_YEARS:
        at_high = np.array(list(product((False, True), repeat=years)))
    else:
        late = np.arange(years) >= np.arange(years + 1)[:, np.newaxis]
        at_high = np.vstack([late, ~late])
    return np.unique(np.where(at_high, high, low), axis=0)


def poisson_slope(counts: Floats, populations: Floats, t: Floats) -> tuple[Floats, Floats, Floats]:
    """Return slope, standard error and dispersion of ln(rate) = a + b t, shape (...).

    Args:
        counts: shape (..., years), known counts.
        populations: shape that broadcasts.
        t: shape (years,), the years, rising.

    Given the total, the fitted mean of t must be its observed mean: one equation in b, solved by
    Newton's method inside a bracket. NaN where b is not finite.
    """
    t = t - t.mean()
    total = counts.sum(axis=-1)
    target = (counts * t).sum(axis=-1) / total
    exists = (total > 0) & (target > t[0]) & (target < t[-1])
    target = np.where(exists, target, 0.0)
    log_n = np.broadcast_to(np.log(populations), counts.shape)

    def shares(log_n: Floats, b: Floats) -> Floats:
        height = log_n + b[..., np.newaxis] * t
        part = np.exp(height - height.max(axis=-1, keepdims=True))
        return np.asarray(part / part.sum(axis=-1, keepdims=True))

    slope = np.zeros(target.shape)
    low, high = slope - 200.0, slope + 200.0
    # a series that is done stays as it is, so that its answer does not depend on the others
    busy = np.ones(target.shape, dtype=bool)
    for _ in range(200):
        old, aim = slope[busy], target[busy]
        part = shares(log_n[busy], old)
        mean = (part * t).sum(axis=-1)
        variance = (part * (t - mean[..., np.newaxis]) ** 2).sum(axis=-1)
        low[busy] = np.where(mean < aim, old, low[busy])
        high[busy] = np.where(mean > aim, old, high[busy])
        step = old + (aim - mean) / variance
        inside = (step >= low[busy]) & (step <= high[busy])
        new = np.where(inside, step, (low[busy] + high[busy]) / 2)
        slope[busy] = new
        busy[busy] = ~(np.abs(new - old) <= 1e-14 * (1 + np.abs(new)))
        if not busy.any():
            break
    part = shares(log_n, slope)
    mean = (part * t).sum(axis=-1)
    fitted = total[..., np.newaxis] * part
    information = (fitted * (t - mean[..., np.newaxis]) ** 2).sum(axis=-1)
    dispersion = ((counts - fitted) ** 2 / fitted).sum(axis=-1) / (t.size - 2)
    error = np.sqrt(np.maximum(dispersion, 1.0) / information)
    return (
        np.where(exists, slope, np.nan),
        np.where(exists, error, np.nan),
        np.where(exists, dispersion, np.nan),
    )
