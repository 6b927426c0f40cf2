"""The commands of `hd`. Each parses, calls one library function and prints a short answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpende_data import __version__
from helpende_data.cli.afspraken import afspraken
from helpende_data.cli.cijfers import cijfers
from helpende_data.cli.dataset import dataset
from helpende_data.cli.dutch import DutchCommand, DutchGroup
from helpende_data.cli.herkomst import herkomst
from helpende_data.cli.huisstijl import huisstijl
from helpende_data.cli.mapping import mapping
from helpende_data.cli.onthulling import onthulling
from helpende_data.cli.options import (
    FormaatOptie,
    GemeenteOptie,
    InternOptie,
    JaarOptie,
    PeriodeOptie,
    RegioOptie,
    SubregioOptie,
    ThemaOptie,
    UitOptie,
    VoorOptie,
    complete_gebied,
    complete_gemeente,
    read_formaten,
    read_periode,
    split_words,
)
from helpende_data.cli.publiceer import publiceer
from helpende_data.cli.sessie import sessie
from helpende_data.cli.settings import Settings
from helpende_data.cli.soorten import evaluatie, infographic, nieuwsbrief

if TYPE_CHECKING:
    from helpende_data.gebieden import Inwoners


app = typer.Typer(
    cls=DutchGroup,
    help="Cijfers over huiselijk geweld en kindermishandeling, per gemeente.\n\n"
    "Begin met: hd ingest, en dan: hd report --gemeente Druten",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def print_version(gevraagd: bool) -> None:
    if gevraagd:
        print(f"helpende-data {__version__}")
        raise typer.Exit


@app.callback()
def general(
    ctx: typer.Context,
    werkmap: Annotated[
        Path | None,
        typer.Option(help="Map met uw gegevens en rapporten.", metavar="MAP", envvar="HD_WERKMAP"),
    ] = None,
    stil: Annotated[bool, typer.Option("--stil", help="Meld alleen wat misgaat.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Geef het antwoord als JSON.")] = False,
    _foutzoeken: Annotated[
        bool, typer.Option("--foutzoeken", help="Toon bij een fout van het programma alles.")
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Toon de versie en stop.", callback=print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Keeps the general options for the command that follows; without one, prints the help."""
    from helpende_data.errors import UsageError

    root = (werkmap or Path()).absolute()
    if root.exists() and not root.is_dir():
        raise UsageError("de werkmap is geen map", waar=str(werkmap), doe="kies een map")
    ctx.obj = Settings(root, stil, json)
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@app.command(cls=DutchCommand)
def ingest(
    ctx: typer.Context,
    bestanden: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Leveringen; zonder bestand alles uit data/bron.", metavar="[BESTAND]..."
        ),
    ] = None,
    accepteer: Annotated[
        str | None,
        typer.Option(
            "--accepteer-waarschuwingen",
            help="Wie de waarschuwingen heeft nagekeken: naam en functie.",
            metavar="WIE",
        ),
    ] = None,
    bron: Annotated[str, typer.Option(help="Haal op bij deze bron: cbs.", metavar="BRON")] = "",
    tabel: Annotated[
        list[str] | None,
        typer.Option(help="Alleen deze tabel van het CBS; mag vaker.", metavar="NUMMER"),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Haal niets op; gebruik wat eerder is opgehaald.")
    ] = False,
) -> None:
    """Lees cijfers in: leveringen, alles uit data/bron, of tabellen van het CBS."""
    from helpende_data.errors import UsageError

    if bron or tabel or offline:
        from helpende_data.cli.cbs import ingest_from_cbs

        if accepteer is not None:
            raise UsageError("--accepteer-waarschuwingen hoort bij bestanden, niet bij het CBS")
        ingest_from_cbs(ctx.obj, bron, tabel or (), bestanden or (), offline)
        return
    from helpende_data.cli.show_ingest import show_ingest
    from helpende_data.pipeline import ingest as library_ingest

    settings: Settings = ctx.obj
    wie = " ".join((accepteer or "").split())
    if accepteer is not None and not wie:
        raise UsageError("schrijf bij --accepteer-waarschuwingen een naam en een functie")
    gedaan = library_ingest(settings.werkmap, tuple(bestanden or ()), accepteer=wie)
    show_ingest(gedaan, settings)


@app.command(cls=DutchCommand)
def report(
    ctx: typer.Context,
    gemeente: GemeenteOptie = "",
    alle: Annotated[
        bool, typer.Option("--alle", help="Maak een rapport voor elke gemeente van de regio.")
    ] = False,
    regio: RegioOptie = "",
    subregio: SubregioOptie = "",
    thema: ThemaOptie = "",
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
    voor: VoorOptie = "team",
    formaat: FormaatOptie = "",
    uit: UitOptie = None,
    intern: InternOptie = False,
    toon: Annotated[
        bool, typer.Option("--toon", help="Toon alleen de kern op het scherm; schrijf niets.")
    ] = False,
) -> None:
    """Maak het rapport over een gemeente, alle gemeenten, een regio of een thema."""
    from helpende_data.cli.show import show_batch, show_kern, show_progress, show_reports
    from helpende_data.cli.werkplaats import open_workshop
    from helpende_data.errors import UsageError

    settings: Settings = ctx.obj
    if thema:
        from helpende_data.cli.soorten import report_about_theme

        if gemeente or alle or toon or voor != "team":
            raise UsageError(
                "een rapport over een thema gaat over een regio of subregio",
                doe="laat --gemeente, --alle, --toon en --voor weg",
            )
        over = read_periode(jaar, periode)
        report_about_theme(settings, thema, regio, subregio, over, formaat, uit, intern=intern)
        return
    if (subregio or regio) and not alle:
        from helpende_data.cli.soorten import report_about_area

        if toon or voor != "team":
            raise UsageError("--toon en --voor horen bij een rapport over een gemeente")
        over = read_periode(jaar, periode)
        report_about_area(settings, gemeente, regio, subregio, over, formaat, uit, intern=intern)
        return
    if gemeente and alle:
        raise UsageError("kies --gemeente of --alle, niet allebei")
    if subregio or not (gemeente or alle):
        raise UsageError(
            "kies waarover het rapport gaat",
            doe="met --gemeente NAAM, --subregio NAAM, --regio NAAM, --thema NAAM of --alle",
        )
    if toon and (alle or formaat or uit):
        raise UsageError(
            "--toon schrijft niets en gaat over een gemeente",
            doe="laat --alle, --formaat en --uit weg",
        )
    over = read_periode(jaar, periode)
    formaten = read_formaten(formaat)
    from helpende_data.pipeline import check_edition, preview
    from helpende_data.pipeline import report as library_report

    publieken = split_words(voor)
    if not publieken or (toon and len(publieken) > 1):
        hoeveel = "een" if toon else "een of meer"
        raise UsageError(f"kies bij --voor {hoeveel} van team, beleid en raad")
    for publiek in publieken:
        check_edition(publiek, formaten)
    workshop = open_workshop(settings, intern=intern)
    if toon:
        show_kern(preview(workshop, gemeente, periode=over, publiek=publieken[0]), settings)
        return
    if alle:
        from helpende_data.batch import report_all

        outcomes = report_all(
            workshop,
            regio=regio,
            periode=over,
            publieken=publieken,
            formaten=formaten,
            uit=uit,
            progress=show_progress(settings),
        )
        show_batch(outcomes, settings)
        return
    geschreven = [
        library_report(workshop, gemeente, periode=over, publiek=wie, formaten=formaten, uit=uit)
        for wie in publieken
    ]
    show_reports(geschreven, gemeente, settings)


app.command(cls=DutchCommand)(cijfers)
app.command(cls=DutchCommand)(publiceer)
app.command(cls=DutchCommand)(sessie)
app.command(cls=DutchCommand)(infographic)
app.command(cls=DutchCommand)(nieuwsbrief)
app.command(cls=DutchCommand)(evaluatie)
app.command(cls=DutchCommand)(herkomst)
app.command(cls=DutchCommand)(huisstijl)
app.add_typer(afspraken, name="afspraken")
app.add_typer(dataset, name="dataset")
app.add_typer(onthulling, name="onthulling")
app.add_typer(mapping, name="mapping")


@app.command(cls=DutchCommand)
def gebieden(
    ctx: typer.Context,
    gemeente: Annotated[
        str,
        typer.Option(
            "--gemeente",
            "-g",
            help="Alles over deze gemeente.",
            metavar="NAAM",
            autocompletion=complete_gemeente,
        ),
    ] = "",
    van: Annotated[
        str,
        typer.Option(
            help="De gemeenten van dit gebied, zoals moviera.",
            metavar="GEBIED",
            autocompletion=complete_gebied,
        ),
    ] = "",
    jaar: Annotated[str, typer.Option(help="De indeling van dit jaar.", metavar="JAAR")] = "",
) -> None:
    """Toon gemeenten, regio's en verzorgingsgebieden."""
    from helpende_data.cli import show_gebieden as show
    from helpende_data.dataset import read_inwoners
    from helpende_data.errors import UsageError
    from helpende_data.gebieden import overzicht
    from helpende_data.pipeline import read_registry

    settings: Settings = ctx.obj
    if gemeente and van:
        raise UsageError("kies --gemeente of --van, niet allebei")
    gevraagd = read_periode(jaar, "")
    alle, _ = read_registry(settings.werkmap)
    inwoners = read_inwoners(settings.werkmap, alle)
    over = gevraagd.jaar if gevraagd else _last_year(inwoners)
    alle.check_year(over)
    if van:
        show.show_gebied(overzicht.describe_gebied(alle, inwoners, van, over), settings)
    elif gemeente:
        weg = alle.find(gemeente, soort="gemeente").laatste_jaar
        peil = over if gevraagd else weg or over
        gevonden = overzicht.describe_gemeente(alle, inwoners, gemeente, peil)
        show.show_gemeente(gevonden, alle, settings)
    else:
        show.show_gebieden(overzicht.list_gebieden(alle, over), alle, over, settings)


def _last_year(inwoners: Inwoners | None) -> int:
    """The year that a question without --jaar is about: the last one with inhabitants."""
    from datetime import date

    return (inwoners.last_year if inwoners else 0) or date.today().year


@app.command(cls=DutchCommand)
def controle(
    ctx: typer.Context,
    alles: Annotated[bool, typer.Option("--alles", help="Toon ook wat past.")] = False,
) -> None:
    """Reken na of cijfers bij elkaar passen (voor intern gebruik)."""
    from helpende_data.cli.show import show_controle
    from helpende_data.controle import controle as library_controle
    from helpende_data.dataset import read_dataset
    from helpende_data.pipeline import read_registry

    settings: Settings = ctx.obj
    dataset = read_dataset(settings.werkmap)
    show_controle(
        library_controle(dataset, *read_registry(settings.werkmap, dataset)), alles, settings
    )


@app.command(cls=DutchCommand)
def voorbeeld(
    ctx: typer.Context,
    map_: Annotated[
        Path, typer.Argument(metavar="[MAP]", help="Werkmap voor het voorbeeld.")
    ] = Path("voorbeeld"),
    seed: Annotated[
        int | None, typer.Option(help="Ander getal, andere voorbeeldcijfers.", metavar="GETAL")
    ] = None,
) -> None:
    """Maak een werkmap met verzonnen voorbeeldcijfers."""
    from helpende_data.cli.show import show_voorbeeld
    from helpende_data.files import Werkmap
    from helpende_data.pipeline import ingest_voorbeeld

    settings: Settings = ctx.obj
    doel = Werkmap((settings.root / map_).absolute())
    show_voorbeeld(ingest_voorbeeld(doel, seed=seed), doel, map_, settings)
