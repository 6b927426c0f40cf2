"""The array functions under the comparisons: bounds, many tests, and speed that is only shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.formulas import rate_ratio
from helpende_data.statistics.toetsen import (
    DUIDELIJK,
    bounded_ratio,
    false_discovery,
    name_difference,
)

FEW = settings(max_examples=40)
KANSEN = st.lists(st.floats(0, 1), min_size=1, max_size=12)
AANTAL = st.integers(0, 300)


@pytest.mark.parametrize(
    ("kansen", "staan"),
    [
        # Benjamini & Hochberg (1995), table 1: with q = 0.05 the first four stand
        (
            [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324,
             0.4262, 0.5719, 0.6528, 0.759, 1.0],
            4,
        ),
        ([0.05], 1),
        ([0.0501], 0),
        ([0.04, 0.05], 2),  # the larger one carries the smaller one
        ([], 0),
    ],
)  # fmt: skip
def test_the_false_discovery_rate_is_that_of_the_paper(kansen: list[float], staan: int) -> None:
    assert false_discovery(kansen, 0.05).tolist() == [k < staan for k in range(len(kansen))]


@FEW
@given(KANSEN)
def test_what_stands_does_not_depend_on_the_order(kansen: list[float]) -> None:
    volgorde = np.array(kansen).argsort(kind="stable")
    staan = false_discovery(kansen, 0.05)
    assert (false_discovery(np.array(kansen)[volgorde], 0.05) == staan[volgorde]).all()
    assert not staan[np.array(kansen) > 0.05].any()


@FEW
@given(AANTAL, AANTAL, AANTAL, AANTAL, st.floats(0, 1), st.floats(0, 1))
def test_limits_and_p_value_hold_for_every_count_within_the_bounds(
    x: int, breed: int, y: int, rest_breed: int, deel: float, rest_deel: float
) -> None:
    toets = bounded_ratio(x, x + breed, 1000, y, y + rest_breed, 5000)
    echt = rate_ratio(x + int(deel * breed), 1000, y + int(rest_deel * rest_breed), 5000)
    assert toets.lower[0] <= echt.lower * (1 + 1e-9)
    assert toets.upper[0] >= echt.upper * (1 - 1e-9)
    assert toets.p_value[0] >= echt.p_value * (1 - 1e-9)


@FEW
@given(AANTAL, AANTAL, st.integers(0, 4))
def test_the_p_value_and_the_limits_say_the_same(x: int, y: int, breed: int) -> None:
    grenzen = (x, x + breed, 1000, y, y + breed, 3000)
    gewoon, ruim = bounded_ratio(*grenzen), bounded_ratio(*grenzen, confidence=DUIDELIJK)
    assert ((gewoon.lower > 1) | (gewoon.upper < 1)) == (gewoon.p_value < 0.05)
    assert ((ruim.lower > 1) | (ruim.upper < 1)) == (ruim.p_value < 1 - DUIDELIJK)


def test_words_follow_from_the_limits() -> None:
    toets = bounded_ratio([100, 100, 100, 100, 100], [100] * 5, 1000, [100, 80, 50, 125, 200],
                          [100, 80, 50, 125, 200], [1000, 1000, 1000, 900, 1000])  # fmt: skip
    woorden = ["niet aantoonbaar anders", "niet aantoonbaar anders", "duidelijk hoger", "lager",
               "duidelijk lager"]  # fmt: skip
    assert name_difference(toets).tolist() == woorden


def test_one_call_does_a_whole_country() -> None:
    """342 municipalities, 40 indicators: every element equals the single calculation."""
    lot = np.random.default_rng(4)
    n = lot.integers(5_000, 200_000, 342 * 40)
    x = lot.poisson(n * 0.003)
    toets = bounded_ratio(x, x, n, x.sum() - x, x.sum() - x, n.sum() - n)
    for plek in (0, 777, 13_679):
        een = rate_ratio(x[plek], n[plek], x.sum() - x[plek], n.sum() - n[plek])
        assert (toets.lower[plek], toets.p_value[plek]) == (een.lower, een.p_value)
