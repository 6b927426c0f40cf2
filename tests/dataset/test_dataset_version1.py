"""A data set that the first version made is read, carried over and goes on.

The folder `versie1` was made by commit dce3732: a delivery that was replaced, one that lapsed, one
of data/bron that stayed, and inhabitants.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpende_data import pipeline
from helpende_data.dataset import historie, read_dataset, restore, withdraw
from helpende_data.files import Werkmap

Write = Callable[..., Path]
VT = "gebied_code indicator periode aantal\nVT06 meldingen 2020 100\nVT06 adviezen 2020 "


@pytest.fixture
def oud(tmp_path: Path) -> Werkmap:
    werkmap = Werkmap(tmp_path / "w")
    shutil.copytree(Path(__file__).parent / "versie1", werkmap.dataset)
    return werkmap


def states(werkmap: Werkmap) -> list[tuple[str, str]]:
    regels = historie(werkmap, bewaartermijn={}, vandaag=date(2026, 1, 1))
    return [(regel.entry.id, regel.stand.status) for regel in regels]


STATES = [
    ("L0001", "vervangen"),
    ("L0002", "geldig"),
    ("L0003", "vervallen"),
    ("L0004", "vervangen"),
    ("L0005", "geldig"),
    ("L0006", "geldig"),
]


def test_the_same_figures_count_as_in_the_first_version(oud: Werkmap) -> None:
    dataset = read_dataset(oud)
    assert sorted(dataset.tellingen["aantal"]) == [8, 100, 205]
    assert dataset.inwoners["inwoners"].tolist() == [18926]
    assert {entry.naam for entry in dataset.leveringen} == {"blijft", "vt", "mensen"}


def test_reading_changes_no_byte_and_the_next_change_carries_over(
    oud: Werkmap, levering: Write
) -> None:
    index = oud.dataset / "dataset.json"
    voor = index.read_bytes()
    read_dataset(oud)
    assert index.read_bytes() == voor
    assert states(oud) == STATES
    pipeline.ingest(oud, [levering("gebied_code indicator periode aantal\nVT06 meldingen 2021 3")])
    assert json.loads(index.read_bytes())["versie"] == 2
    assert sorted(read_dataset(oud).tellingen["aantal"]) == [3, 8, 100, 205]
    assert states(oud) == [*STATES, ("L0007", "geldig")]


def test_the_file_of_a_delivery_of_the_first_version_is_known_again(
    oud: Werkmap, levering: Write
) -> None:
    gedaan = pipeline.ingest(oud, [levering(VT + "205", naam="vt")])
    assert [entry.id for entry in gedaan.change.gelijk] == ["L0005"]
    assert gedaan.change.nieuw == ()


def test_a_delivery_of_the_first_version_can_be_taken_back(oud: Werkmap) -> None:
    withdraw(oud, "L0005")
    assert sorted(read_dataset(oud).tellingen["aantal"]) == [8, 100, 200]
    restore(oud, "L0005")
    assert sorted(read_dataset(oud).tellingen["aantal"]) == [8, 100, 205]


def test_the_history_says_which_periods_they_hold(oud: Werkmap, hd: Callable[..., Any]) -> None:
    regels = hd("--werkmap", oud.root, "--json", "dataset", "historie").json
    assert [(r["levering"], r["periodes"]) for r in regels] == [
        ("L0001", ["2019"]),
        ("L0002", ["2018"]),
        ("L0003", ["2019"]),
        ("L0004", ["2020"]),
        ("L0005", ["2020"]),
        ("L0006", ["2020"]),
    ]
