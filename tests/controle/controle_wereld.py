"""Loads a set of data files as `hd ingest` does, and holds what the checks find in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpende_data.controle import Bevinding, controle
from helpende_data.dataset import Dataset, add_leveringen, read_dataset
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebied, Gebieden, read_gebieden
from helpende_data.schema import TABELLEN, Indicator, Indicatoren, read_indicatoren
from helpende_data.schema.indicatoren import Dimension
from helpende_data.sources.published import read_published


@dataclass(frozen=True)
class Wereld:
    """A data set with its registries, and what the checks find in it."""

    dataset: Dataset
    gebieden: Gebieden
    indicatoren: Indicatoren
    bevindingen: tuple[Bevinding, ...]

    def find(self, soort: str, *stukken: str) -> Bevinding:
        """The one finding of this kind whose sentence holds all these pieces."""
        van_soort = [b for b in self.bevindingen if b.soort == soort]
        gevonden = [b for b in van_soort if all(stuk in b.zin for stuk in stukken)]
        zinnen = "\n".join(b.zin for b in van_soort)
        assert len(gevonden) == 1, f"{len(gevonden)} x {stukken} in:\n{zinnen}"
        return gevonden[0]


def load_world(werkmap: Werkmap, bestanden: Sequence[Path]) -> Wereld:
    """Read these files into the data set of the werkmap and run every check."""
    leveringen = [read_published(pad, werkmap.shown(pad)) for pad in bestanden]
    add_leveringen(werkmap, leveringen, vast=True)
    dataset, gebieden = read_dataset(werkmap), read_gebieden(werkmap)
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    return Wereld(dataset, gebieden, indicatoren, controle(dataset, gebieden, indicatoren))


def _table(naam: str, rijen: list[dict[str, object]]) -> pd.DataFrame:
    kolommen = TABELLEN[naam].columns
    df = pd.DataFrame(rijen, columns=list(kolommen))
    return df.astype({kolom: column.dtype for kolom, column in kolommen.items()})


_EMPTY = {naam: _table(naam, []) for naam in ("inwoners", "opgaven")}


def counts_only(rijen: list[dict[str, object]]) -> Dataset:
    """A data set in memory with only counts; a row needs what differs from the usual."""
    basis = {
        "bron": "bron",
        "levering_id": "L0001",
        "indicator": "dingen",
        "uitsplitsing": "totaal",
        "gebied_code": "GM9001",
        "periode": "2031",
        "status": "exact",
        "voorlopig": False,
        "bescherming": "geen",
        "synthetisch": False,
    }
    gevuld = []
    for nummer, rij in enumerate(rijen):
        vol = {**basis, "herkomst": f"rij {nummer}", **rij}
        vol.setdefault("dekking", vol["gebied_code"])
        vol.setdefault("laag", vol["aantal"])
        vol.setdefault("hoog", vol["aantal"])
        gevuld.append(vol)
    return Dataset((), {"tellingen": _table("tellingen", gevuld), **_EMPTY})


def one_indicator(optelsoort: str = "optellend", *, per: str = "optellend") -> Indicatoren:
    """A registry with one indicator, "dingen", split into a, b and c."""
    dimensie = Dimension("soort", "Welk soort", optelsoort, {"a": "a", "b": "b", "c": "c"})
    dingen = Indicator(
        "dingen",
        "Dingen",
        "ding",
        "verzonnen",
        "melding",
        "alle",
        per=per,
        dimensies={"soort": dimensie},
    )
    return Indicatoren({"dingen": dingen})


def one_municipality() -> Gebieden:
    """Areas with a single municipality."""
    return Gebieden({"GM9001": Gebied("GM9001", "Aam", "gemeente")}, {}, (), (), (), ())
