"""Does every command of the manual run? In its order, on published or example figures."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pptx import Presentation

from helpende_data.files import Werkmap

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "handleiding.md").read_text("utf-8")
NETWORK = "met internet"  # the mark behind a command that a test cannot run
# Deliveries that only the reader has; the way in of each has tests of its own.
OF_THE_READER = {
    "Huiselijk_geweld.csv",
    "huisverboden.xls",
    "leveringen/84849NED.csv",
    "leveringen/veilig-thuis-2024.csv",
    "leveringen/veilig-thuis-2025-H1.csv",
    "leveringen/vt-2025-H1-verbeterd.xlsx",
    "losse-meldingen.csv",
    "veilig-thuis-2024-H1.xlsx",
}
OWN = "L0007"  # the reader's own delivery; here it has the last number
MAKE_FILES = {"evaluatie", "infographic", "nieuwsbrief", "publiceer", "report", "sessie"}
ON_PUBLISHED_FIGURES = {"cijfers", "controle", "dataset", "gebieden", "herkomst", "ingest"}


def read_commands() -> list[tuple[str, ...]]:
    """The words of each `hd` line in the manual's code, once, in order."""
    found = {}
    for block in re.findall(r"^ *```(?:console|sh)\n(.*?)^ *```", MANUAL, re.M | re.S):
        for line in block.splitlines():
            if line.strip().startswith("hd ") and not line.rstrip().endswith(NETWORK):
                found[tuple(shlex.split(line, comments=True)[1:])] = None
    return list(found)


def verb(words: tuple[str, ...]) -> str:
    while words[0] in ("--werkmap", "--stil", "--json"):
        words = words[2 if words[0] == "--werkmap" else 1 :]
    return words[0]


@pytest.fixture
def werkmappen(
    ingested: Werkmap,
    example: Werkmap,
    levering: Callable[..., Path],
    hd: Callable[..., Any],
    tmp_path: Path,
) -> tuple[Path, Path]:
    """Published figures with one delivery more, and the example; files that are easily made."""
    for naam, werkmap in (("echt", ingested), ("verzonnen", example)):
        shutil.copytree(werkmap.root, tmp_path / naam)
        boek = Workbook()
        for rij in (("Gemeente", "Periode", "Meldingen"), ("Druten", "2024-H1", 31)):
            boek.active.append(rij)
        boek.save(tmp_path / naam / "levering-2024.xlsx")
        Presentation().save(str(tmp_path / naam / "presentatie-raad.pptx"))
        boek.save(tmp_path / naam / "presentatie.xlsx")
        (kop,) = re.findall(r"^gebied;indicator;.*$", MANUAL, re.M)
        rij_van_ander = f"{kop}\nHeumen;adviezen;;2023;tussen;;0;900\n"
        (tmp_path / naam / "raadsvragen.csv").write_text(rij_van_ander, "utf-8")
    extra = levering(
        "gebied_code indicator uitsplitsing periode aantal\nVT-GZ casussen totaal 2022 2000\n"
        "GM0225 meldingen totaal 2023-H1 40\nGM0225 meldingen totaal 2023 80\n"
        "GM0225 meldingen leeftijd:0-17 2023 30"
    )
    assert hd("--werkmap", tmp_path / "echt", "ingest", extra).code == 0
    return tmp_path / "echt", tmp_path / "verzonnen"


def last_delivery(werkmap: Path) -> str:
    return max(pad.stem for pad in (werkmap / "data" / "dataset").glob("L*.parquet"))


def run_all(
    commands: list[tuple[str, ...]],
    werkmappen: tuple[Path, Path],
    hd: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    echt, verzonnen = werkmappen
    for words in commands:
        order = (echt, verzonnen) if verb(words) in ON_PUBLISHED_FIGURES else (verzonnen, echt)
        said = []
        for werkmap in order:
            monkeypatch.chdir(werkmap)
            answer = hd(*(last_delivery(echt) if word == OWN else word for word in words))
            said.append(answer.err)
            absent = answer.code == 10 and OF_THE_READER & set(words)
            if answer.code == 0 or absent:
                break
        else:
            pytest.fail(f"hd {shlex.join(words)}\n{''.join(said)}")


@pytest.mark.slow
def test_every_command_that_shows_or_reads_something_runs(
    werkmappen: tuple[Path, Path], hd: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = [words for words in read_commands() if verb(words) not in MAKE_FILES]
    assert len(commands) > 40
    run_all(commands, werkmappen, hd, monkeypatch)


@pytest.mark.slow
def test_every_command_that_makes_files_runs(
    werkmappen: tuple[Path, Path], hd: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = [words for words in read_commands() if verb(words) in MAKE_FILES]
    assert len(commands) > 15
    run_all(
        [("--werkmap", "cijfers", "--stil", "ingest"), ("voorbeeld",), *commands],
        werkmappen,
        hd,
        monkeypatch,
    )


def test_only_what_asks_the_network_is_marked_as_such() -> None:
    marked = re.findall(rf"^ *hd (.*?)#.*{NETWORK}$", MANUAL, re.M)
    assert marked
    assert all("--bron cbs" in words or "--tabel" in words for words in marked)
