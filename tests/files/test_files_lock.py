"""One writer at a time, named to the next one, and gone when its process is gone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpende_data.errors import BusyError, WriteError
from helpende_data.files import writer_lock

HOLD = """
import pathlib, sys
from helpende_data.files import writer_lock
with writer_lock(pathlib.Path(sys.argv[1])):
    print("heeft het slot", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is told to go."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as proces:
        assert proces.stdout is not None
        assert proces.stdout.readline() == "heeft het slot\n"
        try:
            yield proces
        finally:
            proces.kill()


def test_a_second_writer_is_told_who_is_busy(tmp_path: Path) -> None:
    with holder(tmp_path) as proces:
        with (
            pytest.raises(BusyError, match=rf"proces {proces.pid}\b") as fout,
            writer_lock(tmp_path),
        ):
            pass
        assert fout.value.exit_code == 16
        assert "\n" not in str(fout.value)


def test_the_lock_is_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    with holder(tmp_path) as proces:
        proces.kill()
        proces.wait()
        with writer_lock(tmp_path):
            pass


def test_the_lock_is_free_after_use_and_after_a_fault(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), writer_lock(tmp_path / "dieper" / "in"):
            raise KeyError
    with writer_lock(tmp_path / "dieper" / "in"):
        assert (tmp_path / "dieper" / "in" / "schrijver.json").is_file()
    assert not (tmp_path / "dieper" / "in" / "schrijver.json").exists()


def test_a_holder_that_left_no_name_is_another_process(tmp_path: Path) -> None:
    with holder(tmp_path):
        (tmp_path / "schrijver.json").write_text("{", "utf-8")
        with pytest.raises(BusyError, match="een ander proces"), writer_lock(tmp_path):
            pass


def test_a_folder_that_cannot_be_made_is_a_write_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("een bestand")
    with pytest.raises(WriteError), writer_lock(tmp_path / "data"):
        pass
