"""Which parts of a workbook are layout: places and sizes that say nothing about a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from helpende_data.schema.getallen import has_number

# Attributes that may hold a number, with the only values of those that are not a size or a place.
_ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(namen.split())
    for tag, namen in {
        "alignment": "wrapText",
        "autoFilter": "ref",
        "bgColor": "indexed",
        "borders": "count",
        "c": "r s",
        "calcPr": "calcId fullCalcOnLoad",
        "cellStyle": "builtinId xfId",
        "cellStyleXfs": "count",
        "cellStyles": "count",
        "cellXfs": "count",
        "col": "customWidth max min width",
        "color": "rgb theme",
        "created": "type",
        "definedName": "localSheetId",
        "dimension": "ref",
        "dxfs": "count",
        "family": "val",
        "fgColor": "rgb",
        "fileVersion": "lastEdited lowestEdited rupBuild",
        "fills": "count",
        "fonts": "count",
        "modified": "type",
        "numFmt": "formatCode numFmtId",
        "numFmts": "count",
        "pageMargins": "bottom footer header left right top",
        "pageSetUpPr": "fitToPage",
        "pageSetup": "fitToHeight paperSize",
        "pane": "topLeftCell ySplit",
        "patternFill": "patternType",
        "row": "customHeight ht r spans",
        "sheet": "id sheetId",
        "sheetFormatPr": "defaultRowHeight",
        "sheetView": "showGridLines tabSelected workbookViewId",
        "sst": "count uniqueCount",
        "sz": "val",
        "table": "id ref totalsRowShown",
        "tableColumn": "id name",
        "tableColumns": "count",
        "tablePart": "id",
        "tableParts": "count",
        "tableStyleInfo": "name showColumnStripes showFirstColumn showLastColumn showRowStripes",
        "tableStyles": "count defaultPivotStyle defaultTableStyle",
        "vector": "size",
        "workbookPr": "defaultThemeVersion",
        "workbookView": "windowHeight windowWidth xWindow yWindow",
        "xf": "applyAlignment applyFill applyFont applyNumberFormat borderId fillId fontId "
        "numFmtId xfId",
        "Override": "PartName",
        "Relationship": "Id Target Type",
    }.items()
}
_TEXTS = frozenset(("v", "t", "oddHeader", "oddFooter", "definedName", "subject", "title"))
_FIXED_TEXTS = frozenset(("created", "modified", "DocSecurity", "i4", "AppVersion"))
# A place in the package: a part that was opened, or a name of the standard.
_PLACE = re.compile(
    r"(/xl/|\.\./)?(worksheets/sheet[1-4]|tables/table[12]|theme/theme1)\.xml|rId\d{1,2}|"
    r"http://schemas\.openxmlformats\.org/(officeDocument|package)/2006/relationships/[a-zA-Z/-]+"
)


def strange_layout(deel: ElementTree.Element) -> Iterator[str]:
    """Elements and attributes with a number that are no layout; cells and texts are left alone."""
    for element in deel.iter():
        tag = element.tag.rpartition("}")[2]
        if (
            element.text
            and has_number(element.text)
            and tag not in _TEXTS
            and tag not in _FIXED_TEXTS
        ):
            yield f"tekst van {tag}"
        if has_number(element.tail or ""):
            yield f"tekst na {tag}"
        for lang, waarde in element.attrib.items():
            naam = lang.rpartition("}")[2]
            is_place = tag in ("Override", "Relationship")
            if has_number(naam + waarde) and (
                naam not in _ATTRIBUTES.get(tag, ()) or (is_place and not _PLACE.fullmatch(waarde))
            ):
                yield f"kenmerk {naam} van {tag}"
