"""What is damaged is named, with a way back that works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpende_data import pipeline
from helpende_data.dataset import (
    Change,
    add_leveringen,
    index,
    read_dataset,
    read_indelingen,
    read_inwoners,
    repair,
    withdraw,
)
from helpende_data.dataset.index import COPY, INDEX
from helpende_data.errors import DatasetError, WriteError
from helpende_data.files import Werkmap, write_atomic
from helpende_data.gebieden import read_gebieden
from helpende_data.sources import Levering

Add = Callable[..., Change]
H1 = "gebied_code indicator periode aantal\nVT06 meldingen 2024-H1 100"


def spoil(pad: Path) -> None:
    inhoud = bytearray(pad.read_bytes())
    inhoud[len(inhoud) // 2] ^= 1
    pad.write_bytes(inhoud)


@pytest.mark.parametrize("weg", [True, False])
def test_reading_the_same_file_again_replaces_a_damaged_delivery(
    weg: bool, tmp_path: Path, levering: Callable[..., Path], hd: Callable[..., Any]
) -> None:
    werkmap = Werkmap(tmp_path / "w")
    pad = levering(H1, folder=werkmap.root / "leveringen")
    pipeline.ingest(werkmap, [pad])
    parquet = werkmap.dataset / "L0001.parquet"
    goed = parquet.read_bytes()
    parquet.unlink() if weg else spoil(parquet)
    antwoord = hd("--werkmap", werkmap.root, "controle")
    assert antwoord.code == 14
    raad = (
        "Lees leveringen/levering.csv (L0001) opnieuw in met: "
        'hd ingest "leveringen/levering.csv"; dat vervangt het bestand'
    )
    assert raad in antwoord.err
    antwoord = hd("--werkmap", werkmap.root, "ingest", pad)
    assert "L0001 (leveringen/levering.csv) was beschadigd en is weer heel." in antwoord.out
    assert parquet.read_bytes() == goed
    assert read_dataset(werkmap).tellingen["aantal"].tolist() == [100]


def test_bytes_of_another_version_get_a_name_of_their_own(
    werkmap: Werkmap, lees: Callable[..., Levering], monkeypatch: pytest.MonkeyPatch
) -> None:
    los = lees(H1, "2024-H1")
    add_leveringen(werkmap, [los], vast=False)
    spoil(werkmap.dataset / "L0001.parquet")
    import pyarrow.parquet as pq

    schrijf = pq.write_table
    monkeypatch.setattr(
        pq, "write_table", lambda t, doel, **_: schrijf(t, doel, compression="snappy")
    )
    assert [e.id for e in add_leveringen(werkmap, [los], vast=False).hersteld] == ["L0001"]
    (pad,) = werkmap.dataset.glob("*.parquet")
    assert pad.name.startswith("L0001-")
    assert read_dataset(werkmap).tellingen["aantal"].tolist() == [100]


def test_a_damaged_delivery_does_not_stop_its_own_withdrawal(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    spoil(werkmap.dataset / "L0001.parquet")
    withdraw(werkmap, "L0001")
    assert read_dataset(werkmap).tellingen.empty


@pytest.mark.parametrize("weg", [True, False])
def test_a_damaged_list_is_put_back_from_its_copy(
    weg: bool, werkmap: Werkmap, add: Add, hd: Callable[..., Any]
) -> None:
    add(H1, "2024-H1")
    add(H1.replace("100", "101"), "2024-H1")
    index = werkmap.dataset / INDEX
    goed = index.read_bytes()
    index.unlink() if weg else spoil(index)
    antwoord = hd("--werkmap", werkmap.root, "dataset", "historie")
    assert "dataset.json. Typ: hd dataset herstel" in antwoord.err
    antwoord = hd("--werkmap", werkmap.root, "dataset", "herstel")
    assert "teruggezet uit de kopie" in antwoord.out
    assert index.read_bytes() == goed
    assert read_dataset(werkmap).tellingen["aantal"].tolist() == [101]


def test_a_copy_that_cannot_be_written_is_no_fault_and_costs_no_figures(
    werkmap: Werkmap, add: Add, hd: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy stays behind; putting it back must not remove what it does not know."""
    add(H1, "2024-H1")

    def full(pad: Path, inhoud: bytes, *, private: bool = False) -> None:
        if pad.name == COPY:
            raise WriteError("de schijf is vol")
        write_atomic(pad, inhoud, private=private)

    with monkeypatch.context() as vol:
        vol.setattr(index, "write_atomic", full)
        add(H1.replace("2024-H1", "2024-H2"), "2024-H2")
    assert len(read_dataset(werkmap).tellingen) == 2
    spoil(werkmap.dataset / INDEX)
    antwoord = hd("--werkmap", werkmap.root, "dataset", "herstel")
    assert "De lijst noemt L0002.parquet niet" in antwoord.out
    assert (werkmap.dataset / "L0002.parquet").is_file()
    assert len(read_dataset(werkmap).tellingen) == 1


def test_a_damaged_list_does_not_pass_for_no_data_set(
    werkmap: Werkmap, add: Add, hd: Callable[..., Any]
) -> None:
    assert read_indelingen(werkmap).empty
    assert read_inwoners(werkmap, read_gebieden(werkmap)) is None
    add(H1, "2024-H1")
    spoil(werkmap.dataset / INDEX)
    assert hd("--werkmap", werkmap.root, "gebieden").code == 14
    with pytest.raises(DatasetError, match="beschadigd"):
        read_indelingen(werkmap)
    with pytest.raises(DatasetError, match="beschadigd"):
        read_inwoners(werkmap, read_gebieden(werkmap))


def test_a_changed_number_in_the_list_is_seen(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    index = werkmap.dataset / INDEX
    index.write_text(index.read_text("utf-8").replace('"2024-H1"', '"2024-H2"'), "utf-8")
    with pytest.raises(DatasetError, match="hd dataset herstel"):
        read_dataset(werkmap)


def test_a_list_without_a_whole_copy_says_to_begin_anew(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    for naam in (INDEX, COPY):
        spoil(werkmap.dataset / naam)
    voor = (werkmap.dataset / INDEX).read_bytes()
    for doe in (read_dataset, repair):
        with pytest.raises(DatasetError, match="Hernoem de map data"):
            doe(werkmap)
    assert (werkmap.dataset / INDEX).read_bytes() == voor


def test_a_list_of_a_newer_version_is_not_put_back_to_an_older_one(
    werkmap: Werkmap, add: Add
) -> None:
    add(H1, "2024-H1")
    index = werkmap.dataset / INDEX
    index.write_text(index.read_text("utf-8").replace('"versie": 2', '"versie": 3'), "utf-8")
    voor = index.read_bytes()
    with pytest.raises(DatasetError, match="nieuwere versie"):
        repair(werkmap)
    assert index.read_bytes() == voor


def test_damaged_deliveries_are_all_named_and_what_to_do(
    werkmap: Werkmap, lees: Callable[..., Levering], hd: Callable[..., Any]
) -> None:
    add_leveringen(werkmap, [lees(H1, reeks="", naam="vast")], vast=True)
    beter = lees(H1.replace("100", "101"), reeks="", naam="vast")
    add_leveringen(werkmap, [beter], vast=True)
    for pad in werkmap.dataset.glob("*.parquet"):
        spoil(pad)
    gemeld = hd("--werkmap", werkmap.root, "--json", "dataset", "herstel").json
    assert [(r["levering"], r["doe"]) for r in gemeld["beschadigd"]] == [
        ("L0001", "zij telt niet mee; wis haar met: hd dataset verwijder L0001 --reden REDEN"),
        ("L0002", "lees vast.csv (L0002) opnieuw in met: hd ingest"),
    ]


def test_a_whole_data_set_is_said_to_be_whole(
    werkmap: Werkmap, add: Add, hd: Callable[..., Any]
) -> None:
    add(H1, "2024-H1")
    antwoord = hd("--werkmap", werkmap.root, "dataset", "herstel")
    assert antwoord.out == "De dataset is heel: elke levering is zoals zij is ingelezen.\n"
