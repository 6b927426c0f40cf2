"""The same checks on a region that does not exist: the findings follow from the data alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from controle_wereld import Wereld

from helpende_data import controle as room
from helpende_data.controle import ERNSTEN, SOORTEN, summarise

FINDINGS = {
    "printed rate of half a year, cut off instead of rounded": (
        "gedrukt_cijfer",
        "let_op",
        "401 signalen per 100.000 inwoners voor Laagland",
        "4.015 signalen in het eerste halfjaar van 2031 op 1.000.000 inwoners is 401,5",
        "naar beneden afgerond (gewoon afgerond is het 402), en dus bij een halfjaar",
    ),
    "printed rate that fits the whole year": (
        "gedrukt_cijfer",
        "let_op",
        "1.500 signalen",
        "staat er zonder periode",
        "1.500 signalen in 2031 op 100.000 inwoners",
        "en dus bij een jaar",
    ),
    "printed rate of a quarter, counts stand under the region's own code": (
        "gedrukt_cijfer",
        "let_op",
        "590 vragen per 100.000 inwoners voor Vlietstreek",
        "2.400 vragen in 2031 op 100.000 inwoners is 2.400,0",
        "590 is 25 % van dat jaarcijfer; dat past bij een kwartaal",
    ),
    "printed rate that no count gives": (
        "gedrukt_cijfer",
        "let_op",
        "275 oproepen",
        "past bij een halfjaar, niet na te rekenen",
        "in een jaar 601,9 en in een halfjaar 300,0",
    ),
    "printed rate that fits nothing": (
        "gedrukt_cijfer",
        "klopt_niet",
        "9.999 vragen",
        "past niet bij een jaar en niet bij een",
    ),
    "printed rate of an indicator without counts": (
        "gedrukt_cijfer",
        "let_op",
        "12 raadsel",
        "niet na te rekenen",
    ),
    "document that mixes year and quarter": (
        "gedrukt_cijfer",
        "klopt_niet",
        '"Plan van Vlietstreek" rekent jaar en kwartaal',
        "een factor vier",
    ),
    "printed rate with a period that is right": (
        "gedrukt_cijfer",
        "klopt",
        "1.500 signalen per 100.000 inwoners",
        "Vlietstreek in 2031:",
    ),
    "printed rate with a period that is wrong": (
        "gedrukt_cijfer",
        "klopt_niet",
        "750 signalen",
        "maar wel bij een halfjaar",
    ),
    "printed share that is right": ("gedrukt_cijfer", "klopt", "900 van 1.500 is 60,0 %"),
    "printed share that is wrong": ("gedrukt_cijfer", "klopt_niet", "500 van 1.500 is 33,3 %"),
    "categories that are exactly the total": ("som", "klopt", "samen 1.500, precies het totaal"),
    "categories that are too few": ("som", "klopt_niet", "dat is 505 te weinig"),
    "category that is missing": ("som", "let_op", "15 zijn niet ingedeeld", '"aan het loket"'),
    "multiple category above the total": ("som", "klopt_niet", '"rood" (1.600) is meer'),
    "halves that do not make the year": ("halfjaren", "klopt_niet", "dat is 50 te weinig"),
    "halves that rounding explains": ("halfjaren", "klopt", "8.000", "8.005", "de afronding"),
    "unique count above its halves": ("halfjaren", "klopt_niet", "2031 is 500, meer dan", "450"),
    "unique count between its halves": ("halfjaren", "klopt", "het jaar 2032 is 400"),
    "areas that fill a province": ("verzorgingsgebied", "klopt", "samen 2.600, precies"),
    "municipality left out of the catchment": (
        "verzorgingsgebied",
        "let_op",
        "Vliet (VT) laat Cede weg",
        "Cede ligt in Zuiderland",
    ),
    "own count beside that of CBS": (
        "verzorgingsgebied",
        "let_op",
        "36,4 % hoger",
        "alleen de eigen telling telt Cede mee",
    ),
    "age groups that miss people": ("inwoners", "klopt_niet", "Aam", "39.000, 1.000 minder"),
    "age groups that are the total": ("inwoners", "klopt", "Bolder", "35.000, precies"),
    "municipalities that are the country": ("inwoners", "klopt", "2031: 4 gemeenten", "precies"),
    "municipalities that miss people": ("inwoners", "klopt_niet", "2032", "1.000 minder"),
    "printed inhabitants that fit no year": (
        "inwoners",
        "klopt_niet",
        '"bijna 90.000"',
        "past bij geen enkel jaar",
        "100.000 tot 103.000 inwoners (2031-2032; 2033 is niet op te tellen)",
    ),
    "printed inhabitants that fit a year": ("inwoners", "let_op", "41.000 in 2032"),
    "budget that does not add up": (
        "rond",
        "klopt_niet",
        "Kosten totaal",
        "€\N{NO-BREAK SPACE}50.000 minder",
    ),
    "budget with a post of another name": ("rond", "klopt", "Baten totaal", "twee posten"),
    "two sides that differ": ("rond", "klopt_niet", "zijn niet gelijk"),
    "documents that contradict": ("documenten", "klopt_niet", "2030-2033 (plan) en 2030-2034"),
    "two sources that contradict": ("documenten", "klopt_niet", "9.000 (krant) en 8.005"),
    "probably the same": ("documenten", "let_op", "Bedden", "allebei 12", "niet optellen"),
}


@pytest.mark.parametrize("naam", FINDINGS)
def test_invented_region_gives_the_finding(verzonnen: Wereld, naam: str) -> None:
    soort, ernst, *stukken = FINDINGS[naam]
    assert verzonnen.find(soort, *stukken).ernst == ernst


def test_invented_region_has_no_other_findings(verzonnen: Wereld) -> None:
    assert len(verzonnen.bevindingen) == len(FINDINGS)


def test_unknown_indicator_is_left_alone(verzonnen: Wereld) -> None:
    # "raadsel" is not in the registry; its category is more than its total.
    assert not [b for b in verzonnen.bevindingen if b.soort == "som" and "aadsel" in b.zin]


def test_summary_counts_every_finding_once(verzonnen: Wereld) -> None:
    telling = summarise(verzonnen.bevindingen)
    assert sum(sum(per_ernst.values()) for per_ernst in telling.values()) == len(FINDINGS)
    assert set(telling) == set(SOORTEN)


def _texts_in_code() -> set[str]:
    """Every string in the room, without the docstrings."""
    gevonden: set[str] = set()
    for pad in Path(str(room.__file__)).parent.glob("*.py"):
        boom = ast.parse(pad.read_text(encoding="utf-8"))
        los = {id(n.value) for n in ast.walk(boom) if isinstance(n, ast.Expr)}
        gevonden |= {
            knoop.value
            for knoop in ast.walk(boom)
            if isinstance(knoop, ast.Constant)
            and isinstance(knoop.value, str)
            and id(knoop) not in los
        }
    return gevonden


def test_no_area_indicator_or_value_of_the_data_stands_in_the_code(echt: Wereld) -> None:
    teksten = _texts_in_code()
    assert not teksten & set(echt.gebieden.by_code)
    assert not teksten & set(echt.indicatoren.by_code)
    namen = {g.naam for g in echt.gebieden.by_code.values() if len(g.naam) > 4}
    assert not [naam for naam in namen for tekst in teksten if naam in tekst]


@pytest.mark.parametrize("wereld", ["echt", "verzonnen"])
def test_every_finding_is_a_sentence_with_its_sources(
    wereld: str, request: pytest.FixtureRequest
) -> None:
    data: Wereld = request.getfixturevalue(wereld)
    bekend = {h for df in data.dataset.tables.values() for h in df["herkomst"]}
    for b in data.bevindingen:
        assert b.soort in SOORTEN
        assert b.ernst in ERNSTEN
        assert b.zin.endswith(".")
        assert ". " not in b.zin
        assert "_" not in b.zin
        assert "nan" not in b.zin.split()
        assert "None" not in b.zin
        assert b.bronnen
        assert set(b.bronnen) <= bekend
