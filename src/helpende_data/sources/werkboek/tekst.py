"""A CSV, TSV or TXT as a grid of texts: finds its alphabet and its separator. Knows no layout."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from helpende_data.errors import SourceError
from helpende_data.schema.getallen import format_nl
from helpende_data.sources.werkboek.grenzen import MAX_LINE, check_cells
from helpende_data.sources.werkboek.model import Blad, Waarde

SEPARATORS = (";", "\t", ",", "|")
_SAMPLE = 200  # lines to choose the separator by
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")
_SEP = re.compile(r"sep=(.)\s*")  # Excel's own note on the first line


def read_tekst(inhoud: bytes, shown: str) -> Blad:
    """The lines as rows of texts: an empty line is a row of empty cells, so that numbers agree.

    Raises:
        SourceError: it is no text, a line is endless, or its quotes do not close.
    """
    tekst = decode(inhoud, shown)
    regels = tekst.splitlines(keepends=True)
    if regels and max(map(len, regels)) > MAX_LINE:
        raise lange_regel(shown)
    kop = _SEP.fullmatch(regels[0]) if regels else None
    teken = kop[1] if kop else separator(regels[:_SAMPLE])
    rijen: list[list[Waarde]] = []
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True)
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
    if kop:
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
    for bom, naam in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if inhoud.startswith(bom):
            return _decode(inhoud, (naam,), shown)
    # Without a mark: every second byte of Dutch text in UTF-16 is zero.
    if inhoud[1:40:2].count(0) > 15:
        return _decode(inhoud, ("utf-16-le",), shown)
    if inhoud[:40:2].count(0) > 15:
        return _decode(inhoud, ("utf-16-be",), shown)
    return _decode(inhoud, ("utf-8", "cp1252"), shown)


def _decode(inhoud: bytes, namen: tuple[str, ...], shown: str) -> str:
    for naam in namen:
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


def separator(regels: list[str]) -> str:
    """The sign that cuts most lines into equally many cells; `;` where none does.

    A decimal comma is not one: it stands in fewer lines than the real separator, or in as many
    and then `;` goes before it.
    """
    beste, meeste = ";", 0
    for teken in SEPARATORS:
        breedtes: Counter[int] = Counter()
        try:
            breedtes.update(len(rij) for rij in csv.reader(regels, delimiter=teken) if len(rij) > 1)
        except csv.Error:
            continue
        gelijk = breedtes.most_common(1)[0][1] if breedtes else 0
        if gelijk > meeste:
            beste, meeste = teken, gelijk
    return beste


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
