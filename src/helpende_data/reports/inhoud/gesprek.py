"""What people wrote themselves: last year's agreements beside this year's figure, own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpende_data.gesprek import Afspraak, Toelichting
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.model import Alinea, Blok, Sectie, Tabel
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Cijfer, aantal
from helpende_data.statistics.onderscheid import detectable


def afspraken_sectie(context: Context) -> Sectie | None:
    """What was agreed, whether it was done, and what its figure shows; None without agreements."""
    eerder = context.gesprek.before(context.onderwerp.periode.jaar)
    if not eerder:
        return None
    say = context.say
    rijen = tuple(_row(context, afspraak) for afspraak in eerder)
    kolommen = ("Jaar", "Afspraak", "Wie en wanneer", "Waaraan zien we het?", "Gedaan?")
    blokken: list[Blok] = [
        Alinea(say("afspraken.uitleg")),
        Tabel(say("afspraken.tabel"), kolommen, rijen, (False,) * 5),
    ]
    paren = dict.fromkeys((a.cijfer, a.jaar) for a in eerder if a.cijfer)
    blokken += [Alinea(_then_and_now(context, code, jaar)) for code, jaar in paren]
    if any(not a.cijfer for a in eerder):
        blokken.append(Alinea(say("afspraken.zonder_cijfer"), "uitleg"))
    return Sectie(say("afspraken.kop"), "afspraken", tuple(blokken), nieuwe_pagina=True)


def _row(context: Context, afspraak: Afspraak) -> tuple[str, ...]:
    wanneer = f", {afspraak.wanneer}" if afspraak.wanneer else ""
    uitleg = f": {afspraak.toelichting}" if afspraak.toelichting else ""
    lijn = f" ({afspraak.actielijn})" if afspraak.actielijn else ""
    return (
        context.constant(str(afspraak.jaar)),
        f"{afspraak.afspraak}{lijn}",
        context.say("afspraken.wie", functie=afspraak.functie, wanneer=wanneer),
        afspraak.waaraan or "–",
        context.say("afspraken.stand", gedaan=afspraak.gedaan, toelichting=uitleg),
    )


def _then_and_now(context: Context, code: str, jaar: int) -> str:
    """The count of then and of now, and whether they differ by more than chance."""
    feiten, gemeente = context.feiten, context.onderwerp.gemeente.code
    naam = feiten.indicatoren[code].naam
    toen = aantal(feiten, gemeente, code, str(jaar))
    nu = aantal(feiten, gemeente, code, context.periode)
    velden = {"naam": naam, "jaar": str(jaar)}
    if toen.waarde is not None and context.onderwerp.periode.soort != "jaar":
        return context.say("afspraken.oud_en_nu_half", toen=context.show(toen).tekst, **velden)
    verschil = detectable(feiten, gemeente, code, tot=jaar)
    if toen.waarde is None or nu.waarde is None or verschil.periode != str(jaar):
        return context.say("afspraken.geen_cijfer", **velden)
    context.show(toen)
    zin = context.say("afspraken.oud_en_nu", toen=toen.tekst, nu=_now(context, nu), **velden)
    telling = feiten.telling(gemeente, code, context.periode, TOTAAL)
    # Of a rounded count the side that asks most: only what is certain is called different. The
    # limits are told as a count is printed, so its rounding comes on top.
    bekend = (telling.laag, telling.hoog) if telling and telling.hoog is not None else None
    laag, hoog = bekend or (nu.waarde, nu.waarde)
    hoger, lager = (
        None if grens is None else round(grens + marge)
        for grens, marge in (
            (verschil.hoger_vanaf, nu.waarde - laag),
            (verschil.lager_tot, nu.waarde - hoog),
        )
    )
    if bekend and (
        (hoger is not None and nu.waarde >= hoger) or (lager is not None and nu.waarde <= lager)
    ):
        return zin + context.say("afspraken.anders")
    grenzen = context.say("afspraken.vanaf_of").join(
        # Follows from the two counts beside it and is no count itself.
        context.constant(context.say(zin_, grens=format_nl(grens)))
        for zin_, grens in (("afspraken.vanaf_hoger", hoger), ("afspraken.vanaf_lager", lager))
        if grens is not None and grens >= 0
    )
    return (
        zin
        + context.say("afspraken.zelfde")
        + context.say("afspraken.vanaf", jaar=str(jaar), grenzen=grenzen)
    )


def _now(context: Context, cijfer: Cijfer) -> str:
    voorlopig = context.say("afspraken.voorlopig") if cijfer.voorlopig else ""
    return f"{context.show(cijfer).tekst}{voorlopig}"


def with_own_words(context: Context, secties: Sequence[Sectie]) -> list[Sectie]:
    """The chapters with the analyst's own words of this year at the end of their theme.

    What has no chapter in this edition stands in one of its own, the first.
    """
    toelichting = context.gesprek.toelichting
    if toelichting is None or toelichting.jaar != context.onderwerp.periode.jaar:
        return list(secties)
    plaatsen = context.teksten.table("toelichting.themas")
    ankers = {sectie.anker for sectie in secties}
    erbij: dict[str, list[Blok]] = {}
    for thema, alineas in toelichting.themas:
        anker = next((a for a in plaatsen[thema].split() if a in ankers), "")
        erbij.setdefault(anker, []).extend(_marked(context, toelichting, alineas))
    gevuld = [
        replace(sectie, blokken=(*sectie.blokken, *erbij.get(sectie.anker, ())))
        for sectie in secties
    ]
    if "" in erbij:
        kop = context.say("toelichting.kop")
        gevuld.insert(0, Sectie(kop, "toelichting", tuple(erbij[""]), nieuwe_pagina=True))
    return gevuld


def _marked(
    context: Context, toelichting: Toelichting, alineas: Sequence[str]
) -> tuple[Alinea, ...]:
    """The paragraphs, between whose words they are and the signature."""
    wie = {"naam": toelichting.naam, "functie": toelichting.functie}
    begin = context.say("toelichting.begin", functie=toelichting.functie)
    einde = context.say("toelichting.einde", **wie)
    return tuple(Alinea(tekst, "eigen") for tekst in (begin, *alineas, einde))
