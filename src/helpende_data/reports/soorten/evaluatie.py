"""The midway evaluation of a plan: each goal with its figures of then and of now. Tests nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpende_data.reports.inhoud.context import Context, join
from helpende_data.reports.model import Alinea, Blok, Lijst, Rapport, Sectie, Tabel, texts
from helpende_data.reports.plannen import Lijn, Meting, Plan
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.soorten.toen_en_nu import (
    Jaren,
    Meetpunt,
    blocks,
    cell,
    known,
    nothing,
    shown_value,
)
from helpende_data.reports.teksten import Teksten
from helpende_data.schema.getallen import has_number
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import toetsen
from helpende_data.statistics.regels import Regels
from helpende_data.statistics.toen_en_nu import NIET_TE_VERGELIJKEN

_NAMED = 3  # as many figures are named in a line of the core
Punten = dict[tuple[str, str, str], Meetpunt]


def build_evaluatie(
    context: Context,
    zinnen: Teksten,
    plannen: Sequence[Plan],
    van: int,
    regels: Regels,
    eigen_bestanden: Sequence[str] = (),
) -> Rapport:
    """The evaluation of these plans for the area of the context, its period beside `van`.

    Args:
        plannen: the area's own plan first.
        zinnen: the sentences of the evaluation.
        van: the year to hold the period of the context against.
    """
    jaren = Jaren(context, zinnen, van)
    lijnen = [lijn for plan in plannen for lijn in plan.lijnen]
    metingen = {m: m for lijn in lijnen for doel in lijn.doelen for m in doel.metingen}
    # One figure can serve several goals, each time with other words: it is measured once.
    gemeten = jaren.measure(_distinct(list(metingen)), regels)
    punten = {_figure_of(meting): punt for meting, punt in gemeten.items()}
    secties = [_overview(jaren, lijnen, punten)]
    secties += list(_lines(jaren, plannen, punten))
    secties += [_unmeasured(jaren, lijnen), _questions(jaren, lijnen)]
    rapport = assemble(
        context,
        titel=jaren.say("evaluatie.titel"),
        ondertitel=jaren.say("evaluatie.ondertitel"),
        kern=_core(jaren, plannen, list(punten.values())),
        secties=secties,
        eigen_bestanden=eigen_bestanden,
    )
    # Nothing checks what people wrote in a plan of their own: its numbers are named.
    eigen = [zin for plan in plannen if plan.eigen for zin in plan.zinnen if has_number(zin)]
    vast = (tekst for tekst in texts(list(plannen)) if has_number(tekst))
    return replace(rapport, eigen_tekst=tuple(dict.fromkeys(eigen)), vast=(*rapport.vast, *vast))


def _figure_of(meting: Meting) -> tuple[str, str, str]:
    """What is measured, without the words about a goal."""
    return meting.indicator, meting.uitsplitsing, meting.maat


def _distinct(metingen: Sequence[Meting]) -> list[Meting]:
    return list({_figure_of(m): m for m in reversed(metingen)}.values())[::-1]


def _core(jaren: Jaren, plannen: Sequence[Plan], punten: Sequence[Meetpunt]) -> list[str]:
    """Which plan, what differs and what does not, and what that means."""
    say, gebied = jaren.say, jaren.context.onderwerp.gemeente
    regels = []
    for plan in plannen:
        zin = say("evaluatie.plan", naam=plan.naam, uitgave=plan.uitgave)
        if plan.tot < jaren.tot:
            zin += jaren.context.constant(say("evaluatie.plan_voorbij", tot=str(plan.tot)))
        regels.append(zin)
    if plannen[0].gebied != gebied.code:
        regels.append(say("evaluatie.geen_lokaal"))
    elif len(plannen) > 1:
        regels.append(say("evaluatie.ook_regio"))
    if plannen[0].nulmeting != jaren.van:
        zin = say("evaluatie.andere_nulmeting", nulmeting=str(plannen[0].nulmeting))
        regels.append(jaren.context.constant(zin))
    if not any(known(punt.eigen) for punt in punten):
        regels.append(say("evaluatie.eigen_niets"))
        return [*regels, say("evaluatie.zonder_cijfer"), say("evaluatie.betekenis")]
    zelfde = [p for p in punten if p.eigen.oordeel == toetsen.GEEN_VERSCHIL]
    anders = [p for p in punten if p not in zelfde and p.eigen.oordeel != NIET_TE_VERGELIJKEN]
    niet = [p for p in punten if p.eigen.oordeel == NIET_TE_VERGELIJKEN and known(p.eigen)]
    namen = [f"{jaren.name(p.meting)} ({p.eigen.oordeel})" for p in anders]
    if namen:
        regels.append(say("evaluatie.anders", lijst=join(namen)))
    else:
        regels.append(
            say("evaluatie.geen_anders") if zelfde else say("evaluatie.niets_te_vergelijken")
        )
    for sleutel, groep in (
        ("evaluatie.niet_aantoonbaar", zelfde),
        ("evaluatie.niet_te_vergelijken", niet),
    ):
        if groep:
            # Totals say most; what is left out stands in the overview.
            groep.sort(key=lambda p: p.meting.uitsplitsing != TOTAAL)
            namen = [jaren.name(p.meting) for p in groep]
            if len(namen) > _NAMED + 1:
                namen[_NAMED:] = [say("evaluatie.en_andere")]
            regels.append(say(sleutel, lijst=join(namen)))
    return [*regels, say("evaluatie.zonder_cijfer"), say("evaluatie.betekenis")]


def _overview(jaren: Jaren, lijnen: Sequence[Lijn], punten: Punten) -> Sectie:
    """Every goal with its figures on a row, a table for each line.

    What is not known of the area itself is told of the wider one, by its name.
    """
    ruim = [p for p in punten.values() if not known(p.eigen) and known(p.ruim)]
    uitleg = jaren.say("evaluatie.overzicht")
    blokken: list[Blok] = [
        Alinea(uitleg + jaren.say("evaluatie.overzicht_ruim") if ruim else uitleg)
    ]
    kolommen = ("Doel", "Cijfer", str(jaren.van), str(jaren.tot), "Wat u mag zeggen")
    for lijn in lijnen:
        rijen = []
        for doel in lijn.doelen:
            for nummer, meting in enumerate(doel.metingen):
                punt = punten[_figure_of(meting)]
                over, naam = punt.eigen, jaren.full_name(punt)
                if punt in ruim:
                    over, naam = punt.ruim, jaren.name_in(punt.ruim, naam)
                waarden = (shown_value(jaren, kant, meting.maat) for kant in (over.toen, over.nu))
                tekst = jaren.say("evaluatie.zelfde_doel") if nummer else doel.tekst
                rijen.append((tekst, naam, *waarden, cell(jaren, over)))
            if not doel.metingen:
                rijen.append((doel.tekst, jaren.say("evaluatie.geen_cijfer"), "–", "–", "–"))
        titel = jaren.say("evaluatie.overzicht_tabel", lijn=lijn.naam)
        blokken.append(Tabel(titel, kolommen, tuple(rijen), (False, False, True, True, False)))
    return Sectie(
        jaren.say("evaluatie.kop_overzicht"), "overzicht", tuple(blokken), nieuwe_pagina=True
    )


def _lines(jaren: Jaren, plannen: Sequence[Plan], punten: Punten) -> Iterator[Sectie]:
    """A chapter for each line: its goals, and each figure at the first goal that it serves."""
    geweest: set[tuple[str, str, str]] = set()
    nummer = 0
    for plan in plannen:
        for lijn in plan.lijnen:
            nummer += 1
            blokken: list[Blok] = []
            if lijn is plan.lijnen[0]:
                blokken.append(Alinea(jaren.say("evaluatie.ambitie", ambitie=plan.ambitie)))
                blokken += [Alinea(plan.opmerking, "uitleg")] if plan.opmerking else []
            if lijn.effect:
                blokken.append(Alinea(jaren.say("evaluatie.effect", effect=lijn.effect)))
            blokken += [Alinea(jaren.say("evaluatie.doelen")), Lijst(_goals(jaren, lijn, punten))]
            for doel in lijn.doelen:
                for meting in doel.metingen:
                    wat = _figure_of(meting)
                    if not punten[wat].known:
                        continue
                    velden = {"doel": doel.tekst.rstrip("."), "zegt": meting.zegt}
                    if wat in geweest:
                        naam = jaren.name(meting)
                        blokken.append(Alinea(jaren.say("evaluatie.zie", naam=naam, **velden)))
                        continue
                    geweest.add(wat)
                    blokken += blocks(jaren, punten[wat], len(geweest))
                    blokken.append(Alinea(jaren.say("evaluatie.zegt", **velden)))
            gemeten = any(doel.metingen for doel in lijn.doelen)
            yield Sectie(lijn.naam, f"lijn-{nummer}", tuple(blokken), nieuwe_pagina=gemeten)


def _goals(jaren: Jaren, lijn: Lijn, punten: Punten) -> tuple[str, ...]:
    """Each goal with its place in the plan, and which of its figures nobody has."""
    regels = []
    for doel in lijn.doelen:
        sleutel = "evaluatie.doel" if doel.metingen else "evaluatie.doel_zonder"
        zinnen = [jaren.say(sleutel, doel=doel.tekst, plek=doel.plek)]
        alle = (punten[_figure_of(meting)] for meting in doel.metingen)
        zinnen += [nothing(jaren, punt) for punt in alle if not punt.known]
        regels.append(" ".join(zinnen))
    return tuple(regels)


def _unmeasured(jaren: Jaren, lijnen: Sequence[Lijn]) -> Sectie:
    """The goals without a figure, with what it would take."""
    rijen = tuple(
        (lijn.naam, doel.tekst, doel.nodig)
        for lijn in lijnen
        for doel in lijn.doelen
        if not doel.metingen
    )
    blokken: tuple[Blok, ...] = (Alinea(jaren.say("evaluatie.alles_cijfer")),)
    if rijen:
        kolommen = ("Onderdeel", "Doel", "Wat ervoor nodig is")
        tabel = Tabel(jaren.say("evaluatie.niet_tabel"), kolommen, rijen, (False,) * 3)
        blokken = (Alinea(jaren.say("evaluatie.niet_uitleg")), tabel)
    return Sectie(jaren.say("evaluatie.kop_niet"), "niet-te-meten", blokken, nieuwe_pagina=True)


def _questions(jaren: Jaren, lijnen: Sequence[Lijn]) -> Sectie:
    """What to talk about: the questions of the plan, and those that fit any evaluation."""
    vragen = [
        *(vraag for lijn in lijnen for vraag in lijn.vragen),
        jaren.say("evaluatie.vraag_anders"),
        jaren.say("evaluatie.vraag_zelfde"),
        jaren.say("evaluatie.vraag_niet"),
        jaren.say("evaluatie.vraag_bijstellen"),
    ]
    blokken = (Alinea(jaren.say("evaluatie.vragen_uitleg")), Lijst(tuple(vragen), genummerd=True))
    return Sectie(jaren.say("evaluatie.kop_vragen"), "vragen", blokken)
