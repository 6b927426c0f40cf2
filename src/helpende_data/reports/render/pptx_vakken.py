"""Small multiples on a slide: a native chart for each area, all on one scale. Reads no report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from helpende_data.figures.model import AFGESCHERMD, Reeks, Veelluik
from helpende_data.reports.render.pptx_grafiek import INKT, draw_lines, set_language, set_plot_area
from helpende_data.reports.render.pptx_pakket import take_room
from helpende_data.reports.render.pptx_rooster import Rooster, axis_end, chart_grid
from helpende_data.reports.render.pptx_tabel import LETTER
from helpende_data.reports.render.tekst import glue

_TUSSEN = 0.2  # cm between two charts
_VLAK = {"x": 0.04, "y": 0.32, "w": 0.68, "h": 0.62}  # of a chart: beside it stands a value
_ONDER = 0.9  # cm below them, for the name of the line in all of them


def field_grids(veelluik: Veelluik) -> tuple[Rooster, ...]:
    """What the chart of each area holds: its own line, and the one that stands in all."""
    achter = (veelluik.achter,) if veelluik.achter else ()
    alle = chart_grid(veelluik.trend)
    assert alle is not None
    # Without the limits, which no chart here shows: they would press the lines flat.
    top = axis_end(waarde for lijn in alle.lijnen for waarde in lijn.waarden if waarde)
    roosters = []
    for reeks in veelluik.reeksen:
        rooster = chart_grid(replace(veelluik.trend, reeksen=(reeks, *achter)))
        assert rooster is not None
        roosters.append(replace(rooster, vorm=alle.vorm, hoogste=top))
    return tuple(roosters)


def insert_fields(dia: Any, plek: Any, veelluik: Veelluik) -> Any:
    """Charts beside and below each other in the room of a placeholder, which goes.

    Returns:
        The first of them.
    """
    from pptx.util import Cm, Pt

    from helpende_data.figures.vakken import columns

    links, boven, breed, hoog = take_room(plek)
    kolommen, tussen = columns(len(veelluik.reeksen)), Cm(_TUSSEN)
    rijen = -(-len(veelluik.reeksen) // kolommen)
    breedte = (breed - tussen * (kolommen - 1)) // kolommen
    hoogte = (hoog - Cm(_ONDER) - tussen * (rijen - 1)) // rijen
    vormen = []
    for nummer, rooster in enumerate(field_grids(veelluik)):
        x, y = nummer % kolommen * (breedte + tussen), nummer // kolommen * (hoogte + tussen)
        vorm = draw_lines(dia.shapes, rooster, (links + x, boven + y, breedte, hoogte))
        _look(vorm.chart, veelluik.reeksen[nummer], rooster)
        vormen.append(vorm)
    if veelluik.achter:
        vak = dia.shapes.add_textbox(links, boven + hoog - Cm(_ONDER), breed, Cm(_ONDER))
        vak.text_frame.word_wrap, vak.text_frame.margin_left = True, 0
        stuk = vak.text_frame.paragraphs[0].add_run()
        stuk.text = glue(f"Streeplijn: {veelluik.achter.label}")
        stuk.font.size = Pt(LETTER)
    return vormen[0]


def _look(grafiek: Any, reeks: Reeks, rooster: Rooster) -> None:
    """The name above, the last value beside its point; the periods stand in the title."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import (
        XL_LABEL_POSITION,
        XL_MARKER_STYLE,
        XL_TICK_LABEL_POSITION,
        XL_TICK_MARK,
    )
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    set_language(grafiek)
    grafiek.font.size, grafiek.has_legend = Pt(LETTER), False
    grafiek.font.color.rgb = RGBColor.from_string(INKT)
    stil = any(punt.toestand == AFGESCHERMD for punt in reeks.punten)
    kader = grafiek.chart_title.text_frame
    kader.text = glue(f"{reeks.label} (afgeschermd)" if stil else reeks.label)
    letters = kader.paragraphs[0].runs[0].font
    letters.size, letters.bold = Pt(LETTER), True
    letters.underline = True if reeks.soort == "gemeente" else None
    waarden, namen = grafiek.value_axis, grafiek.category_axis
    waarden.minimum_scale, waarden.maximum_scale = 0, rooster.top
    waarden.major_unit = rooster.top / 2
    waarden.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    waarden.major_tick_mark = namen.major_tick_mark = XL_TICK_MARK.NONE
    waarden.major_gridlines.format.line.color.rgb = RGBColor.from_string("E1E5EA")
    waarden.format.line.fill.background()
    namen.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    grafiek.chart_title.include_in_layout = False
    set_plot_area(grafiek, _VLAK)
    for lijn in grafiek.plots[0].series:
        lijn.marker.style = XL_MARKER_STYLE.NONE
    grafiek.plots[0].series[0].format.line.dash_style = MSO_LINE.SOLID
    eigen = rooster.lijnen[0].waarden
    bekend = [nummer for nummer, waarde in enumerate(eigen) if waarde is not None]
    if bekend:
        label = grafiek.plots[0].series[0].points[bekend[-1]].data_label
        label.position, label.font.bold = XL_LABEL_POSITION.RIGHT, True
        label._dLbl.txPr.bodyPr.set("wrap", "none")  # a number stays on one line
