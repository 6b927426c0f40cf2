"""What several commands do with their options: complete a name, read a period."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.periodes import Periode


def complete_gemeente(incomplete: str) -> list[str]:
    """Municipalities of today whose name begins like this, for the tab key."""
    return _complete(incomplete, gemeenten=True)


def complete_gebied(incomplete: str) -> list[str]:
    """Regions and catchments whose name begins like this, for the tab key."""
    return _complete(incomplete, gemeenten=False)


def _complete(incomplete: str, *, gemeenten: bool) -> list[str]:
    from helpende_data.files import Werkmap
    from helpende_data.gebieden import read_gebieden

    alle = read_gebieden(Werkmap(Path())).by_code.values()
    return [
        gebied.naam
        for gebied in alle
        if (gebied.soort == "gemeente") == gemeenten
        and gebied.laatste_jaar is None
        and gebied.naam.lower().startswith(incomplete.lower())
    ]


def read_periode(jaar: str, periode: str) -> Periode | None:
    """The period of --jaar or --periode; None when neither was given."""
    from helpende_data.errors import UsageError
    from helpende_data.periodes import Periode

    if jaar and periode:
        raise UsageError("kies --jaar of --periode, niet allebei")
    if not (jaar or periode):
        return None
    try:
        gevonden = Periode.parse(jaar or periode)
    except ValueError as fout:
        raise UsageError(str(fout)) from None
    if jaar and gevonden.soort != "jaar":
        raise UsageError(f"{jaar} is geen jaar", doe="gebruik --periode voor een halfjaar")
    return gevonden
