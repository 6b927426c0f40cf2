"""What new deliveries take the place of, and what stops counting by that. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpende_data.dataset.model import VERVALLEN, Entry, Vervanging
from helpende_data.dataset.stand import stand
from helpende_data.dataset.store import is_intact, read_table, time_column
from helpende_data.files import Werkmap
from helpende_data.schema import TABELLEN

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Verlies:
    """Figures that count now and are missing in the delivery that takes their place.

    Args:
        van: number of the delivery that they stand in.
        periodes: those in which figures are missing.
        gebieden: codes of the areas of which nothing at all is left in such a period.
        aantal: how many figures are missing.
    """

    van: str
    periodes: tuple[str, ...]
    gebieden: tuple[str, ...]
    aantal: int


def replaced(oud: Iterable[Entry], nieuw: Iterable[Entry]) -> tuple[Vervanging, ...]:
    """The deliveries of the old list of which others take the place, wholly or in some periods."""
    oud = tuple(oud)
    voor, na = stand(oud), stand(nieuw)
    gevonden = []
    for entry in oud:
        was, wordt = voor[entry.id], na[entry.id]
        weg = {periode: door for periode, door in wordt.weg.items() if periode not in was.weg}
        # One of an early version does not know its periods.
        heel = not wordt.counts and wordt.status != VERVALLEN
        if was.counts and (weg or heel):
            gevonden.append(Vervanging(entry, weg, tuple(sorted({*weg.values()} or wordt.door))))
    return tuple(gevonden)


def lost(
    werkmap: Werkmap, vervangen: Sequence[Vervanging], nieuw: Mapping[str, pd.DataFrame]
) -> dict[str, tuple[Verlies, ...]]:
    """Which figures stop counting: number of the new delivery -> what it lacks of each old one.

    Of a damaged delivery nothing is known.

    Args:
        nieuw: number of each new delivery -> its figures.
    """
    gevonden: dict[str, tuple[Verlies, ...]] = {}
    for stuk in vervangen:
        if not is_intact(werkmap, stuk.entry):
            continue
        tabel = stuk.entry.tabel
        was = read_table(werkmap, (stuk.entry,), {}, tabel)
        tijden = was[time_column(tabel)].astype(str).map(stuk.weg)
        for door in set(stuk.door) & nieuw.keys():
            verlies = _missing(was[tijden == door], nieuw[door], stuk.entry)
            if verlies.aantal:
                gevonden[door] = (*gevonden.get(door, ()), verlies)
    return gevonden


def _missing(was: pd.DataFrame, wordt: pd.DataFrame, entry: Entry) -> Verlies:
    tijd = time_column(entry.tabel)
    # The words of a printed statement may be corrected.
    sleutel = [k for k in TABELLEN[entry.tabel].key if k not in ("levering_id", "tekst")]
    weg = _only_left(was, wordt, sleutel)
    gebieden = _only_left(weg, wordt, ["gebied_code", tijd])["gebied_code"]
    return Verlies(
        entry.id, tuple(sorted(set(weg[tijd].astype(str)))), tuple(sorted(set(gebieden))), len(weg)
    )


def _only_left(links: pd.DataFrame, rechts: pd.DataFrame, sleutel: list[str]) -> pd.DataFrame:
    """The rows of which the other table has no row with the same key."""
    # As plain objects: an empty or fresh table may have other types.
    een, ander = links[sleutel].astype(object), rechts[sleutel].astype(object).drop_duplicates()
    samen = een.merge(ander, how="left", indicator=True)
    return links[(samen["_merge"] == "left_only").to_numpy()]
