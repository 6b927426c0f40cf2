"""The whole years of an area's count, gaps and merged parts included. No verdicts, no figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpende_data.disclosure import EIGEN
from helpende_data.gebieden import Gebieden, Noemer
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.maten import denominator

_ZELFDE_GEBIED = "grenswijziging"  # moves a few people: the municipality stays who it is


@dataclass(frozen=True)
class Punt:
    """One year: its count (None: nobody has one), its inhabitants and the total it is part of.

    `delen` names the earlier municipalities that the year was added up from.
    """

    jaar: int
    telling: Telling | None
    noemer: Noemer
    geheel: Telling | None = None
    delen: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Is the count known, if only between bounds?"""
        return self.telling is not None and self.telling.hoog is not None

    @property
    def voorlopig(self) -> bool:
        return any(t is not None and t.voorlopig for t in (self.telling, self.geheel))


def read_series(
    feiten: Feiten, code: str, indicator: str, uitsplitsing: str, tot: int
) -> list[Punt]:
    """Every year from the first with a count to the last, gaps included."""
    punten: dict[int, Punt] = {}
    for periode in feiten.periodes(code, indicator, uitsplitsing):
        if periode.soort != "jaar" or periode.jaar > tot:
            continue
        telling = feiten.telling(code, indicator, str(periode), uitsplitsing)
        if telling is not None:
            geheel = feiten.telling(code, indicator, str(periode))
            punten[periode.jaar] = Punt(periode.jaar, telling, denominator(feiten, telling), geheel)
    if not punten:
        return []
    jaar = min(punten) - 1
    while (deel := _from_parts(feiten, code, indicator, uitsplitsing, jaar)) is not None:
        punten[jaar] = deel
        jaar -= 1
    return [
        punten.get(j) or Punt(j, None, Noemer(None, j)) for j in range(min(punten), max(punten) + 1)
    ]


def _from_parts(
    feiten: Feiten, code: str, indicator: str, uitsplitsing: str, jaar: int
) -> Punt | None:
    """The year added up from the municipalities that were merged later; None unless all count."""
    delen = sorted(parts_in(feiten.gebieden, code, jaar))
    if not delen or delen == [code]:
        return None
    tellingen: list[Telling] = []
    inwoners = 0
    for deel in delen:
        telling = feiten.telling(deel, indicator, str(jaar), uitsplitsing)
        noemer = denominator(feiten, telling) if telling else None
        if telling is None or telling.hoog is None or noemer is None or noemer.inwoners is None:
            return None
        tellingen.append(telling)
        inwoners += noemer.inwoners
    gehelen = [feiten.telling(deel, indicator, str(jaar), TOTAAL) for deel in delen]
    bekend = [t for t in gehelen if t is not None]
    return Punt(
        jaar,
        replace(add_up(tellingen), gebied_code=code, dekking=code),
        Noemer(inwoners, jaar, denominator(feiten, tellingen[0]).populatie),
        add_up(bekend) if len(bekend) == len(gehelen) else None,
        tuple(delen),
    )


def add_up(tellingen: Sequence[Telling]) -> Telling:
    """The sum of counts as one count, its bounds the sums of theirs; else as the last of them.

    With a count in it that we rounded, the sum is one that we rounded too.
    """
    zelf = any(t.zelf_afgerond for t in tellingen)
    exact = all(t.status == "exact" for t in tellingen)
    aantallen = [t.aantal for t in tellingen if t.aantal is not None]
    hoogste = [t.hoog for t in tellingen if t.hoog is not None]
    return replace(
        tellingen[-1],
        aantal=sum(aantallen) if len(aantallen) == len(tellingen) else None,
        laag=sum(t.laag for t in tellingen),
        hoog=sum(hoogste) if len(hoogste) == len(tellingen) else None,
        status="exact" if exact else "afgerond" if zelf else "benaderd",
        bescherming=EIGEN if zelf else tellingen[-1].bescherming,
        voorlopig=any(t.voorlopig for t in tellingen),
        bron="; ".join(dict.fromkeys(t.bron for t in tellingen)),
    )


def parts_in(gebieden: Gebieden, code: str, jaar: int, *, voor: int = 9999) -> frozenset[str]:
    """The municipalities of `jaar` that became this one; itself when it existed; may be empty.

    A change of boundaries without a merger leaves a municipality who it is.
    """
    overgangen = [
        h
        for h in gebieden.herindelingen
        if h.naar_code == code and h.soort != _ZELFDE_GEBIED and jaar < int(h.datum[:4]) < voor
    ]
    if not overgangen:
        bestaat = code in gebieden and gebieden[code].exists_in(jaar)
        return frozenset({code}) if bestaat else frozenset()
    laatste = max(int(h.datum[:4]) for h in overgangen)
    delen: set[str] = set()
    for overgang in overgangen:
        if int(overgang.datum[:4]) == laatste:
            deel = parts_in(gebieden, overgang.van_code, jaar, voor=laatste)
            if not deel:
                return frozenset()
            delen |= deel
    return frozenset(delen)
