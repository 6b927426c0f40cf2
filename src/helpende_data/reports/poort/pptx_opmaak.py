"""Which parts of slides and charts are layout: places, sizes and colours that say no figure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from xml.etree import ElementTree

from helpende_data.reports.poort.teksten import bare
from helpende_data.schema.getallen import has_number

# Parts that a report adds to the template, with the number of their slide.
PLACES = (
    r"\[Content_Types\]\.xml|docProps/core\.xml|ppt/presentation\.xml|"
    r"ppt/_rels/presentation\.xml\.rels|ppt/charts/chart\d+\.xml|"
    r"ppt/charts/_rels/chart\d+\.xml\.rels|ppt/embeddings/Microsoft_Excel_Sheet\d+\.xlsx|"
    r"ppt/(slides|notesSlides)/(_rels/)?(slide|notesSlide)(?P<dia>\d+)\.xml(\.rels)?"
)
_VALUES = (
    "auto autoTitleDeleted autoUpdate axId crossAx date1904 delete gapWidth idx invertIfNegative "
    "lblOffset logBase majorUnit marker max min noEndCap noMultiLvlLbl order overlap overlay "
    "plotVisOnly ptCount schemeClr showBubbleSize showCatName showDLblsOverMax showLeaderLines "
    "showLegendKey showPercent showSerName showVal size smooth spcPct srgbClr tickLblSkip "
    "varyColors h w x y"
)
_ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(namen.split())
    for tag, namen in {
        "bodyPr": "lIns tIns rIns bIns numCol rot rtlCol",
        "buFont": "panose pitchFamily charset",
        "cNvPr": "id",
        "cNvSpPr": "txBox",
        "chExt": "cx cy",
        "chOff": "x y",
        "chart": "id",
        "created": "type",
        "defRPr": "b kern sz",
        "ext": "cx cy",
        "externalData": "id",
        "fld": "id",
        "graphicData": "uri",
        "graphicFrameLocks": "noGrp",
        "gridCol": "w",
        "hlinkClick": "id",
        "latin": "panose pitchFamily charset",
        "ln": "w",
        "lnB": "w",
        "lnL": "w",
        "lnR": "w",
        "lnT": "w",
        "modified": "type",
        "notesMasterId": "id",
        "notesSz": "cx cy",
        "off": "x y",
        "ph": "idx",
        "presentation": "autoCompressPictures saveSubsetFonts",
        "pt": "idx",
        "rPr": "b smtClean sz",
        "sldId": "id",
        "sldMasterId": "id",
        "sldSz": "cx cy type",
        "spLocks": "noGrp",
        "tblPr": "bandRow firstRow",
        "tr": "h",
        **{
            f"lvl{niveau}pPr": "defTabSz eaLnBrk hangingPunct indent latinLnBrk marL rtl"
            for niveau in range(1, 10)
        },
        **dict.fromkeys(_VALUES.split(), "val"),
    }.items()
}
_NUMBERS = re.compile(r'(\[\$-413\])?("€ "|"ongeveer ")?#,##0(\.0{1,3})?(" %")?|General')
_RANGE = re.compile(r"Sheet1!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?")
_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"  # the usual table style of PowerPoint
_MADE = re.compile(r"2000-01-01T00:00:00Z")
_KIND = re.compile(
    r"rId\d+|http://(schemas\.openxmlformats\.org|schemas\.microsoft\.com)/[A-Za-z0-9/.-]+"
)
_READ_ELSEWHERE = ("t", "v", "title", "subject", "description", "keywords", "category")


def strange_slide_layout(
    boom: ElementTree.Element,
    mag: frozenset[str],
    delen: Container[str] = (),
    *,
    vormen: Container[str] = (),
) -> Iterator[str]:
    """Attributes and texts with a number that are no layout; paragraphs and values are left alone.

    Args:
        mag: the texts that names and descriptions of shapes may hold, bare.
        delen: the files in the package; each is opened, so that a relation may name it.
        vormen: number formats with words of the model; its reader looks which stands where.
    """
    for element in boom.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("Override", "Relationship", "Default"):
            yield from _strange_relation(element, delen)
            continue
        tekst = (element.text or "").strip()
        if has_number(tekst) and tag not in _READ_ELSEWHERE and not _is_fixed(tag, tekst):
            yield f"tekst van {tag}"
        if has_number(element.tail or ""):
            yield f"tekst na {tag}"
        for lang, waarde in element.attrib.items():
            naam = lang.rpartition("}")[2]
            if tag == "numFmt" and waarde in vormen:
                continue
            if has_number(naam + waarde) and not _is_layout(tag, naam, waarde, mag):
                yield f"kenmerk {naam} van {tag}"


def _is_layout(tag: str, naam: str, waarde: str, mag: frozenset[str]) -> bool:
    if tag == "cNvPr" and naam in ("descr", "title"):
        return bare(waarde) in mag
    if tag == "cNvPr" and naam == "name":  # as the program numbers its shapes
        return re.fullmatch(r"[A-Za-z ]+ \d{1,3}", waarde) is not None
    if naam == "formatCode":
        return _NUMBERS.fullmatch(waarde) is not None
    return naam in _ATTRIBUTES.get(tag, ()) or (tag == "numFmt" and naam == "sourceLinked")


def _is_fixed(tag: str, tekst: str) -> bool:
    vast = {
        "f": _RANGE,
        "formatCode": _NUMBERS,
        "created": _MADE,
        "modified": _MADE,
        "lastPrinted": _MADE,
        "revision": re.compile("1"),
        "tableStyleId": re.compile(re.escape(_STYLE)),
    }
    return tag in vast and vast[tag].fullmatch(tekst) is not None


def _strange_relation(element: ElementTree.Element, delen: Container[str]) -> Iterator[str]:
    """Relations and kinds of parts that name something else than a file of the package."""
    for naam, waarde in element.attrib.items():
        is_file = naam in ("Target", "PartName") and waarde.rpartition("/")[2] in delen
        if naam == "TargetMode" or (
            has_number(waarde) and not is_file and not _KIND.fullmatch(waarde)
        ):
            yield f"kenmerk {naam} van een verwijzing"
