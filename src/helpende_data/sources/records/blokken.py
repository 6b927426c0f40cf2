"""Some rows of a file as cells, whatever file it is. Knows no meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpende_data.sources.records.cellen import PAD, Cellen

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

IN_USE = 2  # one block is being counted while the next one is made


@dataclass(frozen=True)
class Blok:
    """Some rows of a file.

    Args:
        kolommen: the cells of each column, in the order of the header; none: no rows.
        rijen: how many rows of the file this block takes, wrong and blank ones included.
        plaats: shape (rows,), the place of each row within the block, from 0.
        mail: is there an @ in any cell?
        scheef: places of rows with too many or too few cells.
        gebroken: places of rows in which a quotation mark seems to have swallowed other rows.
    """

    kolommen: tuple[Cellen, ...]
    rijen: int
    plaats: np.ndarray[Any, Any]
    mail: bool
    scheef: tuple[int, ...] = ()
    gebroken: tuple[int, ...] = ()


def arrow_cells(kolom: pa.Array) -> Cellen:
    """The cells of an Arrow array of binary; what is missing is empty."""
    import numpy as np

    kolom = kolom.fill_null(b"") if kolom.null_count else kolom
    _, grenzen, inhoud = kolom.buffers()
    ends = np.frombuffer(grenzen, "i4", len(kolom) + 1, 4 * kolom.offset).astype("i8")
    begin, eind = int(ends[0]), int(ends[-1])
    data = np.zeros((eind - begin + PAD) // 8 * 8 + 8, np.uint8)
    if eind > begin:
        data[: eind - begin] = np.frombuffer(inhoud, np.uint8)[begin:eind]
    return Cellen(data, ends[:-1] - begin, np.diff(ends))


def has_mail(kolommen: Iterable[Cellen]) -> bool:
    """Is there an @ in any cell?"""
    return any((cellen.data == ord("@")).any() for cellen in kolommen)
