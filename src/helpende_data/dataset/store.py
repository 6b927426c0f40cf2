"""The figures of deliveries as Parquet files: written once, checked when read, swept away."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from helpende_data.dataset.model import Entry
from helpende_data.dataset.stand import Stand
from helpende_data.errors import ContractError, DamagedError, DatasetError, SourceError
from helpende_data.files import Werkmap, read_bytes
from helpende_data.files.atomic import STAGING
from helpende_data.provenance import sha256
from helpende_data.schema import TABELLEN

if TYPE_CHECKING:
    import pandas as pd

AGAIN = "hernoem de map data/dataset en lees de cijfers opnieuw in met: hd ingest"


def damaged(werkmap: Werkmap, naam: str, *, doe: str = AGAIN) -> DamagedError:
    """What a file of the data set that is not as it was written means to the user."""
    return DamagedError(
        "de dataset is beschadigd", waar=werkmap.shown(werkmap.dataset / naam), doe=doe
    )


def to_parquet(df: pd.DataFrame) -> bytes:
    """A table as the bytes of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(df, preserve_index=False), buffer, compression="zstd")
    return buffer.getvalue()


def time_column(tabel: str) -> str:
    """The column that says which period a row is about."""
    return "jaar" if "jaar" in TABELLEN[tabel].columns else "periode"


def periods_of(df: pd.DataFrame, tabel: str) -> tuple[str, ...]:
    """The periods in a table, in order."""
    return tuple(sorted({str(tijd) for tijd in df[time_column(tabel)]}))


def periods_in(werkmap: Werkmap, parquet: str, tabel: str) -> tuple[str, ...]:
    """The periods in a stored table; none when it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        inhoud = io.BytesIO(read_bytes(werkmap.dataset / parquet))
        tijden = pq.read_table(inhoud, columns=[time_column(tabel)])
    except (SourceError, OSError, pa.ArrowException, KeyError):
        return ()
    return periods_of(tijden.to_pandas(), tabel)


def read_bytes_of(werkmap: Werkmap, entry: Entry) -> bytes:
    """The Parquet file of a delivery, as it was written.

    Raises:
        DatasetError: it is missing or not as it was written; says which file to read in again.
    """
    pad = werkmap.dataset / entry.parquet
    inhoud = read_bytes(pad) if pad.is_file() else b""
    if sha256(inhoud) != entry.parquet_sha256:
        raise damaged(werkmap, entry.parquet, doe=f"{way_back(entry)}; dat vervangt het bestand")
    return inhoud


def is_intact(werkmap: Werkmap, entry: Entry) -> bool:
    try:
        read_bytes_of(werkmap, entry)
    except (DatasetError, SourceError):
        return False
    return True


def way_back(entry: Entry) -> str:
    """What to do to get the file of a delivery again."""
    if entry.herkomst.synthetisch and entry.vast:
        return "maak de voorbeeldcijfers opnieuw met: hd voorbeeld MAP"
    opdracht = "hd ingest" if entry.vast else f'hd ingest "{entry.bestand}"'
    if entry.reeks.startswith("cbs/"):
        opdracht = f"hd ingest --tabel {entry.bestand}"
    return f"lees {entry.bestand} ({entry.id}) opnieuw in met: {opdracht}"


def read_table(
    werkmap: Werkmap, entries: Iterable[Entry], nieuw: Mapping[str, bytes], tabel: str
) -> pd.DataFrame:
    """All figures of some deliveries, in the types of their contract.

    Args:
        nieuw: Parquet files that are not written yet, by name.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    delen = []
    for entry in entries:
        if entry.tabel == tabel:
            inhoud = nieuw.get(entry.parquet) or read_bytes_of(werkmap, entry)
            delen.append(pq.ParquetFile(io.BytesIO(inhoud)).read())
    kolommen = TABELLEN[tabel].columns
    if delen:
        # Columns that are empty in one delivery have no type there.
        samen = pa.concat_tables(delen, promote_options="permissive").to_pandas()
    else:
        samen = pd.DataFrame(columns=list(kolommen))
    for naam, kolom in kolommen.items():
        if kolom.eerder:  # a delivery that was read before the column existed lacks it
            samen[naam] = samen[naam].fillna(kolom.eerder) if naam in samen else kolom.eerder
    typed: pd.DataFrame = samen.astype({naam: kolom.dtype for naam, kolom in kolommen.items()})
    return typed


def read_tables(
    werkmap: Werkmap,
    entries: Iterable[Entry],
    standen: Mapping[str, Stand],
    nieuw: Mapping[str, bytes],
) -> dict[str, pd.DataFrame]:
    """The figures that count, as one table of each kind.

    Where one figure comes from the publisher itself and through others, the first one counts; of
    CBS its data service goes before a download from its website.
    """
    return {tabel: read_counting(werkmap, entries, standen, nieuw, tabel) for tabel in TABELLEN}


def read_counting(
    werkmap: Werkmap,
    entries: Iterable[Entry],
    standen: Mapping[str, Stand],
    nieuw: Mapping[str, bytes],
    tabel: str,
) -> pd.DataFrame:
    """The figures of one kind that count."""
    geldig = [entry for entry in entries if standen[entry.id].counts]
    df = _without_replaced(read_table(werkmap, geldig, nieuw, tabel), tabel, standen)
    df = _last_selected(df, tabel, geldig)
    return _direct_first(df, tabel, geldig).reset_index(drop=True)


def _without_replaced(df: pd.DataFrame, tabel: str, standen: Mapping[str, Stand]) -> pd.DataFrame:
    deels = {nummer: set(s.weg) for nummer, s in standen.items() if s.weg}
    if not deels or df.empty:
        return df
    paren = zip(df["levering_id"], df[time_column(tabel)], strict=True)
    return df[[str(tijd) not in deels.get(nummer, ()) for nummer, tijd in paren]]


def _rank(entry: Entry) -> int:
    """How far a delivery is from its publisher: its data service, its website, somebody else."""
    if entry.herkomst.via:
        return 2
    return 1 if entry.is_selectie else 0


def _last_selected(df: pd.DataFrame, tabel: str, geldig: Iterable[Entry]) -> pd.DataFrame:
    """Of a figure that several selections of one table of StatLine hold, only the last one."""
    reeksen = {entry.id: entry.reeks for entry in geldig if entry.is_selectie}
    if len(reeksen) < 2 or df.empty:
        return df
    gekozen = df.assign(reeks=df["levering_id"].map(reeksen))[df["levering_id"].isin(reeksen)]
    volgorde = gekozen["levering_id"].str[1:].astype(int).sort_values(kind="stable").index
    eerder = gekozen.loc[volgorde].duplicated(["reeks", *TABELLEN[tabel].key], keep="last")
    return df.drop(index=volgorde[eerder])


def _direct_first(df: pd.DataFrame, tabel: str, geldig: Iterable[Entry]) -> pd.DataFrame:
    rangen = {entry.id: _rank(entry) for entry in geldig}
    if len(set(rangen.values())) < 2 or df.empty:
        return df
    rang = df["levering_id"].map(rangen)
    beste = rang.groupby([df[naam] for naam in TABELLEN[tabel].key], dropna=False).transform("min")
    return df[rang == beste]


def refuse_double(tables: Mapping[str, pd.DataFrame], entries: Iterable[Entry]) -> None:
    """No figure may come from two deliveries at once.

    Raises:
        ContractError: some do; names the files.
    """
    bestand = {entry.id: entry.bestand for entry in entries}
    for naam, df in tables.items():
        dubbel = df[df.duplicated(list(TABELLEN[naam].key), keep=False)]
        if len(dubbel):
            waar = " en ".join(dict.fromkeys(bestand[i] for i in dubbel["levering_id"]))
            raise ContractError(
                f"{len(dubbel)} {naam} staan in meer dan een levering",
                waar=waar,
                doe="haal ze uit een van de twee",
            )


def unknown_files(werkmap: Werkmap, entries: Iterable[Entry]) -> tuple[Path, ...]:
    """The files with figures that no delivery names."""
    bekend = {entry.parquet for entry in entries}
    return tuple(
        pad
        for pad in sorted(werkmap.dataset.glob("*.parquet"))
        if pad.name not in bekend and not pad.name.startswith(STAGING)
    )


def sweep(werkmap: Werkmap, entries: Iterable[Entry]) -> None:
    """Remove what no delivery names: of a killed run, or erased."""
    for pad in (*werkmap.dataset.glob(f"{STAGING}*"), *unknown_files(werkmap, entries)):
        with contextlib.suppress(OSError):
            pad.unlink()
