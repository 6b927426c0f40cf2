"""All files of a session's package, by name. Writes nothing."""

from __future__ import annotations

from helpende_data import figures
from helpende_data.reports.render.sessie_pdf import Sheet, sheet_to_pdf
from helpende_data.reports.sessie.model import Sessie


def draw_sessie(sessie: Sessie, stam: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the package, and the drawings in them by name of the figure.

    Args:
        stam: what the file names begin with, for example ``druten-2023-sessie``.
    """
    stempel = sessie.rapport.stempel
    tekeningen = {
        kaart.figuur.naam: figures.draw(kaart.figuur.tekening, stempel=stempel, laag=True)
        for kaart in sessie.gespreksblad.kaarten
    }
    svgs = {naam: figures.to_svg_file(figuur) for naam, figuur in tekeningen.items()}
    bladen: dict[str, Sheet] = {
        "gespreksblad": sessie.gespreksblad,
        "begeleidersblad": sessie.begeleidersblad,
        "afsprakenlijst": sessie.afsprakenlijst,
    }
    files = {f"{stam}-{naam}.pdf": sheet_to_pdf(sessie, b, svgs) for naam, b in bladen.items()}
    files[f"{stam}-uitnodiging.md"] = sessie.uitnodiging.encode("utf-8")
    return files, svgs


def draw_voorbereiding(sessie: Sessie, stam: str) -> dict[str, bytes]:
    """The page on which a team leader chooses."""
    return {f"{stam}.pdf": sheet_to_pdf(sessie, sessie.voorbereiding, {})}
