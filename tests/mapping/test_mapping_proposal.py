"""`hd mapping voorstel`: an unknown file, a mapping to finish, and the figures it then reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from slordig import SLORDIG
from test_mapping_untidy import counts

from helpende_data.sources import Registers, read_file

# What stands where, as a person sees it: sheet, rows of the header, place of the period.
GEZIEN = {
    "twee-halfjaren": ("Cijfers 2024", (4, 5), "kop", ("2024-H1", "2024-H2")),
    "oud-werkboek": ("tabel 1", (8, 8), "titel", ("2023-H1",)),
    "lange-lijst": ("Blad1", (3, 3), "kolom", ()),
    "windows-csv": ("", (4, 4), "titel", ("2025-H1",)),
    "drie-koprijen": ("2023", (4, 6), "titel", ("2023",)),
    "blad-per-halfjaar": ("2023 H2", (1, 1), "blad", ("2023-H2", "2024-H1")),
    "gemeenten-in-de-kop": ("", (1, 1), "bestandsnaam", ("2024-H1",)),
    "onder-elkaar": ("Sheet", (3, 3), "titel", ("2018",)),
    "blad-per-gemeente": ("Druten", (2, 2), "kop", ("2022", "2023", "2024")),
    "twee-blokken": ("Overzicht", (1, 2), "kop", ("2025-H1", "2025-H2")),
}
# All that a person has to change in a proposal before it reads the file, beside who delivers.
AF = {
    "oud-werkboek": {'"-" = "?"': '"-" = "nul"'},
    "blad-per-halfjaar": {'"x" = "?"': '"x" = "onbekend"'},
    "drie-koprijen": {
        ', "Regio totaal"]': "]",
        'kolom = "Gebied"': 'kolom = "Gebied"\nnamen = { "Regio totaal" = "VT-GZ" }',
    },
}
WIE = {'bron = "?"': 'bron = "toets"', 'uitgever = "?"': 'uitgever = "Toets"', "af = false": ""}


def propose(hd: Callable, registers: Registers, pad: Path, *opties: str) -> dict:
    werkmap = registers.werkmap.root
    return hd("--werkmap", werkmap, "--json", "mapping", "voorstel", pad, *opties).json


@pytest.mark.parametrize("naam", SLORDIG)
def test_proposal_finds_the_table_and_when_finished_reads_it(
    naam: str, hd: Callable, registers: Registers, tmp_path: Path
) -> None:
    pad = SLORDIG[naam].make(tmp_path)
    v = propose(hd, registers, pad)
    gevonden = (v["blad"], tuple(v["kop"]), v["periode"], tuple(v["periodes"]))
    assert gevonden == GEZIEN[naam]
    doel = Path(v["pad"])
    regels = doel.read_text("utf-8").splitlines()
    regels = [next((w for oud, w in WIE.items() if r.startswith(oud)), r) for r in regels]
    tekst = "\n".join(regels)
    for oud, nieuw in AF.get(naam, {}).items():
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw)
    doel.write_text(tekst, "utf-8")
    (levering,) = read_file(pad, registers)
    assert counts(levering) == SLORDIG[naam].cijfers


def test_proposal_reads_nothing_before_it_is_finished(
    hd: Callable, registers: Registers, tmp_path: Path
) -> None:
    pad = SLORDIG["windows-csv"].make(tmp_path)
    werkmap = registers.werkmap.root
    antwoord = hd("--werkmap", werkmap, "mapping", "voorstel", pad)
    assert antwoord.code == 0
    assert "Voorstel geschreven" in antwoord.out
    antwoord = hd("--werkmap", werkmap, "ingest", pad)
    assert antwoord.code == 10
    assert (
        "Maak het voorstel af (data/mappings/meldingen.toml) en haal de regel af = false weg"
        in (antwoord.err)
    )
    lijst = hd("--werkmap", werkmap, "--json", "mapping", "lijst").json
    stand = {regel["naam"]: (regel["stand"], regel["eigen"]) for regel in lijst}
    assert stand["meldingen"] == ("nog niet af", True)
    assert stand["veilig-thuis-halfjaar"] == ("klaar", False)


def test_finished_by_half_says_what_is_still_to_fill_in(
    hd: Callable, registers: Registers, tmp_path: Path
) -> None:
    pad = SLORDIG["blad-per-halfjaar"].make(tmp_path)
    doel = Path(propose(hd, registers, pad)["pad"])
    doel.write_text(doel.read_text("utf-8").replace("af = false", ""), "utf-8")
    antwoord = hd("--werkmap", registers.werkmap.root, "ingest", pad)
    assert antwoord.code == 11
    for zin in ("bron.bron is niet ingevuld", "bron.uitgever is niet ingevuld", "tekens.x klopt"):
        assert zin in antwoord.err
    lijst = hd("--werkmap", registers.werkmap.root, "mapping", "lijst")
    assert "tekens.x klopt niet" in lijst.out


def test_proposal_never_overwrites(hd: Callable, registers: Registers, tmp_path: Path) -> None:
    pad = SLORDIG["windows-csv"].make(tmp_path)
    werkmap = registers.werkmap.root
    doel = Path(propose(hd, registers, pad)["pad"])
    doel.write_text("naam = 'van mij'\naf = false", "utf-8")
    antwoord = hd("--werkmap", werkmap, "mapping", "voorstel", pad)
    assert antwoord.code == 15
    assert "er is al een mapping meldingen: data/mappings/meldingen.toml" in antwoord.err
    assert doel.read_text("utf-8") == "naam = 'van mij'\naf = false"
    assert propose(hd, registers, pad, "--naam", "Meldingen 2")["shown"].endswith(
        "mappings/meldingen-2.toml"
    )


def test_known_file_needs_no_proposal(hd: Callable, registers: Registers, tmp_path: Path) -> None:
    werkmap = registers.werkmap.root
    pad = tmp_path / "leeg.xlsx"
    hd("--werkmap", werkmap, "mapping", "sjabloon", "veilig-thuis-halfjaar", "--uit", pad)
    antwoord = hd("--werkmap", werkmap, "mapping", "voorstel", pad)
    assert antwoord.code == 2
    assert "herkennen wij al, met de mapping veilig-thuis-halfjaar" in antwoord.err


@pytest.mark.parametrize("inhoud", ["alleen;tekst\nzonder;cijfers\n", "Gemeente;Meldingen\n"])
def test_file_without_figures_gets_no_proposal(
    inhoud: str, hd: Callable, registers: Registers, tmp_path: Path
) -> None:
    pad = tmp_path / "tekst.csv"
    pad.write_text(inhoud, "utf-8")
    antwoord = hd("--werkmap", registers.werkmap.root, "mapping", "voorstel", pad)
    assert antwoord.code == 10
    assert "in dit bestand vinden wij geen tabel met cijfers: tekst.csv" in antwoord.err
    assert not (registers.werkmap.own / "mappings").exists()


def test_what_the_proposal_does_not_know_it_leaves_open(
    hd: Callable, registers: Registers, tmp_path: Path
) -> None:
    pad = tmp_path / "vreemd.csv"
    pad.write_text("Onderdeel;Aantal paarden;Adviezen\nNoord;3;4\nZuid;5;-\n", "utf-8")
    v = propose(hd, registers, pad)
    assert (v["gebied"], v["periode"]) == ("", "")
    assert v["onbekend"] == ["Aantal paarden"]
    tekst = Path(v["pad"]).read_text("utf-8")
    assert tekst.count('vast = "?"') == 2
    assert '"Aantal paarden" = "?"' in tekst
    assert '"-" = "?"' in tekst


@pytest.mark.parametrize(
    "regels",
    [
        "Gemeente;Jaar;Toelichting;Aantal\nDruten;2024;Het gaat over de jongste;1\nTiel;2024;Weg;1",
        "Gemeente;Jaar;Wat;Aantal\nDruten;2024;Fatima belt over haar broer;1\nTiel;2024;Melding;1",
        "Gemeente;Jaar;Adviezen\nDruten;2024;3\nTiel;2024;4\nFamilie Canari;2024;1",
        f"Gemeente;Jaar;Wat;Aantal\nDruten;2024;{'zo ging het verder ' * 6};1\nTiel;2024;Weg;1",
    ],
)
def test_texts_about_people_stay_out_of_a_proposal(
    regels: str, hd: Callable, registers: Registers, tmp_path: Path
) -> None:
    """A mapping is a file that goes round; free text of cases has no place in it."""
    pad = tmp_path / "regels.csv"
    pad.write_text(regels + "\n", "utf-8")
    tekst = Path(propose(hd, registers, pad)["pad"]).read_text("utf-8")
    for canary in ("jongste", "Fatima", "Canari", "zo ging"):
        assert canary not in tekst
