"""Fills the report model from protected figures. Knows no format and reads no data."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data import __version__
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.context import Context, Onderwerp, choose
from helpende_data.reports.inhoud.geld import geld_sectie
from helpende_data.reports.inhoud.kern import kern
from helpende_data.reports.inhoud.keten import keten_sectie
from helpende_data.reports.inhoud.regio import regio_sectie
from helpende_data.reports.inhoud.slot import (
    achtergrond_sectie,
    onbekend_sectie,
    verantwoording_sectie,
)
from helpende_data.reports.inhoud.vergelijking import vergelijking_sectie
from helpende_data.reports.inhoud.voorzieningen import voorzieningen_sectie
from helpende_data.reports.model import Alinea, Blok, Bronregel, Rapport, Sectie
from helpende_data.reports.teksten import Teksten
from helpende_data.schema.getallen import date_nl
from helpende_data.statistics import Feiten

VOORBEELD = "VOORBEELDCIJFERS"
PUBLIEKEN = ("team", "beleid")


def build_rapport(
    feiten: Feiten,
    teksten: Teksten,
    gemeente: str,
    periode: Periode | None,
    publiek: str,
    *,
    eigen_bestanden: Sequence[str] = (),
) -> Rapport:
    """The report about a municipality, from protected figures only.

    Args:
        gemeente: name or code; old names lead to the municipality of today.
        periode: a year or half-year; None takes the last whole year with figures.
        publiek: ``team`` or ``beleid``.
        eigen_bestanden: files of the werkmap that stand in for packaged ones.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
    """
    onderwerp = choose(feiten, gemeente, periode, publiek)
    context = Context(feiten, teksten, onderwerp)
    regels = kern(context)
    makers = (
        regio_sectie,
        vergelijking_sectie,
        keten_sectie,
        voorzieningen_sectie,
        geld_sectie,
        achtergrond_sectie,
        onbekend_sectie,
    )
    secties: list[Sectie] = [s for s in (maker(context) for maker in makers) if s is not None]
    bronnen = _sources(context)
    secties.append(verantwoording_sectie(context, bronnen, eigen_bestanden))
    naam = onderwerp.gemeente.naam
    return Rapport(
        gebied_code=onderwerp.gemeente.code,
        gebied=naam,
        periode=str(onderwerp.periode),
        periode_label=onderwerp.periode.label,
        publiek=publiek,
        titel=teksten("algemeen.titel", gemeente=naam),
        ondertitel=_subtitle(teksten, onderwerp),
        voorblad=_front(context, bronnen),
        kern=regels,
        secties=tuple(secties),
        cijfers=tuple(context.getoond.values()),
        bronnen=bronnen,
        contact=teksten("algemeen.contact", ggd=onderwerp.regio.ggd or "de GGD"),
        versie=__version__,
        stempel=VOORBEELD if feiten.synthetisch else "",
        woorden=teksten.table("begrippen"),
    )


def _subtitle(teksten: Teksten, onderwerp: Onderwerp) -> str:
    wie = teksten(f"algemeen.publiek_{onderwerp.publiek}")
    return f"{teksten('algemeen.ondertitel', periode=onderwerp.periode.zin)}, {wie}"


def _front(context: Context, bronnen: tuple[Bronregel, ...]) -> tuple[Blok, ...]:
    """What the report is for, how to read it, and what makes this municipality differ."""
    teksten = context.teksten
    blokken: list[Blok] = []
    if context.feiten.synthetisch:
        blokken.append(Alinea(teksten("algemeen.voorbeeld"), "let_op"))
    datum = date_nl(max(b.opgehaald for b in bronnen))
    zinnen = [u.zin for u in context.feiten.gebieden.exceptions(context.onderwerp.gemeente.code)]
    blokken += [
        Alinea(teksten("algemeen.doel")),
        Alinea(teksten("algemeen.lezen")),
        Alinea(f"{teksten('algemeen.stand', datum=datum)} {teksten('algemeen.voorlopig')}"),
        *([Alinea(" ".join(dict.fromkeys(zinnen)), "let_op")] if zinnen else []),
    ]
    return tuple(blokken)


def _sources(context: Context) -> tuple[Bronregel, ...]:
    """The files that the shown figures come from, denominators included."""
    gebruikt = " ".join(cijfer.bron for cijfer in context.getoond.values())
    return tuple(
        Bronregel(
            e.herkomst.uitgever,
            e.herkomst.titel,
            e.herkomst.adres,
            e.herkomst.licentie,
            e.herkomst.gepubliceerd,
            e.herkomst.opgehaald,
            e.bestand,
            e.bron_sha256,
            e.gewijzigd,
        )
        for e in context.feiten.publishable.leveringen
        if e.bestand in gebruikt
    )
