"""The single data set of a werkmap: deliveries, their history, one atomic index. No arithmetic.

Each delivery is one Parquet file that never changes. `dataset.json` names the deliveries that
count; replacing that one file is what makes a change happen, so a killed run changes nothing.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from helpende_data.errors import ContractError, DatasetError
from helpende_data.files import Werkmap, read_bytes, write_atomic, writer_lock
from helpende_data.files.atomic import STAGING
from helpende_data.gebieden import Gebieden, Inwoners
from helpende_data.provenance import Herkomst, sha256
from helpende_data.schema import TABELLEN
from helpende_data.sources import Levering
from helpende_data.sources.levering import with_id

if TYPE_CHECKING:
    import pandas as pd

VERSION = 1
INDEX = "dataset.json"


@dataclass(frozen=True)
class Entry:
    """What the index remembers of one delivery; `status` is geldig, vervangen or vervallen."""

    id: str
    naam: str
    bestand: str
    tabel: str
    parquet: str
    parquet_sha256: str
    bron_sha256: str
    rijen: int
    gewijzigd: bool
    vast: bool  # belongs to data/bron, which is read as a whole
    status: str
    herkomst: Herkomst
    # What looked wrong when it was read, and who (name and role) accepted that on which date.
    waarschuwingen: tuple[str, ...] = ()
    geaccepteerd_door: str = ""
    geaccepteerd_op: str = ""


@dataclass(frozen=True)
class Dataset:
    """The deliveries that count now, as three tables."""

    leveringen: tuple[Entry, ...]
    tables: dict[str, pd.DataFrame]

    @property
    def tellingen(self) -> pd.DataFrame:
        return self.tables["tellingen"]

    @property
    def inwoners(self) -> pd.DataFrame:
        return self.tables["inwoners"]

    @property
    def opgaven(self) -> pd.DataFrame:
        return self.tables["opgaven"]

    @property
    def synthetisch(self) -> bool:
        return any(entry.herkomst.synthetisch for entry in self.leveringen)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.leveringen}


@dataclass(frozen=True)
class Change:
    """What an ingest did: which deliveries are new, unchanged or no longer there."""

    nieuw: tuple[Entry, ...]
    gelijk: tuple[Entry, ...]
    vervallen: tuple[Entry, ...]


def add_leveringen(werkmap: Werkmap, leveringen: Sequence[Levering], *, vast: bool) -> Change:
    """Add deliveries in one atomic step; the same file again changes nothing.

    Args:
        leveringen: checked deliveries; one that is named like an earlier one replaces it.
        vast: these are all the files of `data/bron`: an earlier one that is missing has lapsed.

    Raises:
        DatasetError: real and example figures would mix, or the data set is damaged or newer.
        ContractError: two deliveries claim the same figure.
        BusyError, WriteError: nothing was changed.
    """
    with writer_lock(werkmap.dataset):
        oud = _read_index(werkmap, missing_ok=True)
        _one_world(werkmap, oud, {levering.herkomst.synthetisch for levering in leveringen})
        index, change, nieuw = _merge(oud, leveringen, vast=vast)
        geldig = [entry for entry in index if entry.status == "geldig"]
        _no_double(_tables(werkmap, geldig, nieuw), geldig)
        for parquet, inhoud in nieuw.items():
            write_atomic(werkmap.dataset / parquet, inhoud)
        if change.nieuw or change.vervallen or not oud:
            write_atomic(werkmap.dataset / INDEX, _dump(index))
        _sweep(werkmap, index)
    return change


def read_dataset(werkmap: Werkmap) -> Dataset:
    """The current data set.

    Raises:
        DatasetError: there is none yet, it is damaged, or a newer version made it.
    """
    index = _read_index(werkmap, missing_ok=False)
    # By name: a file that was read again keeps its place in lists of sources.
    geldig = tuple(sorted((e for e in index if e.status == "geldig"), key=lambda e: e.naam))
    return Dataset(geldig, _tables(werkmap, geldig, {}))


def read_inwoners(werkmap: Werkmap, gebieden: Gebieden) -> Inwoners | None:
    """The inhabitants, or None while there is no data set: areas can be looked at without."""
    try:
        return Inwoners(read_dataset(werkmap).inwoners, gebieden)
    except DatasetError:
        return None


def _read_index(werkmap: Werkmap, *, missing_ok: bool) -> tuple[Entry, ...]:
    pad = werkmap.dataset / INDEX
    if not pad.is_file():
        if missing_ok:
            return ()
        raise DatasetError(
            "er zijn nog geen cijfers ingelezen", waar=str(werkmap.root), doe="typ eerst: hd ingest"
        )
    try:
        inhoud = json.loads(read_bytes(pad))
        versie = int(inhoud["versie"])
        if versie > VERSION:
            raise DatasetError(
                f"deze dataset is gemaakt met een nieuwere versie van helpende-data ({versie})",
                waar=werkmap.shown(pad),
                doe="installeer de nieuwste versie",
            )
        entries = tuple(
            Entry(
                **entry
                | {
                    "herkomst": Herkomst(**entry["herkomst"]),
                    "waarschuwingen": tuple(entry.get("waarschuwingen", ())),
                }
            )
            for entry in inhoud["leveringen"]
        )
    except (ValueError, KeyError, TypeError):
        raise _damaged(werkmap, INDEX) from None
    if any(entry.tabel not in TABELLEN for entry in entries):
        raise _damaged(werkmap, INDEX)
    return entries


def _damaged(werkmap: Werkmap, naam: str) -> DatasetError:
    return DatasetError(
        "de dataset is beschadigd",
        waar=werkmap.shown(werkmap.dataset / naam),
        doe="hernoem de map data/dataset en lees de cijfers opnieuw in met: hd ingest",
    )


def check_world(werkmap: Werkmap, *, synthetisch: bool) -> None:
    """Refuse to bring real figures to example figures, or the other way round.

    Raises:
        DatasetError: the data set of the werkmap is of the other world.
    """
    _one_world(werkmap, _read_index(werkmap, missing_ok=True), {synthetisch})


def _one_world(werkmap: Werkmap, oud: Iterable[Entry], nieuw: set[bool]) -> None:
    if len({entry.herkomst.synthetisch for entry in oud} | nieuw) > 1:
        raise DatasetError(
            "echte cijfers en voorbeeldcijfers gaan niet samen in een werkmap",
            waar=str(werkmap.root),
            doe="gebruik een andere map met --werkmap",
        )


def _merge(
    oud: tuple[Entry, ...], leveringen: Sequence[Levering], *, vast: bool
) -> tuple[tuple[Entry, ...], Change, dict[str, bytes]]:
    """The new index, what changed, and the Parquet files to write."""
    namen = {levering.naam for levering in leveringen}
    if len(namen) < len(leveringen):
        geteld = Counter(levering.naam for levering in leveringen)
        dubbel = sorted(naam for naam, aantal in geteld.items() if aantal > 1)
        raise ContractError(
            "twee bestanden hebben dezelfde naam",
            waar=", ".join(dubbel),
            doe="hernoem een van de twee",
        )
    index = {entry.id: entry for entry in oud}
    geldig = {entry.naam: entry for entry in oud if entry.status == "geldig"}
    nieuw, gelijk, bestanden = [], [], {}
    for levering in leveringen:
        eerder = geldig.get(levering.naam)
        if eerder is not None and _is_same(eerder, levering):
            gelijk.append(eerder)
            continue
        entry_id = f"L{len(index) + 1:04d}"
        parquet = _parquet(with_id(levering, entry_id).df)
        entry = Entry(
            id=entry_id,
            naam=levering.naam,
            bestand=levering.bestand,
            tabel=levering.tabel,
            parquet=f"{entry_id}.parquet",
            parquet_sha256=sha256(parquet),
            bron_sha256=levering.sha256,
            rijen=len(levering.df),
            gewijzigd=levering.gewijzigd,
            vast=vast,
            status="geldig",
            herkomst=levering.herkomst,
            # Without the values: they may be counts that nobody may see.
            waarschuwingen=tuple(str(fault.bare) for fault in levering.waarschuwingen),
            geaccepteerd_door=levering.geaccepteerd_door,
            geaccepteerd_op=date.today().isoformat() if levering.geaccepteerd_door else "",
        )
        if eerder is not None:
            index[eerder.id] = replace(eerder, status="vervangen")
        index[entry_id] = entry
        bestanden[entry.parquet] = parquet
        nieuw.append(entry)
    vervallen = [e for e in geldig.values() if vast and e.vast and e.naam not in namen]
    index |= {entry.id: replace(entry, status="vervallen") for entry in vervallen}
    return tuple(index.values()), Change(tuple(nieuw), tuple(gelijk), tuple(vervallen)), bestanden


def _is_same(entry: Entry, levering: Levering) -> bool:
    return entry.bron_sha256 == levering.sha256 and entry.herkomst == levering.herkomst


def _parquet(df: pd.DataFrame) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(df, preserve_index=False), buffer, compression="zstd")
    return buffer.getvalue()


def _tables(
    werkmap: Werkmap, geldig: Iterable[Entry], nieuw: dict[str, bytes]
) -> dict[str, pd.DataFrame]:
    """The deliveries that count, as one table of each kind in the types of its contract."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    delen: dict[str, list[pa.Table]] = {naam: [] for naam in TABELLEN}
    for entry in geldig:
        inhoud = nieuw.get(entry.parquet)
        if inhoud is None:
            pad = werkmap.dataset / entry.parquet
            inhoud = read_bytes(pad) if pad.is_file() else b""
        if sha256(inhoud) != entry.parquet_sha256:
            raise _damaged(werkmap, entry.parquet)
        delen[entry.tabel].append(pq.ParquetFile(io.BytesIO(inhoud)).read())
    tables = {}
    for naam, tabel in TABELLEN.items():
        if delen[naam]:
            # Columns that are empty in one delivery have no type there.
            samen = pa.concat_tables(delen[naam], promote_options="permissive").to_pandas()
        else:
            samen = pd.DataFrame(columns=list(tabel.columns))
        tables[naam] = samen.astype({k: kolom.dtype for k, kolom in tabel.columns.items()})
    return tables


def _no_double(tables: dict[str, pd.DataFrame], geldig: Iterable[Entry]) -> None:
    """No figure may come from two deliveries at once."""
    bestand = {entry.id: entry.bestand for entry in geldig}
    for naam, df in tables.items():
        dubbel = df[df.duplicated(list(TABELLEN[naam].key), keep=False)]
        if len(dubbel):
            waar = " en ".join(dict.fromkeys(bestand[i] for i in dubbel["levering_id"]))
            raise ContractError(
                f"{len(dubbel)} {naam} staan in meer dan een levering",
                waar=waar,
                doe="haal ze uit een van de twee",
            )


def _dump(index: Iterable[Entry]) -> bytes:
    inhoud: dict[str, Any] = {"versie": VERSION, "leveringen": [asdict(entry) for entry in index]}
    return json.dumps(inhoud, ensure_ascii=False, indent=1).encode()


def _sweep(werkmap: Werkmap, index: Iterable[Entry]) -> None:
    """Remove files of a killed run: those that no delivery in the index names."""
    bekend = {entry.parquet for entry in index}
    for pad in werkmap.dataset.glob("*"):
        if pad.name.startswith(STAGING) or (pad.suffix == ".parquet" and pad.name not in bekend):
            with contextlib.suppress(OSError):
                pad.unlink()
