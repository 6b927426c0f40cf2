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
from helpende_data.sources.keuring.werk import EERDER, TOTAAL, Found, Werk

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

    paren = pd.concat([_categories(werk), _periods(werk), _areas(werk)], ignore_index=True)
    if paren.empty:
        return
    df = werk.df
    nieuw = (df["levering"] != EERDER).to_numpy()
    onder, boven = df["onder"].to_numpy(), df["boven"].to_numpy()
    sleutel = ["geheel", "groep"]
    # A sum is looked at when any of its counts is new.
    paren = paren.assign(nieuw=nieuw[paren["deel"]] | nieuw[paren["geheel"]])
    paren = paren[paren.groupby(sleutel)["nieuw"].transform("any")]
    som = (
        paren.assign(
            onder=np.where(paren["rest"], 0.0, onder[paren["deel"]]),
            boven=boven[paren["deel"]],
            geteld=~paren["rest"],
        )
        .groupby(sleutel, sort=True)
        .agg(
            som=("onder", "sum"),
            grootste=("onder", "max"),
            boven=("boven", "sum"),
            geteld=("geteld", "sum"),
            nodig=("nodig", "first"),
            optellend=("optellend", "first"),
            hooguit_som=("hooguit_som", "first"),
        )
    )
    geheel = som.index.get_level_values("geheel").to_numpy(dtype="int64")
    minstens = np.where(som["optellend"], som["som"], som["grootste"])
    begrensd = som["hooguit_som"] & (som["geteld"] >= som["nodig"])
    hooguit = np.where(begrensd, som["boven"], np.inf)
    te_klein, te_groot = boven[geheel] < minstens, onder[geheel] > hooguit
    fout = np.flatnonzero(te_klein | te_groot).tolist()
    delen = paren["deel"].to_numpy()
    groepen = paren.groupby(sleutel).indices if len(fout) else {}
    for nummer in fout:
        rij, groep = som.index[nummer]
        if te_groot[nummer]:
            hoe = "meer dan de som van"
        elif som["optellend"].iloc[nummer]:
            hoe = "minder dan de som van"
        else:
            hoe = "minder dan een van"
        verwacht = _range(minstens[nummer], hooguit[nummer])
        yield _found(werk, int(rij), delen[groepen[rij, groep]].tolist(), groep, hoe, verwacht)


def _range(minstens: float, hooguit: float) -> str:
    if hooguit == float("inf"):
        return f"minstens {format_nl(minstens)}"
    if hooguit == minstens:
        return format_nl(minstens)
    return f"{format_nl(minstens)} tot en met {format_nl(hooguit)}"


def _found(
    werk: Werk, geheel: int, delen: Sequence[int], groep: str, hoe: str, verwacht: str
) -> Found:
    """At the whole when it is new, else at the first of its parts that is."""
    levering = werk.df["levering"].to_numpy("int64")
    hier = geheel
    if levering[geheel] == EERDER:
        hier = next(deel for deel in delen if levering[deel] != EERDER)
    naast = [deel for deel in delen if levering[deel] == levering[hier]]
    cellen = places(werk.df["herkomst"].iloc[naast])
    wat = f"{werk.subject(geheel)} is {hoe} {groep}{f' ({cellen})' if cellen else ''}"
    elders = [rij for rij in (geheel, *delen) if levering[rij] != levering[hier]]
    if elders:
        bestanden = sorted({str(h).partition("!")[0] for h in werk.df["herkomst"].iloc[elders]})
        wat += f", samen met {', '.join(bestanden)}"
    return werk.found(hier, wat, verwacht=verwacht if hier == geheel else "")


def _categories(werk: Werk) -> pd.DataFrame:
    """Every category with the total of the same area and period."""
    df = werk.df.assign(rij=werk.df.index)
    is_totaal = df["uitsplitsing"] == TOTAAL
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


def _periods(werk: Werk) -> pd.DataFrame:
    """Every period with each longer period that it lies in."""
    import pandas as pd

    bekend = set(werk.periodes.values())
    relatie = pd.DataFrame(
        [
            (str(kort), str(lang), f"de {_MEERVOUD[soort]}", len(lang.parts(soort)))
            for lang in werk.periodes.values()
            for soort, aantal in SOORTEN.items()
            if 12 // aantal < lang.months
            for kort in lang.parts(soort)
            if kort in bekend
        ],
        columns=["periode", "lang", "groep", "nodig"],
    )
    df = werk.df.assign(rij=werk.df.index)
    sleutel = ["bron", "indicator", "uitsplitsing", "gebied_code", "dekking", "lang"]
    geheel = df.rename(columns={"periode": "lang"})[[*sleutel, "rij"]]
    paren = df.merge(relatie, on="periode").merge(geheel, on=sleutel, suffixes=("", "_geheel"))
    return _pairs(paren, groep=paren["groep"], nodig=paren["nodig"], optellend=paren["telt_op"])


def _areas(werk: Werk) -> pd.DataFrame:
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
