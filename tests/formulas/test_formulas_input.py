"""Every function refuses what is not a number, with a place, in Dutch, in one line."""

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from helpende_data import formulas

GOOD = [10.0, 20.0, 30.0]

# each function with its numeric arguments, and those of them that must be above 0
FUNCTIONS = {
    "rate_interval": (["count", "population"], {"population"}),
    "proportion_interval": (["count", "total"], {"total"}),
    "pooled_rate": (["counts", "populations"], {"populations"}),
    "bounded_rate_interval": (
        ["lower_count", "upper_count", "population", "count"],
        {"population"},
    ),
    "bounded_proportion_interval": (
        ["lower_count", "upper_count", "lower_total", "upper_total"],
        {"lower_total", "upper_total"},
    ),
    "directly_standardised_rate": (["count", "population", "weights"], {"population"}),
    "indirectly_standardised_ratio": (["observed", "expected"], {"expected"}),
    "indirectly_standardised_rate": (["observed", "expected", "reference_rate"], {"expected"}),
    "rate_ratio": (
        ["count", "population", "rest_count", "rest_population"],
        {"population", "rest_population"},
    ),
    "detectable_change": (["count", "population"], {"population"}),
    "expected_count": (
        ["reference_count", "reference_population", "population"],
        {"reference_population", "population"},
    ),
    "funnel_limits": (["baseline", "population"], {"population"}),
    "funnel_label": (["count", "population", "baseline"], {"population"}),
    "overdispersion": (["observed", "expected"], {"expected"}),
    "smoothed_rates": (["count", "population"], {"population"}),
}
ARGUMENTS = [(f, a) for f, (arguments, _) in FUNCTIONS.items() for a in arguments]
FAULTS = {
    "negatieve waarde": [10.0, -1.0, 30.0],
    "ontbrekende waarde (NaN)": [10.0, np.nan, 30.0],
    "oneindige waarde": [10.0, np.inf, 30.0],
    "onmogelijk grote waarde": [10.0, 1e300, 30.0],
    "geen getal": [10.0, "elf", 30.0],
}


def call(function, **changed):
    arguments = dict.fromkeys(FUNCTIONS[function][0], GOOD) | changed
    return getattr(formulas, function)(**arguments)


def message_of(function, **changed):
    with pytest.raises(ValueError, match=r".") as caught:
        call(function, **changed)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_good_input_gives_an_answer(function):
    call(function)


@pytest.mark.parametrize(
    ("function", "argument", "fault"),
    [
        (function, argument, fault)
        for function, argument in ARGUMENTS
        for fault in FAULTS
        # an unknown upper bound of a rate is allowed
        if (function, argument, fault)
        != ("bounded_rate_interval", "upper_count", "oneindige waarde")
    ],
)
def test_a_wrong_number_is_refused_with_its_place(function, argument, fault):
    message = message_of(function, **{argument: FAULTS[fault]})
    assert message == f"{argument}: {fault} op positie 1"


@pytest.mark.parametrize(("function", "argument"), ARGUMENTS)
def test_minus_infinity_is_negative(function, argument):
    message = message_of(function, **{argument: [10.0, 20.0, -np.inf]})
    assert message == f"{argument}: negatieve waarde op positie 2"


@pytest.mark.parametrize(("function", "argument"), ARGUMENTS)
def test_zero_is_refused_where_something_is_divided_by_it(function, argument):
    if argument in FUNCTIONS[function][1]:
        message = message_of(function, **{argument: [0.0, 20.0, 30.0]})
        assert message == f"{argument}: waarde 0, terwijl groter dan 0 nodig is op positie 0"
    elif function == "bounded_rate_interval":
        call(function, lower_count=0, upper_count=[0.0, 20.0, 30.0], count=0)
    elif function == "bounded_proportion_interval":
        call(function, lower_count=0, upper_count=[0.0, 20.0, 30.0])
    else:
        call(function, **{argument: [0.0, 20.0, 30.0]})


@pytest.mark.parametrize("function", FUNCTIONS)
def test_shapes_that_do_not_fit_are_refused(function):
    last = FUNCTIONS[function][0][-1]
    message = message_of(function, **{last: [1.0, 2.0]})
    assert message.startswith("vormen passen niet bij elkaar: ")
    assert f"{last} (2,)" in message
    assert "(3,)" in message


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("12", "0"),
        (None, "0"),
        (True, "0"),
        (1j, "0"),
        ([1, None], "1"),
        ([1, pd.NA], "1"),
        (["1", 2], "0"),
        ([[1, 2], [3, "x"]], "(1, 1)"),
        ([True, False], "0"),
        ([1, [2, 3]], "1"),
        (np.array([datetime.date(2020, 1, 1)]), "0"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "0"),
        ({"a": 1}, "0"),
    ],
)
def test_what_is_not_a_number_is_refused(value, place):
    with pytest.raises(ValueError, match="geen getal") as caught:
        formulas.rate_interval(value, 10)
    assert str(caught.value) == f"count: geen getal op positie {place}"


def test_the_first_fault_in_reading_order_is_named():
    with pytest.raises(ValueError, match=r"^count: negatieve waarde op positie \(0, 1\)$"):
        formulas.rate_interval([[1, -1], [np.nan, -2]], 10)


def test_single_numbers_have_position_zero():
    with pytest.raises(ValueError, match=r"^count: negatieve waarde op positie 0$"):
        formulas.rate_interval(-1, 10)


def test_the_value_itself_is_never_in_the_message():
    with pytest.raises(ValueError, match="op positie") as caught:
        formulas.rate_interval([-73_911], 10)
    assert "73" not in str(caught.value)


def test_any_kind_of_number_is_taken():
    one = formulas.rate_interval(3, 10).value
    for three in (
        np.int8(3),
        np.float32(3),
        np.array(3, dtype=object),
        pd.Series([3], dtype="Int64"),
    ):
        assert formulas.rate_interval(three, 10).value == one
    assert message_of("rate_interval", count=[Decimal(3)] * 3) == "count: geen getal op positie 0"
    assert message_of("rate_interval", count=[10**400] * 3).startswith("count: onmogelijk grote")


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, np.nan, "0.95", None, [0.95], True])
@pytest.mark.parametrize("name", ["confidence", "power"])
def test_a_level_is_one_number_between_zero_and_one(level, name):
    with pytest.raises(ValueError, match=f"^{name}: "):
        formulas.detectable_change(10, 100, **{name: level})


@pytest.mark.parametrize("multiplier", [0, -1, np.inf, np.nan, "1000", [1000]])
def test_a_multiplier_is_one_number_above_zero(multiplier):
    with pytest.raises(ValueError, match=r"^multiplier: "):
        formulas.rate_interval(10, 100, multiplier=multiplier)


def test_extreme_but_possible_numbers_give_no_warning():
    """Warnings are errors in this test run."""
    tiny, large = np.array([5e-324, 1e-300, 1.0]), np.array([0.0, 1.0, 1e11])
    for function, (arguments, above_zero) in FUNCTIONS.items():
        if function == "proportion_interval":
            changed = {"count": tiny, "total": np.maximum(large, 1)}
        elif function == "bounded_proportion_interval":
            total = {"lower_total": 5e-324, "upper_total": np.maximum(large, 1)}
            changed = {"lower_count": 0, "upper_count": tiny} | total
        elif function == "bounded_rate_interval":
            changed = {"lower_count": 0, "upper_count": large, "population": tiny, "count": 0}
        else:
            changed = {a: tiny if a in above_zero else large for a in arguments}
        call(function, **changed)


def test_every_public_name_is_there_and_documented():
    for name in formulas.__all__:
        assert getattr(formulas, name).__doc__
    assert sorted(formulas.__all__) == formulas.__all__
