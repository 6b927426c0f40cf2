"""A damaged, newer or interrupted data set: one clear line, and nothing is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpende_data import pipeline
from helpende_data.dataset import read_dataset
from helpende_data.errors import DatasetError, HelpendeDataError, WriteError
from helpende_data.files import Werkmap

Write = Callable[..., Path]
FILES = ("een", "twee")
KOP = "gebied_code indicator periode aantal\n"


def snapshot(werkmap: Werkmap) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in werkmap.dataset.iterdir() if p.suffix != ".slot"}


def ingest_again(werkmap: Werkmap) -> None:
    """The same two deliveries once more."""
    pipeline.ingest(werkmap, [werkmap.root.parent / "leveringen" / f"{n}.csv" for n in FILES])


@pytest.fixture
def small(tmp_path: Path, levering: Write) -> Werkmap:
    """A data set of two deliveries."""
    werkmap = Werkmap(tmp_path / "w")
    een = levering(KOP + "VT06 meldingen 2020 100", naam="een")
    pipeline.ingest(werkmap, [een, levering(KOP + "VT06 adviezen 2020 200", naam="twee")])
    return werkmap


def test_no_data_set_yet_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"nog geen cijfers ingelezen: .* Typ eerst: hd ingest"):
        read_dataset(Werkmap(tmp_path))


@pytest.mark.parametrize("inhoud", [b"", b"geen parquet", None])
def test_a_damaged_parquet_file_is_named(small: Werkmap, inhoud: bytes | None) -> None:
    pad = small.dataset / "L0001.parquet"
    if inhoud is None:
        pad.unlink()
    else:
        pad.write_bytes(inhoud)
    with pytest.raises(DatasetError, match=r"beschadigd: data/dataset/L0001\.parquet") as fout:
        read_dataset(small)
    assert "hd ingest" in str(fout.value)


def test_one_flipped_bit_in_a_parquet_file_is_seen(small: Werkmap) -> None:
    pad = small.dataset / "L0002.parquet"
    inhoud = bytearray(pad.read_bytes())
    inhoud[len(inhoud) // 2] ^= 1
    pad.write_bytes(inhoud)
    with pytest.raises(DatasetError, match="beschadigd"):
        read_dataset(small)


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"versie": 1}',
        b'{"versie": "x", "leveringen": []}',
        b"\xff\xfe",
        b'{"versie": 1, "leveringen": [{}]}',
        b'{"versie": 1, "leveringen": 3}',
    ],
)
def test_a_damaged_index_is_named_and_stays(small: Werkmap, inhoud: bytes) -> None:
    (small.dataset / "dataset.json").write_bytes(inhoud)
    voor = snapshot(small)
    for doe in (read_dataset, ingest_again):
        with pytest.raises(DatasetError, match=r"beschadigd: data/dataset/dataset\.json"):
            doe(small)
    assert snapshot(small) == voor


def test_a_data_set_of_a_newer_version_is_refused_and_stays(small: Werkmap) -> None:
    inhoud = json.loads((small.dataset / "dataset.json").read_bytes())
    (small.dataset / "dataset.json").write_text(json.dumps(inhoud | {"versie": 3, "nieuw": 1}))
    voor = snapshot(small)
    for doe in (read_dataset, ingest_again):
        with pytest.raises(DatasetError, match=r"nieuwere versie van helpende-data \(3\)"):
            doe(small)
    assert snapshot(small) == voor


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(plek=st.floats(0, 1), teken=st.sampled_from(list("0x{}[],:\"'\\ tn\n")))
def test_an_index_with_one_other_sign_is_read_or_refused(
    small: Werkmap, plek: float, teken: str
) -> None:
    pad = small.dataset / "dataset.json"
    goed = pad.read_text("utf-8")
    nummer = int(plek * (len(goed) - 1))
    pad.write_text(goed[:nummer] + teken + goed[nummer + 1 :], "utf-8")
    try:
        with contextlib.suppress(HelpendeDataError):  # any other error is a fault
            read_dataset(small)
    finally:
        pad.write_text(goed, "utf-8")


def test_an_index_that_names_an_unknown_table_is_damaged(small: Werkmap) -> None:
    pad = small.dataset / "dataset.json"
    pad.write_text(pad.read_text().replace('"tellingen"', '"lijstjes"', 1))
    with pytest.raises(DatasetError, match="beschadigd"):
        read_dataset(small)


SLOW = """
import pathlib, sys
from helpende_data import pipeline
from helpende_data.dataset import add
from helpende_data.files import Werkmap, write_atomic

def slow(pad, inhoud, private=False):
    print("schrijft", flush=True)
    sys.stdin.readline()
    write_atomic(pad, inhoud, private=private)

add.write_atomic = slow
pipeline.ingest(Werkmap(pathlib.Path(sys.argv[1])), [pathlib.Path(sys.argv[2])])
"""


def test_of_two_ingests_at_once_the_second_is_told_who_is_busy(
    small: Werkmap, levering: Write, hd: Callable[..., Any]
) -> None:
    drie = levering(KOP + "VT06 adviezen 2021 300", naam="drie")
    vier = levering(KOP + "VT06 adviezen 2022 400", naam="vier")
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(small.root), str(drie)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as eerste:
        assert eerste.stdout is not None
        assert eerste.stdout.readline() == "schrijft\n"
        antwoord = hd("--werkmap", small.root, "ingest", vier)
        assert antwoord.code == 16
        assert f"proces {eerste.pid}" in antwoord.err
        assert sorted(read_dataset(small).tellingen["aantal"]) == [100, 200]
        eerste.communicate("\n\n\n")
        assert eerste.returncode == 0
    assert hd("--werkmap", small.root, "ingest", vier).code == 0
    assert sorted(read_dataset(small).tellingen["aantal"]) == [100, 200, 300, 400]


@pytest.mark.parametrize(
    ("call", "fout", "zin"),
    [
        ("fsync", OSError(errno.ENOSPC, "No space left on device"), "de schijf is vol"),
        ("replace", OSError(errno.EROFS, "Read-only"), "mag niet worden geschreven"),
        ("replace", PermissionError(errno.EACCES, "Access denied"), "alleen-lezen"),
        ("replace", FileNotFoundError(errno.ENOENT, "No such file"), "niet (meer) bereikbaar"),
        ("makedirs", OSError(errno.EROFS, "Read-only"), "mag niet worden geschreven"),
    ],
)
def test_a_data_set_that_cannot_be_written_stays_as_it_was(
    call: str,
    fout: OSError,
    zin: str,
    small: Werkmap,
    levering: Write,
    hd: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    voor = snapshot(small)
    pad = levering(KOP + "VT06 adviezen 2021 300", naam="drie")

    def failing(*_args: object, **_kwargs: object) -> None:
        raise fout

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(os, call, failing)
        antwoord = hd("--werkmap", small.root, "ingest", pad)
    assert antwoord.code == 15
    assert zin in antwoord.err
    assert snapshot(small) == voor


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may write in a read-only folder"
)
def test_a_read_only_werkmap_is_said_to_be_one(tmp_path: Path, levering: Write) -> None:
    pad = levering(KOP + "VT06 adviezen 2021 300")
    (tmp_path / "dicht").mkdir(mode=0o500)
    with pytest.raises(WriteError, match="alleen-lezen"):
        pipeline.ingest(Werkmap(tmp_path / "dicht"), [pad])
