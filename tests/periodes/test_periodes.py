"""Laws of periods: print and read, fill, order, go back; the kinds never mix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.periodes import SOORTEN, Periode, is_periode


@st.composite
def periodes(draw: st.DrawFn, soort: str = "") -> Periode:
    gekozen = soort or draw(st.sampled_from(list(SOORTEN)))
    return Periode(draw(st.integers(1900, 2099)), gekozen, draw(st.integers(1, SOORTEN[gekozen])))


@given(periodes())
def test_a_printed_period_is_read_back(periode: Periode) -> None:
    assert Periode.parse(str(periode)) == periode
    assert is_periode(str(periode))


@given(st.text(alphabet="0129-HQ \u0661\uff11", max_size=9) | st.text(max_size=9))
def test_a_text_that_is_accepted_is_how_we_print_it(tekst: str) -> None:
    """One period has one spelling: otherwise two rows of a table are not seen to be the same."""
    if is_periode(tekst):
        assert str(Periode.parse(tekst)) == tekst


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "20",
        "2020-",
        "2020-H",
        "2020-H0",
        "2020-H3",
        "2020-Q5",
        "2020-13",
        "2020-1",
        "2020-H01",
        "2020-00",
        "2020h1",
        "2020-h1",
        "1800",
        "2100",
        "2020/2021",
        "onbekend",
        "20\uff12\uff10",
    ],
)
def test_another_text_is_refused_in_dutch(tekst: str) -> None:
    with pytest.raises(ValueError, match="geen periode"):
        Periode.parse(tekst)
    assert not is_periode(tekst)


@given(periodes(), st.sampled_from(list(SOORTEN)))
def test_parts_fill_the_whole_without_gap_or_overlap(periode: Periode, soort: str) -> None:
    if SOORTEN[soort] < SOORTEN[periode.soort]:
        with pytest.raises(ValueError, match="bestaat niet uit"):
            periode.parts(soort)
        return
    delen = periode.parts(soort)
    assert sum(deel.months for deel in delen) == periode.months
    assert all(periode.contains(deel) for deel in delen)
    maanden = [deel.first_month for deel in delen]
    assert maanden == sorted(set(maanden))
    assert maanden[0] == periode.first_month


@given(periodes(), periodes())
def test_containing_is_having_all_months(een: Periode, ander: Periode) -> None:
    def months(p: Periode) -> set[int]:
        return set(range(p.first_month, p.first_month + p.months))

    assert een.contains(ander) == (months(ander) <= months(een))


@given(periodes(), periodes())
def test_order_follows_time_and_refuses_mixed_kinds(een: Periode, ander: Periode) -> None:
    if een.soort != ander.soort:
        with pytest.raises(ValueError, match="niet te vergelijken"):
            _ = een < ander
        with pytest.raises(ValueError, match="niet te vergelijken"):
            sorted([een, ander])
    else:
        assert (een < ander) == (een.first_month < ander.first_month)


@given(periodes())
def test_previous_is_the_same_kind_and_touches(periode: Periode) -> None:
    vorige = periode.previous()
    assert vorige.soort == periode.soort
    assert vorige < periode
    assert vorige.first_month + vorige.months == periode.first_month


@pytest.mark.parametrize(
    ("tekst", "label", "zin", "per"),
    [
        ("2020", "2020", "2020", "in een jaar"),
        ("2020-H1", "eerste halfjaar 2020", "het eerste halfjaar van 2020", "in een halfjaar"),
        ("2020-Q3", "3e kwartaal 2020", "het 3e kwartaal van 2020", "in een kwartaal"),
        ("2020-05", "mei 2020", "mei 2020", "in een maand"),
    ],
)
def test_a_period_is_named_as_people_say_it(tekst: str, label: str, zin: str, per: str) -> None:
    periode = Periode.parse(tekst)
    assert (periode.label, periode.zin, periode.per_label) == (label, zin, per)
