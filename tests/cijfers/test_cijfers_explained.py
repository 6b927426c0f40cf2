"""`hd cijfers --uitleg`: plain Dutch that holds the very numbers of the figure."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest

from helpende_data.errors import ContractError
from helpende_data.periodes import Periode
from helpende_data.reports import uitleg
from helpende_data.reports.teksten import Teksten
from helpende_data.reports.uitleg import explain, read_uitleg
from helpende_data.schema.getallen import format_nl

VERBODEN = re.compile(r"\b(gelijk aan|even hoog|beter|slechter|rang|best|slechtst)\b")


@pytest.fixture(scope="session")
def zeg(echt):
    """The explanation as one text."""
    teksten = read_uitleg(echt.workshop.werkmap)

    def vertel(lijst, gebied, indicator, periode, **velden):
        stappen = explain(
            lijst.vergelijker,
            teksten,
            gebied=gebied,
            indicator=indicator,
            periode=Periode.parse(periode),
            gebeurtenissen=lijst.workshop.gebeurtenissen,
            **velden,
        )
        return "\n".join(zin for stap in stappen for zin in (stap.kop, *stap.zinnen))

    return vertel


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
    assert "Er is geen cijfer per 100.000 inwoners: de inwoners van 65 jaar en ouder" in tekst


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


def test_what_is_not_counted_here_is_said_so_and_nothing_is_divided(voorbeeld, zeg):
    """Mook en Middelaar belongs to another safety region, so it has no bans of this one."""
    tekst = zeg(voorbeeld, "Mook en Middelaar", "huisverboden", "2023")
    assert "hier niet van toepassing" in tekst
    assert "Hoort bij een andere veiligheidsregio." in tekst
    for deel in ("laat de bron niet zien", "niet bekend", "De marge is", "De vergelijking"):
        assert deel not in tekst


@pytest.mark.parametrize("indicator", ["adviezen", "meldingen"])
@pytest.mark.parametrize("gebied", ["Druten", "VT-GZ"])
def test_the_test_on_a_trend_can_be_done_again(voorbeeld, zeg, gebied, indicator):
    tekst = zeg(voorbeeld, gebied, indicator, "2023")
    helling, som, x2 = re.findall(r"= \(([−\d.,]+)\)² × ([\d.,]+) = ([\d.,]+)\.\n", tekst)[0]
    helling = helling.replace("\N{MINUS SIGN}", "-")
    assert number(helling) ** 2 * number(som) == pytest.approx(number(x2), abs=0.006)
    assert ("niet groot genoeg" in tekst) == (number(x2) < 9.5495)
    vraag = (gebied, f"{indicator}/totaal")
    (trend,) = [r for r in voorbeeld(*vraag) if r.vergeleken_met == "eerdere jaren"]
    assert f"Oordeel over de jaren: {trend.oordeel}." in tekst
    keer, laag, hoog = (
        format_nl(g, 3) for g in (trend.verhouding, trend.verhouding_laag, trend.verhouding_hoog)
    )
    assert f"{keer} keer dat van het jaar ervoor (marge: {laag} tot {hoog}, 95 %)" in tekst
    b, s = re.findall(r"met b = ([−\d,]+)\. .* met s = ([\d,]+)\.", tekst)[0]
    b, s = number(b.replace("\N{MINUS SIGN}", "-")), number(s)
    assert math.exp(b) == pytest.approx(trend.verhouding, abs=6e-4)
    assert math.exp(b - 1.96 * s) == pytest.approx(trend.verhouding_laag, abs=6e-4)
    assert math.exp(b + 1.96 * s) == pytest.approx(trend.verhouding_hoog, abs=6e-4)


def test_the_test_on_shares_can_be_done_again(voorbeeld, zeg):
    tekst = zeg(voorbeeld, "VT-GZ", "meldingen/vervolg:overdracht", "2023")
    n, x, xt, nt, ntt, x2 = map(
        number,
        re.findall(
            r"Σn = ([\d.]+), Σx = ([\d.]+), Σxt = ([\d.]+), Σnt = ([\d.]+) en Σnt² = ([\d.]+)\. "
            r".* = ([\d.,]+)\.\n",
            tekst,
        )[0],
    )
    assert n * (n * xt - x * nt) ** 2 / (x * (n - x) * (n * ntt - nt**2)) == pytest.approx(
        x2, abs=0.006
    )


def test_a_margin_without_one_and_no_trend_is_explained_in_one_sentence(voorbeeld, zeg):
    tekst = zeg(voorbeeld, "Druten", "meldingen/vervolg:overdracht", "2023")
    assert "marge: 0,842 tot 0,993, 95 %" in tekst
    assert "De marge hoort bij 95 %, het oordeel bij 99,8 %." in tekst


def test_small_years_are_explained_together(voorbeeld, zeg):
    tekst = zeg(voorbeeld, "Druten", "huisverboden", "2023")
    aantallen, inwoners, uit = re.findall(
        r"samen: \(([\d .+]+)\) / \(([\d .+]+)\) × 100\.000 = ([\d,]+) \(", tekst
    )[0]
    boven, onder = (sum(map(number, t.split(" + "))) for t in (aantallen, inwoners))
    assert boven / onder * 1e5 == pytest.approx(number(uit), abs=0.051)


@pytest.mark.parametrize(
    ("jaren", "zegt"),
    [
        ((60, 62, 64, 57, 140), "zonder een van de jaren gaat de lijn de andere kant op"),
        ((60, None, 61, 60, 62), "X² is hier niet groot genoeg"),
        ((3, None, 40, 60, 90), "Dat is hier allebei zo"),
        ((60, 75, 95, 120, 150), "Dat is hier allebei zo"),
        ((60, 60, 60, 60, 60), "X² is hier niet groot genoeg"),
    ],
)
def test_what_the_test_decides_is_said_as_it_is(tmp_path, hd, levering, jaren, zegt):
    """None is a hidden year; nothing is compared here, Druten is alone."""
    rijen = ["gebied_code indicator periode aantal laag hoog status"]
    for jaar, n in enumerate(jaren, start=2019):
        laag, hoog = (n, n) if n is not None else (20, 25) if jaren[0] == 3 else (58, 62)
        waarde, status = ("-", "onderdrukt") if n is None else (n, "exact")
        rijen.append(f"GM0225 huisverboden {jaar} {waarde} {laag} {hoog} {status}")
    mensen = ["gebied_code peildatum inwoners"]
    mensen += [f"GM0225 {jaar}-01-01 19000" for jaar in range(2019, 2024)]
    verzonnen = {"synthetisch": True, "afronding": 1}
    paden = [
        levering("\n".join(rijen), naam="a", **verzonnen),
        levering("\n".join(mensen), naam="b", tabel="inwoners", **verzonnen),
    ]
    assert hd("--werkmap", tmp_path / "w", "ingest", *paden).code == 0
    vraag = ("cijfers", "-g", "GM0225", "--indicator", "huisverboden", "--jaar", "2023")
    uit = hd("--werkmap", tmp_path / "w", *vraag, "--uitleg").out
    assert zegt in " ".join(uit.split())


def test_a_half_year_and_a_short_series_have_no_years_to_explain(voorbeeld, echt, zeg):
    assert "De jaren:" not in zeg(voorbeeld, "Druten", "meldingen", "2023-H1")
    assert "De jaren:" not in zeg(echt, "VT06", "meldingen", "2023")


@pytest.mark.parametrize(
    ("deel", "delen"),
    [
        ("organisatie:politie", ["van de politie kwam", "of doordat anderen minder melden"]),
        ("eerder:hermelding", ["over meldingen, niet over gezinnen", "De marge is een ondergrens"]),
        ("veiligheid:acuut_onveilig", ["oordeel van Veilig Thuis over de veiligheid"]),
        ("vervolg:geen_vervolgstappen", ["de eerste stap na de melding"]),
        ("vervolg:overdracht", ["tellen alleen de beoordeelde meldingen mee"]),
    ],
)
def test_shares_of_the_chain_say_what_they_are_about(voorbeeld, zeg, deel, delen):
    tekst = zeg(voorbeeld, "Druten", f"meldingen/{deel}", "2023")
    regels = voorbeeld("Druten", f"meldingen/{deel}", "2023")
    (cijfer,) = [r.cijfer for r in regels if r.cijfer.maat == "aandeel_pct"]
    assert f"/ {format_nl(cijfer.noemer)} × 100 = {cijfer.tekst} %" in tekst
    assert f"De marge is {cijfer.marge} %." in tekst
    assert all(zin.lower() in tekst.lower() for zin in delen)


def test_figures_made_from_other_counts_are_explained_too(voorbeeld, zeg):
    beoordeeld = zeg(voorbeeld, "Druten", "meldingen/vervolg:overdracht_van_beoordeeld", "2023")
    assert "116 − 18 = 98" in beoordeeld
    assert "53 / 98 × 100 = 54 %" in beoordeeld
    adviezen = zeg(voorbeeld, "Druten", "adviezen/per:meldingen", "2023")
    assert "250 / 116 = 2,2" in adviezen
    assert "BetaInv(0,025; 250; 116 + 1)" in adviezen
    assert "1,7 tot 2,7" in adviezen
    team = zeg(voorbeeld, "Druten", "meldingen/ontvanger:lokaal_team", "2023")
    assert "Er is geen cijfer: de bron noemt niet aan wie is overgedragen." in team
    for tekst in (beoordeeld, adviezen):
        assert "verzonnen" in tekst
        assert "Bron: " in tekst


def test_cbs_84852ned_share_of_rounded_counts_is_explained_with_both_ends(echt, zeg):
    tekst = zeg(echt, "VT06", "meldingen/vervolg:overdracht", "2023")
    assert "1.495 / 2.695 × 100 = 55 %" in tekst
    assert "x = 1.493 en n = 2.697, en de bovengrens met x = 1.497 en n = 2.693" in tekst
    assert "1.495 / 2.450 × 100 = 61 %" in tekst


def test_every_sentence_of_the_explanation_is_read(echt):
    """Keys that are put together at run time: by status, method, measure, outcome or verdict."""
    teksten = read_uitleg(echt.workshop.werkmap)
    code = "\n".join(p.read_text("utf-8") for p in Path(uitleg.__file__).parent.glob("*.py"))
    gemaakt = re.compile(
        r"aantal\.(afgerond|benaderd|onderdrukt)|marge\.(onder|boven)_|vergelijking\.(wie|betekenis)"
        r"|(vergelijking|verhouding)\.(onder|boven)|aandeel\.(eerder|veiligheid|vervolg)"
        r"|jaren\..*_(per_100k|aandeel_pct)|jaren\.drempel_"
    )
    for sectie, zinnen in teksten.sections.items():
        for sleutel in zinnen:
            naam = f"{sectie}.{sleutel}"
            assert f'"{naam}"' in code or gemaakt.match(naam), naam


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
