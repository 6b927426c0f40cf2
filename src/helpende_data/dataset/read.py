"""Reads the figures that count now, counted once, or that were in a delivery. Writes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpende_data.dataset.index import read_index
from helpende_data.dataset.model import Dataset, Entry
from helpende_data.dataset.stand import at, stand
from helpende_data.dataset.store import read_table, read_tables
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
    """The inhabitants, or None while there is no data set: areas can be looked at without."""
    gevonden = _read_only(werkmap, "inwoners")
    return None if gevonden is None else Inwoners(gevonden, gebieden)


def read_indelingen(werkmap: Werkmap) -> pd.DataFrame:
    """The divisions that were read from CBS; empty while there is no data set."""
    gevonden = _read_only(werkmap, "indelingen")
    return read_table(werkmap, (), {}, "indelingen") if gevonden is None else gevonden


def _read_only(werkmap: Werkmap, tabel: str) -> pd.DataFrame | None:
    """One table of the data set; None while there is none."""
    try:
        entries = [entry for entry in read_index(werkmap) if entry.tabel == tabel]
        return read_tables(werkmap, entries, stand(entries), {})[tabel]
    except DatasetError:
        return None


def _state(werkmap: Werkmap, entries: Iterable[Entry]) -> Dataset:
    entries = tuple(entries)
    standen = stand(entries)
    # By name: a file that was read again keeps its place in lists of sources.
    geldig = sorted((e for e in entries if standen[e.id].counts), key=lambda e: (e.naam, e.id))
    return Dataset(tuple(geldig), read_tables(werkmap, geldig, standen, {}))
