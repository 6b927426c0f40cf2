"""What closes a report: national background, what is not known, and the accountability."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, Context
from helpende_data.reports.model import Alinea, Blok, Bronregel, Lijst, Sectie, Tabel
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import opgave

_CATCHMENTS = ("regio", "veilig_thuis", "verzorgingsgebied", "veiligheidsregio")


def achtergrond_sectie(context: Context) -> Sectie | None:
    """Statements about the whole country, labelled as such and never scaled down."""
    teksten, feiten = context.teksten, context.feiten
    namen = teksten.table("achtergrond.namen")
    rijen = []
    for gedrukt in feiten.opgaven:
        if gedrukt.gebied_code != LAND or gedrukt.indicator not in namen:
            continue
        if gedrukt.waarde is not None or gedrukt.laag is not None:
            context.show(opgave(feiten, gedrukt))
        groep = gedrukt.uitsplitsing.partition(":")[2]
        naam = namen[gedrukt.indicator] + (f", {groep}" if groep else "")
        periode = gedrukt.periode if gedrukt.periode != "onbekend" else "jaar niet bekend"
        volgens = gedrukt.opmerking.partition("; ")[2] or gedrukt.opmerking
        rijen.append((naam, gedrukt.tekst, periode, volgens))
    if not rijen:
        return None
    kolommen = ("Wat", "Zoals gedrukt", "Periode", "Volgens")
    tabel = Tabel(teksten("achtergrond.tabel"), kolommen, tuple(rijen), (False,) * 4)
    uitleg = Alinea(teksten("achtergrond.uitleg", gemeente=context.onderwerp.gemeente.naam))
    return Sectie(teksten("achtergrond.kop"), "achtergrond", (uitleg, tabel))


def onbekend_sectie(context: Context) -> Sectie:
    """What the sources do not say, made from what is missing in the data set."""
    teksten, feiten, onderwerp = context.teksten, context.feiten, context.onderwerp
    periode = onderwerp.periode.zin
    punten = []
    if not any(
        feiten.telling(onderwerp.gemeente.code, code, context.periode) for code in HOOFDINDICATOREN
    ):
        punten.append(teksten("onbekend.eigen", gemeente=onderwerp.gemeente.naam, periode=periode))
    for code in HOOFDINDICATOREN:
        naam = feiten.indicatoren[code].naam.lower()
        if context.region_code(code, context.periode) is None:
            punten.append(teksten("onbekend.regio", indicator=naam, periode=periode))
        punten += [
            teksten("onbekend.land", indicator=naam, periode=jaar)
            for jaar in _years(context)
            if feiten.telling(LAND, code, jaar) is None
        ]
        if len(_years(context, code)) < 5:
            punten.append(teksten("onbekend.reeks", indicator=naam))
    jaar = onderwerp.periode.jaar
    if feiten.inwoners.of(onderwerp.gemeente.code, jaar, populatie="0-17").inwoners is None:
        punten.append(teksten("onbekend.leeftijd", jaar=str(jaar)))
    punten += [teksten(f"onbekend.{sleutel}") for sleutel in ("opvang", "effect", "ongezien")]
    blokken = (Alinea(teksten("onbekend.uitleg")), Lijst(tuple(punten)))
    return Sectie(teksten("onbekend.kop"), "onbekend", blokken)


def _years(context: Context, indicator: str = "") -> list[str]:
    """Whole years up to the report for which the region has a headline count."""
    regio = context.onderwerp.regio
    gevonden = {
        periode
        for code in (regio.tellingen_eigen, regio.tellingen_cbs)
        if code
        for soort in ([indicator] if indicator else HOOFDINDICATOREN)
        for periode in context.feiten.periodes(code, soort)
        if periode.soort == "jaar" and periode.jaar <= context.onderwerp.periode.jaar
    }
    return [str(p) for p in sorted(gevonden)]


def verantwoording_sectie(
    context: Context, bronnen: Sequence[Bronregel], eigen_bestanden: Sequence[str]
) -> Sectie:
    """How the figures were made, what was protected, and where they come from."""
    teksten, feiten, onderwerp = context.teksten, context.feiten, context.onderwerp
    beleid = feiten.publishable.beleid
    bescherming = "bescherming_voorbeeld" if feiten.synthetisch else "bescherming"
    blokken: list[Blok] = [
        Alinea(teksten("verantwoording.per_100k")),
        Alinea(teksten("verantwoording.marge")),
        Alinea(teksten("verantwoording.afronding")),
        Alinea(
            teksten(f"verantwoording.{bescherming}", versie=beleid.versie, eigenaar=beleid.eigenaar)
        ),
        Lijst(_catchments(context)),
        Alinea(teksten("algemeen.voorlopig"), "uitleg"),
    ]
    definities = tuple(
        (i.naam, i.definitie, i.actielijn or "geen")
        for i in feiten.indicatoren.by_code.values()
        if any(c.indicator == i.code for c in context.getoond.values())
    )
    if onderwerp.publiek == "beleid":
        titel = teksten("verantwoording.definities")
        wat = ("Indicator", "Wat het telt", "Actielijn van het plan")
        blokken.append(Tabel(titel, wat, definities, (False,) * 3))
    blokken += [
        Alinea(teksten("verantwoording.gewijzigd", bestand=b.bestand), "let_op")
        for b in bronnen
        if b.gewijzigd
    ]
    if eigen_bestanden:
        zin = teksten("verantwoording.eigen_bestanden", bestanden=", ".join(eigen_bestanden))
        blokken.append(Alinea(zin))
    return Sectie(
        teksten("verantwoording.kop"), "verantwoording", tuple(blokken), nieuwe_pagina=True
    )


def _catchments(context: Context) -> tuple[str, ...]:
    """Which municipalities each shown catchment covers, and how it differs from the region."""
    gebieden = context.feiten.gebieden
    regels = {}
    for cijfer in context.getoond.values():
        gebied, jaar = gebieden.by_code.get(cijfer.dekking), cijfer.periode[:4]
        if cijfer.maat != "per_100k" or gebied is None or gebied.soort not in _CATCHMENTS:
            continue
        leden = gebieden.members(gebied.code, int(jaar))
        regels[gebied.code, jaar] = context.teksten(
            "verantwoording.dekking",
            naam=gebied.naam,
            jaar=jaar,
            aantal=format_nl(len(leden)),
            verschil=context.difference(gebied.code, int(jaar)),
        )
    return tuple(regels.values())
