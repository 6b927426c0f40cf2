"""Do the notebooks run on the figures of the project, without Jupyter?"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from helpende_data import pipeline
from helpende_data.files import Werkmap
from helpende_data.reports.inhoud import build_rapport

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PNG = b"\x89PNG\r\n\x1a\n"

Cell = dict[str, Any]


def read_cells(notebook: Path) -> list[Cell]:
    return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


@pytest.fixture(scope="module")
def werkmap(tmp_path_factory: pytest.TempPathFactory) -> Werkmap:
    """A werkmap with all published figures in it."""
    werkmap = Werkmap(tmp_path_factory.mktemp("werkmap"))
    pipeline.ingest(werkmap)
    return werkmap


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a notebook displays, caught by a stand-in for IPython."""
    caught: list[Any] = []
    stand_in = ModuleType("IPython.display")
    stand_in.display = caught.append  # type: ignore[attr-defined]
    stand_in.Markdown = lambda text: SimpleNamespace(text=text)  # type: ignore[attr-defined]
    stand_in.Image = lambda data, alt="": SimpleNamespace(  # type: ignore[attr-defined]
        data=data, alt=alt
    )
    package = ModuleType("IPython")
    package.version_info = (9, 0)  # type: ignore[attr-defined]  # matplotlib asks for it
    monkeypatch.setitem(sys.modules, "IPython", package)
    monkeypatch.setitem(sys.modules, "IPython.display", stand_in)
    return caught


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda pad: pad.stem)
def test_notebook_is_stored_without_outputs(notebook: Path) -> None:
    for cell in read_cells(notebook):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def run(naam: str, werkmap: Werkmap, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that a notebook leaves behind after its last cell."""
    monkeypatch.setenv("HD_WERKMAP", str(werkmap.root))
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in read_cells(ROOT / "notebooks" / f"{naam}.ipynb"):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), namespace)
    return namespace


def test_every_notebook_is_run_here() -> None:
    assert [pad.stem for pad in NOTEBOOKS] == ["eerste-blik", "eigen-figuur", "naar-de-bron"]


def test_own_figure_is_drawn_with_its_sources(
    werkmap: Werkmap, shown: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    over = run("eigen-figuur", werkmap, monkeypatch)
    (image,) = (item for item in shown if hasattr(item, "data"))
    assert image.data.startswith(PNG)
    assert all(punt.label in image.alt for punt in over["punten"])
    assert sum(punt.waarde is not None for punt in over["punten"]) >= 3
    assert any("CBS" in item.text for item in shown if hasattr(item, "text"))


def test_a_figure_is_followed_to_the_line_it_was_read_from(
    werkmap: Werkmap,
    monkeypatch: pytest.MonkeyPatch,
    shown: list[Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    over = run("naar-de-bron", werkmap, monkeypatch)
    *_, kop, regel = capsys.readouterr().out.splitlines()
    rij = dict(zip(kop.split(","), regel.split(","), strict=False))
    assert int(rij["aantal"]) == over["cijfer"].waarde == 2695
    assert (rij["gebied_code"], rij["periode"]) == ("VT06", "2023")
    assert shown


@pytest.mark.usefixtures("shown")
def test_a_figure_that_is_not_there_ends_in_one_sentence(
    werkmap: Werkmap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = tmp_path / "notebooks" / "naar-de-bron.ipynb"
    notebook.parent.mkdir()
    tekst = (ROOT / "notebooks" / notebook.name).read_text("utf-8")
    notebook.write_text(tekst.replace('\\"2023\\"', '\\"1999\\"'), "utf-8")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    with pytest.raises(SystemExit, match="Dit cijfer is er niet"):
        run("naar-de-bron", werkmap, monkeypatch)


def test_code_follows_its_heading() -> None:
    for notebook in NOTEBOOKS:
        soorten = [cell["cell_type"] for cell in read_cells(notebook)]
        assert all(een != ander for een, ander in pairwise(soorten)), notebook.stem


def test_first_look_runs_and_draws_the_figures_of_the_report(
    werkmap: Werkmap, shown: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("eerste-blik", werkmap, monkeypatch)
    workshop = pipeline.open_workshop(werkmap)
    rapport = build_rapport(workshop.feiten, workshop.teksten, "Druten", None, "team")
    images = [item for item in shown if hasattr(item, "data")]
    assert [image.alt for image in images] == [f.alt for f in rapport.figuren()]
    assert len(images) >= 6
    assert all(image.data.startswith(PNG) for image in images)
