"""Writes what was found in a delivery as a list for its supplier. Judges nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from helpende_data.errors import FileFaults, SourceError, WriteError
from helpende_data.files import Werkmap, read_bytes, safe_text, slug, write_atomic

FOLDER = "fouten"
KOP = ("soort", "bestand", "blad", "rij", "kolom", "wat er mis is", "wat er staat", "verwacht")


def write_lists(werkmap: Werkmap, files: Iterable[FileFaults]) -> tuple[str, ...]:
    """A CSV per file in `fouten/` of the werkmap, that Excel opens as it is; returns their names.

    A list never takes the place of another one. The same list again is not written twice; one
    that cannot be written is left out, because the faults themselves are what must be told.
    """
    geschreven = []
    for file in files:
        inhoud = _csv(file)
        stam = f"{slug(Path(file.bestand).stem)}-fouten-{date.today().isoformat()}"
        try:
            pad = _place(werkmap.root / FOLDER, stam, inhoud)
            if not pad.is_file():
                write_atomic(pad, inhoud)
        except WriteError:
            continue
        geschreven.append(werkmap.shown(pad))
    return tuple(geschreven)


def _place(map_: Path, stam: str, inhoud: bytes) -> Path:
    """The first name that is free, or the file that holds this very list."""
    nummer = 1
    while True:
        pad = map_ / f"{stam}{f'-{nummer}' if nummer > 1 else ''}.csv"
        if not pad.is_file() or _holds(pad, inhoud):
            return pad
        nummer += 1


def _holds(pad: Path, inhoud: bytes) -> bool:
    try:
        return read_bytes(pad) == inhoud
    except SourceError:  # another program has it open
        return False


def _csv(file: FileFaults) -> bytes:
    """Semicolons and a byte order mark: so a Dutch Excel shows columns and accents."""
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOP)
    for soort, faults in (("fout", file.fouten), ("waarschuwing", file.waarschuwingen)):
        for fault in faults:
            rij = str(fault.rij) if fault.rij else ""
            plek = (file.bestand, fault.blad, rij, fault.kolom)
            cellen = (soort, *plek, fault.wat, fault.waarde, fault.verwacht)
            schrijver.writerow([safe_text(cel) for cel in cellen])
    return tekst.getvalue().encode("utf-8-sig")
