"""Writing that leaves either the old or the new files, never a half one. Knows no contents."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from helpende_data.errors import HelpendeDataError, WriteError
from helpende_data.files.names import check_name, os_path

STAGING = ".hd-nieuw-"
JOURNAL = "terug.json"


def write_error(fout: OSError, pad: Path) -> WriteError:
    """What a failed write means to the user."""
    if fout.errno == errno.ENOSPC:
        return WriteError(
            "de schijf is vol", waar=str(pad), doe="maak ruimte en probeer het opnieuw"
        )
    if fout.errno == errno.EROFS:
        return WriteError(
            "in deze map mag niet worden geschreven", waar=str(pad), doe="kies een andere --werkmap"
        )
    if isinstance(fout, PermissionError):
        return WriteError(
            "dit bestand kan niet worden vervangen; het is open in een ander programma of de map "
            "is alleen-lezen",
            waar=str(pad),
            doe="sluit het bestand (bijvoorbeeld in Excel) of kies een andere map; het oude "
            "bestand is er nog",
        )
    if isinstance(fout, FileNotFoundError) or fout.errno in (
        errno.ENOTCONN,
        errno.EIO,
        errno.ESTALE,
        errno.EHOSTDOWN,
        errno.ENETUNREACH,
        errno.ENXIO,
    ):
        return WriteError(
            "de map is niet (meer) bereikbaar",
            waar=str(pad),
            doe="controleer de netwerkschijf en probeer het opnieuw; de oude bestanden zijn er nog",
        )
    if fout.errno == errno.ENAMETOOLONG:
        return WriteError("deze naam is te lang", waar=str(pad), doe="kies een kortere --werkmap")
    if isinstance(fout, (FileExistsError, NotADirectoryError)):
        return WriteError(
            "hier staat een bestand waar een map moet komen",
            waar=str(pad),
            doe="hernoem het bestand",
        )
    return WriteError(f"schrijven lukt niet ({fout.strerror or fout})", waar=str(pad))


@contextlib.contextmanager
def write_errors(pad: Path) -> Iterator[None]:
    """Turn an operating system error while writing `pad` into a WriteError with advice."""
    try:
        yield
    except OSError as fout:
        raise write_error(fout, pad) from None


def _at(pad: Path) -> Path:
    """The path as it can be asked for its state: long Windows paths with their prefix."""
    return Path(os_path(pad))


def _write_synced(pad: Path, inhoud: bytes) -> None:
    with open(os_path(pad), "wb") as doel:
        doel.write(inhoud)
        doel.flush()
        os.fsync(doel.fileno())


def _sync_folder(map_: Path) -> None:
    """Make renames in `map_` last through a power cut; only POSIX has this call for folders."""
    if os.name == "posix":
        wijzer = os.open(map_, os.O_RDONLY)
        try:
            os.fsync(wijzer)
        finally:
            os.close(wijzer)


def make_folder(map_: Path, *, private: bool) -> None:
    """Make a folder unless it is there; `private`: for this user only, where the system can."""
    os.makedirs(os_path(map_), mode=0o700 if private else 0o777, exist_ok=True)


def write_atomic(pad: Path, inhoud: bytes, *, private: bool = False) -> None:
    """Replace one file by `inhoud`: aside, synced, renamed; folders are made.

    Args:
        private: only this user may read it and a folder that is made for it, where the system
            knows such rights.

    Raises:
        WriteError: nothing was written; the old file is as it was.
    """
    check_name(pad)
    with write_errors(pad):
        make_folder(pad.parent, private=private)
        # Not mkstemp: its files are for one user only, and a werkmap may be shared.
        tijdelijk = pad.parent / f"{STAGING}{uuid.uuid4().hex[:8]}"
        try:
            if private:
                _at(tijdelijk).touch(mode=0o600)
            _write_synced(tijdelijk, inhoud)
            os.replace(os_path(tijdelijk), os_path(pad))
        finally:
            with contextlib.suppress(OSError):
                _at(tijdelijk).unlink(missing_ok=True)
    # The new file stands; a folder that cannot be synced takes nothing back.
    with contextlib.suppress(OSError):
        _sync_folder(pad.parent)


def _roll_back(staging: Path, moves: list[dict[str, str]], folder: Path) -> None:
    """Undo the moves that a journal lists, the last one first; done twice it does no harm."""
    for move in reversed(moves):
        doel, oud = folder / move["doel"], staging / move["oud"]
        if _at(oud).exists():
            os.replace(os_path(oud), os_path(doel))
        elif move["nieuw"] == "ja" and not _at(staging / move["bron"]).exists():
            _at(doel).unlink(missing_ok=True)


def recover(folder: Path) -> None:
    """Put back what a killed `replace_together` left half done in `folder`."""
    if not _at(folder).is_dir():
        return
    for staging in _at(folder).glob(f"{STAGING}*"):
        if not _at(staging).is_dir():
            continue
        journal = _at(staging / JOURNAL)
        if journal.is_file():
            with contextlib.suppress(ValueError, KeyError):
                _roll_back(staging, json.loads(journal.read_text("utf-8")), folder)
        shutil.rmtree(staging, ignore_errors=True)


def replace_together(
    folder: Path, files: Mapping[str, bytes], *, remove: Collection[str] = (), private: bool = False
) -> None:
    """Replace several files in one folder; when one fails, all stay as they were.

    All files are written aside and synced first. The renames are listed in a journal, so that a
    process killed between two renames is undone by `recover` at the next run.

    Args:
        folder: made when it is not there.
        files: name in the folder -> contents; written in this order, the last one seals the set.
        remove: names of files that go with the same step, where they exist.
        private: only this user may read them and a folder that is made for them, where the system
            knows such rights.

    Raises:
        WriteError: nothing changed.
    """
    for naam in files:
        check_name(folder / naam)
    with write_errors(folder):
        make_folder(folder, private=private)
        recover(folder)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=os_path(folder)))
    try:
        for nummer, (naam, inhoud) in enumerate(files.items()):
            with write_errors(folder / naam):
                if private:
                    _at(staging / f"nieuw-{nummer}").touch(mode=0o600)
                _write_synced(staging / f"nieuw-{nummer}", inhoud)
        moves = [
            {
                "doel": naam,
                "oud": f"oud-{nummer}",
                "bron": f"nieuw-{nummer}",
                "nieuw": "nee" if _at(folder / naam).exists() else "ja",
            }
            for nummer, naam in enumerate(files)
        ]
        weg = (naam for naam in remove if naam not in files and _at(folder / naam).exists())
        moves += [
            {"doel": naam, "oud": f"oud-weg-{nummer}", "bron": "", "nieuw": "nee"}
            for nummer, naam in enumerate(weg)
        ]
        with write_errors(folder):
            _write_synced(staging / JOURNAL, json.dumps(moves).encode())
            _sync_folder(staging)
        _move_all(staging, moves, folder)
    finally:
        # A roll back that failed leaves the only copy of an old file here, for `recover`.
        if not (_at(staging / JOURNAL).exists() and any(_at(staging).glob("oud-*"))):
            shutil.rmtree(staging, ignore_errors=True)


def _move_all(staging: Path, moves: list[dict[str, str]], folder: Path) -> None:
    try:
        for move in moves:
            doel = folder / move["doel"]
            with write_errors(doel):
                if move["nieuw"] == "nee":
                    os.replace(os_path(doel), os_path(staging / move["oud"]))
                if move["bron"]:
                    os.replace(os_path(staging / move["bron"]), os_path(doel))
        with write_errors(folder):
            _sync_folder(folder)
            # From here on the new files stand: without its journal nothing is rolled back.
            _at(staging / JOURNAL).unlink()
    except (HelpendeDataError, KeyboardInterrupt):
        with contextlib.suppress(OSError):
            _roll_back(staging, moves, folder)
        raise
