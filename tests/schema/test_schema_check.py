"""A table keeps to its contract, or every fault is told at once with its column and row."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.errors import ContractError, Fault
from helpende_data.schema import STATUSSEN, TABELLEN, TELLINGEN, Column, Table, check

PROEF = Table(
    "proef",
    row="een gebied in een periode",
    columns={
        "gebied_code": Column("code", "gebied"),
        "periode": Column("periode", "wanneer"),
        "aantal": Column("geheel", "aantal", nullable=True, minimum=0),
        "waarde": Column("getal", "waarde", nullable=True),
        "status": Column("tekst", "hoe zeker", values=tuple(STATUSSEN)),
        "voorlopig": Column("ja_nee", "voorlopig"),
    },
    key=("gebied_code", "periode"),
)


def table(tekst: str) -> pd.DataFrame:
    """Rows of texts from a small table; `-` is an empty cell."""
    kop, *rijen = [regel.split() for regel in tekst.strip().splitlines()]
    return pd.DataFrame(rijen, columns=kop, dtype="str").replace("-", "")


def faults(tekst: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ContractError) as fout:
        check(table(tekst), PROEF, waar="proef.csv")
    assert "\n" not in str(fout.value)
    assert "proef.csv" in str(fout.value)
    return [(f.rij, f.kolom, f.wat) for f in fout.value.faults]


def test_texts_become_the_types_of_the_contract() -> None:
    df = check(
        table("""
            status gebied_code periode aantal waarde voorlopig
            exact  GM0225      2020    12     1.5    ja
            exact  GM0268      2020-H1 -      -      nee
        """),
        PROEF,
        waar="proef.csv",
    )
    assert list(df) == list(PROEF.columns)
    assert {k: str(v) for k, v in df.dtypes.items()} == {
        k: c.dtype for k, c in PROEF.columns.items()
    }
    assert df["aantal"].isna().tolist() == [False, True]
    assert df["voorlopig"].tolist() == [True, False]


def test_every_fault_is_told_at_once_with_column_and_row() -> None:
    gezien = faults("""
        gebied_code periode aantal waarde status  voorlopig
        gm0225      2020    1      1      exact   ja
        GM0225      2020-H3 1.5    x      exact   ja
        GM0226      2020    -1     1      geraden ja
        GM0227      2020    een    1      exact   misschien
        -           2020    1      1      exact   -
        GM0228      2020    1      1      exact   nee
        GM0228      2020    1      1      exact   nee
    """)
    bekend = f"onbekende waarde; bekend zijn {', '.join(STATUSSEN)}"
    assert sorted(gezien) == sorted(
        [
            (2, "gebied_code", "is geen gebiedscode zoals GM0225"),
            (3, "periode", "is geen periode zoals 2020, 2020-H1, 2020-Q2 of 2020-01"),
            (3, "aantal", "is geen geheel getal"),
            (3, "waarde", "is geen getal"),
            (4, "aantal", "is kleiner dan 0"),
            (4, "status", bekend),
            (5, "aantal", "is geen geheel getal"),
            (5, "voorlopig", 'is geen "ja" of "nee"'),
            (6, "gebied_code", "is leeg"),
            (6, "voorlopig", "is leeg"),
            (8, "gebied_code, periode", "deze rij staat er twee keer, eerst in rij 7"),
        ]
    )


def test_the_message_shows_three_faults_and_counts_the_rest() -> None:
    rijen = "\n".join(f"GM{n:04d} 20 1 1 exact ja" for n in range(9))
    with pytest.raises(ContractError) as fout:
        check(
            table(f"gebied_code periode aantal waarde status voorlopig\n{rijen}"),
            PROEF,
            waar="proef.csv",
        )
    assert str(fout.value).startswith("9 fouten in de tabel proef: proef.csv: rij 2, kolom periode")
    assert "en nog 6" in str(fout.value)
    assert len(fout.value.faults) == 9


def test_missing_and_unknown_columns_are_told_together() -> None:
    gezien = faults("gebied_code periode waarde status extra\nGM0225 2020 1 exact 1")
    assert gezien == [
        (1, "aantal", "kolom ontbreekt"),
        (1, "voorlopig", "kolom ontbreekt"),
        (1, "extra", "onbekende kolom"),
    ]


def test_faults_of_the_reader_come_along() -> None:
    df = table("gebied_code periode aantal waarde status voorlopig\nGM0225 20 1 1 exact ja")
    with pytest.raises(ContractError) as fout:
        check(df, PROEF, waar="proef.csv", also=[Fault(2, "aantal", "is te mooi")])
    assert [f.kolom for f in fout.value.faults] == ["periode", "aantal"]


def test_the_table_of_the_caller_stays_as_it_was() -> None:
    df = table("gebied_code periode aantal waarde status voorlopig\nGM0225 2020 1 1 exact ja")
    voor = df.copy(deep=True)
    check(df, PROEF, waar="proef.csv")
    pd.testing.assert_frame_equal(df, voor)


@pytest.mark.parametrize("tekst", ["inf", "1e400", "nan"])
def test_a_number_without_end_is_not_a_whole_number(tekst: str) -> None:
    assert (2, "aantal", "is geen geheel getal") in faults(
        f"gebied_code periode aantal waarde status voorlopig\nGM0225 2020 {tekst} 1 exact ja"
    )


@pytest.mark.parametrize(
    ("tekst", "kolom"), [("1e30", "aantal"), ("9300000000000000000", "aantal"), ("inf", "waarde")]
)
def test_a_number_that_no_column_holds_is_a_fault(tekst: str, kolom: str) -> None:
    cellen = {"aantal": "1", "waarde": "1"} | {kolom: tekst}
    assert (2, kolom, "is te groot") in faults(
        "gebied_code periode aantal waarde status voorlopig\n"
        f"GM0225 2020 {cellen['aantal']} {cellen['waarde']} exact ja"
    )


def test_a_period_with_blanks_around_it_is_a_fault() -> None:
    df = table("gebied_code periode aantal waarde status voorlopig\nGM0225 2020 1 1 exact ja")
    with pytest.raises(ContractError):
        check(df.assign(periode=" 2020"), PROEF, waar="proef.csv")


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "gebied_code": st.from_regex(r"GM[0-9]{4}", fullmatch=True),
                "periode": st.sampled_from(["2020", "2020-H1", "2020-Q4", "2020-12"]),
                "aantal": st.none() | st.integers(0, 2**40),
                "waarde": st.none() | st.floats(-1e9, 1e9),
                "status": st.sampled_from(list(STATUSSEN)),
                "voorlopig": st.booleans(),
            }
        ),
        unique_by=lambda rij: (rij["gebied_code"], rij["periode"]),
        min_size=1,
        max_size=6,
    )
)
def test_a_checked_table_written_and_read_is_the_same(rijen: list[dict[str, object]]) -> None:
    """read(write(x)) == x, through texts and through the check itself."""
    als_tekst = [
        {
            k: ""
            if v is None
            else ("ja" if v else "nee")
            if v in (True, False) and k == "voorlopig"
            else repr(v)
            if k in ("aantal", "waarde")
            else str(v)
            for k, v in rij.items()
        }
        for rij in rijen
    ]
    eens = check(pd.DataFrame(als_tekst, dtype="str"), PROEF, waar="x")
    pd.testing.assert_frame_equal(check(eens, PROEF, waar="x"), eens)
    terug = [
        {k: None if pd.isna(v) else v for k, v in rij.items()} for rij in eens.to_dict("records")
    ]
    assert terug == rijen


def test_every_column_says_what_it_means() -> None:
    for tabel in TABELLEN.values():
        assert tabel.row
        assert set(tabel.key) <= set(tabel.columns)
        assert all(kolom.betekenis for kolom in tabel.columns.values())
    assert TELLINGEN.columns["laag"].minimum == 0
