"""Arithmetic on colours as the web guidelines (WCAG 2.2) define it. Knows no style."""

from __future__ import annotations

import re

WIT, INKT, GRIJS = "#ffffff", "#1b2529", "#4d585d"
DONKER = "#12191c"  # the page in the dark
LEESBAAR = 4.5  # WCAG AA for text

_PARTS = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)


def is_colour(tekst: str) -> bool:
    """Is it written as ``#rrggbb``?"""
    return _PARTS.fullmatch(tekst) is not None


def contrast(een: str, ander: str) -> float:
    """The contrast of two colours ``#rrggbb``: 1 for the same one, 21 for black on white.

    Sources: WCAG 2.2, relative luminance and contrast ratio.
    """
    licht, donker = sorted((_luminance(een), _luminance(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def readable_on(kleur: str, achtergrond: str, minstens: float) -> str:
    """`kleur`, mixed with as little white as makes it readable on a dark background."""
    for stap in range(101):
        gemengd = _mix(kleur, stap / 100)
        if contrast(gemengd, achtergrond) >= minstens:
            return gemengd
    return WIT


def _parts(kleur: str) -> tuple[int, ...]:
    gevonden = _PARTS.fullmatch(kleur)
    if gevonden is None:
        raise ValueError("geen kleur als #rrggbb")
    return tuple(int(deel, 16) for deel in gevonden.groups())


def _luminance(kleur: str) -> float:
    delen = [deel / 255 for deel in _parts(kleur)]
    rood, groen, blauw = (
        d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen
    )
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def _mix(kleur: str, wit: float) -> str:
    return "#" + "".join(f"{round(deel + (255 - deel) * wit):02x}" for deel in _parts(kleur))
