"""The command `hd herkomst`: one figure followed back to the cell that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.cijfers import numbered
from helpende_data.cli.options import Gebied, JaarOptie, PeriodeOptie, read_periode

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.pipeline import Spoor


def herkomst(
    ctx: typer.Context,
    gebied: Gebied = "",
    indicator: Annotated[
        str, typer.Option(help="Welke indicator, zoals meldingen.", metavar="CODE")
    ] = "",
    uitsplitsing: Annotated[
        str, typer.Option(help="Welk deel, zoals vervolg:overdracht.", metavar="DEEL")
    ] = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    intern: Annotated[
        bool, typer.Option("--intern", help="Toon ook aantallen die niet naar buiten mogen.")
    ] = False,
) -> None:
    """Volg een cijfer terug naar de levering en de cel waar het vandaan komt."""
    from helpende_data.errors import UsageError

    settings: Settings = ctx.obj
    over = read_periode(jaar, periode)
    if not (gebied and indicator and over):
        raise UsageError("hierbij horen --gemeente, --indicator en --jaar of --periode")
    from helpende_data.pipeline import herkomst as library_herkomst

    spoor = library_herkomst(
        settings.werkmap,
        gebied=gebied,
        indicator=indicator,
        periode=over,
        uitsplitsing=uitsplitsing,
        intern=intern,
    )
    show_spoor(spoor, settings)


def show_spoor(spoor: Spoor, settings: Settings) -> None:
    """The chain, the page first; each step below the publication level with its stamp."""
    from dataclasses import asdict

    from helpende_data.cli.show import print_json

    merken = [spoor.stempel if schakel.intern else "" for schakel in spoor.schakels]
    if settings.json:
        stappen = [
            asdict(schakel) | {"stempel": merk}
            for schakel, merk in zip(spoor.schakels, merken, strict=True)
        ]
        print_json({"titel": spoor.titel, "stempel": spoor.stempel, "stappen": stappen})
        return
    koppen = (
        f"{schakel.kop} ({merk})" if merk else schakel.kop
        for schakel, merk in zip(spoor.schakels, merken, strict=True)
    )
    zinnen = (schakel.zinnen for schakel in spoor.schakels)
    tekst = f"{spoor.titel}\n\n{numbered(zip(koppen, zinnen, strict=True))}"
    if spoor.stempel:
        tekst = f"{spoor.stempel}\n{tekst}\n{spoor.stempel}\n"
    print(tekst, end="")
