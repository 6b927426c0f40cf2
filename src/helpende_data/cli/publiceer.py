"""The command `hd publiceer`: definitive reports, entered in the register of publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data.cli.options import (
    FormaatOptie,
    GemeenteOptie,
    JaarOptie,
    PeriodeOptie,
    RegioOptie,
    SubregioOptie,
    ThemaOptie,
    UitOptie,
    VanOptie,
    VoorOptie,
    read_formaten,
    read_periode,
    split_words,
)

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings


_SOORTEN = ("rapport", "infographic", "thema", "nieuwsbrief", "evaluatie", "sessie")


def publiceer(
    ctx: typer.Context,
    gemeente: GemeenteOptie = "",
    alle: Annotated[
        bool, typer.Option("--alle", help="Publiceer voor alle gemeenten van de regio.")
    ] = False,
    regio: RegioOptie = "",
    subregio: SubregioOptie = "",
    soort: Annotated[
        str,
        typer.Option(
            help=f"{', '.join(_SOORTEN[:-1])} of {_SOORTEN[-1]}; met komma's mag meer.",
            metavar="SOORT",
        ),
    ] = "rapport",
    thema: ThemaOptie = "",
    door: Annotated[str, typer.Option(help="Wie dit besluit.", metavar="NAAM")] = "",
    functie: Annotated[
        str, typer.Option(help="De functie van wie dit besluit.", metavar="FUNCTIE")
    ] = "",
    nagekeken: Annotated[
        str, typer.Option(help="Wie de getallen in eigen tekst heeft nagekeken.", metavar="WIE")
    ] = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    voor: VoorOptie = "team",
    van: VanOptie = "",
    formaat: FormaatOptie = "",
    uit: UitOptie = None,
    intern: Annotated[
        bool, typer.Option("--intern", help="Kan niet bij publiceren.", hidden=True)
    ] = False,
) -> None:
    """Maak rapporten definitief en leg vast welke cijfers openbaar zijn."""
    from helpende_data.cli.show_publicatie import show_published
    from helpende_data.cli.soorten import area_or_region, chosen_area
    from helpende_data.cli.werkplaats import open_workshop
    from helpende_data.errors import UsageError

    settings: Settings = ctx.obj
    if intern:
        raise UsageError("interne cijfers worden niet gepubliceerd", doe="laat --intern weg")
    if alle and (gemeente or subregio):
        raise UsageError("--alle gaat over elke gemeente van een regio", doe="noem geen gebied")
    choose = area_or_region if thema else chosen_area
    gebied, naam = ("gemeente", "") if alle else choose(gemeente, regio, subregio)
    if not (door.strip() and functie.strip()):
        raise UsageError("noem wie besluit: --door NAAM --functie FUNCTIE")
    over, begin = read_periode(jaar, periode), read_periode(van, "")
    formaten = read_formaten(formaat)
    # The report of a municipality has editions; that of another area goes by the kind of area.
    rapporten = split_words(voor) if gebied == "gemeente" else (gebied,)
    soorten = [
        naam_
        for woord in split_words(soort)
        for naam_ in (rapporten if woord == "rapport" else (woord,))
    ]
    vreemd = [woord for woord in split_words(soort) if woord not in _SOORTEN]
    if vreemd or not soorten:
        raise UsageError(
            f"onbekend soort {', '.join(vreemd)}".strip(), doe=f"kies uit {', '.join(_SOORTEN)}"
        )
    if begin and "evaluatie" not in soorten:
        raise UsageError("--van hoort bij --soort evaluatie")
    from helpende_data.batch import municipalities
    from helpende_data.disclosure import access_warning, read_beleid
    from helpende_data.pipeline import Aanvraag, check_request, publish

    for gevraagd in soorten:
        check_request(gevraagd, gebied, formaten)
    workshop = open_workshop(settings)
    gedaan = publish(
        workshop,
        [
            Aanvraag(
                gevraagd,
                wie,
                gebied,
                over,
                formaten,
                uit,
                thema=thema,
                van=begin.jaar if begin and gevraagd == "evaluatie" else None,
            )
            for wie in (municipalities(workshop, regio, over) if alle else (naam,))
            for gevraagd in soorten
        ],
        door=door,
        functie=functie,
        nagekeken=nagekeken,
    )
    waarschuwing = access_warning(settings.werkmap)
    if not read_beleid(settings.werkmap).is_decided:
        besluit = (
            "het beleid voor kleine aantallen is nog niet vastgesteld. "
            "Zet in data/beleid.toml wie dat deed (eigenaar) en wanneer (vastgesteld_op)"
        )
        waarschuwing = ". ".join(filter(None, (besluit, waarschuwing)))
    show_published(gedaan, waarschuwing, settings)
