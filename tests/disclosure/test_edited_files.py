"""A published file that somebody edited: what changed is named, and nothing that stayed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pptx
import pypdfium2
import pytest
import typst
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from helpende_data import pipeline
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode

Hd = Callable[..., Any]
_COUNT = re.compile(r"\b\d\d\b")


@pytest.fixture(scope="module")
def drawn(prepared: Werkmap, tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """The report about Druten, published in each format that people edit. Do not write in it."""
    werkmap = Werkmap(tmp_path_factory.mktemp("getekend") / "w")
    shutil.copytree(prepared.root, werkmap.root)
    formaten = ("html", "pdf", "xlsx", "pptx")
    aanvraag = pipeline.Aanvraag("team", "Druten", periode=Periode.parse("2023"), formaten=formaten)
    # Another report in the same format; the edited copies get names of their own.
    ander = pipeline.Aanvraag("infographic", "Druten", periode=aanvraag.periode, formaten=("pdf",))
    werkplaats = pipeline.open_workshop(werkmap)
    pipeline.publish(werkplaats, [aanvraag, ander], door="A. Ander", functie="teamleider")
    return werkmap


def edit_xlsx(van: Path, naar: Path, getal: str) -> str:
    boek = openpyxl.load_workbook(van)
    blad = boek["Cijfers"]
    cel = next(c for rij in blad.iter_rows() for c in rij if type(c.value) is int and c.value > 9)
    cel.value = int(getal)
    boek.save(naar)
    return f"Cijfers {cel.coordinate}"


def edit_pptx(van: Path, naar: Path, getal: str) -> str:
    presentatie = pptx.Presentation(str(van))
    for nummer, dia in enumerate(presentatie.slides, start=1):
        for run in _runs(dia):
            if nummer > 1 and _COUNT.search(run.text):
                run.text = _COUNT.sub(getal, run.text, count=1)
                presentatie.save(str(naar))
                return f"dia {nummer}"
    raise AssertionError("no slide has a count")


def _runs(dia: Any) -> Iterator[Any]:
    for vorm in dia.shapes:
        if vorm.has_text_frame:
            for alinea in vorm.text_frame.paragraphs:
                yield from alinea.runs


def edit_html(van: Path, naar: Path, getal: str) -> str:
    tekst = van.read_text("utf-8")
    plek = re.search(r"<p>[^<]*?\b(\d\d)\b", tekst)
    assert plek
    naar.write_text(tekst[: plek.start(1)] + getal + tekst[plek.end(1) :], "utf-8")
    return "regel"


def edit_pdf(van: Path, naar: Path, getal: str) -> str:
    """Set anew on narrower pages, so that each line and page breaks elsewhere."""
    with pypdfium2.PdfDocument(van) as document:
        tekst = "\n".join(p.get_textpage().get_text_range() for p in document)
    plek = re.search(r"\b\d\d (?=adviezen)", tekst) or _COUNT.search(tekst)
    assert plek
    tekst = tekst[: plek.start()] + f"{getal} " + tekst[plek.end() :]
    leesbaar = re.sub(r"[\x00-\x09\x0b-\x1f\ufffe]", " ", tekst)
    bron = naar.with_suffix(".typ")
    opmaak = '#set page(width: 14cm, numbering: "1 / 1")\n#'
    bron.write_text(opmaak + json.dumps(leesbaar, ensure_ascii=False), "utf-8")
    typst.compile(str(bron), output=str(naar))
    return "bladzijde"


@pytest.mark.parametrize("edit", [edit_xlsx, edit_pptx, edit_html, edit_pdf])
def test_only_the_number_that_somebody_changed_is_named(
    edit: Callable[[Path, Path, str], str], drawn: Werkmap, tmp_path: Path, hd: Hd
) -> None:
    soort = edit.__name__.removeprefix("edit_")
    origineel = next(drawn.rapporten.rglob(f"*-team.{soort}"))
    kopie = tmp_path / f"voor de raad.{soort}"
    plek = edit(origineel, kopie, "4711")
    vraag = ("--werkmap", drawn.root, "--json", "onthulling", "controle")
    gedaan = hd(*vraag, kopie).json
    assert [v["getal"] for v in gedaan["vondsten"]] == ["4711"], gedaan["vondsten"]
    assert gedaan["vondsten"][0]["plek"].startswith(plek)
    assert gedaan["naast"] == origineel.name
    assert gedaan["gewijzigd"] == []
    assert gedaan["ongezien"] == []
    assert hd(*vraag, origineel).json["ongewijzigd"]


def corners_xlsx(van: Path, naar: Path) -> None:
    boek = openpyxl.load_workbook(van)
    blad = boek["Cijfers"]
    blad["A2"].comment = Comment("er waren er 7001", "A")
    blad["Z31"].number_format = '0 "van 7002"'
    blad["Z31"].value, blad["Z32"].value = 0, "=7000+3"
    blad["Z33"].hyperlink = "https://example.org/7004"
    blad.oddHeader.center.text = "7005"
    regel = DataValidation(type="list", formula1='"ja,nee"', prompt="kies 7006")
    blad.add_data_validation(regel)
    regel.add("Z34")
    boek.properties.keywords = "7007"
    boek.defined_names["naam"] = DefinedName("naam", attr_text="7008")
    boek.create_sheet("blad 7009")
    boek.save(naar)


def corners_pptx(van: Path, naar: Path) -> None:
    presentatie = pptx.Presentation(str(van))
    vorm = presentatie.slides[1].shapes[0]
    vorm._element.xpath(".//p:cNvPr")[0].set("descr", "er waren er 7001")
    presentatie.core_properties.subject = "7002"
    presentatie.slide_layouts[0].shapes[0].text_frame.text = "7003"
    presentatie.save(str(naar))


def corners_html(van: Path, naar: Path) -> None:
    tekst = van.read_text("utf-8")
    los = '<!-- 7001 --><p data-aantal="7002"></p><script>var a = 7003</script>'
    kop = '<meta name="keywords" content="7004"><style>p::after{content:"7005"}</style></head>'
    naar.write_text(tekst.replace("</head>", kop).replace("</body>", f"{los}</body>"), "utf-8")


def corners_pdf(van: Path, naar: Path) -> None:
    with pikepdf.open(van) as document:
        document.docinfo["/Keywords"] = "7001"
        notitie = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Text, "/Contents": "7002",
                   "/Rect": [0, 0, 9, 9]}  # fmt: skip
        for element in document.objects:
            if isinstance(element, pikepdf.Dictionary) and "/Alt" in element:
                element.Alt = pikepdf.String("er waren er 7003")
                break
        document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(notitie)])
        document.save(naar)


@pytest.mark.parametrize(
    ("edit", "aantal"), [(corners_xlsx, 9), (corners_pptx, 3), (corners_html, 5), (corners_pdf, 3)]
)
def test_a_number_in_a_corner_of_an_edited_copy_is_named(
    edit: Callable[[Path, Path], None], aantal: int, drawn: Werkmap, tmp_path: Path, hd: Hd
) -> None:
    """A comment, a property, a notation of numbers, a formula without its outcome, a name."""
    soort = edit.__name__.removeprefix("corners_")
    kopie = tmp_path / f"kopie.{soort}"
    edit(next(drawn.rapporten.rglob(f"*-team.{soort}")), kopie)
    gedaan = hd("--werkmap", drawn.root, "--json", "onthulling", "controle", kopie).json
    gevonden = {v["getal"] for v in gedaan["vondsten"]} - {"7000", "3", "0"}  # of the formula
    formule = {"7003"} if edit is corners_xlsx else set()
    assert gevonden | formule == {str(7000 + nummer) for nummer in range(1, aantal + 1)}


def test_a_workbook_without_a_filled_cell_is_looked_into(
    drawn: Werkmap, tmp_path: Path, hd: Hd
) -> None:
    boek = openpyxl.Workbook()
    boek.properties.keywords = "7001"
    boek.save(tmp_path / "leeg.xlsx")
    vraag = ("--werkmap", drawn.root, "--json", "onthulling", "controle", tmp_path / "leeg.xlsx")
    assert [v["getal"] for v in hd(*vraag).json["vondsten"]] == ["7001"]


def test_words_that_changed_and_numbers_that_went_are_told_apart_from_findings(
    drawn: Werkmap, tmp_path: Path, hd: Hd
) -> None:
    """A word beside a number changes what it says; that is for the reader to judge."""
    origineel = next(drawn.rapporten.rglob("*-team.html"))
    tekst = origineel.read_text("utf-8")
    zin = re.search(r"<p>[^<]*?\b(\d\d) ([a-z]{5,})\b", tekst)
    assert zin
    weg = re.compile(r"<td[^>]*>[^<]*?(\b\d\d\b)").search(tekst, zin.end())
    assert weg
    kopie = tmp_path / "kopie.html"
    anders = tekst[: zin.start(2)] + "klachten" + tekst[zin.end(2) : weg.start(1)]
    kopie.write_text(anders + tekst[weg.end(1) :], "utf-8")
    gedaan = hd("--werkmap", drawn.root, "onthulling", "controle", kopie)
    assert gedaan.code == 0, gedaan.out
    assert f"Woorden anders dan in {origineel.name}, of weggehaald:" in gedaan.out
    assert f'"{zin[2]}" werd "klachten"' in gedaan.out
    assert f'"{weg[1]}" is weg' in gedaan.out
    assert gedaan.out.count("\n- ") == 2


@pytest.mark.parametrize(("getal", "kop"), [("2023", "Staat hier niet in"), ("3", "Klein getal")])
def test_a_known_number_in_a_place_of_another_is_named_too(
    getal: str, kop: str, drawn: Werkmap, tmp_path: Path, hd: Hd
) -> None:
    origineel = next(drawn.rapporten.rglob("*.xlsx"))
    plek = edit_xlsx(origineel, tmp_path / "blad.xlsx", getal)
    gedaan = hd("--werkmap", drawn.root, "onthulling", "controle", tmp_path / "blad.xlsx")
    assert gedaan.code == 12
    assert kop in gedaan.out
    assert gedaan.out.count("\n- ") == 1
    assert f"- {plek}: {getal}" in gedaan.out
