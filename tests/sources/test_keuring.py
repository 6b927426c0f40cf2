"""What a delivery is stopped for: each kind of fault through `hd ingest`, with its message."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpende_data.files import Werkmap

Write = Callable[..., Path]
KOP = "gebied_code dekking indicator uitsplitsing periode aantal status"
EIGEN = {"bron": "vt", "openbaar": False, "bescherming": "geen"}
AFGEROND = {"afronding": 5, "marge": 2}
# The municipalities of Bommelerwaard, an area of two.
BOM = ("GM0263", "GM0297")


def rows(*regels: str) -> str:
    """Rows of `KOP`, of which area and catchment, total and status may be left out."""
    uit = [KOP]
    for regel in regels:
        code, wat, periode, aantal, *status = regel.split()
        indicator, _, uitsplitsing = wat.partition("/")
        cellen = (code, code, indicator, uitsplitsing or "totaal", periode, aantal)
        uit.append(" ".join((*cellen, *(status or ["exact"]))))
    return "\n".join(uit)


ROL = ("rol:beroepsmatig", "rol:niet_beroepsmatig", "rol:onbekend")
FOUTEN: dict[str, tuple[str, str]] = {
    "unknown municipality": (
        rows("GM9999 meldingen 2024 5", "GM9999 adviezen 2024 5"),
        "rij 2, kolom gebied_code: onbekende gebiedscode GM9999, ook in 1 andere rij; verwacht: "
        "een code van hd gebieden",
    ),
    "unknown indicator": (
        rows("GM0225 klachten 2024 5"),
        "kolom indicator: onbekende indicator of uitsplitsing klachten; verwacht: een code uit",
    ),
    "unknown category": (
        rows("GM0225 meldingen/rol:buur 2024 5"),
        "onbekende indicator of uitsplitsing meldingen/rol:buur",
    ),
    "a municipality that has gone": (
        rows("GM0236 meldingen 2024 5"),
        "de gemeente Geldermalsen bestaat niet in 2024; verwacht: de gemeente waar zij toen in lag",
    ),
    "parts that are more than their total": (
        rows("GM0225 meldingen 2024 9", *(f"GM0225 meldingen/{r} 2024 4" for r in ROL)),
        'rij 2, kolom aantal: meldingen (Druten, 2024) is minder dan de som van de delen van "Wie '
        'meldde" (rij 3, 4 en 5) (er staat 9); verwacht: 12',
    ),
    "parts that are less than their total": (
        rows("GM0225 meldingen 2024 13", *(f"GM0225 meldingen/{r} 2024 4" for r in ROL)),
        "is meer dan de som van de delen van",
    ),
    "some of the parts that are already too much": (
        rows("GM0225 meldingen 2024 9", f"GM0225 meldingen/{ROL[0]} 2024 10"),
        '"Wie meldde" (rij 3) (er staat 9); verwacht: minstens 10',
    ),
    "a kind of violence that occurs more often than there are reports": (
        rows("GM0225 adviezen 2024 9", "GM0225 adviezen/aard:overig 2024 10"),
        'adviezen (Druten, 2024) is minder dan een van de delen van "Waar het advies over ging"',
    ),
    "halves that do not make the year": (
        rows("GM0225 meldingen 2024 9", "GM0225 meldingen 2024-H1 4", "GM0225 meldingen 2024-H2 4"),
        "rij 2, kolom aantal: meldingen (Druten, 2024) is meer dan de som van de halfjaren "
        "(rij 3 en 4) (er staat 9); verwacht: 8",
    ),
    "quarters that do not make their half": (
        rows(
            "GM0225 meldingen 2024-H1 9", "GM0225 meldingen 2024-Q1 4", "GM0225 meldingen 2024-Q2 4"
        ),
        "meldingen (Druten, 2024-H1) is meer dan de som van de kwartalen",
    ),
    "a half that is more than its year": (
        rows("GM0225 meldingen 2024 9", "GM0225 meldingen 2024-H1 10"),
        "meldingen (Druten, 2024) is minder dan de som van de halfjaren (rij 3)",
    ),
    "municipalities that do not make their area": (
        rows("JZ-BOM meldingen 2024 9", *(f"{code} meldingen 2024 4" for code in BOM)),
        "meldingen (Inkoop jeugdhulp Bommelerwaard, 2024) is meer dan de som van de gemeenten "
        "(rij 3 en 4) (er staat 9); verwacht: 8",
    ),
    "one municipality that is more than its area": (
        rows("JZ-BOM meldingen 2024 9", f"{BOM[0]} meldingen 2024 10"),
        "is minder dan de som van de gemeenten (rij 3) (er staat 9); verwacht: minstens 10",
    ),
    "a period that lies ahead": (
        rows("GM0225 meldingen 2091 5"),
        "rij 2, kolom periode: gaat over 2091, en die is nog niet begonnen",
    ),
    "the same figure twice": (
        rows("GM0225 meldingen 2024 5", "GM0209 meldingen 2024 5", "GM0225 meldingen 2024 6"),
        "deze rij staat er twee keer, eerst in rij 2",
    ),
    "a count below zero": (rows("GM0225 meldingen 2024 -5"), "is kleiner dan 0 (er staat -5)"),
    "a count with a fraction": (rows("GM0225 meldingen 2024 5.5"), "is geen geheel getal (er staa"),
}


@pytest.fixture
def read_in(tmp_path: Path, hd: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args: hd("--werkmap", tmp_path / "w", *args)


def reeks(*aantallen: int, code: str = "GM0225") -> str:
    """Reports per year from 2019 on."""
    return rows(*(f"{code} meldingen {2019 + n} {a}" for n, a in enumerate(aantallen)))


@pytest.mark.parametrize("wat", FOUTEN)
def test_each_kind_of_fault_stops_the_delivery_and_is_named(
    wat: str, levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    tekst, zin = FOUTEN[wat]
    antwoord = read_in("ingest", levering(tekst, **EIGEN))
    assert zin in antwoord.err
    assert antwoord.code == 11
    assert antwoord.out == ""
    assert not (tmp_path / "w" / "data").exists()


GOED: dict[str, tuple[str, dict[str, object]]] = {
    "rounded parts that can make their rounded total": (
        rows(
            "GM0225 meldingen 2024 15 afgerond",
            *(
                f"GM0225 meldingen/{r} 2024 {n} afgerond"
                for r, n in zip(ROL, (5, 5, 10), strict=True)
            ),
        ),
        AFGEROND,
    ),
    "hidden parts": (
        rows(
            "GM0225 meldingen 2024 15",
            f"GM0225 meldingen/{ROL[0]} 2024 10",
            *(f"GM0225 meldingen/{r} 2024 - onderdrukt" for r in ROL[1:]),
        ),
        {},
    ),
    "a category that cannot occur": (
        rows(
            "GM0225 meldingen 2024 8",
            *(f"GM0225 meldingen/{r} 2024 4" for r in ROL[:2]),
            f"GM0225 meldingen/{ROL[2]} 2024 - niet_van_toepassing",
        ),
        {},
    ),
    "kinds of violence of which a report can have more than one": (
        rows(
            "GM0225 adviezen 2024 9",
            "GM0225 adviezen/aard:overig 2024 6",
            "GM0225 adviezen/aard:partnergeweld 2024 7",
        ),
        {},
    ),
    "an area with counts of which the municipality is not known": (
        rows(
            "JZ-BOM meldingen 2024 10",
            *(f"{code} meldingen 2024 4" for code in BOM),
            "onbekend meldingen 2024 2",
        ),
        {},
    ),
    "an area of which a municipality lacks": (
        rows("JZ-BOM meldingen 2024 10", f"{BOM[0]} meldingen 2024 4"),
        {},
    ),
    "a year that covers other municipalities than its half": (
        "\n".join(
            (
                KOP,
                "RA-GZ VT-GZ meldingen totaal 2024 9 exact",
                "RA-GZ RA-GZ meldingen totaal 2024-H1 10 exact",
            )
        ),
        {},
    ),
    "a municipality in a year in which it existed": (rows("GM0236 meldingen 2018 5"), {}),
}


@pytest.mark.parametrize("wat", GOED)
def test_what_can_be_right_is_no_fault(
    wat: str, levering: Write, read_in: Callable[..., Any]
) -> None:
    tekst, herkomst = GOED[wat]
    assert read_in("ingest", levering(tekst, **EIGEN | herkomst)).code == 0


def test_households_are_counted_once_in_a_year_and_in_each_half(
    levering: Write, read_in: Callable[..., Any], uniek: str
) -> None:
    """The year is at most the sum of its halves and at least the largest of them."""
    halfjaren = (f"GM0225 {uniek} 2024-H1 6", f"GM0225 {uniek} 2024-H2 8")
    for nummer, (jaar, zin) in enumerate(
        [
            (8, ""),
            (14, ""),
            (7, "is minder dan een van de halfjaren (rij 3 en 4) (er staat 7); verwacht: 8 tot en"),
            (15, "is meer dan de som van de halfjaren (rij 3 en 4) (er staat 15); verwacht: 8 tot"),
        ]
    ):
        pad = levering(rows(f"GM0225 {uniek} 2024 {jaar}", *halfjaren), naam="huishoudens", **EIGEN)
        antwoord = read_in("ingest", pad)
        assert bool(antwoord.code) == bool(zin), nummer
        assert zin in antwoord.err


@pytest.fixture
def uniek() -> str:
    """An indicator that counts households: once in every period."""
    from helpende_data.schema import read_indicatoren

    alle = read_indicatoren(Werkmap(Path()).data_file("indicatoren.toml"))
    return next(i.code for i in alle.by_code.values() if i.per == "uniek per periode")


def test_a_half_is_held_against_the_year_and_the_half_that_were_read_earlier(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    eerst = levering(
        rows("GM0225 meldingen 2024 9", "GM0225 meldingen 2024-H1 4"), naam="eerst", **EIGEN
    )
    later = levering(rows("GM0225 meldingen 2024-H2 4"), naam="later", **EIGEN)
    assert read_in("ingest", eerst).code == 0
    antwoord = read_in("ingest", later)
    assert antwoord.code == 11
    assert "later.csv: rij 2, kolom aantal" in antwoord.err
    zin = "is meer dan de som van de halfjaren (rij 2), samen met eerst.csv (er staat 4)"
    assert zin in antwoord.err
    goed = levering(rows("GM0225 meldingen 2024-H2 5"), naam="later", **EIGEN)
    assert read_in("ingest", goed).code == 0


def test_deliveries_of_one_run_are_held_against_each_other(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    paden = [
        levering(rows(f"GM0225 meldingen {periode} {n}"), naam=f"levering-{periode}", **EIGEN)
        for periode, n in (("2024", 9), ("2024-H1", 4), ("2024-H2", 4))
    ]
    antwoord = read_in("ingest", *paden)
    assert "1 fout in de tabel tellingen: levering-2024.csv" in antwoord.err
    zin = "is meer dan de som van de halfjaren, samen met levering-2024-H1.csv, levering-2024-H2"
    assert zin in antwoord.err


def test_a_correction_is_not_held_against_what_it_replaces(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    fout = rows("GM0225 meldingen 2024 90", "GM0225 meldingen 2024-H1 45")
    assert read_in("ingest", levering(fout, naam="vt", **EIGEN)).code == 0
    goed = rows("GM0225 meldingen 2024-H1 450")
    antwoord = read_in("--json", "ingest", levering(goed, naam="vt", **EIGEN))
    assert [fout["wat"][:16] for fout in antwoord.json["fouten"]] == ["over 2024 ontbre"]


def test_all_faults_of_all_files_are_told_at_once_and_nothing_is_kept(
    levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    paden = [
        levering(rows("GM0209 meldingen 2023 5"), naam="goed", **EIGEN),
        levering(FOUTEN["unknown municipality"][0], naam="een", **EIGEN),
        levering(FOUTEN["halves that do not make the year"][0], naam="twee", **EIGEN),
        levering(FOUTEN["a count below zero"][0], naam="drie", **EIGEN),
        levering(reeks(20, 20, 20, 90), naam="vier", **EIGEN),
        tmp_path / "weg.csv",
    ]
    antwoord = read_in("ingest", *paden)
    assert antwoord.code == 11
    assert "5 bestanden kloppen niet" in antwoord.err
    for naam in ("een", "twee", "drie", "vier", "weg"):
        assert f"{naam}.csv" in antwoord.err
    assert "goed.csv" not in antwoord.err
    assert not (tmp_path / "w" / "data").exists()
    assert len(list((tmp_path / "w" / "fouten").iterdir())) == 4


def test_a_fault_of_one_row_hides_no_fault_of_another(
    levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    """What cannot be read, what is not known and what does not add up, in one run."""
    tekst = rows(
        "GM0225 meldingen 2024 9",
        "GM0225 meldingen 2024-H1 4",
        "GM0225 meldingen 2024-H2 4",
        "GM0209 meldingen 2024 -5",
        "GM0209 meldingen 2024-H9 5",
        "GM9999 meldingen 2024 5",
        "GM0225 meldingen 2024 10",
    )
    antwoord = read_in("--json", "ingest", levering(tekst, **EIGEN))
    assert antwoord.code == 11
    gevonden = [(fout["rij"], fout["wat"]) for fout in antwoord.json["fouten"]]
    assert [rij for rij, _ in sorted(gevonden)] == [2, 5, 6, 7, 8]
    assert "meer dan de som van de halfjaren (rij 3 en 4)" in dict(gevonden)[2]
    assert "onbekende gebiedscode" in dict(gevonden)[7]
    assert "eerst in rij 2" in dict(gevonden)[8]
    assert "5 fouten in de tabel tellingen" in antwoord.err
    assert not (tmp_path / "w" / "data").exists()


def test_public_figures_stay_as_they_were_published(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    tekst, _ = FOUTEN["halves that do not make the year"]
    pad = levering(tekst.replace("GM0225", "VT06"), bescherming="geen")
    antwoord = read_in("ingest", pad)
    assert antwoord.code == 0
    assert "1 waarschuwing, bij openbare cijfers of geaccepteerd:" in antwoord.out
    assert "is meer dan de som van de halfjaren (rij 3 en 4)" in antwoord.out
    # What was looked at before is not told again.
    assert "waarschuwing" not in read_in("ingest", pad).out


@pytest.mark.parametrize("nieuw", ["ingested", pytest.param("example", marks=pytest.mark.slow)])
def test_the_figures_that_come_along_go_in_without_anybody(
    nieuw: str, request: pytest.FixtureRequest
) -> None:
    werkmap: Werkmap = request.getfixturevalue(nieuw)
    inhoud = json.loads((werkmap.dataset / "dataset.json").read_bytes())
    assert not any(entry["geaccepteerd_door"] for entry in inhoud["leveringen"])
    assert not any(entry["waarschuwingen"] for entry in inhoud["leveringen"])


# --- warnings -------------------------------------------------------------------------------------


def test_the_ordinary_range_of_a_jump_does_not_hold_the_count_itself(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    antwoord = read_in("ingest", levering(reeks(20, 20, 21, 43), **EIGEN))
    assert "(er staat 43); verwacht: 0 tot en met 42" in antwoord.err


def test_a_jump_waits_until_somebody_accepts_it(
    levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    pad = levering(reeks(20, 22, 18, 90), **EIGEN)
    antwoord = read_in("ingest", pad)
    assert antwoord.code == 11
    assert (
        "1 waarschuwing die u eerst moet nakijken: levering.csv: rij 5, kolom aantal: meldingen "
        "(Druten, 2022) ligt ver van de eerdere periodes (er staat 90); verwacht: 0 tot en met 42. "
        'Klopt het toch, lees dan in met --accepteer-waarschuwingen "uw naam en functie"'
    ) in antwoord.err
    assert not (tmp_path / "w" / "data").exists()
    wie = "A. Jansen, onderzoeker"
    assert read_in("ingest", pad, "--accepteer-waarschuwingen", wie).code == 0
    index = json.loads((tmp_path / "w" / "data" / "dataset" / "dataset.json").read_bytes())
    [entry] = index["leveringen"]
    assert entry["geaccepteerd_door"] == wie
    assert entry["geaccepteerd_op"] == date.today().isoformat()
    assert entry["waarschuwingen"] == [
        "rij 5, kolom aantal: meldingen (Druten, 2022) ligt ver van de eerdere periodes"
    ]
    # It was accepted once; the same file again changes nothing.
    assert "Er is niets veranderd" in read_in("ingest", pad).out


@pytest.mark.parametrize(
    ("aantallen", "springt"),
    [
        ((20, 22, 18, 42), False),  # at most five times the root of the mean
        ((20, 22, 18, 43), True),
        ((20, 90), False),  # two earlier periods are too few
        ((20, 22, 90), False),
        ((0, 0, 0, 5), False),
        ((0, 0, 0, 6), True),
        ((10, 90, 30, 200), False),  # a series that varies much
    ],
)
def test_a_jump_is_more_than_five_standard_deviations(
    aantallen: tuple[int, ...], springt: bool, levering: Write, read_in: Callable[..., Any]
) -> None:
    antwoord = read_in("ingest", levering(reeks(*aantallen), **EIGEN))
    assert ("ligt ver van" in antwoord.err) == springt


def test_a_jump_over_a_break_in_the_series_is_none(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    """A new protocol counts from 2019 on: the years before it say nothing."""
    tekst = rows(*(f"GM0225 meldingen {jaar} 20" for jaar in (2016, 2017, 2018)))
    pad = levering(f"{tekst}\n{rows('GM0225 meldingen 2019 90').splitlines()[1]}", **EIGEN)
    assert read_in("ingest", pad).code == 0


def test_a_jump_is_seen_against_what_was_read_earlier(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    assert read_in("ingest", levering(reeks(20, 22, 18), naam="oud", **EIGEN)).code == 0
    nieuw = levering(rows("GM0225 meldingen 2023 90"), naam="nieuw", **EIGEN)
    assert "ligt ver van de eerdere periodes" in read_in("ingest", nieuw).err
    # Another publisher counts in another way.
    ander = levering(rows("GM0225 meldingen 2023 90"), naam="ander", **EIGEN | {"bron": "a"})
    assert read_in("ingest", ander).code == 0


VIJF = ("meldingen", "adviezen", *(f"meldingen/{rol}" for rol in ROL[:2]), "adviezen/aard:overig")


@pytest.mark.parametrize(
    ("aantallen", "gekopieerd"), [((30, 40, 12, 18, 11), True), ((30, 40, 12, 18, 9), False)]
)
def test_a_row_that_equals_that_of_another_municipality_is_told(
    aantallen: tuple[int, ...], gekopieerd: bool, levering: Write, read_in: Callable[..., Any]
) -> None:
    """Five counts of 10 and more that are all equal; small ones are equal by chance."""
    regels = [
        f"{code} {wat} 2024 {n}"
        for code in ("GM0225", "GM0209")
        for wat, n in zip(VIJF, aantallen, strict=True)
    ]
    antwoord = read_in("ingest", levering(rows(*regels), **EIGEN))
    zin = "alle aantallen van Druten in 2024 zijn dezelfde als die van Beuningen"
    assert (zin in antwoord.err) == gekopieerd


def test_a_year_that_is_not_over_is_told(levering: Write, read_in: Callable[..., Any]) -> None:
    dit_jaar = date.today().year
    antwoord = read_in("ingest", levering(rows(f"GM0225 meldingen {dit_jaar} 5"), **EIGEN))
    assert f"gaat over {dit_jaar}, en die is nog niet voorbij" in antwoord.err


def test_a_warning_is_told_beside_a_row_that_cannot_be_read(
    levering: Write, read_in: Callable[..., Any]
) -> None:
    tekst = rows(f"GM0225 meldingen {date.today().year} 5", "GM0209 meldingen 2024 -5")
    fouten = read_in("--json", "ingest", levering(tekst, **EIGEN)).json["fouten"]
    assert [(f["soort"], f["rij"]) for f in fouten] == [("fout", 3), ("waarschuwing", 2)]


def test_who_accepts_must_be_named(levering: Write, read_in: Callable[..., Any]) -> None:
    pad = levering(reeks(20, 22, 18, 90), **EIGEN)
    antwoord = read_in("ingest", pad, "--accepteer-waarschuwingen", "  ")
    assert antwoord.code == 2
    assert "een naam en een functie" in antwoord.err


def test_acceptance_helps_no_fault(levering: Write, read_in: Callable[..., Any]) -> None:
    pad = levering(FOUTEN["unknown municipality"][0], **EIGEN)
    assert read_in("ingest", pad, "--accepteer-waarschuwingen", "A. Jansen").code == 11


# --- the list ---------------------------------------------------------------------------------


def many(aantal: int) -> str:
    """A delivery with so many faults."""
    return rows(*(f"GM{9000 + n} meldingen 2024 5" for n in range(aantal)))


def test_the_screen_shows_twenty_faults_and_the_list_all_of_them(
    levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    antwoord = read_in("ingest", levering(many(50), naam="Halfjaar 2024", **EIGEN))
    kop, *regels = antwoord.err.splitlines()
    assert "; en nog 47." in kop
    assert sum("onbekende gebiedscode" in regel for regel in regels) == 20
    assert "    en nog 30" in regels
    vandaag = date.today().isoformat()
    naam = f"fouten/halfjaar-2024-fouten-{vandaag}.csv"
    assert f"    De hele lijst, om terug te sturen: {naam}" in regels
    inhoud = (tmp_path / "w" / naam).read_bytes()
    assert inhoud.startswith(b"\xef\xbb\xbfsoort;bestand;blad;rij;kolom;wat er mis is;")
    lijst = list(csv.DictReader(inhoud.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(lijst) == 50
    assert lijst[49]["rij"] == "51"
    assert lijst[49]["wat er mis is"] == "onbekende gebiedscode GM9049"


def test_a_few_faults_stand_in_the_one_line(levering: Write, read_in: Callable[..., Any]) -> None:
    regels = read_in("ingest", levering(many(2), **EIGEN)).err.splitlines()
    assert len(regels) == 2
    assert "De hele lijst" in regels[1]


def test_a_list_never_takes_the_place_of_another_one(
    levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    fouten = tmp_path / "w" / "fouten"
    for aantal in (2, 2, 3):  # the second time it is the same list
        read_in("ingest", levering(many(aantal), naam="vt", **EIGEN))
    vandaag = date.today().isoformat()
    namen = [f"vt-fouten-{vandaag}-2.csv", f"vt-fouten-{vandaag}.csv"]
    assert sorted(pad.name for pad in fouten.iterdir()) == namen


@pytest.mark.parametrize("begin", ["=HYPERLINK(1)", "+a", "-1+1", "@A1"])
def test_no_cell_of_the_list_is_a_formula(
    begin: str, levering: Write, read_in: Callable[..., Any], tmp_path: Path
) -> None:
    read_in("ingest", levering(rows(f"GM0225 meldingen 2024 {begin}"), **EIGEN))
    [pad] = (tmp_path / "w" / "fouten").iterdir()
    rijen = list(csv.reader(pad.read_text("utf-8-sig").splitlines(), delimiter=";"))
    cellen = [cel for rij in rijen for cel in rij]
    assert f"'{begin}" in cellen
    assert not any(cel.startswith(("=", "+", "-", "@")) for cel in cellen)


def test_a_program_gets_the_faults_as_json(levering: Write, read_in: Callable[..., Any]) -> None:
    antwoord = read_in("--json", "ingest", levering(FOUTEN["a count below zero"][0], **EIGEN))
    assert antwoord.code == 11
    assert antwoord.json == {
        "fouten": [
            {
                "soort": "fout",
                "bestand": "levering.csv",
                "blad": "",
                "rij": 2,
                "kolom": "aantal",
                "wat": "is kleiner dan 0",
                "waarde": "-5",
                "verwacht": "",
            }
        ],
        "lijsten": [f"fouten/levering-fouten-{date.today().isoformat()}.csv"],
    }
    assert len(antwoord.err.splitlines()) == 1
