"""The marks of one series in its field: line, points, limits, hidden figures. Writes no text."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import partial
from typing import TypeVar

from helpende_data.figures.doek import draw_arrow, draw_hidden_box, plot
from helpende_data.figures.model import Punt
from helpende_data.figures.reeksen import Lijn
from helpende_data.figures.ruimte import Vlak, Vrij
from helpende_data.figures.waarden import hidden_limits, is_range, limits

T = TypeVar("T")


def draw_bars(vlak: Vlak, lijn: Lijn, vrij: Vrij) -> None:
    """Limits as thin bars with caps, an arrow where there is no upper limit."""
    streep = partial(plot, vlak.ax, color=lijn.looks.kleur, zorder=3, lw=1.1)
    kap = vlak.to_places(3)
    for i, punt in enumerate(lijn.reeks.punten):
        grenzen = limits(punt)
        if grenzen is None or is_range(punt):
            continue
        laag, hoog = grenzen
        top = min(hoog, vlak.ymax)
        streep([i, i], [laag, top], gid="interval")
        for grens in (laag,) if math.isinf(hoog) else (laag, hoog):
            streep([i - kap, i + kap], [grens] * 2, gid="kap")
        if math.isinf(hoog):
            draw_arrow(vlak.ax, i, top, teken="^", kleur=lijn.looks.kleur)
        vrij.add((vlak.x(i) - 3, vlak.y(laag), vlak.x(i) + 3, vlak.y(top) + 1))


def draw_band(vlak: Vlak, lijn: Lijn) -> None:
    """A light band along each stretch of points with limits; a lone point gets a thin bar."""
    for stuk in _stretches([limits(punt) for punt in lijn.reeks.punten]):
        x = [i for i, _ in stuk]
        laag = [grenzen[0] for _, grenzen in stuk]
        hoog = [min(grenzen[1], vlak.ymax) for _, grenzen in stuk]
        if len(stuk) > 1:
            vlak.ax.fill_between(
                x, laag, hoog, color=lijn.looks.tint, lw=0, clip_on=False, zorder=0.7, gid="band"
            )
        else:
            y = [*laag, *hoog]
            plot(vlak.ax, x * 2, y, color=lijn.looks.kleur, lw=0.9, zorder=2, gid="interval")


def draw_line(vlak: Vlak, lijn: Lijn, breuken: Collection[int], vrij: Vrij) -> None:
    """The line, interrupted where a figure is missing and before each break."""
    looks = lijn.looks
    for stuk in _stretches([_drawn(punt) for punt in lijn.reeks.punten], breuken):
        if len(stuk) > 1:
            x, y = zip(*stuk, strict=True)
            plot(
                vlak.ax,
                x,
                y,
                color=looks.kleur,
                lw=looks.dikte,
                ls=looks.lijn,
                zorder=4,
                gid="lijn",
            )
            vrij.add_line([(vlak.x(i), vlak.y(waarde)) for i, waarde in stuk])


def _drawn(punt: Punt) -> float | None:
    """The value of a point, None for one of which only the limits are printed."""
    return None if is_range(punt) else punt.waarde


def _stretches(
    waarden: Sequence[T | None], breuken: Collection[int] = ()
) -> list[list[tuple[int, T]]]:
    """Neighbouring places with their values, cut where one is missing and before each break."""
    stukken: list[list[tuple[int, T]]] = [[]]
    for i, waarde in enumerate(waarden):
        if waarde is None or i in breuken:
            stukken.append([])
        if waarde is not None:
            stukken[-1].append((i, waarde))
    return [stuk for stuk in stukken if stuk]


def draw_points(vlak: Vlak, lijn: Lijn, vrij: Vrij, *, maat: float = 5.5) -> None:
    """A marker of `maat` points at each value, open where it is provisional."""
    for voorlopig in (False, True):
        punten = [
            (i, waarde)
            for i, punt in enumerate(lijn.reeks.punten)
            if (waarde := _drawn(punt)) is not None and punt.voorlopig is voorlopig
        ]
        if not punten:
            continue
        x, y = zip(*punten, strict=True)
        plot(
            vlak.ax,
            x,
            y,
            marker=lijn.looks.teken,
            ms=maat,
            mfc="white" if voorlopig else lijn.looks.kleur,
            mec=lijn.looks.kleur,
            mew=1.3,
            ls="",
            zorder=5,
            gid="punt",
        )
        for i, waarde in punten:
            midden_x, midden_y = vlak.x(i), vlak.y(waarde)
            vrij.add((midden_x - 3.5, midden_y - 3.5, midden_x + 3.5, midden_y + 3.5))


def draw_hidden(vlak: Vlak, lijn: Lijn, vrij: Vrij) -> None:
    """A hatched band between the limits of each figure that is hidden or printed as a range."""
    aantal = len(lijn.reeks.punten)
    breedte = min(8.0, 0.5 * (vlak.rechts - vlak.links) / aantal)
    half = vlak.to_places(breedte / 2)
    for i, punt in enumerate(lijn.reeks.punten):
        grenzen = limits(punt) if is_range(punt) else hidden_limits(punt)
        if grenzen is None:
            continue
        laag, hoog = grenzen[0], min(grenzen[1], vlak.ymax)
        hoogte = max(hoog - laag, vlak.to_data(4))
        kleur = lijn.looks.kleur
        draw_hidden_box(vlak.ax, i - half, laag, 2 * half, hoogte, kleur=kleur, zorder=3)
        x, y = vlak.x(i), vlak.y(laag)
        vrij.add((x - breedte / 2, y, x + breedte / 2, max(vlak.y(hoog), y + 4)))
