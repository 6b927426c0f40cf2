"""Dots with their limits, one row each, to compare a few areas. No other kind of figure."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpende_data.figures.doek import plot
from helpende_data.figures.model import PuntInterval
from helpende_data.figures.rijen import draw_hidden, draw_limits, lay_out
from helpende_data.figures.stijl import GIDS, SOORTEN, stijl
from helpende_data.figures.waarden import is_range


def punt_interval(data: PuntInterval, *, stempel: str = "") -> Figure:
    """Each point as a dot on its limits, with its text behind it.

    Args:
        data: the points from top to bottom, and the unit of the axis.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: no points, or a point that contradicts itself.
    """
    with stijl():
        vel = lay_out(data.punten, data.eenheid, stempel, smalste_rij=26.0, straal=4.0)
        for rij in vel.rijen:
            punt, soort = rij.punt, SOORTEN[rij.punt.soort]
            if punt.waarde is not None and not is_range(punt):
                plot(vel.ax, [0, rij.einde], [rij.y] * 2, color=GIDS, lw=0.7, zorder=0.5)
                draw_limits(vel, rij, dikte=2.0, kap=4.0, kleur=soort.kleur)
                plot(
                    vel.ax,
                    [punt.waarde],
                    [rij.y],
                    marker=soort.teken,
                    ms=7.0,
                    mfc="white" if punt.voorlopig else soort.kleur,
                    mec=soort.kleur,
                    mew=1.6,
                    ls="",
                    zorder=4,
                    gid="punt",
                )
            draw_hidden(vel, rij, 12.0)
        return vel.doek.fig
