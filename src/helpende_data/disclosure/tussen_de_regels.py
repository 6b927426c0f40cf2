"""What our rounded figures say of counts that they do not show, since roundings add up like counts.

Knows cells and figures; asks the solver only whether the counts can be rounded so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from helpende_data.disclosure.beleid import AFRONDEN
from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.linear import Box, Row, components
from helpende_data.disclosure.model import Cel, Model
from helpende_data.disclosure.rounding import nearest_steps

AFGELEID = "afgeleid"


def read_between(
    model: Model, getoond: Iterable[Shown], waarden: Mapping[Cel, int], basis: int
) -> tuple[Model, tuple[Fact, ...]]:
    """The model with the roundings that nobody shows as unknowns, and what the shown ones say.

    A reader knows that every count we round has a rounding near it, and that all of them together
    add up; so the ones he sees bound the ones he does not.

    Args:
        waarden: true counts of what is rounded; of a cell without one no rounding is known. They
            tell how near a rounding can be, in case some had to take one more step.
    """
    stappen = {
        model.index[s.cel]: s.waarde // basis
        for s in getoond
        if s.cel in model.index and s.waarde is not None and s.wijze == AFRONDEN
    }
    verborgen = {model.index[cel] for cel in waarden if cel in model.index} - stappen.keys()
    rond = verborgen | stappen.keys()
    rows = [
        row
        for row in model.rows
        if any(v in verborgen for v, _ in row.terms) and all(v in rond for v, _ in row.terms)
    ]
    vast = Box(
        tuple(stappen.get(v, 0) for v in range(len(model.cellen))),
        tuple(stappen.get(v, None if v in verborgen else 0) for v in range(len(model.cellen))),
    )
    marges: dict[int, int] = {}
    for piece in components(rows, vast):
        known = {n: waarden[model.cellen[v]] for n, v in enumerate(piece.variables)}
        steps = nearest_steps(piece.rows, known, basis)
        if steps is None:
            continue  # beside figures that wait for their correction
        for n, v in enumerate(piece.variables):
            extra = abs(steps[n] * basis - known[n]) >= basis
            marges[v] = 2 * basis - 1 if extra else basis - 1
    telt = [row for row in rows if all(v in marges or v in stappen for v, _ in row.terms)]
    nodig = sorted({v for row in telt for v, _ in row.terms})
    nummer = {v: len(model.cellen) + n for n, v in enumerate(nodig)}
    sommen = (replace(row, terms=tuple((nummer[v], c) for v, c in row.terms)) for row in telt)
    dichtbij = (
        Row(((v, 1), (nummer[v], -basis)), -marges[v], marges[v]) for v in nodig if v in marges
    )
    afgerond = {v: replace(model.cellen[v], afgerond=True) for v in nodig}
    feiten = tuple(
        Fact(((cel, basis),), stappen[v] * basis, stappen[v] * basis, AFGELEID, "eigen cijfer")
        for v, cel in afgerond.items()
        if v in stappen
    )
    return Model((*model.cellen, *afgerond.values()), (*model.rows, *sommen, *dichtbij)), feiten
