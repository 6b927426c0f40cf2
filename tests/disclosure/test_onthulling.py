"""`hd onthulling`: what was published, its audit, publications of others, edited documents."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from publicaties import OWN, counts

from helpende_data import pipeline
from helpende_data.disclosure.keten import ledger_path, read_ledger
from helpende_data.errors import (
    ContractError,
    DisclosureError,
    SourceError,
    UnknownError,
    UsageError,
)
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline.nakijken import check_document, numbers, readings
from helpende_data.pipeline.registreren import KOLOMMEN

Hd = Callable[..., Any]
INTERN = "INTERN, NIET VERSPREIDEN"
WIE = ("--door", "A. Ander", "--functie", "teamleider")


@pytest.fixture
def onthulling(hd: Hd) -> Hd:
    def run(werkmap: Werkmap, *args: object) -> Any:
        return hd("--werkmap", werkmap.root, "onthulling", *args)

    return run


def write_csv(werkmap: Werkmap, *regels: str) -> Path:
    pad = werkmap.root / "raad.csv"
    pad.write_text("\n".join((";".join(KOLOMMEN), *regels)) + "\n", "utf-8")
    return pad


def test_the_list_names_who_published_what(published: Werkmap, onthulling: Hd, hd: Hd) -> None:
    [regel] = hd("--werkmap", published.root, "--json", "onthulling", "ledger").json
    assert (regel["nummer"], regel["soort"], regel["naam"]) == (2, "publicatie", "druten-2023-team")
    assert (regel["door"], regel["functie"]) == ("A. Ander", "teamleider")
    assert {"Druten", "Mook en Middelaar"} <= set(regel["gebieden"])
    assert regel["periodes"] == ["2023"]
    assert regel["certificaat"] in onthulling(published, "ledger").out


def test_each_report_of_a_publication_has_its_certificate_in_the_list(own: Werkmap, hd: Hd) -> None:
    werkplaats = pipeline.open_workshop(own)
    wie = {"door": "A. Ander", "functie": "teamleider"}
    over = {"periode": Periode.parse("2023"), "formaten": ("html",)}
    beide = [pipeline.Aanvraag("beleid", naam, **over) for naam in ("Druten", "Heumen")]
    pipeline.publish(werkplaats, beide, **wie)
    [regel] = hd("--werkmap", own.root, "--json", "onthulling", "ledger").json
    paginas = [pad.read_text("utf-8") for pad in own.rapporten.rglob("*.html")]
    assert len(paginas) == 2
    nummers = regel["certificaat"].split(", ")
    assert all(any(nummer in pagina for nummer in nummers) for pagina in paginas)


def test_before_anything_was_published_there_is_nothing_to_check(
    own: Werkmap, onthulling: Hd
) -> None:
    for opdracht in ("ledger", "controle"):
        assert "nog niets gepubliceerd" in onthulling(own, opdracht).out
    assert not ledger_path(own).parent.exists()


def test_all_publications_together_pass_the_audit(published: Werkmap, onthulling: Hd) -> None:
    assert "Geen enkel klein aantal is te berekenen" in onthulling(published, "controle").out


def test_the_audit_says_which_figures_wait_for_their_correction(
    public: Werkmap, onthulling: Hd, write_levering: Callable[..., Path], tmp_path: Path
) -> None:
    """Druten has 12 reports more now; the report of before is still what people have."""

    def publish(publiek: str) -> tuple[str, ...]:
        aanvraag = pipeline.Aanvraag(publiek, "Druten", periode=Periode(2023), formaten=("csv",))
        werkplaats = pipeline.open_workshop(public)
        gedaan = pipeline.publish(werkplaats, [aanvraag], door="A. Ander", functie="teamleider")
        return gedaan.uitgaven

    assert publish("raad") == ()
    verbeterd = write_levering(counts(12), naam="eigen", folder=tmp_path / "in", **OWN)
    pipeline.ingest(public, (verbeterd,), accepteer="A. Ander")
    antwoord = onthulling(public, "controle")
    assert antwoord.code == 0
    # its own figure and the sum of the subregion
    assert "2 gepubliceerde cijfers passen niet meer bij een verbeterde lev" in antwoord.out
    assert "publiceer ze opnieuw: druten-2023-raad, druten-2023-team." in antwoord.out
    assert publish("team") == ("druten-2023-raad",)
    # Published again, its figures are those of now; the other report still has those of before.
    assert "publiceer ze opnieuw: druten-2023-raad." in onthulling(public, "controle").out
    assert publish("raad") == ()
    assert "publiceer ze opnieuw" not in onthulling(public, "controle").out


def test_a_count_is_explained_by_names_and_with_numbers_only_internally(
    published: Werkmap, onthulling: Hd
) -> None:
    vraag = ("uitleg", "-g", "Druten", "--cel", "meldingen/2023-H1")
    kaal = onthulling(published, *vraag).out
    assert kaal.startswith("meldingen, Druten, eerste halfjaar 2023\n")
    assert "Niemand kan bewijzen dat dit een klein aantal is." in kaal
    # Its own figure is no reason for itself.
    assert "- meldingen, Druten, eerste halfjaar 2023" not in kaal
    assert "hoogstens" not in kaal
    intern = onthulling(published, *vraag, "--intern").out.splitlines()
    assert (intern[0], intern[-1]) == (INTERN, INTERN)
    assert any(regel.startswith("Te bewijzen is: ") for regel in intern)


@pytest.mark.parametrize(
    "cel", ["meldingen", "meldingen/morgen", "onzin/2023", "meldingen/x:y/2023"]
)
def test_an_unknown_count_is_refused_in_one_line(
    cel: str, published: Werkmap, onthulling: Hd
) -> None:
    antwoord = onthulling(published, "uitleg", "-g", "Druten", "--cel", cel)
    assert antwoord.code in (UsageError.exit_code, UnknownError.exit_code)
    assert cel.partition("/")[0] in antwoord.err


def test_what_somebody_else_published_counts_from_then_on(public: Werkmap, onthulling: Hd) -> None:
    """Beuningen has 59 reports, Wijchen 36 requests for advice; both were told to a council."""
    pad = write_csv(
        public, "Beuningen;meldingen;;2023;tussen;;50;60", "Wijchen;adviezen;;2023;aantal;36;;"
    )
    ledger = read_ledger(public, None)
    assert "2 cijfers (nummer 3)" in onthulling(public, "registreer", pad, *WIE).out
    nieuw = read_ledger(public, None)
    assert len(nieuw.facts) == len(ledger.facts) + 2
    assert "stonden al" in onthulling(public, "registreer", pad, *WIE).out
    assert read_ledger(public, None) == nieuw
    assert "registratie" in onthulling(public, "ledger").out
    # Druten is rounded beside it, and the whole still passes.
    assert pipeline.load(public).publishable.vrijgave is not None


def test_a_publication_that_gives_a_small_count_away_is_not_entered(
    public: Werkmap, onthulling: Hd
) -> None:
    voor = ledger_path(public).read_bytes()
    pad = write_csv(public, "Druten;meldingen;;2023;aantal;3;;")
    antwoord = onthulling(public, "registreer", pad, *WIE)
    assert antwoord.code == DisclosureError.exit_code
    assert "meldingen, Druten, 2023" in antwoord.err
    assert "privacy officer" in antwoord.err
    assert ledger_path(public).read_bytes() == voor


def test_a_publication_that_contradicts_the_counts_is_not_entered(
    public: Werkmap, onthulling: Hd
) -> None:
    voor = ledger_path(public).read_bytes()
    pad = write_csv(public, "Beuningen;meldingen;;2023;aantal;58;;")
    antwoord = onthulling(public, "registreer", pad, *WIE)
    assert antwoord.code == DisclosureError.exit_code
    assert "past niet bij de aantallen" in antwoord.err
    assert "58" not in antwoord.err
    assert ledger_path(public).read_bytes() == voor
    # One that does not even fit what we published is named, and none of the others in the file.
    regels = "Druten;meldingen;;2023;aantal;858;;", "Heumen;adviezen;;2023;tussen;;0;900"
    antwoord = onthulling(public, "registreer", write_csv(public, "\n".join(regels)), *WIE)
    assert antwoord.code == DisclosureError.exit_code
    assert "passen niet bij wat al openbaar is" in antwoord.err
    assert "meldingen, Druten, 2023. Kijk" in antwoord.err
    assert ledger_path(public).read_bytes() == voor


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ("Nergens;meldingen;;2023;aantal;9;;", "Nergens"),
        ("Druten;onzin;;2023;aantal;9;;", "onbekend: onzin"),
        ("Druten;meldingen;;2023;soms;9;;", "soort is aantal, tussen, per_100k, procent"),
        ("Druten;meldingen;;2023;verschil;9;;", "horen twee periodes, zoals 2022/2023"),
        ("Druten;meldingen;;2023/2022;verschil;9;;", "niet de vroegste"),
        ("Druten;meldingen;;2022-H1/2023;gemiddelde;9;;", "niet te vergelijken"),
        ("Druten;meldingen;;2022/2023;verandering;veel;;", "geheel getal"),
        ("Druten;meldingen;;2023;aantal;9,5;;", "geheel getal"),
        ("Druten;meldingen;;2023;tussen;;9;4", "laag is meer dan hoog"),
        ("Druten;meldingen;;2023;procent;12;;", "deel van het totaal"),
        ("Druten;meldingen;;1950;per_100k;12;;", "geen inwoners bekend"),
        ("Druten;meldingen;;2023;per_100k;1.203;;", "kan 1203 zijn of een breuk"),
        ("Druten;meldingen;;ooit;aantal;9;;", "geen periode"),
        ("Druten;meldingen;;2023;aantal;9;;;;", "te veel kolommen"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_row(
    regel: str, zin: str, public: Werkmap, onthulling: Hd
) -> None:
    antwoord = onthulling(public, "registreer", write_csv(public, regel), *WIE)
    assert antwoord.code == ContractError.exit_code
    assert "rij 2" in antwoord.err
    assert zin in antwoord.err


def test_blank_lines_do_not_shift_the_row_of_a_fault(public: Werkmap, onthulling: Hd) -> None:
    pad = write_csv(public, "", "Druten;meldingen;;2022;aantal;9;;", "", "Druten;meldingen;;;;;;")
    assert "rij 5" in onthulling(public, "registreer", pad, *WIE).err


@pytest.mark.parametrize(
    "regels",
    [
        ("Druten;meldingen;;2022;aantal;8;;", "Druten;meldingen;;2022/2023;verschil;-5;;"),
        ("Druten;meldingen;;2022;aantal;50;;", "Druten;meldingen;;2022/2023;verandering;-94,0;;"),
        (
            "Druten;meldingen;;2021;aantal;30;;",
            "Druten;meldingen;;2022;aantal;30;;",
            "Druten;meldingen;;2021/2023;gemiddelde;21,0;;",
        ),
    ],
    ids=["change", "percentage", "mean"],
)
def test_a_small_count_that_follows_from_other_years_is_not_entered(
    regels: tuple[str, ...], public: Werkmap, onthulling: Hd
) -> None:
    """Druten has 3 reports in 2023; what was told of the years before gives it away."""
    voor = ledger_path(public).read_bytes()
    antwoord = onthulling(public, "registreer", write_csv(public, *regels), *WIE)
    assert antwoord.code == DisclosureError.exit_code
    assert "meldingen, Druten, 2023" in antwoord.err
    assert ledger_path(public).read_bytes() == voor
    assert onthulling(public, "registreer", write_csv(public, *regels[:-1]), *WIE).code == 0


def test_who_registers_is_named(public: Werkmap, onthulling: Hd) -> None:
    antwoord = onthulling(public, "registreer", write_csv(public))
    assert antwoord.code == UsageError.exit_code


def test_rates_and_shares_of_others_are_facts_too(public: Werkmap, onthulling: Hd) -> None:
    """59 of some 26,000 inhabitants; a share of an unknown total."""
    pad = write_csv(public, "Beuningen;meldingen;leeftijd:0-17;2023;procent;40;;")
    assert "cijfers" in onthulling(public, "registreer", pad, *WIE).out
    assert {f.soort for f in read_ledger(public, None).facts} >= {"eigen", "percentage"}


# --- edited documents -----------------------------------------------------------------------------


def slides(pad: Path, *alineas: str) -> Path:
    """A presentation with one slide; each paragraph in two pieces."""
    ns = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    stukken = "".join(
        f"<a:p><a:r><a:t>{t[:3]}</a:t></a:r><a:r><a:t>{t[3:]}</a:t></a:r></a:p>" for t in alineas
    )
    with zipfile.ZipFile(pad, "w") as pakket:
        pakket.writestr("ppt/presentation.xml", "<p/>")
        pakket.writestr("ppt/slides/slide1.xml", f"<sld {ns}>{stukken}</sld>")
        pakket.writestr("ppt/media/foto.png", b"")
    return pad


def test_numbers_of_an_edited_deck_that_no_report_holds_are_listed(
    published: Werkmap, tmp_path: Path, onthulling: Hd, hd: Hd
) -> None:
    pad = slides(
        tmp_path / "raad.pptx",
        "In 2023 waren er 7.654 meldingen",
        "Er waren 3 kinderen bij op 3 maart 2024",
        "Gemeente GM0225 in H1",
    )
    gedaan = hd("--werkmap", published.root, "--json", "onthulling", "controle", pad).json
    assert [(v["plek"], v["getal"], v["klein"]) for v in gedaan["vondsten"]] == [
        ("dia 1", "7.654", False),
        ("dia 1", "3", True),
    ]
    assert gedaan["ongezien"] == ["ppt/media/foto.png"]
    assert gedaan["rapporten"] == 1
    tekst = onthulling(published, "controle", pad).out
    assert "- dia 1: 7.654" in tekst
    assert "foto.png" in tekst


def test_a_published_file_itself_holds_no_unknown_number(
    published: Werkmap, tmp_path: Path
) -> None:
    csv_pad = next(published.rapporten.rglob("*-cijfers.csv"))
    gedaan = check_document(published, csv_pad)
    assert gedaan.ongewijzigd
    assert not gedaan.vondsten
    kopie = tmp_path / "bewerkt.csv"
    kopie.write_bytes(csv_pad.read_bytes() + b"\n")
    gedaan = check_document(published, kopie)
    assert gedaan.getallen > 20
    assert not [v for v in gedaan.vondsten if not v.klein]


def test_a_number_in_two_pieces_of_a_page_is_one_number(
    published: Werkmap, tmp_path: Path, onthulling: Hd
) -> None:
    pad = tmp_path / "blad.html"
    pad.write_text("<p><b>4</b>11 meldingen</p><p>7654</p>", "utf-8")
    assert [v.getal for v in check_document(published, pad).vondsten] == ["411", "7654"]
    assert onthulling(published, "controle", pad).code == 12


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def test_blanks_of_word_and_a_text_box_part_numbers_and_deleted_text_counts(
    published: Werkmap, tmp_path: Path, onthulling: Hd
) -> None:
    """What is no blank in the text of a document is one on paper: "Wijchen", a tab, "3"."""
    vak = "<w:txbxContent><w:p><w:r><w:t>7654</w:t></w:r></w:p></w:txbxContent>"
    tekst = (
        "<w:t>Wijchen</w:t><w:tab/><w:t>3</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>4</w:t>"
        f"<w:pict>{vak}</w:pict><w:t>11</w:t>"
    )
    schema = "<a:p><a:r><a:t>van de 7655</a:t></a:r></a:p>"
    pad = tmp_path / "brief.docx"
    with zipfile.ZipFile(pad, "w") as pakket:
        pakket.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:p><w:r>{tekst}</w:r></w:p></w:document>',
        )
        pakket.writestr("word/diagrams/data1.xml", f'<a:t xmlns:a="{_DRAWING}">{schema}</a:t>')
        weg = f'<w:hdr xmlns:w="{_WORD}"><w:p><w:r><w:delText>7656</w:delText></w:r></w:p></w:hdr>'
        pakket.writestr("word/header1.xml", weg)
    getallen = [v.getal for v in check_document(published, pad).vondsten]
    assert getallen == ["7655", "3", "2", "411", "7654", "7656"]
    assert onthulling(published, "controle", pad).code == 12


def test_a_damaged_entry_of_a_manifest_vouches_for_nothing(public: Werkmap) -> None:
    csv_pad = next(public.rapporten.rglob("*-cijfers.csv"))
    manifest = csv_pad.parent / "manifest.json"
    inhoud = json.loads(manifest.read_text("utf-8"))
    for uitgave in inhoud["uitgaven"].values():
        del uitgave["stempel"]
    manifest.write_text(json.dumps(inhoud), "utf-8")
    gedaan = check_document(public, csv_pad)
    assert (gedaan.rapporten, gedaan.ongewijzigd) == (0, False)


def test_a_concept_is_no_publication(own: Werkmap, hd: Hd) -> None:
    hd("--werkmap", own.root, "report", "-g", "Druten", "--jaar", "2023", "--formaat", "csv")
    csv_pad = next(own.rapporten.rglob("*-cijfers.csv"))
    gedaan = check_document(own, csv_pad)
    assert gedaan.rapporten == 0
    assert [v for v in gedaan.vondsten if not v.klein]


def test_a_report_that_somebody_changed_vouches_for_nothing(public: Werkmap) -> None:
    csv_pad = next(public.rapporten.rglob("*-cijfers.csv"))
    csv_pad.write_bytes(csv_pad.read_bytes() + b"7654\n")
    assert "7654" in {v.getal for v in check_document(public, csv_pad).vondsten}


@pytest.mark.parametrize("naam", ["foto.png", "leeg.pptx", "stuk.pdf"])
def test_a_document_that_cannot_be_read_is_refused(
    naam: str, own: Werkmap, tmp_path: Path, onthulling: Hd
) -> None:
    (tmp_path / naam).write_bytes(b"onzin")
    assert onthulling(own, "controle", tmp_path / naam).code == SourceError.exit_code


def test_a_pdf_that_lacks_a_page_is_refused(own: Werkmap, tmp_path: Path, onthulling: Hd) -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(tmp_path / "heel.pdf")
    heel = (tmp_path / "heel.pdf").read_bytes()
    assert b"/Count 1" in heel
    (tmp_path / "stuk.pdf").write_bytes(heel.replace(b"/Count 1", b"/Count 9"))
    antwoord = onthulling(own, "controle", tmp_path / "stuk.pdf")
    assert antwoord.code == SourceError.exit_code
    assert "beschadigd" in antwoord.err


def test_a_damaged_picture_is_named_as_any_that_nobody_read(own: Werkmap, tmp_path: Path) -> None:
    pad = tmp_path / "boek.xlsx"
    boek = openpyxl.Workbook()
    boek["Sheet"]["A1"] = "Druten"
    boek.save(pad)
    with zipfile.ZipFile(pad, "a") as pakket:
        pakket.writestr("xl/media/image1.png", b"een plaatje")
    pad.write_bytes(pad.read_bytes().replace(b"een plaatje", b"een plaatjX"))
    assert check_document(own, pad).ongezien == ("xl/media/image1.png",)


@pytest.mark.parametrize(
    ("tekst", "getallen"),
    [
        ("1.203,9 per 100.000", ["1.203,9", "100.000"]),
        ("449.6 en 12%", ["449.6", "12"]),
        ("2023-H1, GM0225, H1", ["2023"]),
        ("2,3,4 meldingen en 2,5,7", ["2", "3", "4", "2", "5", "7"]),
        ("4meldingen, de 3e, ③", ["4", "3", "③"]),
        ("op 12 maart 2024 en 2024-03-12", []),
    ],
)
def test_a_number_is_found_as_it_stands(tekst: str, getallen: list[str]) -> None:
    assert numbers(tekst) == getallen


def test_a_point_may_be_a_decimal_or_a_thousand() -> None:
    assert readings("1.203") == {"1203", "1.203"}
    assert readings("012,50") == {"12.5"}


def test_a_figure_after_a_correction_is_explained_as_it_stands_in_the_report(
    public: Werkmap, onthulling: Hd, write_levering: Callable[..., Path], tmp_path: Path
) -> None:
    """The old figure and the new one together say more; that is for --intern only."""
    verbeterd = write_levering(counts(2), naam="eigen", folder=tmp_path / "in", **OWN)
    pipeline.ingest(public, (verbeterd,), accepteer="A. Ander")
    vraag = ("uitleg", "-g", "Druten", "--cel", "meldingen/2023-H1")
    getoond = re.search(r"Wij tonen: (\d) tot (\d)\.", onthulling(public, *vraag).out)
    assert getoond
    # A rounded figure is never narrower; which one it is rests on a draw.
    assert tuple(map(int, getoond.groups())) in ((0, 4), (1, 9), (0, 9))
