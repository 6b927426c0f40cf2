"""Where the typeface of figures and reports stands. Loads no drawing library."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from helpende_data.errors import HelpendeDataError

FAMILIE = "Source Sans Pro"
RESERVE = "DejaVu Sans"  # in print, for signs that the first lacks


@dataclass(frozen=True)
class Snede:
    """One face: its name in the file name, its weight (400 is regular) and its slope."""

    naam: str
    gewicht: int
    stand: Literal["normal", "italic"]


SNEDEN = {
    "gewoon": Snede("Regular", 400, "normal"),
    "half": Snede("Semibold", 600, "normal"),
    "vet": Snede("Bold", 700, "normal"),
    "cursief": Snede("It", 400, "italic"),
}


def font_folder() -> Path:
    """The folder with the faces of the package ``font_source_sans_pro``.

    Raises:
        HelpendeDataError: the package is not installed.
    """
    gevonden = find_spec("font_source_sans_pro")
    if gevonden is None or not gevonden.submodule_search_locations:
        raise HelpendeDataError(
            "het lettertype Source Sans Pro ontbreekt",
            doe="installeer hd opnieuw (pakket font-source-sans-pro)",
        )
    return Path(next(iter(gevonden.submodule_search_locations))) / "files"


def reserve_files() -> tuple[Path, ...]:
    """DejaVu Sans, regular and bold, which comes with matplotlib; nothing where it was taken out.

    It has Greek, Cyrillic, phonetic letters and marks that Source Sans Pro lacks.
    """
    gevonden = find_spec("matplotlib")
    folders = gevonden.submodule_search_locations if gevonden else None
    paden = [
        Path(folder) / "mpl-data" / "fonts" / "ttf" / f"{RESERVE.replace(' ', '')}{snede}.ttf"
        for folder in folders or ()
        for snede in ("", "-Bold")
    ]
    return tuple(paden) if all(pad.is_file() for pad in paden) else ()


def face_file(snede: str) -> Path:
    """The TrueType file of a face.

    Args:
        snede: a key of SNEDEN: gewoon, half (semibold), vet or cursief.

    Raises:
        HelpendeDataError: the package or the file is missing.
    """
    pad = font_folder() / f"SourceSansPro-{SNEDEN[snede].naam}.ttf"
    if not pad.is_file():
        raise HelpendeDataError(
            "een letter van Source Sans Pro ontbreekt",
            waar=str(pad),
            doe="installeer hd opnieuw (pakket font-source-sans-pro)",
        )
    return pad
