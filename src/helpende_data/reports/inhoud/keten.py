"""What happens after a report: next steps, kinds, earlier contact, investigations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpende_data.figures.model import Balken, Keten, Reeks, Trend
from helpende_data.reports.inhoud.bouwstenen import (
    NIETS,
    figure,
    note,
    people,
    period_label,
    printed,
    punt,
)
from helpende_data.reports.inhoud.context import VEILIG_THUIS, Context
from helpende_data.reports.inhoud.duiding import explanations
from helpende_data.reports.inhoud.tijdlijn import breaks, span
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Cijfer, aandeel, aantal, per_100k
from helpende_data.statistics.ketens import MELDINGEN, ONVEILIG, OPEN, OVERDRACHT, handed_over

_ONDERZOEKEN = "onderzoeken_afgerond"
_RECENT = 3  # a series that ended more years ago tells nothing of the report's period
_DUIDING = {"organisatie": "organisatie", "eerder": "herhaling"}  # dimension -> its explanations
_SPLITS = ("aard", "organisatie", "eerder", "veiligheid", "leeftijd")


def keten_sectie(context: Context) -> Sectie | None:
    """Steps after a report for the municipality or its region, or None where nothing is known."""
    stappen = next_steps(context)
    uitleg = explanations(context, "overdracht") if stappen else []
    blokken: list[Blok] = [*stappen, *uitleg, *_verdelingen(context), *_onderzoeken(context)]
    if not blokken:
        return None
    return Sectie(context.say("keten.kop"), "keten", tuple(blokken))


def chain_area(context: Context, dimensie: str = "vervolg") -> str | None:
    """Where a split of the reports is known: the municipality itself, else its region."""
    onderwerp = context.onderwerp
    for code in (onderwerp.gemeente.code, *onderwerp.regio.tellingen):
        if len(context.feiten.categories(code, MELDINGEN, context.periode, dimensie)) > 1:
            return code
    return None


@dataclass(frozen=True)
class Deel:
    """One category of the reports: its name, count, and share in all of them."""

    naam: str
    aantal: Cijfer
    aandeel: Cijfer

    @property
    def aandeel_tekst(self) -> str:
        """The share as printed, "2,4 %"; empty without one."""
        if self.aandeel.waarde is None:
            return ""
        return f"{self.aandeel.tekst}\N{NO-BREAK SPACE}%"


def _label(context: Context, code: str) -> str:
    return context.label(code, context.onderwerp.periode.jaar)


def parts(context: Context, code: str, dimensie: str) -> list[Deel]:
    """The categories of the reports, registered as shown."""
    feiten = context.feiten
    indicator = feiten.indicatoren[MELDINGEN]
    return [
        Deel(
            indicator.category(deel.uitsplitsing),
            context.show(aantal(feiten, code, MELDINGEN, deel.periode, deel.uitsplitsing)),
            context.show(aandeel(feiten, code, MELDINGEN, deel.periode, deel.uitsplitsing)),
        )
        for deel in feiten.categories(code, MELDINGEN, context.periode, dimensie)
    ]


def next_steps(context: Context) -> list[Blok]:
    """What was done first with the reports: the chain, and what it does not say."""
    code = chain_area(context)
    if code is None:
        return []
    totaal = context.show(aantal(context.feiten, code, MELDINGEN, context.periode))
    velden = {"totaal": totaal.tekst, "gebied": _label(context, code)}
    uitleg = [] if totaal.waarde is None else [Alinea(context.say("keten.uitleg", **velden))]
    return [
        *uitleg,
        _chain_figure(context, code, totaal, velden),
        *_assessed(context, code),
        Alinea(context.say("keten.ontvanger"), "let_op"),
        *_acute(context, code),
    ]


def _chain_figure(context: Context, code: str, totaal: Cijfer, velden: dict[str, str]) -> Figuur:
    delen = parts(context, code, "vervolg")
    over = next((d.aantal for d in delen if d.aantal.uitsplitsing == OVERDRACHT), None)
    titel = (
        context.say("keten.figuur", overdracht=over.tekst, **velden)
        if over and over.waarde is not None and totaal.waarde is not None
        else context.say("keten.kop")
    )
    soort = context.soort(code)
    tekening = Keten(
        punt(totaal, "Alle meldingen", soort),
        tuple(punt(d.aantal, d.naam, soort) for d in delen),
        tuple(d.aandeel_tekst for d in delen),
        "Aantal meldingen",
    )
    return figure(
        "keten",
        titel,
        context.with_exceptions(
            context.say("keten.onderschrift", **velden), {MELDINGEN}, *VEILIG_THUIS
        ),
        [d.aantal for d in delen],
        tekening,
        _split_table(context, titel, totaal, delen),
    )


def _split_table(context: Context, titel: str, totaal: Cijfer, delen: Sequence[Deel]) -> Tabel:
    rijen = [(d.naam, printed(d.aantal), d.aandeel_tekst or NIETS) for d in delen]
    rijen.append(("alle meldingen", printed(totaal), ""))
    noot = note(context, [totaal, *(d.aantal for d in delen)])
    return Tabel(titel, ("Wat", "Aantal", "Aandeel"), tuple(rijen), (False, True, True), noot)


def _assessed(context: Context, code: str) -> list[Blok]:
    """The share handed over of the reports that were assessed: another denominator, so said."""
    _, cijfer = handed_over(context.feiten, code, context.periode)
    open_ = aantal(context.feiten, code, MELDINGEN, context.periode, OPEN)
    if cijfer.waarde is None or cijfer.noemer is None or not open_.waarde:
        return []
    zin = context.say(
        "keten.beoordeeld",
        open=context.show(open_).tekst,
        beoordeeld=cijfer.noemer_tekst,
        aandeel=context.show(cijfer).tekst,
    )
    return [Alinea(zin)]


def _acute(context: Context, code: str) -> list[Blok]:
    acuut = aantal(context.feiten, code, MELDINGEN, context.periode, ONVEILIG[0])
    if acuut.waarde is None:
        return []
    velden = {"aantal": context.show(acuut).tekst, "gebied": _label(context, code)}
    return [Alinea(context.say("keten.acuut", **velden))]


def _verdelingen(context: Context) -> list[Blok]:
    """The reports by kind, reporter, earlier contact, safety and age, where they are known."""
    gebieden = ((dimensie, chain_area(context, dimensie)) for dimensie in _SPLITS)
    return [
        blok
        for dimensie, code in gebieden
        if code
        for blok in (
            split_figure(context, dimensie, code),
            *own_people(context, dimensie, code),
            *explanations(context, _DUIDING.get(dimensie, "")),
        )
    ]


def own_people(context: Context, dimensie: str, code: str) -> list[Blok]:
    """The kinds that are about a part of the inhabitants, per 100,000 of those people.

    Where their number is not known the report says so among what it does not know.
    """
    indicator = context.feiten.indicatoren[MELDINGEN]
    zinnen = []
    for deel in context.feiten.categories(code, MELDINGEN, context.periode, dimensie):
        if indicator.population(deel.uitsplitsing) == indicator.population(TOTAAL):
            continue
        cijfer = per_100k(context.feiten, code, MELDINGEN, context.periode, deel.uitsplitsing)
        if cijfer.waarde is not None:
            velden = {
                "naam": indicator.category(deel.uitsplitsing),
                "per_100k": context.show(cijfer).tekst,
                "wie": people(cijfer),
                "marge": context.margin(cijfer),
            }
            zinnen.append(context.say("keten.eigen_bevolking", **velden))
    return [Alinea(" ".join(zinnen))] if zinnen else []


def split_figure(context: Context, dimensie: str, code: str) -> Figuur:
    wat = context.feiten.indicatoren[MELDINGEN].dimensies[dimensie]
    delen = parts(context, code, dimensie)
    totaal = context.show(aantal(context.feiten, code, MELDINGEN, context.periode))
    gebied = _label(context, code)
    titel = context.say("keten.verdeling", naam=wat.naam, gebied=gebied)
    # A team reads absolute numbers first; policy compares shares, with their limits.
    met_aandeel = context.onderwerp.publiek == "beleid" and all(
        d.aandeel.waarde is not None for d in delen
    )
    onderschrift = context.say(
        "keten.aandelen_onderschrift" if met_aandeel else "keten.verdeling_onderschrift",
        indicator=MELDINGEN,
        gebied=gebied,
        optelsoort=context.say("keten.meervoudig") if wat.optelsoort == "meervoudig" else "",
    )
    soort = context.soort(code)
    if met_aandeel:
        punten = tuple(
            replace(punt(d.aandeel, d.naam, soort), tekst=d.aandeel_tekst) for d in delen
        )
        tekening = Balken(punten, context.say("keten.aandelen_eenheid"))
    else:
        punten = tuple(punt(d.aantal, d.naam, soort) for d in delen)
        tekening = Balken(punten, "Aantal meldingen")
    return figure(
        f"meldingen-{dimensie}",
        titel,
        onderschrift,
        [d.aantal for d in delen],
        tekening,
        _split_table(context, titel, totaal, delen),
    )


def _onderzoeken(context: Context) -> list[Blok]:
    """Investigations that were finished per year, of the region's own service."""
    code, feiten = context.onderwerp.regio.tellingen_eigen, context.feiten
    indicator = feiten.indicatoren[_ONDERZOEKEN]
    tot = context.onderwerp.periode.jaar
    bekend = feiten.periodes(code, indicator.code)
    periodes = [p for p in bekend if p.soort == "jaar" and p.jaar <= tot]
    if len(periodes) < 2 or periodes[-1].jaar < tot - _RECENT:
        return []
    periodes = span(periodes[0], periodes[-1])
    cijfers = [context.show(aantal(feiten, code, indicator.code, str(p))) for p in periodes]
    titel = context.say(
        "keten.onderzoek_figuur", laatste_jaar=cijfers[-1].periode, laatste=cijfers[-1].tekst
    )
    punten = tuple(punt(c, c.periode, "regio") for c in cijfers)
    tekening = Trend(
        tuple(str(p) for p in periodes),
        (Reeks(context.onderwerp.regio.naam, "regio", punten),),
        indicator.naam,
        breaks(context, indicator, code, periodes, reden=context.say("keten.onderzoek_breuk")),
    )
    rijen = tuple((period_label(c.periode), printed(c)) for c in cijfers)
    figuur = figure(
        "onderzoeken",
        titel,
        context.say("keten.onderzoek_onderschrift", definitie=indicator.definitie),
        cijfers,
        tekening,
        Tabel(titel, ("Jaar", indicator.naam), rijen, (False, True)),
    )
    blokken: list[Blok] = [
        figuur,
        Alinea(context.say("vergelijking.niet", zin=indicator.zegt_niet), "uitleg"),
    ]
    if tekening.breuken:
        blokken.append(Alinea(context.say("keten.onderzoek_niet_vergelijken"), "let_op"))
    return blokken
