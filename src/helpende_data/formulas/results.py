"""The shapes of an answer: a value with its limits and the like. No arithmetic.

Every attribute has the broadcast shape of the inputs (for a function along the last axis: without
that axis). Single numbers in give NumPy scalars out (np.float64, np.str_), as NumPy's own
functions do.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpende_data.formulas.checks import Floats, Texts


@dataclass(frozen=True, eq=False)
class Interval:
    """A value, its lower and upper limit, and the method the limits come from."""

    value: Floats
    lower: Floats
    upper: Floats
    method: Texts


@dataclass(frozen=True, eq=False)
class Ratio(Interval):
    """A rate ratio with its limits and the two-sided p-value of "no difference"."""

    p_value: Floats


@dataclass(frozen=True, eq=False)
class Smoothed:
    """Smoothed rates, and the weight (0 to 1) that each area's own rate kept."""

    value: Floats
    weight: Floats


@dataclass(frozen=True, eq=False)
class Overdispersion:
    """How much more areas differ than chance explains, and the limits that allow for it."""

    phi: Floats
    tau_squared: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False)
class Trend:
    """The verdict on a series of years, why, and the numbers behind it."""

    verdict: Texts
    reason: Texts
    slope: Floats
    chi_square: Floats
    annual_change_pct: Floats
    annual_change_lower: Floats
    annual_change_upper: Floats
    dispersion: Floats


def plain(array: NDArray[Any]) -> Any:
    """Return the array, or the NumPy scalar when it has no dimensions."""
    return array[()]


def same(text: str, shape: tuple[int, ...]) -> Any:
    """Return one text for every element of `shape`, as `plain` would."""
    return plain(np.full(shape, text))
