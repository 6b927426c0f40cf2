"""One cell in a count's place: a count with its bounds, or what is wrong. Knows no layout."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from helpende_data.sources.mapping.model import NUL, Teken
from helpende_data.sources.mapping.tekst import as_text, plain, tidy, without_note

if TYPE_CHECKING:
    from helpende_data.sources.werkboek import Waarde

MOST = 100_000_000  # more than all people in the country: this is no count
_LONGEST = 30  # characters of a number
GEHEEL = "een heel getal vanaf 0"
_TEKENS = {
    "nvt": Teken("niet_van_toepassing"),
    "n.v.t.": Teken("niet_van_toepassing"),
    "n.v.t": Teken("niet_van_toepassing"),
    "niet van toepassing": Teken("niet_van_toepassing"),
    "onbekend": Teken("onbekend"),
    "niet bekend": Teken("onbekend"),
    "?": Teken("onbekend"),
}
_MINDER = re.compile(r"(?:<|‹|minder dan|kleiner dan|onder de) ?(\d{1,4})")
_HOOGSTENS = re.compile(r"(?:≤|<=|hoogstens|maximaal|t/m|tot en met) ?(\d{1,4})")
_TUSSEN = re.compile(r"(\d{1,4}) ?(?:-|–|t/m|tot en met) ?(\d{1,4})")
_ONGEVEER = re.compile(r"(?:ca\.?|circa|ongeveer|±|~|plm\.?) ?(.+)")
_BLANKS = re.compile(r"\d{1,3}( \d{3})+")
_DRIE = re.compile(r"\d{1,3}[.,]\d{3}")


class CelError(ValueError):
    """What is wrong with a cell, and what belongs there."""

    def __init__(self, wat: str, verwacht: str = GEHEEL) -> None:
        super().__init__(wat)
        self.wat, self.verwacht = wat, verwacht


@dataclass(frozen=True)
class Telling:
    """A count with the bounds of the true count, as in the table `tellingen`."""

    status: str
    aantal: int | None = None
    laag: int = 0
    hoog: int | None = None
    noot: bool = False  # the cell carries the mark of a note


@dataclass(frozen=True)
class Lezer:
    """How one column writes its counts.

    Args:
        tekens: signs of the mapping, before those that everybody knows.
        leeg: what an empty cell means; ``overslaan``: nothing at all.
        duizendtal: ``.`` or ``,`` between thousands; empty when nothing tells.
        afronding, marge: of the supplier, see `Herkomst`.
    """

    tekens: Mapping[str, Teken]
    leeg: str = "onbekend"
    duizendtal: str = ""
    afronding: int = 0
    marge: int = 0

    def read(self, waarde: Waarde) -> Telling | None:
        """The count in a cell; None for an empty cell that is to be skipped.

        Raises:
            CelError: this is no count.
        """
        tekst = as_text(waarde)
        kaal = plain(tekst)
        teken = self.tekens.get(kaal) or self.tekens.get(tekst.casefold())
        if teken is None and not tekst:
            if self.leeg == "overslaan":
                return None
            teken = Teken(self.leeg, 0, 0 if self.leeg == NUL else None)
        if teken is None and isinstance(waarde, str):
            teken = _TEKENS.get(kaal) or _bounded(kaal)
        if teken is not None:
            if teken.status == NUL:
                return self._counted(0)
            return Telling(teken.status, None, teken.laag, teken.hoog)
        noot = isinstance(waarde, str) and without_note(waarde) != tidy(waarde)
        if isinstance(waarde, str) and (ongeveer := _ONGEVEER.fullmatch(kaal)):
            return Telling("benaderd", self._number(ongeveer[1]), noot=noot)
        getal = self._number(kaal) if isinstance(waarde, str) else _whole(waarde)
        return self._counted(getal, noot)

    def _counted(self, getal: int, noot: bool = False) -> Telling:
        if self.afronding and getal % self.afronding:
            raise CelError("is niet afgerond zoals de rest", f"een veelvoud van {self.afronding}")
        status = "afgerond" if self.afronding else "exact"
        return Telling(status, getal, max(0, getal - self.marge), getal + self.marge, noot)

    def _number(self, tekst: str) -> int:
        """The whole number in a text, thousands and a decimal part of zeros included."""
        if len(tekst) > _LONGEST:
            raise _no_count(tekst)
        if tekst.isdecimal() and tekst.isascii():
            return _fits(int(tekst))
        if _BLANKS.fullmatch(tekst):
            return _fits(int(tekst.replace(" ", "")))
        if self.duizendtal:
            anders = "," if self.duizendtal == "." else "."
            teken, komma = re.escape(self.duizendtal), re.escape(anders)
            if re.fullmatch(rf"\d{{1,3}}({teken}\d{{3}})*({komma}0+)?", tekst):
                return _fits(int(tekst.split(anders)[0].replace(self.duizendtal, "")))
        elif _DRIE.fullmatch(tekst):
            heel, teken = re.sub("[.,]", "", tekst), "." if "." in tekst else ","
            raise CelError(
                f"kan {heel} zijn, of een breuk",
                f'{heel} zonder teken, of in de mapping [getallen] duizendtal = "{teken}"',
            )
        if re.fullmatch(r"\d+[.,]0+", tekst):
            return _fits(int(re.split("[.,]", tekst)[0]))
        raise _no_count(tekst)


def thousands(waarden: Iterable[Waarde], gezegd: str) -> str:
    """The sign between thousands in a column, when the mapping or the column itself tells it.

    Args:
        waarden: the cells of the column.
        gezegd: what the mapping says; goes before what the column shows.

    Returns:
        ``.`` or ``,``; empty when nothing decides: then ``1.234`` stays a fault.
    """
    if gezegd:
        return gezegd
    for waarde in waarden:
        if isinstance(waarde, str):
            tekst = without_note(waarde)
            for teken, anders in ((".", ","), (",", ".")):
                t, a = re.escape(teken), re.escape(anders)
                if re.fullmatch(
                    rf"\d{{1,3}}({t}\d{{3}}){{2,}}|\d{{1,3}}({t}\d{{3}})+{a}\d+", tekst
                ):
                    return teken
    return ""


def _bounded(kaal: str) -> Teken | None:
    """A hidden count that says its own bounds: ``<5``, ``hoogstens 4``, ``1-4``."""
    if gevonden := _MINDER.fullmatch(kaal):
        return Teken("onderdrukt", 0, max(0, int(gevonden[1]) - 1))
    if gevonden := _HOOGSTENS.fullmatch(kaal):
        return Teken("onderdrukt", 0, int(gevonden[1]))
    if (gevonden := _TUSSEN.fullmatch(kaal)) and int(gevonden[1]) < int(gevonden[2]):
        return Teken("onderdrukt", int(gevonden[1]), int(gevonden[2]))
    return None


def _whole(waarde: object) -> int:
    if isinstance(waarde, bool):
        raise CelError("is waar of onwaar, geen aantal")
    if isinstance(waarde, int):
        return _fits(waarde)
    if isinstance(waarde, (date, time)):
        raise CelError("is een datum of tijd, geen aantal", f"{GEHEEL}; stond hier 1-4?")
    if isinstance(waarde, float) and math.isfinite(waarde):
        if waarde.is_integer():
            return _fits(int(waarde))
        if 1 < waarde < 1000 and len(str(waarde).partition(".")[2]) == 3:
            duizend = str(waarde).replace(".", "")  # a thousands point read as a decimal point
            raise CelError("is een breuk", f"{GEHEEL}; is {duizend} bedoeld?")
    raise CelError("is geen heel getal")


def _fits(getal: int) -> int:
    if getal < 0:
        raise CelError("is negatief")
    if getal > MOST:
        raise CelError("is te groot voor een aantal", f"hoogstens {MOST}")
    return getal


def _no_count(tekst: str) -> CelError:
    if tekst.startswith("#"):
        return CelError("is de fout van een formule")
    if re.fullmatch(r"(?:[-−–] ?|\()[\d.,]+\)?", tekst):
        return CelError("is negatief")
    if re.fullmatch(r"[\d.,]+ ?%", tekst):
        return CelError("is een percentage, geen aantal")
    if re.fullmatch(r"\d+[.,]\d+", tekst):
        return CelError("is geen heel getal")
    return CelError(
        "is geen aantal", f"{GEHEEL}, of een teken dat in de mapping bij [tekens] staat"
    )
