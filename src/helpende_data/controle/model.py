"""What a finding is, and how findings are ordered and counted. No checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from helpende_data.controle.gegevens import Opgave, Telling
from helpende_data.controle.woorden import capital

SOORTEN = (
    "som",
    "halfjaren",
    "verzorgingsgebied",
    "gedrukt_cijfer",
    "inwoners",
    "indeling",
    "documenten",
    "rond",
)
ERNSTEN = ("klopt_niet", "let_op", "klopt")
_RANK = {soort: nummer for nummer, soort in enumerate(SOORTEN)}


@dataclass(frozen=True)
class Bevinding:
    """One thing that fits or does not fit. Internal: `zin` may name unprotected counts.

    Args:
        soort: kind of check, one of SOORTEN.
        ernst: one of ERNSTEN; "let_op" is no fault, but something to know before use.
        gebied: code of the area; empty where it is about more than one.
        indicator: code of the indicator; empty where it is about more than one.
        periode: as in the data, "onbekend", or empty.
        zin: one plain Dutch sentence that stands on its own.
        bronnen: the herkomst of the rows used.
    """

    soort: str
    ernst: str
    gebied: str
    indicator: str
    periode: str
    zin: str
    bronnen: tuple[str, ...] = ()

    @classmethod
    def about(
        cls, rij: Telling | Opgave, *, soort: str, ernst: str, zin: str, bronnen: Iterable[str]
    ) -> Bevinding:
        """A finding about the area, indicator and period of one row; `zin` gets its capital."""
        plek = (rij.gebied_code, rij.indicator, rij.periode)
        return cls(soort, ernst, *plek, capital(zin), tuple(bronnen))

    def sort_key(self) -> tuple[object, ...]:
        """Kind, indicator, area, period; then what makes the order the same every time."""
        plek = (_RANK[self.soort], self.indicator, self.gebied, self.periode)
        return (*plek, self.zin, self.ernst, self.bronnen)


def summarise(bevindingen: Iterable[Bevinding]) -> dict[str, dict[str, int]]:
    """How many findings of each kind there are: soort -> ernst -> number, zeros included."""
    aantallen = Counter((b.soort, b.ernst) for b in bevindingen)
    return {s: {ernst: aantallen[s, ernst] for ernst in ERNSTEN} for s in SOORTEN}
