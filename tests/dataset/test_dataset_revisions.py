"""A correction takes the place of its periods, a withdrawn one gives them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.dataset import (
    Change,
    Entry,
    Handeling,
    add_leveringen,
    read_dataset,
    restore,
    withdraw,
)
from helpende_data.dataset.stand import stand
from helpende_data.errors import ContractError, UnknownError, UsageError
from helpende_data.files import Werkmap
from helpende_data.provenance import Herkomst
from helpende_data.sources import Levering

Add = Callable[..., Change]
KOP = "gebied_code indicator periode aantal\n"
H1 = KOP + "VT06 meldingen 2024-H1 100\nVT06 adviezen 2024-H1 200"
H2 = KOP + "VT06 meldingen 2024-H2 110\nVT06 adviezen 2024-H2 210"
BEIDE = H1 + "\nVT06 meldingen 2024-H2 110"


def counts(werkmap: Werkmap) -> dict[tuple[str, str], int]:
    df = read_dataset(werkmap).tellingen
    sleutels = zip(df["indicator"], df["periode"], strict=True)
    return dict(zip(sleutels, df["aantal"].tolist(), strict=True))


def test_deliveries_of_one_series_stand_beside_each_other(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    add(H2, "2024-H2")
    assert len(counts(werkmap)) == 4


def test_a_correction_replaces_its_whole_period_and_what_it_lacks_is_gone(
    werkmap: Werkmap, add: Add
) -> None:
    add(H1, "2024-H1")
    add(H2, "2024-H2")
    add(KOP + "VT06 meldingen 2024-H1 101", "2024-H1")
    assert counts(werkmap) == {
        ("meldingen", "2024-H1"): 101,
        ("meldingen", "2024-H2"): 110,
        ("adviezen", "2024-H2"): 210,
    }


def test_a_correction_of_one_period_leaves_the_other_of_the_same_file(
    werkmap: Werkmap, add: Add
) -> None:
    add(BEIDE, "2024-H1", "2024-H2")
    add(KOP + "VT06 meldingen 2024-H1 101", "2024-H1")
    assert counts(werkmap) == {("meldingen", "2024-H1"): 101, ("meldingen", "2024-H2"): 110}


def test_a_year_does_not_take_the_place_of_its_halves(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    add(KOP + "VT06 meldingen 2024 190", "2024")
    assert counts(werkmap)["meldingen", "2024-H1"] == 100


def test_a_delivery_without_a_claim_replaces_everything_of_its_series(
    werkmap: Werkmap, add: Add
) -> None:
    add(H1, "2024-H1")
    add(H2, "2024-H2")
    add(KOP + "VT06 meldingen 2023 90")
    assert counts(werkmap) == {("meldingen", "2023"): 90}


def test_another_series_with_the_same_period_stays(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    add(KOP + "VT06 meldingen 2024-H1 7", "2024-H1", reeks="ander", bron="ander")
    assert len(read_dataset(werkmap).tellingen) == 3


def test_a_provisional_figure_becomes_definitive(werkmap: Werkmap, add: Add) -> None:
    voorlopig = "gebied_code indicator periode aantal voorlopig\nVT06 meldingen 2024 100 "
    add(voorlopig + "ja", "2024")
    add(voorlopig + "nee", "2024")
    assert read_dataset(werkmap).tellingen["voorlopig"].tolist() == [False]


def test_taking_back_lets_the_earlier_version_count_and_can_be_undone(
    werkmap: Werkmap, add: Add
) -> None:
    add(H1, "2024-H1")
    voor = counts(werkmap)
    add(KOP + "VT06 meldingen 2024-H1 101", "2024-H1")
    na = counts(werkmap)
    gedaan = withdraw(werkmap, "L0002", reden="fout")
    assert ([e.id for e in gedaan.nieuw], [e.id for e in gedaan.vervallen]) == (
        ["L0001"],
        ["L0002"],
    )
    assert counts(werkmap) == voor
    assert withdraw(werkmap, "2") == Change()
    restore(werkmap, "l2")
    assert counts(werkmap) == na


def test_a_delivery_that_counts_again_may_not_clash_with_another(
    werkmap: Werkmap, add: Add
) -> None:
    add(H1, "2024-H1")
    add(H2, "2024-H1", "2024-H2")
    add(KOP + "VT06 meldingen 2024-H1 5", "2024-H1", reeks="ander")
    voor = counts(werkmap)
    with pytest.raises(ContractError, match="staan in meer dan een levering"):
        withdraw(werkmap, "L0002")
    assert counts(werkmap) == voor


@pytest.mark.parametrize(
    ("doe", "nummer", "fout", "zin"),
    [
        (withdraw, "L0009", UnknownError, "onbekende levering 'L0009'. Kijk welke er zijn met"),
        (withdraw, "abc", UnknownError, "onbekende levering 'abc'"),
        (withdraw, "", UnknownError, "onbekende levering ''"),
        (restore, "L0001", UsageError, "levering L0001 is niet ingetrokken: vt-1.csv"),
    ],
)
def test_taking_back_says_what_does_not_fit(
    doe: Callable[..., Change],
    nummer: str,
    fout: type[Exception],
    zin: str,
    werkmap: Werkmap,
    add: Add,
) -> None:
    add(H1, "2024-H1")
    with pytest.raises(fout) as gemeld:
        doe(werkmap, nummer)
    assert str(gemeld.value).startswith(zin)


def test_a_file_of_data_bron_is_not_taken_back(werkmap: Werkmap, lees: Any) -> None:
    add_leveringen(werkmap, [lees(H1, reeks="")], vast=True)
    with pytest.raises(UsageError, match="hoort bij de bestanden die altijd meegaan"):
        withdraw(werkmap, "L0001")


# --- reading again --------------------------------------------------------------------------------


def test_a_delivery_that_was_replaced_stays_so_when_it_is_read_again(
    werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    """So that reading a whole folder each night does not turn the order round."""
    map_ = [lees(H1, "2024-H1"), lees(KOP + "VT06 meldingen 2024-H1 101", "2024-H1")]
    for los in map_:
        add_leveringen(werkmap, [los], vast=False)
    voor = counts(werkmap)
    gedaan = add_leveringen(werkmap, map_, vast=False)
    assert gedaan.nieuw == ()
    assert [e.id for e in gedaan.gelijk] == ["L0002"]
    ((entry, reden),) = gedaan.overgeslagen
    assert entry.id == "L0001"
    assert reden == "vervangen door L0002; trek die in met: hd dataset terug L0002"
    assert counts(werkmap) == voor


def test_a_withdrawn_delivery_stays_so_when_it_is_read_again(
    werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    los = lees(H1, "2024-H1")
    add_leveringen(werkmap, [los], vast=False)
    withdraw(werkmap, "L0001")
    ((_, reden),) = add_leveringen(werkmap, [los], vast=False).overgeslagen
    assert reden == "ingetrokken; maak dat ongedaan met: hd dataset terug L0001 --ongedaan"
    assert counts(werkmap) == {}


def test_the_same_file_read_with_a_mended_mapping_is_a_new_delivery(
    werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    los = lees(H1, "2024-H1")
    add_leveringen(werkmap, [los], vast=False)
    los.df["aantal"] += 1
    assert len(add_leveringen(werkmap, [los], vast=False).nieuw) == 1
    assert counts(werkmap)["meldingen", "2024-H1"] == 101


def test_two_new_deliveries_about_one_period_are_refused(
    werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    beide = [lees(H1, "2024-H1"), lees(BEIDE, "2024-H1", "2024-H2")]
    with pytest.raises(ContractError, match="gaan over dezelfde periode van vt") as fout:
        add_leveringen(werkmap, beide, vast=False)
    assert "zijn het delen van een geheel, voeg ze dan samen" in fout.value.doe
    assert not (werkmap.dataset / "dataset.json").exists()


@pytest.mark.parametrize("reeks", ["vt", ""])
def test_a_file_that_is_named_twice_is_read_once(
    reeks: str, werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    los = lees(H1, "2024-H1", reeks=reeks)
    gedaan = add_leveringen(werkmap, [los, los], vast=False)
    assert [entry.id for entry in gedaan.nieuw] == ["L0001"]
    assert counts(werkmap)["meldingen", "2024-H1"] == 100


STATLINE = "statline/84849NED"
DRUTEN, NIJMEGEN = (
    KOP + f"NL01 meldingen 2024 9000\n{code} meldingen 2024 {aantal}"
    for code, aantal in (("GM0225", 40), ("GM0268", 500))
)


@pytest.mark.parametrize("samen", [True, False])
def test_selections_of_one_table_of_statline_stand_beside_each_other(
    samen: bool, werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    """A download is a choice: what it lacks is not gone."""
    beide = [lees(tekst, "2024", reeks=STATLINE) for tekst in (DRUTEN, NIJMEGEN)]
    for stuk in [beide] if samen else [[los] for los in beide]:
        assert add_leveringen(werkmap, stuk, vast=False).vervangen == ()
    df = read_dataset(werkmap).tellingen
    assert sorted(zip(df["gebied_code"], df["aantal"], df["levering_id"], strict=True)) == [
        ("GM0225", 40, "L0001"),
        ("GM0268", 500, "L0002"),
        ("NL01", 9000, "L0002"),
    ]


def test_of_a_figure_in_two_selections_the_last_one_counts(
    werkmap: Werkmap, lees: Callable[..., Levering]
) -> None:
    beide = [
        lees(tekst, "2024", reeks=STATLINE) for tekst in (DRUTEN, DRUTEN.replace("9000", "9010"))
    ]
    with pytest.raises(ContractError, match="een ander getal voor hetzelfde cijfer"):
        add_leveringen(werkmap, beide, vast=False)
    for los in beide:
        add_leveringen(werkmap, [los], vast=False)
    assert sorted(read_dataset(werkmap).tellingen["aantal"]) == [40, 9010]
    withdraw(werkmap, "L0002")
    assert sorted(read_dataset(werkmap).tellingen["aantal"]) == [40, 9000]


# --- the publisher itself before others -----------------------------------------------------------


def test_a_figure_from_the_publisher_itself_goes_before_one_seen_through_others(
    werkmap: Werkmap, add: Add
) -> None:
    add(KOP + "NL01 meldingen 2023 100\nNL01 meldingen 2022 90", reeks="", via="een krant")
    add(KOP + "NL01 meldingen 2023 105", reeks="")
    assert counts(werkmap) == {("meldingen", "2023"): 105, ("meldingen", "2022"): 90}


def test_inhabitants_from_the_publisher_itself_go_first_too(werkmap: Werkmap, add: Add) -> None:
    kop = "gebied_code peildatum inwoners\n"
    add(kop + "GM0225 2020-01-01 5\nGM0228 2020-01-01 6", reeks="", tabel="inwoners", via="x")
    add(kop + "GM0225 2020-01-01 7", reeks="", tabel="inwoners")
    df = read_dataset(werkmap).inwoners
    assert dict(zip(df["gebied_code"], df["inwoners"], strict=True)) == {"GM0225": 7, "GM0228": 6}


@pytest.mark.parametrize("via", ["", "een krant"])
def test_two_of_equal_rank_are_refused(via: str, add: Add) -> None:
    add(KOP + "NL01 meldingen 2023 100", reeks="", via=via)
    with pytest.raises(ContractError, match="staan in meer dan een levering"):
        add(KOP + "NL01 meldingen 2023 105", reeks="", via=via)


# --- a law ----------------------------------------------------------------------------------------

PERIODES = ("2023", "2024-H1", "2024-H2")
TOESTANDEN = ("", "ingetrokken", "gewist", "vervallen")


@st.composite
def lists(draw: st.DrawFn) -> tuple[Entry, ...]:
    herkomst = Herkomst("tellingen", "b", "u", "t", "", "", "", "", True, "geen", "")
    entries = []
    for nummer in range(draw(st.integers(0, 8))):
        bevat = draw(st.lists(st.sampled_from(PERIODES), min_size=1, unique=True))
        claim = draw(st.sampled_from([(), tuple(bevat)]))
        toestand = draw(st.sampled_from(TOESTANDEN))
        gedaan = (Handeling(toestand, ""),) if toestand else ()
        entries.append(
            Entry(
                f"L{nummer}", "n", "b", "tellingen", "", "", "", 1, False, False, herkomst,
                reeks=draw(st.sampled_from(["a", "b"])), periodes=claim, bevat=tuple(bevat),
                handelingen=gedaan,
            )
        )  # fmt: skip
    return tuple(entries)


@given(lists())
def test_in_each_period_of_a_series_the_last_delivery_that_stands_counts(
    entries: tuple[Entry, ...],
) -> None:
    """Against the sentence itself, written out for each period."""
    standen = stand(entries)
    assert list(standen) == [entry.id for entry in entries]
    for nummer, entry in enumerate(entries):
        later = [
            e
            for e in entries[nummer + 1 :]
            if e.reeks == entry.reeks and e.toestand not in ("ingetrokken", "gewist")
        ]
        telt = {
            periode
            for periode in entry.bevat
            if not entry.toestand
            and not any(not e.periodes or periode in e.periodes for e in later)
        }
        s = standen[entry.id]
        assert telt == (set(entry.bevat) - set(s.weg) if s.counts else set())
