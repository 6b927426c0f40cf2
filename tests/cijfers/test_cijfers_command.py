"""`hd cijfers` as a user runs it: formats agree, files are whole, faults are one line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from helpende_data.cli.cijfers import EXTRA
from helpende_data.files import Werkmap
from helpende_data.schema import CIJFERS, STATUSSEN
from helpende_data.schema.getallen import format_nl

Hd = Callable[..., Any]
Vraag = Callable[..., Any]
GETALLEN = {naam for naam, kolom in CIJFERS.columns.items() if kolom.soort == "getal"}
GETALLEN |= {naam for naam in EXTRA if naam.startswith("verhouding")}
JA_NEE = {naam for naam, kolom in CIJFERS.columns.items() if kolom.soort == "ja_nee"}


@pytest.fixture
def vraag(ingested: Werkmap, hd: Hd) -> Vraag:
    return lambda *woorden: hd("--werkmap", ingested.root, "cijfers", *woorden)


@pytest.fixture
def verzonnen(example: Werkmap, hd: Hd) -> Vraag:
    return lambda *woorden: hd("--werkmap", example.root, "cijfers", *woorden)


def parse(tekst: str) -> list[dict[str, Any]]:
    """Rows of the CSV with the types of JSON."""
    rijen: list[dict[str, Any]] = []
    for rij in csv.DictReader(io.StringIO(tekst)):
        waarden: dict[str, Any] = dict(rij)
        waarden |= {n: float(rij[n]) if rij[n] else None for n in GETALLEN}
        waarden |= {n: rij[n] == "ja" for n in JA_NEE}
        rijen.append(waarden)
    return rijen


@pytest.mark.parametrize(
    ("gebied", "jaar", "getal"),
    [
        ("Gelderland-Zuid", "2020", "1.133,2 per 100.000"),
        ("Gelderland-Zuid", "2020", "498,6 per 100.000"),
        ("Gelderland-Zuid", "2020", "2,4 %"),
        ("Gelderland-Zuid", "2023", "467,1 per 100.000 *"),
        ("Gelderland-Zuid", "2023", "€\N{NO-BREAK SPACE}5.519.594"),
        ("Nederland", "2023", "714,9 per 100.000 *"),
        ("Nederland", "2023", "804,0 per 100.000 *"),
        ("Gelderland (PV)", "2023", "8.565 *"),
    ],
)
def test_published_figures_of_regioaanpak_and_cbs_are_in_the_table(vraag, gebied, jaar, getal):
    assert getal in vraag("--gebied", gebied, "--jaar", jaar).out


def test_cbs_84849ned_figures_of_neder_betuwe_are_in_the_table(vraag):
    uit = vraag("-g", "Neder-Betuwe", "--periode", "2025-H1").out
    for getal in ("368 per 100.000 *", "291 tot 459", "252 per 100.000 *", "188 tot 330"):
        assert getal in uit
    assert "afgeschermd" in uit
    assert "niet met elkaar te vergelijken" in uit


def test_gemeente_and_g_are_short_for_gebied(vraag):
    antwoorden = {vraag(o, "GM1740").out for o in ("--gebied", "--gemeente", "-g")}
    assert len(antwoorden) == 1


@pytest.mark.parametrize(
    "woorden",
    [
        ("--gebied", "Gelderland-Zuid"),
        pytest.param(
            ("--gebied", "Gelderland-Zuid", "--dekking", "VT06", "--jaar", "2023"),
            marks=pytest.mark.slow,
        ),
        ("-g", "Neder-Betuwe", "--periode", "2025-H1", "--vergelijk", "land"),
        ("--gebied", "NL01", "--indicator", "meldingen"),
    ],
)
def test_csv_json_and_parquet_hold_the_same(vraag, tmp_path, woorden):
    uit_csv = parse(vraag(*woorden, "--formaat", "csv").out)
    uit_json = vraag(*woorden, "--formaat", "json").json
    assert vraag(*woorden, "--uit", tmp_path / "cijfers.parquet").code == 0
    assert uit_csv == uit_json == pq.read_table(tmp_path / "cijfers.parquet").to_pylist()
    assert list(uit_json[0]) == [*CIJFERS.columns, *EXTRA]
    assert {rij["status"] for rij in uit_json} <= set(STATUSSEN)


@pytest.mark.slow
def test_formats_hold_the_same_verdicts_in_the_example(verzonnen, tmp_path):
    woorden = ("-g", "Druten", "--indicator", "adviezen/totaal", "--vergelijk", "subregio")
    uit_json = verzonnen(*woorden, "--formaat", "json").json
    assert parse(verzonnen(*woorden, "--formaat", "csv").out) == uit_json
    verzonnen(*woorden, "--formaat", "parquet", "--uit", tmp_path / "x")
    assert pq.read_table(tmp_path / "x").to_pylist() == uit_json
    gezien = {rij["vergeleken_met"] for rij in uit_json}
    assert gezien == {"", "subregio", "subregio_zonder_centrum", "eerdere jaren"}


def test_table_shows_verdict_ratio_limits_and_one_sentence_on_many_comparisons(verzonnen):
    woorden = ("-g", "Druten", "--indicator", "adviezen/totaal", "--vergelijk", "subregio")
    uit = verzonnen(*woorden).out
    assert "subregio: hoger, 1,18 keer (1,03 tot 1,33)" in uit
    zonder = "subregio zonder centrum: niet aantoonbaar anders (los bekeken: hoger), "
    assert f"{zonder}1,17 keer (1,02 tot 1,33) (!)" in uit
    assert "(!) Met en zonder de centrumgemeente verschilt het oordeel." in uit
    assert uit.count("veel gemeenten en cijfers tegelijk") == 1
    assert "verzonnen" in uit
    for woord in ("gelijk aan", "beter", "slechter", "rang"):
        assert woord not in uit


@pytest.mark.parametrize(
    ("deel", "wie"),
    [
        ("aard:kindermishandeling", "(0-17 jaar)"),
        ("aard:ouderenmishandeling", "(65 jaar en ouder)"),
        ("vervolg:overdracht_van_beoordeeld", "(beoordeelde meldingen)"),
    ],
)
def test_table_names_who_a_figure_is_divided_by(verzonnen, deel, wie):
    uit = verzonnen("-g", "Druten", "--indicator", f"meldingen/{deel}", "--jaar", "2023")
    assert wie in uit.out


def test_ages_of_cbs_give_the_rates_that_are_about_a_part_of_the_inhabitants(
    ingested_copy: Werkmap, hd: Hd, levering: Callable[..., Path]
):
    """Regioaanpak, hoofdstuk 2: 68 reports of 2020; the ages here are made up, 4,000 each."""
    vraag = ("--werkmap", ingested_copy.root, "cijfers", "--gebied", "VT-GZ", "--jaar", "2020")
    deel = ("--indicator", "meldingen/aard:ouderenmishandeling")
    assert (
        "inwoners van 65 jaar en ouder op 1 januari 2020 zijn niet bekend" in hd(*vraag, *deel).out
    )
    leden = [f"GM{n:04}" for n in (209, 214, 216, 225, 252, 263, 268, 281, 296, 297, 668, 944,
                                   1740, 1945, 1960)]  # fmt: skip
    rijen = "\n".join(f"{code} 2020-01-01 65+ 4000" for code in leden)
    pad = levering(f"gebied_code peildatum leeftijd inwoners\n{rijen}", tabel="inwoners")
    assert hd("--werkmap", ingested_copy.root, "ingest", pad).code == 0
    uit = hd(*vraag, *deel).out
    assert f"{format_nl(68 / 60_000 * 1e5, 1)} per 100.000" in uit
    assert "60.000 (65 jaar en ouder)" in uit
    uitleg = hd(*vraag, *deel, "--uitleg").out
    assert "Daarom delen wij alleen door dat deel." in uitleg


def test_table_tells_once_why_no_trend_is_named_beside_a_margin_without_one(verzonnen):
    uit = verzonnen("-g", "Druten", "--indicator", "meldingen/vervolg:overdracht").out
    assert "geen aantoonbare verandering, 0,914 keer (0,842 tot 0,993)" in uit
    assert uit.count("bijna zeker geen toeval is (99,8 %)") == 1
    assert "Let op: Vanaf 1 april 2021" in uit


def test_table_says_once_what_goes_with_repeat_reports_and_similar_municipalities(verzonnen):
    vraag = ("-g", "Druten", "--jaar", "2023", "--indicator", "meldingen/eerder")
    uit = verzonnen(*vraag, "--vergelijk", "vergelijkbaar").out
    assert uit.count("de marge is een ondergrens") == 1
    assert uit.count("gemeenten in de regio van ongeveer dezelfde grootte.") == 1


@pytest.mark.slow
def test_same_question_gives_the_same_bytes(vraag, tmp_path):
    for naam in ("a.csv", "a.json", "a.parquet", "a.txt"):
        for map_ in ("een", "twee"):
            assert vraag("--gebied", "NL01", "--uit", tmp_path / map_ / naam).code == 0
        assert (tmp_path / "een" / naam).read_bytes() == (tmp_path / "twee" / naam).read_bytes()


def test_the_name_of_the_file_chooses_the_format(vraag, tmp_path):
    antwoord = vraag("--gebied", "NL01", "--uit", tmp_path / "nl.csv")
    inhoud = (tmp_path / "nl.csv").read_bytes()
    assert inhoud.startswith(b"gebied_code,gebied,dekking,")
    assert b"\r" not in inhoud
    assert antwoord.out.strip().endswith("nl.csv")
    assert vraag("--gebied", "NL01", "--formaat", "csv").out.encode() == inhoud


def test_json_before_the_command_gives_json_and_silence_gives_only_the_table(ingested, hd):
    vraag = ("cijfers", "--gebied", "NL01", "--indicator", "meldingen/totaal")
    assert isinstance(hd("--werkmap", ingested.root, "--json", *vraag).json, list)
    stil = hd("--werkmap", ingested.root, "--stil", *vraag).out
    assert "714,9" in stil
    assert "voorlopig cijfer" not in stil


def test_writing_with_silence_says_nothing_and_with_json_names_the_file(ingested, hd, tmp_path):
    doel = tmp_path / "nl.csv"
    vraag = ("cijfers", "--gebied", "NL01", "--uit", doel)
    assert hd("--werkmap", ingested.root, "--stil", *vraag).out == ""
    gezegd = hd("--werkmap", ingested.root, "--json", *vraag).json
    assert gezegd["bestand"] == str(doel)


@pytest.mark.parametrize(
    ("woorden", "code", "zegt"),
    [
        ((), 2, "--gebied"),
        (("--gebied", "Druuten"), 13, "Bedoelt u Druten"),
        (("--gebied", "NL01", "--indicator", "meldinge"), 13, "meldingen"),
        (("--gebied", "NL01", "--indicator", "meldingen/x"), 13, "totaal"),
        (("--gebied", "Druten", "--indicator", "meldingen"), 13, "Gelderland-Zuid"),
        (("--gebied", "NL01", "--jaar", "2031"), 13, "2023"),
        (("--gebied", "NL01", "--jaar", "2023-H1"), 2, "--periode"),
        (("--gebied", "NL01", "--jaar", "2023", "--periode", "2023"), 2, "niet allebei"),
        (("--gebied", "NL01", "--periode", "volgend jaar"), 2, "geen periode"),
        (("--gebied", "NL01", "--dekking", "VT06"), 13, "NL01"),
        (("-g", "Druten", "--vergelijk", "buren"), 2, "subregio"),
        (("--gebied", "NL01", "--vergelijk", "land"), 2, "gemeente"),
        (("--gebied", "NL01", "--formaat", "xlsx"), 2, "parquet"),
        (("--gebied", "NL01", "--formaat", "parquet"), 2, "--uit"),
        (("--gebied", "NL01", "--uit", "nl.xls"), 2, "eindigt op .xls"),
        (("--gebied", "NL01", "--uit", "nl.xls", "--formaat", "csv"), 2, "Kies .csv, .json"),
        (("--gebied", "NL01", "--uit", "nl.json", "--formaat", "csv"), 2, "past niet bij"),
        (("--gebied", "NL01", "--indicator", "kairos_trajecten"), 13, "hd mapping lijst"),
        (("--gebied", "NL01", "--uitleg"), 2, "--indicator"),
        (("--gebied", "NL01", "--uitleg", "--indicator", "meldingen"), 2, "--jaar"),
        (
            ("--gebied", "NL01", "--uitleg", "--indicator", "inwoners", "--jaar", "2023"),
            2,
            "een aantal",
        ),
        (("--gebied", "NL01", "--uitleg", "--formaat", "csv"), 2, "--uitleg"),
    ],
)
def test_a_wrong_question_is_one_line_and_a_code(vraag, woorden, code, zegt):
    antwoord = vraag(*woorden)
    assert antwoord.code == code
    assert zegt in antwoord.err
    assert antwoord.out == ""


def test_figures_are_asked_for_before_any_ingest(tmp_path, hd):
    antwoord = hd("--werkmap", tmp_path, "cijfers", "--gebied", "Druten")
    assert antwoord.code == 14
    assert "hd ingest" in antwoord.err


def test_a_folder_or_an_unreachable_file_is_refused_and_nothing_is_left(vraag, tmp_path):
    assert vraag("--gebied", "NL01", "--uit", tmp_path).code == 2
    (tmp_path / "bezet").write_text("van mij")
    antwoord = vraag("--gebied", "NL01", "--uit", tmp_path / "bezet" / "nl.csv")
    assert antwoord.code == 15
    assert [pad.name for pad in tmp_path.iterdir()] == ["bezet"]


@pytest.mark.parametrize(
    "naam",
    [
        "=1+1",
        "[red]Druten[/red]",
        *(
            pytest.param(n, marks=pytest.mark.slow)
            for n in ("../../etc", "Druten\nTiel", "'; drop")
        ),
        *(pytest.param(n, marks=pytest.mark.slow) for n in ("\u202eneturD", "%s", "")),
    ],
)
def test_a_hostile_name_is_an_unknown_area_and_nothing_else(vraag, naam):
    for optie in ("--gebied", "--indicator", "--dekking"):
        woorden = [optie, naam] if optie == "--gebied" else ["--gebied", "NL01", optie, naam]
        antwoord = vraag(*woorden)
        assert antwoord.code in (2, 13) or (naam == "" and optie != "--gebied")


def test_a_hostile_name_of_a_place_in_the_source_is_no_formula_and_no_markup(
    tmp_path: Path, levering: Callable[..., Path], hd: Hd
):
    werkmap = Werkmap(tmp_path / "werkmap")
    tellingen = levering(
        "gebied_code indicator periode aantal status\nNL01 meldingen 2023 120 exact\n",
        uitgever="=HYPERLINK([bold]x[/bold])",
        bron="=1+1",
    )
    assert hd("--werkmap", werkmap.root, "ingest", tellingen).code == 0
    vraag = ("--werkmap", werkmap.root, "cijfers", "--gebied", "NL01")
    for rij in csv.reader(io.StringIO(hd(*vraag, "--formaat", "csv").out)):
        assert not any(cel.startswith(("=", "+", "@")) for cel in rij)
    bronnen = {rij["bron"] for rij in json.loads(hd(*vraag, "--formaat", "json").out)}
    assert any(bron.startswith("=HYPERLINK([bold]x") for bron in bronnen)
    assert hd(*vraag, "--indicator", "meldingen", "--jaar", "2023", "--uitleg").code == 0


def test_what_the_manual_prints_is_what_the_command_prints(vraag):
    pagina = (Path(__file__).resolve().parents[2] / "docs" / "handleiding.md").read_text("utf-8")
    hoofdstuk = pagina.split("### hd cijfers\n")[1].split("\n### ")[0]
    neder = ("-g", "Neder-Betuwe", "--periode", "2025-H1", "--vergelijk", "land", "--indicator")
    uit = "\n".join(
        vraag(*woorden).out
        for woorden in (
            ("--gebied", "Gelderland-Zuid", "--jaar", "2020", "--indicator", "meldingen/totaal"),
            (*neder, "meldingen/totaal"),
            (*neder, "meldingen", "--uitleg"),
        )
    )
    gezegd = {regel.rstrip() for regel in uit.splitlines()}
    gedrukt = [blok for blok in hoofdstuk.split("```")[1::2] if blok.startswith("text")]
    assert len(gedrukt) == 3
    for blok in gedrukt:
        assert set(blok.splitlines()[1:]) <= gezegd


def test_rules_and_events_are_named_in_the_manifest_of_a_report(ingested, hd, tmp_path):
    vraag = ("report", "-g", "Druten", "--formaat", "csv", "--uit", tmp_path)
    assert hd("--werkmap", ingested.root, *vraag).code == 0
    (manifest,) = tmp_path.rglob("manifest.json")
    tekst = manifest.read_text("utf-8")
    assert "vergelijking.toml" in tekst
    assert "gebeurtenissen.toml" in tekst
