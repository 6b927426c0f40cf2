"""The commands `hd afspraken ...`: list the agreements of a municipality, add one, mark one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.dutch import DutchCommand, DutchGroup
from helpende_data.cli.options import GemeenteOptie

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings

afspraken = typer.Typer(
    cls=DutchGroup,
    help="Bewaar wat een gemeente in het gesprek over de cijfers heeft afgesproken.",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@afspraken.callback()
def afspraken_help(ctx: typer.Context) -> None:
    """Prints the help when no command follows."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@afspraken.command(cls=DutchCommand)
def lijst(ctx: typer.Context, gemeente: GemeenteOptie) -> None:
    """Toon de afspraken van een gemeente."""
    from helpende_data.cli.show_afspraken import show_afspraken
    from helpende_data.pipeline.gesprek import list_afspraken

    settings: Settings = ctx.obj
    show_afspraken(*list_afspraken(settings.werkmap, gemeente), settings)


@afspraken.command("voeg-toe", cls=DutchCommand)
def voeg_toe(
    ctx: typer.Context,
    gemeente: GemeenteOptie,
    jaar: Annotated[
        int, typer.Option(help="Het jaar van het rapport dat is besproken.", metavar="JAAR")
    ],
    afspraak: Annotated[str, typer.Option(help="Wat er is afgesproken.", metavar="TEKST")],
    functie: Annotated[
        str, typer.Option(help="Wie het doet: een functie, geen naam.", metavar="FUNCTIE")
    ],
    actielijn: Annotated[
        str, typer.Option(help="Actielijn van de regioaanpak.", metavar="NAAM")
    ] = "",
    wanneer: Annotated[str, typer.Option(help="Wanneer het klaar is.", metavar="TEKST")] = "",
    waaraan: Annotated[str, typer.Option(help="Waaraan we het zien.", metavar="TEKST")] = "",
    cijfer: Annotated[
        str, typer.Option(help="Cijfer dat erbij hoort, zoals meldingen.", metavar="CODE")
    ] = "",
) -> None:
    """Voeg een afspraak toe aan de lijst van een gemeente."""
    from helpende_data.cli.show_afspraken import show_changed
    from helpende_data.gesprek import Afspraak
    from helpende_data.pipeline.gesprek import new_afspraak

    settings: Settings = ctx.obj
    nieuw = Afspraak(0, jaar, afspraak, actielijn, functie, wanneer, waaraan, cijfer)
    show_changed(*new_afspraak(settings.werkmap, gemeente, nieuw), settings)


@afspraken.command(cls=DutchCommand)
def gedaan(
    ctx: typer.Context,
    nummer: Annotated[int, typer.Argument(metavar="NUMMER", help="Nummer van de afspraak.")],
    gemeente: GemeenteOptie,
    stand: Annotated[str, typer.Option(help="ja, nee, deels of open.", metavar="STAND")] = "ja",
    toelichting: Annotated[str, typer.Option(help="Wat ervan terechtkwam.", metavar="TEKST")] = "",
) -> None:
    """Schrijf op wat er van een afspraak is gedaan."""
    from helpende_data.cli.show_afspraken import show_changed
    from helpende_data.pipeline.gesprek import finish_afspraak

    settings: Settings = ctx.obj
    stand = stand.strip().lower()
    show_changed(*finish_afspraak(settings.werkmap, gemeente, nummer, stand, toelichting), settings)
