"""The command `hd publiceer`: definitive reports, entered in the register of publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.options import (
    FormaatOptie,
    GemeenteOptie,
    JaarOptie,
    PeriodeOptie,
    RegioOptie,
    UitOptie,
    VoorOptie,
    read_formaten,
    read_periode,
)

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings


def publiceer(
    ctx: typer.Context,
    gemeente: GemeenteOptie = "",
    alle: Annotated[
        bool, typer.Option("--alle", help="Publiceer de rapporten van alle gemeenten van de regio.")
    ] = False,
    regio: RegioOptie = "",
    door: Annotated[str, typer.Option(help="Wie dit besluit.", metavar="NAAM")] = "",
    functie: Annotated[
        str, typer.Option(help="De functie van wie dit besluit.", metavar="FUNCTIE")
    ] = "",
    nagekeken: Annotated[
        str, typer.Option(help="Wie de getallen in eigen tekst heeft nagekeken.", metavar="WIE")
    ] = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    voor: VoorOptie = "team",
    formaat: FormaatOptie = "",
    uit: UitOptie = None,
    intern: Annotated[
        bool, typer.Option("--intern", help="Kan niet bij publiceren.", hidden=True)
    ] = False,
) -> None:
    """Maak rapporten definitief en leg vast welke cijfers openbaar zijn."""
    from helpende_data.cli.show_publicatie import show_published
    from helpende_data.errors import UsageError

    settings: Settings = ctx.obj
    if intern:
        raise UsageError("interne cijfers worden niet gepubliceerd", doe="laat --intern weg")
    if bool(gemeente) == alle:
        raise UsageError("kies een gemeente met --gemeente NAAM, of alle met --alle")
    if regio and not alle:
        raise UsageError("--regio hoort bij --alle")
    if not (door.strip() and functie.strip()):
        raise UsageError("noem wie besluit: --door NAAM --functie FUNCTIE")
    over = read_periode(jaar, periode)
    formaten = read_formaten(formaat)
    from helpende_data.batch import municipalities
    from helpende_data.disclosure import access_warning
    from helpende_data.pipeline import Aanvraag, check_edition, open_workshop, publish

    check_edition(voor, formaten)
    workshop = open_workshop(settings.werkmap)
    gedaan = publish(
        workshop,
        [
            Aanvraag(voor, naam, periode=over, formaten=formaten, uit=uit)
            for naam in (municipalities(workshop, regio, over) if alle else (gemeente,))
        ],
        door=door,
        functie=functie,
        nagekeken=nagekeken,
    )
    show_published(gedaan, access_warning(settings.werkmap), settings)
