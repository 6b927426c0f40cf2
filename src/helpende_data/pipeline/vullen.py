"""Fills each kind of report, and knows how its files are drawn and let through. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from helpende_data.files import read_bytes
from helpende_data.gesprek import check_figures, keuze_file
from helpende_data.pipeline.gesprek import own_files, read_gesprek
from helpende_data.pipeline.plannen import check_years, plans_of
from helpende_data.pipeline.registers import known_publications
from helpende_data.pipeline.werkplaats import Workshop
from helpende_data.provenance import sha256
from helpende_data.reports.draw import STANDAARD, draw_rapport
from helpende_data.reports.inhoud import PUBLIEKEN, build_rapport
from helpende_data.reports.inhoud.context import Context, Onderwerp
from helpende_data.reports.inhoud.stempel import CONCEPT
from helpende_data.reports.inhoud.wijzigingen import Vorige
from helpende_data.reports.model import Rapport
from helpende_data.reports.poort import check_numbers, check_release, check_sessie
from helpende_data.reports.render.pptx_pakket import dress, read_sjabloon
from helpende_data.reports.sessie.draw import draw_sessie, draw_voorbereiding
from helpende_data.reports.sessie.inhoud import available, build_sessie
from helpende_data.reports.sessie.keuzebestand import dump_keuze
from helpende_data.reports.soorten.evaluatie import build_evaluatie
from helpende_data.reports.soorten.infographic import build_infographic
from helpende_data.reports.soorten.nieuwsbrief import build_nieuwsbrief
from helpende_data.reports.soorten.regio import build_regio
from helpende_data.reports.soorten.thema import build_thema
from helpende_data.reports.tekens import lost_in_report, lost_in_sheets
from helpende_data.reports.teksten import EVALUATIE, MEER, SESSIE, Teksten, read_teksten
from helpende_data.statistics.vergelijking import Vergelijker

Bouwer = Callable[[Context, Teksten, Sequence[str]], Rapport]


@dataclass(frozen=True)
class Opdracht:
    """What is to be filled: about whom, in which formats, after which edition.

    Args:
        soort: one of SOORTEN.
        vorige: the edition that this one replaces, or None.
        definitief: somebody decided to publish it, so it is no concept.
        concept: it is one, also when all its figures are public.
        van: for an evaluation, the year that its period is held against.
    """

    workshop: Workshop
    soort: str
    onderwerp: Onderwerp
    formaten: tuple[str, ...] = ()
    vorige: Vorige | None = None
    definitief: bool = False
    van: int | None = None
    concept: bool = False

    def stamped(self, rapport: Rapport) -> Rapport:
        """The report as a concept where its texts ask for it, whatever its figures say.

        A number that somebody wrote may lead to people as much as one that we computed.
        """
        mag = self.workshop.feiten.publishable
        if self.definitief or mag.intern or mag.synthetisch or CONCEPT in rapport.stempel:
            return rapport
        if not self.concept and self._checked().issuperset(rapport.eigen_tekst):
            return rapport
        return replace(rapport, stempel=CONCEPT)

    def _checked(self) -> frozenset[str]:
        """The texts with numbers of which somebody said that they lead to nobody."""
        vrijgave = self.workshop.feiten.publishable.vrijgave
        ledger = vrijgave.ledger if vrijgave else known_publications(self.workshop.werkmap)
        return ledger.read_texts if ledger else frozenset()


@dataclass(frozen=True)
class Gevuld:
    """A filled report.

    Args:
        draw: what its file names begin with -> its files, let through by the release gate.
        registers: the files beside those of every report that it was made of -> sha256.
        figuren: the names of the figures in it, where they are not those of the report.
        eenmalig: files of the werkmap that come with it unless somebody made them already.
        verloren: the signs that its PDF prints as a question mark, each with its place.
    """

    rapport: Rapport
    draw: Callable[[str], dict[str, bytes]]
    registers: dict[str, str]
    figuren: tuple[str, ...] = ()
    eenmalig: Mapping[Path, bytes] = field(default_factory=dict)
    verloren: tuple[str, ...] = ()


@dataclass(frozen=True)
class Soort:
    """One kind of report.

    Args:
        gebieden: the kinds of area that it can be about.
        formaten: what is made when none is named; empty for one with files of its own.
        thema: is it about a theme: always, never, or as one wishes (None)?
        van: does it hold its period against an earlier year?
    """

    vul: Callable[[Opdracht], Gevuld]
    gebieden: tuple[str, ...]
    formaten: tuple[str, ...] = STANDAARD
    thema: bool | None = False
    van: bool = False


def fill_rapport(
    workshop: Workshop,
    onderwerp: Onderwerp,
    *,
    vorige: Vorige | None = None,
    definitief: bool = False,
) -> Rapport:
    """The model of one edition of the report about a municipality."""
    naam = onderwerp.gemeente.naam
    return build_rapport(
        workshop.feiten,
        workshop.teksten,
        onderwerp.gemeente.code,
        onderwerp.periode,
        onderwerp.publiek,
        regels=workshop.regels,
        gebeurtenissen=workshop.gebeurtenissen,
        andere_bronnen=workshop.andere_bronnen,
        gesprek=read_gesprek(workshop.werkmap, naam, workshop.feiten.indicatoren, workshop.teksten),
        eigen_bestanden=workshop.eigen_bestanden,
        vorige=vorige,
        definitief=definitief,
    )


def _municipal(opdracht: Opdracht) -> Gevuld:
    workshop, onderwerp = opdracht.workshop, opdracht.onderwerp
    rapport = fill_rapport(
        workshop, onderwerp, vorige=opdracht.vorige, definitief=opdracht.definitief
    )
    registers = own_files(workshop.werkmap, onderwerp.gemeente.naam)
    return _filled(opdracht, rapport, registers)


def _context(opdracht: Opdracht) -> Context:
    """What another report is filled from; it remembers which figures it looked up."""
    workshop = opdracht.workshop
    feiten = workshop.feiten.watched()
    return Context(
        feiten,
        workshop.teksten,
        opdracht.onderwerp,
        Vergelijker(feiten, workshop.regels),
        workshop.gebeurtenissen,
        workshop.andere_bronnen,
        vorige=opdracht.vorige,
        definitief=opdracht.definitief,
    )


def _of_area(bouw: Bouwer, opdracht: Opdracht) -> Gevuld:
    """One of the other reports, of which `bouw` makes the model."""
    workshop = opdracht.workshop
    zinnen = read_teksten(workshop.werkmap, MEER)
    rapport = bouw(_context(opdracht), zinnen, workshop.eigen_bestanden)
    return _filled(opdracht, rapport, _hashed(workshop, MEER))


def _evaluation(opdracht: Opdracht) -> Gevuld:
    """The evaluation of the plans of an area, with the year that is held against."""
    workshop, werkmap = opdracht.workshop, opdracht.workshop.werkmap
    van = check_years(workshop, opdracht.onderwerp, opdracht.van)
    plannen = plans_of(workshop, opdracht.onderwerp)
    eigen = tuple(plan.bestand for plan in plannen if plan.eigen)
    rapport = build_evaluatie(
        _context(opdracht),
        read_teksten(werkmap, EVALUATIE),
        plannen,
        van,
        workshop.regels,
        (*workshop.eigen_bestanden, *eigen),
    )
    bestanden = [f"plannen/{plan.pad.name}" for plan in plannen]
    registers = _hashed(workshop, EVALUATIE, *bestanden)
    return _filled(opdracht, rapport, registers)


def _filled(opdracht: Opdracht, rapport: Rapport, registers: dict[str, str]) -> Gevuld:
    """A report, and how its formats are drawn and held against its model."""
    workshop, huisstijl = opdracht.workshop, opdracht.workshop.huisstijl
    rapport = huisstijl.dress(opdracht.stamped(rapport))

    def draw(stam: str) -> dict[str, bytes]:
        sjabloon = None
        if "pptx" in opdracht.formaten:
            eigen = read_sjabloon(workshop.werkmap, huisstijl.dias)
            sjabloon = dress(eigen, huisstijl.stijl)
        check_numbers(rapport, workshop.vast)
        files = draw_rapport(rapport, stam, opdracht.formaten, sjabloon)
        check_release(rapport, files, sjabloon)
        return files

    verloren = lost_in_report(rapport) if "pdf" in opdracht.formaten else ()
    return Gevuld(rapport, draw, registers, verloren=verloren)


def _session(voorbereiding: bool, opdracht: Opdracht) -> Gevuld:
    """The sheets for a session, or the page on which a team leader chooses for it."""
    workshop, gebied = opdracht.workshop, opdracht.onderwerp.gemeente.naam
    werkmap, feiten = workshop.werkmap, workshop.feiten
    pad = keuze_file(werkmap, gebied)
    gesprek = read_gesprek(werkmap, gebied, feiten.indicatoren, workshop.teksten)
    team, beleid = (
        workshop.huisstijl.dress(
            fill_rapport(
                workshop,
                replace(opdracht.onderwerp, publiek=publiek),
                definitief=opdracht.definitief,
            )
        )
        for publiek in ("team", "beleid")
    )
    check_figures(gesprek.keuze, tuple(available(team, beleid)), werkmap.shown(pad))
    sessie = build_sessie(
        team,
        beleid,
        read_teksten(werkmap, SESSIE),
        workshop.teksten,
        gesprek,
        keuze_bestand=werkmap.shown(pad),
    )
    sessie = replace(sessie, rapport=opdracht.stamped(sessie.rapport))

    def draw(stam: str) -> dict[str, bytes]:
        check_numbers(sessie, workshop.vast)
        files, svgs = (
            (draw_voorbereiding(sessie, stam), {}) if voorbereiding else draw_sessie(sessie, stam)
        )
        check_sessie(sessie, files, svgs)
        return files

    return Gevuld(
        sessie.rapport,
        draw,
        _hashed(workshop, SESSIE) | own_files(werkmap, gebied),
        tuple(kaart.figuur.naam for kaart in sessie.gespreksblad.kaarten),
        {pad: dump_keuze(sessie.voorbereiding)} if voorbereiding else {},
        lost_in_sheets(sessie, voorbereiding=voorbereiding),
    )


def _hashed(workshop: Workshop, *bestanden: str) -> dict[str, str]:
    """Files of the data folder, as messages print them -> sha256."""
    paden = [workshop.werkmap.data_file(bestand) for bestand in bestanden]
    return {workshop.werkmap.shown(pad): sha256(read_bytes(pad)) for pad in paden}


SOORTEN = {
    **dict.fromkeys(PUBLIEKEN, Soort(_municipal, ("gemeente",))),
    "regio": Soort(partial(_of_area, build_regio), ("regio",)),
    "subregio": Soort(partial(_of_area, build_regio), ("subregio",)),
    "infographic": Soort(
        partial(_of_area, build_infographic), ("gemeente", "regio", "subregio"), ("html", "pdf")
    ),
    "thema": Soort(partial(_of_area, build_thema), ("regio", "subregio"), thema=True),
    "nieuwsbrief": Soort(
        partial(_of_area, build_nieuwsbrief),
        ("gemeente", "regio", "subregio"),
        ("html", "md"),
        thema=None,
    ),
    "evaluatie": Soort(_evaluation, ("gemeente", "regio"), van=True),
    "sessie": Soort(partial(_session, False), ("gemeente",), ()),
    "sessie-voorbereiding": Soort(partial(_session, True), ("gemeente",), ()),
}
