"""The table of `hd cijfers`, and a sentence for each sign or word in it that needs one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.periodes import Periode
    from helpende_data.pipeline import Workshop
    from helpende_data.statistics import Cijfer, Regel

_WIDTH = 200  # of a table in a file, which is never folded
_UNITS = {"per_100k": " per 100.000", "aandeel_pct": " %", "inwoners": " inwoners"}
_COLUMNS = [
    ("Gebied", False),
    ("Indicator", False),
    ("Uitsplitsing", False),
    ("Periode", False),
    ("Waarde", True),
    ("Marge", True),
    ("Noemer", True),
    ("Oordeel of reden", False),
]
_CENTRE = " (!)"
_WITH_REASON = ("te weinig gegevens", "niet te bepalen", "geen eenduidige trend")


def show_table(
    regels: Sequence[Regel],
    workshop: Workshop,
    periode: Periode | None,
    settings: Settings,
    *,
    to_file: bool,
    stempel: str,
) -> bytes:
    """Print the rows as a table with its sentences, or return it as text for a file."""
    import io

    from rich.console import Console
    from rich.markup import escape

    from helpende_data.cli.show import make_console, make_table

    codes = dict.fromkeys(regel.cijfer.gebied_code for regel in regels)
    first = 0 if len(codes) > 1 else 1  # of one area the code stands above the table
    rijen = []
    for nummer, regel in enumerate(regels):
        eerder = regels[nummer - 1].cijfer if nummer else None
        rijen.append(_cells(regel, again=regel.cijfer == eerder)[first:])
    buffer = io.StringIO()
    console = (
        Console(file=buffer, highlight=False, soft_wrap=True, width=_WIDTH)
        if to_file
        else make_console()
    )
    kop = ", ".join(f"{workshop.feiten.gebieden.name(code)} ({code})" for code in codes)
    if periode is not None:
        kop += f", {periode.label}"
    if stempel:
        console.print(escape(stempel))
    console.print(escape(kop))
    console.print(make_table(_COLUMNS[first:], rijen))
    if not settings.stil:
        for zin in _notes(regels, workshop):
            console.print(escape(zin))
    if stempel:
        console.print(escape(stempel))
    return buffer.getvalue().encode("utf-8")


def _cells(regel: Regel, *, again: bool) -> tuple[str, ...]:
    """The cells of a row; only the verdict where it is another one on the figure above."""
    c = regel.cijfer
    if again:
        return ("",) * (len(_COLUMNS) - 1) + (_verdict(regel),)
    deel = "" if c.uitsplitsing == "totaal" else c.uitsplitsing
    return (
        c.gebied_code, c.indicator, deel, c.periode, _value(c), c.marge, _denominator(c),
        _verdict(regel),
    )  # fmt: skip


def _value(cijfer: Cijfer) -> str:
    from helpende_data.reports.inhoud.bouwstenen import printed

    tekst = printed(cijfer)
    if cijfer.waarde is None:
        return tekst
    ster = " *" if tekst.endswith(" *") else ""
    return f"{tekst.removesuffix(' *')}{_UNITS.get(cijfer.maat, '')}{ster}"


def _denominator(cijfer: Cijfer) -> str:
    """What was divided by; who they are where that is not everyone: "3.414 (0-17 jaar)"."""

    wie = cijfer.noemer_label.partition(" op ")[0].removeprefix("inwoners").removeprefix(" van ")
    if not wie or wie.startswith("alle "):
        return cijfer.noemer_tekst
    return f"{cijfer.noemer_tekst} ({wie})"


def _verdict(regel: Regel) -> str:
    """ "regio: lager, 0,93 keer (0,87 tot 0,99)"; else why there is no value."""
    from helpende_data.schema.getallen import format_nl

    if not regel.oordeel:
        return regel.reden if regel.cijfer.waarde is None else ""
    tekst = f"{regel.vergeleken_met.replace('_', ' ')}: {regel.oordeel}"
    if regel.los_bekeken:
        tekst += f" (los bekeken: {regel.los_bekeken})"
    if regel.verhouding is not None:
        tekst += f", {format_nl(regel.verhouding, regel.decimalen)} keer"
    if regel.verhouding_laag is not None and regel.verhouding_hoog is not None:
        grenzen = (regel.verhouding_laag, regel.verhouding_hoog)
        laag, hoog = (format_nl(g, regel.decimalen) for g in grenzen)
        tekst += f" ({laag} tot {hoog})"
    if regel.reden and (regel.oordeel in _WITH_REASON or regel.verhouding is None):
        tekst += f", {regel.reden}"
    return tekst + (_CENTRE if regel.centrum_beslist else "")


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
            c.status == "onderdrukt" and not c.zelf_verborgen for c in rijen
        ),
        "Afgeschermd: verborgen, zodat niemand een klein aantal kan uitrekenen; het aantal zelf "
        "kan klein of groot zijn.": any(c.zelf_verborgen for c in rijen),
        "Cijfers over een jaar en over een kortere periode zijn niet met elkaar te vergelijken.": (
            len(soorten) > 1
        ),
        "Marge: wat door toeval ook kan (95 %); bij een aantal wat de afronding openlaat.": any(
            c.marge for c in rijen
        ),
        **dict.fromkeys(_remarks(rijen), True),
        **dict.fromkeys(_chosen(regels), True),
        workshop.regels.uitleg: bool(vergeleken - {EERDERE_JAREN}),
        "Los bekeken: zo zou het oordeel zijn bij alleen deze ene vergelijking.": any(
            r.los_bekeken for r in regels
        ),
        "Niet aantoonbaar anders: het verschil kan toeval zijn.": any(
            r.oordeel == "niet aantoonbaar anders" for r in regels
        ),
        f"{_CENTRE.strip()} Met en zonder de centrumgemeente verschilt het oordeel. "
        "Gebruik geen van beide alleen.": any(r.centrum_beslist for r in regels),
        "Eerdere jaren: zoveel keer het cijfer van een jaar eerder, gemiddeld per jaar.": (
            EERDERE_JAREN in vergeleken
        ),
        "Stijgend of dalend noemen wij een reeks pas als dat bijna zeker geen toeval is (99,8 %). "
        "De marge hoort bij 95 %. Daarom kan de 1 buiten de marge liggen zonder dat wij een "
        "verandering noemen.": any(r.alleen_marge for r in regels),
        **{f"Let op: {r.kanttekeningen}": True for r in regels if r.kanttekeningen},
        workshop.teksten("algemeen.voorbeeld"): workshop.feiten.synthetisch,
    }
    return [zin for zin, staat_er in noten.items() if staat_er]


def _remarks(rijen: Sequence[Cijfer]) -> list[str]:
    """What goes with a share that has a value, once for all shares that it goes with."""
    delen: dict[str, dict[str, None]] = {}
    for c in rijen:
        if c.maat == "aandeel_pct" and c.waarde is not None and c.noemer and c.reden:
            delen.setdefault(c.reden, {})[c.uitsplitsing] = None
    return [f"{', '.join(namen)}: {reden}." for reden, namen in delen.items()]


def _chosen(regels: Sequence[Regel]) -> list[str]:
    """By which rule similar municipalities were chosen, and of which years."""
    jaren: dict[str, dict[str, None]] = {}
    for r in regels:
        if r.gekozen_op:
            jaren.setdefault(r.gekozen_op, {})[r.cijfer.periode] = None
    zinnen = []
    for op, perioden in jaren.items():
        wanneer = f" ({', '.join(perioden)})" if len(jaren) > 1 else ""
        zinnen.append(f"Vergelijkbaar: gemeenten in de regio van ongeveer dezelfde {op}{wanneer}.")
    return zinnen
