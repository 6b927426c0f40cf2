"""Prints agreements. Calls nothing that computes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from helpende_data.cli.show import make_console, make_table, print_json

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.gesprek import Afspraak


def show_afspraken(gemeente: str, afspraken: tuple[Afspraak, ...], settings: Settings) -> None:
    """All agreements of a municipality, or how to make the first."""
    if settings.json:
        print_json({"gemeente": gemeente, "afspraken": [asdict(a) for a in afspraken]})
        return
    console = make_console()
    if not afspraken:
        console.print(
            escape(
                f"{gemeente} heeft nog geen afspraken. Maak de eerste met: hd afspraken voeg-toe"
            )
        )
        return
    kolommen = (
        ("Nr", True),
        ("Jaar", True),
        ("Afspraak", False),
        ("Wie", False),
        ("Wanneer", False),
        ("Gedaan", False),
    )
    rijen = (
        (str(a.nr), str(a.jaar), a.afspraak, a.functie, a.wanneer, a.gedaan) for a in afspraken
    )
    console.print(make_table(kolommen, rijen))


def show_changed(pad: Path, afspraak: Afspraak, settings: Settings) -> None:
    """The agreement as it was written, and where."""
    if settings.json:
        print_json({"bestand": str(pad), "afspraak": asdict(afspraak)})
    elif not settings.stil:
        tekst = f"Afspraak {afspraak.nr} ({afspraak.gedaan}) staat in {pad}"
        make_console().print(escape(tekst))
