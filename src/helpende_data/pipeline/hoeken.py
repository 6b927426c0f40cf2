"""Texts in the corners of a document: comments, properties, names, formats, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from xml.etree import ElementTree

from helpende_data.errors import SourceError
from helpende_data.reports.poort.pdf_bestand import alt_texts, read_text


@dataclass(frozen=True)
class Hoek:
    """Where in a package to look, and for what.

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

    @classmethod
    def of(cls, deel: str, plek: str, tags: str = "", attributen: str = "") -> Hoek:
        """One whose tags and attributes are parted by blanks."""
        return cls(re.compile(deel), plek, frozenset(tags.split()), frozenset(attributen.split()))


_SHAPES = "descr title tooltip"
_HOEKEN = (
    Hoek.of(
        r"docProps/core\.xml",
        "eigenschappen",
        "title subject creator lastModifiedBy description keywords category contentStatus",
    ),
    Hoek.of(r"docProps/app\.xml", "eigenschappen", "Company Manager"),
    Hoek.of(
        r"docProps/custom\.xml", "eigenschappen", "lpwstr lpstr i4 int r8 decimal", "property/name"
    ),
    Hoek.of(r"xl/workbook\.xml", "namen in het werkboek", "definedName", "sheet/name"),
    Hoek.of(r"xl/styles\.xml", "notatie van getallen", attributen="formatCode"),
    Hoek.of(
        r"xl/worksheets/sheet(\d+)\.xml",
        "blad",
        "f formula formula1 formula2 "
        "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
        "tooltip display prompt promptTitle error errorTitle",
    ),
    Hoek.of(r".*\.rels", "koppeling"),
    Hoek.of(r"xl/tables/.*\.xml", "tabel", attributen="table/displayName tableColumn/name"),
    Hoek.of(r"(?:xl|ppt|word)/(?:threadedComments|comments).*\.xml", "opmerking", "t text delText"),
    Hoek.of(r"xl/drawings/.*\.(?:xml|vml)", "tekening", "t", _SHAPES),
    Hoek.of(r"xl/charts/chart(\d+)\.xml", "grafiek", "t v"),
    Hoek.of(r"ppt/slides/slide(\d+)\.xml", "dia", attributen=_SHAPES),
    Hoek.of(r"ppt/slide(?:Masters|Layouts)/[^/]*\.xml", "sjabloon van dia's", "t", _SHAPES),
    Hoek.of(
        r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml",
        "tekst",
        "delText",
        _SHAPES,
    ),
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
    for plek, naam, hoek in find_parts(delen, _HOEKEN):
        for tekst in _texts(parse(delen[naam], shown), hoek):
            yield plek, _CODE.sub(" ", tekst)


def find_parts(namen: Iterable[str], hoeken: Iterable[Hoek]) -> Iterator[tuple[str, str, Hoek]]:
    """Place, name and what to look for of each part of a package that one of these is about."""
    for naam, hoek in product(sorted(namen), hoeken):
        if gevonden := hoek.deel.fullmatch(naam):
            yield " ".join((hoek.plek, *gevonden.groups())), naam, hoek


def parse(xml: bytes, shown: str) -> ElementTree.Element:
    """The tree of a part.

    Raises:
        SourceError: it is damaged.
    """
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        raise SourceError("het bestand is beschadigd", waar=shown) from None


def _texts(boom: ElementTree.Element, hoek: Hoek) -> Iterator[str]:
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
    """(place, text) of the properties of a PDF, its bookmarks, alt texts and notes over a page."""
    import pypdfium2
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(inhoud) as document:
        eigen = document.get_metadata_dict(skip_empty=True)
        for naam in ("Title", "Author", "Subject", "Keywords"):
            yield "eigenschappen", eigen.get(naam, "")
        for wijzer in document.get_toc():
            yield "bladwijzer", wijzer.get_title()
        for nummer, bladzijde in enumerate(document, start=1):
            for tekst in alt_texts(bladzijde):
                yield f"alternatieve tekst op bladzijde {nummer}", tekst
            for volgnummer in range(raw.FPDFPage_GetAnnotCount(bladzijde)):
                notitie = raw.FPDFPage_GetAnnot(bladzijde, volgnummer)
                for sleutel in (b"Contents", b"V"):  # of a note, of a field
                    tekst = read_text(partial(raw.FPDFAnnot_GetStringValue, notitie, sleutel))
                    yield f"notitie op bladzijde {nummer}", tekst
                raw.FPDFPage_CloseAnnot(notitie)
