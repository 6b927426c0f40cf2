"""The faults of the rows of a file: where and what kind, never a value. Reads nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from helpende_data.errors import ContractError, Fault
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    import numpy as np

MOST = 1000  # faults of one kind in one column that are listed; all are counted
HELE_RIJ = "(hele rij)"


@dataclass
class Fouten:
    """The first faults of some rows, by row, and how many there are of each kind."""

    lijst: list[tuple[int, str, str]] = field(default_factory=list)  # row, column, kind
    aantal: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, rijen: np.ndarray[Any, Any], kolom: str, soort: str) -> None:
        """Remember a kind of fault in a column.

        Args:
            rijen: numbers of the rows, from small to large.
        """
        if len(rijen):
            self.aantal[kolom, soort] += len(rijen)
            self.lijst += [(rij, kolom, soort) for rij in rijen[:MOST].tolist()]

    def merge(self, later: Fouten, verder: int) -> None:
        """Take over the faults of a later block, in which rows count from `verder`."""
        self.aantal += later.aantal
        staat = Counter((kolom, soort) for _, kolom, soort in self.lijst)
        for rij, kolom, soort in sorted(later.lijst):
            if staat[kolom, soort] < MOST:
                staat[kolom, soort] += 1
                self.lijst.append((rij + verder, kolom, soort))

    def raise_any(self, shown: str, verwacht: Mapping[str, str]) -> None:
        """Tell every fault of the file, if there is one.

        Args:
            verwacht: column -> what belongs in it.

        Raises:
            ContractError: how many faults of which kind, and the first `MOST` of each, by row.
        """
        if not self.aantal:
            return
        alle = self.aantal.total()
        soorten = [
            f"kolom {kolom} {soort} ({format_nl(aantal)} keer)"
            for (kolom, soort), aantal in self.aantal.most_common()
        ]
        vol = max(self.aantal.values()) > MOST
        rest = f"; van elke soort staan de eerste {format_nl(MOST)} in de lijst" if vol else ""
        raise ContractError(
            f"{format_nl(alle)} {'fout' if alle == 1 else 'fouten'} in de regels",
            waar=f"{shown}: {'; '.join(soorten)}{rest}",
            doe="vraag een verbeterd bestand; er is niets ingelezen",
            faults=tuple(
                Fault(rij, kolom, soort, verwacht=verwacht.get(kolom, ""))
                for rij, kolom, soort in self.lijst
            ),
        )
