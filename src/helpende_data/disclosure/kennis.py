"""What anybody can know: all that was published, by us and by others, as facts over one model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpende_data.disclosure.audit import Audit, Proof, audit, explain, suspects
from helpende_data.disclosure.beleid import Beleid
from helpende_data.disclosure.facts import Fact, between, exact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.model import Cel, Model, build_model
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import is_periode
from helpende_data.schema import Indicatoren

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Kennis:
    """The facts, the model that they are about, and the cells that must not be proven small.

    Args:
        getoond: our own figures as readers see them; they may know more from earlier ones.
    """

    model: Model
    feiten: tuple[Fact, ...]
    beschermd: tuple[Cel, ...]
    drempel: int
    getoond: tuple[Shown, ...] = ()

    def audit(self) -> Audit:
        return audit(self.model, self.feiten, self.beschermd, drempel=self.drempel)

    def suspects(self) -> list[tuple[Fact, ...]]:
        """For each cell that fails the audit: the facts that have most to do with it."""
        return suspects(self.model, self.feiten, self.beschermd, drempel=self.drempel)

    def explain(self, cel: Cel) -> Proof | None:
        """What the facts prove of one cell; None when they say nothing about it."""
        return explain(self.model, self.feiten, cel) if cel in self.model.index else None


def gather(
    feiten: Iterable[Fact],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    beleid: Beleid,
    ook: Collection[Cel] = (),
) -> Kennis:
    """The facts with everything that their cells consist of.

    Args:
        ook: cells of which nothing was published, to be protected as well.
    """
    feiten = tuple(feiten)
    cellen = {cel for feit in feiten for cel in feit.cellen}
    model = build_model({*cellen, *ook}, gebieden, indicatoren)
    beschermd = tuple(cel for cel in model.cellen if not is_free(cel, gebieden, beleid))
    return Kennis(model, feiten, beschermd, beleid.drempel)


def public_facts(rijen: pd.DataFrame) -> Iterator[Fact]:
    """What public deliveries say: a count, or the bounds that their publisher left.

    Args:
        rijen: rows of the table of counts.
    """
    rijen = rijen[(rijen["dekking"] != ONBEKEND) & has_period(rijen)]
    rijen = rijen[rijen["hoog"].notna() | (rijen["laag"] > 0)]  # "at least 1" tells something too
    rijen = rijen.assign(hoog=rijen["hoog"].astype(object).where(rijen["hoog"].notna(), None))
    kolommen = (rijen[naam].tolist() for naam in ("status", "laag", "hoog", "herkomst"))
    for cel, (status, laag, hoog, herkomst) in zip(
        cells_of(rijen), zip(*kolommen, strict=True), strict=True
    ):
        if status == "exact":
            yield exact(cel, laag, herkomst)
        elif status != "niet_van_toepassing":
            yield between(cel, laag, hoog, "uitgever", herkomst)


def has_period(rijen: pd.DataFrame) -> pd.Series[bool]:
    """Which rows are about a calendar period."""
    return rijen["periode"].isin([p for p in set(rijen["periode"]) if is_periode(p)])


def cells_of(rijen: pd.DataFrame) -> list[Cel]:
    """The cell of each row of the table of counts."""
    kolommen = (rijen[naam] for naam in ("indicator", "uitsplitsing", "dekking", "periode"))
    return [Cel(*velden) for velden in zip(*kolommen, strict=True)]


def is_free(cel: Cel, gebieden: Gebieden, beleid: Beleid) -> bool:
    """Is the cell of a level that needs no protection by itself?"""
    gebied = gebieden.by_code.get(cel.gebied)
    return gebied is not None and gebied.soort in beleid.niveaus_vrij
