"""The commands `hd dataset ...`: history, taking back, differences, erasing, repairing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.dutch import DutchCommand, DutchGroup

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings

dataset = typer.Typer(
    cls=DutchGroup,
    help="Bekijk wat er is ingelezen, draai het terug, vergelijk het of wis het.",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@dataset.callback()
def dataset_help(ctx: typer.Context) -> None:
    """Prints the help when no command follows."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


Nummer = Annotated[
    str, typer.Argument(metavar="LEVERING", help="Nummer van een levering, zoals L0003.")
]


@dataset.command(cls=DutchCommand)
def historie(
    ctx: typer.Context,
    levering: Annotated[
        str, typer.Argument(metavar="[LEVERING]", help="Alles over deze levering, zoals L0003.")
    ] = "",
) -> None:
    """Toon wie wat wanneer leverde, wat ervan geldt en wat over zijn bewaartermijn is."""
    from datetime import date

    from helpende_data.cli.show_dataset import show_historie
    from helpende_data.dataset import historie as library_historie
    from helpende_data.disclosure import read_beleid

    settings: Settings = ctx.obj
    beleid = read_beleid(settings.werkmap)
    regels = library_historie(
        settings.werkmap, levering, bewaartermijn=beleid.bewaartermijn, vandaag=date.today()
    )
    show_historie(regels, bool(levering), settings)


@dataset.command(cls=DutchCommand)
def terug(
    ctx: typer.Context,
    levering: Nummer,
    ongedaan: Annotated[
        bool, typer.Option("--ongedaan", help="Laat een ingetrokken levering weer gelden.")
    ] = False,
    reden: Annotated[
        str, typer.Option(help="Waarom; dat komt in de historie.", metavar="TEKST")
    ] = "",
) -> None:
    """Trek een levering in: wat zij verving, geldt weer. Er wordt niets gewist."""
    from helpende_data.cli.show_dataset import show_terug
    from helpende_data.dataset import restore, withdraw

    settings: Settings = ctx.obj
    doe = restore if ongedaan else withdraw
    show_terug(doe(settings.werkmap, levering, reden=reden), settings)


@dataset.command(cls=DutchCommand)
def verschil(
    ctx: typer.Context,
    a: Annotated[
        str, typer.Argument(metavar="A", help="Een levering (L0003) of dag (2026-05-01).")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="Net zo'n levering of dag, de nieuwste.")],
    intern: Annotated[
        bool, typer.Option("--intern", help="Toon ook aantallen die niet naar buiten mogen.")
    ] = False,
    alles: Annotated[bool, typer.Option("--alles", help="Toon elke regel.")] = False,
) -> None:
    """Toon welke cijfers zijn veranderd, erbij gekomen of verdwenen."""
    from helpende_data.cli.show_dataset import show_verschil
    from helpende_data.pipeline import verschil as library_verschil

    settings: Settings = ctx.obj
    show_verschil(library_verschil(settings.werkmap, a, b, intern=intern), alles, settings)


@dataset.command(cls=DutchCommand)
def verwijder(
    ctx: typer.Context,
    levering: Nummer,
    reden: Annotated[
        str, typer.Option(help="Waarom; dat blijft bewaard, met de datum.", metavar="TEKST")
    ] = "",
) -> None:
    """Wis de cijfers van een levering voorgoed. Dit kan niet ongedaan worden gemaakt."""
    from helpende_data.cli.show_dataset import show_verwijder
    from helpende_data.dataset import erase

    settings: Settings = ctx.obj
    show_verwijder(erase(settings.werkmap, levering, reden=reden), settings)


@dataset.command(cls=DutchCommand)
def herstel(ctx: typer.Context) -> None:
    """Controleer de dataset, en zet terug wat beschadigd is."""
    from helpende_data.cli.show_dataset import show_herstel
    from helpende_data.dataset import repair

    settings: Settings = ctx.obj
    show_herstel(repair(settings.werkmap), settings)
