"""Sheets for a session with figures that nobody published yet: stamped, and gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from helpende_data.files import Werkmap

CONCEPT = "CONCEPT, NOG NIET VASTGESTELD"


def test_sheets_are_a_concept_until_the_report_is_published(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    over = ("-g", "Druten", "--jaar", "2023")
    eerst = hd("--werkmap", own.root, "--json", "sessie", *over).json
    map_ = Path(eerst["map"])
    assert all("-2023-sessie-concept-" in naam for naam in eerst["bestanden"])
    for naam in eerst["bestanden"][:3]:
        for bladzijde in pypdfium2.PdfDocument((map_ / naam).read_bytes()):
            assert CONCEPT in bladzijde.get_textpage().get_text_range()
    assert CONCEPT in (map_ / eerst["bestanden"][3]).read_text("utf-8")
    wie = ("--door", "A. Ander", "--functie", "teamleider", "--formaat", "csv")
    assert hd("--werkmap", own.root, "publiceer", *over, *wie).code == 0
    daarna = hd("--werkmap", own.root, "--json", "sessie", *over).json
    assert daarna["stempel"] == ""
    assert not list(map_.glob("*-concept-*"))
