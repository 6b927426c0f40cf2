"""A folder of broken files: each has the message it must give, and the data set stays as it was."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from maak_kapot import KAPOT

from helpende_data.files import Werkmap


@pytest.fixture(scope="module")
def werkmap(ingested: Werkmap, tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """A werkmap with figures in it, which no broken file may change."""
    root = tmp_path_factory.mktemp("invoer") / "werkmap"
    shutil.copytree(ingested.root, root)
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


def test_there_are_at_least_forty_kinds() -> None:
    assert len(KAPOT) >= 40
