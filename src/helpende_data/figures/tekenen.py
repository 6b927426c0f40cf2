"""Which function draws which data. Draws nothing itself."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpende_data.figures.lijnen import trend
from helpende_data.figures.model import (
    Balken,
    Keten,
    PuntInterval,
    Tegels,
    Tekening,
    Trechter,
    Trend,
    Veelluik,
)
from helpende_data.figures.punten import punt_interval
from helpende_data.figures.stappen import keten
from helpende_data.figures.staven import balken
from helpende_data.figures.tegelkaart import tegels
from helpende_data.figures.trechtervorm import trechter
from helpende_data.figures.vakken import veelluik


def draw(tekening: Tekening, *, stempel: str = "", laag: bool = False) -> Figure:
    """The figure of any drawing.

    Args:
        tekening: a PuntInterval, Balken, Keten, Trend, Veelluik, Tegels or Trechter.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.
        laag: low lines, for a card on a sheet; the others are as high as their rows.
    """
    match tekening:
        case PuntInterval():
            return punt_interval(tekening, stempel=stempel)
        case Balken():
            return balken(tekening, stempel=stempel)
        case Keten():
            return keten(tekening, stempel=stempel)
        case Trend():
            return trend(tekening, stempel=stempel, laag=laag)
        case Veelluik():
            return veelluik(tekening, stempel=stempel)
        case Tegels():
            return tegels(tekening, stempel=stempel)
        case Trechter():
            return trechter(tekening, stempel=stempel)
