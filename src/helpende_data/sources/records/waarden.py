"""The different texts of one column, each with the number that stands for it. Knows no meaning."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from helpende_data.sources.records.cellen import Cellen

ONBEKEND = -1  # code of a text that nobody knows
_BITS = 17


class Waarden:
    """Turns the cells of a column into codes; every text is looked at once.

    Blocks may be given from several threads at once.

    Args:
        meaning: text -> code.
        limit: so many texts are learned; what comes after them is `ONBEKEND`.
    """

    def __init__(self, meaning: Callable[[str], int], limit: int = 100_000) -> None:
        import numpy as np

        self._meaning = meaning
        self._limit = limit
        self._lock = threading.Lock()
        self._known: dict[int, int] = {}
        # Most cells are found in one step, at the slot of their first bits; the others in a list.
        self._hash = np.zeros(1 << _BITS, "u8")
        self._code = np.zeros(1 << _BITS, "i4")
        self._list = (np.zeros(1, "u8"), np.full(1, ONBEKEND, "i4"))
        self.texts: list[str] = []

    def codes(self, cellen: Cellen, key: int) -> np.ndarray[Any, Any]:
        """The code of each cell, shape (rows,).

        Args:
            key: of the hashes; the same at every call.
        """
        import numpy as np

        hashes = cellen.hashes(key)
        slots = (hashes >> np.uint64(64 - _BITS)).view("i8")
        rows = np.flatnonzero(self._hash.take(slots) != hashes)
        codes: np.ndarray[Any, Any] = self._code.take(slots)
        if rows.size:
            missed = hashes[rows]
            found, theirs = self._search(missed)
            if not found.all():
                self._learn(cellen.take(rows[~found]), missed[~found])
                found, theirs = self._search(missed)
            codes[rows] = np.where(found, theirs, ONBEKEND)
        return codes

    def _search(self, hashes: np.ndarray[Any, Any]) -> tuple[Any, Any]:
        """Which of these are known, and their codes."""
        import numpy as np

        known, codes = self._list
        at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        return known[at] == hashes, codes[at]

    def _learn(self, cellen: Cellen, hashes: np.ndarray[Any, Any]) -> None:
        import numpy as np

        new, rows = np.unique(hashes, return_index=True)
        with self._lock:
            for value, row in zip(new.tolist(), rows.tolist(), strict=True):
                if value in self._known or len(self._known) >= self._limit:
                    continue
                text = cellen.text(row)
                code = self._known[value] = self._meaning(text)
                self.texts.append(text)
                slot = value >> (64 - _BITS)
                if not self._hash[slot]:
                    self._code[slot] = code  # before its hash: another thread may be reading
                    self._hash[slot] = value
            known = np.fromiter(self._known, "u8", len(self._known))
            codes = np.fromiter(self._known.values(), "i4", len(self._known))
            order = np.argsort(known)
            self._list = (known[order], codes[order])
