"""Rates and proportions: worked values, closed forms, 50 digits, and laws."""

import math

import numpy as np
import pytest
from formulas_reference import poisson_limits
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.formulas import (
    bounded_proportion_interval,
    bounded_rate_interval,
    pooled_rate,
    proportion_interval,
    rate_interval,
)

LAW = settings(max_examples=60, derandomize=True)
COUNTS = st.integers(min_value=0, max_value=50_000)
PEOPLE = st.integers(min_value=1, max_value=20_000_000)
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.998])


@pytest.mark.parametrize(
    ("count", "population", "printed"),
    [
        (2839, 569_443, 498.6),
        (6453, 569_443, 1133.2),
        (2695, 576_999, 467.1),
        (127_340, 17_811_291, 714.9),
    ],
)
def test_rates_of_the_region_and_the_country_are_as_printed(count, population, printed):
    """Regioaanpak 2021-2025, hoofdstuk 2 (meldingen, adviezen 2020); CBS 84852NED, 84849NED."""
    assert round(float(rate_interval(count, population).value), 1) == printed


@pytest.mark.parametrize(("count", "printed"), [(95, 368), (65, 252)])
def test_rates_of_a_half_year_use_the_inhabitants_of_1_january_unhalved(count, printed):
    """CBS 84849NED and 03759ned: adviezen and meldingen, Neder-Betuwe, first half of 2025."""
    assert round(float(rate_interval(count, 25_781).value)) == printed


def test_no_events_give_zero_to_the_two_sided_exact_limit():
    """Garwood (1936): -ln(0.025) = 3.689 events, not the one-sided 2.996."""
    rate = rate_interval(0, 20_000)
    assert (rate.value, rate.lower, rate.method) == (0, 0, "exact")
    assert rate.upper == pytest.approx(-math.log(0.025) / 20_000 * 100_000, rel=1e-14)


def test_one_event_has_a_closed_lower_limit():
    assert rate_interval(1, 1, multiplier=1).lower == pytest.approx(-math.log(0.975), rel=1e-14)


@pytest.mark.parametrize("count", range(10))
@pytest.mark.parametrize(("confidence", "tail"), [(0.95, "0.025"), (0.998, "0.001")])
def test_exact_limits_agree_with_fifty_digits(count, confidence, tail):
    lower, upper = poisson_limits(count, tail)
    rate = rate_interval(count, 1, multiplier=1, confidence=confidence)
    assert rate.method == "exact"
    assert float(rate.lower) == pytest.approx(float(lower), rel=1e-12)
    assert float(rate.upper) == pytest.approx(float(upper), rel=1e-12)


@pytest.mark.parametrize("count", [10, 11, 25, 100, 400])
def test_byar_is_within_two_thousandths_of_fifty_digits(count):
    """Fingertips: within 0.2 % of the exact limits from 10 events on, at 95 %."""
    lower, upper = poisson_limits(count, "0.025")
    rate = rate_interval(count, 1, multiplier=1)
    assert rate.method == "Byar"
    assert float(rate.lower) == pytest.approx(float(lower), rel=2e-3)
    assert float(rate.upper) == pytest.approx(float(upper), rel=2e-3)


def test_byar_is_the_printed_formula():
    """Breslow & Day (1987), p. 69, at 20 events."""
    z = 1.959963984540054
    rate = rate_interval(20, 1, multiplier=1)
    assert rate.lower == pytest.approx(20 * (1 - 1 / 180 - z / (3 * 20**0.5)) ** 3, rel=1e-13)
    assert rate.upper == pytest.approx(21 * (1 - 1 / 189 + z / (3 * 21**0.5)) ** 3, rel=1e-13)


def test_the_method_switches_at_ten():
    assert rate_interval([9, 10], 100).method.tolist() == ["exact", "Byar"]


def test_arrays_keep_their_broadcast_shape_and_single_numbers_are_scalars():
    rate = rate_interval(np.zeros((3, 1)), [10, 20])
    assert {a.shape for a in (rate.value, rate.lower, rate.upper, rate.method)} == {(3, 2)}
    assert isinstance(rate_interval(1, 2).value, np.float64)
    assert isinstance(rate_interval(1, 2).method, np.str_)
    assert rate_interval([], []).value.shape == (0,)


def test_the_inputs_stay_as_they_were():
    counts = np.array([0.0, 12.0])
    rate_interval(counts, 10.0).value[:] = -1
    assert counts.tolist() == [0.0, 12.0]


@LAW
@given(COUNTS, PEOPLE, LEVELS)
def test_the_limits_contain_the_rate(count, population, confidence):
    rate = rate_interval(count, population, confidence=confidence)
    assert 0 <= rate.lower <= rate.value <= rate.upper
    assert rate.lower < rate.upper


@LAW
@given(COUNTS, LEVELS)
def test_both_limits_rise_with_the_count(count, confidence):
    rate = rate_interval([count, count + 1], 1000, confidence=confidence)
    assert rate.lower[0] < rate.lower[1]
    assert rate.upper[0] < rate.upper[1]


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_both_limits_rise_across_the_switch_and_the_relative_width_shrinks(confidence):
    count = np.arange(1, 500)
    rate = rate_interval(count, 1, multiplier=1, confidence=confidence)
    assert (np.diff(rate.lower) > 0).all()
    assert (np.diff(rate.upper) > 0).all()
    assert (np.diff((rate.upper - rate.lower) / count) < 0).all()


@LAW
@given(COUNTS, PEOPLE, st.integers(min_value=1, max_value=1000))
def test_multiplier_and_population_scale_together(count, population, scale):
    one = rate_interval(count, population, multiplier=1000)
    other = rate_interval(count, population * scale, multiplier=1000 * scale)
    for name in ("value", "lower", "upper"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-12)


@LAW
@given(COUNTS, PEOPLE)
def test_more_confidence_is_a_wider_interval(count, population):
    narrow, wide = (rate_interval(count, population, confidence=c) for c in (0.95, 0.998))
    assert wide.lower <= narrow.lower
    assert wide.upper > narrow.upper


def test_pooled_years_sum_events_and_person_years():
    pooled = pooled_rate([[3, 4, 5], [0, 0, 0]], [1000, 2000, 3000])
    apart = rate_interval([12, 0], [6000, 6000])
    for name in ("value", "lower", "upper", "method"):
        assert (getattr(pooled, name) == getattr(apart, name)).all()
    assert pooled_rate([3, 4], 1000).value == 7 / 2000 * 100_000
    assert isinstance(pooled_rate([3, 4], 1000).value, np.float64)


def test_pooling_needs_years():
    with pytest.raises(ValueError, match="reeks"):
        pooled_rate(3, 1000)
    with pytest.raises(ValueError, match="reeks"):
        pooled_rate([], [])


@LAW
@given(COUNTS, st.integers(min_value=-2, max_value=2), LEVELS)
def test_the_interval_of_a_rounded_count_contains_that_of_the_exact_count(count, off, confidence):
    shown = max(count + off, 0)
    exact = rate_interval(count, 20_000, confidence=confidence)
    rounded = bounded_rate_interval(
        max(shown - 2, 0), shown + 2, 20_000, count=shown, confidence=confidence
    )
    assert rounded.lower <= exact.lower
    assert exact.upper <= rounded.upper


def test_equal_bounds_are_the_plain_rate():
    count = np.array([0, 9, 10, 200])
    bounded, plain = bounded_rate_interval(count, count, 5000), rate_interval(count, 5000)
    for name in ("value", "lower", "upper", "method"):
        assert (getattr(bounded, name) == getattr(plain, name)).all()


def test_a_hidden_count_has_its_midpoint_and_the_limits_of_its_bounds():
    hidden = bounded_rate_interval(0, 9, 1, multiplier=1)
    assert (hidden.value, hidden.lower, hidden.method) == (4.5, 0, "exact")
    assert hidden.upper == rate_interval(9, 1, multiplier=1).upper


def test_an_unknown_upper_bound_has_no_upper_limit():
    unknown = bounded_rate_interval([0, 3], [np.inf, np.inf], 100)
    assert unknown.upper.tolist() == [np.inf, np.inf]
    assert unknown.value.tolist() == [np.inf, np.inf]
    assert unknown.lower[0] == 0
    assert unknown.lower[1] == rate_interval(3, 100).lower
    assert bounded_rate_interval(0, np.inf, 100, count=4).value == 4000


def test_bounds_on_both_sides_of_ten_name_both_methods():
    assert bounded_rate_interval(8, 12, 100, count=10).method == "exact/Byar"


@pytest.mark.parametrize(
    ("arguments", "count", "message"),
    [
        (([3, 4], [5, 3], 10), None, "lower_count: ondergrens boven de bovengrens op positie 1"),
        ((3, 5, 10), 6, "count: aantal buiten de grenzen op positie 0"),
        ((3, 5, 10), 2, "count: aantal buiten de grenzen op positie 0"),
        ((np.inf, np.inf, 10), None, "lower_count: oneindige waarde op positie 0"),
        ((0, np.nan, 10), None, r"upper_count: ontbrekende waarde \(NaN\) op positie 0"),
    ],
)
def test_bounds_that_cannot_be_are_refused(arguments, count, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        bounded_rate_interval(*arguments, count=count)


def test_wilson_solves_its_own_quadratic():
    """Wilson (1927): the limits are where |x/n - p| is z standard errors of p."""
    z = 1.959963984540054
    p = proportion_interval(65, 100)
    assert (p.value, p.method) == (0.65, "Wilson")
    for limit in (p.lower, p.upper):
        error = z * math.sqrt(limit * (1 - limit) / 100)
        assert abs(0.65 - limit) == pytest.approx(error, rel=1e-12)


def test_none_and_all_have_closed_limits():
    z2 = 1.959963984540054**2
    p = proportion_interval([0, 20], 20)
    assert p.lower[0] == 0
    assert p.upper[1] == 1
    assert p.upper[0] == pytest.approx(z2 / (20 + z2), rel=1e-12)
    assert p.lower[1] == pytest.approx(20 / (20 + z2), rel=1e-12)


@LAW
@given(COUNTS, COUNTS, LEVELS)
def test_a_proportion_lies_within_its_limits_and_mirrors(part, other, confidence):
    total = part + other + 1
    p = proportion_interval(part, total, confidence=confidence)
    mirror = proportion_interval(total - part, total, confidence=confidence)
    assert 0 <= p.lower <= p.value <= p.upper <= 1
    assert mirror.upper == pytest.approx(1 - p.lower, abs=1e-12)


def test_a_part_above_its_total_is_refused():
    message = r"^count: aantal groter dan het totaal op positie \(1, 0\)$"
    with pytest.raises(ValueError, match=message):
        proportion_interval([[3, 3], [11, 12]], 10)


@LAW
@given(COUNTS, COUNTS, st.integers(0, 5), st.integers(0, 5), LEVELS)
def test_bounds_of_a_proportion_contain_every_proportion_within_them(
    part, other, off, off_total, confidence
):
    total = part + other + 1
    low, least = max(part - off, 0), max(total - off_total, 1)
    bounded = bounded_proportion_interval(
        low, part + off, least, total + off_total, confidence=confidence
    )
    for x in {low, part, part + off}:
        for n in {least, total, total + off_total}:
            if x <= n:
                exact = proportion_interval(x, n, confidence=confidence)
                assert bounded.lower <= exact.lower + 1e-12
                assert bounded.upper >= exact.upper - 1e-12
    assert 0 <= bounded.lower <= bounded.value <= bounded.upper <= 1


def test_equal_bounds_of_a_proportion_give_wilson():
    bounded, exact = bounded_proportion_interval(65, 65, 100, 100), proportion_interval(65, 100)
    for name in ("value", "lower", "upper", "method"):
        assert getattr(bounded, name) == getattr(exact, name)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, 3, 10, 10), "lower_count: ondergrens boven de bovengrens op positie 0"),
        ((3, 5, 12, 10), "lower_total: ondergrens boven de bovengrens op positie 0"),
        (([1, 11], 11, 9, 10), "lower_count: aantal groter dan het totaal op positie 1"),
    ],
)
def test_bounds_of_a_proportion_that_cannot_be_are_refused(arguments, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        bounded_proportion_interval(*arguments)
