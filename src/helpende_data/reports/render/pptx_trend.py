"""Lines on a slide: the name of each at its end, and in words where one stops. Draws no line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from helpende_data.figures.model import Reeks, Trend
from helpende_data.reports.render.fonts import to_printable
from helpende_data.reports.render.pptx_rooster import printed_value
from helpende_data.reports.render.pptx_tabel import LETTER

VLAK = {"x": 0.07, "y": 0.04, "w": 0.65, "h": 0.84}  # of a chart: beside it stand the names
_TEKENS = {"gemeente": "●", "subregio": "■", "regio": "▲", "land": "◆"}  # as its points


def gaps(trend: Trend) -> tuple[str, ...]:
    """``Druten in 2020 en 2021: afgeschermd.`` for each line that is interrupted or missing."""
    from helpende_data.figures.waarden import shown_text

    zinnen = []
    for reeks in trend.reeksen:
        woorden: dict[str, list[int]] = {}
        for nummer, punt in enumerate(reeks.punten):
            if printed_value(punt) is None:
                woorden.setdefault(shown_text(punt), []).append(nummer)
        zinnen += [
            f"{reeks.label} in {_periods(trend.periodes, nummers)}: {tekst}."
            for tekst, nummers in woorden.items()
        ]
    return tuple(zinnen)


def _periods(periodes: tuple[str, ...], nummers: list[int]) -> str:
    """Periods in words; three or more after each other as from and to."""
    delen: list[str] = []
    for _, groep in groupby(enumerate(nummers), lambda paar: paar[1] - paar[0]):
        namen = [periodes[nummer] for _, nummer in groep]
        delen += namen if len(namen) < 3 else [f"{namen[0]} tot en met {namen[-1]}"]
    return " en ".join(filter(None, (", ".join(delen[:-1]), delen[-1])))


def line_names(trend: Trend) -> tuple[str, ...]:
    """``● Druten 329`` for each line: its last value, with the period if that is an earlier one."""
    return tuple(tekst for _, _, tekst in _ends(trend))


def _ends(trend: Trend) -> Iterator[tuple[Reeks, float, str]]:
    """Each line that has values, the last of them, and the words at its end."""
    from helpende_data.figures.waarden import shown_text

    for reeks in trend.reeksen:
        waarden = [printed_value(punt) for punt in reeks.punten]
        bekend = [n for n, waarde in enumerate(waarden) if waarde is not None]
        if not bekend:
            continue
        laatste = bekend[-1]
        erbij = "" if laatste == len(waarden) - 1 else f" ({trend.periodes[laatste]})"
        tekst = f"{reeks.label} {shown_text(reeks.punten[laatste])}{erbij}"
        teken = f"{_TEKENS.get(reeks.soort, '×')} " if len(trend.reeksen) > 1 else ""
        yield reeks, waarden[laatste] or 0.0, f"{teken}{tekst}"


def name_lines(dia: Any, vorm: Any, trend: Trend, top: float) -> None:
    """The words at the ends of the lines, in the room beside them, pushed apart where they meet.

    Args:
        vorm: the shape that holds the chart.
        top: where the axis with numbers ends.
    """
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    from helpende_data.figures.ruimte import push_apart
    from helpende_data.figures.stijl import SOORTEN, text_width

    einden = list(_ends(trend))
    links = int((VLAK["x"] + VLAK["w"]) * vorm.width)
    breed, hoog = vorm.width - links, VLAK["h"] * vorm.height
    regel, ruimte = 1.25 * Pt(LETTER), 0.9 * breed / Pt(1)
    # measured in letters that the font has, which leaves out the signs before the names
    lengtes = [text_width(to_printable(t, reserve=False), "half", LETTER) for _, _, t in einden]
    hoogtes = [regel * -(-lengte // ruimte) for lengte in lengtes]
    doel = [hoog * waarde / top for _, waarde, _ in einden]
    midden = push_apart(doel, hoogtes, 0.0, hoog, 0.2 * regel)
    onder = vorm.top + (VLAK["y"] + VLAK["h"]) * vorm.height
    for (reeks, _, tekst), hoogte, y in zip(einden, hoogtes, midden, strict=True):
        boven = int(onder - y - hoogte / 2)
        vak = dia.shapes.add_textbox(vorm.left + links, boven, breed, int(hoogte))
        kader = vak.text_frame
        kader.word_wrap = True
        kader.margin_top = kader.margin_bottom = kader.margin_left = kader.margin_right = 0
        stuk = kader.paragraphs[0].add_run()
        stuk.text = tekst
        stuk.font.size, stuk.font.bold = Pt(LETTER), True
        stuk.font.color.rgb = RGBColor.from_string(SOORTEN[reeks.soort].inkt.removeprefix("#"))
