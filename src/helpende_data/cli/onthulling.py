"""The commands `hd onthulling ...`: what was published, its audit, and documents of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.dutch import DutchCommand, DutchGroup
from helpende_data.cli.options import Gebied

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings

onthulling = typer.Typer(
    cls=DutchGroup,
    help="Bekijk en controleer wat is gepubliceerd, en registreer publicaties van anderen.",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@onthulling.callback()
def onthulling_help(ctx: typer.Context) -> None:
    """Prints the help when no command follows."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@onthulling.command(cls=DutchCommand)
def ledger(ctx: typer.Context) -> None:
    """Toon wie wanneer wat heeft gepubliceerd of geregistreerd."""
    from helpende_data.cli.show_publicatie import show_ledger
    from helpende_data.pipeline.onthulling import publications

    settings: Settings = ctx.obj
    show_ledger(publications(settings.werkmap), settings)


@onthulling.command(cls=DutchCommand)
def controle(
    ctx: typer.Context,
    bestand: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND]", help="Een werkboek, presentatie of document om na te kijken."
        ),
    ] = None,
) -> None:
    """Controleer alles wat is gepubliceerd, of de getallen in een bewerkt bestand."""
    settings: Settings = ctx.obj
    if bestand is not None:
        from helpende_data.cli.show_publicatie import show_document
        from helpende_data.errors import DisclosureError
        from helpende_data.pipeline.nakijken import check_document

        nagekeken = check_document(settings.werkmap, bestand)
        show_document(nagekeken, bestand, settings)
        if nagekeken.vondsten:
            raise DisclosureError(
                "dit bestand heeft getallen die iemand moet nakijken",
                waar=bestand.name,
                doe="leg ze naast de gepubliceerde rapporten voordat u het verspreidt",
            )
        return
    from helpende_data.cli.show_publicatie import show_audit
    from helpende_data.disclosure import access_warning
    from helpende_data.pipeline.onthulling import check_publications

    gedaan = check_publications(settings.werkmap)
    show_audit(gedaan, access_warning(settings.werkmap), settings)


@onthulling.command(cls=DutchCommand)
def uitleg(
    ctx: typer.Context,
    gebied: Gebied = "",
    cel: Annotated[
        str,
        typer.Option(
            help="Welk aantal: meldingen/2023-H1, of meldingen/leeftijd:0-17/2023.", metavar="CEL"
        ),
    ] = "",
    intern: Annotated[
        bool, typer.Option("--intern", help="Toon ook de getallen van de som.")
    ] = False,
) -> None:
    """Leg uit waaruit een aantal te berekenen is, of waarom dat niet kan."""
    from helpende_data.cli.show_publicatie import show_explained
    from helpende_data.errors import UsageError
    from helpende_data.pipeline.onthulling import explain_cell

    settings: Settings = ctx.obj
    if not (gebied and cel):
        raise UsageError("hierbij horen --gemeente NAAM en --cel meldingen/2023-H1")
    show_explained(explain_cell(settings.werkmap, gebied, cel), settings, intern=intern)


@onthulling.command(cls=DutchCommand)
def registreer(
    ctx: typer.Context,
    bestand: Annotated[Path, typer.Argument(metavar="BESTAND", help="De cijfers, als CSV.")],
    door: Annotated[str, typer.Option(help="Wie dit registreert.", metavar="NAAM")] = "",
    functie: Annotated[
        str, typer.Option(help="De functie van wie dit registreert.", metavar="FUNCTIE")
    ] = "",
) -> None:
    """Leg vast wat een ander heeft gepubliceerd: een jaarverslag, een antwoord aan de raad."""
    from helpende_data.cli.show_publicatie import show_registered
    from helpende_data.pipeline.registreren import register_file

    settings: Settings = ctx.obj
    gedaan = register_file(settings.werkmap, bestand, door=door, functie=functie)
    show_registered(gedaan, settings)
