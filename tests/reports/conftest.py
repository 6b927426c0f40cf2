"""Werkmappen with real and with example figures, ingested once."""

import shutil
from pathlib import Path

import pytest

from helpende_data.files import Werkmap
from helpende_data.pipeline import Workshop, open_workshop


@pytest.fixture(scope="session")
def echt(ingested: Werkmap) -> Workshop:
    """The published figures that come with the tool."""
    return open_workshop(ingested)


@pytest.fixture(scope="session")
def verzonnen(example: Werkmap) -> Workshop:
    """The synthetic example region."""
    return open_workshop(example)


@pytest.fixture
def eigen_bron(tmp_path: Path) -> Werkmap:
    """A werkmap with a copy of the source files of its own, ready to be changed."""
    werkmap = Werkmap(tmp_path)
    shutil.copytree(werkmap.packaged / "bron", werkmap.own / "bron")
    return werkmap
