"""Plain Dutch in every edition: short sentences, easy words, no judgement, letters explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from test_report_editions import GEMEENTEN, KLEIN_EN_GROOT, VERGELIJKWOORD, build, sentences

from helpende_data.files import Werkmap
from helpende_data.pipeline import Workshop
from helpende_data.pipeline.soorten import infographic, nieuwsbrief, report_area, report_theme
from helpende_data.reports.inhoud import PUBLIEKEN
from helpende_data.reports.model import Alinea, Figuur, Rapport, Tabel

LONGEST = 24  # words in one sentence, a list left out
EASY = 65.0  # Flesch-Douma; B1 begins at about 60
VERMIJDEN = tomllib.loads(
    (Werkmap(Path()).packaged / "teksten" / "vermijden.toml").read_text("utf-8")
)
WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'-]*|\d[\d.,]*")
VOWELS = re.compile(r"[aeiouyàâäáèêëéìîïíòôöóùûüú]+", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9])|[;:]\s")
ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
NO_ABBREVIATION = {"NAAM"}  # what a user fills in


def running(rapport: Rapport) -> list[str]:
    """The sentences that are read as text: core, front and chapters."""
    voor = [blok.tekst for blok in rapport.voorblad if isinstance(blok, Alinea)]
    teksten = [*rapport.kern, *voor, *(z for s in rapport.secties for z in sentences(s))]
    return [z for tekst in teksten for z in SENTENCE_END.split(tekst) if re.search("[a-z]", z)]


def everything(rapport: Rapport) -> list[str]:
    """All that a reader sees: sentences, tables, titles, captions and the charts in words."""
    blokken = [blok for sectie in rapport.secties for blok in sectie.blokken]
    tabellen = [b for b in blokken if isinstance(b, Tabel)]
    tabellen += [b.tabel for b in blokken if isinstance(b, Figuur)]
    teksten = [*running(rapport), *(s.kop for s in rapport.secties)]
    teksten += [cel for tabel in tabellen for rij in (tabel.kolommen, *tabel.rijen) for cel in rij]
    return teksten + [t for f in rapport.figuren() for t in (f.titel, f.onderschrift, f.alt)]


def syllables(woord: str) -> int:
    return max(1, len(VOWELS.findall(woord.lower().replace("ij", "y"))))


def flesch_douma(zinnen: list[str]) -> float:
    """206.84 - 77 x syllables per word - 0.93 x words per sentence (Douma 1960)."""
    woorden = [woord for zin in zinnen for woord in WORD.findall(zin)]
    lettergrepen = sum(map(syllables, woorden)) / len(woorden)
    return 206.84 - 77 * lettergrepen - 0.93 * len(woorden) / len(zinnen)


def check(rapport: Rapport) -> None:
    zinnen, alles = running(rapport), everything(rapport)
    lang = [zin for zin in zinnen if len(WORD.findall(zin)) > LONGEST]
    assert lang == []
    assert flesch_douma(zinnen) > EASY
    for soort in ("oordeel", "moeilijk"):
        for woord in VERMIJDEN[soort]:
            assert not [t for t in alles if re.search(rf"\b{woord}\b", t, re.IGNORECASE)], woord
    assert not [t for t in alles if re.search(r"\b(nan|None|inf)\b|\{", t)]
    uitgelegd = set() if rapport.kort else set(" ".join(rapport.woorden).split())
    uitgelegd |= set(re.findall(r"[a-z] \(([A-Z]{2,})\)", " ".join(alles)))
    gebruikt = {letters for tekst in alles for letters in ABBREVIATION.findall(tekst)}
    assert gebruikt - uitgelegd - NO_ABBREVIATION == set()


@pytest.mark.parametrize("publiek", PUBLIEKEN)
@pytest.mark.parametrize("gemeente", KLEIN_EN_GROOT)
@pytest.mark.parametrize("wereld", ["echt", "verzonnen"])
def test_an_edition_is_plain_dutch(request, wereld, gemeente, publiek):
    check(build(request.getfixturevalue(wereld), gemeente, publiek))


@pytest.mark.slow
@pytest.mark.parametrize("publiek", PUBLIEKEN)
@pytest.mark.parametrize("gemeente", GEMEENTEN)
def test_every_edition_of_every_municipality_is_plain_dutch(echt, verzonnen, gemeente, publiek):
    for wereld, periodes in ((echt, ("2020", "2023")), (verzonnen, ("2019", "2022-H1", "2024"))):
        for periode in periodes:
            check(build(wereld, gemeente, publiek, periode))


@pytest.mark.parametrize("gemeente", KLEIN_EN_GROOT)
def test_no_comparison_word_stands_beside_a_count_below_the_reliability_limit(verzonnen, gemeente):
    for publiek in PUBLIEKEN:
        for figuur in build(verzonnen, gemeente, publiek).figuren():
            if not figuur.naam.endswith("-kaart"):
                continue
            aantallen = {rij[0]: rij[2] for rij in figuur.tabel.rijen}
            for punt in figuur.tekening.punten:
                klein = re.fullmatch(r"\d( \*)?", aantallen[punt.label])
                assert not (klein and VERGELIJKWOORD.search(punt.noot))
        tabellen = [
            blok
            for sectie in build(verzonnen, gemeente, publiek).secties
            if sectie.anker == "overzicht"
            for blok in sectie.blokken
            if isinstance(blok, Tabel)
        ]
        for rij in (rij for tabel in tabellen for rij in tabel.rijen):
            if re.fullmatch(r"\d( \*)?", rij[2]):
                assert not VERGELIJKWOORD.search(rij[4] + rij[5])


def test_the_score_tells_easy_from_hard():
    makkelijk = ["Bel ons.", "Wij praten met u.", "Dan kijken wij samen wat er kan."]
    moeilijk = [
        "De gemeentelijke verantwoordelijkheid voor crisisinterventie veronderstelt "
        "interdisciplinaire informatievoorziening tussen uitvoeringsorganisaties."
    ]
    assert flesch_douma(makkelijk) > 80
    assert flesch_douma(moeilijk) < 0


@pytest.mark.parametrize("gebied", ["regio", "subregio"])
def test_reports_about_a_whole_area_are_plain_dutch(
    gebied: str, verzonnen: Workshop, tmp_path: Path
) -> None:
    naam = {"regio": "Gelderland-Zuid", "subregio": "Rivierenland"}[gebied]
    check(report_area(verzonnen, naam, gebied=gebied, formaten=("csv",), uit=tmp_path).rapport)


def test_the_infographic_is_plain_dutch(verzonnen: Workshop, tmp_path: Path) -> None:
    check(infographic(verzonnen, "Druten", formaten=("csv",), uit=tmp_path).rapport)


@pytest.mark.parametrize("thema", ["ouderenmishandeling", "mensenhandel"])
def test_reports_about_a_theme_and_newsletters_are_plain_dutch(
    thema: str, verzonnen: Workshop, tmp_path: Path
) -> None:
    check(report_theme(verzonnen, thema, formaten=("csv",), uit=tmp_path).rapport)
    check(nieuwsbrief(verzonnen, thema=thema, formaten=("csv",), uit=tmp_path).rapport)
