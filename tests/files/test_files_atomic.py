"""A write that fails gives one clear line and leaves every old file as it was."""

from __future__ import annotations

import builtins
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from helpende_data.errors import SourceError, WriteError
from helpende_data.files import atomic, read_bytes, replace_together, write_atomic

OUD = {"een.html": b"oud een", "twee.xlsx": b"oud twee", "manifest.json": b"oud manifest"}
NIEUW = {
    "een.html": b"nieuw een",
    "nieuw.csv": b"nieuw bestand",
    "twee.xlsx": b"nieuw twee",
    "manifest.json": b"nieuw manifest",
}
FOUTEN = {
    "full": (OSError(errno.ENOSPC, "No space left on device"), "de schijf is vol"),
    "read only": (OSError(errno.EROFS, "Read-only"), "in deze map mag niet worden geschreven"),
    "open in Excel": (
        PermissionError(errno.EACCES, "Access denied"),
        "open in een ander programma",
    ),
    "share lost": (FileNotFoundError(errno.ENOENT, "No such file"), "niet (meer) bereikbaar"),
    "share gone": (OSError(errno.ESTALE, "Stale file handle"), "niet (meer) bereikbaar"),
    "too long": (OSError(errno.ENAMETOOLONG, "File name too long"), "deze naam is te lang"),
    "other": (OSError(errno.EINVAL, "Invalid argument"), "schrijven lukt niet"),
}


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    folder = tmp_path / "rapport"
    folder.mkdir()
    for naam, inhoud in OUD.items():
        (folder / naam).write_bytes(inhoud)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files, hidden ones and leftovers included."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def fail_at(monkeypatch: pytest.MonkeyPatch, call: str, fout: OSError, nummer: int) -> None:
    """The n-th call of os.replace, os.fsync or open-for-writing fails."""
    teller = 0

    def failing(echt: Callable[..., object]) -> Callable[..., object]:
        def doe(*args: object, **kwargs: object) -> object:
            nonlocal teller
            if call == "open" and "w" not in str(args[1:2]):
                return echt(*args, **kwargs)
            teller += 1
            if teller == nummer:
                raise fout
            return echt(*args, **kwargs)

        return doe

    if call == "open":
        monkeypatch.setattr(atomic, "open", failing(builtins.open), raising=False)
    else:
        monkeypatch.setattr(os, call, failing(getattr(os, call)))


def assert_one_line(fout: WriteError, deel: str, folder: Path) -> None:
    assert deel in str(fout)
    assert "\n" not in str(fout)
    assert str(folder) in str(fout)


@pytest.mark.parametrize("soort", FOUTEN)
@pytest.mark.parametrize("call", ["replace", "fsync", "open"])
def test_a_failed_write_leaves_the_old_file(
    soort: str, call: str, map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fout, zin = FOUTEN[soort]
    fail_at(monkeypatch, call, fout, 1)
    with pytest.raises(WriteError) as gezien:
        write_atomic(map_ / "een.html", b"nieuw")
    assert_one_line(gezien.value, zin, map_)
    assert contents(map_) == OUD


@pytest.mark.parametrize("soort", FOUTEN)
@pytest.mark.parametrize(
    ("call", "nummer"),
    # four files aside, the journal, its folder | seven renames | again the folder
    [("open", n) for n in (1, 2, 5)]
    + [("fsync", n) for n in (1, 4, 5, 6, 7)]
    + [("replace", n) for n in range(1, 8)],
)
def test_when_one_of_several_files_fails_all_stay_as_they_were(
    soort: str, call: str, nummer: int, map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fout, zin = FOUTEN[soort]
    fail_at(monkeypatch, call, fout, nummer)
    with pytest.raises(WriteError) as gezien:
        replace_together(map_, NIEUW)
    assert_one_line(gezien.value, zin, map_)
    assert contents(map_) == OUD


def test_a_folder_that_cannot_be_synced_does_not_undo_a_written_file(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(monkeypatch, "fsync", OSError(errno.EIO, "Input/output error"), 2)
    write_atomic(map_ / "een.html", b"nieuw")
    assert (map_ / "een.html").read_bytes() == b"nieuw"


def test_an_interrupt_between_two_renames_leaves_the_old_files(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(monkeypatch, "replace", KeyboardInterrupt(), 4)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        replace_together(map_, NIEUW)
    assert contents(map_) == OUD


def test_old_files_that_cannot_be_put_back_at_once_are_put_back_at_the_next_run(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share is lost at the fourth rename and stays away while rolling back."""
    echt, teller = os.replace, 0

    def lost(bron: str, doel: str) -> None:
        nonlocal teller
        teller += 1
        if teller >= 4:
            raise OSError(errno.ESTALE, "Stale file handle")
        echt(bron, doel)

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(os, "replace", lost)
        with pytest.raises(WriteError):
            replace_together(map_, NIEUW)
    atomic.recover(map_)
    assert contents(map_) == OUD


def test_all_files_are_replaced_and_nothing_else_remains(map_: Path) -> None:
    replace_together(map_, NIEUW)
    assert contents(map_) == NIEUW


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    replace_together(tmp_path / "a" / "b", {"x.csv": b"x"})
    write_atomic(tmp_path / "c" / "d" / "y.csv", b"y")
    assert contents(tmp_path) == {"a/b/x.csv": b"x", "c/d/y.csv": b"y"}


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "rapporten").write_text("een bestand")
    with pytest.raises(WriteError, match="hier staat een bestand waar een map moet komen"):
        replace_together(tmp_path / "rapporten" / "druten", {"x.csv": b"x"})
    assert (tmp_path / "rapporten").read_text() == "een bestand"


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
def test_colleagues_on_a_shared_drive_can_read_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "gewoon").write_bytes(b"")
    write_atomic(tmp_path / "een", b"x")
    replace_together(tmp_path, {"twee": b"x"})
    gewoon = (tmp_path / "gewoon").stat().st_mode
    assert (tmp_path / "een").stat().st_mode == gewoon
    assert (tmp_path / "twee").stat().st_mode == gewoon


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may write in a read-only folder"
)
def test_a_read_only_folder_is_said_to_be_one(map_: Path) -> None:
    map_.chmod(0o500)
    try:
        with pytest.raises(WriteError, match="alleen-lezen"):
            replace_together(map_, NIEUW)
    finally:
        map_.chmod(0o700)
    assert contents(map_) == OUD


def test_reading_a_missing_file_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"bestand niet gevonden: .*weg\.csv"):
        read_bytes(tmp_path / "weg.csv")


def test_reading_a_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="bestand kan niet worden gelezen"):
        read_bytes(tmp_path)
