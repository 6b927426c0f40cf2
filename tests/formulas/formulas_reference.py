"""Limits at 50 digits with mpmath, to hold against the fast ones. Knows nothing of our formulas."""

from collections.abc import Callable

import mpmath as mp

mp.mp.dps = 50


def root(function: Callable[[mp.mpf], mp.mpf], low: float, high: float) -> mp.mpf:
    """Return where a monotone function crosses zero, by halving and then by the secant rule."""
    a, b = mp.mpf(low), mp.mpf(high)
    sign = function(a) < 0
    for _ in range(30):
        middle = (a + b) / 2
        if (function(middle) < 0) == sign:
            a = middle
        else:
            b = middle
    return mp.findroot(function, (a, b), solver="anderson", tol=mp.mpf(10) ** -35, maxsteps=60)


def at_least(count: int, mean: mp.mpf) -> mp.mpf:
    """Return P(Poisson(mean) >= count)."""
    return 1 - at_most(count - 1, mean)


def at_most(count: int, mean: mp.mpf) -> mp.mpf:
    """Return P(Poisson(mean) <= count), as a plain sum."""
    term = total = mp.exp(-mean)
    for k in range(1, count + 1):
        term = term * mean / k
        total += term
    return total


def poisson_limits(count: int, tail: str) -> tuple[mp.mpf, mp.mpf]:
    """Return the exact limits of a count; the lower one needs a count above 0."""
    high = 10 * count + 60
    lower = root(lambda m: at_least(count, m) - mp.mpf(tail), 1e-9, high) if count else mp.mpf(0)
    return lower, root(lambda m: at_most(count, m) - mp.mpf(tail), 1e-9, high)


def binomial_at_least(count: int, trials: int, share: mp.mpf) -> mp.mpf:
    """Return P(Binomial(trials, share) >= count), as a plain sum."""
    return mp.fsum(
        mp.binomial(trials, k) * share**k * (1 - share) ** (trials - k)
        for k in range(count, trials + 1)
    )


def ratio_limits(x: int, n: int, y: int, q: int, tail: str) -> tuple[mp.mpf, mp.mpf]:
    """Return the exact conditional limits of (x/n)/(y/q), both counts above 0."""
    total, alpha = x + y, mp.mpf(tail)
    low = root(lambda p: binomial_at_least(x, total, p) - alpha, 1e-9, 1 - 1e-9)
    high = root(lambda p: 1 - binomial_at_least(x + 1, total, p) - alpha, 1e-9, 1 - 1e-9)
    return tuple(p / (1 - p) * q / n for p in (low, high))
