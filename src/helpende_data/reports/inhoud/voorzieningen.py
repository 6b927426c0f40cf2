"""Facilities around Veilig Thuis: counts, and a rate only where catchment and origin are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data.figures.model import Balken
from helpende_data.reports.inhoud.bouwstenen import figure, period_label, printed, punt
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


@dataclass(frozen=True)
class Voorziening:
    """A facility with its count and its rate, which may be missing with a reason."""

    indicator: Indicator
    aantal: Cijfer
    per_100k: Cijfer
    opmerking: str  # what the source leaves open


def facilities(context: Context) -> list[Voorziening]:
    """Each facility that is counted, for its last year that is not after the report's."""
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
                wat = (feiten, code, indicator.code, str(jaren[-1]))
                telling = feiten.telling(*wat[1:])
                opmerking = telling.opmerking if telling else ""
                gevonden.append(Voorziening(indicator, aantal(*wat), per_100k(*wat), opmerking))
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
    gevonden = facilities(context)
    if not gevonden:
        return None
    blokken: tuple[Blok, ...] = (
        *_counts(context, gevonden),
        Lijst(tuple(_rates(context, gevonden))),
        *(Alinea(zin, "let_op") for zin in same_people(context, gevonden)),
        *(Alinea(zin, "uitleg") for zin in _printed(context)),
    )
    return Sectie(context.say("voorzieningen.kop"), "voorzieningen", blokken)


def facility_page(context: Context) -> Sectie | None:
    """Only the counts of the facilities, and which of them are probably the same people."""
    gevonden = facilities(context)
    if not gevonden:
        return None
    blokken = (
        *_counts(context, gevonden),
        *(Alinea(zin, "let_op") for zin in same_people(context, gevonden)),
    )
    kop = context.say("voorzieningen.kop")
    return Sectie(kop, "voorzieningen", blokken, nieuwe_pagina=True)


def _counts(context: Context, gevonden: Sequence[Voorziening]) -> tuple[Blok, ...]:
    for voorziening in gevonden:
        context.show(voorziening.aantal)
    periodes = {v.aantal.periode for v in gevonden}
    periode = period_label(periodes.pop()) if len(periodes) == 1 else ""
    if periode:
        uitleg = context.say("voorzieningen.uitleg", periode=periode)
    else:
        uitleg = context.say("voorzieningen.uitleg_alle")
    return Alinea(uitleg), _figure(context, gevonden, periode)


def _figure(context: Context, gevonden: Sequence[Voorziening], periode: str) -> Figuur:
    """Bars of the counts; without one `periode` for all, each bar names its own."""
    punten = tuple(
        punt(
            v.aantal,
            v.indicator.naam if periode else f"{v.indicator.naam}, {v.aantal.periode}",
            context.soort(v.aantal.gebied_code),
        )
        for v in gevonden
    )
    bekend = sorted(
        (v.aantal for v in gevonden if v.aantal.waarde is not None), key=lambda c: c.waarde or 0
    )
    titel = context.say("voorzieningen.kop")
    if bekend:
        titel = context.say(
            "voorzieningen.figuur",
            periode=periode or context.say("voorzieningen.laatste_jaar"),
            laagste=bekend[0].tekst,
            hoogste=bekend[-1].tekst,
        )
    onderschrift = context.say(
        "voorzieningen.onderschrift", periode=periode or context.say("voorzieningen.genoemd_jaar")
    )
    return figure(
        "voorzieningen",
        titel,
        context.with_exceptions(onderschrift, {v.indicator.code for v in gevonden}, *_INDELINGEN),
        [v.aantal for v in gevonden],
        Balken(punten, "Aantal"),
        _table(context, titel, gevonden),
    )


def _table(context: Context, titel: str, gevonden: Sequence[Voorziening]) -> Tabel:
    rijen = []
    for v in gevonden:
        rate = v.per_100k
        if rate.noemer is not None:
            context.show(rate)
        rijen.append(
            (
                v.indicator.naam,
                period_label(v.aantal.periode),
                printed(v.aantal),
                f"{rate.tekst} ({rate.marge})" if rate.waarde is not None else "geen",
                rate.noemer_tekst or rate.reden,
            )
        )
    kolommen = ("Voorziening", "Periode", "Aantal", "Per 100.000", "Inwoners of reden")
    return Tabel(titel, kolommen, tuple(rijen), (False, False, True, True, False))


def _rates(context: Context, gevonden: Sequence[Voorziening]) -> list[str]:
    """Per facility its rate, or one sentence for each reason why there is none."""
    jaar = context.onderwerp.periode.jaar
    zinnen: list[str] = []
    redenen: dict[str, list[str]] = {}
    for v in gevonden:
        if v.per_100k.waarde is not None:
            rate = context.show(v.per_100k)
            dekking = context.label(rate.dekking, jaar) + context.difference(rate.dekking, jaar)
            twijfel = context.say("voorzieningen.twijfel", zin=v.opmerking) if v.opmerking else ""
            velden = {"per_100k": rate.tekst, "marge": context.margin(rate), "dekking": dekking}
            velden["twijfel"] = twijfel
            zinnen.append(context.say("voorzieningen.wel_cijfer", naam=v.indicator.naam, **velden))
        elif v.aantal.waarde is not None:
            redenen.setdefault(v.per_100k.reden, []).append(v.indicator.naam)
    zinnen += [
        context.say("voorzieningen.geen_cijfer", naam="; ".join(namen), reden=reden)
        for reden, namen in redenen.items()
    ]
    return zinnen


def same_people(context: Context, gevonden: Sequence[Voorziening]) -> list[str]:
    """Pairs that are probably the same people under two names."""
    by_code = {v.indicator.code: v for v in gevonden}
    zinnen = []
    for v in gevonden:
        ander = by_code.get(v.indicator.zelfde_als)
        # Each of the two names the other: the first by code tells it for both.
        eerste = ander is not None and v.indicator.code < ander.indicator.code
        if ander is None or v.aantal.zelf_afgerond or ander.aantal.zelf_afgerond:
            continue  # rounded alike is not the same
        if eerste and v.aantal.waarde == ander.aantal.waarde:
            namen = {"een": v.indicator.naam, "ander": ander.indicator.naam}
            zinnen.append(context.say("voorzieningen.zelfde", aantal=v.aantal.tekst, **namen))
    return zinnen


def _printed(context: Context) -> list[str]:
    """Statements of the region or of a service, for which the texts have a sentence.

    They have no year or are in words: told, never counted with.
    """
    zinnen = context.teksten.table("voorzieningen.opgaven")
    gebieden, regio = context.feiten.gebieden, context.onderwerp.regio
    gevonden = []
    for gedrukt in context.feiten.opgaven:
        sleutel = f"{gedrukt.indicator}/{gedrukt.uitsplitsing}/{gedrukt.eenheid}"
        code = gedrukt.gebied_code
        van_hier = code in regio.tellingen or gebieden[code].soort == "verzorgingsgebied"
        if sleutel not in zinnen or not van_hier:
            continue
        cijfer = opgave(context.feiten, gedrukt)
        if cijfer.waarde is not None:
            context.show(cijfer)
        velden = {"cijfer": cijfer.tekst, "tekst": gedrukt.tekst}
        gevonden.append(context.say(f"voorzieningen.opgaven.{sleutel}", **velden))
    return gevonden
