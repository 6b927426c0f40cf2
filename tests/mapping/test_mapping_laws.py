"""What may never change the figures: the order of rows, blank rows, notes; and periods in words."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_mapping_untidy import counts

from helpende_data.periodes import MAANDEN, SOORTEN, Periode
from helpende_data.sources import Registers, read_file
from helpende_data.sources.periodetekst import find_periode

PERIODES = st.builds(
    lambda jaar, soort, n: Periode(jaar, soort, 1 + n % SOORTEN[soort]),
    st.integers(2014, 2030),
    st.sampled_from(list(SOORTEN)),
    st.integers(0, 11),
)
NOTEN = ["Bron: Veilig Thuis", "* voorlopig", "1) inclusief andere gemeenten", "Rivierenland:", " "]
MAPPING = """
gebied = { kolom = "Gemeente" }
periode = { kolom = "Periode" }
labels = { "Meldingen" = "meldingen", "Adviezen" = "adviezen" }
"""
RIJEN = [
    (gemeente, periode, str(nummer), "<5" if nummer % 3 else "")
    for nummer, (gemeente, periode) in enumerate(
        (g, p) for g in ("Druten", "Tiel", "Buren") for p in ("2024-H1", "2e halfjaar 2024")
    )
]


@pytest.fixture
def read(
    mapping: Callable[..., Path], registers: Registers, tmp_path: Path
) -> Callable[[list[tuple]], dict]:
    mapping(textwrap.dedent(MAPPING))

    def run(rijen: list[tuple]) -> dict:
        pad = tmp_path / "levering.csv"
        with pad.open("w", encoding="utf-8", newline="") as uit:
            schrijver = csv.writer(uit, delimiter=";")
            schrijver.writerow(("Gemeente", "Periode", "Meldingen", "Adviezen"))
            schrijver.writerows(rijen)
        return counts(read_file(pad, registers)[0])

    return run


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rijen=st.permutations(RIJEN),
    extra=st.lists(st.tuples(st.integers(0, 6), st.sampled_from(NOTEN)), max_size=5),
    onder=st.lists(st.sampled_from(NOTEN), max_size=3),
)
def test_order_of_rows_blank_rows_and_notes_change_nothing(
    read: Callable[[list[tuple]], dict],
    rijen: list[tuple],
    extra: list[tuple[int, str]],
    onder: list[str],
) -> None:
    regels = list(rijen)
    for plek, noot in extra:
        regels.insert(plek, (noot, "", "", ""))
    regels += [(noot, "", "", "") for noot in onder]
    assert read(regels) == read(RIJEN)


def words(periode: Periode) -> list[str]:
    """Ways in which people write a period."""
    jaar, n = periode.jaar, periode.nummer
    if periode.soort == "jaar":
        return [f"{jaar}", f"heel {jaar}", f"{jaar}JJ00", f"januari t/m december {jaar}"]
    maanden = 12 // SOORTEN[periode.soort]
    van, tot = MAANDEN[(n - 1) * maanden], MAANDEN[n * maanden - 1]
    if periode.soort == "maand":
        return [f"{van} {jaar}", f"{jaar}-{n:02d}", f"{van[:3]} {jaar}", f"{jaar}MM{n:02d}"]
    letter, woord = ("H", "halfjaar") if periode.soort == "halfjaar" else ("Q", "kwartaal")
    rang = ("eerste", "tweede", "derde", "vierde")[n - 1]
    return [
        f"{jaar}-{letter}{n}",
        f"{letter}{n} {jaar}",
        f"{n}e {woord} {jaar}",
        f"{rang} {woord} van {jaar}",
        f"{woord} {n}, {jaar}",
        f"{van} t/m {tot} {jaar}",
        f"{van[:3]}-{tot[:3]} {jaar}",
        f"{jaar}{'HJ' if letter == 'H' else 'KW'}0{n}",
    ]


@given(periode=PERIODES)
def test_period_in_words_is_found_in_any_title(periode: Periode) -> None:
    for tekst in (str(periode), periode.label, periode.zin, *words(periode)):
        for titel in (tekst, tekst.upper(), f"Cijfers {tekst}, per gemeente", f"Stand: {tekst}*"):
            gevonden = find_periode(titel)
            assert gevonden.periode == periode, titel
            assert gevonden.voorlopig == titel.endswith("*")
        assert find_periode(f"Meldingen {tekst}").rest.removesuffix(" van").startswith("Meldingen")
        assert find_periode(f"Opgesteld op 3-2-2025, over {tekst}").periode == periode


@given(een=PERIODES, ander=PERIODES)
def test_two_years_in_one_text_are_no_period(een: Periode, ander: Periode) -> None:
    if een.jaar != ander.jaar:
        assert find_periode(f"{een} en {ander}").periode is None


@pytest.mark.parametrize(
    "tekst", ["", "Gemeente", "1.234", "2.024", "7e halfjaar 2024", "2024-H3", "Q5 2024", "12345"]
)
def test_text_without_a_period_names_none(tekst: str) -> None:
    assert find_periode(tekst).periode is None


@pytest.mark.parametrize(
    ("tekst", "periode"),
    [
        ("1-1-2024 t/m 30-6-2024", "2024-H1"),
        ("1 januari 2024 tot en met 31 december 2024", "2024"),
        ("1 juli - 30 september 2024", "2024-Q3"),
        ("1-1-2024 t/m 29-6-2024", None),
        ("2-1-2024 t/m 30-6-2024", None),
        ("1-7-2023 t/m 30-6-2024", None),
        ("Peildatum 1-8-2024", None),
        ("januari t/m september 2024", None),
        ("HALFJAAR II 2024 (voorlopig)", "2024-H2"),
    ],
)
def test_dates_make_a_period_when_they_fill_one(tekst: str, periode: str | None) -> None:
    gevonden = find_periode(tekst).periode
    assert (str(gevonden) if gevonden else None) == periode
