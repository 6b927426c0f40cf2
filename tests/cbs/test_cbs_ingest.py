"""`hd ingest --bron cbs`: what is fetched, what is kept, and what a broken service leaves whole."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cbs_server import CbsServer, always, html, point_to, status
from cbs_tables import MELDINGEN, area_table, known_table, population, put_row, rol_table

from helpende_data import pipeline
from helpende_data.cli import main
from helpende_data.dataset import read_dataset
from helpende_data.errors import WriteError
from helpende_data.files import Werkmap

Hd = Callable[..., Any]
DRUTEN = ("ingest", "--tabel", "84849NED")
ZEVEN_ANDERE = 8  # tables of the registry that the stand-in does not have


@pytest.fixture
def run(werkmap: Werkmap, hd: Hd) -> Hd:
    """Run `hd` in the werkmap of the stand-in."""
    return lambda *args: hd("--werkmap", werkmap.root, *args)


def table_bytes(werkmap: Werkmap) -> dict[str, bytes]:
    """The stored figures, by the name of their delivery."""
    entries = json.loads((werkmap.dataset / "dataset.json").read_text("utf-8"))["leveringen"]
    return {e["naam"]: (werkmap.dataset / e["parquet"]).read_bytes() for e in entries}


def kept(werkmap: Werkmap) -> dict[str, bytes]:
    """Every kept reply."""
    map_ = werkmap.dataset / "snapshots" / "cbs"
    return {
        p.relative_to(map_).as_posix(): p.read_bytes()
        for p in map_.rglob("*")
        if p.is_file() and p.suffix in (".gz", ".json")
    }


def test_one_table_goes_in_with_its_source(run: Hd, werkmap: Werkmap, cbs: CbsServer) -> None:
    cbs.add(rol_table())
    antwoord = run(*DRUTEN)
    assert antwoord.code == 0
    assert "opgehaald" in antwoord.out
    dataset = read_dataset(werkmap)
    (entry,) = dataset.leveringen
    assert entry.bestand == "84849NED"
    herkomst = entry.herkomst
    assert herkomst.titel.startswith("Huiselijk geweld; rol/functie")
    assert herkomst.licentie == "CC BY 4.0 (Bron: CBS)"
    assert (herkomst.afronding, herkomst.marge) == (5, 2)
    assert herkomst.gepubliceerd == "2025-02-20"
    assert "Versie 202502200000" in herkomst.opmerking
    assert not entry.gewijzigd


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access elsewhere")
def test_a_data_set_that_begins_with_cbs_is_closed_for_others(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    assert run(*DRUTEN).code == 0
    for map_ in (werkmap.dataset, werkmap.dataset / "snapshots"):
        assert map_.stat().st_mode & 0o077 == 0


@pytest.fixture
def filled(ingested_copy: Werkmap, cbs: CbsServer, slept: Any) -> Werkmap:  # noqa: ARG001
    """A werkmap with the published figures, that asks the stand-in."""
    return point_to(cbs, ingested_copy)


def test_the_report_of_a_municipality_shows_its_own_figures(
    hd: Hd, filled: Werkmap, cbs: CbsServer
) -> None:
    table = rol_table()
    put_row(table, MELDINGEN, "GM0225", "2023JJ00", 185)
    cbs.add(table)
    assert hd("--werkmap", filled.root, *DRUTEN).code == 0
    rapport = hd("--werkmap", filled.root, "report", "--gemeente", "Druten", "--formaat", "csv")
    assert rapport.code == 0
    csv = (filled.rapporten / "2023" / "druten" / "druten-2023-team-cijfers.csv").read_text("utf-8")
    eigen = [r for r in csv.splitlines() if r.startswith("GM0225") and "84849NED" in r]
    assert any("meldingen,totaal,2023,aantal,185" in r for r in eigen), eigen[:20]
    assert any("adviezen" in r for r in eigen)


def test_direct_figures_take_the_place_of_those_seen_through_others(
    hd: Hd, filled: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    assert hd("--werkmap", filled.root, *DRUTEN).code == 0
    tellingen = read_dataset(filled).tellingen
    nederland = tellingen[
        (tellingen["gebied_code"] == "NL01")
        & (tellingen["indicator"] == "meldingen")
        & (tellingen["uitsplitsing"] == "totaal")
        & (tellingen["periode"] == "2023")
        & (tellingen["bron"] == "cbs")
    ]
    assert nederland["herkomst"].str.startswith("84849NED!").tolist() == [True]


def test_the_data_service_goes_before_a_download_from_the_website(
    run: Hd, werkmap: Werkmap, cbs: CbsServer, tmp_path: Path
) -> None:
    download = tmp_path / "Huiselijk_geweld.csv"
    download.write_text(
        "Kenmerken adviezen/meldingen;Regio's;Perioden;"
        "Gestarte adviezen (aantal);Ontvangen meldingen (aantal)\n"
        "Totaal;Druten;2023*;995;15\nTotaal;Druten;2019;60;70\n",
        "utf-8",
    )
    table = rol_table()
    cbs.add(table)
    assert run("ingest", download).code == 0
    assert run(*DRUTEN).code == 0
    df = read_dataset(werkmap).tellingen
    druten = df[(df["gebied_code"] == "GM0225") & (df["uitsplitsing"] == "totaal")]
    adviezen = druten[druten["indicator"] == "adviezen"].set_index("periode")["aantal"]
    assert adviezen["2023"] == table.cells["M01", "T001", "GM0225", "2023JJ00"]
    assert adviezen["2019"] == 60, "what the service does not have stays"


def test_a_second_run_asks_for_the_version_only(run: Hd, werkmap: Werkmap, cbs: CbsServer) -> None:
    cbs.add(rol_table(), population())
    opdracht = (*DRUTEN, "--tabel", "03759ned")
    run(*opdracht)
    eerst, bewaard = table_bytes(werkmap), kept(werkmap)
    cbs.asked.clear()
    antwoord = run(*opdracht)
    assert "niet gewijzigd bij het CBS" in antwoord.out
    assert "Er is niets veranderd" in antwoord.out
    assert cbs.asked == ["/v4/84849NED/Properties", "/v4/03759ned/Properties"]
    assert table_bytes(werkmap) == eerst
    assert kept(werkmap) == bewaard


@pytest.mark.slow
def test_only_the_table_with_a_new_version_is_fetched(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    table = rol_table()
    cbs.add(table, known_table())
    opdracht = (*DRUTEN, "--tabel", "85361NED")
    run(*opdracht)
    put_row(table, MELDINGEN, "GM0225", "2023JJ00", 500)
    table.version, table.modified = "202508010000", "2025-08-01T00:00:00+02:00"
    cbs.asked.clear()
    assert run(*opdracht).code == 0
    assert [pad.split("/")[2] for pad in cbs.cells_asked()] == ["84849NED"]
    tellingen = read_dataset(werkmap).tellingen
    assert 500 in set(tellingen["aantal"].dropna())
    assert len(list((werkmap.dataset / "snapshots" / "cbs" / "84849NED").iterdir())) == 2


@pytest.mark.slow
def test_another_question_fetches_the_same_version_again(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(population())
    run("ingest", "--tabel", "03759ned")
    pad = werkmap.own / "cbs.toml"
    pad.write_text(pad.read_text("utf-8").replace("vanaf = 2016", "vanaf = 2023"), "utf-8")
    cbs.asked.clear()
    run("ingest", "--tabel", "03759ned")
    assert len(cbs.cells_asked()) == 1
    assert set(read_dataset(werkmap).inwoners["jaar"]) == {2023}


@pytest.mark.slow
def test_another_meaning_of_the_same_replies_is_read_anew_without_network(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    run(*DRUTEN)
    pad = werkmap.own / "cbs.toml"
    pad.write_text(pad.read_text("utf-8").replace("marge = 2", "marge = 4"), "utf-8")
    cbs.asked.clear()
    assert "1 nieuw" in run(*DRUTEN, "--offline").out
    assert cbs.asked == []
    df = read_dataset(werkmap).tellingen
    assert ((df["hoog"] - df["aantal"]).dropna() == 4).all()


@pytest.mark.parametrize("dienst", ["v4", "v3"])
def test_offline_repeats_the_run_byte_for_byte(
    dienst: str, run: Hd, hd: Hd, werkmap: Werkmap, cbs: CbsServer, copy: Any
) -> None:
    table = rol_table()
    table.page = 100
    put_row(table, MELDINGEN, "GM0225", "2023JJ00", ".")
    cbs.add(table, area_table())
    if dienst == "v3":
        cbs.fail("/v4/", *always(status(404)))
    else:
        cbs.add(population())
    alles = ("ingest", "--bron", "cbs")
    assert run(*alles).code == 20, "the other tables are not there"
    ander = copy(werkmap)
    cbs.close()
    antwoord = hd("--werkmap", ander.root, *alles, "--offline")
    assert antwoord.code == 20
    assert "uit de bewaarde antwoorden" in antwoord.out
    assert table_bytes(ander) == table_bytes(werkmap)
    assert len(table_bytes(ander)) == (2 if dienst == "v3" else 3)
    eerst, daarna = (read_dataset(w).leveringen for w in (werkmap, ander))
    assert [e.herkomst for e in eerst] == [e.herkomst for e in daarna]


def test_the_whole_source_is_areas_people_and_every_table(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(rol_table(), population(), known_table())
    cbs.add(
        area_table(2022, "85067NED"), area_table(2023, "85385NED"), area_table(2015, "82949NED")
    )
    antwoord = run("ingest", "--bron", "cbs")
    assert antwoord.code == 20
    namen = {entry.naam for entry in read_dataset(werkmap).leveringen}
    assert namen == {"cbs-03759ned", "cbs-84849NED", "cbs-85361NED", "cbs-85067NED", "cbs-85385NED"}
    regels = antwoord.err.splitlines()
    assert len(regels) == ZEVEN_ANDERE + 1
    assert f"{ZEVEN_ANDERE} van 13 tabellen zijn niet ingelezen: 84847NED" in regels[-1]
    assert "tabel 84847NED is niet op te halen: het CBS kent deze tabel niet" in antwoord.err


def test_a_table_that_does_not_fit_does_not_stop_the_others(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    scheef = known_table()
    scheef.measures[1].title = "Nieuwe naam"
    cbs.add(rol_table(), scheef)
    antwoord = run("ingest", "--tabel", "84849NED", "--tabel", "85361NED")
    assert antwoord.code == 20
    assert "staat er niet (gevonden:" in antwoord.err
    assert [e.naam for e in read_dataset(werkmap).leveringen] == ["cbs-84849NED"]


@pytest.mark.parametrize(
    ("kapot", "code", "zin"),
    [
        ("titel", 11, "heeft niet de titels van data/cbs.toml"),
        ("weg", 10, "tabel 84849NED is niet op te halen"),
        ("druk", 10, "foutcode 503, 5 keer geprobeerd"),
        ("inloggen", 10, "een webpagina terug in plaats van cijfers"),
        ("elders", 10, "verwijst naar een andere computer"),
    ],
)
def test_when_nothing_goes_in_the_exit_code_says_what_kind_of_fault_it_was(
    kapot: str, code: int, zin: str, run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    table = rol_table()
    cbs.add(table)
    if kapot == "titel":
        table.measures[0].title = "Adviezen"
    elif kapot == "weg":
        cbs.tables.clear()
    elif kapot == "elders":
        table.page, cbs.next_host = 100, "http://elders.example"
    else:
        cbs.fail("/v", *always(status(503) if kapot == "druk" else html))
    antwoord = run(*DRUTEN)
    assert antwoord.code == code
    assert zin in antwoord.err
    assert not (werkmap.dataset / "dataset.json").exists()


def test_the_old_service_helps_when_the_new_one_is_down(
    run: Hd, werkmap: Werkmap, cbs: CbsServer, slept: Any
) -> None:
    cbs.add(rol_table(), known_table())
    cbs.fail("/v4/", *always(status(503)))
    assert run("ingest", "--tabel", "84849NED", "--tabel", "85361NED").code == 0
    assert "oude dataservice" in read_dataset(werkmap).leveringen[0].herkomst.opmerking
    assert sum("/v4/" in pad for pad in cbs.asked) == 10, "a fault may be of one table only"
    run("ingest", "--tabel", "84849NED", "--tabel", "85361NED", "--tabel", "84850NED")
    assert sum("/v4/" in pad for pad in cbs.asked) == 20, "after two tables it is asked no more"
    assert len(slept.seconds) == 16


def test_with_both_services_down_the_kept_figures_are_offered(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    run(*DRUTEN)
    eerst, bewaard = table_bytes(werkmap), kept(werkmap)
    cbs.fail("/v", *always(status(500)))
    antwoord = run(*DRUTEN)
    assert antwoord.code == 10
    assert "met --offline rekent u met die van" in antwoord.err
    assert table_bytes(werkmap) == eerst
    assert kept(werkmap) == bewaard


def test_a_download_that_breaks_halfway_leaves_the_old_replies(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    table = rol_table()
    cbs.add(table)
    run(*DRUTEN)
    eerst, bewaard = table_bytes(werkmap), kept(werkmap)
    table.version, table.page = "2", 500
    cbs.fail("$skip=500", *always(status(500)))
    cbs.fail("/v3/", *always(status(500)))
    assert run(*DRUTEN).code == 10
    assert table_bytes(werkmap) == eerst
    assert kept(werkmap) == bewaard
    assert run(*DRUTEN, "--offline").code == 0


@pytest.mark.parametrize("schade", ["weg", "anders", "index"])
def test_damaged_replies_are_told_offline_and_fetched_again_online(
    schade: str, run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    run(*DRUTEN)
    map_ = werkmap.dataset / "snapshots" / "cbs" / "84849NED"
    (cellen,) = map_.glob("*/*observations*")
    if schade == "weg":
        cellen.unlink()
    elif schade == "index":
        (map_ / "snapshot.json").write_text("{", "utf-8")
    else:
        (andere,) = map_.glob("*/*properties*")
        cellen.write_bytes(andere.read_bytes())
    antwoord = run(*DRUTEN, "--offline")
    assert antwoord.code == 10
    assert "de bewaarde antwoorden van tabel 84849NED zijn beschadigd" in antwoord.err
    assert "Haal de tabel opnieuw op, zonder --offline" in antwoord.err
    assert "Er is niets veranderd" in run(*DRUTEN).out
    assert len(cbs.cells_asked()) == 2


def test_offline_without_earlier_replies_says_so(run: Hd, cbs: CbsServer) -> None:
    for wat in (DRUTEN, ("ingest", "--bron", "cbs")):
        antwoord = run(*wat, "--offline")
        assert antwoord.code == 10
        assert antwoord.err == (
            "hd: er is nog niets van het CBS opgehaald. Haal op zonder --offline\n"
        )
    assert cbs.asked == []


def test_offline_a_table_that_was_never_fetched_says_so(run: Hd, cbs: CbsServer) -> None:
    cbs.add(rol_table())
    run(*DRUTEN)
    antwoord = run("ingest", "--tabel", "85361NED", "--offline")
    assert antwoord.code == 10
    assert "tabel 85361NED van het CBS is nog niet opgehaald" in antwoord.err


def unplug(werkmap: Werkmap, adres: str) -> None:
    """Send what would be asked at this address to a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as dicht:
        poort = dicht.getsockname()[1]
    register = werkmap.own / "cbs.toml"
    nieuw = urlsplit(adres)._replace(netloc=f"127.0.0.1:{poort}").geturl()
    register.write_text(register.read_text("utf-8").replace(adres, nieuw), "utf-8")


def test_without_network_it_stops_soon_and_says_so_once(
    run: Hd, werkmap: Werkmap, cbs: CbsServer, slept: Any
) -> None:
    unplug(werkmap, cbs.url)
    antwoord = run("ingest", "--bron", "cbs")
    assert antwoord.code == 10
    assert antwoord.err == (
        "hd: het CBS geeft nu geen cijfers: geen verbinding met 127.0.0.1, 2 keer geprobeerd. "
        "Kijk of deze computer internet heeft, of probeer het later nog eens\n"
    )
    assert len(slept.seconds) == 2, "one wait for each service, whatever the number of tables"


def test_one_service_that_cannot_be_reached_leaves_the_other(
    run: Hd, werkmap: Werkmap, cbs: CbsServer, slept: Any
) -> None:
    cbs.add(rol_table(), known_table())
    unplug(werkmap, f"{cbs.url}/v4")
    assert run("ingest", "--tabel", "84849NED", "--tabel", "85361NED").code == 0
    assert len(read_dataset(werkmap).leveringen) == 2
    assert len(slept.seconds) == 1, "the new service is asked for the first table only"


@pytest.mark.slow
def test_a_killed_run_leaves_the_old_figures_and_replies(
    run: Hd, werkmap: Werkmap, cbs: CbsServer
) -> None:
    table = rol_table()
    cbs.add(table)
    run(*DRUTEN)
    eerst, bewaard = table_bytes(werkmap), kept(werkmap)
    table.version, table.page = "2", 500
    halverwege = threading.Event()

    def wait(_: object) -> bool:
        halverwege.set()
        cbs.stop.wait()
        return False

    cbs.fail("$skip=500", wait)
    opdracht = ["--werkmap", str(werkmap.root), *DRUTEN]
    script = "import sys; from helpende_data.cli import main; main(sys.argv[1:])"
    proces = subprocess.Popen([sys.executable, "-c", script, *opdracht])
    assert halverwege.wait(60)
    proces.kill()
    proces.wait()
    assert table_bytes(werkmap) == eerst
    assert {k: v for k, v in kept(werkmap).items() if k in bewaard} == bewaard
    assert run(*DRUTEN, "--offline").code == 0
    cbs.faults.clear()
    assert run(*DRUTEN).code == 0
    assert len(list((werkmap.dataset / "snapshots" / "cbs" / "84849NED").iterdir())) == 2


def test_areas_of_cbs_are_known_to_every_command(run: Hd, werkmap: Werkmap, cbs: CbsServer) -> None:
    cbs.add(area_table(2023, "85385NED"))
    assert run("ingest", "--tabel", "85385NED").code == 0
    assert "Utrecht (VT)" in run("gebieden", "--gemeente", "GM0344", "--jaar", "2023").out
    stedelijk = run("gebieden", "--van", "STED1", "--jaar", "2023").out
    assert "Nijmegen" in stedelijk
    assert "Let op" not in stedelijk
    gebieden, _ = pipeline.read_registry(werkmap)
    klasse = gebieden.area_of("GM0225", "stedelijkheid", 2023)
    assert klasse is not None
    assert klasse.code == "STED4"


def test_two_catalogues_without_areas_are_told(run: Hd, cbs: CbsServer) -> None:
    cbs.add(rol_table())
    antwoord = run("ingest", "--bron", "cbs")
    assert antwoord.code == 20
    assert "de lijst van tabellen 'Gebieden in Nederland' is niet op te halen" in antwoord.err


def test_figures_of_the_example_do_not_meet_those_of_cbs(
    hd: Hd, example_copy: Werkmap, cbs: CbsServer
) -> None:
    antwoord = hd("--werkmap", example_copy.root, *DRUTEN)
    assert antwoord.code == 14
    assert "echte cijfers en voorbeeldcijfers gaan niet samen" in antwoord.err
    assert cbs.asked == []


def test_erasing_a_table_erases_its_kept_replies(run: Hd, werkmap: Werkmap, cbs: CbsServer) -> None:
    cbs.add(rol_table(), known_table())
    run(*DRUTEN, "--tabel", "85361NED")
    assert run("dataset", "verwijder", "L0001", "--reden", "proef").code == 0
    assert {pad.split("/")[0] for pad in kept(werkmap)} == {"85361NED"}


def test_nothing_is_asked_of_cbs_unless_the_user_wants_it(
    run: Hd, cbs: CbsServer, levering: Callable[..., Path]
) -> None:
    rijen = "gebied_code indicator periode aantal\nVT06 meldingen 2020 100"
    assert run("ingest", levering(rijen)).code == 0
    assert run("gebieden", "--gemeente", "Druten").code == 0
    assert cbs.asked == []


@pytest.mark.parametrize(
    ("vraag", "code", "zin"),
    [
        (["--bron", "cbz"], 2, "onbekende bron cbz. Bekend is cbs"),
        (["--offline"], 2, "--offline hoort bij --bron cbs of --tabel"),
        (["--tabel", "84849NED", "x.csv"], 2, "na elkaar in, niet tegelijk"),
        (["--tabel", "abc"], 13, "'abc' is geen nummer van een CBS-tabel"),
    ],
)
def test_options_that_do_not_fit_say_so(
    vraag: list[str], code: int, zin: str, run: Hd, cbs: CbsServer
) -> None:
    antwoord = run("ingest", *vraag)
    assert antwoord.code == code
    assert zin in antwoord.err
    assert cbs.asked == []


def test_the_answer_for_a_program_names_each_table(
    werkmap: Werkmap, hd: Hd, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    antwoord = hd("--json", "--werkmap", werkmap.root, *DRUTEN)
    (tabel,) = antwoord.json["tabellen"]
    assert antwoord.json["nieuw"] == ["L0001"]
    assert {"waarschuwingen", "dubbel", "ongebruikt", "vervangen"} <= antwoord.json.keys()
    assert tabel["stand"] == "opgehaald"
    assert tabel["versie"] == "202502200000"
    assert tabel["rijen"] == 384


def test_a_writer_in_the_same_werkmap_is_named(run: Hd, werkmap: Werkmap, cbs: CbsServer) -> None:
    from helpende_data.files import writer_lock

    cbs.add(rol_table())
    with writer_lock(werkmap.dataset / "snapshots"):
        antwoord = run(*DRUTEN)
    assert antwoord.code == 16
    assert cbs.asked == []


def test_progress_is_shown_on_a_terminal_only(
    werkmap: Werkmap, cbs: CbsServer, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    cbs.add(rol_table())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["--werkmap", str(werkmap.root), *DRUTEN]) == 0
    assert "cellen van 84849NED" in capsys.readouterr().err


def test_kept_replies_are_as_they_came(run: Hd, werkmap: Werkmap, cbs: CbsServer) -> None:
    cbs.add(rol_table())
    run(*DRUTEN)
    index = json.loads(kept(werkmap)["84849NED/snapshot.json"])
    assert index["dienst"] == "v4"
    assert [r["naam"] for r in index["replies"]][:2] == ["Properties", "Dimensions"]
    assert all(len(r["sha256"]) == 64 for r in index["replies"])
    assert Path(index["map"]).name == index["map"], "no path of this computer"


def test_a_full_disk_while_the_list_of_tables_comes_in_is_told_as_that(
    run: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WriteError("de schijf is vol")

    monkeypatch.setattr("helpende_data.sources.cbs.Lezer.area_tables", full)
    assert run("ingest", "--bron", "cbs").code == 15
