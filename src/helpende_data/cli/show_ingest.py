"""Prints what reading figures did: a table and lines, or JSON. Calls nothing that computes."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from helpende_data.cli.show import make_console, make_table, print_json, show_access, show_withheld
from helpende_data.cli.show_dataset import name_numbers, name_periods
from helpende_data.cli.show_faults import as_rows, show_passed
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    from rich.console import Console

    from helpende_data.cli.settings import Settings
    from helpende_data.dataset import Change
    from helpende_data.pipeline import Ingest
    from helpende_data.pipeline.voorrang import Dubbel


def ingest_json(gedaan: Ingest) -> dict[str, Any]:
    """What reading figures did, for a program."""
    change = gedaan.change
    return {
        "leveringen": [asdict(rij) for rij in gedaan.rows],
        "overige_leveringen": gedaan.overig,
        "nieuw": [entry.id for entry in change.nieuw],
        "gelijk": [entry.id for entry in change.gelijk],
        "vervallen": [entry.id for entry in change.vervallen],
        "hersteld": [entry.id for entry in change.hersteld],
        "vervangen": [
            {"levering": v.entry.id, "bestand": v.entry.bestand, "vervangen_door": v.weg}
            for v in change.vervangen
        ],
        "overgeslagen": [
            {"levering": entry.id, "bestand": entry.bestand, "waarom": reden}
            for entry, reden in change.overgeslagen
        ],
        "waarschuwingen": list(as_rows(gedaan.waarschuwingen)),
        "dubbel": [
            {
                "telt": d.telt.id,
                "wijkt": d.wijkt.id,
                "waarom": d.waarom,
                "aantal": d.aantal,
                "indicatoren": d.indicatoren,
            }
            for d in gedaan.dubbel
        ],
        "ongebruikt": gedaan.ongebruikt,
    }


def show_ingest(gedaan: Ingest, settings: Settings) -> None:
    """The summary table after reading figures, and the warnings that stopped nothing."""
    if settings.json:
        print_json(ingest_json(gedaan))
        return
    if settings.stil:
        return
    kolommen = (
        ("Levering", False),
        ("Bron", False),
        ("Indicatoren", False),
        ("Gebieden", True),
        ("Periodes", False),
        ("Rijen", True),
        ("Voorlopig", True),
        ("Opmerking", False),
    )
    rijen = (
        (
            r.levering,
            r.bron,
            r.indicatoren,
            format_nl(r.gebieden),
            r.periodes,
            format_nl(r.rijen),
            format_nl(r.voorlopig) if r.voorlopig else "",
            r.opmerking,
        )
        for r in gedaan.rows
    )
    console = make_console()
    if gedaan.rows:
        console.print(make_table(kolommen, rijen))
    if gedaan.overig:
        meer = gedaan.overig > 1
        woord = "leveringen die er al waren" if meer else "levering die er al was"
        console.print(f"En {gedaan.overig} {woord}; zie hd dataset historie.")
    achtergehouden: Counter[str] = Counter()  # adds up: files in two folders can share a name
    for r in gedaan.rows:
        achtergehouden[r.levering] += r.achtergehouden
    show_withheld(
        +achtergehouden, console, "Niet zonder bescherming in rapporten (afgerond, of niet getoond)"
    )
    show_passed(gedaan.waarschuwingen, console)
    for bestand, koppen in gedaan.ongebruikt.items():
        console.print(escape(f"Niet gelezen uit {bestand}: {', '.join(koppen)}."))
    for d in gedaan.dubbel:
        console.print(escape(_double(d)))
    _show_change(gedaan.change, console)
    show_access(settings, console)


def _show_change(change: Change, console: Console) -> None:
    """What became of deliveries that were there, and how many came in."""
    for v in change.vervangen:
        over = f" voor {name_periods(tuple(v.weg))}" if v.weg else ""
        console.print(
            escape(
                f"{v.entry.id} ({v.entry.bestand}) telt niet meer{over}: "
                f"vervangen door {name_numbers(v.door)}."
            )
        )
    for entry, reden in change.overgeslagen:
        console.print(escape(f"{entry.bestand} was al ingelezen als {entry.id} en is {reden}"))
    for entry in change.hersteld:
        console.print(escape(f"{entry.id} ({entry.bestand}) was beschadigd en is weer heel."))
    if not (change.nieuw or change.vervallen or change.hersteld):
        console.print("Er is niets veranderd: deze cijfers waren al ingelezen.")
        return
    delen = [f"{len(change.nieuw)} nieuw", f"{len(change.gelijk)} gelijk"]
    if change.vervallen:
        delen.append(f"{len(change.vervallen)} vervallen")
    console.print(
        f"Ingelezen: {', '.join(delen)}. Een rapport maakt u met: hd report --gemeente NAAM"
    )


def _double(d: Dubbel) -> str:
    """Which two deliveries hold the same figures, and which of them counts."""
    een, ander = (f"{e.id} ({e.bestand}, bron {e.herkomst.bron})" for e in (d.telt, d.wijkt))
    cijfers = "1 cijfer staat" if d.aantal == 1 else f"{format_nl(d.aantal)} cijfers staan"
    return (
        f"Let op: {cijfers} in twee leveringen ({', '.join(d.indicatoren)}). In rapporten telt "
        f"{een}, en niet {ander}: {d.waarom}."
    )
