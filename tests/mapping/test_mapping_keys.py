"""What a mapping may say, and the sentence for what it may not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpende_data.errors import ContractError, SourceError
from helpende_data.sources import Registers
from helpende_data.sources.mapping import find_mapping, read_mappings

GOED = """
[gebied]
kolom = "Gemeente"
[periode]
vast = "2024-H1"
[labels]
"Meldingen" = "meldingen"
"""


def read(registers: Registers, naam: str = "toets"):
    return find_mapping(naam, registers.werkmap, registers.gebieden, registers.indicatoren)


def test_packaged_mappings_are_right(registers: Registers) -> None:
    namen = [
        m.naam for m in read_mappings(registers.werkmap, registers.gebieden, registers.indicatoren)
    ]
    assert "veilig-thuis-halfjaar" in namen
    assert not any(read(registers, naam).eigen for naam in namen)


def test_short_mapping_is_recognised_by_its_named_columns_and_labels(
    registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping(GOED)
    gelezen = read(registers)
    assert gelezen.kop == ("Gemeente", "Meldingen")
    assert gelezen.eigen
    assert (gelezen.herkomst.bron, gelezen.herkomst.openbaar) == ("toets", False)


def test_own_mapping_goes_before_the_packaged_one(
    registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping(GOED, naam="veilig-thuis-halfjaar")
    assert read(registers, "veilig-thuis-halfjaar").kop == ("Gemeente", "Meldingen")


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("", "gebied klopt niet (verwacht: een van: kolom, uit, vast)"),
        ("", "periode klopt niet (verwacht: een van: kolom, uit, vast)"),
        ("", 'labels ontbreekt (verwacht: welke tekst welk cijfer is: "Meldingen" = "meldingen")'),
        ('[gebied]\nkolom = "A"\nvast = "GM0225"', "gebied klopt niet"),
        ("[gebied]\nkolom = 3", "gebied.kolom klopt niet (verwacht: een kop, of een lijst"),
        ('[gebied]\nvast = "GM9999"', "gebied.vast noemt GM9999, en dat is onbekend"),
        ('[gebied]\nkolm = "A"', "gebied.kolm is een onbekende sleutel"),
        ('[gebied.namen]\n"Regio" = "XX"', "gebied.namen.Regio noemt XX"),
        ('[periode]\nvast = "2024-H3"', "periode.vast klopt niet (verwacht: een periode zoals"),
        ('[periode]\nuit = "lucht"', 'periode.uit klopt niet (verwacht: "kop" of "titel"'),
        ('[labels]\n"M" = "melding"', "labels.M noemt melding, en dat is onbekend"),
        ('[labels]\n"M" = "meldingen/rol:x"', "labels.M noemt meldingen/rol:x"),
        ("labels = 3", "labels is geen tabel"),
        ("[tekens]\n'<5' = 'onderdrukt'", "tekens.<5 klopt niet (verwacht: de grenzen, zoals"),
        ("[tekens]\n'<5' = { laag = 5, hoog = 4 }", "tekens.<5.hoog is te klein"),
        ("[tekens]\n'-' = 'weg'", "tekens.- klopt niet (verwacht: nul, onbekend"),
        ("[blad]\nkoprijen = 0", "blad.koprijen is te klein (verwacht: een geheel getal vanaf 1)"),
        ("[getallen]\nduizendtal = ';'", "getallen.duizendtal klopt niet"),
        ("[controles.'%']\nteller = 'meldingen'", "een van: noemer, noemer_kolom"),
        ("[aantal]\nkolom = 'Aantal'", "wat ontbreekt (verwacht: kolom of vast"),
        ("onzin = 1", "onzin is een onbekende sleutel"),
    ],
)
def test_wrong_key_is_named_with_what_is_expected(
    registers: Registers, mapping: Callable[..., Path], tekst: str, zin: str
) -> None:
    if not tekst.startswith("["):
        mapping("", kop=f'soort = "tabel"\n{tekst}')
    else:
        mapping(tekst)
    with pytest.raises(ContractError) as gevangen:
        read(registers)
    assert zin in str(gevangen.value)
    assert "data/mappings/toets.toml" in str(gevangen.value)


def test_all_faults_of_a_mapping_come_at_once(
    registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping('[gebied]\nkolom = 3\n[periode]\nvast = "2024-H3"', naam="a", kop='soort = "boek"')
    mapping('[gebied]\nkolom = 3\n[periode]\nvast = "2024-H3"', naam="b")
    with pytest.raises(ContractError, match="soort klopt niet"):
        read(registers, "a")
    with pytest.raises(ContractError, match=r"^4 fouten in deze mapping") as gevangen:
        read(registers, "b")
    for sleutel in ("gebied.kolom", "periode.vast", "labels"):
        assert sleutel in str(gevangen.value)


def test_name_must_be_that_of_the_file(registers: Registers, mapping: Callable[..., Path]) -> None:
    pad = mapping(GOED)
    pad.rename(pad.with_name("anders.toml"))
    with pytest.raises(ContractError, match=r'naam klopt niet .verwacht: "anders"'):
        read(registers, "anders")


def test_what_is_no_toml_is_told_with_its_file(
    registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping("[[[")
    with pytest.raises(SourceError, match="dit is geen geldige TOML"):
        read(registers)
    with pytest.raises(SourceError, match="er is geen mapping weg"):
        read(registers, "weg")


def test_mapping_of_records_keeps_its_own_block(
    registers: Registers, mapping: Callable[..., Path]
) -> None:
    mapping(
        '[herkenning]\nkop = ["gemeente", "datum"]\n[records]\ngebied = "gemeente"',
        kop='soort = "records"',
    )
    gelezen = read(registers)
    assert gelezen.soort == "records"
    assert gelezen.kop == ("gemeente", "datum")
    assert gelezen.records == {"gebied": "gemeente"}
    assert gelezen.tabel is None
