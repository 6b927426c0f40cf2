"""What calamine does not tell of an ODS, read from its XML. No values of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from helpende_data.sources.werkboek.grenzen import MAX_CELLS, beschadigd, wachtwoord
from helpende_data.sources.werkboek.raster import Kanttekening

# Names with the prefix that every writer gives them: calamine looks for these too.
_TABLE, _OFFICE = "table:", "office:"
_ROW = _TABLE + "table-row"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_FOUTEN = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")


def remarks(delen: Mapping[str, bytes], shown: str) -> dict[str, Kanttekening]:
    """By the name of each sheet: how far it goes, hidden rows, merged cells, failed formulas.

    Args:
        delen: the parts of the package by name.

    Raises:
        SourceError: the document is encrypted, or its XML is missing or broken.
    """
    if b"encryption-data" in delen.get("META-INF/manifest.xml", b""):
        raise wachtwoord(shown)
    if "content.xml" not in delen:
        raise beschadigd(shown, "de inhoud ontbreekt")
    lezer = _Lezer()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lezer.start
    parser.EndElementHandler = lezer.end
    parser.CharacterDataHandler = lezer.text
    try:
        parser.Parse(delen["content.xml"], True)
    except (expat.ExpatError, ValueError, LookupError):
        raise beschadigd(shown) from None
    return lezer.bladen


@dataclass
class _Lezer:
    """Walks through the document and counts rows and columns, repeated ones included."""

    bladen: dict[str, Kanttekening] = field(default_factory=dict)
    blad: Kanttekening = field(default_factory=Kanttekening)
    rij: int = 0
    kolom: int = 0
    rijen: int = 0
    kolommen: int = 0
    tekst: str = ""
    gevuld: bool = False
    verborgen: bool = False

    def start(self, naam: str, velden: dict[str, str]) -> None:
        if naam == _TABLE + "table":
            self.blad = self.bladen.setdefault(velden.get(_TABLE + "name", ""), Kanttekening())
            self.rij = 0
        elif naam == _ROW:
            self.rijen = _count(velden, "number-rows-repeated")
            self.kolom = 0
            self.verborgen = velden.get(_TABLE + "visibility") in ("collapse", "filter")
        elif naam in _CELLS:
            self.kolommen = _count(velden, "number-columns-repeated")
            self.gevuld = _OFFICE + "value-type" in velden
            self.tekst = ""
            breed = _count(velden, "number-columns-spanned")
            hoog = _count(velden, "number-rows-spanned")
            if breed > 1 or hoog > 1:
                vak = (self.rij, self.kolom, self.rij + hoog - 1, self.kolom + breed - 1)
                self.blad.samengevoegd.append(vak)

    def text(self, tekst: str) -> None:
        self.gevuld = True
        if len(self.tekst) < 20:
            self.tekst += tekst.strip()

    def end(self, naam: str) -> None:
        if naam == _ROW:
            self.rij += self.rijen
        elif naam in _CELLS:
            if self.gevuld:
                self.blad.reach(self.rij + self.rijen - 1, self.kolom + self.kolommen - 1)
                if self.verborgen and self.rijen <= MAX_CELLS:  # more of them are refused later
                    self.blad.verborgen_rijen |= set(range(self.rij, self.rij + self.rijen))
                    self.verborgen = False
                if self.tekst.startswith(_FOUTEN):
                    self.blad.fouten[self.rij, self.kolom] = self.tekst
            self.kolom += self.kolommen


def _count(velden: dict[str, str], naam: str) -> int:
    return max(1, int(velden.get(_TABLE + naam, "1")))
