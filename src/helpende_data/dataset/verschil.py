"""Which figures differ between two states of the data set. Decides nothing about showing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from helpende_data.dataset.model import Dataset
from helpende_data.schema import TABELLEN

if TYPE_CHECKING:
    import pandas as pd

ERBIJ = "erbij"
WEG = "weg"
GEWIJZIGD = "gewijzigd"
DEFINITIEF = "definitief"
STATUS = "status"
ANDERS = "anders"
SOORTEN = {
    GEWIJZIGD: "ander getal",
    DEFINITIEF: "definitief geworden",
    STATUS: "zelfde getal, andere status",
    ANDERS: "anders",
    ERBIJ: "nieuw",
    WEG: "niet meer aanwezig",
}
_GETALLEN = {
    "tellingen": ("aantal", "laag", "hoog"),
    "inwoners": ("inwoners",),
    "opgaven": ("waarde", "laag", "hoog", "tekst"),
}


@dataclass(frozen=True)
class Waarde:
    """A figure as it stood on one side.

    Args:
        getallen: the count and its bounds, the inhabitants, or the printed value with its words.
        levering_id, herkomst: the delivery, and the cell in it.
    """

    getallen: tuple[object, ...]
    status: str
    voorlopig: bool
    levering_id: str
    herkomst: str


@dataclass(frozen=True)
class Verschil:
    """One figure that differs; `oud` is None where it is new, `nieuw` where it is gone.

    Args:
        tabel: tellingen, inwoners or opgaven.
        wat: indicator, or ``inwoners``.
        deel: what else tells it apart, such as the category or the age.
        soort: one of SOORTEN. A figure that became definitive is that, with another value or not.
    """

    tabel: str
    bron: str
    wat: str
    deel: str
    gebied_code: str
    periode: str
    soort: str
    oud: Waarde | None
    nieuw: Waarde | None

    @property
    def sleutel(self) -> tuple[str, ...]:
        return (self.tabel, self.gebied_code, self.wat, self.deel, self.periode, self.bron)

    def bare(self) -> Verschil:
        """That it differs, not how: another status alone would tell that the count is equal."""
        soort = self.soort if self.soort in (ERBIJ, WEG) else ANDERS
        return replace(self, soort=soort, oud=None, nieuw=None)


def compare(oud: Dataset, nieuw: Dataset) -> tuple[Verschil, ...]:
    """Every figure that appeared, went, or has another value or status.

    Returns:
        by table, area, indicator, category and period.
    """
    gevonden = []
    for tabel in _GETALLEN:
        een, ander = oud.tables[tabel], nieuw.tables[tabel]
        links = dict(_figures(_without_same(een, ander, tabel), tabel))
        rechts = dict(_figures(_without_same(ander, een, tabel), tabel))
        for sleutel in links.keys() | rechts.keys():
            was, wordt = links.get(sleutel), rechts.get(sleutel)
            soort = _kind(was, wordt)
            if soort:
                bron, wat, deel, gebied, periode = sleutel
                gevonden.append(
                    Verschil(tabel, bron, wat, deel, gebied, periode, soort, was, wordt)
                )
    volgorde = list(_GETALLEN)
    return tuple(sorted(gevonden, key=lambda v: (volgorde.index(v.tabel), v.sleutel)))


def _without_same(df: pd.DataFrame, ander: pd.DataFrame, tabel: str) -> pd.DataFrame:
    """The rows that the other side does not have from the same delivery, which never changes."""
    kolommen = list(dict.fromkeys(("levering_id", *TABELLEN[tabel].key)))
    zelfde = df[kolommen].merge(ander[kolommen].drop_duplicates(), how="left", indicator=True)
    return df[(zelfde["_merge"] == "left_only").to_numpy()]


def _kind(oud: Waarde | None, nieuw: Waarde | None) -> str:
    """The kind of difference; empty when there is none."""
    if oud is None or nieuw is None:
        return ERBIJ if oud is None else WEG
    if oud.voorlopig and not nieuw.voorlopig:
        return DEFINITIEF
    if oud.getallen != nieuw.getallen:
        return GEWIJZIGD
    return STATUS if (oud.status, oud.voorlopig) != (nieuw.status, nieuw.voorlopig) else ""


def _figures(df: pd.DataFrame, tabel: str) -> Iterator[tuple[tuple[str, ...], Waarde]]:
    """Each row: what it is about, and what it says."""
    tijd = "jaar" if "jaar" in df else "periode"
    vast = ("bron", "indicator", "gebied_code", tijd)
    # A printed statement is told apart by its words and file too; those may be corrected.
    rest = [k for k in TABELLEN[tabel].key if k not in (*vast, "levering_id", "tekst")]
    geteld: Counter[tuple[str, ...]] = Counter()
    rijen: list[dict[Any, Any]] = df.astype(object).where(df.notna(), None).to_dict("records")
    for rij in rijen:
        deel = ", ".join(str(rij[kolom]) for kolom in rest)
        # Inhabitants are one figure, whoever published them.
        bron = str(rij["bron"]) if "bron" in TABELLEN[tabel].key or tabel == "opgaven" else ""
        wat = str(rij.get("indicator", tabel))
        kern = (bron, wat, deel, str(rij["gebied_code"]), str(rij[tijd]))
        nummer = geteld[kern]
        geteld[kern] += 1
        sleutel = (*kern[:2], f"{deel} ({nummer + 1})" if nummer else deel, *kern[3:])
        yield (
            sleutel,
            Waarde(
                tuple(rij[kolom] for kolom in _GETALLEN[tabel]),
                str(rij["status"]),
                bool(rij["voorlopig"]),
                str(rij["levering_id"]),
                str(rij["herkomst"]),
            ),
        )
