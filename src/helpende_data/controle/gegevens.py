"""The data set as plain rows with quick look-ups, for the checks. No judgement, no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from helpende_data.dataset import Dataset
from helpende_data.gebieden import Gebieden, Inwoners
from helpende_data.periodes import Periode
from helpende_data.schema import Indicator, Indicatoren
from helpende_data.schema.tables import TOTAAL

if TYPE_CHECKING:
    import pandas as pd

ONBEKEND = "onbekend"
PER_OPTELLEND = "optellend"


class Telling(NamedTuple):
    """One count, published or not."""

    indicator: str
    uitsplitsing: str
    gebied_code: str
    dekking: str
    periode: str
    bron: str
    levering_id: str
    aantal: int | None
    laag: int
    hoog: int | None
    status: str
    herkomst: str

    @property
    def dimensie(self) -> str:
        return self.uitsplitsing.partition(":")[0]

    @property
    def categorie(self) -> str:
        return self.uitsplitsing.partition(":")[2]


class Opgave(NamedTuple):
    """One printed statement."""

    indicator: str
    uitsplitsing: str
    gebied_code: str
    dekking: str
    periode: str
    bron: str
    levering_id: str
    waarde: float | None
    laag: float | None
    hoog: float | None
    eenheid: str
    tekst: str | None
    status: str
    herkomst: str


class Inwonertal(NamedTuple):
    """The inhabitants of one area and age group on 1 January of a year."""

    gebied_code: str
    jaar: int
    leeftijd: str
    inwoners: int
    status: str
    levering_id: str
    herkomst: str


@lru_cache(maxsize=4096)
def parse_periode(tekst: str) -> Periode | None:
    """The period, or None for "onbekend" and for a range of years."""
    try:
        return Periode.parse(tekst)
    except ValueError:
        return None


def _columns(df: pd.DataFrame, velden: Iterable[str]) -> list[list[object]]:
    """The columns as plain values, None for missing."""
    namen = list(velden)
    plain = df[namen].astype(object).where(df[namen].notna(), None)
    return [plain[naam].tolist() for naam in namen]


@dataclass(frozen=True)
class Gegevens:
    """The three tables as rows in a fixed order, with the registries that say what they mean."""

    dataset: Dataset
    gebieden: Gebieden
    indicatoren: Indicatoren
    _members: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def tellingen(self) -> tuple[Telling, ...]:
        kolommen = _columns(self.dataset.tellingen, Telling._fields)
        # The key of the table comes first in the tuple, so sorting never reaches a None.
        return tuple(sorted(Telling(*r) for r in zip(*kolommen, strict=True)))

    @cached_property
    def opgaven(self) -> tuple[Opgave, ...]:
        kolommen = _columns(self.dataset.opgaven, Opgave._fields)
        rijen = (Opgave(*r) for r in zip(*kolommen, strict=True))
        return tuple(sorted(rijen, key=lambda o: (*o[:7], o.eenheid, o.tekst or "", o.herkomst)))

    @cached_property
    def inwonertallen(self) -> tuple[Inwonertal, ...]:
        inwoners = self.dataset.inwoners
        kolommen = _columns(inwoners[inwoners["peil"] == "1 januari"], Inwonertal._fields)
        return tuple(sorted(Inwonertal(*r) for r in zip(*kolommen, strict=True)))

    @cached_property
    def inwoners(self) -> Inwoners:
        return Inwoners(self.dataset.inwoners, self.gebieden)

    @cached_property
    def inhabitants_by_key(self) -> dict[tuple[str, int, str], Inwonertal]:
        return {(rij.gebied_code, rij.jaar, rij.leeftijd): rij for rij in self.inwonertallen}

    @cached_property
    def tellingen_by_area(self) -> dict[tuple[str, str, str], tuple[Telling, ...]]:
        """(gebied, indicator, uitsplitsing) -> counts of every source and period."""
        found: dict[tuple[str, str, str], list[Telling]] = {}
        for t in self.tellingen:
            found.setdefault((t.gebied_code, t.indicator, t.uitsplitsing), []).append(t)
        return {key: tuple(rijen) for key, rijen in found.items()}

    def name(self, code: str) -> str:
        """The name of an area, also of the one that nobody knows."""
        return self.gebieden.name(code) if code != ONBEKEND else "een onbekend gebied"

    def indicator(self, code: str) -> Indicator | None:
        """What the registry says, None for an indicator that it lacks."""
        return self.indicatoren.by_code.get(code)

    def indicator_name(self, code: str) -> str:
        """The name within a sentence; of an indicator that the registry lacks, its code."""
        indicator = self.indicator(code)
        return code.replace("_", " ") if indicator is None else indicator.in_zin

    def category(self, code: str, uitsplitsing: str) -> str:
        """The name of a category; of an indicator that the registry lacks, as in the data."""
        indicator = self.indicator(code)
        return indicator.category(uitsplitsing) if indicator else uitsplitsing

    def subject(self, code: str, uitsplitsing: str) -> str:
        """What is counted: ``meldingen``, or ``meldingen ("per brief")`` for one category."""
        naam = self.indicator_name(code)
        if uitsplitsing == TOTAAL:
            return naam
        return f'{naam} ("{self.category(code, uitsplitsing)}")'

    def adds_up(self, code: str) -> bool:
        """Do the halves of this indicator make its year? Of an unknown one that is not known."""
        indicator = self.indicator(code)
        return indicator is not None and indicator.per == PER_OPTELLEND

    def members(self, code: str, jaar: int) -> frozenset[str]:
        """The municipalities of an area in a year; empty when none are known."""
        if (code, jaar) not in self._members:
            self._members[code, jaar] = self.gebieden.members(code, jaar)
        return self._members[code, jaar]

    def covered(self, telling: Telling, jaar: int) -> frozenset[str]:
        """The municipalities that a count covers; empty when not all of them are known."""
        dekking = telling.dekking
        return self.members(dekking, jaar) if self.is_complete(dekking, jaar) else frozenset()

    def is_complete(self, code: str, jaar: int) -> bool:
        """Are all municipalities of this area known in this year?"""
        return code in self.gebieden and self.gebieden.is_complete(code, jaar)

    def document(self, levering_id: str) -> str:
        """The title of a delivery, as its herkomst gives it."""
        entry = self.dataset.by_id.get(levering_id)
        return entry.herkomst.titel if entry else levering_id

    def marge(self, levering_id: str) -> int:
        """How far rounding may have moved a number of this delivery; 0 when it is not known."""
        entry = self.dataset.by_id.get(levering_id)
        return entry.herkomst.marge if entry else 0

    def same_region(self, code: str) -> tuple[str, ...]:
        """This area, and the other code under which its region's own counts stand."""
        codes = [code]
        for regio in self.gebieden.regios:
            if regio.tellingen_eigen and code in (regio.code, regio.tellingen_eigen):
                codes += [regio.tellingen_eigen, regio.code]
        return tuple(dict.fromkeys(codes))

    def region_name(self, code: str) -> str:
        """How to speak of an area in a second mention: by its kind."""
        soort = self.gebieden[code].soort if code in self.gebieden else ""
        woorden = {
            "land": "het land",
            "provincie": "de provincie",
            "gemeente": "de gemeente",
            "regio": "de regio",
            "subregio": "de subregio",
        }
        return woorden.get(soort, "het gebied")


def areas_with_counts(
    tellingen: Iterable[Telling],
) -> dict[tuple[str, str, str, str], dict[str, Telling]]:
    """(bron, indicator, uitsplitsing, periode) -> area -> its count."""
    found: dict[tuple[str, str, str, str], dict[str, Telling]] = {}
    for t in tellingen:
        sleutel = (t.bron, t.indicator, t.uitsplitsing, t.periode)
        found.setdefault(sleutel, {})[t.gebied_code] = t
    return found
