"""Hides few cells so that no small count can be proven to be small, or to be there at all.

Each small count must be able to be 0, and to be the threshold or more, in whole tables that fit
everything shown. First a quick pattern from linear programs, made smaller; then a better one by
cuts, in rounds. Knows variables and rows, no areas.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpende_data.disclosure.auditor import Auditor
from helpende_data.disclosure.cuts import find_cheapest
from helpende_data.disclosure.linear import Box, Row, bounding_box, components
from helpende_data.disclosure.solver import TOLERANCE, Clock, Program
from helpende_data.disclosure.tabel import Ask, Table, unprotectable

SECONDS = 3600.0  # an emergency brake: who pulls it gets no pattern
_Pair = tuple[dict[int, int] | None, dict[int, int] | None]


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
    table: Table, *, rounds: int | None = None, seconds: float = SECONDS, improve: bool = True
) -> Pattern:
    """A safe pattern, with its proof and how far it may be from the cheapest one.

    Args:
        rounds: of whole programs at most in the search for a cheaper one; None: until it is proven.
            They alone decide, so that the same table gives the same pattern on each machine.
        seconds: for that search, of each piece of the table; longer is an error.
        improve: look for a cheaper one at all?

    Raises:
        DisclosureError: a small count cannot be protected even with everything hidden. Of a table
            with facts that is no error: the count is known already, and has no tables. Or the
            search did not end in time.
    """
    parts, fixed = _parts(table)
    if fixed and not table.facts:
        raise unprotectable()
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
    hidden = search.mend(set())
    bound = 0
    if improve:
        hidden, bound = find_cheapest(
            table, search.asks, hidden, search.mend, clock=Clock.of(seconds), rounds=rounds
        )
    hidden, proofs = _prove(table, search.asks, hidden)
    cost = table.cost(hidden)

    def named(ask: Ask) -> dict[int, int] | None:
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
        self.asks: list[Ask] = [(cell, up) for cell in table.primary for up in (True, False)]

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

    def mend(self, hidden: Collection[int]) -> set[int]:
        """A pattern that protects every small count, made of one that may not."""
        return self.prune(self.first(hidden))

    def first(self, hidden: Collection[int]) -> set[int]:
        """The pattern with what each small count lacks, one after the other; what the facts rule
        out is asked no more."""
        hidden = {*hidden, *self.table.anyway}
        for ask in sorted(self.asks, key=lambda ask: (self.table.values[ask[0]], ask[0])):
            changed = self.changed(*ask, hidden, only=False)
            if changed is not None:
                hidden |= changed
            elif self.table.facts:
                self.asks.remove(ask)
            else:
                raise unprotectable()
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


def _prove(
    table: Table, asks: Sequence[Ask], hidden: set[int]
) -> tuple[set[int], dict[Ask, dict[int, int]]]:
    """The pattern with a whole table for each question, as what differs from the true one; cells
    are added where whole tables fail."""
    whole = None
    asks = list(asks)
    while True:
        shown = [Row(((v, 1),), n, n) for v, n in enumerate(table.values) if v not in hidden]
        auditor = Auditor(len(table.values), [*table.rows, *shown])
        proofs: dict[Ask, dict[int, int]] = {}
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
            raise unprotectable()
        else:
            hidden = hidden | changed


def _answers(table: Table, found: Mapping[int, int], ask: Ask) -> bool:
    cell, up = ask
    value = found.get(cell, table.values[cell])
    return value >= table.threshold if up else value == 0


def _differences(table: Table, other: Mapping[int, int]) -> dict[int, int]:
    return {v: n for v, n in other.items() if n != table.values[v]}
