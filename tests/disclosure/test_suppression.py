"""Hiding: every small count can be 0 and can be large, proven by whole tables, at least cost."""

from __future__ import annotations

import ast
import itertools
import json
import random
from pathlib import Path

import pytest
from disclosure_tabellen import random_table

from helpende_data.disclosure import certificate
from helpende_data.disclosure.auditor import Auditor
from helpende_data.disclosure.certificate import check_certificate
from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.suppression import Pattern, Table, suppress
from helpende_data.errors import DisclosureError


def total(geheel: int, *delen: int) -> Row:
    return Row(((geheel, 1), *((deel, -1) for deel in delen)), 0, 0)


def table_of(rows: list[Row], values: list[int], threshold: int = 5) -> Table:
    return Table(tuple(rows), tuple(values), (1,) * len(values), threshold)


def grid(values: list[list[int]], threshold: int = 5) -> Table:
    """A table with its margins: cells row by row, then row totals, column totals, the total."""
    r, k = len(values), len(values[0])
    cel = [[i * k + j for j in range(k)] for i in range(r)]
    rij, kolom, alles = r * k, r * k + r, r * k + r + k
    rows = [total(rij + i, *cel[i]) for i in range(r)]
    rows += [total(kolom + j, *(cel[i][j] for i in range(r))) for j in range(k)]
    rows.append(total(alles, *range(rij, kolom)))
    plat = [n for regel in values for n in regel]
    randen = [sum(regel) for regel in values] + [sum(c) for c in zip(*values, strict=True)]
    return table_of(rows, [*plat, *randen, sum(plat)], threshold)


def is_safe(table: Table, hidden: set[int]) -> bool:
    shown = [Row(((v, 1),), n, n) for v, n in enumerate(table.values) if v not in hidden]
    auditor = Auditor(len(table.values), [*table.rows, *shown])
    return all(
        auditor.witness(v, 0, 0) is not None
        and auditor.witness(v, table.threshold, None) is not None
        for v in table.primary
    )


def random_problem(zaad: int) -> Table:
    bron = random.Random(zaad)
    tabel = random_table(bron, most=3, highest=12)
    atomen = len(tabel.waar)
    sommen = [som for som in tabel.sommen if len(som) > 1]
    rows = [total(atomen + n, *som) for n, som in enumerate(sommen)]
    values = [*tabel.waar, *(tabel.value(som) for som in sommen)]
    return table_of(rows, values, bron.choice((3, 5)))


def test_every_pattern_has_a_certificate_that_a_plain_checker_accepts() -> None:
    for zaad in range(35):
        table = random_problem(zaad)
        pattern = suppress(table)
        bewijs = pattern.certificate(table)
        assert check_certificate(bewijs) == [], f"zaad {zaad}"
        assert check_certificate(json.loads(json.dumps(bewijs))) == []
        assert set(pattern.tables) == set(table.primary)
        assert pattern.bound <= pattern.cost


def test_no_cheaper_pattern_is_safe() -> None:
    """Every smaller choice of cells is tried and fails."""
    bewezen = 0
    for zaad in range(35):
        table = random_problem(zaad)
        pattern = suppress(table)
        rest = sorted(set(range(len(table.values))) - set(table.primary))
        if pattern.cost == 0 or pattern.cost > 3:
            continue
        bewezen += 1
        if pattern.gap == 0:
            for keuze in itertools.combinations(rest, pattern.cost - 1):
                assert not is_safe(table, {*table.primary, *keuze}), f"zaad {zaad}"
    assert bewezen > 5


def test_one_small_count_takes_a_rectangle_of_cells_with_it() -> None:
    table = grid([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    pattern = suppress(table)
    assert pattern.cost == pattern.bound == 3
    assert pattern.gap == 0
    assert 0 in pattern.hidden


def test_the_quick_pattern_is_safe_too_and_claims_no_more_than_it_proved() -> None:
    table = grid([[3, 20, 2], [40, 1, 60], [70, 80, 4]])
    pattern = suppress(table, improve=False)
    assert check_certificate(pattern.certificate(table)) == []
    assert pattern.bound == 0
    assert pattern.gap == 1


def test_time_that_runs_out_is_a_failure_and_never_another_pattern() -> None:
    table = grid([[3, 20, 2], [40, 1, 60], [70, 80, 4]])
    with pytest.raises(DisclosureError, match="niet op tijd klaar"):
        suppress(table, seconds=0.0)


def test_a_zero_may_be_hidden_where_that_helps() -> None:
    """1 + 1 + 0 beside a shown 2: only the zero and the total can hide how it is divided."""
    table = table_of([total(3, 0, 1, 2)], [1, 1, 0, 2], threshold=2)
    pattern = suppress(table)
    assert pattern.cost == 0
    assert table_of([total(3, 0, 1, 2)], [1, 1, 0, 2], threshold=3).primary == (0, 1, 3)


def test_tables_that_share_totals_are_protected_together() -> None:
    """Each of the two ways to split hides two cells; the sums across would give the third."""
    rows = [
        total(6, 0, 1, 2, 3),
        total(7, 4, 5),
        total(8, 6, 7),
        total(9, 0, 1, 4),
        total(8, 9, 10),
        total(10, 2, 3, 5),
    ]
    values = [2, 2, 8, 8, 3, 7, 20, 10, 30, 7, 23]
    table = table_of(rows, values)
    pattern = suppress(table)
    assert check_certificate(pattern.certificate(table)) == []
    assert is_safe(table, set(pattern.hidden))
    assert not is_safe(table, {0, 1, 4})


def test_a_count_that_nothing_can_hide_stops_with_one_line() -> None:
    """What is at most 3 whatever happens can never be 5."""
    table = table_of([Row(((0, 1),), None, 3)], [2])
    with pytest.raises(DisclosureError, match="niet te beschermen"):
        suppress(table)


# --- the checker ----------------------------------------------------------------------------------


@pytest.fixture
def proof() -> tuple[Table, Pattern]:
    table = grid([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    return table, suppress(table)


@pytest.mark.parametrize(
    ("bederf", "zin"),
    [
        (lambda c: c["verborgen"].remove(0), "wordt getoond"),
        (lambda c: c["tabellen"].pop(0), "geen twee tabellen"),
        (lambda c: c["tabellen"][0].reverse(), "laat die cel klein"),
        (lambda c: c["tabellen"][0][0].update({4: 51}), "klopt niet"),
        (lambda c: c["tabellen"][0][0].update({8: 91}), "wijzigt een cel die wordt getoond"),
        (lambda c: c["tabellen"][0][1].update({1: -4}), "geen geheel getal vanaf 0"),
        (lambda c: c["tabellen"][0][1].update({1: 18.0}), "geen geheel getal vanaf 0"),
        (lambda c: c["waar"].update({15: 1}), "de tabel zelf"),
    ],
)
def test_a_spoiled_certificate_is_not_a_proof(
    bederf: object, zin: str, proof: tuple[Table, Pattern]
) -> None:
    table, pattern = proof
    bewijs = pattern.certificate(table)
    assert check_certificate(bewijs) == []
    bederf(bewijs)  # type: ignore[operator]
    assert any(zin in fout for fout in check_certificate(bewijs))


def test_the_checker_is_small_and_uses_nothing_of_ours_and_no_solver() -> None:
    bron = Path(certificate.__file__).read_text("utf-8")
    modules = {
        knoop.module if isinstance(knoop, ast.ImportFrom) else knoop.names[0].name
        for knoop in ast.walk(ast.parse(bron))
        if isinstance(knoop, (ast.Import, ast.ImportFrom))
    }
    assert modules <= {"__future__", "collections.abc", "typing"}
    assert len(bron.splitlines()) < 80
