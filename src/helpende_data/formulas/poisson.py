"""Confidence limits of a count of events. Knows counts only: no populations, no rates."""

import numpy as np
from scipy import special

from helpende_data.formulas.checks import Floats, Texts

# From this count on Byar's approximation is used: it is then within 0.2 % of the exact limits.
BYAR_FROM = 10


def normal_quantile(confidence: float) -> float:
    """Return z: the two-sided standard normal quantile, 1.959964 at 0.95."""
    return float(special.ndtri(0.5 + confidence / 2))


def exact_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return the exact limits of a count: quantiles of chi-square, lower limit 0 at 0 events.

    Args:
        count: shape any, >= 0; need not be whole.
        confidence: between 0 and 1.

    Returns:
        Lower and upper, chi2(a/2; 2x)/2 and chi2(1-a/2; 2x+2)/2 with a = 1 - confidence.

    Sources: Garwood (1936).
    """
    tail = (1 - confidence) / 2
    some = count > 0
    lower = np.where(some, special.gammaincinv(np.where(some, count, 1.0), tail), 0.0)
    upper = special.gammainccinv(count + 1, tail)
    return lower, upper


def byar_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return Byar's approximate limits of a count above 0.

    Args:
        count: shape any, > 0.
        confidence: between 0 and 1.

    Returns:
        Lower (never below 0) and upper.

    Sources: Byar, in Breslow & Day (1987).
    """
    z = normal_quantile(confidence)
    root = 1 - 1 / (9 * count) - z / (3 * np.sqrt(count))
    lower = count * np.maximum(root, 0.0) ** 3
    more = count + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return lower, upper


def count_limits(count: Floats, confidence: float) -> tuple[Floats, Floats, Texts]:
    """Return the limits of a count: exact below 10, Byar from 10.

    Args:
        count: shape any, >= 0; infinity gives infinite limits.
        confidence: between 0 and 1.

    Returns:
        Lower, upper, and "exact" or "Byar" per element.

    Sources: Garwood (1936); Breslow & Day (1987); the switch at 10 follows the Public Health
    Technical Guidance of Fingertips.
    """
    small = count < BYAR_FROM
    lower, upper = np.full(count.shape, np.inf), np.full(count.shape, np.inf)
    lower[small], upper[small] = exact_limits(count[small], confidence)
    large = ~small & np.isfinite(count)
    lower[large], upper[large] = byar_limits(count[large], confidence)
    return lower, upper, np.where(small, "exact", "Byar")
