"""The rows of a CSV file in blocks of cells, with bounded memory. Knows no meaning."""

from __future__ import annotations

from collections.abc import Generator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpende_data.errors import SourceError
from helpende_data.files import os_path
from helpende_data.sources.records.blokken import IN_USE, Blok, arrow_cells, has_mail
from helpende_data.sources.records.cellen import PAD, Cellen
from helpende_data.sources.records.kop import LONGEST, Kop, refuse_nul, too_long, unreadable

if TYPE_CHECKING:
    import io

    import pyarrow as pa

BLOCK = 4 << 20
_ARROW_BLOCK = 4 << 20
_END, _RETURN = ord("\n"), ord("\r")


def csv_blokken(pad: Path, kop: Kop, shown: str) -> Generator[Blok]:
    """The rows of a file, block after block. A block holds until the next but one is asked for.

    A plain file is cut up here, in a third of the time that Arrow needs. From the first quotation
    mark on Arrow reads it, since cells may then hold signs and line ends.

    Raises:
        SourceError: the file cannot be read to its end.
    """
    try:
        with open(os_path(pad), "rb", buffering=0) as bestand:
            plek = kop.begin
            if kop.is_utf8:
                plek = yield from _plain(bestand, kop, shown)
            if plek >= 0:
                yield from _quoted(bestand, plek, kop, shown)
    except OSError as fout:
        raise unreadable(fout, shown) from None


def _plain(bestand: io.FileIO, kop: Kop, shown: str) -> Generator[Blok, None, int]:
    """Blocks of whole lines; returns where the first one with quotation marks begins, or -1."""
    bestand.seek(kop.begin)
    plek, rest = kop.begin, b""
    room = -(-(LONGEST + BLOCK + PAD) // 8) * 8
    for buffer in cycle([bytearray(room) for _ in range(IN_USE)]):
        buffer[: len(rest)] = rest
        with memoryview(buffer) as view:
            gelezen = bestand.readinto(view[len(rest) : len(rest) + BLOCK])
        size = len(rest) + gelezen
        if buffer.find(b'"', 0, size) >= 0:
            return plek
        refuse_nul(buffer, size, shown)
        if not gelezen and size:  # the last line has no end
            buffer[size] = _END
            size += 1
        eind = buffer.rfind(b"\n", 0, size) + 1
        rest = bytes(buffer[eind:size])
        if len(rest) > LONGEST:
            raise too_long(shown)
        if eind:
            yield _cut(buffer, eind, kop)
        plek += eind
        if not gelezen:
            return -1
    raise AssertionError("cycle does not end")


def _cut(buffer: bytearray, size: int, kop: Kop) -> Blok:
    """Whole lines without quotation marks, cut at every sign."""
    import numpy as np

    breedte = len(kop.namen)
    data = np.frombuffer(buffer, np.uint8)
    signs = data[:size]
    is_end = signs == _END
    ends: Any = np.flatnonzero((signs == ord(kop.scheiding)) | is_end)
    scheef: tuple[int, ...] = ()
    rijen = int(np.count_nonzero(is_end))
    if len(ends) == rijen * breedte and is_end[ends[breedte - 1 :: breedte]].all():
        ends = ends.reshape(-1, breedte)
        begin = np.concatenate(([0], ends[:-1, -1] + 1))
        plaats = np.arange(rijen)
    else:
        laatste = np.flatnonzero(is_end[ends])
        regel = ends[laatste]
        lengte = np.diff(regel, prepend=-1) - 1
        leeg = (lengte == 0) | ((lengte == 1) & (data[regel - 1] == _RETURN))
        goed = np.diff(laatste, prepend=-1) == breedte
        goed &= ~leeg | (breedte > 1)
        scheef = tuple(np.flatnonzero(~goed & ~leeg).tolist())
        plaats = np.flatnonzero(goed)
        begin = (regel - lengte)[plaats]
        ends = ends[(laatste[plaats] - breedte + 1)[:, None] + np.arange(breedte)]
    starts = [begin, *(ends[:, nummer] + 1 for nummer in range(breedte - 1))]
    lengths = [ends[:, nummer] - start for nummer, start in enumerate(starts)]
    lengths[-1] -= (lengths[-1] > 0) & (data[ends[:, -1] - 1] == _RETURN)
    kolommen = [Cellen(data, *paar) for paar in zip(starts, lengths, strict=True)]
    return Blok(tuple(kolommen), rijen, plaats, buffer.find(b"@", 0, size) >= 0, scheef)


def _quoted(bestand: io.FileIO, plek: int, kop: Kop, shown: str) -> Generator[Blok]:
    """The rows from byte `plek` on, as Arrow reads them."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv

    kop_erbij = 0 if kop.is_utf8 else kop.regels  # Arrow turns it into UTF-8, from the start
    bestand.seek(plek)
    scheef: list[int] = []  # rows that Arrow left out, counted from `plek`

    def skip(rij: Any) -> str:
        scheef.append(rij.number - 1 - kop_erbij)
        return "skip"

    namen = [str(nummer) for nummer in range(len(kop.namen))]
    try:
        lezer = csv.open_csv(
            bestand,
            csv.ReadOptions(
                use_threads=False,  # with threads Arrow does not number wrong rows
                block_size=_ARROW_BLOCK,
                column_names=namen,
                encoding="utf-8" if kop.is_utf8 else kop.codering,
                skip_rows=kop_erbij,
            ),
            csv.ParseOptions(
                delimiter=kop.scheiding,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
            ),
            csv.ConvertOptions(column_types=dict.fromkeys(namen, pa.binary())),
        )
        gehad = 0
        for batch in lezer:
            blok = _batch(batch, [rij - gehad for rij in scheef if rij >= gehad], kop, shown)
            gehad += blok.rijen
            yield blok
        rest = [rij - gehad for rij in scheef if rij >= gehad]
        yield Blok((), len(rest), np.zeros(0, np.intp), False, tuple(rest))
    except pa.ArrowInvalid as fout:
        if "straddling" in str(fout):
            raise too_long(shown) from None
        if "Empty CSV" not in str(fout):
            raise SourceError(
                "dit is geen geldige CSV",
                waar=shown,
                doe="controleer de scheidingstekens en de aanhalingstekens",
            ) from None
    except UnicodeDecodeError:
        raise SourceError(
            "dit bestand is geen leesbare tekst", waar=shown, doe="sla het op als CSV UTF-8"
        ) from None


def _batch(batch: pa.RecordBatch, scheef: list[int], kop: Kop, shown: str) -> Blok:
    """Rows as Arrow read them, with their places between the rows that it left out."""
    import numpy as np

    rijen = batch.num_rows
    while (erbij := sum(rij < rijen for rij in scheef)) + batch.num_rows > rijen:
        rijen = batch.num_rows + erbij
    weg = [rij for rij in scheef if rij < rijen]
    plaats = np.setdiff1d(np.arange(rijen), weg)
    kolommen = tuple(arrow_cells(kolom) for kolom in batch.columns)
    for cellen in kolommen:
        refuse_nul(cellen.data.tobytes(), int(cellen.length.sum()), shown)
    gebroken = {int(plaats[rij]) for cellen in kolommen for rij in _swallowed(cellen, kop)}
    return Blok(kolommen, rijen, plaats, has_mail(kolommen), tuple(weg), tuple(sorted(gebroken)))


def _swallowed(cellen: Cellen, kop: Kop) -> set[int]:
    """Rows of which this cell holds what looks like rows: a quotation mark has no partner."""
    import numpy as np

    ends = np.flatnonzero(cellen.data == _END)
    rows = set((np.searchsorted(cellen.start, ends, "right") - 1).tolist())
    scheiding, tekens = kop.scheiding.encode(), max(1, len(kop.namen) - 1)
    gevonden = set()
    for row in rows:
        _, *regels = cellen.raw(row).split(b"\n")
        if any(regel.count(scheiding) >= tekens for regel in regels) or (
            regels[-1].endswith(scheiding)
        ):
            gevonden.add(row)
    return gevonden
