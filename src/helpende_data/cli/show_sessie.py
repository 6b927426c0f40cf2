"""Prints which sheets were made for a session. Calls nothing that computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from helpende_data.cli.show import make_console, print_json, show_lost, show_stamp

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.pipeline.sessie import WrittenSessie


def show_sessie(geschreven: WrittenSessie, voorbereiding: bool, settings: Settings) -> None:
    """The files, and what to do next."""
    written = geschreven.geschreven
    bladen = [pad.name for pad in written.bestanden if pad.name != "manifest.json"]
    rapport = written.rapport
    if settings.json:
        print_json(
            {
                "gebied": {"code": rapport.gebied_code, "naam": rapport.gebied},
                "periode": rapport.periode,
                "stempel": rapport.stempel,
                "map": str(written.map),
                "bestanden": bladen,
                "figuren": list(written.figuren),
                "keuze": str(geschreven.keuze),
            }
        )
        return
    if settings.stil:
        return
    console = make_console()
    console.print(escape(f"Gesprek over {rapport.gebied}, {rapport.periode_label}: {written.map}"))
    for naam in bladen:
        console.print(escape(f"  {naam}"))
    if voorbereiding:
        console.print(escape(f"Zet de keuze van de teamleider in {geschreven.keuze}"))
    show_stamp({rapport.stempel}, console, written.nodig)
    show_lost([written.verloren], console)
