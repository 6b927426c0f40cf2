"""The core of a report in five lines: numbers that are known, and what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context, join
from helpende_data.reports.inhoud.keten import chain_area
from helpende_data.reports.inhoud.voorzieningen import facilities
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Cijfer, aandeel, aantal, per_100k, per_maand
from helpende_data.statistics.ketens import HERHAALD, MELDINGEN, OPEN, OVERDRACHT

_LINES = 3  # for the first question; each of the others has one


def kern(context: Context) -> tuple[str, ...]:
    """Five lines in the order of the plan's three questions, each question before its first line.

    Returning violence goes first for a team. An expectation never stands here: it is no figure.
    """
    herhaling = repeat_sentence(context)
    meldingen, adviezen = _headlines(context)
    nodig: tuple[str, ...]
    if context.onderwerp.publiek == "beleid":
        nodig = (meldingen, adviezen, _no_own(context), herhaling, _no_region(context))
    else:
        herhaling = herhaling or context.say("kern.geen_herhaling")
        nodig = (herhaling, meldingen, _no_own(context) or adviezen)
    return by_question(context, [regel for regel in nodig if regel][:_LINES])


def by_question(context: Context, nodig: Sequence[str]) -> tuple[str, ...]:
    """The lines about what is needed, then one for each of the plan's two other questions."""
    helpend = _chain(context) or _facilities(context)
    eerste, *andere = nodig
    return (
        context.say("kern.nodig", zin=eerste),
        *andere,
        context.say("kern.effect"),
        context.say("kern.helpend", zin=helpend) if helpend else context.say("kern.niet_helpend"),
    )


def _no_own(context: Context) -> str:
    """Which of the headline counts the municipality itself has not, or nothing."""
    missen = [
        context.feiten.indicatoren[code].naam.lower()
        for code in HOOFDINDICATOREN
        if not context.feiten.telling(context.onderwerp.gemeente.code, code, context.periode)
    ]
    return context.say("kern.geen_eigen", indicatoren=join(missen)) if missen else ""


def _no_region(context: Context) -> str:
    """Says so when the region has neither of the headline counts."""
    codes = HOOFDINDICATOREN
    if not context.has_own or any(context.region_code(code, context.periode) for code in codes):
        return ""
    return context.say("kern.geen_regio_beide")


def _headlines(context: Context) -> tuple[str, str]:
    """Meldingen and adviezen; where one word compares both, it is said once."""
    meldingen, adviezen = reversed(HOOFDINDICATOREN)
    oordeel = _verdict(context, meldingen)
    if not oordeel or oordeel != _verdict(context, adviezen):
        return headline(context, meldingen), headline(context, adviezen)
    beide = context.say("kern.oordeel_beide", oordeel=oordeel)
    return (
        headline(context, meldingen, vergeleken=False),
        headline(context, adviezen, vergeleken=False) + beide,
    )


def headline(context: Context, indicator: str, *, vergeleken: bool = True) -> str:
    """The municipality's own count and rate, else its region's, beside the country's.

    Args:
        vergeleken: say how the municipality compares with the rest of its region.
    """
    naam = context.feiten.indicatoren[indicator].naam.lower()
    areas = {
        "kern.eigen": context.onderwerp.gemeente.code,
        "kern.regio": context.region_code(indicator, context.periode),
    }
    for sleutel, code in areas.items():
        rate = per_100k(context.feiten, code, indicator, context.periode) if code else None
        if rate and rate.waarde is not None:
            zin = _beside_country(context, sleutel, naam, rate)
            eigen = vergeleken and code == context.onderwerp.gemeente.code
            return zin + (beside_region(context, indicator) if eigen else "")
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
    eigen = telling.gebied_code == context.onderwerp.gemeente.code
    zin = context.say(
        sleutel,
        indicator=naam,
        regio=context.label_in_core(rate.gebied_code),
        aantal=telling.tekst,
        maand=_monthly(context, rate.gebied_code, rate.indicator) if eigen else "",
        per_100k=rate.tekst,
        marge=context.margin(rate),
        land=land.tekst,
    )
    return zin + _provisional(context, telling, land)


def _monthly(context: Context, code: str, indicator: str) -> str:
    """About how many that is in a month; nothing for less than one."""
    cijfer = per_maand(context.feiten, code, indicator, context.periode)
    if cijfer.waarde is None:
        return ""
    return context.say("kern.per_maand", aantal=context.show(cijfer).tekst)


def beside_region(context: Context, indicator: str, uitsplitsing: str = TOTAAL) -> str:
    """How the own rate compares with the rest of the region; nothing where that may not be said.

    Below the reliability limit, and where the verdict hangs on the centre municipality, no word.
    """
    oordeel = _verdict(context, indicator, uitsplitsing)
    return context.say("kern.oordeel", oordeel=oordeel) if oordeel else ""


def _verdict(context: Context, indicator: str, uitsplitsing: str = TOTAAL) -> str:
    """The word that compares the own rate with the rest of the region, where one may be said."""
    if context.vergelijker is None:
        return ""
    vergelijking = context.vergelijker.vergelijk(
        context.onderwerp.gemeente.code, indicator, context.periode, uitsplitsing=uitsplitsing
    )
    return vergelijking.oordeel if vergelijking.kop else ""


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
        "aandeel": _share(context, deel),
        "gebied": context.label_in_core(code),
    }
    if open_.waarde:
        zin = context.say("kern.keten", open=context.show(open_).tekst, **velden)
    else:
        zin = context.say("kern.keten_zonder_open", **velden)
    return zin + _provisional(context, totaal)


def repeat_sentence(context: Context) -> str:
    """How many reports were about a household that had been reported before."""
    code = chain_area(context, "eerder")
    if code is None:
        return ""
    feiten, deel = context.feiten, HERHAALD[0]
    totaal = aantal(feiten, code, MELDINGEN, context.periode)
    opnieuw = aantal(feiten, code, MELDINGEN, context.periode, deel)
    aandeel_pct = aandeel(feiten, code, MELDINGEN, context.periode, deel)
    if "onderdrukt" in (totaal.status, opnieuw.status):
        return context.say("kern.herhaling_afgeschermd")
    if opnieuw.waarde is None or aandeel_pct.waarde is None:
        return ""
    zin = context.say(
        "kern.herhaling",
        totaal=context.show(totaal).tekst,
        aantal=context.show(opnieuw).tekst,
        aandeel=_share(context, aandeel_pct),
        gebied=context.label_in_core(code),
    )
    return zin + _provisional(context, totaal, opnieuw)


def _share(context: Context, deel: Cijfer) -> str:
    """A share behind its count; nothing where rounding leaves only limits, which are wide."""
    return "" if deel.klein else context.say("kern.aandeel", aandeel=context.show(deel).tekst)


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
