"""Where the lines of a trend stand: axis, periods, breaks, room for names. Draws no lines."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from helpende_data.figures.doek import RAND, Doek, foot_height, middle, plot
from helpende_data.figures.model import BEKEND, Trend
from helpende_data.figures.reeksen import SLEUTEL, Lijn, all_points
from helpende_data.figures.ruimte import AANLOOP, Vlak, Vrij
from helpende_data.figures.stijl import (
    AS,
    BREEDTE,
    GIDS,
    GRIJS,
    KLEIN,
    KLEINE_REGEL,
    text_width,
    wrap,
)
from helpende_data.figures.waarden import are_whole, furthest, tick_texts, ticks

HOOGTE, LAAG = 165.0, 90.0  # of the part with lines, unless the names at the ends need more
LEEG = 40.0  # when there is nothing to draw but words
KORT = re.compile(r"(\d{4})-([HQ]\d)")


def lay_out(
    data: Trend, lijnen: list[Lijn], noten: list[str], stempel: str, *, laag: bool = False
) -> Vlak:
    """The sheet with its axis, periods and unit, and room for breaks, names and foot.

    Args:
        lijnen: the series with the texts at their ends.
        noten: the notes that will stand at the foot.
        stempel: printed behind and under the figure, or "".
        laag: low, for a card on a sheet.
    """
    hoogste, n = max(map(furthest, all_points(data))), len(data.periodes)
    bekend = hoogste > 0 or any(punt.toestand == BEKEND for punt in all_points(data))
    namen = max(
        text_width(regel, "half", KLEIN) for lijn in lijnen for regel in (*lijn.naam, *lijn.waarde)
    )
    rechts = BREEDTE - RAND - namen - SLEUTEL - AANLOOP
    rechts = min(rechts, RAND + 40 + 120 * n)  # one or two periods: names near the dots
    hoogte = max(
        (LAAG if laag else HOOGTE) if bekend else LEEG, sum(lijn.hoogte + 5 for lijn in lijnen)
    )
    plaatsen = ticks(hoogste, most=6, heel=are_whole(all_points(data))) if bekend else []
    cijfers = tick_texts(plaatsen)
    links = RAND + max((text_width(cijfer, maat=KLEIN) for cijfer in cijfers), default=0.0) + 6

    periodes = [_period_lines(periode, (rechts - links) / n - 4) for periode in data.periodes]
    onder = foot_height(noten, stempel) + max(map(len, periodes)) * KLEINE_REGEL + 6
    boven = onder + hoogte
    breuken = sum(len(reden.regels) * KLEINE_REGEL + 2 for reden in _reasons(data, links, rechts))
    eenheid = wrap(data.eenheid, BREEDTE - 2 * RAND, maat=KLEIN)
    doek = Doek(boven + breuken + 8 + len(eenheid) * KLEINE_REGEL + RAND)
    xlim = (-0.5, n - 0.5)
    ymax = (hoogste or 1.0) * hoogte / (hoogte - 14)
    ax = doek.vlak(links, onder, rechts, boven, xlim=xlim, ylim=(0, ymax))
    vlak = Vlak(doek, ax, links, onder, rechts, boven, xlim, ymax)

    _draw_axis(vlak, plaatsen, cijfers)
    _draw_periods(vlak, periodes)
    doek.kleine_regels(RAND, doek.hoogte - RAND - 0.8 * KLEIN, eenheid, gid="eenheid")
    return vlak


def _draw_axis(vlak: Vlak, plaatsen: list[float], cijfers: list[str]) -> None:
    """Lines with numbers at these values; without any one line on which nothing stands."""
    for plaats, cijfer in zip(plaatsen, cijfers, strict=True):
        if plaats:
            plot(vlak.ax, vlak.xlim, [plaats] * 2, color=GIDS, lw=0.7, zorder=0.5, gid="gids")
        else:
            plot(vlak.ax, vlak.xlim, [0, 0], color=AS, lw=0.9, zorder=0.5, gid="nul")
        y = middle(vlak.y(plaats), KLEIN)
        vlak.doek.kleine_regels(vlak.links - 6, y, [cijfer], gid="as", ha="right")
    if not plaatsen:
        plot(vlak.ax, vlak.xlim, [0, 0], color=GIDS, lw=0.7, gid="gids")


def _draw_periods(vlak: Vlak, periodes: list[list[str]]) -> None:
    """The periods under the axis, as many as fit, the last one always."""
    breedste = max(text_width(regel, maat=KLEIN) for regels in periodes for regel in regels)
    stap = max(1, math.ceil((breedste + 3) / ((vlak.rechts - vlak.links) / len(periodes))))
    for i, regels in enumerate(periodes):
        if (len(periodes) - 1 - i) % stap == 0:
            y = vlak.onder - KLEINE_REGEL - 2
            vlak.doek.kleine_regels(vlak.x(i), y, regels, gid="periode", ha="center")


def _period_lines(periode: str, breedte: float) -> list[str]:
    """A period in lines as narrow as its place: ``2020-H1`` becomes 2020 over H1."""
    kort = KORT.fullmatch(periode)
    if kort and text_width(periode, maat=KLEIN) > breedte:
        return [kort[1], kort[2]]
    breedste_woord = max((text_width(w, maat=KLEIN) for w in periode.split()), default=0.0)
    return wrap(periode, max(breedte, breedste_woord + 0.5), maat=KLEIN) or [""]


@dataclass(frozen=True)
class Reden:
    """The words of a break: from its line at `x` (points) to the right or the left."""

    voor: int  # the first period after the break
    x: float
    kant: str
    regels: list[str]


def _reasons(data: Trend, links: float, rechts: float) -> list[Reden]:
    """The breaks in order of time, each with words that fit beside the one before."""
    slot = (rechts - links) / len(data.periodes)
    redenen = []
    vorige = links
    for breuk in sorted(data.breuken, key=lambda breuk: breuk.voor):
        x = links + breuk.voor * slot
        naar_rechts, naar_links = BREEDTE - RAND - x, x - vorige
        if naar_rechts >= 110 or naar_rechts >= naar_links:
            kant, breedte = "left", naar_rechts - 4
        else:
            kant, breedte = "right", naar_links - 8
        regels = wrap(breuk.reden, min(breedte, 190), maat=KLEIN)
        redenen.append(Reden(breuk.voor, x, kant, regels))
        vorige = x
    return redenen


def draw_breaks(vlak: Vlak, data: Trend, vrij: Vrij) -> None:
    """A dashed line at each break, with its reason in words above the lines of the trend.

    Every break has a layer of its own, the first on top, so that no line crosses other words.
    """
    onder = vlak.boven + 4
    for reden in reversed(_reasons(data, vlak.links, vlak.rechts)):
        boven = onder + len(reden.regels) * KLEINE_REGEL
        plot(
            vlak.ax,
            [reden.voor - 0.5] * 2,
            [0, vlak.ymax + vlak.to_data(boven - vlak.boven)],
            color=GRIJS,
            lw=1.0,
            ls=(0, (4, 3)),
            zorder=1,
            gid="breuk",
        )
        vrij.add((reden.x - 1, vlak.onder, reden.x + 1, boven))
        x = reden.x + (4 if reden.kant == "left" else -4)
        y = boven - 0.85 * KLEINE_REGEL
        vlak.doek.kleine_regels(x, y, reden.regels, gid="breuk", ha=reden.kant)
        onder = boven + 2
