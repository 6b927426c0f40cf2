"""Puts a damaged index back and says how to get damaged figures back. Reads no sources."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.dataset.history import advice
from helpende_data.dataset.index import COPY, parse, read_index, save
from helpende_data.dataset.model import Entry
from helpende_data.dataset.stand import stand
from helpende_data.dataset.store import is_intact, sweep, unknown_files
from helpende_data.errors import DamagedError
from helpende_data.files import Werkmap, writer_lock


@dataclass(frozen=True)
class Herstel:
    """What was put back, and what only the source can give back.

    Args:
        index: was the index damaged, and put back from its copy?
        beschadigd: deliveries whose file is missing or damaged, and what to do about each.
        onbekend: files with figures that the list that was put back does not name: the copy can be
            older than the last change.
    """

    index: bool
    beschadigd: tuple[tuple[Entry, str], ...]
    onbekend: tuple[str, ...] = ()


def repair(werkmap: Werkmap) -> Herstel:
    """Check the whole data set; put the index back from its copy when it is damaged.

    The figures of a delivery cannot be made from anything but its source: reading that in again
    replaces the damaged file.

    Raises:
        DatasetError: there is no data set, or the copy of the index is damaged too.
        BusyError, WriteError: nothing was changed.
    """
    with writer_lock(werkmap.dataset, private=True):
        try:
            entries, kapot = read_index(werkmap), False
        except DamagedError:
            if not (werkmap.dataset / COPY).is_file():
                raise
            entries, kapot = parse(werkmap, COPY), True
        save(werkmap, entries)
        onbekend = unknown_files(werkmap, entries) if kapot else ()
        if not onbekend:
            sweep(werkmap, entries)
    standen = stand(entries)
    beschadigd = tuple(
        (entry, advice(entry, standen))
        for entry in entries
        if not entry.is_erased and not is_intact(werkmap, entry)
    )
    return Herstel(kapot, beschadigd, tuple(pad.name for pad in onbekend))
