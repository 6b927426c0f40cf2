"""Integer unknowns with sums and bounds, and what follows by hand. Knows no areas and no solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """low <= sum(coefficient * variable) <= high, all whole numbers; None leaves a side open.

    Args:
        terms: (variable, coefficient) pairs; no variable twice.
        feit: number of the fact that says so; -1 for what follows from the tables themselves.
    """

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None
    feit: int = -1

    def total(self, table: Sequence[int]) -> int:
        return sum(coefficient * table[variable] for variable, coefficient in self.terms)

    def holds(self, table: Sequence[int]) -> bool:
        """Does a table of whole numbers satisfy this row? Exact: no floats."""
        total = self.total(table)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


def satisfies(rows: Iterable[Row], table: Sequence[int]) -> bool:
    """Is this a table of non-negative whole numbers that every row allows?"""
    return min(table, default=0) >= 0 and all(row.holds(table) for row in rows)


@dataclass(frozen=True)
class Box:
    """Bounds of each variable after what single rows say of it; upper None is open."""

    lower: tuple[int, ...]
    upper: tuple[int | None, ...]

    def allowed_by(self, rows: Iterable[Row]) -> bool:
        """Does any value remain for each variable, and hold the rows without an open one?"""
        remain = all(b is None or a <= b for a, b in zip(self.lower, self.upper, strict=True))
        closed = (row for row in rows if all(self.fixed(v) for v, _ in row.terms))
        return remain and all(row.holds(self.lower) for row in closed)

    @classmethod
    def open(cls, size: int) -> Box:
        """Every variable from 0 without end."""
        return cls((0,) * size, (None,) * size)

    def implies(self, row: Row) -> bool:
        """Does every table between the bounds satisfy this row?"""
        least, most = self._range(row)
        return (row.low is None or (least is not None and least >= row.low)) and (
            row.high is None or (most is not None and most <= row.high)
        )

    def refutes(self, row: Row) -> bool:
        """Does no table between the bounds satisfy this row?"""
        least, most = self._range(row)
        return (row.low is not None and most is not None and most < row.low) or (
            row.high is not None and least is not None and least > row.high
        )

    def _range(self, row: Row) -> tuple[int | None, int | None]:
        """The least and the most that the sum of a row can be; None is without end."""
        ends = [(c, self.lower[v], self.upper[v]) for v, c in row.terms]
        least = [c * a if c > 0 else None if b is None else c * b for c, a, b in ends]
        most = [c * a if c < 0 else None if b is None else c * b for c, a, b in ends]
        return (
            None if None in least else sum(n or 0 for n in least),
            None if None in most else sum(n or 0 for n in most),
        )

    def fixed(self, variable: int) -> bool:
        return self.lower[variable] == self.upper[variable]


def bounding_box(rows: Sequence[Row], start: Box) -> Box:
    """Tighter bounds from rows in which only one variable is still open, until none is left.

    Such bounds are whole numbers and lose no table.
    """
    lower, upper = list(start.lower), list(start.upper)
    where: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for variable, _ in row.terms:
            where.setdefault(variable, []).append(number)
    todo = list(range(len(rows)))
    waiting = set(todo)
    while todo:
        number = todo.pop()
        waiting.discard(number)
        row = rows[number]
        free = [(v, c) for v, c in row.terms if lower[v] != upper[v]]
        if len(free) != 1:
            continue
        variable, coefficient = free[0]
        rest = sum(c * lower[v] for v, c in row.terms if lower[v] == upper[v])
        low = None if row.low is None else row.low - rest
        high = None if row.high is None else row.high - rest
        if coefficient < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        step = abs(coefficient)
        if low is not None:
            lower[variable] = max(lower[variable], -(-low // step))
        if high is not None:
            top = upper[variable]
            upper[variable] = high // step if top is None else min(top, high // step)
        if lower[variable] == upper[variable]:
            fresh = [n for n in where[variable] if n not in waiting]
            todo += fresh
            waiting.update(fresh)
    return Box(tuple(lower), tuple(upper))


def narrowed(rows: Sequence[Row], start: Box, *, passes: int = 4) -> Box:
    """Tighter bounds from each row by the bounds of its other variables, in some passes.

    Such bounds lose no table; they need not be the tightest.
    """
    box = start
    for _ in range(passes):
        lower, upper = list(box.lower), list(box.upper)
        for row in rows:
            for side, end in ((1, row.high), (-1, None if row.low is None else -row.low)):
                if end is not None:
                    _at_most([(v, side * c) for v, c in row.terms], end, lower, upper)
        nieuw = Box(tuple(lower), tuple(upper))
        if nieuw == box:
            break
        box = nieuw
    return box


def _at_most(
    terms: Sequence[tuple[int, int]], end: int, lower: list[int], upper: list[int | None]
) -> None:
    """Narrow the bounds, in place, to what sum(coefficient * variable) <= end leaves."""
    least: list[int | None] = []
    for v, c in terms:
        most = upper[v]
        least.append(c * lower[v] if c > 0 else None if most is None else c * most)
    open_ = least.count(None)
    known = sum(n for n in least if n is not None)
    for (v, c), own in zip(terms, least, strict=True):
        if open_ > (own is None):
            continue
        room = end - known + (own or 0)
        if c > 0:
            top = upper[v]
            upper[v] = room // c if top is None else min(top, room // c)
        else:
            lower[v] = max(lower[v], -(room // -c))


@dataclass(frozen=True)
class Component:
    """Variables that no row ties to others outside, renumbered from 0."""

    variables: tuple[int, ...]
    rows: tuple[Row, ...]
    lower: tuple[int, ...]
    upper: tuple[int | None, ...]


def components(rows: Sequence[Row], box: Box) -> tuple[Component, ...]:
    """The system in pieces that do not touch; variables with one possible value are filled in."""
    size = len(box.lower)
    parent = list(range(size))

    def root(variable: int) -> int:
        while parent[variable] != variable:
            parent[variable] = parent[parent[variable]]
            variable = parent[variable]
        return variable

    open_rows: list[tuple[Row, list[tuple[int, int]]]] = []
    for row in rows:
        free = [(v, c) for v, c in row.terms if not box.fixed(v)]
        if len(free) > 1 or (free and not box.implies(row)):
            open_rows.append((row, free))
            first = root(free[0][0])
            for variable, _ in free[1:]:
                parent[root(variable)] = first
    members: dict[int, list[int]] = {}
    for variable in range(size):
        if not box.fixed(variable):
            members.setdefault(root(variable), []).append(variable)
    place = {v: (r, n) for r, group in members.items() for n, v in enumerate(group)}
    inside: dict[int, list[Row]] = {r: [] for r in members}
    for row, free in open_rows:
        rest = sum(c * box.lower[v] for v, c in row.terms if box.fixed(v))
        low = None if row.low is None else row.low - rest
        high = None if row.high is None else row.high - rest
        terms = tuple((place[v][1], c) for v, c in free)
        inside[place[free[0][0]][0]].append(Row(terms, low, high, row.feit))
    return tuple(
        Component(
            tuple(group),
            tuple(inside[r]),
            tuple(box.lower[v] for v in group),
            tuple(box.upper[v] for v in group),
        )
        for r, group in members.items()
    )


def fill_in(rows: Sequence[Row], known: Mapping[int, int]) -> dict[int, int]:
    """`known` with every value that follows from an equality with one unknown left."""
    values = dict(known)
    equalities = [row for row in rows if row.low is not None and row.low == row.high]
    where: dict[int, list[int]] = {}
    for number, row in enumerate(equalities):
        for variable, _ in row.terms:
            where.setdefault(variable, []).append(number)
    todo = list(range(len(equalities)))
    while todo:
        row = equalities[todo.pop()]
        unknown = [(v, c) for v, c in row.terms if v not in values]
        if len(unknown) != 1 or row.low is None:
            continue
        variable, coefficient = unknown[0]
        rest = row.low - sum(c * values[v] for v, c in row.terms if v != variable)
        if rest % coefficient == 0:
            values[variable] = rest // coefficient
            todo += where[variable]
    return values
