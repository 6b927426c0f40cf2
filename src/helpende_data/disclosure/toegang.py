"""Who on this computer can read what is confidential. Reads rights, no figures."""

from __future__ import annotations

import os

from helpende_data.dataset.secret import FILE as GEHEIM
from helpende_data.disclosure.ledger import ledger_path
from helpende_data.files import Werkmap


def access_warning(werkmap: Werkmap) -> str:
    """One Dutch line when other users of this computer can read what is confidential; else empty.

    That is the ledger, and a data set with deliveries that are not public. Windows keeps access
    elsewhere; there nothing is checked.
    """
    if os.name != "posix":
        return ""
    bestanden = [ledger_path(werkmap)]
    if (werkmap.dataset / GEHEIM).is_file():
        bestanden += werkmap.dataset.glob("*.parquet")
    # A closed folder closes what is in it.
    mappen = {
        werkmap.shown(pad.parent): None
        for pad in bestanden
        if pad.exists() and pad.stat().st_mode & pad.parent.stat().st_mode & 0o077
    }
    if not mappen:
        return ""
    return (
        f"anderen op deze computer kunnen lezen wat vertrouwelijk is ({' en '.join(mappen)}). "
        f"Typ: chmod 700 {' '.join(mappen)}"
    )
