"""The first line of a CSV file, and how the rest is to be read. Knows no rows."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import SourceError
from helpende_data.files import os_path

LONGEST = 1 << 20  # bytes of one line
MOST_COLUMNS = 1000
ONE_ROW_EACH = "vraag een bestand met een regel per advies of melding"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True)
class Kop:
    """The names of the columns, the sign between cells, the coding, and where the rows begin."""

    namen: tuple[str, ...]
    scheiding: str
    codering: str
    begin: int


def read_kop(pad: Path, shown: str) -> Kop:
    """The header of a CSV file.

    Raises:
        SourceError: cannot be read, is empty or no text, or has a line or columns without end.
    """
    try:
        with open(os_path(pad), "rb") as bestand:
            ruw = bestand.read(LONGEST)
    except OSError as fout:
        raise unreadable(fout, shown) from None
    codering = _UTF16.get(ruw[:2], "")
    if codering:
        regel, einde, _ = ruw[2:].decode(codering, "replace").partition("\n")
        begin = 0  # Arrow reads it from the start
    else:
        eerste, eind, _ = ruw.removeprefix(codecs.BOM_UTF8).partition(b"\n")
        refuse_nul(eerste, len(eerste), shown)
        begin = ruw.find(b"\n") + 1 or len(ruw)
        regel, einde, codering = decode(eerste), eind.decode(), "utf-8"
    if not einde and len(ruw) == LONGEST:
        raise too_long(shown)
    if not regel.strip():
        raise SourceError("dit bestand is leeg", waar=shown, doe="lees een gevuld bestand in")
    buiten = "".join(regel.split('"')[::2])  # what stands outside quotation marks
    scheiding = max(";\t,|", key=buiten.count)
    try:
        namen = next(csv.reader([regel.rstrip("\r")], delimiter=scheiding))
    except csv.Error:  # line ends of an old Mac, or a name without end
        raise SourceError("de kopregel is niet te lezen", waar=shown, doe=ONE_ROW_EACH) from None
    if len(namen) > MOST_COLUMNS:
        raise SourceError(
            f"dit bestand heeft meer dan {MOST_COLUMNS} kolommen", waar=shown, doe=ONE_ROW_EACH
        )
    kort = [naam.strip() or f"kolom {nummer}" for nummer, naam in enumerate(namen, start=1)]
    return Kop(tuple(kort), scheiding, codering, begin)


def decode(ruw: bytes) -> str:
    """The text of some bytes: UTF-8, or else Windows-1252."""
    try:
        return ruw.decode("utf-8")
    except UnicodeDecodeError:
        return ruw.decode("cp1252", "replace")


def too_long(shown: str) -> SourceError:
    return SourceError(
        "dit bestand heeft een regel van meer dan een megabyte", waar=shown, doe=ONE_ROW_EACH
    )


def refuse_nul(ruw: bytes | bytearray, size: int, shown: str) -> None:
    """Refuse what is no text: a byte 0 stands in no text but UTF-16."""
    if ruw.find(0, 0, size) >= 0:
        raise SourceError("dit bestand is geen tekst", waar=shown, doe="sla het op als CSV UTF-8")


def unreadable(fout: OSError, shown: str) -> SourceError:
    if isinstance(fout, FileNotFoundError):
        return SourceError("bestand niet gevonden", waar=shown, doe="controleer de naam en de map")
    return SourceError(f"bestand kan niet worden gelezen ({fout.strerror})", waar=shown)
