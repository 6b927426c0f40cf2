"""What calamine does not tell of an old XLS, read from its records. No values of cells.

Sources: [MS-XLS] 2.1.4 (records) and 2.3 (their numbers).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from helpende_data.errors import SourceError
from helpende_data.sources.werkboek.grenzen import OPNIEUW, beschadigd, wachtwoord
from helpende_data.sources.werkboek.raster import Kanttekening

_BOF, _FILEPASS, _BOUNDSHEET, _ROW = 0x0809, 0x002F, 0x0085, 0x0208
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


def remarks(inhoud: bytes, shown: str) -> dict[str, Kanttekening]:
    """By the name of each sheet: how far it goes, its hidden rows and its failed formulas.

    Raises:
        SourceError: the workbook is encrypted, damaged, or older than Excel 97.
    """
    bladen: dict[int, tuple[str, Kanttekening]] = {}
    blad = Kanttekening()
    try:
        for plek, soort, velden in _records(_stream(inhoud, shown)):
            if soort == _FILEPASS:
                raise wachtwoord(shown)
            if soort == _BOUNDSHEET:
                bladen[struct.unpack_from("<I", velden)[0]] = (_name(velden[6:]), Kanttekening())
            elif soort == _BOF:
                _check_version(velden, shown)
                blad = bladen[plek][1] if plek in bladen else Kanttekening()
            elif soort in _CELLS or soort == _ROW:
                _note(blad, soort, velden)
    except (struct.error, IndexError):
        raise beschadigd(shown) from None
    return dict(bladen.values())


def _stream(inhoud: bytes, shown: str) -> bytes:
    """The stream with the records; an encrypted XLSX is packed in the same way."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(inhoud)) as pakket:
            if pakket.exists("EncryptedPackage"):
                raise wachtwoord(shown)
            if pakket.exists("Workbook"):
                return bytes(pakket.openstream("Workbook").read())
            if pakket.exists("Book"):
                raise _oud(shown)
    except (OSError, ValueError, IndexError, struct.error):
        raise beschadigd(shown) from None
    raise SourceError("dit is geen werkboek (misschien een Word-document)", waar=shown, doe=OPNIEUW)


def _records(stroom: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and contents of each record."""
    plek = 0
    while plek + 4 <= len(stroom):
        soort, lengte = struct.unpack_from("<HH", stroom, plek)
        yield plek, soort, stroom[plek + 4 : plek + 4 + lengte]
        plek += 4 + lengte


def _check_version(velden: bytes, shown: str) -> None:
    if struct.unpack_from("<H", velden)[0] != _BIFF8:
        raise _oud(shown)


def _oud(shown: str) -> SourceError:
    return SourceError("dit werkboek is van voor Excel 97", waar=shown, doe=OPNIEUW)


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
