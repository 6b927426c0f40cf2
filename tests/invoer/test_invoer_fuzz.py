"""A hundred thousand damaged files: each is read or refused, and nothing half is kept."""

from __future__ import annotations

import difflib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from maak_cellen import CSV, GOED, KOP, MAPPING
from maak_kapot import ods, ods_cell, ods_row
from verminken import damage, damage_package

from helpende_data import pipeline
from helpende_data.dataset import read_dataset
from helpende_data.errors import HelpendeDataError
from helpende_data.files import Werkmap
from helpende_data.sources import Registers, herken, read_file
from helpende_data.sources.mapping import read_mapping, read_mappings
from helpende_data.sources.statline import lezen as statline

pytestmark = pytest.mark.slow

STATLINE = """\ufeff"Huiselijk geweld; rol/functie, organisatie, duur geweld, regio"

"";"Perioden";"1e halfjaar 2023*";"2023*"
"";"Onderwerp";"Ontvangen meldingen";"Ontvangen meldingen"
"Kenmerken adviezen/meldingen";"Regio's";"aantal";"aantal"
"Totaal";"Druten";"20";"1.040"
"Totaal";"Groningen (gemeente)";".";"600"
"Bron: CBS"
"""
PER_VOORBEELD = 50  # damaged files for each number that hypothesis draws
HOEVEEL = {
    "x.xlsx": 22_000,
    "x.xls": 20_000,
    "x.ods": 18_000,
    "mapping.csv": 12_000,
    "wijd.csv": 6_000,
    "statline.csv": 8_000,
    "mapping": 16_000,
}


def many(aantal: int) -> settings:
    """Hypothesis draws the numbers that the damage comes from; it has nothing to shrink."""
    return settings(
        max_examples=aantal,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def werkmap(tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    root = tmp_path_factory.mktemp("verminkt")
    (root / "data" / "mappings").mkdir(parents=True)
    (root / "data" / "mappings" / "proef.toml").write_text(MAPPING, "utf-8")
    return Werkmap(root)


@pytest.fixture(scope="module")
def registers(werkmap: Werkmap) -> Registers:
    return Registers(werkmap, *pipeline.read_registry(werkmap))


@pytest.fixture(scope="module")
def goed(werkmap: Werkmap) -> dict[str, bytes]:
    """Good files of every kind."""
    xlsx, xls = openpyxl.Workbook(), xlwt.Workbook()
    blad = xls.add_sheet("Cijfers")
    for nummer, rij in enumerate((KOP, GOED)):
        xlsx.active.append(rij)
        for kolom, waarde in enumerate(rij):
            blad.write(nummer, kolom, waarde)
    xlsx.save(werkmap.root / "x.xlsx")
    xls.save(str(werkmap.root / "x.xls"))
    return {
        "x.xlsx": (werkmap.root / "x.xlsx").read_bytes(),
        "x.xls": (werkmap.root / "x.xls").read_bytes(),
        "x.ods": ods(ods_row(ods_cell()), ods_row(ods_cell(numbercolumnsrepeated="3"))),
        "mapping.csv": CSV.encode(),
        "wijd.csv": CSV.encode("utf-16"),
        "statline.csv": STATLINE.encode(),
    }


@pytest.fixture
def read_once(registers: Registers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the registries once and look for no similar names: that takes most of the time."""
    monkeypatch.setattr(difflib, "get_close_matches", lambda *_, **__: [])
    mappings = read_mappings(registers.werkmap, registers.gebieden, registers.indicatoren)
    monkeypatch.setattr(herken, "read_mappings", lambda *_: mappings)
    titels = statline.read_register(registers.werkmap, registers.indicatoren)
    monkeypatch.setattr(statline, "read_register", lambda *_: titels)


def survive(pad: Path, inhoud: bytes, read: Callable[[Path], object]) -> None:
    """Read a damaged file; an error must be one of ours and fit on one line."""
    pad.write_bytes(inhoud)
    try:
        read(pad)
    except HelpendeDataError as fout:
        zin = str(fout)
    else:
        return
    assert zin
    assert "\n" not in zin


@pytest.mark.parametrize("naam", [naam for naam in HOEVEEL if naam != "mapping"])
@pytest.mark.usefixtures("read_once")
def test_a_damaged_file_is_read_or_refused(
    naam: str, goed: dict[str, bytes], registers: Registers, werkmap: Werkmap
) -> None:
    pakket = naam.endswith(("xlsx", "ods"))

    @many(HOEVEEL[naam] // PER_VOORBEELD)
    @given(st.integers(0, 2**64))
    def run(zaad: int) -> None:
        kans = random.Random(zaad)
        for nummer in range(PER_VOORBEELD):
            verminkt = damage_package if pakket and nummer % 5 else damage
            survive(
                werkmap.root / naam, verminkt(goed[naam], kans), lambda p: read_file(p, registers)
            )

    run()


def test_a_damaged_mapping_is_read_or_refused(registers: Registers, werkmap: Werkmap) -> None:
    @many(HOEVEEL["mapping"] // PER_VOORBEELD)
    @given(st.integers(0, 2**64))
    def run(zaad: int) -> None:
        kans = random.Random(zaad)
        for _ in range(PER_VOORBEELD):
            survive(
                werkmap.root / "kapot.toml",
                damage(MAPPING.encode(), kans),
                lambda p: read_mapping(p, werkmap, registers.gebieden, registers.indicatoren),
            )

    run()


def test_a_damaged_file_leaves_no_half_data_set(goed: dict[str, bytes], werkmap: Werkmap) -> None:
    @many(50)
    @given(st.integers(0, 2**64), st.sampled_from(sorted(goed)))
    def run(zaad: int, naam: str) -> None:
        kans = random.Random(zaad)
        inhoud = goed[naam]
        verminkt = damage_package if inhoud.startswith(b"PK") else damage
        shutil.rmtree(werkmap.dataset, ignore_errors=True)
        goed_pad = werkmap.root / "eerst.csv"
        goed_pad.write_bytes(goed["mapping.csv"])
        pipeline.ingest(werkmap, [goed_pad])
        eerst = read_dataset(werkmap).tables["tellingen"]
        pad = werkmap.root / naam
        pad.write_bytes(verminkt(inhoud, kans))
        try:
            pipeline.ingest(werkmap, [pad])
        except HelpendeDataError:
            assert read_dataset(werkmap).tables["tellingen"].equals(eerst)
        else:
            assert len(read_dataset(werkmap).tables["tellingen"])

    run()


def test_a_hundred_thousand_files_are_damaged() -> None:
    assert sum(HOEVEEL.values()) >= 100_000
