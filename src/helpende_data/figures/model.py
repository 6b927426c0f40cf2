"""What a figure shows: points with their state, series, steps. Data only, nothing is drawn."""

from __future__ import annotations

from dataclasses import dataclass

BEKEND, AFGESCHERMD, ONBEKEND, NVT = "bekend", "afgeschermd", "onbekend", "nvt"


@dataclass(frozen=True)
class Punt:
    """One shown figure in a chart.

    Args:
        label: what it is about, as printed beside it.
        waarde: the rounded value, None unless `toestand` is ``bekend``.
        tekst: the value as printed ("467,1"), or the words for a missing one ("niet bekend").
        laag, hoog: limits to draw, or None; a hidden count has limits but no value.
        soort: colour by meaning: gemeente, subregio, regio, land, anders.
        toestand: bekend, afgeschermd, onbekend or nvt; each is drawn differently.
        voorlopig: provisional, drawn open and marked with an asterisk.
        noot: short words under the label, for example "rekenvoorbeeld".
    """

    label: str
    waarde: float | None
    tekst: str
    laag: float | None = None
    hoog: float | None = None
    soort: str = "anders"
    toestand: str = BEKEND
    voorlopig: bool = False
    noot: str = ""


@dataclass(frozen=True)
class PuntInterval:
    """Dots with their limits, one row each, on one horizontal axis from zero."""

    punten: tuple[Punt, ...]
    eenheid: str


@dataclass(frozen=True)
class Balken:
    """Horizontal bars, one a row, with the value as text behind each."""

    punten: tuple[Punt, ...]
    eenheid: str


@dataclass(frozen=True)
class Keten:
    """A total and the parts into which it goes; parts are bars with number and share."""

    totaal: Punt
    stappen: tuple[Punt, ...]
    aandelen: tuple[str, ...]  # as printed, one for each step; may be empty texts
    eenheid: str


@dataclass(frozen=True)
class Reeks:
    """One line of a trend: one point for each period of the chart, in its order."""

    label: str
    soort: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True)
class Breuk:
    """From this period (its place on the axis) on, figures cannot be compared with before."""

    voor: int
    reden: str


@dataclass(frozen=True)
class Trend:
    """Lines over periods of one kind, from zero, with labels at the end of each line."""

    periodes: tuple[str, ...]
    reeksen: tuple[Reeks, ...]
    eenheid: str
    breuken: tuple[Breuk, ...] = ()


@dataclass(frozen=True)
class Veelluik:
    """The same small chart for each area, all on one scale, in a fixed order.

    Args:
        reeksen: one for each area; the own municipality has the kind ``gemeente``.
        achter: a line that stands in each of them to look beside, or None.
    """

    periodes: tuple[str, ...]
    reeksen: tuple[Reeks, ...]
    eenheid: str
    achter: Reeks | None = None
    breuken: tuple[Breuk, ...] = ()

    @property
    def trend(self) -> Trend:
        """The same lines in one chart."""
        achter = (self.achter,) if self.achter else ()
        return Trend(self.periodes, (*self.reeksen, *achter), self.eenheid, self.breuken)


@dataclass(frozen=True)
class Tegels:
    """One equal tile for each point; a point's `noot` is the word under its value.

    Args:
        plaatsen: column and row of each tile, from the upper left corner.
    """

    punten: tuple[Punt, ...]
    plaatsen: tuple[tuple[int, int], ...]
    eenheid: str


@dataclass(frozen=True)
class Trechter:
    """Rates of areas against their size, with limits around their average.

    Args:
        punten: all with a value; the own municipality has the kind ``gemeente``.
        groottes: inhabitants of each point.
        midden: the average rate.
        grootte: inhabitants at which the limits are given, rising.
        binnen, buiten: lower and upper limits there, the narrow and the wide ones.
    """

    punten: tuple[Punt, ...]
    groottes: tuple[float, ...]
    midden: float
    grootte: tuple[float, ...]
    binnen: tuple[tuple[float, ...], tuple[float, ...]]
    buiten: tuple[tuple[float, ...], tuple[float, ...]]
    eenheid: str


Tekening = PuntInterval | Balken | Keten | Trend | Veelluik | Tegels | Trechter
