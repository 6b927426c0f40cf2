"""Prints what a library call returned: a table, a line, or JSON. Calls nothing that computes."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from helpende_data.errors import BatchError
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    from helpende_data.batch import Outcome
    from helpende_data.cli.settings import Settings
    from helpende_data.controle import Bevinding
    from helpende_data.files import Werkmap
    from helpende_data.pipeline import Ingest, Written
    from helpende_data.reports.model import Rapport


_WIDE = 200  # columns where nobody looks at a screen: a table in a file is never folded


def make_console() -> Console:
    """Where answers are printed, as wide as the screen."""
    width = None if sys.stdout.isatty() else _WIDE
    return Console(highlight=False, soft_wrap=True, width=width)


def print_json(inhoud: Any) -> None:
    """The answer for a program."""
    print(json.dumps(inhoud, ensure_ascii=False, indent=2))


def make_table(kolommen: Sequence[tuple[str, bool]], rijen: Iterable[Sequence[str]]) -> Table:
    """A plain table; the flag of a column says that it holds numbers."""
    tabel = Table(box=None, header_style="bold", pad_edge=False)
    for naam, getal in kolommen:
        tabel.add_column(naam, justify="right" if getal else "left", overflow="fold")
    for rij in rijen:
        tabel.add_row(*(escape(cel) for cel in rij))
    return tabel


def show_stamp(stempels: set[str], console: Console, nodig: Iterable[str] = ()) -> None:
    """What the stamps on reports ask of the reader; example figures need no explanation.

    Args:
        nodig: tables of CBS that must be read before publication.
    """
    if any("INTERN" in stempel for stempel in stempels):
        console.print("INTERN, NIET VERSPREIDEN: hierin staan de echte aantallen.")
    if any("CONCEPT" in stempel for stempel in stempels):
        console.print(
            "CONCEPT, NOG NIET VASTGESTELD: er staan cijfers in die nog niet openbaar zijn, of "
            "er is iets veranderd sinds de publicatie. Definitief maken: hd publiceer"
        )
    if tabellen := sorted(set(nodig)):
        from helpende_data.pipeline.anderen import fetch_command

        console.print(
            "Daarvoor moet de dataset weten wat het CBS over hetzelfde publiceert. Typ eerst, "
            f"hoogstens een maand ervoor: {fetch_command(tabellen)}"
        )


def show_withheld(
    achtergehouden: dict[str, int],
    console: Console,
    kop: str = "Niet in rapporten, ook niet afgerond",
) -> None:
    """Which deliveries hold figures that reports do not show as they are, and how many."""
    if achtergehouden:
        delen = (
            f"{naam} ({format_nl(aantal)} {'cijfer' if aantal == 1 else 'cijfers'})"
            for naam, aantal in achtergehouden.items()
        )
        console.print(escape(f"{kop}: {', '.join(delen)}."))


def written_json(written: Written) -> dict[str, Any]:
    """A report that was written, for a program."""
    return {
        "gemeente": written.rapport.gebied,
        "periode": written.rapport.periode,
        "publiek": written.rapport.publiek,
        "map": str(written.map),
        "bestanden": [pad.name for pad in written.bestanden],
        "stempel": written.rapport.stempel,
        "achtergehouden": written.achtergehouden,
        "nodig": written.nodig,
        "vraagteken_in_pdf": written.verloren,
    }


def show_reports(geschreven: Sequence[Written], gevraagd: str, settings: Settings) -> None:
    """Where reports about one area stand, and its name when that is not the one asked for."""
    if settings.json:
        print_json(
            written_json(geschreven[0])
            if len(geschreven) == 1
            else {"geschreven": [written_json(w) for w in geschreven], "mislukt": []}
        )
    elif not settings.stil:
        rapport = geschreven[0].rapport
        console = make_console()
        if gevraagd and gevraagd.casefold() not in (
            rapport.gebied.casefold(),
            rapport.gebied_code.casefold(),
        ):
            console.print(escape(f"{gevraagd} heet in dit rapport {rapport.gebied}."))
        for written in geschreven:
            kop = f"Rapport over {rapport.gebied}, {rapport.periode_label}"
            console.print(escape(f"{kop} ({written.rapport.publiek}) staat in {written.map}"))
            for pad in written.bestanden:
                console.print(escape(f"  {pad.name}"))
        _show_common(geschreven, console)
        show_access(settings, console)


def _show_common(geschreven: Sequence[Written], console: Console) -> None:
    """What holds for all reports of one command: their stamps and what is not in them."""
    nodig = (tabel for written in geschreven for tabel in written.nodig)
    show_stamp({written.rapport.stempel for written in geschreven}, console, nodig)
    show_lost((w.verloren for w in geschreven), console)
    if geschreven:
        show_withheld(geschreven[0].achtergehouden, console)


def show_lost(verloren: Iterable[tuple[str, ...]], console: Console) -> None:
    """Which signs the fonts of the PDF lack, and where they stand."""
    plekken = dict.fromkeys(plek for plekken in verloren for plek in plekken)
    if plekken:
        console.print(
            escape(
                "Let op: in de PDF staat een vraagteken waar het lettertype een teken mist: "
                f"{'; '.join(plekken)}. Schrijf het daar met andere tekens."
            )
        )


def show_access(settings: Settings, console: Console) -> None:
    """That others on this computer can read what is confidential, when they can."""
    from helpende_data.disclosure import access_warning

    waarschuwing = access_warning(settings.werkmap)
    if waarschuwing:
        console.print(escape(f"Let op: {waarschuwing}"))


def show_kern(rapport: Rapport, settings: Settings) -> None:
    """The core of a report on the screen, with its stamp; the answer itself, so not left out."""
    if settings.json:
        namen = ("gebied_code", "gebied", "periode", "publiek", "stempel", "titel")
        print_json({naam: getattr(rapport, naam) for naam in namen} | {"kern": list(rapport.kern)})
        return
    console = make_console()
    if rapport.stempel:
        console.print(escape(rapport.stempel))
    console.print(escape(f"{rapport.titel}, {rapport.periode_label}"))
    for nummer, regel in enumerate(rapport.kern, start=1):
        console.print()
        for deel in textwrap.wrap(
            regel.replace(" %", "\N{NO-BREAK SPACE}%"),
            min(console.width, 88),
            initial_indent=f"{nummer}. ",
            subsequent_indent="   ",
            break_long_words=False,
        ):
            console.print(escape(deel), soft_wrap=True)
    show_stamp({rapport.stempel}, console)


def show_progress(settings: Settings) -> Callable[[str], None]:
    """Names each municipality on stderr as its report is begun, unless nobody looks."""
    zichtbaar = sys.stderr.isatty() and not (settings.stil or settings.json)

    def progress(naam: str) -> None:
        if zichtbaar:
            print(f"bezig met {naam}", file=sys.stderr)

    return progress


def show_batch(outcomes: Sequence[Outcome], settings: Settings) -> None:
    """What became of each municipality.

    Raises:
        BatchError: one or more failed; the others stand.
    """
    goed = [o.written for o in outcomes if o.written is not None]
    fout = [o for o in outcomes if o.fout is not None]
    if settings.json:
        mislukt = [{"gemeente": o.gemeente, "fout": str(o.fout)} for o in fout]
        print_json({"geschreven": [written_json(w) for w in goed], "mislukt": mislukt})
    elif not settings.stil:
        console = make_console()
        for written in goed:
            rapport = written.rapport
            console.print(escape(f"{rapport.gebied} ({rapport.publiek}): {written.map}"))
        console.print(f"{len(goed)} van {len(outcomes)} rapporten geschreven.")
        _show_common(goed, console)
        show_access(settings, console)
    if fout:
        for outcome in fout:
            print(f"hd: {outcome.fout}", file=sys.stderr)
        namen = ", ".join(dict.fromkeys(outcome.gemeente for outcome in fout))
        raise BatchError(f"{len(fout)} van {len(outcomes)} rapporten zijn mislukt", waar=namen)


def show_voorbeeld(gedaan: Ingest, werkmap: Werkmap, map_: Path, settings: Settings) -> None:
    """Where the example stands and how to go on."""
    if settings.json:
        print_json({"werkmap": str(werkmap.root), "leveringen": [asdict(r) for r in gedaan.rows]})
    elif not settings.stil:
        console = make_console()
        rijen = sum(r.rijen for r in gedaan.rows)
        hier = map_ if settings.root == Path().absolute() else werkmap.root
        console.print(
            escape(
                f"Voorbeeldcijfers staan in {hier}: {format_nl(rijen)} verzonnen cijfers "
                f"in {len(gedaan.rows)} leveringen."
            )
        )
        console.print(escape(f'Ga verder met: hd --werkmap "{hier}" report --gemeente Druten'))


def show_controle(bevindingen: Sequence[Bevinding], alles: bool, settings: Settings) -> None:
    """Findings in a sentence each, what does not fit first; what fits only when asked for."""
    volgorde = {"klopt_niet": 0, "let_op": 1, "klopt": 2}
    gesorteerd = sorted(bevindingen, key=lambda b: volgorde[b.ernst])
    if settings.json:
        print_json([asdict(b) for b in gesorteerd])
        return
    console = make_console()
    console.print("Voor intern gebruik: hierin kunnen aantallen staan die niet zijn beschermd.")
    koppen = {"klopt_niet": "Past niet", "let_op": "Let op", "klopt": "Past"}
    for ernst, kop in koppen.items():
        groep = [b for b in gesorteerd if b.ernst == ernst]
        if not groep or (ernst == "klopt" and not alles):
            continue
        console.print(f"[bold]{kop}[/bold]")
        for b in groep:
            console.print(escape(f"- {b.zin}"))
    tel = {ernst: sum(b.ernst == ernst for b in bevindingen) for ernst in koppen}
    rest = "" if alles or not tel["klopt"] else " Wat past ziet u met: hd controle --alles"
    console.print(
        f"{format_nl(len(bevindingen))} controles: {format_nl(tel['klopt'])} passen, "
        f"{tel['let_op']} vragen aandacht, {tel['klopt_niet']} passen niet.{rest}"
    )
