"""Series of an area: verdicts, breaks, gaps, parts of mergers, averages and what can be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats
from statistics_wereld import Wereld, people

from helpende_data.formulas import trend
from helpende_data.statistics.onderscheid import detectable
from helpende_data.statistics.reeksen import parts_in
from helpende_data.statistics.regels import Gebeurtenis
from helpende_data.statistics.trends import Trendbeeld, trend_van

DRUTEN, WEST_BETUWE = "GM0225", "GM1960"
JAREN = range(2019, 2025)


def beeld(w: Wereld, code: str, indicator: str, tot: int = 2024, **meer: object) -> Trendbeeld:
    velden: dict[str, object] = {"gebeurtenissen": w.gebeurtenissen} | meer
    return trend_van(
        w.feiten,
        code,
        indicator,
        tot=tot,
        regels=w.regels,
        **velden,  # type: ignore[arg-type]
    )


def series(aantallen: dict[int, int], code: str = DRUTEN, *, voorlopig: int = 9999) -> str:
    regels = ["gebied_code indicator periode aantal voorlopig"]
    regels += [
        f"{code} huisverboden {jaar} {n} {'ja' if jaar >= voorlopig else 'nee'}"
        for jaar, n in aantallen.items()
    ]
    return "\n".join(regels)


def test_the_trend_of_druten_is_that_of_its_numbers(voorbeeld: Wereld) -> None:
    """The same numbers from the tables, through the formula: 2024 is provisional and left out."""
    gevonden = beeld(voorbeeld, DRUTEN, "meldingen")
    t, i = voorbeeld.feiten.publishable.tellingen, voorbeeld.feiten.publishable.inwoners
    rijen = t[
        (t["gebied_code"] == DRUTEN) & (t["indicator"] == "meldingen")
        & (t["uitsplitsing"] == "totaal") & t["periode"].str.fullmatch(r"\d{4}")
        & ~t["voorlopig"]
    ]  # fmt: skip
    mensen = i[(i["gebied_code"] == DRUTEN) & (i["leeftijd"] == "totaal")].set_index("jaar")
    jaren = [int(p) for p in rijen["periode"]]
    assert jaren == [2019, 2020, 2021, 2022, 2023]
    los = trend(
        rijen["aantal"].astype(float).to_numpy(),
        mensen.loc[jaren, "inwoners"].astype(float).to_numpy(),
        jaren,
    )
    assert (gevonden.oordeel, gevonden.reden) == (str(los.verdict), str(los.reason))
    assert gevonden.verandering_pct == pytest.approx(float(los.annual_change_pct))
    assert gevonden.verandering_laag == pytest.approx(float(los.annual_change_lower))
    assert gevonden.verandering_hoog == pytest.approx(float(los.annual_change_upper))


def test_provisional_years_are_shown_and_not_counted(voorbeeld: Wereld) -> None:
    gevonden = beeld(voorbeeld, DRUTEN, "meldingen")
    assert gevonden.voorlopig == (2024,)
    assert [j.jaar for j in gevonden.jaren if j.telt_mee] == [2019, 2020, 2021, 2022, 2023]
    assert gevonden.jaren[-1].aantal.waarde is not None
    assert beeld(voorbeeld, DRUTEN, "meldingen", tot=2023).verandering_pct == (
        gevonden.verandering_pct
    )


def test_events_inside_the_series_stand_with_it(voorbeeld: Wereld) -> None:
    def datums(code: str, indicator: str, **meer: object) -> list[date]:
        return [g.datum for g in beeld(voorbeeld, code, indicator, **meer).gebeurtenissen]  # type: ignore[arg-type]

    assert datums(DRUTEN, "adviezen") == [date(2021, 6, 1)]
    assert datums(DRUTEN, "meldingen") == [date(2021, 4, 1)]
    assert datums(DRUTEN, "huisverboden") == [date(2021, 1, 1)]
    assert datums("NL01", "adviezen") == []
    assert datums(DRUTEN, "adviezen", tot=2020) == []
    assert len(datums(DRUTEN, "meldingen", uitsplitsing="eerder:hermelding")) == 2


def test_no_trend_crosses_2018_to_2019(echt: Wereld) -> None:
    """Quarterly report of Veilig Thuis Gelderland-Zuid: investigations 584, 542 and then 418."""
    gevonden = beeld(echt, "VT-GZ", "onderzoeken_afgerond")
    assert [j.aantal.tekst for j in gevonden.jaren] == ["584", "542", "418"]
    assert gevonden.oordeel == "niet te bepalen"
    assert gevonden.reden == "reeksbreuk in 2019: 1 van de 5 jaren daarna"
    assert gevonden.breuken == (2019,)
    assert [g.soort for g in gevonden.gebeurtenissen] == ["breuk"]


def test_a_break_from_the_events_stops_a_trend(voorbeeld: Wereld) -> None:
    breuk = Gebeurtenis(("adviezen",), ("*",), date(2021, 6, 1), "breuk", "Zin.", "bron")
    gevonden = beeld(voorbeeld, WEST_BETUWE, "adviezen", gebeurtenissen=(breuk,))
    assert beeld(voorbeeld, WEST_BETUWE, "adviezen").oordeel == "stijgend"
    assert gevonden.oordeel == "niet te bepalen"
    assert gevonden.breuken == (2021, 2022)


def test_a_year_that_nobody_counted_is_a_gap_and_not_left_out(
    invent: Callable[..., Wereld],
) -> None:
    w = invent(series(dict.fromkeys((2018, 2019, 2020, 2022, 2023, 2024), 40)),
               people({DRUTEN: 19_000}, range(2018, 2025)))  # fmt: skip
    gevonden = beeld(w, DRUTEN, "huisverboden")
    assert [j.jaar for j in gevonden.jaren] == list(range(2018, 2025))
    assert gevonden.jaren[3].aantal.tekst == "niet bekend"
    assert (gevonden.oordeel, gevonden.reden) == ("niet te bepalen", "ontbrekend aantal: 2021")


def test_without_inhabitants_the_reason_says_whose(invent: Callable[..., Wereld]) -> None:
    w = invent(series(dict.fromkeys(JAREN, 40)), people({DRUTEN: 19_000}, range(2020, 2025)))
    assert beeld(w, DRUTEN, "huisverboden", tot=2023).reden == (
        "de inwoners op 1 januari 2019 zijn niet bekend voor Druten"
    )


def test_without_a_denominator_the_reason_is_that_of_the_registry(voorbeeld: Wereld) -> None:
    gevonden = beeld(voorbeeld, "MOVIERA", "opvang_vrouwen")
    assert gevonden.oordeel == "niet te bepalen"
    assert gevonden.reden.startswith("opvang is er voor mensen uit heel Nederland")


def test_small_numbers_have_three_year_averages_beside_single_years(
    invent: Callable[..., Wereld],
) -> None:
    """4, 6, 8 on 3 x 19,000 inhabitants: 18 / 57,000 is 31.6; limits exact, from chi-square."""
    w = invent(series({2019: 4, 2020: 6, 2021: 8, 2022: 5, 2023: 7, 2024: 9}, voorlopig=2024),
               people({DRUTEN: 19_000}, JAREN))  # fmt: skip
    jaren = {j.jaar: j for j in beeld(w, DRUTEN, "huisverboden").jaren}
    eerste = jaren[2021].gemiddelde
    assert eerste is not None
    assert (eerste.periode, eerste.waarde, eerste.noemer) == ("2019-2021", 31.6, 57_000)
    # Byar from ten, within 0.2 per cent of the exact limits
    laag = stats.chi2.ppf(0.025, 36) / 2 / 57_000 * 1e5
    hoog = stats.chi2.ppf(0.975, 38) / 2 / 57_000 * 1e5
    assert (eerste.laag, eerste.hoog) == pytest.approx((laag, hoog), abs=0.15)
    assert jaren[2020].gemiddelde is None
    assert jaren[2023].gemiddelde is not None
    assert jaren[2024].gemiddelde is None  # a provisional year counts in none
    assert eerste.noemer_label == "inwoners op 1 januari van elk jaar, samen"


def test_large_numbers_have_no_averages(voorbeeld: Wereld) -> None:
    assert all(j.gemiddelde is None for j in beeld(voorbeeld, DRUTEN, "meldingen").jaren)


def test_an_average_never_crosses_a_break(invent: Callable[..., Wereld]) -> None:
    w = invent(series(dict.fromkeys(JAREN, 8)), people({DRUTEN: 19_000}, JAREN))
    breuk = Gebeurtenis(("huisverboden",), ("*",), date(2021, 1, 1), "breuk", "Zin.", "bron")
    gevonden = beeld(w, DRUTEN, "huisverboden", gebeurtenissen=(breuk,))
    assert [j.jaar for j in gevonden.jaren if j.gemiddelde] == [2023, 2024]


@pytest.mark.parametrize(
    ("code", "jaar", "delen"),
    [
        ("GM1960", 2019, {"GM1960"}),
        ("GM1960", 2018, {"GM0236", "GM0304", "GM0733"}),
        ("GM1945", 2016, {"GM1945"}),
        ("GM1945", 2015, {"GM0241"}),
        ("GM1945", 2014, {"GM0241", "GM0265", "GM0282"}),
        ("GM0225", 2016, {"GM0225"}),
        ("GM1740", 2016, {"GM1740"}),
        ("GM1960", 2010, set()),
    ],
)
def test_a_merged_municipality_knows_its_parts(
    echt: Wereld, code: str, jaar: int, delen: set[str]
) -> None:
    assert parts_in(echt.feiten.gebieden, code, jaar) == delen


def test_west_betuwe_is_added_up_from_its_parts_as_long_as_all_count(
    invent: Callable[..., Wereld],
) -> None:
    rijen = ["gebied_code indicator periode aantal voorlopig"]
    delen = {"GM0236": 20, "GM0304": 9, "GM0733": 11}
    for jaar in (2015, 2016, 2017, 2018):
        rijen += [
            f"{deel} huisverboden {jaar} {n} nee"
            for deel, n in delen.items()
            if (jaar, deel) != (2015, "GM0304")  # in 2015 one part has no count
        ]
    rijen += [f"{WEST_BETUWE} huisverboden {jaar} 41 nee" for jaar in (2019, 2020, 2021)]
    mensen = {"GM0236": 27_000, "GM0304": 12_400, "GM0733": 11_200}
    w = invent(
        rijen,
        people(mensen, range(2015, 2019))
        + "\n"
        + people({WEST_BETUWE: 51_000}, (2019, 2020, 2021)).partition("\n")[2],
    )
    gevonden = beeld(w, WEST_BETUWE, "huisverboden")
    assert [j.jaar for j in gevonden.jaren] == [2016, 2017, 2018, 2019, 2020, 2021]
    samen = gevonden.jaren[0]
    assert samen.delen == ("GM0236", "GM0304", "GM0733")
    assert (samen.aantal.waarde, samen.cijfer.noemer) == (40, 50_600)
    assert samen.cijfer.waarde == 79.1
    assert gevonden.jaren[3].delen == ()
    assert gevonden.oordeel == "geen aantoonbare verandering"
    los = trend([40] * 3 + [41] * 3, [50_600] * 3 + [51_000] * 3, range(2016, 2022))
    assert gevonden.verandering_pct == pytest.approx(float(los.annual_change_pct))


def test_rounded_counts_name_a_trend_no_sooner(invent: Callable[..., Wereld]) -> None:
    aantallen = {2019: 60, 2020: 70, 2021: 80, 2022: 90, 2023: 105, 2024: 120}
    rijen = ["gebied_code indicator periode aantal laag hoog status"]
    rijen += [
        f"{DRUTEN} huisverboden {j} {n} {n - 30} {n + 30} afgerond" for j, n in aantallen.items()
    ]
    exact = invent(series(aantallen), people({DRUTEN: 19_000}, JAREN))
    grof = invent(rijen, people({DRUTEN: 19_000}, JAREN))
    assert beeld(exact, DRUTEN, "huisverboden").oordeel == "stijgend"
    gevonden = beeld(grof, DRUTEN, "huisverboden")
    assert gevonden.oordeel == "geen aantoonbare verandering"
    assert "elk aantal binnen de grenzen" in gevonden.reden


POLITIE = "organisatie:politie"


def share_rows(delen: dict[int, int], totalen: dict[int, int], ruim: int = 0) -> list[str]:
    """Parts and totals per year; with `ruim` both are only known that closely."""
    rijen = ["gebied_code indicator uitsplitsing periode aantal laag hoog status"]
    status = "afgerond" if ruim else "exact"
    for deel, reeks in ((POLITIE, delen), ("totaal", totalen)):
        rijen += [
            f"{DRUTEN} meldingen {deel} {jaar} {n} {n - ruim} {n + ruim} {status}"
            for jaar, n in reeks.items()
        ]
    return rijen


def share_trend(w: Wereld) -> Trendbeeld:
    return beeld(w, DRUTEN, "meldingen", 2023, uitsplitsing=POLITIE, maat="aandeel_pct")


DELEN = {2019: 40, 2020: 48, 2021: 55, 2022: 61, 2023: 70}
TOTALEN = dict.fromkeys(DELEN, 120)


def test_the_trend_of_a_share_is_that_of_its_counts_and_totals(
    invent: Callable[..., Wereld],
) -> None:
    gevonden = share_trend(invent(share_rows(DELEN, TOTALEN), people({DRUTEN: 19_000}, JAREN)))
    los = trend([*DELEN.values()], [*TOTALEN.values()], [*DELEN], kind="proportion")
    assert gevonden.oordeel == str(los.verdict) == "stijgend"
    assert gevonden.chi_kwadraat == pytest.approx(float(los.chi_square))
    assert gevonden.verandering_pct == pytest.approx(float(los.annual_change_pct))
    assert gevonden.noemer_label == "alle meldingen"
    assert [j.cijfer.tekst for j in gevonden.jaren] == ["33", "40", "46", "51", "58"]


def test_a_trend_of_shares_between_bounds_holds_for_every_part_and_total_within_them(
    invent: Callable[..., Wereld],
) -> None:
    mensen, jaren = people({DRUTEN: 19_000}, JAREN), [*DELEN]
    gezien = set()
    for deler, ruim in ((1, 1), (1, 2), (1, 6), (2, 2), (2, 6)):
        delen = {jaar: n // deler for jaar, n in DELEN.items()}
        totalen = {jaar: n // deler for jaar, n in TOTALEN.items()}
        gevonden = share_trend(invent(share_rows(delen, totalen, ruim), mensen))
        bron = np.random.default_rng(ruim)
        x = np.array([*delen.values()]) + bron.integers(-ruim, ruim + 1, (400, 5))
        n = np.array([*totalen.values()]) + bron.integers(-ruim, ruim + 1, (400, 5))
        ergens = trend(np.minimum(x, n), n, jaren, kind="proportion")
        gezien.add(gevonden.oordeel)
        if gevonden.oordeel == "stijgend":
            assert (ergens.verdict == "stijgend").all()
        assert gevonden.verandering_laag is not None
        assert gevonden.verandering_hoog is not None
        assert gevonden.verandering_laag <= ergens.annual_change_lower.min() + 0.2
        assert gevonden.verandering_hoog >= ergens.annual_change_upper.max() - 0.2
    assert gezien == {"stijgend", "geen aantoonbare verandering"}


def test_a_year_with_a_part_above_its_total_or_without_a_total_decides_nothing(
    invent: Callable[..., Wereld],
) -> None:
    mensen = people({DRUTEN: 19_000}, JAREN)
    tegen = share_trend(invent(share_rows(DELEN, TOTALEN | {2021: 50}), mensen))
    assert tegen.oordeel == "niet te bepalen"
    assert tegen.reden == "de aantallen in de bronnen spreken elkaar tegen (2021)"
    # 124 of 120, both within 6: the sources may well agree
    afgerond = share_trend(invent(share_rows(DELEN | {2021: 124}, TOTALEN, 6), mensen))
    assert afgerond.oordeel != "niet te bepalen"
    assert afgerond.verandering_laag is not None
    zonder = dict(TOTALEN)
    del zonder[2022]
    leeg = share_trend(invent(share_rows(DELEN, zonder), mensen))
    assert (leeg.oordeel, leeg.reden) == ("niet te bepalen", "ontbrekend totaal: 2022")


def test_small_shares_have_three_year_averages_and_parts_are_added_up(
    invent: Callable[..., Wereld],
) -> None:
    rijen = ["gebied_code indicator uitsplitsing periode aantal"]
    for code, jaren in (("GM0236", (2017, 2018)), ("GM0304", (2017, 2018)),
                        ("GM0733", (2017, 2018)), (WEST_BETUWE, (2019, 2020))):  # fmt: skip
        for jaar in jaren:
            rijen += [f"{code} meldingen {POLITIE} {jaar} 3", f"{code} meldingen totaal {jaar} 12"]
    delen = dict.fromkeys(("GM0236", "GM0304", "GM0733"), 15_000)
    w = invent(rijen, people(delen, (2017, 2018)) + "\n"
               + people({WEST_BETUWE: 50_000}, (2019, 2020)).partition("\n")[2])  # fmt: skip
    gevonden = beeld(w, WEST_BETUWE, "meldingen", uitsplitsing=POLITIE, maat="aandeel_pct")
    eerste = gevonden.jaren[0]
    assert (eerste.jaar, len(eerste.delen), eerste.cijfer.noemer) == (2017, 3, 36)
    assert (eerste.cijfer.tekst, eerste.aantal.waarde) == ("25", 9)
    # the registry has a break in 2019: no average crosses it
    assert [j.gemiddelde for j in gevonden.jaren] == [None] * 4
    klein = share_trend(
        invent(
            share_rows(dict.fromkeys(DELEN, 3), dict.fromkeys(DELEN, 20)),
            people({DRUTEN: 19_000}, JAREN),
        )
    )
    samen = klein.jaren[-1].gemiddelde
    assert samen is not None
    assert (samen.periode, samen.tekst, samen.noemer) == ("2021-2023", "15", 60)


def test_an_area_without_a_whole_year_says_so(echt: Wereld) -> None:
    gevonden = beeld(echt, "GM1740", "meldingen", tot=2026)
    assert (gevonden.jaren, gevonden.oordeel) == ((), "niet te bepalen")
    assert gevonden.reden == "geen cijfer over een heel jaar"


@pytest.mark.parametrize("aantal", [0, 3, 12, 40, 122])
def test_what_next_year_must_be_is_the_edge_of_the_exact_test(
    invent: Callable[..., Wereld], aantal: int
) -> None:
    """On the same inhabitants each year's share of the two is one half: a binomial test."""
    w = invent(series({2023: aantal}), people({DRUTEN: 19_000}, (2023,)))
    gevonden = detectable(w.feiten, DRUTEN, "huisverboden", tot=2024)
    volgend = np.arange(0, 400)
    totaal = volgend + aantal
    hoger = volgend[stats.binom.sf(volgend - 1, totaal, 0.5) <= 0.025]
    lager = volgend[(volgend < aantal) & (stats.binom.cdf(volgend, totaal, 0.5) <= 0.025)]
    assert (gevonden.periode, gevonden.aantal) == ("2023", aantal)
    assert gevonden.hoger_vanaf == hoger.min()
    assert gevonden.lager_tot == (lager.max() if lager.size else None)
    assert gevonden.niveau_hoger is not None
    assert gevonden.niveau_hoger > gevonden.hoger_vanaf
    if gevonden.lager_tot is None:
        assert gevonden.niveau_lager is None
    elif gevonden.niveau_lager is not None:
        assert gevonden.niveau_lager <= gevonden.lager_tot


def test_of_a_rounded_count_the_side_that_asks_most_is_taken(echt: Wereld) -> None:
    gevonden = detectable(echt.feiten, "VT06", "meldingen", tot=2024)
    assert (gevonden.periode, gevonden.aantal) == ("2023", 2695)
    for rand, kant in ((2697, "hoger_vanaf"), (2693, "lager_tot")):
        grens = getattr(gevonden, kant)
        test = stats.binomtest(grens, grens + rand, 0.5)
        assert test.pvalue <= 0.05
        dichterbij = grens + (1 if kant == "lager_tot" else -1)
        assert stats.binomtest(dichterbij, dichterbij + rand, 0.5).pvalue > 0.05


def test_without_a_whole_year_nothing_can_be_told_apart(echt: Wereld) -> None:
    gevonden = detectable(echt.feiten, DRUTEN, "meldingen", tot=2024)
    assert (gevonden.aantal, gevonden.hoger_vanaf) == (None, None)
    assert gevonden.reden == "geen cijfer over een heel jaar in de bronnen"


def test_averages_follow_the_rules_in_the_file(voorbeeld: Wereld) -> None:
    ruim = replace(voorbeeld, regels=replace(voorbeeld.regels, klein_onder=1000))
    met = [j.jaar for j in beeld(ruim, DRUTEN, "meldingen").jaren if j.gemiddelde]
    assert met == [2021, 2022, 2023]
