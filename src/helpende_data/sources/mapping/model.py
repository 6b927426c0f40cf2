"""What a mapping says: which cell of a delivery means what. Reads no files.

The keys are explained in data/mappings/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from typing import Any

from helpende_data.provenance import Herkomst

NUL = "nul"  # a sign or an empty cell that means: counted, and there were none


@dataclass(frozen=True)
class Plek:
    """Where a mapping finds an area, a period or a label.

    Args:
        kolommen: headers of the columns whose texts, joined, tell it.
        uit: ``kop``, ``titel``, ``blad`` or ``bestandsnaam``, or several that tell it together.
        vast: the same for every figure of the file.
        doortrekken: an empty cell repeats the one above it.
        namen: texts of the supplier -> what they stand for.
    """

    kolommen: tuple[str, ...] = ()
    uit: tuple[str, ...] = ()
    vast: str = ""
    doortrekken: bool = False
    namen: Pairs[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Teken:
    """What a sign in a count's place means."""

    status: str  # of schema.STATUSSEN, or `NUL`
    laag: int = 0
    hoog: int | None = None


@dataclass(frozen=True)
class Controle:
    """A column that must follow from counts: `teller` / `noemer` x `per`."""

    teller: str
    noemer: str = ""
    noemer_kolom: str = ""
    per: int = 100


@dataclass(frozen=True)
class TabelMapping:
    """How the cells of a sheet become counts."""

    bladen: tuple[str, ...]
    koprijen: int
    gebied: Plek
    dekking: str  # code of the catchment of every count; empty: the area itself
    periode: Plek
    wat: Plek
    aantal: str  # header of the one column with counts; empty: every column that has a label
    labels: Pairs[str, str]  # text of the supplier -> indicator, or indicator/dimensie:categorie
    anders: Pairs[str, str]  # other spelling of a header -> the spelling that the mapping uses
    negeren: tuple[str, ...]
    mag_ontbreken: tuple[str, ...]
    rijen_overslaan: tuple[str, ...]
    rijen_totaal: tuple[str, ...]
    tekens: Pairs[str, Teken]
    leeg: str
    duizendtal: str
    controles: Pairs[str, Controle]


@dataclass(frozen=True)
class Mapping:
    """One file of `data/mappings/`.

    Args:
        naam: as the file is called, without ``.toml``.
        soort: ``tabel`` or ``records``.
        shown: the file as messages name it.
        eigen: does it stand in the user's own werkmap?
        uitleg: what this delivery is, for the list and the template.
        herkomst: of every delivery that is read with it; without date and sha256.
        kop: header texts by which a file is recognised.
        bestand: pattern for the name of such a file, when the header is not enough.
        per_gebied: each file is about one area, so files of other areas stand beside it.
        tabel: for `soort` tabel.
        records: the block ``[records]`` as it stands, for `soort` records.
    """

    naam: str
    soort: str
    shown: str
    eigen: bool
    uitleg: str
    herkomst: Herkomst
    voorlopig: bool
    kop: tuple[str, ...]
    bestand: str
    per_gebied: bool = False
    tabel: TabelMapping | None = None
    records: Pairs[str, Any] = field(default_factory=dict)


def split_code(code: str) -> tuple[str, str]:
    """``meldingen/rol:beroepsmatig`` -> indicator and uitsplitsing; without a slash: totaal."""
    indicator, _, uitsplitsing = code.partition("/")
    return indicator, uitsplitsing or "totaal"
