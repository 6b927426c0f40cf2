"""The commands for other reports than the municipal one, such as `hd infographic`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.options import (
    FormaatOptie,
    GemeenteOptie,
    InternOptie,
    JaarOptie,
    PeriodeOptie,
    SubregioOptie,
    ThemaOptie,
    UitOptie,
    VanOptie,
    complete_gebied,
    read_formaten,
    read_periode,
)

if TYPE_CHECKING:
    from pathlib import Path

    from helpende_data.cli.settings import Settings
    from helpende_data.periodes import Periode


HeleRegioOptie = Annotated[
    str,
    typer.Option(
        "--regio", help="Over deze hele regio.", metavar="NAAM", autocompletion=complete_gebied
    ),
]


def infographic(
    ctx: typer.Context,
    gemeente: GemeenteOptie = "",
    regio: HeleRegioOptie = "",
    subregio: SubregioOptie = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    formaat: FormaatOptie = "",
    uit: UitOptie = None,
    intern: InternOptie = False,
) -> None:
    """Maak een kort overzicht van feiten en cijfers over een gebied."""
    from helpende_data.cli.show import show_report

    soort, naam = chosen_area(gemeente, regio, subregio)
    over = read_periode(jaar, periode)
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.soorten import infographic as library_infographic

    settings: Settings = ctx.obj
    geschreven = library_infographic(
        open_workshop(settings.werkmap, intern=intern),
        naam,
        gebied=soort,
        periode=over,
        formaten=read_formaten(formaat),
        uit=uit,
    )
    show_report(geschreven, naam, settings)


def nieuwsbrief(
    ctx: typer.Context,
    gemeente: GemeenteOptie = "",
    regio: HeleRegioOptie = "",
    subregio: SubregioOptie = "",
    thema: ThemaOptie = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    formaat: FormaatOptie = "",
    uit: UitOptie = None,
    intern: InternOptie = False,
) -> None:
    """Maak een korte tekst met een figuur voor een nieuwsbrief of campagneweek."""
    from helpende_data.cli.show import show_report

    genoemd = gemeente or regio or subregio
    soort, naam = chosen_area(gemeente, regio, subregio) if genoemd else ("regio", "")
    over = read_periode(jaar, periode)
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.soorten import nieuwsbrief as library_nieuwsbrief

    settings: Settings = ctx.obj
    geschreven = library_nieuwsbrief(
        open_workshop(settings.werkmap, intern=intern),
        naam,
        gebied=soort,
        thema=thema,
        periode=over,
        formaten=read_formaten(formaat),
        uit=uit,
    )
    show_report(geschreven, naam, settings)


def evaluatie(
    ctx: typer.Context,
    van: VanOptie = "",
    tot: Annotated[str, typer.Option(help="Met dit jaar, zoals 2023.", metavar="JAAR")] = "",
    gemeente: GemeenteOptie = "",
    regio: HeleRegioOptie = "",
    formaat: FormaatOptie = "",
    uit: UitOptie = None,
    intern: InternOptie = False,
) -> None:
    """Leg twee jaren naast de doelen van het plan van een regio of gemeente."""
    from helpende_data.cli.show import show_report

    soort, naam = chosen_area(gemeente, regio, "") if gemeente or regio else ("regio", "")
    begin, einde = read_periode(van, ""), read_periode(tot, "")
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.evaluatie import evaluatie as library_evaluatie

    settings: Settings = ctx.obj
    geschreven = library_evaluatie(
        open_workshop(settings.werkmap, intern=intern),
        naam,
        gebied=soort,
        van=begin.jaar if begin else None,
        tot=einde,
        formaten=read_formaten(formaat),
        uit=uit,
    )
    show_report(geschreven, naam, settings)


def report_about_area(
    settings: Settings,
    gemeente: str,
    regio: str,
    subregio: str,
    periode: Periode | None,
    formaat: str,
    uit: Path | None,
    *,
    intern: bool,
) -> None:
    """What `hd report --regio` and `--subregio` do."""
    from helpende_data.cli.show import show_report

    soort, naam = chosen_area(gemeente, regio, subregio)
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.soorten import report_area

    geschreven = report_area(
        open_workshop(settings.werkmap, intern=intern),
        naam,
        gebied=soort,
        periode=periode,
        formaten=read_formaten(formaat),
        uit=uit,
    )
    show_report(geschreven, naam, settings)


def report_about_theme(
    settings: Settings,
    thema: str,
    regio: str,
    subregio: str,
    periode: Periode | None,
    formaat: str,
    uit: Path | None,
    *,
    intern: bool,
) -> None:
    """What `hd report --thema` does: about the first region, unless an area is named."""
    from helpende_data.cli.show import show_report

    soort, naam = chosen_area("", regio, subregio) if regio or subregio else ("regio", "")
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.soorten import report_theme

    geschreven = report_theme(
        open_workshop(settings.werkmap, intern=intern),
        thema,
        naam,
        gebied=soort,
        periode=periode,
        formaten=read_formaten(formaat),
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
