"""What the audit makes of figures as they are printed, held against trying every table.

The trial prints the figure of each table anew and compares; it uses no fact and no solver.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import pytest
from disclosure_tabellen import Tabel, Uitspraak, every_table, model_of, random_table

from helpende_data.disclosure import Cel
from helpende_data.disclosure.auditor import Auditor, Interval
from helpende_data.disclosure.facts import (
    Fact,
    between,
    change,
    exact,
    mean,
    percent_change,
    rate,
    share,
    to_rows,
)

Som = tuple[int, ...]


@dataclass(frozen=True)
class Printed:
    """A figure: what it says to the audit, and whether a table would have it printed so.

    Args:
        grens: the same as bounds on one sum, where it is one; for a quicker trial.
    """

    feiten: tuple[Fact, ...]
    fits: Callable[[Tabel], bool]
    grens: Uitspraak | None = None


def as_printed(waarde: Fraction, decimalen: int) -> Fraction:
    """Rounded, a half upwards."""
    return Fraction(floor(waarde * 10**decimalen + Fraction(1, 2)), 10**decimalen)


def percent(nieuw: int, oud: int) -> Fraction:
    """The change as a percentage, a half away from 0."""
    pct = Fraction(100 * (nieuw - oud), oud)
    return as_printed(pct, 0) if pct >= 0 else -as_printed(-pct, 0)


def nearest(aantal: int, basis: int) -> int:
    return (2 * aantal + basis) // (2 * basis) * basis


def figures(bron: random.Random, tabel: Tabel, cellen: dict[Som, Cel]) -> Iterator[Printed]:
    """Of some sums a figure of a kind that a ledger holds; the sum of all always."""
    alles = tuple(range(len(tabel.waar)))
    for som, cel in cellen.items():
        n = tabel.value(som)
        soort = bron.choice(("", "", "telling", "eigen", "cbs", "per inwoners", "aandeel", "ander"))
        if som == alles or soort == "telling":
            yield Printed(
                (exact(cel, n),), lambda t, s=som, n=n: t.value(s) == n, Uitspraak(som, n, n)
            )
        elif soort == "eigen":
            rond = bron.choice((n // 5 * 5, -(-n // 5) * 5))
            laag, hoog = max(0, rond - 4), rond + 4
            yield _bounds(som, cel, laag, hoog)
        elif soort == "cbs":
            rond = nearest(n, 5)
            yield _bounds(som, cel, max(0, rond - 2), rond + 2)
        elif soort == "per inwoners":
            inwoners, decimalen = bron.randint(20_000, 400_000), bron.choice((0, 1))
            staat = as_printed(Fraction(n * 100_000, inwoners), decimalen)
            yield Printed(
                (rate(cel, staat, decimalen, inwoners),),
                lambda t, s=som, p=inwoners, d=decimalen, r=staat: (
                    as_printed(Fraction(t.value(s) * 100_000, p), d) == r
                ),
            )
        elif soort == "aandeel":
            geheel = bron.choice([s for s in cellen if set(som) < set(s)] or [alles])
            if tabel.value(geheel) and geheel != som:
                pct = as_printed(Fraction(100 * n, tabel.value(geheel)), 0)
                yield Printed(
                    share(cel, cellen[geheel], pct),
                    lambda t, s=som, g=geheel, p=pct: (
                        t.value(g) > 0
                        and as_printed(Fraction(100 * t.value(s), t.value(g)), 0) == p
                    ),
                )

        elif soort == "ander":
            yield from _beside(bron, tabel, cellen, som)


def _beside(
    bron: random.Random, tabel: Tabel, cellen: dict[Som, Cel], som: Som
) -> Iterator[Printed]:
    """What is printed of one sum beside another: the change, in percent or not, or their mean."""
    ander = bron.choice([s for s in cellen if s != som])
    cel, naast, n, m = cellen[som], cellen[ander], tabel.value(som), tabel.value(ander)
    soort = bron.choice(("verschil", "verandering", "gemiddelde"))
    if soort == "verschil":
        yield Printed(
            (change(cel, naast, n - m),), lambda t: t.value(som) - t.value(ander) == n - m
        )
    elif soort == "gemiddelde":
        midden = as_printed(Fraction(n + m, 2), 0)
        yield Printed(
            (mean((cel, naast), midden),),
            lambda t: as_printed(Fraction(t.value(som) + t.value(ander), 2), 0) == midden,
        )
    elif m:
        yield Printed(
            percent_change(cel, naast, percent(n, m)),
            lambda t: t.value(ander) > 0 and percent(t.value(som), t.value(ander)) == percent(n, m),
        )


def _bounds(som: Som, cel: Cel, laag: int, hoog: int) -> Printed:
    feit = between(cel, laag, hoog, "eigen")
    return Printed((feit,), lambda t: laag <= t.value(som) <= hoog, Uitspraak(som, laag, hoog))


def compare(zaad: int) -> int:
    """The audit finds the cells that are small in every table, and all bounds; how many small?"""
    bron = random.Random(zaad)
    tabel = random_table(bron, most=3)
    model, _ = model_of(tabel)
    cellen = {tuple(map(int, cel.uitsplitsing.split(","))): cel for cel in model.cellen}
    gedrukt = list(figures(bron, tabel, cellen))
    grenzen = [p.grens for p in gedrukt if p.grens]
    mogelijk = [
        t
        for waar in every_table(len(tabel.waar), grenzen)
        if all(p.fits(t) for t in [Tabel(waar, tabel.sommen)] for p in gedrukt if not p.grens)
        for t in [Tabel(waar, tabel.sommen)]
    ]
    assert any(t.waar == tabel.waar for t in mogelijk), f"zaad {zaad}"
    echt = {
        cel: Interval(min(waarden), max(waarden))
        for som, cel in cellen.items()
        for waarden in [[t.value(som) for t in mogelijk]]
    }
    drempel = bron.choice((3, 5))
    klein = {cel: i for cel, i in echt.items() if i.laag >= 1 and (i.hoog or 0) < drempel}
    feiten = [feit for p in gedrukt for feit in p.feiten]
    auditor = Auditor(len(model.cellen), [*model.rows, *to_rows(model, feiten)])
    gevonden = auditor.too_narrow(range(len(model.cellen)), drempel)
    assert [model.cellen[v] for v in gevonden] == sorted(klein), f"zaad {zaad}"
    for v, cel in enumerate(model.cellen):
        assert auditor.interval(v) == echt[cel], f"zaad {zaad}"
    return len(klein)


@pytest.mark.parametrize("reeks", range(4))
def test_printed_figures_of_each_kind_prove_what_trying_every_table_finds(reeks: int) -> None:
    assert sum(compare(zaad) for zaad in range(reeks * 50, reeks * 50 + 50)) > 50


@pytest.mark.slow
@pytest.mark.parametrize("reeks", range(20))
def test_two_thousand_tables_with_printed_figures_agree_with_trying_all(reeks: int) -> None:
    assert sum(compare(zaad) for zaad in range(5000 + reeks * 100, 5100 + reeks * 100)) > 100
