"""Figures as SVG for a page, SVG for the PDF maker, and PNG. Same figure, same bytes."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from matplotlib.figure import Figure

from helpende_data.figures.letters import FAMILIE
from helpende_data.figures.stijl import stijl

_OWN = "f-"  # begins every id of a standalone figure
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_GETAL = re.compile(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-?\d+")
_FONT = re.compile(r"(?:(italic|oblique)\s+)?(?:(\d{3}|bold)\s+)?([\d.]+)px\s+.*")
_URL = re.compile(r"url\(#([^)]+)\)")


def to_svg_file(fig: Figure) -> bytes:
    """A standalone SVG of the figure's own size, for the PDF maker."""
    tekst = ElementTree.tostring(_tree(fig), encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tekst}\n'.encode()


def inline_svg(svg_file: bytes, *, prefix: str, titel: str, alt: str) -> str:
    """An ``<svg>`` element to put into a page, as wide as its place.

    It needs no style sheet and sets none: every look is an attribute, so a page with a strict
    content security policy shows it too. Draw it where the font Source Sans Pro is loaded.

    Args:
        svg_file: from `to_svg_file`; a figure that goes to a page and a PDF is drawn once.
        prefix: unique in the page; letters, digits, ``-`` and ``_``; begins every id.
        titel: what the figure shows, for a screen reader.
        alt: the figure in words.

    Raises:
        ValueError: `prefix` cannot begin an id.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"geen goed begin van een id: {prefix!r}")
    wortel = ElementTree.fromstring(svg_file)
    for deel in wortel.iter():
        deel.tag = deel.tag.removeprefix(f"{{{SVG}}}")
        for naam, waarde in deel.attrib.items():
            if naam == "id":
                deel.attrib[naam] = f"{prefix}-{waarde.removeprefix(_OWN)}"
            elif naam == "href":
                deel.attrib[naam] = waarde.replace(f"#{_OWN}", f"#{prefix}-", 1)
            else:
                deel.attrib[naam] = waarde.replace(f"url(#{_OWN}", f"url(#{prefix}-")
    wortel.attrib = {
        "xmlns": SVG,
        **wortel.attrib,
        "width": "100%",
        "role": "img",
        "aria-labelledby": f"{prefix}-titel {prefix}-alt",
    }
    del wortel.attrib["height"]
    for i, (tag, naam, tekst) in enumerate((("title", "titel", titel), ("desc", "alt", alt))):
        deel = ElementTree.Element(tag, {"id": f"{prefix}-{naam}"})
        deel.text = tekst
        wortel.insert(i, deel)
    return ElementTree.tostring(wortel, encoding="unicode")


def to_svg(fig: Figure, *, prefix: str, titel: str, alt: str) -> str:
    """The figure as an ``<svg>`` element to put into a page: see `inline_svg`."""
    return inline_svg(to_svg_file(fig), prefix=prefix, titel=titel, alt=alt)


def to_png(fig: Figure, dpi: float = 150) -> bytes:
    """The figure as pixels, without the name or version of the program that made them."""
    uit = io.BytesIO()
    with stijl():
        fig.savefig(uit, format="png", dpi=dpi, metadata={"Software": None})
    return uit.getvalue()


def _tree(fig: Figure) -> ElementTree.Element:
    """What matplotlib writes, without what a page does not need."""
    uit = io.BytesIO()
    with stijl():
        leeg = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        fig.savefig(uit, format="svg", metadata=leeg)
    wortel = ElementTree.fromstring(uit.getvalue())
    gebruikt = set()
    for deel in wortel.iter():
        for naam, waarde in deel.attrib.items():
            gebruikt.update(_URL.findall(waarde))
            if naam == f"{{{XLINK}}}href" and waarde.startswith("#"):
                gebruikt.add(waarde[1:])
    _clean(wortel, gebruikt)
    wortel.attrib.pop("version", None)
    wortel.attrib = {
        "xmlns": SVG,
        **wortel.attrib,
        "font-family": f"'{FAMILIE}', sans-serif",
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    return wortel


def _clean(deel: ElementTree.Element, gebruikt: set[str]) -> None:
    """Names without namespace, ids only where used and with our prefix, looks as attributes."""
    deel.tag = deel.tag.removeprefix(f"{{{SVG}}}")
    attrib: dict[str, str] = {}
    for naam, waarde in deel.attrib.items():
        if naam == "id":
            if waarde in gebruikt:
                attrib["id"] = f"{_OWN}{waarde}"
        elif naam == f"{{{XLINK}}}href":
            attrib["href"] = f"#{_OWN}{waarde[1:]}" if waarde.startswith("#") else waarde
        elif naam == "style":
            attrib.update(_looks(waarde))
        elif naam == "transform" and waarde.startswith("rotate(-0 "):
            continue
        elif naam == "d":
            attrib["d"] = " ".join(_GETAL.sub(_round, waarde).split())
        else:
            attrib[naam] = waarde
    deel.attrib = {n: _URL.sub(rf"url(#{_OWN}\1)", w) for n, w in attrib.items()}
    deel.tail = None
    if deel.text is not None and not deel.text.strip():
        deel.text = None
    kinderen: list[ElementTree.Element] = []
    for kind in deel:
        if kind.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
            continue
        _clean(kind, gebruikt)
        if kind.tag == "defs" and not len(kind):
            continue
        if kind.tag == "g" and not kind.attrib:
            kinderen.extend(kind)
        else:
            kinderen.append(kind)
    deel[:] = kinderen


def _round(gevonden: re.Match[str]) -> str:
    """A coordinate with at most two decimals, without closing zeros."""
    tekst = f"{float(gevonden[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if tekst in ("-0", "") else tekst


def _looks(style: str) -> dict[str, str]:
    """A style attribute as attributes of their own."""
    uit: dict[str, str] = {}
    for regel in style.split(";"):
        naam, _, waarde = (d.strip() for d in regel.partition(":"))
        if not naam:
            continue
        if naam != "font":
            uit[naam] = waarde
            continue
        font = _FONT.fullmatch(waarde)
        if font is None:
            raise ValueError(f"onbekende letteraanduiding: {waarde!r}")
        uit["font-size"] = font[3]  # the family stands on the root
        if font[1]:
            uit["font-style"] = font[1]
        if font[2]:
            uit["font-weight"] = font[2]
    return uit
