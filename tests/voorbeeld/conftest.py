"""One example region for all tests of this room, made, read and loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from helpende_data.dataset import Dataset, add_leveringen, read_dataset
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden
from helpende_data.schema import Indicatoren, read_indicatoren
from helpende_data.sources import Levering, read_published
from helpende_data.voorbeeld import make_voorbeeld


@dataclass(frozen=True)
class Gemaakt:
    """The example as files, as deliveries and as a data set, with the registries beside it."""

    werkmap: Werkmap
    paden: tuple[Path, ...]
    leveringen: tuple[Levering, ...]
    dataset: Dataset
    gebieden: Gebieden
    indicatoren: Indicatoren

    def counts(self) -> dict[tuple[str, str, str, str], int | None]:
        """(indicator, uitsplitsing, area, period) -> count, None where there is none."""
        t = self.dataset.tellingen
        sleutels = zip(
            t["indicator"], t["uitsplitsing"], t["gebied_code"], t["periode"], strict=True
        )
        aantallen = t["aantal"].astype(object).where(t["aantal"].notna(), None)
        return dict(zip(sleutels, aantallen, strict=True))


@pytest.fixture(scope="session")
def voorbeeld(tmp_path_factory: pytest.TempPathFactory) -> Gemaakt:
    werkmap = Werkmap(tmp_path_factory.mktemp("voorbeeld"))
    paden = make_voorbeeld(werkmap)
    leveringen = tuple(read_published(pad, werkmap.shown(pad)) for pad in paden)
    add_leveringen(werkmap, leveringen, vast=False)
    return Gemaakt(
        werkmap,
        paden,
        leveringen,
        read_dataset(werkmap),
        read_gebieden(werkmap),
        read_indicatoren(werkmap.data_file("indicatoren.toml")),
    )


@pytest.fixture(scope="session")
def counts(voorbeeld: Gemaakt) -> dict[tuple[str, str, str, str], int | None]:
    return voorbeeld.counts()
