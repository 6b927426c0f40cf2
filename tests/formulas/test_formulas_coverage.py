"""How often limits hold what they promise: sums of probabilities; drawn only for a series."""

import numpy as np
import pytest
from scipy import special

from helpende_data.formulas import (
    bounded_rate_interval,
    expected_count,
    rate_interval,
    rate_ratio,
    trend,
)

MOST = 420  # a Poisson count of mean 200 is never this large
MEANS = np.arange(0.0, 200.05, 0.1)


def poisson(mean, most):
    """Probabilities of the counts 0 to most."""
    count = np.arange(most + 1)
    return np.exp(special.xlogy(count, mean) - mean - special.gammaln(count + 1))


def coverage(lower, upper):
    """The chance, for every mean, that the interval of the count holds the mean."""
    return np.array(
        [poisson(mean, MOST)[(lower <= mean) & (mean <= upper)].sum() for mean in MEANS]
    )


def test_the_probabilities_of_every_mean_add_up():
    assert poisson(200.0, MOST).sum() == pytest.approx(1, rel=1e-12)
    assert poisson(0.0, MOST).tolist() == [1.0] + [0.0] * MOST


@pytest.mark.slow
@pytest.mark.parametrize(("confidence", "promise"), [(0.95, 0.945), (0.998, 0.997)])
def test_limits_of_a_rate_hold_the_mean(confidence, promise):
    rate = rate_interval(np.arange(MOST + 1), 1, multiplier=1, confidence=confidence)
    assert coverage(rate.lower, rate.upper).min() >= promise


@pytest.mark.slow
@pytest.mark.parametrize("base", [3, 5, 10])
def test_limits_of_a_rounded_count_hold_the_mean_of_the_exact_count(base):
    shown = base * np.floor(np.arange(MOST + 1) / base + 0.5)
    half = base // 2 if base % 2 else base / 2
    rate = bounded_rate_interval(
        np.maximum(shown - half, 0), shown + half, 1, count=shown, multiplier=1
    )
    assert coverage(rate.lower, rate.upper).min() >= 0.945


@pytest.mark.slow
def test_limits_of_a_hidden_count_hold_the_mean_of_the_exact_count():
    """Counts below ten are hidden, the others shown."""
    exact = np.arange(MOST + 1)
    rate = bounded_rate_interval(
        np.where(exact < 10, 0, exact), np.where(exact < 10, 9, exact), 1, multiplier=1
    )
    assert coverage(rate.lower, rate.upper).min() >= 0.945


def chances(mean, rest_mean, says):
    """The chance that `says(x, y)` is true for two Poisson counts."""
    x = np.arange(int(mean + 9 * mean**0.5 + 15))
    y = np.arange(
        int(max(rest_mean - 9 * rest_mean**0.5, 0)), int(rest_mean + 9 * rest_mean**0.5 + 15)
    )
    joint = poisson(mean, x[-1])[:, None] * poisson(rest_mean, y[-1])[y[0] :]
    return float(joint[says(x[:, None], y)].sum())


@pytest.mark.slow
@pytest.mark.parametrize("mean", [0, 0.5, 1, 2, 3, 5, 8, 10, 15, 25, 40, 70, 94, 120, 200])
@pytest.mark.parametrize("share", [0.02, 1 / 15, 1 / 3])
@pytest.mark.parametrize("ratio", [0.5, 1, 2])
def test_limits_of_a_ratio_leave_out_the_true_ratio_at_most_as_often_as_promised(
    mean, share, ratio
):
    if mean > 100 and share < 0.05:
        mean = 100  # the rest would be larger than any region

    def misses(x, y):
        answer = rate_ratio(x, share, y, 1 - share)
        return (answer.lower > ratio) | (answer.upper < ratio)

    assert chances(mean, mean * (1 - share) / share / ratio, misses) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize("mean", [0.5, 3, 10, 25, 60, 94, 200])
@pytest.mark.parametrize("share", [1 / 15, 1 / 3])
def test_equal_areas_are_called_different_at_most_five_times_in_a_hundred(mean, share):
    def differs(x, y):
        return rate_ratio(x, share, y, 1 - share).p_value < 0.05

    assert chances(mean, mean * (1 - share) / share, differs) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize("mean", [0.5, 3, 10, 25, 60, 94, 200])
def test_an_expected_range_holds_the_count_of_an_ordinary_area(mean):
    def misses(x, y):
        expected = expected_count(y, 14, 1)
        return (x < expected.lower) | (x > expected.upper)

    assert chances(mean, mean * 14, misses) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize(("variance", "promise"), [(1, 0.95), (3, 0.88)])
@pytest.mark.parametrize("mean", [20, 200])
def test_limits_of_the_annual_change_hold_it_as_often_as_the_docstring_says(
    mean, variance, promise
):
    source, years = np.random.default_rng(4), np.arange(2019, 2024)
    level = mean * np.exp(0.03 * (years - 2021)) * np.ones((4000, 1))
    if variance > 1:
        level = source.gamma(level / (variance - 1), variance - 1)
    answer = trend(source.poisson(level), 1000, years)
    change = 100 * np.expm1(0.03)
    holds = (answer.annual_change_lower <= change) & (change <= answer.annual_change_upper)
    assert holds.mean() >= promise
