"""What came in when, what counts of it, and what may go. Changes nothing."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from helpende_data.dataset.index import read_index
from helpende_data.dataset.model import Entry
from helpende_data.dataset.stand import Stand, stand
from helpende_data.dataset.store import is_intact, way_back
from helpende_data.dataset.undo import find_levering
from helpende_data.files import Werkmap


@dataclass(frozen=True)
class Regel:
    """One delivery in the history.

    Args:
        raad: how to get its damaged file back; empty when the file is whole.
        bewaren_tot: the last day of its retention term; empty without a term, or when erased.
        verlopen: is that day past?
    """

    entry: Entry
    stand: Stand
    raad: str
    bewaren_tot: str
    verlopen: bool

    @property
    def periodes(self) -> tuple[str, ...]:
        """What it claims, or else the periods of its figures."""
        return self.entry.periodes or self.entry.bevat


def historie(
    werkmap: Werkmap, nummer: str = "", *, bewaartermijn: Mapping[str, int], vandaag: date
) -> tuple[Regel, ...]:
    """All deliveries in the order in which they came in, or one of them.

    Args:
        nummer: of one delivery; empty for all.
        bewaartermijn: months to keep a delivery that is ``openbaar`` or ``niet_openbaar``; 0 or
            missing: without end.
        vandaag: the day on which terms are judged.

    Raises:
        DatasetError: there is no data set, or its index is damaged.
        UnknownError: no such delivery.
    """
    entries = read_index(werkmap)
    gekozen = (find_levering(entries, nummer),) if nummer else entries
    standen = stand(entries)
    regels = []
    for entry in gekozen:
        tot = keep_until(entry, bewaartermijn)
        raad = "" if entry.is_erased or is_intact(werkmap, entry) else advice(entry, standen)
        verlopen = bool(tot) and tot < vandaag.isoformat()
        regels.append(Regel(entry, standen[entry.id], raad, tot, verlopen))
    return tuple(regels)


def advice(entry: Entry, standen: Mapping[str, Stand]) -> str:
    """What to do about the damaged file of a delivery."""
    if entry.vast and not standen[entry.id].counts:
        return f"zij telt niet mee; wis haar met: hd dataset verwijder {entry.id} --reden REDEN"
    return way_back(entry)


def keep_until(entry: Entry, bewaartermijn: Mapping[str, int]) -> str:
    """The last day on which a delivery may be kept, counted from the day it came in."""
    maanden = bewaartermijn.get("openbaar" if entry.herkomst.openbaar else "niet_openbaar", 0)
    if not maanden or entry.is_erased:
        return ""
    try:
        begin = date.fromisoformat(entry.ontvangen)
    except ValueError:  # "onbekend"
        return ""
    jaar, maand = divmod(begin.year * 12 + begin.month - 1 + maanden, 12)
    laatste = calendar.monthrange(jaar, maand + 1)[1]
    return date(jaar, maand + 1, min(begin.day, laatste)).isoformat()
