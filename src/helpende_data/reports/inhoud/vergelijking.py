"""Adviezen and meldingen: own count, subregion, region and country, and how they ran over time."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.figures.model import Balken, Breuk, PuntInterval, Reeks, Trend
from helpende_data.periodes import Periode, is_periode
from helpende_data.reports.inhoud.bouwstenen import (
    Paar,
    alt_text,
    figure,
    paar,
    printed,
    punt,
    rate_table,
)
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, VEILIG_THUIS, Context
from helpende_data.reports.inhoud.duiding import explanations
from helpende_data.reports.inhoud.gemeenten import over_the_years
from helpende_data.reports.inhoud.geteld import counted_beside_expected
from helpende_data.reports.inhoud.kaart import region_map
from helpende_data.reports.inhoud.oordeel import verdict_blocks, with_events
from helpende_data.reports.inhoud.tijdlijn import TREND_FROM, breaks, short, span
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import aantal
from helpende_data.statistics.ketens import advice_ratio


def vergelijking_secties(context: Context) -> list[Sectie]:
    """For each headline count what is meant, how many, compared with whom, and what that says.

    Then both beside each other. What explains a table is said under the first one only.
    """
    kop = "vergelijking.kop_eigen" if context.has_own else "vergelijking.kop"
    gezegd: set[Blok] = set()
    secties = []
    for code in HOOFDINDICATOREN:
        indicator = context.feiten.indicatoren[code]
        blokken = _indicator_blocks(context, indicator)
        nieuw = tuple(b for b in blokken if not (isinstance(b, Alinea) and b in gezegd))
        gezegd |= {b for b in blokken if isinstance(b, Alinea) and b.soort == "uitleg"}
        titel = context.say(kop, naam=indicator.naam)
        secties.append(Sectie(titel, code, nieuw, nieuwe_pagina=True))
    samen = [*roles(context), *cases(context), *_ratio(context)]
    if samen:
        periodes = [c.periode for c in context.getoond if is_periode(c.periode)]
        if len({Periode.parse(periode).soort for periode in periodes}) > 1:
            samen.append(Alinea(context.say("vergelijking.jaar_halfjaar"), "uitleg"))
        titel = context.say("vergelijking.samen")
        secties.append(Sectie(titel, "melders", tuple(samen), nieuwe_pagina=True))
    return secties


def _indicator_blocks(context: Context, indicator: Indicator) -> list[Blok]:
    say, onderwerp = context.say, context.onderwerp
    leden = context.feiten.gebieden.members(onderwerp.regio.code, onderwerp.periode.jaar)
    eigen = (
        counted_beside_expected(context, indicator),
        trend_figure(context, indicator) or country_figure(context, indicator),
    )
    alle = (region_map(context, indicator), over_the_years(context, indicator, leden))
    return [
        Alinea(say("vergelijking.wat", naam=indicator.naam, definitie=indicator.definitie)),
        *comparison(context, indicator),
        *verdict_blocks(context, indicator),
        *(figuur for figuur in eigen if figuur is not None),
        Alinea(say("vergelijking.wel", zin=indicator.zegt_wel), "uitleg"),
        Alinea(say("vergelijking.niet", zin=indicator.zegt_niet), "uitleg"),
        *explanations(context, indicator.code),
        Alinea(say("vergelijking.vraag", zin=indicator.vraag)),
        *(figuur for figuur in alle if figuur is not None),
    ]


def compared_pairs(context: Context, indicator: str) -> list[Paar]:
    """Count and rate of each area, for the report's period and, without a series, earlier ones."""
    onderwerp, feiten = context.onderwerp, context.feiten
    paren = []
    for periode in _shown_periods(context, indicator):
        regio = context.region_code(indicator, str(periode)) or onderwerp.regio.code
        provincie = feiten.gebieden.area_of(onderwerp.gemeente.code, "provincie", periode.jaar)
        smaller = [g.code for g in (onderwerp.gemeente, onderwerp.subregio) if g]
        larger = [provincie.code] if provincie else []
        for code in (*smaller, regio, *larger, LAND):
            # Region and country are named without a count too; the others are then left out.
            if code in (regio, LAND) or feiten.telling(code, indicator, str(periode)):
                label = context.label(code, periode.jaar)
                paren.append(paar(context, code, indicator, str(periode), label))
    return paren


def _shown_periods(context: Context, indicator: str) -> list[Periode]:
    """The report's period; before it the last earlier one of the region when there is no series."""
    tot = context.onderwerp.periode
    eerder = [p for p in context.region_periods(indicator, soort=tot.soort) if p < tot]
    return [tot] if len(eerder) + 1 >= TREND_FROM else [*eerder[-1:], tot]


def comparison(context: Context, indicator: Indicator) -> list[Blok]:
    """The figure, with a caution when two makers counted what stands in it."""
    paren = compared_pairs(context, indicator.code)
    blokken: list[Blok] = [comparison_figure(context, indicator, paren)]
    # The service's own count is exact, that of CBS rounded: together they have two makers.
    makers = {p.aantal.status for p in paren if p.aantal.waarde is not None}
    if len(makers) > 1:
        blokken.append(Alinea(context.say("vergelijking.andere_telling"), "let_op"))
    return blokken


def comparison_figure(context: Context, indicator: Indicator, paren: Sequence[Paar]) -> Figuur:
    """Dots with limits for the municipality, its region and the country."""
    periode = context.onderwerp.periode
    meer_periodes = len({p.aantal.periode for p in paren}) > 1
    punten = tuple(
        punt(
            p.per_100k,
            f"{p.label}, {Periode.parse(p.aantal.periode).label}" if meer_periodes else p.label,
            p.soort,
        )
        for p in paren
    )
    titel = _finding(context, indicator, paren)
    eenheid = f"{indicator.naam} per 100.000 inwoners {periode.per_label}"
    onderschrift = context.say("vergelijking.onderschrift", naam=indicator.naam)
    return figure(
        f"{indicator.code}-vergelijking",
        titel,
        context.with_exceptions(onderschrift, {indicator.code}, *VEILIG_THUIS),
        [p.aantal for p in paren],
        PuntInterval(punten, eenheid),
        rate_table(context, titel, paren, per=f"inwoners {periode.per_label}"),
    )


def _finding(context: Context, indicator: Indicator, paren: Sequence[Paar]) -> str:
    """The title of a comparison, from the figures of the report's own period."""
    nu = [p for p in paren if p.aantal.periode == context.periode]
    land = next((p for p in nu if p.soort == "land"), None)
    eerste = next((p for p in nu if p.soort != "land" and p.per_100k.waarde is not None), None)
    landelijk = land.per_100k.tekst if land and land.per_100k.waarde is not None else ""
    naam = indicator.naam
    if eerste:
        velden = {"naam": naam, "eerste": eerste.per_100k.tekst, "gebied": eerste.label}
        if landelijk:
            return context.say("vergelijking.figuur_twee", tweede=landelijk, **velden)
        return context.say("vergelijking.figuur_een", **velden)
    if landelijk:
        return context.say("vergelijking.figuur_land", naam=naam, eerste=landelijk)
    if any(p.aantal.zelf_verborgen for p in nu):
        return context.say("vergelijking.figuur_verborgen", naam=naam)
    return context.say("vergelijking.figuur_geen", naam=naam)


def _line(context: Context, code: str, indicator: str, periodes: Sequence[Periode]) -> list[Paar]:
    return [paar(context, code, indicator, str(p), context.label(code, p.jaar)) for p in periodes]


def trend_figure(context: Context, indicator: Indicator) -> Figuur | None:
    """Rates of municipality, subregion, region and country over the years, or None if too few."""
    feiten, onderwerp = context.feiten, context.onderwerp
    codes = [
        onderwerp.gemeente.code,
        onderwerp.subregio.code if onderwerp.subregio else "",
        onderwerp.regio.tellingen_eigen,
        LAND,
    ]
    bekend = [
        p
        for p in feiten.periodes(onderwerp.gemeente.code, indicator.code)
        if p.soort == onderwerp.periode.soort and not onderwerp.periode < p
    ]
    if len(bekend) < TREND_FROM:
        return None
    periodes = span(bekend[0], bekend[-1])
    lijnen = {
        code: _line(context, code, indicator.code, periodes)
        for code in codes
        if code and feiten.periodes(code, indicator.code)
    }
    reeksen = tuple(
        Reeks(
            lijn[0].label,
            lijn[0].soort,
            tuple(punt(p.per_100k, Periode.parse(p.aantal.periode).label, p.soort) for p in lijn),
        )
        for lijn in lijnen.values()
    )
    strepen = breaks(context, indicator, onderwerp.gemeente.code, periodes)
    eigen = dict(zip(periodes, lijnen[onderwerp.gemeente.code], strict=True))
    erna = periodes[strepen[-1].voor :] if strepen else periodes
    eerste, laatste = next(p for p in bekend if p in erna), bekend[-1]
    velden = {"naam": indicator.naam, "gebied": onderwerp.gemeente.naam}
    velden |= {"tot": laatste.zin, "laatste": eigen[laatste].per_100k.tekst}
    if eerste == laatste:
        titel = context.say("vergelijking.trend_figuur_een", **velden)
    else:
        velden |= {"van": eerste.zin, "eerste": eigen[eerste].per_100k.tekst}
        titel = context.say("vergelijking.trend_figuur", **velden)
    velden = {"naam": indicator.naam, "tijd": periodes[0].per_label}
    return _trend(
        context,
        indicator,
        f"{indicator.code}-trend",
        titel,
        with_events(context, indicator, context.say("vergelijking.onderschrift_trend", **velden)),
        periodes,
        reeksen,
        [p for lijn in lijnen.values() for p in lijn],
        strepen,
    )


def country_figure(context: Context, indicator: Indicator) -> Figuur | None:
    """The country's half-years, as background where the municipality has no series of its own."""
    periodes = [p for p in context.feiten.periodes(LAND, indicator.code) if p.soort == "halfjaar"]
    if len(periodes) < TREND_FROM:
        return None
    alle = span(periodes[0], periodes[-1])
    lijn = _line(context, LAND, indicator.code, alle)
    bekend = [p for p in lijn if p.per_100k.waarde is not None]
    punten = tuple(punt(p.per_100k, Periode.parse(p.aantal.periode).label, "land") for p in lijn)
    titel = context.say(
        "vergelijking.land_figuur",
        naam=indicator.naam,
        eerste=bekend[0].per_100k.tekst,
        van=Periode.parse(bekend[0].aantal.periode).zin,
        laatste=bekend[-1].per_100k.tekst,
        tot=Periode.parse(bekend[-1].aantal.periode).zin,
    )
    return _trend(
        context,
        indicator,
        f"{indicator.code}-nederland",
        titel,
        context.say("vergelijking.land_onderschrift", naam=indicator.naam),
        alle,
        (Reeks(lijn[0].label, "land", punten),),
        bekend,
        breaks(context, indicator, LAND, alle),
    )


def _trend(
    context: Context,
    indicator: Indicator,
    naam: str,
    titel: str,
    onderschrift: str,
    periodes: Sequence[Periode],
    reeksen: tuple[Reeks, ...],
    paren: Sequence[Paar],
    strepen: tuple[Breuk, ...],
) -> Figuur:
    """Lines of rates, with the breaks of the series and the same figures as a table."""
    per = f"inwoners {periodes[0].per_label}"
    eenheid = f"{indicator.naam} per 100.000 {per}"
    korte = tuple(short(p) for p in periodes)
    return figure(
        naam,
        titel,
        onderschrift,
        [p.aantal for p in paren],
        Trend(korte, reeksen, eenheid, strepen),
        rate_table(context, titel, paren, per=per),
        alt=" ".join(alt_text(r.label, r.punten, eenheid) for r in reeksen),
    )


def roles(context: Context) -> list[Blok]:
    """Who asked for advice and who reported, in the municipality itself; hidden ones too."""
    feiten, onderwerp = context.feiten, context.onderwerp
    rijen = []
    for code in HOOFDINDICATOREN:
        indicator = feiten.indicatoren[code]
        for deel in feiten.categories(onderwerp.gemeente.code, code, context.periode, "rol"):
            cijfer = aantal(feiten, deel.gebied_code, code, deel.periode, deel.uitsplitsing)
            naam = f"{indicator.naam}, {indicator.category(deel.uitsplitsing)}"
            rijen.append((naam, context.show(cijfer)))
    if len(rijen) < 2:
        return []
    titel = context.say("vergelijking.rollen_figuur")
    punten = tuple(punt(cijfer, naam, "gemeente") for naam, cijfer in rijen)
    tabel = Tabel(titel, ("Wie", "Aantal"), tuple((n, printed(c)) for n, c in rijen), (False, True))
    onderschrift = context.say("vergelijking.rollen_onderschrift")
    cijfers = [cijfer for _, cijfer in rijen]
    blokken: list[Blok] = [
        figure("rollen", titel, onderschrift, cijfers, Balken(punten, "Aantal"), tabel)
    ]
    if any(cijfer.status == "onderdrukt" and cijfer.hoog is not None for cijfer in cijfers):
        blokken.append(Alinea(context.say("vergelijking.verborgen"), "uitleg"))
    return blokken


def cases(context: Context) -> list[Blok]:
    """How many households the reports were about, where that is known for the municipality."""
    code = context.onderwerp.gemeente.code
    cijfer = aantal(context.feiten, code, "casussen", context.periode)
    if cijfer.waarde is None:
        return []
    zin = context.say(
        "vergelijking.casussen",
        aantal=context.show(cijfer).tekst,
        gebied=context.onderwerp.gemeente.naam,
    )
    return [Alinea(zin)]


def _ratio(context: Context) -> list[Blok]:
    """How many adviezen there were for each melding, in the areas that have both."""
    onderwerp, feiten = context.onderwerp, context.feiten
    codes = [onderwerp.gemeente.code, onderwerp.regio.tellingen_eigen, LAND]
    blokken: list[Blok] = []
    for code in codes:
        if not code:
            continue
        cijfer = advice_ratio(feiten, code, context.periode)
        if cijfer.waarde is not None:
            context.show(cijfer)
            marge = cijfer.marge.replace(" tot ", " en ") if cijfer.laag != cijfer.hoog else ""
            zin = context.say(
                "vergelijking.verhouding",
                gebied=context.label(code, onderwerp.periode.jaar),
                getal=cijfer.tekst,
                marge=context.say("vergelijking.verhouding_marge", marge=marge) if marge else "",
            )
            blokken.append(Alinea(zin))
    return blokken
