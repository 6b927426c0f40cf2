"""The report about a whole region or subregion: its figures, and its municipalities by name."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.figures.model import PuntInterval
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.bouwstenen import Paar, figure, paar, punt, rate_table
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context, join
from helpende_data.reports.inhoud.gemeenten import over_the_years
from helpende_data.reports.inhoud.voorzieningen import facility_page
from helpende_data.reports.model import Alinea, Blok, Rapport, Sectie
from helpende_data.reports.soorten.gebied import beside_each_other, members
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.teksten import Teksten

_YEARS = 5


def build_regio(context: Context, zinnen: Teksten, eigen_bestanden: Sequence[str] = ()) -> Rapport:
    """The report about the region or subregion of the context.

    Args:
        zinnen: the sentences of the other reports.
    """
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    secties = [_indicator(context, zinnen, code) for code in HOOFDINDICATOREN]
    secties.append(_years(context, zinnen))
    voorzieningen = facility_page(context)
    if voorzieningen is not None:
        secties.append(voorzieningen)
    return assemble(
        context,
        titel=zinnen("regio.titel", gebied=gebied),
        ondertitel=zinnen("regio.ondertitel", periode=periode.label),
        kern=_core(context, zinnen),
        secties=secties,
        eigen_bestanden=eigen_bestanden,
    )


def _core(context: Context, zinnen: Teksten) -> list[str]:
    """Who is in it, and a sentence for each headline count of the area."""
    namen = [context.feiten.gebieden.name(code) for code in members(context)]
    leden = zinnen("regio.leden", aantal=str(len(namen)), namen=join(namen))
    regels = [context.constant(leden)]
    for code in HOOFDINDICATOREN:
        naam = context.feiten.indicatoren[code].naam
        eigen = next((p for p in _own(context, code) if p.aantal.waarde is not None), None)
        if eigen is None:
            regels.append(zinnen("regio.kern_niet", naam=naam))
            continue
        zin = zinnen(
            "regio.kern",
            naam=naam,
            gebied=eigen.label,
            periode=context.onderwerp.periode.zin,
            aantal=eigen.aantal.tekst,
        )
        if eigen.per_100k.waarde is not None:
            zin += zinnen("regio.kern_per", per=eigen.per_100k.tekst)
        regels.append(zin)
    return regels


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
        for lid in members(context)
        if context.feiten.telling(lid, code, context.periode)
    ]
    delen = [
        paar(context, deel, code, context.periode, context.feiten.gebieden.name(deel))
        for deel in onderwerp.regio.subregios
        if onderwerp.gemeente.soort != "subregio"
        and context.feiten.telling(deel, code, context.periode)
    ]
    alle = [*gemeenten, *delen, *wijd]
    blokken: list[Blok] = [Alinea(zinnen("regio.alfabet"))]
    if not gemeenten:
        blokken = [Alinea(zinnen("regio.geen_gemeenten", naam=indicator.naam.lower()), "let_op")]
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
    vakken = over_the_years(context, indicator, members(context))
    blokken += [vakken] if vakken else []
    blokken.append(Alinea(zinnen("regio.vraag"), "uitleg"))
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
            blokken.append(Alinea(zinnen("regio.kern_niet", naam=naam)))
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
