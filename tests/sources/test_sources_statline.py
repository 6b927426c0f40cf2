"""Downloads of StatLine in every shape of its button give the same figures, with their signs."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpende_data.errors import ContractError
from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registry
from helpende_data.sources import Levering, Registers, read_file

TITEL = "Huiselijk geweld; rol/functie, organisatie, duur geweld, regio"
NAMEN = ("Onderwerp", "Kenmerken adviezen/meldingen", "Regio's", "Perioden")
ONDERWERPEN = ("Gestarte adviezen", "Ontvangen meldingen")
KENMERKEN = ("Totaal", "Rol/functie: beroepsmatig totaal", "Beroep: huisarts")
REGIOS = (
    "Nederland",
    "Gelderland (PV)",
    "Groningen (gemeente)",
    "'s-Gravenhage (gemeente)",
    "Druten",
)
PERIODES = ("2022", "1e halfjaar 2023*", "2023*")
CODES = dict(zip(REGIOS, ("NL01", "PV25", "GM0014", "GM0518", "GM0225"), strict=True))
CELLEN = {
    sleutel: "." if nummer % 7 == 3 else str(10 + 995 * nummer)
    for nummer, sleutel in enumerate(itertools.product(ONDERWERPEN, KENMERKEN, REGIOS, PERIODES))
}
Rows = list[list[str]]


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Registers:
    werkmap = Werkmap(tmp_path_factory.mktemp("statline"))
    return Registers(werkmap, *read_registry(werkmap))


def as_seen(boven: Sequence[str], opzij: Sequence[str]) -> Rows:
    """The table as it stands on the screen: these dimensions across, those down; units at last."""
    waarden = dict(zip(NAMEN, (ONDERWERPEN, KENMERKEN, REGIOS, PERIODES), strict=True))
    kolommen = list(itertools.product(*(waarden[naam] for naam in boven)))
    rijen: Rows = [[TITEL], [], []]
    for nummer, naam in enumerate(boven):
        kop = ["" for _ in opzij]
        kop[-1] = naam
        rijen.append([*kop, *(kolom[nummer] for kolom in kolommen)])
    rijen.append([*opzij, *("aantal" for _ in kolommen)])
    for labels in itertools.product(*(waarden[naam] for naam in opzij)):
        regel = list(labels)
        for kolom in kolommen:
            deel = dict(zip((*opzij, *boven), (*labels, *kolom), strict=True))
            regel.append(dutch(CELLEN[tuple(deel[naam] for naam in NAMEN)]))
        rijen.append(regel)
    return [*rijen, ["Bron: CBS"]]


def dutch(cel: str) -> str:
    return f"{int(cel):,}".replace(",", ".") if cel.isdecimal() else cel


def long() -> Rows:
    """One row a combination, the subjects as columns; no title and no source."""
    rijen: Rows = [[*NAMEN[1:], *(f"{onderwerp} (aantal)" for onderwerp in ONDERWERPEN)]]
    for labels in itertools.product(KENMERKEN, REGIOS, PERIODES):
        rijen.append([*labels, *(CELLEN[onderwerp, *labels] for onderwerp in ONDERWERPEN)])
    return rijen


def as_csv(rijen: Rows) -> bytes:
    doel = io.StringIO()
    csv.writer(doel, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rijen)
    return doel.getvalue().encode("utf-8-sig")


def as_xlsx(pad: Path, rijen: Rows, samen: Sequence[str] = ()) -> Path:
    werkboek = openpyxl.Workbook()
    for rij in rijen:
        cellen = [cel.replace(".", "") or cel if cel[:1].isdecimal() else cel for cel in rij]
        werkboek.active.append([int(cel) if cel.isdecimal() else cel or None for cel in cellen])
    for vak in samen:
        werkboek.active.merge_cells(vak)
    werkboek.save(pad)
    return pad


def figures(levering: Levering) -> dict[tuple[str, ...], tuple[object, ...]]:
    df = levering.df
    kolommen = ["indicator", "uitsplitsing", "gebied_code", "periode"]
    waarden = df[["status", "laag", "hoog", "voorlopig"]].to_numpy().tolist()
    return dict(zip(map(tuple, df[kolommen].to_numpy().tolist()), map(tuple, waarden), strict=True))


def expected() -> dict[tuple[str, ...], tuple[object, ...]]:
    """What is ours in the table, without reading it."""
    ons = {"Totaal": "totaal", "Rol/functie: beroepsmatig totaal": "rol:beroepsmatig"}
    tijd = {"2022": "2022", "1e halfjaar 2023*": "2023-H1", "2023*": "2023"}
    uit: dict[tuple[str, ...], tuple[object, ...]] = {}
    for (onderwerp, kenmerk, regio, periode), cel in CELLEN.items():
        if kenmerk in ons:
            sleutel = (onderwerp.split()[1], ons[kenmerk], CODES[regio], tijd[periode])
            voorlopig = periode.endswith("*")
            uit[sleutel] = (
                ("onderdrukt", 0, 9, voorlopig)
                if cel == "."
                else ("afgerond", int(cel) - 2, int(cel) + 2, voorlopig)
            )
    return uit


@settings(max_examples=25)
@given(volgorde=st.permutations(NAMEN), aantal=st.integers(1, 3))
def test_the_same_figures_come_out_however_the_table_was_turned(
    volgorde: list[str], aantal: int, registers: Registers
) -> None:
    pad = registers.werkmap.root / "Huiselijk_geweld.csv"
    pad.write_bytes(as_csv(as_seen(volgorde[:aantal], volgorde[aantal:])))
    (levering,) = read_file(pad, registers)
    assert figures(levering) == expected()


def test_one_row_a_combination_gives_the_same_figures(registers: Registers) -> None:
    pad = registers.werkmap.root / "Huiselijk_geweld__rol_functie_01022026_101112.csv"
    pad.write_bytes(as_csv(long()))
    (levering,) = read_file(pad, registers)
    assert figures(levering) == expected()
    assert levering.herkomst.opgehaald == "2026-02-01"
    assert levering.reeks == "statline/84849NED"
    assert levering.periodes == ("2022", "2023", "2023-H1")


def test_a_workbook_with_merged_headers_gives_the_same_figures(registers: Registers) -> None:
    rijen = as_seen(("Onderwerp", "Perioden"), NAMEN[1:3])
    rijen[3][3:5] = rijen[3][6:8] = ["", ""]
    eerste = {rij[0] for rij in rijen[6:]}
    for rij in rijen[6:]:
        if rij[0] in eerste:
            eerste.discard(rij[0])
        else:
            rij[0] = ""
    pad = as_xlsx(registers.werkmap.root / "x.xlsx", rijen, ["C4:E4", "F4:H4", "A7:A11"])
    (levering,) = read_file(pad, registers)
    assert figures(levering) == expected()
    assert levering.df["herkomst"][0] == "x.xlsx!Sheet!C7"


def test_a_workbook_may_hold_a_sheet_of_explanations(registers: Registers) -> None:
    rijen = as_seen(("Onderwerp", "Perioden"), NAMEN[1:3])
    pad = as_xlsx(registers.werkmap.root / "x.xlsx", rijen)
    boek = openpyxl.load_workbook(pad)
    uitleg = boek.create_sheet("Toelichting")
    uitleg.append(["Deze tabel gaat over adviezen en meldingen, naar regio's en perioden."])
    boek.save(pad)
    (levering,) = read_file(pad, registers)
    assert figures(levering) == expected()


def test_the_layout_of_the_old_statline_is_read(registers: Registers) -> None:
    pad = registers.werkmap.root / "oud.csv"
    pad.write_text(
        '"Huiselijk geweld; meldingen naar eerdere betrokkenheid Veilig Thuis, regio"\n'
        '"Onderwerpen";"1e melding, geen betrokkenen bekend VT";"Hermelding";"Hermelding"\n'
        '"Onderwerpen";"1e melding, geen betrokkenen bekend VT";"Totaal";"Totaal"\n'
        '"Perioden";"2023*";"2023*";"2023*"\n'
        '"Regio\'s";"aantal";"aantal";"%"\n'
        '"Aa en Hunze";"30";"15";"31,6"\n'
        '"© Centraal Bureau voor de Statistiek, Den Haag/Heerlen 9-10-2024"\n',
        "cp1252",
    )
    (levering,) = read_file(pad, registers)
    assert list(figures(levering)) == [
        ("meldingen", "eerder:eerste_melding", "GM1680", "2023"),
        ("meldingen", "eerder:hermelding", "GM1680", "2023"),
    ]
    assert levering.herkomst.opgehaald == "2024-10-09"
    assert [str(w) for w in levering.waarschuwingen] == [
        "rij 6, kolom D: dit is geen aantal; 1 cel gaat niet mee (er staat %)"
    ]


def test_a_blank_is_hidden_where_the_download_left_out_the_signs(registers: Registers) -> None:
    rijen = [[cel.replace("*", "") if cel != "." else "" for cel in rij] for rij in long()]
    rijen.append(["Totaal", "Haren", "2023", "", ""])
    pad = registers.werkmap.root / "x.csv"
    pad.write_bytes(as_csv(rijen))
    (levering,) = read_file(pad, registers)
    df = levering.df
    assert set(df["voorlopig"]) == {True}  # who cannot know, must not say definitive
    verborgen = df[df["status"] == "onderdrukt"]
    assert set(verborgen["opmerking"]) == {"leeg in een download zonder tekens"}
    assert (verborgen["hoog"] == 9).all()
    assert set(df.loc[df["gebied_code"] == "GM0017", "status"]) == {"niet_van_toepassing"}


def test_a_blank_beside_signs_cannot_occur(registers: Registers) -> None:
    pad = registers.werkmap.root / "x.csv"
    pad.write_bytes(as_csv([*long(), ["Totaal", "Wijchen", "2023*", "", "."]]))
    (levering,) = read_file(pad, registers)
    wijchen = levering.df[levering.df["gebied_code"] == "GM0296"]
    assert wijchen["status"].tolist() == ["niet_van_toepassing", "onderdrukt"]


@pytest.mark.parametrize(
    ("cel", "wat"),
    [
        ("12", "is niet afgerond zoals het CBS doet (er staat 12); verwacht: een veelvoud van 5"),
        ("2,1", "is geen aantal (er staat 2,1)"),
        ("-5", "is geen aantal (er staat -5)"),
        ("=5", "is geen aantal (er staat =5)"),
        ("#DEEL/0!", "is geen aantal (er staat #DEEL/0!)"),
    ],
)
def test_a_cell_that_cbs_would_not_print_is_told_with_its_place(
    cel: str, wat: str, registers: Registers
) -> None:
    rijen = long()
    rijen[4][3] = cel
    pad = registers.werkmap.root / "x.csv"
    pad.write_bytes(as_csv(rijen))
    with pytest.raises(ContractError) as fout:
        read_file(pad, registers)
    assert f"rij 5, kolom D: {wat}" in str(fout.value)


def test_every_wrong_cell_is_told(registers: Registers) -> None:
    rijen = long()
    rijen[1][3] = rijen[2][4] = "x5"
    rijen.append(rijen[3])
    pad = registers.werkmap.root / "x.csv"
    pad.write_bytes(as_csv(rijen))
    with pytest.raises(ContractError) as fout:
        read_file(pad, registers)
    laatste = len(rijen)
    assert [(f.rij, f.kolom) for f in fout.value.faults] == [
        (2, "D"),
        (3, "E"),
        (laatste, "D"),
        (laatste, "E"),
    ]


@pytest.mark.parametrize(
    ("van", "naar", "wat"),
    [
        ("Gestarte adviezen", "Iets anders", "onbekend onderwerp"),
        ("Druten", "Ergens (VT)", "onbekend gebied"),
        ("2023*", "2023 en 2024", "onbekende periode"),
        ("Totaal", "Vierkant", "onbekend kenmerk"),
    ],
)
def test_what_is_not_ours_stays_out_and_is_told(
    van: str, naar: str, wat: str, registers: Registers
) -> None:
    tekst = as_csv(as_seen(NAMEN[3:], NAMEN[:3])).decode("utf-8-sig")
    pad = registers.werkmap.root / "x.csv"
    pad.write_text(tekst.replace(f'"{van}"', f'"{naar}"'), "utf-8")
    (levering,) = read_file(pad, registers)
    (gezegd,) = [w for w in levering.waarschuwingen if w.wat.startswith(wat)]
    assert naar in gezegd.waarde
    assert 0 < len(levering.df) < len(expected())


def test_figures_of_another_level_belong_to_another_table(registers: Registers) -> None:
    tekst = as_csv(long()).decode("utf-8-sig").replace('"Druten"', '"Gelderland-Zuid (VT)"')
    pad = registers.werkmap.root / "84848NED.csv"
    pad.write_text(tekst, "utf-8")
    (levering,) = read_file(pad, registers)
    assert set(levering.df["gebied_code"]) == {"VT06"}
    assert levering.reeks == "statline/84848NED"
    assert any("hoort in een andere tabel" in w.wat for w in levering.waarschuwingen)


def test_a_table_that_we_do_not_know_is_told(registers: Registers) -> None:
    pad = registers.werkmap.root / "x.csv"
    pad.write_text(
        '"Bevolking; kerncijfers"\n"";"Perioden";"2023"\n"Regio\'s";"Geslacht";"aantal"\n'
        '"Druten";"Mannen";"100"\n"Bron: CBS"\n'
    )
    with pytest.raises(ContractError, match="maar geen tabel die helpende-data kent") as fout:
        read_file(pad, registers)
    assert "84849NED" in str(fout.value)


def test_a_download_reaches_the_report(
    ingested_copy: Werkmap, hd: Callable[..., Any], tmp_path: Path
) -> None:
    pad = tmp_path / "Huiselijk_geweld.csv"
    pad.write_bytes(as_csv(as_seen(("Perioden",), NAMEN[:3])))
    assert "Ingelezen: 1 nieuw" in hd("--werkmap", ingested_copy.root, "ingest", pad).out
    rapport = ("report", "--gemeente", "Druten", "--formaat", "csv")
    assert hd("--werkmap", ingested_copy.root, *rapport).code == 0
    cijfers = next(ingested_copy.rapporten.rglob("*cijfers.csv")).read_text("utf-8")
    assert "Huiselijk_geweld.csv!" in cijfers
    assert f",{CELLEN['Gestarte adviezen', 'Totaal', 'Druten', '2023*']}," in cijfers
