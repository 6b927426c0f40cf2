"""All checks of one delivery, and which of their findings stop it. Reads no files."""

from __future__ import annotations

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
    levering: Levering,
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    *,
    eerder: pd.DataFrame | None = None,
    vandaag: date,
) -> Keuring:
    """Every fault and warning of one delivery, in one run.

    In a public source sums that do not fit are warnings: it stays as it was published.

    Args:
        levering: as a reader gave it, its table under contract.
        eerder: tellingen of the same publisher that were read earlier and that this delivery does
            not take the place of; with them halves, years and jumps are compared.
        vandaag: no period begins after it.
    """
    if levering.tabel == "indelingen":  # brings areas of its own
        return Keuring((), levering.waarschuwingen)
    fouten, goed = check_codes(levering.df, gebieden, indicatoren)
    fout, waarschuwingen = check_time(levering.df[goed], gebieden, levering.periodes, vandaag)
    fouten += fout
    sommen = list(check_printed(levering.narekenen))
    waarschuwingen = [*levering.waarschuwingen, *waarschuwingen]
    if levering.tabel == "tellingen" and goed.any():
        if eerder is not None:
            _, bekend = check_codes(eerder, gebieden, indicatoren)
            eerder = eerder[bekend]
        werk = prepare(levering.df[goed], eerder, gebieden, indicatoren)
        sommen += check_sums(werk)
        waarschuwingen += [*check_jumps(werk), *check_copies(werk)]
    if levering.herkomst.openbaar:
        waarschuwingen += sommen
    else:
        fouten += sommen
    return Keuring(_in_order(fouten), _in_order(waarschuwingen))


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """By place in the file; of one place in the order of the checks."""
    return tuple(
        sorted(dict.fromkeys(faults), key=lambda f: (f.blad, f.rij, len(f.kolom), f.kolom))
    )
