"""How a number was printed: its digits, and whether a recomputed number can print like it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from helpende_data.controle.gegevens import Opgave
from helpende_data.schema.getallen import format_nl, round_once

_MOST_DECIMALS = 3
_TINY = 1e-9


@dataclass(frozen=True)
class Printed:
    """A printed number, or the bounds that its words give ("nog geen 2,5")."""

    waarde: float | None
    laag: float
    hoog: float
    decimalen: int
    tekst: str

    @property
    def shown(self) -> str:
        return format_nl(self.waarde, self.decimalen) if self.waarde is not None else self.tekst

    @property
    def midden(self) -> float:
        if self.waarde is not None:
            return self.waarde
        return (self.laag + self.hoog) / 2 if math.isfinite(self.hoog) else self.laag


@dataclass(frozen=True)
class How:
    """In which way a recomputed number prints like the printed one."""

    suffix: str  # words that follow on "dat past bij de gedrukte 370"
    loose: bool  # only because the count itself is not exactly known


def decimals(*waarden: float) -> int:
    """The fewest decimals that write all these numbers in full."""
    for aantal in range(_MOST_DECIMALS):
        if all(math.isclose(w, round(w, aantal), abs_tol=_TINY) for w in waarden):
            return aantal
    return _MOST_DECIMALS


def printed(opgave: Opgave) -> Printed | None:
    """The number of a statement; None when it gives words only."""
    grenzen = [g for g in (opgave.laag, opgave.hoog) if g is not None]
    tekst = f'"{opgave.tekst}"' if opgave.tekst else ""
    waarde = opgave.waarde
    if not grenzen:
        return None if waarde is None else Printed(waarde, waarde, waarde, decimals(waarde), tekst)
    cijfers = decimals(*grenzen, *([] if waarde is None else [waarde]))
    laag = opgave.laag if opgave.laag is not None else 0.0
    hoog = opgave.hoog if opgave.hoog is not None else math.inf
    woorden = tekst or (
        f"minstens {format_nl(laag, cijfers)}"
        if opgave.hoog is None
        else f"{format_nl(laag, cijfers)} tot {format_nl(hoog, cijfers)}"
    )
    # The words say more than the number in the middle of their bounds.
    return Printed(None, laag, hoog, cijfers, woorden)


def how_printed(gedrukt: Printed, waarde: float, laag: float, hoog: float) -> How | None:
    """Does a recomputed number print like this: rounded, cut off, or within its own bounds?

    Args:
        gedrukt: the number as printed.
        waarde: the recomputed number.
        laag, hoog: what it can be, as the count under it is rounded.

    Returns:
        None when it cannot. 370.56 prints as 371 when rounded and as 370 when cut off: both pass,
        and the words say which.
    """
    if gedrukt.waarde is None:
        if gedrukt.laag <= waarde <= gedrukt.hoog:
            return How("", loose=False)
        if laag <= gedrukt.hoog and hoog >= gedrukt.laag:
            return How(", binnen de afronding van het aantal", loose=True)
        return None
    stap = 10.0**-gedrukt.decimalen
    if math.isclose(round_once(waarde, gedrukt.decimalen), gedrukt.waarde, abs_tol=_TINY):
        return How(", gewoon afgerond", loose=False)
    if gedrukt.waarde <= waarde < gedrukt.waarde + stap:
        gewoon = format_nl(waarde, gedrukt.decimalen)
        suffix = f", naar beneden afgerond (gewoon afgerond is het {gewoon})"
        return How(suffix, loose=False)
    if laag < gedrukt.waarde + stap and hoog >= gedrukt.waarde - stap / 2:
        return How(", binnen de afronding van het aantal", loose=True)
    return None
