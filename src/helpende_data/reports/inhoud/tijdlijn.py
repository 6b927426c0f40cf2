"""Periods along an axis: their short names, gaps filled, and where a series breaks. No figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpende_data.figures.model import Breuk
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.context import Context
from helpende_data.schema import Indicator
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics.regels import BREUK, Gebeurtenis

TREND_FROM = 3  # as many periods make a line worth drawing


def short(periode: Periode) -> str:
    """A period as it stands under an axis."""
    return str(periode) if periode.soort == "jaar" else f"{periode.jaar} {periode.nummer}e helft"


def span(eerste: Periode, laatste: Periode) -> list[Periode]:
    """All periods of a kind from the first to the last, those without a count included."""
    alle = [laatste]
    while eerste < alle[0]:
        alle.insert(0, alle[0].previous())
    return alle


def breaks(
    context: Context,
    indicator: Indicator,
    code: str,
    periodes: Sequence[Periode],
    *,
    deel: str = TOTAAL,
    reden: str = "",
) -> tuple[Breuk, ...]:
    """Where on the axis the series of an area breaks; none outside its periods.

    A break stands with the indicator, or is an event of the area. One within a period sets that
    period apart.

    Args:
        periodes: those of the axis, in order.
        reden: the words beside the break; empty for the ordinary ones.
    """
    maanden = [p.first_month for p in periodes]
    begin = {Periode.parse(tekst).first_month for tekst in indicator.breuken}
    for g in context.gebeurtenissen:
        if g.soort == BREUK and g.touches(context.feiten.gebieden, code, indicator.code, deel):
            begin |= {*_begins(g, periodes)}
    plekken = {
        next(i for i, maand in enumerate(maanden) if maand >= breuk)
        for breuk in begin
        if maanden[0] < breuk <= maanden[-1]
    }
    reden = reden or context.say("vergelijking.breuk")
    return tuple(Breuk(plek, reden) for plek in sorted(plekken))


def _begins(gebeurtenis: Gebeurtenis, periodes: Sequence[Periode]) -> Iterator[int]:
    """The first month after a break, and that of the period within which it lies."""
    datum = gebeurtenis.datum
    maand = datum.year * 12 + datum.month - 1
    for p in periodes:
        begint = p.first_month == maand and datum.day == 1
        if not begint and p.first_month <= maand < p.first_month + p.months:
            yield p.first_month
            yield p.first_month + p.months
            return
    yield maand
