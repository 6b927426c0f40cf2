"""Reads the data set and the registries that say what it means. Decides nothing itself."""

from __future__ import annotations

from helpende_data.dataset import Dataset, read_dataset, read_indelingen
from helpende_data.disclosure import protect, read_beleid
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden, with_indelingen
from helpende_data.schema import Indicatoren, read_indicatoren
from helpende_data.sources import Registers
from helpende_data.statistics import Feiten


def read_registry(werkmap: Werkmap, dataset: Dataset | None = None) -> tuple[Gebieden, Indicatoren]:
    """The areas, with the divisions of CBS where they were read, and the indicators.

    Args:
        dataset: the data set of the werkmap, when it was read already.
    """
    indelingen = dataset.indelingen if dataset else read_indelingen(werkmap)
    gebieden = with_indelingen(read_gebieden(werkmap), indelingen)
    return gebieden, read_indicatoren(werkmap.data_file("indicatoren.toml"))


def read_registers(werkmap: Werkmap) -> Registers:
    """What a reader of deliveries needs beside its file."""
    return Registers(werkmap, *read_registry(werkmap))


def load(werkmap: Werkmap) -> Feiten:
    """The data set, protected, with the registries that say what it means."""
    dataset = read_dataset(werkmap)
    gebieden, indicatoren = read_registry(werkmap, dataset)
    return Feiten(protect(dataset, gebieden, read_beleid(werkmap)), gebieden, indicatoren)
