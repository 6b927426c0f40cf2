"""How figures look: sizes, colours by meaning, fonts. Nothing about data or places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from helpende_data.errors import HelpendeDataError
from helpende_data.figures.letters import FAMILIE, SNEDEN, face_file

CM = 72 / 2.54  # points
BREEDTE = 16.5 * CM  # the text column of an A4 page

GEWOON, KLEIN = 9.0, 8.0  # type sizes in points
REGEL = 1.2  # line distance in type sizes
KLEINE_REGEL = KLEIN * REGEL  # line distance of small text, in points
HALF_HOOG = 0.33  # half the height of a capital, in type sizes: centres text on a line

INKT = "#1F2933"
GRIJS = "#52606D"  # words that explain; 6,5 : 1 on white
AS = "#7B8794"
GIDS = "#E1E5EA"
SPOOR = "#EDF0F3"
STEMPEL = "#E1E4E8"


@dataclass(frozen=True)
class Soort:
    """How one kind of area is drawn; lightness, marker and line each tell it apart by itself."""

    kleur: str
    tint: str  # of a band
    inkt: str  # of small text, 4,5 : 1 or more on white
    teken: str
    lijn: Any
    dikte: float


# Lightness (L*) 19, 31, 41, 52 and 62: in grey still five steps; the lightest keeps 3 : 1 on white.
# No red, no green: a colour says whose figure it is, never whether that is good.
SOORTEN = {
    "gemeente": Soort("#0F2F57", "#D3DBE6", "#0F2F57", "o", "solid", 2.2),
    "subregio": Soort("#6A2F82", "#E6DAEB", "#6A2F82", "s", (0, (7, 2)), 1.7),
    "land": Soort("#57636D", "#DFE2E5", "#4A555E", "D", (0, (1.3, 1.3)), 1.9),
    "regio": Soort("#AB6E05", "#F3E5CC", "#805200", "^", (0, (6, 1.6, 1.3, 1.6)), 1.7),
    "anders": Soort("#8D959D", "#E8EAEC", "#5F676E", "v", (0, (3.2, 2)), 1.5),
}
VOORRANG = ("gemeente", "subregio", "regio", "land", "anders")


@cache
def font_file(face: str) -> Path:
    """The file of a face, registered with matplotlib; matplotlib itself falls back in silence.

    Args:
        face: gewoon, half (semibold), vet or cursief.

    Raises:
        HelpendeDataError: the file is missing, or holds another face than its name says.
    """
    pad, snede = face_file(face), SNEDEN[face]
    bekend = font_manager.fontManager.ttflist
    if not any(entry.fname == str(pad) for entry in bekend):
        font_manager.fontManager.addfont(str(pad))
    entry = next(entry for entry in bekend if entry.fname == str(pad))
    if (entry.name, entry.weight, entry.style) != (FAMILIE, snede.gewicht, snede.stand):
        raise HelpendeDataError("een letter van Source Sans Pro is een andere", waar=str(pad))
    return pad


@cache
def font(face: str, maat: float) -> FontProperties:
    """A face at a size in points, bound to its file: matplotlib never searches or falls back."""
    snede = SNEDEN[face]
    return FontProperties(
        family=FAMILIE,
        weight=snede.gewicht,
        style=snede.stand,
        size=maat,
        fname=str(font_file(face)),
    )


@cache
def text_width(tekst: str, face: str = "gewoon", maat: float = GEWOON) -> float:
    """The width of one line in points, without hinting, so the same for screen and print."""
    breedte, _, _ = text_to_path.get_text_width_height_descent(tekst, font(face, maat), False)
    return float(breedte)


def wrap(tekst: str, breedte: float, face: str = "gewoon", maat: float = GEWOON) -> list[str]:
    """`tekst` in lines that fit in `breedte` points; a word that is too long is divided.

    A no-break space keeps its words together. No text gives no lines; where not even two letters
    fit, the pieces are wider than `breedte`.
    """
    regels: list[str] = []
    for woord in tekst.replace("\n", " ").split(" "):
        if not woord:
            continue
        if regels and text_width(f"{regels[-1]} {woord}", face, maat) <= breedte:
            regels[-1] += f" {woord}"
            continue
        rest = woord
        while text_width(rest, face, maat) > breedte and len(rest) > 2:
            n = len(rest) - 1
            while n > 1 and text_width(_cut(rest, n), face, maat) > breedte:
                n -= 1
            streep = max(rest.rfind("-", 0, n), rest.rfind("/", 0, n)) + 1
            n = streep if streep > n // 2 else n
            regels.append(_cut(rest, n))
            rest = rest[n:]
        regels.append(rest)
    return regels


def _cut(woord: str, n: int) -> str:
    return woord[:n] if woord[n - 1] in "-/" else f"{woord[:n]}-"


@cache
def _rc() -> Any:
    for face in SNEDEN:
        font_file(face)
    return matplotlib.rc_params_from_file(
        Path(__file__).with_name("helpende_data.mplstyle"), use_default_template=False
    )


@contextmanager
def stijl() -> Iterator[None]:
    """Inside, matplotlib draws in the style of these figures; outside, nothing has changed."""
    with matplotlib.rc_context(_rc()):
        yield
