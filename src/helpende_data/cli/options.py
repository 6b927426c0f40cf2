"""What several commands do with their options: complete a name, read a period."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from helpende_data.periodes import Periode


def complete_gemeente(ctx: typer.Context, incomplete: str) -> list[str]:
    """Municipalities of today whose name begins like this, for the tab key."""
    return _complete(ctx, incomplete, gemeenten=True)


def complete_gebied(ctx: typer.Context, incomplete: str) -> list[str]:
    """Regions and catchments whose name begins like this, for the tab key."""
    return _complete(ctx, incomplete, gemeenten=False)


def complete_any(ctx: typer.Context, incomplete: str) -> list[str]:
    """Municipalities, regions and catchments whose name begins like this, for the tab key."""
    return [*complete_gemeente(ctx, incomplete), *complete_gebied(ctx, incomplete)]


def _complete(ctx: typer.Context, incomplete: str, *, gemeenten: bool) -> list[str]:
    """Names of the registry of the werkmap that was typed before, or that HD_WERKMAP names.

    Of a registry with faults none: the command itself says what is wrong.
    """
    from helpende_data.errors import HelpendeDataError
    from helpende_data.files import Werkmap
    from helpende_data.gebieden import read_gebieden

    werkmap = Werkmap(Path(ctx.find_root().params.get("werkmap") or ""))
    try:
        alle = read_gebieden(werkmap).by_code.values()
    except HelpendeDataError:
        return []
    return [
        gebied.naam
        for gebied in alle
        if (gebied.soort == "gemeente") == gemeenten
        and gebied.laatste_jaar is None
        and gebied.naam.lower().startswith(incomplete.lower())
    ]


Gebied = Annotated[
    str,
    typer.Option(
        "--gebied",
        "--gemeente",
        "-g",
        help="Naam of code van een gemeente, regio of ander gebied.",
        metavar="NAAM",
        autocompletion=complete_any,
    ),
]


GemeenteOptie = Annotated[
    str,
    typer.Option(
        "--gemeente",
        "-g",
        help="Naam of code van de gemeente.",
        metavar="NAAM",
        autocompletion=complete_gemeente,
    ),
]
RegioOptie = Annotated[
    str,
    typer.Option(
        help="Over deze hele regio; met --alle: over elke gemeente erin.",
        metavar="NAAM",
        autocompletion=complete_gebied,
    ),
]
SubregioOptie = Annotated[
    str,
    typer.Option(help="Over deze hele subregio.", metavar="NAAM", autocompletion=complete_gebied),
]
VoorOptie = Annotated[
    str,
    typer.Option(
        help="Voor wie het rapport is: team, beleid of raad; met komma's mag meer.", metavar="WIE"
    ),
]
ThemaOptie = Annotated[
    str, typer.Option(help="Over dit thema, zoals ouderenmishandeling.", metavar="THEMA")
]
FormaatOptie = Annotated[
    str,
    typer.Option(
        help="html, pdf, xlsx, csv, pptx, json of md; met komma's mag meer.", metavar="SOORT"
    ),
]
UitOptie = Annotated[Path | None, typer.Option(help="Andere map voor het rapport.", metavar="MAP")]
InternOptie = Annotated[
    bool, typer.Option("--intern", help="De echte aantallen, voor eigen controle.")
]
JaarOptie = Annotated[str, typer.Option(help="Over dit jaar, zoals 2023.", metavar="JAAR")]
VanOptie = Annotated[
    str, typer.Option(help="Vergelijk met dit jaar, de nulmeting.", metavar="JAAR")
]
PeriodeOptie = Annotated[
    str, typer.Option(help="Over deze periode, zoals 2025-H1.", metavar="PERIODE")
]


def read_formaten(formaat: str) -> tuple[str, ...]:
    """The formats of --formaat, apart by commas."""
    return split_words(formaat)


def split_words(tekst: str) -> tuple[str, ...]:
    """The words of an option that takes several, apart by commas; each once."""
    return tuple(dict.fromkeys(deel.strip().lower() for deel in tekst.split(",") if deel.strip()))


def read_periode(jaar: str, periode: str) -> Periode | None:
    """The period of --jaar or --periode; None when neither was given."""
    from helpende_data.errors import UsageError
    from helpende_data.periodes import Periode

    if jaar and periode:
        raise UsageError("kies --jaar of --periode, niet allebei")
    if not (jaar or periode):
        return None
    try:
        gevonden = Periode.parse(jaar or periode)
    except ValueError as fout:
        raise UsageError(str(fout)) from None
    if jaar and gevonden.soort != "jaar":
        raise UsageError(f"{jaar} is geen jaar", doe="gebruik --periode voor een halfjaar")
    return gevonden
