"""Rows about one figure in a state of the data set, and which of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpende_data.dataset import Dataset
from helpende_data.disclosure import Beleid, protect
from helpende_data.gebieden import Gebieden
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.plek import RECORDS

if TYPE_CHECKING:
    import pandas as pd

Rij = dict[str, Any]
VERBORGEN = "niet getoond: onder het publicatieniveau; u ziet het met --intern"
_TABELLEN = ("tellingen", "opgaven")


@dataclass(frozen=True)
class Vraag:
    """Which figure is followed: indicator, category or ``totaal``, and period."""

    wat: str
    deel: str
    periode: str

    def rows(self, tables: Mapping[str, pd.DataFrame]) -> list[Rij]:
        """The rows about it, of any area; counts before printed statements."""
        gevonden: list[Rij] = []
        for tabel in _TABELLEN:
            df = tables[tabel]
            raak = (df["indicator"] == self.wat) & (df["uitsplitsing"] == self.deel)
            df = df[raak & (df["periode"] == self.periode)]
            plain: list[dict[Any, Any]] = (
                df.astype(object).where(df.notna(), None).to_dict("records")
            )
            gevonden += [rij | {"tabel": tabel} for rij in plain]
        return gevonden


@dataclass(frozen=True)
class Zicht:
    """One state of the data set, seen from one question.

    Args:
        rijen: the rows about the question, as they stand in the sources.
        open_rijen: those rows as protection lets them out.
        intern: may the others be shown here?
    """

    rijen: tuple[Rij, ...]
    open_rijen: tuple[Rij, ...]
    intern: bool

    @classmethod
    def look(
        cls, dataset: Dataset, mag: Mapping[str, pd.DataFrame], vraag: Vraag, intern: bool
    ) -> Zicht:
        """What there is, beside what protection lets out of the same data set."""
        return cls(tuple(vraag.rows(dataset.tables)), tuple(vraag.rows(mag)), intern)

    def of(self, codes: Sequence[str]) -> list[Rij]:
        """The rows about some areas, in the order of their codes."""
        gevonden = [rij for rij in self.rijen if rij["gebied_code"] in codes]
        return sorted(gevonden, key=lambda rij: codes.index(rij["gebied_code"]))

    def is_open(self, rij: Rij) -> bool:
        """May this row be shown as it stands?"""
        return rij in self.open_rijen

    def is_changed(self, rij: Rij) -> bool:
        """Is this row shown, but with another value?"""
        return not self.is_open(rij) and any(place(r) == place(rij) for r in self.open_rijen)

    def shown_status(self, rij: Rij) -> str:
        """The status of this row as reports show it; empty where they do not."""
        return next((str(r["status"]) for r in self.open_rijen if place(r) == place(rij)), "")

    def is_shown(self, rij: Rij) -> bool:
        """Do reports show this row, as it stands or protected?"""
        return self.is_open(rij) or self.is_changed(rij)

    def shows(self, rij: Rij) -> bool:
        return self.intern or self.is_open(rij)

    def stamps(self, rij: Rij) -> bool:
        """Is what `text` says of this row below the publication level?"""
        return self.intern and not self.is_open(rij)

    def text(self, rij: Rij) -> str:
        """The count or statement as it stands in the source."""
        if not self.shows(rij):
            return VERBORGEN
        slot = " (voorlopig)" if rij["voorlopig"] else ""
        if rij["tabel"] == "opgaven":
            return (rij["tekst"] or format_nl(rij["waarde"] or 0, 1)) + slot
        if rij["aantal"] is None:
            return str(rij["status"]).replace("_", " ")
        return format_nl(rij["aantal"]) + slot


def open_tables(dataset: Dataset, gebieden: Gebieden, beleid: Beleid) -> dict[str, pd.DataFrame]:
    """What may be shown of a delivery or of a day, beside what reports show today.

    Only what needs no protection of ours: counts of a delivery that is not public may be rounded
    in reports, regions too, and an earlier version in full would tell what was rounded.
    """
    mag = protect(dataset, gebieden, beleid)
    tables = {"tellingen": mag.tellingen, "inwoners": mag.inwoners, "opgaven": mag.opgaven}
    dicht = {entry.id for entry in dataset.leveringen if not entry.herkomst.openbaar}
    if dataset.synthetisch:
        return tables
    return {
        naam: df[~df["levering_id"].isin(dicht) | (df["bescherming"] == "uitgever")]
        for naam, df in tables.items()
    }


def place(rij: Rij) -> tuple[str, str, str]:
    """The delivery, the cell and the area of a row: all counts of records name one place."""
    return rij["levering_id"], rij["herkomst"], rij["gebied_code"]


def cell(rij: Rij) -> str:
    """``L0003, leveringen/vt.xlsx, blad Blad1, cel C17``; else a line or observation; of a sum how
    many there are and the first and the last."""
    eerste, *andere = rij["herkomst"].split(", ")
    if andere:
        uiteinden = f"{_cell(rij, eerste)} en {andere[-1].rpartition('!')[2]}"
        if len(andere) == 1:
            return f"de som van 2 cellen: {uiteinden}"
        return f"de som van {len(andere) + 1} cellen, waaronder {uiteinden}"
    return _cell(rij, eerste)


def _cell(rij: Rij, herkomst: str) -> str:
    bestand, *plek = herkomst.split("!")
    if len(plek) == 2:
        plek = [f"blad {plek[0]}", f"cel {plek[1]}"]
    elif herkomst.endswith(RECORDS):
        plek = ["geteld uit losse regels"]
    elif plek and Path(bestand).suffix:
        plek = [f"regel {plek[0]}"]
    elif plek:  # a table of CBS
        plek = [f"waarneming {plek[0]}"]
    return ", ".join((rij["levering_id"], bestand, *plek))
