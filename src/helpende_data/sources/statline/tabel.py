"""The shape of a table that was downloaded from StatLine: which labels belong to which cell.

Knows the two shapes of the download button (the table as seen, and one row per combination), not
what the labels mean.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from helpende_data.sources.werkboek import Blad, Waarde

PERIODEN, REGIOS = "perioden", "regio's"
ONDERWERP = ("onderwerp", "onderwerpen")
_ZOEK = 40  # rows in which a header must begin
END = re.compile(r"(bron\s*:|©|verklaring van tekens)", re.I)
_TEKENS = str.maketrans({"’": "'", "‘": "'", "`": "'", "\xa0": " "})


def plain(waarde: Waarde) -> str:
    """A label as it is compared: lower case, single blanks, one kind of apostrophe."""
    return " ".join(str(waarde).translate(_TEKENS).split()).casefold() if waarde is not None else ""


@dataclass(frozen=True)
class Cel:
    """One cell of figures with the labels of its row and column.

    Args:
        rij, kolom: in the sheet, from 0.
        labels: name of the dimension (made plain, or empty) and label.
    """

    rij: int
    kolom: int
    waarde: Waarde
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StatlineTabel:
    """A downloaded table: what stands above and below it, and where its cells are."""

    blad: Blad
    titel: str
    noten: tuple[str, ...]
    koprijen: range
    datarijen: range
    eerste_kolom: int
    dimensies: frozenset[str]

    @property
    def namen(self) -> set[str]:
        """The names of dimensions that stand in the header, made plain."""
        kop = (plain(cel) for rij in self.koprijen for cel in self.blad.rijen[rij])
        return set(kop) & self.dimensies

    def labels(self) -> set[str]:
        """Every text beside and above the figures."""
        rijen = self.blad.rijen
        boven = {cel for rij in self.koprijen for cel in rijen[rij][self.eerste_kolom :]}
        opzij = {cel for rij in self.datarijen for cel in rijen[rij][: self.eerste_kolom]}
        return {cel.strip() for cel in boven | opzij if isinstance(cel, str)}

    def cells(self) -> Iterator[Cel]:
        """Every cell of figures, row by row; also the empty ones."""
        rijen = self.blad.rijen
        koppen, namen = self._header_labels(), self._side_names()
        zijkant: list[Waarde] = [None] * self.eerste_kolom
        for rij in self.datarijen:
            # A label that is not repeated holds until the next one.
            zijkant = [
                oud if nieuw is None else nieuw
                for oud, nieuw in zip(zijkant, rijen[rij], strict=False)
            ]
            voor = tuple(
                (naam, str(label).strip())
                for naam, label in zip(namen, zijkant, strict=True)
                if label is not None
            )
            for kolom in range(self.eerste_kolom, len(rijen[rij])):
                yield Cel(rij, kolom, rijen[rij][kolom], voor + koppen[kolom])

    def _side_names(self) -> list[str]:
        """The dimension of each column at the left: the lowest one that is named above it."""
        namen = []
        for kolom in range(self.eerste_kolom):
            boven = [plain(self.blad.rijen[rij][kolom]) for rij in self.koprijen]
            namen.append(next((naam for naam in reversed(boven) if naam in self.dimensies), ""))
        return namen

    def _header_labels(self) -> dict[int, tuple[tuple[str, str], ...]]:
        """By column: the labels above it, each with the dimension that its row names."""
        koppen: dict[int, list[tuple[str, str]]] = {}
        for rij in self.koprijen:
            cellen = self.blad.rijen[rij]
            namen = [plain(cel) for cel in cellen[: self.eerste_kolom]]
            namen = [naam for naam in namen if naam in self.dimensies]
            # Two names or more are those of the columns below them, not of the labels beside them.
            naam = namen[0] if len(namen) == 1 else ""
            vorige: Waarde = None
            for kolom in range(self.eerste_kolom, len(cellen)):
                vorige = vorige if cellen[kolom] is None else cellen[kolom]
                if vorige is not None:
                    koppen.setdefault(kolom, []).append((naam, str(vorige).strip()))
        breed = len(self.blad.rijen[0])
        return {k: tuple(koppen.get(k, ())) for k in range(self.eerste_kolom, breed)}


def find_tabel(blad: Blad, dimensies: Collection[str] = ()) -> StatlineTabel | None:
    """The table of StatLine in a sheet, or None when this is no download of StatLine.

    Args:
        dimensies: names of dimensions that such a table may have, beside periods and regions.
    """
    namen = frozenset({PERIODEN, REGIOS, *ONDERWERP, *map(plain, dimensies)})
    ankers = [
        (rij, kolom, plain(waarde))
        for rij, cellen in enumerate(blad.rijen[:_ZOEK])
        for kolom, waarde in enumerate(cellen)
        if isinstance(waarde, str) and plain(waarde) in namen
    ]
    if not {PERIODEN, REGIOS} <= {naam for *_, naam in ankers}:
        return None
    eerste, laatste = ankers[0][0], ankers[-1][0]
    kolom = max(kolom for _, kolom, _ in ankers) + 1
    begin = laatste + 1
    while begin < len(blad.rijen) and _only_header(blad.rijen[begin], kolom):
        begin += 1
    einde = next(
        (
            rij
            for rij in range(begin, len(blad.rijen))
            if END.match(str(blad.rijen[rij][0] or "")) or _is_note(blad.rijen[rij])
        ),
        len(blad.rijen),
    )
    boven = [cel for rij in blad.rijen[:eerste] for cel in rij if isinstance(cel, str)]
    onder = [str(cel) for rij in blad.rijen[einde:] for cel in rij if cel is not None]
    return StatlineTabel(
        blad,
        boven[0].strip() if boven else "",
        tuple(onder),
        range(eerste, begin),
        range(begin, einde),
        kolom,
        namen,
    )


def _only_header(cellen: tuple[Waarde, ...], kolom: int) -> bool:
    """Does this row below the names of the dimensions belong to the header: units, for example?"""
    return all(cel is None for cel in cellen[:kolom])


def _is_note(cellen: tuple[Waarde, ...]) -> bool:
    """A line of text below the table: nothing stands beside it."""
    gevuld = list(itertools.islice((cel for cel in cellen if cel is not None), 2))
    return len(gevuld) == 1 and isinstance(gevuld[0], str) and len(gevuld[0]) > 60
