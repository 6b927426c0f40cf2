"""What many rooms share: ingested werkmappen, deliveries as small texts, `hd` without a shell."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from helpende_data.cli import main
from helpende_data.errors import BatchError
from helpende_data.files import Werkmap

TELLINGEN = (
    "gebied_code,dekking,indicator,uitsplitsing,periode,aantal,laag,hoog,status,voorlopig,"
    "vindplaats,opmerking"
)
INWONERS = "gebied_code,peildatum,leeftijd,inwoners,status,opmerking"
OPGAVEN = (
    "gebied_code,dekking,indicator,uitsplitsing,periode,waarde,laag,hoog,eenheid,tekst,status,"
    "voorlopig,vindplaats,opmerking"
)
HEADERS = {"tellingen": TELLINGEN, "inwoners": INWONERS, "opgaven": OPGAVEN}
DEFAULTS = {"uitsplitsing": "totaal", "voorlopig": "nee", "status": "exact", "leeftijd": "totaal"}

# Speed is measured in benchmarks; on a busy machine an example may take its time.
settings.register_profile("rustig", deadline=None)
settings.load_profile("rustig")


@pytest.fixture(autouse=True)
def _own_werkmap_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HD_WERKMAP", raising=False)


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """The real published figures, read in. Do not write in it: take `ingested_copy`."""
    from helpende_data import pipeline

    werkmap = Werkmap(tmp_path_factory.mktemp("echt"))
    pipeline.ingest(werkmap)
    return werkmap


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """The synthetic example, made and read in. Do not write in it: take `example_copy`."""
    from helpende_data import pipeline

    werkmap = Werkmap(tmp_path_factory.mktemp("voorbeeld"))
    pipeline.ingest_voorbeeld(werkmap)
    return werkmap


@pytest.fixture
def ingested_copy(ingested: Werkmap, tmp_path: Path) -> Werkmap:
    shutil.copytree(ingested.root, tmp_path / "werkmap")
    return Werkmap(tmp_path / "werkmap")


@pytest.fixture
def example_copy(example: Werkmap, tmp_path: Path) -> Werkmap:
    shutil.copytree(example.root, tmp_path / "werkmap")
    return Werkmap(tmp_path / "werkmap")


@dataclass(frozen=True)
class Answer:
    """What one run of `hd` gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


@pytest.fixture
def hd(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run `hd` in this process; a failure is one line on stderr and no traceback.

    Only a batch may say more: a line for each reason. Below the line may stand what belongs to it,
    indented: the faults of a file.
    """

    def run(*args: object) -> Answer:
        code = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        if code:
            regels = [regel for regel in err.splitlines() if not regel.startswith("    ")]
            assert err.startswith("hd: "), err
            assert regels, "no line says what failed"
            assert all(regel.startswith("hd: ") for regel in regels), err
            assert len(regels) == 1 or code == BatchError.exit_code, err
        else:
            assert err == ""
        return Answer(code, out, err)

    return run


def fill_rows(tabel: str, tekst: str) -> str:
    """A small text table (columns apart by blanks, `-` is empty) as CSV in the full layout."""
    kop, *regels = [regel.split() for regel in tekst.strip().splitlines()]
    kolommen = HEADERS[tabel].split(",")
    uit = [HEADERS[tabel]]
    for regel in regels:
        velden = DEFAULTS | dict(zip(kop, regel, strict=True))
        velden.setdefault("dekking", velden.get("gebied_code", ""))
        cellen = (velden.get(naam, "-") for naam in kolommen)
        uit.append(",".join("" if cel == "-" else cel for cel in cellen))
    return "\n".join(uit) + "\n"


def _write_levering(
    tekst: str,
    *,
    folder: Path,
    tabel: str = "tellingen",
    naam: str = "levering",
    ruw: bytes | None = None,
    **herkomst: object,
) -> Path:
    """A delivery from a small text table, with its herkomst beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    inhoud = ruw if ruw is not None else fill_rows(tabel, tekst).encode()
    (folder / f"{naam}.csv").write_bytes(inhoud)
    velden: dict[str, object] = {
        "tabel": tabel,
        "bron": "toets",
        "uitgever": "Uitgever van de toets",
        "titel": "Verzonnen cijfers",
        "adres": "",
        "licentie": "CC0",
        "gepubliceerd": "2025-01-01",
        "opgehaald": "2025-02-01",
        "openbaar": True,
        "bescherming": "uitgever",
        "sha256": hashlib.sha256(inhoud).hexdigest(),
    } | herkomst
    regels = (f"{k} = {json.dumps(v)}" for k, v in velden.items() if v is not None)
    (folder / f"{naam}.herkomst.toml").write_text("\n".join(regels) + "\n", "utf-8")
    return folder / f"{naam}.csv"


@pytest.fixture(scope="session")
def write_levering() -> Callable[..., Path]:
    """Write a delivery from a small text table into a folder."""
    return _write_levering


@pytest.fixture
def levering(tmp_path: Path) -> Callable[..., Path]:
    """The same, in a folder of the test's own unless another is named."""

    def write(tekst: str, *, folder: Path | None = None, **velden: Any) -> Path:
        return _write_levering(tekst, folder=folder or tmp_path / "leveringen", **velden)

    return write
