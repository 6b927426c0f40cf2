"""Hides few cells so that no small count can be proven to be small, or to be there at all.

Each small count must be able to be 0, and to be the threshold or more, in whole tables that fit
everything shown. First a quick pattern from linear programs, made smaller; then, while time lasts,
the best one by cuts. Knows variables and rows, no areas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from math import ceil
from typing import Any

from helpende_data.disclosure.auditor import Auditor
from helpende_data.disclosure.linear import Box, Row, bounding_box, components
from helpende_data.disclosure.solver import TOLERANCE, Clock, Program
from helpende_data.errors import DisclosureError

SECONDS = 60.0
_Pair = tuple[dict[int, int] | None, dict[int, int] | None]
_Ask = tuple[int, bool]  # a small count, and must it be able to be large (else 0)?


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


@dataclass(frozen=True)
class Pattern:
    """Which cells are hidden, and two whole tables per small count that prove it safe.

    Args:
        hidden: primary and secondary cells alike; they get one and the same mark.
        bound: no safe pattern costs less than this, as far as was proven.
        tables: small count -> what differs from the true table: where it is 0, where it is large;
            None where the facts rule that out.
    """

    hidden: frozenset[int]
    cost: int
    bound: int
    tables: dict[int, _Pair]

    @property
    def gap(self) -> float:
        """How much of the cost might be spared, as a part of it; 0: none."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    def certificate(self, table: Table) -> dict[str, Any]:
        """What `certificate.check_certificate` takes; it holds the true counts."""
        return {
            "drempel": table.threshold,
            "waar": dict(enumerate(table.values)),
            "verborgen": sorted(self.hidden),
            "regels": [[[list(term) for term in r.terms], r.low, r.high] for r in table.rows],
            "tabellen": {v: list(pair) for v, pair in self.tables.items()},
            "vrij": sorted(table.exempt),
            "eenzijdig": sorted(v for v, pair in self.tables.items() if None in pair),
        }


def suppress(
    table: Table, *, seconds: float = SECONDS, rounds: int | None = None, improve: bool = True
) -> Pattern:
    """A safe pattern, with its proof and how far it may be from the cheapest one.

    Args:
        seconds: for looking for a cheaper pattern; the first one takes what it takes.
        rounds: of cuts at most in that search; None: until it is proven or time is up.
        improve: look for a cheaper one at all?

    Raises:
        DisclosureError: a small count cannot be protected even with everything hidden. Of a table
            with facts that is no error: the count is known already, and has no tables.
    """
    parts, fixed = _parts(table)
    if fixed and not table.facts:
        raise _unprotectable()
    patterns = [_piece(part, seconds, rounds, improve) for part in parts]
    return Pattern(
        table.anyway.union(*(p.hidden for p in patterns)),
        sum(p.cost for p in patterns),
        sum(p.bound for p in patterns),
        dict.fromkeys(fixed, (None, None))
        | {v: pair for p in patterns for v, pair in p.tables.items()},
    )


def _parts(table: Table) -> tuple[list[tuple[tuple[int, ...], Table]], list[int]]:
    """The table in pieces that do not touch, those with small counts only; and the small counts
    that have one possible value."""
    box = bounding_box(table.rows, Box.open(len(table.values)))
    parts = []
    for piece in components(table.rows, box):
        here = piece.variables
        bounds = (
            Row(((n, 1),), low, high)
            for n, (low, high) in enumerate(zip(piece.lower, piece.upper, strict=True))
            if low or high is not None
        )
        part = Table(
            (*piece.rows, *bounds),
            tuple(table.values[v] for v in here),
            tuple(table.weights[v] for v in here),
            table.threshold,
            frozenset(n for n, v in enumerate(here) if v in table.exempt),
            frozenset(n for n, v in enumerate(here) if v in table.hidden),
            table.facts,
        )
        if part.primary:
            parts.append((here, part))
    return parts, [v for v in table.primary if box.fixed(v)]


def _piece(
    numbered: tuple[tuple[int, ...], Table], seconds: float, rounds: int | None, improve: bool
) -> Pattern:
    names, table = numbered
    search = _Search(table)
    hidden = search.prune(search.first())
    bound = 0
    if improve:
        hidden, bound = _improve(table, search.asks, hidden, Clock.of(seconds), rounds)
    hidden, proofs = _prove(table, search.asks, hidden)
    cost = table.cost(hidden)

    def named(ask: _Ask) -> dict[int, int] | None:
        changes = proofs.get(ask)
        return None if changes is None else {names[v]: n for v, n in changes.items()}

    return Pattern(
        frozenset(names[v] for v in hidden),
        cost,
        min(bound, cost),
        {names[v]: (named((v, False)), named((v, True))) for v in table.primary},
    )


class _Search:
    """Looks for tables with few changed cells in which one small count is 0, or large.

    Per cell two variables: what is added to the true count (even) and what is taken off (odd).
    """

    def __init__(self, table: Table, *, whole: bool = False) -> None:
        self.table = table
        size = len(table.values)
        rows = []
        for row in table.rows:
            now = row.total(table.values)
            terms = tuple(t for v, c in row.terms for t in ((2 * v, c), (2 * v + 1, -c)))
            low = None if row.low is None else row.low - now
            high = None if row.high is None else row.high - now
            rows.append(Row(terms, low, high))
        upper: list[int | None] = [u for n in table.values for u in (None, n)]
        # Long enough for any one question; what takes too long stops as a whole.
        clock = Clock.of(3600.0)
        self._program = Program(rows, [0] * (2 * size), upper, clock, whole=whole)
        self.asks: list[_Ask] = [(cell, up) for cell in table.primary for up in (True, False)]

    def changed(self, cell: int, up: bool, free: Collection[int], only: bool) -> set[int] | None:
        """The cells of a table with the cell large (`up`) or 0; None when there is none.

        Args:
            free: cells whose change costs nothing.
            only: no other cell may change.
        """
        table = self.table
        cost = {}
        for v, weight in enumerate(table.weights):
            if v not in free:
                cost[2 * v] = cost[2 * v + 1] = float(weight)
        value = table.values[cell]
        # Adding and taking off at once would change nothing, so one of the two is shut.
        add, take = 2 * cell, 2 * cell + 1
        self._program.bound(add, table.threshold - value if up else 0, None if up else 0)
        self._program.bound(take, 0 if up else value, 0 if up else value)
        found = self._program.minimise(cost)
        self._program.bound(add, 0, None)
        self._program.bound(take, 0, value)
        if found is None or (only and found.value > TOLERANCE):
            return None
        moved = abs(found.point[0::2] - found.point[1::2]) > TOLERANCE
        return {v for v, yes in enumerate(moved) if yes}

    def first(self) -> set[int]:
        """A pattern that protects every small count, one after the other; what the facts rule out
        is asked no more."""
        hidden = set(self.table.anyway)
        for ask in sorted(self.asks, key=lambda ask: (self.table.values[ask[0]], ask[0])):
            changed = self.changed(*ask, hidden, only=False)
            if changed is not None:
                hidden |= changed
            elif self.table.facts:
                self.asks.remove(ask)
            else:
                raise _unprotectable()
        return hidden

    def prune(self, hidden: set[int]) -> set[int]:
        """The pattern without the cells that it can do without, the dearest first."""
        hidden = set(hidden)
        uses = {ask: self.changed(*ask, hidden, only=True) or hidden for ask in self.asks}
        for spare in sorted(hidden - self.table.anyway, key=lambda v: (-self.table.weights[v], v)):
            fewer = hidden - {spare}
            again = {}
            for ask, used in uses.items():
                if spare in used:
                    other = self.changed(*ask, fewer, only=True)
                    if other is None:
                        break
                    again[ask] = other
            else:
                hidden = fewer
                uses |= again
        return hidden


def _improve(
    table: Table, asks: Sequence[_Ask], hidden: set[int], clock: Clock, rounds: int | None
) -> tuple[set[int], int]:
    """The cheapest pattern that linear programs call safe, or the given one when the rounds or the
    time are up.

    Returns:
        the pattern, and a cost below which there is none.
    """
    cuts: list[Row] = []
    bound = 0
    size, best = len(table.values), table.cost(hidden)
    lower = [1 if v in table.anyway else 0 for v in range(size)]
    weights = {v: float(w) for v, w in enumerate(table.weights) if not lower[v]}
    try:
        for _ in count() if rounds is None else range(rounds):
            if bound >= best:
                break
            master = Program(cuts, lower, [1] * size, clock, whole=True)
            found = master.minimise(weights)
            if found is None:
                raise _unprotectable()
            bound = max(bound, ceil(found.value - TOLERANCE))
            chosen = {v for v, yes in enumerate(found.point) if yes > 0.5}
            new = list(_cuts(table, asks, chosen, clock))
            if not new:
                return chosen, bound
            cuts += new
    except DisclosureError:
        if not clock.over:
            raise
    return hidden, bound


def _cuts(table: Table, asks: Sequence[_Ask], hidden: set[int], clock: Clock) -> Iterator[Row]:
    """What a pattern lacks: for each small count that it does not protect, a sum of cells of
    which some must be hidden."""
    lower = [0 if v in hidden else n for v, n in enumerate(table.values)]
    upper = [None if v in hidden else n for v, n in enumerate(table.values)]
    program = Program(table.rows, lower, upper, clock)
    for cell, up in asks:
        value = table.values[cell]
        sign, need = (-1.0, table.threshold - value) if up else (1.0, value)
        program.bound(cell, 0, table.threshold if up else None)
        found = program.minimise({cell: sign})
        program.bound(cell, 0, None)
        if found is None:
            raise _unprotectable()
        reached = sign * value - found.value
        if reached < need - TOLERANCE:
            yield _cut(table, cell, found.point, program.reduced_costs(), reached, need)


def _cut(table: Table, cell: int, point: Any, costs: Any, reached: float, need: int) -> Row:
    """Each cell with what it could add at most to the reach of a small count, if it were hidden."""
    # Whatever table it is: reach <= constant - sum of cost times change of each cell.
    constant = reached + sum(
        float(c) * (float(x) - n) for c, x, n in zip(costs, point, table.values, strict=True)
    )
    rest = ceil(need - constant - TOLERANCE)
    terms = []
    for v, (cost, value) in enumerate(zip(costs, table.values, strict=True)):
        if v == cell or abs(cost) <= TOLERANCE:
            continue
        # It can grow without end, but shrink to 0 only.
        most = rest if cost < 0 else min(rest, ceil(cost * value - TOLERANCE))
        if most > 0:
            terms.append((v, most))
    return Row(tuple(terms), rest, None)


def _prove(
    table: Table, asks: Sequence[_Ask], hidden: set[int]
) -> tuple[set[int], dict[_Ask, dict[int, int]]]:
    """The pattern with a whole table for each question, as what differs from the true one; cells
    are added where whole tables fail."""
    whole = None
    asks = list(asks)
    while True:
        shown = [Row(((v, 1),), n, n) for v, n in enumerate(table.values) if v not in hidden]
        auditor = Auditor(len(table.values), [*table.rows, *shown])
        proofs: dict[_Ask, dict[int, int]] = {}
        for ask in asks:
            if ask in proofs:
                continue
            cell, up = ask
            found = auditor.witness(cell, *((table.threshold, None) if up else (0, 0)))
            if found is None:
                break
            changes = _differences(table, found)
            # One table often answers other questions too.
            proofs |= {a: changes for a in asks if a not in proofs and _answers(table, found, a)}
        else:
            return hidden, proofs
        whole = whole or _Search(table, whole=True)
        changed = whole.changed(*ask, hidden, only=False)
        if changed is None and table.facts:
            asks.remove(ask)
        elif changed is None or changed <= hidden:
            raise _unprotectable()
        else:
            hidden = hidden | changed


def _answers(table: Table, found: Mapping[int, int], ask: _Ask) -> bool:
    cell, up = ask
    value = found.get(cell, table.values[cell])
    return value >= table.threshold if up else value == 0


def _differences(table: Table, other: Mapping[int, int]) -> dict[int, int]:
    return {v: n for v, n in other.items() if n != table.values[v]}


def _unprotectable() -> DisclosureError:
    return DisclosureError(
        "een klein aantal is niet te beschermen, ook niet als alles verborgen wordt",
        doe="voeg categorieën samen, of publiceer alleen voor een groter gebied",
    )
