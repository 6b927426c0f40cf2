"""A CSV, TSV or TXT as a grid of texts. Knows no layout."""

from __future__ import annotations

import csv
import io
import re

from helpende_data.errors import SourceError
from helpende_data.schema.getallen import format_nl
from helpende_data.sources.schrijfwijze import excel_note, find_coding, find_separator
from helpende_data.sources.werkboek.grenzen import MAX_LINE, check_cells
from helpende_data.sources.werkboek.model import Blad, Waarde

_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


def read_tekst(inhoud: bytes, shown: str) -> Blad:
    """The lines as rows of texts: an empty line is a row of empty cells, so that numbers agree.

    Raises:
        SourceError: it is no text, a line is endless, or its quotes do not close.
    """
    tekst = decode(inhoud, shown)
    regels = tekst.splitlines(keepends=True)
    if regels and max(map(len, regels)) > MAX_LINE:
        raise lange_regel(shown)
    rijen: list[list[Waarde]] = []
    lezer = csv.reader(
        io.StringIO(tekst, newline=""), delimiter=find_separator(regels), strict=True
    )
    try:
        for velden in lezer:
            rij: list[Waarde] = [cel or None for cel in velden]
            while rij and rij[-1] is None:
                rij.pop()
            rijen.append(rij)
    except csv.Error as fout:
        raise SourceError(
            f"dit is geen geldige CSV ({_reason(fout)})",
            waar=f"{shown}, regel {lezer.line_num}",
            doe="herstel de aanhalingstekens op deze regel",
        ) from None
    if regels and excel_note(regels[0]):
        rijen[0] = []
    while rijen and not rijen[-1]:
        rijen.pop()
    breed = max(map(len, rijen), default=0)
    check_cells(shown, "", len(rijen), breed)
    return Blad("", tuple((*rij, *[None] * (breed - len(rij))) for rij in rijen))


def lange_regel(shown: str) -> SourceError:
    """A line without end, as in a file that is no text or lost its line ends."""
    return SourceError(
        f"een regel van dit bestand is langer dan {format_nl(MAX_LINE)} tekens",
        waar=shown,
        doe="sla het opnieuw op als CSV UTF-8; elke rij hoort op een eigen regel",
    )


def decode(inhoud: bytes, shown: str) -> str:
    """The text of a file in UTF-8, UTF-16 or the Western alphabet of Windows.

    Raises:
        SourceError: this is no text in one of these.
    """
    codering = find_coding(inhoud)
    for naam in ("utf-8", "cp1252") if codering == "utf-8" else (codering,):
        try:
            tekst = inhoud.decode(naam)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(tekst):
            break
        return tekst
    raise SourceError(
        "dit bestand is geen werkboek en geen tekst",
        waar=shown,
        doe="sla het op als xlsx of als CSV UTF-8",
    )


def _reason(fout: csv.Error) -> str:
    """What the csv module says, in Dutch where a user meets it."""
    for engels, nederlands in (
        ("unexpected end of data", "een aanhalingsteken sluit niet"),
        ("expected after", "tekst na een aanhalingsteken"),
        ("field larger", "een cel is te lang, of een aanhalingsteken sluit niet"),
    ):
        if engels in str(fout):
            return nederlands
    return str(fout)
