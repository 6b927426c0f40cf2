"""Lines over periods, with their points, limits and hidden figures. No other kind of figure."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpende_data.figures.bijschriften import draw_names, draw_values
from helpende_data.figures.model import Trend
from helpende_data.figures.raster import draw_breaks, lay_out
from helpende_data.figures.reeksen import Lijn, check_trend, foot_notes, lines_of, signs_of_notes
from helpende_data.figures.ruimte import Vlak, Vrij
from helpende_data.figures.stijl import stijl
from helpende_data.figures.streken import draw_band, draw_bars, draw_hidden, draw_line, draw_points
from helpende_data.figures.waarden import limits


def trend(data: Trend, *, stempel: str = "", laag: bool = False) -> Figure:
    """The series as lines from zero, interrupted where a figure is missing or a break stands.

    Args:
        data: periods, series with one point for each period, unit and breaks.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.
        laag: low, for a card on a sheet.

    Raises:
        ValueError: no periods or series, a series of another length, a break outside the
            periods, or a point that contradicts itself.
    """
    check_trend(data)
    with stijl():
        lijnen, tekens = lines_of(data), signs_of_notes(data)
        noten = foot_notes(data, tekens)
        vlak = lay_out(data, lijnen, noten, stempel, laag=laag)
        vrij = Vrij(vlak)
        draw_breaks(vlak, data, vrij)
        _draw_limits(vlak, lijnen, vrij)
        breuken = {breuk.voor for breuk in data.breuken}
        for lijn in sorted(lijnen, key=lambda lijn: -lijn.rang):  # the nearest area last, on top
            draw_line(vlak, lijn, breuken, vrij)
            draw_points(vlak, lijn, vrij)
            draw_hidden(vlak, lijn, vrij)
        draw_names(vlak, lijnen)
        draw_values(vlak, lijnen, tekens, vrij)
        vlak.doek.voet(noten, stempel)
        return vlak.doek.fig


def _draw_limits(vlak: Vlak, lijnen: list[Lijn], vrij: Vrij) -> None:
    """Limits as thin bars for the nearest area, as light bands for at most two others."""
    op_volgorde = sorted(lijnen, key=lambda lijn: lijn.rang)
    met = [lijn for lijn in op_volgorde if any(map(limits, lijn.reeks.punten))]
    staven = [lijn for lijn in met if lijn.reeks.soort == "gemeente"] or met[:1]
    banden = [lijn for lijn in met if lijn not in staven]
    for lijn in staven:
        draw_bars(vlak, lijn, vrij)
    if len(banden) <= 2:
        for lijn in banden:
            draw_band(vlak, lijn)
