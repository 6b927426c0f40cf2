"""Charts in one style: data in, a matplotlib Figure out, and the ways to save it. No titles.

Importing this room is cheap: matplotlib is loaded when something is drawn or saved, so that
`figures.model` can be used everywhere.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from helpende_data.figures.model import (
    AFGESCHERMD,
    BEKEND,
    NVT,
    ONBEKEND,
    Balken,
    Breuk,
    Keten,
    Punt,
    PuntInterval,
    Reeks,
    Tegels,
    Tekening,
    Trechter,
    Trend,
    Veelluik,
)

if TYPE_CHECKING:
    from helpende_data.figures.lijnen import trend
    from helpende_data.figures.punten import punt_interval
    from helpende_data.figures.save import inline_svg, to_png, to_svg, to_svg_file
    from helpende_data.figures.stappen import keten
    from helpende_data.figures.staven import balken
    from helpende_data.figures.tegelkaart import tegels
    from helpende_data.figures.tekenen import draw
    from helpende_data.figures.trechtervorm import trechter
    from helpende_data.figures.vakken import veelluik

_MODULES = {
    "balken": "staven",
    "draw": "tekenen",
    "inline_svg": "save",
    "keten": "stappen",
    "punt_interval": "punten",
    "tegels": "tegelkaart",
    "to_png": "save",
    "to_svg": "save",
    "to_svg_file": "save",
    "trechter": "trechtervorm",
    "trend": "lijnen",
    "veelluik": "vakken",
}

__all__ = [
    "AFGESCHERMD",
    "BEKEND",
    "NVT",
    "ONBEKEND",
    "Balken",
    "Breuk",
    "Keten",
    "Punt",
    "PuntInterval",
    "Reeks",
    "Tegels",
    "Tekening",
    "Trechter",
    "Trend",
    "Veelluik",
    "balken",
    "draw",
    "inline_svg",
    "keten",
    "punt_interval",
    "tegels",
    "to_png",
    "to_svg",
    "to_svg_file",
    "trechter",
    "trend",
    "veelluik",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
