"""`hd mapping sjabloon`: an empty workbook that, when it was filled in, is read by its mapping."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpende_data.sources import Registers, read_file

LANG = """
gebied = { kolom = "Gemeente", namen = { "Hele regio" = "VT-GZ" } }
periode = { uit = "titel" }
wat = { kolom = ["Onderwerp", "Soort"] }
aantal = { kolom = "Aantal" }
tekens = { "geen" = "nul", "1-4" = { laag = 1, hoog = 4 } }
[labels]
"Meldingen / Totaal" = "meldingen"
"Meldingen / Acuut" = "meldingen/veiligheid:acuut_onveilig"
"""


def make(hd: Callable, registers: Registers, naam: str, *opties: object) -> Path:
    antwoord = hd(
        "--werkmap", registers.werkmap.root, "--json", "mapping", "sjabloon", naam, *opties
    )
    assert antwoord.code == 0, antwoord.err
    return Path(antwoord.json["bestand"])


def test_filled_template_is_read_by_its_mapping(hd: Callable, registers: Registers) -> None:
    pad = make(hd, registers, "veilig-thuis-halfjaar")
    assert pad.name == "veilig-thuis-halfjaar-sjabloon.xlsx"
    boek = load_workbook(pad)
    blad = boek["Invullen"]
    kop = next(rij for rij in blad.iter_rows() if rij[0].value == "Gemeente")
    kolom = {cel.value: cel.column for cel in kop}
    for verder, (gemeente, meldingen) in enumerate((("Druten", 31), ("Totaal regio", 700)), 1):
        blad.cell(kop[0].row + verder, kolom["Gemeente"], gemeente)
        blad.cell(kop[0].row + verder, kolom["Periode"], "2024-H1")
        blad.cell(kop[0].row + verder, kolom["Meldingen"], meldingen)
        blad.cell(kop[0].row + verder, kolom["Acuut onveilig"], "<5")
        blad.cell(kop[0].row + verder, kolom["Toelichting"], "geen")
    boek["Uitleg"]["B3"] = "VOORBEELDCIJFERS"
    doel = pad.with_name("terug van de leverancier.xlsx")
    boek.save(doel)
    (levering,) = read_file(doel, registers)
    assert levering.reeks == "veilig-thuis-halfjaar"
    assert levering.herkomst.synthetisch
    assert levering.ongebruikt == ("Toelichting",)
    df = levering.df[levering.df["status"] != "onbekend"]
    gelezen = {(r.gebied_code, r.uitsplitsing): r.hoog for r in df.itertuples()}
    assert gelezen == {
        ("GM0225", "totaal"): 31,
        ("VT-GZ", "totaal"): 700,
        ("GM0225", "veiligheid:acuut_onveilig"): 4,
        ("VT-GZ", "veiligheid:acuut_onveilig"): 4,
    }


def test_template_explains_itself_and_offers_what_may_be_chosen(
    hd: Callable, registers: Registers
) -> None:
    boek = load_workbook(make(hd, registers, "veilig-thuis-halfjaar"))
    uitleg = [str(cel.value) for rij in boek["Uitleg"].iter_rows() for cel in rij if cel.value]
    assert "Sjabloon: veilig-thuis-halfjaar" in uitleg
    assert registers.indicatoren["meldingen"].definitie in uitleg
    assert "Meldingen, alleen: acuut onveilig." in uitleg
    assert "Noem nergens namen, geboortedatums of adressen." in uitleg
    assert boek["Lijsten"].sheet_state == "hidden"
    gemeenten = {cel.value for cel in boek["Lijsten"]["A"]}
    assert {"Totaal regio", "Druten", "'s-Gravenhage (gemeente)"} <= gemeenten
    assert "Geldermalsen" not in gemeenten
    soorten = {
        str(v.sqref).split(":")[0]: v.type for v in boek["Invullen"].data_validations.dataValidation
    }
    assert (soorten["A4"], soorten["B4"], soorten["C4"]) == ("list", "list", "custom")


def test_same_template_gives_the_same_bytes(hd: Callable, registers: Registers) -> None:
    een, twee = (
        make(hd, registers, "veilig-thuis-halfjaar", "--uit", registers.werkmap.root / naam)
        for naam in ("a.xlsx", "b.xlsx")
    )
    assert een.read_bytes() == twee.read_bytes()


@pytest.mark.parametrize("soort", ["xlsx", "csv"])
def test_template_of_a_long_list_with_the_period_in_a_title(
    hd: Callable, registers: Registers, mapping: Callable[..., Path], soort: str
) -> None:
    mapping(LANG)
    pad = make(hd, registers, "toets", "--uit", registers.werkmap.root / f"leeg.{soort}")
    rijen = [("Druten", "Meldingen", "Totaal", 31), ("Hele regio", "Meldingen", "Acuut", "geen")]
    if soort == "xlsx":
        boek = load_workbook(pad)
        blad = boek.worksheets[0]
        assert blad["A2"].value == "Periode:"
        blad["B2"] = "2e halfjaar 2024"
        for rij in rijen:
            blad.append(rij)
        boek.save(pad)
    else:
        tekst = pad.read_text("utf-8-sig").replace("vul in", "2e halfjaar 2024")
        with pad.open("w", encoding="utf-8", newline="") as uit:
            uit.write(tekst)
            csv.writer(uit, delimiter=";").writerows(rijen)
    (levering,) = read_file(pad, registers)
    gelezen = [(r.gebied_code, r.periode, r.aantal) for r in levering.df.itertuples()]
    assert gelezen == [("GM0225", "2024-H2", 31), ("VT-GZ", "2024-H2", 0)]


def test_template_with_several_header_rows_is_recognised(
    hd: Callable, registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping(
        """
        blad = { koprijen = 2, namen = ["Cijfers*", "Blad A"] }
        gebied = { vast = "GM0225" }
        periode = { kolom = "Jaar" }
        labels = { "Meldingen / Totaal" = "meldingen", "Adviezen" = "adviezen" }
        """
    )
    pad = make(hd, registers, "toets")
    boek = load_workbook(pad)
    boek["Blad A"].append((2024, 31, 40))
    boek.save(pad)
    (levering,) = read_file(pad, registers)
    assert sorted(levering.df["aantal"]) == [31, 40]


def test_template_tells_two_equal_headers_apart(
    hd: Callable, registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping(LANG, naam="een")
    mapping(LANG, naam="twee")
    pad = make(hd, registers, "twee")
    boek = load_workbook(pad)
    boek.worksheets[0]["B2"] = "2024"
    boek.worksheets[0].append(("Druten", "Meldingen", "Totaal", 31))
    boek.save(pad)
    assert read_file(pad, registers)[0].reeks == "twee"


@pytest.mark.parametrize(
    ("naam", "opties", "code", "zin"),
    [
        ("weg", (), 10, "er is geen mapping weg. Kijk welke er zijn met: hd mapping lijst"),
        ("toets", ("--uit", "sjabloon.docx"), 2, "een sjabloon is xlsx of csv: sjabloon.docx"),
        ("breed", (), 2, "bij deze mapping kan geen sjabloon: de periode staat in kop"),
        ("los", (), 2, "een sjabloon is er niet voor losse adviezen of meldingen"),
    ],
)
def test_template_that_cannot_be_made_says_why(
    hd: Callable,
    registers: Registers,
    mapping: Callable[..., Path],
    naam: str,
    opties: tuple[str, ...],
    code: int,
    zin: str,
) -> None:
    mapping(LANG)
    mapping(LANG.replace('"titel"', '"kop"'), naam="breed")
    mapping('herkenning = { kop = ["a"] }', naam="los", kop='soort = "records"')
    antwoord = hd("--werkmap", registers.werkmap.root, "mapping", "sjabloon", naam, *opties)
    assert antwoord.code == code
    assert zin in antwoord.err


def test_template_never_overwrites(hd: Callable, registers: Registers, tmp_path: Path) -> None:
    pad = tmp_path / "ingevuld.xlsx"
    pad.write_bytes(b"ingevuld")
    werkmap = registers.werkmap.root
    antwoord = hd(
        "--werkmap", werkmap, "mapping", "sjabloon", "veilig-thuis-halfjaar", "--uit", pad
    )
    assert antwoord.code == 15
    assert "dit bestand bestaat al" in antwoord.err
    assert pad.read_bytes() == b"ingevuld"
