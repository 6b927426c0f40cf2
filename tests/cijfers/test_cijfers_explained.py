"""`hd cijfers --uitleg`: plain Dutch that holds the very numbers of the figure."""

from __future__ import annotations

import json
import re

import pytest

from helpende_data.errors import ContractError
from helpende_data.periodes import Periode
from helpende_data.reports.teksten import Teksten
from helpende_data.reports.uitleg import explain, read_uitleg
from helpende_data.schema.getallen import format_nl

VERBODEN = re.compile(r"\b(gelijk aan|even hoog|beter|slechter|rang|best|slechtst)\b")


@pytest.fixture(scope="session")
def zeg(echt):
    """The explanation as one text."""
    teksten = read_uitleg(echt.workshop.werkmap)

    def uitleg(lijst, gebied, indicator, periode, **velden):
        stappen = explain(
            lijst.vergelijker,
            teksten,
            gebied=gebied,
            indicator=indicator,
            periode=Periode.parse(periode),
            **velden,
        )
        return "\n".join(zin for stap in stappen for zin in (stap.kop, *stap.zinnen))

    return uitleg


def number(tekst: str) -> float:
    return float(tekst.replace(".", "").replace(",", "."))


def test_cbs_84849ned_neder_betuwe_is_explained_with_its_own_numbers(echt, zeg):
    tekst = zeg(echt, "Neder-Betuwe", "meldingen", "2025-H1")
    for deel in (
        "65 / 25.781 × 100.000 = 252",
        "63 tot en met 67",
        "188 tot 330",
        "eerste halfjaar van 2025",
        "niet een deel daarvan",
        "voorlopig",
        "data/bron/cbs-veilig-thuis.csv",
        "te weinig gegevens",
    ):
        assert deel in tekst


def test_regioaanpak_hoofdstuk_2_region_is_explained_with_fifteen_municipalities(echt, zeg):
    tekst = zeg(echt, "Gelderland-Zuid", "meldingen", "2020")
    assert "2.839 / 569.443 × 100.000 = 498,6" in tekst
    assert "15 gemeenten" in tekst
    assert "480,4 tot 517,2" in tekst
    assert "precies geteld" in tekst


def test_cbs_84852ned_region_is_explained_with_the_fourteen_of_cbs(echt, zeg):
    tekst = zeg(echt, "Gelderland-Zuid", "meldingen", "2023")
    assert "2.695 / 576.999 × 100.000 = 467,1" in tekst
    assert "14 gemeenten" in tekst
    assert "2.693 tot en met 2.697" in tekst


def test_regioaanpak_hoofdstuk_2_elder_abuse_has_a_share_and_says_why_it_has_no_rate(echt, zeg):
    tekst = zeg(echt, "VT-GZ", "meldingen/aard:ouderenmishandeling", "2020")
    assert "68 / 2.839 × 100 = 2,4 %" in tekst
    assert "Er is geen cijfer per 100.000 inwoners: de inwoners van 65+ jaar" in tekst


def test_a_hidden_count_is_explained_by_its_bounds_only(echt, zeg):
    tekst = zeg(echt, "Neder-Betuwe", "meldingen/rol:niet_beroepsmatig", "2025-H1")
    assert "0 tot en met 9" in tekst
    assert "is er geen cijfer" in tekst
    assert "χ²(0,975; 2 × 9 + 2) / 2" in tekst
    assert "0 tot 66" in tekst


@pytest.mark.parametrize("indicator", ["meldingen", "huisverboden"])
@pytest.mark.parametrize("met", ["vergelijkbaar", "subregio", "regio", "land"])
@pytest.mark.parametrize("gemeente", ["Druten", "Nijmegen"])
def test_every_printed_sum_can_be_done_again(voorbeeld, zeg, gemeente, indicator, met):
    tekst = zeg(voorbeeld, gemeente, indicator, "2023", vergelijk=met)
    sommen = re.findall(r"([\d.,]+) / ([\d.]+) × 100\.000 = ([\d.,]+)", tekst)
    assert len(sommen) >= 2
    for boven, onder, uit in sommen:
        uit = uit.rstrip(".,")
        decimalen = len(uit.partition(",")[2])
        marge = 0.5 * 10**-decimalen + 1e-9
        assert number(boven) / number(onder) * 100_000 == pytest.approx(number(uit), abs=marge)
    for a, b, c, d, uit in re.findall(
        r"\(([\d.]+) / ([\d.]+)\) / \(([\d.]+) / ([\d.]+)\) = ([\d,]+\d)", tekst
    ):
        verhouding = number(a) / number(b) / (number(c) / number(d))
        assert verhouding == pytest.approx(number(uit), abs=0.00501)
    assert not VERBODEN.search(tekst)


def test_explanation_holds_the_numbers_and_the_verdict_of_the_list(voorbeeld, zeg):
    for gemeente in ("Druten", "Nijmegen", "Tiel"):
        for regel in voorbeeld(gemeente, "meldingen/totaal", "2023", vergelijk="regio"):
            c = regel.cijfer
            tekst = zeg(voorbeeld, gemeente, "meldingen", "2023", vergelijk="regio")
            assert c.tekst in tekst
            assert c.marge in tekst
            if c.noemer is not None:
                assert format_nl(c.noemer) in tekst
            if regel.oordeel:
                assert f"Oordeel: {regel.oordeel}." in tekst
                assert format_nl(regel.verhouding, regel.decimalen) in tekst


def test_two_verdicts_are_both_explained_and_neither_stands_alone(voorbeeld, zeg):
    tekst = zeg(voorbeeld, "Druten", "adviezen", "2024", vergelijk="subregio")
    assert "Oordeel: hoger." in tekst
    assert "Oordeel: niet aantoonbaar anders." in tekst
    assert "Los bekeken was het oordeel: hoger." in tekst
    assert "Gebruik daarom geen van beide alleen" in tekst


def test_the_registry_says_what_a_figure_says_and_does_not_say(voorbeeld, zeg):
    for indicator in voorbeeld.workshop.feiten.indicatoren.by_code.values():
        if indicator.code not in ("adviezen", "meldingen", "casussen", "huisverboden"):
            continue
        tekst = zeg(voorbeeld, "Nijmegen", indicator.code, "2023")
        for zin in (indicator.zegt_wel, indicator.zegt_niet, indicator.meer_kan_betekenen):
            assert zin in tekst
        assert "verzonnen" in tekst


def test_command_explains_in_numbered_steps_or_as_json(ingested, hd):
    vraag = ("cijfers", "-g", "Neder-Betuwe", "--indicator", "meldingen", "--periode", "2025-H1")
    tekst = hd("--werkmap", ingested.root, *vraag, "--uitleg")
    assert tekst.out.startswith("1. Het aantal\n")
    assert max(map(len, tekst.out.splitlines())) <= 96
    stappen = json.loads(hd("--werkmap", ingested.root, "--json", *vraag, "--uitleg").out)
    assert [f"{n}. {s['kop']}" for n, s in enumerate(stappen, start=1)] == [
        regel for regel in tekst.out.splitlines() if regel[:1].isdigit()
    ]
    assert hd("--werkmap", ingested.root, *vraag, "--uitleg").out == tekst.out


def test_command_writes_the_explanation_to_a_file(ingested, hd, tmp_path):
    vraag = ("cijfers", "--gebied", "NL01", "--indicator", "meldingen", "--jaar", "2023")
    assert hd("--werkmap", ingested.root, *vraag, "--uitleg", "--uit", tmp_path / "u.txt").code == 0
    assert "714,9" in (tmp_path / "u.txt").read_text("utf-8")


def test_a_sentence_that_is_missing_is_named_with_its_file(echt):
    teksten = read_uitleg(echt.workshop.werkmap)
    kapot = Teksten({**teksten.sections, "aantal": {"kop": "Het aantal"}}, teksten.bestand)
    with pytest.raises(ContractError, match=r"aantal\.") as fout:
        explain(
            echt.vergelijker, kapot, gebied="NL01", indicator="meldingen", periode=Periode(2023)
        )
    assert "data/teksten/uitleg.toml" in str(fout.value)
