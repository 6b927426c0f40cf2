"""Fills the sheets of a session from two editions of one report. Knows no format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from helpende_data.figures.model import Trend
from helpende_data.gesprek import Afspraak, Gesprek, Keuze
from helpende_data.gesprek.afspraken import NIEUW
from helpende_data.gesprek.keuze import MEESTE
from helpende_data.reports.inhoud.bouwstenen import points
from helpende_data.reports.model import Alinea, Figuur, Lijst, Rapport, Sectie, Tabel
from helpende_data.reports.sessie.model import (
    Afsprakenlijst,
    Blad,
    Gespreksblad,
    Kaart,
    Sessie,
    Voorbereiding,
)
from helpende_data.reports.teksten import Teksten

_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True)
class _Maker:
    """The sentences, with the words that they all may use."""

    teksten: Teksten
    rapportteksten: Teksten
    velden: dict[str, str]

    def say(self, sleutel: str, **meer: str) -> str:
        return self.teksten(sleutel, **(self.velden | meer))

    def each(self, tabel: str) -> tuple[str, ...]:
        """All sentences of a table, in the order of the file."""
        return tuple(self.say(f"{tabel}.{sleutel}") for sleutel in self.teksten.table(tabel))

    def head(self, blad: str) -> str:
        return self.say("algemeen.kopregel", blad=self.say(f"{blad}.naam"))


def available(team: Rapport, beleid: Rapport) -> dict[str, Figuur]:
    """The figures that a team leader may choose from: those of the team edition first."""
    gevonden: dict[str, Figuur] = {}
    for sectie in (*team.secties, *beleid.secties):
        for blok in sectie.blokken:
            if isinstance(blok, Figuur):
                gevonden.setdefault(blok.naam, blok)
    return gevonden


def build_sessie(
    team: Rapport,
    beleid: Rapport,
    teksten: Teksten,
    rapportteksten: Teksten,
    gesprek: Gesprek,
    *,
    keuze_bestand: str,
) -> Sessie:
    """The sheets of a session about one municipality and period.

    Args:
        team, beleid: the two editions of the same report.
        gesprek: its choice has only names of figures that `available` has.
        keuze_bestand: where the choice stands, as messages print it.
    """
    velden = {"gemeente": team.gebied, "periode": team.periode_label}
    maker = _Maker(teksten, rapportteksten, velden)
    keuze = gesprek.keuze
    namen = keuze.figuren or tuple(available(team, team))[:MEESTE]
    secties = (*team.secties, *beleid.secties)
    kaarten = tuple(
        _card(maker, nummer, *_place(secties, naam)) for nummer, naam in enumerate(namen, start=1)
    )
    return Sessie(
        rapport=_of_shown(team, beleid, kaarten, gesprek),
        gespreksblad=Gespreksblad(
            titel=maker.say("blad.titel"),
            kopregel=maker.head("blad"),
            doel=maker.say("algemeen.doel"),
            uitleg=maker.say("blad.uitleg"),
            kaarten=kaarten,
            vragen=tuple(teksten.table("vragen").items()),
            missen=maker.say("blad.missen"),
            eigen_kop=maker.say("blad.vragen") if keuze.vragen else "",
            eigen=keuze.vragen,
        ),
        begeleidersblad=_facilitator(maker, kaarten, keuze, secties),
        afsprakenlijst=_agreements(maker, gesprek.before(int(team.periode[:4]))),
        voorbereiding=_preparation(maker, team, beleid, namen, keuze_bestand),
        uitnodiging=_invitation(maker, team, keuze),
        vast=_fixed(maker, kaarten, gesprek.before(int(team.periode[:4]))),
    )


def _of_shown(
    team: Rapport, beleid: Rapport, kaarten: Sequence[Kaart], gesprek: Gesprek
) -> Rapport:
    """The team edition; with the stamp and counts of the other one where a figure is from there.

    Its own texts are those that the sheets print.
    """
    woorden = gesprek.numbers_on_sheets(int(team.periode[:4]))
    team = replace(team, publiek="sessie", eigen_tekst=woorden)
    eigen = {figuur.naam for figuur in team.figuren()}
    if all(kaart.figuur.naam in eigen for kaart in kaarten):
        return team
    bekend = set(team.cijfers)
    return replace(
        team,
        stempel=max(team.stempel, beleid.stempel, key=len),
        rust_op=team.rust_op | beleid.rust_op,
        cijfers=(*team.cijfers, *(cijfer for cijfer in beleid.cijfers if cijfer not in bekend)),
        vast=(*team.vast, *beleid.vast),
    )


def _fixed(maker: _Maker, kaarten: Sequence[Kaart], eerder: Sequence[Afspraak]) -> tuple[str, ...]:
    """What on the sheets is a number and no figure: minutes, years of agreements, numbered rows."""
    minuten = _minutes(maker)
    rijen = max(NIEUW, len(kaarten))
    return (
        *map(str, minuten),
        f"{sum(minuten)} minuten",
        *(str(nummer) for nummer in range(1, rijen + 1)),
        *(
            maker.say("begeleider.figuur", nummer=kaart.nummer, titel=kaart.titel)
            for kaart in kaarten
        ),
        *(str(afspraak.jaar) for afspraak in eerder),
    )


def _minutes(maker: _Maker) -> list[int]:
    """How long each step of the session takes."""
    return [int(stap.partition("|")[0]) for stap in maker.each("begeleider.programma")]


def _place(secties: Iterable[Sectie], naam: str) -> tuple[Sectie, Figuur]:
    """The first figure of this name, with its chapter."""
    return next(
        (sectie, blok)
        for sectie in secties
        for blok in sectie.blokken
        if isinstance(blok, Figuur) and blok.naam == naam
    )


def _card(maker: _Maker, nummer: int, sectie: Sectie, figuur: Figuur) -> Kaart:
    titel = _neutral_title(maker, sectie, figuur)
    merk = maker.rapportteksten("algemeen.let_op", onderschrift="", zinnen="").strip()
    onderschrift, _, let_op = figuur.onderschrift.partition(merk)
    onderschrift = onderschrift.partition(". ")[0].rstrip(". ")
    labels = " ".join(punt.label for punt in points(figuur.tekening))
    if not _YEAR.search(f"{onderschrift} {labels}") and not isinstance(figuur.tekening, Trend):
        onderschrift = maker.say("blad.met_periode", onderschrift=onderschrift)
    lezen = maker.teksten.table("blad.lezen")
    punten = figuur.alt.removeprefix(figuur.titel).lstrip(". ")
    return Kaart(
        nummer=str(nummer),
        titel=titel,
        eenheid=onderschrift,
        figuur=figuur,
        alt=maker.say("blad.alt", titel=titel, onderschrift=onderschrift, punten=punten),
        let_op=f"{merk.lstrip('. ')} {let_op.strip()}" if let_op else "",
        lezen=lezen.get(figuur.naam, lezen.get(type(figuur.tekening).__name__, "")),
    )


def _neutral_title(maker: _Maker, sectie: Sectie, figuur: Figuur) -> str:
    """What the figure counts: the title of a figure in the report is a finding."""
    if figuur.naam in maker.teksten.table("blad.titels"):
        return maker.say(f"blad.titels.{figuur.naam}")
    alleen = sum(isinstance(blok, Figuur) for blok in sectie.blokken) == 1
    if alleen:
        return sectie.kop
    return maker.say("blad.meer_in_deel", deel=sectie.kop, eenheid=figuur.tekening.eenheid)


def _help_per_chapter(
    maker: _Maker, kaarten: Sequence[Kaart], secties: Sequence[Sectie]
) -> Iterator[Alinea | Lijst]:
    """What helps with the chosen figures, once for all that one chapter tells of."""
    koppen: dict[tuple[str, ...], list[str]] = {}
    for kaart in kaarten:
        sectie, _ = _place(secties, kaart.figuur.naam)
        kop = maker.say("begeleider.figuur", nummer=kaart.nummer, titel=kaart.titel)
        koppen.setdefault(_help(maker, sectie), []).append(kop)
    for punten, bij in koppen.items():
        if punten:
            yield Alinea("; ".join(bij), "kop")
            yield Lijst(punten)


def _help(maker: _Maker, sectie: Sectie) -> tuple[str, ...]:
    """The question of a chapter and its explanations, if these are of all its figures."""
    begin = maker.rapportteksten("vergelijking.vraag", zin="").strip()
    vragen = [
        blok.tekst.removeprefix(begin).strip()
        for blok in sectie.blokken
        if isinstance(blok, Alinea) and blok.tekst.startswith(begin)
    ]
    kop = Alinea(maker.rapportteksten("duiding.kop"))
    redenen = [
        lijst.punten
        for blok, lijst in pairwise(sectie.blokken)
        if blok == kop and isinstance(lijst, Lijst)
    ]
    vragen = [f"{vraag[:1].upper()}{vraag[1:]}" for vraag in vragen]
    return (*vragen, *(redenen[0] if len(redenen) == 1 else ()))


def _facilitator(
    maker: _Maker, kaarten: Sequence[Kaart], keuze: Keuze, secties: Sequence[Sectie]
) -> Blad:
    say, each = maker.say, maker.each
    stappen = [tuple(stap.split("|")) for stap in each("begeleider.programma")]
    minuten = sum(_minutes(maker))
    programma = Tabel(
        say("begeleider.programma_tabel"),
        ("Min.", "Stap", "Wat u doet"),
        tuple(stappen),
        (True, False, False),
    )
    hulp = (Alinea(say("begeleider.kijk_na")), *_help_per_chapter(maker, kaarten, secties))
    eigen = (
        [Sectie(say("begeleider.eigen_kop"), "eigen", (Lijst(keuze.vragen),))]
        if keuze.vragen
        else []
    )
    lijsten = {
        naam: Sectie(say(f"begeleider.{naam}_kop"), naam, (Lijst(each(f"begeleider.{naam}")),))
        for naam in ("regels", "klaar", "uitnodigen", "achterhand", "grenzen")
    }
    simulatie = (Alinea(say("begeleider.simulatie")), Alinea(say("begeleider.patroon")))
    return Blad(
        titel=say("begeleider.titel"),
        kopregel=maker.head("begeleider"),
        doel=say("algemeen.doel"),
        secties=(
            Sectie(say("begeleider.doel_kop"), "doel", (Alinea(say("begeleider.doel")),)),
            lijsten["uitnodigen"],
            lijsten["klaar"],
            lijsten["regels"],
            Sectie(
                say("begeleider.programma_kop", minuten=str(minuten)), "programma", (programma,)
            ),
            Sectie(say("begeleider.simulatie_kop"), "simulatie", simulatie),
            lijsten["achterhand"],
            *eigen,
            lijsten["grenzen"],
            Sectie(say("begeleider.kaarten_kop"), "kaarten", hulp),
        ),
    )


def _agreements(maker: _Maker, eerder: Sequence[Afspraak]) -> Afsprakenlijst:
    say = maker.say
    vorige = Tabel(
        say("afspraken.vorige"),
        ("Jaar", "Afspraak", "Wie, wanneer", "Gedaan?"),
        tuple(
            (
                str(a.jaar),
                a.afspraak,
                ", ".join(deel for deel in (a.functie, a.wanneer) if deel),
                f"{a.gedaan}{f': {a.toelichting}' if a.toelichting else ''}",
            )
            for a in eerder
        ),
        (False,) * 4,
    )
    kolommen = ("Nr", "Afspraak", "Actielijn", "Functie", "Wanneer", "Waaraan zien we het?")
    leeg = tuple((str(nummer), *("",) * 5) for nummer in range(1, NIEUW + 1))
    lijnen = ", ".join(maker.rapportteksten.table("afspraken.actielijnen").values())
    return Afsprakenlijst(
        titel=say("afspraken.titel"),
        kopregel=maker.head("afspraken"),
        doel=say("algemeen.doel"),
        vorige=vorige,
        vorige_geen="" if eerder else say("afspraken.vorige_geen"),
        nieuw=Tabel(say("afspraken.nieuw"), kolommen, leeg, (False,) * 6),
        uitleg=(say("afspraken.uitleg"), say("afspraken.lijnen", lijnen=lijnen)),
    )


def _preparation(
    maker: _Maker, team: Rapport, beleid: Rapport, gekozen: Sequence[str], bestand: str
) -> Voorbereiding:
    say = maker.say
    secties = (*team.secties, *beleid.secties)
    keuzes = tuple(
        (naam in gekozen, naam, _neutral_title(maker, *_place(secties, naam)))
        for naam in available(team, beleid)
    )
    ruimte = (("voorbereiding.vragen", 3), ("voorbereiding.wanneer", 1), ("voorbereiding.wie", 2))
    return Voorbereiding(
        titel=say("voorbereiding.titel"),
        kopregel=maker.head("voorbereiding"),
        uitleg=(say("voorbereiding.uitleg"), say("voorbereiding.uitleg_bestand", bestand=bestand)),
        kop=say("voorbereiding.tabel"),
        keuzes=keuzes,
        ruimte=tuple((say(sleutel), regels) for sleutel, regels in ruimte),
    )


def _invitation(maker: _Maker, team: Rapport, keuze: Keuze) -> str:
    """The text to mail a week ahead."""
    minuten = sum(_minutes(maker))
    vragen = maker.teksten.table("vragen").items()
    return (
        maker.say(
            "uitnodiging.tekst",
            wanneer=keuze.wanneer or maker.say("uitnodiging.wanneer"),
            afzender=keuze.afzender or maker.say("uitnodiging.afzender"),
            minuten=str(minuten),
            vragen="\n".join(f"- {naam}: {vraag}" for naam, vraag in vragen),
            contact=team.contact,
            stempel=maker.say("uitnodiging.stempel", stempel=team.stempel) if team.stempel else "",
        ).strip()
        + "\n"
    )
