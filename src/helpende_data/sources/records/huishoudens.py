"""How many reports there were about each household, by area and period. Keeps no pseudonym.

A household is a random-looking number that another run would choose otherwise; with its place and
half-year it takes 16 bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

# A key is 46 bits of the household, 11 of the area and 7 of the half-year. Among 100,000 households
# of one area and period the chance that any two share their 46 bits is 1 in 14,000.
_AREA, _HALF = 11, 7
_PENDING = 1 << 20  # reports that wait to be added up


def household_keys(hashes: Numbers, gebied: Numbers, half: Numbers) -> Numbers:
    """One number per report, equal for reports of one household, area and half-year."""
    import numpy as np

    place = gebied.astype("u8") << np.uint64(_HALF) | half.astype("u8")
    bits = np.uint64(_AREA + _HALF)
    keys: Numbers = (hashes >> bits << bits) | place
    return keys


class Gezinnen:
    """Adds up the reports of each household, area and half-year."""

    def __init__(self) -> None:
        import numpy as np

        self._keys: Numbers = np.zeros(0, "u8")
        self._counts: Numbers = np.zeros(0, "i8")
        self._new: list[Numbers] = []

    def add(self, keys: Numbers) -> None:
        """Take in the reports of a block."""
        self._new.append(keys)
        if sum(map(len, self._new)) > max(_PENDING, len(self._keys)):
            self._settle()

    def _settle(self) -> None:
        import numpy as np

        new, counts = np.unique(np.concatenate([np.zeros(0, "u8"), *self._new]), return_counts=True)
        self._new = []
        keys = np.concatenate([self._keys, new])
        self._keys, self._counts = _sum(keys, np.concatenate([self._counts, counts]))

    def spread(self, gebieden: Numbers, tijden: Numbers) -> Iterator[tuple[int, int, int, int]]:
        """Area, period, number of reports, and about how many households there were so many.

        Each household counts once in each area and period.

        Args:
            gebieden: code of an area -> number of the area in which it counts.
            tijden: code of a half-year -> number of its period; below 0 leaves it out.
        """
        import numpy as np

        self._settle()
        area = gebieden[(self._keys >> np.uint64(_HALF)).astype("i8") & ((1 << _AREA) - 1)]
        time = tijden[self._keys.astype("i8") & ((1 << _HALF) - 1)]
        rows = np.flatnonzero(time >= 0)
        bits = np.uint64(_AREA + _HALF)
        place = (area[rows] << _HALF | time[rows]).astype("u8")
        keys, counts = _sum(self._keys[rows] >> bits << bits | place, self._counts[rows])
        cells = np.stack([keys.astype("i8") & ((1 << _AREA + _HALF) - 1), counts])
        for (where, reports), households in zip(
            *(part.tolist() for part in np.unique(cells.T, axis=0, return_counts=True)), strict=True
        ):
            yield where >> _HALF, where & ((1 << _HALF) - 1), reports, households


def _sum(keys: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Each key once, in order, with the sum of its counts."""
    import numpy as np

    if not len(keys):
        return keys, counts
    order = np.argsort(keys)
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.add.reduceat(counts, first)
