"""Reading whole files, with the faults a user can mend. Knows no contents."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from helpende_data.errors import SourceError
from helpende_data.files.names import os_path, visible


def read_bytes(pad: Path) -> bytes:
    """All bytes of a file.

    Raises:
        SourceError: the file is missing, is a folder, or cannot be read.
    """
    try:
        return Path(os_path(pad)).read_bytes()
    except FileNotFoundError:
        raise SourceError(
            "bestand niet gevonden", waar=str(pad), doe="controleer de naam en de map"
        ) from None
    except OSError as fout:
        raise SourceError(
            f"bestand kan niet worden gelezen ({fout.strerror or fout})", waar=str(pad)
        ) from None


def read_toml(pad: Path, shown: str) -> dict[str, Any]:
    """The keys and tables of a TOML file; its texts without signs that nobody sees.

    Args:
        shown: the name of the file in messages.

    Raises:
        SourceError: the file is missing, cannot be read, or is not TOML in UTF-8.
    """
    try:
        gelezen = tomllib.loads(read_bytes(pad).decode("utf-8"))
    except UnicodeDecodeError:
        raise SourceError(
            "dit is geen geldige TOML in UTF-8", waar=shown, doe="bewaar het met codering UTF-8"
        ) from None
    except tomllib.TOMLDecodeError as fout:
        # The rest of its message is English.
        plek = re.search(r"line (\d+), column (\d+)", str(fout))
        waar = f"regel {plek[1]}, teken {plek[2]}" if plek else "aan het eind"
        raise SourceError(
            f"dit is geen geldige TOML ({waar})",
            waar=shown,
            doe="kijk of daar een =, een aanhalingsteken of een haakje ontbreekt of te veel is",
        ) from None
    return {sleutel: _visible(waarde) for sleutel, waarde in gelezen.items()}


def _visible(waarde: Any) -> Any:
    if isinstance(waarde, str):
        return visible(waarde)
    if isinstance(waarde, dict):
        return {sleutel: _visible(deel) for sleutel, deel in waarde.items()}
    return [_visible(deel) for deel in waarde] if isinstance(waarde, list) else waarde
