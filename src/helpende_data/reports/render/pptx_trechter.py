"""A funnel plot as a native chart: rates against size with lines of limits. Reads no report."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpende_data.figures.model import Trechter
from helpende_data.reports.render.pptx_grafiek import INKT, set_language
from helpende_data.reports.render.pptx_pakket import CREATED
from helpende_data.reports.render.pptx_rooster import (
    axis_end,
    number_format,
    printed_places,
    printed_value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_GRIJS, _LICHT = "52606D", "7B8794"  # the dots of others lighter: the own one stands out


@dataclass(frozen=True)
class Spoor:
    """One series: x and y of each point, the names of the points if they have one.

    Args:
        soort: punten, eigen, midden, binnen or buiten: how it is drawn.
        herhaalt: its name stands in the legend already.
    """

    naam: str
    soort: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    namen: tuple[str, ...] = ()
    herhaalt: bool = False


@dataclass(frozen=True)
class Wolk:
    """What the chart holds: its series, decimals, and where both axes begin and end."""

    sporen: tuple[Spoor, ...]
    decimalen: int
    einden: tuple[tuple[float, float], tuple[float, float]]
    eenheid: str

    def cells(self) -> dict[str, str | float]:
        """The sheet behind it: series below each other, where PowerPoint looks for them."""
        cellen: dict[str, str | float] = {}
        rij = 1
        for spoor in self.sporen:
            cellen |= {f"A{rij}": "inwoners", f"B{rij}": spoor.naam}
            for nummer, (x, y) in enumerate(zip(spoor.x, spoor.y, strict=True), start=rij + 1):
                cellen |= {f"A{nummer}": float(x), f"B{nummer}": float(y)}
            for nummer, naam in enumerate(spoor.namen, start=rij + 1):
                cellen[f"C{nummer}"] = naam
            rij += len(spoor.x) + 2
        return cellen


def cloud(tekening: Trechter) -> Wolk | None:
    """The shown values of a funnel; None when a rate is not printed as one plain number."""
    waarden = [printed_value(punt) for punt in tekening.punten]
    if any(waarde is None for waarde in waarden):
        return None
    maten = tekening.grootte
    # Lines before dots: the dots lie on top, and LibreOffice draws none that come first.
    sporen = [Spoor("gemiddelde", "midden", maten, (tekening.midden,) * len(maten))]
    for soort, paar in (("binnen", tekening.binnen), ("buiten", tekening.buiten)):
        for nummer, lijn in enumerate(paar):
            sporen.append(Spoor(f"{soort}ste grens", soort, maten, lijn, herhaalt=nummer > 0))
    eigen = [punt.soort == "gemeente" for punt in tekening.punten]
    for soort in ("punten", "eigen"):
        deze = [n for n, is_eigen in enumerate(eigen) if is_eigen == (soort == "eigen")]
        if deze:
            sporen.append(_dots_of(tekening, deze, soort, "andere " if any(eigen) else ""))
    hoogste = max(waarde or 0.0 for waarde in waarden)
    hoogste = max(hoogste, *tekening.binnen[1], min(max(tekening.buiten[1]), 2 * hoogste))
    return Wolk(
        tuple(sporen),
        max(printed_places(punt) or 0 for punt in tekening.punten),
        ((maten[0], maten[-1]), (0.0, axis_end([hoogste]))),
        tekening.eenheid,
    )


def _dots_of(tekening: Trechter, deze: list[int], soort: str, welke: str) -> Spoor:
    """The points with these numbers; the asterisk says that one of them is provisional."""
    punten = [tekening.punten[n] for n in deze]
    naam = punten[0].label if soort == "eigen" else f"{welke}gemeenten"
    return Spoor(
        f"{naam} *" if any(punt.voorlopig for punt in punten) else naam,
        soort,
        tuple(float(round(tekening.groottes[n])) for n in deze),
        tuple(printed_value(punt) or 0.0 for punt in punten),
        tuple(punt.label for punt in punten),
    )


def insert_cloud(plek: Any, wolk: Wolk) -> Any:
    """Put the chart at a placeholder.

    Returns:
        The shape that holds it.
    """
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = XyChartData(number_format=number_format(wolk.decimalen))
    for spoor in wolk.sporen:
        reeks = data.add_series(spoor.naam)
        for x, y in zip(spoor.x, spoor.y, strict=True):
            reeks.add_data_point(x, y)
    vorm = plek.insert_chart(XL_CHART_TYPE.XY_SCATTER, data)
    grafiek = vorm.chart
    grafiek.part.chart_workbook.update_from_xlsx_blob(_workbook(wolk))
    _look(grafiek, wolk)
    for spoor, reeks in zip(wolk.sporen, grafiek.plots[0].series, strict=True):
        if spoor.soort in ("punten", "eigen"):
            _dots(reeks, eigen=spoor.soort == "eigen", vorm=number_format(wolk.decimalen))
        else:
            _stroke(reeks, spoor.soort)
    return vorm


def _workbook(wolk: Wolk) -> bytes:
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"author": "helpende-data", "created": CREATED})
    blad = boek.add_worksheet("Sheet1")
    for plaats, inhoud in wolk.cells().items():
        if isinstance(inhoud, str):
            blad.write_string(plaats, inhoud)
        else:
            blad.write_number(plaats, inhoud)
    boek.close()
    return uit.getvalue()


def _look(grafiek: Any, wolk: Wolk) -> None:
    """Axes and legend; the size has a scale of ratios and no numbers, as in the other formats."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import (
        XL_AXIS_CROSSES,
        XL_LEGEND_POSITION,
        XL_TICK_LABEL_POSITION,
        XL_TICK_MARK,
    )
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn
    from pptx.util import Pt

    set_language(grafiek)
    grafiek.font.size = Pt(14)
    grafiek.font.color.rgb = RGBColor.from_string(INKT)
    grafiek.has_title = False
    grafiek.has_legend = True
    grafiek.legend.position = XL_LEGEND_POSITION.BOTTOM
    grafiek.legend.include_in_layout = False
    plaats = grafiek.legend._element.find(qn("c:legendPos"))
    for nummer, spoor in reversed(list(enumerate(wolk.sporen))):
        if spoor.herhaalt:
            regel = f'<c:idx val="{nummer}"/><c:delete val="1"/>'
            plaats.addnext(parse_xml(f"<c:legendEntry {nsdecls('c')}>{regel}</c:legendEntry>"))
    mensen, waarden = grafiek.category_axis, grafiek.value_axis
    titels = ("van weinig naar veel inwoners", wolk.eenheid)
    for as_, titel, (begin, einde) in zip((mensen, waarden), titels, wolk.einden, strict=True):
        kader = as_.axis_title.text_frame
        kader.text = titel
        kader.paragraphs[0].runs[0].font.size = Pt(14)
        kader.paragraphs[0].runs[0].font.bold = False
        as_.minimum_scale, as_.maximum_scale = begin, einde
        as_.major_tick_mark = XL_TICK_MARK.NONE
        as_.crosses = XL_AXIS_CROSSES.MINIMUM
    schaal = mensen._element.find(qn("c:scaling"))
    schaal.insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="10"/>'))
    mensen.has_major_gridlines = False
    mensen.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    waarden.major_gridlines.format.line.color.rgb = RGBColor.from_string("E1E5EA")
    waarden.tick_labels.number_format = number_format(0)
    waarden.tick_labels.number_format_is_linked = False


def _dots(reeks: Any, *, eigen: bool, vorm: str) -> None:
    """Dots without a line; the own one filled, with its name and value beside it."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    from helpende_data.figures.stijl import SOORTEN

    kleur = RGBColor.from_string(SOORTEN["gemeente"].inkt.removeprefix("#") if eigen else _LICHT)
    teken = reeks.marker
    teken.style, teken.size = XL_MARKER_STYLE.CIRCLE, 12 if eigen else 9
    teken.format.fill.solid()
    teken.format.fill.fore_color.rgb = kleur
    teken.format.line.color.rgb = kleur
    if eigen:
        label = reeks.points[0].data_label
        label.font.bold = True
        label.position = XL_LABEL_POSITION.ABOVE
        element: _Element = label._dLbl
        notatie = parse_xml(f'<c:numFmt {nsdecls("c")} formatCode="{vorm}" sourceLinked="0"/>')
        element.find(qn("c:idx")).addnext(notatie)
        element.find(qn("c:showSerName")).set("val", "1")
        tussen = parse_xml(f"<c:separator {nsdecls('c')}> </c:separator>")
        element.find(qn("c:showBubbleSize")).addnext(tussen)


def _stroke(reeks: Any, soort: str) -> None:
    """A line without dots: the average heavy, the inner limits thin, the outer ones dashed."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    reeks.marker.style = XL_MARKER_STYLE.NONE
    lijn = reeks.format.line
    lijn.color.rgb = RGBColor.from_string(_GRIJS)
    lijn.width = Pt(2.5 if soort == "midden" else 1.25)
    lijn.dash_style = MSO_LINE.DASH if soort == "buiten" else MSO_LINE.SOLID
