"""The example and the real figures as protected facts, and small invented worlds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from statistics_wereld import Wereld, classify, wereld

from helpende_data import pipeline
from helpende_data.files import Werkmap


@pytest.fixture(scope="session")
def voorbeeld(example: Werkmap) -> Wereld:
    return wereld(example)


@pytest.fixture(scope="session")
def echt(ingested: Werkmap) -> Wereld:
    return wereld(ingested)


@pytest.fixture
def invent(tmp_path: Path, levering: Callable[..., Path]) -> Callable[..., Wereld]:
    """A world from small tables of counts and inhabitants; both are made up."""

    nummers = itertools.count()

    def make(
        tellingen: str | Sequence[str],
        inwoners: str,
        stedelijkheid: dict[str, str] | None = None,
        **herkomst: object,
    ) -> Wereld:
        werkmap = Werkmap(tmp_path / f"verzonnen-{next(nummers)}")
        if stedelijkheid is not None:
            classify(werkmap, stedelijkheid)
        tekst = tellingen if isinstance(tellingen, str) else "\n".join(tellingen)
        velden = {"synthetisch": True, "afronding": 1} | herkomst
        paden = [
            levering(tekst, naam="tellingen", **velden),
            levering(inwoners, tabel="inwoners", naam="inwoners", **velden),
        ]
        pipeline.ingest(werkmap, paden)
        return wereld(werkmap)

    return make
