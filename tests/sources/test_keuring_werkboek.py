"""A workbook of a supplier, read through a mapping: every fault with its sheet and cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

MAPPING = """
naam = "proef"
soort = "tabel"

[bron]
bron = "proef"
uitgever = "Uitgever van de toets"
titel = "Verzonnen levering"
licentie = "niet openbaar"
openbaar = false
bescherming = "geen"

[gebied]
kolom = "Gemeente"

[periode]
kolom = "Periode"

[labels]
"Meldingen" = "meldingen"
"Niet beroepsmatig" = "meldingen/rol:niet_beroepsmatig"
"Beroepsmatig" = "meldingen/rol:beroepsmatig"
"Rol onbekend" = "meldingen/rol:onbekend"

[controles]
"Aandeel" = { teller = "meldingen/rol:beroepsmatig", noemer = "meldingen" }
"""
KOP = ("Gemeente", "Periode", "Meldingen", "Niet beroepsmatig", "Beroepsmatig", "Rol onbekend")
Rij = Sequence[object]


@pytest.fixture
def read_in(tmp_path: Path, hd: Callable[..., Any]) -> Callable[..., Any]:
    """Read in a workbook with these rows under the header, in row 3 of the sheet."""
    map_ = tmp_path / "w" / "data" / "mappings"
    map_.mkdir(parents=True)
    (map_ / "proef.toml").write_text(MAPPING, "utf-8")

    def run(*rijen: Rij, opties: Sequence[str] = (), naam: str = "VT 2024.xlsx") -> Any:
        boek = openpyxl.Workbook()
        blad = boek.active
        blad.title = "Cijfers"
        blad.append(["Levering 2024"])
        blad.append([])
        blad.append([*KOP, "Aandeel"])
        for rij in rijen:
            blad.append(list(rij))
        boek.save(tmp_path / naam)
        return hd("--werkmap", tmp_path / "w", *opties, "ingest", tmp_path / naam)

    return run


def test_all_kinds_of_faults_stand_in_one_answer_with_sheet_and_cell(
    read_in: Callable[..., Any], tmp_path: Path
) -> None:
    rijen = (
        ("Druten", "2024", 10, 2, 5, 3, 50),
        ("Beuningen", "2024", 11, 2, 5, 3, 45.5),  # the parts make 10
        ("Heumen", "2024", 10, 2, 5, 3, 60),  # 5 of 10 is 50 %
        ("Wijchen", "2024", -1, 0, 0, 0, None),
        ("Nergenshuizen", "2024", 10, 2, 5, 3, 50),
        ("Tiel", "2024-H1", 4, 1, 2, 1, 50),
        ("Tiel", "2024-H2", 4, 1, 2, 1, 50),
        ("Tiel", "2024", 9, 2, 4, 3, 44.4),
    )
    antwoord = read_in(*rijen, opties=["--json"])
    assert antwoord.code == 11
    plekken = {(f["blad"], f["kolom"], f["rij"]): f for f in antwoord.json["fouten"]}
    assert set(plekken) == {
        ("Cijfers", "C", 5),
        ("Cijfers", "G", 6),
        ("Cijfers", "C", 7),
        ("Cijfers", "A", 8),
        ("Cijfers", "C", 11),
        ("Cijfers", "F", 11),
    }
    delen = plekken["Cijfers", "C", 5]
    assert delen["wat"].endswith('is meer dan de som van de delen van "Wie meldde" (D5, E5 en F5)')
    assert (delen["waarde"], delen["verwacht"]) == ("11", "10")
    aandeel = plekken["Cijfers", "G", 6]
    assert aandeel["wat"] == "Aandeel volgt niet uit het aantal"
    assert (aandeel["waarde"], aandeel["verwacht"]) == ("60", "50")
    jaar = plekken["Cijfers", "C", 11]
    assert jaar["wat"] == "meldingen (Tiel, 2024) is meer dan de som van de halfjaren (C9 en C10)"
    [lijst] = antwoord.json["lijsten"]
    with open(tmp_path / "w" / lijst, encoding="utf-8-sig", newline="") as bestand:
        assert len(list(csv.DictReader(bestand, delimiter=";"))) == 6


def test_on_screen_a_cell_is_named_as_in_the_workbook(read_in: Callable[..., Any]) -> None:
    fout = [("Beuningen", f"202{n}", 11, 2, 5, 3) for n in range(5)]
    regels = read_in(*fout).err.splitlines()
    assert any(regel.startswith("    Cijfers, C8 ") for regel in regels)


def test_a_workbook_that_fits_goes_in(read_in: Callable[..., Any]) -> None:
    assert read_in(("Druten", "2024", 10, 2, 5, 3, 50)).code == 0


def test_a_jump_in_the_next_delivery_of_a_series_waits_for_acceptance(
    read_in: Callable[..., Any],
) -> None:
    for jaar in (2020, 2021, 2022):
        assert read_in(("Druten", str(jaar), 10, 2, 5, 3), naam=f"vt {jaar}.xlsx").code == 0
    antwoord = read_in(("Druten", "2023", 90, 18, 45, 27), naam="vt 2023.xlsx")
    assert antwoord.code == 11
    assert "blad Cijfers, rij 4, kolom C: meldingen (Druten, 2023) ligt ver van" in antwoord.err
