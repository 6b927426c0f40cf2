"""Do the notebooks run in a kernel, as Jupyter runs them, on the figures of the project?"""

from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from traitlets.config import Config

from helpende_data import pipeline
from helpende_data.files import Werkmap
from helpende_data.reports.inhoud import build_rapport

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PNG = b"\x89PNG\r\n\x1a\n"
ZONDER_POORT = Config({"KernelManager": {"transport": "ipc"}})  # no port, not even of this machine


def read(naam: str) -> NotebookNode:
    return nbformat.read(ROOT / "notebooks" / f"{naam}.ipynb", as_version=4)


@pytest.fixture(autouse=True)
def _kernel_of_this_test_only(
    ingested: Werkmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel reads the published figures, and nothing of who runs the tests."""
    monkeypatch.setenv("HD_WERKMAP", str(ingested.root))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))


def run(notebook: NotebookNode) -> list[NotebookNode]:
    """What a notebook shows, from its first cell to its last."""
    NotebookClient(notebook, timeout=120, kernel_name="python3", config=ZONDER_POORT).execute()
    return [shown for cell in notebook.cells for shown in cell.get("outputs", ())]


def printed(shown: list[NotebookNode]) -> list[str]:
    assert not [out.text for out in shown if out.get("name") == "stderr"]
    return "".join(out.text for out in shown if out.get("name") == "stdout").splitlines()


def marked(shown: list[NotebookNode]) -> list[str]:
    return [out.data["text/markdown"] for out in shown if "text/markdown" in out.get("data", {})]


def alts(shown: list[NotebookNode]) -> list[str]:
    """The alt text of each image, all of which are filled."""
    images = [out for out in shown if "image/png" in out.get("data", {})]
    assert all(base64.b64decode(out.data["image/png"]).startswith(PNG) for out in images)
    return [out.metadata["image/png"]["alt"] for out in images]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda pad: pad.stem)
def test_notebook_is_stored_without_outputs(notebook: Path) -> None:
    for cell in read(notebook.stem).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_every_notebook_is_run_here() -> None:
    assert [pad.stem for pad in NOTEBOOKS] == ["eerste-blik", "eigen-figuur", "naar-de-bron"]


@pytest.mark.slow
def test_own_figure_is_drawn_with_its_sources() -> None:
    shown = run(read("eigen-figuur"))
    (alt,) = alts(shown)
    punten = [regel.partition(" (")[0] for regel in printed(shown)]
    bekend = [regel for regel in printed(shown) if "niet bekend" not in regel]
    assert len(bekend) >= 3
    assert all(punt in alt for punt in punten)
    assert any("CBS" in tekst for tekst in marked(shown))


@pytest.mark.slow
def test_a_figure_is_followed_to_the_line_it_was_read_from() -> None:
    shown = run(read("naar-de-bron"))
    *_, kop, regel = printed(shown)
    rij = dict(zip(kop.split(","), regel.split(","), strict=False))
    assert rij["aantal"] == "2695"
    assert marked(shown)[0].startswith("**2.695** meldingen")
    assert (rij["gebied_code"], rij["periode"]) == ("VT06", "2023")


@pytest.mark.slow
def test_a_figure_that_is_not_there_ends_in_one_sentence() -> None:
    notebook = read("naar-de-bron")
    eerste = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert '"2023"' in eerste.source
    eerste.source = eerste.source.replace('"2023"', '"1999"')
    with pytest.raises(CellExecutionError) as stopped:
        run(notebook)
    assert stopped.value.ename == "SystemExit"
    assert stopped.value.evalue.startswith("Dit cijfer is er niet: geen cijfer in de bronnen.")


def test_code_follows_its_heading() -> None:
    for notebook in NOTEBOOKS:
        soorten = [cell.cell_type for cell in read(notebook.stem).cells]
        assert all(een != ander for een, ander in pairwise(soorten)), notebook.stem


@pytest.mark.slow
def test_first_look_runs_and_draws_the_figures_of_the_report(ingested: Werkmap) -> None:
    shown = run(read("eerste-blik"))
    workshop = pipeline.open_workshop(ingested)
    rapport = build_rapport(workshop.feiten, workshop.teksten, "Druten", None, "team")
    assert alts(shown) == [figuur.alt for figuur in rapport.figuren()]
    assert len(alts(shown)) >= 6
