"""Reads the rows of one table of a sheet as a mapping says. Opens nothing, keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data.errors import Fault
from helpende_data.periodes import Periode
from helpende_data.sources.levering import Printed
from helpende_data.sources.mapping.cel import CelError, Lezer, Telling, thousands
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.kop import Kolom, Raster, Tabel
from helpende_data.sources.mapping.model import Controle, Mapping, Plek, TabelMapping
from helpende_data.sources.mapping.narekenen import Totalen, read_rate
from helpende_data.sources.mapping.plekken import Plekken
from helpende_data.sources.mapping.rollen import Koppen, Waardekolom
from helpende_data.sources.mapping.tekst import LOS, as_text, is_blank, matches, plain
from helpende_data.sources.mapping.tijd import column_text
from helpende_data.sources.werkboek import Blad, Werkboek, kolom_naam

_LONGEST = 40  # of a cell in a message


@dataclass(frozen=True)
class Feit:
    """One count with the cell where it stands (from 0)."""

    rij: int
    kolom: int
    code: str  # indicator, or indicator/dimensie:categorie
    gebied_code: str
    periode: Periode
    voorlopig: bool
    telling: Telling


@dataclass(frozen=True)
class Sleutel:
    """The texts of a row that say what its counts are about."""

    gebied: str
    wat: str
    tijd: str

    @property
    def teksten(self) -> tuple[str, ...]:
        return self.gebied, self.wat, self.tijd


class TabelLezer:
    """Reads one table; what it saw stands in `feiten`, `faults`, `waarschuwingen`, `gedrukt`.

    Args:
        boek: where the table stands, for the trace of each cell.
        stam: name of the file without its extension, for a period or area that stands in it.
    """

    def __init__(
        self,
        boek: Werkboek,
        raster: Raster,
        tabel: Tabel,
        mapping: Mapping,
        regels: TabelMapping,
        namen: Gebiedsnamen,
        stam: str,
    ) -> None:
        self._boek, self._raster, self._tabel = boek, raster, tabel
        self._mapping, self._regels, self._namen = mapping, regels, namen
        self._koppen = Koppen(regels, namen)
        self._rollen = self._koppen.assign(tabel)
        self._plekken = Plekken(regels, namen, tabel, raster.blad.naam, stam)
        self._eigen = {plain(naam) for naam in regels.gebied.namen}
        self._erboven: dict[int, str] = {}  # last text of each column that is drawn through
        self._lezers = {w.kolom.nummer: self._reader(w.kolom) for w in self._rollen.waarden}
        self._totalen = Totalen()
        self.feiten: list[Feit] = []
        self.faults: dict[Fault, None] = {}  # in order, each once
        self.waarschuwingen: list[Fault] = []
        self.gedrukt: list[Printed] = []

    def read(self) -> None:
        """Read every row of the table."""
        self._check_columns()
        if self._rollen.waarden:
            for rij in range(self._tabel.eerste, self._tabel.einde):
                if not self._raster.is_blank_row(rij):
                    self._row(rij)

    def _reader(self, kolom: Kolom) -> Lezer:
        r, bron = self._regels, self._mapping.herkomst
        rijen = self._raster.rijen[self._tabel.eerste : self._tabel.einde]
        teken = thousands((rij[kolom.nummer] for rij in rijen), r.duizendtal)
        tekens = {plain(tekst): teken for tekst, teken in r.tekens.items()}
        return Lezer(tekens, r.leeg, teken, bron.afronding, bron.marge)

    def _check_columns(self) -> None:
        kop = self._tabel.eerste - 1
        for naam in self._rollen.ontbreekt:
            self._fault(kop, None, CelError(f"de kolom {naam} ontbreekt", "deze kop"))
        for kolom in self._rollen.onbekend:
            if self._is_filled(kolom):
                wat = "deze kolom staat niet in de mapping" if kolom.delen else "kolom zonder kop"
                raad = "een kop die bij [labels] of bij kolommen.negeren staat"
                self._fault(kop, kolom.nummer, CelError(wat, raad), kolom.kop)

    @property
    def ongebruikt(self) -> tuple[str, ...]:
        """Headers of the columns that hold something and that the mapping says not to read."""
        return tuple(kolom.kop for kolom in self._rollen.genegeerd if self._is_filled(kolom))

    def _is_filled(self, kolom: Kolom) -> bool:
        rijen = self._raster.rijen[self._tabel.eerste : self._tabel.einde]
        return any(not is_blank(rij[kolom.nummer]) for rij in rijen)

    def _row(self, rij: int) -> None:
        waarden = [self._raster.rijen[rij][w.kolom.nummer] for w in self._rollen.waarden]
        leeg = all(map(is_blank, waarden))
        sleutel = self._key(rij)
        patronen = self._regels
        # Own names go before patterns: "Totaal regio" may be an area, while "Totaal*" is skipped.
        teksten = [t for t in sleutel.teksten if t and plain(t) not in self._eigen]
        if any(matches(tekst, patronen.rijen_overslaan) for tekst in teksten):
            return
        if any(matches(tekst, patronen.rijen_totaal) for tekst in teksten):
            self._total_row(rij, sleutel)
            return
        if leeg and self._is_note(sleutel):
            return
        if rij in self.blad.verborgen_rijen:
            self._warn(rij, None, "deze rij is verborgen en is meegelezen")
        gevonden = {}
        for waarde in self._rollen.waarden:
            feit = self._cell(rij, waarde, sleutel)
            if feit is not None:
                gevonden[waarde.kolom] = feit
        self.feiten += gevonden.values()
        for kolom, controle in self._rollen.controles:
            self._rate(rij, kolom, controle, gevonden)

    def _key(self, rij: int) -> Sleutel:
        """What a row is about; merged cells and cells drawn through are filled."""
        gebied = self._texts(rij, self._rollen.gebied, self._regels.gebied)
        wat = self._texts(rij, self._rollen.wat, self._regels.wat)
        kolommen = self._rollen.periode
        tijd = self._texts(rij, tuple(k.nummer for k in kolommen), self._regels.periode)
        tijd = [column_text(k.kop, tekst) for k, tekst in zip(kolommen, tijd, strict=True)]
        return Sleutel(
            " ".join(deel for deel in gebied if deel),
            LOS.join(deel for deel in wat if deel),
            " ".join(deel for deel in tijd if deel),
        )

    def _texts(self, rij: int, kolommen: Sequence[int], plek: Plek) -> list[str]:
        teksten = []
        for kolom in kolommen:
            tekst = as_text(self._raster.cel(rij, kolom))
            if plek.doortrekken:
                tekst = self._erboven[kolom] = tekst or self._erboven.get(kolom, "")
            teksten.append(tekst)
        return teksten

    def _is_note(self, sleutel: Sleutel) -> bool:
        """Is a row without counts a note, a line in between or a title?"""
        r, m = self._rollen, self._regels
        plekken = ((m.gebied, sleutel.gebied), (m.wat, sleutel.wat), (m.periode, sleutel.tijd))
        genoemd = [tekst for plek, tekst in plekken if plek.kolommen]
        if not all(genoemd):
            return True
        if r.wat and not self._code(sleutel, r.waarden[0]):
            return True
        return len(genoemd) == 1 and bool(r.gebied) and not self._namen.knows(sleutel.gebied)

    def _cell(self, rij: int, waarde: Waardekolom, sleutel: Sleutel) -> Feit | None:
        """The count in one cell; None when it is skipped or wrong."""
        kolom = waarde.kolom.nummer
        cel = self._raster.rijen[rij][kolom]
        code = self._code(sleutel, waarde)
        if not code:
            wat = CelError("dit onderwerp staat niet in de mapping", "een tekst bij [labels]")
            plek = self._rollen.wat[0] if self._rollen.wat else kolom
            self._fault(rij, plek, wat, sleutel.wat or waarde.kolom.kop)
            return None
        tijd = self._periode(rij, sleutel, waarde.kolom)
        gebied = self._gebied(rij, sleutel, waarde, tijd)
        try:
            if is_blank(cel) and not is_blank(self._raster.cel(rij, kolom)):
                raise CelError("is samengevoegd met een andere cel", "een aantal per cel")
            telling = self._lezers[kolom].read(cel)
        except CelError as fout:
            self._fault(rij, kolom, fout)
            return None
        if telling is None or tijd is None or not gebied:
            return None
        if telling.noot:
            self._warn(rij, kolom, "bij dit aantal staat een teken van een noot", as_text(cel))
        if plain(sleutel.gebied) not in self._eigen:
            self._totalen.add((kolom, sleutel.wat, sleutel.tijd), telling)
        voorlopig = tijd[1] or self._mapping.voorlopig
        return Feit(rij, kolom, code, gebied, tijd[0], voorlopig, telling)

    def _code(self, sleutel: Sleutel, waarde: Waardekolom) -> str:
        return self._koppen.code(sleutel.wat, waarde)

    def _periode(self, rij: int, sleutel: Sleutel, kolom: Kolom) -> tuple[Periode, bool] | None:
        """The period of a cell and whether it is provisional; None when it is wrong."""
        plek = self._regels.periode
        kop = kolom.kop if "kop" in plek.uit else ""
        try:
            return self._plekken.periode(sleutel.tijd, kop)
        except CelError as fout:
            if self._rollen.periode:
                self._fault(rij, self._rollen.periode[0].nummer, fout, sleutel.tijd)
            elif kop:
                self._fault(self._tabel.eerste - 1, kolom.nummer, fout, kop)
            else:
                self._whole("de periode", plek, fout)
            return None

    def _gebied(
        self, rij: int, sleutel: Sleutel, waarde: Waardekolom, tijd: tuple[Periode, bool] | None
    ) -> str:
        """The code of the area; empty when it is wrong."""
        try:
            jaar = tijd[0].jaar if tijd else None
            return self._plekken.gebied(sleutel.gebied or waarde.gebied, jaar)
        except CelError as fout:
            if self._rollen.gebied:
                self._fault(rij, self._rollen.gebied[0], fout, sleutel.gebied)
            elif waarde.gebied:
                self._fault(self._tabel.eerste - 1, waarde.kolom.nummer, fout, waarde.gebied)
            else:
                self._whole("het gebied", self._regels.gebied, fout)
            return ""

    def _total_row(self, rij: int, sleutel: Sleutel) -> None:
        for waarde in self._rollen.waarden:
            kolom = waarde.kolom.nummer
            cel = self._raster.rijen[rij][kolom]
            if is_blank(cel):
                continue
            try:
                totaal = self._lezers[kolom].read(cel)
                wat = "" if matches(sleutel.wat, self._regels.rijen_totaal) else sleutel.wat
                tijd = "" if matches(sleutel.tijd, self._regels.rijen_totaal) else sleutel.tijd
                if totaal is not None:
                    self._totalen.check((kolom, wat, tijd), totaal)
            except CelError as fout:
                self._fault(rij, kolom, fout)
        self._totalen.close()

    def _rate(self, rij: int, kolom: Kolom, controle: Controle, feiten: dict[Kolom, Feit]) -> None:
        """Hand over a printed rate with the counts that it is made from."""
        cel = self._raster.rijen[rij][kolom.nummer]
        if is_blank(cel):
            return
        teller = _nearest(feiten, controle.teller, kolom)
        noemer = _nearest(feiten, controle.noemer, kolom)
        if controle.noemer_kolom in self._rollen.noemers:
            bron = self._rollen.noemers[controle.noemer_kolom].nummer
            try:
                lezer = Lezer({}, "overslaan", self._regels.duizendtal)
                noemer = lezer.read(self._raster.rijen[rij][bron])
            except CelError as fout:
                self._fault(rij, bron, fout)
        if teller is None or noemer is None or teller.hoog is None or not noemer.hoog:
            return
        verwacht = teller.hoog / noemer.hoog * controle.per
        try:
            gelezen, decimalen = read_rate(cel, controle.per, verwacht)
        except CelError as fout:
            if plain(as_text(cel)) not in map(plain, self._regels.tekens):
                self._fault(rij, kolom.nummer, fout)
            return
        plek = self._boek.vindplaats(self.blad, rij, kolom.nummer)
        deel, heel = (teller.laag, teller.hoog), (noemer.laag, noemer.hoog)
        self.gedrukt.append(Printed(plek, kolom.kop, gelezen, decimalen, deel, heel, controle.per))

    @property
    def blad(self) -> Blad:
        return self._raster.blad

    def fault_at(
        self, rij: int, kolom: int | None, wat: str, staat: str = "", verwacht: str = ""
    ) -> Fault:
        """A fault in a cell (from 0) as messages name its place."""
        naam = ""
        if kolom is not None:
            # A text file has no letters: there the header says which column it is.
            koppen = {k.nummer: k.kop for k in self._tabel.kolommen}
            naam = kolom_naam(kolom) if self.blad.naam else koppen.get(kolom, "")
        kort = staat if len(staat) <= _LONGEST else f"{staat[: _LONGEST - 1]}…"
        return Fault(rij + 1, naam, wat, self.blad.naam, kort, verwacht)

    def _fault(self, rij: int, kolom: int | None, fout: CelError, staat: str = "") -> None:
        if not staat and kolom is not None:
            staat = as_text(self._raster.cel(rij, kolom))
        self.faults[self.fault_at(rij, kolom, fout.wat, staat, fout.verwacht)] = None

    def _whole(self, wat: str, plek: Plek, fout: CelError) -> None:
        """A fault that is about the whole table: a title, a sheet's or a file's name."""
        waar = " en ".join(plek.uit)
        zin = f"{wat} moet in {waar} staan, maar die {fout.wat}"
        self.faults[Fault(0, "", zin, self.blad.naam, "", fout.verwacht)] = None

    def _warn(self, rij: int, kolom: int | None, wat: str, staat: str = "") -> None:
        self.waarschuwingen.append(self.fault_at(rij, kolom, wat, staat))


def _nearest(feiten: dict[Kolom, Feit], code: str, kolom: Kolom) -> Telling | None:
    """The count with this code that stands nearest to a column of rates."""
    keuze = {abs(k.nummer - kolom.nummer): f.telling for k, f in feiten.items() if f.code == code}
    return keuze[min(keuze)] if keuze else None
