"""Broken settings of the example: each gives one line that says what is wrong and where."""

from __future__ import annotations

import pytest

from helpende_data.errors import ContractError, HelpendeDataError, SourceError
from helpende_data.files import Werkmap
from helpende_data.voorbeeld import FOLDER, make_voorbeeld

FOUTEN = {
    "no TOML": ("zaad = 2025", "zaad = = 2025", "geen geldige TOML"),
    "key missing": ("zaad = 2025", "", "zaad ontbreekt"),
    "key unknown": ("zaad = 2025", "zaad = 2025\nzout = 1", "zout is een onbekende sleutel"),
    "inner key missing": ("herhaald = 500", "", "casussen.herhaald ontbreekt"),
    "inner key unknown": (
        "herhaald = 500",
        "herhaald = 500\nvaker = 1",
        "casussen.vaker is een onbekende sleutel",
    ),
    "no whole number": ("zaad = 2025", "zaad = 20.25", "zaad is geen geheel getal"),
    "boolean is no number": ("zaad = 2025", "zaad = true", "zaad is geen geheel getal"),
    "out of range": ("herhaald = 500", "herhaald = 1500", "casussen.herhaald ligt niet tussen"),
    "rate that fills memory": (
        "per_100k = 1000",
        "per_100k = 99000",
        "tellingen.adviezen.per_100k ligt niet tussen",
    ),
    "years turned round": ("laatste_jaar = 2024", "laatste_jaar = 2018", "laatste_jaar ligt niet"),
    "counts without inhabitants": (
        "laatste_jaar = 2024",
        "laatste_jaar = 2030",
        "inwoners begint later of eindigt eerder",
    ),
    "no period": ('"2024-H2"', '"2024-H3"', "voorlopig_vanaf is geen periode"),
    "wrong kind of period": ('"2024-H2"', '"2024"', "voorlopig_vanaf is geen halfjaar"),
    "no text": ('regio = "RA-GZ"', "regio = 3", "regio is geen tekst"),
    "unknown region": ('regio = "RA-GZ"', 'regio = "RA-XX"', "onbekende regio"),
    "region without own counts": ('regio = "RA-GZ"', 'regio = "RA-AA"', "geen eigen telling"),
    "no list": ('["PV25", "NL01"]', '"NL01"', "vergelijking is geen lijst"),
    "comparison without inhabitants": (
        '["PV25", "NL01"]',
        '["PV26"]',
        r"PV26 \(Utrecht \(PV\)\) ontbreekt",
    ),
    "municipality without inhabitants": (
        "GM0225 = 19000",
        "",
        r"inwoners.basis: GM0225 \(Druten\) ontbreekt",
    ),
    "unknown area": (
        "GM0225 = 19000",
        "GM0225 = 19000\nGM9999 = 1000",
        "onbekende gebiedscode GM9999",
    ),
    "no adults left": ("jong = 190", "jong = 790", "inwoners.jong en oud laten"),
    "shares do not add up": ("onbekend = 15", "onbekend = 16", "tellen op tot 1001"),
    "unknown category": ("onbekend = 15", "geheim = 15", "geheim staat niet in indicatoren.toml"),
    "unknown dimension": (
        "[tellingen.adviezen.dimensies.rol]",
        "[tellingen.adviezen.dimensies.kleur]",
        "adviezen.kleur: deze uitsplitsing staat niet",
    ),
    "unknown indicator": (
        "[tellingen.onderzoeken_afgerond]",
        "[tellingen.wandelingen]",
        "wandelingen: deze indicator staat niet",
    ),
    "no table": (
        'opvang_vrouwen = { gebied = "MOVIERA", dekking = "MOVIERA", per_jaar = 72, groei = 10 }',
        "opvang_vrouwen = 72",
        "voorzieningen.opvang_vrouwen is geen tabel",
    ),
    "sum that misses a category": (
        '"organisatie:politie", ',
        "",
        "opgeteld.rol noemt niet elke categorie",
    ),
    "no earlier reports to tell households from": (
        "[tellingen.meldingen.dimensies.eerder]",
        "[tellingen.meldingen.dimensies.later]",
        "tellingen.meldingen.dimensies.eerder ontbreekt",
    ),
    "barring orders outside the region": (
        'dekking = "VR08"',
        'dekking = "MOVIERA"',
        "valt niet binnen de regio",
    ),
    "unknown coverage": (
        'gebied = "RA-GZ", dekking = "onbekend", per_jaar = 58',
        'gebied = "RA-GZ", dekking = "XX01", per_jaar = 58',
        "voorzieningen.omgangshuis_kinderen: onbekende gebiedscode XX01",
    ),
    "step outside the region": (
        'gemeente = "GM0668"',
        'gemeente = "GM0344"',
        "sprong: GM0344 is geen gemeente van",
    ),
    "step of something not drawn": (
        'indicator = "meldingen"\n',
        'indicator = "casussen"\n',
        "sprong: casussen staat niet",
    ),
    "missing cell that is not there": (
        'uitsplitsing = "totaal"\ngemeente = "GM0944"',
        'uitsplitsing = "aard:overig"\ngemeente = "GM0944"',
        "GM0944 onderzoeken_afgerond aard:overig .*zit niet in het voorbeeld",
    ),
}


def broken(werkmap: Werkmap, oud: str, nieuw: str) -> None:
    tekst = werkmap.data_file("voorbeeld.toml").read_text("utf-8")
    assert oud in tekst
    werkmap.own.mkdir()
    (werkmap.own / "voorbeeld.toml").write_text(tekst.replace(oud, nieuw, 1), "utf-8")


@pytest.mark.parametrize("fout", FOUTEN)
def test_broken_settings_give_one_line_and_write_nothing(tmp_path, fout):
    oud, nieuw, melding = FOUTEN[fout]
    werkmap = Werkmap(tmp_path)
    broken(werkmap, oud, nieuw)
    with pytest.raises(HelpendeDataError, match=melding) as gevangen:
        make_voorbeeld(werkmap)
    assert isinstance(gevangen.value, (SourceError, ContractError))
    assert "\n" not in str(gevangen.value)
    assert "data/voorbeeld.toml" in str(gevangen.value)
    assert not (tmp_path / FOLDER).exists()


def test_settings_of_the_werkmap_go_before_the_packaged_ones(voorbeeld, tmp_path):
    werkmap = Werkmap(tmp_path)
    kop = "[tellingen.onderzoeken_afgerond]\nper_100k = "
    broken(werkmap, f"{kop}45", f"{kop}90")
    make_voorbeeld(werkmap)
    oud, nieuw = (
        (map_ / FOLDER / "veilig-thuis-voorbeeld-2020.csv").read_text("utf-8").splitlines()
        for map_ in (voorbeeld.werkmap.root, tmp_path)
    )
    anders = {a.split(",")[2] for a, b in zip(oud, nieuw, strict=True) if a != b}
    assert anders == {"onderzoeken_afgerond"}, "other indicators keep their figures"
