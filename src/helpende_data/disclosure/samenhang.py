"""What else ties counts together than sums: one kind in two tables, and units that contain others.

Taken as known to everybody, per year, unless a count or a figure speaks against it. Knows no values
but to see that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.linear import Box, Row
from helpende_data.disclosure.model import Cel, Model
from helpende_data.periodes import Periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.verbanden import MINSTENS, MISSCHIEN, Soort, Verband


def with_ties(
    model: Model, values: Mapping[Cel, int], indicatoren: Indicatoren, feiten: Iterable[Fact] = ()
) -> Model:
    """The model with a row for each tie that nothing speaks against.

    Args:
        values: the true counts, where they are known; a tie that one of them breaks is none.
        feiten: what was published; a tie that its bounds rule out is none either.
    """
    kinds = _Kinds.of(model)
    bekend = _known(model, values, feiten)
    rows: list[Row] = []
    for verband in indicatoren.verbanden:
        for tie in kinds.rows(verband).values():
            if _holds(tie, bekend, certain=verband.teken != MISSCHIEN):
                rows += tie
    return replace(model, rows=(*model.rows, *rows))


def equal_to(model: Model, cellen: Iterable[Cel]) -> dict[Cel, Cel]:
    """These cells and those that count the same under another name, each with which it equals."""
    gelijk = {cel: cel for cel in cellen}
    for row in model.rows:
        if (row.low, row.high) == (0, 0) and sorted(c for _, c in row.terms) == [-1, 1]:
            een, ander = (model.cellen[v] for v, _ in row.terms)
            for cel, ook in ((een, ander), (ander, een)):
                if cel in gelijk:
                    gelijk.setdefault(ook, gelijk[cel])
    return gelijk


def _holds(tie: Sequence[Row], bekend: Box, *, certain: bool) -> bool:
    if any(bekend.refutes(row) for row in tie):
        return False
    # What only may hold has to be seen in whole counts that are not all 0.
    return certain or any(
        all(bekend.fixed(v) for v, _ in row.terms) and any(bekend.lower[v] for v, _ in row.terms)
        for row in tie
    )


def _known(model: Model, values: Mapping[Cel, int], feiten: Iterable[Fact]) -> Box:
    """What is known of each cell by itself: its count, or else the bounds of its figures."""
    laag: list[int] = [0] * len(model.cellen)
    hoog: list[int | None] = [None] * len(model.cellen)
    for feit in feiten:
        if len(feit.termen) == 1 and feit.termen[0][1] == 1:
            v = model.index[feit.cellen[0]]
            laag[v] = max(laag[v], feit.laag or 0)
            hoog[v] = min((n for n in (feit.hoog, hoog[v]) if n is not None), default=None)
    for cel, aantal in values.items():
        if cel in model.index:
            laag[model.index[cel]] = hoog[model.index[cel]] = aantal
    return Box(tuple(laag), tuple(hoog))


@dataclass(frozen=True)
class _Kinds:
    """The variables of a model by what they count, and then by where and when."""

    by_kind: dict[Soort, dict[tuple[str, str], int]]

    @classmethod
    def of(cls, model: Model) -> _Kinds:
        by_kind: dict[Soort, dict[tuple[str, str], int]] = {}
        for nummer, cel in enumerate(model.cellen):
            plekken = by_kind.setdefault((cel.indicator, cel.uitsplitsing), {})
            plekken[cel.gebied, cel.periode] = nummer
        return cls(by_kind)

    def rows(self, verband: Verband) -> dict[int, list[Row]]:
        """The rows of a tie by year, wherever the model has all that it is about."""
        soorten = (*verband.links, *verband.rechts)
        plekken = [self.by_kind.get(soort, {}) for soort in soorten]
        factors = [verband.factor] * len(verband.links) + [-1] * len(verband.rechts)
        by_year: dict[int, list[Row]] = {}
        for plek in plekken[0]:
            if all(plek in andere for andere in plekken):
                termen = tuple((p[plek], f) for p, f in zip(plekken, factors, strict=True))
                rows = by_year.setdefault(Periode.parse(plek[1]).jaar, [])
                rows.append(Row(termen, 0, None if verband.teken == MINSTENS else 0))
        return by_year
