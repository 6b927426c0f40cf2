"""What the checks find in the published figures of data/bron; the sources stand in the names."""

from __future__ import annotations

import pytest
from controle_wereld import Wereld


def test_regioaanpak_370_is_64505_meldingen_of_cbs_84852_in_half_a_year(echt: Wereld) -> None:
    gevonden = echt.find(
        "gedrukt_cijfer",
        "370 meldingen per 100.000 inwoners voor Nederland",
        "64.505 meldingen in het eerste halfjaar van 2020 op 17.407.585 inwoners is 370,6",
        "dat past bij de gedrukte 370, naar beneden afgerond (gewoon afgerond is het 371)",
    )
    assert (gevonden.ernst, gevonden.periode, gevonden.gebied) == ("let_op", "onbekend", "NL01")
    assert any("cbs-veilig-thuis.csv" in bron for bron in gevonden.bronnen)
    assert any("regioaanpak-opgaven.csv" in bron for bron in gevonden.bronnen)


@pytest.mark.parametrize(
    ("gedrukt", "som"),
    [
        ("550 adviezen", "6.453 adviezen in 2020 op 569.443 inwoners is 1.133,2, en 550 is 49 %"),
        ("248 meldingen", "2.839 meldingen in 2020 op 569.443 inwoners is 498,6, en 248 is 50 %"),
    ],
)
def test_regioaanpak_rates_of_the_region_are_half_of_the_yearly_rates(
    echt: Wereld, gedrukt: str, som: str
) -> None:
    gevonden = echt.find("gedrukt_cijfer", gedrukt, som, "van dat jaarcijfer")
    assert gevonden.zin.endswith("dat past bij een halfjaar.")


def test_regioaanpak_336_fits_half_a_year_and_cannot_be_recomputed(echt: Wereld) -> None:
    gevonden = echt.find("gedrukt_cijfer", "336 adviezen per 100.000 inwoners voor Nederland")
    assert "past bij een halfjaar, niet na te rekenen" in gevonden.zin
    assert "zoals drie andere cijfers in dit document" in gevonden.zin


def test_regioaanpak_mixes_year_and_half_year_by_a_factor_of_two(echt: Wereld) -> None:
    gevonden = echt.find("gedrukt_cijfer", "rekent jaar en halfjaar door elkaar, een factor twee")
    assert gevonden.ernst == "klopt_niet"
    assert "(336, 550, 370 en 248)" in gevonden.zin


def test_regioaanpak_elder_abuse_is_68_of_2839_and_less_than_2_5_percent(echt: Wereld) -> None:
    gevonden = echt.find("gedrukt_cijfer", "nog geen 2,5 procent", "68 van 2.839 is 2,4 %")
    assert gevonden.ernst == "klopt"


def test_regioaanpak_ruim_536000_inwoners_fits_no_year(echt: Wereld) -> None:
    gevonden = echt.find("inwoners", '"ruim 536.000"', "past bij geen enkel jaar")
    assert gevonden.ernst == "klopt_niet"
    assert "de regio had 553.568 tot 597.891 inwoners" in gevonden.zin
    assert "2018 is niet op te tellen" in gevonden.zin


def test_cbs_84852_three_regions_of_2023_are_exactly_the_province(echt: Wereld) -> None:
    gevonden = echt.find(
        "verzorgingsgebied", "3.060", "2.695", "2.810", "samen 8.565, precies het aantal van"
    )
    assert (gevonden.ernst, gevonden.gebied, gevonden.periode) == ("klopt", "PV25", "2023")


def test_cbs_region_leaves_out_mook_en_middelaar_which_lies_in_limburg(echt: Wereld) -> None:
    gevonden = echt.find("verzorgingsgebied", "Gelderland-Zuid (VT) laat Mook en Middelaar weg")
    assert "Mook en Middelaar ligt in Limburg" in gevonden.zin
    assert "14 van de 15 gemeenten" in gevonden.zin


def test_cbs_84852_half_years_of_2020_fit_the_year_within_rounding(echt: Wereld) -> None:
    gevonden = echt.find("halfjaren", "127.415", "127.410", "binnen de afronding")
    assert gevonden.ernst == "klopt"


def test_kwartaalrapportage_months_of_2019_are_the_418_of_the_year(echt: Wereld) -> None:
    assert echt.find("halfjaren", "de maanden", "418, precies het jaar 2019").ernst == "klopt"


def test_cbs_84852_outcomes_of_the_region_in_2023_are_exactly_2695(echt: Wereld) -> None:
    gevonden = echt.find("som", "Gelderland-Zuid (VT) in 2023", "samen 2.695, precies het totaal")
    assert gevonden.ernst == "klopt"


def test_cbs_84849_categories_that_the_page_lacks_are_no_fault(echt: Wereld) -> None:
    gevonden = echt.find("som", "Meldingen voor Nederland in 2023", '"wie meldde"')
    assert gevonden.ernst == "let_op"
    assert '590 zijn niet ingedeeld, want de bron geeft geen aantal voor "onbekend"' in gevonden.zin


@pytest.mark.parametrize(("totaal", "posten"), [("Raming", "zes"), ("Beschikbaar", "drie")])
def test_raming_2021_2025_adds_up_on_both_sides(echt: Wereld, totaal: str, posten: str) -> None:
    gevonden = echt.find("rond", f"{totaal} totaal voor", f"{posten} posten", "5.519.594")
    assert gevonden.ernst == "klopt"


def test_seeds_date_the_plan_differently(echt: Wereld) -> None:
    gevonden = echt.find("documenten", "Looptijd regioaanpak", "2021-2024", "2021-2025")
    assert gevonden.ernst == "klopt_niet"


@pytest.mark.parametrize("aantal", ["31", "20"])
def test_voorzieningen_2020_pairs_are_probably_the_same(echt: Wereld, aantal: str) -> None:
    echt.find("documenten", f"allebei {aantal}: waarschijnlijk dezelfde, niet optellen")


def test_cbs_03759_municipalities_of_2020_are_the_country(echt: Wereld) -> None:
    gevonden = echt.find("inwoners", "2020: 355 gemeenten", "17.407.585, precies het totaal")
    assert gevonden.ernst == "klopt"


def test_cbs_age_groups_of_2020_are_the_total_of_druten(echt: Wereld) -> None:
    gevonden = echt.find("inwoners", "Inwoners van Druten", "10 leeftijdsgroepen", "18.926")
    assert gevonden.ernst == "klopt"
