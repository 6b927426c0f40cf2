"""Days as registrations write them. Knows no periods."""

from __future__ import annotations

import re
from datetime import date

VORMEN = "2024-03-31, 31-03-2024 of 20240331"
_JAAR_EERST = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?")
_JAAR_LAATST = re.compile(r"([0-9]{1,2})([-.])([0-9]{1,2})\2([0-9]{4})(?:[T ].*)?")


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
