"""Draw the baseline images anew: ``.venv/bin/python tests/figures/renew_baseline.py``.

Look at them before you commit them.
"""

from __future__ import annotations

from pathlib import Path

from figuur_gevallen import BASELINES, STEMPEL

from helpende_data.figures import draw, to_png

FOLDER = Path(__file__).parent / "baseline"

if __name__ == "__main__":
    for naam, maak in BASELINES.items():
        (FOLDER / f"{naam}.png").write_bytes(to_png(draw(maak(), stempel=STEMPEL), dpi=72))
        print(FOLDER / f"{naam}.png")
