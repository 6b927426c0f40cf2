"""Periods along an axis: their short names, and where a series breaks. Knows no figures."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.figures.model import Breuk
from helpende_data.periodes import Periode
from helpende_data.schema import Indicator

TREND_FROM = 3  # as many periods make a line worth drawing


def short(periode: Periode) -> str:
    """A period as it stands under an axis."""
    return str(periode) if periode.soort == "jaar" else f"{periode.jaar} {periode.nummer}e helft"


def breaks(indicator: Indicator, periodes: Sequence[Periode], reden: str) -> tuple[Breuk, ...]:
    """Where on the axis a series of this indicator breaks; none outside its periods.

    Args:
        periodes: those of the axis, in order.
        reden: the words beside the break.
    """
    begin = [Periode.parse(tekst).first_month for tekst in indicator.breuken]
    maanden = [p.first_month for p in periodes]
    return tuple(
        Breuk(next(i for i, m in enumerate(maanden) if m >= breuk), reden)
        for breuk in begin
        if maanden[0] < breuk <= maanden[-1]
    )
