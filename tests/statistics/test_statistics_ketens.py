"""Chain figures: printed values come back, denominators are said, gaps give a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from scipy import optimize, stats
from statistics_wereld import Wereld, people

from helpende_data.errors import ContractError
from helpende_data.schema import read_indicatoren
from helpende_data.statistics import per_100k
from helpende_data.statistics.ketens import (
    GEEN_ONTVANGER,
    MARGE_IS_ONDERGRENS,
    advice_ratio,
    chain_figures,
    handed_over,
    local_team_share,
    police_share,
    repeat_shares,
    unsafety_shares,
)

DRUTEN = "GM0225"


def test_the_region_handed_over_55_or_61_per_cent_in_2023_cbs_84852ned(echt: Wereld) -> None:
    """CBS: 1,495 of 2,695 reports, 245 of them not yet assessed."""
    alle, beoordeeld = handed_over(echt.feiten, "VT06", "2023")
    assert (alle.tekst, alle.noemer, alle.noemer_label) == ("55", 2695, "alle meldingen")
    assert (beoordeeld.tekst, beoordeeld.noemer) == ("61", 2450)
    assert beoordeeld.noemer_label == "beoordeelde meldingen"
    assert alle.voorlopig
    assert beoordeeld.voorlopig
    # rounded counts: from the lowest part of the highest total to the highest of the lowest
    assert (alle.laag, alle.hoog) == wilson_over((1493, 2697), (1497, 2693))
    assert (beoordeeld.laag, beoordeeld.hoog) == wilson_over((1493, 2454), (1497, 2446))


def wilson_over(laagste: tuple[int, int], hoogste: tuple[int, int]) -> tuple[float, float]:
    """Wilson's limits in whole per cents, where |x/n - p| is z standard errors of p."""

    def limit(x: int, n: int, low: float, high: float) -> float:
        z = stats.norm.ppf(0.975)
        return optimize.brentq(lambda p: (x / n - p) ** 2 - z * z * p * (1 - p) / n, low, high)

    laag, hoog = laagste[0] / laagste[1], hoogste[0] / hoogste[1]
    return (
        float(round(100 * limit(*laagste, 1e-9, laag))),
        float(round(100 * limit(*hoogste, hoog, 1 - 1e-9))),
    )


@pytest.mark.parametrize(
    ("rij", "tekst", "marge"),
    [
        ("1 1 1 exact", "0,4", "0,1 tot 2,2"),  # one in 250 is not nothing
        ("0 0 0 exact", "0", "0 tot 2"),
        ("5 3 7 afgerond", "2", "0 tot 6"),
        ("- 0 9 onderdrukt", "afgeschermd", "0 tot 7"),
    ],
)
def test_a_small_share_is_not_printed_as_nothing_and_bounds_widen_its_limits(
    invent: Callable[..., Wereld], rij: str, tekst: str, marge: str
) -> None:
    w = invent(
        "gebied_code indicator uitsplitsing periode aantal laag hoog status\n"
        "GM0225 meldingen totaal 2023 250 250 250 exact\n"
        f"GM0225 meldingen organisatie:politie 2023 {rij}",
        people({"GM0225": 19_000}),
    )
    cijfer = police_share(w.feiten, "GM0225", "2023")
    assert (cijfer.tekst, cijfer.marge) == (tekst, marge)
    assert (cijfer.noemer, cijfer.noemer_label) == (250, "alle meldingen")


def test_a_part_above_its_total_has_no_share_and_says_so(invent: Callable[..., Wereld]) -> None:
    w = invent(
        "gebied_code indicator uitsplitsing periode aantal\n"
        "GM0225 meldingen totaal 2023 20\n"
        "GM0225 meldingen organisatie:politie 2023 30",
        people({"GM0225": 19_000}),
    )
    cijfer = police_share(w.feiten, "GM0225", "2023")
    assert (cijfer.waarde, cijfer.marge) == (None, "")
    assert cijfer.reden == "de aantallen in de bronnen spreken elkaar tegen"


def test_a_part_that_only_rounding_puts_above_its_total_contradicts_nothing(
    invent: Callable[..., Wereld],
) -> None:
    w = invent(
        "gebied_code indicator uitsplitsing periode aantal laag hoog status\n"
        "GM0225 meldingen totaal 2023 48 48 48 exact\n"
        "GM0225 meldingen organisatie:politie 2023 50 45 55 benaderd",
        people({"GM0225": 19_000}),
    )
    cijfer = police_share(w.feiten, "GM0225", "2023")
    assert (cijfer.waarde, cijfer.marge) == (None, "")
    assert cijfer.reden == "door afronding staat het deel hoger dan het totaal"


def test_the_country_had_1_1_pieces_of_advice_for_each_report_in_2023_cbs_84849ned(
    echt: Wereld,
) -> None:
    cijfer = advice_ratio(echt.feiten, "NL01", "2023")
    assert (cijfer.tekst, cijfer.marge, cijfer.noemer_label) == ("1,1", "1,1 tot 1,1", "meldingen")


def test_the_region_had_2_3_pieces_of_advice_for_each_report_in_2020(echt: Wereld) -> None:
    """Regioaanpak 2021-2025, chapter 2: 6,453 adviezen and 2,839 meldingen."""
    cijfer = advice_ratio(echt.feiten, "VT-GZ", "2020")
    x, y = 6453, 2839
    low = optimize.brentq(lambda p: stats.binom.sf(x - 1, x + y, p) - 0.025, 0.5, 0.9)
    high = optimize.brentq(lambda p: stats.binom.cdf(x, x + y, p) - 0.025, 0.5, 0.9)
    assert cijfer.waarde == 2.3
    assert cijfer.laag == pytest.approx(low / (1 - low), abs=0.05)
    assert cijfer.hoog == pytest.approx(high / (1 - high), abs=0.05)


def test_a_ratio_of_rounded_counts_has_limits_for_every_count_within_the_bounds(
    invent: Callable[..., Wereld],
) -> None:
    """20 (18 to 22) on 10 (8 to 12): from the lower limit of 18 / 12 to the upper of 22 / 8."""
    w = invent(
        "gebied_code indicator periode aantal laag hoog status\n"
        "GM0225 adviezen 2023 20 18 22 afgerond\n"
        "GM0225 meldingen 2023 10 8 12 afgerond",
        people({"GM0225": 19_000}),
    )
    cijfer = advice_ratio(w.feiten, "GM0225", "2023")
    low = stats.beta.ppf(0.025, 18, 13)
    high = stats.beta.ppf(0.975, 23, 8)
    assert cijfer.waarde == 2.0
    assert cijfer.laag == pytest.approx(low / (1 - low), abs=0.05)
    assert cijfer.hoog == pytest.approx(high / (1 - high), abs=0.05)


def test_shares_of_the_example_agree_with_its_counts(voorbeeld: Wereld) -> None:
    totaal = voorbeeld.feiten.telling(DRUTEN, "meldingen", "2023")
    assert totaal is not None
    assert totaal.aantal
    for cijfer in (
        police_share(voorbeeld.feiten, DRUTEN, "2023"),
        *unsafety_shares(voorbeeld.feiten, DRUTEN, "2023"),
        *repeat_shares(voorbeeld.feiten, DRUTEN, "2023"),
    ):
        deel = voorbeeld.feiten.telling(DRUTEN, "meldingen", "2023", cijfer.uitsplitsing)
        assert deel is not None
        assert deel.aantal is not None
        p, n, z = deel.aantal / totaal.aantal, totaal.aantal, stats.norm.ppf(0.975)
        midden = (p + z * z / (2 * n)) / (1 + z * z / n)
        straal = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        assert cijfer.waarde == pytest.approx(100 * p, abs=0.5)
        assert cijfer.laag == pytest.approx(100 * (midden - straal), abs=0.51)
        assert cijfer.hoog == pytest.approx(100 * (midden + straal), abs=0.51)


def test_repeat_reports_say_that_their_interval_is_a_lower_bound(
    voorbeeld: Wereld, echt: Wereld
) -> None:
    assert {c.reden for c in repeat_shares(voorbeeld.feiten, DRUTEN, "2023")} == {
        MARGE_IS_ONDERGRENS
    }
    landelijk = repeat_shares(echt.feiten, "NL01", "2023")
    assert [(c.tekst, c.marge) for c in landelijk] == [("38", "38 tot 38"), ("29", "28 tot 29")]
    assert {c.reden for c in landelijk} == {MARGE_IS_ONDERGRENS}


def test_the_local_team_is_named_only_by_a_source_that_knows_the_receiver(
    voorbeeld: Wereld,
) -> None:
    cijfer = local_team_share(voorbeeld.feiten, DRUTEN, "2023")
    assert (cijfer.waarde, cijfer.reden) == (None, GEEN_ONTVANGER)


def test_what_nobody_published_has_no_value_and_a_reason(echt: Wereld) -> None:
    for cijfer in chain_figures(echt.feiten, DRUTEN, "2023"):
        assert cijfer.waarde is None
        assert cijfer.reden


def test_chain_figures_can_all_be_registered_as_shown(voorbeeld: Wereld) -> None:
    cijfers = chain_figures(voorbeeld.feiten, DRUTEN, "2023")
    sleutels = {(c.gebied_code, c.indicator, c.uitsplitsing, c.periode, c.maat) for c in cijfers}
    assert len(sleutels) == len(cijfers) == 13


def test_facilities_have_a_rate_only_where_catchment_and_origin_are_known(echt: Wereld) -> None:
    """Regioaanpak 2021-2025, chapter 2; 55 bans on 569,443 inhabitants is 9.7."""
    cijfers = {
        indicator.code: per_100k(echt.feiten, code, indicator.code, "2020")
        for indicator in echt.feiten.indicatoren.of_thema("voorziening")
        for code in ("RA-GZ", "MOVIERA")
        if echt.feiten.telling(code, indicator.code, "2020") is not None
    }
    assert cijfers["huisverboden"].tekst == "9,7"
    anderen = [c for naam, c in cijfers.items() if naam != "huisverboden"]
    assert len(anderen) == 10
    assert all(c.waarde is None and c.reden for c in anderen)


@pytest.mark.parametrize(
    ("soort", "populatie"), [("kindermishandeling", "0-17"), ("ouderenmishandeling", "65+")]
)
def test_a_kind_of_violence_is_divided_by_the_people_it_is_about(
    voorbeeld: Wereld, echt: Wereld, soort: str, populatie: str
) -> None:
    """The ages of the real 2020 figures are bands of ten years: those allow neither."""
    cijfer = per_100k(voorbeeld.feiten, DRUTEN, "meldingen", "2023", f"aard:{soort}")
    noemer = voorbeeld.feiten.inwoners.of(DRUTEN, 2023, populatie=populatie)
    telling = voorbeeld.feiten.telling(DRUTEN, "meldingen", "2023", f"aard:{soort}")
    assert telling is not None
    assert telling.aantal is not None
    assert noemer.inwoners
    assert cijfer.noemer == noemer.inwoners
    assert cijfer.waarde == pytest.approx(telling.aantal / noemer.inwoners * 1e5, abs=0.05)
    if soort == "ouderenmishandeling":
        leeg = per_100k(echt.feiten, "VT-GZ", "meldingen", "2020", f"aard:{soort}")
        assert leeg.waarde is None
        assert "op 1 januari 2020 zijn niet bekend" in leeg.reden


def test_other_kinds_are_divided_by_all_inhabitants(voorbeeld: Wereld) -> None:
    cijfer = per_100k(voorbeeld.feiten, DRUTEN, "meldingen", "2023", "aard:partnergeweld")
    assert cijfer.noemer_label == "inwoners op 1 januari 2023"


@pytest.mark.parametrize(
    ("noemers", "zin"),
    [
        ('{ kind = "0-12" }', "noemers van aard is een tabel met alle, 0-17"),
        ('{ ander = "0-17" }', "noemers van aard noemt een onbekende categorie ander"),
        ("3", "noemers van aard is een tabel"),
        ('{ kind = ["0-17"] }', "noemers van aard is een tabel"),
    ],
)
def test_a_fault_in_a_population_is_one_line(tmp_path: Path, noemers: str, zin: str) -> None:
    pad = tmp_path / "indicatoren.toml"
    pad.write_text(
        '[m]\nnaam = "M"\nenkelvoud = "m"\ndefinitie = "d"\nthema = "t"\nnoemer = "alle"\n'
        '[m.dimensies.aard]\nnaam = "a"\noptelsoort = "optellend"\n'
        f'categorieen = {{ kind = "kind" }}\nnoemers = {noemers}\n',
        "utf-8",
    )
    with pytest.raises(ContractError) as fout:
        read_indicatoren(pad)
    assert zin in str(fout.value)
    assert "\n" not in str(fout.value)
