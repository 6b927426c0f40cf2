"""Numbers and dates as Dutch readers write them, rounded once, in one place."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helpende_data.periodes import MAANDEN


def round_once(waarde: float, decimalen: int) -> float:
    """`waarde` rounded half away from zero, as people do, not half to even.

    Args:
        waarde: a finite number; its shortest decimal form decides, so 0.25 becomes 0.3.
        decimalen: digits behind the comma, 0 or more.
    """
    stap = Decimal(1).scaleb(-decimalen)
    return float(Decimal(repr(float(waarde))).quantize(stap, rounding=ROUND_HALF_UP))


def format_nl(waarde: float, decimalen: int = 0) -> str:
    """A number with a decimal comma and points per thousand: ``1203.9`` -> ``1.203,9``."""
    tekst = f"{round_once(waarde, decimalen):,.{decimalen}f}"
    return tekst.translate(str.maketrans(",.", ".,")).replace("-", "\N{MINUS SIGN}")


def format_euro(waarde: float) -> str:
    """Whole euros: ``1900000`` -> ``€ 1.900.000`` with a space that does not break."""
    return f"€\N{NO-BREAK SPACE}{format_nl(waarde)}"


def date_nl(tekst: str) -> str:
    """A date as people write it: ``2026-11-22`` -> ``22 november 2026``; other text as it is."""
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        return tekst
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def has_number(tekst: str) -> bool:
    """Is there any sign in it that is a digit or stands for a number?"""
    return any(map(str.isnumeric, tekst))


def can_print(gedrukt: float, decimalen: int, laag: float, hoog: float) -> bool:
    """Can a number between two bounds print like this, rounded or cut off?

    Args:
        gedrukt: the number as printed, with `decimalen` digits behind the comma.
        laag, hoog: what the number itself can be.
    """
    stap = 10.0**-decimalen
    speling = 1e-9 * max(1.0, abs(gedrukt))
    return laag < gedrukt + stap + speling and hoog >= gedrukt - stap / 2 - speling
