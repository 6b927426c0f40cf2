"""Prints areas: the list, one area, one municipality. Looks nothing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from helpende_data.cli.show import make_console, make_table, print_json
from helpende_data.schema.getallen import date_nl, format_nl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpende_data.cli.settings import Settings
    from helpende_data.gebieden import Gebieden
    from helpende_data.gebieden.overzicht import GebiedOverzicht, GebiedRegel, GemeenteOverzicht


def show_gebieden(
    regels: Sequence[GebiedRegel], gebieden: Gebieden, jaar: int, settings: Settings
) -> None:
    """The regions with their subregions and municipalities, then the catchments."""
    rijen = []
    for r in regels:
        deel = "" if gebieden.is_complete(r.gebied.code, r.jaar) else " (niet volledig)"
        namen = f"{', '.join(r.gemeenten)}{deel}"
        rijen.append((r.gebied.code, r.gebied.naam, str(r.jaar), len(r.gemeenten), namen))
    if settings.json:
        namen_json = ("code", "gebied", "jaar", "aantal", "gemeenten")
        print_json([dict(zip(namen_json, rij, strict=True)) for rij in rijen])
        return
    kolommen = (
        ("Code", False),
        ("Gebied", False),
        ("Jaar", False),
        ("Gemeenten", True),
        ("Welke", False),
    )
    console = make_console()
    console.print(make_table(kolommen, ((c, n, j, str(a), g) for c, n, j, a, g in rijen)))
    gemeenten = sum(g.soort == "gemeente" and g.exists_in(jaar) for g in gebieden.by_code.values())
    console.print(
        f"{gemeenten} gemeenten van {jaar} zijn bekend bij code en naam. "
        "Meer over een gebied: hd gebieden --van NAAM --jaar JAAR"
    )


def show_gebied(overzicht: GebiedOverzicht, settings: Settings) -> None:
    """The municipalities of one area with their inhabitants, and what to know about it."""
    gebied, jaar = overzicht.gebied, overzicht.jaar
    if settings.json:
        print_json(
            {
                "code": gebied.code,
                "gebied": gebied.naam,
                "jaar": jaar,
                "inwoners": overzicht.inwoners,
                "gemeenten": [
                    {"code": lid.code, "gemeente": lid.naam, "inwoners": n}
                    for lid, n in overzicht.gemeenten
                ],
                "let_op": overzicht.let_op,
            }
        )
        return
    console = make_console()
    console.print(f"[bold]{escape(gebied.naam)}[/bold] ({gebied.code}), indeling van {jaar}")
    if overzicht.gemeenten:
        kolommen = (("Code", False), ("Gemeente", False), ("Inwoners op 1 januari", True))
        rijen = (
            (lid.code, lid.naam, format_nl(n) if n is not None else "niet bekend")
            for lid, n in overzicht.gemeenten
        )
        console.print(make_table(kolommen, rijen))
    else:
        console.print(f"Welke gemeenten in {jaar} bij dit gebied horen, is niet bekend.")
    console.print(_whole(overzicht))
    for noot in overzicht.let_op:
        console.print(escape(f"Let op: {noot}"))


def _whole(overzicht: GebiedOverzicht) -> str:
    """How many people live in the whole area, or why that is not said."""
    if overzicht.inwoners is None:
        if not overzicht.reden:
            return "Inwoners zijn er na: hd ingest"
        return f"Inwoners van het hele gebied: niet bekend, {overzicht.reden}."
    aantal = format_nl(overzicht.inwoners)
    if not overzicht.volledig or not overzicht.gemeenten:
        return f"Het hele gebied: {aantal} inwoners."
    return f"Samen {len(overzicht.gemeenten)} gemeenten, {aantal} inwoners."


def show_gemeente(overzicht: GemeenteOverzicht, gebieden: Gebieden, settings: Settings) -> None:
    """Where a municipality belongs, what makes it differ, and how it came about."""
    gemeente, aantal = overzicht.gemeente, overzicht.inwoners
    mutaties = [
        f"{date_nl(h.datum)}: {h.soort.replace('_', ' ')}, "
        f"van {gebieden.name(h.van_code)} naar {gebieden.name(h.naar_code)}"
        + (f", {format_nl(h.inwoners)} inwoners" if h.inwoners is not None else "")
        for h in overzicht.herindelingen
    ]
    if settings.json:
        print_json(
            {
                "code": gemeente.code,
                "gemeente": gemeente.naam,
                "jaar": overzicht.jaar,
                "inwoners": aantal,
                "indeling": {
                    lid.indeling: gebieden.name(lid.gebied_code)
                    for lid in overzicht.lidmaatschappen
                },
                "let_op": overzicht.let_op,
                "herindelingen": mutaties,
            }
        )
        return
    console = make_console()
    wie = f", {format_nl(aantal)} inwoners" if aantal is not None else ""
    console.print(
        f"[bold]{escape(gemeente.naam)}[/bold] ({gemeente.code}) in {overzicht.jaar}{wie}"
    )
    rijen = [
        (lid.indeling, gebieden.name(lid.gebied_code), "" if lid.zeker else "niet zeker")
        for lid in overzicht.lidmaatschappen
    ]
    if rijen:
        console.print(make_table((("Indeling", False), ("Gebied", False), ("", False)), rijen))
    for zin in overzicht.let_op:
        console.print(escape(f"Let op: {zin}"))
    for mutatie in mutaties:
        console.print(escape(mutatie))
