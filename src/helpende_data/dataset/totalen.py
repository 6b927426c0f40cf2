"""Years from their halves, and areas from their municipalities, where no delivery gives them.

Knows which counts add up and which parts there must be; publishes and protects nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpende_data.dataset.model import Dataset
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import Periode, is_periode
from helpende_data.schema import Indicatoren

if TYPE_CHECKING:
    import pandas as pd

_CEL = ["indicator", "uitsplitsing", "dekking", "periode"]
_MEERVOUD = {"halfjaar": "halfjaren", "kwartaal": "kwartalen", "maand": "maanden"}


def with_totals(dataset: Dataset, gebieden: Gebieden, indicatoren: Indicatoren) -> Dataset:
    """The data set with the sums that its own deliveries leave to the reader.

    Only exact counts of deliveries that are not public are added up: what was published stays as
    it was published. A sum is made when every part is there, is counted by the same supplier, and
    no delivery has a count for that area and period already. Households, counted once a period,
    are not added up, and neither are parts on both sides of a break in the series. Of an area no
    sum is made when the supplier has counts without a gemeente: they may belong to it.

    Args:
        gebieden: subregions, and regions under the code under which they are counted.

    Returns:
        A data set whose table of counts ends with these sums. Each names its parts: `herkomst`
        holds those of the parts, `opmerking` says what was added up.
    """
    import pandas as pd

    openbaar = {entry.id for entry in dataset.leveringen if entry.herkomst.openbaar}
    alle = dataset.tellingen
    optellend = [
        code
        for code in sorted(set(alle["indicator"]))
        if code in indicatoren
        and indicatoren[code].per == "optellend"
        and not indicatoren[code].eenheid
    ]
    kan = ~alle["levering_id"].isin(openbaar) & alle["indicator"].isin(optellend)
    if not kan.any():
        return dataset
    kan &= alle["periode"].isin([p for p in set(alle["periode"]) if is_periode(p)])
    zonder_gemeente = alle[kan & (alle["gebied_code"] == ONBEKEND)]
    kan &= (alle["status"] == "exact") & (alle["gebied_code"] != ONBEKEND)
    delen = alle[kan].drop_duplicates(["bron", *_CEL])  # some give an area under two codes
    erbij = []
    for soort in ("halfjaar", "jaar"):  # half-years made of months can make a year
        sommen = _sums(delen, _periods(delen, soort, indicatoren), alle)
        delen = pd.concat([delen, sommen])
        erbij.append(sommen)
    delen = delen[delen["gebied_code"] == delen["dekking"]]
    relatie = _areas(delen, gebieden).merge(
        zonder_gemeente[["bron", "indicator"]].drop_duplicates(), how="left", indicator=True
    )
    relatie = relatie[relatie["_merge"] == "left_only"].drop(columns="_merge")
    erbij.append(_sums(delen, relatie, alle))
    tellingen = pd.concat([alle, *erbij], ignore_index=True).astype(alle.dtypes.to_dict())
    return replace(dataset, tables=dataset.tables | {"tellingen": tellingen})


def _periods(delen: pd.DataFrame, soort: str, indicatoren: Indicatoren) -> pd.DataFrame:
    """Each shorter period of an indicator with the period of this kind that it is a part of."""
    import pandas as pd

    regels = []
    for indicator, periode in delen[["indicator", "periode"]].drop_duplicates().to_numpy():
        kort = Periode.parse(periode)
        lang = next((p for p in Periode(kort.jaar).parts(soort) if p.contains(kort)), kort)
        eerste = {Periode.parse(breuk).first_month for breuk in indicatoren[indicator].breuken}
        binnen = range(lang.first_month + 1, lang.first_month + lang.months)
        if lang != kort and eerste.isdisjoint(binnen):
            nodig = len(lang.parts(kort.soort))
            tekst = f"Opgeteld uit {nodig} {_MEERVOUD[kort.soort]}"
            regels.append((indicator, periode, str(lang), -kort.months, nodig, tekst))
    kolommen = ["indicator", "periode", "nieuw", "soort", "nodig", "tekst"]
    return pd.DataFrame(regels, columns=kolommen).assign(kolom="periode")


def _areas(delen: pd.DataFrame, gebieden: Gebieden) -> pd.DataFrame:
    """Each municipality of a supplier with the region and the subregion that it is a part of."""
    import pandas as pd

    codes = [
        code
        for regio in gebieden.regios
        for code in (*regio.subregios, next(iter(regio.tellingen), ""))
        if code in gebieden
    ]
    regels = []
    kolommen = ["bron", "indicator", "periode"]
    for bron, indicator, periode in delen[kolommen].drop_duplicates().to_numpy():
        jaar = Periode.parse(periode).jaar
        for code in codes:
            leden = gebieden.members(code, jaar) if gebieden.is_complete(code, jaar) else ()
            tekst = f"Opgeteld uit {len(leden)} gemeenten"
            for lid in sorted(leden):
                regels.append((bron, indicator, periode, lid, code, 0, len(leden), tekst))
    relatie = pd.DataFrame(
        regels, columns=[*kolommen, "gebied_code", "nieuw", "soort", "nodig", "tekst"]
    )
    return relatie.assign(kolom="dekking")


def _sums(delen: pd.DataFrame, relatie: pd.DataFrame, bekend: pd.DataFrame) -> pd.DataFrame:
    """The rows that a relation adds: one for each whole of which all parts are there.

    Args:
        relatie: which parts make which whole (`nieuw`, a value of `kolom`), and how many it takes.
        bekend: counts that there are already, exact or not: these are never made again.
    """
    import pandas as pd

    samen = delen.merge(relatie, on=[k for k in relatie.columns if k in delen.columns])
    if samen.empty:
        return delen.iloc[:0]
    kolom = str(relatie["kolom"].iloc[0])
    sleutel = ["bron", "indicator", "uitsplitsing", "dekking", "periode", "soort"]
    samen = samen.assign(**{kolom: samen["nieuw"]})
    if kolom == "dekking":
        samen = samen.assign(gebied_code=samen["nieuw"])
    groepen = samen.groupby(sleutel, sort=False)
    vol = groepen["aantal"].transform("size") == samen["nodig"]
    samen = samen[vol]
    er_al = pd.MultiIndex.from_frame(bekend[_CEL])
    samen = samen[~pd.MultiIndex.from_frame(samen[_CEL]).isin(er_al)]
    if samen.empty:
        return delen.iloc[:0]
    groepen = samen.groupby(sleutel, sort=False)
    eerste = groepen.last()
    som = groepen["aantal"].sum()
    rijen = eerste.assign(
        aantal=som,
        laag=som,
        hoog=som,
        voorlopig=groepen["voorlopig"].any(),
        herkomst=groepen["herkomst"].agg(", ".join),
        opmerking=groepen["tekst"].first(),
    ).reset_index()
    # Of a supplier that gives half-years and quarters the half-years.
    rijen = rijen.sort_values("soort", kind="stable").drop_duplicates(_CEL)
    return rijen[list(delen.columns)].astype(delen.dtypes.to_dict())
