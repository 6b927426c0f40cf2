"""The municipalities as tiles on a slide: one shape for each, to move and edit. Reads no report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpende_data.figures.model import AFGESCHERMD, BEKEND, Punt, Tegels
from helpende_data.figures.stijl import AS, GRIJS, INKT, SOORTEN, SPOOR
from helpende_data.figures.waarden import VOORLOPIG, shown_text
from helpende_data.reports.render.pptx_pakket import take_room
from helpende_data.reports.render.pptx_tabel import LETTER
from helpende_data.reports.render.tekst import glue

_TUSSEN = 0.2  # cm between two tiles
_ONDER = 0.9  # cm below them, for the words about the values
_HOOGST, _BREEDST = 3.6, 5.0  # of a tile, in cm


def tile_texts(tegels: Tegels) -> tuple[tuple[str, ...], ...]:
    """What stands in each shape: name, value and word of a tile, and last what the values are."""
    noot = (VOORLOPIG,) if any(punt.voorlopig for punt in tegels.punten) else ()
    return (*(_words(punt) for punt in tegels.punten), (tegels.eenheid, *noot))


def _words(punt: Punt) -> tuple[str, ...]:
    return tuple(tekst for tekst in (punt.label, shown_text(punt), punt.noot) if tekst)


def insert_tiles(dia: Any, plek: Any, tegels: Tegels) -> Any:
    """Put a group of equal tiles in the room of a placeholder, which goes; empty places stay.

    Returns:
        The group.
    """
    from pptx.util import Cm

    links, boven, breed, hoog = take_room(plek)
    kolommen, rijen = (1 + max(plaats[i] for plaats in tegels.plaatsen) for i in (0, 1))
    tussen = Cm(_TUSSEN)
    breedte = min((breed - tussen * (kolommen - 1)) // kolommen, Cm(_BREEDST))
    hoogte = min((hoog - Cm(_ONDER) - tussen * (rijen - 1)) // rijen, Cm(_HOOGST))
    groep = dia.shapes.add_group_shape()
    groep.name = "Kaart"
    *teksten, uitleg = tile_texts(tegels)
    for punt, (kolom, rij), regels in zip(tegels.punten, tegels.plaatsen, teksten, strict=True):
        x, y = links + kolom * (breedte + tussen), boven + rij * (hoogte + tussen)
        _tile(groep, punt, regels, (x, y, breedte, hoogte))
    onder = boven + rijen * (hoogte + tussen)
    vak = groep.shapes.add_textbox(links, onder, breed, Cm(_ONDER))
    vak.name = "Eenheid"
    _write(vak.text_frame, uitleg, [LETTER] * len(uitleg), GRIJS)
    return groep


def _tile(groep: Any, punt: Punt, regels: Sequence[str], ruimte: tuple[int, ...]) -> None:
    """One tile; the own municipality has a heavy edge, what is not known grey, hidden dashes."""
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    vorm = groep.shapes.add_shape(MSO_SHAPE.RECTANGLE, *ruimte)
    vorm.name = "Tegel"
    vorm._element.remove(vorm._element.find(f"{{{vorm._element.nsmap['p']}}}style"))
    eigen = punt.soort == "gemeente"
    vorm.fill.solid()
    vorm.fill.fore_color.rgb = _rgb("#FFFFFF" if punt.toestand == BEKEND else SPOOR)
    vorm.line.color.rgb = _rgb(SOORTEN["gemeente"].kleur if eigen else AS)
    vorm.line.width = Pt(3 if eigen else 1)
    if punt.toestand == AFGESCHERMD:
        vorm.line.dash_style = MSO_LINE.DASH
    _write(vorm.text_frame, regels, (LETTER, 16, LETTER), INKT)
    if len(regels) > 1 and punt.toestand != BEKEND:
        stuk = vorm.text_frame.paragraphs[1].runs[0]
        stuk.font.bold, stuk.font.italic, stuk.font.size = False, True, Pt(LETTER)


def _write(kader: Any, regels: Sequence[str], maten: Sequence[int], kleur: str) -> None:
    """Lines in a frame, each in its own size; the first two of a tile are bold."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Cm, Pt

    kader.word_wrap, kader.vertical_anchor = True, MSO_ANCHOR.TOP
    kader.margin_left = kader.margin_right = Cm(0.1)
    kader.margin_top = kader.margin_bottom = Cm(0.05)
    for nummer, (regel, maat) in enumerate(zip(regels, maten, strict=False)):
        alinea = kader.add_paragraph() if nummer else kader.paragraphs[0]
        alinea.alignment, alinea.line_spacing = PP_ALIGN.LEFT, 0.9
        stuk = alinea.add_run()
        stuk.text = glue(regel)
        stuk.font.size, stuk.font.bold = Pt(maat), len(set(maten)) > 1 and nummer < 2
        stuk.font.color.rgb = _rgb(kleur)


def _rgb(kleur: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(kleur.removeprefix("#"))
