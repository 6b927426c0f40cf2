"""What each edition holds for its readers, in which order, and what small numbers do not get."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from helpende_data.figures.model import Tegels
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop
from helpende_data.reports.draw import draw_rapport
from helpende_data.reports.inhoud import build_rapport
from helpende_data.reports.inhoud.kaart import places
from helpende_data.reports.model import Alinea, Figuur, Lijst, Rapport, Sectie, Tabel

KLEIN_EN_GROOT = ("Druten", "Nijmegen", "Mook en Middelaar")
GEMEENTEN = (
    "Berg en Dal",
    "Beuningen",
    "Buren",
    "Culemborg",
    "Heumen",
    "Maasdriel",
    "Neder-Betuwe",
    "Tiel",
    "West Betuwe",
    "West Maas en Waal",
    "Wijchen",
    "Zaltbommel",
)
VERGELIJKWOORD = re.compile(r"\b(hoger|lager|niet aantoonbaar anders)\b")


_MADE: dict[tuple[int, str, str, str], Rapport] = {}  # a report is frozen: made once for all


def build(workshop: Workshop, gemeente: str, publiek: str, periode: str = "") -> Rapport:
    sleutel = (id(workshop), gemeente, publiek, periode)
    if sleutel not in _MADE:
        _MADE[sleutel] = build_rapport(
            workshop.feiten,
            workshop.teksten,
            gemeente,
            Periode.parse(periode) if periode else None,
            publiek,
            regels=workshop.regels,
            gebeurtenissen=workshop.gebeurtenissen,
            andere_bronnen=workshop.andere_bronnen,
        )
    return _MADE[sleutel]


def chapter(rapport: Rapport, anker: str) -> Sectie:
    return next(sectie for sectie in rapport.secties if sectie.anker == anker)


def sentences(sectie: Sectie) -> list[str]:
    alineas = [blok.tekst for blok in sectie.blokken if isinstance(blok, Alinea)]
    return alineas + [p for blok in sectie.blokken if isinstance(blok, Lijst) for p in blok.punten]


@pytest.mark.parametrize("gemeente", KLEIN_EN_GROOT)
@pytest.mark.parametrize("wereld", [pytest.param("echt", marks=pytest.mark.slow), "verzonnen"])
def test_a_team_gets_six_to_eight_figures_each_on_a_page_about_one_subject(
    request, wereld, gemeente
):
    rapport = build(request.getfixturevalue(wereld), gemeente, "team")
    assert 6 <= len(rapport.figuren()) <= 8
    met_figuur = [s for s in rapport.secties if any(isinstance(b, Figuur) for b in s.blokken)]
    assert all(sectie.nieuwe_pagina for sectie in met_figuur)
    per_bladzijde = [sum(isinstance(b, Figuur) for b in s.blokken) for s in met_figuur]
    assert max(per_bladzijde) <= 2


def test_the_core_follows_the_three_questions_of_the_plan_with_returning_violence_first(verzonnen):
    kern = build(verzonnen, "Druten", "team").kern
    assert len(kern) == 5
    assert kern[0].startswith("Doen we wat nodig is?")
    assert "dat al eerder was gemeld" in kern[0]
    assert kern[3].startswith("Zijn de effecten zichtbaar of meetbaar? Nee. Geen cijfer")
    assert kern[4].startswith("Is het direct helpend voor de professional en het huishouden?")


def test_an_absolute_number_goes_before_the_rate_and_the_comparison(verzonnen):
    meldingen, adviezen = build(verzonnen, "Druten", "team").kern[1:3]
    vooraan = r"telde \d+ {} in 2024, zo'n \d+ per maand\. Dat is [\d.,]+ per 100\.000 "
    assert re.search(vooraan.format("meldingen"), meldingen)
    # The same word about both is said once.
    assert "Vergeleken met" not in meldingen
    slot = "zijn meldingen en adviezen allebei niet aantoonbaar anders"
    assert re.search(f"{vooraan.format('adviezen')}.*{slot}", adviezen)


def test_a_page_tells_what_it_is_how_many_and_what_it_means_in_that_order(verzonnen):
    sectie = chapter(build(verzonnen, "Druten", "team"), "meldingen")
    begin = [
        "Wat verstaan we eronder?",
        "Hoe vaak?",
        "Wat zegt dit wel?",
        "Wat zegt dit niet?",
        "Mogelijke verklaringen",
        "Vraag voor het gesprek",
        "Dit hoort bij de actielijn",
    ]
    zinnen = [b.tekst for b in sectie.blokken if isinstance(b, Alinea)]
    plaatsen = [next(i for i, z in enumerate(zinnen) if z.startswith(b)) for b in begin]
    assert plaatsen == sorted(plaatsen)
    assert any(zin.startswith("Minder kan komen door") for zin in sentences(sectie))


@pytest.mark.parametrize("publiek", ["team", "beleid"])
def test_every_chapter_with_explanations_says_first_what_it_tells_and_does_not(verzonnen, publiek):
    alles = [sentences(sectie) for sectie in build(verzonnen, "Nijmegen", publiek).secties]
    uitgelegd = [
        zinnen
        for zinnen in alles
        if any(zin.startswith("Mogelijke verklaringen") for zin in zinnen)
    ]
    assert len(uitgelegd) >= 4
    for zinnen in uitgelegd:
        eerst = next(i for i, zin in enumerate(zinnen) if zin.startswith("Mogelijke verklaringen"))
        assert any(zin.startswith("Wat zegt dit wel?") for zin in zinnen[:eerst])
        assert any(zin.startswith("Wat zegt dit niet?") for zin in zinnen[:eerst])


@pytest.mark.parametrize("gemeente", KLEIN_EN_GROOT)
def test_every_known_indicator_is_a_row_of_the_overview(verzonnen, gemeente):
    rapport = build(verzonnen, gemeente, "beleid")
    tabel = next(b for b in chapter(rapport, "overzicht").blokken if isinstance(b, Tabel))
    namen = [rij[0] for rij in tabel.rijen]
    assert len(namen) == len(set(namen)) >= 20
    for rij in tabel.rijen:
        woord = rij[4].lstrip("▲▼ ")
        assert woord.startswith(("–", "te klein", "anders met")) or VERGELIJKWOORD.search(woord)
        assert (rij[4][0] in "▲▼") == bool(re.search("hoger|lager", rij[4]))


def test_the_overview_tells_of_the_region_what_followed_where_the_gemeente_is_not_known(echt):
    tabel = next(
        b
        for b in chapter(build(echt, "Druten", "team", "2023"), "overzicht").blokken
        if isinstance(b, Tabel)
    )
    rijen = {rij[0]: rij[1:3] for rij in tabel.rijen}
    assert rijen["Meldingen: overgedragen"] == ("regio", "1.495 *")
    assert rijen["Meldingen: acuut onveilig"] == ("regio", "110 *")


def test_a_kind_below_the_reliability_limit_has_no_page_and_no_word(verzonnen):
    for gemeente in KLEIN_EN_GROOT:
        rapport = build(verzonnen, gemeente, "beleid")
        eigen = [s for s in rapport.secties if s.anker.startswith("thema-")]
        gedeeld = chapter(rapport, "themas")
        for sectie in eigen:
            figuur = next(b for b in sectie.blokken if isinstance(b, Figuur))
            assert int(figuur.tabel.rijen[0][2].rstrip(" *").replace(".", "")) >= 10
        assert not [z for z in sentences(gedeeld) if VERGELIJKWOORD.search(z)]
        tabel = next(b for b in gedeeld.blokken if isinstance(b, Tabel))
        for rij in tabel.rijen:
            assert not rij[1].rstrip(" *").isdigit() or int(rij[1].rstrip(" *")) < 10


def test_kinds_that_nobody_counts_are_named_as_such(verzonnen):
    zinnen = sentences(chapter(build(verzonnen, "Druten", "beleid"), "themas"))
    assert (
        "Over complexe scheidingen, seksueel geweld en stalking staat geen aantal meldingen in "
        "onze bronnen." in zinnen
    )


def test_what_a_team_does_not_see_is_not_among_its_figures_either(verzonnen):
    team = {c.indicator for c in build(verzonnen, "Druten", "team").cijfers}
    beleid = {c.indicator for c in build(verzonnen, "Druten", "beleid").cijfers}
    assert "raming_totaal" in beleid - team


def pages(workshop: Workshop, gemeente: str, periode: str = "") -> int:
    rapport = build(workshop, gemeente, "raad", periode)
    inhoud = draw_rapport(rapport, "raad", ("pdf",))["raad.pdf"]
    document = pypdfium2.PdfDocument(inhoud)
    aantal = len(document)
    document.close()
    return aantal


@pytest.mark.parametrize("gemeente", KLEIN_EN_GROOT)
@pytest.mark.parametrize("wereld", ["echt", "verzonnen"])
def test_the_council_gets_two_pages(request, wereld, gemeente):
    assert pages(request.getfixturevalue(wereld), gemeente) == 2


@pytest.mark.slow
@pytest.mark.parametrize("gemeente", GEMEENTEN)
@pytest.mark.parametrize(
    ("wereld", "periode"), [("echt", "2020"), ("echt", "2023"), ("verzonnen", "2022-H1")]
)
def test_the_council_of_every_municipality_gets_two_pages(request, wereld, periode, gemeente):
    assert pages(request.getfixturevalue(wereld), gemeente, periode) == 2


def test_the_council_reads_what_it_may_ask_and_where_the_figures_come_from(echt):
    rapport = build(echt, "Druten", "raad")
    assert len(chapter(rapport, "vragen").blokken[0].punten) == 4
    slot = sentences(chapter(rapport, "verantwoording"))
    assert any("Centraal Bureau voor de Statistiek" in zin for zin in slot)
    assert any("advies- en meldpunt" in zin for zin in slot)


def test_the_map_of_the_region_gives_each_municipality_its_place_and_its_word(verzonnen):
    rapport = build(verzonnen, "Druten", "beleid")
    figuur = next(f for f in rapport.figuren() if f.naam == "meldingen-kaart")
    assert isinstance(figuur.tekening, Tegels)
    plaats = {
        punt.label: plek
        for punt, plek in zip(figuur.tekening.punten, figuur.tekening.plaatsen, strict=True)
    }
    assert len(plaats) == 15
    assert plaats["Culemborg"][0] < plaats["Druten"][0] < plaats["Nijmegen"][0]
    assert plaats["Culemborg"][1] < plaats["Zaltbommel"][1]
    assert {p.noot for p in figuur.tekening.punten} >= {
        "niet aantoonbaar anders",
        "▲ duidelijk hoger",
    }


def test_a_region_without_a_layout_has_its_tiles_in_order_of_name():
    assert places((), ["GM0002", "GM0001", "GM0003"]) == ((0, 0), (1, 0), (0, 1))
    assert places(("GM0001 .",), ["GM0001", "GM0002"]) == ((0, 0), (1, 0))


def test_no_map_where_most_municipalities_have_no_figure(echt):
    assert not [f for f in build(echt, "Druten", "beleid").figuren() if f.naam.endswith("-kaart")]


@pytest.mark.parametrize("gemeente", ["Mook en Middelaar", "Nijmegen"])
def test_the_overview_and_each_subject_of_a_team_fit_on_one_page(verzonnen, gemeente):
    rapport = build(verzonnen, gemeente, "team")
    document = pypdfium2.PdfDocument(draw_rapport(rapport, "x", ("pdf",))["x.pdf"])
    begin = {b.get_title(): b.get_dest().get_index() for b in document.get_toc() if not b.level}
    # Only an example of a municipality with exceptions has a front too full for the contents.
    eerste = 2 if gemeente == "Mook en Middelaar" else 1
    blad = " ".join(document[eerste].get_textpage().get_text_range().split())
    document.close()
    tabel = next(b for b in chapter(rapport, "overzicht").blokken if isinstance(b, Tabel))
    assert begin["De kern"] == 0
    assert begin["Inhoud"] == eerste - 1
    assert all(deel in blad for deel in (tabel.titel, tabel.rijen[0][0], tabel.rijen[-1][0]))
    koppen = [s.kop for s in rapport.secties if s.nieuwe_pagina]
    assert len(koppen) >= 9
    assert [begin[kop] for kop in koppen] == list(range(eerste, eerste + len(koppen)))


def test_policy_reads_shares_with_their_limits_and_a_team_reads_counts(verzonnen):
    def veiligheid(publiek: str) -> Figuur:
        figuren = build(verzonnen, "Druten", publiek).figuren()
        return next(f for f in figuren if f.naam == "meldingen-veiligheid")

    assert all(p.tekst.endswith("%") and p.laag for p in veiligheid("beleid").tekening.punten)
    assert all(p.tekst.isdigit() and p.laag is None for p in veiligheid("team").tekening.punten)


def test_what_was_counted_stands_beside_what_the_region_would_give(echt, verzonnen):
    figuren = build(verzonnen, "Druten", "beleid").figuren()
    geteld, verwacht = next(f for f in figuren if f.naam == "meldingen-geteld").tekening.punten
    assert geteld.laag is None
    assert verwacht.laag < verwacht.waarde < verwacht.hoog
    assert "rekenvoorbeeld" in verwacht.label
    assert not [f for f in build(echt, "Druten", "beleid").figuren() if f.naam.endswith("-geteld")]
