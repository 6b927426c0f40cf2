"""One step of an explanation, and what every step is written from. No sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpende_data.gebieden import Noemer
from helpende_data.reports.teksten import Teksten
from helpende_data.schema.getallen import format_nl, round_once
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Feiten, Telling
from helpende_data.statistics.regels import Gebeurtenis
from helpende_data.statistics.vergelijking import Vergelijker

_MOST_DIGITS = 8


@dataclass(frozen=True)
class Stap:
    """One step of an explanation: a heading and its sentences."""

    kop: str
    zinnen: tuple[str, ...]


@dataclass(frozen=True)
class Vraag:
    """The count that is explained, with its inhabitants and all that is needed to explain it."""

    vergelijker: Vergelijker
    teksten: Teksten
    telling: Telling
    noemer: Noemer
    gebeurtenissen: Sequence[Gebeurtenis] = ()

    @property
    def feiten(self) -> Feiten:
        return self.vergelijker.feiten

    @property
    def sleutel(self) -> tuple[str, str, str, str]:
        t = self.telling
        return t.gebied_code, t.indicator, t.periode, t.uitsplitsing

    @property
    def gebied(self) -> str:
        return self.feiten.gebieden.name(self.telling.gebied_code)

    @property
    def is_total(self) -> bool:
        return self.telling.uitsplitsing == TOTAAL


def count_text(telling: Telling) -> str:
    """A count in a sum: "ongeveer 85" where we rounded it, "0 tot 4" where that says too much."""
    if telling.klein and telling.hoog is not None:
        return f"{format_nl(telling.laag)} tot {format_nl(telling.hoog)}"
    return f"{'ongeveer ' if telling.zelf_afgerond else ''}{format_nl(telling.aantal or 0)}"


def digits_for(waarde: float, then: Callable[[float], float], decimalen: int) -> int:
    """How many digits a number needs, so that who calculates on with it gets what is printed.

    Args:
        then: what the reader calculates; the outcome is printed with `decimalen`.
    """
    uit = round_once(then(waarde), decimalen)
    for cijfers_achter in range(2, _MOST_DIGITS):
        if round_once(then(round_once(waarde, cijfers_achter)), decimalen) == uit:
            return cijfers_achter
    return _MOST_DIGITS
