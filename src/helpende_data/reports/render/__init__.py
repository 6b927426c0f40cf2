"""Drawings of a report: from model to bytes. Reads no data, writes no files.

Each renderer is imported when it is first asked for, so that importing this room costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.reports.render.cijfers_csv import to_csv
    from helpende_data.reports.render.html import to_html
    from helpende_data.reports.render.json_model import to_json
    from helpende_data.reports.render.markdown import to_md
    from helpende_data.reports.render.pdf import to_pdf
    from helpende_data.reports.render.pptx import to_pptx
    from helpende_data.reports.render.xlsx import to_xlsx

__all__ = ["to_csv", "to_html", "to_json", "to_md", "to_pdf", "to_pptx", "to_xlsx"]

_MODULES = {
    "to_csv": "cijfers_csv",
    "to_html": "html",
    "to_json": "json_model",
    "to_md": "markdown",
    "to_pdf": "pdf",
    "to_pptx": "pptx",
    "to_xlsx": "xlsx",
}


def __getattr__(naam: str) -> object:
    if naam not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {naam!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[naam]}"), naam)
