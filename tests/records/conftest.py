"""What the tests of losse adviezen en meldingen share: reading some bytes, and own mappings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registry
from helpende_data.sources import Levering, Registers, read_file

PACKAGED = "mappings/veilig-thuis-records.toml"


@pytest.fixture(scope="session")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Registers:
    """The registries with a werkmap of their own."""
    werkmap = Werkmap(tmp_path_factory.mktemp("records"))
    return Registers(werkmap, *read_registry(werkmap))


@pytest.fixture(scope="session")
def read(
    registers: Registers, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[Levering, ...]]:
    """Write some bytes to a file and read it with the packaged mapping."""
    map_ = tmp_path_factory.mktemp("bestanden")

    def read_bytes(inhoud: bytes, naam: str = "records.csv") -> tuple[Levering, ...]:
        (map_ / naam).write_bytes(inhoud)
        return read_file(map_ / naam, registers)

    return read_bytes


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[[dict[str, str]], Registers]:
    """Change the packaged mapping in a werkmap: text -> what stands there instead."""

    def write(anders: dict[str, str]) -> Registers:
        werkmap = Werkmap(tmp_path / "werkmap")
        tekst = werkmap.data_file(PACKAGED).read_text("utf-8")
        for oud, nieuw in anders.items():
            assert oud in tekst
            tekst = tekst.replace(oud, nieuw)
        (werkmap.own / "mappings").mkdir(parents=True)
        (werkmap.own / PACKAGED).write_text(tekst, "utf-8")
        return Registers(werkmap, *read_registry(werkmap))

    return write
