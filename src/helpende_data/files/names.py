"""Names and texts that every system takes, Windows, network drives and Excel. Opens nothing."""

from __future__ import annotations

import ntpath
import os
import re
import sys
import unicodedata
from pathlib import Path

from helpende_data.errors import WriteError

# Windows refuses these names in every folder, with any extension.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{naam}{n}" for naam in ("com", "lpt") for n in range(1, 10)]
)
UNSEEN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
MAX_NAME = 60
MAX_PATH = 240  # Windows counts 260, a temporary suffix included


def slug(naam: str) -> str:
    """A file name of a-z, 0-9 and hyphens: ``'s-Hertogenbosch`` becomes ``s-hertogenbosch``.

    Args:
        naam: any text; accents are dropped, other signs become a hyphen.

    Returns:
        1 to 60 characters; ``naamloos`` when nothing is left. Names that Windows reserves
        (``con``, ``nul``, ...) get ``-gebied`` behind them.
    """
    plain = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    kort = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_NAME].strip("-")
    if not kort:
        return "naamloos"
    return f"{kort}-gebied" if kort in RESERVED else kort


def visible(tekst: str) -> str:
    """`tekst` without signs that nobody sees, such as those that turn the direction of writing.

    Ends of lines and tabs stay; another control sign becomes a blank. No page, drawing or
    spreadsheet can hold them, and some make a text read otherwise than it is.
    """
    if tekst.isprintable():
        return tekst
    return "".join(
        teken
        if teken in "\n\t" or (soort := unicodedata.category(teken)) not in UNSEEN
        else UNSEEN[soort]
        for teken in tekst
    )


def one_line(tekst: str) -> str:
    """The visible signs of `tekst` on one line, with single blanks between the words."""
    return " ".join(visible(tekst).split())


def safe_text(tekst: str) -> str:
    """`tekst`, with an apostrophe before it where a spreadsheet would read it as a formula.

    A text that begins with an apostrophe and then one of these signs gets one too, so that taking
    one apostrophe off gives every text back exactly.
    """
    return f"'{tekst}" if tekst.lstrip("'").startswith(FORMULA_SIGNS) else tekst


def plain_text(cel: str) -> str:
    """The text that `safe_text` made this cell of."""
    return cel[1:] if cel.startswith("'") and cel.lstrip("'").startswith(FORMULA_SIGNS) else cel


def check_name(pad: Path) -> None:
    """Refuse a target that Windows cannot hold: a reserved or badly ended name.

    Raises:
        WriteError: the name of a folder or file in `pad` is reserved, or ends in a dot or blank.
    """
    for deel in pad.parts[1:] if pad.anchor else pad.parts:
        stam = deel.split(".")[0].lower()
        if stam in RESERVED or (deel not in (".", "..") and deel[-1] in ". "):
            raise WriteError(
                "deze naam kan niet op Windows", waar=str(pad), doe="kies een andere naam met --uit"
            )


def os_path(pad: Path, platform: str = sys.platform) -> str:
    """The path as the operating system wants it; long Windows paths get their ``\\\\?\\`` prefix.

    Without the prefix Windows refuses paths of 260 characters and more, unless an administrator
    changed the registry.
    """
    if platform != "win32":
        return os.fspath(pad)
    absoluut = ntpath.abspath(pad)
    if len(absoluut) < MAX_PATH or absoluut.startswith("\\\\?\\"):
        return absoluut
    if absoluut.startswith("\\\\"):  # \\server\share
        return "\\\\?\\UNC\\" + absoluut[2:]
    return "\\\\?\\" + absoluut
