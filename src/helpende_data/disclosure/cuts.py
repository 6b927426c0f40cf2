"""Looks for the cheapest safe pattern with cuts: what hiding must reach, learnt from what it lacks.

First with parts of cells hidden, since that is quick and teaches most; then with whole ones. All
of it in linear programs, so it proves a bound and no safety: `suppression` does that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from typing import Any

from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.solver import TOLERANCE, Clock, Program
from helpende_data.disclosure.tabel import Ask, Table, unprotectable

_FINE = 32  # a cut has whole numbers; times this, little is lost by rounding them
_CLEAR = 0.01  # with parts of cells a count must lack more than this to be worth a cut
_STALLED, _LEARN = 0.01, 30  # the bound has to grow by so much after so many rounds
_QUICK = 3  # rounds in parts for each round in whole cells
_CLEAN, _SLACK = 5, 1.05  # every so many rounds cuts go that leave so much room


def find_cheapest(
    table: Table,
    asks: Sequence[Ask],
    hidden: Collection[int],
    mend: Callable[[set[int]], set[int]],
    *,
    clock: Clock,
    rounds: int | None,
) -> tuple[set[int], int]:
    """The cheapest pattern that linear programs call safe, or a good one when rounds end.

    Args:
        asks: what each small count must be able to be.
        hidden: a safe pattern.
        mend: makes a pattern safe.
        rounds: of programs in whole cells; None: no end.

    Returns:
        the pattern, and a cost below which there is none.

    Raises:
        DisclosureError: time ran out. A pattern that a clock chose would differ between machines.
    """
    best, chosen, bound = set(hidden), set(hidden), 0
    search = _Cuts(table, asks, clock)
    search.learn(None if rounds is None else _QUICK * rounds)
    for _ in count() if rounds is None else range(rounds):
        point, cost = search.solve(whole=True)
        bound = max(bound, ceil(cost - TOLERANCE))
        if bound >= table.cost(best):
            return best, bound
        chosen = {v for v, part in enumerate(point) if part > 0.5}
        if not search.add([float(v in chosen) for v in range(len(point))], TOLERANCE):
            return chosen, bound
    return min(best, mend(chosen), key=table.cost), bound


@dataclass
class _Cuts:
    """The cuts so far: sums of cells of which some must be hidden."""

    table: Table
    asks: Sequence[Ask]
    clock: Clock
    cuts: dict[Row, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        size = len(self.table.values)
        self._lower = [int(v in self.table.anyway) for v in range(size)]
        self._weights = {
            v: float(weight) for v, weight in enumerate(self.table.weights) if not self._lower[v]
        }
        self._reach = Program(self.table.rows, [0] * size, [None] * size, self.clock)

    def learn(self, rounds: int | None) -> None:
        """Cuts from patterns in which parts of cells are hidden, as long as they teach much."""
        before = 0.0
        for number in count(1) if rounds is None else range(1, rounds + 1):
            point, cost = self.solve(whole=False)
            if number > _LEARN and cost - before < _STALLED:
                return
            if number % _CLEAN == 0:
                self.cuts = {
                    row: None
                    for row in self.cuts
                    if sum(n * point[v] for v, n in row.terms) < (row.low or 0) * _SLACK
                }
            if not self.add(point, _CLEAR):
                return
            before = cost

    def solve(self, *, whole: bool) -> tuple[Sequence[float], float]:
        """How much of each cell the cheapest pattern hides that all cuts allow, and its cost."""
        ends = [1] * len(self._lower)
        master = Program(list(self.cuts), self._lower, ends, self.clock, whole=whole)
        found = master.minimise(self._weights)
        if found is None:
            raise unprotectable()
        return found.point.tolist(), found.value

    def add(self, parts: Sequence[float], least: float) -> bool:
        """Add what a pattern lacks; False when that is nothing new."""
        before = len(self.cuts)
        self.cuts |= dict.fromkeys(self._lacking(parts, least))
        return len(self.cuts) > before

    def _lacking(self, parts: Sequence[float], least: float) -> Iterator[Row]:
        """A cut for each small count that lacks more than `least`."""
        table, program = self.table, self._reach
        for v, (part, value) in enumerate(zip(parts, table.values, strict=True)):
            if part > 1 - TOLERANCE:
                program.bound(v, 0, None)
            else:
                program.bound(v, value * (1 - part), value + table.threshold * part)
        for cell, up in self.asks:
            value = table.values[cell]
            sign, need = (-1.0, table.threshold - value) if up else (1.0, value)
            program.bound(cell, 0, table.threshold if up else None)
            found = program.minimise({cell: sign})
            program.bound(cell, 0, None)
            if found is None:
                raise unprotectable()
            reached = sign * value - found.value
            if reached < need - least:
                cut = _cut(table, cell, found.point, program.reduced_costs(), reached, need)
                if sum(n * parts[v] for v, n in cut.terms) < (cut.low or 0) * (1 - least / 2):
                    yield cut


def _cut(table: Table, cell: int, point: Any, costs: Any, reached: float, need: int) -> Row:
    """Each cell with what it could add at most to the reach of a small count, if it were hidden."""
    # Whatever table it is: reach <= constant - sum of cost times change of each cell.
    constant = reached + sum(
        float(c) * (float(x) - n) for c, x, n in zip(costs, point, table.values, strict=True)
    )
    rest = _up(need - constant)
    terms = []
    for v, (cost, value) in enumerate(zip(costs, table.values, strict=True)):
        if v == cell or abs(cost) <= TOLERANCE:
            continue
        # It can grow without end, but shrink to 0 only.
        most = rest if cost < 0 else min(rest, _up(cost * value))
        if most > 0:
            terms.append((v, most))
    return Row(tuple(terms), rest, None)


def _up(value: float) -> int:
    return ceil(_FINE * (value - TOLERANCE))
