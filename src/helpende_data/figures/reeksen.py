"""The series of a trend: looks, names, notes and gaps. Draws nothing, knows no places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpende_data.figures.model import BEKEND, Punt, Reeks, Trend
from helpende_data.figures.stijl import BREEDTE, KLEIN, KLEINE_REGEL, SOORTEN, VOORRANG, Soort, wrap
from helpende_data.figures.waarden import VOORLOPIG, check_point, shown_text

NAAM = 0.27 * BREEDTE  # the widest column of names
SLEUTEL = 22.0  # the sample of the line before a name
TEKENS = "¹²³⁴⁵⁶⁷⁸⁹"
ANDERE_TEKENS = ("o", "s", "D", "^", "v", "P", "X", "p")


@dataclass(frozen=True)
class Lijn:
    """A series with its looks and the texts at its end, in lines.

    Args:
        laatste: the place of the last known point, None where no point is known.
    """

    reeks: Reeks
    looks: Soort
    naam: list[str]
    waarde: list[str]
    laatste: int | None

    @property
    def hoogte(self) -> float:
        """The height of its texts, in points."""
        return (len(self.naam) + len(self.waarde)) * KLEINE_REGEL

    @property
    def rang(self) -> int:
        """0 for the nearest kind of area."""
        return VOORRANG.index(self.reeks.soort)


def check_trend(data: Trend) -> None:
    """Refuse a trend that does not fit together.

    Raises:
        ValueError: no periods or series, a series of another length, a break outside the
            periods, or a point that contradicts itself.
    """
    if not data.periodes or not data.reeksen:
        raise ValueError("een trend heeft ten minste een periode en een reeks")
    for reeks in data.reeksen:
        if len(reeks.punten) != len(data.periodes):
            raise ValueError(f"een punt voor elke periode nodig: {reeks.label!r}")
        if reeks.soort not in SOORTEN:
            raise ValueError(f"onbekende soort {reeks.soort!r} bij {reeks.label!r}")
        for punt in reeks.punten:
            check_point(punt)
    for breuk in data.breuken:
        if not 0 < breuk.voor < len(data.periodes):
            raise ValueError("een breuk ligt tussen twee periodes van de figuur")


def all_points(data: Trend) -> Iterator[Punt]:
    """The points of every series."""
    for reeks in data.reeksen:
        yield from reeks.punten


def lines_of(data: Trend) -> list[Lijn]:
    """Each series with its looks; a second one of the same kind gets another marker and dash."""
    gehad: Counter[str] = Counter()
    lijnen = []
    for reeks in data.reeksen:
        looks = _other_looks(SOORTEN[reeks.soort], gehad[reeks.soort])
        gehad[reeks.soort] += 1
        bekend = _known_places(reeks)
        laatste = bekend[-1] if bekend else None
        waarde = shown_text(reeks.punten[-1 if laatste is None else laatste])
        if laatste is not None and laatste < len(data.periodes) - 1:
            waarde = f"{waarde} ({data.periodes[laatste]})"
        breedte = NAAM - SLEUTEL
        naam = wrap(reeks.label, breedte, "half", KLEIN)
        regels = wrap(waarde, breedte, "gewoon" if bekend else "cursief", KLEIN)
        lijnen.append(Lijn(reeks, looks, naam, regels, laatste))
    return lijnen


def _other_looks(looks: Soort, nummer: int) -> Soort:
    """The looks of a kind of area for its `nummer`-th series, counted from 0."""
    if not nummer:
        return looks
    start = ANDERE_TEKENS.index(looks.teken)
    return replace(
        looks,
        teken=ANDERE_TEKENS[(start + nummer) % len(ANDERE_TEKENS)],
        lijn=(0, (3.0 + 2 * (nummer % 3), 1.0 + nummer)),
    )


def _known_places(reeks: Reeks) -> list[int]:
    return [i for i, punt in enumerate(reeks.punten) if punt.toestand == BEKEND]


def signs_of_notes(data: Trend) -> dict[str, str]:
    """Each note once, with the small figure that stands at its points; ° from the tenth on."""
    noten: dict[str, str] = {}
    for punt in all_points(data):
        if punt.noot and punt.noot not in noten:
            noten[punt.noot] = TEKENS[len(noten)] if len(noten) < len(TEKENS) else "°"
    return noten


def foot_notes(data: Trend, noten: dict[str, str]) -> list[str]:
    """The notes under the figure: provisional, each note with its sign, interrupted lines."""
    regels = [VOORLOPIG] if any(punt.voorlopig for punt in all_points(data)) else []
    regels += [f"{teken} {noot}" for noot, teken in noten.items()]
    if any(_has_gap(reeks) for reeks in data.reeksen):
        regels.append("onderbroken lijn: geen cijfer")
    return regels


def _has_gap(reeks: Reeks) -> bool:
    bekend = _known_places(reeks)
    return bool(bekend) and len(bekend) <= bekend[-1] - bekend[0]
