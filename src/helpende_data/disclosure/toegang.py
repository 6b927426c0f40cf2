"""Who on this computer can read what is confidential. Reads rights, no figures."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Iterable
from pathlib import Path

from helpende_data.dataset.secret import FILE as GEHEIM
from helpende_data.disclosure.keten import ledger_path
from helpende_data.files import Werkmap


def access_warning(werkmap: Werkmap) -> str:
    """One Dutch line when other users can read what is confidential, or may; else empty.

    That is the ledger, and a data set with deliveries that are not public. A disk of Windows keeps
    access elsewhere; there nothing is checked.
    """
    bestanden = [ledger_path(werkmap)]
    if (werkmap.dataset / GEHEIM).is_file():
        bestanden += [werkmap.dataset / GEHEIM, *werkmap.dataset.glob("*.parquet")]
    bestanden = [pad for pad in bestanden if pad.exists()]
    if bestanden and _real(werkmap.root).startswith("\\\\"):  # a share of Windows
        return _share({werkmap.shown(pad.parent): None for pad in bestanden})
    if os.name != "posix":
        return ""
    # A closed folder closes what is in it.
    mappen = {werkmap.shown(pad.parent): pad.parent for pad in bestanden if _others_read(pad)}
    zonder_rechten = [naam for naam, map_ in mappen.items() if not _keeps_rights(map_)]
    if zonder_rechten:
        return _share(zonder_rechten)
    if not mappen:
        return ""
    return (
        f"anderen op deze computer kunnen lezen wat vertrouwelijk is ({' en '.join(mappen)}). "
        f"Typ: chmod 700 {' '.join(map(_typed, mappen.values()))}"
    )


def _typed(map_: Path) -> str:
    """A folder as one types it from where one is."""
    hier = Path.cwd()
    return shlex.quote(str(map_.relative_to(hier) if map_.is_relative_to(hier) else map_))


def _others_read(pad: Path) -> bool:
    """May the group, or everybody, pass the folder and read the file?"""
    bestand, map_ = pad.stat().st_mode, pad.parent.stat().st_mode
    return any(bestand & lezen and map_ & lezen >> 2 for lezen in (0o040, 0o004))


def _share(mappen: Iterable[str]) -> str:
    return (
        f"op deze schijf of netwerkmap kan het programma niet afschermen wat vertrouwelijk is "
        f"({' en '.join(mappen)}). Vraag de beheerder wie erbij kan, of kies een andere plek"
    )


def _keeps_rights(map_: Path) -> bool:
    """Does a new file here stay closed for others? On a network share rights may have no effect."""
    try:
        with tempfile.TemporaryFile(dir=map_) as proef:
            return not os.fstat(proef.fileno()).st_mode & 0o077
    except OSError:
        return True  # nobody can write here, so nothing is known


def _real(pad: Path) -> str:
    """Where a folder really is: a drive letter of Windows may stand for a share."""
    return os.path.realpath(pad)
