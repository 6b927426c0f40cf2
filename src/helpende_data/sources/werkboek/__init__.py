"""The grid of cells of any workbook or text file, within limits. Knows no layout of figures."""

from __future__ import annotations

from pathlib import Path

from helpende_data.errors import SourceError
from helpende_data.files import read_bytes
from helpende_data.provenance import sha256
from helpende_data.sources.werkboek import ods, xls, xlsx
from helpende_data.sources.werkboek.grenzen import MAX_BYTES, MAX_LINE, OPNIEUW, te_groot
from helpende_data.sources.werkboek.model import (
    Blad,
    Formulefout,
    Waarde,
    Werkboek,
    cel_naam,
    kolom_naam,
    kolom_nummer,
)
from helpende_data.sources.werkboek.ole import pack_ole, unpack_ole
from helpende_data.sources.werkboek.pakket import pack, packed_kind, unpack
from helpende_data.sources.werkboek.raster import check_sheets, read_sheets
from helpende_data.sources.werkboek.tekst import lange_regel, read_tekst

__all__ = [
    "Blad",
    "Formulefout",
    "Waarde",
    "Werkboek",
    "cel_naam",
    "kolom_naam",
    "kolom_nummer",
    "read_werkboek",
]

TEXT = (".csv", ".tsv", ".txt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "een pdf"),
    (b"<!doctype html", "een webpagina"),
    (b"<html", "een webpagina"),
    (b"<?xml", "XML"),
    (b"{\\rtf", "een tekstdocument (rtf)"),
    (b"PAR1", "Parquet"),
    (b"\x1f\x8b", "een ingepakt bestand (gzip)"),
    (b"7z\xbc\xaf", "een ingepakt bestand (7z)"),
    (b"Rar!", "een ingepakt bestand (rar)"),
)


def read_werkboek(pad: Path, shown: str, *, leeg: bool = False) -> Werkboek:
    """All sheets of an XLSX, XLS or ODS, or a CSV, TSV or TXT as a workbook of one sheet.

    What it is follows from its contents; a name that says something else is refused.

    Args:
        shown: the name of the file in messages and in the trace of each figure.
        leeg: may all its sheets be without a filled cell?

    Raises:
        SourceError: missing, empty, too large, encrypted, damaged, or of another format.
    """
    _check_size(pad, shown)
    inhoud = read_bytes(pad)
    if not inhoud.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourceError("dit bestand is leeg", waar=shown, doe="vraag het opnieuw aan")
    soort = _kind(inhoud, shown)
    bladen = (read_tekst(inhoud, shown),) if soort == "tekst" else _sheets(inhoud, soort, shown)
    _check_name(pad.suffix.lower(), soort, shown)  # not before: an encrypted XLSX looks like an XLS
    if not leeg and not any(blad.rijen for blad in bladen):
        raise SourceError(
            "dit bestand heeft geen cijfers", waar=shown, doe="lees een gevuld bestand in"
        )
    return Werkboek(shown, sha256(inhoud), bladen)


def _check_size(pad: Path, shown: str) -> None:
    """Refuse a file that is too large before reading it, and say so when it is one endless line."""
    try:
        omvang = pad.stat().st_size
        if omvang <= MAX_BYTES:
            return
        with pad.open("rb") as bestand:
            begin = bestand.read(MAX_LINE + 1)
    except OSError:
        return  # `read_bytes` tells what is wrong
    if pad.suffix.lower() in TEXT and b"\n" not in begin and b"\r" not in begin:
        raise lange_regel(shown)
    raise te_groot(shown, omvang)


def _kind(inhoud: bytes, shown: str) -> str:
    """``xlsx``, ``ods``, ``xls`` or ``tekst``, by the contents."""
    if inhoud.startswith(_OLE):
        return "xls"
    if inhoud.startswith(b"PK"):
        return packed_kind(inhoud, shown)
    begin = inhoud[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for teken, wat in _OTHERS:
        if begin.startswith(teken.lower()):
            raise SourceError(
                f"dit is geen werkboek maar {wat}", waar=shown, doe=OPNIEUW + " of CSV UTF-8"
            )
    return "tekst"


def _check_name(suffix: str, soort: str, shown: str) -> None:
    past = {"tekst": TEXT, "xlsx": (".xlsx", ".xlsm")}.get(soort, (f".{soort}",))
    if suffix in past:
        return
    wat = "tekst (csv)" if soort == "tekst" else f"een werkboek ({soort})"
    raise SourceError(
        f"de naam eindigt op {suffix or 'niets'}, maar dit is {wat}",
        waar=shown,
        doe=f"geef het bestand een naam die eindigt op {past[0]}",
    )


def _sheets(inhoud: bytes, soort: str, shown: str) -> tuple[Blad, ...]:
    if soort == "xls":
        stroom = unpack_ole(inhoud, shown)
        extra, bestand = xls.remarks(stroom, shown), pack_ole(stroom)
    else:
        delen = unpack(inhoud, shown)
        extra = (xlsx if soort == "xlsx" else ods).remarks(delen, shown)
        bestand = pack(delen)
    check_sheets(extra, shown)
    return tuple(read_sheets(bestand, extra, shown))
