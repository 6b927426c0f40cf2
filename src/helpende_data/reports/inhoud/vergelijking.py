"""Adviezen and meldingen: own count, subregion, region and country, and how they ran over time."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.figures.model import Balken, Breuk, PuntInterval, Reeks, Trend
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.bouwstenen import (
    Paar,
    alt_text,
    paar,
    printed,
    punt,
    rate_table,
    source_line,
)
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import aantal, verhouding

_INDELINGEN = ("veilig_thuis_eigen", "veilig_thuis_cbs")
_TREND_FROM = 3  # as many periods make a line worth drawing


def vergelijking_sectie(context: Context) -> Sectie:
    """What is meant, how many, compared with whom, and what that does and does not say."""
    teksten, onderwerp = context.teksten, context.onderwerp
    eigen = _has_own(context)
    kop = teksten(
        "vergelijking.kop_eigen" if eigen else "vergelijking.kop", gemeente=onderwerp.gemeente.naam
    )
    blokken: list[Blok] = []
    for code in HOOFDINDICATOREN:
        blokken += _indicator_blocks(context, context.feiten.indicatoren[code])
    blokken += _roles(context)
    blokken += _ratio(context)
    blokken.append(Alinea(teksten("vergelijking.jaar_halfjaar"), "uitleg"))
    return Sectie(kop, "vergelijking", tuple(blokken))


def _has_own(context: Context) -> bool:
    code = context.onderwerp.gemeente.code
    return any(context.feiten.telling(code, i, context.periode) for i in HOOFDINDICATOREN)


def _indicator_blocks(context: Context, indicator: Indicator) -> list[Blok]:
    teksten = context.teksten
    blokken: list[Blok] = [
        Alinea(teksten("vergelijking.wat", naam=indicator.naam, definitie=indicator.definitie)),
        comparison_figure(context, indicator),
        Alinea(teksten("vergelijking.wel", zin=indicator.zegt_wel), "uitleg"),
        Alinea(teksten("vergelijking.niet", zin=indicator.zegt_niet), "uitleg"),
        Alinea(teksten("vergelijking.meer", zin=indicator.meer_kan_betekenen), "uitleg"),
    ]
    lijn = trend_figure(context, indicator) or country_figure(context, indicator)
    if lijn is not None:
        blokken.append(lijn)
    blokken.append(Alinea(teksten("vergelijking.vraag", zin=indicator.vraag)))
    return blokken


def compared_pairs(context: Context, indicator: str) -> list[Paar]:
    """Count and rate of each area, for the report's period and, without a series, earlier ones."""
    onderwerp, feiten = context.onderwerp, context.feiten
    paren = []
    for periode in _shown_periods(context, indicator):
        regio = context.region_code(indicator, str(periode)) or onderwerp.regio.code
        codes = [onderwerp.gemeente.code, onderwerp.subregio.code if onderwerp.subregio else ""]
        eigen = [c for c in codes if c and feiten.telling(c, indicator, str(periode))]
        provincie = feiten.gebieden.area_of(onderwerp.gemeente.code, "provincie", periode.jaar)
        breder = [provincie.code] if provincie else []
        breder = [c for c in breder if feiten.telling(c, indicator, str(periode))]
        for code in [*eigen, regio, *breder, LAND]:
            label = context.label(code, periode.jaar)
            paren.append(paar(context, code, indicator, str(periode), label))
    return paren


def _shown_periods(context: Context, indicator: str) -> list[Periode]:
    """The report's period; before it the last earlier one of the region when there is no series."""
    regio, tot = context.onderwerp.regio, context.onderwerp.periode
    eerder = sorted(
        {
            periode
            for code in (regio.tellingen_eigen, regio.tellingen_cbs)
            if code
            for periode in context.feiten.periodes(code, indicator)
            if periode.soort == tot.soort and periode < tot
        }
    )
    return [tot] if len(eerder) + 1 >= _TREND_FROM else [*eerder[-1:], tot]


def comparison_figure(context: Context, indicator: Indicator) -> Figuur:
    """Dots with limits for the municipality, its region and the country."""
    teksten, periode = context.teksten, context.onderwerp.periode
    paren = compared_pairs(context, indicator.code)
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
    return Figuur(
        f"{indicator.code}-vergelijking",
        titel,
        context.with_exceptions(
            teksten("vergelijking.onderschrift", naam=indicator.naam, tijd=periode.per_label),
            {indicator.code},
            *_INDELINGEN,
        ),
        source_line([p.aantal for p in paren]),
        alt_text(titel, punten, eenheid),
        PuntInterval(punten, eenheid),
        rate_table(titel, paren, per=f"inwoners {periode.per_label}"),
    )


def _finding(context: Context, indicator: Indicator, paren: Sequence[Paar]) -> str:
    """The title of a comparison, from the figures of the report's own period."""
    teksten, periode = context.teksten, context.onderwerp.periode
    nu = [p for p in paren if p.aantal.periode == str(periode)]
    land = next((p for p in nu if p.soort == "land"), None)
    eerste = next((p for p in nu if p.soort != "land" and p.per_100k.waarde is not None), None)
    velden = {"periode": periode.zin, "indicator": indicator.naam.lower()}
    if eerste and land and land.per_100k.waarde is not None:
        return teksten(
            "vergelijking.figuur_twee",
            eerste=eerste.per_100k.tekst,
            gebied=eerste.label,
            tweede=land.per_100k.tekst,
            **velden,
        )
    if eerste:
        return teksten(
            "vergelijking.figuur_een", eerste=eerste.per_100k.tekst, gebied=eerste.label, **velden
        )
    if land and land.per_100k.waarde is not None:
        return teksten("vergelijking.figuur_land", eerste=land.per_100k.tekst, **velden)
    return teksten("vergelijking.figuur_geen", **velden)


def _line(context: Context, code: str, indicator: str, periodes: Sequence[Periode]) -> list[Paar]:
    return [paar(context, code, indicator, str(p), context.label(code, p.jaar)) for p in periodes]


def trend_figure(context: Context, indicator: Indicator) -> Figuur | None:
    """Rates of municipality, subregion, region and country over the years, or None if too few."""
    feiten, onderwerp, teksten = context.feiten, context.onderwerp, context.teksten
    codes = [
        onderwerp.gemeente.code,
        onderwerp.subregio.code if onderwerp.subregio else "",
        onderwerp.regio.tellingen_eigen,
        LAND,
    ]
    periodes = [
        p
        for p in feiten.periodes(onderwerp.gemeente.code, indicator.code)
        if p.soort == onderwerp.periode.soort and not onderwerp.periode < p
    ]
    if len(periodes) < _TREND_FROM:
        return None
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
    eigen = [p.per_100k for p in lijnen[onderwerp.gemeente.code]]
    titel = teksten(
        "vergelijking.trend_figuur",
        naam=indicator.naam,
        van=periodes[0].zin,
        tot=periodes[-1].zin,
        eerste=eigen[0].tekst,
        laatste=eigen[-1].tekst,
        gebied=onderwerp.gemeente.naam,
    )
    alle = [p for lijn in lijnen.values() for p in lijn]
    return _trend(context, indicator, f"{indicator.code}-trend", titel, periodes, reeksen, alle)


def country_figure(context: Context, indicator: Indicator) -> Figuur | None:
    """The country's half-years, as background where the municipality has no series of its own."""
    teksten = context.teksten
    periodes = [p for p in context.feiten.periodes(LAND, indicator.code) if p.soort == "halfjaar"]
    if len(periodes) < _TREND_FROM:
        return None
    alle = _half_years(periodes[0], periodes[-1])
    lijn = _line(context, LAND, indicator.code, alle)
    bekend = [p for p in lijn if p.per_100k.waarde is not None]
    punten = tuple(punt(p.per_100k, Periode.parse(p.aantal.periode).label, "land") for p in lijn)
    titel = teksten(
        "vergelijking.land_figuur",
        naam=indicator.naam,
        eerste=bekend[0].per_100k.tekst,
        van=Periode.parse(bekend[0].aantal.periode).zin,
        laatste=bekend[-1].per_100k.tekst,
        tot=Periode.parse(bekend[-1].aantal.periode).zin,
    )
    reeksen = (Reeks("Nederland", "land", punten),)
    naam = f"{indicator.code}-nederland"
    return _trend(context, indicator, naam, titel, alle, reeksen, bekend)


def _half_years(eerste: Periode, laatste: Periode) -> list[Periode]:
    halfjaren = [laatste]
    while halfjaren[0].first_month > eerste.first_month:
        halfjaren.insert(0, halfjaren[0].previous())
    return halfjaren


def _trend(
    context: Context,
    indicator: Indicator,
    naam: str,
    titel: str,
    periodes: Sequence[Periode],
    reeksen: tuple[Reeks, ...],
    paren: Sequence[Paar],
) -> Figuur:
    teksten, soort = context.teksten, periodes[0]
    eenheid = f"{indicator.naam} per 100.000 inwoners {soort.per_label}"
    sleutel = (
        "vergelijking.land_onderschrift"
        if naam.endswith("-nederland")
        else "vergelijking.onderschrift_trend"
    )
    korte = tuple(_short(p) for p in periodes)
    return Figuur(
        naam,
        titel,
        teksten(sleutel, naam=indicator.naam, tijd=soort.per_label),
        source_line([p.aantal for p in paren]),
        " ".join(alt_text(r.label, r.punten, eenheid) for r in reeksen),
        Trend(korte, reeksen, eenheid, breaks(indicator, periodes, "nieuwe manier van tellen")),
        rate_table(titel, paren, per=f"inwoners {soort.per_label}"),
    )


def _short(periode: Periode) -> str:
    return str(periode) if periode.soort == "jaar" else f"{periode.jaar} {periode.nummer}e helft"


def breaks(indicator: Indicator, periodes: Sequence[Periode], reden: str) -> tuple[Breuk, ...]:
    """Where on the axis a series of this indicator breaks."""
    begin = [(Periode.parse(tekst).first_month) for tekst in indicator.breuken]
    maanden = [p.first_month for p in periodes]
    return tuple(
        Breuk(next(i for i, m in enumerate(maanden) if m >= breuk), reden)
        for breuk in begin
        if maanden[0] < breuk <= maanden[-1]
    )


def _roles(context: Context) -> list[Blok]:
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
    velden = {"gemeente": onderwerp.gemeente.naam, "periode": onderwerp.periode.zin}
    titel = context.teksten("vergelijking.rollen_figuur", **velden)
    punten = tuple(punt(cijfer, naam, "gemeente") for naam, cijfer in rijen)
    tabel = Tabel(titel, ("Wie", "Aantal"), tuple((n, printed(c)) for n, c in rijen), (False, True))
    figuur = Figuur(
        "rollen",
        titel,
        context.teksten("vergelijking.rollen_onderschrift", **velden),
        source_line([cijfer for _, cijfer in rijen]),
        alt_text(titel, punten, "Aantal"),
        Balken(punten, "Aantal"),
        tabel,
    )
    return [figuur]


def _ratio(context: Context) -> list[Blok]:
    """How many adviezen there were for each melding, in the areas that have both."""
    onderwerp, feiten = context.onderwerp, context.feiten
    codes = [onderwerp.gemeente.code, onderwerp.regio.tellingen_eigen, LAND]
    blokken: list[Blok] = []
    for code in codes:
        if not code:
            continue
        cijfer = verhouding(feiten, code, "adviezen", "meldingen", context.periode)
        if cijfer.waarde is not None:
            zin = context.teksten(
                "vergelijking.verhouding",
                gebied=context.label(code, onderwerp.periode.jaar),
                periode=onderwerp.periode.zin,
                getal=context.show(cijfer).tekst,
            )
            blokken.append(Alinea(zin))
    return blokken
