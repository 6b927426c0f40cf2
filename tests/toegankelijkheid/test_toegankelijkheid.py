"""The pages in a real browser: axe-core (WCAG 2.2 AA), narrow, zoomed, dark, keyboard only.

Needs Node, npm, Debian's Chromium and once the registry of npm; where one is missing the tests
are skipped and say which.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from helpende_data.files import Werkmap
from helpende_data.pipeline import ingest_voorbeeld, open_workshop, report

pytestmark = pytest.mark.slow  # 45 seconds: nine page views

CHROMIUM = Path("/usr/bin/chromium")
PAKKETTEN = ("axe-core@4.11.0", "puppeteer-core@24.30.0")


def tools() -> Path:
    """The folder with axe-core and the driver of Chromium, fetched once."""
    for programma in ("node", "npm"):
        if shutil.which(programma) is None:
            pytest.skip(f"{programma} is niet geïnstalleerd")
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium staat niet in {CHROMIUM}")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    map_ = cache / "helpende-data" / "-".join(p.replace("@", "_") for p in PAKKETTEN)
    if not (map_ / "klaar").exists():
        map_.mkdir(parents=True, exist_ok=True)
        opties = ("--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
        gedaan = subprocess.run(
            ["npm", "install", "--prefix", map_, *opties, *PAKKETTEN],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        if gedaan.returncode:
            pytest.skip("axe-core is niet op te halen bij npm")
        (map_ / "klaar").touch()
    return map_


@pytest.fixture(scope="module")
def bekeken(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the browser found on the pages for team, policy and council."""
    map_ = tools()
    werkmap = Werkmap(tmp_path_factory.mktemp("voorbeeld"))
    ingest_voorbeeld(werkmap)
    workshop = open_workshop(werkmap)
    paginas = [
        next(pad for pad in written.bestanden if pad.suffix == ".html")
        for publiek in ("team", "beleid", "raad")
        for written in [report(workshop, "Druten", publiek=publiek, formaten=("html",))]
    ]
    gedaan = subprocess.run(
        ["node", Path(__file__).with_name("kijk.mjs"), map_, CHROMIUM, *paginas],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if gedaan.returncode and "Failed to launch the browser" in gedaan.stderr:
        pytest.skip("Chromium start hier niet")
    assert gedaan.returncode == 0, gedaan.stderr[-2000:]
    standen: list[dict[str, Any]] = json.loads(gedaan.stdout)
    assert len(standen) == 3 * len(paginas)
    return standen


def test_axe_finds_nothing_against_wcag_2_2_aa(bekeken):
    assert all(stand["regels"] > 15 for stand in bekeken), "axe looked at hardly anything"
    assert [(s["pagina"], s["stand"], s["fouten"]) for s in bekeken if s["fouten"]] == []


def test_nothing_hangs_over_the_edge_at_320_pixels(bekeken):
    assert [s["breedte"] for s in bekeken if s["stand"] == "smal"] == [320] * 3


def test_the_keyboard_goes_through_the_page_and_shows_where_it_is(bekeken):
    gelopen = [stand for stand in bekeken if stand["stand"] == "licht"]
    assert all(10 < stand["stappen"] < 400 for stand in gelopen)
    assert [(s["pagina"], s["onzichtbaar"]) for s in gelopen if s["onzichtbaar"]] == []


def test_an_open_page_asks_nothing_of_any_server(bekeken):
    assert [stand["gevraagd"] for stand in bekeken if stand["gevraagd"]] == []
