"""Days as registrations write them. Knows no periods."""

from __future__ import annotations

import re
from datetime import date

VORMEN = "2024-03-31, 31-03-2024 of 20240331"
_JAAR_EERST = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?")
_JAAR_LAATST = re.compile(r"([0-9]{1,2})([-.])([0-9]{1,2})\2([0-9]{4})(?:[T ].*)?")

# Looser ways of writing, in which the year can be told and the day often cannot.
_LOS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})(?:[T ].*)?")
_MAAND = re.compile(
    r"[0-9]{1,2}[ .-]*(?:jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)"
    r"[a-z]*[ .-]*'?([0-9]{4}|[0-9]{2})(?:[T ].*)?",
    re.IGNORECASE,
)


def read_datum(tekst: str) -> date | None:
    """The day that a text names, with or without a time behind it; None: not a day.

    The month never goes before the day: ``03/31/2024`` is no date here, and neither is
    ``31/03/2024``, as nobody can tell the two ways of writing apart.
    """
    if gevonden := _JAAR_EERST.fullmatch(tekst):
        jaar, maand, dag = gevonden.groups()
    elif gevonden := _JAAR_LAATST.fullmatch(tekst):
        dag, _, maand, jaar = gevonden.groups()
    else:
        return None
    try:
        return date(int(jaar), int(maand), int(dag))
    except ValueError:
        return None


def read_jaar(tekst: str, uiterlijk: int) -> int | None:
    """The year of a day, however it is written: ``03/05/1960``, ``3-5-60``, ``12 mei 1984``.

    Looks for dates of birth, where the year is enough; no count may rest on it. Where either end
    of ``24-03-05`` may be the year, the later of both is it.

    Args:
        uiterlijk: no year of two digits is later than this.
    """
    if datum := read_datum(tekst):
        return datum.year
    if gevonden := _MAAND.fullmatch(tekst):
        return _century(gevonden[1], uiterlijk)
    if not (gevonden := _LOS.fullmatch(tekst)):
        return None
    een, _, midden, laatst = gevonden.groups()
    jaren = [
        _century(jaar, uiterlijk)
        for jaar, dag in ((een, laatst), (laatst, een))
        if len(jaar) in (2, 4) and _are_day_and_month(int(dag), int(midden))
    ]
    return max(jaren, default=None)


def _century(jaar: str, uiterlijk: int) -> int:
    return int(jaar) if len(jaar) == 4 else uiterlijk - (uiterlijk - int(jaar)) % 100


def _are_day_and_month(een: int, twee: int) -> bool:
    """In either order."""
    return 1 <= min(een, twee) <= 12 and max(een, twee) <= 31
