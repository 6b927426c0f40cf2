"""Texts in the corners of a packed document: comments, properties, names, formats, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from helpende_data.errors import SourceError


@dataclass(frozen=True)
class _Hoek:
    """Where to look, and for what.

    Args:
        deel: names of parts of the package; a group, when there is one, is the number of the place.
        plek: what a reader calls that place.
        tags: elements of which the text counts.
        attributen: attributes that count, of any element, or of one: ``sheet/name``.
    """

    deel: re.Pattern[str]
    plek: str
    tags: frozenset[str] = frozenset()
    attributen: frozenset[str] = frozenset()


def _hoek(deel: str, plek: str, tags: str = "", attributen: str = "") -> _Hoek:
    return _Hoek(re.compile(deel), plek, frozenset(tags.split()), frozenset(attributen.split()))


_SHAPES = "descr title tooltip"
_HOEKEN = (
    _hoek(
        r"docProps/core\.xml",
        "eigenschappen",
        "title subject creator lastModifiedBy description keywords category contentStatus",
    ),
    _hoek(r"docProps/app\.xml", "eigenschappen", "Company Manager"),
    _hoek(
        r"docProps/custom\.xml", "eigenschappen", "lpwstr lpstr i4 int r8 decimal", "property/name"
    ),
    _hoek(r"xl/workbook\.xml", "namen in het werkboek", "definedName", "sheet/name"),
    _hoek(r"xl/styles\.xml", "notatie van getallen", attributen="formatCode"),
    _hoek(
        r"xl/worksheets/sheet(\d+)\.xml",
        "blad",
        "f formula formula1 formula2 "
        "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
        "tooltip display prompt promptTitle error errorTitle",
    ),
    _hoek(r".*\.rels", "koppeling"),
    _hoek(r"xl/tables/.*\.xml", "tabel", attributen="table/displayName tableColumn/name"),
    _hoek(r"(?:xl|ppt|word)/(?:threadedComments|comments).*\.xml", "opmerking", "t text delText"),
    _hoek(r"xl/drawings/.*\.(?:xml|vml)", "tekening", "t", _SHAPES),
    _hoek(r"xl/charts/chart(\d+)\.xml", "grafiek", "t v"),
    _hoek(r"ppt/slides/slide(\d+)\.xml", "dia", attributen=_SHAPES),
    _hoek(r"ppt/slide(?:Masters|Layouts)/[^/]*\.xml", "sjabloon van dia's", "t", _SHAPES),
    _hoek(r"word/document\.xml", "tekst", "delText", _SHAPES),
)


# What is no number of a reader: a cell ("$B$7"), a size of letters in a header ("&8"), the places
# for digits in a notation ("#.##0,00") and what stands in it between brackets.
_CODE = re.compile(r"\$?[A-Z]{0,3}\$\d+|\$?\b[A-Z]{1,3}\d+\b|&(?:[A-Z]|\d{1,3}(?!\d))")
_NOTATION = re.compile(r"\[[^\]]*\]|(?<!\d)[0#?][0#?.,]*(?!\d)")


def corner_texts(delen: Mapping[str, bytes], shown: str) -> Iterator[tuple[str, str]]:
    """(place, text) of what is packed where nobody looks at first, without references to cells.

    Args:
        delen: name of a part of the package -> contents.

    Raises:
        SourceError: a part is damaged.
    """
    for naam in sorted(delen):
        for hoek in _HOEKEN:
            gevonden = hoek.deel.fullmatch(naam)
            if gevonden:
                nummer = f" {gevonden[1]}" if gevonden.groups() else ""
                for tekst in _texts(parse(delen[naam], shown), hoek):
                    yield f"{hoek.plek}{nummer}", _CODE.sub(" ", tekst)


def parse(xml: bytes, shown: str) -> ElementTree.Element:
    """The tree of a part.

    Raises:
        SourceError: it is damaged.
    """
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        raise SourceError("het bestand is beschadigd", waar=shown) from None


def _texts(boom: ElementTree.Element, hoek: _Hoek) -> Iterator[str]:
    # The program itself fills a field, with the day or the number of the page.
    velden = {id(deel) for veld in boom.iter() if veld.tag.endswith("}fld") for deel in veld.iter()}
    for element in boom.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in hoek.tags and element.text and id(element) not in velden:
            yield element.text
        if tag == "Relationship" and element.get("TargetMode") == "External":
            yield element.get("Target", "")
        for naam, waarde in element.attrib.items():
            kort = naam.rpartition("}")[2]
            if kort in hoek.attributen or f"{tag}/{kort}" in hoek.attributen:
                yield _NOTATION.sub(" ", waarde) if kort == "formatCode" else waarde


def pdf_corners(inhoud: bytes) -> Iterator[tuple[str, str]]:
    """(place, text) of the properties of a PDF, its bookmarks, and the notes laid over a page."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(inhoud) as document:
        eigen = document.get_metadata_dict(skip_empty=True)
        for naam in ("Title", "Author", "Subject", "Keywords"):
            yield "eigenschappen", eigen.get(naam, "")
        for wijzer in document.get_toc():
            yield "bladwijzer", wijzer.get_title()
        for nummer, bladzijde in enumerate(document, start=1):
            for volgnummer in range(raw.FPDFPage_GetAnnotCount(bladzijde)):
                notitie = raw.FPDFPage_GetAnnot(bladzijde, volgnummer)
                for sleutel in (b"Contents", b"V"):  # of a note, of a field
                    lengte = raw.FPDFAnnot_GetStringValue(notitie, sleutel, None, 0)
                    buffer = ctypes.create_string_buffer(lengte)
                    ruimte = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                    raw.FPDFAnnot_GetStringValue(notitie, sleutel, ruimte, lengte)
                    tekst = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
                    yield f"notitie op bladzijde {nummer}", tekst
                raw.FPDFPage_CloseAnnot(notitie)
