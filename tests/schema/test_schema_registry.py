"""A fault in the registry of indicators is one line that says where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpende_data.errors import ContractError, HelpendeDataError, SourceError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.schema import read_indicatoren

GOED = """
[meldingen]
naam = "Meldingen"
enkelvoud = "melding"
definitie = "Een melding"
thema = "keten"
noemer = "alle"
"""


def registry(tmp_path: Path, tekst: str) -> Path:
    pad = tmp_path / "indicatoren.toml"
    pad.write_text(tekst, "utf-8")
    return pad


def test_the_registry_of_the_tool_is_read() -> None:
    indicatoren = read_indicatoren(Werkmap(Path("nergens")).data_file("indicatoren.toml"))
    assert {"adviezen", "meldingen"} <= set(indicatoren.by_code)


@pytest.mark.parametrize(
    ("tekst", "soort", "zin"),
    [
        ("[meldingen\n", SourceError, "dit is geen geldige TOML"),
        (GOED.replace('naam = "Meldingen"\n', ""), ContractError, "een sleutel ontbreekt"),
        (GOED + "kleur = 1\n", ContractError, "een sleutel ontbreekt of is onbekend"),
        (GOED.replace('"alle"', '"iedereen"'), ContractError, "noemer is een van alle, 0-17"),
        (GOED.replace('noemer = "alle"\n', ""), ContractError, "zonder noemer hoort er een reden"),
        (GOED + "dimensies = 3\n", ContractError, "dimensies is geen tabel"),
        (GOED + "[meldingen.dimensies.aard]\nnaam = 'x'\n", ContractError, "de dimensie aard"),
        (GOED + "dimensies.aard = 3\n", ContractError, "de dimensie aard"),
        (
            GOED + "[meldingen.dimensies.a]\nnaam='x'\noptelsoort='soms'\ncategorieen={}\n",
            ContractError,
            "de optelsoort van a is onbekend",
        ),
        ("meldingen = 3\n", ContractError, "meldingen"),
        (GOED + "breuken = 2019\n", ContractError, "breuken"),
    ],
)
def test_a_fault_in_the_registry_is_one_line(
    tekst: str, soort: type[HelpendeDataError], zin: str, tmp_path: Path
) -> None:
    with pytest.raises(soort) as fout:
        read_indicatoren(registry(tmp_path, tekst))
    assert zin in str(fout.value)
    assert "indicatoren.toml" in str(fout.value)
    assert "\n" not in str(fout.value)


@pytest.mark.parametrize(
    ("tekst", "waar"), [("a = 1\nmeldingen\n", "regel 2, teken 10"), ('a = "', "(aan het eind)")]
)
def test_what_is_no_toml_is_told_with_its_place_in_dutch(
    tekst: str, waar: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as fout:
        read_indicatoren(registry(tmp_path, tekst))
    assert waar in str(fout.value)
    assert not {"Expected", "Unterminated", "line", "column"} & set(str(fout.value).split())


def test_bytes_that_are_no_text_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "indicatoren.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="geen geldige TOML"):
        read_indicatoren(tmp_path / "indicatoren.toml")


def test_an_unknown_indicator_says_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(UnknownError, match=r"onbekende indicator foo\. Zet hem in data/indicat"):
        read_indicatoren(registry(tmp_path, GOED))["foo"]


def test_a_broken_registry_of_the_user_stops_the_report_with_one_line(
    ingested: Werkmap, tmp_path: Path, hd: Callable[..., object]
) -> None:
    shutil.copytree(ingested.own, tmp_path / "w" / "data")
    (tmp_path / "w" / "data" / "indicatoren.toml").write_text(GOED + "kleur = 1\n", "utf-8")
    antwoord = hd("--werkmap", tmp_path / "w", "report", "-g", "Druten", "--formaat", "csv")
    assert antwoord.code == 11  # type: ignore[attr-defined]
    assert "indicatoren.toml [meldingen]" in antwoord.err  # type: ignore[attr-defined]
