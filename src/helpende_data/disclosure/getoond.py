"""A figure of ours as readers see it: rounded, exact or hidden, and what it says of the count."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.disclosure.beleid import AFRONDEN, ONDERDRUKKEN
from helpende_data.disclosure.facts import Fact, between
from helpende_data.disclosure.model import Cel

EIGEN = "eigen"  # protected by us, as a kind of fact and in the column bescherming


@dataclass(frozen=True)
class Shown:
    """A figure of ours as it was shown: the true count lies within `marge` of it.

    Args:
        waarde: None for a cell that was hidden.
        marge: 0 for a count that was shown exactly, and for a hidden one.
    """

    cel: Cel
    waarde: int | None
    marge: int

    @property
    def laag(self) -> int:
        return max(0, (self.waarde or 0) - self.marge)

    @property
    def hoog(self) -> int | None:
        return None if self.waarde is None else self.waarde + self.marge

    @property
    def grenzen(self) -> tuple[int, int | None]:
        return self.laag, self.hoog

    @property
    def wijze(self) -> str:
        """How it was protected; a rounded figure always has a margin."""
        return AFRONDEN if self.marge else ONDERDRUKKEN

    @property
    def status(self) -> str:
        """As in the column of that name."""
        if self.waarde is None:
            return "onderdrukt"
        return "afgerond" if self.wijze == AFRONDEN else "exact"

    def fact(self, bron: str) -> Fact:
        return between(self.cel, *self.grenzen, EIGEN, bron)

    def after(self, eerder: Shown, bron: str) -> Fact:
        """What the two figures tell together: the count no longer fits the earlier one."""
        laag, hoog = self.laag, self.hoog
        if hoog is not None and eerder.hoog is not None:
            if hoog > eerder.hoog:
                laag = max(laag, eerder.hoog + 1)
            else:
                hoog = min(hoog, eerder.laag - 1)
        return between(self.cel, laag, hoog, EIGEN, bron)
