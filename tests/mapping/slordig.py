"""Untidy deliveries as people make them, written cell by cell, and what stands in them.

No mapping has a hand in these files. Every figure is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Cijfers = dict[tuple[str, str, str], object]  # code, area, period -> count, bounds or status

DRUTEN, BEUNINGEN, WIJCHEN, NIJMEGEN = "GM0225", "GM0209", "GM0296", "GM0268"
TIEL, BUREN, WEST_BETUWE, GELDERMALSEN = "GM0281", "GM0214", "GM1960", "GM0236"


def two_half_years_side_by_side(map_: Path) -> Path:
    """XLSX: merged header over two half-years, a total, notes, a hidden row, numbers as text."""
    from openpyxl import Workbook

    boek = Workbook()
    boek.active.title = "Uitleg"
    boek.active["A1"] = "Deze levering hoort bij de afspraken over gegevens."
    blad = boek.create_sheet("Cijfers 2024")
    blad["A1"] = "Veilig Thuis Voorbeeldregio"
    blad["A2"] = "Opgesteld op 12-2-2025"
    blad["A4"], blad["B4"], blad["D4"] = "Gemeente", "1e halfjaar 2024", "2e halfjaar 2024*"
    blad.merge_cells("A4:A5")
    blad.merge_cells("B4:C4")
    blad.merge_cells("D4:E4")
    for cel, tekst in zip(("B5", "C5", "D5", "E5"), ("Adviezen", "Meldingen ") * 2, strict=True):
        blad[cel] = tekst
    rijen = [
        ("Druten", 40, "31", 44, 29),
        ("Beuningen ", 52, 47, "<5", 38),
        ("gemeente Nijmegen", 1234, 802, "1 190", 777),
        ("Wijchen\u00a0", 77, None, 71, 66),
    ]
    for nummer, rij in enumerate(rijen, start=6):
        for kolom, waarde in enumerate(rij, start=1):
            blad.cell(nummer, kolom, waarde)
    blad.row_dimensions[7].hidden = True
    blad.cell(10, 1, "Totaal")
    for kolom, waarde in enumerate((1403, None, None, 910), start=2):
        blad.cell(10, kolom, waarde)
    blad["A12"] = "* Voorlopige cijfers."
    blad["A13"] = "Bron: registratie van Veilig Thuis."
    return save(boek, map_ / "levering.xlsx")


TWO_HALF_YEARS: Cijfers = {
    ("adviezen", DRUTEN, "2024-H1"): 40,
    ("meldingen", DRUTEN, "2024-H1"): 31,
    ("adviezen", DRUTEN, "2024-H2"): 44,
    ("meldingen", DRUTEN, "2024-H2"): 29,
    ("adviezen", BEUNINGEN, "2024-H1"): 52,
    ("meldingen", BEUNINGEN, "2024-H1"): 47,
    ("adviezen", BEUNINGEN, "2024-H2"): (0, 4),
    ("meldingen", BEUNINGEN, "2024-H2"): 38,
    ("adviezen", NIJMEGEN, "2024-H1"): 1234,
    ("meldingen", NIJMEGEN, "2024-H1"): 802,
    ("adviezen", NIJMEGEN, "2024-H2"): 1190,
    ("meldingen", NIJMEGEN, "2024-H2"): 777,
    ("adviezen", WIJCHEN, "2024-H1"): 77,
    ("meldingen", WIJCHEN, "2024-H1"): "onbekend",
    ("adviezen", WIJCHEN, "2024-H2"): 71,
    ("meldingen", WIJCHEN, "2024-H2"): 66,
}


def old_workbook_with_codes(map_: Path) -> Path:
    """XLS: a second sheet, a header on row 8, the period in a title, codes without zeros."""
    import xlwt

    boek = xlwt.Workbook()
    boek.add_sheet("Voorblad").write(0, 0, "Halfjaarcijfers")
    blad = boek.add_sheet("tabel 1")
    blad.write(1, 0, "Tijdelijke huisverboden en meldingen")
    blad.write(3, 0, "Periode:")
    blad.write(3, 1, "januari t/m juni 2023")
    blad.write(4, 0, "Peildatum:")
    blad.write(4, 1, "1-9-2023")
    for kolom, kop in enumerate(("Gemeentecode", "Gemeente", "Aantal\nmeldingen", "Huisverboden")):
        blad.write(7, kolom, kop)
    rijen = [
        (225, "Druten", "31 ", "-"),
        (209, "Beuningen", " 47", 1),
        (268, "Nijmegen ", "1.802", 12),
        (1960, "West-Betuwe", "1.234", 3),
    ]
    for nummer, rij in enumerate(rijen, start=8):
        for kolom, waarde in enumerate(rij):
            blad.write(nummer, kolom, waarde)
    blad.write(13, 0, "- betekent: geen")
    pad = map_ / "huisverboden.xls"
    boek.save(str(pad))
    return pad


OLD_WORKBOOK: Cijfers = {
    ("meldingen", DRUTEN, "2023-H1"): 31,
    ("huisverboden", DRUTEN, "2023-H1"): 0,
    ("meldingen", BEUNINGEN, "2023-H1"): 47,
    ("huisverboden", BEUNINGEN, "2023-H1"): 1,
    ("meldingen", NIJMEGEN, "2023-H1"): 1802,
    ("huisverboden", NIJMEGEN, "2023-H1"): 12,
    ("meldingen", WEST_BETUWE, "2023-H1"): 1234,
    ("huisverboden", WEST_BETUWE, "2023-H1"): 3,
}


def long_list_as_a_pivot(map_: Path) -> Path:
    """ODS: one count per row, the municipality once per group, year and half-year apart."""
    rijen = [
        ("Overzicht meldingen",),
        (),
        ("Gemeente", "Onderwerp", "Soort", "Jaar", "Halfjaar", "Aantal"),
        ("Druten", "Meldingen", "Totaal", 2024, 1, 31),
        ("", "Meldingen", "Acuut onveilig", 2024, 1, 6),
        ("", "Meldingen", "Structureel onveilig", 2024, 1, "n.v.t."),
        ("", "Meldingen", "Totaal", 2024, 2, 29),
        ("Tiel", "Meldingen", "Totaal", 2024, 1, 64),
        ("", "Meldingen", "Acuut onveilig", 2024, 1, "onbekend"),
        ("", "Meldingen", "Totaal", 2024, 2, 58),
        (),
        ("Eindtotaal", "", "", "", "", 188),
        ("Toelichting: dit is een uitdraai van het systeem.",),
    ]
    return write_ods(map_ / "uitdraai.ods", {"Blad1": rijen})


LONG_LIST: Cijfers = {
    ("meldingen", DRUTEN, "2024-H1"): 31,
    ("meldingen/veiligheid:acuut_onveilig", DRUTEN, "2024-H1"): 6,
    ("meldingen/veiligheid:structureel_onveilig", DRUTEN, "2024-H1"): "niet_van_toepassing",
    ("meldingen", DRUTEN, "2024-H2"): 29,
    ("meldingen", TIEL, "2024-H1"): 64,
    ("meldingen/veiligheid:acuut_onveilig", TIEL, "2024-H1"): "onbekend",
    ("meldingen", TIEL, "2024-H2"): 58,
}


def windows_csv_with_percentages(map_: Path) -> Path:
    """CSV of Windows: titles, percentages as text, thousands points, notes at numbers and names."""
    tekst = (
        "Meldingen per gemeente;;;;\n"
        "Eerste halfjaar 2025 (voorlopig);;;;\n"
        ";;;;\n"
        "Gemeente;Meldingen;Acuut onveilig;% acuut onveilig;Opmerking\n"
        "Druten 1);31;6;19,4%;\n"
        "Nijmegen;1.802;200;11,1 %;telling in één systeem\n"
        "Mook en Middelaar;12;<5;;\n"
        ";;;;\n"
        "1) inclusief meldingen van buiten de regio;;;;\n"
    )
    pad = map_ / "meldingen.csv"
    pad.write_bytes(tekst.replace("\n", "\r\n").encode("cp1252"))
    return pad


WINDOWS_CSV: Cijfers = {
    ("meldingen", DRUTEN, "2025-H1"): 31,
    ("meldingen/veiligheid:acuut_onveilig", DRUTEN, "2025-H1"): 6,
    ("meldingen", NIJMEGEN, "2025-H1"): 1802,
    ("meldingen/veiligheid:acuut_onveilig", NIJMEGEN, "2025-H1"): 200,
    ("meldingen", "GM0944", "2025-H1"): 12,
    ("meldingen/veiligheid:acuut_onveilig", "GM0944", "2025-H1"): (0, 4),
}


def three_header_rows_with_subtotals(map_: Path) -> Path:
    """XLSX: three header rows, subtotals between the rows, a total that is the region."""
    from openpyxl import Workbook

    boek = Workbook()
    blad = boek.active
    blad.title = "2023"
    blad["B2"] = "Aard van de meldingen, 2023"
    koppen = {
        "A4": "Gebied",
        "B4": "Meldingen",
        "B5": "Totaal",
        "C5": "waarvan naar aard",
        "C6": "Kinder-\nmishandeling",
        "D6": "(Ex-)partnergeweld",
        "E4": "Adviezen",
    }
    for cel, tekst in koppen.items():
        blad[cel] = tekst
    for bereik in ("A4:A6", "B4:D4", "B5:B6", "C5:D5", "E4:E6"):
        blad.merge_cells(bereik)
    rijen = [
        ("Buren", 40, 22, 15, 60),
        ("Tiel", 120, 70, 41, 150),
        ("Subtotaal Rivierenland", 160, 92, 56, 210),
        ("Druten", 58, 30, 21, 84),
        ("Wijchen", 101, 55, 40, 143),
        ("Subtotaal Rijk van Nijmegen", 159, 85, 61, 227),
        ("Regio totaal", 319, 177, 117, 437),
    ]
    for nummer, rij in enumerate(rijen, start=7):
        for kolom, waarde in enumerate(rij, start=1):
            blad.cell(nummer, kolom, waarde)
    return save(boek, map_ / "aard.xlsx")


THREE_HEADER_ROWS: Cijfers = {
    (code, gebied, "2023"): aantal
    for gebied, aantallen in {
        BUREN: (40, 22, 15, 60),
        TIEL: (120, 70, 41, 150),
        DRUTEN: (58, 30, 21, 84),
        WIJCHEN: (101, 55, 40, 143),
        "VT-GZ": (319, 177, 117, 437),
    }.items()
    for code, aantal in zip(
        (
            "meldingen",
            "meldingen/aard:kindermishandeling",
            "meldingen/aard:partnergeweld",
            "adviezen",
        ),
        aantallen,
        strict=True,
    )
}


def sheet_per_half_year(map_: Path) -> Path:
    """XLSX: a sheet per half-year with the same header, one of them hidden, and a cover."""
    from openpyxl import Workbook

    boek = Workbook()
    boek.active.title = "Inhoud"
    boek.active["A1"] = "Zie de bladen hierna"
    for naam, rijen in {
        "2023 H2": [("Druten", 12, "x"), ("Beuningen", 20, 3)],
        "2024 H1": [("Druten", 14, 2), ("Beuningen", 18, "x")],
    }.items():
        blad = boek.create_sheet(naam)
        blad.append(["GEMEENTE", "aantal casussen", "waarvan met onderzoek", None])
        for rij in rijen:
            blad.append(list(rij))
    boek["2023 H2"].sheet_state = "hidden"
    return save(boek, map_ / "casussen.xlsx")


SHEET_PER_HALF_YEAR: Cijfers = {
    ("casussen", DRUTEN, "2023-H2"): 12,
    ("onderzoeken_afgerond", DRUTEN, "2023-H2"): "onbekend",
    ("casussen", BEUNINGEN, "2023-H2"): 20,
    ("onderzoeken_afgerond", BEUNINGEN, "2023-H2"): 3,
    ("casussen", DRUTEN, "2024-H1"): 14,
    ("onderzoeken_afgerond", DRUTEN, "2024-H1"): 2,
    ("casussen", BEUNINGEN, "2024-H1"): 18,
    ("onderzoeken_afgerond", BEUNINGEN, "2024-H1"): "onbekend",
}


def municipalities_across(map_: Path) -> Path:
    """TXT in UTF-16 with tabs: municipalities in the header, the period in the name of the file."""
    rijen = [
        "Onderwerp\tDruten\tBeuningen\tNijmegen\tTotaal",
        "Ontvangen meldingen\t31\t47\t802\t880",
        "- door politie\t20\t30\t500\t550",
        "",
        "Gestarte adviezen\t40\t52\t1010\t1102",
        "Bron: eigen registratie",
    ]
    pad = map_ / "VT_cijfers_2024_H1.txt"
    pad.write_bytes("\r\n".join(rijen).encode("utf-16"))
    return pad


MUNICIPALITIES_ACROSS: Cijfers = {
    ("meldingen", DRUTEN, "2024-H1"): 31,
    ("meldingen", BEUNINGEN, "2024-H1"): 47,
    ("meldingen", NIJMEGEN, "2024-H1"): 802,
    ("meldingen/organisatie:politie", DRUTEN, "2024-H1"): 20,
    ("meldingen/organisatie:politie", BEUNINGEN, "2024-H1"): 30,
    ("meldingen/organisatie:politie", NIJMEGEN, "2024-H1"): 500,
    ("adviezen", DRUTEN, "2024-H1"): 40,
    ("adviezen", BEUNINGEN, "2024-H1"): 52,
    ("adviezen", NIJMEGEN, "2024-H1"): 1010,
}


def tables_below_each_other(map_: Path) -> Path:
    """XLSX: a table per year below each other, a municipality that has gone, a blank column."""
    from openpyxl import Workbook

    boek = Workbook()
    blad = boek.active
    blad.append(["", "Jaar 2018"])
    blad.append([])
    blad.append(["", "Gemeente", "", "Adviezen", "Meldingen"])
    blad.append(["", "Geldermalsen", "", 88, 51])
    blad.append(["", "Tiel", "", 140, 118])
    blad.append([])
    blad.append(["", "Jaar 2019", "nieuwe telling"])
    blad.append([])
    blad.append(["", "Gemeente", "", "Adviezen", "Meldingen"])
    blad.append(["", "West Betuwe", "", 160, 99])
    blad.append(["", "Tiel", "", 151, 121.0])
    blad.append(["", "Totaal", "", 311, 220])
    return save(boek, map_ / "jaren.xlsx")


TABLES_BELOW: Cijfers = {
    ("adviezen", GELDERMALSEN, "2018"): 88,
    ("meldingen", GELDERMALSEN, "2018"): 51,
    ("adviezen", TIEL, "2018"): 140,
    ("meldingen", TIEL, "2018"): 118,
    ("adviezen", WEST_BETUWE, "2019"): 160,
    ("meldingen", WEST_BETUWE, "2019"): 99,
    ("adviezen", TIEL, "2019"): 151,
    ("meldingen", TIEL, "2019"): 121,
}


def sheet_per_municipality(map_: Path) -> Path:
    """ODS: a sheet per municipality, subjects in the rows, years in the header as numbers."""
    bladen = {
        "Druten": [
            ("Kerncijfers",),
            ("Onderwerp", 2022, 2023, "2024*"),
            ("Adviezen", 80, 84, 84),
            ("Meldingen", 55, 58, 60),
        ],
        "Wijchen": [
            ("Kerncijfers",),
            ("Onderwerp", 2022, 2023, "2024*"),
            ("Adviezen", 140, 143, "ca. 150"),
            ("Meldingen", 99, 101, ""),
        ],
    }
    return write_ods(map_ / "kern.ods", bladen)


SHEET_PER_MUNICIPALITY: Cijfers = {
    ("adviezen", DRUTEN, "2022"): 80,
    ("adviezen", DRUTEN, "2023"): 84,
    ("adviezen", DRUTEN, "2024"): 84,
    ("meldingen", DRUTEN, "2022"): 55,
    ("meldingen", DRUTEN, "2023"): 58,
    ("meldingen", DRUTEN, "2024"): 60,
    ("adviezen", WIJCHEN, "2022"): 140,
    ("adviezen", WIJCHEN, "2023"): 143,
    ("adviezen", WIJCHEN, "2024"): "benaderd",
    ("meldingen", WIJCHEN, "2022"): 99,
    ("meldingen", WIJCHEN, "2023"): 101,
    ("meldingen", WIJCHEN, "2024"): "onbekend",
}


def two_blocks_beside_each_other(map_: Path) -> Path:
    """XLSX: two whole tables beside each other, each with its own column of municipalities."""
    from openpyxl import Workbook

    boek = Workbook()
    blad = boek.active
    blad.title = "Overzicht"
    blad["A1"], blad["E1"] = "1e halfjaar 2025", "2e halfjaar 2025"
    blad["A2"], blad["B2"], blad["C2"] = "Gemeente", "Adviezen", "Meldingen"
    blad["E2"], blad["F2"], blad["G2"] = "Gemeente", "Adviezen", "Meldingen"
    for nummer, rij in enumerate(
        [
            ("Druten", 40, 31, None, "Tiel", 70, 64),
            ("Tiel", 72, 61, None, "Druten", 41, 30),
            (None, None, None, None, "Buren", 33, 21),
        ],
        start=3,
    ):
        for kolom, waarde in enumerate(rij, start=1):
            blad.cell(nummer, kolom, waarde)
    return save(boek, map_ / "overzicht.xlsx")


TWO_BLOCKS: Cijfers = {
    ("adviezen", DRUTEN, "2025-H1"): 40,
    ("meldingen", DRUTEN, "2025-H1"): 31,
    ("adviezen", TIEL, "2025-H1"): 72,
    ("meldingen", TIEL, "2025-H1"): 61,
    ("adviezen", TIEL, "2025-H2"): 70,
    ("meldingen", TIEL, "2025-H2"): 64,
    ("adviezen", DRUTEN, "2025-H2"): 41,
    ("meldingen", DRUTEN, "2025-H2"): 30,
    ("adviezen", BUREN, "2025-H2"): 33,
    ("meldingen", BUREN, "2025-H2"): 21,
}


@dataclass(frozen=True)
class Slordig:
    """One untidy file: who makes it, what stands in it, and the mapping that reads it."""

    make: Callable[[Path], Path]
    cijfers: Cijfers
    mapping: str
    waarschuwingen: int = 0
    voorlopig: frozenset[str] = frozenset()  # periods


SLORDIG = {
    "twee-halfjaren": Slordig(
        two_half_years_side_by_side,
        TWO_HALF_YEARS,
        """
        blad = { koprijen = 2 }
        gebied = { kolom = "Gemeente" }
        periode = { uit = "kop" }
        rijen = { totaal = ["Totaal"] }
        labels = { "Adviezen" = "adviezen", "Meldingen" = "meldingen" }
        """,
        waarschuwingen=1,
        voorlopig=frozenset({"2024-H2"}),
    ),
    "oud-werkboek": Slordig(
        old_workbook_with_codes,
        OLD_WORKBOOK,
        """
        gebied = { kolom = "Gemeentecode" }
        periode = { uit = "titel" }
        kolommen = { negeren = ["Gemeente"] }
        tekens = { "-" = "nul" }
        getallen = { duizendtal = "." }
        labels = { "Aantal meldingen" = "meldingen", "Huisverboden" = "huisverboden" }
        """,
    ),
    "lange-lijst": Slordig(
        long_list_as_a_pivot,
        LONG_LIST,
        """
        gebied = { kolom = "Gemeente", doortrekken = true }
        periode = { kolom = ["Jaar", "Halfjaar"] }
        wat = { kolom = ["Onderwerp", "Soort"] }
        aantal = { kolom = "Aantal" }
        rijen = { overslaan = ["Eindtotaal"] }
        [labels]
        "Meldingen / Totaal" = "meldingen"
        "Meldingen / Acuut onveilig" = "meldingen/veiligheid:acuut_onveilig"
        "Meldingen / Structureel onveilig" = "meldingen/veiligheid:structureel_onveilig"
        """,
    ),
    "windows-csv": Slordig(
        windows_csv_with_percentages,
        WINDOWS_CSV,
        """
        gebied = { kolom = "Gemeente" }
        periode = { uit = "titel" }
        kolommen = { negeren = ["Opmerking"] }
        getallen = { duizendtal = "." }
        [labels]
        "Meldingen" = "meldingen"
        "Acuut onveilig" = "meldingen/veiligheid:acuut_onveilig"
        [controles."% acuut onveilig"]
        teller = "meldingen/veiligheid:acuut_onveilig"
        noemer = "meldingen"
        """,
        voorlopig=frozenset({"2025-H1"}),
    ),
    "drie-koprijen": Slordig(
        three_header_rows_with_subtotals,
        THREE_HEADER_ROWS,
        """
        blad = { koprijen = 3 }
        gebied = { kolom = "Gebied", namen = { "Regio totaal" = "VT-GZ" } }
        periode = { uit = "titel" }
        rijen = { totaal = ["Subtotaal*"] }
        [labels]
        "Meldingen / Totaal" = "meldingen"
        "Kindermishandeling" = "meldingen/aard:kindermishandeling"
        "(Ex-)partnergeweld" = "meldingen/aard:partnergeweld"
        "Adviezen" = "adviezen"
        """,
    ),
    "blad-per-halfjaar": Slordig(
        sheet_per_half_year,
        SHEET_PER_HALF_YEAR,
        """
        gebied = { kolom = "Gemeente" }
        periode = { uit = "blad" }
        tekens = { "x" = "onbekend" }
        [labels]
        "Aantal casussen" = "casussen"
        "waarvan met onderzoek" = "onderzoeken_afgerond"
        """,
        waarschuwingen=1,
    ),
    "gemeenten-in-de-kop": Slordig(
        municipalities_across,
        MUNICIPALITIES_ACROSS,
        """
        herkenning = { kop = ["Onderwerp"], bestand = "VT_cijfers*.txt" }
        gebied = { uit = "kop" }
        periode = { uit = "bestandsnaam" }
        wat = { kolom = "Onderwerp" }
        kolommen = { negeren = ["Totaal"] }
        [labels]
        "Ontvangen meldingen" = "meldingen"
        "- door politie" = "meldingen/organisatie:politie"
        "Gestarte adviezen" = "adviezen"
        """,
    ),
    "onder-elkaar": Slordig(
        tables_below_each_other,
        TABLES_BELOW,
        """
        gebied = { kolom = "Gemeente" }
        periode = { uit = "titel" }
        rijen = { totaal = ["Totaal"] }
        labels = { "Adviezen" = "adviezen", "Meldingen" = "meldingen" }
        """,
    ),
    "blad-per-gemeente": Slordig(
        sheet_per_municipality,
        SHEET_PER_MUNICIPALITY,
        """
        gebied = { uit = "blad" }
        periode = { uit = "kop" }
        wat = { kolom = "Onderwerp" }
        labels = { "Adviezen" = "adviezen", "Meldingen" = "meldingen" }
        """,
        voorlopig=frozenset({"2024"}),
    ),
    "twee-blokken": Slordig(
        two_blocks_beside_each_other,
        TWO_BLOCKS,
        """
        blad = { koprijen = 2 }
        gebied = { kolom = "Gemeente" }
        periode = { uit = "kop" }
        labels = { "Adviezen" = "adviezen", "Meldingen" = "meldingen" }
        """,
    ),
}


def save(boek: Any, pad: Path) -> Path:
    boek.save(pad)
    return pad


def write_ods(pad: Path, bladen: dict[str, list[tuple]]) -> Path:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    boek = OpenDocumentSpreadsheet()
    for naam, rijen in bladen.items():
        blad = Table(name=naam)
        for rij in rijen:
            regel = TableRow()
            for waarde in rij:
                if isinstance(waarde, int):
                    cel = TableCell(valuetype="float", value=waarde)
                else:
                    cel = TableCell(valuetype="string")
                if waarde != "":
                    cel.addElement(P(text=str(waarde)))
                regel.addElement(cel)
            blad.addElement(regel)
        boek.spreadsheet.addElement(blad)
    boek.save(str(pad))
    return pad
