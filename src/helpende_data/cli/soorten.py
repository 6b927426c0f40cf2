"""The commands for other reports than the municipal one, such as `hd infographic`."""

from __future__ import annotations

from functools import partial
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
    from collections.abc import Callable
    from pathlib import Path

    from helpende_data.cli.settings import Settings
    from helpende_data.periodes import Periode
    from helpende_data.pipeline import Written


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
    soort, naam = chosen_area(gemeente, regio, subregio)
    over = read_periode(jaar, periode)
    from helpende_data.pipeline.soorten import infographic as library_infographic

    bouw = partial(library_infographic, naam=naam, gebied=soort, periode=over, uit=uit)
    _make_and_show(ctx.obj, bouw, naam, formaat, intern=intern)


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
    soort, naam = area_or_region(gemeente, regio, subregio)
    over = read_periode(jaar, periode)
    from helpende_data.pipeline.soorten import nieuwsbrief as library_nieuwsbrief

    bouw = partial(library_nieuwsbrief, naam=naam, gebied=soort, thema=thema, periode=over, uit=uit)
    _make_and_show(ctx.obj, bouw, naam, formaat, intern=intern)


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
    soort, naam = area_or_region(gemeente, regio)
    begin, einde = read_periode(van, ""), read_periode(tot, "")
    from helpende_data.pipeline.evaluatie import evaluatie as library_evaluatie

    jaar = begin.jaar if begin else None
    bouw = partial(library_evaluatie, naam=naam, gebied=soort, van=jaar, tot=einde, uit=uit)
    _make_and_show(ctx.obj, bouw, naam, formaat, intern=intern)


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
    soort, naam = chosen_area(gemeente, regio, subregio)
    from helpende_data.pipeline.soorten import report_area

    bouw = partial(report_area, naam=naam, gebied=soort, periode=periode, uit=uit)
    _make_and_show(settings, bouw, naam, formaat, intern=intern)


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
    soort, naam = area_or_region("", regio, subregio)
    from helpende_data.pipeline.soorten import report_theme

    bouw = partial(report_theme, naam=naam, gebied=soort, thema=thema, periode=periode, uit=uit)
    _make_and_show(settings, bouw, naam, formaat, intern=intern)


def _make_and_show(
    settings: Settings, bouw: Callable[..., Written], naam: str, formaat: str, *, intern: bool
) -> None:
    """Write a report with one of the functions of the library, and say where it stands."""
    from helpende_data.cli.show import show_reports
    from helpende_data.cli.werkplaats import open_workshop

    workshop = open_workshop(settings, intern=intern)
    show_reports([bouw(workshop, formaten=read_formaten(formaat))], naam, settings)


def area_or_region(gemeente: str, regio: str, subregio: str = "") -> tuple[str, str]:
    """Kind and name of the area that was asked for; of none the first region."""
    if gemeente or regio or subregio:
        return chosen_area(gemeente, regio, subregio)
    return "regio", ""


def chosen_area(gemeente: str, regio: str, subregio: str) -> tuple[str, str]:
    """Kind and name of the one area that was asked for."""
    from helpende_data.errors import UsageError

    alle = {"gemeente": gemeente, "regio": regio, "subregio": subregio}
    gekozen = [(soort, naam) for soort, naam in alle.items() if naam]
    if len(gekozen) > 1:
        raise UsageError(f"kies een van deze: {', '.join(f'--{soort}' for soort, _ in gekozen)}")
    if not gekozen:
        raise UsageError("kies een gebied met --gemeente, --regio of --subregio")
    return gekozen[0]
