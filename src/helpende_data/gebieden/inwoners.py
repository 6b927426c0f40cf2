"""Pairs a catchment and a year with its inhabitants, or says why that cannot be done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from helpende_data.gebieden.model import ONBEKEND, Gebieden
from helpende_data.periodes import Periode

if TYPE_CHECKING:
    import pandas as pd

_AGES = {"alle": "totaal", "0-17": "0-17", "18-64": "18-64", "65+": "65+"}


def _people(populatie: str) -> str:
    if populatie == "alle":
        return "inwoners"
    van, ouder, _ = populatie.partition("+")
    return f"inwoners van {van} jaar{' en ouder' if ouder else ''}"


@dataclass(frozen=True)
class Noemer:
    """The inhabitants under a rate, or the reason why there are none.

    `inwoners` is None exactly when `reden` is not empty.
    """

    inwoners: int | None
    jaar: int
    populatie: str = "alle"
    reden: str = ""
    bron: str = ""

    @property
    def label(self) -> str:
        return f"{_people(self.populatie)} op 1 januari {self.jaar}"


@dataclass(frozen=True)
class Inwoners:
    """Inhabitants on 1 January per area, year and age, joined to the areas of `gebieden`.

    Args:
        df: a table under the contract INWONERS.
        gebieden: who belongs to what.
    """

    df: pd.DataFrame
    gebieden: Gebieden

    @cached_property
    def _counts(self) -> dict[tuple[str, int, str], tuple[int, str]]:
        kolommen = ("gebied_code", "jaar", "leeftijd", "inwoners", "herkomst")
        januari = self.df[self.df["peil"] == "1 januari"]
        reeksen = (januari[naam].tolist() for naam in kolommen)
        return {
            (code, int(jaar), leeftijd): (int(n), bron)
            for code, jaar, leeftijd, n, bron in zip(*reeksen, strict=True)
        }

    @cached_property
    def jaren(self) -> tuple[int, ...]:
        return tuple(sorted({jaar for _, jaar, _ in self._counts}))

    @property
    def last_year(self) -> int:
        """The last year with inhabitants; 0 when there are none."""
        return self.jaren[-1] if self.jaren else 0

    def of(self, code: str, jaar: int, *, populatie: str = "alle") -> Noemer:
        """The inhabitants of exactly this area on 1 January of this year.

        A published total of the area itself goes first; else its municipalities are summed, and
        only if all of them are known. An area that did not exist in that year has none, also where
        a publisher counted back to the division of a later year.

        Args:
            code: a municipality, region, country or catchment, or ``onbekend``.
            jaar: calendar year.
            populatie: ``alle``, ``0-17``, ``18-64`` or ``65+``.

        Returns:
            without inhabitants, but with the reason in plain Dutch, when there is no such number.

        Raises:
            UnknownError: no such area.
        """
        leeftijd = _AGES[populatie]
        if code == ONBEKEND:
            return self._none(jaar, populatie, "niet bekend is over welk gebied het aantal gaat")
        gebied = self.gebieden[code]
        if not gebied.exists_in(jaar):
            reden = f"{gebied.naam} bestond op 1 januari {jaar} niet"
            return self._none(jaar, populatie, reden)
        if (code, jaar, leeftijd) in self._counts:
            inwoners, bron = self._counts[code, jaar, leeftijd]
            return Noemer(inwoners, jaar, populatie, bron=bron)
        leden = self.gebieden.members(code, jaar)
        if not leden or not self.gebieden.is_complete(code, jaar):
            return self._none(
                jaar, populatie, f"niet bekend is welke gemeenten in {jaar} bij dit gebied hoorden"
            )
        missen = [lid for lid in leden if (lid, jaar, leeftijd) not in self._counts]
        if missen:
            wie = f"de {_people(populatie)}"
            namen = self.gebieden.names(missen)
            return self._none(
                jaar, populatie, f"{wie} op 1 januari {jaar} zijn niet bekend voor {namen}"
            )
        gevonden = [self._counts[lid, jaar, leeftijd] for lid in sorted(leden)]
        bronnen = ", ".join(sorted({bron.partition("!")[0] for _, bron in gevonden}))
        return Noemer(sum(n for n, _ in gevonden), jaar, populatie, bron=bronnen)

    def for_count(self, dekking: str, periode: Periode, *, populatie: str = "alle") -> Noemer:
        """The denominator of a count: its own catchment, on 1 January of the calendar year.

        A half-year takes the same inhabitants as its year, not half of them.
        """
        return self.of(dekking, periode.jaar, populatie=populatie)

    def _none(self, jaar: int, populatie: str, reden: str) -> Noemer:
        return Noemer(None, jaar, populatie, reden)
