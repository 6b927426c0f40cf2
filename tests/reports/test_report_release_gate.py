"""The release gate: a number that is not the report's own is found wherever it hides."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import pikepdf
import pytest

from helpende_data.errors import DisclosureError
from helpende_data.figures.model import Punt, PuntInterval, Reeks, Trechter, Trend, Veelluik
from helpende_data.pipeline import Workshop, report
from helpende_data.pipeline.soorten import infographic, nieuwsbrief
from helpende_data.reports.draw import FORMATEN, draw_rapport
from helpende_data.reports.inhoud import build_rapport
from helpende_data.reports.model import Figuur, Rapport, Sectie, Tabel
from helpende_data.reports.poort import check_release
from helpende_data.reports.poort.teksten import strange_in_chart


def first_quick(plekken: Collection[str]) -> list[object]:
    """The first places in every run, the others in the long one."""
    alle = list(plekken)
    return [*alle[:2], *(pytest.param(plek, marks=pytest.mark.slow) for plek in alle[2:])]


@dataclass(frozen=True)
class Getekend:
    rapport: Rapport
    files: dict[str, bytes]


def drawn(
    workshop: Workshop, gemeente: str, publiek: str, formaten: tuple[str, ...] = FORMATEN
) -> Getekend:
    rapport = build_rapport(
        workshop.feiten,
        workshop.teksten,
        gemeente,
        None,
        publiek,
        regels=workshop.regels,
        gebeurtenissen=workshop.gebeurtenissen,
    )
    return Getekend(rapport, draw_rapport(rapport, "x", formaten))


@pytest.fixture(scope="module")
def getekend(verzonnen: Workshop) -> Getekend:
    return drawn(verzonnen, "Druten", "team")


@pytest.mark.parametrize(
    ("gemeente", "publiek"),
    [
        pytest.param("Druten", "beleid", marks=pytest.mark.slow),
        ("Mook en Middelaar", "team"),
        ("Nijmegen", "raad"),
    ],
)
def test_every_number_of_a_report_is_its_own(gemeente, publiek, echt, verzonnen):
    for workshop in (echt, verzonnen):
        gemaakt = drawn(workshop, gemeente, publiek)
        check_release(gemaakt.rapport, gemaakt.files)


# A 3 in each place where a number could leave; the function changes the page as text.
IN_HTML: dict[str, Callable[[str], str]] = {
    "a sentence": lambda p: re.sub(r"(<p>[^<]*?) ", r"\1 3 ", p, count=1),
    "a digit of a number": lambda p: re.sub(r'(<td class="getal">\d)', r"\g<1>3", p, count=1),
    "a cell that was words": lambda p: re.sub(r"(<td>)[^<]+", r"\g<1>3", p, count=1),
    "a number of another place": lambda p: p.replace("</main>", "<p>3</p></main>"),
    "the title": lambda p: p.replace("</title>", " 3</title>"),
    "a heading": lambda p: p.replace("</h1>", " 3</h1>"),
    "a tooltip": lambda p: p.replace('<main id="inhoud"', '<main id="inhoud" title="3"'),
    "a data attribute": lambda p: p.replace("<main ", '<main data-aantal="3" '),
    "a label for the ear": lambda p: p.replace('aria-label="Figuur: ', 'aria-label="3 Figuur: ', 1),
    "an id": lambda p: p.replace('id="inhoud"', 'id="inhoud-3"'),
    "a comment": lambda p: p.replace("</main>", "<!-- 3 --></main>"),
    "a style rule": lambda p: p.replace("</style>", 'p::after { content: "3" }</style>'),
    "a style attribute": lambda p: p.replace("<main ", '<main style="width: 3px" '),
    "a meta element": lambda p: p.replace("</head>", '<meta name="x" content="3"></head>'),
    "a hidden field": lambda p: p.replace("</main>", '<input type="hidden" value="3"></main>'),
    "a script": lambda p: p.replace("</main>", "<script>let a = 3</script></main>"),
    "the doctype": lambda p: p.replace("<!doctype html>", '<!doctype html "3">'),
    "a name of an element": lambda p: p.replace("</main>", "<x-3></x-3></main>"),
    "a half": lambda p: p.replace("</h1>", " ½</h1>"),
    "a label in a chart": lambda p: re.sub(r"(<text [^>]*>)[^<]+", r"\g<1>3", p, count=1),
    "a value in a chart": lambda p: re.sub(r"(<text [^>]*>\d+)(?= ?\*?</text>)", r"\g<1>3", p),
    "an extra text in a chart": lambda p: p.replace("</svg>", "<text>3</text></svg>", 1),
    "the alt text": lambda p: re.sub(r"(<desc [^>]*>)", r"\g<1>3 ", p, count=1),
    "metadata of a chart": lambda p: p.replace("</svg>", "<metadata>3</metadata></svg>", 1),
    "a loose attribute in a chart": lambda p: p.replace("<svg ", '<svg data-n="3" ', 1),
}


def stopped(getekend: Getekend, naam: str, inhoud: bytes) -> DisclosureError:
    assert inhoud != getekend.files[naam], "nothing was planted"
    with pytest.raises(DisclosureError) as gevangen:
        check_release(getekend.rapport, {naam: inhoud})
    zonder_teller = re.sub(r"en nog \d+ plekken", "", str(gevangen.value))
    assert "3 " not in zonder_teller, "the message tells the number"
    return gevangen.value


@pytest.mark.parametrize("plek", IN_HTML)
def test_a_canary_in_the_page_stops_the_release(plek, getekend):
    page = getekend.files["x.html"].decode()
    fout = stopped(getekend, "x.html", IN_HTML[plek](page).encode())
    assert fout.exit_code == 12


def changed_part(inhoud: bytes, deel: str, oud: str, nieuw: str) -> bytes:
    """The workbook with one change in one part, or with the part added."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(uit, "w") as doel:
        for naam in bron.namelist():
            tekst = bron.read(naam)
            doel.writestr(
                naam, re.sub(oud, nieuw, tekst.decode(), count=1) if naam == deel else tekst
            )
        if deel not in bron.namelist():
            doel.writestr(deel, nieuw)
    return uit.getvalue()


SHEET = "xl/worksheets/sheet{}.xml"
IN_XLSX: dict[str, tuple[str, str, str]] = {
    "a shown text": ("xl/sharedStrings.xml", r"(<t[^>]*>)(De kern)", r"\g<1>\2 3"),
    "a value": (SHEET.format(2), r'(<c r="H5"[^>]*><v>\d+)', r"\g<1>3"),
    "a cell beside the table": (
        SHEET.format(2),
        r"</row>(?=</sheetData>)",
        '<c r="Z9"><v>3</v></c></row>',
    ),
    "a formula": (
        SHEET.format(1),
        r"</sheetData>",
        '<row r="99"><c r="A99"><f>1+2</f></c></row></sheetData>',
    ),
    "a hidden sheet": ("xl/workbook.xml", r'name="Bronnen"', 'name="Bronnen" state="hidden"'),
    "a defined name": (
        "xl/workbook.xml",
        r"</definedNames>",
        '<definedName name="n">3</definedName></definedNames>',
    ),
    "a number format": ("xl/styles.xml", r'formatCode="[^"]*"', "formatCode='\"3\"'"),
    "a property": ("docProps/core.xml", r"</dc:title>", " 3</dc:title>"),
    "a column name": ("xl/tables/table1.xml", r'name="Gebied"', 'name="Gebied 3"'),
    "a page header": (SHEET.format(3), r"(<oddHeader>[^<]*)", r"\g<1> 3"),
    "a hidden row": (SHEET.format(2), r'<row r="6"', '<row hidden="1" r="6"'),
    "a total of a table": (
        "xl/tables/table2.xml",
        r'name="Titel"',
        'name="Titel" totalsRowLabel="3"',
    ),
    "a prompt": (
        SHEET.format(1),
        r"(?=<pageMargins)",
        '<dataValidations><dataValidation prompt="3"/></dataValidations>',
    ),
    "a tooltip": (
        SHEET.format(1),
        r"(?=<pageMargins)",
        '<hyperlinks><hyperlink tooltip="3"/></hyperlinks>',
    ),
    "a relation": ("xl/_rels/workbook.xml.rels", r'Target="theme/theme1.xml"', 'Target="3"'),
    "a window name": ("xl/workbook.xml", r"<workbookView ", '<workbookView name="3" '),
    "a style name": ("xl/styles.xml", r"<cellStyle ", '<cellStyle note="3" '),
    "a text in no cell": ("xl/sharedStrings.xml", r"</sst>", "<si><t>3</t></si></sst>"),
    "the theme": ("xl/theme/theme1.xml", r'name="Office Theme"', 'name="3"'),
    "a comment": ("xl/comments1.xml", "", "<comments>3</comments>"),
    "a pivot cache": ("xl/pivotCache/pivotCacheRecords1.xml", "", "<r>3</r>"),
    "a chart": ("xl/charts/chart1.xml", "", "<c>3</c>"),
}


@pytest.mark.parametrize("plek", IN_XLSX)
def test_a_canary_in_the_workbook_stops_the_release(plek, getekend):
    stopped(getekend, "x.xlsx", changed_part(getekend.files["x.xlsx"], *IN_XLSX[plek]))


def in_metadata(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = "3"


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:description"] = "3"


def in_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["aantallen.txt"] = b"3"


def in_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("3 meldingen", 0))


def in_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="3"
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def in_alt_text(pdf: pikepdf.Pdf) -> None:
    for ding in pdf.objects:
        if isinstance(ding, pikepdf.Dictionary) and "/Alt" in ding:
            ding["/Alt"] = pikepdf.String(f"{ding['/Alt']} 3")
            return


def on_the_page(pdf: pikepdf.Pdf) -> None:
    """Text in white on the third page, in a font of its own."""
    page = pdf.pages[2]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources.Font["/Fx"] = pdf.make_indirect(font)
    tekst = b"/Artifact BMC BT /Fx 9 Tf 1 g 100 400 Td (3 kinderen) Tj ET EMC"
    page.contents_add(pdf.make_stream(tekst), prepend=False)


@pytest.mark.parametrize(
    "plant",
    [in_metadata, in_xmp, in_attachment, in_bookmark, in_note, in_alt_text, on_the_page],
    ids=lambda plant: plant.__name__,
)
def test_a_canary_in_the_pdf_stops_the_release(plant, getekend):
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(getekend.files["x.pdf"])) as pdf:
        plant(pdf)
        pdf.save(uit)
    stopped(getekend, "x.pdf", uit.getvalue())


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [(rb"(\n[^\n]*?,)(\d+)(,)", rb"\g<1>\g<2>3\3"), (rb"\n([^,]+),", rb"\n\g<1>3,")],
    ids=["a number", "a text"],
)
def test_a_canary_in_the_csv_stops_the_release(oud, nieuw, getekend):
    csv = getekend.files["x-cijfers.csv"]
    stopped(getekend, "x-cijfers.csv", re.sub(oud, nieuw, csv, count=1))


def test_the_value_of_a_count_printed_as_limits_only_stops_the_release(getekend):
    """Drawn with its value, while the model says "1 tot 9": in the CSV and in the workbook."""
    cijfers = getekend.rapport.cijfers
    gekozen = next(c for c in cijfers if c.maat == "per_100k" and c.waarde and c.hoog is not None)
    klein = tuple(replace(c, klein=True) if c is gekozen else c for c in cijfers)
    rapport = replace(getekend.rapport, cijfers=klein)
    for naam in ("x-cijfers.csv", "x.xlsx"):
        with pytest.raises(DisclosureError):
            check_release(rapport, {naam: getekend.files[naam]})


def test_an_extra_row_in_the_csv_stops_the_release(getekend):
    csv = getekend.files["x-cijfers.csv"]
    stopped(getekend, "x-cijfers.csv", csv + csv.splitlines(keepends=True)[-1])


IN_JSON = {
    "a sentence": (rb'("tekst": "[^"]*) ', rb"\1 3 "),
    "a value": (rb'("waarde": \d)', rb"\g<1>3"),
    "a value that was missing": (rb'"laag": null', rb'"laag": 3'),
    "a field beside the model": (rb'"titel":', rb'"aantal": 3, "titel":'),
    "a second value under one name": (rb'"titel":', rb'"titel": 3, "titel":'),
    "the alt text": (rb'("alt": ")', rb"\g<1>3 "),
    "a note after the end": (rb"\}\s*\Z", b"} 3"),
}


@pytest.mark.parametrize("plek", IN_JSON)
def test_a_canary_in_the_json_stops_the_release(plek, getekend):
    stopped(getekend, "x.json", re.sub(*IN_JSON[plek], getekend.files["x.json"], count=1))


SHEET1 = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"


def changed_sheet(inhoud: bytes, oud: str, nieuw: str, naam: str = SHEET1) -> bytes:
    """The slides with one change in the sheet behind a chart."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron:
        blad = changed_part(bron.read(naam), "xl/worksheets/sheet1.xml", oud, nieuw)
        uit = io.BytesIO()
        with zipfile.ZipFile(uit, "w") as doel:
            for deel in bron.namelist():
                doel.writestr(deel, blad if deel == naam else bron.read(deel))
    return uit.getvalue()


SLIDE, CHART = "ppt/slides/slide3.xml", "ppt/charts/chart1.xml"
IN_PPTX: dict[str, tuple[str, str, str]] = {
    "a title": (SLIDE, r"(<a:t>[^<]+)", r"\g<1> 3"),
    "a note": ("ppt/notesSlides/notesSlide3.xml", r"(<a:t>[^<]+)", r"\g<1> 3"),
    "a note of another slide": (
        "ppt/notesSlides/notesSlide2.xml", r"(<a:t>)Laat[^<]*", r"\g<1>Van de 3",
    ),
    "the alt text": (SLIDE, r'descr="', 'descr="3 '),
    "the name of a shape": (SLIDE, r'name="Chart[^"]*"', 'name="3 meldingen"'),
    "a value of a chart": (CHART, r"(<c:val>.*?<c:v>\d+)", r"\g<1>3"),
    "a name of a row": (CHART, r"(<c:cat>.*?<c:v>[^<]*)", r"\g<1> 3"),
    "a value for a row more": (
        CHART, r"(?=</c:numCache>)", '<c:pt idx="40"><c:v>3</c:v></c:pt>',
    ),
    "a text in a chart": (
        CHART, r"(?=<c:autoTitleDeleted)", "<c:x><a:t>3</a:t></c:x>",
    ),
    "a number format": (CHART, r'formatCode="[^"]*"', "formatCode='\"3\"'"),
    "the end of an axis": (CHART, r'<c:max val="', '<c:max val="3'),
    "a property": ("docProps/core.xml", r"</dc:title>", " 3</dc:title>"),
    "a description": ("docProps/core.xml", r"</dc:description>", " 3</dc:description>"),
    "a master": ("ppt/slideMasters/slideMaster1.xml", r"</p:cSld>", "<!-- 3 --></p:cSld>"),
    "a layout": ("ppt/slideLayouts/slideLayout2.xml", r"(<a:t>)", r"\g<1>3 "),
    "the theme": ("ppt/theme/theme1.xml", r'name="', 'name="3'),
    "a comment": ("ppt/comments/comment1.xml", "", "<p>3</p>"),
    "a sheet of no chart": ("ppt/embeddings/Microsoft_Excel_Sheet99.xlsx", "", "3"),
    "a picture": ("ppt/media/image9.png", "", "3"),
    "a link": (
        "ppt/slides/_rels/slide3.xml.rels",
        r"(?=</Relationships>)",
        '<Relationship Id="rId9" Type="x" Target="https://x/3" TargetMode="External"/>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("plek", IN_PPTX)
def test_a_canary_in_the_slides_stops_the_release(plek, getekend):
    stopped(getekend, "x.pptx", changed_part(getekend.files["x.pptx"], *IN_PPTX[plek]))


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        (r'(<c r="B2"[^>]*><v>\d+)', r"\g<1>3"),
        (r"</row>(?=</sheetData>)", '<c r="Z2"><v>3</v></c></row>'),
        (r"(<v>\d+</v>)", r"<f>1+2</f>\1"),
    ],
    ids=["a value", "a cell beside the grid", "a formula"],
)
def test_a_canary_in_the_sheet_behind_a_chart_stops_the_release(oud, nieuw, getekend):
    stopped(getekend, "x.pptx", changed_sheet(getekend.files["x.pptx"], oud, nieuw))


@pytest.fixture(scope="module")
def beleid(verzonnen: Workshop) -> Getekend:
    """Slides with a map of tiles and with funnels."""
    gemaakt = drawn(verzonnen, "Druten", "beleid", ("pptx",))
    check_release(gemaakt.rapport, gemaakt.files)
    return gemaakt


def part_of(getekend: Getekend, map_: str, merk: str) -> str:
    """The first part in a folder of the slides that holds this."""
    with zipfile.ZipFile(io.BytesIO(getekend.files["x.pptx"])) as pakket:
        delen = sorted(naam for naam in pakket.namelist() if naam.startswith(map_))
        return next(naam for naam in delen if merk in pakket.read(naam).decode())


TILE = r"(name=\"Tegel\".*?<a:t>[^<]+</a:t>.*?<a:t>)([^<]+)"
IN_TILES = {
    "a value": (TILE, r"\g<1>3"),
    "a value of another tile": (TILE + "(.*?)" + TILE, r"\1\5\3\4\2"),
    "a name": (r"(name=\"Tegel\".*?<a:t>)", r"\g<1>3 "),
    "a name of another municipality": (r"(name=\"Tegel\".*?<a:t>)[^<]+", r"\g<1>Elders"),
    "a verdict": (r"(niet aantoonbaar anders)", "lager"),
    "a tile less": (r"(?s)<p:sp>(?:(?!</p:sp>).)*name=\"Tegel\".*?</p:sp>", ""),
    "the name of a shape": (r"name=\"Tegel\"", 'name="Tegel met 3 meldingen"'),
}


@pytest.mark.parametrize("plek", first_quick(IN_TILES))
def test_a_canary_in_the_tiles_stops_the_release(plek, beleid):
    dia = part_of(beleid, "ppt/slides/slide", 'name="Tegel"')
    stopped(beleid, "x.pptx", changed_part(beleid.files["x.pptx"], dia, *IN_TILES[plek]))


IN_FUNNEL = {
    "a value": (r"(<c:yVal>.*?<c:v>\d+)", r"\g<1>3"),
    "a size": (r"(<c:xVal>.*?<c:v>\d+)", r"\g<1>3"),
    "a name of a line": (r"gemiddelde", "gemiddelde 3"),
    "a point more": (
        r"(?=</c:numCache></c:numRef></c:xVal>)", '<c:pt idx="99"><c:v>3</c:v></c:pt>',
    ),
    "a series less": (r"<c:ser>.*?</c:ser>", ""),
    "the beginning of an axis": (r'<c:min val="', '<c:min val="3'),
    "the end of an axis": (r'<c:max val="', '<c:max val="3'),
    "an axis without an end": (r'<c:max val="[^"]*"/>', ""),
    "a title of an axis": (r"van weinig", "van 3"),
    "a label of a point": (r"(?=<c:dLblPos)", "<c:tx><c:rich><a:t>3</a:t></c:rich></c:tx>"),
}  # fmt: skip


@pytest.mark.parametrize("plek", first_quick(IN_FUNNEL))
def test_a_canary_in_the_funnel_stops_the_release(plek, beleid):
    grafiek = part_of(beleid, "ppt/charts/chart", "scatterChart")
    stopped(beleid, "x.pptx", changed_part(beleid.files["x.pptx"], grafiek, *IN_FUNNEL[plek]))


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        (r'(<c r="B2"[^>]*><v>\d+)', r"\g<1>3"),
        (r'(<c r="A2"[^>]*><v>\d+)', r"\g<1>3"),
        (r"</row>(?=</sheetData>)", '<c r="D2"><v>3</v></c></row>'),
    ],
    ids=["a value", "a size", "a cell beside the columns"],
)
def test_a_canary_in_the_sheet_behind_the_funnel_stops_the_release(oud, nieuw, beleid):
    nummer = re.sub(r"\D", "", part_of(beleid, "ppt/charts/chart", "scatterChart"))
    blad = f"ppt/embeddings/Microsoft_Excel_Sheet{nummer}.xlsx"
    stopped(beleid, "x.pptx", changed_sheet(beleid.files["x.pptx"], oud, nieuw, blad))


def test_a_canary_in_the_notes_about_agreements_stops_the_release(getekend):
    rij = ("2023", "Wij bellen terug", "Teamleider", "Minder herhaling", "ja: 12 keer")
    tabel = Tabel("Afspraken", ("",) * 5, (rij,), (False,) * 5)
    afspraken = Sectie("Afspraken", "afspraken", (tabel,))
    rapport = replace(getekend.rapport, secties=(afspraken, *getekend.rapport.secties))
    gemaakt = Getekend(rapport, draw_rapport(rapport, "x", ("pptx",)))
    check_release(rapport, gemaakt.files)
    deel = part_of(gemaakt, "ppt/notesSlides/notesSlide", "12 keer")
    geplant = changed_part(gemaakt.files["x.pptx"], deel, "12 keer", "13 keer")
    stopped(gemaakt, "x.pptx", geplant)


@pytest.mark.parametrize("soort", [infographic, nieuwsbrief])
def test_slides_of_a_kind_without_a_core_are_let_through(soort, verzonnen, tmp_path):
    gemaakt = soort(verzonnen, "Druten", gebied="gemeente", formaten=("pptx",), uit=tmp_path)
    assert not gemaakt.rapport.kern
    assert [pad.suffix for pad in gemaakt.bestanden if pad.suffix != ".json"] == [".pptx"]


def test_a_canary_in_slides_without_a_core_stops_the_release(getekend):
    zonder = replace(getekend.rapport, kern=())
    files = draw_rapport(zonder, "x", ("pptx",))
    check_release(zonder, files)
    _, oud, nieuw = IN_PPTX["a title"]
    geplant = changed_part(files["x.pptx"], "ppt/slides/slide2.xml", oud, nieuw)
    stopped(Getekend(zonder, files), "x.pptx", geplant)


def test_a_file_that_cannot_be_opened_is_not_released(getekend):
    with pytest.raises(DisclosureError, match="onbekend soort"):
        check_release(getekend.rapport, {"x.svg": b"<svg/>"})


@pytest.mark.parametrize(
    ("as_", "vreemd"),
    [
        (("0", "200", "400", "600", "800"), False),
        (("0", "200", "400", "800"), False),
        (("0", "200", "400", "3", "800"), True),
        (("0", "200", "800"), True),
    ],
)
def test_a_value_that_is_not_drawn_may_look_like_a_number_of_the_axis(as_, vreemd):
    """In a chart of lines only the last value is written; 600 stands on the axis too."""
    punten = tuple(Punt("A", float(w), str(w)) for w in (600, 712))
    figuur = Figuur("a", "A", "", "", "", PuntInterval(punten, "per jaar"), Tabel("", (), (), ()))
    assert strange_in_chart([*as_, "712", "per jaar"], figuur) is vreemd


@pytest.mark.parametrize(("extra", "vreemd"), [((), False), (("3",), True), (("400",), False)])
def test_a_value_beside_words_may_look_like_a_number_of_the_axis(extra, vreemd):
    """The 400 of the axis stands before the one behind the name, and was taken for it."""
    as_, periodes = ("0", "200", "400", "600"), ("2020", "2021")
    punt = Punt("Tiel", 400.0, "400")
    lijnen = (1000.0, 2000.0), (300.0, 300.0)
    trechter = Trechter(
        (punt,), (1500.0,), 350.0, lijnen[0], (lijnen[1],) * 2, (lijnen[1],) * 2, ""
    )
    reeks = Reeks("Tiel", "anders", (Punt("2020", 371.0, "371"), Punt("2021", 400.0, "400")))
    for tekening, tekst in (
        (trechter, "Tiel 400"),
        (Veelluik(periodes, (reeks,), "per jaar"), "400 in 2021"),
    ):
        figuur = Figuur("a", "A", "", "", "", tekening, Tabel("", (), (), ()))
        assert strange_in_chart([*as_, tekst, *extra], figuur) is vreemd


def test_a_stopped_release_leaves_the_earlier_report(verzonnen, tmp_path, monkeypatch):
    eerst = report(verzonnen, "Druten", formaten=("csv",), uit=tmp_path)
    oud = {pad: pad.read_bytes() for pad in eerst.bestanden}

    def leaky(rapport: Rapport, stam: str, *_: object) -> dict[str, bytes]:
        echt = draw_rapport(rapport, stam, ("csv",))
        return {naam: inhoud.replace(b"ja", b"3") for naam, inhoud in echt.items()}

    monkeypatch.setattr("helpende_data.pipeline.vullen.draw_rapport", leaky)
    with pytest.raises(DisclosureError):
        report(verzonnen, "Druten", formaten=("csv",), uit=tmp_path)
    assert {pad: pad.read_bytes() for pad in oud} == oud


@pytest.mark.parametrize(("einde", "vreemd"), [("(2023-H1)", False), ("(2023-H2)", True)])
def test_a_line_that_stops_early_names_its_last_period_once_more(einde, vreemd):
    punten = tuple(
        Punt(f"Regio {periode}", waarde, tekst, toestand=toestand)
        for periode, waarde, tekst, toestand in (
            ("2023-H1", 12.0, "12", "bekend"),
            ("2023-H2", None, "niet bekend", "onbekend"),
        )
    )
    trend = Trend(("2023-H1", "2023-H2"), (Reeks("Regio", "regio", punten),), "per halfjaar")
    figuur = Figuur("f", "t", "o", "b", "a", trend, Tabel("t", (), (), ()))
    getekend = ["0", "10", "2023-H1", "2023-H2", "Regio", f"12 {einde}", "niet bekend"]
    assert strange_in_chart(getekend, figuur) is vreemd
