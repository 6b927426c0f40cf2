"""The command `hd huisstijl`: a style file to fill in, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings


def huisstijl(
    ctx: typer.Context,
    maak: Annotated[
        bool, typer.Option("--maak", help="Zet een voorbeeld met uitleg in de werkmap.")
    ] = False,
) -> None:
    """Toon de huisstijl van de rapporten, en zeg wat er niet aan klopt."""
    from helpende_data.cli.show_huisstijl import show_huisstijl
    from helpende_data.reports.huisstijl.lezen import read_huisstijl, write_huisstijl
    from helpende_data.reports.render.pptx_pakket import open_sjabloon, read_sjabloon

    settings: Settings = ctx.obj
    gemaakt = write_huisstijl(settings.werkmap) if maak else None
    stijl = read_huisstijl(settings.werkmap)
    open_sjabloon(read_sjabloon(settings.werkmap, stijl.dias), f"data/{stijl.dias}")
    show_huisstijl(stijl, gemaakt, settings)
