"""The report as frozen parts, filled once; each format is a drawing of it. Knows no format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from helpende_data.disclosure import Cel
from helpende_data.figures.model import Tekening
from helpende_data.reports.huisstijl.model import GEWOON, Huisstijl
from helpende_data.statistics import Cijfer


@dataclass(frozen=True)
class Alinea:
    """A paragraph; `soort` says how it is printed.

    gewoon, let_op (a warning beside figures), uitleg (small print) or eigen (written by the
    analyst: marked as such in every format).
    """

    tekst: str
    soort: str = "gewoon"


@dataclass(frozen=True)
class Lijst:
    """Short points, in order."""

    punten: tuple[str, ...]
    genummerd: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table of texts as printed; `getallen` says which columns hold numbers (right-aligned).

    As `tegels` each row is a tile on the page: a number, what it is, and small print.
    """

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    getallen: tuple[bool, ...]
    noot: str = ""
    tegels: bool = False


@dataclass(frozen=True)
class Figuur:
    """A chart with its finding as title, and the same figures as a table.

    Args:
        naam: short name without blanks, unique in the report; becomes id and file name.
        titel: the finding in words.
        onderschrift: measure, period and population.
        bron: the source line, built from herkomst.
        alt: the chart in words, made from the data.
        tekening: what to draw.
        tabel: the same figures as a table.
    """

    naam: str
    titel: str
    onderschrift: str
    bron: str
    alt: str
    tekening: Tekening
    tabel: Tabel


_FEW = 5  # chapters that a reader finds without a table of contents

Blok = Alinea | Lijst | Tabel | Figuur


@dataclass(frozen=True)
class Sectie:
    """A chapter: heading, anchor and blocks; `nieuwe_pagina` starts a page in print."""

    kop: str
    anker: str
    blokken: tuple[Blok, ...]
    nieuwe_pagina: bool = False


@dataclass(frozen=True)
class Bronregel:
    """One source as the accountability section and the manifest name it."""

    uitgever: str
    titel: str
    adres: str
    licentie: str
    gepubliceerd: str
    opgehaald: str
    bestand: str
    sha256: str  # empty for what is not public: the hash of a small table can be found by trying
    gewijzigd: bool
    levering: str = ""  # number in the data set, for what is not public


def last_fetched(bronnen: Iterable[Bronregel]) -> str:
    """The last day on which one of the sources was fetched; empty when none tells."""
    return max((b.opgehaald for b in bronnen if b.opgehaald[:1].isdecimal()), default="")


@dataclass(frozen=True)
class Wijziging:
    """One printed figure that was another one in the edition before; `was` may be left out."""

    gebied_code: str
    indicator: str
    uitsplitsing: str
    periode: str
    maat: str
    was: str
    nu: str


@dataclass(frozen=True)
class Wijzigingen:
    """How the figures differ from the last edition with other figures.

    Args:
        sinds: the date of its data.
        erbij, weg: how many figures are new, and how many are not printed any more.
        over: the period that edition was about, when that was an earlier one: then only what
            stands in both is compared, and nothing is new or gone. Empty for the same period.
    """

    sinds: str
    regels: tuple[Wijziging, ...]
    erbij: int
    weg: int
    over: str = ""


@dataclass(frozen=True)
class Rapport:
    """A whole report for one area, period and audience.

    `stempel` (for example VOORBEELDCIJFERS) stands on every page, sheet and figure. `rust_op` are
    the counts rounded by us that anything in it was made of, shown or not.
    """

    gebied_code: str
    gebied: str
    periode: str
    periode_label: str
    publiek: str
    titel: str
    ondertitel: str
    voorblad: tuple[Blok, ...]
    kern: tuple[str, ...]
    secties: tuple[Sectie, ...]
    cijfers: tuple[Cijfer, ...]
    bronnen: tuple[Bronregel, ...]
    contact: str
    versie: str
    stempel: str = ""
    eigen_bestanden: tuple[str, ...] = ()  # files of the werkmap that stand in for packaged ones
    woorden: dict[str, str] = field(default_factory=dict)  # abbreviation -> meaning
    kort: bool = False  # in print no table of contents and nothing behind the last chapter
    blad: bool = False  # short, and in print one sheet
    eigen_tekst: tuple[str, ...] = ()  # paragraphs with a number that the analyst wrote
    wijzigingen: Wijzigingen | None = None  # None: there was no earlier edition
    rust_op: frozenset[Cel] = frozenset()
    organisatie: str = ""  # whose report it is, from the style file
    huisstijl: Huisstijl = GEWOON
    vast: tuple[str, ...] = ()  # texts whose numbers are no figures; the gate lets them pass

    @property
    def inhoudsopgave(self) -> bool:
        """Is it long enough for a table of contents in print?"""
        return not self.kort and len(self.secties) > _FEW

    def eigen_woorden(self) -> tuple[tuple[str, str], ...]:
        """Each paragraph that the analyst wrote, behind the heading of its chapter."""
        return tuple(
            (sectie.kop, blok.tekst)
            for sectie in self.secties
            for blok in sectie.blokken
            if isinstance(blok, Alinea) and blok.soort == "eigen"
        )

    def figuren(self) -> tuple[Figuur, ...]:
        """The figures in reading order, those on the front page too."""
        groepen = (self.voorblad, *(sectie.blokken for sectie in self.secties))
        return tuple(blok for groep in groepen for blok in groep if isinstance(blok, Figuur))


def texts(deel: Any) -> Iterator[str]:
    """Every text in a part of the model, in order; what a chart draws is left out."""
    if isinstance(deel, str):
        yield deel
    elif isinstance(deel, (tuple, list)):
        for stuk in deel:
            yield from texts(stuk)
    elif isinstance(deel, dict):
        yield from texts([*deel.keys(), *deel.values()])
    elif is_dataclass(deel) and not isinstance(deel, Tekening):
        for veld in fields(deel):
            yield from texts(getattr(deel, veld.name))
