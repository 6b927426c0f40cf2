"""Agreements: read with every fault, written safely, beside this year's figure in the report."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

KOP = "nr;jaar;afspraak;actielijn;functie;wanneer;waaraan zien we het;cijfer;gedaan;toelichting"
GOED = "1;2023;Vaker samen overleggen;Helpende data;Teamleider;maart;verslagen;meldingen;open;"


def write_list(werkmap, *regels, kop=KOP, teken="utf-8-sig"):
    pad = werkmap.root / "afspraken" / "druten.csv"
    pad.parent.mkdir(exist_ok=True)
    pad.write_bytes("\r\n".join([kop, *regels, ""]).encode(teken))
    return pad


def add(hd, root, *meer, afspraak="Vaker overleggen", functie="Teamleider"):
    wat = ("--jaar", "2023", "--afspraak", afspraak, "--functie", functie, *meer)
    return hd("--werkmap", root, "afspraken", "voeg-toe", "-g", "druten", *wat)


def test_agreement_is_added_marked_and_listed(hd, tmp_path):
    add(hd, tmp_path, "--actielijn", "helpende DATA", "--cijfer", "meldingen")
    add(hd, tmp_path)
    gedaan = ("gedaan", "1", "-g", "Druten", "--stand", "deels", "--toelichting", "drie keer")
    hd("--werkmap", tmp_path, "afspraken", *gedaan)
    lijst = hd("--werkmap", tmp_path, "--json", "afspraken", "lijst", "-g", "GM0225").json
    een, twee = lijst["afspraken"]
    assert (een["actielijn"], een["gedaan"], een["toelichting"]) == (
        "Helpende data",
        "deels",
        "drie keer",
    )
    assert (twee["nr"], twee["gedaan"]) == (2, "open")


def test_list_opens_in_a_dutch_excel_and_starts_no_formula(hd, tmp_path):
    add(hd, tmp_path, afspraak="=SOM(A1)+1 doen")
    inhoud = (tmp_path / "afspraken" / "druten.csv").read_bytes()
    assert inhoud.startswith(b"\xef\xbb\xbfnr;jaar;")
    rij = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))[1]
    assert rij[2] == "'=SOM(A1)+1 doen"
    add(hd, tmp_path)  # read and written again, the text is the same
    lijst = hd("--werkmap", tmp_path, "--json", "afspraken", "lijst", "-g", "Druten").json
    assert lijst["afspraken"][0]["afspraak"] == "=SOM(A1)+1 doen"


def test_list_from_an_older_excel_is_read(hd, ingested_copy):
    write_list(ingested_copy, GOED.replace("overleggen", "één keer"), teken="cp1252")
    antwoord = hd("--werkmap", ingested_copy.root, "afspraken", "lijst", "-g", "Druten")
    assert "één keer" in antwoord.out


@pytest.mark.parametrize(
    ("tekst", "soort"),
    [
        ("Jan Pietersen belt", "namen van mensen"),
        ("overleg met mevrouw Van Houten", "namen van mensen"),
        ("A.B. de Groen maakt een plan", "namen van mensen"),
        ("vraag iemand@voorbeeld.nl", "e-mailadressen"),
        ("bel 06 12345678", "telefoonnummers"),
        ("naar 6651 AB", "adressen of postcodes"),
        ("dossier 111222333", "burgerservicenummers"),
    ],
)
def test_agreement_with_data_about_a_person_is_refused_without_repeating_it(
    hd, tmp_path, tekst, soort
):
    antwoord = add(hd, tmp_path, afspraak=tekst)
    assert antwoord.code == 2
    verwacht = "een functie" if soort.startswith("namen") else "een tekst zonder"
    assert f"hier lijken {soort} te staan; verwacht: {verwacht}" in antwoord.err
    assert tekst not in antwoord.err
    assert not (tmp_path / "afspraken" / "druten.csv").exists()


@pytest.mark.parametrize(
    "tekst",
    [
        "Gezinscoach van Sterker en GGD Gelderland-Zuid bespreken 2 zaken op 12-03-2024",
        "Ben klaar voor 1 maart; max. 3 keer, om de week",
        "Veilig Thuis, politie Tweestromenland en het Sociaal Team Druten-Wijchen",
    ],
)
def test_names_of_organisations_and_ordinary_words_pass(hd, tmp_path, tekst):
    assert add(hd, tmp_path, afspraak=tekst).code == 0


def test_every_fault_of_the_list_is_told_at_once(hd, ingested_copy):
    pad = write_list(
        ingested_copy,
        GOED,
        "1;20;;Helpende dta;Gerda Smit;;;meldingn;misschien;",
        f"x;2023;{'a' * 301};;Coach;;;;ja;",
    )
    voor = pad.read_bytes()
    antwoord = hd("--werkmap", ingested_copy.root, "afspraken", "gedaan", "1", "-g", "Druten")
    assert antwoord.code == 11
    assert "afspraken/druten.csv" in antwoord.err
    for fout in (
        "twee keer",
        f"2015 tot en met {date.today().year + 1}",
        "dit is leeg",
        "Helpende data",
        "namen van mensen",
        "meldingen of ",
        "langer dan 300",
    ):
        assert fout in antwoord.err, fout
    assert "Gerda" not in antwoord.err
    assert pad.read_bytes() == voor


def test_list_without_its_columns_says_which(hd, ingested_copy):
    write_list(ingested_copy, "1;x", kop="nr;wat")
    antwoord = hd("--werkmap", ingested_copy.root, "afspraken", "lijst", "-g", "Druten")
    assert "ontbreken: jaar, afspraak, actielijn" in antwoord.err


def test_file_that_is_no_csv_is_told_in_one_line(hd, ingested_copy):
    write_list(ingested_copy, '1;2023;"' + "a" * 200_000)
    antwoord = hd("--werkmap", ingested_copy.root, "afspraken", "lijst", "-g", "Druten")
    assert antwoord.code == 11
    assert "niet te lezen als csv" in antwoord.err


def test_unknown_number_and_unknown_municipality_say_what_there_is(hd, tmp_path):
    add(hd, tmp_path)
    fout = hd("--werkmap", tmp_path, "afspraken", "gedaan", "7", "-g", "Druten")
    assert fout.code == 13
    assert "Bekend zijn: 1" in fout.err
    assert "Druten" in hd("--werkmap", tmp_path, "afspraken", "lijst", "-g", "Drutn").err


def test_next_report_opens_with_the_agreements_beside_the_figure(example_copy):
    from helpende_data.pipeline import open_workshop, preview

    write_list(
        example_copy,
        GOED,
        "2;2023;Folders;;Jeugdarts;;;;ja;klaar",
        "3;2021;Al lang klaar;;Coach;;;;ja;",
        "4;2021;Nog steeds open;;Coach;;;;deels;",
        "5;2024;Van dit jaar;;Coach;;;;open;",
    )
    workshop = open_workshop(example_copy)
    rapport = preview(workshop, "Druten")
    assert rapport.periode == "2024"
    eerste = rapport.secties[0]
    assert eerste.anker == "afspraken"
    afgesproken = [rij[1] for rij in eerste.blokken[1].rijen]
    assert afgesproken == ["Vaker samen overleggen (Helpende data)", "Folders", "Nog steeds open"]
    cijfers = {c.periode: c for c in rapport.cijfers
               if (c.gebied, c.indicator, c.uitsplitsing, c.maat)
               == ("Druten", "meldingen", "totaal", "aantal")}  # fmt: skip
    zin = eerste.blokken[2].tekst
    assert f"{cijfers['2023'].tekst} in 2023 en {cijfers['2024'].tekst} (voorlopig" in zin
    assert "niet aantoonbaar" in zin or "meer dan alleen toeval" in zin
    vorig = preview(workshop, "Druten", periode=rapport_jaar("2023"))
    assert [r[1] for r in vorig.secties[0].blokken[1].rijen] == ["Al lang klaar", "Nog steeds open"]


def rapport_jaar(jaar):
    from helpende_data.periodes import Periode

    return Periode.parse(jaar)


def test_agreement_without_a_known_figure_says_so(ingested_copy):
    from helpende_data.pipeline import open_workshop, preview

    write_list(ingested_copy, GOED.replace("2023", "2018"))
    rapport = preview(open_workshop(ingested_copy), "Druten")
    assert "weten wij niet" in rapport.secties[0].blokken[2].tekst
