"""Deliveries come, change and lapse; the same files again change nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpende_data import pipeline
from helpende_data.dataset import read_dataset
from helpende_data.dataset.index import read_index
from helpende_data.dataset.stand import stand
from helpende_data.errors import ContractError, DatasetError
from helpende_data.files import Werkmap

Write = Callable[..., Path]
EEN = "gebied_code indicator periode aantal\nVT06 meldingen 2020 100\nVT06 adviezen 2020 200"
ANDERS = EEN.replace("200", "205")


def snapshot(werkmap: Werkmap) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in werkmap.dataset.iterdir()}


def index(werkmap: Werkmap) -> list[tuple[str, str, str]]:
    entries = read_index(werkmap)
    return [(e.id, e.naam, stand(entries)[e.id].status) for e in entries]


def test_reading_everything_again_changes_no_byte(ingested_copy: Werkmap) -> None:
    voor = snapshot(ingested_copy)
    gedaan = pipeline.ingest(ingested_copy)
    assert snapshot(ingested_copy) == voor
    assert gedaan.change.nieuw == ()
    assert len(gedaan.change.gelijk) == len(gedaan.rows)


@pytest.mark.slow
def test_making_the_example_again_changes_no_byte(example_copy: Werkmap) -> None:
    voor = snapshot(example_copy)
    pipeline.ingest_voorbeeld(example_copy)
    assert snapshot(example_copy) == voor


@pytest.mark.slow
def test_two_werkmappen_read_from_the_same_files_are_the_same(
    ingested: Werkmap, tmp_path: Path
) -> None:
    """All but who read them in when."""
    pipeline.ingest(Werkmap(tmp_path))
    een, ander = snapshot(Werkmap(tmp_path)), snapshot(ingested)
    assert een.keys() == ander.keys()
    assert all(een[naam] == ander[naam] for naam in een if naam.endswith(".parquet"))
    lijsten = (
        [replace(entry, ingelezen="", door="") for entry in read_index(werkmap)]
        for werkmap in (Werkmap(tmp_path), ingested)
    )
    assert next(lijsten) == next(lijsten)


def test_a_changed_file_is_a_new_delivery_and_the_old_one_is_replaced(
    tmp_path: Path, levering: Write
) -> None:
    werkmap = Werkmap(tmp_path / "w")
    pipeline.ingest(werkmap, [levering(EEN, naam="vt")])
    oud = snapshot(werkmap)
    pipeline.ingest(werkmap, [levering(ANDERS, naam="vt")])
    assert index(werkmap) == [("L0001", "vt", "vervangen"), ("L0002", "vt", "geldig")]
    assert read_dataset(werkmap).tellingen["aantal"].tolist() == [100, 205]
    assert snapshot(werkmap)["L0001.parquet"] == oud["L0001.parquet"]


def test_a_changed_herkomst_is_a_new_delivery_too(tmp_path: Path, levering: Write) -> None:
    werkmap = Werkmap(tmp_path / "w")
    pipeline.ingest(werkmap, [levering(EEN, naam="vt", titel="Eerste druk")])
    pipeline.ingest(werkmap, [levering(EEN, naam="vt", titel="Tweede druk")])
    assert [status for _, _, status in index(werkmap)] == ["vervangen", "geldig"]


def test_a_file_that_differs_from_its_herkomst_is_remarked(tmp_path: Path, levering: Write) -> None:
    pad = levering(EEN, naam="vt", sha256="0" * 64)
    gedaan = pipeline.ingest(Werkmap(tmp_path / "w"), [pad])
    assert "wijkt af van de herkomst" in gedaan.rows[0].opmerking


def test_a_file_that_left_the_folder_of_sources_lapses(tmp_path: Path, levering: Write) -> None:
    """`vast`: these files are a whole, as those of data/bron are. A loose delivery stays."""
    werkmap = Werkmap(tmp_path / "w")
    eigen = levering("gebied_code indicator periode aantal\nVT06 meldingen 1999 7", naam="eigen")
    blijft = levering(EEN, naam="blijft")
    los = levering("gebied_code indicator periode aantal\nVT06 meldingen 1998 7", naam="los")
    pipeline.ingest(werkmap, [eigen, blijft], vast=True)
    pipeline.ingest(werkmap, [los])
    gedaan = pipeline.ingest(werkmap, [blijft], vast=True)
    assert [e.naam for e in gedaan.change.vervallen] == ["eigen"]
    assert {entry.naam for entry in read_dataset(werkmap).leveringen} == {"blijft", "los"}
    terug = pipeline.ingest(werkmap, [eigen, blijft], vast=True)
    assert [e.naam for e in terug.change.nieuw] == ["eigen"]
    assert (len(terug.rows), terug.overig) == (2, 1)


def test_a_file_of_the_user_goes_before_the_one_that_came_along(
    tmp_path: Path, ingested: Werkmap
) -> None:
    werkmap = Werkmap(tmp_path)
    bron = werkmap.own / "bron"
    bron.mkdir(parents=True)
    for naam in ("regioaanpak-2020.csv", "regioaanpak-2020.herkomst.toml"):
        shutil.copy(werkmap.packaged / "bron" / naam, bron)
    tekst = (bron / "regioaanpak-2020.csv").read_text("utf-8")
    (bron / "regioaanpak-2020.csv").write_text(tekst.replace(",6453,", ",6454,"), "utf-8")
    pipeline.ingest(werkmap)
    nieuw, oud = read_dataset(werkmap).tellingen, read_dataset(ingested).tellingen
    verschil = nieuw["aantal"].compare(oud["aantal"])
    assert verschil.to_numpy().tolist() == [[6454, 6453]]


def test_two_deliveries_that_claim_the_same_figure_are_refused(
    tmp_path: Path, levering: Write
) -> None:
    werkmap = Werkmap(tmp_path / "w")
    pipeline.ingest(werkmap, [levering(EEN, naam="een")])
    voor = snapshot(werkmap)
    with pytest.raises(ContractError, match="staan in meer dan een levering") as fout:
        pipeline.ingest(werkmap, [levering(ANDERS, naam="twee")])
    assert "een.csv en twee.csv" in str(fout.value)
    assert snapshot(werkmap) == voor


def test_two_files_with_the_same_name_are_refused(tmp_path: Path, levering: Write) -> None:
    anders = EEN.replace("2020", "2021")
    paden = [levering(EEN, naam="vt", folder=tmp_path / "a")]
    paden += [levering(anders, naam="vt", folder=tmp_path / "b")]
    with pytest.raises(ContractError, match="twee bestanden hebben dezelfde naam: vt"):
        pipeline.ingest(Werkmap(tmp_path / "w"), paden)


def test_real_and_example_figures_refuse_to_mix(ingested_copy: Werkmap, levering: Write) -> None:
    voor = snapshot(ingested_copy)
    verzonnen = levering(EEN.replace("2020", "1999"), synthetisch=True)
    with pytest.raises(DatasetError, match="gaan niet samen in een werkmap"):
        pipeline.ingest(ingested_copy, [verzonnen])
    with pytest.raises(DatasetError, match="gaan niet samen in een werkmap"):
        pipeline.ingest_voorbeeld(ingested_copy)
    assert snapshot(ingested_copy) == voor
    assert not (ingested_copy.root / "leveringen").exists()


def test_real_figures_do_not_come_into_the_example(example_copy: Werkmap) -> None:
    voor = snapshot(example_copy)
    with pytest.raises(DatasetError, match="gaan niet samen in een werkmap"):
        pipeline.ingest(example_copy)
    assert snapshot(example_copy) == voor


def test_real_and_example_files_in_one_go_are_refused(tmp_path: Path, levering: Write) -> None:
    echt = levering(EEN, naam="echt")
    verzonnen = levering(EEN.replace("VT06", "VT-GZ"), naam="nep", synthetisch=True)
    with pytest.raises(DatasetError, match="gaan niet samen"):
        pipeline.ingest(Werkmap(tmp_path / "w"), [echt, verzonnen])


def test_the_summary_counts_what_stands_in_a_delivery(tmp_path: Path, levering: Write) -> None:
    pad = levering("""
        gebied_code indicator periode aantal voorlopig
        VT06        meldingen 2020    100    ja
        VT06        adviezen  2022-H1 200    ja
        VT-GZ       adviezen  2021    200    nee
    """)
    (rij,) = pipeline.ingest(Werkmap(tmp_path / "w"), [pad]).rows
    assert (rij.indicatoren, rij.gebieden, rij.rijen, rij.voorlopig) == (
        "adviezen, meldingen",
        2,
        3,
        2,
    )
    assert rij.periodes == "2020 t/m 2022-H1"
    assert rij.opmerking == "nieuw"
