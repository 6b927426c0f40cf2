"""Every other source of the plan: its template, filled in, ends on a page of the report."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpende_data.cli import main
from helpende_data.errors import ContractError
from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registers
from helpende_data.reports.andere_bronnen import read_andere_bronnen

JAAR = "2024"
STAM = "druten-2024-beleid"  # the edition with every source
BRONNEN = {
    bron.code: bron
    for bron in read_andere_bronnen(
        Werkmap(Path("geen")), read_registers(Werkmap(Path("geen"))).indicatoren
    )
}
REGIO = {"Gemeente": "Druten", "Gebied": "Regio Gelderland-Zuid", "Jaar": JAAR}


def filled(naam: str, map_: Path, *, land: bool = False) -> dict[str, int]:
    """Make the template, fill it in as a colleague would, and give the numbers by label."""
    pad = map_ / f"{naam}.xlsx"
    assert (
        main(["--stil", "--werkmap", str(map_), "mapping", "sjabloon", naam, "--uit", str(pad)])
        == 0
    )
    boek = load_workbook(pad)
    blad = boek["Invullen"]
    kop = next(rij for rij in blad.iter_rows() if rij[0].value in REGIO)
    vast = REGIO | ({"Gebied": "Nederland"} if land else {})
    begin = 400 + 11 * list(BRONNEN).index(naam)
    waarden: dict[str, int] = {}
    for cel in kop:
        if cel.value in vast:
            blad.cell(cel.row + 1, cel.column, vast[cel.value])
        elif cel.value and cel.value != "Toelichting":
            # The total comes first; its parts are smaller. A score is from 1 to 4.
            waarde = 1 + len(waarden) % 4 if naam == "zelfscan" else begin - len(waarden)
            waarden[cel.value] = waarde
            blad.cell(cel.row + 1, cel.column, waarde)
    boek["Uitleg"]["B3"] = "VOORBEELDCIJFERS"
    boek.save(pad)
    return waarden


@dataclass(frozen=True)
class Gemaakt:
    """A report on filled templates: its files, and what was filled in."""

    html: str
    xlsx: list[tuple]
    csv: list[dict[str, str]]
    ingevuld: dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def gemaakt(example: Werkmap, tmp_path_factory: pytest.TempPathFactory) -> Gemaakt:
    """The example without its own figures of other sources, and one file of each template."""
    map_ = tmp_path_factory.mktemp("sjablonen")
    shutil.copytree(example.root / "leveringen", map_ / "leveringen")
    basis = [
        p for p in (map_ / "leveringen").glob("*.csv") if not p.name.startswith(("andere", "voorz"))
    ]
    assert main(["--stil", "--werkmap", str(map_), "ingest", *map(str, sorted(basis))]) == 0
    ingevuld = {naam: filled(naam, map_, land=naam == "impactmonitor") for naam in BRONNEN}
    bestanden = [str(map_ / f"{naam}.xlsx") for naam in BRONNEN]
    assert main(["--stil", "--werkmap", str(map_), "ingest", *bestanden]) == 0
    vraag = [
        "report",
        "-g",
        "Druten",
        "--voor",
        "beleid",
        "--jaar",
        JAAR,
        "--formaat",
        "html,xlsx,csv",
    ]
    assert main(["--stil", "--werkmap", str(map_), *vraag]) == 0
    rapport = map_ / "rapporten" / JAAR / "druten"
    boek = load_workbook(rapport / f"{STAM}.xlsx")
    return Gemaakt(
        (rapport / f"{STAM}.html").read_text("utf-8"),
        list(boek["Cijfers"].iter_rows(values_only=True)),
        list(csv.DictReader(io.StringIO((rapport / f"{STAM}-cijfers.csv").read_text("utf-8")))),
        ingevuld,
    )


@pytest.mark.slow
@pytest.mark.parametrize("naam", BRONNEN)
def test_filled_template_reaches_the_report(naam: str, gemaakt: Gemaakt) -> None:
    indicatoren = BRONNEN[naam].indicatoren
    in_csv = {
        (r["indicator"], float(r["waarde"]))
        for r in gemaakt.csv
        if r["maat"] == "aantal" and r["indicator"] in indicatoren
    }
    waarden = set(gemaakt.ingevuld[naam].values())
    assert {waarde for _, waarde in in_csv} == waarden
    assert {code for code, _ in in_csv} == set(indicatoren)
    in_xlsx = {rij[7] for rij in gemaakt.xlsx if rij[3] in indicatoren}
    assert waarden <= in_xlsx
    for waarde in waarden:
        assert f">{waarde}</td>" in gemaakt.html.replace(" *", "")


@pytest.mark.slow
def test_no_source_is_told_missing_once_all_are_there(gemaakt: Gemaakt) -> None:
    assert "leeg invulblad" not in gemaakt.html


def test_missing_sources_are_named_with_their_template(ingested: Werkmap, tmp_path: Path) -> None:
    vraag = ["report", "-g", "Druten", "--formaat", "html", "--uit", str(tmp_path)]
    for publiek in ("team", "beleid"):
        assert main(["--stil", "--werkmap", str(ingested.root), *vraag, "--voor", publiek]) == 0
    team, beleid = (
        next(tmp_path.rglob(f"*-{publiek}.html")).read_text("utf-8")
        for publiek in ("team", "beleid")
    )
    assert BRONNEN["zelfscan"].naam.removeprefix("De ") in team
    assert "leeg invulblad" in team
    assert "zelfscan</td>" in beleid
    assert "raad-kinderbescherming</td>" in beleid
    # The plan counts the temporary restraining orders of the region: that source is there.
    assert "huisverbod</td>" not in beleid


def test_each_source_has_a_mapping_of_its_own_name(registry: tuple) -> None:
    namen = {pad.stem for pad in (Werkmap(Path("geen")).packaged / "mappings").glob("*.toml")}
    assert set(BRONNEN) <= namen
    _, indicatoren = registry
    for bron in BRONNEN.values():
        for code in bron.indicatoren:
            indicator = indicatoren[code]
            assert indicator.definitie
            assert indicator.noemer or indicator.geen_noemer


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        (
            '[x]\nnaam = "X"\nwie = "wij"\nvraag = "?"\nindicatoren = ["onzin"]',
            "onbekende indicator onzin",
        ),
        ('[x]\nnaam = "X"', "x klopt niet"),
        ('[x]\nnaam = "X"\nwie = "a"\nvraag = "?"\nindicatoren = []\nkleur = 1', "x klopt niet"),
    ],
)
def test_wrong_list_of_sources_is_told(
    tekst: str, fout: str, tmp_path: Path, registry: tuple
) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    (werkmap.own / "andere-bronnen.toml").write_text(tekst, "utf-8")
    with pytest.raises(ContractError, match=fout):
        read_andere_bronnen(werkmap, registry[1])
