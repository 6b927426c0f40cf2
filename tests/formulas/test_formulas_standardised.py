"""Standardised rates: closed forms and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.formulas import (
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    rate_interval,
)

LAW = settings(max_examples=60, derandomize=True)
Z = 1.959963984540054


def byar(x):
    lower = x * (1 - 1 / (9 * x) - Z / (3 * x**0.5)) ** 3
    upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + Z / (3 * (x + 1) ** 0.5)) ** 3
    return lower, upper


def test_two_bands_by_hand():
    """Dobson et al. (1991): v + sqrt(Var/x) (limit of x - x)."""
    rate = directly_standardised_rate([10, 30], [1000, 2000], [3, 1], multiplier=1)
    value = (3 * 0.010 + 1 * 0.015) / 4
    variance = (9 * 10 / 1000**2 + 30 / 2000**2) / 16
    low, high = byar(40)
    assert rate.value == pytest.approx(value, rel=1e-13)
    assert rate.lower == pytest.approx(value + (variance / 40) ** 0.5 * (low - 40), rel=1e-12)
    assert rate.upper == pytest.approx(value + (variance / 40) ** 0.5 * (high - 40), rel=1e-12)
    assert rate.method == "Dobson"


@LAW
@given(st.integers(min_value=10, max_value=10_000), st.integers(min_value=1, max_value=10**7))
def test_one_band_is_the_crude_rate(count, population):
    direct = directly_standardised_rate([count], [population], [7])
    crude = rate_interval(count, population)
    for name in ("value", "lower", "upper"):
        assert getattr(direct, name) == pytest.approx(getattr(crude, name), rel=1e-9)


def test_weights_equal_to_the_population_give_the_crude_rate():
    population = np.array([400.0, 900.0, 100.0])
    direct = directly_standardised_rate([5, 9, 2], population, population)
    assert direct.value == pytest.approx(16 / 1400 * 100_000, rel=1e-13)


@LAW
@given(
    st.lists(st.integers(min_value=0, max_value=500), min_size=3, max_size=3),
    st.floats(min_value=0.001, max_value=1000),
)
def test_the_size_of_the_standard_population_does_not_matter(counts, scale):
    counts[0] += 10
    weights = np.array([5.0, 2.0, 3.0])
    one = directly_standardised_rate(counts, [100, 200, 300], weights)
    other = directly_standardised_rate(counts, [100, 200, 300], weights * scale)
    assert one.lower <= one.value <= one.upper
    for name in ("value", "lower", "upper"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-9)


def test_fewer_than_ten_events_are_not_computed():
    rate = directly_standardised_rate([[4, 5], [4, 6]], [100, 200], [1, 1])
    assert rate.method.tolist() == ["niet berekend", "Dobson"]
    for limit in (rate.value, rate.lower, rate.upper):
        assert np.isnan(limit[0])
        assert np.isfinite(limit[1])


def test_households_with_one_report_each_are_independent_events():
    events = np.array([12, 30])
    plain = directly_standardised_rate(events, [100, 200], [1, 2])
    repeat = directly_standardised_rate(
        np.column_stack([events, 0 * events]), [100, 200], [1, 2], events_per_unit=[1, 2]
    )
    assert repeat.method == "Dobson, herhaalde voorvallen"
    for name in ("value", "lower", "upper"):
        assert getattr(repeat, name) == pytest.approx(getattr(plain, name), rel=1e-13)


def test_repeat_events_widen_both_halves_by_the_root_of_the_variance_ratio():
    """S5: sqrt(sum f2 c / sum f c), here 20 households once, 5 twice and 2 five times."""
    units, times = np.array([20, 5, 2]), np.array([1, 2, 5])
    events = units @ times
    factor = (units @ times**2 / events) ** 0.5
    plain = directly_standardised_rate([events], [1000], [1])
    repeat = directly_standardised_rate([units], [1000], [1], events_per_unit=times)
    assert repeat.value == pytest.approx(plain.value, rel=1e-13)
    assert repeat.upper - repeat.value == pytest.approx(factor * (plain.upper - plain.value))
    assert repeat.value - repeat.lower == pytest.approx(factor * (plain.value - plain.lower))


def test_the_lower_limit_never_falls_below_zero():
    rate = directly_standardised_rate([[0, 1]], [10], [1], events_per_unit=[1, 10])
    assert rate.lower == 0


@pytest.mark.parametrize(
    ("count", "per_unit"), [([1, 2], [1, 2]), ([[1, 2]], [1, 2, 3]), ([[1, 2]], [[1, 2]])]
)
def test_events_per_unit_needs_a_column_for_each(count, per_unit):
    with pytest.raises(ValueError, match=r"^events_per_unit: één getal nodig voor elke kolom"):
        directly_standardised_rate(count, [10], [1], events_per_unit=per_unit)


def test_weights_that_are_all_zero_are_refused():
    with pytest.raises(ValueError, match=r"^weights: som van de gewichten is 0 op positie 1$"):
        directly_standardised_rate([[9, 9], [9, 9]], [10, 10], [[1, 0], [0, 0]])


def test_observed_over_expected_has_the_limits_of_the_observed_count():
    ratio = indirectly_standardised_ratio([0, 9, 40], [2.0, 4.5, 50.0])
    count = rate_interval([0, 9, 40], 1, multiplier=1)
    assert ratio.value.tolist() == [0, 2, 0.8]
    assert ratio.method.tolist() == ["exact", "exact", "Byar"]
    np.testing.assert_allclose(ratio.lower, count.lower / [2.0, 4.5, 50.0], rtol=1e-14)
    np.testing.assert_allclose(ratio.upper, count.upper / [2.0, 4.5, 50.0], rtol=1e-14)


def test_the_indirect_rate_is_the_ratio_times_the_reference_rate():
    ratio = indirectly_standardised_ratio(40, 50, confidence=0.998)
    rate = indirectly_standardised_rate(40, 50, 467.1, confidence=0.998)
    for name in ("value", "lower", "upper"):
        assert getattr(rate, name) == pytest.approx(467.1 * getattr(ratio, name), rel=1e-14)
