"""The command `hd cijfers`: figures of an area as a table, CSV, JSON or Parquet, or explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from helpende_data.cli.options import Gebied, JaarOptie, PeriodeOptie, read_periode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from helpende_data.cli.settings import Settings
    from helpende_data.disclosure import Cel
    from helpende_data.reports.uitleg import Stap
    from helpende_data.statistics import Feiten, Regel

FORMATEN = ("tabel", "csv", "json", "parquet")
_BY_SUFFIX = {".csv": "csv", ".json": "json", ".parquet": "parquet", ".txt": "tabel"}
EXTRA = (
    "vergeleken_met",
    "oordeel",
    "verhouding",
    "verhouding_laag",
    "verhouding_hoog",
    "reden",
    "los_bekeken",
    "gekozen_op",
    "noemer_label",
    "kanttekeningen",
)
_PAGE = 96  # of an explanation


def cijfers(
    ctx: typer.Context,
    gebied: Gebied = "",
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
    jaar: JaarOptie = "",
    periode: PeriodeOptie = "",
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
    intern: Annotated[
        bool, typer.Option("--intern", help="De echte aantallen, voor eigen controle.")
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
    from helpende_data.cli.werkplaats import open_workshop
    from helpende_data.statistics import cijfers as library_cijfers
    from helpende_data.statistics.vergelijking import Vergelijker

    workshop = open_workshop(settings, intern=intern)
    feiten = workshop.feiten.watched()
    vergelijker = Vergelijker(feiten, workshop.regels)
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
            gebeurtenissen=workshop.gebeurtenissen,
        )
        stempel = _stamp(feiten, feiten.gelezen)
        inhoud = _explained(stappen, soort, stempel).encode()
        _give(inhoud, len(stappen), "stappen", _marked(uit, stempel), settings)
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
    # The list looks at every period before it drops those that nobody asked for.
    rust_op = [cel for cel in feiten.gelezen if over is None or cel.periode == str(over)]
    stempel = _stamp(feiten, rust_op)
    uit = _marked(uit, stempel)
    if soort == "tabel":
        from helpende_data.cli.cijfers_tabel import show_table

        inhoud = show_table(
            regels, workshop, over, settings, to_file=uit is not None, stempel=stempel
        )
        if uit is not None:
            _give(inhoud, len(regels), "regels", uit, settings)
        return
    _give(_file(regels, soort, stempel), len(regels), "regels", uit, settings)


def _stamp(feiten: Feiten, rust_op: Collection[Cel]) -> str:
    """The stamp on all that was made of these when it is true counts or a concept; else empty."""
    from helpende_data.reports.inhoud.stempel import stamp, suffix

    stempel = stamp(feiten, rust_op)
    return stempel if suffix(stempel) else ""


def _marked(uit: Path | None, stempel: str) -> Path | None:
    """The file to write, with what the stamp adds to its name."""
    from helpende_data.reports.inhoud.stempel import suffix

    merk = suffix(stempel)
    if uit is None or uit.stem.endswith(merk):
        return uit
    return uit.with_name(f"{uit.stem}{merk}{uit.suffix}")


def _format(formaat: str, uit: Path | None, settings: Settings) -> str:
    """The format asked for, else that of the file's name, else json with --json, else a table."""
    from helpende_data.errors import UsageError

    soort = formaat.strip().lower()
    if uit is not None and uit.is_dir():
        raise UsageError("--uit is een map", waar=str(uit), doe="noem een bestand")
    eind = uit.suffix.lower() if uit is not None else ""
    if eind and eind not in _BY_SUFFIX:
        raise UsageError(
            f"hd cijfers maakt geen bestand dat eindigt op {eind}",
            waar=str(uit),
            doe=f"kies {', '.join(_BY_SUFFIX)}; .csv opent ook in Excel",
        )
    if not soort:
        return _BY_SUFFIX.get(eind, "json" if settings.json else "tabel")
    if soort not in FORMATEN:
        raise UsageError(f"onbekend formaat {soort!r}", doe=f"kies uit {', '.join(FORMATEN)}")
    if eind and _BY_SUFFIX[eind] != soort:
        raise UsageError(f"--formaat {soort} past niet bij een bestand dat eindigt op {eind}")
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

    # True counts are for this user only, whatever the rights of the folder.
    write_atomic(uit, inhoud, private=uit.stem.endswith("-intern"))
    if settings.json:
        print(json.dumps({"bestand": str(uit), wat: aantal}, ensure_ascii=False))
    elif not settings.stil:
        print(f"{aantal} {wat} staan in {uit}")


# --- formats --------------------------------------------------------------------------------------


def _row(regel: Regel, stempel: str) -> dict[str, Any]:
    """A row as plain values, with exactly the digits that are shown."""
    from helpende_data.reports.render.tekst import shown_number
    from helpende_data.schema.tables import CIJFERS

    rij: dict[str, Any] = {}
    for naam, kolom in CIJFERS.columns.items():
        waarde = regel.cijfer.getal if naam == "waarde" else getattr(regel.cijfer, naam)
        if kolom.soort == "getal":
            waarde = shown_number(waarde, None if naam == "noemer" else regel.cijfer.decimalen)
        rij[naam] = waarde
    rij |= {naam: getattr(regel, naam) for naam in EXTRA}
    return rij | {"stempel": stempel} if stempel else rij


def _file(regels: Sequence[Regel], soort: str, stempel: str) -> bytes:
    import json

    if soort == "csv":
        return _csv(regels, stempel)
    rijen = [_row(regel, stempel) for regel in regels]
    if soort == "json":
        return (json.dumps(rijen, ensure_ascii=False, indent=2) + "\n").encode()
    return _parquet(rijen, stempel)


def _csv(regels: Sequence[Regel], stempel: str) -> bytes:
    import csv
    import io

    from helpende_data.reports.render.cijfers_csv import cells
    from helpende_data.schema.tables import CIJFERS

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    merk = (stempel,) if stempel else ()
    writer.writerow((*CIJFERS.columns, *EXTRA, *(["stempel"] if stempel else ())))
    for regel in regels:
        extra = (_cell(getattr(regel, naam), regel.decimalen) for naam in EXTRA)
        writer.writerow((*cells(regel.cijfer), *extra, *merk))
    return out.getvalue().encode("utf-8")


def _cell(waarde: str | float | None, decimalen: int) -> str:
    from helpende_data.files import safe_text

    if isinstance(waarde, str):
        return safe_text(waarde)
    return "" if waarde is None else f"{waarde:.{decimalen}f}"


def _parquet(rijen: Sequence[dict[str, Any]], stempel: str) -> bytes:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    from helpende_data.schema.tables import CIJFERS

    types = {"getal": pa.float64(), "ja_nee": pa.bool_()}
    velden = [(naam, types.get(k.soort, pa.string())) for naam, k in CIJFERS.columns.items()]
    velden += [(n, pa.float64() if n.startswith("verhouding") else pa.string()) for n in EXTRA]
    velden += [("stempel", pa.string())] if stempel else []
    buffer = io.BytesIO()
    tabel = pa.Table.from_pylist(list(rijen), schema=pa.schema(velden))
    pq.write_table(tabel, buffer, compression="zstd")
    return buffer.getvalue()


def _explained(stappen: Sequence[Stap], soort: str, stempel: str) -> str:
    """The explanation as numbered paragraphs, or as JSON."""
    import json
    from dataclasses import asdict

    if soort == "json":
        merk = {"stempel": stempel} if stempel else {}
        rijen = [asdict(stap) | merk for stap in stappen]
        return json.dumps(rijen, ensure_ascii=False, indent=2) + "\n"
    tekst = numbered((stap.kop, stap.zinnen) for stap in stappen)
    return f"{stempel}\n{tekst}{stempel}\n" if stempel else tekst


def numbered(stappen: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Headings with their sentences below them, as numbered paragraphs."""
    import textwrap

    delen = []
    for nummer, (kop, zinnen) in enumerate(stappen, start=1):
        alineas = (
            textwrap.fill(
                zin,
                _PAGE,
                initial_indent="   ",
                subsequent_indent="     ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for zin in zinnen
        )
        delen.append("\n".join((f"{nummer}. {kop}", *alineas)))
    return "\n\n".join(delen) + "\n"
