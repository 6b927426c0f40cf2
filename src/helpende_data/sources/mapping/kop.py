"""Finds the tables in a sheet by the texts of their header. Knows nothing of what they mean."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from helpende_data.sources.mapping.tekst import LOS, as_text, is_blank, plain

if TYPE_CHECKING:
    from helpende_data.sources.werkboek import Blad, Waarde


@dataclass(frozen=True)
class Kolom:
    """A column with the texts of its header, top to bottom, equal ones once."""

    nummer: int
    delen: tuple[str, ...]

    @cached_property
    def kop(self) -> str:
        return LOS.join(self.delen)

    @cached_property
    def namen(self) -> tuple[str, ...]:
        """How a mapping may call it: the whole header, or the lower rows of it, made plain."""
        return tuple(plain(LOS.join(self.delen[n:])) for n in range(len(self.delen)))


@dataclass(frozen=True)
class Tabel:
    """One table in a sheet: its header, the rows below it and the texts above it.

    Rows count from 0; `eerste` is the first row below the header, `einde` lies behind the last.
    """

    koprij: int
    eerste: int
    einde: int
    kolommen: tuple[Kolom, ...]
    titel: tuple[str, ...]


class Raster:
    """The cells of a sheet, where a merged cell has its value everywhere."""

    def __init__(self, blad: Blad) -> None:
        self.blad = blad
        self.rijen = blad.rijen
        self._samen: dict[tuple[int, int], Waarde] = {}
        for boven, links, onder, rechts in blad.samengevoegd:
            if boven >= len(self.rijen) or links >= len(self.rijen[boven]):
                continue
            waarde = self.rijen[boven][links]
            if is_blank(waarde):
                continue
            for rij in range(boven, min(onder + 1, len(self.rijen))):
                for kolom in range(links, min(rechts + 1, len(self.rijen[rij]))):
                    self._samen[rij, kolom] = waarde
        self.samen_in_rij = {rij for rij, _ in self._samen}

    @cached_property
    def teksten(self) -> tuple[frozenset[str], ...]:
        """What stands in each row, made plain: texts, and whole numbers such as a year."""
        return tuple(
            frozenset(plain(as_text(cel)) for cel in rij if isinstance(cel, (str, int, float)))
            for rij in self.rijen
        )

    @property
    def breedte(self) -> int:
        return len(self.rijen[0]) if self.rijen else 0

    def cel(self, rij: int, kolom: int) -> Waarde:
        return self._samen.get((rij, kolom), self.rijen[rij][kolom])

    def is_blank_row(self, rij: int) -> bool:
        return all(map(is_blank, self.rijen[rij]))


def find_headers(
    raster: Raster, kop: Collection[str], koprijen: int, is_data: Callable[[int], bool]
) -> tuple[int, ...]:
    """The first rows of the headers that hold all these texts.

    A title above a header may look like a part of it: of windows that overlap the last one counts
    that holds no row of figures.

    Args:
        is_data: does a row (from 0) hold figures? Asked only of rows near a header.
    """
    gezocht = {plain(tekst) for tekst in kop}
    # A header of more rows is found by the last part of each text, then by the whole.
    laatste = {tekst.rpartition(LOS)[2] for tekst in gezocht}
    per_rij = raster.teksten
    gevonden: list[int] = []
    for rij in range(len(per_rij) - koprijen + 1):
        samen = per_rij[rij].union(*per_rij[rij + 1 : rij + koprijen])
        if not laatste <= samen or raster.is_blank_row(rij):
            continue
        if not gezocht <= samen and not gezocht <= _names(raster, rij, koprijen):
            continue
        if gevonden and rij < gevonden[-1] + koprijen:
            if is_data(rij + koprijen - 1):
                continue
            gevonden.pop()
        gevonden.append(rij)
    return tuple(gevonden)


def _names(raster: Raster, koprij: int, koprijen: int) -> set[str]:
    return {naam for kolom in _columns(raster, koprij, koprijen) for naam in kolom.namen}


def cut_tables(
    raster: Raster,
    kopregels: Sequence[int],
    koprijen: int,
    sleutels: Collection[str],
    is_data: Callable[[int], bool],
) -> Iterator[Tabel]:
    """The tables below these headers; tables side by side are cut where a key column comes back.

    Args:
        kopregels: first row of each header, see `find_headers`.
        sleutels: header texts of the columns that tell what a row is about.
        is_data: does a row (from 0) hold figures?
    """
    vanaf = [0]  # where the title above each header begins: there the table before it ends
    for vorige, koprij in itertools.pairwise(kopregels):
        vanaf.append(_title_row(raster, koprij, vorige + koprijen, is_data))
    titel: tuple[str, ...] = ()
    for nummer, koprij in enumerate(kopregels):
        erboven = (raster.rijen[rij] for rij in range(vanaf[nummer], koprij))
        # A header that is repeated on a new page has no title of its own.
        titel = tuple(as_text(c) for rij in erboven for c in rij if not is_blank(c)) or titel
        einde = vanaf[nummer + 1] if nummer + 1 < len(kopregels) else len(raster.rijen)
        for kolommen in _side_by_side(_columns(raster, koprij, koprijen), sleutels):
            yield Tabel(koprij, koprij + koprijen, einde, kolommen, titel)


def _title_row(raster: Raster, koprij: int, vanaf: int, is_data: Callable[[int], bool]) -> int:
    """The first row of the title of a later table; its header row when it has none.

    A title is a run of rows between blank rows, none of which holds figures.
    """
    rij = koprij
    while rij > vanaf and raster.is_blank_row(rij - 1):
        rij -= 1
    while rij > vanaf and not raster.is_blank_row(rij - 1):
        rij -= 1
        if is_data(rij):
            return koprij
    return rij


def _columns(raster: Raster, koprij: int, koprijen: int) -> tuple[Kolom, ...]:
    """The columns with their header texts; in an upper row a text goes on until the next one."""
    rijen: list[list[str]] = []
    for rij in range(koprij, koprij + koprijen):
        teksten = [as_text(raster.cel(rij, kolom)) for kolom in range(raster.breedte)]
        if rij < koprij + koprijen - 1 and rij not in raster.samen_in_rij:
            for kolom in range(1, len(teksten)):
                teksten[kolom] = teksten[kolom] or teksten[kolom - 1]
        rijen.append(teksten)
    kolommen = []
    for kolom in range(raster.breedte):
        delen: list[str] = []
        for teksten in rijen:
            if teksten[kolom] and plain(teksten[kolom]) not in (plain(deel) for deel in delen[-1:]):
                delen.append(teksten[kolom])
        kolommen.append(Kolom(kolom, tuple(delen)))
    return tuple(kolommen)


def _side_by_side(
    kolommen: tuple[Kolom, ...], sleutels: Collection[str]
) -> Iterator[tuple[Kolom, ...]]:
    eerste = next((k for k in kolommen if set(k.namen) & {plain(s) for s in sleutels}), None)
    if eerste is None:
        yield kolommen
        return
    # The same key column again begins a table of its own; what stands before the first is with it.
    begin = [k.nummer for k in kolommen if k.namen[-1:] == eerste.namen[-1:]]
    grenzen = [0, *begin[1:], len(kolommen)]
    for van, tot in itertools.pairwise(grenzen):
        yield kolommen[van:tot]
