"""A table of which small counts are to be hidden. Variables and rows, no areas; hides nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from helpende_data.disclosure.linear import Row
from helpende_data.errors import DisclosureError

Ask = tuple[int, bool]  # a small count, and must it be able to be large (else 0)?


@dataclass(frozen=True)
class Table:
    """A table to protect.

    Args:
        rows: what ties the variables together; the true counts satisfy them.
        values: the true counts.
        weights: what hiding each cell costs; whole numbers from 1.
        threshold: counts of 1 to one less are small.
        exempt: cells that need no protection, small or not.
        hidden: cells that are hidden whatever is chosen; they cost nothing.
        facts: do the rows hold what is known already? Then a small count need not be able to be
            0, or large, where they rule that out.
    """

    rows: tuple[Row, ...]
    values: tuple[int, ...]
    weights: tuple[int, ...]
    threshold: int
    exempt: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    facts: bool = False

    @cached_property
    def primary(self) -> tuple[int, ...]:
        return tuple(
            v for v, n in enumerate(self.values) if 0 < n < self.threshold and v not in self.exempt
        )

    @cached_property
    def anyway(self) -> frozenset[int]:
        """What is hidden in every pattern."""
        return self.hidden.union(self.primary)

    def cost(self, hidden: Collection[int]) -> int:
        """What is hidden besides the small counts themselves."""
        return sum(self.weights[v] for v in set(hidden) - self.anyway)


def unprotectable() -> DisclosureError:
    return DisclosureError(
        "een klein aantal is niet te beschermen, ook niet als alles verborgen wordt",
        doe="voeg categorieën samen, of publiceer alleen voor een groter gebied",
    )
