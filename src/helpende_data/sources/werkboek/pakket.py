"""The parts packed in an XLSX or ODS, unpacked within limits. Knows no cells."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping

from helpende_data.errors import SourceError
from helpende_data.sources.werkboek.grenzen import (
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED,
    OPNIEUW,
    RATIO_FROM,
    beschadigd,
    wachtwoord,
)

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # an encrypted part
)


_OTHERS = {
    "xl/workbook.bin": "een binair werkboek (xlsb)",
    "word/document.xml": "een Word-document",
    "ppt/presentation.xml": "een presentatie",
    "Index/Document.iwa": "een werkboek van Numbers",
}


def packed_kind(inhoud: bytes, shown: str) -> str:
    """What is packed in this file: ``xlsx`` or ``ods``.

    Raises:
        SourceError: it is something else, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
            namen = set(pakket.namelist())
            mime = pakket.open("mimetype").read(100).decode() if "mimetype" in namen else ""
    except _BROKEN:
        raise beschadigd(shown) from None
    if "xl/workbook.xml" in namen:
        return "xlsx"
    if mime.endswith("opendocument.spreadsheet"):
        return "ods"
    andere = [wat for deel, wat in _OTHERS.items() if deel in namen]
    if "opendocument" in mime:
        andere.append("een ander document van OpenDocument")
    if andere:
        raise SourceError(f"dit is geen werkboek maar {andere[0]}", waar=shown, doe=OPNIEUW)
    if any(naam.startswith("xl/") for naam in namen):
        raise beschadigd(shown)
    raise SourceError(
        "dit is een ingepakt bestand (zip)", waar=shown, doe="pak het uit en lees wat erin zit"
    )


def unpack(inhoud: bytes, shown: str) -> dict[str, bytes]:
    """The XML parts of a packed workbook by name; pictures and macros stay packed.

    What the package says of its own size is checked before anything is unpacked, and nothing is
    unpacked beyond it.

    Raises:
        SourceError: too much is packed in it, it is encrypted, or it is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
            delen = pakket.infolist()
            _check_size(delen, len(inhoud), shown)
            if any(deel.flag_bits & 1 for deel in delen):
                raise wachtwoord(shown)
            gelezen = {
                deel.filename: pakket.read(deel)
                for deel in delen
                if deel.filename.lower().endswith((".xml", ".rels", "mimetype"))
            }
    except _BROKEN:
        raise beschadigd(shown) from None
    for naam, xml in gelezen.items():
        _check_xml(naam, xml, shown)
    return gelezen


def _check_size(delen: list[zipfile.ZipInfo], ingepakt: int, shown: str) -> None:
    uitgepakt = sum(deel.file_size for deel in delen)
    bom = uitgepakt > RATIO_FROM and uitgepakt > MAX_RATIO * ingepakt
    if len(delen) > MAX_PARTS or uitgepakt > MAX_UNPACKED or bom:
        raise SourceError(
            "dit werkboek wordt bij het uitpakken veel te groot",
            waar=shown,
            doe="kopieer alleen het blad met de cijfers naar een nieuw werkboek",
        )


def _check_xml(naam: str, xml: bytes, shown: str) -> None:
    """Refuse what lets XML read other files or grow without end; no workbook needs it."""
    if b"\0" in xml[:100]:
        raise beschadigd(shown, f"{naam} is geen UTF-8")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise SourceError(
            "dit werkboek verwijst naar iets buiten het bestand (DOCTYPE); dat is niet veilig",
            waar=f"{shown}, {naam}",
            doe="vertrouwt u de afzender, open het dan in Excel en sla het opnieuw op",
        )


def pack(delen: Mapping[str, bytes]) -> io.BytesIO:
    """The checked parts as a package again, so that a reader meets nothing else."""
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_STORED) as pakket:
        for naam, inhoud in delen.items():
            pakket.writestr(zipfile.ZipInfo(naam), inhoud)
    doel.seek(0)
    return doel
