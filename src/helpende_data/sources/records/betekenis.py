"""What the texts of each column mean, as numbers to count with. Knows no rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND as GEEN
from helpende_data.periodes import Periode
from helpende_data.sources.datums import VORMEN, read_datum
from helpende_data.sources.mapping.cel import CelError
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.tekst import plain
from helpende_data.sources.records.model import OVERSLAAN, Records, Uitsplitsing
from helpende_data.sources.records.waarden import ONBEKEND

# Codes below zero say why a cell means nothing.
LEEG, BUITEN, NIET_TELLEN = -2, -3, -4
JAREN = range(1990, 2054)  # no more half-years than `tellen` has room for


@dataclass
class Lijst:
    """Things in the order in which they were first seen; each has its place as its code."""

    namen: list[str] = field(default_factory=list)
    _plaats: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.namen)

    def code(self, naam: str) -> int:
        if naam not in self._plaats:
            self._plaats[naam] = len(self.namen)
            self.namen.append(naam)
        return self._plaats[naam]


class Betekenis:
    """Turns each text into a code. Remembers which areas, months and half-years it saw."""

    def __init__(self, records: Records, gebieden: Gebieden) -> None:
        self._records = records
        self._gebieden = gebieden
        self._namen = Gebiedsnamen(gebieden, records.namen)
        self._onbekend = {plain(tekst) for tekst in records.onbekend}
        self._soorten = {plain(tekst): code for tekst, code in records.soorten.items()}
        self.gebieden = Lijst()
        self.gebieden.code(GEEN)
        self.maanden = Lijst()
        self.halfjaren = Lijst()
        self.halfjaar_of: list[int] = []  # of each month
        self.combinaties = {deel.dimensie: Lijst() for deel in records.uitsplitsingen}
        self._claim = {
            str(half) for naam in records.periodes for half in Periode.parse(naam).parts("halfjaar")
        }
        self.members = cache(lambda jaar: gebieden.members(records.dekking, jaar))

    def gebied(self, tekst: str) -> int:
        if not tekst:
            return LEEG
        if plain(tekst) in self._onbekend:
            return 0
        try:
            gebied = self._namen.find(tekst)
        except CelError:
            return ONBEKEND
        return self.gebieden.code(gebied.code) if gebied.soort == "gemeente" else ONBEKEND

    def datum(self, tekst: str) -> int:
        """The code of its month."""
        if not tekst:
            return LEEG
        dag = read_datum(tekst)
        if dag is None:
            return ONBEKEND
        half = str(Periode(dag.year, "halfjaar", 2 if dag.month > 6 else 1))
        if dag.year not in JAREN or (self._claim and half not in self._claim):
            return BUITEN
        maand = self.maanden.code(str(Periode(dag.year, "maand", dag.month)))
        if maand == len(self.halfjaar_of):
            self.halfjaar_of.append(self.halfjaren.code(half))
        return maand

    def soort(self, tekst: str) -> int:
        if not tekst:
            return LEEG
        code = self._soorten.get(plain(tekst))
        if code is None:
            return ONBEKEND
        return NIET_TELLEN if code == OVERSLAAN else self._records.indicatoren.index(code)

    def categorie(self, deel: Uitsplitsing) -> Callable[[str], int]:
        """The meaning of one column: the code of a set of categories, mostly of one."""
        lijst = self.combinaties[deel.dimensie]
        labels = {plain(tekst): code for tekst, code in deel.labels.items()}

        def meaning(tekst: str) -> int:
            if not tekst:  # of several categories there may be none
                return lijst.code(deel.leeg) if deel.leeg or deel.scheiding else LEEG
            delen = tekst.split(deel.scheiding) if deel.scheiding else [tekst]
            codes = {labels.get(plain(stuk)) for stuk in delen if stuk.strip()}
            if not codes or None in codes:
                return ONBEKEND
            return lijst.code("|".join(sorted(str(code) for code in codes)))

        return meaning

    def place(self, gebied: int, halfjaar_code: int) -> int:
        """0, or why a municipality does not count in a half-year: ONBEKEND, or BUITEN."""
        code = self.gebieden.namen[gebied]
        if code == GEEN:
            return 0
        jaar = Periode.parse(self.halfjaren.namen[halfjaar_code]).jaar
        if not self._gebieden[code].exists_in(jaar):
            return ONBEKEND
        leden = self.members(jaar)
        return 0 if code in leden or not leden else BUITEN


def expected(records: Records) -> dict[str, str]:
    """What belongs in each column, for the list of faults."""
    verwacht = {
        records.gebied: "een naam of code van een gemeente in dat jaar",
        records.datum: f"een datum zoals {VORMEN}",
    }
    if records.soort:
        verwacht[records.soort] = f"een van: {', '.join(records.soorten)}"
    for deel in records.uitsplitsingen:
        verwacht[deel.kolom] = f"een van: {', '.join(deel.labels)}"
    return verwacht
