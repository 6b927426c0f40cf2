"""Totals and rates that a supplier printed beside the counts. Decides nothing about counts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpende_data.sources.mapping.cel import MOST, CelError, Telling
from helpende_data.sources.mapping.tekst import without_note

if TYPE_CHECKING:
    from helpende_data.sources.werkboek import Waarde

_GETAL = re.compile(r"-?\d+(?:[.,](\d+))?")
_MOST_DECIMALS = 6  # of a formula more digits are the computer's, not the supplier's
Sleutel = tuple[int, str, str]  # column, label of the row, period of the row


class Totalen:
    """Keeps what a column added up to, to hold a row with a total against it."""

    def __init__(self) -> None:
        self._alles: dict[Sleutel, list[Telling]] = {}
        self._sinds: dict[Sleutel, list[Telling]] = {}

    def add(self, sleutel: Sleutel, telling: Telling) -> None:
        """A count of one area."""
        self._alles.setdefault(sleutel, []).append(telling)
        self._sinds.setdefault(sleutel, []).append(telling)

    def check(self, sleutel: Sleutel, totaal: Telling) -> None:
        """Hold a total against the counts above it: those since the last total, or all of them.

        Raises:
            CelError: it is neither, whatever the hidden and rounded counts are.
        """
        groepen = [self._pick(bron, sleutel) for bron in (self._sinds, self._alles)]
        if any(groepen) and not any(_fits(totaal, groep) for groep in groepen):
            laag, hoog = _sum(groepen[0])
            staat = f"{laag:g}" if laag == hoog else f"{laag:g} tot en met {hoog:g}"
            raise CelError("is niet de som van de rijen erboven", staat)

    def close(self) -> None:
        """A row with totals ends here."""
        self._sinds = {}

    @staticmethod
    def _pick(bron: dict[Sleutel, list[Telling]], sleutel: Sleutel) -> list[Telling]:
        """The counts of a column; of one label and one period where the total says so."""
        kolom, wat, tijd = sleutel
        return [
            telling
            for (k, w, t), tellingen in bron.items()
            if k == kolom and wat in ("", w) and tijd in ("", t)
            for telling in tellingen
        ]


def _sum(tellingen: Iterable[Telling]) -> tuple[float, float]:
    """Lowest and highest sum of the true counts."""
    laag, hoog = 0.0, 0.0
    for telling in tellingen:
        laag += telling.laag
        hoog += math.inf if telling.hoog is None else telling.hoog
    return laag, hoog


def _fits(totaal: Telling, delen: list[Telling]) -> bool:
    laag, hoog = _sum(delen)
    return totaal.laag <= hoog and laag <= (math.inf if totaal.hoog is None else totaal.hoog)


def read_rate(waarde: Waarde, per: int, verwacht: float) -> tuple[float, int]:
    """A printed rate or percentage, and its digits behind the comma.

    A workbook holds a cell that shows 12,5 % as 0.125; which of the two it is follows from what is
    expected.

    Raises:
        CelError: this is no number.
    """
    if isinstance(waarde, (int, float)) and not isinstance(waarde, bool) and abs(waarde) < MOST:
        getal = float(waarde)
        cijfers = repr(getal).partition(".")[2]
        decimalen = 0 if getal.is_integer() else min(len(cijfers), _MOST_DECIMALS)
        if per == 100 and abs(getal * 100 - verwacht) < abs(getal - verwacht):
            return getal * 100, max(0, decimalen - 2)
        return getal, decimalen
    tekst = without_note(waarde).rstrip("% ") if isinstance(waarde, str) else ""
    gevonden = _GETAL.fullmatch(tekst)
    if gevonden is None:
        raise CelError("is geen getal of percentage", "een getal zoals 12,5")
    return float(tekst.replace(",", ".")), len(gevonden[1] or "")
