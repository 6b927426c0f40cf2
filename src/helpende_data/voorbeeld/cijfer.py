"""What one figure of the example is. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.periodes import Periode

Inwonertal = dict[tuple[str, int, str], int]  # area, year, age


@dataclass(frozen=True)
class Cijfer:
    """One count of the example; `aantal` is None where there is none, and `status` says why."""

    gebied_code: str
    dekking: str
    indicator: str
    uitsplitsing: str
    periode: Periode
    aantal: int | None
    status: str = "exact"
    opmerking: str = ""
