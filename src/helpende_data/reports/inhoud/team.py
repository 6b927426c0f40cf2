"""The edition for a local team: six to eight figures, one page for each subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from helpende_data.reports.inhoud.andere import andere_secties
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, Context
from helpende_data.reports.inhoud.duiding import explanations, meaning
from helpende_data.reports.inhoud.kern import headline
from helpende_data.reports.inhoud.keten import chain_area, next_steps, split_figure
from helpende_data.reports.inhoud.overzicht import overzicht_sectie
from helpende_data.reports.inhoud.regio import expected_blocks
from helpende_data.reports.inhoud.slot import onbekend_sectie
from helpende_data.reports.inhoud.themas import thema_secties
from helpende_data.reports.inhoud.vergelijking import (
    cases,
    comparison,
    country_figure,
    roles,
    trend_figure,
)
from helpende_data.reports.inhoud.voorzieningen import facility_page
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie
from helpende_data.statistics.ketens import ADVIEZEN, MELDINGEN

LEAST, MOST = 6, 8  # figures that a team reads in one session
_THEMES = 1  # kinds with a page of their own, beside which the others fit in the eight


def team_secties(context: Context) -> list[Sectie]:
    """Overview, then a page for each subject; the last ones as far as there is room for figures."""
    secties = [overzicht_sectie(context)]
    for maker in (_again, _followed, _reports, _reporters, _advice, _expected, _themes):
        secties += _wanted(context, maker)
    for maker in (_local_team, facility_page):
        if _figures(secties) < MOST:
            secties += _wanted(context, maker)
    if _figures(secties) <= LEAST:
        secties += _wanted(context, _country)
    return [*secties, onbekend_sectie(context)]


_Maker = Callable[[Context], Sectie | list[Sectie] | None]


def _wanted(context: Context, maker: _Maker) -> list[Sectie]:
    """What a maker makes; where the team leader chose figures, only pages with one of those.

    A page that is not wanted leaves no figures behind: it is made in a context of its own.
    """
    gekozen = set(context.gesprek.keuze.figuren)
    proef = replace(context, _getoond={}) if gekozen else context
    gemaakt = maker(proef)
    secties = gemaakt if isinstance(gemaakt, list) else [gemaakt] if gemaakt else []
    if gekozen:
        namen = {b.naam for s in secties for b in s.blokken if isinstance(b, Figuur)}
        if namen and not namen & gekozen:
            return []
        for cijfer in proef.getoond:
            context.show(cijfer)
    return secties


def _themes(context: Context) -> list[Sectie]:
    return thema_secties(context, meeste=_THEMES)


def _figures(secties: list[Sectie]) -> int:
    return sum(isinstance(blok, Figuur) for sectie in secties for blok in sectie.blokken)


def _local_team(context: Context) -> Sectie | None:
    """The local team's own sheet, where it was delivered."""
    secties = andere_secties(context, alleen="lokaal-team")
    return replace(secties[0], nieuwe_pagina=True) if secties else None


def _reports(context: Context) -> Sectie:
    return _headline_page(context, MELDINGEN)


def _advice(context: Context) -> Sectie:
    return _headline_page(context, ADVIEZEN)


def _headline_page(context: Context, code: str) -> Sectie:
    """What it is, how many, beside whom or since when, and what that means."""
    indicator = context.feiten.indicatoren[code]
    lijn = trend_figure(context, indicator)
    blokken: list[Blok] = [
        Alinea(context.say("team.wat", zin=indicator.definitie)),
        Alinea(context.say("team.aantal", zin=headline(context, code))),
        *(cases(context) if code == MELDINGEN else ()),
        *([lijn] if lijn else comparison(context, indicator)),
        *meaning(context, indicator),
    ]
    return Sectie(indicator.naam, indicator.code, tuple(blokken), nieuwe_pagina=True)


def _reporters(context: Context) -> Sectie | None:
    """Who reported or asked for advice, where that is counted."""
    code = chain_area(context, "organisatie")
    figuren = [split_figure(context, "organisatie", code)] if code else roles(context)
    if not figuren:
        return None
    blokken = (
        *figuren,
        *explanations(context, "organisatie"),
        Alinea(context.say("vergelijking.vraag", zin=context.say("team.melders_vraag"))),
    )
    return Sectie(context.say("team.melders"), "melders", blokken, nieuwe_pagina=True)


def _expected(context: Context) -> Sectie | None:
    """What the region's rate would give, for a municipality without a count of its own."""
    blokken = tuple(expected_blocks(context))
    if not blokken:
        return None
    return Sectie(context.say("team.verwacht"), "verwacht", blokken, nieuwe_pagina=True)


def _country(context: Context) -> Sectie | None:
    """The country's half-years, where nearer by too little is known to fill a session."""
    indicatoren = (context.feiten.indicatoren[code] for code in HOOFDINDICATOREN)
    figuren = tuple(f for i in indicatoren if (f := country_figure(context, i)) is not None)
    if not figuren:
        return None
    return Sectie(context.say("team.land"), "nederland", figuren, nieuwe_pagina=True)


def _again(context: Context) -> Sectie | None:
    """Households that were reported before, where that is counted."""
    code = chain_area(context, "eerder")
    if code is None:
        return None
    blokken = (
        Alinea(context.say("team.wat", zin=context.say("team.herhaling_wat"))),
        split_figure(context, "eerder", code),
        *explanations(context, "herhaling"),
        Alinea(context.say("vergelijking.vraag", zin=context.say("team.herhaling_vraag"))),
    )
    return Sectie(context.say("team.herhaling"), "herhaling", blokken, nieuwe_pagina=True)


def _followed(context: Context) -> Sectie | None:
    """How safe it was, and who went on, where that is counted."""
    blokken: list[Blok] = []
    veilig = chain_area(context, "veiligheid")
    if veilig:
        blokken.append(split_figure(context, "veiligheid", veilig))
    blokken += next_steps(context)
    if not blokken:
        return None
    blokken += explanations(context, "overdracht")
    blokken.append(Alinea(context.say("vergelijking.vraag", zin=context.say("team.vervolg_vraag"))))
    return Sectie(context.say("keten.kop"), "keten", tuple(blokken), nieuwe_pagina=True)
