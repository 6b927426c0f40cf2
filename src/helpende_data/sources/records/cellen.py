"""The cells of one column in a block of rows, as bytes. Knows no meaning and no file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from helpende_data.sources.schrijfwijze import decode_line

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

PAD = 24  # so many bytes must stand behind the last cell, and make the whole a multiple of 8
_STEP = 16
_LONG = 64  # longer cells are rare; each is hashed by itself


@dataclass(frozen=True)
class Cellen:
    """Cell `i` is ``data[start[i] : start[i] + length[i]]``.

    Args:
        data: shape (bytes,), uint8, with `PAD`; columns of one block may share it.
        start: shape (rows,), whole numbers.
        length: shape (rows,), whole numbers.
    """

    data: Numbers
    start: Numbers
    length: Numbers

    def raw(self, row: int) -> bytes:
        """The bytes of one cell."""
        begin = int(self.start[row])
        return self.data[begin : begin + int(self.length[row])].tobytes()

    def text(self, row: int) -> str:
        """What stands in one cell, without blanks around it; UTF-8, or else Windows-1252."""
        return decode_line(self.raw(row)).strip()

    def take(self, rows: Numbers) -> Cellen:
        """Only these rows."""
        return replace(self, start=self.start[rows], length=self.length[rows])

    def until(self, signs: bytes, places: Sequence[int]) -> Cellen:
        """Each cell as far as one of these signs, where it stands at one of these places."""
        import numpy as np

        length = self.length
        for place in places:
            sign = self.data.take(self.start + place, mode="clip")
            cut = (self.length > place) & np.isin(sign, list(signs))
            length = np.where(cut, place, length)
        return replace(self, length=length)

    def blank(self) -> Numbers:
        """Which cells hold nothing, or nothing but blanks."""
        import numpy as np

        blank: Numbers = self.length == 0
        begins = (self.data.take(self.start, mode="clip") == ord(" ")) & ~blank
        for row in np.flatnonzero(begins).tolist():
            blank[row] = not self.text(row)
        return blank

    def words(self, at: int = 0) -> tuple[Numbers, Numbers]:
        """Bytes `at` to `at` + 8 of each cell and the eight after them; 0 beyond its end.

        Only for cells that are longer than `at`; where `at` is 0 for all.
        """
        import numpy as np

        # A word at every byte: the array overlaps itself, so nothing is copied.
        data = np.ndarray((len(self.data) - 7,), "<u8", self.data, 0, (1,))
        begin = self.start + at if at else self.start
        size = np.minimum(self.length - at, _STEP)
        first, second = _masks()
        one = data[begin]
        one &= first.take(size)
        if size.max(initial=0) <= 8:
            return one, np.zeros_like(one)
        two = data[begin + 8]
        two &= second.take(size)
        return one, two

    def hashes(self, key: int) -> Numbers:
        """A 64-bit number per cell, equal for equal bytes; another key gives other numbers.

        Among 3 million different cells the chance that any two share a number is 1 in 4 million.
        """
        import numpy as np

        hashes = self.length.view("u8") + np.uint64(key)
        rows: Any = slice(None)
        for at in range(0, _LONG, _STEP):
            part = self
            if at:
                rows = np.flatnonzero(self.length > at)
                if not rows.size:
                    break
                part = self.take(rows)
            for nummer, word in enumerate(part.words(at)):
                # Each place has a factor of its own, or "ab" in two words would equal "ba". Words
                # beyond the end are 0 and change nothing.
                factor = key + (at + 8 * nummer + 1) * 0x9E3779B97F4A7C15
                word ^= word >> np.uint64(32)
                word *= np.uint64(factor % (1 << 64) | 1)
                word ^= word >> np.uint64(29)
                hashes[rows] += word
        hashes *= np.uint64(0xC4CEB9FE1A85EC53)
        hashes ^= hashes >> np.uint64(32)
        hashes *= np.uint64(0xFF51AFD7ED558CCD)
        for row in np.flatnonzero(self.length > _LONG).tolist():
            digest = hashlib.blake2b(self.raw(row), digest_size=8, key=key.to_bytes(8, "little"))
            hashes[row] = int.from_bytes(digest.digest(), "little")
        return hashes


@cache
def _masks() -> tuple[Numbers, Numbers]:
    """What to keep of the first and of the second eight bytes, by number of bytes from 0 to 16."""
    import numpy as np

    first = [(1 << 8 * min(n, 8)) - 1 for n in range(_STEP + 1)]
    second = [(1 << 8 * max(n - 8, 0)) - 1 for n in range(_STEP + 1)]
    return np.array(first, "u8"), np.array(second, "u8")
