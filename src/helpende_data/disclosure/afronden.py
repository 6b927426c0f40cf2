"""Rounds the exact counts of deliveries that are not public, with everything public as facts.

Knows the table of counts, the policy and the ledger; makes the figures, writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpende_data.disclosure.audit import audit
from helpende_data.disclosure.beleid import AFRONDEN, Beleid
from helpende_data.disclosure.facts import Fact, between, exact
from helpende_data.disclosure.ledger import EIGEN, Head, Ledger, Shown
from helpende_data.disclosure.model import Cel, build_model, check_sums
from helpende_data.disclosure.rounding import round_cells
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import is_periode
from helpende_data.schema import Indicatoren

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Vrijgave:
    """What a set of protected figures would make public; entered in the ledger on publication.

    Args:
        cijfers: our rounded figures.
        openbaar: what others published about the same indicators, as facts.
        extra_stap: cells that moved by more than one step, to be named in the report.
        gewijzigd: cells whose earlier figure no longer fits the counts.
        nieuw: cells whose figure stands in no publication yet.
        stand: the ledger that all this was held against.
    """

    cijfers: tuple[Shown, ...]
    openbaar: tuple[Fact, ...]
    extra_stap: tuple[Cel, ...]
    gewijzigd: tuple[Cel, ...]
    nieuw: frozenset[Cel]
    stand: Head

    def certificate(self, cellen: Collection[Cel]) -> str:
        """The number of the audit that these figures passed; equal figures have the same one.

        Of these only: the others may change until they are published.
        """
        inhoud = map(repr, self.behind(cellen))
        return hashlib.sha256("\n".join(inhoud).encode()).hexdigest()[:12]

    def behind(self, cellen: Collection[Cel]) -> tuple[Shown, ...]:
        """Our figures of these cells, in a fixed order."""
        return tuple(s for s in self.cijfers if s.cel in cellen)

    def is_new(self, cellen: Collection[Cel]) -> bool:
        """Does one of these figures stand in no publication yet?"""
        return not self.nieuw.isdisjoint(cellen)


@dataclass(frozen=True)
class Rounding:
    """Rows of the table of counts with their rounded values, and what they make public."""

    tellingen: pd.DataFrame
    vrijgave: Vrijgave


def round_deliveries(
    tellingen: pd.DataFrame,
    eigen: set[str],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    beleid: Beleid,
    ledger: Ledger,
) -> Rounding:
    """The exact counts of some deliveries as they may be shown, with the audit done.

    Args:
        tellingen: all counts of the data set.
        eigen: numbers of the deliveries to round; the others are public.

    Returns:
        The rows of those deliveries that may be shown: rounded, with bounds, `bescherming` eigen.
        Rows that somebody else published already, in another delivery, are not among them.

    Raises:
        ContractError: totals do not add up, or two deliveries give one cell different counts.
        DisclosureError: a small count could be computed, public figures contradict the counts, or
            earlier figures leave no room. The message names cells and no counts.
    """
    rond = tellingen["levering_id"].isin(eigen)
    afronden = [i for i in set(tellingen["indicator"]) if beleid.wijze_of(i) == AFRONDEN]
    telbaar = (tellingen["status"] == "exact") & _has_period(tellingen)
    # Of what was counted without a gemeente we know what it is; of other unknown areas we do not.
    telbaar &= (tellingen["dekking"] != ONBEKEND) | (tellingen["gebied_code"] == ONBEKEND)
    bron = tellingen[rond & telbaar & tellingen["indicator"].isin(afronden)]
    waarden = _values(bron)
    soorten = {cel.indicator for cel in waarden}
    openbaar = tuple(_public_facts(tellingen[~rond & tellingen["indicator"].isin(soorten)]))
    eerder = tuple(f for f in ledger.facts if any(c.indicator in soorten for c in f.cellen))
    model = build_model(
        {*waarden, *(cel for feit in (*openbaar, *eerder) for cel in feit.cellen)},
        gebieden,
        indicatoren,
    )
    compleet = check_sums(model, waarden)
    registraties = tuple(f for f in eerder if f.soort != EIGEN)
    _check_truth((*openbaar, *registraties), compleet)
    bekend = {feit.cellen[0] for feit in openbaar if len(feit.termen) == 1}
    verborgen = {cel for cel in waarden if not _may_show(cel, gebieden, beleid)}
    vast, gewijzigd = _frozen(ledger, waarden, beleid.basis)
    afgerond = round_cells(model, waarden, basis=beleid.basis, seed=ledger.seed, vast=vast)
    getoond = tuple(
        ledger.shown[cel]
        if cel in vast
        else Shown(cel, waarde, _margin(beleid.basis, extra=cel in afgerond.extra_stap))
        for cel, waarde in sorted(afgerond.waarden.items())
        if cel not in bekend and cel not in verborgen
    )
    nieuw = {shown.cel for shown in getoond}
    feiten = [
        *openbaar,
        *(f for f in eerder if f.soort != EIGEN or f.cellen[0] not in nieuw),
        *(shown.fact("dit rapport") for shown in getoond),
    ]
    te_beschermen = [cel for cel in model.cellen if not _is_free(cel, gebieden, beleid)]
    audit(model, feiten, te_beschermen, drempel=beleid.drempel).require()
    vrijgave = Vrijgave(
        getoond,
        openbaar,
        tuple(sorted(afgerond.extra_stap & nieuw)),
        tuple(sorted(gewijzigd & nieuw)),
        frozenset(s.cel for s in getoond if ledger.shown.get(s.cel) != s),
        ledger.head,
    )
    return Rounding(_show(bron, getoond), vrijgave)


def _has_period(rijen: pd.DataFrame) -> pd.Series[bool]:
    return rijen["periode"].isin([p for p in set(rijen["periode"]) if is_periode(p)])


def _cells(rijen: pd.DataFrame) -> list[Cel]:
    kolommen = (rijen[naam] for naam in ("indicator", "uitsplitsing", "dekking", "periode"))
    return [Cel(*velden) for velden in zip(*kolommen, strict=True)]


def _values(rijen: pd.DataFrame) -> dict[Cel, int]:
    """The counts by cell."""
    waarden: dict[Cel, int] = {}
    for cel, aantal in zip(_cells(rijen), rijen["aantal"].tolist(), strict=True):
        if waarden.setdefault(cel, aantal) != aantal:
            raise ContractError(
                "twee leveringen geven een verschillend aantal",
                waar=str(cel),
                doe="haal het uit een van de twee",
            )
    return waarden


def _public_facts(rijen: pd.DataFrame) -> Iterator[Fact]:
    """What public deliveries say: a count, or the bounds that their publisher left."""
    rijen = rijen[(rijen["dekking"] != ONBEKEND) & _has_period(rijen)]
    rijen = rijen[rijen["hoog"].notna()]
    kolommen = (rijen[naam].tolist() for naam in ("status", "laag", "hoog", "herkomst"))
    for cel, (status, laag, hoog, herkomst) in zip(
        _cells(rijen), zip(*kolommen, strict=True), strict=True
    ):
        if status == "exact":
            yield exact(cel, laag, herkomst)
        elif status != "niet_van_toepassing":
            yield between(cel, laag, hoog, "uitgever", herkomst)


def _check_truth(feiten: Iterable[Fact], waarden: dict[Cel, int]) -> None:
    """A proof about tables that do not include the true one would prove nothing."""
    for feit in feiten:
        if all(cel in waarden for cel in feit.cellen) and not feit.allows(waarden):
            raise DisclosureError(
                "een gepubliceerd cijfer past niet bij de aantallen in de levering",
                waar=f"{feit.cellen[0]} ({feit.bron})",
                doe="zoek uit welk van de twee klopt; tot dan wordt dit niet gepubliceerd",
            )


def _is_free(cel: Cel, gebieden: Gebieden, beleid: Beleid) -> bool:
    gebied = gebieden.by_code.get(cel.gebied)
    return gebied is not None and gebied.soort in beleid.niveaus_vrij


def _may_show(cel: Cel, gebieden: Gebieden, beleid: Beleid) -> bool:
    # That there is a count without a gemeente tells already that it is not 0.
    if cel.gebied == ONBEKEND:
        return False
    return _is_free(cel, gebieden, beleid) or not beleid.is_for_region_only(cel)


def _margin(basis: int, *, extra: bool) -> int:
    return 2 * basis - 1 if extra else basis - 1


def _frozen(ledger: Ledger, waarden: dict[Cel, int], basis: int) -> tuple[dict[Cel, int], set[Cel]]:
    """Earlier figures that stay, and cells whose earlier figure is wrong by now."""
    eerder = {cel: shown for cel, shown in ledger.shown.items() if cel in waarden}
    vast = {
        cel: shown.waarde
        for cel, shown in eerder.items()
        if shown.laag <= waarden[cel] <= shown.hoog and shown.waarde % basis == 0
    }
    return vast, set(eerder) - set(vast)


def _show(rijen: pd.DataFrame, getoond: Iterable[Shown]) -> pd.DataFrame:
    """The rows with what is shown in place of the counts."""
    by_cel = {shown.cel: shown for shown in getoond}
    cellen = _cells(rijen)
    mag = [cel in by_cel for cel in cellen]
    shown = [by_cel[cel] for cel in cellen if cel in by_cel]
    return (
        rijen.loc[mag]
        .assign(
            aantal=[s.waarde for s in shown],
            laag=[s.laag for s in shown],
            hoog=[s.hoog for s in shown],
            status="afgerond",
            bescherming=EIGEN,
        )
        .astype(rijen.dtypes.to_dict())
    )
