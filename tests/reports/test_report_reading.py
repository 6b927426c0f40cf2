"""What a reader meets on the pages: nothing twice, nothing about nothing, one notation a place."""

import re

import pytest

from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop
from helpende_data.reports.inhoud import build_rapport
from helpende_data.reports.inhoud.context import spans
from helpende_data.reports.model import Alinea, Lijst, Rapport, Sectie, Tabel, texts


def build(workshop: Workshop, publiek: str, periode: str | None = None) -> Rapport:
    gekozen = Periode.parse(periode) if periode else None
    return build_rapport(
        workshop.feiten,
        workshop.teksten,
        "Druten",
        gekozen,
        publiek,
        regels=workshop.regels,
        andere_bronnen=workshop.andere_bronnen,
    )


@pytest.fixture(scope="module")
def team(echt: Workshop) -> Rapport:
    return build(echt, "team")


def chapter(rapport: Rapport, anker: str) -> Sectie:
    return next(sectie for sectie in rapport.secties if sectie.anker == anker)


def test_years_in_a_row_are_said_as_a_span():
    assert spans([2020]) == "2020"
    assert spans([2021, 2020]) == "2020 en 2021"
    assert spans([2019, 2020, 2021, 2024]) == "2019 tot en met 2021 en 2024"


def test_each_subject_that_is_not_known_is_one_line(team):
    punten = next(b for b in chapter(team, "onbekend").blokken if isinstance(b, Lijst)).punten
    onderwerpen = [re.sub(r"\b(adviezen|meldingen|en|\d{4}|tot|met)\b", "", p) for p in punten]
    assert len({" ".join(o.split()) for o in onderwerpen}) == len(punten) <= 8


def test_what_was_not_delivered_stands_in_words_below_the_overview(team):
    blokken = chapter(team, "overzicht").blokken
    getoond = {rij[0].lower() for b in blokken if isinstance(b, Tabel) for rij in b.rijen}
    wel, niet = (
        {naam for punt in lijst.punten for naam in punt.partition(": ")[2].split("; ")}
        for lijst in blokken
        if isinstance(lijst, Lijst)
    )
    assert "casussen bij het lokale team" in niet
    assert not (niet | wel) & getoond
    assert not niet & wel
    assert any(isinstance(b, Alinea) and b.tekst.startswith("Niet aangeleverd") for b in blokken)


@pytest.mark.parametrize("publiek", ["team", "beleid"])
def test_only_words_that_the_report_uses_are_explained(echt, publiek):
    rapport = build(echt, publiek)
    gelezen = "\n".join(texts((rapport.voorblad, rapport.kern, rapport.secties, rapport.bronnen)))
    uitleg = " ".join(rapport.woorden.values())
    assert "Veilig Thuis" in rapport.woorden
    for woord in rapport.woorden:
        assert re.search(rf"\b{re.escape(woord)}\b", f"{gelezen}\n{uitleg}", re.IGNORECASE), woord


def test_an_asterisk_is_explained_only_where_one_stands(verzonnen):
    oud, nieuw = (build(verzonnen, "team", jaar) for jaar in ("2019", "2024"))
    zegt = [any("sterretje" in t for t in texts(r.voorblad)) for r in (oud, nieuw)]
    assert zegt == [any(c.voorlopig for c in r.cijfers) for r in (oud, nieuw)] == [False, True]


def test_the_version_stands_with_the_accountability(team):
    (laatste,) = [s for s in team.secties if any(team.versie in t for t in texts(s))]
    assert laatste.anker == "verantwoording"
