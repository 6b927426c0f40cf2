"""The sheet under every figure: size, text, marks, stamp and foot. Knows no kind of figure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from helpende_data.figures.stijl import (
    BREEDTE,
    GEWOON,
    GRIJS,
    HALF_HOOG,
    INKT,
    KLEIN,
    KLEINE_REGEL,
    STEMPEL,
    font,
    text_width,
    wrap,
)

RAND = 4.0  # points kept free along the edge


class Doek:
    """A sheet of the fixed width; places are in points from the lower left corner."""

    def __init__(self, hoogte: float) -> None:
        self.hoogte = hoogte
        self.fig = Figure(figsize=(BREEDTE / 72, hoogte / 72))
        FigureCanvasAgg(self.fig)

    def vlak(
        self,
        links: float,
        onder: float,
        rechts: float,
        boven: float,
        *,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
    ) -> Axes:
        """The part of the sheet that holds the data, without frame or ticks of its own."""
        ax = self.fig.add_axes(
            (
                links / BREEDTE,
                onder / self.hoogte,
                (rechts - links) / BREEDTE,
                (boven - onder) / self.hoogte,
            )
        )
        ax.set_axis_off()
        ax.set_xlim(*xlim)
        ax.set_ylim(*ylim)
        return ax

    def tekst(
        self,
        x: float,
        y: float,
        tekst: str,
        *,
        gid: str,
        face: str = "gewoon",
        maat: float = GEWOON,
        kleur: str = INKT,
        ha: str = "left",
    ) -> Text:
        """One line of text with its baseline at `y`."""
        return self.fig.text(
            x / 72,
            y / 72,
            tekst,
            transform=self.fig.dpi_scale_trans,
            fontproperties=font(face, maat),
            color=kleur,
            ha=ha,
            va="baseline",
            gid=gid,
        )

    def kleine_regels(
        self, x: float, y: float, regels: Iterable[str], *, gid: str, ha: str = "left"
    ) -> None:
        """Small grey lines below each other, the baseline of the first at `y`."""
        for i, regel in enumerate(regels):
            if regel:
                basis = y - i * KLEINE_REGEL
                self.tekst(x, basis, regel, gid=gid, maat=KLEIN, kleur=GRIJS, ha=ha)

    def voet(self, noten: Iterable[str], stempel: str) -> None:
        """The lines at the foot, the stamp at their right and large behind the data."""
        y = RAND + 0.25 * KLEIN
        for regel in reversed(foot_lines(noten, stempel)):
            self.kleine_regels(RAND, y, [regel], gid="voet")
            y += KLEINE_REGEL
        if stempel:
            self._stempel(stempel)

    def _stempel(self, stempel: str) -> None:
        klein = _fitting(stempel, 0.45 * BREEDTE, "half", KLEIN)
        self.tekst(
            BREEDTE - RAND,
            RAND + 0.25 * KLEIN,
            stempel,
            gid="stempel-voet",
            face="half",
            maat=klein,
            kleur=GRIJS,
            ha="right",
        )
        hoek = min(math.atan2(self.hoogte, BREEDTE), math.radians(28)) * 0.8
        per_punt = text_width(stempel, "vet", 100.0) / 100
        maat = min(
            0.94 * BREEDTE / (per_punt * math.cos(hoek) + math.sin(hoek)),
            0.94 * self.hoogte / (per_punt * math.sin(hoek) + math.cos(hoek)),
            64.0,
        )
        self.fig.text(
            0.5,
            0.5,
            stempel,
            fontproperties=font("vet", round(maat, 1)),
            color=STEMPEL,
            rotation=math.degrees(hoek),
            rotation_mode="default",
            ha="center",
            va="center",
            gid="stempel",
            zorder=-10,
        )


def _fitting(tekst: str, breedte: float, face: str, maat: float) -> float:
    """`maat`, or smaller where `tekst` would be wider than `breedte`."""
    return min(maat, maat * breedte / max(text_width(tekst, face, maat), 1.0))


def foot_lines(noten: Iterable[str], stempel: str) -> list[str]:
    """The notes in lines beside the stamp; at least one (empty) line when there is a stamp."""
    breedte = (BREEDTE - 2 * RAND) * (0.5 if stempel else 1.0)
    regels: list[str] = []
    for noot in noten:
        samen = f"{regels[-1]}  \N{MIDDLE DOT}  {noot}" if regels else noot
        if text_width(samen, maat=KLEIN) <= breedte:
            regels[-1:] = [samen]
        else:
            regels += wrap(noot, breedte, maat=KLEIN)
    return regels or ([""] if stempel else [])


def foot_height(noten: Iterable[str], stempel: str) -> float:
    """What `Doek.voet` needs at the foot, in points."""
    regels = foot_lines(noten, stempel)
    return RAND + (len(regels) * KLEINE_REGEL + 3 if regels else 0)


def middle(y: float, maat: float = GEWOON) -> float:
    """The baseline of text that stands in the middle of `y`."""
    return y - HALF_HOOG * maat


def plot(ax: Axes, x: Sequence[float], y: Sequence[float], **looks: Any) -> None:
    """A line or markers; those at the edge of `ax` are drawn whole."""
    ax.plot(x, y, clip_on=False, **looks)


def draw_arrow(ax: Axes, x: float, y: float, *, teken: str, kleur: str) -> None:
    """The head of an arrow: there is no upper limit."""
    plot(ax, [x], [y], marker=teken, ms=6, color=kleur, mew=0, ls="", zorder=3, gid="pijl")


def draw_box(
    ax: Axes, x: float, y: float, breedte: float, hoogte: float, *, gid: str, **looks: Any
) -> None:
    """A rectangle from its lower left corner; it may stand over the edge of `ax`."""
    ax.add_patch(Rectangle((x, y), breedte, hoogte, clip_on=False, gid=gid, **looks))


def draw_hidden_box(
    ax: Axes, x: float, y: float, breedte: float, hoogte: float, *, kleur: str, zorder: float
) -> None:
    """The hatched rectangle that stands for a hidden figure."""
    looks = {"facecolor": "white", "edgecolor": kleur, "hatch": "//////", "lw": 0.8}
    draw_box(ax, x, y, breedte, hoogte, gid="afgeschermd", zorder=zorder, **looks)
