"""What figures say about an area: rates, expectations, shares, from protected figures only.

Re-exports the public arithmetic of `helpende_data.formulas`.
"""

from helpende_data.formulas import (
    bounded_proportion_interval,
    bounded_rate_interval,
    detectable_change,
    directly_standardised_rate,
    expected_count,
    funnel_label,
    funnel_limits,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    overdispersion,
    pooled_rate,
    proportion_interval,
    rate_interval,
    rate_ratio,
    smoothed_rates,
    trend,
)
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten, Opgave, Telling
from helpende_data.statistics.lijst import Regel, cijfers
from helpende_data.statistics.maten import (
    GEEN_BRON,
    aandeel,
    aantal,
    inwoners,
    missing,
    opgave,
    per_100k,
    per_maand,
    verhouding,
    verwacht,
)
from helpende_data.statistics.trechter import Trechter, trechter

__all__ = [
    "GEEN_BRON",
    "Cijfer",
    "Feiten",
    "Opgave",
    "Regel",
    "Telling",
    "Trechter",
    "aandeel",
    "aantal",
    "bounded_proportion_interval",
    "bounded_rate_interval",
    "cijfers",
    "detectable_change",
    "directly_standardised_rate",
    "expected_count",
    "funnel_label",
    "funnel_limits",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "inwoners",
    "missing",
    "opgave",
    "overdispersion",
    "per_100k",
    "per_maand",
    "pooled_rate",
    "proportion_interval",
    "rate_interval",
    "rate_ratio",
    "smoothed_rates",
    "trechter",
    "trend",
    "verhouding",
    "verwacht",
]
