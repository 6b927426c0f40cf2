"""What holds for any data: order, rounding, hidden counts, and how long it takes."""

from __future__ import annotations

from dataclasses import replace

from controle_wereld import Wereld, counts_only, one_indicator, one_municipality
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.controle import Bevinding, controle
from helpende_data.schema.getallen import round_once

FEW = settings(max_examples=30)
COUNTS = st.lists(st.integers(0, 3000), min_size=3, max_size=3)


def _run(
    rijen: list[dict[str, object]], optelsoort: str = "optellend", *, per: str = "optellend"
) -> tuple[Bevinding, ...]:
    return controle(counts_only(rijen), one_municipality(), one_indicator(optelsoort, per=per))


def _rounded(aantal: int) -> dict[str, object]:
    vijftal = 5 * int(round_once(aantal / 5, 0))
    return {
        "aantal": vijftal,
        "laag": max(0, vijftal - 2),
        "hoog": vijftal + 2,
        "status": "afgerond",
    }


def _categories(delen: list[int]) -> list[dict[str, object]]:
    return [
        {"uitsplitsing": f"soort:{naam}", "aantal": aantal}
        for naam, aantal in zip("abc", delen, strict=True)
    ]


@FEW
@given(COUNTS)
def test_rounding_to_fives_never_makes_a_sum_wrong(delen: list[int]) -> None:
    rijen = [{**rij, **_rounded(int(str(rij["aantal"])))} for rij in _categories(delen)]
    gevonden = _run([*rijen, _rounded(sum(delen))])
    assert [b.ernst for b in gevonden] == ["klopt"]


@FEW
@given(COUNTS, st.integers(-500, 500))
def test_exact_sum_is_right_only_when_it_is_equal(delen: list[int], verschil: int) -> None:
    totaal = max(0, sum(delen) + verschil)
    (bevinding,) = _run([*_categories(delen), {"aantal": totaal}])
    assert bevinding.ernst == ("klopt" if totaal == sum(delen) else "klopt_niet")


@FEW
@given(COUNTS, st.integers(0, 9))
def test_hidden_part_that_can_be_right_is_not_wrong(delen: list[int], verborgen: int) -> None:
    rijen = _categories([*delen[:2], 0])
    rijen[2] |= {"aantal": None, "laag": 0, "hoog": 9, "status": "onderdrukt"}
    (bevinding,) = _run([*rijen, {"aantal": sum(delen[:2]) + verborgen}])
    assert bevinding.ernst == "klopt"


@FEW
@given(COUNTS)
def test_multiple_categories_are_wrong_only_above_the_total(delen: list[int]) -> None:
    (bevinding,) = _run([*_categories(delen), {"aantal": 1500}], "meervoudig")
    assert bevinding.ernst == ("klopt_niet" if max(delen) > 1500 else "klopt")


@FEW
@given(st.integers(0, 900), st.integers(0, 900), st.integers(0, 2000))
def test_unique_year_lies_between_its_largest_half_and_their_sum(
    een: int, twee: int, jaar: int
) -> None:
    rijen: list[dict[str, object]] = [
        {"periode": "2031-H1", "aantal": een},
        {"periode": "2031-H2", "aantal": twee},
        {"periode": "2031", "aantal": jaar},
    ]
    (bevinding,) = _run(rijen, per="uniek per periode")
    goed = max(een, twee) <= jaar <= een + twee
    assert bevinding.ernst == ("klopt" if goed else "klopt_niet")


def test_known_halves_above_the_year_are_wrong_without_the_other_half() -> None:
    rijen: list[dict[str, object]] = [
        {"periode": "2031-H1", "aantal": 900},
        {"periode": "2031", "aantal": 800},
    ]
    (bevinding,) = _run(rijen)
    assert bevinding.ernst == "klopt_niet"
    assert _run([{**rijen[0], "aantal": 500}, rijen[1]]) == ()


def test_empty_data_set_gives_no_findings() -> None:
    assert _run([]) == ()


@settings(max_examples=5)
@given(st.integers(0, 2**32 - 1))
def test_order_of_the_rows_makes_no_difference(verzonnen: Wereld, seed: int) -> None:
    geschud = replace(
        verzonnen.dataset,
        tables={
            naam: df.sample(frac=1, random_state=seed).reset_index(drop=True)
            for naam, df in verzonnen.dataset.tables.items()
        },
    )
    opnieuw = controle(geschud, verzonnen.gebieden, verzonnen.indicatoren)
    assert opnieuw == verzonnen.bevindingen


def test_checks_leave_the_data_set_as_it_was(verzonnen: Wereld) -> None:
    voor = {naam: df.copy(deep=True) for naam, df in verzonnen.dataset.tables.items()}
    controle(verzonnen.dataset, verzonnen.gebieden, verzonnen.indicatoren)
    for naam, df in verzonnen.dataset.tables.items():
        assert df.equals(voor[naam])
