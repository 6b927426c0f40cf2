"""The report about one kind of violence, for a meeting of the region. Knows no format."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.errors import UnknownError
from helpende_data.figures.model import PuntInterval, Reeks, Trend
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.bouwstenen import (
    NIETS,
    Paar,
    alt_text,
    figure,
    note,
    people,
    printed,
    punt,
    rate_table,
)
from helpende_data.reports.inhoud.context import LAND, Context, join
from helpende_data.reports.inhoud.duiding import explanations
from helpende_data.reports.inhoud.jaartellingen import yearly_counts
from helpende_data.reports.inhoud.oordeel import trend_sentence, years_together
from helpende_data.reports.inhoud.themas import Thema, region_only, series, themas, together
from helpende_data.reports.inhoud.tijdlijn import breaks
from helpende_data.reports.model import Alinea, Blok, Figuur, Lijst, Rapport, Sectie, Tabel
from helpende_data.reports.soorten.gebied import members
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.soorten.thema_andere import other_sources
from helpende_data.reports.teksten import Teksten
from helpende_data.schema import Indicator
from helpende_data.statistics import Cijfer, aandeel, aantal, per_100k
from helpende_data.statistics.ketens import MELDINGEN
from helpende_data.statistics.trends import NIET_TE_BEPALEN

_TREND_FROM = 3  # as many years make a line worth drawing


def build_thema(context: Context, zinnen: Teksten, eigen_bestanden: Sequence[str] = ()) -> Rapport:
    """The report about the theme of the context, in its region or subregion.

    Args:
        zinnen: the sentences of the other reports.
    """
    thema = next(t for t in themas(context) if t.code == context.onderwerp.thema)
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    kop = thema.naam[0].upper() + thema.naam[1:]
    secties = [
        _counted(context, zinnen, thema),
        years_section(context, zinnen, thema),
        _parts(context, zinnen, thema),
        other_sources(context, zinnen, thema),
        _meaning(context, zinnen, thema),
    ]
    kern = _core(context, zinnen, thema)
    if all(cijfer.gebied_code == LAND for cijfer in context.getoond):
        raise _nothing_known(context, thema)
    return assemble(
        context,
        titel=zinnen("thema.titel", thema=kop, gebied=gebied),
        ondertitel=zinnen("thema.ondertitel", periode=periode.label),
        kern=kern,
        secties=[sectie for sectie in secties if sectie],
        eigen_bestanden=eigen_bestanden,
    )


def _nothing_known(context: Context, thema: Thema) -> UnknownError:
    """A report about nothing is none: which themes do have figures?"""
    codes = (context.onderwerp.gemeente.code, *context.onderwerp.regio.tellingen)
    bekend = [
        ander.naam
        for ander in themas(context)
        if ander.uitsplitsing
        and any(context.feiten.periodes(c, MELDINGEN, ander.uitsplitsing) for c in codes)
    ]
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    return UnknownError(
        f"over {thema.naam} is in {gebied} geen enkel cijfer bekend ({periode.zin})",
        doe=f"kies een thema met cijfers: {join(bekend)}"
        if bekend
        else "lees een levering in met: hd ingest BESTAND",
    )


def counted_in(context: Context, thema: Thema, indicator: str) -> str | None:
    """Under which code the area itself has this count, or None.

    A smaller area never takes the count of the region that it is a part of, but for a theme that
    the policy shows of regions only.
    """
    eigen, regio = context.onderwerp.gemeente, context.onderwerp.regio
    hele_regio = eigen.soort == "regio" or region_only(context, thema)
    codes = regio.tellingen if hele_regio else (eigen.code,)
    return next((c for c in codes if has_count(context, thema, c, indicator)), None)


def has_count(context: Context, thema: Thema, code: str, indicator: str) -> bool:
    """Has the area this count over the period, hidden or not?"""
    telling = context.feiten.telling
    return bool(
        thema.uitsplitsing and telling(code, indicator, context.periode, thema.uitsplitsing)
    )


def main_sentences(context: Context, zinnen: Teksten, thema: Thema) -> list[str]:
    """How many reports and what share, or that it is not known with the last year that is."""
    code = counted_in(context, thema, MELDINGEN)
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    if code is None:
        return [zinnen("thema.niet_bekend", gebied=gebied, periode=periode.zin, thema=thema.naam)]
    wat = (context.feiten, code, MELDINGEN, context.periode, thema.uitsplitsing)
    telling, deel, rate = context.show(aantal(*wat)), aandeel(*wat), per_100k(*wat)
    velden = {"gebied": context.label(code, periode.jaar), "thema": thema.naam}
    if telling.waarde is None:
        return [zinnen("thema.verborgen", periode=periode.zin, reden=telling.tekst, **velden)]
    ster = zinnen("thema.voorlopig") if telling.voorlopig else ""
    regels = [zinnen("thema.aantal", periode=periode.zin, aantal=telling.tekst, **velden) + ster]
    if not is_reliable(context, telling):
        return [*regels, zinnen("thema.weinig")]
    if deel.waarde is not None and not deel.klein:
        context.show(deel)
        regels.append(zinnen("thema.aandeel", aandeel=deel.tekst, marge=deel.marge))
    if rate.waarde is not None and not rate.klein:
        context.show(rate)
        velden = {"tijd": periode.per_label, "wie": people(rate)}
        regels.append(zinnen("thema.per", per=rate.tekst, inwoners=rate.noemer_tekst, **velden))
    return regels


def is_reliable(context: Context, telling: Cijfer) -> bool:
    """Is the count certainly at or above the limit for words?"""
    laagste = telling.waarde if telling.laag is None else telling.laag
    vergelijker = context.vergelijker
    return (
        vergelijker is not None
        and telling.waarde is not None
        and (laagste or 0) >= vergelijker.regels.woord_vanaf
    )


def _core(context: Context, zinnen: Teksten, thema: Thema) -> list[str]:
    regels = [" ".join(main_sentences(context, zinnen, thema))]
    land = _pair(context, thema, LAND, MELDINGEN)
    if land and land.per_100k.waarde is not None:
        velden = {"tijd": context.onderwerp.periode.per_label, "wie": people(land.per_100k)}
        regels.append(zinnen("thema.land", per=land.per_100k.tekst, **velden))
    if jaren := _first_and_last(context, zinnen, thema):
        regels.insert(1, jaren)
    return [*regels, zinnen("thema.meer"), zinnen("thema.ongezien", thema=thema.naam)]


def _first_and_last(context: Context, zinnen: Teksten, thema: Thema) -> str:
    """The first and the last known year after a break; the verdict where one may be said."""
    code = counted_in(context, thema, MELDINGEN)
    beeld = series(context, thema, code) if code else None
    if beeld is None:
        return ""
    vanaf = max(beeld.breuken, default=0)
    bekend = [j.aantal for j in beeld.jaren if j.jaar >= vanaf and j.aantal.waarde is not None]
    if len(bekend) < _TREND_FROM:
        return ""
    eerste, laatste = context.show(bekend[0]), context.show(bekend[-1])
    velden = {"van": eerste.periode, "tot": laatste.periode}
    zin = zinnen("thema.kern_jaren", eerste=eerste.tekst, laatste=laatste.tekst, **velden)
    if beeld.oordeel == NIET_TE_BEPALEN or not is_reliable(context, laatste):
        return zin + zinnen("thema.kern_onbepaald")
    return zin + zinnen("thema.kern_oordeel", oordeel=beeld.oordeel)


def _indicators(context: Context, thema: Thema) -> list[Indicator]:
    """What is counted by kind, and has this kind."""
    dimensie, _, deel = thema.uitsplitsing.partition(":")
    return [
        i
        for i in context.feiten.indicatoren.by_code.values()
        if dimensie in i.dimensies and deel in i.dimensies[dimensie].categorieen
    ]


def _pair(context: Context, thema: Thema, code: str, indicator: str) -> Paar | None:
    """Count and rate of an area, where it is counted; both registered as shown."""
    if not has_count(context, thema, code, indicator):
        return None
    wat = (context.feiten, code, indicator, context.periode, thema.uitsplitsing)
    telling, rate = context.show(aantal(*wat)), context.show(per_100k(*wat))
    label = context.label(code, context.onderwerp.periode.jaar)
    return Paar(label, context.soort(code), telling, rate)


def area_pairs(context: Context, thema: Thema, codes: Sequence[str | None]) -> list[Paar]:
    """Reports about the theme of each of these areas that has a count."""
    gevonden = (_pair(context, thema, code, MELDINGEN) for code in codes if code)
    return [p for p in gevonden if p]


def _counted(context: Context, zinnen: Teksten, thema: Thema) -> Sectie:
    """What is meant, how many in this area and the country, and of what share."""
    wat_is = context.teksten.table("themas.wat_is")[thema.code]
    blokken: list[Blok] = [Alinea(context.say("themas.wat", zin=wat_is))]
    blokken += [Alinea(zin) for zin in main_sentences(context, zinnen, thema)]
    paren = area_pairs(context, thema, (counted_in(context, thema, MELDINGEN), LAND))
    if any(p.per_100k.waarde is not None for p in paren):
        blokken.append(_beside(context, zinnen, thema, paren))
    redenen = dict.fromkeys(p.per_100k.reden for p in paren if p.per_100k.reden)
    blokken += [Alinea(zinnen("thema.geen_per", reden=reden), "uitleg") for reden in redenen]
    tabel = _all_counts(context, zinnen, thema)
    if tabel.rijen:
        blokken += [tabel, Alinea(context.say("themas.meervoudig"), "uitleg")]
    elif not thema.uitsplitsing:
        blokken.append(Alinea(zinnen("thema.niet_geteld", thema=thema.naam), "let_op"))
    return Sectie(zinnen("thema.aantal_kop"), "aantal", tuple(blokken), nieuwe_pagina=True)


def _beside(context: Context, zinnen: Teksten, thema: Thema, paren: list[Paar]) -> Figuur:
    periode = context.onderwerp.periode
    wie = next(people(p.per_100k) for p in paren if p.per_100k.waarde is not None)
    velden = {"thema": thema.naam, "wie": wie, "tijd": periode.per_label}
    titel = zinnen("thema.figuur", **velden)
    return figure(
        "thema-naast-elkaar",
        titel,
        zinnen("thema.onderschrift", periode=periode.zin, **velden),
        [p.aantal for p in paren],
        PuntInterval(
            tuple(punt(p.per_100k, p.label, p.soort) for p in paren), zinnen("thema.eenheid")
        ),
        rate_table(context, titel, paren, per=wie),
    )


def _all_counts(context: Context, zinnen: Teksten, thema: Thema) -> Tabel:
    """Every indicator that is counted by kind, for the area and the country."""
    rijen, cijfers = [], []
    for indicator in _indicators(context, thema):
        for code in dict.fromkeys((counted_in(context, thema, indicator.code), LAND)):
            if not code or not has_count(context, thema, code, indicator.code):
                continue
            wat = (context.feiten, code, indicator.code, context.periode, thema.uitsplitsing)
            telling, deel = context.show(aantal(*wat)), context.show(aandeel(*wat))
            cijfers += [telling, deel]
            ster = " *" if deel.voorlopig else ""
            pct = f"{deel.tekst} %{ster}" if deel.waarde is not None else "niet bekend"
            label = context.label(code, context.onderwerp.periode.jaar)
            rijen.append((indicator.naam, label, printed(telling), pct, deel.marge or NIETS))
    return Tabel(
        zinnen("thema.tabel", thema=thema.naam, periode=context.onderwerp.periode.zin),
        ("Wat", "Gebied", "Aantal", "Deel van alle", "Marge (95 %)"),
        tuple(rijen),
        (False, False, True, True, True),
        note(context, cijfers),
    )


def years_section(context: Context, zinnen: Teksten, thema: Thema) -> Sectie | None:
    """The whole years of the area's reports: a line or a table, a verdict, and years together."""
    code, periode = counted_in(context, thema, MELDINGEN), context.onderwerp.periode
    beeld = series(context, thema, code) if code else None
    if code is None or beeld is None:
        return None
    label, soort = context.label(code, periode.jaar), context.soort(code)
    paren = [
        Paar(label, soort, context.show(j.aantal), context.show(j.cijfer)) for j in beeld.jaren
    ]
    if sum(p.aantal.waarde is not None for p in paren) < 2:
        zin = zinnen("thema.een_jaar", gebied=label, thema=thema.naam)
        return Sectie(zinnen("thema.jaren_kop"), "jaren", (Alinea(zin),))
    zonder = all(p.per_100k.waarde is None for p in paren)
    tellingen = [p.aantal for p in paren] if zonder else []
    if lijn := yearly_counts(context, "thema-jaren", thema.naam, label, tellingen):
        zinnen_erbij = dict.fromkeys(g.zin for g in beeld.gebeurtenissen)
        return Sectie(zinnen("thema.jaren_kop"), "jaren", (lijn, *map(Alinea, zinnen_erbij)))
    wie = next((people(p.per_100k) for p in paren if p.per_100k.waarde is not None), "inwoners")
    titel = zinnen("thema.jaren_figuur", thema=thema.naam, gebied=label)
    eenheid = zinnen("thema.per_jaar", wie=wie, tijd=periode.per_label)
    tabel = rate_table(context, titel, paren, per=wie)
    blokken: list[Blok] = [tabel]
    if len(paren) >= _TREND_FROM and not zonder:
        periodes = [Periode.parse(p.aantal.periode) for p in paren]
        punten = tuple(
            punt(p.per_100k, jaar.label, soort) for p, jaar in zip(paren, periodes, strict=True)
        )
        tekening = Trend(
            tuple(map(str, periodes)),
            (Reeks(label, soort, punten),),
            eenheid,
            breaks(
                context,
                context.feiten.indicatoren[MELDINGEN],
                code,
                periodes,
                deel=thema.uitsplitsing,
            ),
        )
        onderschrift = zinnen("thema.jaren_onderschrift")
        alt = alt_text(titel, punten, eenheid)
        cijfers = [p.aantal for p in paren]
        blokken = [figure("thema-jaren", titel, onderschrift, cijfers, tekening, tabel, alt=alt)]
    naam = zinnen("thema.meldingen_over", thema=thema.naam)
    blokken.append(Alinea(trend_sentence(context, naam, beeld)))
    blokken += years_together(context, naam, beeld)
    blokken += [Alinea(zin) for zin in dict.fromkeys(g.zin for g in beeld.gebeurtenissen)]
    return Sectie(zinnen("thema.jaren_kop"), "jaren", tuple(blokken))


def _parts(context: Context, zinnen: Teksten, thema: Thema) -> Sectie | None:
    """The subregions and municipalities by the alphabet, unless the policy keeps them out."""
    if not thema.uitsplitsing:
        return None
    kop = zinnen("thema.delen_kop")
    if region_only(context, thema):
        zin = zinnen("thema.alleen_regio", thema=thema.naam)
        return Sectie(kop, "delen", (Alinea(zin, "let_op"),))
    onderwerp = context.onderwerp
    delen = () if onderwerp.gemeente.soort == "subregio" else onderwerp.regio.subregios
    paren = area_pairs(context, thema, (*delen, *members(context)))
    if not paren:
        zin = zinnen("thema.geen_delen", thema=thema.naam, periode=onderwerp.periode.zin)
        return Sectie(kop, "delen", (Alinea(zin),))
    tabel = _parts_table(context, zinnen, thema, paren)
    blokken = (Alinea(zinnen("regio.alfabet")), Alinea(zinnen("thema.klein")), tabel)
    return Sectie(kop, "delen", blokken, nieuwe_pagina=True)


def _parts_table(context: Context, zinnen: Teksten, thema: Thema, paren: list[Paar]) -> Tabel:
    """Each area's count and rate over the period, and its last years together where it is small."""
    titel = zinnen("thema.delen_tabel", thema=thema.naam, periode=context.onderwerp.periode.zin)
    noot = note(context, [p.aantal for p in paren])
    if all(p.per_100k.noemer is None for p in paren):
        aantallen = tuple((p.label, printed(p.aantal)) for p in paren)
        return Tabel(titel, ("Gebied", "Aantal"), aantallen, (False, True), noot)
    wie = next((people(p.per_100k) for p in paren if p.per_100k.waarde is not None), "inwoners")
    rijen = tuple(
        (
            p.label,
            printed(p.aantal),
            printed(p.per_100k),
            p.per_100k.marge or NIETS,
            p.per_100k.noemer_tekst or NIETS,
            _together(context, thema, p.aantal.gebied_code),
        )
        for p in paren
    )
    kolommen = ("Gebied", "Aantal", f"Per 100.000 {wie}", "Marge (95 %)", "Inwoners")
    return Tabel(
        titel,
        (*kolommen, zinnen("thema.samen", wie=wie)),
        rijen,
        (False, True, True, True, True, True),
        noot,
    )


def _together(context: Context, thema: Thema, code: str) -> str:
    cijfer = together(context, thema, code)
    return f"{printed(cijfer)} ({cijfer.periode})" if cijfer else NIETS


def _meaning(context: Context, zinnen: Teksten, thema: Thema) -> Sectie:
    """What the figures do and do not say, what may lie behind them, and questions for the room."""
    indicator = context.feiten.indicatoren[MELDINGEN]
    vragen = zinnen.table("thema.vragen")
    return Sectie(
        zinnen("thema.gesprek_kop"),
        "gesprek",
        (
            Alinea(context.say("vergelijking.wel", zin=indicator.zegt_wel)),
            Alinea(context.say("vergelijking.niet", zin=indicator.zegt_niet)),
            *(explanations(context, thema.code) or explanations(context, MELDINGEN)),
            Alinea(zinnen("thema.vragen_kop")),
            Lijst(
                tuple(zinnen(f"thema.vragen.{v}", thema=thema.naam) for v in vragen), genummerd=True
            ),
            Lijst((zinnen("thema.afspraak"), zinnen("thema.ervaring"))),
        ),
        nieuwe_pagina=True,
    )
