"""A werkmap with a delivery of our own, and the same with a report published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from publicaties import OWN, counts

from helpende_data import pipeline
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode

Write = Callable[..., Path]
Make = Callable[[Path, str], Werkmap]


@pytest.fixture(scope="module")
def make(write_levering: Write) -> Make:
    """Makes a werkmap: published inhabitants, a table of CBS, and invented counts of our own that
    are not public."""

    def ingested(root: Path, tekst: str) -> Werkmap:
        werkmap = Werkmap(root)
        inwoners = werkmap.data_file("bron/inwoners-1-januari.csv")
        eigen = write_levering(tekst, naam="eigen", folder=root / "in", **OWN)
        # The table of CBS is there, without a figure of these municipalities.
        cbs = write_levering(
            "gebied_code indicator uitsplitsing periode aantal status\n"
            "GM0363 meldingen totaal 2023 2500 afgerond\n"
            "VT06 meldingen totaal 2023 2500 afgerond",
            naam="cbs-84849NED",
            folder=root / "in",
            bron="cbs",
            afronding=5,
            marge=2,
        )
        pipeline.ingest(werkmap, (inwoners, eigen, cbs))
        return werkmap

    return ingested


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, make: Make) -> Werkmap:
    """Such a werkmap. Do not write in it: take `own`."""
    return make(tmp_path_factory.mktemp("eigen"), counts())


@pytest.fixture
def own(prepared: Werkmap, tmp_path: Path) -> Werkmap:
    shutil.copytree(prepared.root, tmp_path / "werkmap")
    return Werkmap(tmp_path / "werkmap")


@pytest.fixture(scope="module")
def published(prepared: Werkmap, tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """The same, with the report about Druten published. Do not write in it."""
    werkmap = Werkmap(tmp_path_factory.mktemp("openbaar") / "w")
    shutil.copytree(prepared.root, werkmap.root)
    wie = {"door": "A. Ander", "functie": "teamleider"}
    werkplaats = pipeline.open_workshop(werkmap)
    over = {"periode": Periode.parse("2023"), "formaten": ("csv",)}
    pipeline.publish(werkplaats, [pipeline.Aanvraag("team", "Druten", **over)], **wie)
    return werkmap


@pytest.fixture
def public(published: Werkmap, tmp_path: Path) -> Werkmap:
    shutil.copytree(published.root, tmp_path / "openbaar")
    return Werkmap(tmp_path / "openbaar")
