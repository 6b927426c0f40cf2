"""Which figures of which delivery count, derived from the list of deliveries. Opens nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from helpende_data.dataset.model import GEWIST, INGETROKKEN, VERVALLEN, Entry

GELDIG = "geldig"
DEELS = "deels vervangen"
VERVANGEN = "vervangen"


@dataclass(frozen=True)
class Stand:
    """Does a delivery count, and if not, why?

    Args:
        status: geldig, deels vervangen, vervangen, ingetrokken, vervallen or gewist.
        door: numbers of the deliveries that took its place.
        weg: the periods in which another delivery took its place, with the number of that one.
    """

    status: str
    door: tuple[str, ...] = ()
    weg: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        return self.status in (GELDIG, DEELS)


def stand(entries: Iterable[Entry]) -> dict[str, Stand]:
    """The state of each delivery: in each period of a `reeks` the last one counts.

    A later delivery takes the place of all figures of its `reeks` in the periods that it claims,
    also of those that it lacks. One that was withdrawn or erased takes no place, so that the one
    before it counts again. One that has lapsed still does: with its file all its versions went.
    A selection of StatLine takes no place at all: its figures follow each other up one by one.

    Args:
        entries: in the order in which they came in.
    """
    alles: dict[tuple[str, str], str] = {}  # who took the place of everything before it
    deel: dict[tuple[str, str], dict[str, str]] = {}  # who took which period
    gevonden: dict[str, Stand] = {}
    for entry in reversed(tuple(entries)):
        sleutel = entry.sleutel
        if entry.is_erased or entry.toestand == INGETROKKEN:
            gevonden[entry.id] = Stand(GEWIST if entry.is_erased else INGETROKKEN)
            continue
        gevonden[entry.id] = _stand(entry, alles.get(sleutel, ""), deel.get(sleutel, {}))
        if entry.is_selectie:
            continue
        if not entry.periodes:
            alles.setdefault(sleutel, entry.id)
        for periode in entry.periodes:
            deel.setdefault(sleutel, {}).setdefault(periode, entry.id)
    return dict(reversed(gevonden.items()))


def _stand(entry: Entry, alles: str, deel: dict[str, str]) -> Stand:
    if entry.toestand == VERVALLEN:
        return Stand(VERVALLEN)
    periodes = entry.bevat or entry.periodes
    weg = {periode: deel.get(periode, alles) for periode in periodes}
    weg = {periode: door for periode, door in weg.items() if door}
    door = tuple(sorted({alles, *weg.values()} - {""}))
    if alles or (periodes and len(weg) == len(periodes)):
        return Stand(VERVANGEN, door, weg)
    return Stand(DEELS if weg else GELDIG, door, weg)


def at(entries: Iterable[Entry], moment: datetime) -> tuple[Entry, ...]:
    """The list as it was at a moment; what is erased since stays erased.

    Args:
        moment: with a time zone.
    """

    def voorbij(tijd: str) -> bool:
        return not tijd or datetime.fromisoformat(tijd) <= moment

    return tuple(
        replace(
            entry,
            handelingen=tuple(h for h in entry.handelingen if voorbij(h.op) or h.wat == GEWIST),
        )
        for entry in entries
        if voorbij(entry.ingelezen)
    )
