"""The first line of a CSV file, and how the rest is to be read. Knows no rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from helpende_data.errors import SourceError
from helpende_data.files import os_path
from helpende_data.sources.schrijfwijze import (
    SAMPLE,
    UTF8,
    decode_line,
    excel_note,
    find_coding,
    find_separator,
)

LONGEST = 1 << 20  # bytes of one line
MOST_COLUMNS = 1000
ONE_ROW_EACH = "vraag een bestand met een regel per advies of melding"


@dataclass(frozen=True)
class Kop:
    """The names of the columns, and how the file is written.

    Args:
        scheiding: the sign between cells.
        regels: lines up to the first row; two when Excel noted the separator before the header.
        begin: byte at which the first row begins.
    """

    namen: tuple[str, ...]
    scheiding: str
    codering: str
    regels: int
    begin: int

    @property
    def is_utf8(self) -> bool:
        """Can the rows be cut up as bytes?"""
        return self.codering in UTF8


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
    codering = find_coding(ruw)
    if codering in UTF8:
        delen = [*islice(io.BytesIO(ruw), SAMPLE)]
        regels = [decode_line(deel).removeprefix("\ufeff") for deel in delen]
    else:
        tekst = ruw.decode(codering, "replace")
        delen, regels = [], [*islice(io.StringIO(tekst, newline="\n"), SAMPLE)]
    voor = 2 if regels and excel_note(regels[0]) else 1
    begin = sum(map(len, delen[:voor]))  # of UTF-16 0: Arrow reads it from the start
    refuse_nul(ruw, begin, shown)
    regel = "".join(regels[voor - 1 : voor])
    if not regel.endswith("\n") and len(ruw) == LONGEST:
        raise too_long(shown)
    if not regel.strip():
        raise SourceError("dit bestand is leeg", waar=shown, doe="lees een gevuld bestand in")
    scheiding = find_separator(regels)
    try:
        namen = next(csv.reader([regel.rstrip("\r\n")], delimiter=scheiding))
    except csv.Error:  # line ends of an old Mac, or a name without end
        raise SourceError("de kopregel is niet te lezen", waar=shown, doe=ONE_ROW_EACH) from None
    if len(namen) > MOST_COLUMNS:
        raise SourceError(
            f"dit bestand heeft meer dan {MOST_COLUMNS} kolommen", waar=shown, doe=ONE_ROW_EACH
        )
    kort = [naam.strip() or f"kolom {nummer}" for nummer, naam in enumerate(namen, start=1)]
    return Kop(tuple(kort), scheiding, codering, voor, begin)


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
