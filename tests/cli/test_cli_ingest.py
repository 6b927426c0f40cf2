"""What `hd ingest` says: what was read now, what does not count and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpende_data.cli.show import make_console
from helpende_data.cli.show_faults import faults_table
from helpende_data.dataset import add_leveringen
from helpende_data.errors import Fault, FileFaults
from helpende_data.files import Werkmap
from helpende_data.sources.published import read_published

Hd = Callable[..., Any]
Write = Callable[..., Path]
KOP = "gebied_code indicator periode aantal status\n"
ROND = {"afronding": 5, "marge": 2}
VRAAG = ("herkomst", "-g", "Neder-Betuwe", "--indicator", "meldingen", "--periode", "2025-H1")


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path / "w")


@pytest.fixture
def run(werkmap: Werkmap, hd: Hd) -> Hd:
    return lambda *args: hd("--werkmap", werkmap.root, *args)


def count(aantal: int, status: str = "afgerond") -> str:
    return f"{KOP}GM1740 meldingen 2025-H1 {aantal} {status}"


def test_only_what_was_read_now_is_listed(run: Hd, levering: Write) -> None:
    for nummer in (1, 2):
        run("ingest", levering(f"{KOP}VT06 meldingen 202{nummer} 100 exact", naam=f"jaar-{nummer}"))
    derde = levering(f"{KOP}VT06 meldingen 2019 100 exact", naam="jaar-3")
    antwoord = run("ingest", derde)
    assert "jaar-3" in antwoord.out
    assert "jaar-1" not in antwoord.out
    assert "En 2 leveringen die er al waren; zie hd dataset historie." in antwoord.out
    assert "Ingelezen: 1 nieuw, 0 gelijk." in antwoord.out
    als_json = run("--json", "ingest", derde).json
    assert [rij["levering"] for rij in als_json["leveringen"]] == ["jaar-3"]
    assert als_json["overige_leveringen"] == 2


@pytest.mark.parametrize(("eerst", "later"), [("a", "z"), ("z", "a")])
def test_two_sources_of_one_figure_are_told_with_the_one_that_counts(
    eerst: str, later: str, run: Hd, levering: Write
) -> None:
    """Names have no say: the last of two equally certain counts goes first."""
    run("ingest", levering(count(60), naam=eerst, bron=f"vt-{eerst}", **ROND))
    antwoord = run("ingest", levering(count(65), naam=later, bron=f"vt-{later}", **ROND))
    assert (
        f"Let op: 1 cijfer staat in twee leveringen (meldingen). In rapporten telt L0002 "
        f"({later}.csv, bron vt-{later}), en niet L0001 ({eerst}.csv, bron vt-{eerst}): "
        f"wat het laatst is ingelezen, gaat voor."
    ) in antwoord.out
    spoor = {stap["kop"]: stap["zinnen"] for stap in run("--json", *VRAAG).json["stappen"]}
    assert spoor["De bron"][0] == f"L0002, {later}.csv, regel 2: 65."
    (zin,) = spoor["Ook bij een andere bron"]
    assert zin.endswith("60; telt niet mee, want wat het laatst is ingelezen, gaat voor.")


@pytest.mark.parametrize(
    ("rest", "waarom"),
    [
        ("- 0 9 onderdrukt", "afgerond gaat voor onderdrukt"),
        # A word like "some seventy" is no protection: reports do not show it.
        ("70 60 80 benaderd", "het andere cijfer is niet beschermd"),
    ],
)
def test_the_most_certain_of_two_sources_counts_whichever_came_last(
    rest: str, waarom: str, run: Hd, levering: Write
) -> None:
    run("ingest", levering(count(60), naam="een", bron="vt-a", **ROND))
    kop = "gebied_code indicator periode aantal laag hoog status\n"
    rij = f"{kop}GM1740 meldingen 2025-H1 {rest}"
    later = run("--json", "ingest", levering(rij, naam="twee", bron="vt-b", **ROND))
    (dubbel,) = later.json["dubbel"]
    assert (dubbel["telt"], dubbel["wijkt"], dubbel["waarom"]) == ("L0001", "L0002", waarom)


def test_a_figure_of_one_source_gives_no_warning(run: Hd, levering: Write) -> None:
    for periode in ("2025-H1", "2024-H1"):
        rij = f"{KOP}GM1740 meldingen {periode} 60 afgerond"
        antwoord = run("ingest", levering(rij, naam=periode, bron=periode, **ROND))
        assert "twee leveringen" not in antwoord.out


def test_withheld_counts_of_two_files_with_one_name_add_up(
    run: Hd, werkmap: Werkmap, levering: Write, tmp_path: Path
) -> None:
    """Of two mappings, read from two folders."""
    for nummer in (1, 2):
        rij = f"{KOP}GM1740 meldingen 202{nummer} 31 exact"
        map_ = tmp_path / f"map-{nummer}"
        pad = levering(rij, naam="vt", folder=map_, bescherming="geen")
        los = replace(read_published(pad, pad.name), reeks=f"reeks-{nummer}")
        add_leveringen(werkmap, [los], vast=False)
    assert run("ingest").code == 0  # the published figures beside them
    rapport = run("report", "-g", "Druten", "--formaat", "csv")
    assert "vt (2 cijfers)" in rapport.out


@pytest.mark.parametrize(
    ("rij", "velden", "zin"),
    [
        ("GM1740 meldingen 2025-H1 65 afgerond", ROND, "de uitgever rondde het aantal zelf al af"),
        ("NL01 meldingen 2025-H1 65 exact", {}, "rapporten tonen het als in de bron"),
    ],
)
def test_what_passes_unchanged_is_not_called_protected(
    rij: str, velden: dict[str, int], zin: str, run: Hd, levering: Write
) -> None:
    run("ingest", levering(KOP + rij, **velden))
    spoor = run(*VRAAG[:2], rij.split()[0], *VRAAG[3:]).out
    assert f"   Niets: {zin}." in spoor.splitlines()


def test_a_delivery_that_loses_what_counted_waits_and_names_what_it_replaced(
    run: Hd, levering: Write
) -> None:
    """Two files of one name are no two halves: the second one takes the place of the first."""
    eigen = {"bron": "vt", "bescherming": "geen", "openbaar": False, "naam": "politie"}
    rij = KOP + "{} meldingen 2024 {} exact"
    run("ingest", levering(rij.format("GM0225", 31), **eigen))
    nijmegen = levering(rij.format("GM0268", 212), **eigen)
    antwoord = run("ingest", nijmegen)
    assert antwoord.code == 11
    assert "over 2024 ontbreekt alles van Druten: dat telt nu mee (L0001), straks niet" in (
        antwoord.err
    )
    toch = run("ingest", nijmegen, "--accepteer-waarschuwingen", "A. Bakker, analist")
    assert "L0001 (politie.csv) telt niet meer voor 2024: vervangen door L0002." in toch.out
    spoor = run("herkomst", "-g", "Druten", "--indicator", "meldingen", "--jaar", "2024")
    assert "Het staat in L0001 (politie.csv), en die is vervangen door L0002 op 20" in spoor.err


def test_a_figure_of_a_delivery_that_was_taken_back_names_it(run: Hd, levering: Write) -> None:
    run("ingest", levering(count(60), **ROND))
    run("dataset", "terug", "L0001", "--reden", "verkeerd")
    antwoord = run(*VRAAG)
    assert antwoord.code == 13
    assert "Het staat in L0001 (levering.csv), en die is ingetrokken op 20" in antwoord.err
    assert "(verkeerd)" in antwoord.err


def test_a_figure_that_goes_from_an_area_that_stays_is_counted(run: Hd, levering: Write) -> None:
    rijen = [f"GM1740 {wat} 2025-H1 65 afgerond" for wat in ("meldingen", "adviezen")]
    run("ingest", levering(KOP + "\n".join(rijen), **ROND))
    antwoord = run("--json", "ingest", levering(KOP + rijen[0], **ROND)).json
    (let_op,) = antwoord["waarschuwingen"]
    assert let_op["wat"].startswith("over 2025-H1 ontbreekt 1 cijfer: dat telt nu mee (L0001)")
    assert (antwoord["nieuw"], antwoord["gelijk"]) == (["L0002"], [])
    (vervangen,) = antwoord["vervangen"]
    assert (vervangen["levering"], vervangen["vervangen_door"]) == ("L0001", {"2025-H1": "L0002"})


def test_a_correction_that_holds_all_figures_gives_no_warning(run: Hd, levering: Write) -> None:
    run("ingest", levering(count(60), **ROND))
    antwoord = run("--json", "ingest", levering(count(65), **ROND)).json
    assert antwoord["waarschuwingen"] == []
    assert [v["levering"] for v in antwoord["vervangen"]] == ["L0001"]


def test_a_program_is_told_what_was_left_out_and_why(run: Hd, levering: Write) -> None:
    pad = levering(count(60), **ROND)
    run("ingest", pad)
    run("dataset", "terug", "L0001")
    (over,) = run("--json", "ingest", pad).json["overgeslagen"]
    assert (over["levering"], over["waarom"][:11]) == ("L0001", "ingetrokken")


def test_an_area_without_figures_names_the_next_step(run: Hd, levering: Write) -> None:
    run("ingest", levering(count(65), **ROND))
    antwoord = run("herkomst", "-g", "Druten", *VRAAG[3:])
    assert antwoord.code == 13
    assert "Van Druten is niets ingelezen; kijk wat er is met: hd dataset historie" in antwoord.err


@pytest.mark.parametrize("opties", [("--tabel", "84849NED"), ("--bron", "cbs", "--offline")])
def test_who_accepts_warnings_is_not_asked_with_cbs(opties: tuple[str, ...], run: Hd) -> None:
    antwoord = run("ingest", *opties, "--accepteer-waarschuwingen", "A. Bakker")
    assert antwoord.code == 2
    assert "--accepteer-waarschuwingen hoort bij bestanden" in antwoord.err


@pytest.mark.parametrize("status", ["exact", "benaderd"])
def test_in_the_example_an_own_delivery_goes_before_the_invented_one(
    status: str, example_copy: Werkmap, hd: Hd, levering: Write
) -> None:
    kop = "gebied_code indicator periode aantal laag hoog status\n"
    rij = f"{kop}GM0225 meldingen 2023 150 150 150 {status}"
    eigen = levering(rij, naam="ingevuld", bron="eigen", synthetisch=True)
    assert hd("--werkmap", example_copy.root, "ingest", eigen).code == 0
    vraag = ("herkomst", "-g", "Druten", "--indicator", "meldingen", "--jaar", "2023")
    antwoord = hd("--werkmap", example_copy.root, "--json", *vraag).json
    spoor = {stap["kop"]: stap for stap in antwoord["stappen"]}
    assert spoor["De bron"]["gegevens"]["bestand"].endswith("ingevuld.csv")
    (ander,) = spoor["Ook bij een andere bron"]["gegevens"]["andere"]
    assert ander["waarom"] == "een eigen levering gaat voor het ingebouwde voorbeeld"


def test_warnings_that_nobody_had_to_accept_name_nobody(run: Hd, levering: Write) -> None:
    """Of public figures: they stay as they were published."""
    jaar = date.today().year
    run("ingest", levering(f"{KOP}NL01 meldingen {jaar} 100 exact"))
    regel = next(r for r in run("dataset", "historie").out.splitlines() if "L0001" in r)
    assert regel.rstrip().endswith("1 waarschuwing")


def test_a_fault_of_a_whole_file_has_a_place() -> None:
    console = make_console()
    with console.capture() as gedrukt:
        console.print(faults_table([FileFaults("vt.xlsx", (Fault(0, "", "is leeg"),))]))
    assert gedrukt.get().splitlines()[1].split("  ")[0] == "het hele bestand"
