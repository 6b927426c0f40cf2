"""Linear and integer programs in HiGHS: one thread, silent, every status checked. No areas."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpende_data.disclosure.linear import Component, Row
from helpende_data.errors import DisclosureError

TOLERANCE = 1e-6
_SMALL = 40  # terms; a longer row ties too much together to be a neighbourhood


class UnboundedError(Exception):
    """There is no lowest value: the question has no bound."""


def time_up() -> DisclosureError:
    """The solver did not finish: nothing was proven, so nothing may be published."""
    return DisclosureError(
        "de controle op onthulling kwam niet op tijd klaar",
        doe="probeer het als de computer niets anders doet, of maak minder rapporten tegelijk",
    )


@dataclass(frozen=True)
class Clock:
    """The moment at which a whole piece of work must be done."""

    end: float

    @classmethod
    def of(cls, seconds: float) -> Clock:
        return cls(time.monotonic() + seconds)

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.end

    @property
    def left(self) -> float:
        """Seconds that are left.

        Raises:
            DisclosureError: none.
        """
        rest = self.end - time.monotonic()
        if rest <= 0:
            raise time_up()
        return rest


@dataclass(frozen=True)
class Solution:
    """An optimum. `whole` is the rounded point when rounding moved nothing, else None."""

    value: float
    point: Any  # numpy array of floats

    @property
    def whole(self) -> list[int] | None:
        import numpy as np

        near = np.rint(self.point)
        return (
            None
            if np.abs(self.point - near).max(initial=0) > TOLERANCE
            else near.astype(int).tolist()
        )


class Program:
    """Rows over variables with bounds; costs and bounds may change between two runs.

    A linear program starts from its last basis, so that many questions about one system are cheap.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        lower: Sequence[int],
        upper: Sequence[int | None],
        clock: Clock,
        *,
        whole: bool = False,
    ) -> None:
        import highspy
        import numpy as np

        self._status = highspy.HighsModelStatus
        self._clock = clock
        self.size = len(lower)
        inf = highspy.kHighsInf
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(rows)
        model.col_cost_ = np.zeros(self.size)
        model.col_lower_ = np.array(lower, dtype=float)
        model.col_upper_ = np.array([inf if b is None else b for b in upper], dtype=float)
        model.row_lower_ = np.array([-inf if r.low is None else r.low for r in rows], dtype=float)
        model.row_upper_ = np.array([inf if r.high is None else r.high for r in rows], dtype=float)
        terms = [term for row in rows for term in row.terms]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(r.terms) for r in rows)], dtype=np.int32)
        model.a_matrix_.index_ = np.array([v for v, _ in terms], dtype=np.int32)
        model.a_matrix_.value_ = np.array([c for _, c in terms], dtype=float)
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        # The option for threads is global: another number in a second model fails in silence.
        for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0)):
            self._highs.setOptionValue(name, value)
        if self._highs.passModel(model) == highspy.HighsStatus.kError:
            raise DisclosureError("het rekenmodel voor de bescherming klopt niet")
        if whole:
            self.require_whole()

    def require_whole(self) -> None:
        """From now on every variable must be a whole number."""
        import highspy
        import numpy as np

        kinds = np.array([highspy.HighsVarType.kInteger] * self.size)
        self._highs.changeColsIntegrality(self.size, np.arange(self.size, dtype=np.int32), kinds)

    def bound(self, variable: int, low: float, high: float | None) -> None:
        import highspy

        self._highs.changeColBounds(variable, low, highspy.kHighsInf if high is None else high)

    def minimise(self, cost: Mapping[int, float]) -> Solution | None:
        """The point with the lowest cost; None when no point satisfies the rows.

        Raises:
            UnboundedError: the cost has no lowest value.
            DisclosureError: the clock ran out.
        """
        import numpy as np

        costs = np.zeros(self.size)
        for variable, weight in cost.items():
            costs[variable] = weight
        every = np.arange(self.size, dtype=np.int32)
        self._highs.changeColsCost(self.size, every, costs)
        # HiGHS counts its own clock over all runs of a model.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._clock.left)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == self._status.kUnboundedOrInfeasible:
            self._highs.setOptionValue("presolve", "off")
            self._highs.run()
            status = self._highs.getModelStatus()
            self._highs.setOptionValue("presolve", "choose")
        if status == self._status.kInfeasible:
            return None
        if status == self._status.kUnbounded:
            raise UnboundedError
        if status == self._status.kTimeLimit:
            raise time_up()
        if status != self._status.kOptimal:
            raise DisclosureError(f"de controle op onthulling gaf geen uitkomst ({status.name})")
        point = np.array(self._highs.getSolution().col_value)
        return Solution(float(costs @ point), point)

    def binding_rows(self) -> list[int]:
        """Rows whose bound holds the last linear optimum where it is."""
        import numpy as np

        prices = np.array(self._highs.getSolution().row_dual)
        rows: list[int] = np.flatnonzero(np.abs(prices) > TOLERANCE).tolist()
        return rows

    def reduced_costs(self) -> list[float]:
        """Per variable what one more of it would add to the last linear optimum."""
        return list(self._highs.getSolution().col_dual)


def near_linear(part: Component, cost: Mapping[int, float], clock: Clock) -> Solution | None:
    """A good whole point of a large system: the linear optimum, mended where it is broken.

    Only the variables that are fractions there, and those they share a small row with, may move.

    Returns:
        None when there is no whole point so near.
    """
    program = Program(part.rows, part.lower, part.upper, clock)
    linear = program.minimise(cost)
    if linear is None or linear.whole is not None:
        return linear
    free = {v for v, value in enumerate(linear.point) if abs(value - round(value)) > TOLERANCE}
    small = [{v for v, _ in row.terms} for row in part.rows if len(row.terms) <= _SMALL]
    for _ in range(2):
        free = free.union(*(row for row in small if row & free))
    for v, value in enumerate(linear.point):
        if v not in free:
            program.bound(v, round(value), round(value))
    program.require_whole()
    return program.minimise(cost)
