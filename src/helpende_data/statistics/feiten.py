"""Looks up protected counts, statements and inhabitants. No arithmetic, no words."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from helpende_data.disclosure import EIGEN, Cel, Publishable
from helpende_data.gebieden import Gebieden, Inwoners, Regio
from helpende_data.periodes import Periode
from helpende_data.provenance import Herkomst
from helpende_data.schema import Indicatoren
from helpende_data.schema.tables import TOTAAL

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_ZEKERHEID = ("exact", "afgerond", "onderdrukt", "benaderd", "onbekend", "niet_van_toepassing")


@dataclass(frozen=True)
class Telling:
    """One row of the counts, as protected."""

    indicator: str
    uitsplitsing: str
    gebied_code: str
    dekking: str
    periode: str
    aantal: int | None
    laag: int
    hoog: int | None
    status: str
    voorlopig: bool
    bron: str
    opmerking: str
    levering_id: str
    herkomst: str
    bescherming: str = ""

    @property
    def zelf_beschermd(self) -> bool:
        """Is it of our own, and rounded, hidden or exact beside hidden ones?"""
        return self.bescherming == EIGEN

    @property
    def zelf_afgerond(self) -> bool:
        """Did we round it, for protection?"""
        return self.zelf_beschermd and self.status == "afgerond"

    @property
    def zelf_verborgen(self) -> bool:
        """Did we hide it, so that no small count can be computed?"""
        return self.zelf_beschermd and self.status == "onderdrukt"

    @property
    def klein(self) -> bool:
        """Did we round it, and may it be 0 or 1, or does that leave more open than there are?

        Then only its bounds mean something. A single count has the second only with the first; a
        sum of rounded counts may have it alone.
        """
        if not self.zelf_afgerond or self.aantal is None or self.hoog is None:
            return False
        return self.laag <= 1 or self.hoog - self.laag > self.aantal


@dataclass(frozen=True)
class Opgave:
    """One printed statement: a rate, a share, an amount or words."""

    indicator: str
    uitsplitsing: str
    gebied_code: str
    dekking: str
    periode: str
    waarde: float | None
    laag: float | None
    hoog: float | None
    eenheid: str
    tekst: str
    status: str
    voorlopig: bool
    bron: str
    opmerking: str


@dataclass(frozen=True)
class Feiten:
    """Protected figures, and the registries that say what they mean."""

    publishable: Publishable
    gebieden: Gebieden
    indicatoren: Indicatoren

    @property
    def synthetisch(self) -> bool:
        return self.publishable.synthetisch

    @cached_property
    def inwoners(self) -> Inwoners:
        return Inwoners(self.publishable.inwoners, self.gebieden)

    @cached_property
    def _herkomst(self) -> dict[str, Herkomst]:
        return {e.id: e.herkomst for e in self.publishable.leveringen}

    def source_of_inwoners(self, herkomst: str) -> str:
        """The printed source of some inhabitants, from the rows they stand in."""
        bestanden = {plek.partition("!")[0] for plek in herkomst.split(", ")}
        regels = [
            e.herkomst.source_line("")
            for e in self.publishable.leveringen
            if e.bestand in bestanden
        ]
        return f"{', '.join(dict.fromkeys(regels))}; {herkomst}"

    @cached_property
    def _rows_of(self) -> dict[tuple[str, str], Any]:
        """(area, indicator) -> positions of its rows; the country has hundreds of thousands."""
        tellingen = self.publishable.tellingen
        if tellingen.empty:
            return {}
        return dict(tellingen.groupby(["gebied_code", "indicator"]).indices)  # type: ignore[arg-type]

    @cached_property
    def _arrow(self) -> pa.Table:
        """The counts once more, in the form that gives a few of its rows as plain values fast."""
        return _as_arrow(self.publishable.tellingen)

    @cached_property
    def _read(self) -> dict[tuple[str, str], dict[tuple[str, str], Telling]]:
        return {}

    def _tellingen(self, code: str, indicator: str) -> dict[tuple[str, str], Telling]:
        """(uitsplitsing, periode) -> the count; of more than one source see `preference`."""
        if (code, indicator) not in self._read:
            found = self._read[code, indicator] = {}
            rijen = self._rows_of.get((code, indicator))
            for rij in () if rijen is None else _rows(self._arrow.take(rijen), self._herkomst):
                telling = Telling(**{naam: rij[naam] for naam in Telling.__dataclass_fields__})
                key = (telling.uitsplitsing, telling.periode)
                eerder = found.get(key)
                if eerder is None or self._rank(telling) < self._rank(eerder):
                    found[key] = telling
        return self._read[code, indicator]

    def _rank(self, telling: Telling) -> tuple[bool, int, int]:
        return self.preference(telling.levering_id, telling.status)

    @cached_property
    def _places(self) -> dict[str, tuple[bool, int]]:
        """Number of a delivery -> is it a built-in example, and when did it come in?"""
        volgorde = sorted(self.publishable.leveringen, key=lambda e: (len(e.id), e.id))
        return {e.id: (self.synthetisch and e.vast, plek) for plek, e in enumerate(volgorde)}

    def preference(self, levering_id: str, status: str) -> tuple[bool, int, int]:
        """Which count goes first when more than one source has it: that with the lowest value.

        In the example a delivery of the user goes before an invented one; then the most certain
        count, and of equal ones that of the delivery that came in last.
        """
        voorbeeld, plek = self._places[levering_id]
        return voorbeeld, _ZEKERHEID.index(status), -plek

    @cached_property
    def opgaven(self) -> tuple[Opgave, ...]:
        """All printed statements, in the order of their files."""
        return tuple(
            Opgave(**{naam: rij[naam] for naam in Opgave.__dataclass_fields__})
            for rij in _rows(_as_arrow(self.publishable.opgaven), self._herkomst)
        )

    @cached_property
    def gelezen(self) -> set[Cel]:
        """The counts protected by us that were looked up: what was made of these figures rests on
        them and on no others."""
        return set()

    def watched(self) -> Feiten:
        """The same figures, with a list of its own of what is looked up."""
        _ = self.inwoners, self.opgaven, self._herkomst, self._arrow, self._rows_of, self._read
        zelfde = copy(self)  # with all that was read
        vars(zelfde).pop("gelezen", None)
        return zelfde

    def telling(
        self, code: str, indicator: str, periode: str, uitsplitsing: str = TOTAAL
    ) -> Telling | None:
        """The count of an area, or None when no source has it."""
        telling = self._tellingen(code, indicator).get((uitsplitsing, periode))
        if telling is not None and telling.zelf_beschermd:
            self.gelezen.add(Cel(indicator, uitsplitsing, telling.dekking, periode))
        return telling

    def periodes(self, code: str, indicator: str, uitsplitsing: str = TOTAAL) -> list[Periode]:
        """The periods of any kind for which an area has this figure, by kind and time."""
        gevonden = [
            Periode.parse(periode)
            for deel, periode in self._tellingen(code, indicator)
            if deel == uitsplitsing
        ]
        return sorted(gevonden, key=lambda p: (p.soort, p.first_month))

    def categories(self, code: str, indicator: str, periode: str, dimensie: str) -> list[Telling]:
        """The counts of one dimension, in the order of the registry."""
        volgorde = self.indicatoren[indicator].dimensies[dimensie].categorieen
        gevonden = (
            self.telling(code, indicator, periode, f"{dimensie}:{categorie}")
            for categorie in volgorde
        )
        return [telling for telling in gevonden if telling is not None]

    def region_code(self, regio: Regio, indicator: str, periode: str) -> str | None:
        """Under which code the region has this count: its own service first, then CBS."""
        for code in regio.tellingen:
            if self.telling(code, indicator, periode) is not None:
                return code
        return None


def _as_arrow(df: pd.DataFrame) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pandas(df, preserve_index=False)


def _rows(tabel: pa.Table, herkomst: dict[str, Herkomst]) -> list[dict[str, Any]]:
    """The rows as plain values: None for missing, the printed source line in `bron`."""
    rijen: list[dict[str, Any]] = tabel.to_pylist()
    for rij in rijen:
        bron = herkomst[rij["levering_id"]].source_line(rij["vindplaats"] or "")
        rij["bron"] = f"{bron}; {rij['herkomst']}"
        rij["opmerking"] = rij["opmerking"] or ""
        rij["tekst"] = rij.get("tekst") or ""
    return rijen
