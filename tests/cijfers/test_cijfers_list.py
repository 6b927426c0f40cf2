"""The list of figures through the library: printed figures come out, verdicts go with rates."""

from __future__ import annotations

import pytest

from helpende_data import formulas
from helpende_data.errors import UnknownError, UsageError
from helpende_data.statistics.lijst import CENTRUM_BESLIST, EERDERE_JAREN
from helpende_data.statistics.vergelijking import OORDELEN

REGIO = "Gelderland-Zuid"


@pytest.mark.parametrize(
    ("indicator", "waarde"), [("adviezen/totaal", 1133.2), ("meldingen/totaal", 498.6)]
)
def test_regioaanpak_hoofdstuk_2_on_cbs_03759ned_gives_the_rates_of_the_region_in_2020(
    echt, indicator, waarde
):
    cijfer = echt.one("per_100k", REGIO, indicator, "2020").cijfer
    assert (cijfer.waarde, cijfer.noemer, cijfer.dekking) == (waarde, 569_443, "VT-GZ")


@pytest.mark.parametrize(
    ("gebied", "indicator", "waarde"),
    [
        (REGIO, "meldingen/totaal", 467.1),
        ("VT06", "meldingen/totaal", 467.1),
        ("Nederland", "meldingen/totaal", 714.9),
        ("Nederland", "adviezen/totaal", 804.0),
    ],
)
def test_cbs_84849ned_and_84852ned_give_the_rates_of_2023(echt, gebied, indicator, waarde):
    cijfer = echt.one("per_100k", gebied, indicator, "2023").cijfer
    assert (cijfer.waarde, cijfer.voorlopig) == (waarde, True)


def test_regioaanpak_infographic_prints_370_without_saying_that_it_is_a_half_year(echt):
    """CBS 84852NED: 64,505 reports in the first half of 2020 on 17,407,585 inhabitants."""
    half = echt.one("per_100k", "NL01", "meldingen/totaal", "2020-H1").cijfer
    assert (half.waarde, half.noemer) == (370.6, 17_407_585)
    assert echt.one("per_100k", "NL01", "meldingen/totaal", "2020").cijfer.waarde > 2 * 365


def test_cbs_84849ned_gives_neder_betuwe_beside_the_country_in_the_first_half_of_2025(echt):
    for indicator, hier, land in (("adviezen/totaal", 368, 471), ("meldingen/totaal", 252, 367)):
        assert echt.one("per_100k", "Neder-Betuwe", indicator, "2025-H1").cijfer.waarde == hier
        over = echt.one("per_100k", "NL01", indicator, "2025-H1").cijfer.waarde
        assert round(over) == land


def test_cbs_84852ned_three_regions_make_the_province_in_2023(echt):
    delen = [
        echt.one("aantal", code, "meldingen/totaal", "2023").cijfer.waarde
        for code in ("VT05", "VT06", "VT14")
    ]
    provincie = echt.one("aantal", "PV25", "meldingen/totaal", "2023").cijfer.waarde
    assert sum(delen) == provincie == 8565


def test_cbs_84852ned_outcomes_make_the_total_of_the_region_in_2023(echt):
    regels = echt("VT06", "meldingen/vervolg", "2023")
    delen = [r.cijfer.waarde for r in regels if r.cijfer.maat == "aantal"]
    assert sorted(delen) == [55, 85, 245, 815, 1495]
    assert sum(delen) == echt.one("aantal", "VT06", "meldingen/totaal", "2023").cijfer.waarde


def test_cbs_84852ned_rounded_halves_of_2020_do_not_make_the_year(echt):
    helften = [
        echt.one("aantal", "NL01", "meldingen/totaal", p).cijfer.waarde
        for p in ("2020-H1", "2020-H2", "2020")
    ]
    assert helften == [64_505, 62_910, 127_410]


def test_cbs_84852ned_region_handed_over_55_or_61_percent_in_2023(echt):
    alle = echt.one("aandeel_pct", REGIO, "meldingen/vervolg:overdracht", "2023").cijfer
    deel = "meldingen/vervolg:overdracht_van_beoordeeld"
    beoordeeld = echt.one("aandeel_pct", REGIO, deel, "2023").cijfer
    assert (alle.waarde, alle.noemer) == (55, 2695)
    assert (beoordeeld.waarde, beoordeeld.noemer) == (61, 2450)


def test_regioaanpak_hoofdstuk_2_elder_abuse_is_2_4_percent_of_the_reports(echt):
    cijfer = echt.one("aandeel_pct", REGIO, "meldingen/aard:ouderenmishandeling", "2020").cijfer
    assert (cijfer.waarde, cijfer.noemer) == (2.4, 2839)


def test_regioaanpak_hoofdstuk_5_budget_is_5519594_on_both_sides(echt):
    euro = {r.cijfer.indicator: r.cijfer.waarde for r in echt("RA-GZ") if r.cijfer.maat == "euro"}
    kosten = [w for code, w in euro.items() if code.startswith("raming_") and "totaal" not in code]
    baten = [euro[c] for c in ("beschikbaar_du_vo", "bijdrage_maasdriel", "bijdrage_zaltbommel")]
    assert sum(kosten) == sum(baten) == euro["raming_totaal"] == 5_519_594


@pytest.mark.parametrize(
    ("gebied", "jaar", "inwoners"),
    [
        ("VT-GZ", "2020", 569_443),
        ("Rivierenland", "2020", 246_565),
        ("Rijk van Nijmegen", "2020", 322_878),
        ("VT06", "2020", 561_596),
        ("VT06", "2023", 576_999),
        ("moviera", "2020", 532_453),
    ],
)
def test_cbs_03759ned_and_bijlage_2_give_the_inhabitants_of_each_catchment(
    echt, gebied, jaar, inwoners
):
    assert echt.one("inwoners", gebied, "inwoners", jaar).cijfer.waarde == inwoners


def test_a_catchment_keeps_only_figures_that_cover_it(echt):
    alle = {r.cijfer.dekking for r in echt(REGIO)}
    assert {"VT-GZ", "VT06", "RA-GZ"} <= alle
    assert {r.cijfer.dekking for r in echt(REGIO, dekking="VT06")} == {"VT06"}
    assert echt(REGIO, dekking="Gelderland-Zuid (VT)") == echt(REGIO, dekking="VT06")


def test_a_figure_without_a_rate_says_why(echt):
    for regel in echt("moviera"):
        if regel.cijfer.waarde is None:
            assert regel.reden
        assert not (regel.cijfer.maat == "per_100k" and regel.cijfer.waarde is not None)


def test_the_local_team_is_shown_as_unknown_to_who_asks_for_it_and_else_left_out(echt):
    gevraagd = echt(REGIO, "meldingen/ontvanger:lokaal_team", "2023")
    assert [r.reden for r in gevraagd] == ["de bron noemt niet aan wie is overgedragen"]
    assert not any("ontvanger" in r.cijfer.uitsplitsing for r in echt(REGIO))


def test_statements_over_several_years_come_with_each_of_these_years(echt):
    assert echt("RA-GZ", "raming_totaal", "2023") == echt("RA-GZ", "raming_totaal")
    with pytest.raises(UnknownError):
        echt("RA-GZ", "raming_totaal", "2026")


@pytest.mark.slow
def test_no_row_stands_twice_and_the_order_is_always_the_same(echt, voorbeeld):
    for wereld, gebied in ((echt, REGIO), (echt, "NL01"), (voorbeeld, "Druten")):
        regels = wereld(gebied)
        sleutels = [
            (
                r.cijfer.gebied_code, r.cijfer.dekking, r.cijfer.indicator, r.cijfer.uitsplitsing,
                r.cijfer.periode, r.cijfer.maat, r.cijfer.bron, r.vergeleken_met,
                r.cijfer.waarde if r.cijfer.maat == "aantal" else None,
            )
            for r in regels
        ]  # fmt: skip
        assert len(set(sleutels)) == len(sleutels)
        assert wereld(gebied) == regels


@pytest.mark.parametrize("met", ["vergelijkbaar", "subregio", "regio", "land"])
def test_a_comparison_gives_each_counted_rate_one_verdict_of_the_vocabulary(voorbeeld, met):
    for regel in voorbeeld("Druten", "meldingen/totaal", "2023", vergelijk=met):
        if regel.cijfer.maat == "per_100k":
            assert regel.vergeleken_met.startswith(met)
            assert regel.oordeel in OORDELEN
        else:
            assert not regel.oordeel


def test_verdicts_are_those_of_the_comparison_itself(voorbeeld):
    regel = voorbeeld("Druten", "meldingen/totaal", "2023", vergelijk="regio")[1]
    eigen = voorbeeld.vergelijker.vergelijk("GM0225", "meldingen", "2023", met="regio")
    assert regel.oordeel == eigen.oordeel
    assert regel.verhouding == pytest.approx(eigen.waarde, abs=0.006)


def test_each_comparison_stands_with_and_without_its_centre_and_says_where_it_differs(voorbeeld):
    anders = set()
    for regel in voorbeeld("Druten", "adviezen/totaal", vergelijk="subregio"):
        if regel.vergeleken_met.startswith("subregio"):
            periode = regel.cijfer.periode
            met, zonder = (
                voorbeeld.vergelijker.vergelijk("GM0225", "adviezen", periode, met=wie)
                for wie in ("subregio", "subregio_zonder_centrum")
            )
            eigen = zonder if regel.vergeleken_met.endswith("centrum") else met
            assert regel.oordeel == eigen.oordeel
            assert regel.centrum_beslist == (met.oordeel != zonder.oordeel)
            assert regel.centrum_beslist == (CENTRUM_BESLIST in regel.reden)
            anders |= {periode} if regel.centrum_beslist else set()
    assert anders == {"2024"}


def test_the_centre_itself_and_a_subregion_without_one_are_compared_once(voorbeeld):
    for gemeente, met in (("Nijmegen", "regio"), ("Tiel", "subregio"), ("Druten", "land")):
        regels = voorbeeld(gemeente, "meldingen/totaal", "2023", vergelijk=met)
        assert [r.vergeleken_met for r in regels if r.oordeel] == [met]


def test_a_withdrawn_word_says_so_on_its_row(voorbeeld):
    regels = voorbeeld("Druten", "adviezen/totaal", "2024", vergelijk="subregio")
    (ingetrokken,) = [r for r in regels if r.los_bekeken]
    assert (ingetrokken.oordeel, ingetrokken.los_bekeken) == ("niet aantoonbaar anders", "hoger")
    assert ingetrokken.verhouding_laag > 1
    assert voorbeeld.workshop.regels.uitleg in ingetrokken.reden


def test_similar_municipalities_say_by_which_rule_they_were_chosen(voorbeeld):
    regels = voorbeeld("Druten", "meldingen/totaal", "2023", vergelijk="vergelijkbaar")
    assert [r.gekozen_op for r in regels if r.oordeel] == ["grootte"]


def test_a_shown_limit_never_rounds_onto_one(voorbeeld):
    for gemeente in ("Druten", "Nijmegen", "West Maas en Waal"):
        for regel in voorbeeld(gemeente, "meldingen/totaal", vergelijk="land"):
            if regel.oordeel in ("hoger", "duidelijk hoger") and regel.verhouding_laag:
                assert regel.verhouding_laag > 1
            if regel.oordeel in ("lager", "duidelijk lager") and regel.verhouding_hoog:
                assert regel.verhouding_hoog < 1


def test_a_long_series_has_one_row_with_the_verdict_on_its_trend(voorbeeld):
    regels = [r for r in voorbeeld("RA-GZ", "adviezen/totaal") if r.vergeleken_met == EERDERE_JAREN]
    (trend,) = regels
    assert trend.oordeel == "stijgend"
    assert trend.kanttekeningen.endswith("chatten met Veilig Thuis.")
    assert trend.verhouding_laag < trend.verhouding < trend.verhouding_hoog
    jaar = voorbeeld("RA-GZ", "adviezen/totaal", "2024")
    assert not any(r.vergeleken_met for r in jaar)


def test_a_long_series_of_shares_has_a_verdict_of_its_own(voorbeeld):
    """From the counts of the list itself, through the formula: 2024 is provisional."""
    regels = voorbeeld("VT-GZ", "meldingen/vervolg:overdracht")
    (trend,) = [r for r in regels if r.oordeel and r.cijfer.maat == "aandeel_pct"]
    jaren = [str(jaar) for jaar in range(2019, 2024)]
    delen = [voorbeeld.one("aantal", "VT-GZ", trend.cijfer.indicator + "/vervolg:overdracht", j)
             for j in jaren]  # fmt: skip
    totalen = [voorbeeld.one("aantal", "VT-GZ", "meldingen/totaal", j) for j in jaren]
    los = formulas.trend(
        [r.cijfer.waarde for r in delen], [r.cijfer.waarde for r in totalen], jaren,
        kind="proportion",
    )  # fmt: skip
    assert trend.oordeel == str(los.verdict)
    assert trend.verhouding == pytest.approx(1 + float(los.annual_change_pct) / 100, abs=6e-4)
    assert (trend.cijfer.periode, trend.cijfer.noemer) == ("2023", totalen[-1].cijfer.waarde)


def test_a_share_of_repeat_reports_keeps_its_remark_beside_its_trend(voorbeeld):
    regels = voorbeeld("Druten", "meldingen/eerder:hermelding")
    (trend,) = [r for r in regels if r.oordeel and r.cijfer.maat == "aandeel_pct"]
    assert "de marge is een ondergrens" in trend.reden


def test_a_margin_without_one_beside_no_trend_is_marked(voorbeeld):
    regels = [r for r in voorbeeld("Druten", "meldingen/vervolg") if r.kanttekeningen]
    for r in regels:
        buiten = r.verhouding_laag is not None and not r.verhouding_laag <= 1 <= r.verhouding_hoog
        genoemd = r.oordeel in ("stijgend", "dalend", "niet te bepalen")
        assert r.alleen_marge == (buiten and not genoemd)
    assert any(r.alleen_marge for r in regels)


def test_too_short_a_series_has_no_verdict_on_a_trend(echt):
    assert not any(r.oordeel for r in echt(REGIO))


@pytest.mark.parametrize(
    ("vraag", "fout", "zegt"),
    [
        ({"gebied": "Druuten"}, UnknownError, "Druten"),
        ({"gebied": "NL01", "indicator": "meldinge"}, UnknownError, "meldingen"),
        ({"gebied": "NL01", "indicator": "xyz"}, UnknownError, "bekend zijn adviezen"),
        ({"gebied": "NL01", "indicator": "meldingen/vervolg:over"}, UnknownError, "overdracht"),
        ({"gebied": "Druten", "indicator": "meldingen"}, UnknownError, "Gelderland-Zuid"),
        ({"gebied": "NL01", "periode": "2031"}, UnknownError, "2023"),
        ({"gebied": "NL01", "dekking": "VT06"}, UnknownError, "NL01"),
        ({"gebied": "NL01", "dekking": "nergens"}, UnknownError, "nergens"),
        ({"gebied": "Druten", "vergelijk": "buurt"}, UsageError, "vergelijkbaar, subregio"),
        ({"gebied": "NL01", "vergelijk": "land"}, UsageError, "Nederland"),
    ],
)
def test_what_is_not_known_is_named_with_the_nearest_or_known_ones(echt, vraag, fout, zegt):
    with pytest.raises(fout) as gevangen:
        echt(**vraag)
    assert zegt.lower() in str(gevangen.value).lower()


def test_an_indicator_may_be_named_as_people_write_it(echt):
    assert echt("NL01", "Meldingen", "2023") == echt("NL01", " meldingen ", "2023")
