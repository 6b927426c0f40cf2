"""Who belongs where, in which year, and under which name: from the files that come along."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from helpende_data.errors import ContractError, SourceError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden

RIVIERENLAND = {
    "Buren",
    "Culemborg",
    "Maasdriel",
    "Neder-Betuwe",
    "Tiel",
    "West Betuwe",
    "West Maas en Waal",
    "Zaltbommel",
}
RIJK_VAN_NIJMEGEN = {
    "Berg en Dal",
    "Beuningen",
    "Druten",
    "Heumen",
    "Mook en Middelaar",
    "Nijmegen",
    "Wijchen",
}
JAREN = range(2019, 2027)


@pytest.fixture(scope="session")
def gebieden(tmp_path_factory: pytest.TempPathFactory) -> Gebieden:
    return read_gebieden(Werkmap(tmp_path_factory.mktemp("leeg")))


def names(gebieden: Gebieden, code: str, jaar: int) -> set[str]:
    return {gebieden.name(lid) for lid in gebieden.members(code, jaar)}


@pytest.mark.parametrize("jaar", JAREN)
def test_the_home_region_has_8_and_7_municipalities_as_in_annex_2_of_the_plan(
    gebieden: Gebieden, jaar: int
) -> None:
    assert names(gebieden, "SR-RIV", jaar) == RIVIERENLAND
    assert names(gebieden, "SR-RVN", jaar) == RIJK_VAN_NIJMEGEN
    assert names(gebieden, "RA-GZ", jaar) == RIVIERENLAND | RIJK_VAN_NIJMEGEN
    assert (len(RIVIERENLAND), len(RIJK_VAN_NIJMEGEN)) == (8, 7)


def test_catchments_of_2020_differ_per_source_as_in_annex_2_of_the_plan(gebieden: Gebieden) -> None:
    vijftien = RIVIERENLAND | RIJK_VAN_NIJMEGEN
    assert names(gebieden, "VT-GZ", 2020) == vijftien
    assert names(gebieden, "VT06", 2020) == vijftien - {"Mook en Middelaar"}
    moviera = vijftien - {"Maasdriel", "Zaltbommel"} | {"Gennep"}
    assert names(gebieden, "MOVIERA", 2020) == moviera
    assert len(moviera) == 14
    assert names(gebieden, "MOVIERA-AWARE", 2020) == vijftien | {"Gennep"}
    assert len(gebieden.members("MOVIERA-AWARE", 2020)) == 16
    assert names(gebieden, "VR08", 2020) == vijftien - {"Mook en Middelaar"}
    assert {"Maasdriel", "Zaltbommel"} == names(gebieden, "HG-DENBOSCH", 2020)


def test_the_parts_of_west_betuwe_stand_in_for_it_before_2019(gebieden: Gebieden) -> None:
    delen = {"Geldermalsen", "Neerijnen", "Lingewaal"}
    voor, na = names(gebieden, "SR-RIV", 2018), names(gebieden, "SR-RIV", 2019)
    assert voor - na == delen
    assert na - voor == {"West Betuwe"}
    assert gebieden.members("GM1960", 2018) == frozenset()
    assert {h.van_code for h in gebieden.herindelingen if h.naar_code == "GM1960"} == {
        "GM0236",
        "GM0304",
        "GM0733",
    }


def test_groesbeek_stands_in_for_berg_en_dal_in_2015(gebieden: Gebieden) -> None:
    assert "GM0241" in gebieden.members("SR-RVN", 2015)
    assert "GM1945" in gebieden.members("SR-RVN", 2016)


def test_every_mutation_names_areas_that_we_know(gebieden: Gebieden) -> None:
    for h in gebieden.herindelingen:
        assert h.van_code in gebieden, h
        assert h.naar_code in gebieden, h


def test_every_municipality_is_found_by_its_own_name_and_code(gebieden: Gebieden) -> None:
    for gemeente in [g for g in gebieden.by_code.values() if g.soort == "gemeente"]:
        for vraag in (gemeente.code, gemeente.code.lower()):
            assert gebieden.find(vraag, soort="gemeente") is gemeente
        for vraag in (gemeente.naam, gemeente.naam.upper(), f"  {gemeente.naam} "):
            assert gebieden.find(vraag, soort="gemeente").naam == gemeente.naam


def test_there_are_342_municipalities_from_2023_on_as_cbs_counts_them(gebieden: Gebieden) -> None:
    for jaar, aantal in ((2019, 355), (2020, 355), (2021, 352), (2022, 345), (2023, 342)):
        levend = [g for g in gebieden.by_code.values() if g.soort == "gemeente"]
        assert sum(g.exists_in(jaar) for g in levend) == aantal, jaar


@pytest.mark.parametrize(
    ("vraag", "naam"),
    [
        ("Den Bosch", "'s-Hertogenbosch"),
        ("s hertogenbosch", "'s-Hertogenbosch"),
        ("'s-Gravenhage", "'s-Gravenhage (gemeente)"),
        ("den haag", "'s-Gravenhage (gemeente)"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("DRUTEN", "Druten"),
        ("gm0225", "Druten"),
        ("Geldermalsen", "Geldermalsen"),
        ("West-Betuwe", "West Betuwe"),
    ],
)
def test_names_as_people_type_them_are_found(gebieden: Gebieden, vraag: str, naam: str) -> None:
    assert gebieden.find(vraag, soort="gemeente").naam == naam


def test_every_other_name_leads_to_an_area(gebieden: Gebieden) -> None:
    for naam in gebieden.namen:
        assert gebieden.find(naam)


@pytest.mark.parametrize(
    ("vraag", "soort", "naam"),
    [
        ("Drutne", "gemeente", "Druten"),
        ("Nijmgen", "gemeente", "Nijmegen"),
        ("Zaltbomel", "gemeente", "Zaltbommel"),
        ("moviere", "", "Moviera (verzorgingsgebied)"),
        ("Rivierland", "", "Rivierenland"),
    ],
)
def test_a_typo_names_the_nearest(gebieden: Gebieden, vraag: str, soort: str, naam: str) -> None:
    with pytest.raises(UnknownError, match="Bedoelt u") as fout:
        gebieden.find(vraag, soort=soort)
    assert naam in str(fout.value)


@pytest.mark.parametrize("vraag", ["", "   ", "%$#@", "Xqzzy"])
def test_a_name_like_nothing_gets_the_command_that_lists_them(
    gebieden: Gebieden, vraag: str
) -> None:
    with pytest.raises(UnknownError, match="hd gebieden"):
        gebieden.find(vraag)


def test_a_municipality_has_one_area_per_division_and_year(gebieden: Gebieden) -> None:
    for jaar in range(2015, 2027):
        paren = [
            (lid.gemeente_code, lid.indeling)
            for lid in gebieden.lidmaatschappen
            if lid.holds_in(jaar)
        ]
        assert len(paren) == len(set(paren)), jaar


def test_arnhem_achterhoek_is_marked_as_unsure(gebieden: Gebieden) -> None:
    assert "Westervoort" in names(gebieden, "RA-AA", 2020)
    assert not gebieden.is_certain("RA-AA", 2020)
    assert gebieden.members("RA-AA", 2024) == frozenset()
    zeker = {
        lid.gemeente_code
        for lid in gebieden.lidmaatschappen
        if lid.gebied_code == "RA-AA" and lid.zeker
    }
    assert zeker == {"GM0293"}


@pytest.mark.parametrize(
    "naam", ["Gennep", "Maasdriel", "Mook en Middelaar", "Zaltbommel", "Wijchen"]
)
def test_the_exceptions_of_annex_2_print_a_sentence(gebieden: Gebieden, naam: str) -> None:
    zinnen = [u.zin for u in gebieden.exceptions(gebieden.find(naam).code)]
    assert zinnen
    assert all(zin.endswith(".") for zin in zinnen)


def own_areas(tmp_path: Path) -> tuple[Werkmap, Path]:
    werkmap = Werkmap(tmp_path)
    shutil.copytree(werkmap.packaged / "gebieden", werkmap.own / "gebieden")
    return werkmap, werkmap.own / "gebieden"


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "zin"),
    [
        (
            "gemeenten.csv",
            "GM0003,Appingedam,2014",
            "GM0003,Appingedam,vroeger",
            "rij 2 klopt niet",
        ),
        ("indeling.csv", "GM0209,GGD-GZ", "GM9999,GGD-GZ", "onbekende gebiedscode GM9999"),
        ("namen.csv", "GM0888", "GM8888", "onbekende gebiedscode GM8888"),
        ("gebieden.csv", ",volledig,", ",compleet,", "rij 2 klopt niet"),
        ("regios.toml", 'naam = "Gelderland-Zuid"', 'maan = "x"', "dit bestand klopt niet"),
        ("uitzonderingen.toml", "[[uitzondering]]", "[[uitzondering]", "dit is geen geldige TOML"),
    ],
)
def test_a_fault_in_the_files_of_areas_names_the_file(
    bestand: str, oud: str, nieuw: str, zin: str, tmp_path: Path
) -> None:
    werkmap, map_ = own_areas(tmp_path)
    tekst = (map_ / bestand).read_text("utf-8")
    assert oud in tekst
    (map_ / bestand).write_text(tekst.replace(oud, nieuw, 1), "utf-8")
    with pytest.raises((ContractError, SourceError), match=zin) as fout:
        read_gebieden(werkmap)
    assert f"data/gebieden/{bestand}" in str(fout.value)
    assert "\n" not in str(fout.value)


def test_a_file_of_areas_that_is_no_text_names_the_file(tmp_path: Path) -> None:
    werkmap, map_ = own_areas(tmp_path)
    (map_ / "namen.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match=r"geen UTF-8: data/gebieden/namen\.csv"):
        read_gebieden(werkmap)


def test_the_readme_names_every_column_of_the_files(tmp_path: Path) -> None:
    map_ = Werkmap(tmp_path).packaged / "gebieden"
    uitleg = (map_ / "README.md").read_text("utf-8")
    for pad in map_.glob("*.csv"):
        deel = uitleg.partition(f"## {pad.name}")[2].partition("\n## ")[0]
        with pad.open(encoding="utf-8", newline="") as bestand:
            for kolom in next(csv.reader(bestand)):
                assert kolom in deel, f"{pad.name}: {kolom}"
