"""Native charts for slides: the shown values of a drawing as rows and series. Reads no report."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpende_data.figures.model import Balken, Keten, Punt, PuntInterval, Trend
from helpende_data.reports.render.pptx_pakket import CREATED
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIJNEN = {"gemeente": "solid", "subregio": "lgDash", "regio": "dashDot", "land": "sysDash"}
_TEKENS = {"gemeente": "circle", "subregio": "square", "regio": "triangle", "land": "diamond"}
INKT = "1F2933"
_EURO, _PROCENT = "€ ", " %"


@dataclass(frozen=True)
class Lijn:
    """One series: a value or None for each row, its limits, and whose it is."""

    naam: str
    waarden: tuple[float | None, ...]
    grenzen: tuple[tuple[float, float] | None, ...]
    soorten: tuple[str, ...]


@dataclass(frozen=True)
class Rooster:
    """What a chart holds: names of rows, series, and decimals of the values."""

    rijen: tuple[str, ...]
    lijnen: tuple[Lijn, ...]
    decimalen: int
    liggend: bool
    eenheid: str
    teken: str = ""  # "€ " before each value or " %" behind it, where all are printed so

    @property
    def has_values(self) -> bool:
        """Is there anything to draw?"""
        return any(waarde is not None for lijn in self.lijnen for waarde in lijn.waarden)

    @property
    def top(self) -> float:
        """Where the axis ends: a round number above every value and limit."""
        return axis_end(
            getal for lijn in self.lijnen for getal in (*lijn.waarden, *_ends(lijn)) if getal
        )

    @property
    def einden(self) -> tuple[tuple[float, float], ...]:
        """Where the axes with numbers begin and end."""
        return ((0.0, self.top),)


def axis_end(getallen: Iterable[float]) -> float:
    """A round number above all of these, 1 when there are none above nought."""
    hoogste = max((getal for getal in getallen if getal > 0), default=1.0)
    stap = 10.0 ** math.floor(math.log10(hoogste)) / 2
    return stap * (math.floor(1.02 * hoogste / stap) + 1)


def _ends(lijn: Lijn) -> tuple[float, ...]:
    return tuple(paar[1] for paar in lijn.grenzen if paar)


def chart_grid(tekening: object) -> Rooster | None:
    """The shown values of a drawing; None for a kind that has no native chart.

    A value stands in the grid only when it is printed as that number. What is printed otherwise
    (afgeschermd, ongeveer, a range) stands in words at the name of its row.
    """
    match tekening:
        case Trend():
            punten = [p for reeks in tekening.reeksen for p in reeks.punten]
            open_ = [
                any(reeks.punten[nummer].voorlopig for reeks in tekening.reeksen)
                for nummer in range(len(tekening.periodes))
            ]
            return Rooster(
                tuple(f"{p} *" if o else p for p, o in zip(tekening.periodes, open_, strict=True)),
                tuple(_line(reeks.label, reeks.punten) for reeks in tekening.reeksen),
                _decimals(punten),
                liggend=False,
                eenheid=tekening.eenheid,
                teken=_sign(punten),
            )
        case PuntInterval() | Balken():
            return _rows(tekening.punten, [""] * len(tekening.punten), tekening.eenheid)
        case Keten():
            aandelen = ["", *tekening.aandelen]
            return _rows((tekening.totaal, *tekening.stappen), aandelen, tekening.eenheid)
    return None


def _rows(punten: Sequence[Punt], erbij: Sequence[str], eenheid: str) -> Rooster:
    teken = _sign(punten)
    namen = [_row_name(p, meer, teken) for p, meer in zip(punten, erbij, strict=True)]
    lijn = _line(eenheid, punten)
    return Rooster(tuple(namen), (lijn,), _decimals(punten), True, eenheid, teken)


def _row_name(punt: Punt, meer: str, teken: str) -> str:
    """What a row is about, and in words what its number does not say by itself."""
    getal, plaatsen = printed_value(punt), printed_places(punt) or 0
    is_plain = getal is not None and _signed(format_nl(getal, plaatsen), teken) == _plain(punt)
    delen = (punt.label, meer, punt.noot, "" if is_plain else _text(punt))
    ster = " *" if punt.voorlopig and is_plain else ""
    return ", ".join(deel for deel in delen if deel) + ster


def _line(naam: str, punten: Sequence[Punt]) -> Lijn:
    getallen = tuple(printed_value(p) for p in punten)
    grenzen = tuple(
        (p.laag, p.hoog)
        if w is not None and p.laag is not None and p.hoog is not None and p.hoog < float("inf")
        else None
        for w, p in zip(getallen, punten, strict=True)
    )
    return Lijn(naam, getallen, grenzen, tuple(p.soort for p in punten))


def _text(punt: Punt) -> str:
    from helpende_data.figures.waarden import shown_text

    return shown_text(punt)


def _plain(punt: Punt) -> str:
    return punt.tekst.strip().replace("\N{NO-BREAK SPACE}", " ")


def _sign(punten: Sequence[Punt]) -> str:
    """What stands before or behind every value that is printed; nothing where they differ."""
    gedrukt = [_plain(punt) for punt in punten if printed_places(punt) is not None]
    if gedrukt and all(tekst.startswith(_EURO) for tekst in gedrukt):
        return _EURO
    return _PROCENT if gedrukt and all(t.endswith(_PROCENT) for t in gedrukt) else ""


def _signed(tekst: str, teken: str) -> str:
    return teken + tekst if teken == _EURO else tekst + teken


def printed_places(punt: Punt) -> int | None:
    """With how many decimals the value of a point is printed; None when it is not printed."""
    if punt.waarde is None:
        return None
    tekst = _plain(punt).removeprefix("ongeveer ").removeprefix(_EURO).removesuffix(_PROCENT)
    return next((n for n in range(4) if format_nl(punt.waarde, n) == tekst), None)


def printed_value(punt: Punt) -> float | None:
    """The value of a point as printed; None when it is printed otherwise, or not at all."""
    plaatsen = printed_places(punt)
    if punt.waarde is None or plaatsen is None:
        return None
    return round(float(punt.waarde), plaatsen)


def _decimals(punten: Sequence[Punt]) -> int:
    return max((printed_places(p) or 0 for p in punten), default=0)


def workbook(rooster: Rooster) -> bytes:
    """The sheet behind a chart: rows and series where PowerPoint looks, the limits after them."""
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"author": "helpende-data", "created": CREATED})
    blad = boek.add_worksheet("Sheet1")
    for rij, naam in enumerate(rooster.rijen, start=1):
        blad.write_string(rij, 0, naam)
    breed = len(rooster.lijnen)
    for nummer, lijn in enumerate(rooster.lijnen):
        blad.write_string(0, 1 + nummer, lijn.naam)
        for rij, waarde in enumerate(lijn.waarden, start=1):
            if waarde is not None:
                blad.write_number(rij, 1 + nummer, waarde)
        kolom = 1 + breed + 2 * nummer
        blad.write_string(0, kolom, f"ondergrens {lijn.naam}")
        blad.write_string(0, kolom + 1, f"bovengrens {lijn.naam}")
        for rij, paar in enumerate(lijn.grenzen, start=1):
            for plaats, grens in enumerate(paar or ()):
                blad.write_number(rij, kolom + plaats, grens)
    boek.close()
    return uit.getvalue()


def distances(lijn: Lijn) -> tuple[tuple[float, float], ...]:
    """How far each value lies above its lower and below its upper limit; 0 without limits."""
    return tuple(
        (round(w - g[0], 6), round(g[1] - w, 6)) if w is not None and g is not None else (0.0, 0.0)
        for w, g in zip(lijn.waarden, lijn.grenzen, strict=True)
    )


def insert_chart(plek: Any, rooster: Rooster, grenzen: bool) -> Any:
    """Put the chart at a placeholder or a frame; with its limits as error bars where asked.

    Returns:
        The shape that holds it.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format=number_format(rooster.decimalen, rooster.teken))
    data.categories = rooster.rijen
    for lijn in rooster.lijnen:
        data.add_series(lijn.naam, lijn.waarden)
    soort = XL_CHART_TYPE.BAR_CLUSTERED if rooster.liggend else XL_CHART_TYPE.LINE_MARKERS
    vorm = plek.insert_chart(soort, data)
    grafiek = vorm.chart
    grafiek.part.chart_workbook.update_from_xlsx_blob(workbook(rooster))
    _look(grafiek, rooster, inside=grenzen)
    for lijn, reeks in zip(rooster.lijnen, grafiek.plots[0].series, strict=True):
        if rooster.liggend:
            _bars(reeks, lijn, light=grenzen)
        else:
            _stroke(reeks, lijn)
        if grenzen and any(lijn.grenzen) and (rooster.liggend or "gemeente" in lijn.soorten):
            _error_bars(reeks._element, lijn)
    return vorm


def number_format(decimalen: int, teken: str = "") -> str:
    """In Dutch (413): a point for thousands and a comma, where the program lets a file choose."""
    getal = "#,##0" + ("." + "0" * decimalen if decimalen else "")
    if teken:
        getal = f'"{teken}"{getal}' if teken == _EURO else f'{getal}"{teken}"'
    return f"[$-413]{getal}"


def set_language(grafiek: Any) -> None:
    """Say that the words of a chart are Dutch."""
    from pptx.oxml.ns import qn

    ruimte = grafiek._chartSpace
    ruimte.chart.addprevious(ruimte.makeelement(qn("c:lang"), {"val": "nl-NL"}))


def _look(grafiek: Any, rooster: Rooster, inside: bool) -> None:
    """Letters, axes and labels; `inside` the bars stand the labels where error bars cross them."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    set_language(grafiek)
    grafiek.font.size = Pt(14 if len(rooster.rijen) <= 9 else 11)
    grafiek.font.color.rgb = RGBColor.from_string(INKT)
    grafiek.has_title = False
    grafiek.has_legend = not rooster.liggend and len(rooster.lijnen) > 1
    if grafiek.has_legend:
        grafiek.legend.position = XL_LEGEND_POSITION.BOTTOM
        grafiek.legend.include_in_layout = False
    waarden, namen = grafiek.value_axis, grafiek.category_axis
    waarden.minimum_scale, waarden.maximum_scale = 0, rooster.top
    waarden.has_major_gridlines = not rooster.liggend
    waarden.visible = not rooster.liggend
    waarden.tick_labels.number_format = number_format(rooster.decimalen, rooster.teken)
    waarden.tick_labels.number_format_is_linked = False
    namen.major_tick_mark = XL_TICK_MARK.NONE
    if rooster.liggend:
        namen.reverse_order = True
        _name_every_row(namen)
    else:
        waarden.major_gridlines.format.line.color.rgb = RGBColor.from_string("E1E5EA")
    plot = grafiek.plots[0]
    if rooster.liggend:
        plot.gap_width = 45
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = (
            number_format(rooster.decimalen, rooster.teken),
            False,
        )
        labels.show_value, labels.font.bold = True, True
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        if inside:
            labels.position = XL_LABEL_POSITION.INSIDE_BASE


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
    """Whose bar it is, in colour; `light` where error bars and labels stand on it."""
    reeks.invert_if_negative = False
    for nummer, soort in enumerate(lijn.soorten):
        balk = reeks.points[nummer].format
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
