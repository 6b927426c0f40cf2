"""Makes broken files, one per fault. Each maker writes one file in a folder and returns it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml as ooxml
import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import P
from xlwt.CompoundDoc import XlsDoc

Maker = Callable[[Path], Path]
BLAD = "xl/worksheets/sheet1.xml"
NOISE = random.Random(5).randbytes(5000)


def raw(naam: str, inhoud: bytes | Callable[[], bytes]) -> Maker:
    """A file with exactly these bytes, made when asked for where that takes long."""

    def make(map_: Path) -> Path:
        (map_ / naam).write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud())
        return map_ / naam

    return make


def xlsx(rijen: list[list[object]] | None = None) -> bytes:
    """A good workbook of one sheet."""
    werkboek = openpyxl.Workbook()
    for rij in rijen or [["Gemeente", "Aantal"], ["Druten", 15]]:
        werkboek.active.append(rij)
    doel = io.BytesIO()
    werkboek.save(doel)
    return doel.getvalue()


def parts(inhoud: bytes, **anders: bytes | None) -> bytes:
    """A package with some parts replaced, added (``a__b_xml`` is ``a/b.xml``) or left out."""
    nieuw = {naam.replace("__", "/").replace("_xml", ".xml"): deel for naam, deel in anders.items()}
    doel = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as oud, zipfile.ZipFile(doel, "w", 8) as pakket:
        delen: dict[str, bytes | None] = {naam: oud.read(naam) for naam in oud.namelist()}
        for naam, deel in (delen | nieuw).items():
            if deel is not None:
                pakket.writestr(naam, deel)
    return doel.getvalue()


def sheet(cellen: str, begin: str = "") -> bytes:
    """A workbook whose sheet is this XML."""
    xml = (
        f'<?xml version="1.0"?>{begin}<worksheet xmlns="http://schemas.openxmlformats.org/'
        f'spreadsheetml/2006/main"><sheetData>{cellen}</sheetData></worksheet>'
    )
    return parts(xlsx(), xl__worksheets__sheet1_xml=xml.encode())


def package(*namen: str) -> bytes:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w") as pakket:
        for naam in namen:
            pakket.writestr(naam, "x")
    return doel.getvalue()


def bomb() -> bytes:
    """Half a gigabyte of blanks in two megabytes."""
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pakket:
        pakket.writestr("xl/workbook.xml", "")
        with pakket.open(BLAD, "w", force_zip64=True) as deel:
            for _ in range(32):
                deel.write(b" " * 2**24)
    return doel.getvalue()


def lying_bomb() -> bytes:
    """A package that says its sheet is small, while 50 MB come out of it."""
    inhoud = parts(xlsx(), xl__worksheets__sheet1_xml=b" " * 50_000_000)
    klein = struct.pack("<I", 1000)
    return inhoud.replace(struct.pack("<I", 50_000_000), klein)


def ods(*rijen: TableRow) -> bytes:
    document = OpenDocumentSpreadsheet()
    blad = Table(name="Blad1")
    for rij in rijen:
        blad.addElement(rij)
    document.spreadsheet.addElement(blad)
    doel = io.BytesIO()
    document.write(doel)
    return doel.getvalue()


def ods_cell(**velden: str) -> TableCell:
    cel = TableCell(valuetype="float", value="5", **velden)
    cel.addElement(P(text="5"))
    return cel


def ods_row(cel: TableCell, **velden: str) -> TableRow:
    rij = TableRow(**velden)
    rij.addElement(cel)
    return rij


def odt() -> bytes:
    doel = io.BytesIO()
    document = OpenDocumentText()
    document.text.addElement(P(text="Beste collega"))
    document.write(doel)
    return doel.getvalue()


def encrypted_xlsx(map_: Path) -> Path:
    with (map_ / "dicht.xlsx").open("wb") as doel:
        ooxml.OOXMLFile(io.BytesIO(xlsx())).encrypt("geheim", doel)
    return map_ / "dicht.xlsx"


def xls(map_: Path) -> Path:
    werkboek = xlwt.Workbook()
    werkboek.add_sheet("Blad1").write(0, 0, "x")
    werkboek.save(str(map_ / "oud.xls"))
    return map_ / "oud.xls"


def biff(*records: tuple[int, bytes]) -> Maker:
    """An old workbook that holds only these records."""

    def make(map_: Path) -> Path:
        stroom = b"".join(struct.pack("<HH", soort, len(v)) + v for soort, v in records)
        XlsDoc().save(str(map_ / "oud.xls"), stroom.ljust(0x1000, b"\0"))
        return map_ / "oud.xls"

    return make


def sparse(naam: str, begin: bytes, omvang: int) -> Maker:
    """A file that says it is large and takes no room."""

    def make(map_: Path) -> Path:
        with (map_ / naam).open("wb") as doel:
            doel.write(begin)
            doel.truncate(omvang)
        return map_ / naam

    return make


def renamed(maker: Maker, naam: str) -> Maker:
    """The same file under another name."""

    def make(map_: Path) -> Path:
        return maker(map_).rename(map_ / naam)

    return make


def many_sheets() -> bytes:
    werkboek = openpyxl.Workbook()
    for nummer in range(450):
        werkboek.create_sheet(f"B{nummer}")
    doel = io.BytesIO()
    werkboek.save(doel)
    return doel.getvalue()


def twice_named() -> bytes:
    werkboek = openpyxl.Workbook()
    werkboek.create_sheet("Sheet2")
    werkboek.active["A1"] = 1
    doel = io.BytesIO()
    werkboek.save(doel)
    with zipfile.ZipFile(doel) as pakket:
        xml = pakket.read("xl/workbook.xml")
    return parts(doel.getvalue(), xl__workbook_xml=xml.replace(b'"Sheet2"', b'"Sheet"'))


LACHEN = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
LEEG_BOEK = [[None]]
BESCHADIGD = "dit werkboek is beschadigd of niet compleet"

# name of the fault: (maker, message without "hd: ")
KAPOT: dict[str, tuple[Maker, str]] = {
    "empty": (raw("leeg.csv", b""), "dit bestand is leeg: leeg.csv. Vraag het opnieuw aan"),
    "empty workbook": (raw("leeg.xlsx", b""), "dit bestand is leeg: leeg.xlsx"),
    "only a mark of the alphabet": (
        raw("bom.csv", b"\xef\xbb\xbf"),
        "dit bestand is leeg: bom.csv",
    ),
    "only blank lines": (raw("wit.txt", b"\r\n\r\n  \n"), "dit bestand is leeg: wit.txt"),
    "only zeros": (raw("nul.xls", b"\0" * 4096), "dit bestand is leeg: nul.xls"),
    "only separators": (raw("kaal.csv", b";;;\n;;;\n"), "dit bestand heeft geen cijfers: kaal.csv"),
    "workbook without cells": (raw("x.xlsx", xlsx(LEEG_BOEK)), "dit bestand heeft geen cijfers"),
    "noise as workbook": (
        raw("ruis.xlsx", NOISE),
        "dit bestand is geen werkboek en geen tekst: ruis.xlsx. Sla het op als xlsx of als CSV",
    ),
    "noise as text": (raw("ruis.csv", NOISE), "dit bestand is geen werkboek en geen tekst"),
    "noise as old workbook": (
        raw("ruis.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE),
        BESCHADIGD + ": ruis.xls",
    ),
    "noise in a zip": (raw("ruis.ods", b"PK\x03\x04" + NOISE), BESCHADIGD + ": ruis.ods"),
    "half of an UTF-16 sign": (
        raw("half.csv", "gemeente;aantal\n".encode("utf-16") + b"\x41"),
        "dit bestand is geen werkboek en geen tekst: half.csv",
    ),
    "control signs": (raw("stuur.csv", b"a;b\n\x01;\x02\n"), "geen werkboek en geen tekst"),
    "pdf": (
        raw("cijfers.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        "dit is geen werkboek maar een pdf: cijfers.xlsx. Open het in Excel of LibreOffice en "
        "sla het op als xlsx of CSV UTF-8",
    ),
    "web page as xls": (
        raw("export.xls", b"<html><table><tr><td>Druten</td></tr></table></html>"),
        "dit is geen werkboek maar een webpagina: export.xls",
    ),
    "xml of Excel 2003": (
        raw("export.xls", b'<?xml version="1.0"?><Workbook></Workbook>'),
        "dit is geen werkboek maar XML: export.xls",
    ),
    "gzip": (raw("x.csv", zlib.compress(b"a;b", wbits=31)), "een ingepakt bestand (gzip): x.csv"),
    "workbook called csv": (
        raw("x.csv", xlsx()),
        "de naam eindigt op .csv, maar dit is een werkboek (xlsx): x.csv. Geef het bestand een "
        "naam die eindigt op .xlsx",
    ),
    "text called xlsx": (
        raw("x.xlsx", b"gemeente;aantal\nDruten;15\n"),
        "de naam eindigt op .xlsx, maar dit is tekst (csv): x.xlsx",
    ),
    "old workbook called xlsx": (
        renamed(xls, "x.xlsx"),
        "de naam eindigt op .xlsx, maar dit is een werkboek (xls): x.xlsx",
    ),
    "ODS called xls": (raw("x.xls", ods(ods_row(ods_cell()))), "dit is een werkboek (ods): x.xls"),
    "no extension": (raw("cijfers", b"a;b\n1;2\n"), "de naam eindigt op niets, maar dit is tekst"),
    "json": (raw("x.json", b'[{"gemeente": "Druten"}]'), "de naam eindigt op .json"),
    "Word document": (
        raw("x.xlsx", package("word/document.xml")),
        "maar een Word-document: x.xlsx",
    ),
    "binary workbook": (raw("x.xlsb", package("xl/workbook.bin")), "een binair werkboek (xlsb)"),
    "Numbers": (raw("x.xlsx", package("Index/Document.iwa")), "maar een werkboek van Numbers"),
    "text document": (raw("x.ods", odt()), "maar een ander document van OpenDocument: x.ods"),
    "zip with a csv": (
        raw("x.zip", package("cijfers.csv")),
        "dit is een ingepakt bestand (zip): x.zip. Pak het uit en lees wat erin zit",
    ),
    "password": (
        encrypted_xlsx,
        "dit werkboek is beveiligd met een wachtwoord: dicht.xlsx. Open het in Excel, haal het "
        "wachtwoord weg en sla het op",
    ),
    "password of an old workbook": (
        biff((0x0809, struct.pack("<HH", 0x0600, 5)), (0x002F, b"\0\0")),
        "dit werkboek is beveiligd met een wachtwoord: oud.xls",
    ),
    "password of an ODS": (
        raw("x.ods", parts(ods(), **{"META-INF__manifest_xml": b"<m><encryption-data/></m>"})),
        "dit werkboek is beveiligd met een wachtwoord: x.ods",
    ),
    "before Excel 97": (
        biff((0x0809, struct.pack("<HH", 0x0500, 5))),
        "dit werkboek is van voor Excel 97: oud.xls. Open het in Excel of LibreOffice",
    ),
    "old workbook without sheets": (
        biff((0x0809, struct.pack("<HH", 0x0600, 5)), (0x000A, b"")),
        "dit bestand heeft geen cijfers: oud.xls",
    ),
    "zip bomb": (
        raw("bom.xlsx", bomb),
        "dit werkboek wordt bij het uitpakken veel te groot: bom.xlsx. Kopieer alleen het blad "
        "met de cijfers naar een nieuw werkboek",
    ),
    "zip that lies about its size": (raw("x.xlsx", lying_bomb), BESCHADIGD + ": x.xlsx"),
    "zip of thousands of parts": (
        raw("x.xlsx", parts(xlsx(), **{f"d{n}": b"" for n in range(5100)})),
        "dit werkboek wordt bij het uitpakken veel te groot",
    ),
    "cut off at the end": (raw("x.xlsx", xlsx()[:-200]), BESCHADIGD + ": x.xlsx"),
    "cut off in the middle": (raw("x.xlsx", xlsx()[:2000]), BESCHADIGD + ": x.xlsx"),
    "sheet is missing": (
        raw("x.xlsx", parts(xlsx(), xl__worksheets__sheet1_xml=None)),
        BESCHADIGD + " (blad Sheet ontbreekt): x.xlsx",
    ),
    "two sheets of one name": (
        raw("x.xlsx", twice_named()),
        BESCHADIGD + " (twee bladen hebben dezelfde naam): x.xlsx",
    ),
    "list of sheets is missing": (
        raw("x.xlsx", parts(xlsx(), **{"xl/_rels/workbook.xml.rels": None})),
        BESCHADIGD + ": x.xlsx",
    ),
    "contents of an ODS are missing": (
        raw("x.ods", parts(ods(), content_xml=None)),
        BESCHADIGD + " (de inhoud ontbreekt): x.ods",
    ),
    "broken XML": (raw("x.xlsx", sheet("<row><c r='A1'><v>1</row>")), BESCHADIGD + ": x.xlsx"),
    "broken XML of an ODS": (
        raw("x.ods", parts(ods(), content_xml=b"<office:body>")),
        BESCHADIGD + ": x.ods",
    ),
    "XML in UTF-16": (
        raw("x.xlsx", parts(xlsx(), xl__worksheets__sheet1_xml="<a/>".encode("utf-16"))),
        BESCHADIGD + f" ({BLAD} is geen UTF-8): x.xlsx",
    ),
    "external entity": (
        raw("x.xlsx", sheet("", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')),
        "dit werkboek verwijst naar iets buiten het bestand (DOCTYPE); dat is niet veilig: "
        f"x.xlsx, {BLAD}",
    ),
    "entities that multiply": (raw("x.xlsx", sheet("", LACHEN)), "(DOCTYPE); dat is niet veilig"),
    "too many sheets": (
        raw("x.xlsx", many_sheets),
        "dit werkboek heeft 451 bladen, hoogstens 400: x.xlsx. Kopieer het blad met de cijfers",
    ),
    "a cell in the far corner": (
        raw(
            "x.xlsx",
            sheet(
                '<row r="1"><c r="A1"><v>1</v></c></row>'
                '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            ),
        ),
        "dit blad is te groot: het loopt tot cel XFD1048576: x.xlsx, blad Sheet. Verwijder wat los "
        "onder of naast de tabel staat, of splits het bestand",
    ),
    "a cell beyond the sheet": (
        raw("x.xlsx", sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')),
        BESCHADIGD + ": x.xlsx, blad Sheet",
    ),
    "a cell that repeats itself": (
        raw(
            "x.ods",
            ods(ods_row(ods_cell(numbercolumnsrepeated="16000"), numberrowsrepeated="1000000")),
        ),
        "dit blad is te groot: het loopt tot cel WQJ1000000: x.ods, blad Blad1",
    ),
    "text with too many cells": (
        raw("x.csv", b";" * 10_000 + b"1\n" + b"1\n" * 600),
        "dit blad is te groot: het loopt tot cel NTQ601: x.csv",
    ),
    "one line of 2 GB": (
        sparse("lijn.csv", b"a;b;", 2 * 10**9),
        "een regel van dit bestand is langer dan 1.000.000 tekens: lijn.csv. Sla het opnieuw op "
        "als CSV UTF-8; elke rij hoort op een eigen regel",
    ),
    "too many bytes": (
        sparse("x.xlsx", b"PK", 300_000_000),
        "dit bestand is te groot (300 MB, hoogstens 100 MB): x.xlsx. Lees alleen het deel met de "
        "cijfers in",
    ),
    "a long line among others": (
        raw("x.csv", b"a;b\n" + b"1" * 1_100_000 + b"\n"),
        "een regel van dit bestand is langer dan 1.000.000 tekens: x.csv",
    ),
    "a quote that never closes": (
        raw("x.csv", b'a;b\n1;"2\n3;4\n'),
        "dit is geen geldige CSV (een aanhalingsteken sluit niet): x.csv, regel 3. Herstel de "
        "aanhalingstekens op deze regel",
    ),
    "text behind a quote": (
        raw("x.csv", b'a;b\n1;"2"x\n'),
        "dit is geen geldige CSV (tekst na een aanhalingsteken): x.csv, regel 2",
    ),
    "a cell without end": (
        raw("x.csv", b"a;b\n1;" + b"2" * 200_000 + b"\n"),
        "dit is geen geldige CSV (een cel is te lang, of een aanhalingsteken sluit niet): x.csv",
    ),
    "layout that nobody knows": (
        raw("x.csv", b"Naam;Kleur\nFiets;rood\n"),
        "dit bestand herkennen wij niet: x.csv. Maak een mapping met: hd mapping voorstel x.csv",
    ),
}
