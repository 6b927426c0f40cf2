"""The same rounding and audit by Tau-Argus, through the package pytauargus in its own process.

    python tauargus.py TABLE.json

The table holds `counts`, `rows` ([variable, factor] pairs that add up to 0) and `hidden`. The last
line printed is JSON: the seconds that rounding to base 5 took and how far it moved the counts, the
seconds of the audit of the hidden cells and the interval of each. Imports nothing of the project.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BASE = 5


def write_jj(path: Path, table: dict[str, Any], hidden: set[int]) -> None:
    """The table in the format of its engine: cells with their bounds, then the sums."""
    cells = [
        f"{v} {n} 1 {'u' if v in hidden else 's'} 0 1000000 0 0 0"
        for v, n in enumerate(table["counts"])
    ]
    sums = [f"0 {len(row)} : " + " ".join(f"{v} ({c})" for v, c in row) for row in table["rows"]]
    lines = ["0", str(len(cells)), *cells, str(len(sums)), *sums]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def round_table(path: Path, table: dict[str, Any]) -> tuple[float, float]:
    """Seconds, and the sum of what the cells moved."""
    from pytauargus import RounderCtrl

    out = path.with_suffix(".uit")
    rounder = RounderCtrl()
    start = time.perf_counter()
    result, *_ = rounder.do_round(
        solver="SCIP",
        in_file=str(path),
        base=float(BASE),
        upper_bound=[1.0e40],
        lower_bound=[0.0],
        solution_file=str(out),
        statistics_file=str(path.with_suffix(".stat")),
        max_time=120,
        zero_restricted=1,
    )
    took = time.perf_counter() - start
    if result > 0:
        raise SystemExit(f"do_round: {result}")
    return took, deviation(out.read_text("utf-8"), table["counts"])


def deviation(text: str, counts: list[int]) -> float:
    """How far its table lies from the true one; a line reads ``0 from 63.0 to 60.0``."""
    found = re.findall(r"^ *(\d+) from .* to +([\d.]+)", text, flags=re.MULTILINE)
    rounded = {int(number): float(value) for number, value in found}
    return sum(abs(rounded[v] - n) for v, n in enumerate(counts))


def audit_table(path: Path) -> tuple[float, dict[int, tuple[float, float]]]:
    from pytauargus._tauargus import audit_jj

    start = time.perf_counter()
    rows = audit_jj(str(path))
    took = time.perf_counter() - start
    return took, {row["cell"]: (row["min"], row["max"]) for row in rows}


def main() -> None:
    table = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tabel.jj"
        write_jj(path, table, set())
        rounding, moved = round_table(path, table)
        write_jj(path, table, set(table["hidden"]))
        audit, intervals = audit_table(path)
    print(
        json.dumps({"rounding": rounding, "moved": moved, "audit": audit, "intervals": intervals})
    )


if __name__ == "__main__":
    main()
