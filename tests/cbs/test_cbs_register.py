"""The registry of tables: each figure has one home, and a fault in it is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from helpende_data.errors import ContractError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.files.werkmap import packaged_data
from helpende_data.schema import read_indicatoren
from helpende_data.sources.cbs import Register, read_register

INDICATOREN = read_indicatoren(packaged_data() / "indicatoren.toml")
FAMILIE = [f"848{n}NED" for n in range(47, 56)] + ["85361NED"]


def read(tmp_path: Path, oud: str = "", nieuw: str = "") -> Register:
    """The packaged registry, with one change."""
    tekst = (packaged_data() / "cbs.toml").read_text("utf-8")
    assert oud in tekst
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir(exist_ok=True)
    (werkmap.own / "cbs.toml").write_text(tekst.replace(oud, nieuw, 1) if oud else tekst, "utf-8")
    return read_register(werkmap, INDICATOREN)


def test_no_two_tables_claim_the_same_figure(tmp_path: Path) -> None:
    geteld = Counter(
        (*cijfer, niveau)
        for tabel in read(tmp_path).tabellen
        for cijfer in tabel.claims(INDICATOREN)
        for niveau in tabel.niveaus
    )
    assert geteld["adviezen", "totaal", "GM"] == 1
    assert set(geteld.values()) == {1}


def test_every_table_of_the_family_has_figures_of_its_own(tmp_path: Path) -> None:
    register = read(tmp_path)
    assert sorted(tabel.id for tabel in register.tabellen) == sorted(FAMILIE)
    assert all(list(tabel.claims(INDICATOREN)) for tabel in register.tabellen)


def test_two_tables_with_the_same_figure_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="cijfers hebben meer dan een tabel"):
        read(tmp_path, 'niveaus = ["VT"]', 'niveaus = ["VT", "GM"]')


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ('indicator = "adviezen"', 'indicator = "advizen"', "onbekend bij tabel 84849NED: advizen"),
        ('niveaus = ["VT"]', 'niveaus = ["WK"]', "onbekend bij tabel 84848NED: WK"),
        ("pogingen = 5", "poging = 5", "een sleutel ontbreekt, is onbekend"),
        ("[standaard]", "[standard]", "een sleutel ontbreekt"),
        ('net_als = "84849NED"', 'net_als = "1"', "een sleutel ontbreekt"),
        ('"gemiddeld" = ', '"gem" = ', "noemt precies 1 januari en gemiddeld"),
    ],
)
def test_a_fault_in_the_registry_is_told(oud: str, nieuw: str, zin: str, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=zin) as fout:
        read(tmp_path, oud, nieuw)
    assert fout.value.waar == "data/cbs.toml"


def test_a_number_is_found_in_any_case(tmp_path: Path) -> None:
    register = read(tmp_path)
    assert register.find("03759NED") == "03759ned", "the new service wants it as CBS writes it"
    assert register.find("84849ned") == "84849NED"
    assert register.find("85385ned") == "85385NED"


@pytest.mark.parametrize("onzin", ["", "84849", "../../etc", "84849NED/x", "ABCDENED"])
def test_what_is_no_number_of_a_table_is_refused(onzin: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownError, match="is geen nummer van een CBS-tabel"):
        read(tmp_path).find(onzin)
