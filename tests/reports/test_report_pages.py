"""Pages of the report as pictures: filled, within their margins, legible without colour."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from helpende_data.pipeline import Workshop, report

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed"
)
needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="chromium is not installed"
)
WHITE = 0.93


def _grey(pad: Path) -> np.ndarray:
    """A picture as lightness between 0 and 1, as a greyscale printer would give it."""
    return imread(pad)[..., :3] @ np.array([0.299, 0.587, 0.114])


def _pages(workshop: Workshop, gemeente: str, map_: Path) -> list[np.ndarray]:
    written = report(workshop, gemeente, formaten=("pdf",))
    pdf = next(pad for pad in written.bestanden if pad.suffix == ".pdf")
    opdracht = ["pdftoppm", "-r", "50", "-png", str(pdf), str(map_ / "blad")]
    subprocess.run(opdracht, check=True, capture_output=True)
    return [_grey(pad) for pad in sorted(map_.glob("blad*.png"))]


@needs_poppler
@pytest.mark.parametrize(
    "gemeente", [pytest.param("Druten", marks=pytest.mark.slow), "Mook en Middelaar"]
)
def test_no_page_is_empty_and_nothing_runs_into_the_margins(echt, tmp_path, gemeente):
    pages = _pages(echt, gemeente, tmp_path)
    assert 8 <= len(pages) <= 24
    for page in pages:
        inkt = page < WHITE
        hoogte, breedte = page.shape
        body = inkt[int(0.08 * hoogte) : int(0.92 * hoogte)]
        assert body.any(axis=1).sum() > 0.05 * hoogte
        rand = int(0.06 * breedte)
        assert not inkt[:, :rand].any()
        assert not inkt[:, -rand:].any()


@pytest.mark.slow
@needs_poppler
def test_every_page_is_dark_enough_to_read_in_greyscale(echt, tmp_path):
    for page in _pages(echt, "Druten", tmp_path):
        assert page.min() < 0.45


@needs_poppler
def test_example_says_on_every_page_that_it_is_one(verzonnen):
    written = report(verzonnen, "Druten", formaten=("pdf",))
    pdf = next(pad for pad in written.bestanden if pad.suffix == ".pdf")
    tekst = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout
    pages = tekst.decode().split("\f")[:-1]
    assert len(pages) > 8
    assert all("VOORBEELDCIJFERS" in page for page in pages)


def _screenshot(html: Path, png: Path, width: int, height: int) -> np.ndarray:
    opdracht = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        f"--user-data-dir={png.parent / 'profiel'}",
        f"--screenshot={png}",
        f"--window-size={width},{height}",
        html.as_uri(),
    ]
    subprocess.run(opdracht, check=True, capture_output=True, timeout=90)
    return _grey(png)


@needs_chromium
@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 500])
def test_page_in_a_browser_is_filled_and_does_not_run_off_the_side(echt, tmp_path, width):
    written = report(echt, "Druten", formaten=("html",))
    html = next(pad for pad in written.bestanden if pad.suffix == ".html")
    page = _screenshot(html, tmp_path / "scherm.png", width, 3000)
    inkt = page < WHITE
    assert inkt.any(axis=1).mean() > 0.4
    onder_de_kop = inkt[200:]
    assert not onder_de_kop[:, -6:].any()


def test_page_asks_nothing_of_any_server(echt):
    written = report(echt, "Druten", formaten=("html",))
    html = next(p for p in written.bestanden if p.suffix == ".html").read_text("utf-8")
    assert "default-src 'none'" in html
    for begin in ('src="http', "url(http", "@import", "<script", '<link rel="stylesheet"'):
        assert begin not in html
