"""Prints what a library call returned: a table, a line, or JSON. Calls nothing that computes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from helpende_data.errors import BatchError, DatasetError
from helpende_data.schema.getallen import date_nl, format_nl

if TYPE_CHECKING:
    from helpende_data.batch import Outcome
    from helpende_data.cli.settings import Settings
    from helpende_data.controle import Bevinding
    from helpende_data.files import Werkmap
    from helpende_data.gebieden import Gebied, Gebieden, Inwoners
    from helpende_data.pipeline import Ingest, Written


_WIDE = 200  # columns where nobody looks at a screen: a table in a file is never folded


def _console() -> Console:
    width = None if sys.stdout.isatty() else _WIDE
    return Console(highlight=False, soft_wrap=True, width=width)


def _json(inhoud: Any) -> None:
    print(json.dumps(inhoud, ensure_ascii=False, indent=2))


def _table(kolommen: Sequence[tuple[str, bool]], rijen: Iterable[Sequence[str]]) -> Table:
    """A plain table; the flag of a column says that it holds numbers."""
    tabel = Table(box=None, header_style="bold", pad_edge=False)
    for naam, getal in kolommen:
        tabel.add_column(naam, justify="right" if getal else "left", overflow="fold")
    for rij in rijen:
        tabel.add_row(*(escape(cel) for cel in rij))
    return tabel


def show_ingest(gedaan: Ingest, settings: Settings) -> None:
    """The summary table after reading figures."""
    if settings.json:
        _json({"leveringen": [asdict(rij) for rij in gedaan.rows]})
        return
    if settings.stil:
        return
    kolommen = (
        ("Levering", False),
        ("Indicatoren", True),
        ("Gebieden", True),
        ("Periodes", False),
        ("Rijen", True),
        ("Voorlopig", True),
        ("Opmerking", False),
    )
    rijen = (
        (
            r.levering,
            str(r.indicatoren),
            format_nl(r.gebieden),
            r.periodes,
            format_nl(r.rijen),
            format_nl(r.voorlopig) if r.voorlopig else "",
            r.opmerking,
        )
        for r in gedaan.rows
    )
    console = _console()
    console.print(_table(kolommen, rijen))
    change = gedaan.change
    if not (change.nieuw or change.vervallen):
        console.print("Er is niets veranderd: deze cijfers waren al ingelezen.")
        return
    delen = [f"{len(change.nieuw)} nieuw", f"{len(gedaan.rows) - len(change.nieuw)} gelijk"]
    if change.vervallen:
        delen.append(f"{len(change.vervallen)} vervallen")
    console.print(f"Ingelezen: {', '.join(delen)}. Een rapport maakt u met: hd report")


def _written(written: Written) -> dict[str, Any]:
    return {
        "gemeente": written.rapport.gebied,
        "periode": written.rapport.periode,
        "publiek": written.rapport.publiek,
        "map": str(written.map),
        "bestanden": [pad.name for pad in written.bestanden],
    }


def show_report(written: Written, settings: Settings) -> None:
    """Where the report stands."""
    if settings.json:
        _json(_written(written))
    elif not settings.stil:
        rapport = written.rapport
        console = _console()
        kop = f"Rapport over {rapport.gebied}, {rapport.periode_label} ({rapport.publiek})"
        console.print(escape(f"{kop} staat in {written.map}"))
        for pad in written.bestanden:
            console.print(escape(f"  {pad.name}"))


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
        _json({"geschreven": [_written(w) for w in goed], "mislukt": mislukt})
    elif not settings.stil:
        console = _console()
        for written in goed:
            console.print(escape(f"{written.rapport.gebied}: {written.map}"))
        console.print(f"{len(goed)} van {len(outcomes)} rapporten geschreven.")
    if fout:
        for outcome in fout:
            print(f"hd: {outcome.fout}", file=sys.stderr)
        namen = ", ".join(outcome.gemeente for outcome in fout)
        raise BatchError(f"{len(fout)} van {len(outcomes)} rapporten zijn mislukt", waar=namen)


def show_voorbeeld(gedaan: Ingest, werkmap: Werkmap, map_: Path, settings: Settings) -> None:
    """Where the example stands and how to go on."""
    if settings.json:
        _json({"werkmap": str(werkmap.root), "leveringen": [asdict(r) for r in gedaan.rows]})
    elif not settings.stil:
        console = _console()
        rijen = sum(r.rijen for r in gedaan.rows)
        hier = map_ if settings.root == Path().absolute() else werkmap.root
        console.print(
            escape(
                f"Voorbeeldcijfers staan in {werkmap.root}: {format_nl(rijen)} verzonnen cijfers "
                f"in {len(gedaan.rows)} leveringen."
            )
        )
        console.print(escape(f'Ga verder met: hd --werkmap "{hier}" report --gemeente Druten'))


def show_controle(bevindingen: Sequence[Bevinding], alles: bool, settings: Settings) -> None:
    """Findings in a sentence each, what does not fit first; what fits only when asked for."""
    volgorde = {"klopt_niet": 0, "let_op": 1, "klopt": 2}
    gesorteerd = sorted(bevindingen, key=lambda b: volgorde[b.ernst])
    if settings.json:
        _json([asdict(b) for b in gesorteerd])
        return
    console = _console()
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


def _inwoners(alle: Gebieden, settings: Settings) -> Inwoners | None:
    """The inhabitants, when figures were ingested; areas can be looked at without."""
    from helpende_data.dataset import read_dataset
    from helpende_data.gebieden import Inwoners

    try:
        return Inwoners(read_dataset(settings.werkmap).inwoners, alle)
    except DatasetError:
        return None


def _last_year(inwoners: Inwoners | None) -> int:
    from datetime import date

    return inwoners.jaren[-1] if inwoners and inwoners.jaren else date.today().year


def show_gebieden(alle: Gebieden, jaar: int | None, settings: Settings) -> None:
    """The regions with their subregions and municipalities, then the catchments."""
    inwoners = _inwoners(alle, settings)
    over = jaar or _last_year(inwoners)
    regels = []
    for regio in alle.regios:
        # A plan that has ended is shown in its last year.
        peil = over if alle.members(regio.code, over) else _last_with_members(alle, regio.code)
        for code in (regio.code, *regio.subregios):
            leden = sorted(alle.name(lid) for lid in alle.members(code, peil))
            regels.append((code, alle.name(code), str(peil), len(leden), ", ".join(leden)))
    for gebied in alle.by_code.values():
        leden = sorted(alle.name(lid) for lid in alle.members(gebied.code, over))
        if gebied.soort not in ("gemeente", "regio", "subregio") and leden:
            deel = "" if gebied.volledig else " (niet volledig)"
            welke = ", ".join(leden) + deel
            regels.append((gebied.code, gebied.naam, str(over), len(leden), welke))
    if settings.json:
        namen = ("code", "gebied", "jaar", "aantal", "gemeenten")
        _json([dict(zip(namen, regel, strict=True)) for regel in regels])
        return
    kolommen = (
        ("Code", False),
        ("Gebied", False),
        ("Jaar", False),
        ("Gemeenten", True),
        ("Welke", False),
    )
    console = _console()
    console.print(_table(kolommen, ((c, n, j, str(a), g) for c, n, j, a, g in regels)))
    gemeenten = sum(g.soort == "gemeente" and g.exists_in(over) for g in alle.by_code.values())
    console.print(
        f"{gemeenten} gemeenten van {over} zijn bekend bij code en naam. "
        "Meer over een gebied: hd gebieden --van NAAM --jaar JAAR"
    )


def _last_with_members(alle: Gebieden, code: str) -> int:
    jaren = [lid.tot_jaar for lid in alle.lidmaatschappen if lid.gebied_code == code]
    return max((jaar for jaar in jaren if jaar), default=0)


def show_gebied(alle: Gebieden, naam: str, jaar: int | None, settings: Settings) -> None:
    """The municipalities of one area with their inhabitants, and what to know about it.

    Raises:
        UnknownError: no such area.
    """
    gebied = alle.find(naam)
    inwoners = _inwoners(alle, settings)
    over = jaar or _last_year(inwoners)
    leden = sorted(alle.members(gebied.code, over), key=alle.name)
    totaal = inwoners.of(gebied.code, over) if inwoners else None
    per_lid = [(lid, inwoners.of(lid, over).inwoners if inwoners else None) for lid in leden]
    noten = _notes(alle, gebied, over)
    if settings.json:
        _json(
            {
                "code": gebied.code,
                "gebied": gebied.naam,
                "jaar": over,
                "inwoners": totaal.inwoners if totaal else None,
                "gemeenten": [
                    {"code": lid, "gemeente": alle.name(lid), "inwoners": n} for lid, n in per_lid
                ],
                "let_op": noten,
            }
        )
        return
    console = _console()
    console.print(f"[bold]{escape(gebied.naam)}[/bold] ({gebied.code}), indeling van {over}")
    kolommen = (("Code", False), ("Gemeente", False), ("Inwoners op 1 januari", True))
    rijen = [
        (lid, alle.name(lid), format_nl(n) if n is not None else "niet bekend")
        for lid, n in per_lid
    ]
    if rijen:
        console.print(_table(kolommen, rijen))
    else:
        console.print(f"Welke gemeenten in {over} bij dit gebied horen, is niet bekend.")
    if totaal is None:
        console.print("Inwoners zijn er na: hd ingest")
    elif totaal.inwoners is None:
        console.print(f"Inwoners van het hele gebied: niet bekend, {totaal.reden}.")
    elif not gebied.volledig or not leden:
        console.print(f"Het hele gebied: {format_nl(totaal.inwoners)} inwoners.")
    else:
        console.print(f"Samen {len(leden)} gemeenten, {format_nl(totaal.inwoners)} inwoners.")
    for noot in noten:
        console.print(escape(f"Let op: {noot}"))


def _notes(alle: Gebieden, gebied: Gebied, jaar: int) -> list[str]:
    noten = [f"{gebied.opmerking}."] if gebied.opmerking else []
    if not alle.is_certain(gebied.code, jaar):
        noten.append("niet elke gemeente van deze indeling is in een document gezien.")
    indelingen = {lid.indeling for lid in alle.lidmaatschappen if lid.gebied_code == gebied.code}
    noten += [u.zin for u in alle.uitzonderingen if set(u.indelingen) & indelingen]
    return list(dict.fromkeys(noten))


def show_gemeente(alle: Gebieden, naam: str, jaar: int | None, settings: Settings) -> None:
    """Where a municipality belongs, what makes it differ, and how it came about.

    Raises:
        UnknownError: no such municipality.
    """
    gemeente = alle.find(naam, soort="gemeente")
    inwoners = _inwoners(alle, settings)
    over = jaar or gemeente.laatste_jaar or _last_year(inwoners)
    leden = [
        lid
        for lid in alle.lidmaatschappen
        if lid.gemeente_code == gemeente.code and lid.holds_in(over)
    ]
    zinnen = [u.zin for u in alle.exceptions(gemeente.code)]
    mutaties = [
        f"{date_nl(h.datum)}: {h.soort.replace('_', ' ')}, "
        f"van {alle.name(h.van_code)} naar {alle.name(h.naar_code)}"
        + (f", {format_nl(h.inwoners)} inwoners" if h.inwoners is not None else "")
        for h in alle.herindelingen
        if gemeente.code in (h.van_code, h.naar_code)
    ]
    aantal = inwoners.of(gemeente.code, over).inwoners if inwoners else None
    if settings.json:
        _json(
            {
                "code": gemeente.code,
                "gemeente": gemeente.naam,
                "jaar": over,
                "inwoners": aantal,
                "indeling": {lid.indeling: alle.name(lid.gebied_code) for lid in leden},
                "let_op": zinnen,
                "herindelingen": mutaties,
            }
        )
        return
    console = _console()
    wie = f", {format_nl(aantal)} inwoners" if aantal is not None else ""
    console.print(f"[bold]{escape(gemeente.naam)}[/bold] ({gemeente.code}) in {over}{wie}")
    rijen = [
        (lid.indeling, alle.name(lid.gebied_code), "" if lid.zeker else "niet zeker")
        for lid in leden
    ]
    if rijen:
        console.print(_table((("Indeling", False), ("Gebied", False), ("", False)), rijen))
    for zin in zinnen:
        console.print(escape(f"Let op: {zin}"))
    for mutatie in mutaties:
        console.print(escape(mutatie))
