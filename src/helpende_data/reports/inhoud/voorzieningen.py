"""Facilities around Veilig Thuis: counts, and a rate only where catchment and origin are known."""

from __future__ import annotations

from helpende_data.figures.model import Balken
from helpende_data.reports.inhoud.bouwstenen import (
    alt_text,
    denominator_text,
    period_label,
    printed,
    punt,
    source_line,
)
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.model import Alinea, Blok, Figuur, Lijst, Sectie, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import Cijfer, aantal, opgave, per_100k

_INDELINGEN = (
    "moviera",
    "moviera_aware",
    "mensenhandel",
    "huiselijkgeweldregio",
    "veiligheidsregio",
    "ggd",
    "rechtbank",
)


def facilities(context: Context) -> list[tuple[Indicator, Cijfer, Cijfer]]:
    """Count and rate of each facility, for its last period that is not after the report's."""
    feiten, tot = context.feiten, context.onderwerp.periode
    gebieden = (context.onderwerp.regio.code, *_catchments(context))
    gevonden = []
    for indicator in feiten.indicatoren.of_thema("voorziening"):
        for code in gebieden:
            jaren = [
                p
                for p in feiten.periodes(code, indicator.code)
                if p.soort == "jaar" and p.jaar <= tot.jaar
            ]
            if jaren:
                laatste = str(jaren[-1])
                gevonden.append(
                    (
                        indicator,
                        context.show(aantal(feiten, code, indicator.code, laatste)),
                        per_100k(feiten, code, indicator.code, laatste),
                    )
                )
                break
    return gevonden


def _catchments(context: Context) -> list[str]:
    """Catchments of services in which municipalities of this region take part."""
    gebieden, jaar = context.feiten.gebieden, context.onderwerp.periode.jaar
    regio = gebieden.members(context.onderwerp.regio.code, jaar)
    return [
        code
        for code, gebied in gebieden.by_code.items()
        if gebied.soort == "verzorgingsgebied" and gebieden.members(code, jaar) & regio
    ]


def voorzieningen_sectie(context: Context) -> Sectie | None:
    """Counts of the facilities, the reasons why most have no rate, and the exceptions."""
    teksten, gevonden = context.teksten, facilities(context)
    if not gevonden:
        return None
    periodes = {c.periode for _, c, _ in gevonden}
    periode = period_label(periodes.pop()) if len(periodes) == 1 else ""
    blokken: list[Blok] = [
        Alinea(
            teksten("voorzieningen.uitleg", periode=periode)
            if periode
            else teksten("voorzieningen.uitleg_alle")
        )
    ]
    blokken.append(_figure(context, gevonden, periode))
    blokken.append(Lijst(tuple(_rates(context, gevonden))))
    blokken += [Alinea(zin, "let_op") for zin in _same(context, gevonden)]
    blokken += [Alinea(zin, "uitleg") for zin in _printed(context)]
    return Sectie(teksten("voorzieningen.kop"), "voorzieningen", tuple(blokken))


def _figure(
    context: Context, gevonden: list[tuple[Indicator, Cijfer, Cijfer]], periode: str
) -> Figuur:
    teksten = context.teksten
    punten = tuple(
        punt(c, i.naam if periode else f"{i.naam}, {c.periode}", context.soort(c.gebied_code))
        for i, c, _ in gevonden
    )
    bekend = sorted(
        (c for _, c, _ in gevonden if c.waarde is not None), key=lambda c: c.waarde or 0
    )
    titel = teksten("voorzieningen.kop")
    if bekend:
        titel = teksten(
            "voorzieningen.figuur",
            periode=periode or "het laatste bekende jaar",
            laagste=bekend[0].tekst,
            hoogste=bekend[-1].tekst,
        )
    rijen = tuple(
        (
            i.naam,
            period_label(c.periode),
            printed(c),
            f"{rate.tekst} ({rate.marge})" if rate.waarde is not None else "geen",
            denominator_text(rate) or rate.reden,
        )
        for i, c, rate in gevonden
    )
    kolommen = ("Voorziening", "Periode", "Aantal", "Per 100.000", "Inwoners of reden")
    return Figuur(
        "voorzieningen",
        titel,
        context.with_exceptions(
            teksten("voorzieningen.onderschrift", periode=periode or "het genoemde jaar"),
            {indicator.code for indicator, _, _ in gevonden},
            *_INDELINGEN,
        ),
        source_line([c for _, c, _ in gevonden]),
        alt_text(titel, punten, "Aantal"),
        Balken(punten, "Aantal"),
        Tabel(titel, kolommen, rijen, (False, False, True, True, False)),
    )


def _rates(context: Context, gevonden: list[tuple[Indicator, Cijfer, Cijfer]]) -> list[str]:
    """Per facility its rate, or one sentence for each reason why there is none."""
    teksten, jaar = context.teksten, context.onderwerp.periode.jaar
    zinnen: list[str] = []
    redenen: dict[str, list[str]] = {}
    for indicator, cijfer, rate in gevonden:
        if rate.waarde is not None:
            context.show(rate)
            dekking = context.label(rate.dekking, jaar) + context.difference(rate.dekking, jaar)
            velden = {"per_100k": rate.tekst, "marge": rate.marge, "dekking": dekking}
            zinnen.append(teksten("voorzieningen.wel_cijfer", naam=indicator.naam, **velden))
        elif cijfer.waarde is not None:
            redenen.setdefault(rate.reden, []).append(indicator.naam)
    zinnen += [
        teksten("voorzieningen.geen_cijfer", naam="; ".join(namen), reden=reden)
        for reden, namen in redenen.items()
    ]
    return zinnen


def _same(context: Context, gevonden: list[tuple[Indicator, Cijfer, Cijfer]]) -> list[str]:
    """Pairs that are probably the same people under two names."""
    by_code = {i.code: (i, c) for i, c, _ in gevonden}
    zinnen = []
    for indicator, cijfer, _ in gevonden:
        ander = by_code.get(indicator.zelfde_als)
        if ander and indicator.code < ander[0].code and cijfer.waarde == ander[1].waarde:
            namen = {"een": indicator.naam, "ander": ander[0].naam}
            zinnen.append(context.teksten("voorzieningen.zelfde", aantal=cijfer.tekst, **namen))
    return zinnen


def _printed(context: Context) -> list[str]:
    """Statements without a year or in words: told, never counted with."""
    zinnen = []
    for gedrukt in context.feiten.opgaven:
        if gedrukt.indicator == "jbgld_aandeel_complexe_scheiding":
            cijfer = context.show(opgave(context.feiten, gedrukt))
            zinnen.append(context.teksten("voorzieningen.aandeel_jb", aandeel=cijfer.tekst))
        eigen = gedrukt.gebied_code == context.onderwerp.regio.tellingen_eigen
        if eigen and gedrukt.uitsplitsing == "aard:kindermishandeling" and not gedrukt.waarde:
            zinnen.append(context.teksten("voorzieningen.helft", tekst=gedrukt.tekst))
    return zinnen
