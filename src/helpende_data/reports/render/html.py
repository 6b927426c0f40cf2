"""The report as one HTML file: no script, no request, figures inline, tables under them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from helpende_data.reports.huisstijl.model import Huisstijl
from helpende_data.reports.model import Rapport
from helpende_data.reports.render.fonts import font_faces
from helpende_data.reports.render.tekst import (
    glue,
    is_stamped,
    read_template,
    running_title,
    source_line,
    unique_ids,
)


def css_string(tekst: str) -> str:
    """`tekst` as a string of CSS in which nothing can end the string or the style element."""
    safe = (c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in tekst)
    return f'"{"".join(safe)}"'


def _page_css(rapport: Rapport) -> str:
    """Header and footer of the printed pages: area and period, stamp, page numbers."""
    letter = "8.5pt 'Source Sans Pro', sans-serif"
    grey = f"font: 400 {letter}; color: #4d585d;"
    dark = f"font: 600 {letter}; color: #1b2529;"
    boxes = [
        f"@top-left {{ content: {css_string(running_title(rapport))}; {grey} }}",
        f'@bottom-right {{ content: "bladzijde " counter(page) " van " counter(pages); {grey} }}',
    ]
    if rapport.stempel:
        boxes.append(f"@top-right {{ content: {css_string(rapport.stempel)}; {dark} }}")
        boxes.append(f"@bottom-left {{ content: {css_string(rapport.stempel)}; {dark} }}")
    rand = "16mm 14mm 14mm" if rapport.blad else "22mm 20mm 20mm"
    return f"@page {{ size: A4; margin: {rand}; {' '.join(boxes)} }}"


def _colours(stijl: Huisstijl) -> str:
    """The colours of the house over those of the style sheet, on paper and in the dark."""
    licht = f":root {{ --accent: {stijl.accent}; --zacht: {stijl.zacht}; }}"
    donker = f":root {{ --accent: {stijl.accent_donker}; --zacht: #1c2b30; }}"
    return f"{licht}\n@media screen and (prefers-color-scheme: dark) {{ {donker} }}"


def page_style(rapport: Rapport) -> str:
    """The whole style sheet of the page: letters, looks, and header and footer in print."""
    return "\n".join(
        (
            font_faces(),
            read_template("rapport.css"),
            _colours(rapport.huisstijl),
            _page_css(rapport),
        )
    )


def _inline_svg(svg: str) -> Markup:
    """The svg element without an XML declaration or doctype, which HTML does not know."""
    start = svg.find("<svg")
    if start < 0:
        raise ValueError("tekening zonder svg-element")
    return Markup(svg[start:].strip())


def _speaks(svg: str) -> bool:
    """Does the svg element carry its own name and description for a screen reader?"""
    opening = svg[svg.find("<svg") : svg.find(">", svg.find("<svg"))]
    return 'role="img"' in opening and "aria-label" in opening and "<desc" in svg


def to_html(rapport: Rapport, svgs: Mapping[str, str]) -> bytes:
    """The report as a self-contained page in UTF-8.

    Args:
        rapport: the model; every text in it is escaped.
        svgs: figure name -> its svg element, put in as it is (from the room figures only).

    Raises:
        ValueError: a figure has no svg, or one without an svg element.
    """
    figuren = rapport.figuren()
    missing = [figuur.naam for figuur in figuren if figuur.naam not in svgs]
    if missing:
        raise ValueError(f"figuur zonder tekening: {', '.join(missing)}")
    numbers = itertools.count(1)
    names = [figuur.naam for figuur in figuren]
    env = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=False, auto_reload=False
    )
    env.filters["soort"] = lambda blok: type(blok).__name__
    env.filters["lijm"] = glue
    template = env.from_string(read_template("rapport.html.j2"))
    page = template.render(
        r=rapport,
        kopregel=running_title(rapport),
        css=Markup(page_style(rapport)),
        svg={naam: _inline_svg(svgs[naam]) for naam in names},
        zonder_alt=[naam for naam in names if not _speaks(svgs[naam])],
        zonder_stempel=[naam for naam in names if not is_stamped(svgs[naam], rapport.stempel)],
        figuur_id=dict(zip(names, unique_ids(names, "figuur-"), strict=True)),
        sectie_id=unique_ids((sectie.anker for sectie in rapport.secties), "deel-"),
        volgend_id=lambda: f"tabel-{next(numbers)}",
        bronregel=source_line,
    )
    return ("\n".join(regel for regel in page.split("\n") if regel.strip()) + "\n").encode("utf-8")
