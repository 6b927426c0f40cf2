"""The rows of a Parquet file in blocks of cells, with bounded memory. Knows no meaning."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpende_data.errors import SourceError
from helpende_data.files import os_path
from helpende_data.sources.records.blokken import Blok, arrow_cells, has_mail
from helpende_data.sources.records.kop import MOST_COLUMNS, ONE_ROW_EACH, unreadable

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 1 << 15
_BUFFER = 1 << 20


def parquet_namen(pad: Path, shown: str) -> tuple[str, ...]:
    """The names of the columns.

    Raises:
        SourceError: damaged, too many columns, or a column that holds lists or structures.
    """
    with _open(pad, shown) as bestand:
        schema = bestand.schema_arrow
    if len(schema) > MOST_COLUMNS:
        raise SourceError(
            f"dit bestand heeft meer dan {MOST_COLUMNS} kolommen", waar=shown, doe=ONE_ROW_EACH
        )
    import pyarrow as pa

    genest = [veld.name for veld in schema if pa.types.is_nested(veld.type)]
    if genest:
        raise SourceError(
            f"deze kolommen bevatten lijsten of tabellen: {', '.join(genest[:5])}",
            waar=shown,
            doe="maak er gewone kolommen van, of laat ze weg",
        )
    return tuple(schema.names)


def parquet_blokken(pad: Path, shown: str) -> Generator[Blok]:
    """The rows of a file, block after block.

    Raises:
        SourceError: the file is damaged, or a column holds bytes that are no text.
    """
    import pyarrow as pa

    with _open(pad, shown) as bestand:
        try:
            for batch in bestand.iter_batches(_ROWS):
                yield _block(batch, shown)
        except (pa.ArrowException, OSError):
            raise _damaged(shown) from None


def _block(batch: pa.RecordBatch, shown: str) -> Blok:
    import numpy as np
    import pyarrow as pa

    kolommen = []
    for naam, kolom in zip(batch.schema.names, batch.columns, strict=True):
        try:
            kolommen.append(arrow_cells(_as_text(kolom)))
        except pa.ArrowInvalid:
            raise SourceError(
                f"de kolom {naam} bevat geen tekst",
                waar=shown,
                doe="zet haar om naar tekst (een hash hexadecimaal), of laat haar weg",
            ) from None
    return Blok(tuple(kolommen), batch.num_rows, np.arange(batch.num_rows), has_mail(kolommen))


def _as_text(kolom: pa.Array) -> pa.Array:
    """The values as they would stand in a CSV; a moment as its day.

    Raises:
        pa.ArrowInvalid: bytes that are no UTF-8; the scan for data about people could not read
            them.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    soort = kolom.type
    if pa.types.is_dictionary(soort):
        return _as_text(kolom.dictionary_decode())
    if pa.types.is_timestamp(soort):
        kolom = (pc.local_timestamp(kolom) if soort.tz else kolom).cast(pa.date32(), safe=False)
    return kolom.cast(pa.string()).cast(pa.binary())


def _open(pad: Path, shown: str) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # A small buffer reads a column in pieces, not a whole group of rows at once.
        return pq.ParquetFile(os_path(pad), buffer_size=_BUFFER, pre_buffer=False)
    except FileNotFoundError as fout:
        raise unreadable(fout, shown) from None
    except (pa.ArrowException, OSError):
        raise _damaged(shown) from None


def _damaged(shown: str) -> SourceError:
    return SourceError(
        "dit Parquet-bestand is beschadigd", waar=shown, doe="vraag of maak het opnieuw"
    )
