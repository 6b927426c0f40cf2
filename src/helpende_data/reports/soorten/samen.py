"""Puts the chapters of another report together, with the frame that every report has."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data import __version__
from helpende_data.reports.inhoud import shown_sources
from helpende_data.reports.inhoud.begrippen import with_glossary
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.inhoud.raad import raad_slot
from helpende_data.reports.inhoud.slot import provisional_mark, verantwoording_sectie
from helpende_data.reports.inhoud.stempel import stamp
from helpende_data.reports.inhoud.wijzigingen import since
from helpende_data.reports.model import Alinea, Blok, Rapport, Sectie


def assemble(
    context: Context,
    *,
    titel: str,
    ondertitel: str,
    kern: Sequence[str] = (),
    secties: Sequence[Sectie],
    eigen_bestanden: Sequence[str] = (),
    kort: bool = False,
    blad: bool = False,
) -> Rapport:
    """The report of these chapters: stamped, and accounted for at its end.

    Args:
        kern: sentences made from shown figures.
        kort: a page or two: no table of contents, and the accountability in small print.
        blad: the same on one page, however much is on it.
    """
    onderwerp, feiten = context.onderwerp, context.feiten
    bronnen = shown_sources(context)
    gebruikt = {bron.bestand for bron in bronnen}
    ongebruikt = {e.bestand for e in feiten.publishable.leveringen} - gebruikt
    eigen = tuple(naam for naam in eigen_bestanden if naam not in ongebruikt)
    wijzigingen = since(context.vorige, context.getoond)
    kort = kort or blad
    slot = (
        raad_slot(context, bronnen)
        if kort
        else verantwoording_sectie(context, bronnen, eigen, wijzigingen, ())
    )
    voorblad: list[Blok] = [Alinea(context.say("algemeen.lezen"))]
    if not kort:
        voorblad += provisional_mark(context)
    if feiten.synthetisch:
        voorblad.insert(0, Alinea(context.say("algemeen.voorbeeld"), "let_op"))
    rapport = Rapport(
        gebied_code=onderwerp.gemeente.code,
        gebied=onderwerp.gemeente.naam,
        periode=str(onderwerp.periode),
        periode_label=onderwerp.periode.label,
        publiek=onderwerp.publiek,
        titel=titel,
        ondertitel=ondertitel,
        voorblad=tuple(voorblad),
        kern=tuple(kern),
        secties=(*secties, slot),
        cijfers=context.getoond,
        bronnen=bronnen,
        contact=context.say("algemeen.contact", ggd=onderwerp.regio.ggd or "de GGD"),
        versie=__version__,
        stempel=stamp(feiten, feiten.gelezen, definitief=context.definitief),
        eigen_bestanden=eigen,
        wijzigingen=wijzigingen,
        kort=kort,
        blad=blad,
        rust_op=frozenset(feiten.gelezen),
        vast=context.vast,
    )
    return with_glossary(rapport, context.teksten.table("begrippen"))
