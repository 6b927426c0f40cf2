"""How much must a count change before the change is more than chance. No words for readers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from helpende_data import formulas
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics.feiten import Feiten


@dataclass(frozen=True)
class Onderscheid:
    """What next year's count must be to differ demonstrably from the last known one.

    From `hoger_vanaf` up and from `lager_tot` down a count differs at 95 %; None where even 0 does
    not. `niveau_hoger` and `niveau_lager` are the levels at which that will be seen with 80 %
    probability. Of a rounded count the side that asks most is taken.
    """

    gebied_code: str
    indicator: str
    uitsplitsing: str
    periode: str
    aantal: int | None
    hoger_vanaf: int | None
    lager_tot: int | None
    niveau_hoger: int | None
    niveau_lager: int | None
    voorlopig: bool
    reden: str = ""


def detectable(
    feiten: Feiten, gebied_code: str, indicator: str, *, tot: int, uitsplitsing: str = TOTAAL
) -> Onderscheid:
    """How far next year's count must be from the last known year's to differ demonstrably.

    Args:
        tot: last year to look at.

    Sources: `formulas.expected_count` (the counts that a test would not call different) and
    `formulas.detectable_change` (the levels that are seen with 80 % probability).
    """
    jaren = [
        p
        for p in feiten.periodes(gebied_code, indicator, uitsplitsing)
        if p.soort == "jaar" and p.jaar <= tot
    ]
    for periode in reversed(jaren):
        telling = feiten.telling(gebied_code, indicator, str(periode), uitsplitsing)
        if telling is None or telling.hoog is None:
            continue
        grenzen = np.array([telling.laag, telling.hoog], dtype=np.float64)
        # on the same population, so its size drops out
        gelijk = formulas.expected_count(grenzen, 1.0, 1.0)
        niveau = formulas.detectable_change(grenzen, 1.0)
        lager = int(gelijk.lower[0]) - 1
        return Onderscheid(
            gebied_code,
            indicator,
            uitsplitsing,
            str(periode),
            telling.aantal,
            int(gelijk.upper[1]) + 1,
            lager if lager >= 0 else None,
            int(niveau.upper[1]),
            None if math.isnan(niveau.lower[0]) else int(niveau.lower[0]),
            telling.voorlopig,
        )
    return Onderscheid(
        gebied_code, indicator, uitsplitsing, str(tot), None, None, None, None, None, False,
        "geen cijfer over een heel jaar in de bronnen",
    )  # fmt: skip
