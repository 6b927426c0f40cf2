"""The cells of a workbook as they stand in it. Knows no layout and opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


class Formulefout(str):
    """What stands in a cell whose formula gave no outcome: ``#DIV/0!``, ``#REF!``."""

    __slots__ = ()


Waarde = str | int | float | bool | date | datetime | time | None
"""The contents of a cell. A code that is text keeps its zeros; a formula is its last outcome, or
a `Formulefout`; None is an empty cell."""


@dataclass(frozen=True)
class Blad:
    """One sheet: a rectangle of cells from A1 to the last filled row and column.

    Args:
        rijen: rows of cells, all of one length; row and column 0 are row 1 and column A.
        verborgen: is the sheet hidden?
        verborgen_rijen: numbers (from 0) of hidden rows, filtered ones included.
        samengevoegd: merged cells as first row, first column, last row, last column (from 0).
            The value stands in the first cell, the others are None.
    """

    naam: str
    rijen: tuple[tuple[Waarde, ...], ...]
    verborgen: bool = False
    verborgen_rijen: frozenset[int] = frozenset()
    samengevoegd: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Werkboek:
    """A workbook, or a text file as a workbook of one sheet without a name.

    Args:
        bestand: the file as messages show it.
        sha256: of its bytes.
    """

    bestand: str
    sha256: str
    bladen: tuple[Blad, ...]

    def vindplaats(self, blad: Blad, rij: int, kolom: int) -> str:
        """Where a cell stands: ``levering.xlsx!Blad1!C17``, of a text file ``levering.csv!17``."""
        if not blad.naam:
            return f"{self.bestand}!{rij + 1}"
        return f"{self.bestand}!{blad.naam}!{cel_naam(rij, kolom)}"


def kolom_naam(kolom: int) -> str:
    """The letters of a column, from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    kolom += 1
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cel_naam(rij: int, kolom: int) -> str:
    """A cell as a spreadsheet names it, from row and column counted from 0: ``C17``."""
    return f"{kolom_naam(kolom)}{rij + 1}"


def kolom_nummer(letters: str) -> int:
    """The number (from 0) of a column by its letters."""
    nummer = 0
    for letter in letters:
        nummer = nummer * 26 + ord(letter) - 64
    return nummer - 1
