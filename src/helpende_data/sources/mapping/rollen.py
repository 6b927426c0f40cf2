"""What each column of a table is for, by its header. Reads no rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.kop import Kolom, Tabel
from helpende_data.sources.mapping.model import Controle, TabelMapping
from helpende_data.sources.mapping.tekst import LOS, matches, plain
from helpende_data.sources.periodetekst import find_periode


@dataclass(frozen=True)
class Waardekolom:
    """A column with counts, and what its header says about them.

    Args:
        namen: ways to write what is left of the header without area and period.
        gebied: the part of the header that names the area, if any.
    """

    kolom: Kolom
    namen: tuple[str, ...] = ()
    gebied: str = ""


@dataclass(frozen=True)
class Rollen:
    """The columns of one table by what they are for; numbers count from 0.

    Args:
        genegeerd: columns that the mapping says not to read.
        onbekend: columns that the mapping does not name.
        ontbreekt: headers that the mapping names and the table lacks.
    """

    gebied: tuple[int, ...]
    periode: tuple[Kolom, ...]
    wat: tuple[int, ...]
    waarden: tuple[Waardekolom, ...]
    controles: tuple[tuple[Kolom, Controle], ...]
    noemers: Mapping[str, Kolom]
    genegeerd: tuple[Kolom, ...]
    onbekend: tuple[Kolom, ...]
    ontbreekt: tuple[str, ...]


class Koppen:
    """The headers that a mapping names, made plain once.

    Args:
        tabel: the mapping.
        namen: knows areas, for a header that holds them.
    """

    def __init__(self, tabel: TabelMapping, namen: Gebiedsnamen) -> None:
        self._tabel = tabel
        self._namen = namen
        self.labels = {plain(tekst): code for tekst, code in tabel.labels.items()}
        self._einden = {tekst.rpartition(LOS)[2] for tekst in self.labels}
        self._anders = {plain(kop): plain(naam) for kop, naam in tabel.anders.items()}
        self._codes: dict[tuple[str, int], str] = {}
        self._noemers = [c.noemer_kolom for c in tabel.controles.values() if c.noemer_kolom]

    def assign(self, tabel: Tabel) -> Rollen:
        """The role of every column of a table."""
        m = self._tabel
        over = list(tabel.kolommen)

        def take(koppen: tuple[str, ...]) -> tuple[Kolom, ...]:
            genomen = tuple(k for kop in koppen for k in over if self._is(k, kop))
            for kolom in genomen:
                if kolom in over:
                    over.remove(kolom)
            return genomen

        gebied, periode, wat = (take(plek.kolommen) for plek in (m.gebied, m.periode, m.wat))
        controles = tuple((k, c) for kop, c in m.controles.items() for k in take((kop,)))
        noemers = {kop: k for kop in self._noemers for k in take((kop,))}
        genegeerd = [k for k in over if matches(k.kop, m.negeren) or self._names(k) & self._negeren]
        gevonden = [self._value(k) for k in over if k not in genegeerd and k.delen]
        waarden = tuple(w for w in gevonden if w is not None)
        bekend = {w.kolom for w in waarden} | set(genegeerd)
        genoemd = (*m.gebied.kolommen, *m.periode.kolommen, *m.wat.kolommen)
        genoemd += (*m.controles, *self._noemers, *((m.aantal,) if m.aantal else ()))
        aanwezig = {naam for k in tabel.kolommen for naam in self._names(k)}
        aanwezig |= {naam for w in waarden for naam in w.namen}
        if not m.aantal and not m.wat.kolommen:
            genoemd += tuple(m.labels)
        weg = [k for k in dict.fromkeys(genoemd) if plain(k) not in aanwezig]
        return Rollen(
            tuple(k.nummer for k in gebied),
            periode,
            tuple(k.nummer for k in wat),
            waarden,
            controles,
            noemers,
            tuple(genegeerd),
            tuple(k for k in over if k not in bekend),
            tuple(kop for kop in weg if kop not in m.mag_ontbreken),
        )

    @property
    def _negeren(self) -> set[str]:
        return {plain(kop) for kop in self._tabel.negeren}

    def _names(self, kolom: Kolom) -> set[str]:
        """How this column may be called, other spellings turned into those of the mapping."""
        return {self._anders.get(naam, naam) for naam in kolom.namen}

    def _is(self, kolom: Kolom, kop: str) -> bool:
        return plain(kop) in self._names(kolom)

    def _value(self, kolom: Kolom) -> Waardekolom | None:
        """The column as one of counts, when its header is one that the mapping expects."""
        m = self._tabel
        if m.aantal:
            return Waardekolom(kolom) if self._is(kolom, m.aantal) else None
        delen, gebied, periode = list(kolom.delen), "", ""
        if "kop" in m.gebied.uit:
            gebied = next((deel for deel in delen if self._namen.knows(deel)), "")
            delen = [deel for deel in delen if deel != gebied]
        if "kop" in m.periode.uit and (find_periode(kolom.kop).delen or m.periode.namen):
            periode = kolom.kop
            delen = [find_periode(deel).rest for deel in delen]
        over = tuple(deel for deel in delen if deel and plain(deel) not in m.periode.namen)
        namen = tuple(self._anders.get(naam, naam) for naam in Kolom(0, over).namen)
        if "kop" in m.gebied.uit and not gebied:
            return None
        if m.wat.kolommen or m.wat.vast:
            goed = bool(gebied or periode) if not namen else bool(set(namen) & self._einden)
        else:
            goed = bool(set(namen) & set(self.labels))
        return Waardekolom(kolom, namen, gebied) if goed else None

    def code(self, rijtekst: str, waarde: Waardekolom) -> str:
        """The code of a count by its row and its column; empty when the mapping has no label."""
        vraag = (rijtekst, waarde.kolom.nummer)
        if vraag not in self._codes:
            self._codes[vraag] = self._tabel.wat.vast or self._code(plain(rijtekst), waarde.namen)
        return self._codes[vraag]

    def _code(self, rij: str, namen: Sequence[str]) -> str:
        teksten = [f"{rij}{LOS}{naam}" if rij else naam for naam in namen] or [rij]
        return next((self.labels[tekst] for tekst in teksten if tekst in self.labels), "")
