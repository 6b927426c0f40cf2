"""What the tests of mappings share: a werkmap to put own mappings in, and the registries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registry
from helpende_data.sources import Registers

BRON = """
[bron]
bron = "toets"
uitgever = "Uitgever van de toets"
titel = "Verzonnen levering"
licentie = "niet openbaar"
openbaar = false
bescherming = "geen"
"""


@pytest.fixture(scope="session")
def registry() -> tuple:
    """Areas and indicators as they come with the tool."""
    return read_registry(Werkmap(Path("bestaat niet")))


@pytest.fixture
def registers(tmp_path: Path, registry: tuple) -> Registers:
    """The registries with an empty werkmap."""
    return Registers(Werkmap(tmp_path / "werkmap"), *registry)


@pytest.fixture
def mapping(registers: Registers) -> Callable[..., Path]:
    """Write an own mapping of kind tabel in the werkmap."""

    def write(tekst: str, naam: str = "toets", kop: str = 'soort = "tabel"') -> Path:
        pad = registers.werkmap.own / "mappings" / f"{naam}.toml"
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(f'naam = "{naam}"\n{kop}\n{tekst}\n{BRON}', "utf-8")
        return pad

    return write
