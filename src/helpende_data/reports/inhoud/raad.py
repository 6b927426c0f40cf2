"""The edition for the council: two pages, with what it may ask. Knows no format."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.reports.inhoud.bouwstenen import note, printed
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context
from helpende_data.reports.inhoud.slot import made_with, policy_sentence
from helpende_data.reports.inhoud.vergelijking import (
    compared_pairs,
    comparison_figure,
    trend_figure,
)
from helpende_data.reports.model import Alinea, Blok, Bronregel, Lijst, Sectie, Tabel
from helpende_data.statistics import aantal, per_100k
from helpende_data.statistics.ketens import MELDINGEN


def raad_secties(context: Context) -> list[Sectie]:
    """Questions for the council behind the core; on the second page a figure and a small table."""
    indicator = context.feiten.indicatoren[MELDINGEN]
    vragen = tuple(context.teksten.table("raad.vragen").values())
    figuur = trend_figure(context, indicator) or comparison_figure(
        context, indicator, compared_pairs(context, MELDINGEN)
    )
    return [
        Sectie(context.say("raad.vragen_kop"), "vragen", (Lijst(vragen),)),
        Sectie(context.say("raad.kop"), "cijfers", (figuur, _table(context)), nieuwe_pagina=True),
    ]


def raad_slot(context: Context, bronnen: Sequence[Bronregel]) -> Sectie:
    """What is not known, how people are protected, and the sources in one line."""
    namen = "; ".join(dict.fromkeys(bron.uitgever for bron in bronnen))
    blokken: list[Blok] = [
        Alinea(context.say("raad.niet"), "uitleg"),
        Alinea(policy_sentence(context), "uitleg"),
        Alinea(context.say("raad.bronnen", namen=namen), "uitleg"),
        made_with(context),
    ]
    return Sectie(context.say("verantwoording.kop"), "verantwoording", tuple(blokken))


def _table(context: Context) -> Tabel:
    """Advice and reports of the municipality, its region and the country, as far as known."""
    rijen, cijfers = [], []
    for code in HOOFDINDICATOREN:
        indicator = context.feiten.indicatoren[code]
        regio = context.region_code(code, context.periode)
        for gebied in (context.onderwerp.gemeente.code, regio, LAND):
            if not gebied or context.feiten.telling(gebied, code, context.periode) is None:
                continue
            telling = context.show(aantal(context.feiten, gebied, code, context.periode))
            rate = context.show(per_100k(context.feiten, gebied, code, context.periode))
            naam = context.label(gebied, context.onderwerp.periode.jaar)
            rijen.append((indicator.naam, naam, printed(telling), printed(rate)))
            cijfers.append(telling)
    kolommen = ("Wat", "Gebied", "Aantal", "Per 100.000 inwoners")
    rechts = (False, False, True, True)
    return Tabel(context.say("raad.tabel"), kolommen, tuple(rijen), rechts, note(context, cijfers))
