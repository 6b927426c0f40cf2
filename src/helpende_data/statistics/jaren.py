"""The shown figures of a series: each year, and the last years together. No verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpende_data import formulas
from helpende_data.schema.getallen import round_once
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.maten import PER, aandeel, aantal, missing, per_100k, share
from helpende_data.statistics.reeksen import Punt, add_up
from helpende_data.statistics.regels import Regels

PER_100K, AANDEEL = "per_100k", "aandeel_pct"


@dataclass(frozen=True)
class Jaar:
    """One whole year of a series: the count, its rate or share, and the average up to this year.

    `aantal`, `cijfer` and `gemiddelde` are shown figures; a year between others that nobody has a
    count of has figures without a value. `laag` and `hoog` are the bounds of the count, `hoog` None
    where nothing is known. `gemiddelde` is there in series with small numbers only; its period
    names the years, as "2021-2023". `telt_mee`: does the year count in the verdict? `delen` names
    the earlier municipalities that the year was added up from.
    """

    jaar: int
    aantal: Cijfer
    cijfer: Cijfer
    laag: int
    hoog: int | None
    voorlopig: bool
    telt_mee: bool
    delen: tuple[str, ...] = ()
    gemiddelde: Cijfer | None = None


@dataclass(frozen=True)
class Cijferreeks:
    """Makes the figures of one series; `maat` is PER_100K or AANDEEL."""

    feiten: Feiten
    code: str
    indicator: str
    uitsplitsing: str
    maat: str

    def years(
        self, punten: Sequence[Punt], breuken: tuple[int, ...], regels: Regels
    ) -> tuple[Jaar, ...]:
        klein = any(p.known and p.telling and p.telling.laag < regels.klein_onder for p in punten)
        jaren = []
        for nummer, punt in enumerate(punten):
            venster = punten[max(0, nummer + 1 - regels.gemiddelde_jaren) : nummer + 1]
            # an average never crosses a break, and a provisional year counts in none
            heel = (
                klein
                and len(venster) == regels.gemiddelde_jaren
                and not any(venster[0].jaar < b <= punt.jaar for b in breuken)
                and not any(p.voorlopig for p in venster)
            )
            gemiddelde = self.together(venster) if heel else None
            cijfer = self.single(punt)
            telling = aantal(
                self.feiten, self.code, self.indicator, str(punt.jaar), self.uitsplitsing
            )
            jaren.append(
                Jaar(
                    punt.jaar,
                    _count(telling, punt) if punt.delen else telling,
                    cijfer,
                    punt.telling.laag if punt.telling else 0,
                    punt.telling.hoog if punt.telling else None,
                    punt.voorlopig,
                    punt.known and cijfer.noemer is not None and not punt.voorlopig,
                    punt.delen,
                    gemiddelde if gemiddelde and gemiddelde.laag is not None else None,
                )
            )
        return tuple(jaren)

    def single(self, punt: Punt) -> Cijfer:
        """The rate or the share of one year."""
        if punt.delen:
            return self.together([punt])
        wat = (self.feiten, self.code, self.indicator, str(punt.jaar), self.uitsplitsing)
        if self.maat == PER_100K:
            return per_100k(*wat)
        cijfer = aandeel(*wat)
        return replace(cijfer, noemer_label=self.whole) if cijfer.noemer else cijfer

    @property
    def whole(self) -> str:
        return f"alle {self.feiten.indicatoren[self.indicator].naam.lower()}"

    def together(self, punten: Sequence[Punt]) -> Cijfer:
        """The rate or the share of these years together, over all counts within the bounds."""
        eerste, laatste = punten[0], punten[-1]
        periode = str(laatste.jaar) if len(punten) == 1 else f"{eerste.jaar}-{laatste.jaar}"
        leeg = missing(
            self.feiten, self.code, self.indicator, periode, maat=self.maat,
            uitsplitsing=self.uitsplitsing,
            reden="niet van al deze jaren zijn het aantal en de noemer bekend",
        )  # fmt: skip
        tellingen = [p.telling for p in punten if p.telling is not None and p.known]
        if len(tellingen) < len(punten):
            return leeg
        samen = add_up(tellingen)
        bekend = replace(
            leeg,
            status=samen.status,
            voorlopig=samen.voorlopig,
            bron=samen.bron,
            reden="" if samen.aantal is not None else "een van de aantallen is niet te zien",
            zelf_afgerond=samen.zelf_afgerond,
            klein=samen.klein,
        )
        if self.maat == AANDEEL:
            gehelen = [p.geheel for p in punten if p.geheel is not None]
            if len(gehelen) < len(punten):
                return leeg
            return replace(share(bekend, samen, add_up(gehelen)), noemer_label=self.whole)
        inwoners = [p.noemer.inwoners for p in punten if p.noemer.inwoners is not None]
        if len(inwoners) < len(punten):
            return leeg
        label = laatste.noemer.label
        if len(punten) > 1:
            label = f"{label.rpartition(' ')[0]} van elk jaar, samen"
        bekend = replace(bekend, noemer=float(sum(inwoners)), noemer_label=label)
        return _pooled(bekend, tellingen, inwoners)


def _pooled(basis: Cijfer, tellingen: Sequence[Telling], inwoners: Sequence[int]) -> Cijfer:
    """`basis` with the rate of these counts together."""
    laagste = [t.laag for t in tellingen]
    hoogste = [t.hoog for t in tellingen if t.hoog is not None]
    aantallen = [t.aantal for t in tellingen if t.aantal is not None]
    marge = formulas.pooled_rate([laagste, hoogste], inwoners, multiplier=PER)
    decimalen = 1 if (sum(hoogste) - sum(laagste)) / sum(inwoners) * PER / 2 <= 0.5 else 0
    waarde = None
    if len(aantallen) == len(tellingen):
        midden = formulas.pooled_rate(aantallen, inwoners, multiplier=PER)
        waarde = round_once(float(midden.value), decimalen)
    return replace(
        basis,
        waarde=waarde,
        laag=round_once(float(marge.lower[0]), decimalen),
        hoog=round_once(float(marge.upper[1]), decimalen),
        decimalen=decimalen,
    )


def _count(leeg: Cijfer, punt: Punt) -> Cijfer:
    """The count of a year that was added up from parts."""
    telling = punt.telling
    if telling is None:
        return leeg
    exact = telling.laag == telling.hoog
    return replace(
        leeg,
        waarde=None if telling.aantal is None else float(telling.aantal),
        laag=None if exact else float(telling.laag),
        hoog=None if exact or telling.hoog is None else float(telling.hoog),
        status=telling.status,
        voorlopig=telling.voorlopig,
        bron=telling.bron,
        reden="" if telling.aantal is not None else "een van de delen is niet te zien",
        zelf_afgerond=telling.zelf_afgerond,
        klein=telling.klein,
    )
