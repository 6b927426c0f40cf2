"""The package for a session: its sheets, the choice of figures, and no number from elsewhere."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

import helpende_data
from helpende_data.errors import HelpendeDataError
from helpende_data.files import Werkmap
from helpende_data.gesprek import Keuze, read_keuze
from helpende_data.reports.teksten import SESSIE

BLADEN = ("gespreksblad.pdf", "begeleidersblad.pdf", "afsprakenlijst.pdf", "uitnodiging.md")
KOP = "nr;jaar;afspraak;actielijn;functie;wanneer;waaraan zien we het;cijfer;gedaan;toelichting"
LINE = "1;2023;Vaker overleggen;Helpende data;Teamleider;maart;verslagen;meldingen;deels;"


def pages(pad):
    pdf = pypdfium2.PdfDocument(pad)
    teksten = [" ".join(blad.get_textpage().get_text_range().split()) for blad in pdf]
    maat = tuple(round(zijde / 72 * 25.4) for zijde in pdf[0].get_size())
    pdf.close()
    return teksten, maat


def make(hd, werkmap, *meer, gemeente="Druten"):
    antwoord = hd("--werkmap", werkmap.root, "--json", "sessie", "-g", gemeente, *meer)
    assert antwoord.code == 0, antwoord.err
    return antwoord.json


def choose(werkmap, tekst):
    pad = werkmap.root / "sessie" / "druten.toml"
    pad.parent.mkdir(exist_ok=True)
    pad.write_text(tekst, "utf-8")


def test_package_holds_every_sheet_with_its_stamp(hd, example_copy):
    lijst = example_copy.root / "afspraken" / "druten.csv"
    lijst.parent.mkdir()
    lijst.write_text(f"{KOP}\n{LINE}\n", "utf-8")
    gemaakt = make(hd, example_copy)
    map_ = Path(gemaakt["map"])
    assert gemaakt["bestanden"] == [f"druten-2024-sessie-{naam}" for naam in BLADEN]
    assert 6 <= len(gemaakt["figuren"]) <= 8
    for naam in gemaakt["bestanden"][:3]:
        teksten, _ = pages(map_ / naam)
        assert all("VOORBEELDCIJFERS" in tekst for tekst in teksten), naam
        assert b"/MarkInfo" in (map_ / naam).read_bytes()
    blad, maat = pages(map_ / "druten-2024-sessie-gespreksblad.pdf")
    assert maat == (420, 297)
    assert len(blad) == 2
    for vraag in ("Herkennen", "Verklaren", "Waarderen", "Verbeteren"):
        assert " ".join(blad).count(vraag) == len(gemaakt["figuren"])
    assert "Wat missen we?" in blad[1]
    assert "Vaker overleggen" in pages(map_ / "druten-2024-sessie-afsprakenlijst.pdf")[0][0]
    leiding = " ".join(pages(map_ / "druten-2024-sessie-begeleidersblad.pdf")[0])
    for stuk in ("90 minuten", "casussimulatie", "ervaringsdeskundigen", "Spelregels"):
        assert stuk in leiding
    uitgaven = json.loads((map_ / "manifest.json").read_text("utf-8"))["uitgaven"]
    assert set(uitgaven["druten-2024-sessie"]["uitvoer"]) == set(gemaakt["bestanden"])
    assert "afspraken/druten.csv" in uitgaven["druten-2024-sessie"]["registers"]
    mail = (map_ / "druten-2024-sessie-uitnodiging.md").read_text("utf-8")
    assert "- Herkennen: " in mail
    assert "VOORBEELDCIJFERS" in mail


def test_facilitator_has_the_help_of_a_chapter_for_every_figure_that_was_chosen(example):
    for namen in (("keten", "meldingen-veiligheid"), ("meldingen-veiligheid",), ("keten",)):
        sessie = built(example, figuren=namen)
        kop, lijst = sessie.begeleidersblad.secties[-1].blokken[1:]
        assert all(kaart.titel in kop.tekst for kaart in sessie.gespreksblad.kaarten)
        assert any(punt.startswith("Meer kan komen door") for punt in lijst.punten)


@pytest.mark.slow
def test_titles_on_the_sheet_hold_no_finding(example):
    sessie = built(example)
    for kaart in sessie.gespreksblad.kaarten:
        assert kaart.titel != kaart.figuur.titel
        assert not re.search(r"\d", kaart.titel)
        assert kaart.figuur.titel not in kaart.alt


def built(werkmap, gemeente="Druten", figuren=()):
    from helpende_data.gesprek import Gesprek
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.rapport import preview
    from helpende_data.reports.sessie.inhoud import build_sessie
    from helpende_data.reports.teksten import read_teksten

    workshop = open_workshop(werkmap)
    uitgaven = [preview(workshop, gemeente, publiek=publiek) for publiek in ("team", "beleid")]
    teksten = read_teksten(werkmap, SESSIE)
    bestand = "sessie/druten.toml"
    return build_sessie(
        *uitgaven,
        teksten,
        workshop.teksten,
        Gesprek(keuze=Keuze(figuren=figuren)),
        keuze_bestand=bestand,
    )


@pytest.mark.parametrize(
    "gemeente",
    [
        *(pytest.param(naam, marks=pytest.mark.slow) for naam in ("Druten", "Nijmegen")),
        "Mook en Middelaar",
    ],
)
def test_package_from_real_figures_says_what_makes_a_municipality_differ(
    hd, ingested_copy, gemeente
):
    gemaakt = make(hd, ingested_copy, gemeente=gemeente)
    blad = next(p for p in gemaakt["bestanden"] if "gespreksblad" in p)
    tekst = " ".join(pages(Path(gemaakt["map"]) / blad)[0])
    assert gemaakt["stempel"] == ""
    assert "nan" not in tekst.split()
    assert ("Let op: Mook en Middelaar hoort" in tekst) == gemeente.startswith("Mook")


def test_preparation_writes_the_choice_once_and_keeps_what_was_edited(hd, example_copy):
    gemaakt = make(hd, example_copy, "--voorbereiding")
    assert gemaakt["bestanden"] == ["druten-2024-sessie-voorbereiding.pdf"]
    teksten, _ = pages(Path(gemaakt["map"]) / gemaakt["bestanden"][0])
    assert len(teksten) == 1
    pad = Path(gemaakt["keuze"])
    keuze = tomllib.loads(pad.read_text("utf-8"))
    assert keuze["figuren"] == gemaakt["figuren"]
    assert '# "meldingen-aard",' in pad.read_text("utf-8")
    choose(example_copy, 'figuren = ["meldingen-aard"]\n')
    make(hd, example_copy, "--voorbereiding")
    assert pad.read_text("utf-8") == 'figuren = ["meldingen-aard"]\n'


def test_choice_of_the_team_leader_decides_figures_and_questions(hd, example_copy):
    choose(
        example_copy,
        'figuren = ["keten", "meldingen-aard"]\nvragen = ["Wie belt er?"]\nwanneer = "12 maart"\n',
    )
    gemaakt = make(hd, example_copy)
    assert gemaakt["figuren"] == ["keten", "meldingen-aard"]
    tekst = " ".join(pages(Path(gemaakt["map"]) / gemaakt["bestanden"][0])[0])
    assert tekst.index("Wat gebeurt er na een melding?") < tekst.index("Waar gingen de meldingen")
    assert "Wie belt er?" in tekst
    mail = Path(gemaakt["map"]) / gemaakt["bestanden"][3]
    assert "Wanneer en waar: 12 maart\n" in mail.read_text("utf-8")


@pytest.mark.slow
def test_choice_decides_the_pages_of_the_team_edition_and_leaves_no_other_figures(hd, example_copy):
    from helpende_data.pipeline import open_workshop
    from helpende_data.pipeline.rapport import preview

    alles = preview(open_workshop(example_copy), "Druten")
    choose(example_copy, 'figuren = ["keten", "adviezen-trend"]\n')
    rapport = preview(open_workshop(example_copy), "Druten")
    assert [sectie.anker for sectie in rapport.secties] == [
        "overzicht", "keten", "adviezen", "onbekend", "verantwoording",
    ]  # fmt: skip
    assert len(rapport.cijfers) < len(alles.cijfers)
    assert not any(c.uitsplitsing.startswith("organisatie") for c in rapport.cijfers)
    beleid = preview(open_workshop(example_copy), "Druten", publiek="beleid")
    assert any(c.uitsplitsing.startswith("organisatie") for c in beleid.cijfers)
    assert hd("--werkmap", example_copy.root, "report", "-g", "Druten").code == 0


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ('figuren = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]', "kies er hooguit 8"),
        ('vragen = ["Wat vindt Jan ervan?"]', "namen van mensen"),
        ("figuren = 3", "lijst van korte teksten"),
        ('figuur = "keten"', "dit kennen wij hier niet"),
        ("figuren = [", "geen geldige TOML"),
    ],
)
def test_faulty_choice_says_what_is_wrong_and_where(tmp_path, tekst, fout):
    werkmap = Werkmap(tmp_path)
    choose(werkmap, tekst)
    with pytest.raises(HelpendeDataError, match=fout) as gevangen:
        read_keuze(werkmap, "Druten")
    assert "sessie/druten.toml" in str(gevangen.value)


def test_choice_of_a_figure_that_is_not_there_names_the_nearest(hd, example_copy):
    choose(example_copy, 'figuren = ["meldingen-trnd"]')
    antwoord = hd("--werkmap", example_copy.root, "sessie", "-g", "Druten")
    assert antwoord.code == 11
    assert "sessie/druten.toml" in antwoord.err
    assert "verwacht: meldingen-trend" in antwoord.err
    assert not example_copy.rapporten.exists()


def test_unknown_municipality_and_year_without_figures_say_what_there_is(hd, example_copy):
    vraag = ("--werkmap", example_copy.root, "sessie", "-g")
    assert "Druten" in hd(*vraag, "Drutn").err
    fout = hd(*vraag, "Druten", "--jaar", "2011")
    assert fout.code == 13
    assert "Kies uit 2019 tot en met 2024" in fout.err
    assert not example_copy.rapporten.exists()


@pytest.mark.slow
def test_number_that_the_session_has_not_is_found_in_each_kind_of_file(example):
    from helpende_data.reports.poort.sessie_bestand import strange_in_sessie
    from helpende_data.reports.sessie.draw import draw_sessie

    sessie = built(example)
    files, svgs = draw_sessie(sessie, "druten")
    assert strange_in_sessie(sessie, files, svgs) == []
    erbij = f"{sessie.uitnodiging} 4711".encode()
    assert strange_in_sessie(sessie, {"a.md": erbij}, svgs) == ["a.md"]
    kop = replace(sessie.begeleidersblad, titel="Van 4711 meldingen")
    anders, _ = draw_sessie(replace(sessie, begeleidersblad=kop), "druten")
    assert "druten-begeleidersblad.pdf (tekst)" in strange_in_sessie(sessie, anders, svgs)
    naam, svg = next(iter(svgs.items()))
    vervalst = {**svgs, naam: svg.replace(b"</svg>", b"<text>4711</text></svg>")}
    assert strange_in_sessie(sessie, files, vervalst) == [f"figuur {naam}"]


def test_every_sentence_of_the_package_is_read():
    pakket = Path(helpende_data.__file__).parent
    code = (pakket / "reports" / "sessie" / "inhoud.py").read_text("utf-8")
    teksten = tomllib.loads((Werkmap(Path()).packaged / SESSIE).read_text("utf-8"))
    gemaakt = {f"begeleider.{n}_kop" for n in teksten["begeleider"]}
    gemaakt |= {f"{blad}.naam" for blad in teksten}
    gemaakt |= {f"begeleider.{n}" for n, v in teksten["begeleider"].items() if isinstance(v, dict)}
    for sectie, zinnen in teksten.items():
        if sectie == "vragen":
            continue
        for sleutel in zinnen:
            assert f'"{sectie}.{sleutel}' in code or f"{sectie}.{sleutel}" in gemaakt, sleutel
