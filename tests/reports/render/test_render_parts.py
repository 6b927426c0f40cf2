"""What the renderers share: a light room, small fonts, safe ids."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

import helpende_data.reports.render as render
from helpende_data.figures.letters import face_file
from helpende_data.reports.render.fonts import FACES, LATIJN, lost_signs, subset_woff, to_printable
from helpende_data.reports.render.html import css_string
from helpende_data.reports.render.tekst import glue, unique_ids


def test_importing_the_room_loads_no_renderer():
    code = (
        "import sys, helpende_data.reports.render as r; "
        "print([m for m in ('typst', 'jinja2', 'xlsxwriter', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_unknown_name_in_the_room_is_an_attribute_error():
    with pytest.raises(AttributeError, match="to_docx"):
        render.to_docx  # noqa: B018


@pytest.mark.parametrize("face", FACES)
def test_subset_keeps_the_outlines_and_widths_of_its_letters(face):
    source = face_file(face).read_bytes()
    woff = subset_woff(source)
    assert len(woff) < 24_000
    whole, part = TTFont(io.BytesIO(source)), TTFont(io.BytesIO(woff))
    whole_cmap, part_cmap = whole.getBestCmap(), part.getBestCmap()
    assert set(part_cmap) == set(LATIJN) & set(whole_cmap)
    for code in (*map(ord, "Aéçß0€→≥"), 0x17E):
        old, new = whole_cmap[code], part_cmap[code]
        assert whole["hmtx"][old] == part["hmtx"][new]
        left, right = whole["glyf"][old], part["glyf"][new]
        assert left.getCoordinates(whole["glyf"])[0] == right.getCoordinates(part["glyf"])[0]


def test_letters_that_the_font_lacks_get_their_plain_form_or_a_question_mark():
    assert to_printable("Café, € 3 → ≥ 2") == "Café, € 3 → ≥ 2"
    assert to_printable("漢 🙂 Ⅳ a\u2011b c\u200bd\x07") == "? ? IV a-b cd"


def test_other_alphabets_and_marks_come_from_the_second_font_but_not_in_a_chart():
    tekst = "Yıldız Łoś Nguyễn Привіт їжа Ονομά ɖɛɣŋ ✔ ☒ ⇒ ★"
    assert to_printable(tekst) == tekst
    assert lost_signs(tekst) == ""
    assert to_printable("Łoś ✔ ї", reserve=False) == "Łoś ? ?"


def test_signs_that_no_font_has_or_that_run_from_right_to_left_are_named_once():
    assert lost_signs("Wat? 你好 你 שם 🙂") == "你好שם🙂"


def test_ids_are_safe_and_unique():
    ids = unique_ids(["Één kop", "een-kop", "<script>", "", "!!"], "deel-")
    assert ids == ("deel-een-kop", "deel-een-kop--2", "deel-script", "deel-x", "deel-x--2")


def test_css_string_cannot_be_ended_from_inside():
    assert css_string('a"}</style>') == '"a\\22 \\7d \\3c \\2f style\\3e "'


def test_number_and_sign_stay_together():
    assert glue("3,3 % van € 12") == "3,3\u00a0% van €\u00a012"
