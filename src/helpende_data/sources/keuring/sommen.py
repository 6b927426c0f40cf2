"""Parts against their whole: categories, shorter periods, municipalities. Knows no other check.

Each maker below gives pairs of row numbers, `deel` and `geheel`, with the way of dividing
(`groep`), how many parts are all of them (`nodig`) and whether they add up (`optellend`). A whole
that may be less than its parts, but not more than their sum, has `hooguit_som` as well. A part
that is only a rest (`rest`) may be zero: it can belong to another whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import SOORTEN
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.plek import places
from helpende_data.schema.tables import TOTAAL
from helpende_data.sources.keuring.werk import EERDER, Found, Werk

if TYPE_CHECKING:
    import pandas as pd

_MEERVOUD = {"halfjaar": "halfjaren", "kwartaal": "kwartalen", "maand": "maanden"}


def check_sums(werk: Werk) -> Iterator[Found]:
    """Wholes that their parts cannot make, whatever rounding has done to both.

    Each count lies between its bounds. Parts that add up and are all there must be able to give
    the whole; parts that are not all there may not be more than it. What is counted once per
    period (households) is at least each part and, over time and areas, at most their sum.
    Categories that one melding can have more of are each at most the whole.
    """
    import numpy as np
    import pandas as pd

    manieren = [maker(werk) for maker in (_categories, _periods, _areas)]
    gevuld = [manier for manier in manieren if manier is not None]
    if not gevuld:
        return
    paren = pd.concat(gevuld)
    nieuw, onder, boven = (werk.df["levering"] != EERDER).to_numpy(), *werk.bounds
    deel, is_rest = paren["deel"].to_numpy(), paren["rest"].to_numpy()
    # One number for each whole and way of dividing it; `eerste` is where that stands first.
    nummer = paren.groupby(["geheel", "groep"]).ngroup().to_numpy()
    eerste = np.unique(nummer, return_index=True)[1]
    per_som = paren.iloc[eerste]
    geheel = per_som["geheel"].to_numpy()
    laagste = np.where(is_rest, 0.0, onder[deel])
    grootste = np.zeros(len(eerste))
    np.maximum.at(grootste, nummer, laagste)
    minstens = np.where(per_som["optellend"], np.bincount(nummer, laagste), grootste)
    compleet = np.bincount(nummer, ~is_rest) >= per_som["nodig"].to_numpy()
    begrensd = compleet & per_som["hooguit_som"].to_numpy()
    hooguit = np.where(begrensd, np.bincount(nummer, boven[deel]), np.inf)
    # A sum is looked at when any of its counts is new.
    kijk = nieuw[geheel] | (np.bincount(nummer, nieuw[deel]) > 0)
    te_groot = onder[geheel] > hooguit
    for som in np.flatnonzero(kijk & (te_groot | (boven[geheel] < minstens))).tolist():
        if te_groot[som]:
            hoe = "meer dan de som van"
        else:
            hoe = f"minder dan {'de som' if per_som['optellend'].iloc[som] else 'een'} van"
        verwacht = _range(minstens[som], hooguit[som])
        delen = deel[nummer == som].tolist()
        yield _found(werk, int(geheel[som]), delen, f"{hoe} {per_som['groep'].iloc[som]}", verwacht)


def _range(minstens: float, hooguit: float) -> str:
    if hooguit == float("inf"):
        return f"minstens {format_nl(minstens)}"
    if hooguit == minstens:
        return format_nl(minstens)
    return f"{format_nl(minstens)} tot en met {format_nl(hooguit)}"


def _found(werk: Werk, geheel: int, delen: Sequence[int], oordeel: str, verwacht: str) -> Found:
    """At the whole when it is new, else at the first of its parts that is."""
    levering = werk.df["levering"].to_numpy("int64")
    hier = geheel
    if levering[geheel] == EERDER:
        hier = next(deel for deel in delen if levering[deel] != EERDER)
    naast = [deel for deel in delen if levering[deel] == levering[hier]]
    cellen = places(werk.df["herkomst"].iloc[naast])
    wat = f"{werk.subject(geheel)} is {oordeel}{f' ({cellen})' if cellen else ''}"
    elders = [rij for rij in (geheel, *delen) if levering[rij] != levering[hier]]
    if elders:
        bestanden = sorted({str(h).partition("!")[0] for h in werk.df["herkomst"].iloc[elders]})
        wat += f", samen met {', '.join(bestanden)}"
    return werk.found(hier, wat, verwacht=verwacht if hier == geheel else "")


def _categories(werk: Werk) -> pd.DataFrame | None:
    """Every category with the total of the same area and period."""
    df = werk.df.assign(rij=werk.df.index)
    is_totaal = df["uitsplitsing"] == TOTAAL
    if is_totaal.all():
        return None
    sleutel = ["bron", "indicator", "gebied_code", "dekking", "periode"]
    paren = df[~is_totaal].merge(
        df.loc[is_totaal, [*sleutel, "rij"]], on=sleutel, suffixes=("", "_geheel")
    )
    return _pairs(
        paren,
        groep='de delen van "' + paren["dimensie"] + '"',
        nodig=paren["categorieen"],
        optellend=paren["delen_tellen_op"],
        hooguit_som=paren["delen_tellen_op"],
    )


def _periods(werk: Werk) -> pd.DataFrame | None:
    """Every period with each longer period that it lies in."""
    import pandas as pd

    bekend = set(werk.periodes.values())
    regels = [
        (str(kort), str(lang), f"de {_MEERVOUD[soort]}", len(lang.parts(soort)))
        for lang in werk.periodes.values()
        for soort, aantal in SOORTEN.items()
        if 12 // aantal < lang.months
        for kort in lang.parts(soort)
        if kort in bekend
    ]
    if not regels:
        return None
    relatie = pd.DataFrame(regels, columns=["periode", "lang", "groep", "nodig"])
    df = werk.df.assign(rij=werk.df.index)
    sleutel = ["bron", "indicator", "uitsplitsing", "gebied_code", "dekking", "lang"]
    geheel = df.rename(columns={"periode": "lang"})[[*sleutel, "rij"]]
    paren = df.merge(relatie, on="periode").merge(geheel, on=sleutel, suffixes=("", "_geheel"))
    return _pairs(paren, groep=paren["groep"], nodig=paren["nodig"], optellend=paren["telt_op"])


def _areas(werk: Werk) -> pd.DataFrame | None:
    """Every municipality with each area it belongs to in that year, and what has no municipality.

    What is counted for an unknown area may belong to any whole, so it can only make a sum larger.
    """
    import pandas as pd

    gebieden = werk.gebieden
    df = werk.df.assign(rij=werk.df.index)
    grote = df[["gebied_code", "dekking", "jaar"]].drop_duplicates()
    leden = []
    for code, dekking, jaar in grote.itertuples(index=False):
        if code not in gebieden or gebieden[code].soort == "gemeente" or dekking not in gebieden:
            continue
        gemeenten = sorted(gebieden.members(dekking, jaar)) if gebieden[dekking].volledig else []
        if gemeenten:
            rest = [*((lid, False) for lid in gemeenten), (ONBEKEND, True)]
            leden += [(code, dekking, jaar, lid, len(gemeenten), is_rest) for lid, is_rest in rest]
    if not leden:
        return None
    kolommen = ["gebied_code", "dekking", "jaar", "lid", "nodig", "rest"]
    relatie = pd.DataFrame(leden, columns=kolommen).astype({"jaar": df["jaar"].dtype})
    geheel = df.merge(relatie, on=["gebied_code", "dekking", "jaar"])
    delen = df[(df["gebied_code"] == df["dekking"]) | (df["gebied_code"] == ONBEKEND)]
    sleutel = ["bron", "indicator", "uitsplitsing", "periode", "lid"]
    delen = delen.rename(columns={"gebied_code": "lid"})[[*sleutel, "rij"]]
    paren = geheel.merge(delen, on=sleutel, suffixes=("_geheel", ""))
    return _pairs(
        paren,
        groep="de gemeenten",
        nodig=paren["nodig"],
        optellend=paren["telt_op"],
        rest=paren["rest"],
    )


def _pairs(
    paren: pd.DataFrame,
    *,
    groep: str | pd.Series,
    nodig: pd.Series,
    optellend: pd.Series,
    hooguit_som: bool | pd.Series = True,
    rest: bool | pd.Series = False,
) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            "deel": paren["rij"].astype("int64"),
            "geheel": paren["rij_geheel"].astype("int64"),
            "groep": groep,
            "nodig": nodig,
            "optellend": optellend,
            "hooguit_som": hooguit_som,
            "rest": rest,
        }
    ).astype({"optellend": "bool", "hooguit_som": "bool", "rest": "bool"})
