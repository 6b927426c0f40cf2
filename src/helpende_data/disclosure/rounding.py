"""Controlled rounding: every figure to a neighbouring multiple of the base, and all still adds up.

Which neighbour is drawn at random from a secret seed, without bias; the solver then moves as few
figures as it can to the other neighbour. Knows cells and values, no policy and no files.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpende_data.disclosure.linear import Box, Component, Row, bounding_box, components
from helpende_data.disclosure.model import Cel, Model
from helpende_data.disclosure.solver import Clock, Program, Solution, near_linear
from helpende_data.errors import DisclosureError

SECONDS = 300.0
_LARGE = 5000  # variables; from here on the linear program leads
_STEP_COST = 1000.0  # of a second step, so that none is taken without need
_WISH_COST = 10.0  # of another neighbour than is asked for
_CHANGE_COST = 1e5  # of another figure than was published


@dataclass(frozen=True)
class Rounded:
    """The rounded values, and the cells that moved by more than one step (declared in reports)."""

    waarden: dict[Cel, int]
    extra_stap: frozenset[Cel]

    def changed(self, vast: Mapping[Cel, int]) -> set[Cel]:
        """Published figures that had to change, because others did."""
        return {cel for cel, getal in vast.items() if self.waarden[cel] != getal}


def round_cells(
    model: Model,
    values: Mapping[Cel, int],
    *,
    basis: int,
    seed: bytes,
    vast: Mapping[Cel, int] | None = None,
    liever: Mapping[Cel, int] | None = None,
    vermijd: Sequence[Mapping[Cel, int]] = (),
    herzien: bool = False,
    seconds: float = SECONDS,
) -> Rounded:
    """The cells rounded so that they add up as their true values do.

    The same seed and values give the same figures, in whatever order they come.

    Args:
        values: true counts; cells of the model without one take any value that fits.
        basis: every figure becomes a multiple of it.
        seed: the secret of the ledger.
        vast: figures that were published before and stay as they are, multiples of `basis`.
        liever: neighbours to take rather than what is drawn, as far as the sums allow.
        vermijd: rounded figures that must not all stand together; one of each moves.
        herzien: may some of those change, as few as possible, when nothing else leaves room?

    Raises:
        DisclosureError: no rounding leaves the fixed figures as they are, not even with one
            more step for some cells; or the solver did not finish.
    """
    known = {model.index[cel]: value for cel, value in values.items()}
    fixed = {model.index[cel]: value // basis for cel, value in (vast or {}).items()}
    targets = {v: _draw(seed, model.cellen[v], n, basis) for v, n in known.items()}
    clock = Clock.of(seconds)
    size = len(model.cellen)
    rows = (*model.rows, *(_one_moves(model, known, figures, basis) for figures in vermijd))
    costs = {v: 1.0 if targets[v] <= n // basis else -1.0 for v, n in known.items()}
    for cel, getal in (liever or {}).items():
        down = getal <= values[cel]
        costs[model.index[cel]] = _WISH_COST if down else -_WISH_COST
    steps = _neighbours(size, rows, known, costs, basis, fixed, clock)
    if steps is None:
        steps = _with_extra_step(size, rows, known, costs, basis, fixed, clock)
    if steps is None and herzien:
        # Nothing is fixed then, but what was published is worth far more than a neighbour.
        fixed_costs = {
            v: _CHANGE_COST if step <= known[v] // basis else -_CHANGE_COST
            for v, step in fixed.items()
        }
        steps = _neighbours(size, rows, known, costs | fixed_costs, basis, {}, clock)
        fixed = {v: step for v, step in fixed.items() if steps is None or steps[v] == step}
    if steps is None:
        raise DisclosureError(
            "de eerder gepubliceerde cijfers laten geen ruimte voor nieuwe die optellen",
            waar=", ".join(sorted({model.cellen[v].indicator for v in fixed})),
            doe="publiceer minder nieuwe cijfers, of laat eerdere cijfers herzien",
        )
    extra = {v for v, n in known.items() if v not in fixed and abs(steps[v] * basis - n) >= basis}
    return Rounded(
        {model.cellen[v]: steps[v] * basis for v in known},
        frozenset(model.cellen[v] for v in extra),
    )


def _one_moves(
    model: Model, known: Mapping[int, int], figures: Mapping[Cel, int], basis: int
) -> Row:
    """At least one of the figures takes a step towards its other neighbour."""
    steps = {model.index[cel]: getal // basis for cel, getal in figures.items()}
    terms = tuple((v, 1 if step <= known[v] // basis else -1) for v, step in steps.items())
    return Row(terms, 1 + sum(sign * steps[v] for v, sign in terms), None)


def nearest_steps(rows: Sequence[Row], values: Mapping[int, int], basis: int) -> list[int] | None:
    """The rounding nearest to the counts, in steps of the base; None when there is none.

    Args:
        values: the count of each variable, all of them.
    """
    clock, size = Clock.of(SECONDS), len(values)
    costs = {v: float(basis - 2 * (n % basis)) for v, n in values.items()}
    return _neighbours(size, rows, values, costs, basis, {}, clock) or _with_extra_step(
        size, rows, values, costs, basis, {}, clock
    )


def _draw(seed: bytes, cel: Cel, value: int, basis: int) -> int:
    """The neighbour to aim for, in steps: up with the chance that makes the mean the true value."""
    naam = "|".join((cel.indicator, cel.uitsplitsing, cel.gebied, cel.periode))
    digest = hmac.new(seed, naam.encode(), hashlib.sha256).digest()
    return value // basis + (int.from_bytes(digest[:8]) % basis < value % basis)


def _neighbours(
    size: int,
    rows: Sequence[Row],
    known: Mapping[int, int],
    costs: Mapping[int, float],
    basis: int,
    fixed: Mapping[int, int],
    clock: Clock,
) -> list[int] | None:
    """Steps with every cell at one of its two neighbours, or None."""
    lower, upper = [0] * size, _open(size)
    for v, n in known.items():
        lower[v], upper[v] = n // basis, -(-n // basis)
    for v, step in fixed.items():
        lower[v] = upper[v] = step
    return _solve(rows, Box(tuple(lower), tuple(upper)), costs, clock)


def _with_extra_step(
    size: int,
    rows: Sequence[Row],
    known: Mapping[int, int],
    costs: Mapping[int, float],
    basis: int,
    fixed: Mapping[int, int],
    clock: Clock,
) -> list[int] | None:
    """The same, with one step beyond the neighbours for as few cells as possible."""
    free = [v for v in known if v not in fixed]
    lower, upper = [0] * size, _open(size)
    for v, step in fixed.items():
        lower[v] = upper[v] = step
    wider, prices = list(rows), dict(costs)
    for number, v in enumerate(free):
        down, up = known[v] // basis, -(-known[v] // basis)
        lower[v], upper[v] = max(0, down - 1), up + 1
        extra = size + number
        wider += [Row(((v, 1), (extra, -1)), None, up), Row(((v, 1), (extra, 1)), down, None)]
        prices[extra] = _STEP_COST
    box = Box(tuple(lower) + (0,) * len(free), tuple(upper) + (1,) * len(free))
    steps = _solve(wider, box, prices, clock)
    return None if steps is None else steps[:size]


def _open(size: int) -> list[int | None]:
    return [None] * size


def _solve(
    rows: Sequence[Row], box: Box, costs: Mapping[int, float], clock: Clock
) -> list[int] | None:
    box = bounding_box(rows, box)
    if not box.allowed_by(rows):
        return None
    steps = list(box.lower)
    for piece in components(rows, box):
        cost = {n: costs[v] for n, v in enumerate(piece.variables) if v in costs}
        found = _piece(piece, cost, clock)
        if found is None:
            return None
        for v, step in zip(piece.variables, found, strict=True):
            steps[v] = step
    if not all(row.holds(steps) for row in rows):
        raise DisclosureError("de afgeronde cijfers tellen niet op; er is niets gepubliceerd")
    return steps


def _piece(piece: Component, cost: Mapping[int, float], clock: Clock) -> list[int] | None:
    found = near_linear(piece, cost, clock) if len(piece.variables) > _LARGE else None
    if found is None:
        found = Program(piece.rows, piece.lower, piece.upper, clock, whole=True).minimise(cost)
    return None if found is None else _whole(found)


def _whole(found: Solution) -> list[int]:
    whole = found.whole
    if whole is None:
        raise DisclosureError("de afronding gaf geen gehele getallen; er is niets gepubliceerd")
    return whole
