"""Ten figures beside the image that was looked at; renew with renew_baseline.py."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from figuur_gevallen import BASELINES, STEMPEL
from PIL import Image

from helpende_data.figures import draw, to_png

FOLDER = Path(__file__).parent / "baseline"


def pixels(inhoud: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(inhoud)) as beeld:
        return np.asarray(beeld.convert("RGB"), dtype=float)


@pytest.mark.parametrize("naam", BASELINES)
def test_figure_looks_as_it_did_when_it_was_looked_at(naam: str, tmp_path: Path) -> None:
    nieuw = to_png(draw(BASELINES[naam](), stempel=STEMPEL), dpi=72)
    (tmp_path / f"{naam}.png").write_bytes(nieuw)
    gezien, getekend = pixels((FOLDER / f"{naam}.png").read_bytes()), pixels(nieuw)
    assert gezien.shape == getekend.shape
    rms = float(np.sqrt(np.mean((gezien - getekend) ** 2)))
    assert rms < 4, f"zie {tmp_path / naam}.png naast {FOLDER / naam}.png"
