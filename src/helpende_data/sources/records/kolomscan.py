"""Looks in a column that is not counted for data about people, while the rows stream by.

Every value is looked at for BSN and e-mail; of the other kinds, of which many values must show,
a sample is. Keeps values in memory only, and no more than some thousands.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from helpende_data.sources.persoonsgegevens import MARKS, Bevinding, check_waarden
from helpende_data.sources.records.cellen import Cellen

if TYPE_CHECKING:
    import numpy as np

FIRST = 5000  # about so many filled cells of the first blocks
PER_BLOCK = 10  # and of every later block
MOST = 20_000  # different values that are kept
_NUMBERS = 100_000  # different numbers that are kept
_LONGEST = 16  # signs of a number with marks in it
_IGNORED = (0, *MARKS.encode())


class Kolomscan:
    """What was seen of one column."""

    def __init__(self) -> None:
        import numpy as np

        self._seen = 0
        self._values: set[str] = set()
        self._numbers: np.ndarray[Any, Any] = np.zeros(0, "i8")
        self._every = 1  # of the different numbers so many-th is kept

    def see(self, cellen: Cellen, *, mail: bool) -> None:
        """Look at a block.

        Args:
            mail: is there an @ in the block?
        """
        import numpy as np

        if mail:
            at = np.flatnonzero(cellen.data == ord("@"))
            row = np.searchsorted(cellen.start, at, "right") - 1
            row = row[(row >= 0) & (at < cellen.start[row] + cellen.length[row])][:PER_BLOCK]
            self._keep(cellen.take(row))
        numbers = _numbers(cellen)
        if numbers.size:
            self._keep_numbers(numbers)
        if len(self._values) < MOST:
            wanted = max(PER_BLOCK, FIRST - self._seen)
            self._seen += len(cellen.start)
            filled = np.flatnonzero(cellen.length)
            self._keep(cellen.take(filled[:: max(1, len(filled) // wanted)]))

    def _keep(self, cellen: Cellen) -> None:
        import numpy as np

        rows = range(len(cellen.start))
        if len(rows) > PER_BLOCK:  # many cells may be the same: decode each text once
            rows = np.unique(cellen.hashes(0), return_index=True)[1].tolist()
        self._values.update(map(cellen.text, rows))

    def _keep_numbers(self, numbers: np.ndarray[Any, Any]) -> None:
        """Adds to the different numbers; of too many, each second one goes by chance."""
        import numpy as np

        numbers = np.union1d(self._numbers, numbers[_spread(numbers) % self._every == 0])
        while len(numbers) > _NUMBERS:
            self._every *= 2
            numbers = numbers[_spread(numbers) % self._every == 0]
        self._numbers = numbers

    def check(self, kolom: str, *, sinds: date | None) -> Bevinding | None:
        """What the column holds about people, after the last block."""
        # Leading zeros went with turning texts into numbers, and come back here.
        numbers = {f"{number:09d}" for number in self._numbers.tolist()}
        return check_waarden(kolom, self._values | numbers, sinds=sinds)


def _numbers(cellen: Cellen) -> np.ndarray[Any, Any]:
    """The cells that are a number of 8 or 9 digits, also with marks in it or as 1.0, as numbers."""
    import numpy as np

    rows = np.flatnonzero((cellen.length - 8).view("u8") <= _LONGEST - 8)
    if rows.size:  # most columns go no further than their first byte
        first_byte = cellen.data[cellen.start[rows]] - np.uint8(ord("0"))
        rows = rows[first_byte <= 9]
    if not rows.size:
        return rows
    part = cellen.take(rows)
    signs = np.stack(part.words(), axis=1).view("u1")  # shape (rows, 16), 0 beyond the end
    row = np.arange(len(rows))
    for size in (8, 9):  # what a spreadsheet makes of a number: 123456782.0
        nul = (part.length == size + 2) & (signs[:, size + 1] == ord("0"))
        nul &= np.isin(signs[:, size], list(b".,")) & (signs[:, :size] - ord("0") <= 9).all(axis=1)
        signs[np.ix_(row[nul], [size, size + 1])] = 0
    number, count = np.zeros(len(rows), "i8"), np.zeros(len(rows), "i8")
    good = np.ones(len(rows), bool)
    for place in range(_LONGEST):
        sign = signs[:, place]
        digit = sign - np.uint8(ord("0"))
        is_digit = digit <= 9
        number = np.where(is_digit, 10 * number + digit, number)
        count += is_digit
        good &= is_digit | np.isin(sign, _IGNORED)
    found: np.ndarray[Any, Any] = number[good & ((count == 8) | (count == 9))]
    return found


def _spread(numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A number without pattern for each number, so that a share of them is a fair sample."""
    import numpy as np

    spread: np.ndarray[Any, Any] = numbers.astype("u8") * np.uint64(0x9E3779B97F4A7C15)
    return spread >> np.uint64(40)
