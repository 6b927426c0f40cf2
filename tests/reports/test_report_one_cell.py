"""One changed input cell changes what rests on it, and nothing else."""

import csv
import io
import json
from pathlib import Path

import pytest

from helpende_data.files import Werkmap
from helpende_data.pipeline import ingest, open_workshop, report


def _make(werkmap: Werkmap) -> dict[str, bytes]:
    ingest(werkmap)
    written = report(open_workshop(werkmap), "Druten")
    return {pad.name: pad.read_bytes() for pad in written.bestanden}


def _change(pad: Path, regel: str, nieuw: str) -> None:
    tekst = pad.read_text("utf-8")
    assert tekst.count(regel) == 1
    pad.write_text(tekst.replace(regel, nieuw), "utf-8", newline="\n")


def _rows(inhoud: bytes) -> dict[tuple[str, ...], dict[str, str]]:
    rijen = csv.DictReader(io.StringIO(inhoud.decode("utf-8")))
    sleutel = ("gebied_code", "indicator", "uitsplitsing", "periode", "maat")
    return {tuple(rij[naam] for naam in sleutel): rij for rij in rijen}


@pytest.mark.slow
def test_changed_count_changes_report_workbook_and_manifest_and_only_its_own_figures(eigen_bron):
    voor = _make(eigen_bron)
    _change(
        eigen_bron.own / "bron" / "cbs-veilig-thuis.csv",
        "VT06,VT06,meldingen,vervolg:overdracht,2023,1495,",
        "VT06,VT06,meldingen,vervolg:overdracht,2023,1505,",
    )
    na = _make(eigen_bron)
    assert {naam for naam in voor if voor[naam] != na[naam]} == set(voor)
    oud, nieuw = (_rows(files["druten-2023-team-cijfers.csv"]) for files in (voor, na))
    anders = {sleutel for sleutel in oud | nieuw if oud.get(sleutel) != nieuw.get(sleutel)}
    # The changed file is named as changed in the accountability, and no figure of it but these.
    assert {(s[1], s[2].removesuffix("_van_beoordeeld"), s[3]) for s in anders} == {
        ("meldingen", "vervolg:overdracht", "2023")
    }
    assert "1.505" in na["druten-2023-team.html"].decode()
    assert "1.505" not in voor["druten-2023-team.html"].decode()


@pytest.mark.slow
def test_changed_inhabitants_change_the_rates_on_them_and_no_count(eigen_bron):
    voor = _make(eigen_bron)
    pad = eigen_bron.own / "bron" / "inwoners-1-januari.csv"
    regel = next(
        r for r in pad.read_text("utf-8").splitlines() if r.startswith("GM0225,2023-01-01")
    )
    _change(pad, regel, regel.replace("19505", "19605"))
    na = _make(eigen_bron)
    oud, nieuw = (_rows(files["druten-2023-team-cijfers.csv"]) for files in (voor, na))
    anders = {s for s in oud | nieuw if oud.get(s) != nieuw.get(s)}
    assert {s[4] for s in anders} == {"per_100k", "verwacht"}
    assert all(s[3].startswith("2023") for s in anders)
    assert {s[0] for s in anders if s[4] == "per_100k"} == {"VT06"}


@pytest.mark.slow
def test_changed_cell_that_the_report_does_not_use_changes_no_byte(eigen_bron):
    voor = _make(eigen_bron)
    pad = eigen_bron.own / "bron" / "inwoners-2016.csv"
    regel = next(r for r in pad.read_text("utf-8").splitlines() if r.startswith("GM0363,"))
    velden = regel.split(",")
    velden[3] = str(int(velden[3]) + 1)
    _change(pad, regel, ",".join(velden))
    assert _make(eigen_bron) == voor


@pytest.mark.slow
def test_report_says_that_a_source_file_no_longer_fits_its_herkomst(eigen_bron):
    _change(eigen_bron.own / "bron" / "regioaanpak-2020.csv", ",2839,,,exact", ",2840,,,exact")
    files = _make(eigen_bron)
    assert "veranderd nadat de herkomst" in files["druten-2023-team.html"].decode()
    invoer = json.loads(files["manifest.json"])["uitgaven"]["druten-2023-team"]["invoer"]
    assert [i["bestand"] for i in invoer if i["gewijzigd"]] == ["data/bron/regioaanpak-2020.csv"]


@pytest.mark.slow
def test_same_data_give_the_same_bytes(eigen_bron):
    assert _make(eigen_bron) == _make(eigen_bron)


@pytest.mark.slow
def test_format_made_from_other_figures_goes_and_one_made_from_the_same_stays(eigen_bron):
    ingest(eigen_bron)
    alles = report(open_workshop(eigen_bron), "Druten")
    namen = {pad.name for pad in alles.map.iterdir()}
    report(open_workshop(eigen_bron), "Druten", formaten=("html",))
    assert {pad.name for pad in alles.map.iterdir()} == namen
    _change(
        eigen_bron.own / "bron" / "cbs-veilig-thuis.csv",
        "VT06,VT06,meldingen,vervolg:overdracht,2023,1495,",
        "VT06,VT06,meldingen,vervolg:overdracht,2023,1505,",
    )
    ingest(eigen_bron)
    report(open_workshop(eigen_bron), "Druten", formaten=("html",))
    over = {pad.name for pad in alles.map.iterdir()}
    assert over == {"druten-2023-team.html", "manifest.json"}
    manifest = json.loads((alles.map / "manifest.json").read_text("utf-8"))
    assert set(manifest["uitgaven"]["druten-2023-team"]["uitvoer"]) == {"druten-2023-team.html"}
