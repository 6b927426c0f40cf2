"""Which counts may be shown. The only maker of `Publishable`, the only input of what readers see.

Without a ledger it passes what is safe as it stands and keeps the rest out; with one, counts of
deliveries that are not public are rounded, or some of them hidden.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import InitVar, dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from helpende_data.disclosure.beleid import AFRONDEN, Beleid
from helpende_data.disclosure.getoond import EIGEN
from helpende_data.disclosure.ledger import Ledger
from helpende_data.errors import DisclosureError
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import Periode

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from helpende_data.dataset import Dataset, Entry
    from helpende_data.disclosure.facts import Fact
    from helpende_data.disclosure.getoond import Shown
    from helpende_data.disclosure.kennis import Kennis
    from helpende_data.disclosure.model import Cel
    from helpende_data.disclosure.vrijgave import Vrijgave
    from helpende_data.schema import Indicatoren

_SEAL = object()


@dataclass(frozen=True)
class Publishable:
    """Figures that may be shown. Made by `protect` only."""

    tellingen: pd.DataFrame
    opgaven: pd.DataFrame
    inwoners: pd.DataFrame
    leveringen: tuple[Entry, ...]
    beleid: Beleid
    synthetisch: bool
    achtergehouden: dict[str, int]  # number of a delivery -> how many of its figures stay out
    vrijgave: Vrijgave | None = None  # what showing them would make public; None: nothing new
    intern: bool = False  # the true counts, for the analyst's own check
    _seal: InitVar[object] = None

    def __post_init__(self, _seal: object) -> None:
        if _seal is not _SEAL:
            raise TypeError("only disclosure.protect makes a Publishable")


def protect(
    dataset: Dataset,
    gebieden: Gebieden,
    beleid: Beleid,
    indicatoren: Indicatoren | None = None,
    ledger: Ledger | None = None,
) -> Publishable:
    """The data set as it may be shown.

    Example figures pass: they say nothing about anyone. Counts that their publisher rounded or
    hid pass, and so do public counts of the levels that the policy names (region and above). What
    is left stays out, and `achtergehouden` says of each delivery how many figures that are.

    With a ledger, the exact counts of deliveries that are not public are rounded, or some of them
    hidden, instead of kept out, those of regions too; see `vrijgave`. Nothing is entered in it.

    Raises:
        DisclosureError: two public exact counts of areas that differ by a few municipalities, so
            that subtracting gives theirs; with a ledger also when a small count could be computed
            from everything that was ever published.
        ContractError: with a ledger, totals of a delivery do not add up.
    """
    if dataset.synthetisch:
        return _seal(dataset, dataset.tables, beleid, {})
    weg = _withheld(dataset, gebieden, beleid)
    mag = {naam: df.drop(weg[naam]) if naam in weg else df for naam, df in dataset.tables.items()}
    vrijgave = None
    eigen = _own_deliveries(dataset, weg)
    if indicatoren is not None and ledger is not None and eigen:
        import pandas as pd

        from helpende_data.disclosure.afronden import round_deliveries

        rond = round_deliveries(dataset.tellingen, eigen, gebieden, indicatoren, beleid, ledger)
        rest = mag["tellingen"]
        leeg = rest["aantal"].isna() & rest["hoog"].isna()  # says that nothing is known
        openbaar = rest[~rest["levering_id"].isin(eigen) | leeg]
        mag["tellingen"] = pd.concat([openbaar, rond.tellingen]).sort_index()
        weg["tellingen"] = dataset.tellingen.index.difference(mag["tellingen"].index)
        vrijgave = rond.vrijgave
    # What we protected ourselves was audited.
    van_anderen = mag["tellingen"][mag["tellingen"]["bescherming"] != EIGEN]
    _refuse_differences(van_anderen, gebieden, beleid)
    return _seal(dataset, mag, beleid, _per_delivery(dataset, weg), vrijgave)


def _seal(
    dataset: Dataset,
    mag: dict[str, pd.DataFrame],
    beleid: Beleid,
    achtergehouden: dict[str, int],
    vrijgave: Vrijgave | None = None,
    *,
    intern: bool = False,
) -> Publishable:
    return Publishable(
        mag["tellingen"],
        mag["opgaven"],
        mag["inwoners"],
        dataset.leveringen,
        beleid,
        dataset.synthetisch,
        achtergehouden,
        vrijgave,
        intern,
        _SEAL,
    )


def awaiting(mag: Publishable, wacht_op: Mapping[Cel, str]) -> Publishable:
    """The same, with which tables of CBS must be read before new figures can be published."""
    if mag.vrijgave is None or not wacht_op:
        return mag
    return replace(mag, vrijgave=replace(mag.vrijgave, wacht_op=wacht_op), _seal=_SEAL)


def reveal(dataset: Dataset, beleid: Beleid) -> Publishable:
    """The true counts, for the analyst's own check: all that is made of them is stamped INTERN."""
    return _seal(dataset, dataset.tables, beleid, {}, intern=True)


def needs_rounding(dataset: Dataset, gebieden: Gebieden, beleid: Beleid) -> bool:
    """Does a delivery that is not public hold counts that `protect` shows rounded or not at all?"""
    if dataset.synthetisch:
        return False
    return bool(_own_deliveries(dataset, _withheld(dataset, gebieden, beleid)))


def know(
    dataset: Dataset,
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    beleid: Beleid,
    ledger: Ledger,
    *,
    concept: bool,
) -> Kennis:
    """Everything that was published, to be audited or explained.

    Args:
        concept: as if all that `protect` would show were published too.

    Raises:
        ContractError: with `concept`, totals of a delivery do not add up.
        DisclosureError: with `concept`, as `protect`, but for small counts that could be computed.
    """
    from helpende_data.disclosure.afronden import round_unchecked
    from helpende_data.disclosure.kennis import gather, public_facts
    from helpende_data.disclosure.namen import namer
    from helpende_data.disclosure.rijen import counts_by_cell, own_counts
    from helpende_data.disclosure.samenhang import with_ties
    from helpende_data.disclosure.tussen_de_regels import AFGELEID, read_between

    tellingen = dataset.tellingen
    eigen = _own_deliveries(dataset, _withheld(dataset, gebieden, beleid))
    bron = own_counts(tellingen, eigen)
    waarden = counts_by_cell(bron, namer(gebieden, indicatoren))
    feiten: tuple[Fact, ...] = ()
    cijfers: tuple[Shown, ...] = ()
    if concept and eigen:
        rond = round_unchecked(tellingen, eigen, gebieden, indicatoren, beleid, ledger)
        feiten = tuple(f for f in rond.kennis.feiten if f.soort != AFGELEID)
        cijfers = rond.vrijgave.cijfers
    gedaan = {cel.indicator for feit in feiten for cel in feit.cellen}
    rest = {cel.indicator for feit in ledger.facts for cel in feit.cellen} - gedaan
    publiek = {entry.id for entry in dataset.leveringen if entry.herkomst.openbaar}
    rijen = tellingen[tellingen["levering_id"].isin(publiek)]
    openbaar = tuple(public_facts(rijen[rijen["indicator"].isin(rest)]))
    eerder = ledger.beside(openbaar, waarden)
    van_rest = (f for f in eerder if rest & {cel.indicator for cel in f.cellen})
    kennis = gather((*feiten, *openbaar, *van_rest), gebieden, indicatoren, beleid)
    model = with_ties(kennis.model, waarden, indicatoren, kennis.feiten)
    getoond = [s for s in ledger.shown.values() if s.cel.indicator in rest]
    passend = [s for s in getoond if ledger.told(s, waarden)]
    rond_af = {c: n for c, n in waarden.items() if beleid.wijze_of(c.indicator) == AFRONDEN}
    model, afgeleid = read_between(model, (*passend, *cijfers), rond_af, beleid.basis)
    return replace(
        kennis, model=model, feiten=(*kennis.feiten, *afgeleid), getoond=(*getoond, *cijfers)
    )


def _own_deliveries(dataset: Dataset, weg: dict[str, pd.Index[int]]) -> set[str]:
    """Deliveries that are not public and of which counts stay out."""
    nummers = set(dataset.tellingen.loc[weg["tellingen"], "levering_id"])
    return {e.id for e in dataset.leveringen if e.id in nummers and not e.herkomst.openbaar}


def count_withheld(dataset: Dataset, gebieden: Gebieden, beleid: Beleid) -> dict[str, int]:
    """Of each delivery (by its number) how many figures `protect` keeps out; none: no entry."""
    if dataset.synthetisch:
        return {}
    return _per_delivery(dataset, _withheld(dataset, gebieden, beleid))


def _per_delivery(dataset: Dataset, weg: dict[str, pd.Index[int]]) -> dict[str, int]:
    nummers = [nr for naam in weg for nr in dataset.tables[naam].loc[weg[naam], "levering_id"]]
    return dict(sorted(Counter(nummers).items()))


def _withheld(dataset: Dataset, gebieden: Gebieden, beleid: Beleid) -> dict[str, pd.Index[int]]:
    """The rows of each table that stay out.

    Of a delivery that is not public no exact count is shown, of no level: the total of a region is
    the count of one municipality when the others have none.
    """
    openbaar = {entry.id for entry in dataset.leveringen if entry.herkomst.openbaar}
    weg = {}
    for naam, maker in _UNPROTECTED.items():
        exact = maker(dataset.tables[naam], beleid)
        eigen = exact.index[~exact["levering_id"].isin(openbaar)]
        weg[naam] = _small_areas(exact, gebieden, beleid).union(eigen)
    return weg


def _unprotected(tellingen: pd.DataFrame, beleid: Beleid) -> pd.DataFrame:
    """Counts that no publisher rounded or hid so that a small count stays unknown.

    The label alone does not protect: between the bounds there must be room for as many counts as
    the threshold of the policy.
    """
    gelabeld = tellingen["status"].isin(("afgerond", "onderdrukt")) & (
        tellingen["bescherming"].isin(("uitgever", EIGEN))
    )
    ruim = (tellingen["hoog"] - tellingen["laag"] >= beleid.drempel - 1).fillna(False)
    over_mensen = ~tellingen["indicator"].isin(beleid.geen_personen)
    # Bounds without a count tell it just as well.
    return tellingen[
        over_mensen & ~(gelabeld & ruim) & (tellingen["aantal"].notna() | tellingen["hoog"].notna())
    ]


def _unprotected_statements(opgaven: pd.DataFrame, _beleid: Beleid) -> pd.DataFrame:
    """Printed numbers of people, or rates and shares of them, that no publisher protected."""
    over_mensen = opgaven["eenheid"].isin(("personen", "per_100k", "pct"))
    getal = opgaven[["waarde", "laag", "hoog"]].notna().any(axis="columns")
    return opgaven[over_mensen & getal & (opgaven["bescherming"] != "uitgever")]


_UNPROTECTED = {"tellingen": _unprotected, "opgaven": _unprotected_statements}


def _small_areas(exact: pd.DataFrame, gebieden: Gebieden, beleid: Beleid) -> pd.Index[int]:
    """The rows of a level that the policy does not free."""
    vrij = {
        code: code == ONBEKEND or (code in gebieden and gebieden[code].soort in beleid.niveaus_vrij)
        for code in {*exact["gebied_code"], *exact["dekking"]}
    }
    # A count under the name of a region may cover one municipality: both must be free.
    paren = zip(exact["gebied_code"], exact["dekking"], strict=True)
    return exact.index[[not (vrij[code] and vrij[dekking]) for code, dekking in paren]]


def _gives_a_part(
    een: frozenset[str], ander: frozenset[str], jaar: int, gebieden: Gebieden, beleid: Beleid
) -> bool:
    """Does subtracting the counts of two areas give a few municipalities?

    No when one does not contain the other, and no when what is left holds a whole area whose
    counts are free by themselves: the country without one region is not a small area.
    """
    verschil = een ^ ander
    if not een or not ander or not verschil or not (een < ander or ander < een):
        return False
    vrij = (g.code for g in gebieden.by_code.values() if g.soort in beleid.niveaus_vrij)
    return not any(
        leden and leden <= verschil for leden in (gebieden.members(c, jaar) for c in vrij)
    )


def _refuse_differences(tellingen: pd.DataFrame, gebieden: Gebieden, beleid: Beleid) -> None:
    """Two exact counts of the same thing for overlapping areas give the part between them."""
    exact = _unprotected(tellingen, beleid)
    per_vraag: dict[tuple[str, str, str], set[str]] = {}
    vragen = zip(exact["indicator"], exact["uitsplitsing"], exact["periode"], strict=True)
    for vraag, dekking in zip(vragen, exact["dekking"], strict=True):
        per_vraag.setdefault(vraag, set()).add(dekking)
    for (indicator, _, periode), codes in sorted(per_vraag.items()):
        jaar = Periode.parse(periode).jaar
        leden = {code: gebieden.members(code, jaar) for code in sorted(codes)}
        for code, ander in combinations(leden, 2):
            if _gives_a_part(leden[code], leden[ander], jaar, gebieden, beleid):
                raise DisclosureError(
                    f"het verschil tussen twee exacte aantallen {indicator} in {periode} geeft "
                    "de aantallen van enkele gemeenten",
                    waar=f"{gebieden.name(code)} en {gebieden.name(ander)}",
                    doe="haal een van de twee weg",
                )
