"""What may go into a formula: finite, non-negative numbers whose shapes fit. No arithmetic."""

from collections.abc import Iterator
from contextlib import contextmanager
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Texts = NDArray[np.str_]

BOOLEANS: tuple[type, ...] = (bool, np.bool_)

# More than the person-years of the world in a century: a larger number is a mistake.
LARGEST = 1e12


def numbers(
    name: str,
    value: ArrayLike,
    *,
    above_zero: bool = False,
    missing: bool = False,
    infinite: bool = False,
) -> Floats:
    """Return the values as float64, or refuse with the position of the first wrong one.

    Args:
        name: the argument's name, for the message.
        value: numbers of any shape; text, booleans and dates are refused.
        above_zero: refuse 0 as well as negative values.
        missing: let NaN through.
        infinite: let positive infinity through.

    Returns:
        A new float64 array of the same shape.

    Raises:
        ValueError: in Dutch, one line, with the position and never with the value itself.
    """
    array = _as_floats(name, value)
    faults = (
        (np.isnan(array) & (not missing), "ontbrekende waarde (NaN)"),
        (array < 0, "negatieve waarde"),
        (np.isinf(array) & (not infinite), "oneindige waarde"),
        ((array > LARGEST) & ~np.isinf(array), "onmogelijk grote waarde"),
        ((array == 0) & above_zero, "waarde 0, terwijl groter dan 0 nodig is"),
    )
    wrong = np.logical_or.reduce([mask for mask, _ in faults])
    if wrong.any():
        first = tuple(np.argwhere(wrong)[0])
        for mask, what in faults:
            if mask[first]:
                raise ValueError(f"{name}: {what} op positie {position(first)}")
    return array


def refuse_where(wrong: NDArray[np.bool_], message: str) -> None:
    """Raise ValueError with `message` and the first position where `wrong` holds."""
    if wrong.any():
        raise ValueError(f"{message} op positie {position(tuple(np.argwhere(wrong)[0]))}")


def position(index: tuple[Any, ...]) -> str:
    """Return a position as a reader writes it: "3", "(1, 2)"; a single number has position "0"."""
    if not index:
        return "0"
    if len(index) == 1:
        return str(int(index[0]))
    return "(" + ", ".join(str(int(i)) for i in index) + ")"


def together(**arrays: Floats) -> tuple[Floats, ...]:
    """Return the arrays in one common shape, or refuse and name every shape."""
    try:
        return tuple(np.array(a) for a in np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"vormen passen niet bij elkaar: {shapes}") from None


def along_last_axis(name: str, array: Floats) -> Floats:
    """Return the array, or refuse when it has no last axis to work along or nothing on it."""
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ValueError(f"{name}: een reeks met ten minste één waarde nodig")
    return array


def fraction(name: str, value: float) -> float:
    """Return a number strictly between 0 and 1 (a confidence level, a power), or refuse."""
    number = numbers(name, value)
    if number.ndim or not 0 < number < 1:
        raise ValueError(f"{name}: één getal tussen 0 en 1 nodig")
    return float(number)


def factor(name: str, value: float) -> float:
    """Return a finite number above 0 (a multiplier), or refuse."""
    number = numbers(name, value, above_zero=True)
    if number.ndim:
        raise ValueError(f"{name}: één getal groter dan 0 nodig")
    return float(number)


@contextmanager
def quiet() -> Iterator[None]:
    """Silence NumPy: the formulas handle their own edges, and say so in their docstrings."""
    with np.errstate(all="ignore"):
        yield


def _as_floats(name: str, value: ArrayLike) -> Floats:
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(value, dtype=object)
    if array.dtype.kind in "iuf":
        return array.astype(np.float64)
    # Text in one place turns a whole list into text: look at the values as they were given.
    items = np.asarray(value, dtype=object)
    for index, item in np.ndenumerate(items):
        if isinstance(item, BOOLEANS) or not isinstance(item, Real):
            raise ValueError(f"{name}: geen getal op positie {position(index)}")
    try:
        return items.astype(np.float64)
    except OverflowError:
        raise ValueError(f"{name}: onmogelijk grote waarde") from None
