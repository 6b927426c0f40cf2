"""A folder of broken files: each has the message it must give, and the data set stays as it was."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from maak_cellen import CELLEN, GOED_GENOEG, MAPPING
from maak_kapot import KAPOT

from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registry
from helpende_data.sources import Registers, read_file


@pytest.fixture(scope="module")
def werkmap(ingested: Werkmap, tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """A werkmap with figures in it, which no broken file may change."""
    root = tmp_path_factory.mktemp("invoer") / "werkmap"
    shutil.copytree(ingested.root, root)
    (root / "data" / "mappings").mkdir(parents=True)
    (root / "data" / "mappings" / "proef.toml").write_text(MAPPING, "utf-8")
    return Werkmap(root)


def contents(werkmap: Werkmap) -> dict[str, str]:
    """Every file of the data set but the lock."""
    return {
        pad.name: hashlib.sha256(pad.read_bytes()).hexdigest()
        for pad in werkmap.dataset.rglob("*")
        if pad.is_file() and pad.suffix != ".slot"
    }


@pytest.mark.parametrize("fout", KAPOT)
def test_a_broken_file_gives_its_message_and_changes_nothing(
    fout: str, werkmap: Werkmap, hd: Callable[..., Any], tmp_path: Path
) -> None:
    maker, zin = KAPOT[fout]
    voor = contents(werkmap)
    antwoord = hd("--werkmap", werkmap.root, "ingest", maker(tmp_path))
    assert zin in antwoord.err
    assert antwoord.code == 10
    assert antwoord.out == ""
    assert contents(werkmap) == voor


@pytest.mark.parametrize("fout", CELLEN)
def test_a_cell_that_is_no_count_is_told_with_its_place_and_changes_nothing(
    fout: str, werkmap: Werkmap, hd: Callable[..., Any], tmp_path: Path
) -> None:
    maker, zin = CELLEN[fout]
    voor = contents(werkmap)
    antwoord = hd("--werkmap", werkmap.root, "ingest", maker(tmp_path))
    assert zin in antwoord.err
    assert antwoord.code in (10, 11)
    assert contents(werkmap) == voor


@pytest.mark.parametrize(
    "wat",
    [
        pytest.param(wat, marks=pytest.mark.slow) if wat == "a million empty rows" else wat
        for wat in GOED_GENOEG
    ],
)
def test_an_odd_file_is_read_all_the_same(wat: str, registers: Registers, tmp_path: Path) -> None:
    (levering,) = read_file(GOED_GENOEG[wat](tmp_path), registers)
    rijen = levering.df[levering.df["gebied_code"].isin(["GM0225", "GM1900"])]
    assert rijen["aantal"].tolist() == [40, 15]
    assert rijen["periode"].tolist() == ["2024-H1", "2024-H1"]


@pytest.fixture(scope="module")
def registers(werkmap: Werkmap) -> Registers:
    return Registers(werkmap, *read_registry(werkmap))


def test_there_are_at_least_forty_kinds() -> None:
    assert len(KAPOT) + len(CELLEN) >= 40


def test_a_folder_is_told_to_be_one(hd: Callable, tmp_path: Path) -> None:
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", tmp_path)
    assert antwoord.code == 10
    assert "dit is een map" in antwoord.err
