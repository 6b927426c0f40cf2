"""Where there is room in the part with lines: places, what is taken, pushing apart. No data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from helpende_data.figures.doek import Doek

AANLOOP = 16.0  # between the last period and the sample of a line, in points

Kader = tuple[float, float, float, float]  # left, lower, right, upper, in points


@dataclass(frozen=True)
class Vlak:
    """The part with the lines: from places and values to points on the sheet."""

    doek: Doek
    ax: Axes
    links: float
    onder: float
    rechts: float
    boven: float
    xlim: tuple[float, float]
    ymax: float

    def x(self, plaats: float) -> float:
        """The place of a period, 0 for the first, in points on the sheet."""
        van, tot = self.xlim
        return self.links + (plaats - van) / (tot - van) * (self.rechts - self.links)

    def y(self, waarde: float) -> float:
        """The height of a value, in points on the sheet."""
        return self.onder + waarde / self.ymax * (self.boven - self.onder)

    def to_places(self, punten: float) -> float:
        """A width in points as a number of periods."""
        van, tot = self.xlim
        return punten / (self.rechts - self.links) * (tot - van)

    def to_data(self, punten: float) -> float:
        """A height in points as a difference of values."""
        return punten / (self.boven - self.onder) * self.ymax

    def place_at(self, x: float) -> float:
        """The period, with its fraction, that stands at `x` points on the sheet."""
        return self.xlim[0] + self.to_places(x - self.links)

    def value_at(self, y: float) -> float:
        """The value that stands at `y` points on the sheet."""
        return self.to_data(y - self.onder)


def push_apart(
    doel: list[float], hoogtes: list[float], onder: float, boven: float, lucht: float = 4.0
) -> list[float]:
    """Middles as near to `doel` as can be without overlap, between `onder` and `boven`.

    Args:
        doel: wished middles, in any order; equal ones keep their order.
        hoogtes: the height of each.
        onder, boven: what holds them all; when they do not fit, they stand from the top down.
        lucht: the least room between two.
    """
    volgorde = sorted(range(len(doel)), key=lambda i: (-doel[i], i))
    midden = [0.0] * len(doel)
    grens = boven
    for i in volgorde:  # from the top: as high as wished, never above the one before
        midden[i] = min(doel[i], grens - hoogtes[i] / 2)
        grens = midden[i] - hoogtes[i] / 2 - lucht
    grens = onder
    for i in reversed(volgorde):  # back from the bottom: out of the lower edge
        midden[i] = max(midden[i], grens + hoogtes[i] / 2)
        grens = midden[i] + hoogtes[i] / 2 + lucht
    return midden


class Vrij:
    """What is taken on the sheet, to see whether a text has room."""

    def __init__(self, vlak: Vlak) -> None:
        self.vlak = vlak
        self.kaders: list[Kader] = []

    def add(self, kader: Kader) -> None:
        """Take a rectangle."""
        self.kaders.append(kader)

    def add_line(self, punten: list[tuple[float, float]]) -> None:
        """Take a narrow strip along a line through these points on the sheet."""
        for (x0, y0), (x1, y1) in pairwise(punten):
            stappen = max(2, math.ceil(max(abs(x1 - x0), abs(y1 - y0)) / 3))
            for i in range(stappen + 1):
                x, y = x0 + (x1 - x0) * i / stappen, y0 + (y1 - y0) * i / stappen
                self.add((x - 1.2, y - 1.2, x + 1.2, y + 1.2))

    def fits(self, kader: Kader) -> bool:
        """Is this rectangle free, and inside the part with lines?"""
        links, onder, rechts, boven = kader
        if links < self.vlak.links or rechts > self.vlak.rechts + AANLOOP - 8:
            return False
        if onder < self.vlak.onder + 1 or boven > self.vlak.boven + 3:
            return False
        return not any(
            links < k[2] and rechts > k[0] and onder < k[3] and boven > k[1] for k in self.kaders
        )
