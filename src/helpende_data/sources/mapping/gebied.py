"""The area that a text of a supplier names in a year, or what is wrong. Knows no layout."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpende_data.gebieden import Gebied, Gebieden
from helpende_data.sources.mapping.cel import CelError
from helpende_data.sources.mapping.tekst import is_total, plain, without_note

_GEMEENTE = re.compile(r"^(?:gemeente|gem\.?)\s+|\s*\((?:gemeente|gem\.?)\)$", re.I)
_CODE = re.compile(r"(?:gm)?\s*(\d{1,4})", re.I)
_CODE_IN_TEXT = re.compile(r"\bGM(\d{4})\b", re.I)
_MOST_ADVICE = 50  # each takes some milliseconds
GEBIED = "de naam of code van een gebied"
TOTAAL = (
    "een gebied. Is dit een som? Zet deze tekst in de mapping onder [rijen] bij totaal; is het het "
    "cijfer van een regio, dan met haar code onder [gebied.namen]"
)
_LONGEST_NAME = 5  # words: Mook en Middelaar, Gemeente West Maas en Waal
FIRST_YEAR = 2014  # what is known to begin then may be older; see data/gebieden/README.md


class Gebiedsnamen:
    """Turns names and codes into codes; remembers what it found.

    Args:
        gebieden: all areas.
        namen: own names of a supplier -> code, before all others.
    """

    def __init__(self, gebieden: Gebieden, namen: Mapping[str, str]) -> None:
        self._gebieden = gebieden
        self._namen = {plain(naam): code for naam, code in namen.items()}
        self._gevonden: dict[str, Gebied | None] = {}
        self._raad: dict[str, str] = {}

    def find(self, tekst: str) -> Gebied:
        """The area with this name or code, whatever the year.

        Raises:
            CelError: no such area; it names the nearest ones.
        """
        gebied = self._search(tekst)
        if gebied is not None:
            return gebied
        if not without_note(tekst):
            raise CelError("hier hoort een gebied te staan", GEBIED)
        if _CODE.fullmatch(without_note(tekst)):
            raise CelError("is geen code van een gemeente", "een code zoals GM0225")
        if is_total(tekst):
            raise CelError("is geen gebied dat wij kennen", TOTAAL)
        if tekst not in self._raad and len(self._raad) < _MOST_ADVICE:
            self._raad[tekst] = self._gebieden.advice(_GEMEENTE.sub("", without_note(tekst)))
        raise CelError("is geen gebied dat wij kennen", self._raad.get(tekst, GEBIED))

    def knows(self, tekst: str) -> bool:
        """Is this the name or code of an area?"""
        return self._search(tekst) is not None

    def within(self, tekst: str, *, hoofdletter: bool = False) -> tuple[str, ...]:
        """The names of areas in a longer text, such as a title; the longest ones.

        Args:
            hoofdletter: only names with a capital: "buren" in a sentence is no municipality.
        """
        woorden = without_note(tekst).replace(",", " ").split()
        for lengte in range(min(len(woorden), _LONGEST_NAME), 0, -1):
            delen = [" ".join(woorden[n : n + lengte]) for n in range(len(woorden) - lengte + 1)]
            gevonden = tuple(
                deel
                for deel in delen
                if not (deel.isdigit() or (hoofdletter and deel.islower())) and self.knows(deel)
            )
            if gevonden:
                return gevonden
        return ()

    def code(self, tekst: str, jaar: int) -> str:
        """The code of an area that exists in a year.

        Raises:
            CelError: no such area, or a municipality that had gone or was not there yet; it names
                the one that came in its place.
        """
        gebied = self.find(tekst)
        if gebied.soort != "gemeente" or gebied.exists_in(jaar) or jaar < FIRST_YEAR:
            return gebied.code
        if gebied.laatste_jaar is not None and jaar > gebied.laatste_jaar:
            wat = f"bestaat niet meer sinds {gebied.laatste_jaar + 1}"
            nieuw = self._successors(gebied.code, jaar)
            raise CelError(wat, " of ".join(nieuw) or f"een gemeente van {jaar}")
        raise CelError(f"bestaat pas sinds {gebied.eerste_jaar}", f"een gemeente van {jaar}")

    def _search(self, tekst: str) -> Gebied | None:
        if tekst not in self._gevonden:
            self._gevonden[tekst] = self._look_up(tekst)
        return self._gevonden[tekst]

    def _look_up(self, tekst: str) -> Gebied | None:
        if plain(tekst) in self._namen:
            return self._gebieden[self._namen[plain(tekst)]]
        kaal = without_note(tekst)
        # "GM0225 Druten" and "Druten (GM0225)" say it by the code; 225 has lost its zeros.
        if nummer := _CODE.fullmatch(kaal) or _CODE_IN_TEXT.search(kaal):
            return self._gebieden.by_code.get(f"GM{int(nummer[1]):04d}")
        naam = _GEMEENTE.sub("", kaal)
        # A name goes to the municipality first: Utrecht is a province as well.
        return self._gebieden.search(naam, soort="gemeente") or self._gebieden.search(naam)

    def _successors(self, code: str, jaar: int) -> list[str]:
        """Names of the municipalities that took the place of one that has gone."""
        codes = [code]
        for oud in codes:  # grows while it is walked: a successor may have gone as well
            codes += [
                stap.naar_code
                for stap in self._gebieden.herindelingen
                if stap.van_code == oud and stap.soort != "grenswijziging"
                if stap.naar_code not in codes and stap.naar_code in self._gebieden
            ]
        opvolgers = [self._gebieden[naar] for naar in codes[1:]]
        return [f"{g.naam} ({g.code})" for g in opvolgers if g.exists_in(jaar)]
