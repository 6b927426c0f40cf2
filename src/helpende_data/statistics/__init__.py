"""What figures say about an area: rates, expectations, shares, from protected figures only.

Re-exports the public arithmetic of `helpende_data.formulas`.
"""

from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import TOTAAL, Feiten, Opgave, Telling
from helpende_data.statistics.maten import (
    GEEN_BRON,
    aandeel,
    aantal,
    inwoners,
    missing,
    opgave,
    per_100k,
    verhouding,
    verwacht,
)

__all__ = [
    "GEEN_BRON",
    "TOTAAL",
    "Cijfer",
    "Feiten",
    "Opgave",
    "Telling",
    "aandeel",
    "aantal",
    "inwoners",
    "missing",
    "opgave",
    "per_100k",
    "verhouding",
    "verwacht",
]
