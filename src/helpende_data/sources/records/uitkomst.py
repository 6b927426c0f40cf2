"""Turns what was counted into the table of counts. Reads no rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpende_data.errors import SourceError
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import Periode
from helpende_data.sources.records.betekenis import Betekenis
from helpende_data.sources.records.model import Records
from helpende_data.sources.records.tellen import Telling

if TYPE_CHECKING:
    import numpy as np

    Counts = np.ndarray[Any, Any]


_NAMED = 6  # half-years in a message


@dataclass(frozen=True)
class Cel:
    """One count, not yet in a table."""

    indicator: str
    uitsplitsing: str
    gebied_code: str
    dekking: str
    periode: str
    aantal: int


@dataclass(frozen=True)
class Keren:
    """How many households there were with so many reports, not yet in a table."""

    indicator: str
    gebied_code: str
    dekking: str
    periode: str
    keren: int
    huishoudens: int


def claim(
    records: Records, betekenis: Betekenis, telling: Telling, shown: str
) -> tuple[Periode, ...]:
    """The half-years that a file holds whole, and the years of which it holds both halves.

    What the mapping says, or else everything from the first half-year with rows that count to the
    last. A half-year between them without any is no zero: one mistyped date would make many.

    Raises:
        SourceError: there are such half-years, and the mapping does not say what the file holds.
    """
    gezegd = [Periode.parse(naam) for naam in records.periodes]
    if gezegd:
        halves = sorted({half for periode in gezegd for half in periode.parts("halfjaar")})
    else:
        per_half = telling.aantallen[""].sum(axis=(0, 2)).tolist()
        geteld = zip(betekenis.halfjaren.namen, per_half, strict=False)  # later ones have no rows
        halves = sorted(Periode.parse(naam) for naam, aantal in geteld if aantal)
        _refuse_gaps(halves, shown)
    jaren = [Periode(h.jaar) for h in halves if h.nummer == 2 and h.previous() in halves]
    return (*halves, *jaren)


def _refuse_gaps(halves: Sequence[Periode], shown: str) -> None:
    leeg: list[str] = []
    half = halves[-1]
    while half != halves[0]:
        half = half.previous()
        if half not in halves:
            leeg.insert(0, str(half))
    if leeg:
        rest = f" en nog {len(leeg) - _NAMED}" if len(leeg) > _NAMED else ""
        namen = ", ".join(leeg[:_NAMED]) + rest
        raise SourceError(
            f"geen regels die tellen in {namen}, en wel daarvoor en daarna",
            waar=shown,
            doe="verbeter de verkeerde datum, of zet in de mapping bij periodes wat het bestand "
            "bevat",
        )


class Uitkomst:
    """The counts of one file: municipalities and catchment, half-years and years.

    A municipality of the catchment without rows has counted zero, and so has a category that the
    mapping knows. What was counted without a municipality stands under ``onbekend``.

    Args:
        periodes: what the file holds whole.
    """

    def __init__(
        self,
        telling: Telling,
        betekenis: Betekenis,
        records: Records,
        periodes: Sequence[Periode],
        gebieden: Gebieden,
    ) -> None:
        self._telling = telling
        self._records = records
        self.periodes = periodes
        self._sets = {naam: lijst.namen for naam, lijst in betekenis.combinaties.items()}
        gezien = betekenis.gebieden.namen
        self._areas: list[tuple[int, Periode, str]] = []  # place, period, code
        for nummer, periode in enumerate(periodes):
            leden = betekenis.members(periode.jaar) or {
                code
                for code in gezien
                if code != ONBEKEND and gebieden[code].exists_in(periode.jaar)
            }
            codes = [*sorted(leden), records.dekking, ONBEKEND]
            self._areas += [(nummer, periode, code) for code in codes]
        # Place of each area that was seen; the catchment comes behind them.
        self._place = {code: plaats for plaats, code in enumerate(gezien)}
        self._place[records.dekking] = len(gezien)
        # Per half-year that was seen the place of its half-year and of its year in `periodes`.
        volgorde = {periode: nummer for nummer, periode in enumerate(periodes)}
        halves = [Periode.parse(naam) for naam in betekenis.halfjaren.namen]
        self._times = [
            [volgorde.get(half, -1) for half in halves],
            [volgorde.get(Periode(half.jaar), -1) for half in halves],
        ]

    def cellen(self) -> Iterator[Cel]:
        """Every count."""
        import numpy as np

        for nummer, code in enumerate(self._records.indicatoren):
            yield from self._of(code, "totaal", self._by_period("")[:, :, nummer])
        for deel in self._records.uitsplitsingen:
            aantallen = self._by_period(deel.dimensie)
            categorieen = dict.fromkeys([*deel.labels.values(), *([deel.leeg] * bool(deel.leeg))])
            for code in deel.voor:
                soort = aantallen[:, :, self._records.indicatoren.index(code)]
                for categorie in categorieen:
                    sets = [
                        plaats
                        for plaats, namen in enumerate(self._sets[deel.dimensie])
                        if categorie in namen.split("|")
                    ]
                    som = soort[:, :, sets].sum(axis=2)
                    yield from self._of(code, f"{deel.dimensie}:{categorie}", som)
        if self._records.huishoudens:
            gezinnen = np.zeros((len(self._place), len(self.periodes)), "i8")
            for plaats, nummer, _, aantal in self.households():
                gezinnen[plaats, nummer] += aantal
            yield from self._of(self._records.huishoudens.indicator, "totaal", gezinnen)

    def herhaling(self) -> Iterator[Keren]:
        """Every number of reports, and about how many households there were so many."""
        deel = self._records.huishoudens
        plekken = {
            (self._place.get(code), nummer): (code, str(periode))
            for nummer, periode, code in self._areas
        }
        for (code, periode), keren, aantal in sorted(
            (plekken[plaats, nummer], keren, aantal)
            for plaats, nummer, keren, aantal in self.households()
        ):
            yield Keren(deel.van if deel else "", code, code, periode, keren, aantal)

    def absent(self, periode: Periode) -> list[str]:
        """Codes of the municipalities of the catchment without a row in one of the periods."""
        nummer = self.periodes.index(periode)
        per_gebied = self._by_period("")[:, nummer].sum(axis=1)
        geteld = {code for code, plaats in self._place.items() if per_gebied[plaats]}
        geen = {*geteld, self._records.dekking, ONBEKEND}
        return [code for plek, _, code in self._areas if plek == nummer and code not in geen]

    def _of(self, indicator: str, uitsplitsing: str, aantallen: Counts) -> Iterator[Cel]:
        """The counts of one category, shape (areas, periods)."""
        for nummer, periode, code in self._areas:
            plaats = self._place.get(code)
            aantal = 0 if plaats is None else int(aantallen[plaats, nummer])
            if aantal or code != ONBEKEND:
                yield Cel(indicator, uitsplitsing, code, code, str(periode), aantal)

    def _by_period(self, dimensie: str) -> Counts:
        """Counts by period, the catchment behind the areas: shape (areas + 1, periods, ...)."""
        import numpy as np

        aantallen = self._telling.aantallen[dimensie]
        uit = np.zeros((len(self._place), len(self.periodes), *aantallen.shape[2:]), "i8")
        for tijden in self._times:
            for half, nummer in enumerate(tijden):
                if nummer >= 0:
                    uit[: len(aantallen), nummer] += aantallen[:, half]
        uit[-1] = uit[:-1].sum(axis=0)
        return uit

    def households(self) -> Iterator[tuple[int, int, int, int]]:
        """Area, period, reports about a household, households; each area, then the catchment."""
        import numpy as np

        eigen = np.arange(len(self._place) - 1)
        for tijden in self._times:
            for gebieden in (eigen, np.full(len(eigen), len(self._place) - 1)):
                yield from self._telling.gezinnen.spread(gebieden, np.array(tijden))
