"""What a publication says about true counts, as bounds on sums of cells. Reads and writes nothing.

Every fact is in whole numbers, so that checking one is exact. Halves are rounded away from zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.model import Cel, Model

Som = tuple[tuple[Cel, int], ...]  # cells, each with its factor


@dataclass(frozen=True)
class Fact:
    """laag <= sum(factor * count of the cell) <= hoog; None leaves a side open.

    Args:
        soort: what was published: ``exact``, ``uitgever``, ``eigen``, ``cijfer per inwoners``, ...
        bron: in which publication.
    """

    termen: Som
    laag: int | None
    hoog: int | None
    soort: str
    bron: str = ""

    @property
    def cellen(self) -> tuple[Cel, ...]:
        """The counts that it is about, be it by their roundings."""
        return tuple(replace(c, afgerond=False) if c.afgerond else c for c, _ in self.termen)

    def allows(self, values: Mapping[Cel, int]) -> bool:
        """Do these counts agree with the fact? All its cells must be in `values`."""
        som = sum(factor * values[cel] for cel, factor in self.termen)
        return (self.laag is None or som >= self.laag) and (self.hoog is None or som <= self.hoog)

    def is_within(self, ander: Fact) -> bool:
        """Does it say of the same sum at least as much as the other?"""
        laag = ander.laag is None or (self.laag is not None and self.laag >= ander.laag)
        hoog = ander.hoog is None or (self.hoog is not None and self.hoog <= ander.hoog)
        return self.termen == ander.termen and laag and hoog

    def to_json(self) -> list[Any]:
        cellen = [[c.indicator, c.uitsplitsing, c.gebied, c.periode, f] for c, f in self.termen]
        return [cellen, self.laag, self.hoog, self.soort]

    @classmethod
    def from_json(cls, velden: Sequence[Any], bron: str) -> Fact:
        cellen, laag, hoog, soort = velden
        return cls(tuple((Cel(*cel), factor) for *cel, factor in cellen), laag, hoog, soort, bron)


def by_sum(feiten: Iterable[Fact]) -> dict[Som, tuple[Fact, ...]]:
    """The facts about each sum; several sources may say something of one."""
    gevonden: dict[Som, list[Fact]] = {}
    for feit in feiten:
        gevonden.setdefault(feit.termen, []).append(feit)
    return {som: tuple(alle) for som, alle in gevonden.items()}


def exact(cel: Cel, aantal: int, bron: str = "") -> Fact:
    """The count itself was published."""
    return Fact(((cel, 1),), aantal, aantal, "exact", bron)


def between(cel: Cel, laag: int, hoog: int | None, soort: str, bron: str = "") -> Fact:
    """The count lies between two bounds: rounded (CBS within 2, ours within 4), or a map class."""
    return Fact(((cel, 1),), max(0, laag), hoog, soort, bron)


def rate(
    cel: Cel, waarde: Fraction, decimalen: int, inwoners: int, *, per: int = 100_000, bron: str = ""
) -> Fact:
    """A number per so many inhabitants, rounded to `decimalen`, made of the true count."""
    laag, hoog = _Rounded.of(waarde, decimalen).whole(Fraction(inwoners, per))
    return between(cel, laag, hoog, "cijfer per inwoners", bron)


def share(
    deel: Cel, geheel: Cel, pct: Fraction, decimalen: int = 0, bron: str = ""
) -> tuple[Fact, Fact]:
    """A percentage of one count in another, both unknown: at least and at most."""
    return _Rounded.of(pct, decimalen).ratio(deel, geheel, bron)


def change(nieuw: Cel, oud: Cel, verschil: int, bron: str = "") -> Fact:
    """How much more one count is than another was."""
    return Fact(((nieuw, 1), (oud, -1)), verschil, verschil, "verschil", bron)


def percent_change(
    nieuw: Cel, oud: Cel, pct: Fraction, decimalen: int = 0, bron: str = ""
) -> tuple[Fact, Fact]:
    """By what percentage of the old count, not 0, the new one is more (or less: below 0)."""
    gedrukt = _Rounded.of(pct, decimalen)
    # 100 * nieuw / oud is 100 more than what was printed, of which the sign says how it is rounded.
    heel = replace(gedrukt, laag=gedrukt.laag + 100, hoog=gedrukt.hoog + 100)
    return heel.ratio(nieuw, oud, bron)


def mean(cellen: Sequence[Cel], waarde: Fraction, decimalen: int = 0, bron: str = "") -> Fact:
    """The mean of some counts, rounded: their sum lies between two bounds."""
    laag, hoog = _Rounded.of(waarde, decimalen).whole(len(cellen))
    return Fact(tuple((cel, 1) for cel in cellen), max(0, laag), hoog, "gemiddelde", bron)


@dataclass(frozen=True)
class _Rounded:
    """All numbers that are printed as the same one; an end may itself belong to a neighbour."""

    laag: Fraction
    hoog: Fraction
    laag_telt: bool
    hoog_telt: bool

    @classmethod
    def of(cls, waarde: Fraction, decimalen: int) -> _Rounded:
        half = Fraction(1, 2 * 10**decimalen)
        # Halves go away from zero, and so does the end that belongs to the number.
        return cls(waarde - half, waarde + half, waarde > 0, waarde < 0)

    def whole(self, factor: Fraction | int) -> tuple[int, int]:
        """The whole numbers that are printed so after division by `factor`."""
        laag, hoog = self.laag * factor, self.hoog * factor
        eerste = ceil(laag) + (not self.laag_telt and laag.denominator == 1)
        laatste = floor(hoog) - (not self.hoog_telt and hoog.denominator == 1)
        return eerste, laatste

    def ratio(self, boven: Cel, onder: Cel, bron: str) -> tuple[Fact, Fact]:
        """100 * boven / onder is such a number, and onder is not 0."""
        laag, hoog = self.laag / 100, self.hoog / 100
        # In whole numbers "more than 0" is "at least 1".
        return (
            Fact(
                ((boven, laag.denominator), (onder, -laag.numerator)),
                0 if self.laag_telt else 1,
                None,
                "percentage",
                bron,
            ),
            Fact(
                ((boven, hoog.denominator), (onder, -hoog.numerator)),
                None,
                0 if self.hoog_telt else -1,
                "percentage",
                bron,
            ),
        )


def to_rows(model: Model, facts: Iterable[Fact]) -> tuple[Row, ...]:
    """The facts as rows over the variables of a model, numbered in their order.

    Raises:
        KeyError: a cell is not in the model; build it from the cells of the facts.
    """
    rows = []
    for nummer, fact in enumerate(facts):
        terms: dict[int, int] = {}
        for cel, factor in fact.termen:
            variable = model.index[cel]
            terms[variable] = terms.get(variable, 0) + factor
        rows.append(Row(tuple(sorted(terms.items())), fact.laag, fact.hoog, nummer))
    return tuple(rows)
