"""A published file that somebody edited: what changed is named, and nothing that stayed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pypdfium2
import pytest
import typst

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
