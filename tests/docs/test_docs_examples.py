"""Are the worked examples of reading in what the program does? Runs those of the manual."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwt

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "handleiding.md"


def block(kind: str, begin: str) -> str:
    """The first example of a kind that begins so, without the indent of a list."""
    for body in re.findall(rf"^ *```{kind}\n(.*?)^ *```", MANUAL.read_text("utf-8"), re.M | re.S):
        text = "\n".join(line.removeprefix("   ") for line in body.splitlines())
        if text.startswith(begin):
            return text + "\n"
    raise AssertionError(f"no example begins with {begin}")


def assert_printed(said: str, example: str) -> None:
    """Every line of the example is printed; ``...`` stands for anything, blanks do not count."""
    printed = "\n".join(" ".join(line.split()) for line in said.splitlines())
    for line in example.splitlines():
        parts = (re.escape(part.strip()) for part in " ".join(line.split()).split("..."))
        assert re.search(r".*".join(parts), printed), line


def test_every_mapping_that_comes_along_is_named_in_the_manual_and_with_the_sources() -> None:
    paden = sorted((MANUAL.parents[1] / "data" / "mappings").glob("*.toml"))
    assert paden
    for page in (MANUAL, MANUAL.with_name("bronnen.md")):
        missing = [pad.stem for pad in paden if f"`{pad.stem}`" not in page.read_text("utf-8")]
        assert not missing, page.name


@pytest.mark.slow
def test_the_example_has_as_many_figures_as_the_manual_says(
    hd: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_printed(hd("voorbeeld").out, block("text", "Voorbeeldcijfers staan in"))


def test_a_file_of_losse_meldingen_is_read_as_the_manual_says(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "losse-meldingen.csv").write_text(block("text", "datum;gemeente"), "utf-8")
    opdracht = ("--werkmap", tmp_path, "ingest", tmp_path / "losse-meldingen.csv")
    said = hd(*opdracht).err
    assert "maart" not in said
    assert "januari 2024 heeft geen enkele regel" in said
    antwoord = hd(*opdracht, "--accepteer-waarschuwingen", "A. Jansen, onderzoeker")
    regels = block("text", "Levering                   Bron").splitlines()[1:]
    assert_printed(antwoord.out, "\n".join(regels))


def test_an_unknown_workbook_is_read_by_way_of_a_proposal_as_the_manual_says(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    boek = xlwt.Workbook()
    blad = boek.add_sheet("tabel 1")
    for regel in re.findall(r"^\| (\d+ \|.*) \|$", MANUAL.read_text("utf-8"), re.M):
        rij, *cellen = (cel.strip() for cel in regel.split("|"))
        for kolom, cel in enumerate(cellen if len(cellen) == 4 else ()):
            blad.write(int(rij) - 1, kolom, cel)
    pad = tmp_path / "huisverboden.xls"
    boek.save(str(pad))
    assert "hd mapping voorstel huisverboden.xls" in hd("--werkmap", tmp_path, "ingest", pad).err
    voorstel = block("text", "Voorstel geschreven").splitlines()[1:]
    assert_printed(hd("--werkmap", tmp_path, "mapping", "voorstel", pad).out, "\n".join(voorstel))
    mapping = block("toml", 'naam = "huisverboden"')
    (tmp_path / "data" / "mappings" / "huisverboden.toml").write_text(mapping, "utf-8")
    antwoord = hd("--werkmap", tmp_path, "ingest", pad)
    assert antwoord.code == 0, antwoord.err
    (opgeslagen,) = (tmp_path / "data" / "dataset").glob("L*.parquet")
    df = pd.read_parquet(opgeslagen)
    assert sorted(df["aantal"]) == [0, 12, 31, 1802]
    assert "huisverboden.xls!tabel 1!C9" in set(df["herkomst"])
