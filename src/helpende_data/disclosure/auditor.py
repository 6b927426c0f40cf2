"""What an attacker can prove about a count from all facts together, in whole numbers.

Everything is proven twice: a bound by the solver, and each count that is said to be possible by a
whole table that satisfies every row exactly. A cell passes on such a table only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from helpende_data.disclosure.linear import Box, Component, Row, bounding_box, components, satisfies
from helpende_data.disclosure.solver import (
    TOLERANCE,
    Clock,
    Program,
    Solution,
    UnboundedError,
    near_linear,
)
from helpende_data.errors import DisclosureError

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 600.0
_MOST_ROWS = 400  # of an explanation of an integer proof, before it is made smaller


@dataclass(frozen=True)
class Interval:
    """The smallest and the largest count that the facts allow; None is without end."""

    laag: int
    hoog: int | None

    def within(self, laag: int, hoog: int) -> bool:
        return self.laag >= laag and self.hoog is not None and self.hoog <= hoog


class Auditor:
    """The tables that satisfy all rows, piece by piece.

    Args:
        size: number of variables, each a whole number from 0.
        rows: what is known of them.
        seconds: for all questions together.

    Raises:
        DisclosureError: no table satisfies the rows.
    """

    def __init__(self, size: int, rows: Sequence[Row], *, seconds: float = SECONDS) -> None:
        self.size, self.rows = size, tuple(rows)
        self._clock = Clock.of(seconds)
        self._box = bounding_box(self.rows, Box.open(size))
        # Rows whose variables have one value left are checked here, the others by the solver.
        if not self._box.allowed_by(self.rows):
            raise _contradiction()
        pieces = [_Piece(c, self._clock) for c in components(self.rows, self._box)]
        self._where = {v: (p, n) for p in pieces for n, v in enumerate(p.component.variables)}

    def interval(self, variable: int) -> Interval:
        """The whole numbers that a variable can be, as their smallest and largest."""
        if variable not in self._where:
            value = self._box.lower[variable]
            return Interval(value, value)
        piece, place = self._where[variable]
        laag = piece.lowest(place)
        assert laag is not None  # every variable is at least 0
        return Interval(laag, piece.highest(place))

    def too_narrow(self, variables: Iterable[int], threshold: int) -> list[int]:
        """The variables that are proven to be 1 to threshold - 1, in their order.

        One that can be 0, or can be the threshold or more, in some whole table, is not among them.
        """
        fout: list[int] = []
        groups: dict[_Piece, list[int]] = {}
        for variable in dict.fromkeys(variables):
            if variable in self._where:
                groups.setdefault(self._where[variable][0], []).append(variable)
            elif 1 <= self._box.lower[variable] < threshold:
                fout.append(variable)
        for piece, group in groups.items():
            places = {self._where[v][1]: v for v in group}
            fout += [places[place] for place in piece.closed(list(places), threshold)]
        return sorted(fout)

    def witness(self, variable: int, low: int, high: int | None) -> dict[int, int] | None:
        """Whole values with which the variable lies between two bounds; None when there are none.

        Returns:
            values for the variables that hang together with it; others keep any they can have.
        """
        if variable not in self._where:
            value = self._box.lower[variable]
            return {variable: value} if low <= value and (high is None or value <= high) else None
        piece, place = self._where[variable]
        found = piece.reach(place, low, high)
        if found is None:
            return None
        return dict(zip(piece.component.variables, found, strict=True))

    def proof(self, variable: int, interval: Interval) -> tuple[int, ...]:
        """The facts that together prove the interval of a variable: without one they do not.

        Returns:
            numbers of facts, sorted.
        """
        rows = self._candidates(variable, interval)
        facts = sorted({row.feit for row in rows if row.feit >= 0})
        tables = [row for row in self.rows if row.feit < 0]

        def proves(kept: Sequence[int]) -> bool:
            use = [*tables, *(r for r in rows if r.feit in set(kept))]
            left = Auditor(self.size, use, seconds=self._clock.left).interval(variable)
            return interval.hoog is None or left.within(interval.laag, interval.hoog)

        return tuple(_without_spare(facts, proves))

    def leads(self, variables: Sequence[int]) -> list[tuple[int, ...]]:
        """The facts that bound each variable most, in fractions: a hint, quicker than a proof.

        Returns:
            numbers of facts, sorted, for each variable.
        """
        program = Program(self.rows, [0] * self.size, [None] * self.size, self._clock)
        binding = (self._binding(program, variable)[0] for variable in variables)
        return [tuple(sorted({self.rows[n].feit for n in used} - {-1})) for used in binding]

    def _binding(self, program: Program, variable: int) -> tuple[set[int], list[float]]:
        """The rows that bound a variable below and above in fractions, and those two bounds."""
        used: set[int] = set()
        bounds: list[float] = []
        for sign in (1, -1):
            try:
                found = program.minimise({variable: sign})
            except UnboundedError:
                break
            if found is None:
                break
            used |= set(program.binding_rows())
            bounds.append(found.value)
        return used, bounds

    def _candidates(self, variable: int, interval: Interval) -> list[Row]:
        """Rows that suffice for the proof: of the linear optimum if it suffices, else all near."""
        program = Program(self.rows, [0] * self.size, [None] * self.size, self._clock)
        used, bounds = self._binding(program, variable)
        linear = (
            len(bounds) == 2
            and _up(bounds[0]) >= interval.laag
            and interval.hoog is not None
            and _down(-bounds[1]) <= interval.hoog
        )
        if linear:
            return [self.rows[n] for n in sorted(used)]
        near = self._near(variable)
        if len(near) > _MOST_ROWS:
            near = [self.rows[n] for n in sorted(used)] + near[:_MOST_ROWS]
        return near

    def _near(self, variable: int) -> list[Row]:
        """Rows tied to a variable, the nearest first."""
        seen = {variable}
        found: list[Row] = []
        todo = list(self.rows)
        while True:
            touching = [r for r in todo if any(v in seen for v, _ in r.terms)]
            if not touching:
                return found
            found += touching
            todo = [r for r in todo if r not in set(touching)]
            seen |= {v for r in touching for v, _ in r.terms}


class _Piece:
    """One component: a linear program for the bounds, an integer one where it is needed."""

    def __init__(self, component: Component, clock: Clock) -> None:
        self.component = component
        self._clock = clock
        self._linear: Program | None = None
        self._whole: Program | None = None

    def lowest(self, place: int) -> int | None:
        return self._extreme(place, 1)

    def highest(self, place: int) -> int | None:
        highest = self._extreme(place, -1)
        return None if highest is None else -highest

    def reach(self, place: int, low: int, high: int | None) -> list[int] | None:
        """A table with the variable between the bounds."""
        low = max(low, self.component.lower[place])
        own = self.component.upper[place]
        high = own if high is None else high if own is None else min(high, own)
        if high is not None and low > high:
            return None
        return self._bounded(place, low, high, {place: 1.0})

    def closed(self, places: list[int], threshold: int) -> list[int]:
        """Those that are neither 0 nor at least the threshold in any whole table."""
        pending = dict.fromkeys(places)

        def strike(table: list[int] | None) -> None:
            for place in [p for p in pending if table and not 0 < table[p] < threshold]:
                del pending[place]

        self._together(pending, strike)
        shut = []
        for place in places:
            if place in pending:
                for low, high in ((0, 0), (threshold, None)):
                    if place in pending:
                        strike(self.reach(place, low, high))
                if place in pending:
                    shut.append(place)
        return shut

    def _together(
        self, pending: dict[int, None], strike: Callable[[list[int] | None], None]
    ) -> None:
        """Many cells at once: whole tables with as many as possible at 0, or large."""
        part, before = self.component, -1
        while pending and len(pending) != before:
            before = len(pending)
            # What cannot be 0 has to be large.
            cost = {place: 1.0 if part.lower[place] == 0 else -1.0 for place in pending}
            try:
                strike(self._exact(near_linear(part, cost, self._clock)))
            except UnboundedError:
                return

    def _extreme(self, place: int, sign: int) -> int | None:
        """The lowest whole value of sign * variable; None when there is none."""
        try:
            found = self._solve({place: float(sign)})
            if self._exact(found) is None:
                found = self._solve({place: float(sign)}, whole=True)
        except UnboundedError:
            return None
        return _up(found.value)

    def _bounded(
        self, place: int, low: int, high: int | None, cost: dict[int, float]
    ) -> list[int] | None:
        for whole in (False, True):
            program = self._program(whole=whole)
            program.bound(place, low, high)
            try:
                found = program.minimise(cost)
            finally:
                program.bound(place, self.component.lower[place], self.component.upper[place])
            if found is None:
                return None
            table = self._exact(found)
            if table is not None:
                return table
        return None

    def _solve(self, cost: dict[int, float], *, whole: bool = False) -> Solution:
        found = self._program(whole=whole).minimise(cost)
        if found is None:
            raise _contradiction()
        return found

    def _exact(self, found: Solution | None) -> list[int] | None:
        """The whole table of a solution, if every row allows it."""
        table = None if found is None else found.whole
        if table is None or not satisfies(self.component.rows, table):
            return None
        bounds = zip(table, self.component.lower, self.component.upper, strict=True)
        return table if all(a <= n and (b is None or n <= b) for n, a, b in bounds) else None

    def _program(self, *, whole: bool) -> Program:
        part = self.component
        if whole:
            self._whole = self._whole or Program(
                part.rows, part.lower, part.upper, self._clock, whole=True
            )
            return self._whole
        self._linear = self._linear or Program(part.rows, part.lower, part.upper, self._clock)
        return self._linear


def _up(value: float) -> int:
    return ceil(value - TOLERANCE)


def _down(value: float) -> int:
    return floor(value + TOLERANCE)


class ContradictionError(DisclosureError):
    """No table fits all the facts."""


def _contradiction() -> ContradictionError:
    return ContradictionError(
        "de gepubliceerde cijfers spreken elkaar tegen: geen enkele tabel past bij alles",
        doe="kijk met hd dataset historie welke levering het laatst kwam en neem die terug, of "
        "zoek welk cijfer niet klopt",
    )


def _without_spare(items: list[int], proves: Callable[[Sequence[int]], bool]) -> list[int]:
    """The items without those that the proof can do without; ever smaller groups are tried."""
    group = max(1, len(items) // 2)
    kept = items
    while True:
        start = 0
        while start < len(kept):
            fewer = kept[:start] + kept[start + group :]
            if proves(fewer):
                kept = fewer
            else:
                start += group
        if group == 1:
            return kept
        group //= 2
