"""Of the rows of people nothing stays behind: not in the data set, not in a message."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from records_rijen import KOP, as_csv, row

KANARIE = "kanarie"  # in every column that can hold it


def everything(map_: Path) -> bytes:
    """The bytes of all files in a folder, Parquet unpacked as well."""
    import pyarrow.parquet as pq

    alles = b""
    for pad in sorted(map_.rglob("*")):
        if pad.is_file():
            alles += pad.name.encode() + pad.read_bytes()
        if pad.suffix == ".parquet":
            alles += str(pq.ParquetFile(pad).read().to_pydict()).encode()
    return alles


def test_nothing_of_a_row_is_in_the_werkmap_or_on_the_screen(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    rijen = [
        (*row(huishouden=f"{KANARIE}-{n % 7}"), f"{KANARIE} {n}", f"VT-{KANARIE}-{n:05d}")
        for n in range(200)
    ]
    (tmp_path / "r.csv").write_bytes(as_csv(rijen, (*KOP, "notitie", "zaaknummer")))
    antwoord = hd(
        *("--werkmap", tmp_path / "w", "ingest", tmp_path / "r.csv"),
        *("--accepteer-waarschuwingen", "de toets"),
    )
    assert antwoord.code == 0
    assert "Niet gelezen uit r.csv: notitie, zaaknummer." in antwoord.out.replace(
        f"{tmp_path}/", ""
    )
    assert KANARIE not in antwoord.out + antwoord.err
    assert KANARIE.encode() not in everything(tmp_path / "w")


def test_the_trace_names_the_file_and_no_row_of_it(hd: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(as_csv([row() for _ in range(200)]))
    werkmap = ("--werkmap", tmp_path / "w")
    hd(*werkmap, "ingest", tmp_path / "r.csv", "--accepteer-waarschuwingen", "de toets")
    historie = hd(*werkmap, "--json", "dataset", "historie").json
    periode = historie[0]["periodes"][0]
    vraag = (
        "herkomst",
        "-g",
        "VT-GZ",
        "--indicator",
        "meldingen",
        "--periode",
        periode,
        "--intern",
    )
    assert "r.csv, geteld uit losse regels: " in hd(*werkmap, *vraag).out


@pytest.mark.parametrize("kolom", KOP)
@pytest.mark.parametrize("foutzoeken", [True, False])
def test_no_message_or_list_of_faults_tells_what_stood_in_a_row(
    kolom: str, foutzoeken: bool, hd: Callable[..., Any], tmp_path: Path
) -> None:
    fout = row(**{kolom: KANARIE}) if kolom != "huishouden" else row(rol="x", huishouden=KANARIE)
    scheef = (*row(), KANARIE)
    for quote in (False, True):
        (tmp_path / "r.csv").write_bytes(as_csv([row(), fout, scheef], quote=quote))
        opties = ["--foutzoeken"] * foutzoeken
        antwoord = hd(*opties, "--werkmap", tmp_path / "w", "ingest", tmp_path / "r.csv")
        assert antwoord.code == 11
        assert KANARIE not in antwoord.out + antwoord.err
        assert KANARIE.encode() not in everything(tmp_path / "w")


def test_an_unforeseen_error_tells_no_cell_either(
    hd: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from helpende_data.sources.records import betekenis

    def burst(_: object, tekst: str) -> int:
        raise RuntimeError(tekst)

    monkeypatch.setattr(betekenis.Betekenis, "soort", burst)
    (tmp_path / "r.csv").write_bytes(as_csv([row(soort=KANARIE)]))
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", tmp_path / "r.csv")
    assert antwoord.code == 70
    assert KANARIE not in antwoord.out + antwoord.err


def test_counts_go_through_every_check_and_are_replaced_by_a_later_file(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    """Some rows have no known municipality, and some households move or come back."""
    werkmap = ("--werkmap", tmp_path / "w")
    for keer in (300, 200):
        rijen = [
            row(
                datum=f"{2023 + n % 2}-{n % 12 + 1:02d}-15",
                gemeente=("Druten", "Nijmegen", "onbekend")[n % 3],
                soort=("advies", "melding")[n // 2 % 2],
                huishouden=f"gezin {n * 7 % 60}",
            )
            for n in range(keer)
        ]
        (tmp_path / "r.csv").write_bytes(as_csv(rijen))
        akkoord = ("--accepteer-waarschuwingen", "de toets")  # the rows are very regular
        assert "2 nieuw" in hd(*werkmap, "ingest", tmp_path / "r.csv", *akkoord).out
    assert "0 passen niet" in hd(*werkmap, "controle").out
    assert hd(*werkmap, "dataset", "historie").out.count("vervangen door") == 2


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_killed_run_leaves_the_werkmap_as_it_was(tmp_path: Path) -> None:
    """Killed between two blocks of rows, when the first ones have been counted."""
    (tmp_path / "r.csv").write_bytes(as_csv([row(huishouden=KANARIE)] * 5000))
    (tmp_path / "w" / "data").mkdir(parents=True)
    script = (
        "import os, signal, sys; "
        "from helpende_data.sources.records import csv_blokken, tellen; "
        "from helpende_data.cli import main; "
        "csv_blokken.BLOCK = 5000; "
        "merge = tellen._merge; "
        "tellen._merge = lambda geheel, *rest: "
        "os.kill(os.getpid(), signal.SIGKILL) if geheel.rijen > 1000 else merge(geheel, *rest); "
        "main(sys.argv[1:])"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", script, "--werkmap", tmp_path / "w", "ingest", tmp_path / "r.csv"],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert klaar.returncode == -signal.SIGKILL
    assert KANARIE.encode() not in klaar.stdout + klaar.stderr + everything(tmp_path / "w")
    assert [pad for pad in (tmp_path / "w").rglob("*") if pad.is_file()] == []
