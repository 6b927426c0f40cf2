"""The funnel of a few areas: chance alone, more than chance, and what rounding leaves open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpende_data.formulas import funnel_limits
from helpende_data.gebieden import Gebied
from helpende_data.statistics import Cijfer, Trechter, trechter

MENSEN = (10_000.0, 20_000.0, 30_000.0, 40_000.0, 100_000.0)

REGIO = Gebied("GZ", "Gelderland-Zuid", "regio")


def count(waarde: int, marge: int = 0) -> Cijfer:
    laag, hoog = (waarde - marge, waarde + marge) if marge else (None, None)
    return Cijfer(
        "GM0225", "Druten", "GM0225", "meldingen", "totaal", "2023", "aantal", waarde, laag, hoog,
        None, "exact", False, True, "toets",
    )  # fmt: skip


def funnel(aantallen: Sequence[int], marge: int = 0) -> Trechter:
    uitkomst = trechter(REGIO, [count(n, marge) for n in aantallen], MENSEN)
    assert uitkomst is not None
    return uitkomst


def test_equal_rates_lie_in_the_limits_of_chance_around_their_average() -> None:
    uitkomst = funnel((60, 120, 180, 240, 600))
    assert uitkomst.midden == pytest.approx(600)
    assert uitkomst.spreiding.tekst == "0,0"
    assert not uitkomst.ruimer
    assert uitkomst.erbuiten == ()
    for rand in uitkomst.rand:
        for zekerheid, grenzen in ((0.95, rand.binnen), (0.998, rand.buiten)):
            exact = funnel_limits(0.006, rand.inwoners, confidence=zekerheid)
            assert grenzen == pytest.approx((exact.lower, exact.upper))


def test_limits_grow_narrower_with_size_and_the_wide_ones_hold_the_narrow_ones() -> None:
    rand = funnel((50, 130, 170, 260, 590)).rand
    breedtes = [r.binnen[1] - r.binnen[0] for r in rand]
    assert breedtes == sorted(breedtes, reverse=True)
    assert all(r.buiten[0] <= r.binnen[0] <= r.binnen[1] <= r.buiten[1] for r in rand)
    assert rand[0].inwoners < min(MENSEN)
    assert rand[-1].inwoners > max(MENSEN)


def test_areas_that_differ_by_more_than_chance_get_wider_limits() -> None:
    uitkomst = funnel((120, 60, 300, 130, 600))
    assert uitkomst.spreiding.waarde > 1.5
    assert uitkomst.ruimer
    assert uitkomst.erbuiten == ()


def test_one_area_far_away_lies_outside_unless_rounding_leaves_it_open() -> None:
    ver = (90, 120, 180, 240, 600)
    assert funnel((97, 120, 180, 240, 600)).erbuiten == (0,)
    assert funnel(ver, marge=8).erbuiten == ()


@pytest.mark.parametrize("aantallen", [(1, 2, 3, 4), (0, 0, 0, 0, 0)])
def test_few_areas_or_no_event_at_all_make_no_funnel(aantallen: Sequence[int]) -> None:
    assert trechter(REGIO, [count(n) for n in aantallen], MENSEN[: len(aantallen)]) is None
