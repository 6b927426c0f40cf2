"""Tables and questions on slides, in the colours of the house. Reads no report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpende_data.reports.huisstijl.model import Huisstijl
from helpende_data.reports.render.pptx_pakket import take_room
from helpende_data.reports.render.tekst import glue

if TYPE_CHECKING:
    from pptx.dml.color import RGBColor

LETTER = 14  # points: the smallest that is read on a beamer
_GROOT, _WEINIG = 18, 4  # letters of a table with as few rows
_RIJ = 1.1  # cm, the height of a row with one line
_LIJN = "7B8794"


def insert_table(
    dia: Any,
    plek: Any,
    kolommen: Sequence[str],
    rijen: Sequence[Sequence[str]],
    stijl: Huisstijl,
    *,
    leeg: bool = False,
) -> Any:
    """A native table in the room of a placeholder, which goes.

    Args:
        leeg: to write in, so its rows fill the room.

    Returns:
        The shape that holds it.
    """
    from pptx.util import Cm, Pt

    links, boven, breed, hoog = take_room(plek)
    maat = _GROOT if len(rijen) <= _WEINIG else LETTER
    hoogte = hoog if leeg else min(hoog, Cm(_RIJ) * (len(rijen) + 1))
    vorm = dia.shapes.add_table(len(rijen) + 1, len(kolommen), links, boven, breed, hoogte)
    tabel = vorm.table
    if leeg:
        tabel.rows[0].height = Cm(2 * _RIJ)  # a head may take two lines
        for rij in list(tabel.rows)[1:]:
            rij.height = (hoog - Cm(2 * _RIJ)) // len(rijen)
    for nummer, rij in enumerate((kolommen, *rijen)):
        for kolom, tekst in enumerate(rij):
            cel = tabel.cell(nummer, kolom)
            _fill(cel, _rgb(stijl.zacht) if nummer == 0 else None)
            alinea = cel.text_frame.paragraphs[0]
            stuk = alinea.add_run()
            stuk.text = glue(tekst)
            stuk.font.size, stuk.font.bold = Pt(maat), nummer == 0
            stuk.font.color.rgb = _rgb(stijl.accent if nummer == 0 else "#1F2933")
    return vorm


def _fill(cel: Any, kleur: RGBColor | None) -> None:
    """A cell with thin grey lines below and above, white unless it has a colour."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    kenmerken = cel._tc.get_or_add_tcPr()
    for kant in ("L", "R", "T", "B"):
        lijn = f'<a:solidFill><a:srgbClr val="{_LIJN}"/></a:solidFill>'
        kenmerken.append(parse_xml(f'<a:ln{kant} {nsdecls("a")} w="9525">{lijn}</a:ln{kant}>'))
    if kleur is None:
        cel.fill.background()
    else:
        cel.fill.solid()
        cel.fill.fore_color.rgb = kleur


def insert_questions(dia: Any, plek: Any, vragen: Sequence[str], stijl: Huisstijl) -> None:
    """Four fields in the room of a placeholder: a question in each, and room to write below it."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Cm, Pt

    links, boven, breed, hoog = take_room(plek)
    tussen = Cm(0.5)
    breedte, hoogte = (breed - tussen) // 2, (hoog - tussen) // 2
    for nummer, vraag in enumerate(vragen):
        x, y = nummer % 2 * (breedte + tussen), nummer // 2 * (hoogte + tussen)
        vak = dia.shapes.add_shape(MSO_SHAPE.RECTANGLE, links + x, boven + y, breedte, hoogte)
        vak._element.remove(vak._element.find(f"{{{vak._element.nsmap['p']}}}style"))
        vak.fill.background()
        vak.line.color.rgb = _rgb(stijl.accent)
        vak.line.width = Pt(1)
        kader = vak.text_frame
        kader.word_wrap, kader.vertical_anchor = True, MSO_ANCHOR.TOP
        kop, _, rest = vraag.partition(": ")
        for regel, maat in ((kop, 24), (rest[:1].upper() + rest[1:], 18)):
            alinea = kader.paragraphs[0] if maat == 24 else kader.add_paragraph()
            alinea.alignment = PP_ALIGN.LEFT
            stuk = alinea.add_run()
            stuk.text = glue(regel)
            stuk.font.size, stuk.font.bold = Pt(maat), maat == 24
            stuk.font.color.rgb = _rgb(stijl.accent if maat == 24 else "#1F2933")


def _rgb(kleur: str) -> RGBColor:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(kleur.removeprefix("#").upper())
