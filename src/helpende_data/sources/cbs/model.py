"""What a table of CBS looks like, whichever service told it: measures, dimensions, cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from helpende_data.errors import SourceError
from helpende_data.periodes import Periode

# Every classification of areas that StatLine has, but districts and neighbourhoods.
_GEBIED = re.compile(
    r"(NL|LD|PV|CR|GM|VT|GG|JZ|VR|RE|AM|ZK|MC|ES|ET|RT|AR|TR|CP|KK)[0-9]{2,4}", re.ASCII
)
_TIJD = re.compile(r"[0-9]{4}[A-Z0-9]{4}", re.ASCII)
_PERIODE = re.compile(r"(?P<jaar>[0-9]{4})(?P<soort>JJ|HJ|KW|MM)(?P<nummer>[0-9]{2})", re.ASCII)
_SOORT = {"JJ": "jaar", "HJ": "halfjaar", "KW": "kwartaal", "MM": "maand"}


def plain(titel: str) -> str:
    """A title without case, signs and double blanks, to compare it with another."""
    return " ".join(re.findall(r"\w+", titel.casefold()))


@dataclass(frozen=True)
class Titel:
    """Something with a title: a measure or a category.

    Args:
        id: stripped code.
        sleutel: the code as the service writes it, blanks included; filters want it like that.
        groepen: titles of the groups it stands in, the outer one first.
        eenheid: of a measure.
        status: of a period, ``Definitief`` or not.
    """

    id: str
    titel: str
    sleutel: str = ""
    groepen: tuple[str, ...] = ()
    eenheid: str = ""
    status: str = ""

    @property
    def namen(self) -> frozenset[str]:
        """Every way to write it: its title, and with one or more of its groups before it."""
        delen = [*self.groepen, self.titel]
        return frozenset(plain(" ".join(delen[begin:])) for begin in range(len(delen)))

    @property
    def lang(self) -> str:
        """The title with its groups, for people."""
        return ": ".join((*self.groepen, self.titel))


@dataclass(frozen=True)
class Dimensie:
    """A dimension with its categories by code."""

    id: str
    titel: str
    codes: Mapping[str, Titel]

    def _all(self, patroon: re.Pattern[str]) -> bool:
        return bool(self.codes) and all(patroon.fullmatch(code) for code in self.codes)

    @property
    def is_gebied(self) -> bool:
        """Are these areas? The codes tell; the kind that the service gives does not always."""
        return self._all(_GEBIED)

    @property
    def is_tijd(self) -> bool:
        return self._all(_TIJD)


@dataclass(frozen=True)
class Tabelinfo:
    """A table without its cells.

    Args:
        versie: what changes when the figures change.
        gewijzigd: date of the last change, as the service writes it.
        aantal: how many cells the service says that there are; 0 where it does not say.
        dimensies: in the order of the service.
    """

    id: str
    titel: str
    versie: str
    gewijzigd: str
    aantal: int
    maten: tuple[Titel, ...]
    dimensies: tuple[Dimensie, ...]

    def _one(self, wat: str, gevonden: list[Dimensie]) -> Dimensie:
        if len(gevonden) != 1:
            namen = ", ".join(d.titel for d in self.dimensies)
            raise SourceError(
                f"tabel {self.id} heeft {len(gevonden)} dimensies met {wat}",
                waar=f"dimensies: {namen}",
            )
        return gevonden[0]

    @property
    def gebied(self) -> Dimensie:
        return self._one("gebieden", [d for d in self.dimensies if d.is_gebied])

    @property
    def tijd(self) -> Dimensie:
        return self._one("perioden", [d for d in self.dimensies if d.is_tijd])

    @property
    def overige(self) -> tuple[Dimensie, ...]:
        """The dimensions that are neither areas nor periods."""
        return tuple(d for d in self.dimensies if not (d.is_gebied or d.is_tijd))


class Cel(NamedTuple):
    """One cell of a table.

    `codes` has the category of each dimension, in the order of `Tabelinfo.dimensies`. A cell
    without a value says in `leeg` which kind of nothing the service gave.
    """

    herkomst: str
    maat: str
    codes: tuple[str, ...]
    waarde: float | None
    tekst: str
    leeg: str


AFWEZIG = "niet in het antwoord van het CBS"
PUNT = "punt in de tabel van het CBS"
BLANCO = "blanco in de tabel van het CBS"


def null(kenmerk: str) -> str:
    """An empty cell of the new service, with the attribute that it carries."""
    return f"leeg in het antwoord van het CBS ({kenmerk})"


def read_periode(code: str) -> Periode | None:
    """The period of a code such as ``2023HJ01``; None for kinds that we do not know."""
    gevonden = _PERIODE.fullmatch(code)
    if gevonden is None:
        return None
    soort, nummer = _SOORT[gevonden["soort"]], int(gevonden["nummer"])
    try:
        return Periode.parse(str(Periode(int(gevonden["jaar"]), soort, max(nummer, 1))))
    except ValueError:
        return None
