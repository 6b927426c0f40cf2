"""The house style of an organisation: in every format, and with every fault named."""

import base64
import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.errors import ContractError, HelpendeDataError
from helpende_data.files import Werkmap
from helpende_data.pipeline import open_workshop, report
from helpende_data.pipeline.sessie import sessie
from helpende_data.pipeline.uitgave import Aanvraag, make
from helpende_data.pipeline.vullen import SOORTEN
from helpende_data.reports.huisstijl.kleur import DONKER, contrast, readable_on
from helpende_data.reports.huisstijl.lezen import read_huisstijl
from helpende_data.reports.huisstijl.logo import MAX_BYTES, read_logo
from helpende_data.reports.poort.pdf_bestand import read_pdf
from helpende_data.reports.poort.teksten import bare

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
    b'<circle cx="15" cy="15" r="14" fill="#7a2a6b"/>%s</svg>'
)
NAAM = """GGD "Noord" <script>alert('x')</script> / Zuid & 't Land, afdeling 1234"""
CONTACT = "Vragen? Bel het datateam: 012 345 67 89"
STIJL = f"""naam = '''{NAAM}'''
contact = "{CONTACT}"
[logo]
bestand = "logo.svg"
alt = "Logo van GGD 1234"
[kleuren]
accent = "#7a2a6b"
zacht = "#f6ecf4"
"""


def style(werkmap: Werkmap, tekst: str) -> None:
    werkmap.own.mkdir(parents=True, exist_ok=True)
    (werkmap.own / "huisstijl.toml").write_text(tekst, encoding="utf-8")


@pytest.fixture(scope="module")
def stijlvol(example: Werkmap, tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """The example with a logo, a name that could do harm, and a telephone number."""
    werkmap = Werkmap(tmp_path_factory.mktemp("stijl") / "werkmap")
    shutil.copytree(example.root, werkmap.root)
    style(werkmap, STIJL)
    (werkmap.own / "logo.svg").write_bytes(SVG % b"")
    return werkmap


@pytest.fixture(scope="module")
def bestanden(stijlvol: Werkmap) -> dict[str, bytes]:
    formaten = ("html", "pdf", "xlsx", "csv", "pptx", "json")
    geschreven = report(open_workshop(stijlvol), "Druten", formaten=formaten)
    return {
        pad.suffix[1:]: pad.read_bytes() for pad in geschreven.bestanden if pad.stem != "manifest"
    }


def test_page_carries_name_as_text_and_logo_without_a_request(bestanden: dict[str, bytes]) -> None:
    pagina = bestanden["html"].decode()
    assert "<script" not in pagina
    assert "&lt;script&gt;" in pagina
    assert CONTACT in pagina
    assert '<img class="logo" src="data:image/svg+xml;base64,' in pagina
    assert 'alt="Logo van GGD 1234"' in pagina
    assert "--accent: #7a2a6b" in pagina


def test_pdf_carries_name_contact_and_alt_text(bestanden: dict[str, bytes]) -> None:
    pdf = read_pdf(bestanden["pdf"])
    woorden = "".join(pdf.woorden)
    assert bare(NAAM) in woorden
    assert bare(CONTACT) in woorden
    assert ("alternatieve tekst", "Logo van GGD 1234") in pdf.los


def test_slides_carry_the_logo_and_the_colour(bestanden: dict[str, bytes]) -> None:
    from pptx import Presentation

    deck = Presentation(io.BytesIO(bestanden["pptx"]))
    voorblad = deck.slides[0].slide_layout
    plaatjes = [vorm for vorm in voorblad.shapes if vorm.name == "Logo"]
    assert [vorm.image.content_type for vorm in plaatjes] == ["image/png"]
    teksten = "\n".join(v.text_frame.text for v in deck.slides[0].shapes if v.has_text_frame)
    assert NAAM in teksten
    assert CONTACT in teksten
    with zipfile.ZipFile(io.BytesIO(bestanden["pptx"])) as pakket:
        opmaak = b"".join(pakket.read(n) for n in pakket.namelist() if "slideLayout" in n)
    assert b"7A2A6B" in opmaak
    assert b"0F2F57" not in opmaak


def test_workbook_and_model_name_the_organisation(bestanden: dict[str, bytes]) -> None:
    blad = openpyxl.load_workbook(io.BytesIO(bestanden["xlsx"])).worksheets[0]
    assert NAAM in [cel for rij in blad.iter_rows(values_only=True) for cel in rij]
    rapport = json.loads(bestanden["json"])["rapport"]
    assert rapport["organisatie"] == NAAM
    assert "huisstijl" not in rapport


def test_manifest_holds_the_hash_of_style_and_logo(stijlvol: Werkmap) -> None:
    registers = open_workshop(stijlvol).registers
    assert {"data/huisstijl.toml", "data/logo.svg"} <= set(registers)


@pytest.mark.slow
def test_sheets_of_a_session_carry_logo_and_number(stijlvol: Werkmap) -> None:
    geschreven = sessie(open_workshop(stijlvol), "Druten").geschreven
    bladen = [pad.read_bytes() for pad in geschreven.bestanden if pad.suffix == ".pdf"]
    assert len(bladen) == 3
    for blad in bladen:
        pdf = read_pdf(blad)
        assert ("alternatieve tekst", "Logo van GGD 1234") in pdf.los
        assert bare(CONTACT) in "".join(pdf.woorden)


@pytest.mark.slow
@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_of_report_is_made_in_the_style(stijlvol: Werkmap, soort: str) -> None:
    gebied = SOORTEN[soort].gebieden[0]
    naam = {"gemeente": "Druten", "regio": "Gelderland-Zuid", "subregio": "Rivierenland"}[gebied]
    thema = "ouderenmishandeling" if soort in ("thema", "nieuwsbrief") else ""
    van = 2021 if soort == "evaluatie" else None
    aanvraag = Aanvraag(soort, naam, gebied, thema=thema, van=van)
    geschreven = make(open_workshop(stijlvol), aanvraag)
    lezers = {
        ".pdf": lambda inhoud: "".join(read_pdf(inhoud).woorden),
        ".html": lambda inhoud: bare(inhoud.decode()),
        ".md": lambda inhoud: bare(inhoud.decode()),
    }
    gelezen = [pad for pad in geschreven.bestanden if pad.suffix in lezers]
    assert gelezen
    for pad in gelezen:
        assert bare(CONTACT) in lezers[pad.suffix](pad.read_bytes()), pad.name


def test_own_template_stays_as_it_is(stijlvol: Werkmap, tmp_path: Path) -> None:
    from pptx import Presentation

    werkmap = Werkmap(tmp_path / "werkmap")
    shutil.copytree(stijlvol.root, werkmap.root)
    deck = Presentation(str(werkmap.packaged / "sjablonen" / "dias.pptx"))
    deck.core_properties.subject = "eigen"
    deck.save(str(werkmap.own / "van-ons.pptx"))
    style(werkmap, 'dias = "van-ons.pptx"\n' + STIJL)
    geschreven = report(open_workshop(werkmap), "Druten", formaten=("pptx",))
    pad = next(pad for pad in geschreven.bestanden if pad.suffix == ".pptx")
    namen = [v.name for v in Presentation(str(pad)).slides[0].slide_layout.shapes]
    assert "Logo" not in namen


FAULTS = [
    ("kontact = 'x'", "onbekend woord kontact", "Bedoelt u contact?"),
    ("accent = '#000000'", "onbekend woord accent", "Zet het onder [kleuren]"),
    ("logo = 'logo.png'", "logo is een blok", "[logo]"),
    ("naam = 3", "naam is geen tekst", "aanhalingstekens"),
    ("naam = ", "geen geldige TOML", "huisstijl.toml"),
    ("[kleuren]\naccent = 'rood'", "accent is geen kleur als #rrggbb", "[kleuren]"),
    ("[kleuren]\naccent = '#9bc33f'", "accent op wit is niet goed te lezen: contrast 2,0", "4,5"),
    ("[kleuren]\nzacht = '#0f2f57'", "accent op zacht is niet goed te lezen: contrast 1,0", "4,5"),
    ("[logo]\nbestand = 'weg.png'\nalt = 'x'", "bestand niet gevonden: data/weg.png", "[logo]"),
    ("[logo]\nbestand = 'logo.png'", "bij het logo ontbreekt alt", "[logo]"),
    ("[logo]\nbestand = '../x.png'\nalt = 'x'", "wijst buiten de map data", "[logo]"),
    ("[logo]\nbestand = 'huisstijl.toml'\nalt = 'x'", "dit is geen PNG of SVG", "huisstijl.toml"),
    ("dias = 'huisstijl.toml'", "geen PowerPoint-presentatie", "data/huisstijl.toml"),
    ("dias = 'weg.pptx'", "bestand niet gevonden: data/weg.pptx", "dias"),
]


@pytest.mark.parametrize(("tekst", "wat", "waar"), FAULTS)
def test_fault_in_the_style_file_is_one_line(
    tmp_path: Path, tekst: str, wat: str, waar: str
) -> None:
    werkmap = Werkmap(tmp_path)
    style(werkmap, tekst)
    with pytest.raises(HelpendeDataError) as fout:
        read_huisstijl(werkmap)
    assert wat in str(fout.value)
    assert waar in str(fout.value)
    assert "\n" not in str(fout.value)


BAD_SVG = [
    (b"<script>alert(1)</script>", "het onderdeel script"),
    (b'<path d="M0 0" onload="x()"/>', "een opdracht die iets uitvoert"),
    (b'<use href="https://example.org/x.svg#a"/>', "een verwijzing naar buiten"),
    (b'<path style="fill:url(https://example.org)"/>', "een verwijzing naar buiten"),
    (b"<style>@import 'x.css'</style>", "een verwijzing naar buiten"),
    (b"<foreignObject/>", "het onderdeel foreignObject"),
    (b'<image href="data:image/png;base64,AA"/>', "het onderdeel image"),
    (b"<text>GGD</text>", "zet tekst om in lijnen"),
    (b"<path>", "deze SVG is beschadigd"),
]


@pytest.mark.parametrize(("deel", "wat"), BAD_SVG)
def test_logo_that_does_more_than_draw_is_refused(deel: bytes, wat: str) -> None:
    with pytest.raises(HelpendeDataError, match=wat):
        read_logo(SVG % deel, "Logo", "data/logo.svg")


def test_logo_with_entities_is_refused() -> None:
    bom = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG % b""
    with pytest.raises(HelpendeDataError, match="ENTITY"):
        read_logo(bom, "Logo", "data/logo.svg")


def test_words_of_the_drawing_program_leave_the_logo() -> None:
    deel = b'<metadata>j.jansen</metadata><title>concept 3</title><x:y xmlns:x="urn:x"/>'
    logo = read_logo(SVG % deel, "Logo", "data/logo.svg")
    for weg in (b"jansen", b"concept", b"urn:x"):
        assert weg not in logo.inhoud
    assert logo.png.startswith(b"\x89PNG")


def _png(breed: int, hoog: int) -> bytes:
    def deel(soort: bytes, inhoud: bytes) -> bytes:
        som = struct.pack(">I", zlib.crc32(soort + inhoud))
        return struct.pack(">I", len(inhoud)) + soort + inhoud + som

    kop = struct.pack(">IIBBBBB", breed, hoog, 8, 2, 0, 0, 0)
    punten = zlib.compress((b"\0" + b"\x7a\x2a\x6b" * breed) * min(hoog, 10))
    tekst = deel(b"tEXt", b"Author\0j.jansen")
    return (
        b"\x89PNG\r\n\x1a\n"
        + deel(b"IHDR", kop)
        + tekst
        + deel(b"IDAT", punten)
        + deel(b"IEND", b"")
    )


def test_a_png_that_unpacks_to_gigabytes_is_too_large() -> None:
    with pytest.raises(HelpendeDataError, match="te groot"):
        read_logo(_png(60_000, 60_000), "Logo", "data/logo.png")


def test_png_keeps_its_points_and_loses_its_author() -> None:
    logo = read_logo(_png(10, 10), "Logo", "data/logo.png")
    assert b"jansen" not in logo.inhoud
    assert base64.b64encode(logo.inhoud).decode() in logo.data_uri


@pytest.mark.parametrize(
    ("inhoud", "wat"),
    [
        (_png(10, 10)[:60], "beschadigd"),
        (_png(9000, 10), "hoogstens 4000 punten"),
        (b"\x89PNG" + b"x" * MAX_BYTES, "te groot"),
        (b"GIF89a", "geen PNG of SVG"),
    ],
)
def test_broken_or_large_picture_is_refused(inhoud: bytes, wat: str) -> None:
    with pytest.raises(HelpendeDataError, match=wat):
        read_logo(inhoud, "Logo", "data/logo.png")


def test_contrast_is_that_of_the_guidelines() -> None:
    """WCAG 2.2: black on white 21; #767676 is the lightest grey with 4.5 on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_can_be_read_in_the_dark(getal: int) -> None:
    assert contrast(readable_on(f"#{getal:06x}", DONKER, 7), DONKER) >= 7


def test_command_makes_an_example_once_and_says_that_it_is_right(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    assert "hd huisstijl --maak" in hd("--werkmap", tmp_path, "huisstijl").out
    hd("--werkmap", tmp_path, "huisstijl", "--maak")
    assert "klopt" in hd("--werkmap", tmp_path, "huisstijl").out
    assert "er is al een huisstijl" in hd("--werkmap", tmp_path, "huisstijl", "--maak").err


def test_example_filled_in_is_a_style(tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    voorbeeld = (werkmap.packaged / "sjablonen" / "huisstijl.toml").read_text(encoding="utf-8")
    regels = [
        regel.removeprefix("# ") if " = " in regel or regel.startswith("# [") else regel
        for regel in voorbeeld.splitlines()
    ]
    style(werkmap, "\n".join(regels))
    (werkmap.own / "logo.svg").write_bytes(SVG % b"")
    (werkmap.own / "sjablonen").mkdir()
    shutil.copy(werkmap.packaged / "sjablonen" / "dias.pptx", werkmap.own / "sjablonen")
    assert read_huisstijl(werkmap).naam == "GGD Voorbeeld"


def test_a_template_of_slides_that_is_none_is_named_by_the_check_of_the_style(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    """Not only after a report was made."""
    sjabloon = tmp_path / "data" / "sjablonen" / "dias.pptx"
    sjabloon.parent.mkdir(parents=True)
    sjabloon.write_text("geen dia's", "utf-8")
    antwoord = hd("--werkmap", tmp_path, "huisstijl")
    assert antwoord.code == ContractError.exit_code
    assert "dit sjabloon is geen PowerPoint-presentatie: data/sjablonen/dias.pptx" in antwoord.err
