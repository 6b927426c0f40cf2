"""Which counts add up to which: cells as sums of gemeente x shortest period x category. No values.

A cell is split by area, then by period, then by category, down to what cannot be split. Where
units may count twice (*meervoudig*, *uniek per periode*) only inequalities hold. What was counted
without a gemeente is a part of the widest area, and perhaps of those within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from helpende_data.disclosure.linear import Row, fill_in
from helpende_data.errors import ContractError
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import SOORTEN, Periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.tables import TOTAAL


@dataclass(frozen=True, order=True)
class Cel:
    """One count: of what, split how, of which area (the one it covers), in which period.

    Args:
        afgerond: is it not the count itself but our rounding of it, in steps of the base?
    """

    indicator: str
    uitsplitsing: str
    gebied: str
    periode: str
    afgerond: bool = False

    @property
    def dimensie(self) -> str:
        return "" if self.uitsplitsing == TOTAAL else self.uitsplitsing.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.indicator} {self.uitsplitsing}, {self.gebied}, {self.periode}"


@dataclass(frozen=True)
class Model:
    """The cells in a fixed order, as variables, and the rows that tie them together."""

    cellen: tuple[Cel, ...]
    rows: tuple[Row, ...]

    @cached_property
    def index(self) -> dict[Cel, int]:
        return {cel: nummer for nummer, cel in enumerate(self.cellen)}

    def numbers(self, values: Mapping[Cel, int]) -> dict[int, int]:
        return {self.index[cel]: value for cel, value in values.items()}


def build_model(cellen: Iterable[Cel], gebieden: Gebieden, indicatoren: Indicatoren) -> Model:
    """The model of these cells and of all that they consist of.

    Cells that nobody published but that follow from others, such as a gemeente that is the
    difference between two regions, are in it too.

    Args:
        cellen: cells of which a figure is known, in any order.
    """
    gegeven = set(cellen)
    splitter = _Splitter(gegeven, gebieden, indicatoren)
    rows: list[tuple[tuple[tuple[Cel, int], ...], int | None]] = []
    klaar: set[Cel] = set()
    todo = list(gegeven)
    while todo:
        cel = todo.pop()
        if cel in klaar:
            continue
        klaar.add(cel)
        for deel in splitter.rows(cel):
            rows.append(deel)
            todo += [ander for ander, _ in deel[0] if ander not in klaar]
    volgorde = tuple(sorted(klaar))
    index = {cel: nummer for nummer, cel in enumerate(volgorde)}
    genummerd = {
        (tuple(sorted((index[cel], factor) for cel, factor in termen)), high)
        for termen, high in rows
    }
    # high 0: an equality; None: what stands with a plus is at least what stands with a minus.
    return Model(
        volgorde, tuple(Row(termen, 0, high) for termen, high in sorted(genummerd, key=str))
    )


_Terms = tuple[tuple[tuple[Cel, int], ...], int | None]


class _Splitter:
    """The rows that say what one cell consists of."""

    def __init__(self, cellen: set[Cel], gebieden: Gebieden, indicatoren: Indicatoren) -> None:
        self._gebieden, self._indicatoren = gebieden, indicatoren
        self._soorten: dict[tuple[str, int], set[str]] = {}
        self._categorieen: dict[tuple[str, int], set[str]] = {}
        self._bekend: dict[tuple[str, int], set[str]] = {}  # codes of areas
        for cel in cellen:
            periode = Periode.parse(cel.periode)
            sleutel = (cel.indicator, periode.jaar)
            self._soorten.setdefault(sleutel, set()).add(periode.soort)
            self._bekend.setdefault(sleutel, set()).add(cel.gebied)
            if cel.dimensie:
                self._categorieen.setdefault(sleutel, set()).add(cel.uitsplitsing)
        self._delen = cache(self._known_parts)  # asked anew for each of thousands of cells
        self._leden = cache(gebieden.members)

    def rows(self, cel: Cel) -> Iterator[_Terms]:
        periode = Periode.parse(cel.periode)
        optellend = self._adds_up(cel)
        gebieden = self._areas(cel, periode.jaar, optellend=optellend)
        yield from gebieden
        if any(high == 0 for _, high in gebieden):
            return
        korter = self._shorter(cel, periode)
        if korter:
            delen = [replace(cel, periode=str(deel)) for deel in korter]
            if optellend:
                yield _sum(cel, delen, exact=True)
                return
            yield _at_most(cel, delen)
            yield from (_sum(cel, [deel], exact=False) for deel in delen)
        yield from self._categories(cel, periode)

    def _areas(self, cel: Cel, jaar: int, *, optellend: bool) -> list[_Terms]:
        """What an area says of those within it; one equality where that says everything."""
        leden = self._leden(cel.gebied, jaar) - {cel.gebied}
        if not leden:
            return []
        rest = {ONBEKEND} & self._bekend.get((cel.indicator, jaar), set())
        vol = self._is_full(cel.gebied)
        delen = self._delen(cel.indicator, jaar)
        widest = not any(leden < andere for andere in delen.values())
        if optellend and vol and (widest or not rest):
            return [_sum(cel, _of(cel, leden | rest), exact=True)]
        if optellend:
            onder, boven = [leden], [leden]
        else:
            # Who counts once in the whole may count in two of its parts.
            delen = {code: in_ for code, in_ in delen.items() if in_ < leden}
            onder = [frozenset({code}) for code in leden | set(delen)]
            boven = [leden, *(_cover(leden, code, delen) for code in delen)]
        return [
            *(_sum(cel, _of(cel, codes), exact=False) for codes in onder),
            *(_at_most(cel, _of(cel, codes | rest)) for codes in boven if vol),
        ]

    def _known_parts(self, indicator: str, jaar: int) -> dict[str, frozenset[str]]:
        """The members of each area with figures; not those of which no members are known."""
        return {
            code: leden
            for code in self._bekend.get((indicator, jaar), ())
            if self._is_full(code) and (leden := self._leden(code, jaar))
        }

    def _shorter(self, cel: Cel, periode: Periode) -> tuple[Periode, ...]:
        """The periods of the next shorter kind that figures of this year have."""
        bekend = self._soorten.get((cel.indicator, periode.jaar), set())
        korter = [s for s in bekend if SOORTEN[s] > SOORTEN[periode.soort]]
        return periode.parts(min(korter, key=SOORTEN.__getitem__)) if korter else ()

    def _is_full(self, code: str) -> bool:
        return code in self._gebieden and self._gebieden[code].volledig

    def _adds_up(self, cel: Cel) -> bool:
        """Do periods and areas add up, or does a unit count once in each?"""
        indicator = self._indicatoren[cel.indicator]
        dimensie = indicator.dimensies.get(cel.dimensie)
        return indicator.per == "optellend" and (
            dimensie is None or dimensie.optelsoort != "uniek per periode"
        )

    def _categories(self, cel: Cel, periode: Periode) -> Iterator[_Terms]:
        dimensies = self._indicatoren[cel.indicator].dimensies
        bekend = self._categorieen.get((cel.indicator, periode.jaar), set())
        if cel.dimensie:
            dimensie = dimensies.get(cel.dimensie)
            totaal = replace(cel, uitsplitsing=TOTAAL)
            if dimensie is None or dimensie.optelsoort != "optellend":
                yield _sum(totaal, [cel], exact=False)
                return
            dimensies, cel = {cel.dimensie: dimensie}, totaal
        for code, dimensie in dimensies.items():
            genoemd = {naam for naam in bekend if naam.startswith(f"{code}:")}
            if genoemd and dimensie.optelsoort == "optellend":
                # A category that no figure names still takes its share of the total.
                namen = genoemd | {f"{code}:{categorie}" for categorie in dimensie.categorieen}
                yield _sum(cel, [replace(cel, uitsplitsing=naam) for naam in namen], exact=True)


def _cover(
    leden: frozenset[str], eerst: str, delen: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Areas that do not touch, this one first and then the largest, and who is left."""
    cover, over = set(), leden
    for code in (eerst, *sorted(delen, key=lambda code: (-len(delen[code]), code))):
        if delen[code] <= over:
            cover.add(code)
            over -= delen[code]
    return over | cover


def _of(cel: Cel, gebieden: Iterable[str]) -> list[Cel]:
    return [replace(cel, gebied=code) for code in sorted(gebieden)]


def _at_most(geheel: Cel, delen: Sequence[Cel]) -> _Terms:
    return (*((deel, 1) for deel in delen), (geheel, -1)), None


def _sum(geheel: Cel, delen: Sequence[Cel], *, exact: bool) -> _Terms:
    return ((geheel, 1), *((deel, -1) for deel in delen)), 0 if exact else None


def check_sums(
    model: Model, values: Mapping[Cel, int], name: Callable[[Cel], str] = str
) -> dict[Cel, int]:
    """The values, with those that follow from them, after a check that everything adds up.

    Args:
        name: says a cell in words.

    Raises:
        ContractError: a total is not the sum of its parts, or less than a part; the message names
            the totals and no counts.
    """
    numbers = fill_in(model.rows, model.numbers(values))
    fout = {model.cellen[v] for v, number in numbers.items() if number < 0}
    for row in model.rows:
        known = [(v, c) for v, c in row.terms if v in numbers]
        som = sum(c * numbers[v] for v, c in known)
        if len(known) == len(row.terms):
            klopt = som == 0 if row.high == 0 else som >= 0
        else:
            # What is not known here can only take away, or only add.
            klopt = som >= 0 or any(c > 0 for v, c in row.terms if v not in numbers)
        if not klopt:
            fout.add(_total(model, row))
    if fout:
        namen = [name(cel) for cel in sorted(fout)]
        meer = f" en {len(namen) - 3} andere" if len(namen) > 3 else ""
        raise ContractError(
            "totalen zijn niet de som van hun delen",
            waar="; ".join(namen[:3]) + meer,
            doe="vraag de leverancier om cijfers die optellen",
        )
    return {model.cellen[v]: number for v, number in numbers.items()}


def _total(model: Model, row: Row) -> Cel:
    """The cell that a row says something about: the only one on its side."""
    plus = [v for v, c in row.terms if c > 0]
    minus = [v for v, c in row.terms if c < 0]
    return model.cellen[plus[0] if len(plus) == 1 else minus[0]]
