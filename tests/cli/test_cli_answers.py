"""What each command answers: a table, a line, JSON, or nothing; and what a failure says."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpende_data import batch, pipeline
from helpende_data.dataset import Change
from helpende_data.errors import DisclosureError, WriteError
from helpende_data.files import Werkmap

Hd = Callable[..., Any]
DRUTEN = ("report", "--gemeente", "Druten", "--formaat", "csv")


@pytest.fixture
def inside(ingested_copy: Werkmap, monkeypatch: pytest.MonkeyPatch) -> Werkmap:
    """The current folder is a werkmap with the real figures."""
    monkeypatch.chdir(ingested_copy.root)
    return ingested_copy


def test_a_report_is_asked_for_before_any_ingest(tmp_path: Path, hd: Hd) -> None:
    for vraag in (DRUTEN, ("report", "--alle"), ("controle",)):
        antwoord = hd("--werkmap", tmp_path, *vraag)
        assert antwoord.code == 14
        assert "er zijn nog geen cijfers ingelezen" in antwoord.err
        assert "Typ eerst: hd ingest" in antwoord.err
    assert list(tmp_path.iterdir()) == []


def test_a_report_says_where_it_stands(inside: Werkmap, hd: Hd) -> None:
    antwoord = hd(*DRUTEN)
    assert antwoord.code == 0
    assert "Rapport over Druten, 2023 (team) staat in" in antwoord.out
    assert (inside.rapporten / "2023" / "druten" / "druten-2023-team-cijfers.csv").is_file()
    assert (inside.rapporten / "2023" / "druten" / "manifest.json").is_file()


@pytest.mark.slow
def test_the_general_options_work_before_every_command(inside: Werkmap, hd: Hd) -> None:
    for vraag in (
        ["ingest"],
        DRUTEN,
        ["gebieden"],
        ["gebieden", "--van", "moviera", "--jaar", "2020"],
        ["gebieden", "-g", "Druten"],
        ["controle"],
        ["voorbeeld", "vb"],
    ):
        antwoord = hd("--werkmap", inside.root, "--json", *vraag)
        assert antwoord.code == 0
        assert antwoord.json


@pytest.mark.parametrize(
    "vraag",
    [
        ["ingest"],
        DRUTEN,
        pytest.param(["voorbeeld", "vb"], marks=pytest.mark.slow),
        pytest.param(["report", "--alle", "--formaat", "csv"], marks=pytest.mark.slow),
    ],
)
def test_silent_prints_nothing_when_all_goes_well(
    vraag: list[str], inside: Werkmap, hd: Hd
) -> None:
    antwoord = hd("--werkmap", inside.root, "--stil", *vraag)
    assert (antwoord.code, antwoord.out) == (0, "")


def test_the_werkmap_can_come_from_the_environment(
    ingested_copy: Werkmap, hd: Hd, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "elders").mkdir()
    monkeypatch.chdir(tmp_path / "elders")
    monkeypatch.setenv("HD_WERKMAP", str(ingested_copy.root))
    assert hd(*DRUTEN).code == 0
    assert ingested_copy.rapporten.is_dir()
    leeg = hd("--werkmap", tmp_path / "elders", *DRUTEN)  # the option goes before
    assert leeg.code == 14
    assert list((tmp_path / "elders").iterdir()) == []


def test_a_report_in_another_folder(inside: Werkmap, hd: Hd, tmp_path: Path) -> None:
    assert hd(*DRUTEN, "--uit", tmp_path / "uit").code == 0
    assert (tmp_path / "uit" / "2023" / "druten" / "manifest.json").is_file()
    assert not inside.rapporten.exists()


def test_editions_of_the_same_period_stand_beside_each_other(inside: Werkmap, hd: Hd) -> None:
    for voor in ("team", "beleid"):
        assert hd(*DRUTEN, "--voor", voor).code == 0
    map_ = inside.rapporten / "2023" / "druten"
    uitgaven = json.loads((map_ / "manifest.json").read_bytes())["uitgaven"]
    assert set(uitgaven) == {"druten-2023-team", "druten-2023-beleid"}


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("naam", "raad"), [("Drutne", "Druten"), ("Nijmgen", "Nijmegen"), ("West Betue", "West Betuwe")]
)
def test_an_unknown_municipality_gets_the_nearest_names(naam: str, raad: str, hd: Hd) -> None:
    antwoord = hd("report", "-g", naam, "--formaat", "csv")
    assert antwoord.code == 13
    assert f"onbekende gemeente '{naam}'" in antwoord.err
    assert raad in antwoord.err.partition("Bedoelt u")[2]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("periode", ["2016", "2022", "2022-H2", "2025-Q1", "2025-01"])
def test_a_period_without_figures_lists_the_known_ones(periode: str, hd: Hd) -> None:
    antwoord = hd("report", "-g", "Druten", "--formaat", "csv", "--periode", periode)
    assert antwoord.code == 13
    assert "kies uit" in antwoord.err.lower()
    assert "2020" in antwoord.err.lower().partition("kies uit")[2]
    assert "2023" in antwoord.err.lower().partition("kies uit")[2]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        (
            ["--formaat", "docx"],
            "onbekend formaat docx. Kies uit html, pdf, xlsx, csv, pptx, json, md",
        ),
        (["--voor", "raadslid"], "onbekend publiek raadslid. Kies uit team, beleid, raad"),
    ],
)
@pytest.mark.parametrize("wie", [["-g", "Druten"], ["--alle"]])
def test_an_unknown_choice_names_the_known_ones_once(
    wie: list[str], vraag: list[str], zin: str, hd: Hd
) -> None:
    antwoord = hd("report", *wie, *vraag)
    assert antwoord.code == 2
    assert antwoord.err == f"hd: {zin}\n"


@pytest.mark.usefixtures("inside")
def test_an_unknown_region_names_the_known_ones(hd: Hd) -> None:
    antwoord = hd("report", "--alle", "--regio", "Utrecht")
    assert antwoord.code == 13
    assert "Gelderland-Zuid, Arnhem-Achterhoek" in antwoord.err


def test_editions_for_several_readers_come_from_one_command(inside: Werkmap, hd: Hd) -> None:
    antwoord = hd("report", "-g", "Druten", "--voor", "team, raad", "--formaat", "csv")
    assert antwoord.code == 0
    assert "(team)" in antwoord.out
    assert "(raad)" in antwoord.out
    namen = {pad.name for pad in (inside.rapporten / "2023" / "druten").iterdir()}
    assert {"druten-2023-team-cijfers.csv", "druten-2023-raad-cijfers.csv"} <= namen


def test_all_writes_every_municipality_of_the_region(inside: Werkmap, hd: Hd) -> None:
    antwoord = hd("report", "--alle", "--formaat", "csv")
    assert antwoord.code == 0
    assert "15 van 15 rapporten geschreven" in antwoord.out
    assert len(list((inside.rapporten / "2023").iterdir())) == 15


@pytest.mark.slow
@pytest.mark.parametrize(
    "fout",
    [
        DisclosureError("dit mag niet worden getoond"),
        WriteError("dit bestand kan niet worden vervangen"),
        RuntimeError("rij 12: 4711 meldingen in Tiel"),
    ],
)
def test_all_goes_on_after_a_failure_and_says_which_failed(
    fout: Exception, inside: Werkmap, hd: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(workshop: Any, gemeente: str, **kwargs: Any) -> Any:
        if gemeente == "GM0281":
            raise fout
        return pipeline.report(workshop, gemeente, **kwargs)

    monkeypatch.setattr(batch, "report", failing)
    antwoord = hd("report", "--alle", "--formaat", "csv")
    assert antwoord.code == 20
    assert "14 van 15 rapporten geschreven" in antwoord.out
    assert "1 van 15 rapporten zijn mislukt: Tiel" in antwoord.err
    assert "4711" not in antwoord.err
    assert (inside.rapporten / "2023" / "zaltbommel").is_dir()
    assert not (inside.rapporten / "2023" / "tiel").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("inside")
def test_what_failed_stands_in_the_json_too(hd: Hd, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(workshop: Any, gemeente: str, **kwargs: Any) -> Any:
        if gemeente == "GM0281":
            raise WriteError("dit bestand kan niet worden vervangen")
        return pipeline.report(workshop, gemeente, **kwargs)

    monkeypatch.setattr(batch, "report", failing)
    als_json = hd("--json", "report", "--alle", "--voor", "team,raad", "--formaat", "csv")
    assert als_json.code == 20
    assert [m["gemeente"] for m in als_json.json["mislukt"]] == ["Tiel", "Tiel"]


@pytest.mark.usefixtures("inside")
def test_a_fault_of_our_own_tells_no_value_of_a_row(
    hd: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("rij 12: 4711 meldingen in Druten")

    monkeypatch.setattr("helpende_data.pipeline.vullen.build_rapport", failing)
    antwoord = hd(*DRUTEN)
    assert antwoord.code == 70
    assert "fout in helpende-data zelf (RuntimeError)" in antwoord.err
    assert "4711" not in antwoord.err
    assert "--foutzoeken" in antwoord.err
    with pytest.raises(RuntimeError):
        hd("--foutzoeken", *DRUTEN)


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("fout", "code"), [(KeyboardInterrupt(), 130), (MemoryError(), 70), (BrokenPipeError(), 0)]
)
def test_an_interrupt_or_no_memory_is_one_line(
    fout: BaseException, code: int, hd: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise fout

    monkeypatch.setattr(pipeline, "open_workshop", failing)
    assert hd(*DRUTEN).code == code


def test_a_report_that_is_open_in_excel_stays_and_says_so(
    inside: Werkmap, hd: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hd(*DRUTEN).code == 0
    map_ = inside.rapporten / "2023" / "druten"
    voor = {p.name: p.read_bytes() for p in map_.iterdir()}
    echt = os.replace

    def locked(bron: str, doel: str) -> None:
        if str(doel).endswith("manifest.json") or str(bron).endswith(".csv"):
            raise PermissionError(errno.EACCES, "Access is denied")
        echt(bron, doel)

    monkeypatch.setattr(os, "replace", locked)
    antwoord = hd(*DRUTEN)
    assert antwoord.code == 15
    assert "open in een ander programma" in antwoord.err
    assert {p.name: p.read_bytes() for p in map_.iterdir()} == voor


@pytest.mark.usefixtures("inside")
def test_the_areas_show_the_home_region(hd: Hd) -> None:
    antwoord = hd("--json", "gebieden", "--jaar", "2020")
    per_code = {rij["code"]: rij for rij in antwoord.json}
    assert [per_code[c]["aantal"] for c in ("RA-GZ", "SR-RIV", "SR-RVN")] == [15, 8, 7]
    assert per_code["MOVIERA-AWARE"]["aantal"] == 16
    assert "355 gemeenten van 2020 zijn bekend" in hd("gebieden", "--jaar", "2020").out


@pytest.mark.usefixtures("inside")
def test_a_catchment_shows_its_inhabitants(hd: Hd) -> None:
    antwoord = hd("gebieden", "--van", "moviera", "--jaar", "2020")
    assert "Samen 14 gemeenten, 532.453 inwoners." in antwoord.out
    assert "Gennep" in antwoord.out
    assert hd("--json", "gebieden", "--van", "VT06", "--jaar", "2023").json["inwoners"] == 576_999


@pytest.mark.usefixtures("inside")
def test_the_inhabitants_of_a_province_are_not_said_to_be_those_of_the_members_we_know(
    hd: Hd,
) -> None:
    antwoord = hd("gebieden", "--van", "PV25", "--jaar", "2020")
    assert "Het hele gebied: 2.085.952 inwoners." in antwoord.out
    assert "Samen" not in antwoord.out


@pytest.mark.usefixtures("inside")
def test_an_area_whose_members_are_not_all_known_has_no_sum(hd: Hd) -> None:
    assert "Inwoners van het hele gebied: niet bekend" in hd("gebieden", "--van", "VR23").out


@pytest.mark.usefixtures("inside")
def test_a_municipality_shows_its_mergers_and_exceptions(hd: Hd) -> None:
    assert "samenvoeging, van Geldermalsen naar West Betuwe" in hd("gebieden", "-g", "GM1960").out
    assert "Let op: Zaltbommel valt voor de opvang" in hd("gebieden", "-g", "zaltbommel").out


def test_areas_can_be_looked_at_before_any_ingest(tmp_path: Path, hd: Hd) -> None:
    antwoord = hd("--werkmap", tmp_path, "gebieden", "--van", "moviera", "--jaar", "2020")
    assert antwoord.code == 0
    assert "hd ingest" in antwoord.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("inside")
def test_an_unknown_area_names_the_nearest(hd: Hd) -> None:
    antwoord = hd("gebieden", "--van", "movira")
    assert antwoord.code == 13
    assert "Bedoelt u Moviera (verzorgingsgebied)" in antwoord.err


@pytest.mark.usefixtures("inside")
def test_the_check_says_what_does_not_fit(hd: Hd) -> None:
    antwoord = hd("controle")
    assert antwoord.code == 0
    assert "Past niet" in antwoord.out
    assert "passen niet." in antwoord.out


@pytest.mark.slow
def test_the_example_gets_a_werkmap_of_its_own_and_says_how_to_go_on(
    tmp_path: Path, hd: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    antwoord = hd("voorbeeld")
    assert 'hd --werkmap "voorbeeld" report --gemeente Druten' in antwoord.out.replace("\n", " ")
    assert hd("--werkmap", "voorbeeld", *DRUTEN).code == 0
    niets = pipeline.Ingest(Change((), (), ()), ())
    monkeypatch.setattr(pipeline, "ingest_voorbeeld", lambda *_, **__: niets)
    elders = hd("--werkmap", tmp_path / "w", "voorbeeld", "vb")
    assert f'--werkmap "{tmp_path / "w" / "vb"}"' in elders.out


def test_reading_real_figures_into_the_example_is_refused(example_copy: Werkmap, hd: Hd) -> None:
    antwoord = hd("--werkmap", example_copy.root, "ingest")
    assert antwoord.code == 14
    assert "echte cijfers en voorbeeldcijfers gaan niet samen" in antwoord.err


def test_an_old_name_is_told_under_which_name_the_report_stands(
    hd: Callable[..., Any], ingested_copy: Werkmap
) -> None:
    antwoord = hd(
        "--werkmap", ingested_copy.root, "report", "-g", "Geldermalsen", "--formaat", "csv"
    )
    assert "Geldermalsen heet in dit rapport West Betuwe." in antwoord.out


@pytest.mark.parametrize("jaar", ["1900", "2099"])
def test_a_year_without_a_known_division_is_refused(
    jaar: str, hd: Callable[..., Any], ingested: Werkmap
) -> None:
    antwoord = hd("--werkmap", ingested.root, "gebieden", "--jaar", jaar)
    assert (antwoord.code, antwoord.out) == (13, "")
    assert "kies een jaar vanaf 2014" in antwoord.err.lower()


@pytest.mark.usefixtures("inside")
def test_the_core_is_shown_in_wrapped_lines_and_nothing_is_written(hd: Hd) -> None:
    voor = sorted(Path.cwd().rglob("*"))
    antwoord = hd("report", "--gemeente", "Druten", "--toon")
    assert antwoord.code == 0
    assert sorted(Path.cwd().rglob("*")) == voor
    kern = hd("--json", "report", "--gemeente", "Druten", "--toon")
    woorden = " ".join(antwoord.out.split())
    regels = json.loads(kern.out)["kern"]
    assert len(regels) == 5
    assert all(f"{n}. {' '.join(regel.split())}" in woorden for n, regel in enumerate(regels, 1))
    assert max(map(len, antwoord.out.splitlines())) <= 88


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("bij", [["--formaat", "csv"], ["--uit", "x"]])
def test_showing_the_core_goes_with_nothing_that_writes(bij: list[str], hd: Hd) -> None:
    antwoord = hd("report", "-g", "Druten", "--toon", *bij)
    assert antwoord.code == 2
    assert "--toon schrijft niets" in antwoord.err
