"""`hd ingest` from the data service of CBS: progress on the way, a line for each table after it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.pipeline.cbs import CbsIngest
    from helpende_data.sources.cbs import Meld

BRON = "cbs"


def ingest_from_cbs(
    settings: Settings,
    bron: str,
    tabellen: Sequence[str],
    bestanden: Sequence[object],
    offline: bool,
) -> None:
    """Read tables of CBS and say what became of each.

    Raises:
        UsageError: these options do not go together.
        BatchError: some tables did not go in; the others did.
    """
    from helpende_data.errors import UsageError
    from helpende_data.pipeline.cbs import ingest_cbs

    if bron not in ("", BRON):
        raise UsageError(f"onbekende bron {bron}", doe=f"bekend is {BRON}")
    if not (bron or tabellen):
        raise UsageError("--offline hoort bij --bron cbs of --tabel")
    if bestanden:
        raise UsageError("lees bestanden en tabellen van het CBS na elkaar in, niet tegelijk")
    with _progress(settings) as meld:
        gedaan = ingest_cbs(settings.werkmap, tabellen, offline=offline, meld=meld)
    show_cbs(gedaan, settings)


@contextlib.contextmanager
def _progress(settings: Settings) -> Iterator[Meld]:
    """A bar for each table on stderr, unless nobody looks."""
    if settings.stil or settings.json or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*kolommen, console=Console(stderr=True), transient=True) as balk:
        taken = {}

        def meld(tabel: str, gedaan: int, totaal: int) -> None:
            if tabel not in taken:
                taken[tabel] = balk.add_task(f"cellen van {tabel}", total=totaal or None)
            balk.update(taken[tabel], completed=gedaan)

        yield meld


def show_cbs(gedaan: CbsIngest, settings: Settings) -> None:
    """Each table with what became of it, then the data set as after any ingest."""
    from rich.markup import escape

    from helpende_data.cli.show import make_console, make_table, print_json
    from helpende_data.cli.show_ingest import ingest_json, show_ingest
    from helpende_data.errors import BatchError
    from helpende_data.schema.getallen import format_nl

    if settings.json:
        print_json(
            {
                "tabellen": [
                    {
                        "tabel": u.tabel,
                        "titel": u.titel,
                        "stand": u.stand,
                        "versie": u.versie,
                        "rijen": len(u.levering.df) if u.levering else 0,
                        "meldingen": u.meldingen,
                        "fout": str(u.fout) if u.fout else "",
                    }
                    for u in gedaan.uitslagen
                ]
            }
            | ingest_json(gedaan.ingest)
        )
    elif not settings.stil:
        console = make_console()
        kolommen = (("Tabel", False), ("Stand", False), ("Rijen", True), ("Titel", False))
        rijen = (
            (u.tabel, u.stand, format_nl(len(u.levering.df)) if u.levering else "", u.titel)
            for u in gedaan.uitslagen
        )
        console.print(make_table(kolommen, rijen))
        for u in gedaan.uitslagen:
            for melding in u.meldingen:
                console.print(escape(f"{u.tabel}: {melding}"))
        console.print()
        show_ingest(gedaan.ingest, settings)
    if gedaan.mislukt:
        for zin in dict.fromkeys(str(uitslag.fout) for uitslag in gedaan.mislukt):
            print(f"hd: {zin}", file=sys.stderr)
        raise BatchError(
            f"{len(gedaan.mislukt)} van {len(gedaan.uitslagen)} tabellen zijn niet ingelezen",
            waar=", ".join(uitslag.tabel for uitslag in gedaan.mislukt),
        )
