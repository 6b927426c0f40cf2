"""The one stream of an old XLS, taken out of its package and packed again. Knows no cells.

Sources: [MS-CFB] 2.2 (header), 2.3 (sectors), 2.6 (directory).
"""

from __future__ import annotations

import io
import struct

from helpende_data.errors import SourceError
from helpende_data.sources.werkboek.grenzen import OPNIEUW, beschadigd, oud, wachtwoord

_SECTOR = 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_IN_HEADER = 109  # sectors of the allocation table that the header lists


def unpack_ole(inhoud: bytes, shown: str) -> bytes:
    """The records of the workbook in an OLE package; an encrypted XLSX is packed in the same way.

    Raises:
        SourceError: the package is damaged, encrypted, or holds something else.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(inhoud)) as pakket:
            if pakket.exists("EncryptedPackage"):
                raise wachtwoord(shown)
            if pakket.exists("Workbook"):
                return bytes(pakket.openstream("Workbook").read())
            if pakket.exists("Book"):
                raise oud(shown)
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error):
        raise beschadigd(shown) from None
    raise SourceError("dit is geen werkboek (misschien een Word-document)", waar=shown, doe=OPNIEUW)


def pack_ole(stroom: bytes) -> io.BytesIO:
    """The records in a package that is whole: a damaged one makes calamine ask for endless memory.

    The table of sectors comes first, then the directory, an empty place for small streams (calamine
    wants one), then the stream.
    """
    gevuld = stroom.ljust(_SECTOR, b"\0")
    sectoren = -(-len(gevuld) // _SECTOR)
    per_tabel = _SECTOR // 4
    tabellen = 1
    while tabellen * per_tabel < tabellen + 2 + sectoren:
        tabellen += 1
    eerste = tabellen + 2
    ketting = [*range(eerste + 1, eerste + sectoren), _END]
    tabel = [*[_TABLE] * tabellen, _END, _END, *ketting]
    tabel += [_FREE] * (tabellen * per_tabel - len(tabel))
    lijst = [*range(tabellen), *[_FREE] * (_IN_HEADER - tabellen)]
    kop = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    kop += struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    kop += struct.pack("<9I", 1, tabellen, tabellen, 0, _SECTOR, _END, 0, _END, 0)
    kop += struct.pack(f"<{_IN_HEADER}I", *lijst)
    map_ = _entry("Root Entry", 5, 1, tabellen + 1, _SECTOR)
    map_ += _entry("Workbook", 2, _FREE, eerste, len(gevuld))
    delen = (kop, struct.pack(f"<{len(tabel)}I", *tabel), map_, bytes(_SECTOR), gevuld)
    return io.BytesIO(
        b"".join(deel.ljust(-(-len(deel) // _SECTOR) * _SECTOR, b"\0") for deel in delen)
    )


def _entry(naam: str, soort: int, kind: int, begin: int, omvang: int) -> bytes:
    """One entry of the directory: its name, its child, and where its contents begin."""
    tekst = f"{naam}\0".encode("utf-16-le")
    velden = struct.pack("<HBBIII36xIQ", len(tekst), soort, 1, _FREE, _FREE, kind, begin, omvang)
    return tekst.ljust(64, b"\0") + velden
