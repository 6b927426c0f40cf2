"""What holds for every delivery: one that fits passes, rounding is no fault, a wrong cell is named.

The deliveries here are whole: two municipalities and their area, two halves and their year, three
categories and their total, so that every count takes part in three sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.errors import Fault
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.provenance import Herkomst
from helpende_data.schema import TABELLEN, read_indicatoren
from helpende_data.sources import Levering, Printed
from helpende_data.sources.keuring import Keuring, keur

WERKMAP = Werkmap(Path("/bestaat-niet"))
GEBIEDEN = read_gebieden(WERKMAP)
INDICATOREN = read_indicatoren(WERKMAP.data_file("indicatoren.toml"))
HERKOMST = Herkomst(
    *("tellingen", "vt", "Veilig Thuis", "Levering", "", "eigen", "2025-01-01", "2025-01-02"),
    openbaar=False,
    bescherming="geen",
    sha256="",
)
GEMEENTEN = {"JZ-BOM": ("GM0263", "GM0297")}
ROL = {"totaal": ("rol:beroepsmatig", "rol:niet_beroepsmatig", "rol:onbekend")}
HALFJAREN = {"2024": ("2024-H1", "2024-H2")}
EERDER = pd.DataFrame(
    {naam: pd.Series(dtype=kolom.dtype) for naam, kolom in TABELLEN["tellingen"].columns.items()}
)
CEL = tuple[str, str, str]  # area, category, period


def wholes(cel: CEL) -> Iterator[list[CEL]]:
    """The cells that add up to this one, for each way of dividing it."""
    code, soort, periode = cel
    for deel in (
        [(lid, soort, periode) for lid in GEMEENTEN.get(code, ())],
        [(code, lid, periode) for lid in ROL.get(soort, ())],
        [(code, soort, lid) for lid in HALFJAREN.get(periode, ())],
    ):
        if deel:
            yield deel


def fill(atomen: Sequence[int]) -> dict[CEL, int]:
    """All 36 cells, from the 12 counts of a municipality, a category and a half-year."""
    waarden = iter(atomen)
    cellen = {
        (code, soort, periode): next(waarden)
        for code in GEMEENTEN["JZ-BOM"]
        for soort in ROL["totaal"]
        for periode in HALFJAREN["2024"]
    }
    alle = [
        (code, soort, periode)
        for code in (*GEMEENTEN["JZ-BOM"], "JZ-BOM")
        for soort in (*ROL["totaal"], "totaal")
        for periode in (*HALFJAREN["2024"], "2024")
    ]
    for cel in alle:
        if cel not in cellen:
            cellen[cel] = sum(cellen[deel] for deel in next(wholes(cel)))
    return cellen


def delivery(
    cellen: dict[CEL, int], *, marge: int = 0, waar: str = "vt.csv!{rij}", **velden: object
) -> Levering:
    """The cells as a delivery, the first one in row 2."""
    rijen = [
        {
            "bron": "vt",
            "levering_id": "nieuw",
            "herkomst": waar.format(rij=rij),
            "indicator": "meldingen",
            "uitsplitsing": soort,
            "gebied_code": code,
            "dekking": code,
            "periode": periode,
            "aantal": aantal,
            "laag": max(0, aantal - marge),
            "hoog": aantal + marge,
            "status": "afgerond" if marge else "exact",
            "voorlopig": False,
            "bescherming": "geen",
            "synthetisch": False,
        }
        for rij, ((code, soort, periode), aantal) in enumerate(cellen.items(), start=2)
    ]
    df = pd.DataFrame(rijen).reindex(columns=list(EERDER.columns)).astype(EERDER.dtypes.to_dict())
    return replace(Levering("vt", "vt.csv", "tellingen", df, HERKOMST, ""), **velden)


def inspected(levering: Levering, eerder: pd.DataFrame = EERDER) -> Keuring:
    [keuring] = keur([levering], GEBIEDEN, INDICATOREN, eerder=eerder, vandaag=date(2026, 1, 1))
    return keuring


def named(fault: Fault) -> set[int]:
    """The rows that a fault names: its own and those of the parts."""
    delen = re.search(r"\(rij ([0-9, en]+)\)", fault.wat)
    return {fault.rij, *map(int, re.findall("[0-9]+", delen[1] if delen else ""))}


atomen = st.lists(st.integers(0, 400), min_size=12, max_size=12)


@given(atomen)
@settings(max_examples=10)
def test_a_delivery_that_fits_has_no_faults(waarden: list[int]) -> None:
    assert inspected(delivery(fill(waarden))).fouten == ()


@given(atomen, st.integers(1, 10))
@settings(max_examples=10)
def test_rounding_is_never_a_fault(waarden: list[int], basis: int) -> None:
    """Each cell on its own to the nearest multiple, as a publisher does."""
    afgerond = {cel: basis * round(n / basis) for cel, n in fill(waarden).items()}
    assert inspected(delivery(afgerond, marge=basis // 2 + basis % 2)).fouten == ()


@given(atomen, st.integers(0, 35), st.integers(-50, 50).filter(bool))
@settings(max_examples=10)
def test_one_changed_cell_is_found_and_named(waarden: list[int], welke: int, extra: int) -> None:
    cellen = fill(waarden)
    cel = list(cellen)[welke]
    fouten = inspected(delivery(cellen | {cel: abs(cellen[cel] + extra)})).fouten
    assert bool(fouten) == (abs(cellen[cel] + extra) != cellen[cel])
    # Each sum that does not fit names the cell, so what all of them name is the cell itself.
    assert all(welke + 2 in named(fout) for fout in fouten)


@given(atomen, st.integers(0, 35))
@settings(max_examples=10)
def test_a_cell_changed_beyond_what_rounding_explains_is_found(
    waarden: list[int], welke: int
) -> None:
    """A sum of four counts within 2 can be off by 10 at most."""
    cellen = {cel: 5 * round(n / 5) for cel, n in fill(waarden).items()}
    cel = list(cellen)[welke]
    fouten = inspected(delivery(cellen | {cel: cellen[cel] + 25}, marge=2)).fouten
    assert fouten
    assert all(welke + 2 in named(fout) for fout in fouten)


@given(atomen, st.randoms(use_true_random=False), st.integers(0, 35))
@settings(max_examples=6)
def test_the_order_of_the_rows_makes_no_difference(
    waarden: list[int], toeval: object, welke: int
) -> None:
    cellen = fill(waarden)
    cellen[list(cellen)[welke]] += 7
    levering = delivery(cellen)
    volgorde = list(range(len(levering.df)))
    toeval.shuffle(volgorde)  # type: ignore[attr-defined]
    anders = replace(levering, df=levering.df.iloc[volgorde].reset_index(drop=True))

    def known(keuring: Keuring) -> set[tuple[int, str, str]]:
        return {(f.rij, f.waarde, re.sub(r"\(rij .*?\)", "", f.wat)) for f in keuring.fouten}

    assert known(inspected(anders)) == known(inspected(levering))


def test_a_fault_in_a_workbook_names_sheet_and_cells() -> None:
    cellen = fill([10] * 12)
    cellen["JZ-BOM", "totaal", "2024"] += 1
    fouten = inspected(delivery(cellen, waar="vt.xlsx!Cijfers 2024!C{rij}")).fouten
    assert len(fouten) == 3
    assert {(f.blad, f.rij, f.kolom) for f in fouten} == {("Cijfers 2024", 37, "C")}
    assert str(fouten[0]).startswith("blad Cijfers 2024, rij 37, kolom C: meldingen (Inkoop jeugd")
    assert any('"Wie meldde" (C28, C31 en C34) (er staat 121); verw' in str(f) for f in fouten)


def test_counts_made_from_records_are_never_shown() -> None:
    cellen = fill([7123] * 12)
    cellen["JZ-BOM", "totaal", "2024"] += 1
    keuring = inspected(delivery(cellen, waar="vt.parquet!records"))
    assert len(keuring.fouten) == 3
    for fout in keuring.fouten:
        assert (fout.rij, fout.kolom, fout.waarde, fout.verwacht) == (0, "", "", "")
        assert not re.search("[0-9]", fout.wat.replace("2024", ""))


@pytest.mark.parametrize(
    ("claim", "zin"),
    [
        (("2024",), ""),
        (("2024-H1", "2024-H2"), ""),  # together they are the year
        (("2024-H1",), "2024-H2 valt buiten de periode van deze levering, ook in 11 andere rijen"),
        (("2024-H1",), "2024 valt buiten de periode"),
        (("2023",), "2024-H1 valt buiten de periode"),
    ],
)
def test_a_period_outside_the_claim_is_a_fault(claim: tuple[str, ...], zin: str) -> None:
    fouten = inspected(delivery(fill([1] * 12), periodes=claim)).fouten
    assert bool(fouten) == bool(zin)
    assert not zin or any(zin in str(fout) for fout in fouten)


@pytest.mark.parametrize(
    ("cijfer", "past"),
    [
        # 2,839 meldingen on 569,443 inhabitants is 498.557 per 100,000.
        (Printed("vt.csv!9", "per 100.000", 498.6, 1, (2839, 2839), (569443, 569443), 100_000), 1),
        (Printed("vt.csv!9", "per 100.000", 498.5, 1, (2839, 2839), (569443, 569443), 100_000), 1),
        (Printed("vt.csv!9", "per 100.000", 498, 0, (2839, 2839), (569443, 569443), 100_000), 1),
        (Printed("vt.csv!9", "per 100.000", 498.7, 1, (2839, 2839), (569443, 569443), 100_000), 0),
        (Printed("vt.csv!9", "per 100.000", 248, 0, (2839, 2839), (569443, 569443), 100_000), 0),
        # 10 of 30 within rounding to five: from 8/32 to 12/28.
        (Printed("vt.csv!9", "aandeel", 25, 0, (8, 12), (28, 32)), 1),
        (Printed("vt.csv!9", "aandeel", 43, 0, (8, 12), (28, 32)), 1),
        (Printed("vt.csv!9", "aandeel", 44, 0, (8, 12), (28, 32)), 0),
        (Printed("vt.csv!9", "aandeel", 1 / 3, 16, (1, 1), (3, 3), 1), 1),
        (Printed("vt.csv!9", "aandeel", 50, 0, (0, 0), (0, 0)), 1),  # of nothing: not to be said
    ],
)
def test_a_printed_rate_must_follow_from_its_count(cijfer: Printed, past: int) -> None:
    fouten = inspected(delivery(fill([1] * 12), narekenen=(cijfer,))).fouten
    assert [fout.rij for fout in fouten] == ([] if past else [9])
    assert all(f"{cijfer.wat} volgt niet uit het aantal (er staat" in str(f) for f in fouten)


def test_warnings_of_the_reader_are_kept() -> None:
    let_op = Fault(3, "A", "deze rij was verborgen", "Blad1")
    levering = delivery(fill([1] * 12), waarschuwingen=(let_op,))
    assert inspected(levering).waarschuwingen == (let_op,)
