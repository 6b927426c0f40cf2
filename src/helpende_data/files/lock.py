"""One writer at a time in a werkmap, with the holder's name. Knows nothing of what is written."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from helpende_data.errors import BusyError
from helpende_data.files.atomic import make_folder, write_error, write_errors


def user_name() -> str:
    """The name under which the user works on this computer, or ``onbekend``."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "onbekend"


def _holder() -> dict[str, str]:
    proces = str(os.getpid())
    return {"gebruiker": user_name(), "computer": platform.node(), "proces": proces}


@contextlib.contextmanager
def writer_lock(folder: Path, *, private: bool = False) -> Iterator[None]:
    """Hold the write lock of `folder`; the system frees it when the process is gone.

    Args:
        private: a folder that is made for it is for this user only, where the system knows such
            rights.

    Raises:
        BusyError: another process holds it; the message names that process.
        WriteError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    houder = folder / "schrijver.json"
    with write_errors(folder):
        make_folder(folder, private=private)
    slot = FileLock(folder / "schrijver.slot", timeout=0)
    try:
        slot.acquire()
    except Timeout:  # before OSError: it is one
        try:
            wie = json.loads(houder.read_text("utf-8"))
            naam = f"{wie['gebruiker']} op {wie['computer']}, proces {wie['proces']}"
        except (OSError, ValueError, KeyError):
            naam = "een ander proces"
        raise BusyError(
            f"er wordt al in deze werkmap geschreven door {naam}",
            waar=str(folder),
            doe="wacht tot dat klaar is en probeer het opnieuw",
        ) from None
    except OSError as fout:
        raise write_error(fout, folder) from None
    try:
        with write_errors(houder):
            houder.write_text(json.dumps(_holder()), "utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            houder.unlink(missing_ok=True)
        slot.release()
