"""What can be proven of a count from all that was published, held against trying every table."""

from __future__ import annotations

import random

import pytest
from disclosure_tabellen import Uitspraak, every_table, random_statements, random_table

from helpende_data.disclosure.auditor import Auditor, Interval
from helpende_data.disclosure.linear import Row
from helpende_data.errors import DisclosureError


def exact(variable: int, value: int, feit: int = 0) -> Row:
    return Row(((variable, 1),), value, value, feit)


def total(geheel: int, *delen: int) -> Row:
    return Row(((geheel, 1), *((deel, -1) for deel in delen)), 0, 0)


def compare_with_every_table(zaad: int) -> None:
    """The same intervals and the same verdicts as the list of all tables gives."""
    bron = random.Random(zaad)
    tabel = random_table(bron)
    uitspraken = random_statements(bron, tabel)
    atomen = len(tabel.waar)
    # The sums are variables too, so that the audit is asked about them as about atoms.
    rows = [u.row(n) for n, u in enumerate(uitspraken)]
    rows += [
        Row(((atomen + n, 1), *((a, -1) for a in som)), 0, 0) for n, som in enumerate(tabel.sommen)
    ]
    laag, hoog = [10**9] * len(tabel.sommen), [-1] * len(tabel.sommen)
    for mogelijk in every_table(atomen, uitspraken):
        for n, som in enumerate(tabel.sommen):
            waarde = sum(mogelijk[a] for a in som)
            laag[n], hoog[n] = min(laag[n], waarde), max(hoog[n], waarde)
    auditor = Auditor(atomen + len(tabel.sommen), rows)
    for n in range(len(tabel.sommen)):
        assert auditor.interval(atomen + n) == Interval(laag[n], hoog[n]), f"zaad {zaad}"
    drempel = bron.choice((2, 3, 5))
    klein = [atomen + n for n in range(len(tabel.sommen)) if laag[n] >= 1 and hoog[n] < drempel]
    vragen = [atomen + n for n in range(len(tabel.sommen))]
    bron.shuffle(vragen)
    assert auditor.too_narrow(vragen, drempel) == klein, f"zaad {zaad}"


@pytest.mark.parametrize("reeks", range(4))
def test_intervals_and_verdicts_are_those_of_all_tables_tried_one_by_one(reeks: int) -> None:
    for zaad in range(reeks * 40, reeks * 40 + 40):
        compare_with_every_table(zaad)


@pytest.mark.slow
@pytest.mark.parametrize("reeks", range(20))
def test_two_thousand_random_tables_agree_with_trying_all(reeks: int) -> None:
    for zaad in range(1000 + reeks * 100, 1100 + reeks * 100):
        compare_with_every_table(zaad)


def test_more_facts_never_widen_an_interval() -> None:
    krapper = 0
    for zaad in range(40):
        bron = random.Random(zaad)
        tabel = random_table(bron)
        uitspraken = random_statements(bron, tabel)
        rows = [u.row(n) for n, u in enumerate(uitspraken)]
        minder = rows[: bron.randint(1, len(rows))]
        ruim, krap = Auditor(len(tabel.waar), minder), Auditor(len(tabel.waar), rows)
        for atoom in range(len(tabel.waar)):
            voor, na = ruim.interval(atoom), krap.interval(atoom)
            assert na.laag >= voor.laag
            assert voor.hoog is None or (na.hoog is not None and na.hoog <= voor.hoog)
            krapper += na != voor
    assert krapper > 40


def test_the_order_of_the_facts_does_not_matter() -> None:
    for zaad in range(25):
        bron = random.Random(zaad)
        tabel = random_table(bron)
        rows = [u.row(n) for n, u in enumerate(random_statements(bron, tabel))]
        atomen = range(len(tabel.waar))
        eerst = [Auditor(len(atomen), rows).interval(a) for a in atomen]
        bron.shuffle(rows)
        assert [Auditor(len(atomen), rows).interval(a) for a in atomen] == eerst


def test_two_reports_together_never_pass_what_one_of_them_fails() -> None:
    gezien = 0
    for zaad in range(40):
        bron = random.Random(zaad)
        tabel = random_table(bron)
        een = [u.row(n) for n, u in enumerate(random_statements(bron, tabel))]
        ander = [u.row(n + 100) for n, u in enumerate(random_statements(bron, tabel))]
        atomen = range(len(tabel.waar))
        samen = Auditor(len(atomen), een + ander).too_narrow(atomen, 5)
        for los in (een, ander):
            mislukt = set(Auditor(len(atomen), los).too_narrow(atomen, 5))
            assert mislukt <= set(samen)
            gezien += len(mislukt)
    assert gezien > 40


def test_an_audit_without_whole_numbers_would_pass_a_count_that_is_known() -> None:
    """Three areas share a fourth that is at most 1; each pair with it counts 6.

    In fractions the sum of the three lies between 7.5 and 9; in whole numbers it is 9.
    """
    a, b, c, d, samen = range(5)
    rows = [
        *(
            Row(((x, 1), (y, 1), (d, 1)), 6, 6, n)
            for n, (x, y) in enumerate(((a, b), (b, c), (a, c)))
        ),
        Row(((d, 1),), 0, 1, 3),
        total(samen, a, b, c),
    ]
    auditor = Auditor(5, rows)
    assert auditor.interval(samen) == Interval(9, 9)
    assert auditor.too_narrow([a, b, c, d, samen], 5) == [a, b, c]
    assert auditor.proof(a, auditor.interval(a)) == (0, 1, 2, 3)


def test_halves_and_a_year_that_were_rounded_apart_prove_that_both_halves_are_small() -> None:
    h1, h2, jaar = range(3)
    rows = [
        total(jaar, h1, h2),
        Row(((h1, 1),), 0, 2, 0),
        Row(((h2, 1),), 0, 2, 1),
        Row(((jaar, 1),), 3, 7, 2),
    ]
    auditor = Auditor(3, rows)
    assert [auditor.interval(v) for v in range(3)] == [
        Interval(1, 2),
        Interval(1, 2),
        Interval(3, 4),
    ]
    assert auditor.too_narrow(range(3), 5) == [h1, h2, jaar]


@pytest.mark.parametrize(("totaal", "fout"), [(4, [0]), (1, [0]), (6, []), (12, [])])
def test_rounded_parts_beside_an_exact_total_are_judged_together(
    totaal: int, fout: list[int]
) -> None:
    """Parts shown as 5, 0 and 0 beside an exact 4 prove that the first is 1 to 4."""
    rows = [
        Row(((0, 1),), 1, 9, 0),
        Row(((1, 1),), 0, 4, 1),
        Row(((2, 1),), 0, 4, 2),
        total(3, 0, 1, 2),
        exact(3, totaal, 3),
    ]
    assert Auditor(4, rows).too_narrow(range(3), 5) == fout


def test_two_regions_that_differ_by_one_gemeente_give_that_gemeente() -> None:
    """The proof names the two regions and nothing that is not needed."""
    gemeente, rest, groot, klein, elders = range(5)
    rows = [
        total(groot, gemeente, rest),
        total(klein, rest),
        exact(groot, 103, 7),
        exact(klein, 100, 8),
        exact(elders, 50, 9),
    ]
    auditor = Auditor(5, rows)
    assert auditor.too_narrow([gemeente, rest], 5) == [gemeente]
    assert auditor.proof(gemeente, auditor.interval(gemeente)) == (7, 8)


def test_a_count_about_which_nothing_is_known_has_no_upper_end() -> None:
    auditor = Auditor(2, [exact(0, 3)])
    assert auditor.interval(1) == Interval(0, None)
    assert auditor.too_narrow([0, 1], 5) == [0]


def test_a_whole_table_shows_that_a_count_can_be_zero_or_large() -> None:
    uitspraken = [Uitspraak((0, 1, 2), 6, 6), Uitspraak((0, 1), 4, 4)]
    auditor = Auditor(3, [u.row(n) for n, u in enumerate(uitspraken)])
    assert auditor.witness(0, 0, 0) == {0: 0, 1: 4, 2: 2}
    assert auditor.witness(0, 5, None) is None
    assert auditor.witness(2, 2, None) is not None


@pytest.mark.parametrize(
    "rows",
    [
        [exact(0, 3), exact(0, 4)],
        [total(2, 0, 1), exact(0, 3), exact(1, 3), exact(2, 7)],
        [Row(((0, 1), (1, 1)), 5, 5), Row(((0, 1), (1, 1)), 6, 6)],
        [Row(((0, 2), (1, 2)), 5, 5)],
    ],
)
def test_facts_that_contradict_one_another_stop_everything(rows: list[Row]) -> None:
    with pytest.raises(DisclosureError, match="spreken elkaar tegen"):
        Auditor(3, rows).interval(0)


def test_an_audit_that_does_not_finish_in_time_is_a_failure() -> None:
    rows = [Row(((0, 1), (1, 1)), 5, 5)]
    with pytest.raises(DisclosureError, match="niet op tijd klaar"):
        Auditor(2, rows, seconds=0.0).interval(0)
