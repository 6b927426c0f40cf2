"""The funnel of each main indicator: how far the municipalities of the region lie apart."""

from __future__ import annotations

from collections.abc import Iterable

from helpende_data.figures.model import Trechter
from helpende_data.reports.inhoud.bouwstenen import figure, own_first, paar, punt, rate_table
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, VEILIG_THUIS, Context
from helpende_data.reports.model import Alinea, Blok, Figuur
from helpende_data.schema import Indicator
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import trechter

# none, one, more of them outside
_FIGUUR = ("spreiding.figuur_geen", "spreiding.figuur_een", "spreiding.figuur_meer")


def spread(context: Context) -> tuple[Blok, ...]:
    """What a funnel is and one for each main indicator; nothing where too few counts are known."""
    figuren = [
        figuur
        for code in HOOFDINDICATOREN
        if (figuur := funnel(context, context.feiten.indicatoren[code])) is not None
    ]
    return (Alinea(context.say("spreiding.uitleg")), *figuren) if figuren else ()


def funnel(context: Context, indicator: Indicator) -> Figuur | None:
    """The rates of the municipalities against their size, or None where too few are known."""
    onderwerp, jaar = context.onderwerp, context.onderwerp.periode.jaar
    leden = context.feiten.gebieden.members(onderwerp.regio.code, jaar)
    paren = [
        paar(context, code, indicator.code, context.periode, context.label(code, jaar))
        for code in sorted(leden, key=context.feiten.gebieden.name)
        if context.feiten.telling(code, indicator.code, context.periode) is not None
    ]
    bekend = [p for p in paren if p.aantal.getal is not None and p.per_100k.getal is not None]
    mensen = [p.per_100k.noemer or 0.0 for p in bekend]
    regio = context.feiten.gebieden[onderwerp.regio.code]
    uitkomst = trechter(regio, [p.aantal for p in bekend], mensen)
    if uitkomst is None:
        return None
    per = f"inwoners {onderwerp.periode.per_label}"
    buiten = len(uitkomst.erbuiten)
    zin = _FIGUUR[min(buiten, len(_FIGUUR) - 1)]
    hoeveel = {"buiten": format_nl(buiten), "aantal": format_nl(len(bekend))}
    titel = context.constant(context.say(zin, naam=indicator.naam, **hoeveel))
    rand = uitkomst.rand
    onderschrift = context.say(
        "spreiding.onderschrift_ruimer" if uitkomst.ruimer else "spreiding.onderschrift",
        naam=indicator.naam,
        phi=context.show(uitkomst.spreiding).tekst,
    )
    return figure(
        f"{indicator.code}-trechter",
        titel,
        context.with_exceptions(onderschrift, {indicator.code}, *VEILIG_THUIS),
        [p.aantal for p in paren],
        Trechter(
            tuple(punt(p.per_100k, p.label, p.soort) for p in bekend),
            tuple(mensen),
            round(uitkomst.midden, 1),
            tuple(round(r.inwoners) for r in rand),
            (_line(r.binnen[0] for r in rand), _line(r.binnen[1] for r in rand)),
            (_line(r.buiten[0] for r in rand), _line(r.buiten[1] for r in rand)),
            f"{indicator.naam} per 100.000 {per}",
        ),
        rate_table(context, titel, own_first(paren), per=per),
    )


def _line(waarden: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(waarde, 1) for waarde in waarden)
