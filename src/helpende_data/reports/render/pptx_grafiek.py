"""Native charts for slides, drawn from what `pptx_rooster` says they hold. Reads no report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpende_data.reports.render.pptx_rooster import Lijn, Rooster, distances, workbook
from helpende_data.reports.render.pptx_trend import VLAK

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIJNEN = {"gemeente": "solid", "subregio": "lgDash", "regio": "dashDot", "land": "sysDash"}
_TEKENS = {"gemeente": "circle", "subregio": "square", "regio": "triangle", "land": "diamond"}
INKT = "1F2933"


def insert_chart(plek: Any, rooster: Rooster, grenzen: bool) -> Any:
    """Put the chart at a placeholder or a frame; with its limits as error bars where asked.

    Returns:
        The shape that holds it.
    """
    from pptx.enum.chart import XL_CHART_TYPE

    soort = XL_CHART_TYPE.BAR_CLUSTERED if rooster.liggend else XL_CHART_TYPE.LINE_MARKERS
    vorm = plek.insert_chart(soort, _chart_data(rooster))
    grafiek = vorm.chart
    grafiek.part.chart_workbook.update_from_xlsx_blob(workbook(rooster))
    _look(grafiek, rooster)
    for lijn, reeks in zip(rooster.lijnen, grafiek.plots[0].series, strict=True):
        if rooster.liggend:
            _bars(reeks, lijn, light=grenzen)
            _labels(reeks, lijn, inside=grenzen)
        else:
            _stroke(reeks, lijn)
        if grenzen and any(lijn.grenzen) and (rooster.liggend or "gemeente" in lijn.soorten):
            _error_bars(reeks._element, lijn)
    if not rooster.liggend:
        set_plot_area(grafiek, VLAK)
    return vorm


def draw_lines(vormen: Any, rooster: Rooster, ruimte: tuple[int, int, int, int]) -> Any:
    """A chart of lines at a place on a slide, without looks of its own.

    Returns:
        The shape that holds it.
    """
    from pptx.enum.chart import XL_CHART_TYPE

    vorm = vormen.add_chart(XL_CHART_TYPE.LINE_MARKERS, *ruimte, _chart_data(rooster))
    vorm.chart.part.chart_workbook.update_from_xlsx_blob(workbook(rooster))
    for lijn, reeks in zip(rooster.lijnen, vorm.chart.plots[0].series, strict=True):
        _stroke(reeks, lijn)
    return vorm


def _chart_data(rooster: Rooster) -> Any:
    from pptx.chart.data import CategoryChartData

    data = CategoryChartData(number_format=rooster.vorm)
    data.categories = rooster.rijen
    for lijn in rooster.lijnen:
        data.add_series(lijn.naam, lijn.waarden)
    return data


def set_language(grafiek: Any) -> None:
    """Say that the words of a chart are Dutch."""
    from pptx.oxml.ns import qn

    ruimte = grafiek._chartSpace
    ruimte.chart.addprevious(ruimte.makeelement(qn("c:lang"), {"val": "nl-NL"}))


def set_plot_area(grafiek: Any, maten: Mapping[str, float]) -> None:
    """Where the lines stand in a chart: `x`, `y`, `w` and `h` as parts of it."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    vlak = grafiek._chartSpace.chart.plotArea
    for rest in vlak.findall(qn("c:layout")):
        vlak.remove(rest)
    delen = "".join(f'<c:{maat} val="{deel}"/>' for maat, deel in maten.items())
    wijze = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    vast = f"<c:manualLayout>{wijze}{delen}</c:manualLayout>"
    vlak.insert(0, parse_xml(f"<c:layout {nsdecls('c')}>{vast}</c:layout>"))


def _look(grafiek: Any, rooster: Rooster) -> None:
    """Letters and axes; no legend: names stand at the ends of lines."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.util import Pt

    set_language(grafiek)
    # Readable on a beamer; more rows than a region has municipalities only fit in smaller letters.
    grafiek.font.size = Pt(next((m for n, m in ((8, 16), (15, 14)) if len(rooster.rijen) <= n), 11))
    grafiek.font.color.rgb = RGBColor.from_string(INKT)
    grafiek.has_title = False
    grafiek.has_legend = False
    waarden, namen = grafiek.value_axis, grafiek.category_axis
    waarden.minimum_scale, waarden.maximum_scale = 0, rooster.top
    waarden.has_major_gridlines = not rooster.liggend
    waarden.visible = not rooster.liggend
    waarden.tick_labels.number_format = rooster.as_vorm
    waarden.tick_labels.number_format_is_linked = False
    namen.major_tick_mark = XL_TICK_MARK.NONE
    if rooster.liggend:
        namen.reverse_order = True
        _name_every_row(namen)
    else:
        waarden.major_gridlines.format.line.color.rgb = RGBColor.from_string("E1E5EA")
    if rooster.liggend:  # bars and bands share a row, and no row is thicker than a finger
        grafiek.plots[0].gap_width = 45 if len(rooster.rijen) > 3 else 110
        grafiek.plots[0].overlap = 100


def _labels(reeks: Any, lijn: Lijn, *, inside: bool) -> None:
    """Each value as it is printed; `inside` the bar where lines with limits stand at its end."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    waar = XL_LABEL_POSITION.INSIDE_BASE if inside and not lijn.band else None
    for nummer, (waarde, vorm) in enumerate(zip(lijn.waarden, lijn.vormen, strict=True)):
        if waarde is None or not vorm:
            continue
        label = reeks.points[nummer].data_label
        label.font.bold = True
        label.position = waar or XL_LABEL_POSITION.OUTSIDE_END
        element = label._dLbl
        notatie = parse_xml(f'<c:numFmt {nsdecls("c")} sourceLinked="0"/>')
        notatie.set("formatCode", vorm)
        element.find(qn("c:idx")).addnext(notatie)


def _name_every_row(as_: Any) -> None:
    """Print the name of each row: a program leaves some out where it finds them close."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    laatste = as_._element.find(qn("c:noMultiLvlLbl"))
    laatste.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))


def _colour(soort: str, *, light: bool = False) -> Any:
    from pptx.dml.color import RGBColor

    from helpende_data.figures.stijl import SOORTEN

    uiterlijk = SOORTEN[soort]
    return RGBColor.from_string((uiterlijk.tint if light else uiterlijk.inkt).removeprefix("#"))


def _bars(reeks: Any, lijn: Lijn, *, light: bool) -> None:
    """Whose bar it is, in colour; `light` where limits and labels stand on it, a band hatched."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN

    reeks.invert_if_negative = False
    for nummer, soort in enumerate(lijn.soorten):
        if lijn.waarden[nummer] is None:
            continue
        balk = reeks.points[nummer].format
        if lijn.band:
            balk.fill.patterned()
            balk.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            balk.fill.fore_color.rgb = _colour(soort)
            balk.fill.back_color.rgb = RGBColor.from_string("FFFFFF")
        else:
            balk.fill.solid()
            balk.fill.fore_color.rgb = _colour(soort, light=light)
        balk.line.color.rgb = _colour(soort)


def _stroke(reeks: Any, lijn: Lijn) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    soort = lijn.soorten[0] if lijn.soorten else "anders"
    streep, teken = _LIJNEN.get(soort, "dash"), _TEKENS.get(soort, "x")
    reeks.smooth = False
    reeks.format.line.color.rgb = _colour(soort)
    reeks.format.line.width = Pt(3 if soort == "gemeente" else 2)
    reeks.format.line.dash_style = next(s for s in MSO_LINE if s.xml_value == streep)
    reeks.marker.style = next(s for s in XL_MARKER_STYLE if s.xml_value == teken)
    reeks.marker.size = 8
    reeks.marker.format.fill.solid()
    reeks.marker.format.fill.fore_color.rgb = _colour(soort)


# In the schema error bars stand before these parts of a series.
_AFTER = ("c:cat", "c:val", "c:smooth", "c:shape", "c:extLst")


def _error_bars(reeks: _Element, lijn: Lijn) -> None:
    """The limits of a series; they keep their length when somebody edits the sheet."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    def numbers(plaats: int) -> str:
        punten = "".join(
            f'<c:pt idx="{nummer}"><c:v>{paar[plaats]!r}</c:v></c:pt>'
            for nummer, paar in enumerate(distances(lijn))
        )
        aantal = f'<c:ptCount val="{len(lijn.waarden)}"/>'
        return f"<c:numLit><c:formatCode>General</c:formatCode>{aantal}{punten}</c:numLit>"

    balken = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>"
        + ('<c:errDir val="y"/>' if reeks.find(qn("c:marker")) is not None else "")
        + '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{numbers(1)}</c:plus><c:minus>{numbers(0)}</c:minus>"
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{INKT}"/></a:solidFill></a:ln>'
        "</c:spPr></c:errBars>"
    )
    volgende = next(kind for kind in reeks if kind.tag in {qn(naam) for naam in _AFTER})
    volgende.addprevious(balken)
