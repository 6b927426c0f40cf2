"""Prints the faults of files: a short table under the line that tells them. Decides nothing."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding

from helpende_data.cli.show import make_table, print_json
from helpende_data.errors import SHOWN, ContractError, Fault, FileFaults
from helpende_data.schema.getallen import format_nl

MOST = 20  # rows on screen; the list in a file holds all of them
_INDENT = 4
_WIDE = 160
_LETTER = re.compile(r"[A-Z]{1,3}")
_Row = tuple[FileFaults, str, Fault]  # with the word for a fault or a warning


def show_faults(fout: ContractError, *, json: bool) -> None:
    """What a file holds that is wrong, under the line on stderr that already told the first ones.

    Args:
        json: as JSON on stdout instead.
    """
    files = getattr(fout, "files", ()) or (FileFaults("", fout.faults),)
    lijsten = getattr(fout, "lijsten", ())
    if json:
        print_json({"fouten": list(as_rows(files)), "lijsten": list(lijsten)})
        return
    if len(fout.faults) > SHOWN or any(str(fault) not in str(fout) for fault in fout.faults):
        _print(faults_table(files))
        over = len(fout.faults) - MOST
        if over > 0:
            _print(f"en nog {format_nl(over)}")
    for naam in lijsten:
        _print(escape(f"De hele lijst, om terug te sturen: {naam}"))


def show_passed(files: Sequence[FileFaults], console: Console) -> None:
    """The warnings that stopped nothing."""
    aantal = sum(len(file.waarschuwingen) for file in files)
    if not aantal:
        return
    woord = "waarschuwing" if aantal == 1 else "waarschuwingen"
    console.print(f"{format_nl(aantal)} {woord}, bij openbare cijfers of geaccepteerd:")
    console.print(faults_table(files))
    if aantal > MOST:
        console.print(f"en nog {format_nl(aantal - MOST)}")


def as_rows(files: Iterable[FileFaults]) -> Iterator[dict[str, Any]]:
    """Every fault and warning as the fields of one JSON object."""
    for file, soort, fault in _all(files):
        yield {
            "soort": soort,
            "bestand": file.bestand,
            "blad": fault.blad,
            "rij": fault.rij,
            "kolom": fault.kolom,
            "wat": fault.wat,
            "waarde": fault.waarde,
            "verwacht": fault.verwacht,
        }


def faults_table(files: Sequence[FileFaults]) -> RenderableType:
    """Some rows of each kind: where, what is wrong, what stands there, what was expected."""
    kolommen = [("Plek", False), ("Wat er mis is", False), ("Er staat", True), ("Verwacht", False)]
    meer = len(files) > 1
    rijen = []
    for file, soort, fault in _few_of_each(list(_all(files))):
        wat = fault.wat if soort == "fout" else f"let op: {fault.wat}"
        rij = (_place(fault), wat, fault.waarde, fault.verwacht)
        rijen.append((file.bestand, *rij) if meer else rij)
    return make_table([("Bestand", False), *kolommen] if meer else kolommen, rijen)


def _all(files: Iterable[FileFaults]) -> Iterator[_Row]:
    for file in files:
        yield from ((file, "fout", fault) for fault in file.fouten)
        yield from ((file, "waarschuwing", fault) for fault in file.waarschuwingen)


def _few_of_each(alle: Sequence[_Row]) -> list[_Row]:
    """At most `MOST` of them in their order: the first of each kind before a second of any."""
    keer: Counter[tuple[str, str, str]] = Counter()
    beurt = []
    for nummer, (file, _, fault) in enumerate(alle):
        soort = (file.bestand, fault.kolom, fault.wat)
        beurt.append((keer[soort], nummer))
        keer[soort] += 1
    return [alle[nummer] for nummer in sorted(nummer for _, nummer in sorted(beurt)[:MOST])]


def _place(fault: Fault) -> str:
    """``Blad1, C17`` for a cell of a workbook, else row and column."""
    if fault.blad and _LETTER.fullmatch(fault.kolom):
        return f"{fault.blad}, {fault.kolom}{fault.rij}"
    return fault.plek or "het hele bestand"


def _print(inhoud: RenderableType) -> None:
    console = Console(
        file=sys.stderr, highlight=False, width=None if sys.stderr.isatty() else _WIDE
    )
    console.print(Padding(inhoud, (0, 0, 0, _INDENT), expand=False))
