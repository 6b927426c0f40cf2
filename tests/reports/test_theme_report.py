"""A report about one kind of violence: the region first, and smaller areas only where allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpende_data.errors import UnknownError, UsageError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop, open_workshop
from helpende_data.pipeline.soorten import report_theme
from helpende_data.reports.model import Alinea, Lijst, Rapport, Tabel

THEMAS = (
    "kindermishandeling", "partnergeweld", "ouderenmishandeling", "eergerelateerd_geweld",
    "mensenhandel", "complexe_scheiding", "seksueel_geweld", "stalking",
)  # fmt: skip
ONBEKEND = ("stalking", "kindermishandeling")  # of the region, in public sources
ALLEEN_REGIO = ("eergerelateerd_geweld", "mensenhandel", "seksueel_geweld", "stalking")


def words(rapport: Rapport, anker: str) -> str:
    """All sentences of one chapter."""
    sectie = next(s for s in rapport.secties if s.anker == anker)
    return " ".join(
        tekst
        for blok in sectie.blokken
        if isinstance(blok, (Alinea, Lijst))
        for tekst in ([blok.tekst] if isinstance(blok, Alinea) else blok.punten)
    )


def tables(rapport: Rapport, anker: str) -> list[Tabel]:
    sectie = next(s for s in rapport.secties if s.anker == anker)
    return [blok for blok in sectie.blokken if isinstance(blok, Tabel)]


@pytest.fixture(scope="module")
def ouderen(echt: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Rapport:
    uit = tmp_path_factory.mktemp("thema")
    return report_theme(echt, "Ouderenmishandeling", formaten=("html", "pdf"), uit=uit).rapport


def test_theme_opens_with_its_last_known_year_number_and_share(ouderen: Rapport) -> None:
    """68 of 2.839 reports in 2020, as the plan prints; the years after it are not public."""
    assert ouderen.periode == "2020"
    assert "68 meldingen over ouderenmishandeling in 2020" in ouderen.kern[0]
    assert "2,4 % van alle meldingen" in ouderen.kern[0]


def test_theme_with_one_known_year_says_nothing_about_change(ouderen: Rapport) -> None:
    assert "Over een verandering is daarom niets te zeggen." in words(ouderen, "jaren")


def test_statements_of_others_stand_apart_with_their_period(ouderen: Rapport) -> None:
    (tabel,) = tables(ouderen, "andere")
    assert {(rij[0], rij[1], rij[2]) for rij in tabel.rijen} >= {
        ("Nederland", "jaar niet bekend", "1 op de 20"),
        ("Nederland", "2024", "2 procent"),
    }


@pytest.mark.parametrize("thema", [t for t in THEMAS if t not in ONBEKEND])
def test_each_theme_with_a_figure_has_a_report(thema: str, echt: Workshop, tmp_path: Path) -> None:
    rapport = report_theme(echt, thema, formaten=("html", "pdf"), uit=tmp_path).rapport
    assert rapport.cijfers
    assert {"aantal", "delen", "gesprek"} - {s.anker for s in rapport.secties} <= {"delen"}
    assert "Wat zegt dit niet?" in words(rapport, "gesprek")
    assert not any("nan" in zin for zin in rapport.kern)


@pytest.mark.parametrize("thema", ONBEKEND)
def test_a_theme_without_a_figure_of_the_region_names_those_that_have_one(
    thema: str, echt: Workshop, tmp_path: Path
) -> None:
    """What others wrote about the country alone makes no report about the region."""
    with pytest.raises(UnknownError, match=r"geen enkel cijfer.*Kies een thema.*ouderenmishand"):
        report_theme(echt, thema, formaten=("html",), uit=tmp_path)
    assert not list(tmp_path.rglob("*.html"))


@pytest.mark.parametrize("thema", [t for t in THEMAS if t != "stalking"])
def test_municipalities_stay_out_of_themes_that_the_policy_keeps_to_the_region(
    thema: str, verzonnen: Workshop, tmp_path: Path
) -> None:
    rapport = report_theme(verzonnen, thema, formaten=("csv",), uit=tmp_path).rapport
    klein = {c.gebied_code for c in rapport.cijfers if c.gebied_code.startswith(("GM", "SR"))}
    geteld = thema in ("kindermishandeling", "partnergeweld", "ouderenmishandeling")
    assert bool(klein) == geteld
    if thema in ALLEEN_REGIO and any(s.anker == "delen" for s in rapport.secties):
        assert "laten wij geen cijfers van subregio's en gemeenten zien" in words(rapport, "delen")


def test_municipalities_stand_by_the_alphabet_with_their_years_together(
    verzonnen: Workshop, tmp_path: Path
) -> None:
    rapport = report_theme(verzonnen, "ouderenmishandeling", formaten=("html",), uit=tmp_path)
    (tabel,) = tables(rapport.rapport, "delen")
    gemeenten = [rij[0] for rij in tabel.rijen[2:]]
    assert gemeenten == sorted(gemeenten)
    assert len(gemeenten) == 15
    druten = next(rij for rij in tabel.rijen if rij[0] == "Druten")
    assert "(2021-2023)" in druten[-1]


@pytest.mark.parametrize("over", ["2019", "2022", "2022-H1", "2024"])
def test_theme_is_made_for_each_period_of_the_example(
    over: str, verzonnen: Workshop, tmp_path: Path
) -> None:
    rapport = report_theme(
        verzonnen, "mensenhandel", "Rivierenland", gebied="subregio",
        periode=Periode.parse(over), formaten=("html",), uit=tmp_path,
    ).rapport  # fmt: skip
    assert rapport.periode == over
    # the policy shows this theme of regions only
    assert "Over Gelderland-Zuid (15 gemeenten)" in rapport.kern[0]
    assert not any(c.gebied_code.startswith(("GM", "SR")) for c in rapport.cijfers)


def test_a_theme_that_is_not_known_names_the_nearest(echt: Workshop) -> None:
    with pytest.raises(UnknownError, match="Bedoelt u ouderenmishandeling"):
        report_theme(echt, "oudermishandeling")
    with pytest.raises(UnknownError, match="Kies uit kindermishandeling"):
        report_theme(echt, "<script>'")


@pytest.mark.parametrize(
    "naam", ["De Waal 't <b>Hof</b>", 'A/B "C"', "Samenwerkende gemeenten " * 4]
)
def test_the_name_of_a_region_is_shown_as_text(
    naam: str, example_copy: Werkmap, tmp_path: Path
) -> None:
    workshop = open_workshop(example_copy)
    gebieden = workshop.feiten.gebieden
    regios = tuple(replace(r, naam=naam) for r in gebieden.regios)
    gewijzigd = replace(
        workshop, feiten=replace(workshop.feiten, gebieden=replace(gebieden, regios=regios))
    )
    gemaakt = report_theme(gewijzigd, "mensenhandel", formaten=("html", "pdf"), uit=tmp_path)
    assert gemaakt.map.parent == tmp_path / "2024"
    assert "<b>Hof" not in gemaakt.bestanden[0].read_text("utf-8")
    assert naam in gemaakt.rapport.titel


def test_hd_report_thema_wants_no_municipality(hd: Callable[..., Any]) -> None:
    vraag = hd("report", "--thema", "stalking", "--gemeente", "Druten")
    assert vraag.code == 2
    assert "gaat over een regio of subregio" in vraag.err


def test_another_kind_of_report_takes_no_theme(verzonnen: Workshop) -> None:
    from helpende_data.pipeline.uitgave import Aanvraag, make

    with pytest.raises(UsageError, match="regio gaat over geen thema"):
        make(verzonnen, Aanvraag("regio", "", "regio", thema="stalking"))
