"""Which figures changed; never how, where that is below the publication level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpende_data.dataset import Change, erase, withdraw
from helpende_data.files import Werkmap

Add = Callable[..., Change]
Hd = Callable[..., Any]
KOP = "gebied_code indicator periode aantal voorlopig\n"
OUD = KOP + "VT06 meldingen 2024 900 ja\nVT06 adviezen 2024 2000 ja\nVT06 adviezen 2023 5 nee"
NIEUW = KOP + "VT06 meldingen 2024 910 ja\nVT06 adviezen 2024 2000 nee\nVT06 adviezen 2022 6 nee"
DRUTEN = KOP + "GM0225 meldingen 2024 {} nee"
STEMPEL = "INTERN, NIET VERSPREIDEN"


def differences(hd: Hd, werkmap: Werkmap, *vraag: str) -> Any:
    return hd("--werkmap", werkmap.root, "--json", "dataset", "verschil", *vraag).json


def test_each_kind_of_difference_is_told(werkmap: Werkmap, add: Add, hd: Hd) -> None:
    add(OUD)
    add(NIEUW)
    gevonden = differences(hd, werkmap, "L0001", "L0002")["verschillen"]
    kort = {
        (v["wat"], v["periode"]): (
            v["soort"],
            v["was"] and v["was"]["getallen"][0],
            v["is"] and v["is"]["getallen"][0],
        )
        for v in gevonden
    }
    assert kort == {
        ("meldingen", "2024"): ("gewijzigd", 900, 910),
        ("adviezen", "2024"): ("definitief", 2000, 2000),
        ("adviezen", "2023"): ("weg", 5, None),
        ("adviezen", "2022"): ("erbij", None, 6),
    }
    assert {v["is"]["levering"] for v in gevonden if v["is"]} == {"L0002"}


def test_a_delivery_beside_itself_differs_in_nothing(werkmap: Werkmap, add: Add, hd: Hd) -> None:
    add(OUD)
    antwoord = hd("--werkmap", werkmap.root, "dataset", "verschil", "1", "L1")
    assert antwoord.out == "Tussen 1 en L1 is geen enkel cijfer anders.\n"


def test_an_exact_count_of_a_municipality_is_named_but_not_shown(
    werkmap: Werkmap, add: Add, hd: Hd
) -> None:
    for aantal in (31, 37):
        add(DRUTEN.format(aantal), bescherming="geen", openbaar=False)
    vraag = ("--werkmap", werkmap.root, "dataset", "verschil", "L0001", "L0002")
    gewoon = hd(*vraag).out
    assert "Druten" in gewoon
    assert "hoe, staat er alleen met --intern" in gewoon
    assert "31" not in gewoon
    assert "37" not in gewoon
    assert STEMPEL not in gewoon
    intern = hd(*vraag, "--intern").out
    regels = intern.splitlines()
    assert regels[0] == regels[-2] == STEMPEL
    (regel,) = (regel for regel in regels if "Druten" in regel)
    assert "31" in regel
    assert "37" in regel
    assert regel.rstrip().endswith(STEMPEL)


@pytest.mark.parametrize("aantal", [31, 37])
def test_whether_a_hidden_count_stayed_the_same_is_not_told(
    aantal: int, werkmap: Werkmap, add: Add, hd: Hd
) -> None:
    """Only its status changed, or the count itself too: both read alike."""
    add(DRUTEN.format(31).replace("nee", "ja"), bescherming="geen", openbaar=False)
    add(DRUTEN.format(aantal), bescherming="geen", openbaar=False)
    (v,) = differences(hd, werkmap, "1", "2")["verschillen"]
    assert (v["soort"], v["was"], v["is"]) == ("anders", None, None)


@pytest.mark.slow
def test_json_leaves_the_values_out_too_and_stamps_them(werkmap: Werkmap, add: Add, hd: Hd) -> None:
    for aantal in (31, 37):
        add(DRUTEN.format(aantal) + "\nVT06 meldingen 2024 90 nee", bescherming="geen")
    dicht = differences(hd, werkmap, "1", "2")
    assert (dicht["stempel"], dicht["verschillen"][0]["was"]) == ("", None)
    assert dicht["verschillen"][0]["verborgen"]
    intern = differences(hd, werkmap, "1", "2", "--intern")
    assert intern["stempel"] == STEMPEL
    assert intern["verschillen"][0]["was"]["getallen"][0] == 31
    assert intern["verschillen"][0]["stempel"] == STEMPEL


def test_an_exact_count_of_a_region_that_is_not_public_is_not_shown_either(
    werkmap: Werkmap, add: Add, hd: Hd
) -> None:
    """Reports may round it; the difference with an earlier version in full would undo that."""
    for tekst in (OUD, NIEUW):
        add(tekst, bescherming="geen", openbaar=False)
    antwoord = hd("--werkmap", werkmap.root, "dataset", "verschil", "1", "2")
    assert "900" not in antwoord.out
    assert "910" not in antwoord.out


def test_what_its_publisher_rounded_is_shown(werkmap: Werkmap, add: Add, hd: Hd) -> None:
    kop = "gebied_code indicator periode aantal status\n"
    for aantal in (30, 35):
        add(kop + f"GM0225 meldingen 2024 {aantal} afgerond", afronding=5, marge=2)
    antwoord = hd("--werkmap", werkmap.root, "dataset", "verschil", "1", "2")
    assert "30 (28 tot 32)" in antwoord.out
    assert "35 (33 tot 37)" in antwoord.out


@pytest.mark.slow
def test_days_compare_what_counted_at_their_end(
    werkmap: Werkmap, add: Add, hd: Hd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on(dag: str) -> None:
        tijd = f"{dag}T12:00:00+00:00"
        monkeypatch.setattr("helpende_data.dataset.add.now", lambda: tijd)
        monkeypatch.setattr("helpende_data.dataset.undo.now", lambda: tijd)

    on("2026-01-10")
    add(KOP + "VT06 meldingen 2024 900 ja", "2024")
    on("2026-02-10")
    add(KOP + "VT06 meldingen 2024 910 ja", "2024")
    on("2026-03-10")
    withdraw(werkmap, "L0002")

    def change(van: str, tot: str) -> list[tuple[Any, Any]]:
        gevonden = differences(hd, werkmap, van, tot)["verschillen"]
        return [
            tuple(zijde and zijde["getallen"][0] for zijde in (v["was"], v["is"])) for v in gevonden
        ]

    assert change("2026-01-01", "2026-01-31") == [(None, 900)]
    assert change("2026-01-31", "2026-02-28") == [(900, 910)]
    assert change("2026-02-28", "2026-03-31") == [(910, 900)]
    assert change("2026-01-31", "2026-03-31") == []


def test_erased_figures_are_said_to_be_beyond_comparing(werkmap: Werkmap, add: Add, hd: Hd) -> None:
    add(OUD)
    erase(werkmap, "L0001", reden="x")
    antwoord = hd("--werkmap", werkmap.root, "dataset", "verschil", "2020-01-01", "2099-01-01")
    assert "Van L0001 zijn de cijfers gewist: die zijn niet te vergelijken." in antwoord.out


@pytest.mark.parametrize(
    ("vraag", "code", "zin"),
    [
        (("L0001", "L0099"), 13, "onbekende levering 'L0099'"),
        (("L0001", "2026-01-01"), 2, "niet allebei een levering, of allebei een dag"),
        (("0001-01-01", "9999-12-31"), 2, "'0001-01-01' is geen levering en geen dag"),
        (("gisteren", "vandaag"), 2, "'gisteren' is geen levering en geen dag"),
        (("L0001", "L0002"), 2, "de ene heeft tellingen, de andere inwoners"),
    ],
)
def test_sides_that_do_not_fit_are_told(
    vraag: tuple[str, ...], code: int, zin: str, werkmap: Werkmap, add: Add, hd: Hd
) -> None:
    add(OUD)
    add("gebied_code peildatum inwoners\nGM0225 2020-01-01 7", tabel="inwoners")
    antwoord = hd("--werkmap", werkmap.root, "dataset", "verschil", *vraag)
    assert (antwoord.code, zin in antwoord.err) == (code, True)


def test_printed_statements_and_inhabitants_are_compared_too(
    werkmap: Werkmap, add: Add, hd: Hd
) -> None:
    kop = "gebied_code indicator periode waarde eenheid tekst\n"
    for waarde in ("12.5", "13.5"):
        add(kop + f"NL01 slachtoffers 2020 {waarde} pct woorden", tabel="opgaven")
        add(f"gebied_code peildatum inwoners\nGM0225 2020-01-01 {waarde[:2]}", tabel="inwoners",
            reeks="mensen")  # fmt: skip
    assert "12,5" in hd("--werkmap", werkmap.root, "dataset", "verschil", "1", "3").out
    (v,) = differences(hd, werkmap, "2", "4")["verschillen"]
    assert (v["wat"], v["was"]["getallen"], v["is"]["getallen"]) == ("inwoners", [12], [13])
