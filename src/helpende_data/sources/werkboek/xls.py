"""What calamine does not tell of an old XLS, read from its records. No values of cells.

Sources: [MS-XLS] 2.1.4 (records) and 2.3 (their numbers).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from helpende_data.sources.werkboek.grenzen import (
    beschadigd,
    check_count,
    check_names,
    oud,
    wachtwoord,
)
from helpende_data.sources.werkboek.raster import Kanttekening

_BOF, _FILEPASS, _BOUNDSHEET, _STRINGS = 0x0809, 0x002F, 0x0085, 0x00FC
_EOF, _DIMENSIONS, _ROW = 0x000A, 0x0200, 0x0208
_BIFF8 = 0x0600
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_CELLS = {_FORMULA, _BOOLERR, _MULRK, 0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6}
_FOUTEN = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def remarks(stroom: bytes, shown: str) -> dict[str, Kanttekening]:
    """By the name of each sheet: how far it goes, its hidden rows and its failed formulas.

    Args:
        stroom: the records, see `unpack_ole`.

    Raises:
        SourceError: the workbook is encrypted, damaged, or older than Excel 97.
    """
    try:
        plekken = list(_sheets(stroom, shown))
        check_count(shown, len(plekken))
        check_names(shown, [naam for naam, _ in plekken])
        return {naam: _walk(stroom, plek, shown) for naam, plek in plekken}
    except (struct.error, IndexError):
        raise beschadigd(shown) from None


def _sheets(stroom: bytes, shown: str) -> Iterator[tuple[str, int]]:
    """Name of each sheet and where its records begin."""
    for soort, velden in _records(stroom, 0):
        if soort == _FILEPASS:
            raise wachtwoord(shown)
        if soort == _BOF:
            _check_version(velden, shown)
        elif soort == _STRINGS and struct.unpack_from("<I", velden, 4)[0] > len(stroom):
            raise beschadigd(shown)  # calamine makes room for as many texts as it says
        elif soort == _BOUNDSHEET:
            yield _name(velden[6:]), struct.unpack_from("<I", velden)[0]


def _walk(stroom: bytes, plek: int, shown: str) -> Kanttekening:
    """What the records of one sheet tell. Begins and ends where calamine does."""
    blad = Kanttekening()
    for soort, velden in _records(stroom, plek):
        if soort == _DIMENSIONS:
            van_rij, rijen, van_kolom, kolommen = struct.unpack_from("<IIHH", velden)
            if rijen and kolommen and (van_rij >= rijen or van_kolom >= kolommen):
                raise beschadigd(shown)
            blad.reach(rijen - 1, kolommen - 1)
        elif soort in _CELLS or soort == _ROW:
            _note(blad, soort, velden)
    return blad


def _records(stroom: bytes, plek: int) -> Iterator[tuple[int, bytes]]:
    """Kind and contents of each record from a place up to the end of its part."""
    while plek + 4 <= len(stroom):
        soort, lengte = struct.unpack_from("<HH", stroom, plek)
        if soort == _EOF:
            return
        yield soort, stroom[plek + 4 : plek + 4 + lengte]
        plek += 4 + lengte


def _check_version(velden: bytes, shown: str) -> None:
    if struct.unpack_from("<H", velden)[0] != _BIFF8:
        raise oud(shown)


def _name(velden: bytes) -> str:
    lengte, breed = velden[0], velden[1] & 1
    if breed:
        return velden[2 : 2 + 2 * lengte].decode("utf-16-le", "replace")
    return velden[2 : 2 + lengte].decode("latin-1")


def _note(blad: Kanttekening, soort: int, velden: bytes) -> None:
    rij, kolom = struct.unpack_from("<HH", velden)
    if soort == _ROW:
        if velden[12] & 0x20:
            blad.verborgen_rijen.add(rij)
        return
    blad.reach(
        rij, struct.unpack_from("<H", velden, len(velden) - 2)[0] if soort == _MULRK else kolom
    )
    if soort == _BOOLERR and velden[7]:
        blad.fouten[rij, kolom] = _FOUTEN.get(velden[6], "#?")
    elif soort == _FORMULA and velden[12:14] == b"\xff\xff" and velden[6] == 2:
        blad.fouten[rij, kolom] = _FOUTEN.get(velden[8], "#?")
