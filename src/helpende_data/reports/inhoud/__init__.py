"""Fills the report model from protected figures. Knows no format and reads no data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpende_data import __version__
from helpende_data.gesprek import Gesprek
from helpende_data.periodes import Periode
from helpende_data.reports.andere_bronnen import AndereBron
from helpende_data.reports.inhoud.andere import andere_secties
from helpende_data.reports.inhoud.begrippen import with_glossary
from helpende_data.reports.inhoud.context import Context, choose
from helpende_data.reports.inhoud.geld import geld_sectie
from helpende_data.reports.inhoud.gesprek import afspraken_sectie, with_own_words
from helpende_data.reports.inhoud.kern import kern
from helpende_data.reports.inhoud.keten import keten_sectie
from helpende_data.reports.inhoud.overzicht import overzicht_sectie
from helpende_data.reports.inhoud.raad import raad_secties, raad_slot
from helpende_data.reports.inhoud.regio import regio_sectie
from helpende_data.reports.inhoud.slot import (
    achtergrond_sectie,
    onbekend_sectie,
    provisional_mark,
    verantwoording_sectie,
)
from helpende_data.reports.inhoud.spreiding import spread
from helpende_data.reports.inhoud.stempel import stamp
from helpende_data.reports.inhoud.team import team_secties
from helpende_data.reports.inhoud.themas import thema_secties
from helpende_data.reports.inhoud.vergelijking import vergelijking_secties
from helpende_data.reports.inhoud.voorzieningen import voorzieningen_sectie
from helpende_data.reports.inhoud.wijzigingen import Vorige, since
from helpende_data.reports.model import Alinea, Blok, Bronregel, Rapport, Sectie, last_fetched
from helpende_data.reports.teksten import Teksten
from helpende_data.schema.getallen import date_nl
from helpende_data.statistics import Feiten
from helpende_data.statistics.regels import Gebeurtenis, Regels
from helpende_data.statistics.vergelijking import Vergelijker


def build_rapport(
    feiten: Feiten,
    teksten: Teksten,
    gemeente: str,
    periode: Periode | None,
    publiek: str,
    *,
    regels: Regels | None = None,
    gebeurtenissen: Sequence[Gebeurtenis] = (),
    andere_bronnen: Sequence[AndereBron] = (),
    gesprek: Gesprek | None = None,
    eigen_bestanden: Sequence[str] = (),
    vorige: Vorige | None = None,
    definitief: bool = False,
) -> Rapport:
    """The report about a municipality, from protected figures only.

    Args:
        gemeente: name or code; old names lead to the municipality of today.
        periode: a year or half-year; None takes the last whole year with figures.
        publiek: one of PUBLIEKEN.
        regels: how municipalities are compared; None leaves the verdicts out.
        gebeurtenissen: changes in how is counted or worked, told at a series.
        andere_bronnen: sources beside Veilig Thuis, with their place in the report.
        gesprek: agreements and own words about this municipality.
        eigen_bestanden: files of the werkmap that stand in for packaged ones.
        vorige: the edition that this one replaces, to tell which figures changed.
        definitief: somebody decided to publish it; without that, figures of ours that stand in no
            publication yet make it a concept.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
    """
    feiten = feiten.watched()
    onderwerp = choose(feiten, gemeente, periode, publiek)
    vergelijker = Vergelijker(feiten, regels) if regels else None
    kort = publiek == "raad"
    # Two pages for the council have no room for what a team wrote for itself.
    gesprek = Gesprek() if gesprek is None or kort else gesprek
    context = Context(
        feiten,
        teksten,
        onderwerp,
        vergelijker,
        gebeurtenissen,
        andere_bronnen,
        gesprek,
        definitief=definitief,
    )
    vijf_regels = kern(context)
    secties = with_own_words(context, _SECTIES[publiek](context))
    secties = [*_made(context, afspraken_sectie), *secties]
    spreiding = spread(context) if publiek == "beleid" else ()
    # Last, since it accounts for all that the others showed.
    bronnen = shown_sources(context)
    gebruikt = {bron.bestand for bron in bronnen}
    ongebruikt = {e.bestand for e in feiten.publishable.leveringen} - gebruikt
    eigen = tuple(naam for naam in eigen_bestanden if naam not in ongebruikt)
    wijzigingen = since(vorige, context.getoond)
    if kort:
        secties.append(raad_slot(context, bronnen))
    else:
        secties.append(verantwoording_sectie(context, bronnen, eigen, wijzigingen, spreiding))
    voor_wie = f"algemeen.publiek_{publiek}"
    rapport = Rapport(
        gebied_code=onderwerp.gemeente.code,
        gebied=onderwerp.gemeente.naam,
        periode=str(onderwerp.periode),
        periode_label=onderwerp.periode.label,
        publiek=publiek,
        titel=context.say("algemeen.titel"),
        ondertitel=", ".join(context.say(s) for s in ("algemeen.ondertitel", voor_wie)),
        voorblad=_front(context, bronnen),
        kern=vijf_regels,
        secties=tuple(secties),
        cijfers=context.getoond,
        bronnen=bronnen,
        contact=context.say("algemeen.contact", ggd=onderwerp.regio.ggd or "de GGD"),
        versie=__version__,
        stempel=stamp(feiten, feiten.gelezen, definitief=definitief),
        eigen_bestanden=eigen,
        wijzigingen=wijzigingen,
        kort=kort,
        eigen_tekst=gesprek.numbers(onderwerp.periode.jaar),
        rust_op=frozenset(feiten.gelezen),
        vast=context.vast,
    )
    return with_glossary(rapport, teksten.table("begrippen"))


def _all_sections(context: Context) -> list[Sectie]:
    """The edition for policy: everything that is known."""
    return [
        overzicht_sectie(context),
        *_made(context, regio_sectie),
        *vergelijking_secties(context),
        *_made(context, keten_sectie),
        *thema_secties(context),
        *andere_secties(context),
        *_made(context, voorzieningen_sectie, geld_sectie, achtergrond_sectie, onbekend_sectie),
    ]


_SECTIES: dict[str, Callable[[Context], list[Sectie]]] = {
    "team": team_secties,
    "beleid": _all_sections,
    "raad": raad_secties,
}
PUBLIEKEN = tuple(_SECTIES)


def _made(context: Context, *makers: Callable[[Context], Sectie | None]) -> list[Sectie]:
    """The chapters in this order, without those that have nothing to tell."""
    return [sectie for maker in makers if (sectie := maker(context)) is not None]


def _front(context: Context, bronnen: tuple[Bronregel, ...]) -> tuple[Blok, ...]:
    """What the report is for, how to read it, and what makes this municipality differ.

    For the council the last two stand beside the figure, so that its first page holds the core.
    """
    blokken = [Alinea(context.say("algemeen.doel")), Alinea(context.say("algemeen.lezen"))]
    kort = context.onderwerp.publiek == "raad"
    if not kort:
        blokken += provisional_mark(context)
    if context.feiten.synthetisch:
        blokken.insert(0, Alinea(context.say("algemeen.voorbeeld"), "let_op"))
    else:
        blokken.append(Alinea(_origin(context, bronnen)))
    zinnen = [u.zin for u in context.feiten.gebieden.exceptions(context.onderwerp.gemeente.code)]
    if zinnen and not kort:
        blokken.append(Alinea(" ".join(dict.fromkeys(zinnen)), "let_op"))
    return tuple(blokken)


def _origin(context: Context, bronnen: tuple[Bronregel, ...]) -> str:
    """Are the sources public, and when was the last one fetched?"""
    say = context.say
    eigen = any(b.levering for b in bronnen)
    zin = say("algemeen.bronnen_eigen") if eigen else say("algemeen.bronnen_openbaar")
    datum = last_fetched(bronnen)
    return f"{zin} {say('algemeen.stand', datum=date_nl(datum))}" if datum else zin


def shown_sources(context: Context) -> tuple[Bronregel, ...]:
    """The files that the shown figures come from, denominators included."""
    gebruikt = " ".join(cijfer.bron for cijfer in context.getoond)
    return tuple(
        Bronregel(
            uitgever=e.herkomst.uitgever,
            titel=e.herkomst.titel,
            adres=e.herkomst.adres,
            licentie=e.herkomst.licentie,
            gepubliceerd=e.herkomst.gepubliceerd,
            opgehaald=e.herkomst.opgehaald,
            bestand=e.bestand,
            sha256=e.bron_sha256 if e.herkomst.openbaar else "",
            gewijzigd=e.gewijzigd,
            levering="" if e.herkomst.openbaar else e.id,
        )
        for e in context.feiten.publishable.leveringen
        if e.bestand in gebruikt
    )
