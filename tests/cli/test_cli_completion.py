"""The tab key gives the names of the werkmap that the command is about."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpende_data.cli.app import app
from helpende_data.files.werkmap import packaged_data

Complete = Callable[..., list[str]]


@pytest.fixture
def complete() -> Complete:
    """The names for the last, unfinished word of a command."""

    def run(*woorden: str, **omgeving: str) -> list[str]:
        omgeving |= {
            "_HD_COMPLETE": "complete_bash",
            "COMP_WORDS": " ".join(("hd", *woorden)),
            "COMP_CWORD": str(len(woorden)),
        }
        uit = CliRunner().invoke(app, [], env=omgeving, prog_name="hd")
        assert uit.exit_code == 0
        return uit.output.split()

    return run


@pytest.fixture
def own_names(tmp_path: Path) -> Path:
    """A werkmap in which Druten has another name."""
    shutil.copytree(packaged_data() / "gebieden", tmp_path / "data" / "gebieden")
    gemeenten = tmp_path / "data" / "gebieden" / "gemeenten.csv"
    gemeenten.write_text(gemeenten.read_text().replace(",Druten,", ",Drutennieuw,"))
    return tmp_path


def test_names_come_from_the_packaged_registry(complete: Complete) -> None:
    assert complete("report", "--gemeente", "Dru") == ["Druten"]


def test_names_come_from_the_werkmap_that_was_typed(complete: Complete, own_names: Path) -> None:
    woorden = ("--werkmap", str(own_names), "report", "--gemeente", "Dru")
    assert complete(*woorden) == ["Drutennieuw"]


def test_names_come_from_the_werkmap_of_the_environment(
    complete: Complete, own_names: Path
) -> None:
    woorden = ("report", "--gemeente", "Dru")
    assert complete(*woorden, HD_WERKMAP=str(own_names)) == ["Drutennieuw"]


def test_a_damaged_registry_gives_no_names(complete: Complete, own_names: Path) -> None:
    (own_names / "data" / "gebieden" / "gemeenten.csv").write_text("kapot")
    assert complete("report", "--gemeente", "Dru", HD_WERKMAP=str(own_names)) == []
