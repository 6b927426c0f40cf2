"""Every indicator on one page: count, rate, comparison and trend, in words. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.reports.inhoud.andere import place
from helpende_data.reports.inhoud.bouwstenen import note, printed
from helpende_data.reports.inhoud.context import LAND, Context, join
from helpende_data.reports.inhoud.oordeel import marked, series
from helpende_data.reports.model import Alinea, Sectie, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import Cijfer, aantal, per_100k
from helpende_data.statistics.vergelijking import TE_WEINIG


@dataclass(frozen=True)
class _Plek:
    """Where and when an indicator is known, nearest to the municipality first."""

    code: str
    periode: str


def overzicht_sectie(context: Context) -> Sectie:
    """One row for each indicator with a figure of the municipality, its region or catchment."""
    cijfers: list[Cijfer] = []
    deel: list[Indicator] = []
    rijen = []
    for indicator in context.feiten.indicatoren.by_code.values():
        plek = _nearest(context, indicator)
        if plek is None:
            continue
        telling = context.show(aantal(context.feiten, plek.code, indicator.code, plek.periode))
        rate = per_100k(context.feiten, plek.code, indicator.code, plek.periode)
        if rate.waarde is not None:
            context.show(rate)
            if indicator.noemer != "alle":
                deel.append(indicator)
        cijfers.append(telling)
        rijen.append(
            (
                indicator.naam,
                _where(context, plek),
                printed(telling),
                rate.tekst if rate.waarde is not None else "geen",
                _beside_others(context, indicator, plek),
                _over_years(context, indicator, plek),
            )
        )
    kolommen = (
        "Wat",
        "Waar",
        "Aantal",
        "Per 100.000",
        context.say("overzicht.vergeleken"),
        "Over de jaren",
    )
    rechts = (False, False, True, True, False, False)
    titel = context.say("overzicht.titel")
    noten = (note(context, cijfers), _of_whom(context, deel))
    noot = "; ".join(tekst for tekst in noten if tekst)
    tabel = Tabel(titel, kolommen, tuple(rijen), rechts, noot)
    blokken = (Alinea(context.say("overzicht.uitleg"), "uitleg"), tabel)
    return Sectie(context.say("overzicht.kop"), "overzicht", blokken, nieuwe_pagina=True)


def _of_whom(context: Context, indicatoren: list[Indicator]) -> str:
    """Which rates are about a part of the inhabitants, and about which part."""
    delen: dict[str, list[str]] = {}
    for indicator in indicatoren:
        delen.setdefault(indicator.noemer, []).append(indicator.naam)
    return "; ".join(
        context.say("overzicht.deel", wie=wie, namen=join(namen)) for wie, namen in delen.items()
    )


def _where(context: Context, plek: _Plek) -> str:
    """The area by what it is, else by its name; with the period where it is another one."""
    regio = context.onderwerp.regio
    if plek.code == context.onderwerp.gemeente.code:
        naam = context.say("overzicht.gemeente")
    elif plek.code in (regio.code, *regio.tellingen):
        naam = context.say("overzicht.regio")
    else:
        naam = context.feiten.gebieden.name(plek.code).partition(" (")[0]
    return naam if plek.periode == context.periode else f"{naam}, {plek.periode}"


def _nearest(context: Context, indicator: Indicator) -> _Plek | None:
    """The report's own period where a count is known, else the last year before it.

    None where nothing is known, and where the indicator is not about this municipality.
    """
    regio = context.onderwerp.regio
    for code in (context.onderwerp.gemeente.code, regio.code, *regio.tellingen):
        telling = context.feiten.telling(code, indicator.code, context.periode)
        if telling is not None:
            nvt = telling.status == "niet_van_toepassing"
            return None if nvt else _Plek(code, context.periode)
    gevonden = place(context, indicator)
    if (
        gevonden is None
        or gevonden[0] == LAND
        or context.feiten.telling(gevonden[0], indicator.code, gevonden[1]) is None
    ):
        return None  # of the country only, or in parts only
    return _Plek(*gevonden)


def _beside_others(context: Context, indicator: Indicator, plek: _Plek) -> str:
    """The verdict beside the rest of the region; a dash where nothing is compared."""
    eigen = plek == _Plek(context.onderwerp.gemeente.code, context.periode)
    telling = context.feiten.telling(plek.code, indicator.code, plek.periode)
    # "Too small" would be a guess about a count that is hidden.
    verborgen = telling is not None and telling.zelf_verborgen
    if context.vergelijker is None or not eigen or not indicator.noemer or verborgen:
        return "–"
    vergelijking = context.vergelijker.vergelijk(plek.code, indicator.code, plek.periode)
    if vergelijking.oordeel == TE_WEINIG:
        return context.say("overzicht.geen_oordeel")
    if not vergelijking.kop:
        centrum = context.feiten.gebieden.name(context.onderwerp.regio.centrumgemeente)
        return context.say("overzicht.centrum", centrum=centrum)
    return marked(vergelijking.oordeel)


def _over_years(context: Context, indicator: Indicator, plek: _Plek) -> str:
    """The trend of the municipality's own years; below the reliability limit no word."""
    telling = context.feiten.telling(plek.code, indicator.code, plek.periode)
    beeld = series(context, indicator) if plek.code == context.onderwerp.gemeente.code else None
    if beeld is None or context.vergelijker is None or telling is None or telling.zelf_verborgen:
        return "–"
    if telling.laag < context.vergelijker.regels.woord_vanaf:
        return context.say("overzicht.geen_oordeel")
    return marked(beeld.oordeel)
