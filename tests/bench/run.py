"""How fast hd is, each time beside a reference that is measured in the same run.

Seconds differ from machine to machine, ratios hardly: a run alternates hd and its reference and
compares medians. Goals are printed beside the outcome and never asserted; only a command that
fails makes the exit code 1. A later benchmark is one function with `@benchmark(name)`.

    python tests/bench/run.py [--alleen NAAM ...] [--keren N] [--json BESTAND]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.disclosure.facts import Fact
    from helpende_data.disclosure.model import Cel, Model

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "eerste-blik.ipynb"
GEMEENTE = "Druten"


class CommandError(Exception):
    """A measured command ended with another code than 0."""


@dataclass(frozen=True)
class Setting:
    """What a benchmark may use: programs, a scratch folder, and how often to measure."""

    hd: Path
    python: Path
    reference_python: Path | None
    scratch: Path
    times: int | None

    def repeats(self, default: int) -> int:
        """How often to measure: what the user asked for, else this benchmark's own number."""
        return self.times or default


@dataclass(frozen=True)
class Goal:
    """At most so many seconds, and at most so many times the reference in time and memory."""

    seconds: float | None = None
    ratio: float | None = None
    memory: float | None = None


@dataclass(frozen=True)
class Result:
    """The seconds of one measured command and of its reference, in the order of measuring."""

    name: str
    what: str
    seconds: tuple[float, ...]
    reference: str
    reference_seconds: tuple[float, ...]
    goal: Goal
    remark: str = ""
    memory: float | None = None  # times the peak memory of the reference

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def reference_median(self) -> float | None:
        return statistics.median(self.reference_seconds) if self.reference_seconds else None

    @property
    def ratio(self) -> float | None:
        return self.median / self.reference_median if self.reference_median else None

    @property
    def met(self) -> bool | None:
        """Were all goals met? None where there is no goal, or no reference to hold it against."""
        checks: list[bool] = []
        if self.goal.seconds is not None:
            checks.append(self.median < self.goal.seconds)
        if self.goal.ratio is not None:
            if self.ratio is None:
                return None
            checks.append(self.ratio <= self.goal.ratio)
        if self.goal.memory is not None:
            if self.memory is None:
                return None
            checks.append(self.memory <= self.goal.memory)
        return all(checks) if checks else None


BENCHMARKS: dict[str, Callable[[Setting], Result]] = {}


def benchmark(name: str) -> Callable[[Callable[[Setting], Result]], Callable[[Setting], Result]]:
    """Register a function under the name that `--alleen` takes."""

    def register(function: Callable[[Setting], Result]) -> Callable[[Setting], Result]:
        BENCHMARKS[name] = function
        return function

    return register


# --- the benchmarks -------------------------------------------------------------------------------


@benchmark("help")
def help_page(setting: Setting) -> Result:
    """`hd --help`, beside a process that only imports what the command line is made with."""
    own, reference = alternate(
        setting.repeats(10),
        lambda: run([setting.hd, "--help"], setting),
        lambda: run([setting.python, "-c", "import typer, rich"], setting),
    )
    return Result(
        name="help",
        what="hd --help",
        seconds=own,
        reference="import typer, rich",
        reference_seconds=reference,
        goal=Goal(seconds=0.2, ratio=2.0),
    )


@benchmark("ingest")
def ingest(setting: Setting) -> Result:
    """`hd ingest` in an empty werkmap, beside pandas that only reads the same files."""

    def load() -> float:
        with folder(setting) as werkmap:
            return run([setting.hd, "--werkmap", werkmap, "--stil", "ingest"], setting)

    only_read = (
        "import sys, pathlib, pandas, pyarrow.parquet\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.csv')):\n"
        "    pandas.read_csv(path, dtype=str)\n"
    )
    own, reference = alternate(
        setting.repeats(5),
        load,
        lambda: run([setting.python, "-c", only_read, ROOT / "data"], setting),
    )
    return Result(
        name="ingest",
        what="hd ingest, lege werkmap",
        seconds=own,
        reference="pandas leest dezelfde csv's",
        reference_seconds=reference,
        goal=Goal(seconds=3.0),
    )


@benchmark("report")
def report(setting: Setting) -> Result:
    """`hd report` in all formats, beside papermill and nbconvert on the same figures as HTML.

    The reference gets the best of it: one process, through the libraries, HTML only.
    """
    with folder(setting) as loaded:
        run([setting.hd, "--werkmap", loaded, "--stil", "ingest"], setting)
        missing = missing_reference(setting)
        sizes: dict[str, int] = {}

        def write() -> float:
            with folder(setting) as werkmap:
                shutil.copytree(loaded, werkmap, dirs_exist_ok=True)
                command = [setting.hd, "--werkmap", werkmap, "--stil"]
                took = run([*command, "report", "--gemeente", GEMEENTE], setting)
                made = [path for path in (werkmap / "rapporten").rglob("*") if path.is_file()]
                sizes["hd"] = sum(path.stat().st_size for path in made if path.suffix == ".html")
                if not sizes["hd"]:
                    raise CommandError("hd report schreef geen html")
                return took

        def render() -> float:
            with folder(setting) as werkmap:
                shutil.copytree(loaded, werkmap, dirs_exist_ok=True)
                page = werkmap / "ijkpunt.html"
                command = [setting.reference_python, "-c", PAPERMILL, NOTEBOOK, page]
                took = run(command, setting, HD_WERKMAP=str(werkmap), **quiet_jupyter(werkmap))
                sizes["papermill"] = page.stat().st_size
                return took

        own, reference = alternate(setting.repeats(5), write, None if missing else render)
    return Result(
        name="report",
        what=f"hd report --gemeente {GEMEENTE}, alle vormen",
        seconds=own,
        reference="papermill + nbconvert, alleen html",
        reference_seconds=reference,
        goal=Goal(seconds=4.0),
        remark=missing or f"html: {sizes['hd'] // 1000} kB tegen {sizes['papermill'] // 1000} kB",
    )


PAPERMILL = """
import sys
import papermill, nbconvert
notebook, page = sys.argv[1:]
done = papermill.execute_notebook(
    notebook, None, kernel_name="python3", progress_bar=False, log_output=False
)
body, _ = nbconvert.HTMLExporter(exclude_input=True).from_notebook_node(done)
open(page, "w", encoding="utf-8").write(body)
"""


@benchmark("statistics")
def all_statistics(setting: Setting) -> Result:
    """Every statistic of a country with comparisons, beside a plain loop over scipy.stats.

    342 municipalities, 12 half-years, 40 indicators: rates at 95 and 99.8 %, the ratio against the
    rest of the country with its word, the false discovery rate, the funnel label, and the trend
    over six years. The loop does rates and ratios only, of a sample, and is scaled up.
    """
    import numpy as np
    from scipy import stats

    from helpende_data import formulas
    from helpende_data.statistics import toetsen

    areas, halves, indicators, sample = 342, 12, 40, 1500
    source = np.random.default_rng(1)
    people = np.round(np.exp(source.normal(10.4, 0.8, areas)))[:, None, None]
    people = np.broadcast_to(people, (areas, halves, indicators))
    level = np.exp(source.uniform(-11, -6, indicators))
    counts = source.poisson(people * level).astype(float)
    parts: dict[str, float] = {}

    def own() -> float:
        start = time.perf_counter()
        formulas.rate_interval(counts, people)
        formulas.rate_interval(counts, people, confidence=0.998)
        rest, others = counts.sum(axis=0) - counts, people.sum(axis=0) - people
        flat = [each.ravel() for each in (counts, counts, people, rest, rest, others)]
        test = toetsen.bounded_ratio(*flat)
        toetsen.name_difference(test)
        for family in test.p_value.reshape(areas, halves * indicators).T:
            toetsen.false_discovery(family, 0.05)
        formulas.funnel_label(counts, people, counts.sum(axis=0) / people.sum(axis=0))
        before = time.perf_counter()
        years = counts.reshape(areas, halves // 2, 2, indicators).sum(axis=2).transpose(0, 2, 1)
        formulas.trend(
            years, people[:, :6].transpose(0, 2, 1), [2019, 2020, 2021, 2022, 2023, 2024]
        )
        parts["trend"] = time.perf_counter() - before
        return time.perf_counter() - start

    def loop() -> float:
        rest, others = counts.sum(axis=0) - counts, people.sum(axis=0) - people
        chosen = source.integers(counts.size, size=sample)
        start = time.perf_counter()
        for i in chosen:
            x, n, y, q = (each.flat[i] for each in (counts, people, rest, others))
            for alpha in (0.05, 0.002):
                lower = stats.chi2.ppf(alpha / 2, 2 * x) / 2 if x else 0.0
                _ = lower / n * 1e5, stats.chi2.ppf(1 - alpha / 2, 2 * x + 2) / 2 / n * 1e5
            low = stats.beta.ppf(0.025, x, y + 1) if x else 0.0
            high = stats.beta.ppf(0.975, x + 1, y) if y else 1.0
            _ = low / (1 - low) * q / n, high, stats.binomtest(int(x), int(x + y), n / (n + q))
        return (time.perf_counter() - start) * counts.size / sample

    mine, reference = alternate(setting.repeats(3), own, loop)
    return Result(
        name="statistics",
        what="alle statistiek, 342 gemeenten x 12 halfjaren x 40 indicatoren",
        seconds=mine,
        reference="lus met scipy.stats, zonder trend",
        reference_seconds=reference,
        goal=Goal(seconds=2.0, ratio=0.02),
        remark=f"waarvan trend {nl(parts['trend'])} s; ijkpunt gemeten over {sample} van de "
        f"{counts.size} cellen en omgerekend",
    )


@benchmark("keuring")
def inspection(setting: Setting) -> Result:
    """All checks of a delivery of 50,400 counts, beside plain pandas that only adds up the halves.

    300 municipalities, 2 indicators, 7 years with their halves, 3 categories with their total.
    """
    from datetime import date
    from itertools import product

    import numpy as np
    import pandas as pd

    from helpende_data.files import Werkmap
    from helpende_data.gebieden import read_gebieden
    from helpende_data.provenance import Herkomst
    from helpende_data.schema import TABELLEN, read_indicatoren
    from helpende_data.sources import Levering
    from helpende_data.sources.keuring import keur

    werkmap = Werkmap(setting.scratch)
    gebieden = read_gebieden(werkmap)
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    codes = [g.code for g in gebieden.by_code.values() if g.soort == "gemeente"]
    codes = [c for c in codes if all(gebieden[c].exists_in(j) for j in range(2019, 2026))][:300]
    delen = ["rol:beroepsmatig", "rol:niet_beroepsmatig", "rol:onbekend"]
    parts = np.random.default_rng(1).integers(5, 40, (len(codes), 2, 7, 2, 3))
    halves = np.concatenate([parts.sum(axis=4, keepdims=True), parts], axis=4)
    counts = np.concatenate([halves.sum(axis=3, keepdims=True), halves], axis=3)
    soorten = ["meldingen", "adviezen"]
    keys = product(codes, soorten, range(2019, 2026), ("", "-H1", "-H2"), ["totaal", *delen])
    columns = ["gebied_code", "indicator", "jaar", "deel", "uitsplitsing"]
    df = pd.DataFrame(keys, columns=columns).assign(aantal=counts.ravel())
    df = df.assign(
        periode=df["jaar"].astype("str") + df["deel"],
        dekking=df["gebied_code"],
        laag=df["aantal"],
        hoog=df["aantal"],
        status="exact",
        bron="vt",
        herkomst=[f"vt.csv!{row}" for row in range(2, len(df) + 2)],
    )
    columns_of = TABELLEN["tellingen"].columns
    table = df.reindex(columns=list(columns_of)).astype(
        {name: column.dtype for name, column in columns_of.items()}
    )
    herkomst = Herkomst("tellingen", "vt", "", "", "", "", "", "", False, "geen", "")
    levering = Levering("vt", "vt.csv", "tellingen", table, herkomst, "")

    def own() -> float:
        start = time.perf_counter()
        [found] = keur(
            [levering], gebieden, indicatoren, eerder=table.head(0), vandaag=date(2026, 1, 1)
        )
        took = time.perf_counter() - start
        if found.fouten:
            raise CommandError(f"de keuring vond {len(found.fouten)} fouten in goede cijfers")
        return took

    def plain() -> float:
        start = time.perf_counter()
        halve = df[df["deel"] != ""]
        by = ["gebied_code", "indicator", "jaar", "uitsplitsing"]
        years = df[df["deel"] == ""].set_index(by)["aantal"]
        _ = halve.groupby(by)["aantal"].sum().ne(years).any()
        return time.perf_counter() - start

    mine, reference = alternate(setting.repeats(5), own, plain)
    return Result(
        name="keuring",
        what=f"alle controles van {len(table)} aantallen",
        seconds=mine,
        reference="pandas telt alleen de halfjaren op",
        reference_seconds=reference,
        goal=Goal(seconds=1.0),
    )


@benchmark("records")
def count_records(setting: Setting) -> Result:
    """3 million losse adviezen and meldingen counted with every check, beside plain pandas.

    Both are timed without starting up. pandas reads the file and groups it; it looks at nothing.
    """
    import records

    peaks: dict[str, list[float]] = {"hd": [], "pandas": []}
    with folder(setting) as scratch:
        werkmap, pad = scratch / "werkmap", scratch / "records.csv"
        (werkmap / "data" / "mappings").mkdir(parents=True)
        (werkmap / "data" / "mappings" / "meting.toml").write_text(records.MAPPING, "utf-8")
        maker = Path(records.__file__)
        run([setting.python, maker, pad, ROOT / "data" / "gebieden" / "gemeenten.csv"], setting)

        def measured(who: str, script: str) -> Callable[[], float]:
            def measure() -> float:
                done = subprocess.run(
                    [setting.python, "-c", script, werkmap, pad],
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if done.returncode:
                    raise CommandError(f"{who}: {done.stderr.strip().splitlines()[-1]}")
                seconds, peak = map(float, done.stdout.split())
                peaks[who].append(peak)
                return seconds

            return measure

        own, reference = alternate(
            setting.repeats(5), measured("hd", records.OWN), measured("pandas", records.PLAIN)
        )
    mine, theirs = (statistics.median(peaks[who]) for who in ("hd", "pandas"))
    return Result(
        name="records",
        what="3 miljoen losse adviezen en meldingen geteld, met alle controles",
        seconds=own,
        reference="pandas.read_csv + groupby",
        reference_seconds=reference,
        goal=Goal(ratio=0.2, memory=0.25),
        remark=f"geheugen {mine:.0f} MB tegen {theirs:.0f} MB",
        memory=mine / theirs if theirs else None,
    )


@benchmark("rates")
def rates(setting: Setting) -> Result:
    """Rates with limits at 95 and 99.8 %, beside PHStatsMethods on the part that it can do.

    It stops at a count of zero, so both get the same 5,000 counts from one up.
    """
    import numpy as np

    from helpende_data import formulas

    source = np.random.default_rng(1)
    counts = source.poisson(30, 5000).astype(float) + 1
    people = np.round(np.exp(source.normal(10.4, 0.8, counts.size)))
    missing = "" if setting.reference_python else "geen ijkpunt: gebruik make bench"

    def own() -> float:
        start = time.perf_counter()
        for confidence in (0.95, 0.998):
            formulas.rate_interval(counts, people, confidence=confidence)
        return time.perf_counter() - start

    def peer() -> float:
        table = "\n".join(f"{x:.0f} {n:.0f}" for x, n in zip(counts, people, strict=True))
        command = [str(setting.reference_python), "-W", "ignore", "-c", PHSTATS]
        done = subprocess.run(command, input=table, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"PHStatsMethods: {done.stderr.strip().splitlines()[-1]}")
        return float(done.stdout)

    mine, reference = alternate(setting.repeats(3), own, None if missing else peer)
    return Result(
        name="rates",
        what="5.000 cijfers per 100.000 met twee marges",
        seconds=mine,
        reference="PHStatsMethods.ph_rate",
        reference_seconds=reference,
        goal=Goal(ratio=0.02),
        remark=missing,
    )


PHSTATS = """
import sys, time
import pandas
from PHStatsMethods import ph_rate
rows = [line.split() for line in sys.stdin]
df = pandas.DataFrame({"x": [float(r[0]) for r in rows], "n": [float(r[1]) for r in rows]})
start = time.perf_counter()
ph_rate(df, "x", "n", confidence=[0.95, 0.998])
print(time.perf_counter() - start)
"""


def disclosure_region() -> tuple[Model, dict[Cel, int]]:
    """A region of invented counts: 15 municipalities, 3 wider areas, 1,404 cells."""
    return disclosure_table(15, [range(7), range(7, 15), range(15)])


def disclosure_country() -> tuple[Model, dict[Cel, int]]:
    """A country of them: 342 municipalities, 25 regions and the whole, 28,704 cells."""
    return disclosure_table(342, [*(range(n, 342, 25) for n in range(25)), range(342)])


def disclosure_table(gemeenten: int, wider: Sequence[range]) -> tuple[Model, dict[Cel, int]]:
    """Invented counts in 3 periods, 13 categories and of 2 indicators, with the rows that tie each
    sum to its municipalities, halves and categories."""
    import numpy as np

    from helpende_data.disclosure.linear import Row
    from helpende_data.disclosure.model import Cel, Model

    source = np.random.default_rng(1)
    share = np.array([25, 20, 15, 10, 8, 6, 5, 4, 3, 2, 1.5, 0.5]) / 100
    people = np.exp(source.normal(10.4, 0.8, gemeenten))
    level = people[:, None, None, None] * share[:, None] * np.array([0.003, 0.0028])
    counts = source.poisson(np.broadcast_to(level, (gemeenten, 2, 12, 2)))
    areas = [[n] for n in range(gemeenten)] + [list(members) for members in wider]
    halves, kinds = [[0], [1], [0, 1]], [[k] for k in range(12)] + [list(range(12))]
    names = ("2020-H1", "2020-H2", "2020")
    cells = {
        (i, a, h, k): Cel(f"proef{i}", f"soort:{k}", f"gebied{a:03}", names[h])
        for i in range(2)
        for a in range(len(areas))
        for h in range(3)
        for k in range(13)
    }
    values = {
        cell: int(counts[np.ix_(areas[a], halves[h], kinds[k], [i])].sum())
        for (i, a, h, k), cell in cells.items()
    }
    order = tuple(sorted(values))
    number = {cell: place for place, cell in enumerate(order)}
    rows = []
    for (i, a, h, k), cell in cells.items():
        if len(areas[a]) > 1:
            parts = [(i, m, h, k) for m in areas[a]]
        elif h == 2:
            parts = [(i, a, 0, k), (i, a, 1, k)]
        else:
            parts = [(i, a, h, each) for each in kinds[k]] if k == 12 else []
        if parts:
            terms = ((number[cell], 1), *((number[cells[part]], -1) for part in parts))
            rows.append(Row(terms, 0, 0))
    return Model(order, tuple(rows)), values


def released(
    model: Model, values: dict[Cel, int], gemeenten: int, whole: int
) -> tuple[list[Fact], list[Cel]]:
    """The rounded figures of a table beside the exact year totals of one area, as facts, and the
    cells to protect.

    Args:
        gemeenten: how many; they have the lowest numbers.
        whole: number of that area.
    """
    from helpende_data.disclosure.facts import between, exact
    from helpende_data.disclosure.rounding import round_cells

    shown = round_cells(model, values, basis=5, seed=b"meting").waarden
    facts = [
        exact(cell, values[cell])
        if (cell.gebied, cell.periode) == (f"gebied{whole:03}", "2020")
        else between(cell, shown[cell] - 4, shown[cell] + 4, "eigen")
        for cell in model.cellen
    ]
    return facts, [cell for cell in model.cellen if cell.gebied < f"gebied{gemeenten:03}"]


@benchmark("rounding")
def rounding(setting: Setting) -> Result:
    """Controlled rounding of a region, beside scipy.optimize.milp on the same problem."""
    import numpy as np
    from scipy import optimize, sparse

    from helpende_data.disclosure.rounding import round_cells

    model, values = disclosure_region()
    counts = np.array([values[cell] for cell in model.cellen])
    entries = [(r, v, c) for r, row in enumerate(model.rows) for v, c in row.terms]
    row, column, factor = zip(*entries, strict=True)
    matrix = sparse.csr_array((factor, (row, column)), shape=(len(model.rows), counts.size))
    up = np.random.default_rng(2).random(counts.size) < counts % 5 / 5

    def own() -> float:
        start = time.perf_counter()
        round_cells(model, values, basis=5, seed=b"meting")
        return time.perf_counter() - start

    def peer() -> float:
        start = time.perf_counter()
        done = optimize.milp(
            np.where(up, -1, 1),
            constraints=optimize.LinearConstraint(matrix, 0, 0),
            bounds=optimize.Bounds(counts // 5, -(-counts // 5)),
            integrality=np.ones(counts.size),
        )
        if not done.success:
            raise CommandError(f"scipy.optimize.milp: {done.message}")
        return time.perf_counter() - start

    mine, reference = alternate(setting.repeats(5), own, peer)
    return Result(
        name="rounding",
        what="1.404 aantallen samen afronden, met loting en controle op optellen",
        seconds=mine,
        reference="scipy.optimize.milp",
        reference_seconds=reference,
        goal=Goal(seconds=0.5),
    )


@benchmark("audit")
def disclosure_audit(setting: Setting) -> Result:
    """The audit of rounded figures beside exact totals, beside scipy.optimize.linprog.

    The reference gives linear bounds only, of a sample of the cells, and is scaled up.
    """
    import numpy as np
    from scipy import optimize, sparse

    from helpende_data.disclosure.audit import audit

    model, values = disclosure_region()
    facts, small = released(model, values, 15, 17)
    entries = [(r, v, c) for r, row in enumerate(model.rows) for v, c in row.terms]
    row, column, factor = zip(*entries, strict=True)
    matrix = sparse.csr_array((factor, (row, column)), shape=(len(model.rows), len(facts)))
    bounds = [(fact.laag, fact.hoog) for fact in facts]
    sample = 20

    def own() -> float:
        start = time.perf_counter()
        audit(model, facts, small, drempel=5)
        return time.perf_counter() - start

    def peer() -> float:
        start = time.perf_counter()
        for cell in small[:sample]:
            cost = np.zeros(len(facts))
            for sign in (1, -1):
                cost[model.index[cell]] = sign
                optimize.linprog(cost, A_eq=matrix, b_eq=np.zeros(len(model.rows)), bounds=bounds)
        return (time.perf_counter() - start) * len(small) / sample

    mine, reference = alternate(setting.repeats(3), own, peer)
    return Result(
        name="audit",
        what=f"controle van {len(small):,} aantallen in gehele getallen".replace(",", "."),
        seconds=mine,
        reference="scipy.optimize.linprog, alleen lineaire grenzen",
        reference_seconds=reference,
        goal=Goal(seconds=2.0, ratio=0.1),
        remark=f"ijkpunt gemeten over {sample} cellen en omgerekend",
    )


@benchmark("country")
def disclosure_country_both(setting: Setting) -> Result:
    """Controlled rounding and audit of a country, in a process of its own for its memory."""
    return _own_process(
        setting,
        "country",
        "28.704 aantallen afronden; daarna 26.676 controleren naast exacte totalen",
        """
model, values = run.disclosure_country()
mark()
facts, small = run.released(model, values, 342, 367)
mark()
audit(model, facts, small, drempel=5)
mark()
""",
        Goal(seconds=45.0),
        "afronden en controleren: doel 15 en 30 s",
    )


@benchmark("suppression")
def disclosure_suppression(setting: Setting) -> Result:
    """Suppression of a region with whole tables, then the certificate by its checker."""
    return _own_process(
        setting,
        "suppression",
        "1.404 aantallen onderdrukken met snel patroon, gehele tabellen en certificaat",
        """
model, values = run.disclosure_region()
counts = tuple(values[cell] for cell in model.cellen)
table = Table(model.rows, counts, (1,) * len(counts), 5)
mark()
pattern = suppress(table, improve=False)
mark()
assert not check_certificate(pattern.certificate(table))
mark()
""",
        Goal(seconds=10.0),
        "patroon en controle van het certificaat",
    )


@benchmark("tauargus")
def tau_argus(setting: Setting) -> Result:
    """Least rounding and the intervals of all hidden cells of a region, beside Tau-Argus.

    Both must find the same distance and the same intervals; the seconds are without starting up.
    """
    from helpende_data.disclosure.auditor import Auditor
    from helpende_data.disclosure.linear import Row
    from helpende_data.disclosure.rounding import nearest_steps
    from helpende_data.disclosure.suppression import Table, suppress

    model, values = disclosure_region()
    counts = [values[cell] for cell in model.cellen]
    pattern = suppress(Table(model.rows, tuple(counts), (1,) * len(counts), 5), improve=False)
    hidden = sorted(pattern.hidden | {v for v, n in enumerate(counts) if 0 < n < 5})
    shown = set(range(len(counts))) - set(hidden)
    rows = [*model.rows, *(Row(((v, 1),), counts[v], counts[v]) for v in sorted(shown))]
    table = setting.scratch / "tabel.json"
    table.write_text(
        json.dumps({"counts": counts, "rows": [row.terms for row in model.rows], "hidden": hidden})
    )
    found: dict[str, tuple[float, dict[int, tuple[float, float | None]]]] = {}
    parts: dict[str, tuple[float, float]] = {}

    def own() -> float:
        start = time.perf_counter()
        steps = nearest_steps(model.rows, dict(enumerate(counts)), 5)
        middle = time.perf_counter()
        auditor = Auditor(len(counts), rows)
        intervals = {v: auditor.interval(v) for v in hidden}
        end = time.perf_counter()
        moved = sum(abs(5 * s - n) for s, n in zip(steps or (), counts, strict=True))
        found["hd"] = moved, {v: (i.laag, i.hoog) for v, i in intervals.items()}
        parts["hd"] = middle - start, end - middle
        return end - start

    python = next((p for p in (setting.reference_python, setting.python) if has_tau_argus(p)), None)

    def peer() -> float:
        script = Path(__file__).with_name("tauargus.py")
        done = subprocess.run(
            [str(python), script, table], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CommandError(done.stderr.strip().splitlines()[-1])
        told = json.loads(done.stdout.splitlines()[-1])
        intervals = {int(v): (low, high) for v, (low, high) in told["intervals"].items()}
        found["tau"] = told["moved"], intervals
        parts["tau"] = told["rounding"], told["audit"]
        if found["tau"] != found["hd"]:
            raise CommandError("Tau-Argus vindt een andere afstand of andere grenzen dan hd")
        return told["rounding"] + told["audit"]

    mine, reference = alternate(setting.repeats(3), own, peer if python else None)
    remark = "geen ijkpunt: pytauargus staat niet in de ijkomgeving"
    if "tau" in found:
        steps = ", ".join(f"{wie} {nl(a)} en {nl(b)} s" for wie, (a, b) in parts.items())
        remark = f"afronden en grenzen: {steps}; dezelfde afstand ({found['hd'][0]:.0f}) en grenzen"
    return Result(
        name="tauargus",
        what=f"1.404 aantallen minimaal afronden, en de grenzen van {len(hidden)} verborgen cellen",
        seconds=mine,
        reference="pytauargus",
        reference_seconds=reference,
        goal=Goal(),
        remark=remark,
    )


def has_tau_argus(python: Path | None) -> bool:
    """Can this environment import pytauargus?"""
    probe = [str(python), "-c", "import pytauargus"]
    return python is not None and not subprocess.run(probe, capture_output=True).returncode


def _own_process(
    setting: Setting, name: str, what: str, script: str, goal: Goal, remark: str
) -> Result:
    """Seconds from the first `mark` to the last, and in the remark those between and the memory."""
    script = f"""
import resource, sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
import run
from helpende_data.disclosure.audit import audit
from helpende_data.disclosure.certificate import check_certificate
from helpende_data.disclosure.suppression import Table, suppress
marks = []
def mark(): marks.append(time.perf_counter())
{script}
print(*marks, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
    seconds, parts = [], ""
    for _ in range(setting.repeats(1)):
        done = subprocess.run(
            [setting.python, "-c", script], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CommandError(done.stderr.strip().splitlines()[-1])
        *marks, memory = map(float, done.stdout.split())
        seconds.append(marks[-1] - marks[0])
        steps = ", ".join(f"{b - a:.1f} s" for a, b in pairwise(marks))
        parts = f"{remark}: {steps}; hoogstens {memory:.0f} MB"
    return Result(name, what, tuple(seconds), "", (), goal, parts)


@benchmark("workbook")
def workbook(setting: Setting) -> Result:
    """The cells of a workbook of 50,000 rows, beside openpyxl in its fastest way of reading."""
    import openpyxl
    import xlsxwriter

    from helpende_data.sources.werkboek import read_werkboek

    path = setting.scratch / "groot.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Cijfers")
        for row in range(50_000):
            number = row * 7919 % 1000
            if row % 50 == 7:
                sheet.set_row(row, None, None, {"hidden": True})
            texts = [f"GM{row % 342:04d}", "meldingen", "totaal", f"2024-H{row % 2 + 1}"]
            sheet.write_row(row, 0, [*texts, number, number / 8, f"rij {row}", row, "nee"])
            sheet.write_formula(row, 9, f"=E{row + 1}+1", None, number + 1)

    def own() -> float:
        start = time.perf_counter()
        cells = read_werkboek(path, path.name).bladen[0].rijen
        took = time.perf_counter() - start
        assert len(cells) == 50_000
        return took

    def peer() -> float:
        start = time.perf_counter()
        read = openpyxl.load_workbook(path, read_only=True, data_only=True)
        cells = list(read.worksheets[0].iter_rows(values_only=True))
        took = time.perf_counter() - start
        assert len(cells) == 50_000
        return took

    mine, reference = alternate(setting.repeats(5), own, peer)
    return Result(
        name="workbook",
        what="werkboek van 50.000 rijen x 10 kolommen, met formules en verborgen rijen",
        seconds=mine,
        reference="openpyxl, alleen lezen",
        reference_seconds=reference,
        goal=Goal(ratio=0.25),
        remark="met alle grenzen nagekeken",
    )


def missing_reference(setting: Setting) -> str:
    """Why papermill cannot be measured here, in Dutch; empty when it can."""
    if not NOTEBOOK.is_file():
        return f"geen ijkpunt: {NOTEBOOK.relative_to(ROOT).as_posix()} is er niet"
    if setting.reference_python is None:
        return "geen ijkpunt: geef --ijkomgeving, of gebruik make bench"
    return ""


def quiet_jupyter(werkmap: Path) -> dict[str, str]:
    """Environment that keeps a user's own Jupyter settings out of the measurement."""
    own = werkmap / ".jupyter"
    return {
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTER_NO_CONFIG": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


# --- measuring ------------------------------------------------------------------------------------


def run(command: Sequence[object], setting: Setting, **extra: str) -> float:
    """Seconds that one process took, from start to end, in a folder that is not the checkout.

    Raises:
        CommandError: it ended with another code than 0; the message has its last lines.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HD_", "PYTHON", "JUPYTER", "_HD_"))
    }
    words = [str(word) for word in command]
    start = time.perf_counter()
    done = subprocess.run(
        words,
        cwd=setting.scratch,
        env=environment | {"NO_COLOR": "1", "PYTHONUTF8": "1"} | extra,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    took = time.perf_counter() - start
    if done.returncode != 0:
        shown = " ".join(word for word in words if "\n" not in word)
        last = "\n    ".join(done.stdout.strip().splitlines()[-8:])
        raise CommandError(f"{shown}: code {done.returncode}\n    {last}")
    return took


def alternate(
    times: int, own: Callable[[], float], reference: Callable[[], float] | None
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Seconds of both, measured in turn after one unmeasured round, so that drift hits both."""
    both = [own] if reference is None else [own, reference]
    for warm_up in both:
        warm_up()
    rounds = [tuple(measure() for measure in both) for _ in range(times)]
    columns = list(zip(*rounds, strict=True))
    return columns[0], columns[1] if reference else ()


@contextmanager
def folder(setting: Setting) -> Iterator[Path]:
    """A new empty folder, gone afterwards."""
    path = Path(tempfile.mkdtemp(dir=setting.scratch))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


# --- telling --------------------------------------------------------------------------------------


def nl(number: float, decimals: int = 2) -> str:
    """A number with a decimal comma."""
    return f"{number:.{decimals}f}".replace(".", ",")


def described(goal: Goal) -> str:
    """A goal in words."""
    parts = []
    if goal.seconds is not None:
        parts.append(f"< {goal.seconds:g} s".replace(".", ","))
    if goal.ratio is not None:
        parts.append(f"<= {goal.ratio:g}x".replace(".", ","))
    if goal.memory is not None:
        parts.append(f"geheugen <= {goal.memory:g}x".replace(".", ","))
    return " en ".join(parts) or "-"


def table(results: Sequence[Result]) -> str:
    """The results as lines of text."""
    met = {True: "gehaald", False: "NIET GEHAALD", None: "-"}
    rows = [("meting", "mediaan", "spreiding", "ijkpunt", "mediaan", "keer", "doel", "uitkomst")]
    for each in results:
        reference, ratio = each.reference_median, each.ratio
        rows.append(
            (
                each.what,
                f"{nl(each.median)} s",
                f"{nl(min(each.seconds))}-{nl(max(each.seconds))}",
                each.reference,
                "-" if reference is None else f"{nl(reference)} s",
                "-" if ratio is None else nl(ratio),
                described(each.goal),
                met[each.met],
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    lines += [f"{each.name}: {each.remark}" for each in results if each.remark]
    return "\n".join(lines)


def machine() -> dict[str, object]:
    """What the numbers depend on, without anything that names the machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "kernen": cores,
        "systeem": platform.system(),
        "python": platform.python_version(),
        "helpende-data": version("helpende-data"),
    }


def as_json(results: Sequence[Result], failures: dict[str, str]) -> str:
    """Everything that was measured, for a later comparison."""
    measured = [
        asdict(each)
        | {
            "median": each.median,
            "reference_median": each.reference_median,
            "ratio": each.ratio,
            "met": each.met,
        }
        for each in results
    ]
    whole = {"machine": machine(), "results": measured, "failures": failures}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def program(environment: Path, name: str) -> Path:
    """A program of a virtual environment, on Windows too."""
    windows = environment / "Scripts" / f"{name}.exe"
    return windows if windows.is_file() else environment / "bin" / name


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Meet de snelheid van hd, naast een ijkpunt.")
    parser.add_argument(
        "--alleen", nargs="+", choices=BENCHMARKS, metavar="NAAM", help=", ".join(BENCHMARKS)
    )
    parser.add_argument("--keren", type=int, metavar="N", help="aantal metingen per onderdeel")
    parser.add_argument("--json", type=Path, metavar="BESTAND", help="schrijf alles als JSON")
    parser.add_argument(
        "--ijkomgeving", type=Path, metavar="MAP", help="omgeving met papermill en nbconvert"
    )
    parsed = parser.parse_args(given)
    if parsed.keren is not None and parsed.keren < 1:
        parser.error("--keren is ten minste 1")
    return parsed


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print a table, write JSON if asked; 1 when a measured command failed."""
    options = arguments(given)
    results: list[Result] = []
    failures: dict[str, str] = {}
    reference = None
    if options.ijkomgeving is not None:
        reference = program(options.ijkomgeving.absolute(), "python")
    with tempfile.TemporaryDirectory(prefix="hd-bench-", ignore_cleanup_errors=True) as scratch:
        setting = Setting(
            hd=program(Path(sys.prefix), "hd"),
            python=Path(sys.executable),
            reference_python=reference if reference and reference.is_file() else None,
            scratch=Path(scratch),
            times=options.keren,
        )
        for name in options.alleen or BENCHMARKS:
            print(f"meten: {name} ...", file=sys.stderr, flush=True)
            try:
                results.append(BENCHMARKS[name](setting))
            except (CommandError, OSError) as error:
                failures[name] = str(error)
    print(table(results))
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    for name, reason in failures.items():
        print(f"MISLUKT {name}: {reason}", file=sys.stderr)
    if options.json:
        options.json.write_text(as_json(results, failures), encoding="utf-8", newline="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
