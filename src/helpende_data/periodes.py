"""Year, half-year, quarter and month: read, order, contain, name. Never mixes the kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SOORTEN = {"jaar": 1, "halfjaar": 2, "kwartaal": 4, "maand": 12}  # kind -> how many in a year
_PATTERN = re.compile(r"(?P<jaar>(?:19|20)[0-9]{2})(?:-(?P<letter>[HQ]?)(?P<nummer>[0-9]{1,2}))?")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Periode:
    """One calendar period; `nummer` counts within the year from 1."""

    jaar: int
    soort: str = "jaar"
    nummer: int = 1

    def __str__(self) -> str:
        if self.soort == "jaar":
            return str(self.jaar)
        if self.soort == "maand":
            return f"{self.jaar}-{self.nummer:02d}"
        return f"{self.jaar}-{'H' if self.soort == 'halfjaar' else 'Q'}{self.nummer}"

    @classmethod
    def parse(cls, tekst: str) -> Periode:
        """The period that `tekst` names: ``2020``, ``2020-H1``, ``2020-Q2`` or ``2020-01``.

        Raises:
            ValueError: any other text.
        """
        gevonden = _PATTERN.fullmatch(tekst.strip())
        if gevonden is None:
            raise ValueError(f"geen periode: {tekst!r}; schrijf 2020, 2020-H1, 2020-Q2 of 2020-01")
        jaar = int(gevonden["jaar"])
        if gevonden["nummer"] is None:
            return cls(jaar)
        soort = {"H": "halfjaar", "Q": "kwartaal", "": "maand"}[gevonden["letter"]]
        nummer = int(gevonden["nummer"])
        breedte = 2 if soort == "maand" else 1
        if not 1 <= nummer <= SOORTEN[soort] or len(gevonden["nummer"]) != breedte:
            meer = {"halfjaar": "halfjaren", "kwartaal": "kwartalen", "maand": "maanden"}[soort]
            raise ValueError(f"geen periode: {tekst!r}; een jaar heeft {SOORTEN[soort]} {meer}")
        return cls(jaar, soort, nummer)

    @property
    def first_month(self) -> int:
        """Months since the year 0, of the first month."""
        return self.jaar * 12 + (self.nummer - 1) * (12 // SOORTEN[self.soort])

    @property
    def months(self) -> int:
        return 12 // SOORTEN[self.soort]

    def contains(self, other: Periode) -> bool:
        """Does `other` lie within this period? A period contains itself."""
        eind = other.first_month + other.months
        return self.first_month <= other.first_month and eind <= self.first_month + self.months

    def parts(self, soort: str) -> tuple[Periode, ...]:
        """The periods of a shorter kind that fill this one: a year is two half-years.

        Raises:
            ValueError: `soort` does not divide this kind.
        """
        lengte = 12 // SOORTEN[soort]
        if lengte > self.months:
            raise ValueError(f"een {self.soort} bestaat niet uit {soort}en")
        eerste = (self.first_month % 12) // lengte + 1
        return tuple(
            Periode(self.jaar, soort, eerste + nummer) for nummer in range(self.months // lengte)
        )

    def previous(self) -> Periode:
        """The period of the same kind just before."""
        if self.nummer > 1:
            return Periode(self.jaar, self.soort, self.nummer - 1)
        return Periode(self.jaar - 1, self.soort, SOORTEN[self.soort])

    def __lt__(self, other: Periode) -> bool:
        if self.soort != other.soort:
            raise ValueError(f"een {self.soort} en een {other.soort} zijn niet te vergelijken")
        return self.first_month < other.first_month

    @property
    def label(self) -> str:
        """The period in words: ``eerste halfjaar 2020``, ``2e kwartaal 2020``, ``januari 2020``."""
        if self.soort == "jaar":
            return str(self.jaar)
        if self.soort == "halfjaar":
            return f"{('eerste', 'tweede')[self.nummer - 1]} halfjaar {self.jaar}"
        if self.soort == "kwartaal":
            return f"{self.nummer}e kwartaal {self.jaar}"
        return f"{MAANDEN[self.nummer - 1]} {self.jaar}"

    @property
    def zin(self) -> str:
        """The period within a sentence: ``2020``, ``het eerste halfjaar van 2020``."""
        if self.soort in ("jaar", "maand"):
            return self.label
        return f"het {self.label.replace(str(self.jaar), f'van {self.jaar}')}"

    @property
    def per_label(self) -> str:
        """How a rate names its time: ``in een jaar``, ``in een halfjaar``."""
        return f"in een {self.soort}"


def in_runs(periodes: Iterable[Periode]) -> str:
    """Periods in words, those that follow each other as one run, each kind apart.

    Returns:
        ``2019 tot en met 2024 of 2020-H1``; years before shorter periods.
    """
    runs: list[list[Periode]] = []
    for periode in sorted(set(periodes), key=lambda p: (p.months * -1, p.first_month)):
        if runs and runs[-1][-1].soort == periode.soort and runs[-1][-1] == periode.previous():
            runs[-1].append(periode)
        else:
            runs.append([periode])
    delen = [
        f"{run[0]} tot en met {run[-1]}" if len(run) > 2 else " of ".join(map(str, run))
        for run in runs
    ]
    return " of ".join(filter(None, (", ".join(delen[:-1]), *delen[-1:])))


def is_periode(tekst: str) -> bool:
    """Is `tekst` a calendar period as we write it, that can be paired with a population?"""
    try:
        return str(Periode.parse(tekst)) == tekst
    except ValueError:
        return False
