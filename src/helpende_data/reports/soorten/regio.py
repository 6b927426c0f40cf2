"""The report about a whole region or subregion: its figures, and its municipalities by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpende_data.figures.model import PuntInterval
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.bouwstenen import Paar, figure, paar, punt, rate_table
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context, join
from helpende_data.reports.inhoud.duiding import meaning
from helpende_data.reports.inhoud.gemeenten import over_the_years
from helpende_data.reports.inhoud.kern import by_question, repeat_sentence
from helpende_data.reports.inhoud.keten import keten_sectie
from helpende_data.reports.inhoud.overzicht import overzicht_sectie
from helpende_data.reports.inhoud.voorzieningen import facility_page
from helpende_data.reports.model import Alinea, Blok, Rapport, Sectie
from helpende_data.reports.soorten.gebied import beside_each_other, members
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import per_maand, toetsen
from helpende_data.statistics.vergelijking import TE_WEINIG

_YEARS = 5


def build_regio(context: Context, zinnen: Teksten, eigen_bestanden: Sequence[str] = ()) -> Rapport:
    """The report about the region or subregion of the context.

    Args:
        zinnen: the sentences of the other reports.
    """
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    kern = _core(context, zinnen)
    secties = [overzicht_sectie(context)]
    # Without a count of any gemeente these chapters are short, and share a page.
    vol = any(_known(context, code) for code in HOOFDINDICATOREN)
    eerste, *andere = (_indicator(context, zinnen, code) for code in reversed(HOOFDINDICATOREN))
    secties += [eerste, *(replace(sectie, nieuwe_pagina=vol) for sectie in andere)]
    secties.append(_years(context, zinnen))
    if (keten := keten_sectie(context)) is not None:
        secties.append(replace(keten, nieuwe_pagina=vol))
    if (voorzieningen := facility_page(context)) is not None:
        secties.append(replace(voorzieningen, nieuwe_pagina=vol))
    return assemble(
        context,
        titel=zinnen("regio.titel", gebied=gebied),
        ondertitel=zinnen("regio.ondertitel", periode=periode.label),
        kern=kern,
        secties=secties,
        eigen_bestanden=eigen_bestanden,
    )


def _core(context: Context, zinnen: Teksten) -> tuple[str, ...]:
    """The three questions of the plan: the counts, what returns, how the municipalities lie."""
    nodig = [_headline(context, zinnen, code) for code in reversed(HOOFDINDICATOREN)]
    nodig.append(_side_by_side(context, zinnen) or repeat_sentence(context))
    return by_question(context, [regel for regel in nodig if regel])


def _headline(context: Context, zinnen: Teksten, code: str) -> str:
    """The count of the area itself, by the month and by its inhabitants."""
    naam = context.feiten.indicatoren[code].naam
    eigen = next((p for p in _own(context, code) if p.aantal.waarde is not None), None)
    if eigen is None:
        return zinnen("regio.kern_niet", naam=naam, periode=context.onderwerp.periode.zin)
    maand = per_maand(context.feiten, eigen.aantal.gebied_code, code, context.periode)
    zin = zinnen(
        "regio.kern",
        naam=naam.lower(),
        gebied=eigen.label,
        periode=context.onderwerp.periode.zin,
        aantal=eigen.aantal.tekst,
        maand=""
        if maand.waarde is None
        else context.say("kern.per_maand", aantal=context.show(maand).tekst),
    )
    if eigen.per_100k.waarde is not None:
        velden = {
            "tijd": context.onderwerp.periode.per_label,
            "marge": context.margin(eigen.per_100k),
        }
        zin += zinnen("regio.kern_per", per=eigen.per_100k.tekst, **velden)
    return zin + (context.say("kern.voorlopig") if eigen.aantal.voorlopig else "")


def _side_by_side(context: Context, zinnen: Teksten) -> str:
    """In how many municipalities no difference from the rest of the region shows."""
    delen = []
    for code in reversed(HOOFDINDICATOREN):
        woorden = _verdicts(context, code)
        if woorden:
            zonder = sum(woord == toetsen.GEEN_VERSCHIL for woord in woorden.values())
            naam = context.feiten.indicatoren[code].naam.lower()
            hoeveel = {"zonder": str(zonder), "aantal": str(len(woorden))}
            delen.append(context.constant(zinnen("regio.kern_deel", naam=naam, **hoeveel)))
    return zinnen("regio.kern_gemeenten", delen=join(delen)) if delen else ""


def _verdicts(context: Context, code: str) -> dict[str, str]:
    """Each municipality by name, with the word beside the rest of the region, where one is said."""
    if context.vergelijker is None:
        return {}
    woorden = {}
    for lid in _known(context, code):
        uitkomst = context.vergelijker.vergelijk(lid, code, context.periode)
        if uitkomst.kop and uitkomst.oordeel != TE_WEINIG:
            woorden[context.feiten.gebieden.name(lid)] = uitkomst.oordeel
    return woorden


def _how_they_lie(context: Context, zinnen: Teksten, code: str) -> list[Blok]:
    """Which municipalities differ from the rest, by the alphabet and without an order of size."""
    namen: dict[str, list[str]] = {}
    for naam, woord in _verdicts(context, code).items():
        namen.setdefault(woord, []).append(naam)
    if not namen:
        return []
    zelfde = namen.pop(toetsen.GEEN_VERSCHIL, [])
    delen = [
        zinnen("regio.woord", woord=woord, namen=join(wie)) for woord, wie in sorted(namen.items())
    ]
    if zelfde:
        sleutel = "regio.zelfde_een" if len(zelfde) == 1 else "regio.zelfde"
        delen.insert(0, context.constant(zinnen(sleutel, aantal=str(len(zelfde)))))
    regio = context.onderwerp.regio.naam
    zin = zinnen("regio.naast_de_rest", regio=regio, delen="; ".join(delen))
    return [Alinea(zin)]


def _known(context: Context, code: str) -> list[str]:
    """The gemeenten with this count over the period, hidden or not."""
    return [lid for lid in members(context) if context.feiten.telling(lid, code, context.periode)]


def _own(context: Context, indicator: str) -> list[Paar]:
    """The count of the area itself, under its own code or that of its service; empty if unknown.

    A subregion never takes the count of the region that it is a part of.
    """
    eigen = context.onderwerp.gemeente
    codes = {eigen.code}
    if eigen.soort != "subregio":
        codes |= {*context.onderwerp.regio.tellingen}
    rij = beside_each_other(context, indicator, context.periode)
    return [p for p in rij if p.aantal.gebied_code in codes]


def _indicator(context: Context, zinnen: Teksten, code: str) -> Sectie:
    """One count beside its wider areas and of each municipality, in the order of the alphabet."""
    onderwerp, indicator = context.onderwerp, context.feiten.indicatoren[code]
    wijd = beside_each_other(context, code, context.periode)
    gemeenten = [
        paar(context, lid, code, context.periode, context.feiten.gebieden.name(lid))
        for lid in _known(context, code)
    ]
    delen = [
        paar(context, deel, code, context.periode, context.feiten.gebieden.name(deel))
        for deel in onderwerp.regio.subregios
        if onderwerp.gemeente.soort != "subregio"
        and context.feiten.telling(deel, code, context.periode)
    ]
    alle = [*gemeenten, *delen, *wijd]
    blokken: list[Blok] = [Alinea(context.say("team.wat", zin=indicator.definitie))]
    if gemeenten:
        blokken.append(Alinea(zinnen("regio.alfabet")))
    else:
        zin = zinnen("regio.geen_gemeenten", naam=indicator.naam.lower())
        blokken.append(Alinea(zin, "let_op"))
    bekend = [p for p in alle if p.per_100k.waarde is not None]
    titel = zinnen("regio.tabel", naam=indicator.naam, gebied=onderwerp.gemeente.naam)
    tabel = rate_table(context, titel, alle, per="inwoners")
    if len(bekend) > 1:
        figuur = figure(
            f"regio-{code}",
            titel,
            zinnen("regio.onderschrift", periode=onderwerp.periode.zin),
            [p.aantal for p in alle],
            PuntInterval(
                tuple(punt(p.per_100k, p.label, p.soort) for p in alle),
                zinnen("regio.eenheid", naam=indicator.naam, tijd=onderwerp.periode.per_label),
            ),
            tabel,
        )
        blokken.append(figuur)
    elif alle:
        blokken.append(tabel)
    blokken += _how_they_lie(context, zinnen, code)
    vakken = over_the_years(context, indicator, members(context))
    blokken += [vakken] if vakken else []
    if gemeenten:
        blokken.append(Alinea(zinnen("regio.vraag"), "uitleg"))
    if bekend:
        blokken += meaning(context, indicator)
    return Sectie(indicator.naam, f"regio-{code}", tuple(blokken), nieuwe_pagina=True)


def _years(context: Context, zinnen: Teksten) -> Sectie:
    """The last periods of the same kind, of the area and of the country."""
    blokken: list[Blok] = [Alinea(zinnen("regio.jaren_uitleg"))]
    for code in HOOFDINDICATOREN:
        rijen = [
            p
            for periode in _periods(context, code)
            for p in beside_each_other(context, code, str(periode))
        ]
        naam = context.feiten.indicatoren[code].naam
        if rijen:
            blokken.append(rate_table(context, naam, rijen, per="inwoners"))
        else:
            blokken.append(Alinea(zinnen("regio.jaren_niet", naam=naam)))
    return Sectie(zinnen("regio.jaren_kop"), "jaren", tuple(blokken), nieuwe_pagina=True)


def _periods(context: Context, indicator: str) -> list[Periode]:
    """The last periods, not after the report's, with a count of the area, its region or country."""
    tot, feiten = context.onderwerp.periode, context.feiten
    codes = (context.onderwerp.gemeente.code, *context.onderwerp.regio.tellingen, LAND)
    gevonden = {
        p
        for code in codes
        for p in feiten.periodes(code, indicator)
        if p.soort == tot.soort and (p.jaar, p.nummer) <= (tot.jaar, tot.nummer)
    }
    return sorted(p for p in gevonden if p.jaar >= 2019)[-_YEARS:]
