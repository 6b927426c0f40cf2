"""How a text file is written: its alphabet, its separator and Excel's note. Knows no rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence

UTF8 = ("utf-8", "utf-8-sig")  # with a mark at its begin and without
_SEPARATORS = (";", "\t", ",", "|")
SAMPLE = 200  # lines to choose the separator by
_NOTE = re.compile(r'sep=([^\w\s"]|\t)\s*', re.IGNORECASE)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def find_coding(begin: bytes) -> str:
    """The name of the alphabet, as Python knows it, by the first bytes of a file.

    What is no UTF-16 is called UTF-8: that it is the Western alphabet of Windows only shows where
    it cannot be UTF-8.
    """
    for mark, naam in _MARKS.items():
        if begin.startswith(mark):
            return naam
    # Without a mark: every second byte of Dutch text in UTF-16 is zero.
    if begin[1:40:2].count(0) > 15:
        return "utf-16-le"
    return "utf-16-be" if begin[:40:2].count(0) > 15 else "utf-8"


def decode_line(ruw: bytes) -> str:
    """The text of some bytes: UTF-8, or else the Western alphabet of Windows."""
    try:
        return ruw.decode("utf-8")
    except UnicodeDecodeError:
        return ruw.decode("cp1252", "replace")


def find_separator(regels: Sequence[str]) -> str:
    """The sign in Excel's note, or the one that cuts most lines into equally many cells; or `;`.

    A decimal comma is not one: it stands in fewer lines than the real separator, or in as many
    and then `;` goes before it.
    """
    if regels and (noot := excel_note(regels[0])):
        return noot
    beste, meeste = ";", 0
    for teken in _SEPARATORS:
        breedtes: Counter[int] = Counter()
        try:
            lezer = csv.reader(regels[:SAMPLE], delimiter=teken)
            breedtes.update(len(rij) for rij in lezer if len(rij) > 1)
        except csv.Error:
            continue
        gelijk = breedtes.most_common(1)[0][1] if breedtes else 0
        if gelijk > meeste:
            beste, meeste = teken, gelijk
    return beste


def excel_note(regel: str) -> str:
    """The separator that Excel notes on a first line as ``sep=;``; empty: this is no such line."""
    noot = _NOTE.fullmatch(regel)
    return noot[1] if noot else ""
