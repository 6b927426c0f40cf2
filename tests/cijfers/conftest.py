"""Two worlds of figures, opened once: the published ones and the example."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop, open_workshop
from helpende_data.statistics import Regel, cijfers
from helpende_data.statistics.vergelijking import Vergelijker


@dataclass(frozen=True)
class Lijst:
    """Asks for figures through the library, with periods as texts."""

    workshop: Workshop
    vergelijker: Vergelijker

    def __call__(self, gebied: str, indicator: str = "", periode: str = "", **velden: str):
        return cijfers(
            self.vergelijker,
            gebied=gebied,
            indicator=indicator,
            periode=Periode.parse(periode) if periode else None,
            gebeurtenissen=self.workshop.gebeurtenissen,
            **velden,
        )

    def one(self, maat: str, gebied: str, indicator: str, periode: str, **velden: str) -> Regel:
        """The only row of this measure."""
        (regel,) = [r for r in self(gebied, indicator, periode, **velden) if r.cijfer.maat == maat]
        return regel


def _open(werkmap: Werkmap) -> Lijst:
    workshop = open_workshop(werkmap)
    return Lijst(workshop, Vergelijker(workshop.feiten, workshop.regels))


@pytest.fixture(scope="session")
def echt(ingested: Werkmap) -> Lijst:
    return _open(ingested)


@pytest.fixture(scope="session")
def voorbeeld(example: Werkmap) -> Lijst:
    return _open(example)
