"""Other sources of the plan: local team, self-scan, risk factors, partners in the chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data.figures.model import Balken
from helpende_data.reports.andere_bronnen import AndereBron
from helpende_data.reports.inhoud.bouwstenen import (
    figure,
    note,
    people,
    period_label,
    printed,
    punt,
)
from helpende_data.reports.inhoud.context import LAND, Context
from helpende_data.reports.model import Alinea, Blok, Figuur, Lijst, Sectie, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import Cijfer, aandeel, aantal, per_100k

_OLD = 4  # a source that is so many years older than the report says nothing of its period


@dataclass(frozen=True)
class Rij:
    """One count of a source, and its share in the total where it has one."""

    naam: str
    aantal: Cijfer
    aandeel: Cijfer | None


def andere_secties(context: Context, *, alleen: str = "") -> list[Sectie]:
    """A chapter for each large source with figures, and one for the other sources together.

    What has parts is a figure; what is one number is a row in the table of the other sources.

    Args:
        alleen: the code of one source; empty takes all.
    """
    secties: list[Sectie] = []
    los: list[tuple[Indicator, str, str]] = []
    klein: list[Blok] = []
    for bron in context.andere_bronnen:
        if alleen not in ("", bron.code):
            continue
        blokken: list[Blok] = []
        for indicator, code, periode in _known(context, bron):
            if not _has_parts(context, indicator, code, periode):
                los.append((indicator, code, periode))
                continue
            blokken.append(_figure(context, indicator, code, periode))
            niet = context.say("vergelijking.niet", zin=indicator.zegt_niet)
            blokken.append(Alinea(niet, "uitleg"))
            if indicator.vraag:
                blokken.append(Alinea(context.say("vergelijking.vraag", zin=indicator.vraag)))
        if blokken and bron.groot:
            secties.append(Sectie(bron.naam, f"bron-{bron.code}", tuple(blokken)))
        else:
            klein += blokken
    if los:
        klein.insert(0, _table(context, los))
        zinnen = tuple(f"{i.naam}. {i.zegt_niet}" for i, *_ in los if i.zegt_niet)
        klein[1:1] = [Alinea(context.say("andere.niet"), "uitleg"), Lijst(zinnen)]
    if klein:
        uitleg = Alinea(context.say("andere.uitleg"))
        secties.append(Sectie(context.say("andere.kop"), "andere-bronnen", (uitleg, *klein)))
    return secties


def missing_sources(context: Context) -> list[Blok]:
    """Which sources could still fill the report: a table for policy, one line for a team."""
    ontbreekt = [
        bron
        for bron in context.andere_bronnen
        if not any(place(context, context.feiten.indicatoren[i]) for i in bron.indicatoren)
    ]
    if not ontbreekt:
        return []
    if context.onderwerp.publiek == "team":
        namen = tuple(bron.naam for bron in ontbreekt)
        return [Alinea(context.say("andere.ontbreekt_team")), Lijst(namen)]
    rijen = tuple((bron.naam, bron.wie, bron.vraag, bron.code) for bron in ontbreekt)
    kolommen = ("Bron", "Wie de cijfers heeft", "Vraag van het plan", "Sjabloon")
    return [
        Alinea(context.say("andere.ontbreekt")),
        Tabel(context.say("andere.ontbreekt_tabel"), kolommen, rijen, (False,) * 4),
    ]


def _known(context: Context, bron: AndereBron) -> list[tuple[Indicator, str, str]]:
    """The indicators of a source that have a figure, with its area and period."""
    bekend = []
    for naam in bron.indicatoren:
        indicator = context.feiten.indicatoren[naam]
        plaats = place(context, indicator)
        # Facilities have a chapter of their own, which shows the region.
        if plaats and (indicator.thema != "voorziening" or _is_own(context, plaats)):
            bekend.append((indicator, *plaats))
    return bekend


def _has_parts(context: Context, indicator: Indicator, code: str, periode: str) -> bool:
    return any(
        context.feiten.categories(code, indicator.code, periode, dimensie)
        for dimensie in indicator.dimensies
    )


def _table(context: Context, los: Sequence[tuple[Indicator, str, str]]) -> Tabel:
    """One row for each number: where, when, how many, and per inhabitants where that fits."""
    rijen, cijfers = [], []
    for indicator, code, periode in los:
        cijfer = context.show(aantal(context.feiten, code, indicator.code, periode))
        rate = per_100k(context.feiten, code, indicator.code, periode)
        if rate.noemer is not None:
            context.show(rate)
        wie = people(rate).removeprefix("inwoners")
        per = (
            f"{rate.tekst} ({rate.marge}){wie and ','}{wie}" if rate.waarde is not None else "geen"
        )
        gebied = context.label(code, int(periode[:4]))
        rijen.append((indicator.naam, gebied, period_label(periode), printed(cijfer), per))
        cijfers.append(cijfer)
    kolommen = ("Wat", "Gebied", "Periode", "Aantal", "Per 100.000 inwoners (marge)")
    titel = context.say("andere.tabel")
    rechts = (False, False, False, True, True)
    return Tabel(titel, kolommen, tuple(rijen), rechts, note(context, cijfers))


def _is_own(context: Context, plaats: tuple[str, str]) -> bool:
    return plaats[0] == context.onderwerp.gemeente.code


def place(context: Context, indicator: Indicator) -> tuple[str, str] | None:
    """The nearest area with a count, and its last period that is not after the report's."""
    tot = context.onderwerp.periode
    regio = context.onderwerp.regio
    gebieden = context.feiten.gebieden
    leden = gebieden.members(regio.code, tot.jaar)
    catchments = (
        code
        for code, gebied in gebieden.by_code.items()
        # Of another region's services nothing belongs in this report.
        if gebied.soort == "verzorgingsgebied" and gebieden.members(code, tot.jaar) & leden
    )
    for code in (context.onderwerp.gemeente.code, regio.code, *regio.tellingen, *catchments, LAND):
        periodes = [
            p
            for deel in ("totaal", *_parts_of(indicator))
            for p in context.feiten.periodes(code, indicator.code, deel)
            if p.soort == "jaar" and tot.jaar - _OLD < p.jaar <= tot.jaar
        ]
        if periodes:
            return code, str(max(periodes))
    return None


def _parts_of(indicator: Indicator) -> list[str]:
    """Every ``dimensie:categorie`` of an indicator."""
    return [f"{d.code}:{deel}" for d in indicator.dimensies.values() for deel in d.categorieen]


def _rows(context: Context, indicator: Indicator, code: str, periode: str) -> list[Rij]:
    """The total, where there is one, and then its parts, each registered as shown."""
    feiten = context.feiten
    rijen = []
    totaal = feiten.telling(code, indicator.code, periode) is not None
    if totaal:
        geheel = context.show(aantal(feiten, code, indicator.code, periode))
        rijen.append(Rij(indicator.naam, geheel, None))
    for dimensie in indicator.dimensies:
        for deel in feiten.categories(code, indicator.code, periode, dimensie):
            wat = (feiten, code, indicator.code, periode, deel.uitsplitsing)
            rijen.append(
                Rij(
                    indicator.category(deel.uitsplitsing),
                    context.show(aantal(*wat)),
                    context.show(aandeel(*wat)) if totaal else None,
                )
            )
    return rijen


def _figure(context: Context, indicator: Indicator, code: str, periode: str) -> Figuur:
    rijen = _rows(context, indicator, code, periode)
    gebied = context.label(code, int(periode))
    velden = {"naam": indicator.naam, "gebied": gebied, "jaar": period_label(periode)}
    titel = context.say("andere.figuur", **velden)
    meervoudig = any(d.optelsoort == "meervoudig" for d in indicator.dimensies.values())
    dubbel = context.say("andere.meervoudig") if meervoudig else ""
    onderschrift = context.say(
        "andere.onderschrift",
        definitie=indicator.definitie,
        erbij="" if indicator.eenheid else dubbel,
    )
    soort = context.soort(code)
    balken = tuple(punt(r.aantal, r.naam, soort) for r in rijen)
    aandelen = any(r.aandeel for r in rijen)
    tabel = Tabel(
        titel,
        ("Wat", (indicator.eenheid or "aantal").capitalize(), *(("Aandeel",) if aandelen else ())),
        tuple((r.naam, printed(r.aantal), *((_share(r),) if aandelen else ())) for r in rijen),
        (False, True, *((True,) if aandelen else ())),
        note(context, [r.aantal for r in rijen]),
    )
    return figure(
        f"bron-{indicator.code.replace('_', '-')}",
        titel,
        onderschrift,
        [r.aantal for r in rijen],
        Balken(balken, (indicator.eenheid or "aantal").capitalize()),
        tabel,
    )


def _share(rij: Rij) -> str:
    if rij.aandeel is None or rij.aandeel.waarde is None:
        return ""
    return f"{rij.aandeel.tekst}\N{NO-BREAK SPACE}%"
