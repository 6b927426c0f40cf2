"""Municipalities, regions, catchments and their members per year. Reads no files."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from helpende_data.errors import UnknownError

ONBEKEND = "onbekend"
_FEW = 8  # so many names fit in one line
_OPEN_YEARS = 10  # so long after the last change an open division may still be asked for


@dataclass(frozen=True)
class Gebied:
    """An area with its official code, and the years in which it exists (None: open).

    Of an area that is not `volledig` our own files lack some members: see `Gebieden.is_complete`.
    """

    code: str
    naam: str
    soort: str
    eerste_jaar: int | None = None
    laatste_jaar: int | None = None
    opmerking: str = ""
    volledig: bool = True

    def exists_in(self, jaar: int) -> bool:
        return (self.eerste_jaar or jaar) <= jaar <= (self.laatste_jaar or jaar)


@dataclass(frozen=True)
class Lidmaatschap:
    """In these years a municipality belongs to this area of this division."""

    indeling: str
    van_jaar: int
    tot_jaar: int | None
    gemeente_code: str
    gebied_code: str
    zeker: bool
    bron: str
    opmerking: str = ""

    def holds_in(self, jaar: int) -> bool:
        return self.van_jaar <= jaar <= (self.tot_jaar or jaar)


@dataclass(frozen=True)
class Afwijking:
    """In these years an area of our own files has other municipalities than the one of CBS."""

    indeling: str
    jaren: tuple[int, ...]
    gebied_code: str
    cbs_code: str
    alleen_eigen: tuple[str, ...]
    alleen_cbs: tuple[str, ...]


@dataclass(frozen=True)
class Herindeling:
    """Inhabitants that went from one municipality to another on a date (None: not known)."""

    van_code: str
    naar_code: str
    datum: str
    soort: str
    inwoners: int | None
    bron: str
    opmerking: str = ""


@dataclass(frozen=True)
class Regio:
    """A region that makes one plan together, and the catchments of its sources."""

    code: str
    naam: str
    subregios: tuple[str, ...]
    centrumgemeente: str = ""
    ggd: str = ""
    plan: str = ""
    looptijd: str = ""
    tellingen_eigen: str = ""
    tellingen_cbs: str = ""
    tegels: tuple[str, ...] = ()  # rows of codes from north to south, a dot for an empty place
    jaar_zonder_periode: int = 0  # its plan prints rates of this year without a period; 0: none
    opmerking: str = ""

    @property
    def tellingen(self) -> tuple[str, ...]:
        """Codes of the areas under which this region is counted, its own service first."""
        return tuple(code for code in (self.tellingen_eigen, self.tellingen_cbs) if code)


@dataclass(frozen=True)
class Uitzondering:
    """A municipality that differs from its region, with the sentence that says so."""

    gemeente_code: str
    indelingen: tuple[str, ...]
    indicatoren: tuple[str, ...]
    zin: str
    bron: str
    kort: str = ""  # the same for under a figure

    def touches(self, indicatoren: set[str]) -> bool:
        return "*" in self.indicatoren or bool(indicatoren & set(self.indicatoren))


def _plain(naam: str) -> str:
    """A name without case, accents, quotes and double blanks, for finding it again."""
    kaal = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in kaal).split())


@dataclass(frozen=True)
class Gebieden:
    """All areas, who belongs to what in which year, and the names that people type."""

    by_code: dict[str, Gebied]
    namen: dict[str, str]  # other name -> code
    lidmaatschappen: tuple[Lidmaatschap, ...]
    herindelingen: tuple[Herindeling, ...]
    regios: tuple[Regio, ...]
    uitzonderingen: tuple[Uitzondering, ...]
    afwijkingen: tuple[Afwijking, ...] = ()
    hele_indelingen: frozenset[tuple[str, int]] = frozenset()  # (area, year) with all its members

    @cached_property
    def _members(self) -> dict[str, tuple[Lidmaatschap, ...]]:
        members: dict[str, list[Lidmaatschap]] = {}
        for lid in self.lidmaatschappen:
            members.setdefault(lid.gebied_code, []).append(lid)
        return {code: tuple(leden) for code, leden in members.items()}

    @cached_property
    def _memberships(self) -> dict[tuple[str, str], tuple[Lidmaatschap, ...]]:
        found: dict[tuple[str, str], list[Lidmaatschap]] = {}
        for lid in self.lidmaatschappen:
            found.setdefault((lid.gemeente_code, lid.indeling), []).append(lid)
        return {key: tuple(leden) for key, leden in found.items()}

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        """Plain name -> codes; a living area goes before one that has gone."""
        found: dict[str, list[str]] = {}
        levend = sorted(self.by_code.values(), key=lambda g: (g.laatste_jaar is not None, g.code))
        for gebied in levend:
            found.setdefault(_plain(gebied.naam), []).append(gebied.code)
        for naam, code in self.namen.items():
            found.setdefault(_plain(naam), []).append(code)
        return {naam: tuple(codes) for naam, codes in found.items()}

    def __getitem__(self, code: str) -> Gebied:
        if code not in self.by_code:
            raise UnknownError(f"onbekende gebiedscode {code}", doe="kijk met: hd gebieden")
        return self.by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def name(self, code: str) -> str:
        return self.by_code[code].naam if code in self.by_code else code

    def names(self, codes: Iterable[str], *, most: int = 3) -> str:
        """Names by the alphabet for in a message: ``Buren, Druten, Tiel en 4 andere``."""
        namen = sorted({self.name(code) for code in codes})
        meer = f" en {len(namen) - most} andere" if len(namen) > most else ""
        return ", ".join(namen[:most]) + meer

    def find(self, naam: str, *, soort: str = "") -> Gebied:
        """The area with this name or code; old and other names are known too.

        Args:
            naam: a name or code, in any case, with or without accents and quotes.
            soort: only areas of this kind, for example ``gemeente``.

        Raises:
            UnknownError: no such area; the message names the nearest ones.
        """
        gevonden = self.search(naam, soort=soort)
        if gevonden is None:
            raise UnknownError(
                f"onbekend gebied {naam!r}" if not soort else f"onbekende {soort} {naam!r}",
                doe=self.advice(naam, soort=soort),
            )
        return gevonden

    def search(self, naam: str, *, soort: str = "") -> Gebied | None:
        """The area that `find` finds; None, at once, when there is none."""
        codes = [naam.strip().upper()] if naam.strip().upper() in self.by_code else []
        codes += self._by_name.get(_plain(naam), ())
        passend = (self.by_code[code] for code in codes if code in self.by_code)
        return next((gebied for gebied in passend if soort in ("", gebied.soort)), None)

    def advice(self, naam: str, *, soort: str = "") -> str:
        """What somebody may have meant who typed a name that is not known."""
        keuzes = {
            plain: self.by_code[codes[0]].naam
            for plain, codes in self._by_name.items()
            if codes[0] in self.by_code and soort in ("", self.by_code[codes[0]].soort)
        }
        # Of an area with a long name its own short code is what people type: moviera.
        keuzes |= {
            _plain(gebied.code): gebied.naam
            for gebied in self.by_code.values()
            if gebied.soort != "gemeente" and soort in ("", gebied.soort)
        }
        dichtbij = difflib.get_close_matches(_plain(naam), keuzes, n=3, cutoff=0.6)
        if not dichtbij and len(namen := sorted(set(keuzes.values()))) <= _FEW:
            return f"kies uit {', '.join(namen)}"
        if dichtbij:
            *eerste, laatste = dict.fromkeys(keuzes[plain] for plain in dichtbij)
            return f"bedoelt u {', '.join(eerste)}{' of ' if eerste else ''}{laatste}?"
        return "kijk welke namen er zijn met: hd gebieden"

    def members(self, code: str, jaar: int) -> frozenset[str]:
        """Codes of the municipalities that make up an area in a year; empty when not known.

        A municipality consists of itself. A membership is about a municipality in the division of
        that year: the parts of a later merger stand in for it before their merger.
        """
        gebied = self.by_code.get(code)
        if gebied is not None and gebied.soort == "gemeente":
            return frozenset({code}) if gebied.exists_in(jaar) else frozenset()
        return frozenset(
            lid.gemeente_code
            for lid in self._members.get(code, ())
            if lid.holds_in(jaar) and self.by_code[lid.gemeente_code].exists_in(jaar)
        )

    def check_year(self, jaar: int) -> None:
        """Refuse a year for which the division into municipalities is not known.

        Raises:
            UnknownError: the year lies before the first one of the files, or far after them.
        """
        jaren = {g.eerste_jaar for g in self.by_code.values() if g.eerste_jaar is not None}
        jaren |= {g.laatste_jaar for g in self.by_code.values() if g.laatste_jaar is not None}
        eerste, laatste = min(jaren), max(jaren) + _OPEN_YEARS
        if not eerste <= jaar <= laatste:
            raise UnknownError(
                f"de indeling van {jaar} is niet bekend", doe=f"kies een jaar vanaf {eerste}"
            )

    def is_complete(self, code: str, jaar: int) -> bool:
        """Are all municipalities of this area in this year known, so that they may be summed?"""
        return self[code].volledig or (code, jaar) in self.hele_indelingen

    def is_certain(self, code: str, jaar: int) -> bool:
        """Does every membership of this area rest on a document?"""
        leden = [lid for lid in self._members.get(code, ()) if lid.holds_in(jaar)]
        return all(lid.zeker for lid in leden)

    def area_of(self, gemeente_code: str, indeling: str, jaar: int) -> Gebied | None:
        """The area that a municipality belongs to in one division, or None."""
        for lid in self._memberships.get((gemeente_code, indeling), ()):
            if lid.holds_in(jaar):
                return self.by_code[lid.gebied_code]
        return None

    def region_of(self, gemeente_code: str, jaar: int) -> Regio | None:
        """The region whose plan a municipality takes part in, or None."""
        gebied = self.area_of(gemeente_code, "regioaanpak", jaar)
        return next((r for r in self.regios if gebied and r.code == gebied.code), None)

    def regio(self, naam: str) -> Regio:
        """The region with this code or name.

        Raises:
            UnknownError: no such region; the message names those that are known.
        """
        for regio in self.regios:
            if naam.strip().upper() == regio.code or _plain(naam) == _plain(regio.naam):
                return regio
        bekend = ", ".join(r.naam for r in self.regios)
        raise UnknownError(f"onbekende regio {naam!r}", doe=f"bekend zijn {bekend}")

    def exceptions(self, gemeente_code: str) -> tuple[Uitzondering, ...]:
        return tuple(u for u in self.uitzonderingen if u.gemeente_code == gemeente_code)
