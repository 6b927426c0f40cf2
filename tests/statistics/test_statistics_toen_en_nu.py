"""Two years of one area: what is called different, what is not, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_wereld import Wereld, people

from helpende_data.statistics import toetsen
from helpende_data.statistics.jaren import AANDEEL, PER_100K
from helpende_data.statistics.regels import Gebeurtenis
from helpende_data.statistics.toen_en_nu import (
    AANTAL,
    NIET_TE_VERGELIJKEN,
    Kant,
    Verandering,
    Vraag,
    _with_limits,
    together,
    verandering,
)

DRUTEN, NIJMEGEN = "GM0225", "GM0268"
INWONERS = people({DRUTEN: 19000, NIJMEGEN: 177000}, (2019, 2020, 2021, 2023))


def change(w: Wereld, **anders: object) -> Verandering:
    vraag = Vraag((DRUTEN,), "meldingen", "totaal", PER_100K, 2020, 2023)
    return verandering(w.feiten, replace(vraag, **anders), w.regels, w.gebeurtenissen)  # type: ignore[arg-type]


def rows(toen: object, nu: object, *, code: str = DRUTEN, status: str = "afgerond") -> str:
    return f"""
    gebied_code indicator periode aantal status
    {code} meldingen 2020 {toen} {status}
    {code} meldingen 2023 {nu} {status}
    """


ROND = {"afronding": 5, "marge": 2}


def test_a_difference_beyond_chance_has_a_word_and_no_limits(invent: Callable[..., Wereld]) -> None:
    gevonden = change(invent(rows(60, 120), INWONERS, **ROND))
    assert gevonden.oordeel == toetsen.DUIDELIJK_HOGER
    assert gevonden.hoger_vanaf is None


def test_a_difference_within_chance_is_never_called_equal_and_says_what_would_count(
    invent: Callable[..., Wereld],
) -> None:
    gevonden = change(invent(rows(100, 100), INWONERS, **ROND))
    assert gevonden.oordeel == "niet aantoonbaar anders"
    assert gevonden.hoger_vanaf is not None
    assert gevonden.lager_tot is not None
    assert (gevonden.lager_tot.tekst, gevonden.hoger_vanaf.tekst) == (
        "69",
        "136",
    )  # as a figure of CBS is printed


def test_what_rounding_leaves_open_makes_the_verdict_more_careful(
    invent: Callable[..., Wereld],
) -> None:
    """70 and 100 differ when they are exact (p = 0.026); as 68-72 and 98-102 they may not."""
    rond = change(invent(rows(70, 100), INWONERS, **ROND))
    exact = change(
        invent(rows(70, 100, status="exact"), INWONERS, synthetisch=True, bescherming="geen")
    )
    assert exact.oordeel == toetsen.HOGER
    assert rond.oordeel == toetsen.GEEN_VERSCHIL


@pytest.mark.parametrize(("toen", "nu"), [(5, 100), (100, 5)])
def test_a_count_below_the_reliability_limit_has_no_verdict(
    invent: Callable[..., Wereld], toen: int, nu: int
) -> None:
    gevonden = change(invent(rows(toen, nu), INWONERS, **ROND))
    assert gevonden.oordeel == NIET_TE_VERGELIJKEN
    assert "te klein" in gevonden.reden
    assert gevonden.hoger_vanaf is None


def test_a_hidden_count_is_not_compared_and_tells_no_limits(invent: Callable[..., Wereld]) -> None:
    tekst = """
    gebied_code indicator periode aantal laag hoog status
    GM0225 meldingen 2020 - 0 9 onderdrukt
    GM0225 meldingen 2023 100 98 102 afgerond
    """
    gevonden = change(invent(tekst, INWONERS, **ROND))
    assert gevonden.reden == "het aantal over 2020 is afgeschermd"
    assert (gevonden.hoger_vanaf, gevonden.lager_tot) == (None, None)


def test_a_year_without_a_count_is_named(invent: Callable[..., Wereld]) -> None:
    gevonden = change(invent(rows(100, 100), INWONERS, **ROND), van=2021)
    assert gevonden.reden == "over 2021 is geen aantal bekend"


def test_years_of_other_municipalities_are_not_compared(echt: Wereld) -> None:
    """The service counts 15 municipalities in 2020, CBS 14 in 2023."""
    gevonden = change(echt, codes=("VT-GZ", "VT06"))
    assert gevonden.reden == "de twee jaren gaan niet over dezelfde gemeenten"
    assert gevonden.makers


def test_one_code_with_both_years_goes_before_two_codes(voorbeeld: Wereld) -> None:
    gevonden = change(voorbeeld, codes=("VT06", "VT-GZ"))
    assert {gevonden.toen.cijfer.dekking, gevonden.nu.cijfer.dekking} == {"VT-GZ"}
    assert gevonden.oordeel != NIET_TE_VERGELIJKEN


def test_nothing_is_compared_across_a_break(voorbeeld: Wereld) -> None:
    breuk = Gebeurtenis(
        ("meldingen",), ("*",), date(2022, 1, 1), "breuk", "Anders geteld.", "toets"
    )
    gevonden = change(replace(voorbeeld, gebeurtenissen=(breuk,)))
    assert gevonden.oordeel == NIET_TE_VERGELIJKEN
    assert gevonden.reden == "vanaf 2022 wordt anders geteld"
    assert gevonden.gebeurtenissen == (breuk,)


def test_events_of_the_year_itself_do_not_lie_between(voorbeeld: Wereld) -> None:
    """2019 began with another way of counting: all of 2019 was counted in that way."""
    assert change(voorbeeld, van=2019).oordeel != NIET_TE_VERGELIJKEN
    assert {g.datum.year for g in change(voorbeeld, van=2021).gebeurtenissen} == {2021}


def test_a_figure_without_inhabitants_says_why_it_has_no_verdict(voorbeeld: Wereld) -> None:
    gevonden = change(voorbeeld, codes=("RA-GZ",), indicator="csg_consult_en_advies", maat=AANTAL)
    assert "meer dan een regio" in gevonden.reden


def test_a_share_is_tested_over_its_total(voorbeeld: Wereld) -> None:
    gevonden = change(voorbeeld, uitsplitsing="eerder:hermelding", maat=AANDEEL)
    totaal = voorbeeld.feiten.telling(DRUTEN, "meldingen", "2020")
    assert totaal is not None
    assert gevonden.toen.onder == totaal.aantal
    assert gevonden.oordeel == toetsen.GEEN_VERSCHIL


def test_many_tests_at_once_withdraw_a_word_that_stands_alone_only(voorbeeld: Wereld) -> None:
    een = replace(change(voorbeeld), oordeel=toetsen.HOGER, p_waarde=0.04)
    geen = replace(change(voorbeeld), oordeel=toetsen.GEEN_VERSCHIL, p_waarde=0.9)
    niet = replace(change(voorbeeld), oordeel=NIET_TE_VERGELIJKEN)
    alleen = together([een], voorbeeld.regels)
    assert [v.oordeel for v in alleen] == [toetsen.HOGER]
    samen = together([niet, een, *[geen] * 9], voorbeeld.regels)
    assert samen[0].oordeel == NIET_TE_VERGELIJKEN
    assert (samen[1].oordeel, samen[1].ingetrokken) == (toetsen.GEEN_VERSCHIL, True)
    assert not any(v.ingetrokken for v in samen[2:])


@given(
    st.integers(10, 3000),
    st.integers(10, 3000),
    st.integers(5000, 500000),
    st.integers(80, 120),
    st.sampled_from([0, 2, 4]),
)
def test_a_count_differs_exactly_from_the_limits_that_are_told(
    leeg: Verandering, toen: int, nu: int, inwoners: int, groei: int, marge: int
) -> None:
    """The limits and the verdict are two sides of one test; both are of the count as printed."""
    later = float(inwoners * groei // 100)
    zelfde = replace(
        leeg,
        oordeel=toetsen.GEEN_VERSCHIL,
        toen=replace(leeg.toen, laag=float(toen), hoog=float(toen), onder=float(inwoners)),
        nu=replace(
            leeg.nu,
            aantal=replace(leeg.nu.aantal, waarde=float(nu)),
            laag=float(nu - marge),
            hoog=float(nu + marge),
            onder=later,
        ),
    )
    grenzen = _with_limits(zelfde)
    toets = toetsen.bounded_ratio(nu - marge, nu + marge, later, toen, toen, inwoners)
    oordeel = str(toetsen.name_difference(toets)[0])
    assert grenzen.hoger_vanaf is not None
    hoger = nu >= (grenzen.hoger_vanaf.waarde or 0)
    lager = grenzen.lager_tot is not None and nu <= (grenzen.lager_tot.waarde or 0)
    assert (toetsen.HOGER in oordeel, toetsen.LAGER in oordeel) == (hoger, lager)


@pytest.fixture(scope="module")
def leeg(voorbeeld: Wereld) -> Verandering:
    gevonden = change(voorbeeld)
    assert isinstance(gevonden.nu, Kant)
    return gevonden
