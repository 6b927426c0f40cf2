"""Deliveries of one series, each with its claim, put into a werkmap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpende_data.dataset import Change, add_leveringen
from helpende_data.files import Werkmap
from helpende_data.sources import Levering
from helpende_data.sources.published import read_published

Add = Callable[..., Change]


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path / "w")


@pytest.fixture
def lees(levering: Callable[..., Path], tmp_path: Path) -> Callable[..., Levering]:
    """A delivery of the series `vt` with a claim, from a small text table."""

    def read(
        tekst: str, *periodes: str, reeks: str = "vt", naam: str = "", **velden: object
    ) -> Levering:
        nummer = len(list((tmp_path / "leveringen").glob("*.csv"))) + 1
        pad = levering(tekst, naam=naam or f"vt-{nummer}", **velden)
        return replace(read_published(pad, pad.name), reeks=reeks, periodes=periodes)

    return read


@pytest.fixture
def add(werkmap: Werkmap, lees: Callable[..., Levering]) -> Add:
    """Read in such a delivery."""

    def add_one(tekst: str, *periodes: str, **velden: object) -> Change:
        return add_leveringen(werkmap, [lees(tekst, *periodes, **velden)], vast=False)

    return add_one
