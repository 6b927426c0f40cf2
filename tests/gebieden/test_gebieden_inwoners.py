"""The denominator of a rate: exactly the people of exactly its area, or a reason why not."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.dataset import read_dataset
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, Inwoners, read_gebieden
from helpende_data.periodes import Periode

JAREN = range(2019, 2027)


@pytest.fixture(scope="session")
def inwoners(ingested: Werkmap) -> Inwoners:
    return Inwoners(read_dataset(ingested).inwoners, read_gebieden(ingested))


@pytest.mark.parametrize(
    ("code", "jaar", "verwacht"),
    [
        ("RA-GZ", 2020, 569_443),
        ("SR-RIV", 2020, 246_565),
        ("SR-RVN", 2020, 322_878),
        ("VT06", 2020, 561_596),
        ("VT06", 2023, 576_999),
        ("MOVIERA", 2020, 532_453),
    ],
)
def test_inhabitants_as_in_cbs_03759ned_on_1_january(
    inwoners: Inwoners, code: str, jaar: int, verwacht: int
) -> None:
    """CBS 03759ned, summed over the municipalities of annex 2 of the plan."""
    noemer = inwoners.of(code, jaar)
    assert noemer.inwoners == verwacht
    assert noemer.reden == ""
    assert noemer.bron


@pytest.mark.parametrize("jaar", JAREN)
def test_the_subregions_together_are_the_region(inwoners: Inwoners, jaar: int) -> None:
    delen = [inwoners.of(code, jaar).inwoners for code in ("SR-RIV", "SR-RVN")]
    assert None not in delen
    assert sum(n or 0 for n in delen) == inwoners.of("RA-GZ", jaar).inwoners
    gebieden = inwoners.gebieden
    assert gebieden.members("SR-RIV", jaar) | gebieden.members("SR-RVN", jaar) == gebieden.members(
        "RA-GZ", jaar
    )
    assert not gebieden.members("SR-RIV", jaar) & gebieden.members("SR-RVN", jaar)


@pytest.mark.parametrize("jaar", JAREN)
def test_all_municipalities_together_are_the_country(inwoners: Inwoners, jaar: int) -> None:
    gemeenten = [
        g.code
        for g in inwoners.gebieden.by_code.values()
        if g.soort == "gemeente" and g.exists_in(jaar)
    ]
    aantallen = [inwoners.of(code, jaar).inwoners for code in gemeenten]
    assert None not in aantallen
    assert sum(n or 0 for n in aantallen) == inwoners.of("NL01", jaar).inwoners


def test_the_plans_536000_inhabitants_fit_no_year(inwoners: Inwoners) -> None:
    assert all((inwoners.of("RA-GZ", jaar).inwoners or 0) > 540_000 for jaar in JAREN)


@pytest.mark.parametrize(
    ("code", "jaar", "reden"),
    [
        ("onbekend", 2020, "niet bekend is over welk gebied het aantal gaat"),
        ("VR23", 2020, "niet bekend is welke gemeenten in 2020"),
        ("AR-GLD", 2020, "niet bekend is welke gemeenten in 2020"),
        ("HG-DENBOSCH", 2020, "niet bekend is welke gemeenten in 2020"),
        ("VT05", 2020, "niet bekend is welke gemeenten in 2020"),
        ("JB-GLD", 2020, "niet bekend is welke gemeenten in 2020"),
        ("RA-AA", 2024, "niet bekend is welke gemeenten in 2024"),
        ("RA-GZ", 2018, "de inwoners op 1 januari 2018 zijn niet bekend voor Geldermalsen"),
        ("RA-GZ", 2027, "2027"),
        ("GM1960", 2018, "West Betuwe bestond op 1 januari 2018 niet"),
        ("GM0236", 2019, "Geldermalsen bestond op 1 januari 2019 niet"),
    ],
)
def test_what_has_no_fitting_denominator_says_why(
    inwoners: Inwoners, code: str, jaar: int, reden: str
) -> None:
    noemer = inwoners.of(code, jaar)
    assert noemer.inwoners is None
    assert reden in noemer.reden


def test_a_number_counted_back_to_a_later_division_is_no_denominator(inwoners: Inwoners) -> None:
    """The source of 2018 stands on the division of 2019 and gives West Betuwe 50,349."""
    rij = inwoners.df[(inwoners.df["gebied_code"] == "GM1960") & (inwoners.df["jaar"] == 2018)]
    assert rij["inwoners"].tolist() == [50_349]
    assert inwoners.of("GM1960", 2018).inwoners is None
    assert inwoners.of("GM1960", 2019).inwoners == 50_697


@pytest.mark.parametrize(
    ("populatie", "wie"),
    [("0-17", "0-17 jaar"), ("18-64", "18-64 jaar"), ("65+", "65 jaar en ouder")],
)
def test_an_age_group_that_the_bands_do_not_give_has_no_denominator(
    inwoners: Inwoners, populatie: str, wie: str
) -> None:
    """The ten-year bands of 2020 cut at 10, 20, ...: neither 0-17 nor 65+ can be made of them."""
    noemer = inwoners.of("RA-GZ", 2020, populatie=populatie)
    assert noemer.inwoners is None
    assert f"de inwoners van {wie} op" in noemer.reden


def test_a_half_year_has_the_inhabitants_of_its_year_and_not_half_of_them(
    inwoners: Inwoners,
) -> None:
    half = inwoners.for_count("GM1740", Periode.parse("2025-H1"))
    assert half == inwoners.of("GM1740", 2025)
    assert half.label == "inwoners op 1 januari 2025"


def test_a_published_total_goes_before_a_sum_of_the_members_we_know(inwoners: Inwoners) -> None:
    """Gelderland is not `volledig`; its total in CBS 03759ned is 2,085,952 in 2020."""
    assert inwoners.of("PV25", 2020).inwoners == 2_085_952


GEMEENTEN = [f"GM{n:04d}" for n in range(1, 7)]


@given(
    aantallen=st.lists(st.integers(0, 10**6), min_size=6, max_size=6),
    delen=st.lists(st.sampled_from("AB"), min_size=6, max_size=6),
    weg=st.none() | st.integers(0, 5),
)
def test_totals_survive_any_division_in_two(
    aantallen: list[int], delen: list[str], weg: int | None
) -> None:
    """The parts add up to the whole; where one municipality is not known, there is no total."""
    from helpende_data.gebieden import Gebied
    from helpende_data.gebieden.model import Lidmaatschap

    gebieden = Gebieden(
        {code: Gebied(code, code, "gemeente") for code in GEMEENTEN}
        | {code: Gebied(code, code, "regio") for code in ("RA-X", "SR-A", "SR-B")},
        {},
        tuple(
            Lidmaatschap(indeling, 2019, None, code, gebied, True, "toets")
            for code, deel in zip(GEMEENTEN, delen, strict=True)
            for indeling, gebied in (("regioaanpak", "RA-X"), ("subregio", f"SR-{deel}"))
        ),
        (),
        (),
        (),
    )
    df = pd.DataFrame(
        {
            "gebied_code": GEMEENTEN,
            "jaar": 2020,
            "peil": "1 januari",
            "leeftijd": "totaal",
            "inwoners": aantallen,
            "herkomst": "toets.csv!2",
        }
    )
    inwoners = Inwoners(df if weg is None else df.drop(index=weg), gebieden)
    geheel = inwoners.of("RA-X", 2020)
    if weg is not None:
        assert geheel.inwoners is None
        assert GEMEENTEN[weg] in geheel.reden
        return
    assert geheel.inwoners == sum(aantallen)
    gevuld = [code for code in ("SR-A", "SR-B") if gebieden.members(code, 2020)]
    assert sum(inwoners.of(code, 2020).inwoners or 0 for code in gevuld) == sum(aantallen)
