"""The core of a report in five lines: numbers that are known, and what cannot be said."""

from __future__ import annotations

from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context, join
from helpende_data.reports.inhoud.keten import chain_area
from helpende_data.reports.inhoud.voorzieningen import facilities
from helpende_data.statistics import Cijfer, aandeel, aantal, per_100k
from helpende_data.statistics.ketens import EERSTE, MELDINGEN, OPEN, OVERDRACHT


def kern(context: Context) -> tuple[str, ...]:
    """Five lines; an expectation never stands here, since it is no figure."""
    missen = [
        context.feiten.indicatoren[code].naam.lower()
        for code in HOOFDINDICATOREN
        if not context.feiten.telling(context.onderwerp.gemeente.code, code, context.periode)
    ]
    keuzes = (
        _chain(context),
        context.say("kern.geen_eigen", indicatoren=join(missen)) if missen else "",
        _repeat(context),
        _facilities(context),
        _no_region(context),
    )
    return (
        *(_headline(context, code) for code in reversed(HOOFDINDICATOREN)),
        *[regel for regel in keuzes if regel][:2],
        context.say("kern.effect"),
    )


def _no_region(context: Context) -> str:
    """Says so when the region has neither of the headline counts."""
    codes = HOOFDINDICATOREN
    if not context.has_own or any(context.region_code(code, context.periode) for code in codes):
        return ""
    return context.say("kern.geen_regio_beide")


def _headline(context: Context, indicator: str) -> str:
    """The municipality's own count and rate, else its region's, beside the country's."""
    naam = context.feiten.indicatoren[indicator].naam.lower()
    areas = {
        "kern.eigen": context.onderwerp.gemeente.code,
        "kern.regio": context.region_code(indicator, context.periode),
    }
    for sleutel, code in areas.items():
        rate = per_100k(context.feiten, code, indicator, context.periode) if code else None
        if rate and rate.waarde is not None:
            return _beside_country(context, sleutel, naam, rate)
    return context.say("kern.geen_regio", indicator=naam, eerder=_earlier(context, indicator))


def _beside_country(context: Context, sleutel: str, naam: str, rate: Cijfer) -> str:
    """A count with its rate, and the country's rate where there is one."""
    feiten, periode = context.feiten, context.periode
    telling = context.show(aantal(feiten, rate.gebied_code, rate.indicator, periode))
    context.show(rate)
    land = per_100k(feiten, LAND, rate.indicator, periode)
    if land.waarde is None:
        sleutel += "_zonder_land"
    else:
        context.show(land)
    zin = context.say(
        sleutel,
        indicator=naam,
        regio=context.label(rate.gebied_code, context.onderwerp.periode.jaar),
        aantal=_count(context, telling),
        per_100k=rate.tekst,
        marge=rate.marge,
        land=land.tekst,
    )
    return zin + _provisional(context, telling, land)


def _count(context: Context, telling: Cijfer) -> str:
    """A municipality's count; one that its publisher rounded reads as "ongeveer"."""
    eigen = telling.gebied_code == context.onderwerp.gemeente.code
    if eigen and telling.status == "afgerond" and not telling.zelf_afgerond:
        return context.say("kern.afgerond", aantal=telling.tekst)
    return telling.tekst


def _provisional(context: Context, *cijfers: Cijfer) -> str:
    return context.say("kern.voorlopig") if any(c.voorlopig for c in cijfers) else ""


def _earlier(context: Context, indicator: str) -> str:
    """The last earlier count of the region, of the same kind of period."""
    tot = context.onderwerp.periode
    eerder = [p for p in context.region_periods(indicator, soort=tot.soort) if p < tot]
    code = context.region_code(indicator, str(eerder[-1])) if eerder else None
    if code is None:
        return ""
    cijfer = context.show(aantal(context.feiten, code, indicator, str(eerder[-1])))
    return context.say("kern.geen_regio_eerder", periode=eerder[-1].zin, aantal=cijfer.tekst)


def _chain(context: Context) -> str:
    """How many reports were handed over, and how many are still open."""
    code = chain_area(context)
    if code is None:
        return ""
    feiten, periode = context.feiten, context.periode
    totaal = aantal(feiten, code, MELDINGEN, periode)
    over = aantal(feiten, code, MELDINGEN, periode, OVERDRACHT)
    deel = aandeel(feiten, code, MELDINGEN, periode, OVERDRACHT)
    open_ = aantal(feiten, code, MELDINGEN, periode, OPEN)
    if over.waarde is None or deel.waarde is None:
        return ""
    velden = {
        "totaal": context.show(totaal).tekst,
        "overdracht": context.show(over).tekst,
        "aandeel": context.show(deel).tekst,
        "gebied": context.label(code, context.onderwerp.periode.jaar),
    }
    if open_.waarde:
        zin = context.say("kern.keten", open=context.show(open_).tekst, **velden)
    else:
        zin = context.say("kern.keten_zonder_open", **velden)
    return zin + _provisional(context, totaal)


def _repeat(context: Context) -> str:
    """The share of reports about a household that was not reported before."""
    code = chain_area(context, "eerder")
    if code is None:
        return ""
    totaal = aantal(context.feiten, code, MELDINGEN, context.periode)
    deel = aandeel(context.feiten, code, MELDINGEN, context.periode, EERSTE)
    if deel.waarde is None:
        return ""
    return context.say(
        "kern.herhaling",
        totaal=context.show(totaal).tekst,
        aandeel=context.show(deel).tekst,
        gebied=context.label(code, context.onderwerp.periode.jaar),
    )


def _facilities(context: Context) -> str:
    """The counts of the facilities that the sentence itself names by their code."""
    by_code = {v.indicator.code: v.aantal for v in facilities(context)}
    gevraagd = context.teksten.words("kern.voorzieningen") - {"periode"}
    genoemd = {code: by_code[code] for code in sorted(gevraagd & set(by_code))}
    periodes = {cijfer.periode for cijfer in genoemd.values()}
    # One sentence is about one year, and names nothing that is not known.
    if (
        set(genoemd) != gevraagd
        or len(periodes) != 1
        or any(c.waarde is None for c in genoemd.values())
    ):
        return ""
    periode = periodes.pop()
    aantallen = {code: context.show(cijfer).tekst for code, cijfer in genoemd.items()}
    zin = context.say("kern.voorzieningen", periode=periode, **aantallen)
    if periode == str(context.onderwerp.periode.jaar):
        return zin
    return zin + context.say("kern.voorzieningen_ouder")
