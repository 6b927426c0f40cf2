"""A logo as it may go into a report: a picture and nothing else. Reads bytes, draws nothing."""

from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree

from helpende_data.errors import ContractError
from helpende_data.reports.huisstijl.model import Logo

MAX_BYTES = 500_000
MAX_POINTS = 4_000  # on a side; a small file can unpack to gigabytes
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_SHAPES = (
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "symbol", "style",
)  # fmt: skip
_BESIDE = frozenset(("metadata", "title", "desc"))  # words of the drawing program
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression|javascript:", re.IGNORECASE)


def read_logo(inhoud: bytes, alt: str, waar: str) -> Logo:
    """The logo, checked and without what does not belong to the picture.

    Args:
        waar: the file in messages.

    Raises:
        ContractError: too large, no PNG or SVG, damaged, or an SVG that does more than draw.
    """
    if len(inhoud) > MAX_BYTES:
        raise ContractError(
            f"dit logo is te groot ({len(inhoud) // 1000} kB, hoogstens {MAX_BYTES // 1000} kB)",
            waar=waar,
            doe="maak het kleiner, of neem een SVG",
        )
    if inhoud.startswith(b"\x89PNG"):
        png = _clean_png(inhoud, waar)
        return Logo(png, "png", alt, png)
    if b"<svg" in inhoud[:5000]:
        svg = _clean_svg(inhoud, waar)
        return Logo(svg, "svg", alt, _to_png(svg, waar))
    raise ContractError("dit is geen PNG of SVG", waar=waar, doe="sla het logo op als PNG of SVG")


def _clean_png(inhoud: bytes, waar: str) -> bytes:
    """The same points without what a camera or a program wrote beside them."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(inhoud), formats=("PNG",)) as beeld:
            if max(beeld.size) > MAX_POINTS:
                raise _too_large(waar)
            vast = io.BytesIO()
            beeld.convert("RGBA").save(vast, "PNG")
            return vast.getvalue()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(waar) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ContractError(
            "dit plaatje is beschadigd", waar=waar, doe="sla het logo opnieuw op als PNG"
        ) from None


def _too_large(waar: str) -> ContractError:
    return ContractError(
        f"dit logo is te groot (hoogstens {MAX_POINTS} punten breed en hoog)",
        waar=waar,
        doe="maak het kleiner",
    )


def _clean_svg(inhoud: bytes, waar: str) -> bytes:
    if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud:  # names in it can unpack to gigabytes
        inhoud = re.sub(rb"<!DOCTYPE[^\[>]*>", b"", inhoud)
    if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud:
        raise _refused("eigen afkortingen (ENTITY)", waar)
    try:
        boom = ElementTree.fromstring(inhoud)
    except ElementTree.ParseError:
        raise ContractError(
            "deze SVG is beschadigd", waar=waar, doe="sla het logo opnieuw op"
        ) from None
    if boom.tag != f"{_SVG}svg":
        raise ContractError("dit is geen PNG of SVG", waar=waar)
    _clean_element(boom, waar)
    ElementTree.register_namespace("", _SVG[1:-1])
    ElementTree.register_namespace("xlink", _XLINK[1:-1])
    return bytes(ElementTree.tostring(boom, encoding="utf-8"))


def _clean_element(element: ElementTree.Element, waar: str) -> None:
    """Take away what draws nothing; refuse what could do something."""
    for kind in list(element):
        naam = kind.tag.removeprefix(_SVG) if isinstance(kind.tag, str) else ""
        if not isinstance(kind.tag, str) or not kind.tag.startswith(_SVG) or naam in _BESIDE:
            element.remove(kind)
        elif naam not in _SHAPES:
            tip = " (zet tekst om in lijnen)" if naam == "text" else ""
            raise _refused(f"het onderdeel {naam[:40]}{tip}", waar)
        else:
            _clean_element(kind, waar)
    if _OUTSIDE.search(element.text or ""):
        raise _refused("een verwijzing naar buiten", waar)
    for lang, waarde in list(element.attrib.items()):
        naam = lang.removeprefix(_XLINK)
        if naam.lower().startswith("on"):
            raise _refused("een opdracht die iets uitvoert", waar)
        if _OUTSIDE.search(waarde) or (naam == "href" and not waarde.startswith("#")):
            raise _refused("een verwijzing naar buiten", waar)
        if naam.startswith("{"):  # of a drawing program
            del element.attrib[lang]


def _refused(wat: str, waar: str) -> ContractError:
    return ContractError(
        f"in dit logo staat {wat}; dat mag niet", waar=waar, doe="laat het weg, of neem een PNG"
    )


def _to_png(svg: bytes, waar: str) -> bytes:
    """The drawing in points, some 12 cm wide on a slide: PowerPoint programs differ on SVG."""
    import typst

    bron = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        '#image(bytes(json(bytes(sys.inputs.logo))), format: "svg", width: 12cm)'
    )
    try:
        return bytes(
            typst.compile(
                bron.encode(),
                ignore_system_fonts=True,
                sys_inputs={"logo": json.dumps(svg.decode("utf-8"))},
                format="png",
                ppi=200,
            )
        )
    except typst.TypstError:
        raise ContractError(
            "deze SVG kan niet worden getekend", waar=waar, doe="neem een PNG"
        ) from None
