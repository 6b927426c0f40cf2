"""Rounds the exact counts of deliveries that are not public, with everything public as facts; what
the policy wants suppressed goes on to `onderdrukken`.

Knows the table of counts, the policy and the ledger; makes the figures, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpende_data.disclosure.beleid import AFRONDEN, Beleid
from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.getoond import EIGEN, Shown
from helpende_data.disclosure.kennis import (
    Kennis,
    cells_of,
    gather,
    has_period,
    is_free,
    public_facts,
)
from helpende_data.disclosure.ledger import Ledger
from helpende_data.disclosure.model import Cel, Model, check_sums
from helpende_data.disclosure.namen import namer
from helpende_data.disclosure.onderdrukken import Onderdrukt, refuse_change, suppress_cells
from helpende_data.disclosure.rounding import round_cells
from helpende_data.disclosure.samenhang import equal_to, with_ties
from helpende_data.disclosure.tussen_de_regels import read_between
from helpende_data.disclosure.vrijgave import Vrijgave
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.schema import Indicatoren

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Rounding:
    """Rows of the table of counts as they may be shown, what they make public, and everything that
    would be known then."""

    tellingen: pd.DataFrame
    vrijgave: Vrijgave
    kennis: Kennis


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
        The rows of those deliveries that may be shown: rounded with bounds, exact, or hidden
        without. `bescherming` is eigen, of what the supplier hid uitgever.
        Rows that somebody else published already, in another delivery, are not among them.

    Raises:
        ContractError: totals do not add up, or two deliveries give one cell different counts.
        DisclosureError: a small count could be computed, public figures contradict the counts, or
            earlier figures leave no room. The message names cells and no counts.
    """
    rond = round_unchecked(tellingen, eigen, gebieden, indicatoren, beleid, ledger)
    rond.kennis.audit().require(namer(gebieden, indicatoren))
    return rond


def round_unchecked(
    tellingen: pd.DataFrame,
    eigen: set[str],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    beleid: Beleid,
    ledger: Ledger,
) -> Rounding:
    """The same without the audit, to explain what it would find; show nothing of it."""
    import pandas as pd

    name = namer(gebieden, indicatoren)
    bron = own_counts(tellingen, eigen)
    waarden = counts_by_cell(bron, name)
    refuse_change(waarden, ledger, beleid, name)
    soorten = indicatoren.tied_to(cel.indicator for cel in waarden)
    openbaar = tuple(
        public_facts(
            tellingen[~tellingen["levering_id"].isin(eigen) & tellingen["indicator"].isin(soorten)]
        )
    )
    publiek = {feit.cellen[0] for feit in openbaar if feit.hoog is not None}
    eigen_rijen = tellingen[tellingen["levering_id"].isin(eigen)]
    dicht = _hidden(eigen_rijen, waarden.keys() | publiek, gebieden, beleid)
    eerder = tuple(
        f for f in ledger.beside(openbaar, waarden) if any(c.indicator in soorten for c in f.cellen)
    )
    # Who knows the signs of the supplier reads bounds in what is hidden.
    tekens = tuple(public_facts(dicht))
    alles = gather((*openbaar, *tekens, *eerder), gebieden, indicatoren, beleid, waarden)
    compleet = check_sums(alles.model, waarden, name)
    alles = replace(alles, model=with_ties(alles.model, compleet, indicatoren, alles.feiten))
    registraties = tuple(f for f in eerder if f.soort != EIGEN)
    _check_truth((*openbaar, *registraties), compleet, name)
    bekend = equal_to(alles.model, publiek)
    tonen = {cel for cel in waarden if cel not in bekend and _may_show(cel, gebieden, beleid)}
    rond_af = {c: n for c, n in waarden.items() if beleid.wijze_of(c.indicator) == AFRONDEN}
    liever = _wishes(rond_af, bekend, openbaar, beleid.basis)
    afgerond = _round(alles.model, rond_af, tonen, liever, ledger, beleid.basis)

    def known(getoond: Sequence[Shown], verteld: Sequence[Fact]) -> Kennis:
        """Everything that is known once these figures are shown as well."""
        nieuw = {shown.cel for shown in getoond}
        model, afgeleid = read_between(alles.model, getoond, rond_af, beleid.basis)
        feiten = (
            *openbaar,
            *tekens,
            *(f for f in eerder if f.soort != EIGEN or f.cellen[0] not in nieuw),
            *verteld,
            *afgeleid,
        )
        return replace(alles, model=model, feiten=feiten)

    onderdrukt = Onderdrukt(())
    if verborgen := tonen - rond_af.keys():
        verteld = [_told(shown, waarden, ledger) for shown in afgerond.cijfers]
        kennis = known(afgerond.cijfers, verteld)
        onderdrukt = suppress_cells(kennis, compleet, verborgen, ledger, beleid)
    zonder_nullen = _zeros_left_out(waarden, gebieden)
    getoond = tuple(
        s
        for s in sorted((*afgerond.cijfers, *onderdrukt.cijfers), key=lambda s: s.cel)
        if s.waarde or s.cel in ledger.shown or s.cel not in zonder_nullen
    )
    verteld = [_told(shown, waarden, ledger) for shown in getoond]
    anders = {s.cel for s in onderdrukt.cijfers if ledger.shown.get(s.cel, s) != s}
    vrijgave = Vrijgave(
        getoond,
        openbaar,
        tuple(s.cel for s in getoond if s.cel in afgerond.extra_stap),
        tuple(s.cel for s in getoond if s.cel in afgerond.gewijzigd | anders),
        tuple(f for f, s in zip(verteld, getoond, strict=True) if (f.laag, f.hoog) != s.grenzen),
        frozenset(s.cel for s in getoond if ledger.shown.get(s.cel) != s),
        ledger,
        gat=onderdrukt.gat,
    )
    zonder_grens = dicht.assign(laag=0, hoog=None).astype(tellingen.dtypes.to_dict())
    rijen = pd.concat([_show(bron, getoond), zonder_grens])
    return Rounding(rijen, vrijgave, known(getoond, verteld))


@dataclass(frozen=True)
class _Rounded:
    """Rounded figures, those that took a step more, and those that are no longer as published."""

    cijfers: tuple[Shown, ...]
    extra_stap: frozenset[Cel] = frozenset()
    gewijzigd: frozenset[Cel] = frozenset()


def _round(
    model: Model,
    waarden: Mapping[Cel, int],
    tonen: Collection[Cel],
    liever: Mapping[Cel, int],
    ledger: Ledger,
    basis: int,
) -> _Rounded:
    if not waarden:
        return _Rounded(())
    vast, gewijzigd = _frozen(ledger, waarden, basis)
    afgerond = round_cells(
        model,
        waarden,
        basis=basis,
        seed=ledger.seed,
        vast=vast,
        liever=liever,
        herzien=bool(gewijzigd),
    )
    gewijzigd |= afgerond.changed(vast)
    cijfers = tuple(
        ledger.shown[cel]
        if cel in vast and cel not in gewijzigd
        else Shown(cel, waarde, _margin(basis, extra=cel in afgerond.extra_stap))
        for cel, waarde in sorted(afgerond.waarden.items())
        if cel in tonen
    )
    return _Rounded(cijfers, afgerond.extra_stap, frozenset(gewijzigd))


def own_counts(tellingen: pd.DataFrame, eigen: set[str]) -> pd.DataFrame:
    """The rows of some deliveries that are to be protected."""
    telbaar = (tellingen["status"] == "exact") & has_period(tellingen)
    # Of what was counted without a gemeente we know what it is; of other unknown areas we do not.
    telbaar &= (tellingen["dekking"] != ONBEKEND) | (tellingen["gebied_code"] == ONBEKEND)
    return tellingen[telbaar & tellingen["levering_id"].isin(eigen)]


def counts_by_cell(rijen: pd.DataFrame, name: Callable[[Cel], str]) -> dict[Cel, int]:
    """The counts by cell."""
    waarden: dict[Cel, int] = {}
    for cel, aantal in zip(cells_of(rijen), rijen["aantal"].tolist(), strict=True):
        if waarden.setdefault(cel, aantal) != aantal:
            raise ContractError(
                "twee leveringen geven een verschillend aantal",
                waar=name(cel),
                doe="haal het uit een van de twee",
            )
    return waarden


def _check_truth(
    feiten: Iterable[Fact], waarden: dict[Cel, int], name: Callable[[Cel], str]
) -> None:
    """A proof about tables that do not include the true one would prove nothing."""
    for feit in feiten:
        if all(cel in waarden for cel in feit.cellen) and not feit.allows(waarden):
            raise DisclosureError(
                "een gepubliceerd cijfer past niet bij de aantallen in de levering",
                waar=f"{name(feit.cellen[0])} ({feit.bron})",
                doe="zoek uit welk van de twee klopt; tot dan wordt dit niet gepubliceerd",
            )


def _hidden(
    rijen: pd.DataFrame, bekend: Collection[Cel], gebieden: Gebieden, beleid: Beleid
) -> pd.DataFrame:
    """What the supplier hid and nobody else tells, so that it is not taken for missing."""
    dicht = rijen[
        (rijen["status"] == "onderdrukt") & has_period(rijen) & (rijen["dekking"] != ONBEKEND)
    ].assign(bescherming="uitgever")
    mag = [cel not in bekend and _may_show(cel, gebieden, beleid) for cel in cells_of(dicht)]
    return dicht.loc[mag]


def _wishes(
    waarden: Mapping[Cel, int], bekend: Mapping[Cel, Cel], openbaar: Iterable[Fact], basis: int
) -> dict[Cel, int]:
    """Of counts that others show: the neighbour that tells nothing beside their figure.

    We do not show it, but who knows the total and the other parts can subtract.
    """
    laagste: dict[Cel, int] = {}
    hoogste: dict[Cel, int] = {}
    for feit in openbaar:
        cel = feit.cellen[0]
        laagste[cel] = max(laagste.get(cel, 0), feit.laag or 0)
        if feit.hoog is not None:
            hoogste[cel] = min(hoogste.get(cel, feit.hoog), feit.hoog)
    wensen: dict[Cel, int] = {}
    for cel in waarden.keys() & bekend.keys():
        laag, hoog = laagste[bekend[cel]], hoogste[bekend[cel]]
        onder = waarden[cel] // basis * basis
        for getal in {onder, -(-waarden[cel] // basis) * basis}:
            if getal - basis < laag and hoog < getal + basis:
                wensen[cel] = getal
    return wensen


def _may_show(cel: Cel, gebieden: Gebieden, beleid: Beleid) -> bool:
    # That there is a count without a gemeente tells already that it is not 0.
    if cel.gebied == ONBEKEND:
        return False
    return is_free(cel, gebieden, beleid) or not beleid.is_for_region_only(cel)


def _zeros_left_out(waarden: Mapping[Cel, int], gebieden: Gebieden) -> set[Cel]:
    """Cells that stand in a table of gemeenten from which the supplier seems to leave out zeros.

    That a rounded 0 stands there would tell that it is none. Left out like the zeros, it tells
    no more than "0 tot 4".
    """
    tabellen: dict[tuple[str, str, str], dict[Cel, int]] = {}
    gemeenten: dict[tuple[str, str], set[str]] = {}
    for cel, aantal in waarden.items():
        if cel.gebied in gebieden and gebieden[cel.gebied].soort == "gemeente":
            tabellen.setdefault((cel.indicator, cel.dimensie, cel.periode), {})[cel] = aantal
            gemeenten.setdefault((cel.indicator, cel.periode), set()).add(cel.gebied)
    gevonden: set[Cel] = set()
    for (indicator, _, periode), tabel in tabellen.items():
        vol = len({cel.uitsplitsing for cel in tabel}) * len(gemeenten[indicator, periode])
        if len(tabel) < vol and 0 not in tabel.values():
            gevonden |= set(tabel)
    return gevonden


def _margin(basis: int, *, extra: bool) -> int:
    return 2 * basis - 1 if extra else basis - 1


def _frozen(
    ledger: Ledger, waarden: Mapping[Cel, int], basis: int
) -> tuple[dict[Cel, int], set[Cel]]:
    """Earlier figures that stay, and cells whose earlier figure is wrong by now."""
    eerder = {cel: shown for cel, shown in ledger.shown.items() if cel in waarden}
    vast = {
        cel: shown.waarde
        for cel, shown in eerder.items()
        if shown.waarde is not None and shown.waarde % basis == 0 and shown.fact("").allows(waarden)
    }
    return vast, set(eerder) - set(vast)


def _told(shown: Shown, waarden: Mapping[Cel, int], ledger: Ledger) -> Fact:
    """What a figure says, together with the one that stood there before a correction."""
    eerder = ledger.shown.get(shown.cel)
    if eerder is not None and eerder.waarde != shown.waarde:
        samen = shown.after(eerder, "eigen cijfer, na een verbetering")
        # A figure may also have changed because others did; then it tells no more than it says.
        if samen.allows(waarden):
            return ledger.remembered(samen, waarden)
    vast = ledger.told(shown, waarden) if eerder == shown else None
    return vast or ledger.remembered(shown.fact("eigen cijfer"), waarden)


def _show(rijen: pd.DataFrame, getoond: Iterable[Shown]) -> pd.DataFrame:
    """The rows with what is shown in place of the counts."""
    import pandas as pd

    by_cel = {shown.cel: shown for shown in getoond}
    cellen = cells_of(rijen)
    mag = [cel in by_cel for cel in cellen]
    shown = [by_cel[cel] for cel in cellen if cel in by_cel]
    return (
        rijen.loc[mag]
        .assign(
            aantal=pd.array([s.waarde for s in shown], dtype="Int64"),
            laag=[s.laag for s in shown],
            hoog=pd.array([s.hoog for s in shown], dtype="Int64"),
            status=[s.status for s in shown],
            bescherming=EIGEN,
        )
        .astype(rijen.dtypes.to_dict())
    )
