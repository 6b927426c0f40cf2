"""What closes a report: national background, what is not known, and the accountability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpende_data import __version__
from helpende_data.disclosure import AFRONDEN, ONDERDRUKKEN, Vrijgave
from helpende_data.reports.inhoud.andere import missing_sources
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context, join, spans
from helpende_data.reports.inhoud.stempel import CONCEPT, stamp
from helpende_data.reports.inhoud.wijzigingen import changed_blocks
from helpende_data.reports.model import Alinea, Blok, Bronregel, Lijst, Sectie, Tabel, Wijzigingen
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import opgave

_SERIES = 5  # as many whole years make a series that says something about change
_CATCHMENTS = ("regio", "veilig_thuis", "verzorgingsgebied", "veiligheidsregio")


def achtergrond_sectie(context: Context) -> Sectie | None:
    """Statements about the whole country, labelled as such and never scaled down."""
    feiten, namen = context.feiten, context.teksten.table("achtergrond.namen")
    geen_jaar = context.say("achtergrond.geen_jaar")
    rijen = []
    for gedrukt in feiten.opgaven:
        if gedrukt.gebied_code != LAND or gedrukt.indicator not in namen:
            continue
        if gedrukt.waarde is not None or gedrukt.laag is not None:
            context.show(opgave(feiten, gedrukt))
        groep = gedrukt.uitsplitsing.partition(":")[2]
        naam = namen[gedrukt.indicator] + (f", {groep}" if groep else "")
        periode = gedrukt.periode if gedrukt.periode != "onbekend" else geen_jaar
        volgens = gedrukt.opmerking.partition("; ")[2] or gedrukt.opmerking
        gepubliceerd = (context.constant(gedrukt.tekst), periode, context.constant(volgens))
        rijen.append((naam, *gepubliceerd))
    if not rijen:
        return None
    kolommen = ("Wat", "Zoals gedrukt", "Periode", "Volgens")
    tabel = Tabel(context.say("achtergrond.tabel"), kolommen, tuple(rijen), (False,) * 4)
    uitleg = Alinea(context.say("achtergrond.uitleg"))
    return Sectie(context.say("achtergrond.kop"), "achtergrond", (uitleg, tabel))


def onbekend_sectie(context: Context) -> Sectie:
    """What the sources do not say, made from what is missing in the data set."""
    feiten, onderwerp, say = context.feiten, context.onderwerp, context.say
    punten = [] if context.has_own else [say("onbekend.eigen")]
    zonder_regio, zonder_reeks = [], []
    zonder_land: dict[tuple[int, ...], list[str]] = {}
    jaren = [p.jaar for p in context.region_periods(*HOOFDINDICATOREN, soort="jaar")]
    for code in HOOFDINDICATOREN:
        naam = feiten.indicatoren[code].naam.lower()
        if context.region_code(code, context.periode) is None:
            zonder_regio.append(naam)
        mist = tuple(jaar for jaar in jaren if feiten.telling(LAND, code, str(jaar)) is None)
        if mist:
            zonder_land.setdefault(mist, []).append(naam)
        if len(context.region_periods(code, soort="jaar")) < _SERIES:
            zonder_reeks.append(naam)
    if zonder_regio:
        punten.append(say("onbekend.regio", indicatoren=join(zonder_regio)))
    for mist, namen in zonder_land.items():
        zin = say("onbekend.land", indicatoren=join(namen), jaren=spans(mist))
        punten.append(context.constant(zin))
    if zonder_reeks:
        punten.append(say("onbekend.reeks", indicatoren=join(zonder_reeks)))
    jaar = onderwerp.periode.jaar
    if feiten.inwoners.of(onderwerp.gemeente.code, jaar, populatie="0-17").inwoners is None:
        punten.append(say("onbekend.leeftijd", jaar=str(jaar)))
    punten += [say("onbekend.opvang"), say("onbekend.effect"), say("onbekend.ongezien")]
    blokken = (Alinea(say("onbekend.uitleg")), Lijst(tuple(punten)), *missing_sources(context))
    return Sectie(say("onbekend.kop"), "onbekend", blokken)


def verantwoording_sectie(
    context: Context,
    bronnen: Sequence[Bronregel],
    eigen_bestanden: Sequence[str],
    wijzigingen: Wijzigingen | None,
    spreiding: Sequence[Blok],
) -> Sectie:
    """How the figures were made, what was protected, and where they come from."""
    say, publishable = context.say, context.feiten.publishable
    achtergehouden = len(publishable.achtergehouden)
    bescherming = policy_sentence(context)
    beleid_leest = context.onderwerp.publiek in ("beleid", "thema")
    blokken: list[Blok] = [
        Alinea(say("verantwoording.per_100k")),
        Alinea(say("verantwoording.marge")),
        *([Alinea(say("verantwoording.methode"))] if beleid_leest else ()),
        Alinea(say("verantwoording.afronding")),
        Alinea(bescherming),
    ]
    if publishable.vrijgave is not None and publishable.vrijgave.cijfers:
        blokken += _own_protection(context, publishable.vrijgave)
    gelezen = context.feiten.gelezen
    if CONCEPT in stamp(context.feiten, gelezen, definitief=context.definitief) and (
        publishable.vrijgave is not None and publishable.vrijgave.waits_for(gelezen)
    ):
        blokken.append(Alinea(say("verantwoording.voor_publicatie"), "let_op"))
    if achtergehouden == 1:
        blokken.append(Alinea(say("verantwoording.achtergehouden_een"), "let_op"))
    elif achtergehouden:
        zin = say("verantwoording.achtergehouden", aantal=format_nl(achtergehouden))
        blokken.append(Alinea(context.constant(zin), "let_op"))
    if dekking := _catchments(context):
        blokken.append(Lijst(dekking))
    if beleid_leest:
        blokken += [*spreiding, *_definitions(context)]
    blokken += [
        Alinea(context.constant(say("verantwoording.gewijzigd", bestand=b.bestand)), "let_op")
        for b in bronnen
        if b.gewijzigd
    ]
    if eigen_bestanden:
        zin = say("verantwoording.eigen_bestanden", bestanden=", ".join(eigen_bestanden))
        blokken.append(Alinea(context.constant(zin)))
    blokken += changed_blocks(context, wijzigingen)
    blokken.append(made_with(context))
    return Sectie(say("verantwoording.kop"), "verantwoording", tuple(blokken), nieuwe_pagina=True)


def provisional_mark(context: Context) -> list[Alinea]:
    """What an asterisk means, in a report that has one."""
    ster = any(cijfer.voorlopig for cijfer in context.getoond)
    return [Alinea(context.say("algemeen.voorlopig"))] if ster else []


def made_with(context: Context) -> Alinea:
    """The program and its version, so that a report can be made again."""
    zin = context.say("verantwoording.programma", versie=__version__)
    return Alinea(context.constant(zin), "uitleg")


def _own_protection(context: Context, vrijgave: Vrijgave) -> Iterator[Alinea]:
    """How counts of our own were protected; who reads for policy gets the proof as well."""
    say, beleid, wijzen = context.say, context.feiten.publishable.beleid, vrijgave.wijzen
    if context.onderwerp.publiek == "beleid":
        nummer = vrijgave.certificate(context.feiten.gelezen)
        zin = say("verantwoording.certificaat", certificaat=nummer)
        yield Alinea(context.constant(zin))
    if AFRONDEN in wijzen:
        zin = say(
            "verantwoording.eigen_afronding",
            basis=str(beleid.basis),
            drempel=str(beleid.drempel),
            hoogste=str(beleid.basis - 1),
        )
        yield Alinea(context.constant(zin))
    if ONDERDRUKKEN in wijzen:
        zin = say("verantwoording.eigen_verborgen", hoogste=str(beleid.drempel - 1))
        yield Alinea(context.constant(zin))
        if context.onderwerp.publiek == "beleid":
            yield Alinea(say(f"verantwoording.gat_{vrijgave.gap(context.feiten.gelezen)}"))


def policy_sentence(context: Context) -> str:
    """How people are protected, under which version of the policy."""
    beleid = context.feiten.publishable.beleid
    zin = context.say(_protection(context), versie=beleid.versie, eigenaar=beleid.eigenaar)
    return context.constant(zin)


def _protection(context: Context) -> str:
    """Which of the sentences about protection holds."""
    mag = context.feiten.publishable
    if mag.intern:
        return "verantwoording.bescherming_intern"
    if mag.synthetisch:
        return "verantwoording.bescherming_voorbeeld"
    if mag.vrijgave is None or not mag.vrijgave.cijfers:
        return "verantwoording.bescherming"
    if ONDERDRUKKEN not in mag.vrijgave.wijzen:
        return "verantwoording.bescherming_eigen"
    if AFRONDEN in mag.vrijgave.wijzen:
        return "verantwoording.bescherming_beide"
    return "verantwoording.bescherming_verborgen"


def _definitions(context: Context) -> list[Blok]:
    """What each shown indicator counts, and the action line of the plan that it is about."""
    getoond = {cijfer.indicator for cijfer in context.getoond}
    rijen = tuple(
        (i.naam, i.definitie, i.actielijn or "geen")
        for i in context.feiten.indicatoren.by_code.values()
        if i.code in getoond
    )
    kolommen = ("Indicator", "Wat het telt", "Actielijn van het plan")
    titel = context.say("verantwoording.definities")
    return [Tabel(titel, kolommen, rijen, (False,) * 3)] if rijen else []


def _catchments(context: Context) -> tuple[str, ...]:
    """Which municipalities each shown catchment covers, and how it differs from the region."""
    gebieden = context.feiten.gebieden
    jaren: dict[tuple[str, int, str], list[int]] = {}
    for cijfer in context.getoond:
        gebied, jaar = gebieden.by_code.get(cijfer.dekking), cijfer.periode[:4]
        if cijfer.maat != "per_100k" or gebied is None or gebied.soort not in _CATCHMENTS:
            continue
        leden = gebieden.members(gebied.code, int(jaar))
        verschil = context.difference(gebied.code, int(jaar))
        jaren.setdefault((gebied.naam, len(leden), verschil), []).append(int(jaar))
    return tuple(
        context.constant(
            context.say(
                "verantwoording.dekking",
                naam=naam,
                jaar=spans(gezien),
                aantal=format_nl(aantal),
                verschil=verschil,
            )
        )
        for (naam, aantal, verschil), gezien in jaren.items()
    )
