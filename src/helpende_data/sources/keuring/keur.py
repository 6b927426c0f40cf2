"""All checks of some deliveries, and which of their findings stop them. Reads no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from helpende_data.errors import Fault
from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren
from helpende_data.sources.keuring.losse import check_codes, check_printed, check_time
from helpende_data.sources.keuring.opvallend import check_copies, check_jumps
from helpende_data.sources.keuring.sommen import check_sums
from helpende_data.sources.keuring.werk import prepare
from helpende_data.sources.levering import Levering

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Keuring:
    """What is wrong in a delivery, and what looks wrong but may be right."""

    fouten: tuple[Fault, ...]
    waarschuwingen: tuple[Fault, ...]


def keur(
    leveringen: Sequence[Levering],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    *,
    eerder: pd.DataFrame,
    vandaag: date,
) -> tuple[Keuring, ...]:
    """Every fault and warning of some deliveries, for each of them.

    In a public source sums that do not fit are warnings: it stays as it was published.

    Args:
        leveringen: as their readers gave them, with tables under contract. Those of one publisher
            are held against each other.
        eerder: tellingen that were read earlier and that these do not take the place of.
        vandaag: no period begins after it.
    """
    fouten: list[list[Fault]] = []
    waarschuwingen: list[list[Fault]] = []
    tellingen = []
    for nummer, levering in enumerate(leveringen):
        fouten.append([])
        waarschuwingen.append(list(levering.waarschuwingen))
        if levering.tabel == "indelingen":  # brings areas of its own
            continue
        faults, goed = check_codes(levering.df, gebieden, indicatoren)
        onmogelijk, vroeg = check_time(levering.df[goed], gebieden, levering.periodes, vandaag)
        fouten[nummer] += [*faults, *onmogelijk]
        waarschuwingen[nummer] += vroeg
        openbaar = levering.herkomst.openbaar
        (waarschuwingen if openbaar else fouten)[nummer] += check_printed(levering.narekenen)
        if levering.tabel == "tellingen" and goed.any():
            via = bool(levering.herkomst.via)
            tellingen.append(levering.df[goed].assign(levering=nummer, via=via))
    if tellingen:
        _, bekend = check_codes(eerder, gebieden, indicatoren)
        werk = prepare(tellingen, eerder[bekend], gebieden, indicatoren)
        for found in check_sums(werk):
            openbaar = leveringen[found.levering].herkomst.openbaar
            (waarschuwingen if openbaar else fouten)[found.levering].append(found.fault)
        for found in (*check_jumps(werk), *check_copies(werk)):
            waarschuwingen[found.levering].append(found.fault)
    return tuple(
        Keuring(_in_order(fout), _in_order(waarschuwing))
        for fout, waarschuwing in zip(fouten, waarschuwingen, strict=True)
    )


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """By place in the file; of one place in the order of the checks."""
    return tuple(
        sorted(dict.fromkeys(faults), key=lambda f: (f.blad, f.rij, len(f.kolom), f.kolom))
    )
