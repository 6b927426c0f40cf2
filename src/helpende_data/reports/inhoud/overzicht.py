"""Every indicator on one page: count, rate, comparison and trend, in words. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpende_data.reports.inhoud.andere import place
from helpende_data.reports.inhoud.bouwstenen import NIETS, note, people, printed
from helpende_data.reports.inhoud.context import LAND, Context, join
from helpende_data.reports.inhoud.oordeel import marked, series
from helpende_data.reports.model import Alinea, Blok, Lijst, Sectie, Tabel
from helpende_data.schema import Indicator
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Cijfer, aantal, per_100k
from helpende_data.statistics.ketens import HERHAALD, MELDINGEN, ONVEILIG, OVERDRACHT
from helpende_data.statistics.trends import NIET_TE_BEPALEN
from helpende_data.statistics.vergelijking import TE_WEINIG

_COMPARED = 4  # the place of the column with the comparison
# Parts of the reports that a team asks for first: part -> its name in the texts.
_PARTS = {
    HERHAALD[0]: "overzicht.opnieuw",
    ONVEILIG[0]: "overzicht.acuut",
    OVERDRACHT: "overzicht.overgedragen",
    "aard:kindermishandeling": "overzicht.kindermishandeling",
    "aard:partnergeweld": "overzicht.partnergeweld",
    "aard:ouderenmishandeling": "overzicht.ouderenmishandeling",
}


@dataclass(frozen=True)
class _Plek:
    """Where and when an indicator is known, nearest to the municipality first."""

    code: str
    periode: str


@dataclass(frozen=True)
class _Rij:
    """One row: what is counted, where, and the figures themselves."""

    naam: str
    indicator: Indicator
    plek: _Plek
    telling: Cijfer
    rate: Cijfer


def overzicht_sectie(context: Context) -> Sectie:
    """One row for each indicator with a figure of the municipality, its region or catchment.

    Below the table, in words: what was not delivered, which is not the same as hidden.
    """
    rijen = list(_rows(context))
    tellingen = [rij.telling for rij in rijen]
    kolommen = ["Wat", "Waar", "Aantal", "Per 100.000", "Over de jaren"]
    if context.onderwerp.gemeente.soort == "gemeente":
        # A whole region has no rest of the region beside it.
        kolommen.insert(_COMPARED, context.say("overzicht.vergeleken"))
    rechts = tuple(kolom in ("Aantal", "Per 100.000") for kolom in kolommen)
    titel = context.say("overzicht.titel")
    noten = (note(context, tellingen), _of_whom(context, rijen))
    noot = "; ".join(tekst for tekst in noten if tekst)
    cellen = tuple(_cells(context, rij) for rij in rijen)
    tabel = Tabel(titel, tuple(kolommen), cellen, rechts, noot)
    uitleg = Alinea(context.say("overzicht.uitleg"), "uitleg")
    blokken: tuple[Blok, ...] = (uitleg, tabel, *_absent(context, rijen))
    return Sectie(context.say("overzicht.kop"), "overzicht", blokken, nieuwe_pagina=True)


def _row(context: Context, naam: str, indicator: Indicator, plek: _Plek, deel: str) -> _Rij:
    wat = (context.feiten, plek.code, indicator.code, plek.periode, deel)
    rate = per_100k(*wat)
    if rate.waarde is not None:
        context.show(rate)
    return _Rij(naam, indicator, plek, context.show(aantal(*wat)), rate)


def _rows(context: Context) -> Iterator[_Rij]:
    """Each indicator that is known, and behind the reports what they were about."""
    for indicator in context.feiten.indicatoren.by_code.values():
        plek = _nearest(context, indicator)
        if plek is not None:
            yield _row(context, indicator.naam, indicator, plek, TOTAAL)
        if indicator.code == MELDINGEN:
            yield from _parts_of_reports(context)


def _parts_of_reports(context: Context) -> Iterator[_Rij]:
    """What the reports of the area, else of its region, were about and what followed."""
    indicator = context.feiten.indicatoren[MELDINGEN]
    regio = context.onderwerp.regio
    for deel, sleutel in _PARTS.items():
        for code in (context.onderwerp.gemeente.code, regio.code, *regio.tellingen):
            if context.feiten.telling(code, MELDINGEN, context.periode, deel) is not None:
                plek = _Plek(code, context.periode)
                yield _row(context, context.say(sleutel), indicator, plek, deel)
                break


def _absent(context: Context, rijen: Sequence[_Rij]) -> Iterator[Blok]:
    """What nobody delivered, and what was delivered over other periods only; in words, no rows."""
    getoond = {rij.indicator.code for rij in rijen}
    groepen = context.teksten.table("overzicht.groepen")
    niet: dict[str, list[str]] = {}
    anders: dict[str, list[str]] = {}
    for indicator in context.feiten.indicatoren.by_code.values():
        if indicator.code in getoond or indicator.thema not in groepen or not indicator.noemer:
            continue  # without a denominator it is a service of a whole region, not of each
        if place(context, indicator) is not None or _is_not_about(context, indicator):
            continue  # known of the country or in parts, or no question here
        naam = indicator.naam[0].lower() + indicator.naam[1:]
        waar = anders if _delivered(context, indicator) else niet
        waar.setdefault(groepen[indicator.thema], []).append(naam)
    for zin, per_groep in (
        (context.say("overzicht.andere_periode"), anders),
        (context.say("overzicht.niet_aangeleverd"), niet),
    ):
        if per_groep:
            yield Alinea(zin, "uitleg")
            yield Lijst(tuple(f"{groep}: {'; '.join(n)}" for groep, n in per_groep.items()))


def _delivered(context: Context, indicator: Indicator) -> bool:
    """Is there any count of it, of the area, a part of it or its region, whatever the period?"""
    gebied, jaar = context.onderwerp.gemeente.code, context.onderwerp.periode.jaar
    delen = context.feiten.gebieden.members(gebied, jaar)
    codes = (gebied, *delen, *context.onderwerp.regio.tellingen)
    return any(context.feiten.periodes(code, indicator.code) for code in codes)


def _is_not_about(context: Context, indicator: Indicator) -> bool:
    """Does a source say that this is not counted for the municipality at all?"""
    code = context.onderwerp.gemeente.code
    telling = context.feiten.telling(code, indicator.code, context.periode)
    return telling is not None and telling.status == "niet_van_toepassing"


def _cells(context: Context, rij: _Rij) -> tuple[str, ...]:
    cellen = [
        rij.naam,
        _where(context, rij.plek),
        printed(rij.telling),
        rij.rate.tekst if rij.rate.waarde is not None else NIETS,
        _over_years(context, rij),
    ]
    if context.onderwerp.gemeente.soort == "gemeente":
        cellen.insert(_COMPARED, _beside_others(context, rij))
    return tuple(cellen)


def _own_codes(context: Context) -> tuple[str, ...]:
    """The codes under which the area itself is counted; a region also under that of its service."""
    eigen = context.onderwerp.gemeente
    return (eigen.code, *(context.onderwerp.regio.tellingen if eigen.soort == "regio" else ()))


def _of_whom(context: Context, rijen: Sequence[_Rij]) -> str:
    """Which rates are about a part of the inhabitants, and about which part."""
    delen: dict[str, list[str]] = {}
    for rij in rijen:
        wie = people(rij.rate)
        if rij.rate.waarde is not None and wie != "inwoners":
            delen.setdefault(wie, []).append(rij.naam)
    return "; ".join(
        context.say("overzicht.deel", wie=wie, namen=join(namen)) for wie, namen in delen.items()
    )


def _where(context: Context, plek: _Plek) -> str:
    """The area by what it is, else by its name; with the period where it is another one."""
    regio = context.onderwerp.regio
    eigen = context.onderwerp.gemeente
    if plek.code == eigen.code and eigen.soort != "regio":
        soort = "overzicht.subregio" if eigen.soort == "subregio" else "overzicht.gemeente"
        naam = context.say(soort)
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


def _is_own(context: Context, rij: _Rij) -> bool:
    return rij.plek == _Plek(context.onderwerp.gemeente.code, context.periode)


def _beside_others(context: Context, rij: _Rij) -> str:
    """The verdict beside the rest of the region; a dash where nothing is compared."""
    deel = rij.telling.uitsplitsing
    # "Too small" would be a guess about a count that is hidden.
    if (
        context.vergelijker is None
        or not _is_own(context, rij)
        or not rij.indicator.noemer
        or rij.telling.zelf_verborgen
        or (deel != TOTAAL and rij.rate.waarde is None)
    ):
        return NIETS
    vergelijking = context.vergelijker.vergelijk(
        rij.plek.code, rij.indicator.code, rij.plek.periode, uitsplitsing=deel
    )
    if vergelijking.rest is None:
        return NIETS  # the others are not known: that says nothing of how small this count is
    if vergelijking.oordeel == TE_WEINIG:
        return context.say("overzicht.geen_oordeel")
    if not vergelijking.kop:
        centrum = context.feiten.gebieden.name(context.onderwerp.regio.centrumgemeente)
        return context.say("overzicht.centrum", centrum=centrum)
    return marked(vergelijking.oordeel)


def _over_years(context: Context, rij: _Rij) -> str:
    """The trend of the area's own years; below the reliability limit no word."""
    plek, deel = rij.plek, rij.telling.uitsplitsing
    telling = context.feiten.telling(plek.code, rij.indicator.code, plek.periode, deel)
    eigen = plek.code in _own_codes(context)
    beeld = series(context, rij.indicator, deel, plek.code) if eigen else None
    if beeld is None or context.vergelijker is None or telling is None or telling.zelf_verborgen:
        return NIETS
    if deel != TOTAAL and rij.rate.waarde is None:
        return NIETS
    if telling.laag < context.vergelijker.regels.woord_vanaf:
        return context.say("overzicht.geen_oordeel")
    if beeld.oordeel == NIET_TE_BEPALEN:
        return NIETS
    return marked(beeld.oordeel)
