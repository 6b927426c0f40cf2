"""Figures that were printed or can be recomputed, each with its source in the test's name."""

import pytest

from helpende_data import statistics
from helpende_data.pipeline import Workshop
from helpende_data.reports.inhoud import build_rapport
from helpende_data.statistics import Cijfer


def _rate(echt: Workshop, code: str, indicator: str, periode: str) -> Cijfer:
    return statistics.per_100k(echt.feiten, code, indicator, periode)


@pytest.mark.parametrize(
    ("code", "indicator", "periode", "waarde", "noemer"),
    [
        ("VT-GZ", "adviezen", "2020", 1133.2, 569_443),
        ("VT-GZ", "meldingen", "2020", 498.6, 569_443),
    ],
)
def test_regioaanpak_hoofdstuk_2_counts_on_cbs_03759ned_give_the_region_in_2020(
    echt, code, indicator, periode, waarde, noemer
):
    cijfer = _rate(echt, code, indicator, periode)
    assert (cijfer.waarde, cijfer.noemer) == (waarde, noemer)


@pytest.mark.parametrize(
    ("code", "indicator", "waarde", "noemer"),
    [
        ("VT06", "meldingen", 467.1, 576_999),
        ("NL01", "meldingen", 714.9, 17_811_291),
        ("NL01", "adviezen", 804.0, 17_811_291),
    ],
)
def test_cbs_84849ned_and_84852ned_give_the_rates_of_2023(echt, code, indicator, waarde, noemer):
    cijfer = _rate(echt, code, indicator, "2023")
    assert (cijfer.waarde, cijfer.noemer, cijfer.voorlopig) == (waarde, noemer, True)


def test_cbs_84849ned_gives_neder_betuwe_beside_the_country_in_the_first_half_of_2025(echt):
    adviezen = _rate(echt, "GM1740", "adviezen", "2025-H1")
    meldingen = _rate(echt, "GM1740", "meldingen", "2025-H1")
    assert (adviezen.waarde, meldingen.waarde) == (368, 252)
    land = [_rate(echt, "NL01", i, "2025-H1").waarde for i in ("adviezen", "meldingen")]
    assert [round(waarde) for waarde in land] == [471, 367]


def test_limits_of_a_count_that_cbs_rounded_leave_room_for_the_rounding(echt):
    cijfer = _rate(echt, "GM1740", "meldingen", "2025-H1")
    exact_laag = statistics.rate_interval(63, 25_781).lower
    exact_hoog = statistics.rate_interval(67, 25_781).upper
    assert (cijfer.laag, cijfer.hoog) == (round(float(exact_laag)), round(float(exact_hoog)))


def test_cbs_84852ned_three_regions_make_the_province_in_2023(echt):
    delen = [echt.feiten.telling(c, "meldingen", "2023").aantal for c in ("VT05", "VT06", "VT14")]
    assert delen == [3060, 2695, 2810]
    assert sum(delen) == echt.feiten.telling("PV25", "meldingen", "2023").aantal == 8565


def test_cbs_84852ned_outcomes_make_the_total_of_the_region_in_2023(echt):
    delen = echt.feiten.categories("VT06", "meldingen", "2023", "vervolg")
    assert [d.aantal for d in delen] == [815, 1495, 85, 55, 245]
    assert sum(d.aantal for d in delen) == 2695


def test_cbs_84852ned_rounded_halves_of_2020_do_not_make_the_year(echt):
    helften = [
        echt.feiten.telling("NL01", "meldingen", p).aantal for p in ("2020-H1", "2020-H2", "2020")
    ]
    assert helften == [64_505, 62_910, 127_410]


def test_cbs_84852ned_first_half_of_2020_is_370_per_100k(echt):
    assert _rate(echt, "NL01", "meldingen", "2020-H1").waarde == 370.6


def test_regioaanpak_hoofdstuk_2_elder_abuse_is_2_4_percent_of_the_reports(echt):
    cijfer = statistics.aandeel(
        echt.feiten, "VT-GZ", "meldingen", "2020", "aard:ouderenmishandeling"
    )
    assert (cijfer.waarde, cijfer.noemer) == (2.4, 2839)


def test_regioaanpak_hoofdstuk_5_budget_is_5519594_on_both_sides(echt):
    euro = {o.indicator: o.waarde for o in echt.feiten.opgaven if o.eenheid == "euro"}
    kosten = [w for code, w in euro.items() if code.startswith("raming_") and "totaal" not in code]
    baten = [euro[c] for c in ("beschikbaar_du_vo", "bijdrage_maasdriel", "bijdrage_zaltbommel")]
    assert sum(kosten) == sum(baten) == euro["raming_totaal"] == 5_519_594


def test_regioaanpak_hoofdstuk_2_gives_94_expected_reports_for_druten_in_2020(echt):
    cijfer = statistics.verwacht(echt.feiten, "GM0225", "meldingen", "2020", referentie="VT-GZ")
    assert (cijfer.waarde, cijfer.laag, cijfer.hoog) == (94.4, 76, 114)


@pytest.mark.parametrize(
    "indicator",
    [
        "opvang_vrouwen",
        "opvang_kinderen",
        "ambulante_trajecten",
        "csg_acute_zorg",
        "csg_consult_en_advies",
        "omgangshuis_kinderen",
    ],
)
def test_facility_without_known_catchment_or_origin_has_no_rate_but_a_reason(echt, indicator):
    code = "MOVIERA" if indicator.startswith(("opvang", "ambulant")) else "RA-GZ"
    cijfer = _rate(echt, code, indicator, "2020")
    assert cijfer.waarde is None
    assert cijfer.reden


def test_year_and_half_year_never_stand_in_one_figure(echt):
    for gemeente, periode in (("Druten", None), ("Neder-Betuwe", "2025-H1")):
        over = statistics_period(periode)
        rapport = build_rapport(echt.feiten, echt.teksten, gemeente, over, "beleid")
        for figuur in rapport.figuren():
            periodes = {
                rij[1] for rij in figuur.tabel.rijen if figuur.tabel.kolommen[1] == "Periode"
            }
            soorten = {"halfjaar" if "halfjaar" in p else "jaar" for p in periodes}
            assert len(soorten) <= 1, figuur.naam


def statistics_period(tekst):
    from helpende_data.periodes import Periode

    return Periode.parse(tekst) if tekst else None
