"""The trend verdict: the two worked examples, the printed formulas, refusals, and bounds."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.formulas import rate_interval, trend

LAW = settings(max_examples=40, derandomize=True)
Z = 1.959963984540054
YEARS = [2019, 2020, 2021, 2022, 2023]
RISE = [60, 75, 95, 120, 150]
FIGURES = ("slope", "chi_square", "annual_change_pct", "dispersion")


def weighted_line(rates, sigmas, times):
    """The weighted slope and its chi-square, as Fingertips prints them."""
    w = [1 / s**2 for s in sigmas]
    sw, swt = sum(w), sum(a * t for a, t in zip(w, times, strict=True))
    swtt = sum(a * t * t for a, t in zip(w, times, strict=True))
    swy = sum(a * y for a, y in zip(w, rates, strict=True))
    swty = sum(a * t * y for a, t, y in zip(w, times, rates, strict=True))
    d = sw * swtt - swt**2
    slope = (sw * swty - swt * swy) / d
    return slope, slope**2 * d / sw


def poisson_regression(counts, populations, times):
    """ln mu = a + b t + ln n by repeated weighted least squares: b, its error, the dispersion."""
    x, n, t = (np.array(v, dtype=float) for v in (counts, populations, times))
    design = np.column_stack([np.ones_like(t), t - t.mean()])
    beta = np.array([math.log(x.sum() / n.sum()), 0.0])
    for _ in range(50):
        mu = n * np.exp(design @ beta)
        information = design.T @ (mu[:, None] * design)
        beta = beta + np.linalg.solve(information, design.T @ (x - mu))
    error = math.sqrt(np.linalg.inv(information)[1, 1])
    return beta[1], error, ((x - mu) ** 2 / mu).sum() / (x.size - 2)


def test_sixty_to_hundred_and_one_in_six_years_is_not_a_trend_but_does_change():
    """Worked example: X2 = 7.85; Poisson +10.6 % a year (4.9 to 16.7); 19,500 inhabitants.

    The source gives the first and the last count; the years between are one series that gives
    the printed numbers.
    """
    answer = trend([60, 65, 75, 82, 86, 101], 19_500, range(2018, 2024))
    assert answer.verdict == "geen aantoonbare verandering"
    assert round(float(answer.chi_square), 2) == 7.85
    assert round(float(answer.annual_change_pct), 1) == 10.6
    assert round(float(answer.annual_change_lower), 1) == 4.9
    assert round(float(answer.annual_change_upper), 1) == 16.7


def test_one_jump_from_sixty_to_hundred_and_forty_is_not_a_trend():
    """Worked example: X2 = 12.6, but without the last year the slope is -0.79.

    The years between are one series that gives the printed numbers.
    """
    counts = [60, 62, 64, 57, 64, 140]
    answer = trend(counts, 19_500, range(2018, 2024))
    assert round(float(answer.chi_square), 1) == 12.6
    assert (answer.verdict, answer.reason) == (
        "geen eenduidige trend",
        "één jaar bepaalt het beeld",
    )
    four = rate_interval(counts[1:5], 19_500)
    slope, _ = weighted_line(four.value, (four.upper - four.lower) / (2 * Z), range(4))
    assert round(float(slope), 2) == -0.79


def test_equal_years_and_one_jump_are_decided_by_one_year():
    """Without the last year the slope is exactly 0: no direction is left."""
    assert trend([60, 60, 60, 60, 140], 19_500, YEARS).verdict == "geen eenduidige trend"


def test_clear_series_rise_and_fall():
    assert trend(RISE, 19_500, YEARS).verdict == "stijgend"
    assert trend(RISE[::-1], 19_500, YEARS).verdict == "dalend"
    assert trend([90, 95, 88, 93, 91], 19_500, YEARS).verdict == "geen aantoonbare verandering"


def test_the_marker_is_the_printed_formula():
    populations = [18_000, 18_500, 19_500, 20_000, 22_000]
    rates = rate_interval(RISE, populations)
    slope, chi_square = weighted_line(rates.value, (rates.upper - rates.lower) / (2 * Z), YEARS)
    answer = trend(RISE, populations, YEARS)
    assert answer.slope == pytest.approx(slope, rel=1e-7)
    assert answer.chi_square == pytest.approx(chi_square, rel=1e-7)
    assert trend(RISE, populations, YEARS, multiplier=1000).slope == pytest.approx(slope / 100)


def test_the_marker_of_a_proportion_is_the_printed_formula():
    """Chi-square for trend (Armitage 1955), and least squares on logits."""
    c, d, t = np.array([30, 38, 50, 55, 70]), np.array([90, 100, 110, 105, 120]), np.arange(5)
    D, C = d.sum(), c.sum()  # noqa: N806
    chi_square = D * (D * (c * t).sum() - C * (d * t).sum()) ** 2
    chi_square /= C * (D - C) * (D * (d * t**2).sum() - (d * t).sum() ** 2)
    answer = trend(c, d, YEARS, kind="proportion")
    assert answer.chi_square == pytest.approx(chi_square, rel=1e-12)
    assert answer.slope == pytest.approx(np.polyfit(t, np.log(c / (d - c)), 1)[0], rel=1e-9)
    assert answer.verdict == "stijgend"


def test_proportions_of_none_and_all_have_a_slope():
    answer = trend([0, 5, 10, 15, 20], 20, YEARS, kind="proportion")
    assert answer.verdict == "stijgend"
    assert np.isfinite(answer.slope)
    flat = trend([20] * 5, 20, YEARS, kind="proportion")
    assert (flat.verdict, flat.chi_square) == ("geen aantoonbare verandering", 0)


@pytest.mark.parametrize(
    ("counts", "populations", "years"),
    [
        (RISE, [18_000, 18_500, 19_500, 20_000, 22_000], YEARS),
        ([60, 62, 64, 57, 64, 140], [19_500] * 6, range(2018, 2024)),
        ([0, 0, 1, 0, 9], [100] * 5, YEARS),
        ([3, 40, 2, 60, 900, 4], [10, 20, 30, 40, 50, 60], [2012, 2013, 2015, 2016, 2018, 2019]),
    ],
)
def test_the_annual_change_is_that_of_poisson_regression(counts, populations, years):
    b, error, dispersion = poisson_regression(counts, populations, list(years))
    reach = Z * error * math.sqrt(max(1, dispersion))
    answer = trend(counts, populations, years)
    assert answer.dispersion == pytest.approx(dispersion, rel=1e-8)
    assert answer.annual_change_pct == pytest.approx(100 * math.expm1(b), rel=1e-8)
    assert answer.annual_change_lower == pytest.approx(100 * math.expm1(b - reach), rel=1e-8)
    assert answer.annual_change_upper == pytest.approx(100 * math.expm1(b + reach), rel=1e-8)


def test_a_series_that_doubles_each_year_changes_by_hundred_percent():
    answer = trend([1, 2, 4, 8, 16], 1000, YEARS)
    assert answer.annual_change_pct == pytest.approx(100, rel=1e-12)
    assert answer.dispersion == pytest.approx(0, abs=1e-20)


@pytest.mark.parametrize("counts", [[0, 0, 0, 0, 0], [0, 0, 0, 0, 7], [7, 0, 0, 0, 0]])
def test_events_in_one_end_year_or_none_have_no_finite_change(counts):
    answer = trend(counts, 1000, YEARS)
    assert np.isnan(answer.annual_change_pct)
    assert (answer.annual_change_lower, answer.annual_change_upper) == (-100, np.inf)
    assert answer.verdict == "geen aantoonbare verandering"


def test_only_the_last_five_years_decide_the_verdict():
    long = trend([900, 10, *RISE], 19_500, range(2017, 2024))
    short = trend(RISE, 19_500, YEARS)
    assert long.verdict == short.verdict
    assert long.chi_square == pytest.approx(float(short.chi_square))
    assert long.annual_change_pct != pytest.approx(float(short.annual_change_pct))


def test_years_may_be_text_and_in_any_order():
    order = [3, 0, 4, 1, 2]
    text = trend([RISE[i] for i in order], 19_500, [str(YEARS[i]) for i in order])
    plain = trend(RISE, 19_500, YEARS)
    for name in ("verdict", *FIGURES):
        assert getattr(text, name) == getattr(plain, name)


def test_a_year_that_is_not_there_keeps_its_place_in_time():
    years = [2012, 2013, 2014, 2016, 2017]
    rates = rate_interval(RISE, 19_500)
    slope, _ = weighted_line(
        rates.value, (rates.upper - rates.lower) / (2 * Z), [y - 2012 for y in years]
    )
    assert trend(RISE, 19_500, years).slope == pytest.approx(slope, rel=1e-9)


@pytest.mark.parametrize(
    ("counts", "years", "options", "reason"),
    [
        (RISE[:4], YEARS[:4], {}, "te weinig jaren: 4 van de 5"),
        (RISE, YEARS, {"breaks": [2020]}, "reeksbreuk in 2020: 4 van de 5 jaren daarna"),
        (RISE, YEARS, {"breaks": ("2020", 2022)}, "reeksbreuk in 2022: 2 van de 5 jaren daarna"),
        ([60, np.nan, 95, 120, 150], YEARS, {}, "ontbrekend aantal: 2020"),
        (RISE, [2019, 2020, 2021, 2022, 2022], {}, "jaar komt dubbel voor: 2022"),
        (RISE, YEARS, {"provisional": [False] * 4 + [True]}, "te weinig jaren: 4 van de 5"),
        (RISE, YEARS, {"provisional": True}, "te weinig jaren: 0 van de 5"),
        (
            RISE,
            YEARS,
            {"lower_counts": [60, 75, 0, 120, 150], "upper_counts": [60, 75, np.inf, 120, 150]},
            "ontbrekend aantal: 2021",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_with_a_reason(counts, years, options, reason):
    answer = trend(counts, 19_500, years, **options)
    assert (answer.verdict, answer.reason) == ("niet te bepalen", reason)
    figures = (*FIGURES, "annual_change_lower", "annual_change_upper")
    assert all(np.isnan(getattr(answer, name)) for name in figures)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("rate", "ontbrekende inwoners: 2023"), ("proportion", "ontbrekend totaal: 2023")],
)
def test_a_missing_population_is_refused(kind, reason):
    answer = trend(RISE, [200, 200, 200, 200, np.nan], YEARS, kind=kind)
    assert (answer.verdict, answer.reason) == ("niet te bepalen", reason)


def test_a_break_at_the_first_year_or_after_the_last_breaks_nothing():
    assert trend(RISE, 19_500, YEARS, breaks=[2019, 2024]).verdict == "stijgend"
    assert trend([5, *RISE], 19_500, range(2018, 2024), breaks=[2019]).verdict == "stijgend"


def test_the_annual_change_stops_at_a_break_and_at_a_missing_year():
    plain = trend(RISE, 19_500, YEARS)
    broken = trend([5, *RISE], 19_500, range(2018, 2024), breaks=["2019"])
    missing = trend([5, np.nan, *RISE], 19_500, range(2017, 2024))
    for answer in (broken, missing):
        assert answer.annual_change_pct == pytest.approx(float(plain.annual_change_pct))


def test_provisional_years_count_only_when_asked():
    options = {"provisional": [False] * 5 + [True]}
    counts, years = [*RISE, 1], range(2019, 2025)
    assert trend(counts, 19_500, years, **options).verdict == "stijgend"
    asked = trend(counts, 19_500, years, include_provisional=True, **options)
    assert asked.chi_square == trend(counts, 19_500, years).chi_square


def test_many_series_at_once_are_each_judged():
    answer = trend(
        [[RISE, RISE[::-1]], [[90, 95, 88, 93, 91], [1, 2, np.nan, 4, 5]]], 19_500, YEARS
    )
    assert answer.verdict.tolist() == [
        ["stijgend", "dalend"],
        ["geen aantoonbare verandering", "niet te bepalen"],
    ]
    assert answer.slope.shape == answer.reason.shape == (2, 2)
    assert trend(np.zeros((0, 5)), 100, YEARS).verdict.shape == (0,)
    assert isinstance(trend(RISE, 19_500, YEARS).verdict, str)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_a_series_has_the_same_answer_alone_as_among_others(kind):
    """Whatever years the others miss; few distinct counts give ties and flat lines."""
    source, years = np.random.default_rng(1), range(2015, 2023)
    low = source.choice([0.0, 5, 10, 40, 90], (40, 8)) + source.poisson(1, (40, 1)) * np.arange(8)
    high = low + (source.random((40, 8)) < 0.05)
    low[source.random((40, 8)) < 0.03] = np.nan
    series = {
        "counts": np.where(low == high, low, np.nan),
        "populations": np.where(source.random((40, 8)) < 0.01, np.nan, 250.0),
        "lower_counts": low,
        "upper_counts": high,
        "provisional": source.random((40, 8)) < 0.02,
    }
    together = trend(**series, periods=years, kind=kind, breaks=[2016])
    assert len(set(together.reason)) > 4
    for i in range(40):
        alone = trend(
            **{name: a[i] for name, a in series.items()}, periods=years, kind=kind, breaks=[2016]
        )
        assert (alone.verdict, alone.reason) == (together.verdict[i], together.reason[i])
        for name in (*FIGURES, "annual_change_lower", "annual_change_upper"):
            assert getattr(alone, name) == pytest.approx(
                getattr(together, name)[i], rel=1e-12, abs=1e-15, nan_ok=True
            )


@LAW
@given(
    st.lists(st.integers(min_value=0, max_value=200), min_size=5, max_size=5),
    st.sampled_from([1, 3]),
    st.sampled_from(["rate", "proportion"]),
)
def test_a_trend_within_bounds_holds_for_every_table(counts, off, kind):
    """Every table is tried here, one by one; sorting makes trends likely."""
    counts = np.sort(counts)
    low, high = np.maximum(counts - off, 0), counts + off
    bounded = trend(counts, 250, YEARS, kind=kind, lower_counts=low, upper_counts=high)
    choices = [sorted({a, c, b}) for a, c, b in zip(low, counts, high, strict=True)]
    if off == 1:
        tables = np.array(list(itertools.product(*choices)))
    else:
        tables = np.array(list(itertools.product(*(c[::2] for c in choices))))
    apart = trend(tables, 250, YEARS, kind=kind)
    shown = trend(counts, 250, YEARS, kind=kind)
    if (apart.verdict == "stijgend").all() and off == 1:
        assert bounded.verdict == "stijgend"
    if (apart.verdict != "stijgend").any():
        assert bounded.verdict != "stijgend"
    assert bounded.chi_square == shown.chi_square
    assert bounded.annual_change_lower <= apart.annual_change_lower.min() + 1e-6
    assert bounded.annual_change_upper >= apart.annual_change_upper.max() - 1e-6


def test_a_trend_that_some_table_lacks_is_not_named():
    counts = np.array([60, 70, 80, 90, 100])
    assert trend(counts, 19_500, YEARS).verdict == "stijgend"
    bounded = trend(counts, 19_500, YEARS, lower_counts=counts - 2, upper_counts=counts + 2)
    assert bounded.verdict == "geen aantoonbare verandering"
    assert bounded.reason == "verandering geldt niet voor elk aantal binnen de grenzen"


def test_wide_bounds_of_large_counts_are_searched_too():
    """Far more tables than can be tried: a clear rise stands, a doubtful one does not."""
    counts = np.array([2000, 2200, 2400, 2600, 2800])
    near = trend(counts, 5e5, YEARS, lower_counts=counts - 30, upper_counts=counts + 30)
    far = trend(counts, 5e5, YEARS, lower_counts=counts - 400, upper_counts=counts + 400)
    assert near.verdict == "stijgend"
    assert far.verdict == "geen aantoonbare verandering"


def test_the_search_finds_the_one_bad_table_inside_wide_bounds():
    """The verdict flips at one width; just below it the ends of the bounds all hold."""
    counts = np.array([2000, 2060, 2120, 2180, 2240])

    def verdict(width):
        low, high = counts - width, counts + width
        return trend(counts, 5e5, YEARS, lower_counts=low, upper_counts=high).verdict

    named = [verdict(width) == "stijgend" for width in range(0, 40, 4)]
    assert named[0]
    assert not named[-1]
    assert named == sorted(named, reverse=True)


def test_a_hidden_year_counts_with_its_bounds_and_gives_no_point_value():
    counts = [60, np.nan, 95, 120, 150]
    low, high = [60, 70, 95, 120, 150], [60, 80, 95, 120, 150]
    answer = trend(counts, 19_500, YEARS, lower_counts=low, upper_counts=high)
    assert answer.verdict == "stijgend"
    assert all(np.isnan(getattr(answer, name)) for name in FIGURES)
    ends = [trend([60, x, 95, 120, 150], 19_500, YEARS) for x in (70, 80)]
    lower, upper = answer.annual_change_lower, answer.annual_change_upper
    assert lower <= min(e.annual_change_lower for e in ends)
    assert upper >= max(e.annual_change_upper for e in ends)


def test_a_hidden_year_with_equal_bounds_is_known():
    plain = trend(RISE, 19_500, YEARS)
    hidden = trend([np.nan] * 5, 19_500, YEARS, lower_counts=RISE, upper_counts=RISE)
    for name in ("verdict", *FIGURES):
        assert getattr(hidden, name) == getattr(plain, name)


def test_bounds_of_a_proportion_stop_at_its_total():
    counts, totals = np.array([10, 20, 30, 40, 50]), np.array([50, 50, 50, 50, 50])
    bounded = trend(
        counts, totals, YEARS, kind="proportion", lower_counts=counts - 2, upper_counts=counts + 2
    )
    assert bounded.verdict == "stijgend"


def test_a_long_rounded_series_has_wider_limits_than_its_shown_counts():
    counts = np.arange(60, 180, 10)
    plain = trend(counts, 19_500, range(2012, 2024))
    bounded = trend(
        counts, 19_500, range(2012, 2024), lower_counts=counts - 2, upper_counts=counts + 2
    )
    assert bounded.annual_change_lower < plain.annual_change_lower
    assert bounded.annual_change_upper > plain.annual_change_upper
    assert bounded.annual_change_pct == plain.annual_change_pct


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((RISE, 100, YEARS), {"kind": "ratio"}, 'kind: kies "rate" of "proportion"'),
        (
            (RISE, 100, YEARS[:4]),
            {},
            r"vormen passen niet bij elkaar: periods \(4,\), counts \(5,\)",
        ),
        ((RISE, 100, ["2020-H1"] * 5), {}, "periods: geen heel jaar op positie 0"),
        ((RISE, 100, [2019, 2020, True, 2022, 2023]), {}, "periods: geen heel jaar op positie 2"),
        ((RISE, 100, [YEARS]), {}, "periods: een rij van jaren nodig"),
        (
            (RISE, 100, YEARS),
            {"breaks": [2020, "voor 2019"]},
            "breaks: geen heel jaar op positie 1",
        ),
        (
            (RISE, 1000, YEARS),
            {"lower_counts": RISE},
            "lower_counts en upper_counts: geef beide of geen van beide",
        ),
        (
            (RISE, 1000, YEARS),
            {"lower_counts": [60, 80, 95, 120, 150], "upper_counts": RISE},
            "lower_counts: ondergrens boven de bovengrens op positie 1",
        ),
        (
            (RISE, 1000, YEARS),
            {"lower_counts": 60, "upper_counts": 140},
            "counts: aantal buiten de grenzen op positie 4",
        ),
        (
            ([RISE, RISE], [[200] * 5, [200, 200, 200, 100, 200]], YEARS),
            {"kind": "proportion"},
            r"counts: aantal groter dan het totaal op positie \(1, 3\)",
        ),
        (
            (RISE, 1000, YEARS),
            {"provisional": [0, 0, 0, 0, 1]},
            "provisional: alleen waar of onwaar toegestaan",
        ),
        (([1, 2, 3, -4, 5], 1000, YEARS), {}, "counts: negatieve waarde op positie 3"),
        (([1, 2, 3, np.inf, 5], 1000, YEARS), {}, "counts: oneindige waarde op positie 3"),
        ((RISE, [9, 0, 9, 9, 9], YEARS), {}, "populations: waarde 0, .* op positie 1"),
        ((5, 100, []), {}, "counts: een reeks met ten minste één waarde nodig"),
    ],
)
def test_bad_input_is_refused(arguments, options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        trend(*arguments, **options)


def test_a_part_above_its_total_in_a_series_that_cannot_be_judged_says_why_it_cannot():
    answer = trend([23, 122, 94, np.nan, 20], [50, 95, 94, 95, 25], YEARS, kind="proportion")
    assert answer.reason == "ontbrekend aantal: 2022"
