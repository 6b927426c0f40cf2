"""`hd herkomst`: from the page back to the cell, and nothing that may not leave the house."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpende_data import pipeline
from helpende_data.dataset import add_leveringen, erase, withdraw
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.pipeline.zicht import Zicht
from helpende_data.sources.published import read_published

Hd = Callable[..., Any]
Write = Callable[..., Path]
STEMPEL = "INTERN, NIET VERSPREIDEN"
KOP = "gebied_code indicator periode aantal voorlopig status\n"
VT = KOP + "GM0225 meldingen 2024-H1 {} ja exact"
EXACT = {"naam": "vt", "bescherming": "geen", "openbaar": False, "bron": "vt"}


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    """Without figures as yet."""
    return Werkmap(tmp_path / "w")


@pytest.fixture
def trace(hd: Hd, werkmap: Werkmap) -> Callable[..., dict[str, Any]]:
    """The answer as JSON, its steps by heading; of `werkmap`, unless another one is named."""

    def ask(gebied: str, *vraag: str, over: Werkmap = werkmap) -> dict[str, Any]:
        antwoord: dict[str, Any] = hd(
            "--werkmap", over.root, "--json", "herkomst", "-g", gebied, *vraag
        ).json
        return antwoord | {"stap": {stap["kop"]: stap for stap in antwoord["stappen"]}}

    return ask


def last_id(werkmap: Werkmap, pad: Path) -> str:
    return pipeline.ingest(werkmap, [pad]).change.nieuw[0].id


def test_a_rounded_count_is_followed_to_its_line_and_its_inhabitants(
    ingested: Werkmap, hd: Hd
) -> None:
    """65 reports on 25,781 inhabitants, as the manual shows it."""
    vraag = ("--gemeente", "Neder-Betuwe", "--indicator", "meldingen", "--periode", "2025-H1")
    antwoord = hd("--werkmap", ingested.root, "herkomst", *vraag)
    for regel in (
        "   Aantal: ongeveer 65 (voorlopig), marge 63 tot 67.",
        "   Per 100.000 inwoners: 252 (voorlopig), marge 188 tot 330.",
        "   Neder-Betuwe: 25.781, uit L0006, data/bron/inwoners-1-januari.csv, regel 2465.",
        "   Afgerond op veelvouden van 5: het ligt tussen 63 en 67.",
        "   L0003, data/bron/cbs-veilig-thuis.csv, regel 4: 65 (voorlopig).",
        "   Er is geen eerdere of andere versie van dit cijfer.",
    ):
        assert regel in antwoord.out.splitlines()
    assert STEMPEL not in antwoord.out


def test_the_line_that_is_named_holds_the_figure(ingested: Werkmap, trace: Any) -> None:
    vraag = ("--indicator", "meldingen", "--periode", "2025-H1")
    bron = trace("Neder-Betuwe", *vraag, over=ingested)
    gegevens = bron["stap"]["De bron"]["gegevens"]
    bestand, _, regel = gegevens["herkomst"].rpartition("!")
    pad = ingested.packaged.parent / bestand
    assert "GM1740,GM1740,meldingen,totaal,2025-H1,65," in pad.read_text("utf-8").splitlines()[
        int(regel) - 1
    ]  # fmt: skip
    assert gegevens["sha256"] == hashlib.sha256(pad.read_bytes()).hexdigest()


def test_a_region_is_divided_by_the_sum_of_its_municipalities(
    ingested: Werkmap, trace: Any
) -> None:
    vraag = ("--indicator", "meldingen", "--jaar", "2020")
    spoor = trace("Gelderland-Zuid", *vraag, over=ingested)
    noemer = spoor["stap"]["De noemer"]["gegevens"]
    assert noemer["inwoners"] == 569443
    assert len(noemer["cellen"]) == 15
    assert sum(cel["inwoners"] for cel in noemer["cellen"]) == 569443
    assert spoor["stap"]["De noemer"]["zinnen"][-1] == "De andere 10 ziet u met --json."


def test_a_category_and_a_printed_statement_are_followed_too(ingested: Werkmap, trace: Any) -> None:
    vraag = ("--indicator", "meldingen/vervolg:overdracht", "--jaar", "2023")
    deel = trace("Gelderland-Zuid", *vraag, over=ingested)
    zelfde = trace(
        "Gelderland-Zuid", "--indicator", "meldingen", "--uitsplitsing", "vervolg:overdracht",
        "--jaar", "2023", over=ingested,
    )  # fmt: skip
    assert deel == zelfde
    assert deel["titel"].startswith("meldingen, vervolg:overdracht")
    gedrukt = trace(
        "Nederland",
        "--indicator",
        "meldingen_aandeel/eerder:hermelding",
        "--jaar",
        "2023",
        over=ingested,
    )
    assert gedrukt["stap"]["De bron"]["gegevens"]["waarde"] == "38,1 procent (voorlopig)"


def test_an_exact_count_of_a_municipality_stays_hidden_without_intern(
    werkmap: Werkmap, levering: Write, hd: Hd, trace: Any
) -> None:
    for aantal in (317, 363):  # neither is ever a bound of its rounded figure
        last_id(werkmap, levering(VT.format(aantal), **EXACT))
    vraag = ("--indicator", "meldingen", "--periode", "2024-H1")
    for opties in ((), ("--json",)):
        antwoord = hd("--werkmap", werkmap.root, *opties, "herkomst", "-g", "Druten", *vraag)
        assert "317" not in antwoord.out
        assert "363" not in antwoord.out
        assert STEMPEL not in antwoord.out
    open_ = trace("Druten", *vraag, "--intern")
    assert open_["stempel"] == STEMPEL
    gestempeld = {kop for kop, stap in open_["stap"].items() if stap["stempel"]}
    assert gestempeld == {"De bron", "Andere versies"}
    assert open_["stap"]["De bron"]["gegevens"]["waarde"] == "363 (voorlopig)"
    tekst = hd("--werkmap", werkmap.root, "herkomst", "-g", "Druten", *vraag, "--intern").out
    regels = tekst.splitlines()
    assert regels[0] == regels[-1] == STEMPEL
    assert f"5. De bron ({STEMPEL})" in regels


def test_what_is_not_public_leaves_no_hash(werkmap: Werkmap, levering: Write, hd: Hd) -> None:
    pad = levering(VT.format(317), **EXACT)
    last_id(werkmap, pad)
    digest = hashlib.sha256(pad.read_bytes()).hexdigest()
    vraag = ("herkomst", "-g", "Druten", "--indicator", "meldingen", "--periode", "2024-H1")
    for opdracht in ((*vraag, "--intern"), ("dataset", "historie")):
        antwoord = hd("--werkmap", werkmap.root, "--json", *opdracht)
        assert digest not in antwoord.out


def test_bounds_below_the_publication_level_are_stamped(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    """Between 11 and 12 is as good as a count."""
    kop = "gebied_code indicator periode laag hoog status\n"
    last_id(werkmap, levering(kop + "GM0225 meldingen 2024-H1 11 12 onderdrukt", **EXACT))
    vraag = ("--indicator", "meldingen", "--periode", "2024-H1")
    dicht = trace("Druten", *vraag)["stap"]["Wat de uitgever deed"]
    assert dicht["zinnen"] == ["Het aantal is verborgen."]
    intern = trace("Druten", *vraag, "--intern")["stap"]["Wat de uitgever deed"]
    assert intern["zinnen"] == ["Het aantal is verborgen: het ligt tussen 11 en 12."]
    assert intern["stempel"] == STEMPEL


@pytest.mark.slow
def test_each_earlier_version_says_what_it_was_and_why_it_is_gone(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    """Replaced, withdrawn, erased."""
    velden = {"naam": "vt", "bron": "vt", "afronding": 5, "marge": 2}
    rij = KOP + "GM0225 meldingen 2024-H1 {} nee afgerond"
    nummers = [last_id(werkmap, levering(rij.format(n), **velden)) for n in (40, 45, 50, 55)]
    erase(werkmap, nummers[0], reden="termijn")
    withdraw(werkmap, nummers[3], reden="verkeerd")
    spoor = trace("Druten", "--indicator", "meldingen", "--periode", "2024-H1")
    assert spoor["stap"]["De bron"]["gegevens"]["levering"] == nummers[2]
    versies = spoor["stap"]["Andere versies"]["gegevens"]["versies"]
    assert [v["levering"] for v in versies] == [nummers[0], nummers[1], nummers[3]]
    assert [v.get("waarde") for v in versies] == [None, "45", "55"]
    waarom = [v["waarom"] for v in versies]
    assert waarom[0].startswith("gewist op ")
    assert waarom[0].endswith("(termijn); wat er stond, is niet bekend")
    assert waarom[1].startswith(f"vervangen door {nummers[2]} op ")
    assert waarom[2].endswith("(verkeerd)")


def test_of_a_year_that_was_added_up_the_corrected_halves_are_told(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    helften = VT.replace(" ja ", " nee ") + "\nGM0225 meldingen 2024-H2 60 nee exact"
    eerste = last_id(werkmap, levering(helften.format(60), **EXACT))
    last_id(werkmap, levering(helften.format(75), **EXACT))
    spoor = trace("Druten", "--indicator", "meldingen", "--periode", "2024")
    versies = spoor["stap"]["Andere versies"]["gegevens"]["versies"]
    assert [v["levering"] for v in versies] == [eerste, eerste]
    for versie, helft in zip(versies, ("2024-H1", "2024-H2"), strict=True):
        assert versie["waarom"].endswith(f"voor {helft}; vraag die periode op")


def test_a_figure_seen_through_others_is_told_beside_that_of_the_publisher(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    velden = {"afronding": 5, "marge": 2}
    rij = KOP + "GM1740 meldingen 2025-H1 {} nee afgerond"
    last_id(werkmap, levering(rij.format(65), naam="krant", via="een krant", **velden))
    nummer = last_id(werkmap, levering(rij.format(70), naam="direct", **velden))
    spoor = trace("Neder-Betuwe", "--indicator", "meldingen", "--periode", "2025-H1")
    assert spoor["stap"]["De bron"]["gegevens"]["levering"] == nummer
    (versie,) = spoor["stap"]["Andere versies"]["gegevens"]["versies"]
    assert versie["waarde"] == "65"
    assert versie["waarom"].endswith("het cijfer van de uitgever zelf gaat voor")


@pytest.mark.slow
def test_the_same_figure_of_another_source_is_named(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    rij = KOP + "GM1740 meldingen 2025-H1 {} nee afgerond"
    for aantal, bron in ((60, "een"), (65, "ander")):
        last_id(werkmap, levering(rij.format(aantal), naam=bron, bron=bron, afronding=5, marge=2))
    spoor = trace("Neder-Betuwe", "--indicator", "meldingen", "--periode", "2025-H1")
    (zin,) = spoor["stap"]["Ook bij een andere bron"]["zinnen"]
    assert zin.startswith("L0001, een.csv, regel 2: 60; telt niet mee, want ")


def test_a_cell_of_a_workbook_is_named_by_sheet_and_cell(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    pad = levering(KOP + "VT06 adviezen 2024-H1 900 nee exact", bron="vt")
    los = read_published(pad, "vt.xlsx")
    los.df["herkomst"] = "vt.xlsx!Blad 1!C17"
    (nieuw,) = add_leveringen(werkmap, [los], vast=False).nieuw
    spoor = trace("VT06", "--indicator", "adviezen", "--periode", "2024-H1")
    eerste = spoor["stap"]["De bron"]["zinnen"][0]
    assert eerste == f"{nieuw.id}, vt.xlsx, blad Blad 1, cel C17: 900."


def test_two_areas_counted_from_one_file_of_records_are_told_apart() -> None:
    """Every count of records names the same place: the file."""
    rij = {"levering_id": "L0001", "herkomst": "vt.csv!records", "aantal": 31}
    druten, wijchen = rij | {"gebied_code": "GM0225"}, rij | {"gebied_code": "GM0296"}
    zicht = Zicht((druten, wijchen), (wijchen | {"aantal": 30},), intern=False)
    assert (zicht.is_changed(druten), zicht.is_changed(wijchen)) == (False, True)


def test_an_observation_of_cbs_is_named_by_table_and_number(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    los = read_published(levering(KOP + "NL01 adviezen 2024-H1 900 nee exact"), "84849NED")
    los.df["herkomst"] = "84849NED!4711"
    add_leveringen(werkmap, [los], vast=False)
    spoor = trace("NL01", "--indicator", "adviezen", "--periode", "2024-H1")
    assert spoor["stap"]["De bron"]["zinnen"][0] == "L0001, 84849NED, waarneming 4711: 900."


def test_a_damaged_old_version_does_not_stop_the_trace(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    oud, _ = (last_id(werkmap, levering(VT.format(n), **EXACT)) for n in (31, 37))
    (werkmap.dataset / f"{oud}.parquet").write_bytes(b"")
    spoor = trace("Druten", "--indicator", "meldingen", "--periode", "2024-H1")
    assert "het bestand is beschadigd" in spoor["stap"]["Andere versies"]["zinnen"][0]


def test_the_example_hides_nothing(example: Werkmap, hd: Hd) -> None:
    vraag = ("herkomst", "-g", "Druten", "--indicator", "meldingen", "--jaar", "2023")
    antwoord = hd("--werkmap", example.root, *vraag, "--intern")
    assert "verzonnen voorbeeldcijfer" in antwoord.out
    assert STEMPEL not in antwoord.out


@pytest.mark.parametrize(
    ("vraag", "code", "zin"),
    [
        (("-g", "Druten", "--indicator", "meldingen"), 2, "hierbij horen --gemeente, --indicator"),
        (("-g", "Drutn", "--indicator", "meldingen", "--jaar", "2023"), 13, "Druten"),
        (("-g", "Druten", "--indicator", "meldigen", "--jaar", "2023"), 13, "meldingen"),
        (
            ("-g", "Neder-Betuwe", "--indicator", "meldingen", "--jaar", "2023"),
            13,
            "geen cijfers over meldingen van Neder-Betuwe in 2023. Wel over 2025-H1",
        ),
        (
            ("-g", "Neder-Betuwe", "--indicator", "casussen", "--jaar", "2023"),
            13,
            "geen cijfers over casussen van Neder-Betuwe. Wel over adviezen, meldingen",
        ),
        (
            ("-g", "Neder-Betuwe", "--indicator", "meldingen/vervolg:overdracht", "--jaar", "2023"),
            13,
            "geen cijfers over meldingen, vervolg:overdracht, van Neder-Betuwe. Wel over ",
        ),
    ],
)
def test_a_figure_that_does_not_exist_says_which_do(
    vraag: tuple[str, ...], code: int, zin: str, ingested: Werkmap, hd: Hd
) -> None:
    antwoord = hd("--werkmap", ingested.root, "herkomst", *vraag)
    assert (antwoord.code, zin in antwoord.err) == (code, True), antwoord.err


def test_without_a_data_set_the_command_to_begin_with_is_named(tmp_path: Path, hd: Hd) -> None:
    vraag = ("-g", "Druten", "--indicator", "meldingen", "--jaar", "2023")
    antwoord = hd("--werkmap", tmp_path, "herkomst", *vraag)
    assert "Typ eerst: hd ingest" in antwoord.err
    assert antwoord.code == 14


def test_of_a_region_that_was_added_up_the_corrected_gemeenten_are_told(
    werkmap: Werkmap, levering: Write, trace: Any
) -> None:
    gemeenten = sorted(read_gebieden(werkmap).members("VT-GZ", 2024))
    kop = VT.splitlines()[0]
    tekst = "\n".join([kop, *(f"{code} meldingen 2024 {{}} nee exact" for code in gemeenten)])
    eerste = last_id(werkmap, levering(tekst.replace("{}", "60"), **EXACT))
    nu = last_id(werkmap, levering(tekst.replace("{}", "75"), **EXACT))
    spoor = trace("Gelderland-Zuid", "--indicator", "meldingen", "--periode", "2024")
    (versie,) = spoor["stap"]["Andere versies"]["gegevens"]["versies"]
    assert versie["levering"] == eerste
    assert versie["waarom"].startswith(f"vervangen door {nu} op ")
    assert versie["waarom"].endswith("; vraag de opgetelde gemeenten op")
