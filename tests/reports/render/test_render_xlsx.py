"""The workbook, read back with openpyxl."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from helpende_data.reports.render import to_xlsx
from helpende_data.reports.render.xlsx import BRONKOLOMMEN, KOLOMMEN

SHEETS = ["Voorblad", "Cijfers", "Toelichting", "Bronnen"]


def _read(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def _figure_rows(boek) -> list[tuple]:
    blad = boek["Cijfers"]
    (tabel,) = blad.tables.values()
    return [tuple(cel.value for cel in rij) for rij in blad[tabel.ref]]


def test_workbook_has_its_four_sheets(druten):
    assert _read(to_xlsx(druten.rapport)).sheetnames == SHEETS


def test_rows_are_exactly_the_shown_figures(druten):
    head, *rows = _figure_rows(_read(to_xlsx(druten.rapport)))
    assert list(head) == [naam for naam, _ in KOLOMMEN]
    assert len(rows) == len(druten.rapport.cijfers)
    for row, c in zip(rows, druten.rapport.cijfers, strict=True):
        assert row[:6] == (c.gebied_code, c.gebied, c.dekking, c.indicator, "totaal", c.periode)
        assert row[7:11] == (c.waarde, c.laag, c.hoog, c.noemer)
        assert row[15] == c.bron


def test_missing_number_is_an_empty_cell_with_its_reason_in_words(druten):
    _, *rows = _figure_rows(_read(to_xlsx(druten.rapport)))
    assert (rows[3][7], rows[3][12], rows[3][16]) == (None, "niet bekend", "niet gepubliceerd")
    assert (rows[4][7], rows[4][12]) == (None, "afgeschermd")


def test_numbers_are_shown_with_their_own_digits_and_euro_sign(druten):
    blad = _read(to_xlsx(druten.rapport))["Cijfers"]
    start = int(next(iter(blad.tables.values())).ref.split(":")[0].lstrip("A"))
    formats = [blad.cell(start + i, 8).number_format for i in (1, 2, 6)]
    assert formats == ["#,##0", "#,##0.0", '"€" #,##0']


def test_headings_stay_in_view_and_can_be_filtered(druten):
    blad = _read(to_xlsx(druten.rapport))["Cijfers"]
    tabel = next(iter(blad.tables.values()))
    assert tabel.autoFilter is not None
    assert blad.freeze_panes == f"A{int(tabel.ref.split(':')[0].lstrip('A')) + 1}"


def test_no_cell_holds_a_formula_or_link_whatever_the_texts(hostile):
    content = to_xlsx(hostile.rapport)
    boek = _read(content)
    for blad in boek:
        for rij in blad.iter_rows():
            assert all(cel.data_type != "f" and cel.hyperlink is None for cel in rij)
    gebieden = [rij[1] for rij in _figure_rows(boek)[1:]]
    assert gebieden == [c.gebied for c in hostile.rapport.cijfers]


def test_stamp_stands_on_first_row_and_in_print_of_every_sheet(stamped):
    for blad in _read(to_xlsx(stamped.rapport)):
        assert blad["A1"].value == "VOORBEELDCIJFERS"
        assert "VOORBEELDCIJFERS" in blad.oddHeader.right.text
        assert "VOORBEELDCIJFERS" in blad.oddFooter.left.text


def test_cover_tells_what_it_is_about(stamped):
    blad = _read(to_xlsx(stamped.rapport))["Voorblad"]
    texts = "\n".join(str(cel.value) for rij in blad.iter_rows() for cel in rij if cel.value)
    for tekst in (stamped.rapport.titel, "voor het lokale team", stamped.rapport.contact):
        assert tekst in texts
    for tekst in stamped.rapport.kern:
        assert tekst in texts


def test_explanation_holds_the_abbreviations(druten):
    blad = _read(to_xlsx(druten.rapport))["Toelichting"]
    pairs = {rij[0].value: rij[1].value for rij in blad.iter_rows(max_col=2)}
    assert druten.rapport.woorden.items() <= pairs.items()
    assert {"exact", "afgerond", "ongeveer", "afgeschermd", "niet bekend"} <= pairs.keys()


def test_sources_are_complete(druten):
    blad = _read(to_xlsx(druten.rapport))["Bronnen"]
    head, *rows = [
        tuple(cel.value for cel in rij) for rij in blad[next(iter(blad.tables.values())).ref]
    ]
    assert list(head) == [naam for naam, _ in BRONKOLOMMEN]
    assert [rij[7] for rij in rows] == [bron.sha256 for bron in druten.rapport.bronnen]
    assert [rij[8] for rij in rows] == ["nee", "ja"]


def test_equal_reports_give_equal_bytes_without_a_date_of_today(druten):
    content = to_xlsx(druten.rapport)
    assert content == to_xlsx(druten.rapport)
    with zipfile.ZipFile(io.BytesIO(content)) as pak:
        assert b"2020-01-01T00:00:00Z" in pak.read("docProps/core.xml")


@pytest.mark.parametrize("waarde", [float("nan"), float("inf")])
def test_number_that_is_no_number_becomes_an_empty_cell(druten, waarde):
    cijfers = (replace(druten.rapport.cijfers[0], waarde=waarde),)
    _, row = _figure_rows(_read(to_xlsx(replace(druten.rapport, cijfers=cijfers))))
    assert row[7] is None


def test_report_without_figures_still_makes_a_workbook(druten):
    boek = _read(to_xlsx(replace(druten.rapport, cijfers=(), bronnen=())))
    assert not boek["Cijfers"].tables
    assert boek.sheetnames == SHEETS
