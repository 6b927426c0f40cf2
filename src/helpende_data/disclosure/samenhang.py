"""What else ties counts together than sums: one kind in two tables, and units that contain others.

Taken as known to everybody where all counts agree with it. Knows no values but to see that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.model import Cel, Model
from helpende_data.schema import TOTAAL, Indicatoren

_MOST = 1000  # of the one for each of the other; more would be a mistake


def with_ties(model: Model, values: Mapping[Cel, int], indicatoren: Indicatoren) -> Model:
    """The model with a row for each tie that holds in all these counts.

    Args:
        values: the true counts; a tie that one of them breaks is none.
    """
    rows: list[Row] = []
    getallen = [values.get(cel, 0) for cel in model.cellen]
    for tie in (*_same_kind(model, indicatoren), *_contained(model, indicatoren)):
        bekend = [row for row in tie if all(model.cellen[v] in values for v, _ in row.terms)]
        if bekend and all(row.holds(getallen) for row in bekend):
            rows += tie
    return replace(model, rows=(*model.rows, *rows))


def _same_kind(model: Model, indicatoren: Indicatoren) -> Iterator[list[Row]]:
    """Categories of one name in two additive ways to split the same indicator."""
    for indicator in sorted({cel.indicator for cel in model.cellen}):
        optellend = [
            d for d in indicatoren[indicator].dimensies.values() if d.optelsoort == "optellend"
        ]
        for een, ander in combinations(optellend, 2):
            for naam, label in een.categorieen.items():
                if label == ander.categorieen.get(naam) != "onbekend":
                    links = (indicator, f"{een.code}:{naam}")
                    paren = _pairs(model, links, (indicator, f"{ander.code}:{naam}"))
                    yield [Row(((a, 1), (b, -1)), 0, 0) for a, b in paren]


def _contained(model: Model, indicatoren: Indicatoren) -> Iterator[list[Row]]:
    """Each unit has at least one of another indicator, and each of those belongs to a unit."""
    for indicator in sorted({cel.indicator for cel in model.cellen}):
        ander = indicatoren[indicator].heeft
        if ander:
            paren = list(_pairs(model, (indicator, TOTAAL), (ander, TOTAAL)))
            yield [
                row
                for een, meer in paren
                for row in (
                    Row(((meer, 1), (een, -1)), 0, None),
                    Row(((een, _MOST), (meer, -1)), 0, None),
                )
            ]


def _pairs(model: Model, een: tuple[str, str], ander: tuple[str, str]) -> Iterable[tuple[int, int]]:
    """Variables of the one and the other, in the same area and period."""
    for cel, nummer in model.index.items():
        if (cel.indicator, cel.uitsplitsing) == een:
            naast = replace(cel, indicator=ander[0], uitsplitsing=ander[1])
            if naast in model.index:
                yield nummer, model.index[naast]
