"""Which of our rounded figures to draw otherwise, since they prove a small count beside others'."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from helpende_data.disclosure.beleid import AFRONDEN
from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.model import Cel

Ruimte = Mapping[Cel, tuple[int, int | None]]  # the least and the most that a count can be


def silent_neighbours(waarden: Mapping[Cel, int], ruimte: Ruimte, basis: int) -> dict[Cel, int]:
    """Of counts that others tell nearly: the neighbour that says nothing beside what they tell.

    Whether we show it or not: who knows the total and the other parts can subtract.
    """
    return {
        cel: getal
        for cel, getal in _neighbours(waarden, basis)
        if _narrowed(ruimte[cel], getal, basis) == ruimte[cel]
    }


def telling_neighbours(
    waarden: Mapping[Cel, int], ruimte: Ruimte, basis: int, drempel: int
) -> list[dict[Cel, int]]:
    """The neighbours that prove a small count by themselves beside what others tell of it.

    Nothing of a count that others prove to be small already: no rounding helps there.
    """
    gevonden = []
    for cel, getal in _neighbours(waarden, basis):
        klein = (_is_small(r, drempel) for r in (ruimte[cel], _narrowed(ruimte[cel], getal, basis)))
        if tuple(klein) == (False, True):
            gevonden.append({cel: getal})
    return gevonden


def _is_small(ruimte: tuple[int, int | None], drempel: int) -> bool:
    laag, hoog = ruimte
    return laag >= 1 and hoog is not None and hoog < drempel


def _neighbours(waarden: Mapping[Cel, int], basis: int) -> Iterator[tuple[Cel, int]]:
    for cel, aantal in waarden.items():
        for getal in {aantal // basis * basis, -(-aantal // basis) * basis}:
            yield cel, getal


def _narrowed(ruimte: tuple[int, int | None], getal: int, basis: int) -> tuple[int, int | None]:
    """What is left of the room of a count once its rounding is known as well."""
    laag, hoog = ruimte
    top = getal + basis - 1
    return max(laag, getal - basis + 1), top if hoog is None else min(hoog, top)


def figures_to_change(
    bewijzen: Iterable[Sequence[Fact]], getoond: Iterable[Shown], vast: Collection[Cel]
) -> list[dict[Cel, int]]:
    """For each small count that is proven: our figures in it, of which one must become another.

    Args:
        bewijzen: of each such count the facts of the proof.
        vast: cells whose figures were published and stay.

    Returns:
        the figures by cell; nothing of a proof that rests on others' figures, or on published ones.
    """
    rond = {s.cel: s.waarde for s in getoond if s.wijze == AFRONDEN and s.waarde is not None}
    gevonden = []
    for feiten in bewijzen:
        cellen = dict.fromkeys(cel for feit in feiten for cel in feit.cellen if cel in rond)
        if not cellen.keys() <= set(vast):
            gevonden.append({cel: rond[cel] for cel in cellen})
    return gevonden
