"""The regional estimate of costs per post, and who pays. Never an amount per inhabitant."""

from __future__ import annotations

from helpende_data.figures.model import Balken
from helpende_data.reports.inhoud.bouwstenen import figure, printed, punt
from helpende_data.reports.inhoud.context import Context, join
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.statistics import Cijfer, opgave

_TOTALEN = ("raming_totaal", "beschikbaar_totaal")
Bedragen = dict[str, tuple[Cijfer, str]]  # code -> amount and remark


def geld_sectie(context: Context) -> Sectie | None:
    """Costs per post as published for the region, or None where no estimate is known."""
    bedragen: Bedragen = {
        o.indicator: (context.show(opgave(context.feiten, o)), o.opmerking)
        for o in context.feiten.opgaven
        if o.eenheid == "euro" and o.gebied_code == context.onderwerp.regio.code
    }
    kosten = {
        code: bedrag
        for code, bedrag in bedragen.items()
        if code.startswith("raming_") and code not in _TOTALEN
    }
    if not kosten or "raming_totaal" not in bedragen:
        return None
    baten = {c: b for c, b in bedragen.items() if c not in kosten and c not in _TOTALEN}
    totaal = bedragen["raming_totaal"][0]
    blokken: list[Blok] = [
        Alinea(context.say("geld.uitleg", totaal=totaal.tekst)),
        _figure(context, kosten, totaal, set(bedragen)),
    ]
    if baten and "beschikbaar_totaal" in bedragen:
        posten = join([f"{_post(context, code)}: {c.tekst}" for code, (c, _) in baten.items()])
        samen = bedragen["beschikbaar_totaal"][0].tekst
        blokken.append(Alinea(context.say("geld.betaalt", posten=posten, totaal=samen)))
    blokken.append(Alinea(context.say("geld.gemeente"), "let_op"))
    return Sectie(context.say("geld.kop"), "geld", tuple(blokken))


def _post(context: Context, code: str) -> str:
    return context.teksten.table("geld.posten").get(code, code)


def _figure(context: Context, kosten: Bedragen, totaal: Cijfer, codes: set[str]) -> Figuur:
    hoogste = max(kosten, key=lambda code: kosten[code][0].waarde or 0)
    titel = context.say(
        "geld.figuur",
        totaal=totaal.tekst,
        hoogste=kosten[hoogste][0].tekst,
        post=_post(context, hoogste),
    )
    punten = tuple(punt(c, _post(context, code), "regio") for code, (c, _) in kosten.items())
    rijen = [
        (_post(context, code), printed(c), _purpose(opmerking))
        for code, (c, opmerking) in kosten.items()
    ]
    rijen.append((_post(context, "raming_totaal"), printed(totaal), ""))
    onderschrift = context.say("geld.onderschrift", periode=totaal.periode)
    return figure(
        "raming",
        titel,
        context.with_exceptions(onderschrift, codes, "regioaanpak"),
        [totaal],
        Balken(punten, context.say("geld.eenheid")),
        Tabel(titel, ("Post", "Bedrag", "Waarvoor"), tuple(rijen), (False, True, False)),
    )


def _purpose(opmerking: str) -> str:
    """What a post pays for: the remark without its standing last sentence."""
    return opmerking.split(". Dat dit een bedrag per jaar is")[0]
