"""What follows from everything read: sums of areas, periods and kinds, solved in whole numbers.

The sums are written here once more, apart from those of the program, so that a sum that the
program forgot is not forgotten by its attacker too. So are the ties: which kinds are within which
others by what their words mean, as the public list of indicators says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

from lezen import Bound, Key, Reader

from helpende_data.disclosure.auditor import Auditor
from helpende_data.disclosure.linear import Row
from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren

REGION = ("VT-GZ", "VT06", "SR-RVN", "SR-RIV")
ONCE = ("casussen",)  # a household counts once in an area and in a period


@dataclass(frozen=True)
class Result:
    """Small true counts that an attacker knows exactly, and that he knows to be small."""

    bepaald: tuple[Key, ...]
    klein: tuple[Key, ...]


def read_all(
    mappen: Iterable[Path], gebieden: Gebieden, indicatoren: Indicatoren, waar: Mapping[Key, int]
) -> list[Bound]:
    """Everything in all publications, the oldest first; of a corrected figure the last.

    A figure is corrected because the count does not fit it any more, or because others had to
    change. The attacker always guesses right which of the two it is.

    Args:
        waar: the true counts of now; for that guess only.
    """
    reader = Reader(gebieden, indicatoren)
    stand: dict[Key, tuple[int, int]] = {}
    for map_ in mappen:
        nieuw: dict[Key, tuple[int, int]] = {}
        for b in reader.folder(map_):
            laag, hoog = nieuw.get(b.key, (0, 10**9))
            nieuw[b.key] = (max(laag, b.laag), min(hoog, b.hoog))
        for key, (laag, hoog) in nieuw.items():
            oud_laag, oud_hoog = stand.get(key, (0, 10**9))
            aantal = waar.get(key, oud_laag)
            if aantal < oud_laag:
                hoog = min(hoog, oud_laag - 1)
            elif aantal > oud_hoog:
                laag = max(laag, oud_hoog + 1)
            stand[key] = (laag, hoog)
    return [Bound(key, *grenzen) for key, grenzen in stand.items()]


def attack(
    bounds: Iterable[Bound],
    waar: Mapping[Key, int],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    *,
    drempel: int = 5,
) -> Result:
    """Which true counts of 1 to `drempel` - 1 of municipalities can be computed.

    Args:
        waar: the true counts, to know which questions to ask; they are not used otherwise.
    """
    auditor, klein = _solver(bounds, waar, gebieden, indicatoren, drempel)
    gevonden = auditor.too_narrow(klein, drempel)
    bepaald = []
    for variable in gevonden:
        interval = auditor.interval(variable)
        if interval.laag == interval.hoog:
            assert interval.laag == waar[klein[variable]], "the attacker reads something wrong"
            bepaald.append(klein[variable])
    return Result(tuple(bepaald), tuple(klein[v] for v in gevonden))


def leaning(
    bounds: Iterable[Bound],
    waar: Mapping[Key, int],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    *,
    drempel: int = 5,
) -> list[Key]:
    """Small true counts of municipalities that are known not to be 0, or known not to be large."""
    auditor, klein = _solver(bounds, waar, gebieden, indicatoren, drempel)
    return [
        key
        for variable, key in klein.items()
        if auditor.witness(variable, 0, 0) is None
        or auditor.witness(variable, drempel, None) is None
    ]


def _solver(
    bounds: Iterable[Bound],
    waar: Mapping[Key, int],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    drempel: int,
) -> tuple[Auditor, dict[int, Key]]:
    """Everything read, to be asked about the small true counts."""
    bounds = list(bounds)
    rows = _Sums(bounds, gebieden, indicatoren)
    rows.add_ties(indicatoren, waar)
    feiten = [Row(((rows.number(b.key), 1),), b.laag, b.hoog, n) for n, b in enumerate(bounds)]
    klein = {
        rows.numbers[key]: key
        for key, aantal in waar.items()
        if 0 < aantal < drempel and key[2].startswith("GM") and key in rows.numbers
    }
    return Auditor(len(rows.numbers), [*rows.rows, *feiten]), klein


class _Sums:
    """Every count that can follow from those read, and what adds up to what."""

    def __init__(
        self, bounds: Iterable[Bound], gebieden: Gebieden, indicatoren: Indicatoren
    ) -> None:
        self.numbers: dict[Key, int] = {}
        self.rows: list[Row] = []
        gelezen = [b.key for b in bounds]
        for indicator in sorted({key[0] for key in gelezen}):
            keys = [key for key in gelezen if key[0] == indicator]
            jaren = {key[3][:4] for key in keys}
            periodes = sorted({*(f"{j}{h}" for j in jaren for h in ("", "-H1", "-H2"))})
            delen = {key[1] for key in keys} | {"totaal"}
            for code, dimensie in indicatoren[indicator].dimensies.items():
                if any(deel.startswith(f"{code}:") for deel in delen):
                    delen |= {f"{code}:{categorie}" for categorie in dimensie.categorieen}
            for deel in sorted(delen):
                for periode in periodes:
                    self._areas(indicator, deel, periode, gebieden)
                for jaar in jaren:
                    for gebied in (*sorted(gebieden.members("VT-GZ", int(jaar))), *REGION):
                        halves = [(indicator, deel, gebied, f"{jaar}-H{h}") for h in (1, 2)]
                        self._add((indicator, deel, gebied, jaar), halves, indicator not in ONCE)
            for code, dimensie in indicatoren[indicator].dimensies.items():
                namen = [f"{code}:{c}" for c in dimensie.categorieen if f"{code}:{c}" in delen]
                for periode in periodes if namen else ():
                    for gebied in (*sorted(gebieden.members("VT-GZ", int(periode[:4]))), *REGION):
                        totaal = (indicator, "totaal", gebied, periode)
                        deel_keys = [(indicator, naam, gebied, periode) for naam in namen]
                        if dimensie.optelsoort == "optellend":
                            self._add(totaal, deel_keys, True)
                        else:
                            for key in deel_keys:
                                self._at_least(totaal, [key])

    def add_ties(self, indicatoren: Indicatoren, waar: Mapping[Key, int]) -> None:
        """What the words say beside sums, wherever two of the counts can follow from what was read.

        Args:
            waar: the attacker guesses right which of it does not hold in a year.
        """
        plekken: dict[str, set[tuple[str, str]]] = {}
        for _, _, gebied, periode in self.numbers:
            plekken.setdefault(periode[:4], set()).add((gebied, periode))
        for (links, teken, rechts, keer), hier in product(_ties(indicatoren), plekken.values()):
            rows, klopt = [], teken != "?="
            for plek in sorted(hier):
                termen = [((*soort, *plek), keer) for soort in links]
                termen += [((*soort, *plek), -1) for soort in rechts]
                if sum(key in self.numbers for key, _ in termen) > 1:
                    terms = tuple((self.number(key), factor) for key, factor in termen)
                    rows.append(Row(terms, 0, None if teken == ">=" else 0))
                if all(key in waar for key, _ in termen):
                    som = sum(waar[key] * factor for key, factor in termen)
                    if som < 0 or (som > 0 and teken != ">="):
                        break
                    klopt |= any(waar[key] for key, _ in termen)
            else:
                self.rows += rows if klopt else []

    def number(self, key: Key) -> int:
        return self.numbers.setdefault(key, len(self.numbers))

    def _areas(self, indicator: str, deel: str, periode: str, gebieden: Gebieden) -> None:
        for code in REGION:
            leden = gebieden.members(code, int(periode[:4]))
            keys = [(indicator, deel, lid, periode) for lid in sorted(leden)]
            self._add((indicator, deel, code, periode), keys, indicator not in ONCE)

    def _add(self, geheel: Key, delen: list[Key], optellend: bool) -> None:
        if not optellend:
            for key in delen:
                self._at_least(geheel, [key])
            self.rows.append(Row(self._terms(geheel, delen), None, 0))
        else:
            self.rows.append(Row(self._terms(geheel, delen), 0, 0))

    def _at_least(self, geheel: Key, delen: list[Key]) -> None:
        self.rows.append(Row(self._terms(geheel, delen), 0, None))

    def _terms(self, geheel: Key, delen: list[Key]) -> tuple[tuple[int, int], ...]:
        return ((self.number(geheel), 1), *((self.number(key), -1) for key in delen))


Kind = tuple[str, str]  # indicator, uitsplitsing
Tie = tuple[list[Kind], str, list[Kind], int]  # the left side counts so many times


def _ties(indicatoren: Indicatoren) -> Iterator[Tie]:
    """Every tie that the list of indicators tells a reader, one by one."""
    for code, soort in indicatoren.by_code.items():
        totaal = (code, "totaal")
        if soort.heeft:
            # Each casus has a melding, and each melding a casus.
            yield [(soort.heeft, "totaal")], ">=", [totaal], 1
            yield [totaal], ">=", [(soort.heeft, "totaal")], 1000
        if soort.zelfde_als:
            yield [totaal], "=", [(soort.zelfde_als, "totaal")], 1
        for een, ander in permutations(soort.dimensies.items(), 2):
            for naam, label in een[1].categorieen.items():
                if ander[1].categorieen.get(naam) != label or label == "onbekend":
                    continue
                # One kind that stands in two ways to split; where each report has one kind only,
                # it is counted at most as often.
                los = [dimensie.optelsoort == "optellend" for _, dimensie in (een, ander)]
                paar = [(code, f"{een[0]}:{naam}")], [(code, f"{ander[0]}:{naam}")]
                if not los[0] and los[1]:
                    yield paar[0], ">=", paar[1], 1
                yield paar[0], "=" if all(los) else "?=", paar[1], 1
        for regel in soort.samenhang:
            links, teken, rechts = re.split(r"\s*(>=|\?=|=)\s*", regel)
            woorden = [
                [_kind(code, woord) for woord in kant.split("+")] for kant in (links, rechts)
            ]
            ander, deel = woorden[1][0]
            dimensie = deel.partition(":")[0]
            if not deel.endswith(":*"):
                yield woorden[0], teken, woorden[1], 1
                continue
            for naam in indicatoren[ander].dimensies[dimensie].categorieen:
                yield woorden[0], teken, [(ander, f"{dimensie}:{naam}")], 1


def _kind(code: str, woord: str) -> Kind:
    """`organisatie:politie` of this indicator, or `meldingen/aard:mensenhandel` of another."""
    ander, _, deel = woord.strip().rpartition("/")
    return ander or code, deel
