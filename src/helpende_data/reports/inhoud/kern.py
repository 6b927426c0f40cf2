"""The core of a report in five lines: numbers that are known, and what cannot be said."""

from __future__ import annotations

from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context
from helpende_data.reports.inhoud.keten import MELDINGEN, chain_area
from helpende_data.reports.inhoud.voorzieningen import facilities
from helpende_data.statistics import Cijfer, aandeel, aantal, per_100k


def kern(context: Context) -> tuple[str, ...]:
    """Five lines at most; an expectation never stands here, since it is no figure."""
    onderwerp, teksten = context.onderwerp, context.teksten
    eigen = any(
        context.feiten.telling(onderwerp.gemeente.code, code, context.periode)
        for code in HOOFDINDICATOREN
    )
    regels = (
        *(_headline(context, code) for code in reversed(HOOFDINDICATOREN)),
        _chain(context) or _facilities(context),
        _repeat(context) or _no_region(context)
        if eigen
        else teksten("kern.geen_eigen", gemeente=onderwerp.gemeente.naam),
        teksten("kern.effect", gemeente=onderwerp.gemeente.naam),
    )
    return tuple(regel for regel in regels if regel)


def _no_region(context: Context) -> str:
    """Says so when the region has neither of the headline counts."""
    onderwerp = context.onderwerp
    if any(context.region_code(code, context.periode) for code in HOOFDINDICATOREN):
        return ""
    return context.teksten(
        "kern.geen_regio_beide", regio=onderwerp.regio.naam, periode=onderwerp.periode.zin
    )


def _headline(context: Context, indicator: str) -> str:
    """The municipality's own count and rate, else its region's, beside the country's."""
    feiten, onderwerp, periode = context.feiten, context.onderwerp, context.periode
    naam = feiten.indicatoren[indicator].naam.lower()
    land = per_100k(feiten, LAND, indicator, periode)
    velden = {"periode": onderwerp.periode.zin, "tijd": onderwerp.periode.per_label}
    velden |= {"indicator": naam, "land": land.tekst}
    zonder = "" if land.waarde is not None else "_zonder_land"
    if land.waarde is not None:
        context.show(land)
    regio_code = context.region_code(indicator, periode)
    for sleutel, code in (("eigen", onderwerp.gemeente.code), ("regio", regio_code)):
        telling = aantal(feiten, code, indicator, periode) if code else None
        rate = per_100k(feiten, code, indicator, periode) if code else None
        if telling and rate and rate.waarde is not None:
            context.show(telling)
            context.show(rate)
            return context.teksten(
                f"kern.{sleutel}{zonder}",
                gemeente=onderwerp.gemeente.naam,
                regio=context.label(rate.gebied_code, onderwerp.periode.jaar),
                aantal=_count(context, telling),
                per_100k=rate.tekst,
                marge=rate.marge,
                **velden,
            ) + _provisional(context, telling, land)
    return context.teksten(
        "kern.geen_regio",
        regio=onderwerp.regio.naam,
        indicator=naam,
        periode=onderwerp.periode.zin,
        eerder=_earlier(context, indicator),
    )


def _count(context: Context, telling: Cijfer) -> str:
    """A municipality's count; one that its publisher rounded reads as "ongeveer"."""
    eigen = telling.gebied_code == context.onderwerp.gemeente.code
    if eigen and telling.status == "afgerond":
        return context.teksten("kern.afgerond", aantal=telling.tekst)
    return telling.tekst


def _provisional(context: Context, *cijfers: Cijfer) -> str:
    return context.teksten("kern.voorlopig") if any(c.voorlopig for c in cijfers) else ""


def _earlier(context: Context, indicator: str) -> str:
    """The last earlier count of the region, of the same kind of period."""
    regio, tot = context.onderwerp.regio, context.onderwerp.periode
    eerder = sorted(
        (p, code)
        for code in (regio.tellingen_eigen, regio.tellingen_cbs)
        if code
        for p in context.feiten.periodes(code, indicator)
        if p.soort == tot.soort and p < tot
    )
    if not eerder:
        return ""
    periode, code = eerder[-1]
    cijfer = context.show(aantal(context.feiten, code, indicator, str(periode)))
    return context.teksten("kern.geen_regio_eerder", periode=periode.zin, aantal=cijfer.tekst)


def _chain(context: Context) -> str:
    code = chain_area(context)
    if code is None:
        return ""
    feiten, periode = context.feiten, context.periode
    totaal = context.show(aantal(feiten, code, MELDINGEN, periode))
    over = context.show(aantal(feiten, code, MELDINGEN, periode, "vervolg:overdracht"))
    deel = context.show(aandeel(feiten, code, MELDINGEN, periode, "vervolg:overdracht"))
    open_ = aantal(feiten, code, MELDINGEN, periode, "vervolg:nog_niet_beoordeeld")
    if over.waarde is None or deel.waarde is None:
        return ""
    velden = {
        "totaal": totaal.tekst,
        "overdracht": over.tekst,
        "aandeel": deel.tekst,
        "gebied": context.label(code, context.onderwerp.periode.jaar),
        "periode": context.onderwerp.periode.zin,
    }
    slot = _provisional(context, totaal)
    if open_.waarde:
        return context.teksten("kern.keten", open=context.show(open_).tekst, **velden) + slot
    return context.teksten("kern.keten_zonder_open", **velden) + slot


def _repeat(context: Context) -> str:
    code = chain_area(context, "eerder")
    if code is None:
        return ""
    feiten, periode = context.feiten, context.periode
    totaal = context.show(aantal(feiten, code, MELDINGEN, periode))
    deel = aandeel(feiten, code, MELDINGEN, periode, "eerder:hermelding")
    if deel.waarde is None:
        return ""
    return context.teksten(
        "kern.herhaling",
        totaal=totaal.tekst,
        aandeel=context.show(deel).tekst,
        gebied=context.label(code, context.onderwerp.periode.jaar),
        periode=context.onderwerp.periode.zin,
    )


def _facilities(context: Context) -> str:
    by_code = {i.code: c for i, c, _ in facilities(context)}
    nodig = ("opvang_vrouwen", "opvang_kinderen", "huisverboden")
    cijfers = [by_code.get(code) for code in nodig]
    if any(c is None or c.waarde is None for c in cijfers):
        return ""
    vrouwen, kinderen, verboden = (c for c in cijfers if c is not None)
    zin = context.teksten(
        "kern.voorzieningen",
        periode=vrouwen.periode,
        vrouwen=vrouwen.tekst,
        kinderen=kinderen.tekst,
        verboden=verboden.tekst,
    )
    if vrouwen.periode == str(context.onderwerp.periode.jaar):
        return zin
    return zin + context.teksten("kern.voorzieningen_ouder")
