"""Reads the data set and the registries that say what it means. Decides nothing itself."""

from __future__ import annotations

from helpende_data.dataset import read_dataset
from helpende_data.disclosure import protect, read_beleid
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden
from helpende_data.schema import Indicatoren, read_indicatoren
from helpende_data.statistics import Feiten


def read_registry(werkmap: Werkmap) -> tuple[Gebieden, Indicatoren]:
    """The areas and the indicators of a werkmap."""
    return read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))


def load(werkmap: Werkmap) -> Feiten:
    """The data set, protected, with the registries that say what it means."""
    dataset = read_dataset(werkmap)
    gebieden, indicatoren = read_registry(werkmap)
    return Feiten(protect(dataset, gebieden, read_beleid(werkmap)), gebieden, indicatoren)
