"""The evaluation of a plan: goals, two years, what can and cannot be measured, faults in plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_report_language import check
from test_report_numbers import _numbers, _shown, _texts

from helpende_data.errors import ContractError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop
from helpende_data.pipeline.evaluatie import evaluatie
from helpende_data.reports.model import Lijst, Rapport, Sectie, Tabel
from helpende_data.reports.plannen import plan_of, read_plannen

# Where a goal stands in a plan, and the questions of a list, are no figures.
# So are the unit of a score, and how many municipalities more.
NO_FIGURE = re.compile(
    r"(?:hoofdstuk|actielijn|bladzijde|vertrekpunt|randvoorwaarde) \d+|1G1P1R"
    r"|score van 1 tot en met 4|en \d+ andere\b"
)

LOKAAL = """
naam = "Veilig in Druten"
uitgave = "Lokaal plan 2021-2025"
gebied = "Druten"
van = 2021
tot = 2025
nulmeting = 2019
ambitie = "Iedereen is thuis veilig."
bron = "Verzonnen voor deze toets"

[[lijn]]
naam = "Eerder praten"

[[lijn.doel]]
doel = "Meer mensen bellen om raad."
plek = "bladzijde 4"
[[lijn.doel.meting]]
cijfer = "adviezen"
zegt = "Hoe vaak mensen belden. Wij willen 10 keer meer."

[[lijn.doel]]
doel = "Elk kind heeft iemand om mee te praten."
plek = "bladzijde 5"
nodig = "Een vragenlijst op scholen."
"""


def build(
    workshop: Workshop, uit: Path, naam: str = "Druten", van: int = 2020, tot: int = 2023
) -> Rapport:
    gebied = "regio" if "-" in naam else "gemeente"
    return evaluatie(
        workshop, naam, gebied=gebied, van=van, tot=Periode(tot), formaten=("csv",), uit=uit
    ).rapport


def chapter(rapport: Rapport, anker: str) -> Sectie:
    return next(s for s in rapport.secties if s.anker == anker)


def rows(rapport: Rapport, anker: str) -> list[tuple[str, ...]]:
    tabellen = [b for b in chapter(rapport, anker).blokken if isinstance(b, Tabel)]
    return [rij for tabel in tabellen for rij in tabel.rijen]


def own_plan(example_copy: Werkmap, tekst: str, naam: str = "druten.toml") -> Workshop:
    from helpende_data.pipeline import open_workshop

    map_ = example_copy.own / "plannen"
    map_.mkdir(parents=True)
    (map_ / naam).write_text(tekst, "utf-8")
    return open_workshop(example_copy)


@pytest.fixture(scope="module")
def druten(verzonnen: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Rapport:
    return build(verzonnen, tmp_path_factory.mktemp("druten"))


@pytest.fixture(scope="module")
def echte_regio(echt: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Rapport:
    return build(echt, tmp_path_factory.mktemp("regio"), "Gelderland-Zuid")


def test_every_goal_of_the_plan_is_in_the_overview(druten: Rapport, verzonnen: Workshop) -> None:
    plan = plan_of(read_plannen(verzonnen.werkmap, verzonnen.feiten), "RA-GZ", 2023)
    assert plan is not None
    assert [rij[0] for rij in rows(druten, "overzicht") if rij[0][0] != "("] == [
        doel.tekst for doel in plan.doelen
    ]


def test_goals_without_a_figure_are_listed_with_what_it_would_take(druten: Rapport) -> None:
    zonder = [rij[0] for rij in rows(druten, "overzicht") if rij[1] == "geen cijfer"]
    assert zonder
    lijst = rows(druten, "niet-te-meten")
    assert [rij[1] for rij in lijst] == zonder
    assert all(rij[2] for rij in lijst)


def test_a_verdict_never_says_equal_and_a_small_count_has_none(druten: Rapport) -> None:
    oordelen = {rij[1]: rij[4] for rij in rows(druten, "overzicht")}
    assert oordelen["Meldingen per 100.000 inwoners"] == "niet aantoonbaar anders"
    assert oordelen["Meldingen: onderwijs, deel van het totaal"] == "niet te vergelijken"
    assert not [t for t in _texts(druten) if re.search(r"\b(is|zijn|bleef) gelijk\b", t)]
    assert any("pas geweest vanaf" in t for t in _texts(druten))


def test_the_report_ends_with_questions_to_talk_about(druten: Rapport) -> None:
    (lijst,) = (b for b in chapter(druten, "vragen").blokken if isinstance(b, Lijst))
    assert all(vraag.endswith("?") for vraag in lijst.punten)
    assert "Doen wij wat nodig is?" in " ".join(lijst.punten)


def test_real_years_of_other_municipalities_are_shown_and_not_compared(
    echte_regio: Rapport,
) -> None:
    """2839 of 15 municipalities in 2020, 2695 of 14 in 2023: no verdict."""
    rij = next(r for r in rows(echte_regio, "overzicht") if r[1].startswith("Meldingen per"))
    assert rij[2:] == ("498,6", "467,1 *", "niet te vergelijken")
    assert any("niet over dezelfde gemeenten" in t for t in _texts(echte_regio))
    assert any("voorlopig en kan nog veranderen" in t for t in _texts(echte_regio))


def test_what_is_not_known_of_a_gemeente_is_told_of_its_region_by_name(
    echt: Workshop, tmp_path: Path
) -> None:
    rapport = build(echt, tmp_path, "Druten")
    rijen = {rij[1]: rij[2:] for rij in rows(rapport, "overzicht")}
    ruim = rijen["Meldingen per 100.000 inwoners, in Gelderland-Zuid"]
    assert ruim == ("498,6", "467,1 *", "niet te vergelijken")
    assert "met de naam erbij" in chapter(rapport, "overzicht").blokken[0].tekst  # type: ignore[union-attr]


@pytest.mark.parametrize("wereld", ["echt", "verzonnen"])
@pytest.mark.parametrize("naam", ["Druten", "Mook en Middelaar", "Nijmegen", "Gelderland-Zuid"])
def test_an_evaluation_is_plain_dutch_and_every_number_is_a_shown_figure(
    request: pytest.FixtureRequest, wereld: str, naam: str, tmp_path: Path
) -> None:
    rapport = build(request.getfixturevalue(wereld), tmp_path, naam)
    check(rapport)
    getoond = _shown(rapport)
    teksten = [NO_FIGURE.sub(" ", tekst) for tekst in _texts(rapport)]
    assert {(g, t) for t in teksten for g in _numbers(t) if g not in getoond} == set()


@pytest.mark.slow
def test_every_municipality_and_year_has_an_evaluation(verzonnen: Workshop, tmp_path: Path) -> None:
    codes = verzonnen.feiten.gebieden.members("RA-GZ", 2023)
    for naam in sorted(codes):
        for van, tot in ((2019, 2021), (2020, 2023), (2020, 2024)):
            build(verzonnen, tmp_path, naam, van, tot)


def test_hd_evaluatie_takes_the_region_and_the_baseline_of_its_plan(
    hd: Callable[..., Any], example_copy: Werkmap
) -> None:
    antwoord = hd("--werkmap", example_copy.root, "evaluatie", "--tot", "2023", "--formaat", "csv")
    assert "Rapport over Gelderland-Zuid" in antwoord.out
    naam = "gelderland-zuid-2020-2023-evaluatie-cijfers.csv"
    assert (example_copy.rapporten / "2023" / "gelderland-zuid" / naam).is_file()


@pytest.mark.parametrize(
    ("opties", "zegt"),
    [
        (("--van", "2017", "--tot", "2023"), "Kies bij --van uit 2019, 2020, 2021 en 2022"),
        (("--van", "2023", "--tot", "2020"), "2023 ligt niet voor 2020"),
        (("--van", "2020", "--tot", "2031"), "Kies uit"),
        (("--van", "2020-H1", "--tot", "2023"), "2020-H1 is geen jaar"),
        (("--gemeente", "Drutn", "--van", "2020"), "Druten"),
        (("--gemeente", "Druten", "--regio", "Gelderland-Zuid"), "kies een van deze"),
        (("--van", "2018", "--tot", "2019"), "lees eerdere jaren in"),
        (("--van", "2019", "--tot", "2020"), "geen plan bekend dat in 2020 al liep"),
    ],
)
def test_what_cannot_be_evaluated_is_told_in_one_line(
    hd: Callable[..., Any], example: Werkmap, opties: tuple[str, ...], zegt: str
) -> None:
    antwoord = hd("--werkmap", example.root, "evaluatie", *opties)
    assert antwoord.code
    assert zegt.lower() in antwoord.err.lower()


def test_a_plan_of_the_municipality_comes_first_and_brings_its_baseline(
    example_copy: Werkmap, tmp_path: Path
) -> None:
    workshop = own_plan(example_copy, LOKAAL)
    rapport = evaluatie(
        workshop, "Druten", gebied="gemeente", tot=Periode(2023), formaten=("csv",), uit=tmp_path
    ).rapport
    assert [s.kop for s in rapport.secties][:3] == [
        "Alle doelen op een rij", "Eerder praten", "Preventie en signalering",
    ]  # fmt: skip
    assert "2019" in rapport.ondertitel
    assert "data/plannen/druten.toml" in rapport.eigen_bestanden


def test_numbers_in_a_plan_of_ones_own_are_named_for_whoever_publishes(
    example_copy: Werkmap, tmp_path: Path
) -> None:
    rapport = build(own_plan(example_copy, LOKAAL), tmp_path)
    assert rapport.eigen_tekst == (
        "Lokaal plan 2021-2025",
        "bladzijde 4",
        "bladzijde 5",
        "Hoe vaak mensen belden. Wij willen 10 keer meer.",
    )


@pytest.mark.parametrize(
    ("oud", "nieuw", "zegt"),
    [
        ('cijfer = "adviezen"', 'cijfer = "adviesen"', "meting 1. Bedoelt u adviezen"),
        (
            'cijfer = "adviezen"',
            'cijfer = "adviezen/rol:beroepsmatg"',
            "Bedoelt u rol:beroepsmatig",
        ),
        ('cijfer = "adviezen"', 'cijfer = "adviezen/rol"', "geen cijfer"),
        ('gebied = "Druten"', 'gebied = "Drutn"', "Druten"),
        ("van = 2021", 'van = "2021"', "van is leeg of van de verkeerde soort"),
        ("tot = 2025", "tot = 2018", "van of nulmeting ligt na tot"),
        ('plek = "bladzijde 4"', "", "lijn 1, doel 1"),
        ('nodig = "Een vragenlijst op scholen."', "", "schrijf bij nodig"),
        ('naam = "Eerder praten"', 'naam = "x"\nvragen = [1]', "lijst van zinnen"),
        ('bron = "Verzonnen', 'bronn = "Verzonnen', "ontbreekt: bron; onbekend: bronn"),
        ("[[lijn]]", "[[anders]]\n[[lijn]]", "onbekend: anders"),
        ('cijfer = "adviezen"', 'cijfer = "adviezen"\nmaat = "euro"', "past niet"),
        ('gebied = "Druten"', 'gebied = "RA-GZ"', "gaat over hetzelfde gebied"),
        ('naam = "Veilig', "naam = Veilig", "geen geldige TOML"),
    ],
)
def test_a_fault_in_a_plan_says_what_and_where(
    hd: Callable[..., Any], example_copy: Werkmap, oud: str, nieuw: str, zegt: str
) -> None:
    assert oud in LOKAAL
    own_plan(example_copy, LOKAAL.replace(oud, nieuw, 1))
    antwoord = hd("--werkmap", example_copy.root, "evaluatie", "--gemeente", "Druten")
    assert antwoord.code in (ContractError.exit_code, 10)
    assert "data/plannen/" in antwoord.err
    assert zegt.lower() in antwoord.err.lower()


def test_another_region_is_evaluated_by_its_own_plan(
    hd: Callable[..., Any], tmp_path: Path, levering: Callable[..., Path]
) -> None:
    """Westervoort and the eight starting points, with figures made up for this test."""
    werkmap = Werkmap(tmp_path / "werkmap")
    hd("--werkmap", werkmap.root, "ingest")
    tekst = """
    gebied_code indicator periode aantal status
    GM0293 meldingen 2019 85 afgerond
    GM0293 meldingen 2021 60 afgerond
    """
    assert not hd("--werkmap", werkmap.root, "ingest", levering(tekst, afronding=5, marge=2)).code
    vraag = ("evaluatie", "-g", "Westervoort", "--tot", "2021", "--formaat", "html,pdf,pptx,xlsx")
    assert not hd("--werkmap", werkmap.root, *vraag).code
    html = next(werkmap.rapporten.rglob("westervoort-2019-2021-evaluatie.html")).read_text("utf-8")
    assert "geweld hoort nergens thuis" in html
    assert "kennisgeving, vertrekpunt 8" in html
    assert "Gelderland-Zuid" not in html


def test_an_evaluation_is_published_with_its_baseline(
    hd: Callable[..., Any], example_copy: Werkmap
) -> None:
    wie = ("--door", "A. Ander", "--functie", "adviseur", "--soort", "evaluatie", "-g", "Druten")
    vraag = ("--werkmap", example_copy.root, "publiceer", *wie, "--jaar", "2023")
    assert "--van JAAR" in hd(*vraag).err
    assert not hd(*vraag, "--van", "2020", "--formaat", "csv").code
    assert next(example_copy.rapporten.rglob("druten-2020-2023-evaluatie-cijfers.csv")).is_file()


def test_without_any_plan_the_known_ones_are_named(verzonnen: Workshop, tmp_path: Path) -> None:
    with pytest.raises(UnknownError, match="geen plan") as fout:
        build(verzonnen, tmp_path, "Druten", 2019, 2020)
    assert "Samen voor een thuis zonder geweld (2021-2025)" in str(fout.value)
