"""The different texts of one column, each with the number that stands for it. Knows no meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from helpende_data.sources.records.cellen import Cellen

ONBEKEND = -1  # code of a text that nobody knows
_BITS = 17


class Waarden:
    """Turns the cells of a column into codes; every text is looked at once.

    Args:
        meaning: text -> code.
        limit: so many texts are learned; what comes after them is `ONBEKEND`.
    """

    def __init__(self, meaning: Callable[[str], int], limit: int = 100_000) -> None:
        import numpy as np

        self._meaning = meaning
        self._limit = limit
        self._known: dict[int, int] = {}
        # Hash and code of each text, in the order of learning, and their places by size of hash.
        self._list = (np.zeros(1, "u8"), np.full(1, ONBEKEND, "i4"), np.zeros(1, "i8"))
        # Most cells are found in one step: the slot of their first bits names their place.
        self._slot = np.zeros(1 << _BITS, "i4")
        self.texts: list[str] = []

    def codes(self, cellen: Cellen, key: int) -> np.ndarray[Any, Any]:
        """The code of each cell, shape (rows,).

        Args:
            key: of the hashes; the same at every call.
        """
        import numpy as np

        hashes = cellen.hashes(key)
        at = self._slot.take((hashes >> np.uint64(64 - _BITS)).view("i8"))
        known, meanings, _ = self._list
        codes: np.ndarray[Any, Any] = meanings.take(at)
        rows = np.flatnonzero(known.take(at) != hashes)
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

        known, codes, order = self._list
        at = order[np.minimum(np.searchsorted(known, hashes, sorter=order), len(known) - 1)]
        return known[at] == hashes, codes[at]

    def _learn(self, cellen: Cellen, hashes: np.ndarray[Any, Any]) -> None:
        import numpy as np

        new, rows = np.unique(hashes, return_index=True)
        for value, row in zip(new.tolist(), rows.tolist(), strict=True):
            if value not in self._known and len(self._known) < self._limit:
                text = cellen.text(row)
                self._known[value] = self._meaning(text)
                self.texts.append(text)
        known = np.fromiter([0, *self._known], "u8", len(self._known) + 1)
        codes = np.fromiter([ONBEKEND, *self._known.values()], "i4", len(self._known) + 1)
        self._list = (known, codes, np.argsort(known))
        self._slot[(known >> np.uint64(64 - _BITS)).view("i8")] = np.arange(len(known))
