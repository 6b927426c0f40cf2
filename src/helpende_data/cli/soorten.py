"""The commands for other reports than the municipal one, such as `hd infographic`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.options import (
    JaarOptie,
    PeriodeOptie,
    complete_gebied,
    complete_gemeente,
    read_periode,
)

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings

Formaat = Annotated[
    str,
    typer.Option(help="html, pdf, xlsx, csv, pptx of json; met komma's mag meer.", metavar="SOORT"),
]


def infographic(
    ctx: typer.Context,
    gemeente: Annotated[
        str,
        typer.Option(
            "--gemeente",
            "-g",
            help="Naam of code van de gemeente.",
            metavar="NAAM",
            autocompletion=complete_gemeente,
        ),
    ] = "",
    regio: Annotated[
        str,
        typer.Option(help="Over deze hele regio.", metavar="NAAM", autocompletion=complete_gebied),
    ] = "",
    subregio: Annotated[
        str,
        typer.Option(help="Over deze subregio.", metavar="NAAM", autocompletion=complete_gebied),
    ] = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    formaat: Formaat = "",
    uit: Annotated[
        Path | None, typer.Option(help="Andere map voor het blad.", metavar="MAP")
    ] = None,
) -> None:
    """Maak een kort overzicht van feiten en cijfers over een gebied."""
    from helpende_data.cli.show import show_report

    soort, naam = chosen_area(gemeente, regio, subregio)
    over = read_periode(jaar, periode)
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.soorten import infographic as library_infographic

    settings: Settings = ctx.obj
    geschreven = library_infographic(
        open_workshop(settings.werkmap),
        naam,
        gebied=soort,
        periode=over,
        formaten=split_formats(formaat),
        uit=uit,
    )
    show_report(geschreven, naam, settings)


def chosen_area(gemeente: str, regio: str, subregio: str) -> tuple[str, str]:
    """Kind and name of the one area that was asked for."""
    from helpende_data.errors import UsageError

    alle = {"gemeente": gemeente, "regio": regio, "subregio": subregio}
    gekozen = [(soort, naam) for soort, naam in alle.items() if naam]
    if len(gekozen) != 1:
        raise UsageError("kies een gebied met --gemeente, --regio of --subregio")
    return gekozen[0]


def split_formats(formaat: str) -> tuple[str, ...]:
    """The formats of ``pdf,html``."""
    return tuple(deel.strip().lower() for deel in formaat.split(",") if deel.strip())
