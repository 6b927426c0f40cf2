"""The regional estimate of costs per post, and who pays. Never an amount per inhabitant."""

from __future__ import annotations

from helpende_data.figures.model import Balken
from helpende_data.reports.inhoud.bouwstenen import alt_text, printed, punt, source_line
from helpende_data.reports.inhoud.context import Context, join
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.statistics import Cijfer, opgave

_TOTALEN = ("raming_totaal", "beschikbaar_totaal")


def geld_sectie(context: Context) -> Sectie | None:
    """Costs per post as published for the region, or None where no estimate is known."""
    teksten = context.teksten
    posten = teksten.table("geld.posten")
    bedragen: dict[str, tuple[Cijfer, str]] = {
        o.indicator: (context.show(opgave(context.feiten, o)), o.opmerking)
        for o in context.feiten.opgaven
        if o.eenheid == "euro" and o.gebied_code == context.onderwerp.regio.code
    }
    kosten = {
        code: paar
        for code, paar in bedragen.items()
        if code.startswith("raming_") and code not in _TOTALEN
    }
    if not kosten or "raming_totaal" not in bedragen:
        return None
    totaal = bedragen["raming_totaal"][0]
    hoogste = max(kosten, key=lambda code: kosten[code][0].waarde or 0)
    punten = tuple(punt(c, posten.get(code, code), "regio") for code, (c, _) in kosten.items())
    titel = teksten(
        "geld.figuur",
        totaal=totaal.tekst,
        hoogste=kosten[hoogste][0].tekst,
        post=posten.get(hoogste, hoogste),
    )
    rijen = [
        (posten.get(code, code), printed(c), _purpose(opmerking))
        for code, (c, opmerking) in kosten.items()
    ]
    rijen.append((posten.get("raming_totaal", "Totaal"), printed(totaal), ""))
    eenheid = "Euro per jaar (afgeleid)"
    figuur = Figuur(
        "raming",
        titel,
        context.with_exceptions(
            teksten("geld.onderschrift", periode=totaal.periode), set(bedragen), "regioaanpak"
        ),
        source_line([totaal]),
        alt_text(titel, punten, eenheid),
        Balken(punten, eenheid),
        Tabel(titel, ("Post", "Bedrag", "Waarvoor"), tuple(rijen), (False, True, False)),
    )
    blokken: list[Blok] = [Alinea(teksten("geld.uitleg", totaal=totaal.tekst))]
    blokken.append(figuur)
    baten = [
        f"{posten.get(code, code)}: {c.tekst}"
        for code, (c, _) in bedragen.items()
        if code not in kosten and code not in _TOTALEN
    ]
    if baten and "beschikbaar_totaal" in bedragen:
        samen = bedragen["beschikbaar_totaal"][0].tekst
        blokken.append(Alinea(teksten("geld.betaalt", posten=join(baten), totaal=samen)))
    blokken.append(Alinea(teksten("geld.gemeente"), "let_op"))
    return Sectie(teksten("geld.kop"), "geld", tuple(blokken))


def _purpose(opmerking: str) -> str:
    """What a post pays for: the remark without its standing last sentence."""
    return opmerking.split(". Dat dit een bedrag per jaar is")[0]
