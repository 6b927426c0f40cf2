"""What decides the example figures, as `data/voorbeeld.toml` sets it. Reads and draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.periodes import Periode

GEMEENTEN = "gemeenten"  # in the place of an area: each municipality of the region


@dataclass(frozen=True)
class InwonersInstelling:
    """Base sizes per area code, and how they grow and age; shares in promille."""

    eerste_jaar: int
    laatste_jaar: int
    ruis: int
    groei_laag: int
    groei_hoog: int
    jong: int
    oud: int
    spreiding: int
    vergrijzing: int
    basis: dict[str, int]


@dataclass(frozen=True)
class Telling:
    """How often something happens in a year, how that grows, and how it splits.

    `dimensies` are drawn (category -> promille); `opgeteld` are sums of drawn categories.
    """

    per_100k: int
    landelijk: int
    groei: int
    vorm: int
    dimensies: dict[str, dict[str, int]]
    opgeteld: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Casussen:
    """How many reports are about a household that was already counted, in promille."""

    herhaald: int
    in_beide: int


@dataclass(frozen=True)
class Huisverboden:
    """Yearly counts of the municipalities of one catchment."""

    dekking: str
    per_100k: int
    groei: int
    vorm: int
    opmerking: str


@dataclass(frozen=True)
class Voorziening:
    """One facility: whose figure it is, which catchment it covers, how many in the first year."""

    gebied: str
    dekking: str
    per_jaar: int
    groei: int


@dataclass(frozen=True)
class Andere:
    """Yearly counts of another source: of one area, or per 100,000 of each municipality.

    `delen` are the parts of the one dimension that the indicator has (part -> promille).
    """

    gebied: str
    per_jaar: int
    delen: dict[str, int]


@dataclass(frozen=True)
class Scores:
    """Yearly scores of each municipality on the parts of the one dimension of an indicator."""

    laagste: int
    hoogste: int
    onderdelen: tuple[str, ...]


@dataclass(frozen=True)
class Sprong:
    """From this half-year on, a municipality stands at another level."""

    indicator: str
    gemeente: str
    vanaf: Periode
    promille: int


@dataclass(frozen=True)
class Onbekend:
    """A cell that is left out on purpose."""

    indicator: str
    uitsplitsing: str
    gemeente: str
    periode: Periode
    opmerking: str


@dataclass(frozen=True)
class Instellingen:
    """Everything that decides the example figures."""

    zaad: int
    regio: str
    eerste_jaar: int
    laatste_jaar: int
    voorlopig_vanaf: Periode
    vergelijking: tuple[str, ...]
    inwoners: InwonersInstelling
    tellingen: dict[str, Telling]
    casussen: Casussen
    huisverboden: Huisverboden
    voorzieningen: dict[str, Voorziening]
    andere: dict[str, Andere]
    scores: dict[str, Scores]
    sprongen: tuple[Sprong, ...]
    onbekend: tuple[Onbekend, ...]

    @property
    def jaren(self) -> range:
        return range(self.eerste_jaar, self.laatste_jaar + 1)
