"""Arithmetic on arrays: rates, limits, tests. Knows no files, no areas and no tables."""

from helpende_data.formulas.comparison import detectable_change, expected_count, rate_ratio
from helpende_data.formulas.funnel import funnel_label, funnel_limits, overdispersion
from helpende_data.formulas.rates import (
    bounded_proportion_interval,
    bounded_rate_interval,
    pooled_rate,
    proportion_interval,
    rate_interval,
)
from helpende_data.formulas.results import Interval, Overdispersion, Ratio, Smoothed, Trend
from helpende_data.formulas.smoothing import smoothed_rates
from helpende_data.formulas.standardised import (
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from helpende_data.formulas.trends import trend

__all__ = [
    "Interval",
    "Overdispersion",
    "Ratio",
    "Smoothed",
    "Trend",
    "bounded_proportion_interval",
    "bounded_rate_interval",
    "detectable_change",
    "directly_standardised_rate",
    "expected_count",
    "funnel_label",
    "funnel_limits",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "overdispersion",
    "pooled_rate",
    "proportion_interval",
    "rate_interval",
    "rate_ratio",
    "smoothed_rates",
    "trend",
]
