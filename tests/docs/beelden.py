"""Makes the pictures of docs/beeld/ anew from example figures: `make beelden`.

Needs pdftoppm (poppler) and soffice (LibreOffice, for the slides). Look at them before a commit.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from helpende_data import pipeline
from helpende_data.cli import main
from helpende_data.figures import Tekening, draw, to_png
from helpende_data.figures.model import PuntInterval, Trechter
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud import build_rapport

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "beeld"
WIT, RAND = (255, 255, 255), (190, 190, 190)
STEMPEL = "VOORBEELDCIJFERS"


def hd(*words: str) -> str:
    """What `hd` prints; a failure ends the script."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        if main(list(words)):
            sys.exit(f"hd {' '.join(words)} is mislukt")
    return said.getvalue()


def pages(pdf: Path, numbers: list[int], width: int) -> list[Image.Image]:
    """Pages of a PDF as images of this width, each with a thin border."""
    with tempfile.TemporaryDirectory() as folder:
        for n in numbers:
            target = f"{folder}/{n:03d}"
            size = ("-scale-to-x", str(width), "-scale-to-y", "-1")
            page = ("-f", str(n), "-l", str(n))
            subprocess.run(
                ["pdftoppm", "-png", "-singlefile", *page, *size, str(pdf), target],
                check=True,
                stderr=subprocess.DEVNULL,
            )
        beelden = [Image.open(pad).convert("RGB") for pad in sorted(Path(folder).glob("*.png"))]
    for beeld in beelden:
        ImageDraw.Draw(beeld).rectangle((0, 0, beeld.width - 1, beeld.height - 1), outline=RAND)
    return beelden


def side_by_side(beelden: list[Image.Image], columns: int, gap: int = 12) -> Image.Image:
    width, height = beelden[0].size
    rows = -(-len(beelden) // columns)
    samen = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), WIT)
    for i, beeld in enumerate(beelden):
        samen.paste(beeld, (i % columns * (width + gap), i // columns * (height + gap)))
    return samen


def terminal(text: str) -> Image.Image:
    """Text as a screen shows it."""
    letter = ImageFont.truetype(font_manager.findfont("DejaVu Sans Mono"), 14)
    breedte, hoogte = letter.getlength("m"), 20
    regels = text.expandtabs().rstrip().splitlines()
    beeld = Image.new(
        "RGB", (int(max(map(len, regels)) * breedte) + 32, len(regels) * hoogte + 32), (28, 30, 34)
    )
    for i, regel in enumerate(regels):
        ImageDraw.Draw(beeld).text((16, 16 + i * hoogte), regel, (232, 232, 232), letter)
    return beeld


def save(beeld: Image.Image, naam: str) -> None:
    pad = FOLDER / naam
    beeld.quantize(24, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        pad, optimize=True
    )
    print(f"{pad.name}: {pad.stat().st_size // 1000} kB, {beeld.width} x {beeld.height}")


def figures(werkmap: Werkmap) -> list[Tekening]:
    """The figures of the policy report, as they would be drawn."""
    workshop = pipeline.open_workshop(werkmap)
    rapport = build_rapport(
        workshop.feiten, workshop.teksten, "Druten", Periode.parse("2023"), "beleid"
    )
    return [figuur.tekening for figuur in rapport.figuren()]


def make() -> None:
    hd("voorbeeld", ".")
    hd("report", "-g", "Druten", "--jaar", "2023", "--formaat", "pdf,pptx")
    hd("sessie", "-g", "Druten", "--jaar", "2023")
    folder = Path("rapporten/2023/druten").absolute()
    team = folder / "druten-2023-team.pdf"
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            ".",
            team.with_suffix(".pptx"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    save(side_by_side(pages(team, [1, 2, 5], 560), 3), "rapport-druten.png")
    (overzicht,) = pages(team, [2], 960)
    save(overzicht, "overzicht.png")
    (blad,) = pages(folder / "druten-2023-sessie-gespreksblad.pdf", [1], 1600)
    save(blad, "gespreksblad.png")
    save(side_by_side(pages(Path(team.name).absolute(), [2, 4, 5, 6], 640), 2), "dias.png")
    save(terminal(hd("report", "-g", "Druten", "--jaar", "2023", "--toon")), "terminal.png")
    getekend = figures(Werkmap(Path.cwd()))
    for soort, naam in ((PuntInterval, "vergelijking.png"), (Trechter, "trechter.png")):
        tekening = next(figuur for figuur in getekend if isinstance(figuur, soort))
        png = to_png(draw(tekening, stempel=STEMPEL), dpi=110)
        save(Image.open(io.BytesIO(png)).convert("RGB"), naam)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as werkmap:
        os.chdir(werkmap)
        make()
        os.chdir(FOLDER)
