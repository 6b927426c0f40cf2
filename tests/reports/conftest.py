"""Werkmappen with real and with example figures, ingested once."""

import shutil
from pathlib import Path

import pytest

from helpende_data.files import Werkmap
from helpende_data.pipeline import Workshop, ingest, ingest_voorbeeld, open_workshop


@pytest.fixture(scope="session")
def echt(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The published figures that come with the tool."""
    werkmap = Werkmap(tmp_path_factory.mktemp("echt"))
    ingest(werkmap)
    return open_workshop(werkmap)


@pytest.fixture(scope="session")
def verzonnen(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The synthetic example region."""
    werkmap = Werkmap(tmp_path_factory.mktemp("voorbeeld"))
    ingest_voorbeeld(werkmap)
    return open_workshop(werkmap)


@pytest.fixture
def eigen_bron(tmp_path: Path) -> Werkmap:
    """A werkmap with a copy of the source files of its own, ready to be changed."""
    werkmap = Werkmap(tmp_path)
    shutil.copytree(werkmap.packaged / "bron", werkmap.own / "bron")
    return werkmap
