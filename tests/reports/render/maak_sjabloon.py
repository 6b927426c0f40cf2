"""Makes data/sjablonen/dias.pptx, the template of the slides, from the one of python-pptx.

Run it after a change here: .venv/bin/python tests/reports/render/maak_sjabloon.py
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

from helpende_data.reports.render.pptx_pakket import pack

DOEL = Path(__file__).parents[3] / "data" / "sjablonen" / "dias.pptx"
CM = 360000
BREED, HOOG = round(33.867 * CM), round(19.05 * CM)  # 16 : 9
MARGE = round(1.6 * CM)
# name: left, top, width, height in cm, type size, bold; by type of placeholder
TITEL = (1.6, 1.1, 30.6, 2.2, 24, True)
VOET = (1.6, 17.6, 24.0, 0.9, 14, False)
NUMMER = (28.2, 17.6, 4.0, 0.9, 14, False)
LAYOUTS = {
    "Title Slide": (
        "Voorblad",
        {0: (1.6, 4.6, 30.6, 4.2, 44, True), 1: (1.6, 9.2, 30.6, 5.0, 22, False)},
    ),
    "Title and Content": ("Tekst", {0: TITEL, 1: (1.6, 3.6, 30.6, 13.6, 20, False)}),
    "Content with Caption": (
        "Figuur",
        {0: TITEL, 1: (1.6, 5.6, 30.6, 11.7, 16, False), 2: (1.6, 3.3, 30.6, 2.2, 16, False)},
    ),
}


def place(shape, links, boven, breed, hoog, maat, vet) -> None:
    shape.left, shape.top, shape.width, shape.height = (
        Emu(round(v * CM)) for v in (links, boven, breed, hoog)
    )
    kader = shape._element.txBody
    stijl = kader.find(qn("a:lstStyle"))
    for kind in list(stijl):
        stijl.remove(kind)
    niveau = etree.SubElement(stijl, qn("a:lvl1pPr"))
    niveau.set("algn", "r" if shape.placeholder_format.idx == 12 else "l")
    if shape.placeholder_format.idx != 1 or maat == 22:
        niveau.set("marL", "0")
        niveau.set("indent", "0")
        etree.SubElement(niveau, qn("a:buNone"))
    letters = etree.SubElement(niveau, qn("a:defRPr"))
    letters.set("sz", str(maat * 100))
    letters.set("b", "1" if vet else "0")
    letters.set("cap", "none")
    vulling = etree.SubElement(letters, qn("a:solidFill"))
    etree.SubElement(vulling, qn("a:srgbClr")).set("val", "0F2F57" if vet else "1F2933")
    kader.bodyPr.set("anchor", "t" if not vet or maat == 24 else "b")
    for soort in ("a:normAutofit", "a:spAutoFit", "a:noAutofit"):
        for rest in kader.bodyPr.findall(qn(soort)):
            kader.bodyPr.remove(rest)
    etree.SubElement(kader.bodyPr, qn("a:normAutofit"))


def main() -> None:
    prs = Presentation()
    prs.slide_width, prs.slide_height = Emu(BREED), Emu(HOOG)
    master = prs.slide_master
    for layout in list(prs.slide_layouts):
        if layout.name not in LAYOUTS:
            prs.slide_layouts.remove(layout)
            continue
        naam, plaatsen = LAYOUTS[layout.name]
        layout.name = naam
        for shape in list(layout.placeholders):
            idx = shape.placeholder_format.idx
            if idx in plaatsen:
                place(shape, *plaatsen[idx])
            elif idx == 10:
                shape._element.getparent().remove(shape._element)
            else:
                place(shape, *(VOET if idx == 11 else NUMMER))
        if naam == "Figuur":
            grafiek = next(s for s in layout.placeholders if s.placeholder_format.idx == 1)
            grafiek._element.ph.set("type", "chart")
    for shape in list(master.placeholders):
        soort = shape.placeholder_format.type
        plaats = {1: TITEL, 2: (1.6, 3.6, 30.6, 13.6, 20, False), 15: VOET, 13: NUMMER}.get(
            int(soort)
        )
        if plaats is None:
            shape._element.getparent().remove(shape._element)
        else:
            shape.left, shape.top, shape.width, shape.height = (
                Emu(round(v * CM)) for v in plaats[:4]
            )
    _ = prs.notes_master
    DOEL.parent.mkdir(exist_ok=True)
    DOEL.write_bytes(pack(prs, "Sjabloon voor dia's"))


if __name__ == "__main__":
    main()
