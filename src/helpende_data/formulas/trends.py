"""Does a series of years rise or fall. Knows years, counts and bounds, not why a series breaks.

The marker is that of Fingertips: a weighted line through the last five years, named only when it
is significant at 99.8 % and when no single year decides it. Next to it stands the annual change
of a Poisson model over the whole unbroken series.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpende_data.formulas import checks
from helpende_data.formulas.annual_change import extreme_tables, poisson_slope
from helpende_data.formulas.checks import Floats
from helpende_data.formulas.markers import CRITICAL, YEARS, holds_everywhere, marker
from helpende_data.formulas.poisson import normal_quantile
from helpende_data.formulas.results import Trend, plain

RISING, FALLING = "stijgend", "dalend"
NO_CHANGE = "geen aantoonbare verandering"
ONE_YEAR = "geen eenduidige trend"
UNDECIDED = "niet te bepalen"
REASONS = {
    RISING: "verandering aantoonbaar en niet door één jaar bepaald",
    FALLING: "verandering aantoonbaar en niet door één jaar bepaald",
    NO_CHANGE: "de lijn door vijf jaren stijgt of daalt niet aantoonbaar",
    ONE_YEAR: "één jaar bepaalt het beeld",
}
NOT_EVERY_TABLE = "verandering geldt niet voor elk aantal binnen de grenzen"


def trend(
    counts: ArrayLike,
    populations: ArrayLike,
    periods: Sequence[int | str] | NDArray[Any],
    *,
    kind: str = "rate",
    breaks: Iterable[int | str] = (),
    lower_counts: ArrayLike | None = None,
    upper_counts: ArrayLike | None = None,
    provisional: ArrayLike | None = None,
    include_provisional: bool = False,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> Trend:
    """Return whether the last five years rise, fall, or show nothing, and the annual change.

    Args:
        counts: shape (..., years), events, >= 0; NaN where no count is shown.
        populations: shape that broadcasts, persons (kind "proportion": totals), > 0 or NaN.
        periods: shape (years,), whole years as numbers or text ("2020"), in any order.
        kind: "rate" (weights from the limits of each rate) or "proportion" (chi-square for trend;
            slope on logits).
        breaks: the first period after each break in the series.
        lower_counts, upper_counts: shape that broadcasts, the bounds of rounded or protected
            counts; NaN or np.inf where nothing is known. Both or neither.
        provisional: booleans, shape that broadcasts with `counts`: provisional years.
        include_provisional: let provisional years count; without it they are left out.
        multiplier: the slope of a rate is per this many persons.
        confidence: of the annual change; the verdict is always at 99.8 %.

    Returns:
        Without the years axis; a single series gives NumPy scalars.
        verdict: "stijgend", "dalend", "geen aantoonbare verandering", "geen eenduidige trend" or
        "niet te bepalen"; reason: why, one line.
        slope: change per year of the rate (per `multiplier`) or of the logit of the proportion.
        chi_square: of the slope; a trend needs more than 9.5495.
        annual_change_pct, annual_change_lower, annual_change_upper: Poisson regression over all
        years since the last break or missing count; standard errors times the square root of the
        dispersion, never below 1. dispersion: Pearson chi-square over its degrees of freedom.

    Raises:
        ValueError: negative, infinite or text; population 0; shapes that do not fit; a period that
            is not a whole year; one bound without the other; bounds that cross; a count outside
            its bounds or above its total; unknown kind.

    Edges:
        "niet te bepalen": fewer than five years since the last break, a missing count or
        population among the last five, or the same year twice. The numbers are then NaN.
        A year that is not among the periods is passed over: the line is drawn through the years
        there are, each at its own place in time.
        With bounds a trend is named only if every table of whole counts within them gives it; up
        to 200,000 tables are all tried, above that a grid that closes in on the weakest table.
        The annual change then has the widest limits over the extreme tables. A year with bounds
        and no shown count (NaN) counts for the verdict and the limits; slope, chi_square,
        annual_change_pct and dispersion are then NaN.
        No events, or events in the first or last year only, have no finite annual change: the
        value is NaN, the limits -100 and infinity.
        The limits of the annual change use the normal quantile. Over five years they hold the true
        change 96 times in 100 where years vary by chance alone, and 89 times where they vary three
        times as much (simulated in the tests); the verdict does not rest on them.

    Sources: Public Health Technical Guidance of Fingertips (trend markers); Armitage (1955) for
    proportions; McCullagh & Nelder (1989) for the dispersion.
    """
    if kind not in ("rate", "proportion"):
        raise ValueError('kind: kies "rate" of "proportion"')
    multiplier = checks.factor("multiplier", multiplier)
    z = normal_quantile(checks.fraction("confidence", confidence))
    data = _series(counts, populations, lower_counts, upper_counts, provisional, kind)
    years = _years("periods", periods)
    if years.shape != data.shown.shape[-1:]:
        raise ValueError(
            f"vormen passen niet bij elkaar: periods {years.shape}, counts {data.shown.shape}"
        )
    first_after_break = np.sort(_years("breaks", list(breaks)))
    usable = ~data.provisional | include_provisional

    # which years count, and which are unknown, decide the run: once per pattern, not per series
    shape, width = data.shown.shape[:-1], years.size
    unknown_count = ~(np.isfinite(data.low) & np.isfinite(data.high))
    states = np.stack([usable, unknown_count, np.isnan(data.population)], axis=-2)
    patterns, which = np.unique(states.reshape(-1, 3 * width), axis=0, return_inverse=True)
    runs = [_choose(years, p.reshape(3, width), first_after_break, kind) for p in patterns]
    which = which.reshape(-1)
    if kind == "proportion":
        # only where a verdict follows: a series that cannot be judged says why instead
        judged = np.array([not isinstance(run, str) for run in runs], dtype=bool)[which]
        above = (data.shown > data.population) | (data.low > data.population)
        checks.refuse_where(
            above & judged.reshape(*shape, 1), "counts: aantal groter dan het totaal"
        )
    verdict, reason = np.full(which.size, UNDECIDED, dtype=object), np.full(which.size, "", object)
    figures = np.full((which.size, 6), np.nan)
    flat = data.flat()
    with checks.quiet():
        for place, run in enumerate(runs):
            rows = np.flatnonzero(which == place)
            if isinstance(run, str):
                reason[rows] = run
                continue
            t = years[run].astype(np.float64)
            five, all_years = flat.take(np.ix_(rows, run[-YEARS:])), flat.take(np.ix_(rows, run))
            verdict[rows], reason[rows], *line = _judge(five, t[-YEARS:], kind, multiplier)
            figures[rows] = np.column_stack([*line, *_change(all_years, t, z)])
    return Trend(
        plain(verdict.astype(np.str_).reshape(shape)),
        plain(reason.astype(np.str_).reshape(shape)),
        *(plain(column.reshape(shape)) for column in figures.T),
    )


@dataclass(frozen=True, eq=False)
class _Series:
    """Counts with their bounds and populations, all of one shape."""

    shown: Floats
    low: Floats
    high: Floats
    population: Floats
    provisional: NDArray[np.bool_]

    def take(self, index: Any) -> "_Series":
        return _Series(
            self.shown[index],
            self.low[index],
            self.high[index],
            self.population[index],
            self.provisional[index],
        )

    def flat(self) -> "_Series":
        """All series below each other, shape (series, years)."""
        rows = (-1, self.shown.shape[-1])
        return _Series(
            self.shown.reshape(rows),
            self.low.reshape(rows),
            self.high.reshape(rows),
            self.population.reshape(rows),
            self.provisional.reshape(rows),
        )

    @property
    def hidden(self) -> NDArray[np.bool_]:
        return np.asarray(np.isnan(self.shown).any(axis=-1))

    @property
    def exact(self) -> NDArray[np.bool_]:
        return np.asarray((self.low == self.high).all(axis=-1))

    @property
    def middle(self) -> Floats:
        return np.where(np.isnan(self.shown), (self.low + self.high) / 2, self.shown)


def _series(
    counts: ArrayLike,
    populations: ArrayLike,
    lower_counts: ArrayLike | None,
    upper_counts: ArrayLike | None,
    provisional: ArrayLike | None,
    kind: str,
) -> _Series:
    if (lower_counts is None) != (upper_counts is None):
        raise ValueError("lower_counts en upper_counts: geef beide of geen van beide")
    shown = checks.numbers("counts", counts, missing=True)
    low = shown
    high = shown
    if lower_counts is not None and upper_counts is not None:
        low = checks.numbers("lower_counts", lower_counts, missing=True)
        high = checks.numbers("upper_counts", upper_counts, missing=True, infinite=True)
    mark = np.asarray(False if provisional is None else provisional)
    if mark.dtype.kind != "b":
        raise ValueError("provisional: alleen waar of onwaar toegestaan")
    shown, low, high, population, flag = checks.together(
        counts=shown,
        lower_counts=low,
        upper_counts=high,
        populations=checks.numbers("populations", populations, above_zero=True, missing=True),
        provisional=mark.astype(np.float64),
    )
    checks.along_last_axis("counts", shown)
    checks.refuse_where(low > high, "lower_counts: ondergrens boven de bovengrens")
    checks.refuse_where((shown < low) | (shown > high), "counts: aantal buiten de grenzen")
    if kind == "proportion":
        # a part is never more than its total, however wide its bounds
        high = np.where(population >= low, np.minimum(high, population), high)
    shown = np.where(low == high, low, shown)
    return _Series(shown, low, high, population, flag > 0)


def _years(name: str, periods: Sequence[int | str] | NDArray[Any]) -> NDArray[np.int64]:
    """Return periods as year numbers, or refuse the first that is not a whole year."""
    items = np.asarray(periods, dtype=object)
    if items.ndim != 1:
        raise ValueError(f"{name}: een rij van jaren nodig")
    years = np.empty(items.shape, dtype=np.int64)
    for place, item in enumerate(items):
        number = isinstance(item, (int, np.integer)) and not isinstance(item, bool)
        text = isinstance(item, str) and re.fullmatch(r"[0-9]{4}", item)
        if not (number or text):
            raise ValueError(f"{name}: geen heel jaar op positie {place}")
        years[place] = int(item)
    return years


def _choose(
    years: NDArray[np.int64], states: NDArray[np.bool_], breaks: NDArray[np.int64], kind: str
) -> NDArray[np.int64] | str:
    """Return the places of the unbroken run of known years, in order; or why there is none.

    Args:
        years: shape (years,).
        states: shape (3, years): usable, unknown count, unknown population.
        breaks: the first years after a break, rising.
        kind: as `trend`.
    """
    usable, unknown_count, unknown_population = states
    places = np.flatnonzero(usable)
    places = places[np.argsort(years[places], kind="stable")]
    ordered = years[places]
    twice = ordered[1:][np.diff(ordered) == 0]
    if twice.size:
        return f"jaar komt dubbel voor: {twice[0]}"
    if not places.size:
        return f"te weinig jaren: 0 van de {YEARS}"
    past = breaks[(breaks > ordered[0]) & (breaks <= ordered[-1])]
    if past.size:
        places = places[ordered >= past[-1]]
        if places.size < YEARS:
            return f"reeksbreuk in {past[-1]}: {places.size} van de {YEARS} jaren daarna"
    elif places.size < YEARS:
        return f"te weinig jaren: {places.size} van de {YEARS}"

    for place in places[-YEARS:]:
        if unknown_count[place]:
            return f"ontbrekend aantal: {years[place]}"
        if unknown_population[place]:
            return f"ontbrekend{'e inwoners' if kind == 'rate' else ' totaal'}: {years[place]}"
    unknown = np.flatnonzero((unknown_count | unknown_population)[places])
    return places[unknown[-1] + 1 :] if unknown.size else places


def _judge(
    five: _Series, t: Floats, kind: str, multiplier: float
) -> tuple[NDArray[Any], NDArray[Any], Floats, Floats]:
    """Return verdict, reason, slope and chi-square of five years, of each series."""
    slope, chi_square, steady = marker(five.middle, five.population, t, kind)
    verdict = np.select(
        [~(chi_square > CRITICAL), ~steady, slope > 0], [NO_CHANGE, ONE_YEAR, RISING], FALLING
    ).astype(object)
    reason = np.array([REASONS[name] for name in verdict], dtype=object)
    named = (verdict == RISING) | (verdict == FALLING)
    for i in np.flatnonzero(named & ~five.exact):
        sign = 1.0 if verdict[i] == RISING else -1.0
        if not holds_everywhere(five.low[i], five.high[i], five.population[i], t, kind, sign):
            verdict[i], reason[i] = NO_CHANGE, NOT_EVERY_TABLE
    scale = multiplier if kind == "rate" else 1.0
    line = np.where(five.hidden, np.nan, [slope * scale, chi_square])
    return verdict, reason, line[0], line[1]


def _change(run: _Series, t: Floats, z: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Return annual change in percent, its limits, and the dispersion, of unbroken runs."""
    middle = run.middle
    slope, error, dispersion = poisson_slope(middle, run.population, t)
    lower, upper = slope - z * error, slope + z * error
    for i in np.flatnonzero(~run.exact):
        tables = np.vstack([extreme_tables(run.low[i], run.high[i]), middle[i]])
        slopes, errors, _ = poisson_slope(tables, run.population[i], t)
        # a table without a finite slope makes both limits NaN: nothing is known
        lower[i], upper[i] = (slopes - z * errors).min(), (slopes + z * errors).max()
    low = np.where(np.isfinite(lower), 100 * np.expm1(lower), -100.0)
    high = np.where(np.isfinite(upper), 100 * np.expm1(upper), np.inf)
    change = np.where(run.hidden, np.nan, 100 * np.expm1(slope))
    return change, low, high, np.where(run.hidden, np.nan, dispersion)
