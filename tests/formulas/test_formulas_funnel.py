"""Funnel limits, labels, overdispersion and smoothing: closed forms and laws."""

import math

import mpmath as mp
import numpy as np
import pytest
from formulas_reference import poisson_limits
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.formulas import (
    funnel_label,
    funnel_limits,
    overdispersion,
    proportion_interval,
    smoothed_rates,
)

LAW = settings(max_examples=60, derandomize=True)
ORDER = ["laag 99,8", "laag 95", "binnen", "hoog 95", "hoog 99,8"]


@pytest.mark.parametrize("count", [1, 2, 9, 10, 60])
@pytest.mark.parametrize(("confidence", "tail"), [(0.95, "0.025"), (0.998, "0.001")])
def test_the_curve_goes_through_the_exact_limit_of_every_whole_count(count, confidence, tail):
    lower, upper = (float(limit) for limit in poisson_limits(count, tail))
    at_upper = funnel_limits(0.005, upper / 0.005, multiplier=1, confidence=confidence)
    at_lower = funnel_limits(0.005, lower / 0.005, multiplier=1, confidence=confidence)
    assert at_upper.lower * upper / 0.005 == pytest.approx(count, rel=1e-9)
    assert at_lower.upper * lower / 0.005 == pytest.approx(count, rel=1e-9)


@pytest.mark.parametrize("expected", [0.0001, 0.005, 0.0253, 0.0254, 0.5])
def test_the_upper_limit_is_smooth_where_one_event_stands_out(expected):
    """gammainc(a, E) = 0.025 at the limit a, also below one event."""
    a = float(funnel_limits(1, expected, multiplier=1).upper * expected)
    tail = mp.gammainc(a, 0, expected, regularized=True)
    assert float(tail) == pytest.approx(0.025, rel=1e-6)


def test_a_small_area_has_lower_limit_zero():
    """-ln(0.025) = 3.689 expected events: below it even 0 events do not stand out."""
    limits = funnel_limits(1, [3.68, 3.70], multiplier=1)
    assert limits.lower[0] == 0 < limits.lower[1]


def test_a_baseline_of_zero_has_limits_zero():
    limits = funnel_limits(0, 100)
    assert (limits.value, limits.lower, limits.upper) == (0, 0, 0)
    assert funnel_label([0, 1], 100, 0).tolist() == ["binnen", "hoog 99,8"]


def test_the_centre_is_the_baseline_per_multiplier():
    limits = funnel_limits(2839 / 569_443, [1000, 100_000])
    assert limits.value.round(1).tolist() == [498.6, 498.6]
    assert (np.diff(limits.upper) < 0).all()
    assert (np.diff(limits.lower) > 0).all()


@pytest.mark.parametrize(
    ("count", "label"),
    [
        (70, "laag 99,8"),
        (71, "laag 95"),
        (80, "laag 95"),
        (81, "binnen"),
        (120, "binnen"),
        (121, "hoog 95"),
        (132, "hoog 95"),
        (133, "hoog 99,8"),
    ],
)
def test_labels_follow_the_poisson_tails_at_100_expected(count, label):
    mean = 100.0
    below = sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))
    at = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
    above = 1 - below + at
    low, high = (sum(tail < limit for limit in (0.025, 0.001)) for tail in (below, above))
    assert ORDER[2 - low + high] == label == funnel_label(count, 100, 1)


@LAW
@given(
    st.integers(min_value=0, max_value=3000),
    st.integers(min_value=1, max_value=100_000),
    st.floats(min_value=1e-4, max_value=0.05),
)
def test_a_label_is_a_rate_outside_the_drawn_limits(count, population, baseline):
    label = funnel_label(count, population, baseline)
    rate = count / population
    level = 0
    for confidence in (0.95, 0.998):
        limits = funnel_limits(baseline, population, multiplier=1, confidence=confidence)
        slack = 1e-9 * (1 + rate)
        if abs(rate - limits.lower) < slack or abs(rate - limits.upper) < slack:
            return
        level += int(rate > limits.upper) - int(rate < limits.lower)
    assert label == ORDER[2 + level]


@LAW
@given(
    st.integers(min_value=0, max_value=2000),
    st.integers(min_value=1, max_value=2000),
    st.floats(min_value=0.01, max_value=0.99),
)
def test_a_proportion_is_labelled_when_wilson_leaves_out_the_baseline(part, rest, baseline):
    total = part + rest
    label = funnel_label(part, total, baseline, kind="proportion")
    level = 0
    for confidence in (0.95, 0.998):
        p = proportion_interval(part, total, confidence=confidence)
        if min(abs(p.lower - baseline), abs(p.upper - baseline)) < 1e-9:
            return
        level += int(p.lower > baseline) - int(p.upper < baseline)
    assert label == ORDER[2 + level]


def test_limits_of_a_proportion_stay_between_nothing_and_everything():
    limits = funnel_limits([0.02, 0.98, 0.5], [5, 5, 10_000], multiplier=100, kind="proportion")
    assert limits.lower[0] == 0
    assert limits.upper[1] == 100
    reach = 1.959963984540054 * (0.25 / 10_000) ** 0.5 * 100
    assert limits.upper[2] - 50 == pytest.approx(reach, rel=1e-9)


def test_a_proportion_equal_to_a_certain_baseline_is_within():
    assert funnel_label([0, 1], 10, 0, kind="proportion").tolist() == ["binnen", "hoog 99,8"]
    assert funnel_label([10, 9], 10, 1, kind="proportion").tolist() == ["binnen", "laag 99,8"]


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match=r'^kind: kies "rate" of "proportion"$'):
        funnel_limits(0.1, 10, kind="ratio")
    with pytest.raises(ValueError, match=r"^baseline: aandeel groter dan 1 op positie 0$"):
        funnel_label(1, 10, 1.5, kind="proportion")
    with pytest.raises(ValueError, match=r"^count: aantal groter dan het totaal op positie 1$"):
        funnel_label([1, 11], 10, 0.5, kind="proportion")


def test_a_single_label_is_a_text():
    assert isinstance(funnel_label(1, 2, 0.5), str)
    assert funnel_label([[1], [2]], [3, 4], 0.5).shape == (2, 2)


def test_phi_of_four_areas_by_hand():
    """Spiegelhalter (2005): z = sqrt(E) ln(x/E), pulled in to its 10 % and 90 % quantiles."""
    observed, expected = [50, 100, 150, 200], [100, 100, 100, 100]
    z = sorted(10 * math.log(x / 100) for x in observed)
    ends = (z[0] + 0.3 * (z[1] - z[0]), z[2] + 0.7 * (z[3] - z[2]))
    phi = (ends[0] ** 2 + z[1] ** 2 + z[2] ** 2 + ends[1] ** 2) / 4
    tau = (4 * phi - 3) / (400 - 40_000 / 400)
    answer = overdispersion(observed, expected)
    assert answer.phi == pytest.approx(phi, rel=1e-12)
    assert answer.tau_squared == pytest.approx(tau, rel=1e-12)
    reach = 1.959963984540054 * math.sqrt(1 / 100 + tau)
    assert answer.upper == pytest.approx(np.full(4, math.exp(reach)), rel=1e-12)
    assert answer.lower == pytest.approx(np.full(4, math.exp(-reach)), rel=1e-12)


def test_areas_that_differ_by_less_than_chance_add_no_variance():
    answer = overdispersion([99, 101, 100], [100, 100, 100])
    assert answer.phi < 1
    assert answer.tau_squared == 0


def test_an_area_without_events_counts_for_nothing_and_still_gets_limits():
    with_zero = overdispersion([0, 50, 100, 200], [3, 100, 100, 100])
    without = overdispersion([50, 100, 200], [100, 100, 100])
    assert with_zero.phi == without.phi
    assert with_zero.tau_squared == without.tau_squared
    assert np.isfinite(with_zero.upper).all()


def test_one_area_with_events_says_nothing_about_spread():
    answer = overdispersion([[0, 0, 5], [4, 5, 6]], [1, 2, 3])
    assert answer.phi.shape == (2,)
    assert np.isnan(answer.phi[0])
    assert np.isnan(answer.upper[0]).all()
    assert np.isfinite(answer.lower[1]).all()


def test_smoothing_of_three_areas_by_hand():
    """Marshall (1991)."""
    x, n = np.array([5, 40, 10]), np.array([1000, 2000, 1000])
    mean = 55 / 4000
    variance = (1000 * (0.005 - mean) ** 2 + 2000 * (0.02 - mean) ** 2) / 4000
    variance += 1000 * (0.01 - mean) ** 2 / 4000
    between = variance - mean / (4000 / 3)
    weight = between / (between + mean / n)
    answer = smoothed_rates(x, n, multiplier=1000)
    np.testing.assert_allclose(answer.weight, weight, rtol=1e-12)
    expected = 1000 * (weight * x / n + (1 - weight) * mean)
    np.testing.assert_allclose(answer.value, expected, rtol=1e-12)


def test_differences_that_fit_with_chance_all_become_the_average():
    answer = smoothed_rates([10, 11, 9], [1000, 1000, 1000])
    assert answer.weight.tolist() == [0, 0, 0]
    np.testing.assert_allclose(answer.value, 1000.0, rtol=1e-12)


def test_no_events_smooth_to_zero():
    answer = smoothed_rates([[0, 0], [3, 90]], [[5, 10], [100, 100]])
    assert answer.value[0].tolist() == [0, 0]
    assert answer.weight.shape == (2, 2)


@LAW
@given(st.lists(st.integers(min_value=0, max_value=500), min_size=1, max_size=15))
def test_a_smoothed_rate_lies_between_its_own_rate_and_the_average(counts):
    people = 1000.0 + 100 * np.arange(len(counts))
    answer = smoothed_rates(counts, people, multiplier=1)
    own, mean = np.array(counts) / people, sum(counts) / people.sum()
    assert (answer.value >= np.minimum(own, mean) - 1e-12).all()
    assert (answer.value <= np.maximum(own, mean) + 1e-12).all()
    assert ((answer.weight >= 0) & (answer.weight <= 1)).all()
