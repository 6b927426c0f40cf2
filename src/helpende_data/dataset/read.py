"""Reads the figures that count now, counted once, or that were in a delivery. Writes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpende_data.dataset.index import read_index
from helpende_data.dataset.model import Dataset, Entry
from helpende_data.dataset.stand import at, stand
from helpende_data.dataset.store import read_counting, read_table, read_tables
from helpende_data.errors import DatasetError
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, Inwoners
from helpende_data.schema import TABELLEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def read_dataset(werkmap: Werkmap) -> Dataset:
    """The current data set.

    Raises:
        DatasetError: there is none yet, it is damaged, or a newer version made it.
    """
    return _state(werkmap, read_index(werkmap))


def state_at(werkmap: Werkmap, moment: datetime) -> Dataset:
    """The data set as it counted at a moment, without what was erased since.

    Args:
        moment: with a time zone.

    Raises:
        DatasetError: there is no data set, or it is damaged.
    """
    return _state(werkmap, at(read_index(werkmap), moment))


def state_of(werkmap: Werkmap, entry: Entry) -> Dataset:
    """All figures of one delivery, also those that do not count any more.

    Raises:
        DatasetError: it is erased, or its file is damaged.
    """
    if entry.is_erased:
        raise DatasetError(f"de cijfers van levering {entry.id} zijn gewist", waar=entry.bestand)
    return Dataset(
        (entry,), {tabel: read_table(werkmap, (entry,), {}, tabel) for tabel in TABELLEN}
    )


def read_inwoners(werkmap: Werkmap, gebieden: Gebieden) -> Inwoners | None:
    """The inhabitants, or None while there is no data set: areas can be looked at without.

    Raises:
        DatasetError: it is damaged, or a newer version made it.
    """
    entries = read_index(werkmap, missing_ok=True)
    return Inwoners(_read_only(werkmap, entries, "inwoners"), gebieden) if entries else None


def read_indelingen(werkmap: Werkmap) -> pd.DataFrame:
    """The divisions that were read from CBS; empty while there is no data set.

    A file of theirs that is damaged counts as none: reading it in again is what mends it, and that
    asks for the divisions first. Nothing is kept or reported with it: that reads every figure.

    Raises:
        DatasetError: the list of deliveries is damaged, or a newer version made it.
    """
    entries = read_index(werkmap, missing_ok=True)
    try:
        return _read_only(werkmap, entries, "indelingen")
    except DatasetError:
        return _read_only(werkmap, (), "indelingen")


def _read_only(werkmap: Werkmap, entries: Iterable[Entry], tabel: str) -> pd.DataFrame:
    """One table of the data set."""
    gekozen = [entry for entry in entries if entry.tabel == tabel]
    return read_counting(werkmap, gekozen, stand(gekozen), {}, tabel)


def _state(werkmap: Werkmap, entries: Iterable[Entry]) -> Dataset:
    entries = tuple(entries)
    standen = stand(entries)
    # By name: a file that was read again keeps its place in lists of sources.
    geldig = sorted((e for e in entries if standen[e.id].counts), key=lambda e: (e.naam, e.id))
    return Dataset(tuple(geldig), read_tables(werkmap, geldig, standen, {}))
