"""Every kind of report goes the same road: a concept, a publication, or stamped as internal."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from publicaties import counts

from helpende_data import pipeline
from helpende_data.disclosure.keten import ledger_path, read_ledger
from helpende_data.errors import ContractError, DisclosureError, UsageError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline.vullen import SOORTEN

Hd = Callable[..., Any]
WIE = ("--door", "A. Ander", "--functie", "teamleider")
OVER = ("--jaar", "2023")
INTERN = "INTERN, NIET VERSPREIDEN"
PER_GEMEENTE = [soort for soort, hoe in SOORTEN.items() if "gemeente" in hoe.gebieden]
PER_GEMEENTE.remove("evaluatie")  # of two years: it has a test of its own


def written(werkmap: Werkmap) -> list[Path]:
    return [p for p in werkmap.rapporten.rglob("*.*") if p.suffix != ".slot"]


def every_page(pad: Path) -> list[str]:
    """The text of each page of a PDF; of another file the whole of it."""
    if pad.suffix != ".pdf":
        return [pad.read_text("utf-8")]
    pdf = pypdfium2.PdfDocument(pad.read_bytes())
    teksten = [bladzijde.get_textpage().get_text_range() for bladzijde in pdf]
    pdf.close()
    return teksten


def choice(werkmap: Werkmap, vraag: str) -> Path:
    pad = werkmap.root / "sessie" / "druten.toml"
    pad.parent.mkdir(exist_ok=True)
    pad.write_text(f"vragen = ['{vraag}']\n", "utf-8")
    return pad


@pytest.mark.parametrize(
    "soort",
    [
        soort if soort in ("team", "sessie") else pytest.param(soort, marks=pytest.mark.slow)
        for soort in PER_GEMEENTE
    ],
)
def test_a_kind_that_was_published_is_no_concept_any_more(soort: str, own: Werkmap) -> None:
    werkplaats = pipeline.open_workshop(own)
    wat = pipeline.Aanvraag(soort, "Druten", periode=Periode(2023))
    concept = pipeline.make(werkplaats, wat)
    assert all("-concept" in pad.name for pad in concept.bestanden[:-1])
    gedaan = pipeline.publish(werkplaats, [wat], door="A. Ander", functie="teamleider")
    assert gedaan.cijfers > 0
    assert not any("-concept" in pad.name for pad in written(own))
    [rapport] = gedaan.rapporten
    assert rapport.rapport.stempel == ""
    opnieuw = pipeline.make(pipeline.open_workshop(own), wat)
    assert opnieuw.bestanden == rapport.bestanden


@pytest.mark.slow
def test_an_evaluation_rests_on_both_its_years_and_enters_them(
    make: Callable[[Path, str], Werkmap], tmp_path: Path
) -> None:
    tekst = counts()
    eerder = tekst.partition("\n")[2].replace("2023", "2022")
    own = make(tmp_path / "werkmap", f"{tekst}\n{eerder}")
    wat = pipeline.Aanvraag("evaluatie", "Druten", periode=Periode(2023), van=2022)
    werkplaats = pipeline.open_workshop(own)
    concept = pipeline.make(werkplaats, wat).rapport
    assert concept.stempel
    assert {cel.periode for cel in concept.rust_op} == {"2022", "2023"}
    wie = {"door": "A. Ander", "functie": "teamleider"}
    # A few days after the table of CBS was read, which has nothing about the first year.
    gedaan = pipeline.publish(werkplaats, [wat], op="2025-02-05", **wie)
    assert gedaan.cijfers > 0
    assert [voor.rapport.stempel for voor in gedaan.rapporten] == [""]
    assert not any("-concept" in pad.name for pad in written(own))


def test_several_kinds_become_public_by_one_decision(own: Werkmap, hd: Hd) -> None:
    soorten = ("--soort", "rapport,sessie,infographic", "--voor", "team,raad")
    antwoord = hd("--werkmap", own.root, "publiceer", "-g", "Druten", *OVER, *WIE, *soorten)
    assert antwoord.code == 0, antwoord.err
    namen = ("team", "raad", "sessie", "infographic")
    inhoud = read_ledger(own, None).records[-1].inhoud
    assert inhoud["naam"] == ", ".join(f"druten-2023-{naam}" for naam in namen)
    for naam in namen:
        assert f"Druten ({naam}): " in antwoord.out
        assert list(own.rapporten.rglob(f"druten-2023-{naam}*.*"))


@pytest.mark.parametrize(
    ("soort", "zin"), [("rapport", "(nummer 2 in het register)"), ("infographic", "al openbaar")]
)
def test_a_report_about_the_region_is_published_too(
    soort: str, zin: str, own: Werkmap, hd: Hd
) -> None:
    """That of the region holds its municipalities; its infographic only the region, by CBS."""
    over = ("publiceer", "--regio", "Gelderland-Zuid", "--soort", soort, *OVER, *WIE)
    antwoord = hd("--werkmap", own.root, *over)
    assert antwoord.code == 0, antwoord.err
    assert zin in antwoord.out
    assert not any("concept" in pad.name for pad in written(own))


def test_when_one_kind_fails_nothing_becomes_public(own: Werkmap, hd: Hd) -> None:
    choice(own, "x").write_text("figuren = ['bestaat-niet']\n", "utf-8")
    over = ("publiceer", "-g", "Druten", *OVER, *WIE, "--soort", "rapport,sessie")
    assert hd("--werkmap", own.root, *over).code == ContractError.exit_code
    assert not ledger_path(own).exists()
    assert written(own) == []


def test_a_number_in_a_question_for_the_session_is_checked_by_somebody(
    own: Werkmap, hd: Hd
) -> None:
    zin = "Wat deden wij op 12 scholen?"
    choice(own, zin)
    over = ("publiceer", "-g", "Druten", *OVER, *WIE, "--soort", "sessie")
    antwoord = hd("--werkmap", own.root, *over)
    assert antwoord.code == DisclosureError.exit_code
    assert zin in antwoord.err
    assert not ledger_path(own).exists()
    assert hd("--werkmap", own.root, *over, "--nagekeken", "B. Beer, adviseur").code == 0
    assert read_ledger(own, None).records[-1].inhoud["eigen_tekst"] == [zin]


@pytest.mark.parametrize(
    ("opdracht", "bestanden"),
    [
        (("sessie", "-g", "Druten"), 4),
        (("sessie", "-g", "Druten", "--voorbereiding"), 1),
        (("infographic", "-g", "Druten"), 2),
        (("report", "--regio", "Gelderland-Zuid", "--formaat", "html,pdf"), 2),
    ],
)
def test_true_counts_are_stamped_on_each_page_of_every_kind(
    opdracht: tuple[str, ...], bestanden: int, own: Werkmap, hd: Hd
) -> None:
    antwoord = hd("--werkmap", own.root, *opdracht, *OVER, "--intern")
    assert antwoord.code == 0, antwoord.err
    assert INTERN in antwoord.out
    assert not ledger_path(own).exists()
    gemaakt = [p for p in own.rapporten.rglob("*.*") if p.suffix in (".html", ".pdf", ".md")]
    assert len(gemaakt) == bestanden
    for pad in gemaakt:
        assert "-intern" in pad.name
        assert pad.parent.name == "intern"
        assert all(INTERN in bladzijde for bladzijde in every_page(pad)), pad.name


def test_only_the_true_counts_say_the_true_number(own: Werkmap, hd: Hd) -> None:
    """Druten has 3 reports in 2023: hidden or 1 to 9 on the sheet, and 3 only with --intern."""
    aantallen = {}
    for soort, opties in (("concept", ()), ("intern", ("--intern",))):
        hd("--werkmap", own.root, "infographic", "-g", "Druten", *OVER, "--formaat", "csv", *opties)
        [pad] = own.rapporten.rglob(f"*-{soort}-cijfers.csv")
        aantallen[soort] = [
            regel["waarde"]
            for regel in csv.DictReader(pad.read_text("utf-8").splitlines())
            if (regel["gebied_code"], regel["indicator"], regel["maat"])
            == ("GM0225", "meldingen", "aantal")
        ]
    assert aantallen["intern"] == ["3"]
    assert aantallen["concept"] in ([""], ["5"])


@pytest.mark.parametrize(
    ("opties", "zin"),
    [
        (("-g", "Druten", "--soort", "krant"), "onbekend soort krant. Kies uit rapport, infogr"),
        (("--regio", "Gelderland-Zuid", "--soort", "sessie"), "sessie gaat over een gemeente"),
        (("-g", "Druten", "--soort", "sessie", "--formaat", "html"), "vaste bestanden"),
        (("-g", "Druten", "--alle"), "--alle gaat over elke gemeente"),
        (("-g", "Druten", "--regio", "Gelderland-Zuid"), "kies een van deze"),
        ((), "kies een gebied"),
    ],
)
def test_a_wrong_request_is_told_before_anything_is_read(
    opties: tuple[str, ...], zin: str, tmp_path: Path, hd: Hd
) -> None:
    antwoord = hd("--werkmap", tmp_path, "publiceer", *opties, *WIE)
    assert antwoord.code == UsageError.exit_code
    assert zin in antwoord.err


def test_a_count_of_what_was_judged_is_said_to_be_rounded_too(
    make: Callable[[Path, str], Werkmap], tmp_path: Path
) -> None:
    """It is the difference of two rounded counts; printed plainly the gate stops the report."""
    regels = ["gebied_code indicator uitsplitsing periode aantal"]
    regels += ["GM0225 meldingen totaal 2023 64", "GM0225 adviezen totaal 2023 40"]
    regels += [
        f"GM0225 meldingen vervolg:{naam} 2023 {aantal}"
        for naam, aantal in (
            ("vervolgstappen_bij_vt", 24),
            ("overdracht", 20),
            ("geen_vervolgstappen", 10),
            ("regionaal_maatwerk", 0),
            ("nog_niet_beoordeeld", 10),
        )
    ]
    werkplaats = pipeline.open_workshop(make(tmp_path / "w", "\n".join(regels)))
    uit = pipeline.make(werkplaats, pipeline.Aanvraag("team", "Druten", formaten=("csv",)))
    zinnen = " ".join(str(sectie) for sectie in uit.rapport.secties)
    assert "Tellen alleen de ongeveer " in zinnen
