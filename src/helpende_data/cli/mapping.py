"""The commands `hd mapping ...`: propose, list, write a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.dutch import DutchCommand, DutchGroup

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings

mapping = typer.Typer(
    cls=DutchGroup,
    help="Lees bestanden van anderen in: met een mapping, die zegt wat waar staat.",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@mapping.callback()
def mapping_help(ctx: typer.Context) -> None:
    """Prints the help when no command follows."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@mapping.command(cls=DutchCommand)
def voorstel(
    ctx: typer.Context,
    bestand: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="Een levering die nog niemand kent.")
    ],
    naam: Annotated[str, typer.Option(help="Hoe de mapping moet heten.", metavar="NAAM")] = "",
) -> None:
    """Bekijk een onbekend bestand en schrijf een mapping om af te maken."""
    from helpende_data.cli.show_mapping import show_voorstel
    from helpende_data.pipeline import read_registers
    from helpende_data.sources.mapping import propose_mapping

    settings: Settings = ctx.obj
    registers = read_registers(settings.werkmap)
    show_voorstel(propose_mapping(bestand, registers, naam=naam), settings)


@mapping.command(cls=DutchCommand)
def lijst(ctx: typer.Context) -> None:
    """Toon welke mappings er zijn, van het programma en van uzelf."""
    from helpende_data.cli.show_mapping import show_mappings
    from helpende_data.pipeline import read_registers
    from helpende_data.sources.mapping import list_mappings

    settings: Settings = ctx.obj
    show_mappings(list_mappings(read_registers(settings.werkmap)), settings)


@mapping.command(cls=DutchCommand)
def sjabloon(
    ctx: typer.Context,
    naam: Annotated[str, typer.Argument(metavar="NAAM", help="Naam van de mapping.")],
    uit: Annotated[
        Path | None, typer.Option(help="Schrijf naar dit bestand, xlsx of csv.", metavar="BESTAND")
    ] = None,
) -> None:
    """Schrijf een leeg werkboek om in te vullen, met uitleg en keuzelijsten."""
    from helpende_data.cli.show_mapping import show_sjabloon
    from helpende_data.pipeline import read_registers
    from helpende_data.sources.mapping import write_sjabloon

    settings: Settings = ctx.obj
    show_sjabloon(write_sjabloon(naam, read_registers(settings.werkmap), uit), settings)
