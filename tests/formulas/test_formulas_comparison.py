"""Rate ratio, expected count and detectable change: printed values, 50 digits, and laws."""

import math

import mpmath as mp
import numpy as np
import pytest
from formulas_reference import binomial_at_least, ratio_limits
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from helpende_data.formulas import detectable_change, expected_count, rate_ratio

LAW = settings(max_examples=60, derandomize=True)
COUNTS = st.integers(min_value=0, max_value=5000)
PEOPLE = st.integers(min_value=1, max_value=1_000_000)


@pytest.mark.parametrize(
    ("x", "n", "y", "q"),
    [(1, 500, 1, 700), (3, 1000, 40, 9000), (20, 18_926, 90, 60_000), (60, 10, 2, 10)],
)
@pytest.mark.parametrize(("confidence", "tail"), [(0.95, "0.025"), (0.998, "0.001")])
def test_limits_agree_with_fifty_digits(x, n, y, q, confidence, tail):
    lower, upper = ratio_limits(x, n, y, q, tail)
    ratio = rate_ratio(x, n, y, q, confidence=confidence)
    assert float(ratio.lower) == pytest.approx(float(lower), rel=1e-11)
    assert float(ratio.upper) == pytest.approx(float(upper), rel=1e-11)


@pytest.mark.parametrize(("x", "n", "y", "q"), [(3, 1000, 40, 9000), (60, 10, 2, 10), (7, 1, 7, 1)])
def test_the_p_value_is_twice_the_smaller_exact_tail(x, n, y, q):
    share = mp.mpf(n) / (n + q)
    above = binomial_at_least(x, x + y, share)
    below = 1 - binomial_at_least(x + 1, x + y, share)
    expected = min(mp.mpf(1), 2 * min(above, below))
    assert float(rate_ratio(x, n, y, q).p_value) == pytest.approx(float(expected), rel=1e-11)


def test_the_ratio_is_that_of_the_rates():
    assert rate_ratio(30, 1000, 200, 10_000).value == pytest.approx(1.5)


def test_no_events_in_the_area_have_lower_limit_zero_and_a_closed_upper_limit():
    """(1 - p)^y = 0.025 at the upper limit of the area's share p."""
    ratio = rate_ratio(0, 1000, 8, 4000)
    p = 1 - 0.025 ** (1 / 8)
    assert (ratio.value, ratio.lower) == (0, 0)
    assert ratio.upper == pytest.approx(p / (1 - p) * 4, rel=1e-12)
    assert ratio.p_value == pytest.approx(2 * 0.8**8, rel=1e-12)


def test_no_events_in_the_rest_have_an_infinite_upper_limit_and_a_closed_lower_limit():
    ratio = rate_ratio(8, 1000, 0, 4000)
    p = 0.025 ** (1 / 8)
    assert (ratio.value, ratio.upper) == (np.inf, np.inf)
    assert ratio.lower == pytest.approx(p / (1 - p) * 4, rel=1e-12)


def test_no_events_at_all_have_no_ratio_and_the_method_says_so():
    ratio = rate_ratio([0, 0, 3], 10, [0, 4, 0], 20)
    assert ratio.method.tolist() == ["niet te berekenen"] + ["exact conditioneel"] * 2
    assert np.isnan(ratio.value).tolist() == [True, False, False]
    assert (ratio.lower[0], ratio.upper[0], ratio.p_value[0]) == (0, np.inf, 1)


def test_a_very_unequal_pair_keeps_its_digits():
    """With y = 0 the lower limit is 1 / (tail^(-1/x) - 1), here where 1 - p is about 4e-6."""
    x = 1_000_000
    exact = 1 / mp.expm1(-mp.log(mp.mpf("0.025")) / x)
    assert float(rate_ratio(x, 1, 0, 1).lower) == pytest.approx(float(exact), rel=1e-11)


@LAW
@given(COUNTS, PEOPLE, COUNTS, PEOPLE)
def test_the_interval_contains_the_ratio_and_turns_round(x, n, y, q):
    one, other = rate_ratio(x, n, y, q), rate_ratio(y, q, x, n)
    assert other.p_value == pytest.approx(float(one.p_value), rel=1e-9, abs=1e-300)
    assert one.lower <= one.upper
    if x + y:
        assert one.lower <= one.value <= one.upper
        assert other.lower == pytest.approx(0 if np.isinf(one.upper) else 1 / one.upper, rel=1e-9)


@LAW
@given(COUNTS, PEOPLE, COUNTS, PEOPLE)
def test_the_p_value_and_the_interval_agree(x, n, y, q):
    ratio = rate_ratio(x, n, y, q)
    outside = not ratio.lower <= 1 <= ratio.upper
    if abs(ratio.p_value - 0.05) > 1e-9:
        assert outside == (ratio.p_value < 0.05)


@LAW
@given(COUNTS, COUNTS)
def test_both_limits_rise_with_the_count(x, y):
    ratio = rate_ratio([x, x + 1], 100, y + 1, 1000)
    assert ratio.lower[0] < ratio.lower[1]
    assert ratio.upper[0] < ratio.upper[1]


@LAW
@given(COUNTS, PEOPLE, COUNTS, PEOPLE, st.integers(min_value=2, max_value=1000))
def test_only_the_ratio_of_the_populations_matters(x, n, y, q, scale):
    one, other = rate_ratio(x, n, y + 1, q), rate_ratio(x, n * scale, y + 1, q * scale)
    for name in ("value", "lower", "upper"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-9)


def test_druten_in_2020_is_expected_between_76_and_114():
    """2839 meldingen on 569,443 inhabitants in the region, 18,926 in Druten: 94.4."""
    expected = expected_count(2839, 569_443, 18_926)
    assert round(float(expected.value), 1) == 94.4
    assert (expected.lower, expected.upper) == (76, 114)
    assert expected.method == "exact conditioneel"


@pytest.mark.parametrize(
    ("y", "n", "area"), [(0, 10, 10), (1, 1000, 500), (5, 100, 100), (40, 300, 20), (30, 5, 50)]
)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_the_range_is_what_the_test_does_not_call_different(y, n, area, confidence):
    expected = expected_count(y, n, area, confidence=confidence)
    counts = np.arange(0, expected.upper + 200)
    same = counts[rate_ratio(counts, area, y, n).p_value > 1 - confidence]
    assert (expected.lower, expected.upper) == (same[0], same[-1])


def test_a_reference_without_events_expects_none_and_allows_some():
    """P(area >= c | total c) = share^c > 0.025, share 1/2: up to 5."""
    expected = expected_count(0, 100, 100)
    assert (expected.value, expected.lower, expected.upper) == (0, 0, 5)


@LAW
@given(COUNTS, PEOPLE, PEOPLE)
def test_the_range_contains_the_expected_count(y, n, area):
    expected = expected_count(y, n, min(area, n))
    # the limits are whole counts, the expected one need not be: 0.01 event is nearly always none
    assert expected.lower <= math.ceil(expected.value)
    assert math.floor(expected.value) <= expected.upper
    assert expected.lower == np.floor(expected.lower)
    assert expected.upper == np.floor(expected.upper)


def test_a_large_reference_leaves_only_the_chance_of_the_area():
    """With a known rate the range is that of a Poisson count of mean 100."""
    expected = expected_count(10**12, 10**12, 100)
    low = int(expected.lower)
    assert special.pdtr(low - 1, 100) <= 0.025 < special.pdtr(low, 100)
    high = int(expected.upper)
    assert special.pdtrc(high, 100) <= 0.025 < special.pdtrc(high - 1, 100)


def says_higher(this_year, next_year):
    """The exact conditional test on two equal populations, by a sum of binomials."""
    total = this_year + next_year
    above = sum(math.comb(total, k) for k in range(next_year, total + 1))
    return above / 2**total <= 0.025


@pytest.mark.parametrize("count", [0, 1, 7, 30, 94])
def test_a_level_is_detectable_from_the_first_with_enough_power(count):
    change = detectable_change(count, 18_926)
    critical = next(c for c in range(count + 1, 1000) if says_higher(count, c))
    level = int(change.upper)
    assert special.pdtrc(critical - 1, level) >= 0.8 > special.pdtrc(critical - 1, level - 1)
    if count >= 6:
        critical = max(c for c in range(count) if says_higher(c, count))
        level = int(change.lower)
        assert special.pdtr(critical, level) >= 0.8 > special.pdtr(critical, level + 1)


def test_below_six_events_no_fall_can_be_told():
    """(1/2)^5 = 0.031 is above 0.025, (1/2)^6 = 0.016 is not."""
    change = detectable_change([0, 5, 6], 1000)
    assert np.isnan(change.lower[:2]).all()
    assert change.lower[2] == 0
    assert change.value.tolist() == [0, 5, 6]


@LAW
@given(COUNTS)
def test_more_power_or_confidence_asks_for_a_larger_change(count):
    plain = detectable_change(count, 1000)
    strong = detectable_change(count, 1000, power=0.95)
    sure = detectable_change(count, 1000, confidence=0.998)
    assert plain.upper > count
    assert strong.upper >= plain.upper
    assert sure.upper >= plain.upper
    if not np.isnan(sure.lower):
        assert sure.lower <= plain.lower < count
        assert strong.lower <= plain.lower


def test_a_detectable_change_is_always_a_change():
    """With hardly any power asked for, the level still lies beside this year's count."""
    change = detectable_change([50, 50.5], 1000, power=0.001)
    assert (change.lower < change.value).all()
    assert (change.upper > change.value).all()


def test_shapes_broadcast():
    assert rate_ratio([[1], [2]], [10, 20, 30], 5, 100).p_value.shape == (2, 3)
    assert expected_count([[1], [2]], 10, [1, 2, 3]).upper.shape == (2, 3)
    assert detectable_change([1, 2], [[3], [4]]).upper.shape == (2, 2)
    assert expected_count([], 10, 10).upper.shape == (0,)
