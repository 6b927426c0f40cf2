"""The PDF: its structure with pikepdf, its text with poppler."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from helpende_data.errors import HelpendeDataError
from helpende_data.reports.model import Figuur, Sectie, Tabel
from helpende_data.reports.render import to_pdf
from helpende_data.reports.render.fonts import to_printable
from helpende_data.reports.render.pdf import _widths

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) staat niet op deze machine"
)


@pytest.fixture(scope="module")
def pdf_bytes(stamped) -> bytes:
    return to_pdf(stamped.rapport, stamped.svg_bytes)


@pytest.fixture(scope="module")
def pdf(pdf_bytes):
    with pikepdf.open(io.BytesIO(pdf_bytes)) as document:
        yield document


def _elements(node) -> list:
    """All structure elements below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [e for kind in node for e in _elements(kind)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if "/S" in node else []
    return own + (_elements(node.K) if "/K" in node else [])


def _text(content: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, "-", "-"],
        input=content,
        capture_output=True,
        check=True,
        timeout=30,
    )
    return done.stdout.decode("utf-8")


def _letters(tekst: str) -> str:
    """Only what is printed: no blanks, no line ends, no hyphenation signs."""
    return "".join(c for c in tekst if not c.isspace() and c not in "\u00ad\u200b\u2060-\u2010")


def test_document_is_tagged_dutch_and_says_that_it_is_pdf_ua(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang).lower().startswith("nl")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert str(meta["dc:title"]).startswith("Huiselijk geweld en kindermishandeling in Druten")
        assert str(meta["dc:title"]).endswith("voor het lokale team) – VOORBEELDCIJFERS")


def test_document_holds_no_date_and_equal_reports_give_equal_bytes(pdf, pdf_bytes, stamped):
    assert "/CreationDate" not in pdf.docinfo
    assert "/ModDate" not in pdf.docinfo
    assert pdf_bytes == to_pdf(stamped.rapport, stamped.svg_bytes)


def test_headings_tables_and_lists_are_real(pdf):
    tags = Counter(str(e.S) for e in _elements(pdf.Root.StructTreeRoot.K))
    assert tags["/Title"] == 1
    # De kern, four sections, the tables of the figures, words, sources
    assert tags["/H1"] == 8
    # three figures, two tables, three tables of figures
    assert tags["/H2"] == 8
    assert tags["/Table"] == 5
    assert tags["/TH"] == 17
    assert tags["/L"] >= 3
    assert tags["/TOCI"] == 0


def test_heading_levels_never_jump(pdf):
    tags = [str(e.S) for e in _elements(pdf.Root.StructTreeRoot.K)]
    levels = [int(t[2]) for t in tags if t in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_each_figure_has_its_alternative_text(pdf, stamped):
    figures = [e for e in _elements(pdf.Root.StructTreeRoot.K) if str(e.S) == "/Figure"]
    assert [str(e.Alt) for e in figures] == [f.alt for f in stamped.rapport.figuren()]


def test_bookmarks_follow_the_sections(pdf, stamped):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    koppen = [sectie.kop for sectie in stamped.rapport.secties]
    annex = ["De cijfers bij de figuren", "Woorden en afkortingen", "Bronnen"]
    assert titles == ["De kern", *koppen, *annex]


def test_a_long_report_has_a_table_of_contents(stamped):
    erbij = tuple(Sectie(f"Hoofdstuk {n}", f"erbij-{n}", ()) for n in range(4))
    lang = replace(stamped.rapport, secties=(*stamped.rapport.secties, *erbij))
    with pikepdf.open(io.BytesIO(to_pdf(lang, stamped.svg_bytes))) as document:
        tags = Counter(str(e.S) for e in _elements(document.Root.StructTreeRoot.K))
        with document.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == ["De kern", "Inhoud"]
    assert tags["/TOCI"] == 4 + 8


def test_all_fonts_are_embedded_and_from_the_shipped_family(pdf):
    fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary)]
    descriptors = [obj for obj in fonts if obj.get("/Type") == "/FontDescriptor"]
    assert descriptors
    for descriptor in descriptors:
        assert "SourceSansPro" in str(descriptor.FontName)
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_pages_are_a4(pdf):
    for page in pdf.pages:
        assert [round(float(x)) for x in page.MediaBox] == [0, 0, 595, 842]


@needs_poppler
def test_text_holds_core_sections_and_every_table_cell(pdf_bytes, stamped):
    text = _letters(_text(pdf_bytes))
    rapport = stamped.rapport
    wanted = [rapport.titel, rapport.ondertitel, rapport.contact, *rapport.kern]
    for sectie in rapport.secties:
        wanted.append(sectie.kop)
        for blok in sectie.blokken:
            tabel = blok.tabel if isinstance(blok, Figuur) else blok
            if isinstance(blok, Figuur):
                wanted += [blok.titel, blok.onderschrift, blok.bron]
            if isinstance(tabel, Tabel):
                wanted += [*tabel.kolommen, *(cel for rij in tabel.rijen for cel in rij)]
    missing = [tekst for tekst in wanted if _letters(tekst) not in text]
    assert missing == []


@needs_poppler
def test_every_page_carries_stamp_area_and_number(pdf, pdf_bytes):
    pages = _text(pdf_bytes).split("\f")[:-1]
    assert len(pages) == len(pdf.pages)
    for nummer, page in enumerate(pages, start=1):
        assert "VOORBEELDCIJFERS" in page
        assert "Druten · 2023 · voor het lokale team" in page
        assert f"bladzijde {nummer} van {len(pages)}" in page


@needs_poppler
def test_core_stands_on_the_first_page(pdf_bytes, stamped):
    first = _letters(_text(pdf_bytes, "-l", "1"))
    assert all(_letters(regel) in first for regel in stamped.rapport.kern)


@needs_poppler
def test_hostile_texts_print_as_text(hostile):
    text = _letters(_text(to_pdf(hostile.rapport, hostile.svg_bytes)))
    rapport = hostile.rapport
    for tekst in (rapport.titel, rapport.secties[0].kop, *rapport.kern, *rapport.woorden):
        assert _letters(to_printable(tekst)) in text
    assert _letters("Er zijn geen cijfers voor deze tabel.") in text


@needs_poppler
def test_long_title_stays_on_the_page(druten):
    lang = "Kindermishandelingsmeldingen en huiselijkgeweldtrajecten " * 4
    content = to_pdf(replace(druten.rapport, titel=lang), druten.svg_bytes)
    boxes = _text(content, "-bbox", "-l", "1")
    rechts = [float(deel.split('"')[0]) for deel in boxes.split('xMax="')[1:]]
    assert max(rechts) <= 595 - 56 + 1  # 20 mm of margin


@needs_poppler
def test_long_table_repeats_its_heading_on_each_page(druten):
    rijen = tuple((f"Gemeente nummer {i}", str(i)) for i in range(90))
    lang = Tabel("Alle gemeenten", ("Naam van de gemeente", "Inwoners"), rijen, (False, True))
    rapport = replace(druten.rapport, secties=(Sectie("Lang", "lang", (lang,)),))
    pages = _text(to_pdf(rapport, {}), "-layout").split("\f")
    with_rows = [page for page in pages if "Gemeente nummer" in page]
    assert len(with_rows) >= 3
    assert all("Naam van de gemeente" in page for page in with_rows)


@needs_poppler
def test_wide_table_and_tall_figure_stay_on_the_page(druten):
    rij = (
        "Meldingen huiselijk geweld en kindermishandeling",
        "2.695",
        "467,1",
        "449,6 tot 485,2",
        "714,9",
        "minder dan in het land",
        "niet te zeggen, te weinig jaren",
        "afgerond",
        "CBS https://opendata.cbs.nl/statline/portal.html?_la=nl&tableId=85300NED",
    )
    breed = Tabel(
        "Overzicht",
        ("Wat", "Aantal", "Per 100.000", "Marge", "Land", "Verschil", "Trend", "Zeker", "Bron"),
        (rij,),
        (False, True, True, True, True, False, False, False, False),
    )
    hoog = replace(druten.rapport.figuren()[0], naam="hoog")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 900"><text>x</text></svg>'
    rapport = replace(druten.rapport, secties=(Sectie("Breed", "breed", (breed, hoog)),))
    boxes = _text(to_pdf(rapport, {"hoog": svg}), "-bbox")
    assert max(float(deel.split('"')[0]) for deel in boxes.split('xMax="')[1:]) <= 595 - 56 + 1
    assert max(float(deel.split('"')[0]) for deel in boxes.split('yMax="')[1:]) <= 842 - 20


def test_report_with_hardly_anything_is_still_a_pdf(druten):
    leeg = replace(
        druten.rapport, secties=(), bronnen=(), woorden={}, kern=(), voorblad=(), contact=""
    )
    assert to_pdf(leeg, {}).startswith(b"%PDF")


def test_refusal_by_typst_is_one_dutch_line_without_traceback(druten):
    broken = dict.fromkeys(druten.svgs, b"<svg")
    with pytest.raises(HelpendeDataError) as fout:
        to_pdf(druten.rapport, broken)
    assert str(fout.value).startswith("de PDF kon niet worden gemaakt: Druten 2023")
    assert "\n" not in str(fout.value)
    assert fout.value.__cause__ is None
    assert fout.value.__suppress_context__


def test_figure_without_drawing_is_refused(druten):
    with pytest.raises(ValueError, match="figuur zonder tekening"):
        to_pdf(druten.rapport, {})


def test_columns_of_a_tight_table_keep_room_for_their_longest_word():
    tabel = Tabel(
        "Adviezen",
        ("Gebied", "Periode", "Aantal", "Per 100.000 inwoners in een jaar", "Marge", "Inwoners"),
        (
            (
                "Gelderland-Zuid (15 gemeenten)",
                "2020",
                "6.453",
                "1.133,2",
                "1.105,7 tot 1.161,2",
                "569.443",
            ),
            (
                "Nederland",
                "2020",
                "niet bekend",
                "niet bekend",
                "geen",
                "geen cijfer in de bronnen",
            ),
        ),
        (False, False, True, True, True, True),
    )
    widths, tight = _widths(tabel)
    assert tight
    letters = [round(92 * w / sum(widths), 1) for w in widths]
    assert letters[0] >= len("Gelderland") + 2
    assert letters[1] >= len("Periode") + 2
