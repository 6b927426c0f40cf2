"""The command `hd cijfers`: figures of an area as a table, CSV, JSON or Parquet, or explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from helpende_data.cli.options import complete_gebied, complete_gemeente, read_periode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpende_data.cli.settings import Settings
    from helpende_data.periodes import Periode
    from helpende_data.pipeline import Workshop
    from helpende_data.reports.uitleg import Stap
    from helpende_data.statistics import Cijfer, Regel

FORMATEN = ("tabel", "csv", "json", "parquet")
_BY_SUFFIX = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
EXTRA = ("vergeleken_met", "oordeel", "verhouding", "verhouding_laag", "verhouding_hoog", "reden")
_WIDTH = 200  # of a table in a file, which is never folded
_PAGE = 96  # of an explanation
_UNITS = {"per_100k": " per 100.000", "aandeel_pct": " %", "inwoners": " inwoners"}


def complete(incomplete: str) -> list[str]:
    """Municipalities, regions and catchments whose name begins like this, for the tab key."""
    return [*complete_gemeente(incomplete), *complete_gebied(incomplete)]


def cijfers(
    ctx: typer.Context,
    gebied: Annotated[
        str,
        typer.Option(
            "--gebied",
            "--gemeente",
            "-g",
            help="Naam of code van een gemeente, regio of ander gebied.",
            metavar="NAAM",
            autocompletion=complete,
        ),
    ] = "",
    indicator: Annotated[
        str,
        typer.Option(
            help="Alleen deze indicator: meldingen of meldingen/vervolg:overdracht.", metavar="CODE"
        ),
    ] = "",
    dekking: Annotated[
        str,
        typer.Option(
            help="Alleen cijfers die dit verzorgingsgebied dekken, zoals VT06.", metavar="CODE"
        ),
    ] = "",
    jaar: Annotated[str, typer.Option(help="Over dit jaar, zoals 2023.", metavar="JAAR")] = "",
    periode: Annotated[
        str, typer.Option(help="Over deze periode, zoals 2025-H1.", metavar="PERIODE")
    ] = "",
    vergelijk: Annotated[
        str,
        typer.Option(
            help="Vergelijk een gemeente met: vergelijkbaar, subregio, regio of land.",
            metavar="WAARMEE",
        ),
    ] = "",
    formaat: Annotated[
        str, typer.Option(help="tabel, csv, json of parquet.", metavar="SOORT")
    ] = "",
    uit: Annotated[
        Path | None, typer.Option(help="Schrijf naar dit bestand.", metavar="BESTAND")
    ] = None,
    uitleg: Annotated[
        bool, typer.Option("--uitleg", help="Leg een cijfer stap voor stap uit.")
    ] = False,
) -> None:
    """Toon cijfers van een gebied, met marge en oordeel, of leg er een uit."""
    from helpende_data.errors import UsageError

    settings: Settings = ctx.obj
    if not gebied:
        raise UsageError("kies een gebied met --gebied NAAM", doe="kijk welke met: hd gebieden")
    over = read_periode(jaar, periode)
    soort = _format(formaat, uit, settings)
    if uitleg and soort in ("csv", "parquet"):
        raise UsageError("--uitleg is er als tekst of als json", doe="kies een ander --formaat")
    if uitleg and not (indicator and over):
        raise UsageError("bij --uitleg horen --indicator en --jaar of --periode")
    from helpende_data.pipeline import open_workshop
    from helpende_data.statistics import cijfers as library_cijfers
    from helpende_data.statistics.vergelijking import Vergelijker

    workshop = open_workshop(settings.werkmap)
    vergelijker = Vergelijker(workshop.feiten, workshop.regels)
    if uitleg and over is not None:
        from helpende_data.reports.uitleg import explain, read_uitleg

        stappen = explain(
            vergelijker,
            read_uitleg(settings.werkmap),
            gebied=gebied,
            indicator=indicator,
            periode=over,
            dekking=dekking,
            vergelijk=vergelijk,
        )
        _give(_explained(stappen, soort).encode(), len(stappen), "stappen", uit, settings)
        return
    regels = library_cijfers(
        vergelijker,
        gebied=gebied,
        indicator=indicator,
        dekking=dekking,
        periode=over,
        vergelijk=vergelijk,
        gebeurtenissen=workshop.gebeurtenissen,
    )
    if soort == "tabel":
        _show_table(regels, workshop, over, uit, settings)
        return
    _give(_file(regels, soort), len(regels), "regels", uit, settings)


def _format(formaat: str, uit: Path | None, settings: Settings) -> str:
    """The format asked for, else that of the file's name, else json with --json, else a table."""
    from helpende_data.errors import UsageError

    soort = formaat.strip().lower()
    if uit is not None and uit.is_dir():
        raise UsageError("--uit is een map", waar=str(uit), doe="noem een bestand")
    if not soort and uit is not None:
        soort = _BY_SUFFIX.get(uit.suffix.lower(), "")
    if not soort:
        return "json" if settings.json else "tabel"
    if soort not in FORMATEN:
        raise UsageError(f"onbekend formaat {soort!r}", doe=f"kies uit {', '.join(FORMATEN)}")
    if soort == "parquet" and uit is None:
        raise UsageError("bij parquet hoort --uit BESTAND")
    if settings.json and uit is None and soort != "json":
        raise UsageError(f"--json en --formaat {soort} gaan niet samen")
    return soort


def _give(inhoud: bytes, aantal: int, wat: str, uit: Path | None, settings: Settings) -> None:
    """To the file, with a line that says so, or to the screen."""
    import json
    import sys

    if uit is None:
        sys.stdout.write(inhoud.decode("utf-8"))
        return
    from helpende_data.files import write_atomic

    write_atomic(uit, inhoud)
    if settings.json:
        print(json.dumps({"bestand": str(uit), wat: aantal}, ensure_ascii=False))
    elif not settings.stil:
        print(f"{aantal} {wat} staan in {uit}")


# --- formats --------------------------------------------------------------------------------------


def _row(regel: Regel) -> dict[str, Any]:
    """A row as plain values, with exactly the digits that are shown."""
    from helpende_data.reports.render.tekst import shown_number
    from helpende_data.schema.tables import CIJFERS

    rij: dict[str, Any] = {}
    for naam, kolom in CIJFERS.columns.items():
        waarde = getattr(regel.cijfer, naam)
        if kolom.soort == "getal":
            waarde = shown_number(waarde, None if naam == "noemer" else regel.cijfer.decimalen)
        rij[naam] = waarde
    rij |= {naam: getattr(regel, naam) for naam in EXTRA}
    return rij


def _file(regels: Sequence[Regel], soort: str) -> bytes:
    import json

    if soort == "csv":
        return _csv(regels)
    rijen = [_row(regel) for regel in regels]
    if soort == "json":
        return (json.dumps(rijen, ensure_ascii=False, indent=2) + "\n").encode()
    return _parquet(rijen)


def _csv(regels: Sequence[Regel]) -> bytes:
    import csv
    import io

    from helpende_data.reports.render.cijfers_csv import cells, safe_text
    from helpende_data.schema.tables import CIJFERS

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*CIJFERS.columns, *EXTRA))
    for regel in regels:
        getallen = (regel.verhouding, regel.verhouding_laag, regel.verhouding_hoog)
        verhouding = ["" if g is None else f"{g:.{regel.decimalen}f}" for g in getallen]
        woorden = (safe_text(regel.vergeleken_met), safe_text(regel.oordeel))
        writer.writerow((*cells(regel.cijfer), *woorden, *verhouding, safe_text(regel.reden)))
    return out.getvalue().encode("utf-8")


def _parquet(rijen: Sequence[dict[str, Any]]) -> bytes:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    from helpende_data.schema.tables import CIJFERS

    types = {"getal": pa.float64(), "ja_nee": pa.bool_()}
    velden = [(naam, types.get(k.soort, pa.string())) for naam, k in CIJFERS.columns.items()]
    velden += [(n, pa.float64() if n.startswith("verhouding") else pa.string()) for n in EXTRA]
    buffer = io.BytesIO()
    tabel = pa.Table.from_pylist(list(rijen), schema=pa.schema(velden))
    pq.write_table(tabel, buffer, compression="zstd")
    return buffer.getvalue()


def _explained(stappen: Sequence[Stap], soort: str) -> str:
    """The explanation as numbered paragraphs, or as JSON."""
    import json
    import textwrap
    from dataclasses import asdict

    if soort == "json":
        return json.dumps([asdict(stap) for stap in stappen], ensure_ascii=False, indent=2) + "\n"
    delen = []
    for nummer, stap in enumerate(stappen, start=1):
        zinnen = (
            textwrap.fill(
                zin,
                _PAGE,
                initial_indent="   ",
                subsequent_indent="     ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for zin in stap.zinnen
        )
        delen.append("\n".join((f"{nummer}. {stap.kop}", *zinnen)))
    return "\n\n".join(delen) + "\n"


# --- the table ------------------------------------------------------------------------------------


def _show_table(
    regels: Sequence[Regel],
    workshop: Workshop,
    periode: Periode | None,
    uit: Path | None,
    settings: Settings,
) -> None:
    """The rows as a table, and a sentence for each sign or word that needs one."""
    import io

    from rich.console import Console
    from rich.markup import escape

    from helpende_data.cli.show import make_console, make_table

    gebieden = len({regel.cijfer.gebied_code for regel in regels}) > 1
    kolommen = [
        ("Indicator", False),
        ("Uitsplitsing", False),
        ("Periode", False),
        ("Waarde", True),
        ("Marge", True),
        ("Noemer", True),
        ("Oordeel of reden", False),
    ]
    if gebieden:
        kolommen.insert(0, ("Gebied", False))
    rijen = []
    for regel in regels:
        rij = _cells(regel)
        rijen.append((regel.cijfer.gebied_code, *rij) if gebieden else rij)
    buffer = io.StringIO()
    console = (
        make_console()
        if uit is None
        else Console(file=buffer, highlight=False, soft_wrap=True, width=_WIDTH)
    )
    eerste = regels[0].cijfer
    kop = f"{workshop.feiten.gebieden.name(eerste.gebied_code)} ({eerste.gebied_code})"
    if gebieden:
        codes = dict.fromkeys(r.cijfer.gebied_code for r in regels)
        kop = ", ".join(f"{workshop.feiten.gebieden.name(code)} ({code})" for code in codes)
    if periode is not None:
        kop += f", {periode.label}"
    console.print(escape(kop))
    console.print(make_table(kolommen, rijen))
    if not settings.stil:
        for zin in _notes(regels, workshop):
            console.print(escape(zin))
    if uit is not None:
        _give(buffer.getvalue().encode("utf-8"), len(regels), "regels", uit, settings)


def _cells(regel: Regel) -> tuple[str, ...]:
    from helpende_data.reports.inhoud.bouwstenen import denominator_text

    c = regel.cijfer
    deel = "" if c.uitsplitsing == "totaal" else c.uitsplitsing
    return (c.indicator, deel, c.periode, _value(c), c.marge, denominator_text(c), _verdict(regel))


def _value(cijfer: Cijfer) -> str:
    from helpende_data.reports.inhoud.bouwstenen import printed

    tekst = printed(cijfer)
    if cijfer.waarde is None:
        return tekst
    ster = " *" if tekst.endswith(" *") else ""
    return f"{tekst.removesuffix(' *')}{_UNITS.get(cijfer.maat, '')}{ster}"


def _verdict(regel: Regel) -> str:
    """ "regio: lager, 0,93 keer (0,87 tot 0,99)"; else why there is no value."""
    from helpende_data.schema.getallen import format_nl

    if not regel.oordeel:
        return regel.reden if regel.cijfer.waarde is None else ""
    tekst = f"{regel.vergeleken_met.replace('_', ' ')}: {regel.oordeel}"
    if regel.verhouding is not None:
        tekst += f", {format_nl(regel.verhouding, regel.decimalen)} keer"
    if regel.verhouding_laag is not None and regel.verhouding_hoog is not None:
        grenzen = (regel.verhouding_laag, regel.verhouding_hoog)
        laag, hoog = (format_nl(g, regel.decimalen) for g in grenzen)
        tekst += f" ({laag} tot {hoog})"
    if regel.oordeel in ("te weinig gegevens", "niet te bepalen") and regel.reden:
        tekst += f", {regel.reden}"
    return tekst


def _notes(regels: Sequence[Regel], workshop: Workshop) -> list[str]:
    """One sentence for each thing in the table that needs it."""
    from helpende_data.periodes import Periode, is_periode
    from helpende_data.statistics.lijst import EERDERE_JAREN

    rijen = [r.cijfer for r in regels]
    soorten = {Periode.parse(c.periode).soort for c in rijen if is_periode(c.periode)}
    vergeleken = {r.vergeleken_met for r in regels if r.vergeleken_met}
    noten = {
        "* voorlopig cijfer, kan nog veranderen.": any(
            c.voorlopig and c.waarde is not None for c in rijen
        ),
        "Afgeschermd: de uitgever laat dit kleine aantal niet zien. Reken het niet terug.": any(
            c.status == "onderdrukt" for c in rijen
        ),
        "Cijfers over een jaar en over een kortere periode zijn niet met elkaar te vergelijken.": (
            len(soorten) > 1
        ),
        "Marge: wat door toeval ook kan (95 %); bij een aantal wat de afronding openlaat.": any(
            c.marge for c in rijen
        ),
        workshop.regels.uitleg: bool(vergeleken - {EERDERE_JAREN}),
        "Niet aantoonbaar anders: het verschil kan toeval zijn.": any(
            r.oordeel == "niet aantoonbaar anders" for r in regels
        ),
        "Eerdere jaren: zoveel keer het cijfer van een jaar eerder, gemiddeld per jaar.": (
            EERDERE_JAREN in vergeleken
        ),
        workshop.teksten("algemeen.voorbeeld"): workshop.feiten.synthetisch,
    }
    return [zin for zin, staat_er in noten.items() if staat_er]
