"""Counts the rows of a file by area, half-year, kind and category, in one pass. Keeps no row."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from helpende_data.periodes import Periode
from helpende_data.sources.persoonsgegevens import Bevinding, check_waarden
from helpende_data.sources.records.betekenis import BUITEN, LEEG, NIET_TELLEN, Betekenis
from helpende_data.sources.records.blokken import Blok
from helpende_data.sources.records.cellen import Cellen
from helpende_data.sources.records.fouten import HELE_RIJ, Fouten
from helpende_data.sources.records.huishoudens import Gezinnen, household_keys
from helpende_data.sources.records.kolomscan import Kolomscan
from helpende_data.sources.records.model import OVERSLAAN, Records
from helpende_data.sources.records.waarden import ONBEKEND, Waarden

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, Any]

_AREAS, _HALVES = 1 << 11, 1 << 7  # more than there can be
_DAY = len("2024-03-31")
_WHY = {
    LEEG: "is leeg",
    ONBEKEND: "heeft een onbekende waarde",
    BUITEN: "ligt buiten de periode van het bestand",
}
_PLACE = {
    ONBEKEND: "noemt een gemeente die er in dat jaar niet was",
    BUITEN: "noemt een gemeente buiten het gebied van de levering",
}


@dataclass
class Telling:
    """What was counted.

    Args:
        aantallen: dimension (empty: all rows) -> counts, shape (areas, half-years, indicators),
            for a dimension (..., sets of categories); in the order of the lists of the meaning.
        gezinnen: reports by household.
        rijen: rows of the file that were seen.
        maanden: codes of the months that have rows that count.
        overgeslagen: were there rows of areas outside the catchment, that do not count?
    """

    aantallen: dict[str, Codes] = field(default_factory=dict)
    gezinnen: Gezinnen = field(default_factory=Gezinnen)
    fouten: Fouten = field(default_factory=Fouten)
    rijen: int = 0
    maanden: set[int] = field(default_factory=set)
    overgeslagen: bool = False


@dataclass
class _Deel:
    """What was counted in one block."""

    rijen: int
    fouten: Fouten
    aantallen: dict[str, Codes] = field(default_factory=dict)
    gezinnen: Codes | None = None
    maanden: tuple[int, ...] = ()
    overgeslagen: bool = False


class Teller:
    """Counts the rows of one file.

    Args:
        namen: headers of the file, in its order.
    """

    def __init__(self, namen: tuple[str, ...], records: Records, betekenis: Betekenis) -> None:
        import numpy as np

        self._namen = namen
        self._records = records
        self._betekenis = betekenis
        self._key = secrets.randbits(63)
        meanings: dict[tuple[str, str], Callable[[str], int]] = {
            (records.gebied, ""): betekenis.gebied,
            (records.datum, ""): betekenis.datum,
        }
        if records.soort:
            meanings[records.soort, ""] = betekenis.soort
        for deel in records.uitsplitsingen:
            meanings[deel.kolom, deel.dimensie] = betekenis.categorie(deel)
        self._waarden = {waar: Waarden(meaning) for waar, meaning in meanings.items()}
        counted = {kolom for kolom, _ in meanings}
        self._scans = {naam: Kolomscan() for naam in namen if naam not in counted}
        # Whether an area counts in a half-year, once that was asked; 1: not asked yet.
        self._places = np.ones((_AREAS, _HALVES), "i1")

    def count(self, blokken: Generator[Blok], eerste_rij: int) -> Telling:
        """Count every block.

        Args:
            eerste_rij: number of the first row in the file, for the list of faults.
        """
        geheel = Telling()
        # The next block is read while this one is counted. Counting in more threads gains nothing:
        # each of its many steps is short, and Python lets one thread in at a time.
        with ThreadPoolExecutor(1) as lezer:
            volgende = lezer.submit(next, blokken, None)
            while blok := volgende.result():
                volgende = lezer.submit(next, blokken, None)
                _merge(geheel, self._count(blok), eerste_rij)
        return geheel

    def personal(self, telling: Telling) -> list[Bevinding]:
        """The columns that hold data about people, seen in all rows, also those that do not count.

        Args:
            telling: says of which months the rows are that count.
        """
        maanden = [Periode.parse(self._betekenis.maanden.namen[maand]) for maand in telling.maanden]
        sinds = min((date(maand.jaar, maand.nummer, 1) for maand in maanden), default=None)
        gevonden = [
            check_waarden(kolom, waarden.texts, sinds=sinds, tijd=kolom == self._records.datum)
            for (kolom, _), waarden in self._waarden.items()
        ]
        gevonden += [scan.check(kolom, sinds=sinds) for kolom, scan in self._scans.items()]
        return [bevinding for bevinding in gevonden if bevinding]

    def _count(self, blok: Blok) -> _Deel:
        """The counts of one block; none when it has faults, since they stop the whole file."""
        import numpy as np

        uit = _Deel(blok.rijen, Fouten())
        plaats = blok.plaats
        uit.fouten.add(np.array(blok.scheef), HELE_RIJ, "heeft te veel of te weinig cellen")
        uit.fouten.add(np.array(blok.gebroken), HELE_RIJ, "mist een aanhalingsteken")
        kolommen = dict(zip(self._namen, blok.kolommen, strict=False))
        if kolommen and not kolommen[self._records.gebied].length.all():  # any blank rows?
            filled = np.flatnonzero(sum(cellen.length for cellen in kolommen.values()))
            plaats = plaats[filled]
            kolommen = {naam: cellen.take(filled) for naam, cellen in kolommen.items()}
        if not len(plaats):
            return uit
        for naam, scan in self._scans.items():
            scan.see(kolommen[naam], mail=blok.mail)
        datum = kolommen[self._records.datum]
        if datum.length.max() > _DAY:  # with a time behind it each cell would be a text of its own
            kolommen[self._records.datum] = datum.until(b" T", (_DAY, _DAY - 1, _DAY - 2))
        codes = {
            waar: waarden.codes(kolommen[waar[0]], self._key)
            for waar, waarden in self._waarden.items()
        }
        rijen = self._rows(codes, plaats, uit)
        if uit.fouten.aantal:
            self._households(codes, rijen, kolommen, plaats, uit)
        else:
            self._add_up(codes, rijen, kolommen, plaats, uit)
        return uit

    def _rows(self, codes: dict[tuple[str, str], Codes], plaats: Codes, uit: _Deel) -> Any:
        """Which rows count; the faults of the others go to `uit`."""
        import numpy as np

        records = self._records
        gebied, maand = codes[records.gebied, ""], codes[records.datum, ""]
        soort = codes.get((records.soort, ""), np.zeros(len(gebied), "i4"))
        codes[records.soort, ""] = soort
        if (telt := soort != NIET_TELLEN).all():
            telt = np.True_
        for kolom in (records.gebied, records.datum, records.soort):
            self._faults(codes[kolom, ""], telt, kolom, plaats, uit)
        for deel in records.uitsplitsingen:
            splits = telt
            if len(deel.voor) < len(records.indicatoren):
                welke = [records.indicatoren.index(code) for code in deel.voor]
                splits = telt & np.isin(soort, welke)
            self._faults(codes[deel.kolom, deel.dimensie], splits, deel.kolom, plaats, uit)
        if uit.fouten.aantal:  # of a row with another fault its place can be wrong as well
            telt = telt & (gebied >= 0) & (maand >= 0) & (soort >= 0)
        if not telt.any():
            return np.zeros(0, "i8")
        if telt is not np.True_:
            gebied, maand = np.where(telt, gebied, 0), np.where(telt, maand, 0)
        places = self._place(gebied, self._halves(maand))
        if not places.any():
            return slice(None) if telt is np.True_ else np.flatnonzero(telt)
        for code, wat in _PLACE.items():
            if code == BUITEN and records.buiten == OVERSLAAN:
                uit.overgeslagen |= bool((places == code).any())
            else:
                uit.fouten.add(plaats[telt & (places == code)], records.gebied, wat)
        return np.flatnonzero(telt & (places == 0))

    def _faults(self, codes: Codes, telt: Any, kolom: str, plaats: Codes, uit: _Deel) -> None:
        if codes.min() < 0:
            for code, wat in _WHY.items():
                uit.fouten.add(plaats[telt & (codes == code)], kolom, wat)

    def _halves(self, maand: Codes) -> Codes:
        """The half-year of each month."""
        import numpy as np

        halves: Codes = np.array(self._betekenis.halfjaar_of, "i4").take(maand)
        return halves

    def _place(self, gebied: Codes, half: Codes) -> Codes:
        """Per row 0, or why its area does not count in its half-year."""
        import numpy as np

        flat = gebied.astype("i8") * _HALVES + half
        places: Codes = self._places.ravel().take(flat)
        if (places == 1).any():
            for nieuw in np.unique(flat[places == 1]).tolist():
                plek = divmod(nieuw, _HALVES)
                self._places[plek] = self._betekenis.place(*plek)
            places = self._places.ravel().take(flat)
        return places

    def _add_up(
        self,
        codes: dict[tuple[str, str], Codes],
        rijen: Any,
        kolommen: dict[str, Cellen],
        plaats: Codes,
        uit: _Deel,
    ) -> None:
        import numpy as np

        records, betekenis = self._records, self._betekenis
        gebied, maand = codes[records.gebied, ""][rijen], codes[records.datum, ""][rijen]
        soort, half = codes[records.soort, ""][rijen], self._halves(maand)
        uit.maanden = tuple(np.flatnonzero(np.bincount(maand)).tolist())
        shape = (len(betekenis.gebieden), len(betekenis.halfjaren), len(records.indicatoren))
        cel = (gebied.astype("i8") * shape[1] + half) * shape[2] + soort
        size = int(np.prod(shape))
        uit.aantallen[""] = np.bincount(cel, minlength=size).reshape(shape)
        for deel in records.uitsplitsingen:
            breedte = len(betekenis.combinaties[deel.dimensie])
            code = codes[deel.kolom, deel.dimensie][rijen]
            welke = cel * breedte + code
            if code.min(initial=0) < 0:
                welke = welke[code >= 0]
            uit.aantallen[deel.dimensie] = np.bincount(welke, minlength=size * breedte).reshape(
                *shape, breedte
            )
        if gezinnen := self._households(codes, rijen, kolommen, plaats, uit):
            van, cellen = gezinnen
            uit.gezinnen = household_keys(cellen.hashes(self._key), gebied[van], half[van])

    def _households(
        self,
        codes: dict[tuple[str, str], Codes],
        rijen: Any,
        kolommen: dict[str, Cellen],
        plaats: Codes,
        uit: _Deel,
    ) -> tuple[Codes, Cellen] | None:
        """Which of the counted rows name a household, and their names; a blank one is a fault."""
        import numpy as np

        records = self._records
        if not records.huishoudens:
            return None
        soort = codes[records.soort, ""][rijen]
        van = np.flatnonzero(soort == records.indicatoren.index(records.huishoudens.van))
        wie = np.arange(len(plaats))[rijen][van]
        cellen = kolommen[records.huishoudens.kolom].take(wie)
        uit.fouten.add(plaats[wie[cellen.blank()]], records.huishoudens.kolom, _WHY[LEEG])
        return van, cellen


def _merge(geheel: Telling, deel: _Deel, eerste_rij: int) -> None:
    import numpy as np

    geheel.fouten.merge(deel.fouten, geheel.rijen + eerste_rij)
    geheel.rijen += deel.rijen
    geheel.maanden.update(deel.maanden)
    geheel.overgeslagen |= deel.overgeslagen
    for dimensie, aantal in deel.aantallen.items():
        som = geheel.aantallen.get(dimensie, np.zeros((0,) * aantal.ndim, "i8"))
        shape = np.maximum(som.shape, aantal.shape)
        if (shape > som.shape).any():
            som = np.pad(som, [(0, int(meer)) for meer in shape - som.shape])
        som[tuple(map(slice, aantal.shape))] += aantal
        geheel.aantallen[dimensie] = som
    if deel.gezinnen is not None:
        geheel.gezinnen.add(deel.gezinnen)
