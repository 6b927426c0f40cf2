"""Texts of a workbook made comparable: blanks, cases and marks of notes away. Knows no meaning."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.sources.werkboek import Waarde

LOS = " / "  # between the rows of a header, and between the columns of a label
_HOOG = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079]")  # notes, before NFKC makes digits of them
_ZACHT = re.compile("\u00ad|[\u200b-\u200d\u2060\ufeff]")
_AFBREKING = re.compile(r"(?<=[a-z])-[ \t]*\r?\n[ \t]*(?=[a-z])")  # a word broken by hand
_TOTAAL = re.compile(r"(?:sub|eind)?totaal|som\b|.*\btotaal$")
_NOOT = re.compile(r"(?<=\S)(?:\s*[*†‡]+|\s+\d{1,2}\))$")


def is_blank(waarde: Waarde) -> bool:
    """Is there nothing to see in this cell?"""
    return waarde is None or (isinstance(waarde, str) and not tidy(waarde))


def as_text(waarde: Waarde) -> str:
    """A cell as a reader sees it: ``2024.0`` is 2024, ``76.5`` 76,5, an empty cell nothing."""
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return tidy(waarde)
    if isinstance(waarde, bool):
        return "WAAR" if waarde else "ONWAAR"
    if isinstance(waarde, float) and waarde.is_integer():
        return str(int(waarde))
    if isinstance(waarde, (datetime, date, time)):
        return waarde.isoformat()
    return str(waarde).replace(".", ",")


@lru_cache(maxsize=50_000)
def tidy(tekst: str) -> str:
    """One line with single plain blanks; raised digits and invisible signs are gone."""
    zonder = _AFBREKING.sub("", _ZACHT.sub("", _HOOG.sub("", tekst)))
    return " ".join(unicodedata.normalize("NFKC", zonder).split())


@lru_cache(maxsize=50_000)
def without_note(tekst: str) -> str:
    """A text without the mark of a note behind it: ``Druten 1)`` and ``65*``."""
    kaal = tidy(tekst)
    while _NOOT.search(kaal):
        kaal = _NOOT.sub("", kaal)
    return kaal


@lru_cache(maxsize=50_000)
def plain(tekst: str) -> str:
    """A text as it is compared: lower case, without notes and a colon at the end."""
    return without_note(tekst).casefold().rstrip(":").rstrip()


def is_total(tekst: str) -> bool:
    """Does a text say that its row is a total?"""
    return bool(_TOTAAL.match(plain(tekst)))


def matches(tekst: str, patronen: Iterable[str]) -> bool:
    """Is a text one of these, where ``*`` stands for anything?"""
    kaal = plain(tekst)
    return any(fnmatch.fnmatchcase(kaal, _pattern(patroon)) for patroon in patronen)


@lru_cache(maxsize=1000)
def _pattern(patroon: str) -> str:
    """Only the star is special: brackets and question marks are plain text in a label."""
    return tidy(patroon).casefold().replace("[", "[[]").replace("?", "[?]")
