"""Which counts add up to which: areas, periods and categories, by equality or at most."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.disclosure.audit import audit
from helpende_data.disclosure.auditor import Auditor, Interval
from helpende_data.disclosure.facts import Fact, between, exact, rate, share, to_rows
from helpende_data.disclosure.model import Cel, Model, build_model, check_sums
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden
from helpende_data.schema import Indicatoren, read_indicatoren


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Gebieden, Indicatoren]:
    werkmap = Werkmap(tmp_path_factory.mktemp("leeg"))
    return read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))


def cellen(tekst: str) -> dict[Cel, int]:
    """Cells with their values from lines of indicator, uitsplitsing, area, period, count."""
    velden = [regel.split() for regel in tekst.strip().splitlines()]
    return {Cel(*cel): int(aantal) for *cel, aantal in velden}


def interval(model: Model, facts: list[Fact], cel: Cel) -> Interval:
    rows = [*model.rows, *to_rows(model, facts)]
    return Auditor(len(model.cellen), rows).interval(model.index[cel])


def test_a_gemeente_between_two_overlapping_regions_is_in_the_model(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    """VT-GZ has 15 municipalities, VT06 the same without Mook en Middelaar."""
    waarden = cellen("""
        meldingen totaal VT-GZ 2020 2839
        meldingen totaal VT06  2020 2837
    """)
    model = build_model(waarden, *registers)
    mook = Cel("meldingen", "totaal", "GM0944", "2020")
    feiten = [exact(cel, aantal) for cel, aantal in waarden.items()]
    assert interval(model, feiten, mook) == Interval(2, 2)
    assert check_sums(model, waarden) == waarden


def test_halves_and_categories_add_up_where_they_may(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    waarden = cellen("""
        meldingen totaal                    GM0225 2020    20
        meldingen totaal                    GM0225 2020-H1 12
        meldingen leeftijd:0-17             GM0225 2020-H1 9
        meldingen leeftijd:18-64            GM0225 2020-H1 3
    """)
    model = build_model(waarden, *registers)
    feiten = [exact(cel, aantal) for cel, aantal in waarden.items()]
    tweede = Cel("meldingen", "totaal", "GM0225", "2020-H2")
    ouder = Cel("meldingen", "leeftijd:65+", "GM0225", "2020-H1")
    assert interval(model, feiten, tweede) == Interval(8, 8)
    assert interval(model, feiten, ouder) == Interval(0, 0)
    assert check_sums(model, waarden)[tweede] == 8


def test_two_ways_to_split_share_their_total(registers: tuple[Gebieden, Indicatoren]) -> None:
    waarden = cellen("""
        meldingen rol:beroepsmatig          GM0225 2020 9
        meldingen rol:niet_beroepsmatig     GM0225 2020 2
        meldingen rol:onbekend              GM0225 2020 1
        meldingen leeftijd:0-17             GM0225 2020 5
        meldingen leeftijd:18-64            GM0225 2020 4
    """)
    model = build_model(waarden, *registers)
    feiten = [exact(cel, aantal) for cel, aantal in waarden.items()]
    ouder = Cel("meldingen", "leeftijd:65+", "GM0225", "2020")
    assert interval(model, feiten, ouder) == Interval(3, 3)


def test_a_category_of_which_one_report_may_carry_several_is_at_most_the_total(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    aard = Cel("meldingen", "aard:partnergeweld", "GM0225", "2020")
    totaal = Cel("meldingen", "totaal", "GM0225", "2020")
    model = build_model([aard, totaal], *registers)
    assert interval(model, [exact(totaal, 12)], aard) == Interval(0, 12)
    with pytest.raises(ContractError, match="niet de som van hun delen"):
        check_sums(model, {aard: 13, totaal: 12})


def test_households_that_count_once_a_year_give_inequalities_only(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    jaar, h1, h2 = (Cel("casussen", "totaal", "GM0225", p) for p in ("2020", "2020-H1", "2020-H2"))
    model = build_model([jaar, h1, h2], *registers)
    assert interval(model, [exact(h1, 7), exact(h2, 3)], jaar) == Interval(7, 10)
    assert check_sums(model, {jaar: 8, h1: 7, h2: 3})
    for fout in (6, 11):
        with pytest.raises(ContractError, match="casussen totaal, GM0225"):
            check_sums(model, {jaar: fout, h1: 7, h2: 3})


def test_a_household_in_two_gemeenten_counts_once_in_their_region(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    """SR-RVN has seven municipalities; the region that holds it can have fewer than both parts."""
    waarden = cellen("""
        casussen totaal GM0225 2020 7
        casussen totaal SR-RVN 2020 9
        casussen totaal SR-RIV 2020 6
    """)
    model = build_model([*waarden, Cel("casussen", "totaal", "VT-GZ", "2020")], *registers)
    feiten = [exact(cel, aantal) for cel, aantal in waarden.items()]
    regio = Cel("casussen", "totaal", "VT-GZ", "2020")
    assert interval(model, feiten, regio) == Interval(9, 15)
    assert check_sums(model, {**waarden, regio: 13})
    for fout in (8, 16):
        with pytest.raises(ContractError, match="casussen totaal, VT-GZ"):
            check_sums(model, {**waarden, regio: fout})


def test_the_country_may_have_more_households_than_a_region_though_its_members_are_not_known(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    """CBS gives 470 casussen of the country and 10 of the region, of one kind and no total."""
    land, regio = (Cel("casussen", "aard:mensenhandel", code, "2023") for code in ("NL01", "VT06"))
    model = build_model([land, regio], *registers)
    feiten = [
        between(land, 468, 472, "uitgever", "84850NED"),
        between(regio, 8, 12, "uitgever", ""),
    ]
    assert interval(model, feiten, land) == Interval(468, 472)
    assert interval(model, feiten, regio) == Interval(8, 12)


@given(st.lists(st.integers(0, 9), min_size=15, max_size=15), st.lists(st.integers(1, 2**15 - 1)))
@settings(max_examples=25)
def test_counting_real_households_never_breaks_the_rules_of_the_model(
    los: list[int], verhuisd: list[int]
) -> None:
    """Each household lives in some of the fifteen; an area counts it once."""
    werkmap = Werkmap(Path())
    registers = read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))
    codes = sorted(registers[0].members("VT-GZ", 2020))
    gezinnen = [{code} for code, aantal in zip(codes, los, strict=True) for _ in range(aantal)]
    gezinnen += [{c for n, c in enumerate(codes) if masker >> n & 1} for masker in verhuisd]
    gebieden = [*codes, "VT-GZ", "VT06", "SR-RVN", "SR-RIV"]
    waarden = {
        Cel("casussen", "totaal", code, "2020"): sum(
            bool(gezin & registers[0].members(code, 2020)) for gezin in gezinnen
        )
        for code in gebieden
    }
    assert check_sums(build_model(waarden, *registers), waarden).items() >= waarden.items()


def test_what_was_counted_without_a_gemeente_is_part_of_the_widest_area(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    """Two reports without a gemeente: in the catchment they count, in a subregion they may."""
    waarden = cellen("""
        meldingen totaal VT-GZ    2020 100
        meldingen totaal onbekend 2020 2
        meldingen totaal SR-RVN   2020 60
    """)
    model = build_model(waarden, *registers)
    feiten = [exact(cel, aantal) for cel, aantal in waarden.items()]
    druten = Cel("meldingen", "totaal", "GM0225", "2020")
    tiel = Cel("meldingen", "totaal", "GM0281", "2020")
    assert interval(model, feiten, druten) == Interval(0, 60)
    # 100 with 2 unknown leaves 98; the subregion has 58 to 60 of them.
    assert interval(model, feiten, tiel) == Interval(0, 40)
    assert check_sums(model, waarden) == waarden


def test_a_region_with_reports_without_a_gemeente_adds_up(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    codes = sorted(registers[0].members("VT-GZ", 2020))
    waarden = {Cel("meldingen", "totaal", code, "2020"): 4 for code in codes}
    regio, rest = (Cel("meldingen", "totaal", code, "2020") for code in ("VT-GZ", "onbekend"))
    met = {**waarden, regio: 63, rest: 3}
    assert check_sums(build_model(met, *registers), met) == met
    for fout in ({**waarden, regio: 63}, {**met, regio: 62}):
        with pytest.raises(ContractError, match="VT-GZ"):
            check_sums(build_model(fout, *registers), fout)


def test_of_an_area_that_is_not_known_in_full_the_known_part_is_at_most_the_whole(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    provincie = Cel("meldingen", "totaal", "PV25", "2020")
    gemeente = Cel("meldingen", "totaal", "GM0225", "2020")
    model = build_model([provincie, gemeente], *registers)
    assert interval(model, [exact(provincie, 9)], gemeente) == Interval(0, 9)
    assert interval(model, [exact(gemeente, 9)], provincie) == Interval(9, None)


def test_totals_that_do_not_add_up_are_named_without_their_counts(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    waarden = cellen("""
        meldingen totaal GM0225 2020    777
        meldingen totaal GM0225 2020-H1 333
        meldingen totaal GM0225 2020-H2 555
    """)
    model = build_model(waarden, *registers)
    with pytest.raises(ContractError, match="meldingen totaal, GM0225, 2020") as fout:
        check_sums(model, waarden)
    assert not any(str(aantal) in str(fout.value) for aantal in waarden.values())


def test_parts_that_are_known_may_not_be_more_than_their_total(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    """The other municipalities are not known, but they cannot be fewer than none."""
    waarden = cellen("""
        meldingen totaal SR-RVN 2020 10
        meldingen totaal GM0225 2020 11
    """)
    with pytest.raises(ContractError, match="SR-RVN"):
        check_sums(build_model(waarden, *registers), waarden)


def test_the_order_of_the_cells_does_not_change_the_model(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    waarden = cellen("""
        meldingen totaal       SR-RIV 2020    10
        meldingen leeftijd:65+ GM0225 2020-H1 1
        casussen  totaal       GM0225 2020    1
    """)
    assert build_model(waarden, *registers) == build_model(list(waarden)[::-1], *registers)


# --- facts ----------------------------------------------------------------------------------------

A, B = (Cel("meldingen", "totaal", code, "2020") for code in ("GM0225", "GM0281"))


@given(st.integers(0, 400), st.integers(1, 60_000), st.integers(0, 2))
def test_a_rate_allows_exactly_the_counts_that_are_printed_so(
    aantal: int, inwoners: int, decimalen: int
) -> None:
    def printed(n: int) -> Fraction:
        schaal = 10**decimalen
        return Fraction((2 * n * 100_000 * schaal + inwoners) // (2 * inwoners), schaal)

    feit = rate(A, printed(aantal), decimalen, inwoners)
    for ander in range(max(0, aantal - 3), aantal + 4):
        assert feit.allows({A: ander}) == (printed(ander) == printed(aantal))


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 1))
def test_a_share_allows_exactly_the_pairs_that_are_printed_so(
    deel: int, geheel: int, decimalen: int
) -> None:
    def printed(boven: int, onder: int) -> Fraction:
        schaal = 10**decimalen
        return Fraction((2 * boven * 100 * schaal + onder) // (2 * onder), schaal)

    feiten = share(A, B, printed(deel, geheel), decimalen)
    for boven in range(max(0, deel - 3), deel + 3):
        for onder in range(max(1, geheel - 3), geheel + 3):
            mag = all(feit.allows({A: boven, B: onder}) for feit in feiten)
            assert mag == (printed(boven, onder) == printed(deel, geheel))


def test_a_fact_survives_being_written_and_read_again() -> None:
    for feit in (exact(A, 3), between(A, -1, 4, "eigen"), *share(A, B, Fraction(50))):
        assert Fact.from_json(feit.to_json(), "") == feit


# --- the audit of a publication -------------------------------------------------------------------


def test_an_audit_names_the_cell_and_those_of_the_sum_but_no_count(
    registers: tuple[Gebieden, Indicatoren],
) -> None:
    waarden = cellen("""
        meldingen totaal VT-GZ 2020 2839
        meldingen totaal VT06  2020 2837
        adviezen  totaal VT06  2020 4000
    """)
    feiten = [exact(cel, aantal) for cel, aantal in waarden.items()]
    model = build_model(waarden, *registers)
    gemeenten = [cel for cel in model.cellen if cel.gebied.startswith("GM")]
    uitkomst = audit(model, feiten, gemeenten, drempel=5)
    assert [fout.cel.gebied for fout in uitkomst.mislukt] == ["GM0944"]
    assert [cel.gebied for cel in uitkomst.mislukt[0].cellen] == ["VT-GZ", "VT06"]
    with pytest.raises(DisclosureError, match="te berekenen") as fout:
        uitkomst.require()
    assert "GM0944" in str(fout.value)
    assert not any(getal in str(fout.value) for getal in ("2839", "2837", " 2 "))


def test_an_audit_of_rounded_figures_alone_passes(registers: tuple[Gebieden, Indicatoren]) -> None:
    waarden = cellen("""
        meldingen totaal SR-RVN 2020 5
        meldingen totaal GM0225 2020 5
        meldingen totaal GM0268 2020 0
    """)
    feiten = [between(cel, getal - 4, getal + 4, "eigen") for cel, getal in waarden.items()]
    model = build_model(waarden, *registers)
    uitkomst = audit(model, feiten, model.cellen, drempel=5)
    uitkomst.require()
    assert uitkomst.gecontroleerd == len(model.cellen)
