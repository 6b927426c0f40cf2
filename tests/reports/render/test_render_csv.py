"""The CSV of the shown figures, read back."""

from __future__ import annotations

import csv
import io

from helpende_data.reports.render import to_csv
from helpende_data.schema.tables import CIJFERS


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def _plain(tekst: str) -> str:
    """Takes off the apostrophe that guards against formulas."""
    kern = tekst.lstrip("'")
    guarded = tekst.startswith("'") and kern.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    return tekst[1:] if guarded else tekst


def test_columns_are_those_of_the_contract_in_its_order(druten):
    first = to_csv(druten.rapport).decode().split("\n", 1)[0]
    assert first.split(",") == list(CIJFERS.columns)


def test_file_has_no_byte_order_mark_and_unix_line_ends(druten):
    content = to_csv(druten.rapport)
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_each_shown_figure_is_one_row_that_reads_back_equal(druten):
    rows = _rows(to_csv(druten.rapport))
    assert len(rows) == len(druten.rapport.cijfers)
    for row, cijfer in zip(rows, druten.rapport.cijfers, strict=True):
        for naam in ("waarde", "laag", "hoog", "noemer"):
            waarde = getattr(cijfer, naam)
            assert (float(row[naam]) if row[naam] else None) == waarde
        assert row["gebied"] == cijfer.gebied
        assert row["status"] == cijfer.status
        assert row["voorlopig"] == ("ja" if cijfer.voorlopig else "nee")
        assert row["synthetisch"] == "nee"


def test_numbers_have_exactly_the_digits_that_are_shown(druten):
    rows = _rows(to_csv(druten.rapport))
    assert [row["waarde"] for row in rows] == ["2695", "467.1", "714.9", "", "", "3010400", "19484"]
    assert rows[1]["laag"] == "449.6"
    assert rows[1]["noemer"] == "576999"


def test_hidden_count_has_limits_but_no_value(druten):
    hidden = _rows(to_csv(druten.rapport))[4]
    assert (hidden["waarde"], hidden["laag"], hidden["hoog"]) == ("", "0", "9")
    assert hidden["status"] == "onderdrukt"


def test_no_text_can_become_a_formula_and_all_texts_come_back(hostile):
    rows = _rows(to_csv(hostile.rapport))
    for row, cijfer in zip(rows, hostile.rapport.cijfers, strict=True):
        assert not row["gebied"].startswith(("=", "+", "-", "@", "\t"))
        assert _plain(row["gebied"]) == cijfer.gebied
