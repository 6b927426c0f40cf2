"""Files that open well but hold cells that are no counts, all for one small mapping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
from maak_kapot import Maker, raw, sheet

MAPPING = """naam = "proef"
soort = "tabel"
[bron]
bron = "proef"
uitgever = "Verzonnen voor de toets"
titel = "Proef"
licentie = "CC0"
openbaar = false
bescherming = "geen"
[gebied]
kolom = "Gemeente"
[periode]
kolom = "Periode"
[labels]
"Adviezen" = "adviezen"
"Meldingen" = "meldingen"
"""
KOP = ["Gemeente", "Periode", "Adviezen", "Meldingen"]
GOED = ["Druten", "2024-H1", 40, 15]
CSV = "Gemeente;Periode;Adviezen;Meldingen\nDruten;2024-H1;40;15\nWest Maas en Waal;2024-H1;9;7\n"


def book(*rijen: Sequence[object], naam: str = "levering.xlsx", **anders: object) -> Maker:
    """A workbook with the header of the mapping and these rows below it.

    Args:
        anders: ``kop`` for another header, ``samen`` for merged cells, ``fouten`` for cells with
            the error of a formula, ``verborgen`` to hide the sheet.
    """

    def make(map_: Path) -> Path:
        werkboek = openpyxl.Workbook()
        blad = werkboek.active
        blad.title = "Cijfers"
        for rij in (anders.get("kop", KOP), *rijen):
            blad.append(rij)
        for vak in anders.get("samen", ()):
            blad.merge_cells(vak)
        for cel in anders.get("fouten", ()):
            blad[cel].data_type = "e"
        if anders.get("verborgen"):
            werkboek.create_sheet("Leeg")
            blad.sheet_state = "hidden"
        werkboek.save(map_ / naam)
        return map_ / naam

    return make


def empty_rows(map_: Path) -> Path:
    """Two good rows and below them a million that are only formatted."""

    def cell(plek: str, waarde: object) -> str:
        if isinstance(waarde, int):
            return f'<c r="{plek}"><v>{waarde}</v></c>'
        return f'<c r="{plek}" t="inlineStr"><is><t>{waarde}</t></is></c>'

    goed = "".join(
        f'<row r="{nummer}">'
        + "".join(cell(f"{kolom}{nummer}", w) for kolom, w in zip("ABCD", rij, strict=True))
        + "</row>"
        for nummer, rij in enumerate((KOP, GOED), start=1)
    )
    leeg = "".join(f'<row r="{rij}"><c r="A{rij}" s="1"/></row>' for rij in range(3, 1_000_003))
    return raw("x.xlsx", sheet(goed + leeg))(map_)


# name of the fault: (maker, part of the message)
CELLEN: dict[str, tuple[Maker, str]] = {
    "formula without outcome": (
        book(["Druten", "2024-H1", "=20+20", 15]),
        "blad Cijfers, rij 2, kolom C: is de fout van een formule (er staat #GEEN UITKOMST)",
    ),
    "formula that failed": (
        book(["Druten", "2024-H1", "#DIV/0!", 15], fouten=["C2"]),
        "rij 2, kolom C: is de fout van een formule (er staat #DIV/0!)",
    ),
    "formula whose cell has gone": (
        book(["Druten", "2024-H1", 40, "#REF!"], fouten=["D2"]),
        "rij 2, kolom D: is de fout van een formule (er staat #REF!)",
    ),
    "formula that failed, as Dutch text": (
        raw("x.csv", CSV.replace("40", "#DEEL/0!").encode()),
        "rij 2, kolom Adviezen: is de fout van een formule (er staat #DEEL/0!)",
    ),
    "cell that begins with =": (
        raw("x.csv", CSV.replace("40", "=20+20").encode()),
        "rij 2, kolom Adviezen: is geen aantal (er staat =20+20)",
    ),
    "cell that begins with @": (
        raw("x.csv", CSV.replace("40", "@SUM(A1)").encode()),
        "rij 2, kolom Adviezen: is geen aantal (er staat @SUM(A1))",
    ),
    "cell that begins with +": (
        raw("x.csv", CSV.replace("40", "+cmd|x").encode()),
        "rij 2, kolom Adviezen: is geen aantal (er staat +cmd|x)",
    ),
    "name that begins with =": (
        raw("x.csv", CSV.replace("Druten", "=HYPERLINK(1)").encode()),
        "rij 2, kolom Gemeente: is geen gebied dat wij kennen (er staat =HYPERLINK(1))",
    ),
    "header that stands there twice": (
        book([*GOED, 41], kop=[*KOP, "Adviezen"]),
        "rij 2, kolom E: adviezen van Druten",
    ),
    "merged header": (
        book(GOED, kop=["Gemeente", "Periode", "Adviezen", None], samen=["C1:D1"]),
        "dit bestand herkennen wij niet",
    ),
    "date in a count's place": (
        book(["Druten", "2024-H1", date(2024, 1, 4), 15]),
        "rij 2, kolom C: is een datum of tijd, geen aantal",
    ),
    "date as a number in a period's place": (
        book(["Druten", 45292, 40, 15]),
        "rij 2, kolom B: is geen periode",
    ),
    "number without its unit": (
        book(["Druten", "2024-H1", True, 15]),
        "rij 2, kolom C: is waar of onwaar, geen aantal",
    ),
    "negative": (book(["Druten", "2024-H1", -3, 15]), "rij 2, kolom C: is negatief (er staat -3)"),
    "fraction": (book(["Druten", "2024-H1", 12.5, 15]), "rij 2, kolom C: is geen heel getal"),
    "percentage": (
        raw("x.csv", CSV.replace("40", "40%").encode()),
        "rij 2, kolom Adviezen: is een percentage, geen aantal (er staat 40%)",
    ),
    "more people than there are": (
        book(["Druten", "2024-H1", 17_000_000_000, 15]),
        "rij 2, kolom C: is te groot voor een aantal",
    ),
    "area that does not exist": (
        book(["Drutum", "2024-H1", 40, 15]),
        "rij 2, kolom A: is geen gebied dat wij kennen (er staat Drutum)",
    ),
    "total that the mapping does not know": (
        book(GOED, ["Totaal regio", "2024-H1", 40, 15]),
        "(er staat Totaal regio); verwacht: een gebied. Is dit een som? Zet deze tekst in de "
        "mapping onder [rijen] bij totaal",
    ),
    "area that has gone": (
        book(["Geldermalsen", "2024-H1", 40, 15]),
        "rij 2, kolom A: bestaat niet meer sinds 2019 (er staat Geldermalsen)",
    ),
    "row that stands there twice": (book(GOED, GOED), "staat"),
    "header without rows": (book(), "er staat geen enkel aantal in"),
    "column that is missing": (
        book(["Druten", "2024-H1", 40], kop=["Gemeente", "Periode", "Adviezen"]),
        "dit bestand herkennen wij niet",
    ),
}

# files with something odd that must be read all the same
GOED_GENOEG: dict[str, Maker] = {
    "plain": raw("x.csv", CSV.encode()),
    "mark of Windows": raw("x.csv", CSV.encode("utf-8-sig")),
    "UTF-16": raw("x.csv", CSV.encode("utf-16")),
    "UTF-16 without a mark": raw("x.csv", CSV.encode("utf-16-le")),
    "Windows-1252": raw("x.csv", CSV.replace("Druten", "Súdwest-Fryslân").encode("cp1252")),
    "tabs": raw("x.tsv", CSV.replace(";", "\t").encode()),
    "commas": raw("x.txt", CSV.replace(";", ",").encode()),
    "line ends of Windows": raw("x.csv", CSV.replace("\n", "\r\n").encode()),
    "line ends of an old Mac": raw("x.csv", CSV.replace("\n", "\r").encode()),
    "separator named by Excel": raw("x.csv", ("sep=;\n" + CSV).encode()),
    "quotes around all": raw(
        "x.csv", ('"' + CSV.strip().replace(";", '";"').replace("\n", '"\n"') + '"').encode()
    ),
    "blank columns and rows behind": raw(
        "x.csv", (CSV.replace("\n", ";;;\n") + ";;;;;;\n" * 50_000).encode()
    ),
    "workbook": book(GOED),
    "a million empty rows": empty_rows,
}
