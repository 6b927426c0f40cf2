"""A cell in the words of a reader: names instead of codes. No figures."""

from __future__ import annotations

from collections.abc import Callable

from helpende_data.disclosure.model import Cel
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode
from helpende_data.schema import TOTAAL, Indicatoren


def namer(gebieden: Gebieden, indicatoren: Indicatoren) -> Callable[[Cel], str]:
    """What says a cell in words: "meldingen (0 tot en met 17 jaar), Druten, 2023"."""

    def name(cel: Cel) -> str:
        indicator = indicatoren[cel.indicator]
        deel = "" if cel.uitsplitsing == TOTAAL else f" ({indicator.category(cel.uitsplitsing)})"
        wat = indicator.naam[0].lower() + indicator.naam[1:]
        return f"{wat}{deel}, {gebieden.name(cel.gebied)}, {Periode.parse(cel.periode).label}"

    return name
