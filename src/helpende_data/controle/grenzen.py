"""Counts with the bounds of their true value: adding them, and whether two can be equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpende_data.controle.gegevens import Telling
from helpende_data.schema.getallen import format_nl

_EXTRA = 0.5  # 2.5 per figure rounded to five, the tolerance of CBS sums, is its margin 2 and this


@dataclass(frozen=True)
class Span:
    """A count, or a sum of counts, with its bounds.

    Args:
        laag, hoog: the true value lies between these; hoog None: no upper bound known.
        waarde: the published value; None when a part of it is hidden or not known.
        extra: what rounding in halves could add on top of the bounds.
    """

    laag: int
    hoog: int | None
    waarde: int | None
    extra: float = 0.0

    def __add__(self, other: Span) -> Span:
        hoog = None if self.hoog is None or other.hoog is None else self.hoog + other.hoog
        bekend = self.waarde is not None and other.waarde is not None
        waarde = (self.waarde or 0) + (other.waarde or 0) if bekend else None
        return Span(self.laag + other.laag, hoog, waarde, self.extra + other.extra)

    @property
    def shown(self) -> str:
        """The value in Dutch, or the bounds where there is no value."""
        if self.waarde is not None:
            return format_nl(self.waarde)
        if self.hoog is None:
            return f"minstens {format_nl(self.laag)}"
        return f"{format_nl(self.laag)} tot {format_nl(self.hoog)}"

    def exceeds(self, other: Span, *, extra: bool = False) -> bool:
        """Is this more than `other` whatever the true values are?"""
        if other.hoog is None:
            return False
        return self.laag > other.hoog + (self.extra + other.extra if extra else 0.0)


def span(telling: Telling) -> Span:
    """The bounds of one count."""
    extra = _EXTRA if telling.status == "afgerond" else 0.0
    return Span(telling.laag, telling.hoog, telling.aantal, extra)


def total(tellingen: Iterable[Telling]) -> Span:
    """The bounds of a sum."""
    som = Span(0, 0, 0)
    for telling in tellingen:
        som = som + span(telling)
    return som


def compare(delen: Span, geheel: Span, *, wat: str) -> tuple[str, str]:
    """Can a sum and its total be the same number?

    Args:
        delen: the sum of the parts.
        geheel: the total as published.
        wat: what the total is called, such as "het totaal".

    Returns:
        The ernst, and the words that follow on "de delen zijn samen ...".
    """
    if delen.waarde is not None and delen.waarde == geheel.waarde:
        return "klopt", f"samen {delen.shown}, precies {wat}"
    begin = f"samen {delen.shown} en {wat} is {geheel.shown}"
    if not delen.exceeds(geheel) and not geheel.exceeds(delen):
        if delen.waarde is None or geheel.waarde is None:
            return "klopt", f"{begin}; dat kan kloppen, want een deel is verborgen of onbekend"
        return "klopt", f"{begin}; dat past binnen de afronding"
    if not delen.exceeds(geheel, extra=True) and not geheel.exceeds(delen, extra=True):
        return "let_op", f"{begin}; dat past maar net binnen de afronding"
    return "klopt_niet", f"{begin}; {difference(delen, geheel)}"


def difference(delen: Span, geheel: Span) -> str:
    """How much too much or too little, when rounding cannot explain it."""
    rond = bool(delen.extra or geheel.extra)
    slot = ", meer dan afronden verklaart" if rond else ""
    if delen.waarde is None or geheel.waarde is None:
        return f"dat kan niet allebei kloppen{slot}"
    verschil = delen.waarde - geheel.waarde
    return f"dat is {format_nl(abs(verschil))} te {'veel' if verschil > 0 else 'weinig'}{slot}"
