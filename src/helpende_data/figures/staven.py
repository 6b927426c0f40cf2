"""Horizontal bars, one a row, with the value behind each. No other kind of figure."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpende_data.figures.doek import draw_box, plot
from helpende_data.figures.model import Balken
from helpende_data.figures.rijen import Rij, Rijen, draw_hidden, draw_limits, lay_out
from helpende_data.figures.stijl import INKT, SOORTEN, stijl
from helpende_data.figures.waarden import is_range

STAAF = 12.0  # thickness in points


def balken(data: Balken, *, stempel: str = "") -> Figure:
    """Each point as a bar from zero, with its text behind it; a zero is a thin line at zero.

    Args:
        data: the points from top to bottom, and the unit of the axis.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: no points, or a point that contradicts itself.
    """
    with stijl():
        vel = lay_out(data.punten, data.eenheid, stempel, smalste_rij=18.0)
        for rij in vel.rijen:
            draw_bar(vel, rij)
            draw_hidden(vel, rij, STAAF)
        return vel.doek.fig


def draw_bar(vel: Rijen, rij: Rij) -> None:
    """The bar of a known point, open when it is provisional, with its limits on it."""
    punt, soort = rij.punt, SOORTEN[rij.punt.soort]
    if punt.waarde is None or is_range(punt):
        return
    onder, boven = rij.y - STAAF / 2, rij.y + STAAF / 2
    if punt.waarde == 0:
        x, y = [0, 0], [onder, boven]
        plot(vel.ax, x, y, color=soort.kleur, lw=2.4, zorder=2, gid="nulwaarde")
    else:
        draw_box(
            vel.ax,
            0,
            onder,
            punt.waarde,
            STAAF,
            facecolor="white" if punt.voorlopig else soort.kleur,
            edgecolor=soort.kleur,
            lw=1.2,
            zorder=2,
            gid="balk",
        )
    draw_limits(vel, rij, dikte=1.2, kap=3.0, kleur=INKT, rand=True)
