"""The model as JSON: nothing lost, nothing added, and no number for what has none."""

from __future__ import annotations

import json
import math
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from helpende_data.figures.model import AFGESCHERMD, Breuk, Punt, Reeks
from helpende_data.reports.model import Alinea, Bronregel, Figuur, Lijst, Rapport, Sectie, Tabel
from helpende_data.reports.render import to_json
from helpende_data.reports.render.json_model import INTERN, read_json
from helpende_data.schema.tables import CIJFERS
from helpende_data.statistics import Cijfer

PAGE = Path(__file__).parents[3] / "docs" / "rapport-json.md"


@pytest.fixture
def rapport(druten) -> Rapport:
    return druten.rapport


def test_what_was_written_is_read_back_the_same(rapport: Rapport):
    assert read_json(to_json(rapport)) == replace(rapport, rust_op=frozenset())


def test_what_the_ledger_needs_stays_inside(rapport: Rapport):
    assert b"rust_op" not in to_json(rapport)


def test_a_hidden_point_has_no_value_and_an_open_limit_says_so(rapport: Rapport):
    figuur = next(f for f in rapport.figuren() if hasattr(f.tekening, "punten"))
    verborgen = Punt("Mook", None, "", 0, math.inf, toestand=AFGESCHERMD)
    anders = replace(figuur, tekening=replace(figuur.tekening, punten=(verborgen,)))
    met = replace(rapport, voorblad=(anders,))
    punt = json.loads(to_json(met))["rapport"]["voorblad"][0]["tekening"]["punten"][0]
    assert punt["waarde"] is None
    assert punt["hoog"] == "onbegrensd"
    assert read_json(to_json(met)).voorblad[0] == anders


def test_each_figure_says_how_it_is_printed(rapport: Rapport):
    delen = json.loads(to_json(rapport))["rapport"]["cijfers"]
    gedrukt = [(deel["tekst"], deel["marge"]) for deel in delen]
    assert gedrukt == [(cijfer.tekst, cijfer.marge) for cijfer in rapport.cijfers]


@pytest.mark.parametrize(
    "verander",
    [
        lambda boom: boom.update(versie=2),
        lambda boom: boom["rapport"].update(extra="3"),
        lambda boom: boom["rapport"].pop("titel"),
        lambda boom: boom["rapport"].update(titel=3),
        lambda boom: boom["rapport"]["cijfers"][0].update(tekst="3"),
        lambda boom: boom["rapport"]["secties"][0]["blokken"][0].update(deel_soort="lijstje"),
    ],
    ids=["version", "a field more", "a field less", "another kind", "other words", "unknown part"],
)
def test_another_shape_is_refused(verander, rapport: Rapport):
    boom = json.loads(to_json(rapport))
    verander(boom)
    with pytest.raises(ValueError, match=r"velden|versie|soort|gedrukt"):
        read_json(json.dumps(boom).encode())


def test_a_name_that_stands_twice_is_refused(rapport: Rapport):
    twee = to_json(rapport).replace(b'"titel":', b'"titel": "3", "titel":', 1)
    with pytest.raises(ValueError, match="twee keer"):
        read_json(twee)


@pytest.mark.parametrize(
    "soort", [Rapport, Sectie, Alinea, Lijst, Tabel, Figuur, Cijfer, Bronregel, Punt, Reeks, Breuk]
)
def test_every_field_is_explained(soort: type):
    genoemd = set(re.findall(r"`([a-z_0-9]+)`", PAGE.read_text(encoding="utf-8")))
    genoemd |= set(CIJFERS.columns)  # explained in cijfers-csv.md
    assert {veld.name for veld in fields(soort)} - set(INTERN) <= genoemd
