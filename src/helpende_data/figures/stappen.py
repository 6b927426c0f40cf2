"""A total and the parts into which it goes, on one scale. No other kind of figure."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpende_data.figures.doek import draw_box
from helpende_data.figures.model import Keten
from helpende_data.figures.rijen import draw_hidden, lay_out
from helpende_data.figures.staven import STAAF, draw_bar
from helpende_data.figures.stijl import SPOOR, stijl


def keten(data: Keten, *, stempel: str = "") -> Figure:
    """The total as a bar, and under it each part as a bar in a light track as long as the total.

    Args:
        data: total, steps, the share of each as printed, and the unit.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: another number of shares than of steps, or a point that contradicts itself.
    """
    if data.aandelen and len(data.aandelen) != len(data.stappen):
        raise ValueError("een keten heeft evenveel aandelen als stappen")
    aandelen = data.aandelen or ("",) * len(data.stappen)
    with stijl():
        vel = lay_out(
            (data.totaal, *data.stappen),
            data.eenheid,
            stempel,
            smalste_rij=20.0,
            erbij=("", *aandelen),
            as_getallen=False,
            kop=1,
        )
        for i, rij in enumerate(vel.rijen):
            if i and data.totaal.waarde and rij.punt.waarde is not None:
                draw_box(
                    vel.ax,
                    0,
                    rij.y - STAAF / 2,
                    data.totaal.waarde,
                    STAAF,
                    facecolor=SPOOR,
                    lw=0,
                    zorder=1,
                    gid="spoor",
                )
            draw_bar(vel, rij)
            draw_hidden(vel, rij, STAAF)
        return vel.doek.fig
