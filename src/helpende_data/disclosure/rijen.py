"""The rows of the table of counts that are ours to protect, as cells and back. Rounds nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from helpende_data.disclosure.beleid import Beleid
from helpende_data.disclosure.getoond import EIGEN, Shown
from helpende_data.disclosure.kennis import cells_of, has_period, is_free
from helpende_data.disclosure.model import Cel
from helpende_data.errors import ContractError
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND

if TYPE_CHECKING:
    import pandas as pd


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


def hidden_rows(
    rijen: pd.DataFrame, bekend: Collection[Cel], gebieden: Gebieden, beleid: Beleid
) -> pd.DataFrame:
    """What the supplier hid and nobody else tells, so that it is not taken for missing."""
    dicht = rijen[
        (rijen["status"] == "onderdrukt") & has_period(rijen) & (rijen["dekking"] != ONBEKEND)
    ].assign(bescherming="uitgever")
    mag = [cel not in bekend and may_show(cel, gebieden, beleid) for cel in cells_of(dicht)]
    return dicht.loc[mag]


def may_show(cel: Cel, gebieden: Gebieden, beleid: Beleid) -> bool:
    """May a count of this area be shown at all, if only rounded?"""
    # That there is a count without a gemeente tells already that it is not 0.
    if cel.gebied == ONBEKEND:
        return False
    return is_free(cel, gebieden, beleid) or not beleid.is_for_region_only(cel)


def zeros_left_out(waarden: Mapping[Cel, int], gebieden: Gebieden) -> set[Cel]:
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


def show_rows(rijen: pd.DataFrame, getoond: Iterable[Shown]) -> pd.DataFrame:
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
