"""Numbers in the workbook: cells, formats, names, properties and parts, against the model."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from helpende_data.reports.model import Rapport
from helpende_data.reports.poort.csv_bestand import is_of
from helpende_data.reports.poort.teksten import allowed, bare, frame, source_texts
from helpende_data.reports.poort.xlsx_opmaak import strange_layout
from helpende_data.reports.render.tekst import LEEG, MARGES
from helpende_data.schema.getallen import has_number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|"
    r"sharedStrings)\.xml|xl/theme/theme1\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/worksheets/sheet[1-4]\.xml|xl/worksheets/_rels/sheet[24]\.xml\.rels|"
    r"xl/tables/table[12]\.xml"
)
_SHEETS = ("Voorblad", "Cijfers", "Toelichting", "Bronnen")
_FORMAT = re.compile(r'("€" )?#,##0(\.0{1,3})?')
_NAMES = re.compile(r"'?(Cijfers|Bronnen)'?!\$[A-Z]?\$?\d+(:\$[A-Z]?\$?\d+)?")
_FIELDS = (  # of the shown figure, in the columns of the sheet Cijfers
    "gebied_code", "gebied", "dekking", "indicator", "uitsplitsing", "periode", "maat", "waarde",
    "laag", "hoog", "noemer", "noemer_label", "status", "voorlopig", "synthetisch", "bron", "reden",
)  # fmt: skip


def strange_in_xlsx(rapport: Rapport, inhoud: bytes) -> list[str]:
    """Places in the workbook where a number stands that the model has not there."""
    from xlsxwriter.theme import THEME_XML_2007

    with zipfile.ZipFile(io.BytesIO(inhoud)) as boek:
        delen = {
            naam: ElementTree.fromstring(boek.read(naam))
            for naam in boek.namelist()
            if _PARTS.fullmatch(naam)
        }
        vreemd = [naam for naam in boek.namelist() if naam not in delen]
        vreemd += ["opmerking in het bestand"] if has_number(boek.comment.decode("latin-1")) else []
        thema = boek.read("xl/theme/theme1.xml").decode("utf-8")
    vreemd += [] if thema.strip() == THEME_XML_2007.strip() else ["thema"]
    vreemd += [
        f"{naam}, {plek}"
        for naam, deel in delen.items()
        if naam != "xl/theme/theme1.xml"
        for plek in strange_layout(deel)
    ]
    vreemd += _workbook(delen["xl/workbook.xml"])
    vreemd += _styles(delen["xl/styles.xml"])
    teksten = [
        "".join(deel.text or "" for deel in si.iter(f"{_MAIN}t"))
        for si in delen["xl/sharedStrings.xml"]
    ]
    mag = allowed(
        frame(rapport),
        rapport.voorblad,
        rapport.kern,
        [f"• {tekst}" for tekst in rapport.voorblad],
        rapport.eigen_woorden(),
        rapport.woorden,
        source_texts(rapport),
        [str(nummer) for nummer in range(1, len(rapport.kern) + 1)],
        MARGES,
        LEEG,
        "Het aantal, omgerekend naar een gebied met 100.000 inwoners.",
        "aantal per 100.000 inwoners",
        "inwoners op 1 januari",
        "Het aantal inwoners op 1 januari van dat jaar.",
        "sha256",
    )
    for nummer, naam in enumerate(_SHEETS, start=1):
        blad = delen[f"xl/worksheets/sheet{nummer}.xml"]
        vreemd += [f"blad {naam}, {plek}" for plek in _sheet(blad, naam, teksten, rapport, mag)]
    gebruikt = {
        int(cel.findtext(f"{_MAIN}v") or -1)
        for naam, deel in delen.items()
        if "/worksheets/sheet" in naam
        for cel in deel.iter(f"{_MAIN}c")
        if cel.get("t") == "s"
    }
    vreemd += [
        "tekst die in geen cel staat"
        for nummer, tekst in enumerate(teksten)
        if nummer not in gebruikt and has_number(tekst)
    ]
    for naam in ("docProps/core.xml", "xl/tables/table1.xml", "xl/tables/table2.xml"):
        vreemd += [naam for tekst in _names(delen.get(naam)) if bare(tekst) not in mag]
    return vreemd


def _workbook(deel: ElementTree.Element) -> Iterator[str]:
    bladen = list(deel.iter(f"{_MAIN}sheet"))
    if tuple(blad.get("name") for blad in bladen) != _SHEETS:
        yield "namen van de bladen"
    if any(blad.get("state", "visible") != "visible" for blad in bladen):
        yield "verborgen blad"
    for naam in deel.iter(f"{_MAIN}definedName"):
        if not _NAMES.fullmatch(naam.text or "") or has_number(naam.get("name", "")):
            yield "naam van een gebied in het werkboek"


def _styles(deel: ElementTree.Element) -> Iterator[str]:
    for getalopmaak in deel.iter(f"{_MAIN}numFmt"):
        if not _FORMAT.fullmatch(getalopmaak.get("formatCode", "")):
            yield "getalopmaak"


def _sheet(
    blad: ElementTree.Element, naam: str, teksten: list[str], rapport: Rapport, mag: frozenset[str]
) -> Iterator[str]:
    for cel in blad.iter(f"{_MAIN}c"):
        plek = cel.get("r", "")
        if cel.find(f"{_MAIN}f") is not None:
            yield f"formule in {plek}"
            continue
        waarde = cel.findtext(f"{_MAIN}v") or "".join(t.text or "" for t in cel.iter(f"{_MAIN}t"))
        is_tekst = cel.get("t") == "s"
        tekst = teksten[int(waarde)] if is_tekst else waarde
        if not has_number(tekst) or (is_tekst and bare(tekst) in mag):
            continue
        if naam != "Cijfers" or not _in_grid(plek, tekst, rapport):
            yield f"cel {plek}"
    for deel in blad.iter(f"{_MAIN}headerFooter"):
        for stuk in (s for regel in deel for s in re.split("&[LCR]", regel.text or "")):
            kaal = bare(re.sub(r"&(K[0-9A-F]{6}|[PN]|9)", "", stuk).replace("&&", "&"))
            if has_number(kaal) and not any(tekst.startswith(kaal) for tekst in mag):
                yield "kop- of voettekst"
    for rij in (*blad.iter(f"{_MAIN}row"), *blad.iter(f"{_MAIN}col")):
        if rij.get("hidden") in ("1", "true"):
            yield "verborgen rij of kolom"


def _in_grid(plek: str, tekst: str, rapport: Rapport) -> bool:
    """Is this the cell of a shown figure, at its own row and column? Figures begin in row 5."""
    letter, rij = re.fullmatch(r"([A-Z]+)(\d+)", plek).groups()  # type: ignore[union-attr]
    kolom, nummer = ord(letter) - ord("A"), int(rij) - 5
    if len(letter) > 1 or not (0 <= nummer < len(rapport.cijfers) and kolom < len(_FIELDS)):
        return False
    return is_of(rapport.cijfers[nummer], _FIELDS[kolom], tekst)


def _names(deel: ElementTree.Element | None) -> Iterator[str]:
    """Titles, subjects and names of columns with a number."""
    for element in () if deel is None else deel.iter():
        tag = element.tag.rpartition("}")[2]
        teksten = (element.text or "",) if tag in ("title", "subject") else ()
        for tekst in (*teksten, element.get("name", "") if tag == "tableColumn" else ""):
            if has_number(tekst):
                yield tekst
