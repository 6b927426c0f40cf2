"""Two worlds for the checks: the real published figures, and a small invented region."""

from __future__ import annotations

import pytest
from controle_verzonnen import write_invented
from controle_wereld import Wereld, load_world

from helpende_data.files import Werkmap


@pytest.fixture(scope="session")
def echt(tmp_path_factory: pytest.TempPathFactory) -> Wereld:
    """The published figures that travel with the tool."""
    werkmap = Werkmap(tmp_path_factory.mktemp("controle-echt"))
    return load_world(werkmap, werkmap.data_files("bron", ".csv"))


@pytest.fixture(scope="session")
def verzonnen(tmp_path_factory: pytest.TempPathFactory) -> Wereld:
    """Another region, with other codes, names, years and values, written as data files."""
    werkmap = Werkmap(tmp_path_factory.mktemp("controle-verzonnen"))
    write_invented(werkmap.own)
    return load_world(werkmap, sorted((werkmap.own / "bron").glob("*.csv")))
