"""Untidy deliveries are read to the figures that were put into them, and nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from slordig import SLORDIG, Cijfers, Slordig

from helpende_data.sources import Levering, Registers, read_file


def counts(levering: Levering) -> Cijfers:
    """What a delivery holds, as the untidy files tell it."""
    gevonden: Cijfers = {}
    for r in levering.df.itertuples():
        code = r.indicator if r.uitsplitsing == "totaal" else f"{r.indicator}/{r.uitsplitsing}"
        staat: object = r.status
        if r.status == "exact":
            assert r.laag == r.aantal == r.hoog
            staat = r.aantal
        elif r.status == "onderdrukt":
            staat = (r.laag, r.hoog)
        gevonden[code, r.gebied_code, r.periode] = staat
    assert len(gevonden) == len(levering.df)
    return gevonden


def test_the_untidy_files_are_of_every_kind() -> None:
    assert len(SLORDIG) >= 8


@pytest.mark.parametrize("naam", SLORDIG)
def test_untidy_file_gives_exactly_its_figures(
    naam: str, mapping: Callable[..., Path], registers: Registers, tmp_path: Path
) -> None:
    slordig: Slordig = SLORDIG[naam]
    mapping(textwrap.dedent(slordig.mapping), naam=naam)
    (levering,) = read_file(slordig.make(tmp_path), registers)
    assert counts(levering) == slordig.cijfers
    assert len(levering.waarschuwingen) == slordig.waarschuwingen
    voorlopig = levering.df.loc[levering.df["voorlopig"], "periode"]
    assert set(voorlopig) == slordig.voorlopig
    assert levering.periodes == tuple(sorted({periode for _, _, periode in slordig.cijfers}))
    assert levering.reeks == naam
