"""Prints how the reports of an organisation look. Calls nothing that computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from helpende_data.cli.show import make_console, print_json

if TYPE_CHECKING:
    from pathlib import Path

    from helpende_data.cli.settings import Settings
    from helpende_data.reports.huisstijl.lezen import Stijlbestand


def show_huisstijl(stijl: Stijlbestand, gemaakt: Path | None, settings: Settings) -> None:
    """The style as it is used, or how to make one."""
    logo = stijl.stijl.logo
    delen = {
        "naam": stijl.naam,
        "contact": stijl.contact,
        "logo": logo.alt if logo else "",
        "accent": stijl.stijl.accent,
        "zacht": stijl.stijl.zacht,
        "dias": stijl.dias,
    }
    bestanden = [settings.werkmap.shown(pad) for pad in stijl.bestanden]
    if settings.json:
        print_json(delen | {"bestanden": bestanden})
        return
    if settings.stil:
        return
    console = make_console()
    if gemaakt:
        console.print(
            escape(f"Er staat een voorbeeld in {gemaakt}. Vul het in, en typ: hd huisstijl")
        )
        return
    if not stijl.bestanden:
        console.print("Er is geen eigen huisstijl. Maak een bestand om in te vullen met:")
        console.print("  hd huisstijl --maak")
        return
    console.print(escape(f"De huisstijl in {bestanden[0]} klopt:"))
    for naam, waarde in delen.items():
        console.print(escape(f"  {naam:8} {waarde or '(geen)'}"))
