"""Tables from the literature and from practice whose answers are printed there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from helpende_data.disclosure.auditor import Auditor, Interval
from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.rounding import nearest_steps


@dataclass(frozen=True)
class Grid:
    """A table with its totals, last in each row and column; what is hidden stands as (row, col)."""

    cellen: tuple[tuple[int, ...], ...]
    verborgen: tuple[tuple[int, int], ...] = ()

    def number(self, rij: int, kolom: int) -> int:
        return rij * len(self.cellen[0]) + kolom

    @property
    def values(self) -> list[int]:
        return [aantal for rij in self.cellen for aantal in rij]

    @property
    def rows(self) -> list[Row]:
        hoog, breed = len(self.cellen), len(self.cellen[0])
        lijnen = [[self.number(r, k) for k in range(breed)] for r in range(hoog)]
        lijnen += [[self.number(r, k) for r in range(hoog)] for k in range(breed)]
        return [Row(((lijn[-1], 1), *((v, -1) for v in lijn[:-1])), 0, 0) for lijn in lijnen]

    def auditor(self) -> Auditor:
        hidden = {self.number(*plek) for plek in self.verborgen}
        shown = [Row(((v, 1),), n, n) for v, n in enumerate(self.values) if v not in hidden]
        return Auditor(len(self.values), [*self.rows, *shown])


# Fischetti & Salazar-González: investments of three regions in three activities.
FISCHETTI = Grid(
    ((20, 50, 10, 80), (8, 19, 22, 49), (17, 32, 12, 61), (45, 101, 44, 190)),
    ((1, 0), (1, 2), (2, 0), (2, 2)),
)
# Handbook on Statistical Disclosure Control, 2nd edition, 4.2.2 example 3 (CC BY-SA 4.0).
GEURTS = Grid(((5, 2, 7), (1, 2, 3), (3, 3, 6), (9, 7, 16)), ((0, 0), (0, 1), (1, 0), (1, 1)))
# Vignette of GaussSuppression (Statistics Norway, MIT): young and old in three countries.
GAUSS = Grid(((17, 3, 1, 21), (17, 10, 11, 38), (34, 13, 12, 59)), ((0, 1), (0, 2), (1, 1), (1, 2)))
# The same Handbook, 5.5; its conventional table prints 35 for 32.
HANDBOOK = Grid(((1, 0, 1), (3, 3, 6), (12, 20, 32), (16, 23, 39)))


@pytest.mark.parametrize(
    ("tabel", "grenzen"),
    [
        (FISCHETTI, [(0, 25), (5, 30), (0, 25), (4, 29)]),
        (GEURTS, [(3, 6), (1, 4), (0, 3), (0, 3)]),
        (GAUSS, [(0, 4), (0, 4), (9, 13), (8, 12)]),
    ],
)
def test_hidden_cells_have_the_printed_intervals(
    tabel: Grid, grenzen: list[tuple[int, int]]
) -> None:
    auditor = tabel.auditor()
    gevonden = [auditor.interval(tabel.number(*plek)) for plek in tabel.verborgen]
    assert gevonden == [Interval(*grens) for grens in grenzen]


@pytest.mark.parametrize(("tabel", "afstand"), [(FISCHETTI, 16), (HANDBOOK, 18)])
def test_the_smallest_rounding_that_adds_up_is_as_far_away_as_printed(
    tabel: Grid, afstand: int
) -> None:
    stappen = nearest_steps(tabel.rows, dict(enumerate(tabel.values)), 5)
    assert stappen is not None
    assert sum(abs(5 * s - n) for s, n in zip(stappen, tabel.values, strict=True)) == afstand


def test_halves_and_a_year_of_cbs_rounded_apart_give_one_half_within_two() -> None:
    """CBS 84852NED, Gelderland 2020: 4.675 and 4.545 beside 9.225, each to the nearest five."""
    gedrukt = (4675, 4545, 9225)
    rows = [Row(((v, 1),), n - 2, n + 2) for v, n in enumerate(gedrukt)]
    auditor = Auditor(3, [Row(((2, 1), (0, -1), (1, -1)), 0, 0), *rows])
    assert [auditor.interval(v) for v in range(3)] == [
        Interval(4676, 4677),
        Interval(4546, 4547),
        Interval(9223, 9224),
    ]


def test_two_hidden_counts_that_are_known_not_to_be_zero_are_both_one() -> None:
    """Who never hides a zero tells that what is hidden is at least 1."""
    totaal = Row(((0, 1), (1, 1)), 2, 2)
    niet_nul = [Row(((v, 1),), 1, None) for v in range(2)]
    assert Auditor(2, [totaal, *niet_nul]).interval(0) == Interval(1, 1)
    assert Auditor(2, [totaal]).interval(0) == Interval(0, 2)
