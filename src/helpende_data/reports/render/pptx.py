"""The report as slides for the session: one for each figure, with notes for the facilitator."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from helpende_data.figures.model import Tegels, Trechter, Trend, Veelluik
from helpende_data.gesprek.afspraken import NIEUW
from helpende_data.reports.huisstijl.model import Huisstijl
from helpende_data.reports.model import Alinea, Figuur, Rapport
from helpende_data.reports.render.pptx_grafiek import insert_chart
from helpende_data.reports.render.pptx_notities import VRAGEN, agreement_notes, figure_notes
from helpende_data.reports.render.pptx_pakket import (
    TEKSTEN,
    TITELS,
    VLAKKEN,
    find_layout,
    find_place,
    open_sjabloon,
    pack,
    read_sjabloon,
)
from helpende_data.reports.render.pptx_rooster import chart_grid, has_limits
from helpende_data.reports.render.pptx_tabel import LETTER, insert_questions, insert_table
from helpende_data.reports.render.pptx_tegels import insert_tiles
from helpende_data.reports.render.pptx_trechter import cloud, insert_cloud
from helpende_data.reports.render.pptx_trend import gaps, name_lines
from helpende_data.reports.render.pptx_vakken import insert_fields
from helpende_data.reports.render.tekst import glue, running_title

AFSPRAKEN = ("Wat spreken wij af?", "Welke functie?", "Wanneer klaar?", "Waaraan zien wij het?")
_MOST = 12  # rows of a table that can be read on a slide
_REST = "De andere rijen staan in het rapport."
_VOL = 700  # characters of a slide of words; more would touch the foot in a wide font
_LANG = 80  # characters of a title that fit on two lines
_REGEL, _KORT = 105, 2  # characters on a line of a caption, and the lines that its place holds
_VOET, _NUMMER = 15, 13  # kinds of placeholder


def to_pptx(rapport: Rapport, sjabloon: bytes | None = None) -> bytes:
    """The slides of a session: front, core, one for each figure, the questions, agreements.

    Args:
        sjabloon: the template; None takes the packaged one.

    Raises:
        ContractError: the template is no presentation, or lacks a layout or placeholder.
    """
    deck = open_sjabloon(read_sjabloon() if sjabloon is None else sjabloon)
    _front(deck, rapport)
    if rapport.kern:
        _words(deck, rapport, "De kern", rapport.kern)
    for figuur in rapport.figuren():
        _figure(deck, rapport, figuur)
    _questions(deck, rapport)
    _agreements(deck, rapport)
    stempel = f" – {rapport.stempel}" if rapport.stempel else ""
    return pack(deck, f"{rapport.titel} ({running_title(rapport)}){stempel}", rapport.stempel)


def _slide(deck: Any, rapport: Rapport, indeling: str, kop: str, notities: Sequence[str]) -> Any:
    """A slide with its title, footer, number, stamp and notes."""
    layout = find_layout(deck, indeling)
    dia = deck.slides.add_slide(layout)
    find_place(dia, TITELS).text_frame.text = glue(kop)
    for plek in layout.placeholders:
        soort = int(plek.placeholder_format.type)
        if soort in (_VOET, _NUMMER):
            element = copy.deepcopy(plek._element)
            dia.shapes._spTree.append(element)
            if soort == _VOET:
                dia.shapes[-1].text_frame.text = running_title(rapport)
    if rapport.stempel:
        _stamp(deck, dia, rapport.stempel)
    teksten = [rapport.stempel, *notities] if rapport.stempel else notities
    dia.notes_slide.notes_text_frame.text = "\n".join(glue(tekst) for tekst in teksten)
    return dia


def _stamp(deck: Any, dia: Any, stempel: str) -> None:
    """The stamp in the corner, dark on every background."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Cm, Pt

    breed = Cm(min(0.32 * len(stempel) + 1.2, 20))
    vak = dia.shapes.add_textbox(deck.slide_width - breed - Cm(0.6), Cm(0.25), breed, Cm(0.75))
    vak.name = "Stempel"
    vak.fill.solid()
    vak.fill.fore_color.rgb = RGBColor.from_string("1B2529")
    kader = vak.text_frame
    kader.vertical_anchor = MSO_ANCHOR.MIDDLE
    alinea = kader.paragraphs[0]
    alinea.alignment = PP_ALIGN.CENTER
    stuk = alinea.add_run()
    stuk.text = stempel
    stuk.font.size, stuk.font.bold = Pt(14), True
    stuk.font.color.rgb = RGBColor.from_string("FFFFFF")


def _front(deck: Any, rapport: Rapport) -> None:
    uitleg = [blok.tekst for blok in rapport.voorblad if isinstance(blok, Alinea)]
    dia = _slide(deck, rapport, "Voorblad", rapport.titel, uitleg)
    _fill(find_place(dia, TEKSTEN), (rapport.ondertitel, rapport.organisatie, rapport.contact))


def _words(deck: Any, rapport: Rapport, kop: str, regels: Sequence[str]) -> None:
    dia = _slide(deck, rapport, "Tekst", kop, ("Laat ieder dit eerst zelf lezen.",))
    plek = find_place(dia, (*TEKSTEN, 7))
    _fill(plek, regels)
    if sum(map(len, regels)) > _VOL:
        _resize(plek, 18)


def _fill(plek: Any, regels: Sequence[str]) -> None:
    plek.text_frame.text = "\n".join(glue(regel) for regel in regels if regel)


def _figure(deck: Any, rapport: Rapport, figuur: Figuur) -> None:
    dia = _slide(deck, rapport, "Figuur", figuur.titel, figure_notes(rapport, figuur))
    if len(figuur.titel) > _LANG:  # on three lines it would touch the words below it
        _resize(find_place(dia, TITELS), 20)
    tekening = figuur.tekening
    breuken = tekening.breuken if isinstance(tekening, (Trend, Veelluik)) else ()
    stil = gaps(tekening) if isinstance(tekening, Trend) else ()
    regels = (figuur.onderschrift, *(breuk.reden for breuk in breuken), *stil)
    _fill(find_place(dia, TEKSTEN), regels)
    plek = find_place(dia, VLAKKEN)
    _make_room(find_place(dia, TEKSTEN), plek, sum(-(-len(regel) // _REGEL) for regel in regels))
    vorm = _draw(dia, plek, figuur, rapport.huisstijl)
    _describe(vorm, figuur.titel, figuur.alt)


def _make_room(onderschrift: Any, plek: Any, regels: int) -> None:
    """A caption of more than two lines in smaller letters, with the chart as much lower."""
    from pptx.util import Cm

    if regels <= _KORT:
        return
    _resize(onderschrift, LETTER)
    links, boven, breed, hoog = plek.left, plek.top, plek.width, plek.height
    lager = Cm(0.6) * (regels - _KORT - 1)
    plek.left, plek.top, plek.width, plek.height = links, boven + lager, breed, hoog - lager


def _resize(plek: Any, maat: int) -> None:
    """The words at a place in smaller letters than the template's, in points."""
    from pptx.util import Pt

    for alinea in plek.text_frame.paragraphs:
        for stuk in alinea.runs:
            stuk.font.size = Pt(maat)


def _draw(dia: Any, plek: Any, figuur: Figuur, stijl: Huisstijl) -> Any:
    """The figure as shapes or a native chart; as a table where that cannot be."""
    tekening = figuur.tekening
    if isinstance(tekening, Tegels):
        return insert_tiles(dia, plek, tekening)
    if isinstance(tekening, Veelluik):
        return insert_fields(dia, plek, tekening)
    if hasattr(plek, "insert_chart"):
        if isinstance(tekening, Trechter):
            if wolk := cloud(tekening):
                return insert_cloud(plek, wolk)
        elif (rooster := chart_grid(tekening)) and rooster.has_values:
            vorm = insert_chart(plek, rooster, has_limits(tekening))
            if isinstance(tekening, Trend):
                name_lines(dia, vorm, tekening, rooster.top)
            return vorm
    rijen = figuur.tabel.rijen
    if len(rijen) > _MOST:
        rest = (_REST, *[""] * (len(figuur.tabel.kolommen) - 1))
        rijen = (*rijen[: _MOST - 1], rest)
    return insert_table(dia, plek, figuur.tabel.kolommen, rijen, stijl)


def _describe(vorm: Any, titel: str, alt: str) -> None:
    kenmerken = vorm._element._nvXxPr.cNvPr
    kenmerken.set("title", titel)
    kenmerken.set("descr", alt)


def _questions(deck: Any, rapport: Rapport) -> None:
    notities = ("Laat ieder dit eerst zelf lezen.",)
    dia = _slide(deck, rapport, "Tekst", "Samen kijken naar de figuren", notities)
    insert_questions(dia, find_place(dia, (*TEKSTEN, 7)), VRAGEN, rapport.huisstijl)


def _agreements(deck: Any, rapport: Rapport) -> None:
    uitleg = ("Schrijf functies op, geen namen.", "Kies er hooguit drie.")
    notities = (*uitleg, *agreement_notes(rapport))
    dia = _slide(deck, rapport, "Tekst", "Onze afspraken", notities)
    leeg = [[""] * len(AFSPRAKEN)] * NIEUW
    plek = find_place(dia, (*TEKSTEN, 7))
    vorm = insert_table(dia, plek, AFSPRAKEN, leeg, rapport.huisstijl, leeg=True)
    _describe(vorm, "Onze afspraken", "Een lege tabel om afspraken in te vullen.")
