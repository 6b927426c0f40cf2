"""What calamine does not tell of an XLSX, read from the XML of its sheets. No values of cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from xml.etree import ElementTree

from helpende_data.errors import SourceError
from helpende_data.sources.werkboek.grenzen import OPNIEUW, beschadigd
from helpende_data.sources.werkboek.model import kolom_nummer
from helpende_data.sources.werkboek.raster import Kanttekening

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Bytes, not an XML parser: that would take longer than reading the cells. `r` is the address.
_CEL_KAAL = re.compile(rb"<c[\s/>]")
_VER_WEG = re.compile(rb"""r="(?:[A-Z]{2}|[A-Z][0-9]{6})[A-Z0-9]*"[^<>]{0,300}>(?<!/>)\s*<[^/]""")
_RIJ = re.compile(rb"<(?:\w+:)?row[\s/>]")
_RIJNUMMER = re.compile(rb"""\sr=["']([0-9]+)["']""")
_CEL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLEK = re.compile(rb"""\sr=["'][A-Z]+[0-9]+["']""")
_GEVULD = re.compile(rb"""\sr=["']([A-Z]+)([0-9]+)["'][^<>]{0,300}>(?<!/>)\s*<[^/]""")
_VERBORGEN = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\bhidden=["'](?:1|true)["'][^<>]*>""")
_FOUT = re.compile(rb"""<(?:\w+:)?c\s[^<>]*\bt=["']e["']""")
_FOUT_PLEK = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt=["']e["'])[^<>]*?\br=["']([A-Z]+)([0-9]+)["'][^<>]*>\s*"""
    rb"""(?:<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>([^<]*)<"""
)
_ZONDER_UITKOMST = re.compile(
    rb"""<(?:\w+:)?c\s(?![^<>]*\bt=["']str["'])[^<>]*?\br=["']([A-Z]+)([0-9]+)["'][^<>]*>\s*"""
    rb"""<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*</(?:\w+:)?f>\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)


def remarks(delen: Mapping[str, bytes], shown: str) -> dict[str, Kanttekening]:
    """By the name of each sheet: how far it goes, its hidden rows and its failed formulas.

    Args:
        delen: the parts of the package by name.

    Raises:
        SourceError: the workbook lacks the XML of a sheet, or its XML is broken.
    """
    uit = {}
    for naam, deel in _sheets(delen, shown):
        if deel not in delen:
            raise beschadigd(shown, f"blad {naam} ontbreekt")
        if "chartsheet" not in deel:
            uit[naam] = _scan(delen[deel], f"{shown}, blad {naam}")
    return uit


def _sheets(delen: Mapping[str, bytes], shown: str) -> list[tuple[str, str]]:
    """Name and part of each sheet, in the order of the workbook."""
    werkboek = "xl/workbook.xml"
    try:
        doelen = {
            rel.get("Id", ""): rel.get("Target", "")
            for rel in ElementTree.fromstring(delen["xl/_rels/workbook.xml.rels"])
        }
        bladen = [
            (element.get("name", ""), doelen.get(element.get(_REL, ""), ""))
            for element in ElementTree.fromstring(delen[werkboek]).iter()
            if element.tag.endswith("}sheet") and element.get(_REL)
        ]
    except (LookupError, ValueError, ElementTree.ParseError):
        raise beschadigd(shown) from None
    if not bladen:
        raise beschadigd(shown, "er zijn geen bladen")
    return [
        (naam, posixpath.normpath(posixpath.join("/xl", doel)).lstrip("/")) for naam, doel in bladen
    ]


def _scan(xml: bytes, waar: str) -> Kanttekening:
    extra = Kanttekening()
    if not _is_small(xml):
        extra.rijen, extra.kolommen = _filled(xml, waar)
    if b"hidden" in xml:
        extra.verborgen_rijen |= {
            int(nummer) - 1 for rij in _VERBORGEN.findall(xml) for nummer in _RIJNUMMER.findall(rij)
        }
    gevonden = []
    if b't="e"' in xml or b"t='e'" in xml:
        gevonden = _FOUT_PLEK.findall(xml)
        if len(gevonden) != len(_FOUT.findall(xml)):
            raise SourceError("dit blad heeft formules die mislukten", waar=waar, doe=OPNIEUW)
    if b"</f>" in xml or b":f>" in xml:
        gevonden += [(*plek, b"#GEEN UITKOMST") for plek in _ZONDER_UITKOMST.findall(xml)]
    for kolom, rij, tekst in gevonden:
        plek = (int(rij) - 1, kolom_nummer(kolom.decode()))
        extra.fouten[plek] = tekst.decode("utf-8", "replace")
    return extra


def _is_small(xml: bytes) -> bool:
    """Is every filled cell within column Z and row 99.999?"""
    overal = b"<sheetData" in xml and len(_CEL_KAAL.findall(xml)) == xml.count(b'<c r="')
    return overal and not _VER_WEG.search(xml)


def _filled(xml: bytes, waar: str) -> tuple[int, int]:
    """At most how many rows and columns are filled, from A1."""
    plekken = _GEVULD.findall(xml)
    letters, nummers = {kolom for kolom, _ in plekken}, {rij for _, rij in plekken}
    if any(len(kolom) > 3 for kolom in letters) or any(len(nummer) > 7 for nummer in nummers):
        raise beschadigd(waar, "een cel ligt buiten het blad")
    kolommen = max((kolom_nummer(kolom.decode()) + 1 for kolom in letters), default=0)
    rijen = max(map(int, nummers), default=0)
    if len(_CEL.findall(xml)) > len(_PLEK.findall(xml)):
        # Cells without an address stand next to the one before them.
        regels = _RIJ.split(xml)[1:]
        rijen += len(regels)
        kolommen += max((len(_CEL.findall(regel)) for regel in regels), default=0)
    return rijen, kolommen
