"""Reads from the herkomst of a figure where in a file it stands. Knows no file layout."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpende_data.errors import Fault

RECORDS = "!records"  # ends the herkomst of a count that was made by counting records
_CEL = re.compile(r"([A-Z]{1,3})([0-9]+)")


def fault_at(herkomst: str, wat: str, *, kolom: str, waarde: str = "", verwacht: str = "") -> Fault:
    """A fault at the place that a herkomst names.

    Args:
        herkomst: ``levering.xlsx!Blad1!C17``, ``levering.csv!17``, or any other text: then the
            fault is about the file as a whole.
        kolom: which column, where the herkomst names only a line.
    """
    bestand, _, plek = herkomst.rpartition("!")
    cel = _CEL.fullmatch(plek)
    if cel and "!" in bestand:
        blad = bestand.partition("!")[2]
        return Fault(int(cel[2]), cel[1], wat, blad, waarde, verwacht)
    if bestand and plek.isdecimal():
        return Fault(int(plek), kolom, wat, "", waarde, verwacht)
    return Fault(0, "", wat, "", waarde, verwacht)


def places(herkomsten: Iterable[str], *, most: int = 6) -> str:
    """Where some figures stand, in a few words: ``C4, C5 en C6``, ``rij 3 en 4``; or nothing."""
    cellen = [herkomst.rpartition("!")[2] for herkomst in herkomsten]
    rijen = all(cel.isdecimal() for cel in cellen)
    if not cellen or not (rijen or all(_CEL.fullmatch(cel) for cel in cellen)):
        return ""
    getoond = cellen if len(cellen) <= most else [*cellen[:most], f"{len(cellen) - most} andere"]
    *eerste, laatste = getoond
    return ("rij " if rijen else "") + " en ".join((", ".join(eerste), laatste)[not eerste :])
