"""The area and the period of a count, from wherever a mapping says that they stand."""

from __future__ import annotations

from helpende_data.periodes import Periode
from helpende_data.sources.mapping.cel import CelError
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.kop import Tabel
from helpende_data.sources.mapping.model import TabelMapping
from helpende_data.sources.mapping.tekst import plain
from helpende_data.sources.mapping.tijd import combine, in_title


class Plekken:
    """Answers for the counts of one table; remembers what it found.

    Args:
        regels: the mapping.
        namen: knows areas.
        tabel: for its title.
        blad: name of the sheet.
        stam: name of the file without its extension.
    """

    def __init__(
        self, regels: TabelMapping, namen: Gebiedsnamen, tabel: Tabel, blad: str, stam: str
    ) -> None:
        self._gebied, self._periode, self._namen = regels.gebied, regels.periode, namen
        bestand = stam.replace("_", " ")
        self._los = {"titel": in_title(tabel.titel), "blad": blad, "bestandsnaam": bestand}
        self._teksten = {"titel": tabel.titel, "blad": (blad,), "bestandsnaam": (bestand,)}
        self._tijdnamen = {plain(naam): code for naam, code in regels.periode.namen.items()}
        self._periodes: dict[tuple[str, str], tuple[Periode, bool] | CelError] = {}

    def periode(self, tijd: str, kop: str) -> tuple[Periode, bool]:
        """The period, and whether it is provisional.

        Args:
            tijd: what the columns of the row say.
            kop: what the header of the count says, where the mapping asks for it.

        Raises:
            CelError: no period, or more than one.
        """
        if (tijd, kop) not in self._periodes:
            plekken = {"kop": kop, **self._los}
            teksten = [self._periode.vast, tijd, *(plekken[uit] for uit in self._periode.uit)]
            try:
                gevonden = combine([t for t in teksten if t], self._tijdnamen, kolom=tijd)
                self._periodes[tijd, kop] = gevonden
            except CelError as fout:
                self._periodes[tijd, kop] = fout
        gelezen = self._periodes[tijd, kop]
        if isinstance(gelezen, CelError):
            raise gelezen
        return gelezen

    def gebied(self, tekst: str, jaar: int | None) -> str:
        """The code of the area.

        Args:
            tekst: what the row or the header says; empty: it stands elsewhere.
            jaar: in which it must exist; None when the period is not known.

        Raises:
            CelError: no such area, more than one, or none in that year.
        """
        naam = self._gebied.vast or tekst
        if not (naam or self._gebied.kolommen):
            naam = self._loose()
        return self._namen.find(naam).code if jaar is None else self._namen.code(naam, jaar)

    def _loose(self) -> str:
        """The area that stands in the title, the name of the sheet or that of the file."""
        gevonden = {
            self._namen.find(naam).code: naam
            for uit in self._gebied.uit
            for tekst in self._teksten.get(uit, ())
            for naam in self._namen.within(tekst, hoofdletter=uit == "titel")
        }
        if len(gevonden) == 1:
            return next(iter(gevonden.values()))
        wat = "meer dan een gebied" if gevonden else "geen gebied dat wij kennen"
        raise CelError(f"noemt {wat}", "een gemeente of een ander gebied")
