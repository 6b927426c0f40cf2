"""Prints what was published, registered or checked. Calls nothing that computes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from helpende_data.cli.show import make_console, make_table, print_json, show_withheld, written_json
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    from rich.console import Console

    from helpende_data.cli.settings import Settings
    from helpende_data.pipeline import Published
    from helpende_data.pipeline.nakijken import Gewijzigd, Nagekeken
    from helpende_data.pipeline.onthulling import Controle, Publicatie, Uitleg
    from helpende_data.pipeline.registreren import Geregistreerd

_MANY = 20  # lines of one kind; who changed more looks for himself


def show_published(gedaan: Published, waarschuwing: str, settings: Settings) -> None:
    """The definitive reports, and what was entered in the register."""
    if settings.json:
        print_json(
            {
                "rapporten": [written_json(written) for written in gedaan.rapporten],
                "cijfers": gedaan.cijfers,
                "nummer": gedaan.nummer,
                "uitgaven": gedaan.uitgaven,
                "waarschuwing": waarschuwing,
            }
        )
        return
    if settings.stil:
        return
    console = make_console()
    for written in gedaan.rapporten:
        kop = f"{written.rapport.gebied} ({written.rapport.publiek})"
        console.print(escape(f"{kop}: {written.map}"))
    if gedaan.nummer:
        console.print(
            f"Gepubliceerd en vastgelegd: {format_nl(gedaan.cijfers)} eigen cijfers "
            f"(nummer {gedaan.nummer} in het register)."
        )
    else:
        console.print("Alle cijfers waren al openbaar; er kwamen geen cijfers bij in het register.")
    _show_outdated(gedaan.uitgaven, console)
    show_withheld(gedaan.rapporten[0].achtergehouden, console)
    if waarschuwing:
        console.print(escape(f"Let op: {waarschuwing}"))


def _show_outdated(uitgaven: Sequence[str], console: Console) -> None:
    """Which published reports print a figure that is another one by now."""
    if uitgaven:
        namen = ", ".join(uitgaven)
        zin = f"Hierin staan cijfers van voor een verbetering; publiceer ze opnieuw: {namen}."
        console.print(escape(zin))


def show_ledger(publicaties: Sequence[Publicatie], settings: Settings) -> None:
    """Everything that was entered in the register, the oldest first."""
    if settings.json:
        print_json([asdict(publicatie) for publicatie in publicaties])
        return
    console = make_console()
    if not publicaties:
        console.print("Er is nog niets gepubliceerd.")
        return
    kolommen = (
        ("Nr", True),
        ("Datum", False),
        ("Wat", False),
        ("Naam", False),
        ("Door", False),
        ("Cijfers", True),
        ("Gebieden", False),
        ("Periodes", False),
        ("Certificaat", False),
    )
    rijen = (
        (
            str(p.nummer),
            p.op,
            p.soort,
            p.naam,
            ", ".join(filter(None, (p.door, p.functie))),
            format_nl(p.cijfers),
            _few(p.gebieden),
            " t/m ".join(dict.fromkeys((p.periodes[0], p.periodes[-1]))) if p.periodes else "",
            p.certificaat,
        )
        for p in publicaties
    )
    console.print(make_table(kolommen, rijen))
    console.print("Nummer 1 is de opening van het register zelf; daarin staat geen publicatie.")


def _few(namen: Sequence[str]) -> str:
    meer = f" en {len(namen) - 3} andere" if len(namen) > 3 else ""
    return ", ".join(namen[:3]) + meer


def show_audit(gedaan: Controle, waarschuwing: str, settings: Settings) -> None:
    """The audit of all publications passed."""
    if settings.json:
        print_json(asdict(gedaan) | {"waarschuwing": waarschuwing})
        return
    if settings.stil:
        return
    console = make_console()
    if not gedaan.publicaties:
        console.print("Er is nog niets gepubliceerd.")
        return
    console.print(
        f"Geen enkel klein aantal is te berekenen: {format_nl(gedaan.cellen)} aantallen "
        f"gecontroleerd met {format_nl(gedaan.feiten)} cijfers die openbaar zijn "
        f"({format_nl(gedaan.publicaties)} keer vastgelegd)."
    )
    if gedaan.verouderd:
        wat = (
            "1 gepubliceerd cijfer past"
            if gedaan.verouderd == 1
            else (f"{format_nl(gedaan.verouderd)} gepubliceerde cijfers passen")
        )
        console.print(f"{wat} niet meer bij een verbeterde levering; daar is niet mee gerekend.")
    _show_outdated(gedaan.uitgaven, console)
    if waarschuwing:
        console.print(escape(f"Let op: {waarschuwing}"))


def show_explained(uitleg: Uitleg, settings: Settings, *, intern: bool) -> None:
    """What is known of one count; the numbers of the sum only internally, and stamped."""
    from helpende_data.reports.inhoud.stempel import INTERN

    bewijs = uitleg.bewijs
    som = [
        (", ".join(uitleg.namen[cel] for cel in feit.cellen), feit.bron, feit.laag, feit.hoog)
        for feit in (bewijs.feiten if bewijs else ())
    ]
    if settings.json:
        inhoud: dict[str, Any] = {
            "naam": uitleg.naam,
            "getoond": uitleg.getoond,
            "klein_te_bewijzen": uitleg.klein,
            "som": [{"cijfer": naam, "bron": bron} for naam, bron, _, _ in som],
        }
        if intern and bewijs:
            inhoud |= {"stempel": INTERN, **asdict(bewijs.interval)}
            inhoud["som"] = [
                {"cijfer": naam, "bron": bron, "laag": laag, "hoog": hoog}
                for naam, bron, laag, hoog in som
            ]
        print_json(inhoud)
        return
    regels = [uitleg.naam]
    regels.append(f"Wij tonen: {uitleg.getoond}." if uitleg.getoond else "Wij tonen dit niet.")
    if uitleg.klein:
        regels.append("Let op: te bewijzen is dat dit een klein aantal is.")
    else:
        regels.append("Niemand kan bewijzen dat dit een klein aantal is.")
    if intern and bewijs:
        hoog = (
            "geen bovengrens" if bewijs.interval.hoog is None else format_nl(bewijs.interval.hoog)
        )
        regels.append(f"Te bewijzen is: {format_nl(bewijs.interval.laag)} tot {hoog}.")
    if som:
        ook = " wat wij tonen, samen met" if uitleg.ook_getoond else ""
        regels.append(f"Wat erover bekend is, volgt uit{ook}:")
    elif uitleg.ook_getoond:
        regels.append("Er is niet meer over bekend dan wat wij tonen.")
    for naam, bron, laag, hoog_ in som:
        grenzen = f": {_bounds(laag, hoog_)}" if intern else ""
        regels.append(f"- {naam}{grenzen} ({bron})")
    tekst = "\n".join(regels)
    print(f"{INTERN}\n{tekst}\n{INTERN}" if intern else tekst)


def _bounds(laag: int | None, hoog: int | None) -> str:
    onder = "" if laag is None else f"ten minste {format_nl(laag)}"
    boven = "" if hoog is None else f"hoogstens {format_nl(hoog)}"
    return (
        format_nl(laag)
        if laag == hoog and laag is not None
        else ", ".join(filter(None, (onder, boven)))
    )


def show_registered(gedaan: Geregistreerd, settings: Settings) -> None:
    """What was entered of somebody else's publication."""
    if settings.json:
        print_json(asdict(gedaan))
    elif not settings.stil:
        if gedaan.nummer:
            zin = f"Vastgelegd: {format_nl(gedaan.feiten)} cijfers (nummer {gedaan.nummer})."
        else:
            zin = "Deze cijfers stonden al in het register; er is niets veranderd."
        make_console().print(zin)


def _change(wijziging: Gewijzigd) -> str:
    was, nu = (textwrap.shorten(t, 60, placeholder=" ...") for t in (wijziging.was, wijziging.nu))
    if not nu:
        return f'"{was}" is weg'
    return f'"{was}" werd "{nu}"' if was else f'"{nu}" kwam erbij'


def show_document(gedaan: Nagekeken, bestand: Path, settings: Settings) -> None:
    """The numbers in a document that somebody has to look at."""
    if settings.json:
        print_json(asdict(gedaan))
        return
    console = make_console()
    if gedaan.ongewijzigd:
        console.print(escape(f"{bestand.name} is een gepubliceerd bestand; niemand wijzigde het."))
        return
    klein = [v for v in gedaan.vondsten if v.klein]
    elders = [v for v in gedaan.vondsten if v.elders]
    onbekend = [v for v in gedaan.vondsten if not (v.klein or v.elders)]
    for kop, groep in (
        ("Staat in geen gepubliceerd rapport:", onbekend),
        (f"Staat hier niet in {gedaan.naast}:", elders),
        ("Klein getal; is dit een aantal mensen?", klein),
    ):
        if groep:
            console.print(f"[bold]{kop}[/bold]")
            for vondst in groep:
                console.print(escape(f"- {vondst.plek}: {vondst.getal}"))
    if gedaan.gewijzigd:
        console.print(f"[bold]Woorden anders dan in {escape(gedaan.naast)}, of weggehaald:[/bold]")
        for wijziging in gedaan.gewijzigd[:_MANY]:
            console.print(escape(f"- {wijziging.plek}: {_change(wijziging)}"))
        if len(gedaan.gewijzigd) > _MANY:
            console.print(f"- en nog {format_nl(len(gedaan.gewijzigd) - _MANY)} andere")
    if gedaan.ongezien:
        namen = _few([naam.rpartition("/")[2] for naam in gedaan.ongezien])
        console.print(escape(f"Niet nagekeken, kijk zelf: {namen}."))
    rapporten = "gepubliceerd rapport" if gedaan.rapporten == 1 else "gepubliceerde rapporten"
    console.print(
        escape(
            f"{bestand.name}: {format_nl(gedaan.getallen)} getallen naast "
            f"{format_nl(gedaan.rapporten)} {rapporten} gelegd, "
            f"{format_nl(len(onbekend))} onbekend, {format_nl(len(klein))} klein"
            + (f", {format_nl(len(elders))} op een andere plek." if elders else ".")
        )
    )
