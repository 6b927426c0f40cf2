"""A presentation without slides on the template, and how it is packed. Knows no report."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from helpende_data.errors import ContractError
from helpende_data.files import Werkmap, read_bytes
from helpende_data.files.werkmap import packaged_data
from helpende_data.reports.huisstijl.model import GEWOON, Huisstijl

FILE = "sjablonen/dias.pptx"
CREATED = datetime(2000, 1, 1)  # in every file: the same data give the same bytes
TITELS, VLAKKEN, TEKSTEN = (1, 3), (7, 8), (2, 4)  # kinds of placeholder: PP_PLACEHOLDER
# Name of a layout -> the kinds of placeholder it must have.
LAYOUTS: dict[str, tuple[tuple[int, ...], ...]] = {
    "Voorblad": (TITELS, TEKSTEN),
    "Tekst": (TITELS, (*TEKSTEN, 7)),
    "Figuur": (TITELS, VLAKKEN, TEKSTEN),
}
_WOORDEN: dict[tuple[int, ...], str] = {
    TITELS: "een titel",
    VLAKKEN: "een vlak voor een grafiek",
    TEKSTEN: "een tekstvak",
}


def read_sjabloon(werkmap: Werkmap | None = None, naam: str = FILE) -> bytes:
    """The template of the slides: the one of the werkmap, else the packaged one."""
    pad: Path = werkmap.data_file(naam) if werkmap else packaged_data() / FILE
    return read_bytes(pad)


def dress(sjabloon: bytes, stijl: Huisstijl) -> bytes:
    """The packaged template in the colours and with the logo of the house.

    Another template comes back as it is: an organisation put its own looks in it.
    """
    if stijl == GEWOON or sjabloon != read_sjabloon():
        return sjabloon
    from pptx import Presentation
    from pptx.oxml.shapes.picture import CT_Picture
    from pptx.util import Cm

    deck = Presentation(io.BytesIO(sjabloon))
    voorblad = find_layout(deck, "Voorblad")
    if stijl.logo:
        beeld, verwijzing = voorblad.part.get_or_add_image_part(io.BytesIO(stijl.logo.png))
        breed, hoog = beeld.image.size
        maat = min(Cm(8) / breed, Cm(2.6) / hoog)
        voorblad.shapes._spTree.append(
            CT_Picture.new_pic(
                voorblad.shapes._next_shape_id,
                "Logo",
                stijl.logo.alt,
                verwijzing,
                Cm(1.6),
                Cm(1.2),
                round(breed * maat),
                round(hoog * maat),
            )
        )
    for deel in (deck.slide_master, *deck.slide_layouts):
        for kleur in deel._element.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr"
        ):
            if f"#{kleur.get('val')}".lower() == Huisstijl.accent:
                kleur.set("val", stijl.accent.removeprefix("#").upper())
    vast = io.BytesIO()
    deck.save(vast)
    return vast.getvalue()


def open_sjabloon(sjabloon: bytes, waar: str = f"data/{FILE}") -> Any:
    """A presentation with the masters and layouts of a template, and none of its slides.

    Raises:
        ContractError: no presentation, or a layout or placeholder is missing.
    """
    from lxml.etree import XMLSyntaxError
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        deck = Presentation(io.BytesIO(sjabloon))
    except (PythonPptxError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise ContractError(
            "dit sjabloon is geen PowerPoint-presentatie",
            waar=waar,
            doe="sla het in PowerPoint op als presentatie (pptx), of haal het weg",
        ) from None
    for naam, soorten in LAYOUTS.items():
        layout = find_layout(deck, naam)
        for soort in soorten:
            if layout is None or find_place(layout, soort) is None:
                wat = _WOORDEN.get(soort, "een tekstvak")
                mist = f"{wat} in de indeling" if layout else "de indeling"
                raise ContractError(
                    f"in dit sjabloon ontbreekt {mist} {naam}",
                    waar=waar,
                    doe="vul het aan in PowerPoint bij Beeld, Diamodel, of haal het sjabloon weg",
                )
    lijst = deck.slides._sldIdLst
    for dia in list(lijst):
        deck.part.drop_rel(dia.rId)
        lijst.remove(dia)
    _ = deck.notes_master  # made when the template has none
    return deck


def find_layout(deck: Any, naam: str) -> Any:
    """The layout of this name in any master, or None."""
    alle = (layout for master in deck.slide_masters for layout in master.slide_layouts)
    return next((layout for layout in alle if layout.name.strip() == naam), None)


def find_place(dia: Any, soorten: tuple[int, ...]) -> Any:
    """The first placeholder of one of these kinds, on a slide or a layout, or None."""
    plekken = (p for p in dia.placeholders if int(p.placeholder_format.type) in soorten)
    return next(plekken, None)


def take_room(plek: Any) -> tuple[int, int, int, int]:
    """Left, top, width and height of a placeholder, which goes."""
    ruimte = plek.left, plek.top, plek.width, plek.height
    plek._element.getparent().remove(plek._element)
    return ruimte


def pack(deck: Any, titel: str = "", stempel: str = "") -> bytes:
    """The presentation as bytes: fixed dates, so that the same slides are the same bytes."""
    kenmerken = deck.core_properties
    kenmerken.title, kenmerken.comments = titel, stempel
    kenmerken.author = kenmerken.last_modified_by = "helpende-data"
    kenmerken.created = kenmerken.modified = kenmerken.last_printed = CREATED
    kenmerken.language, kenmerken.revision = "nl-NL", 1
    for naam in ("category", "content_status", "identifier", "keywords", "subject", "version"):
        setattr(kenmerken, naam, "")
    los, vast = io.BytesIO(), io.BytesIO()
    deck.save(los)
    with zipfile.ZipFile(los) as bron, zipfile.ZipFile(vast, "w", zipfile.ZIP_DEFLATED) as doel:
        for naam in bron.namelist():
            ingang = zipfile.ZipInfo(naam, (2000, 1, 1, 0, 0, 0))
            doel.writestr(ingang, bron.read(naam), zipfile.ZIP_DEFLATED)
    return vast.getvalue()
