"""Prints what was done with mappings: a table, a few lines, or JSON. Computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from helpende_data.cli.show import make_console, make_table, print_json

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.sources.mapping import MappingRegel, Voorstel

_PLEK = {
    "kolom": "in een kolom",
    "kop": "in de kop",
    "titel": "in een titel",
    "blad": "in de naam van het blad",
    "bestandsnaam": "in de naam van het bestand",
    "": "niet gevonden",
}


def show_voorstel(voorstel: Voorstel, settings: Settings) -> None:
    """Where the proposal stands, what it rests on, and what to do now."""
    if settings.json:
        print_json(asdict(voorstel) | {"pad": str(voorstel.pad)})
        return
    if settings.stil:
        return
    v = voorstel
    console = make_console()
    blad = f"blad {v.blad}, " if v.blad else ""
    regels = [
        f"Voorstel geschreven: {v.pad}",
        f"Kop: {blad}rij {' t/m '.join(map(str, dict.fromkeys(v.kop)))}",
        f"Gebied: {_PLEK[v.gebied]}",
        f"Periode: {_PLEK[v.periode]}" + (f" ({', '.join(v.periodes)})" if v.periodes else ""),
        f"Cijfers: {len(v.herkend)} herkend, {len(v.onbekend)} niet",
        *(f"Twijfel: {twijfel}" for twijfel in v.twijfels),
        "Maak het voorstel af, haal de regel af = false weg en lees het bestand in met hd ingest.",
    ]
    for regel in regels:
        console.print(escape(regel))


def show_mappings(regels: Sequence[MappingRegel], settings: Settings) -> None:
    """All mappings, and below them what is wrong with those that cannot be used."""
    if settings.json:
        print_json([asdict(regel) for regel in regels])
        return
    kolommen = [(naam, False) for naam in ("Mapping", "Soort", "Bron", "Van", "Stand", "Uitleg")]
    rijen = (
        (r.naam, r.soort, r.bron, "u" if r.eigen else "programma", r.stand, r.uitleg)
        for r in regels
    )
    console = make_console()
    console.print(make_table(kolommen, rijen))
    for regel in regels:
        if regel.fout:
            console.print(escape(regel.fout))


def show_sjabloon(pad: Path, settings: Settings) -> None:
    """Where the template stands and how to go on."""
    if settings.json:
        print_json({"bestand": str(pad)})
    elif not settings.stil:
        console = make_console()
        console.print(escape(f"Sjabloon geschreven: {pad}"))
        console.print(escape(f'Vul het in en lees het in met: hd ingest "{pad}"'))
