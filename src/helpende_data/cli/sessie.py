"""The command `hd sessie`: the package for a session with a local team."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.options import (
    GemeenteOptie,
    InternOptie,
    JaarOptie,
    PeriodeOptie,
    read_periode,
)

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings


def sessie(
    ctx: typer.Context,
    gemeente: GemeenteOptie,
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    voorbereiding: Annotated[
        bool, typer.Option("--voorbereiding", help="Eerst een blad waarop de teamleider kiest.")
    ] = False,
    uit: Annotated[
        Path | None, typer.Option(help="Andere map voor de bladen.", metavar="MAP")
    ] = None,
    intern: InternOptie = False,
) -> None:
    """Maak de bladen voor een gesprek met het lokale team."""
    from helpende_data.cli.show_sessie import show_sessie

    over = read_periode(jaar, periode)
    from helpende_data.cli.werkplaats import open_workshop
    from helpende_data.pipeline.sessie import sessie as library_sessie

    settings: Settings = ctx.obj
    workshop = open_workshop(settings, intern=intern)
    geschreven = library_sessie(
        workshop, gemeente, periode=over, voorbereiding=voorbereiding, uit=uit
    )
    show_sessie(geschreven, voorbereiding, settings)
