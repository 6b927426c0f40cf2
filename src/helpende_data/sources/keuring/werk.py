"""The counts of a delivery as the checks use them, and how a finding becomes a fault."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpende_data.errors import Fault
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.plek import fault_at

if TYPE_CHECKING:
    import pandas as pd

TOTAAL = "totaal"
_OPTELLEND = "optellend"
RECORDS = "!records"  # ends the herkomst of a count that was made by counting records
_KOLOMMEN = (
    *("indicator", "uitsplitsing", "gebied_code", "dekking", "periode"),
    *("aantal", "laag", "hoog", "status", "herkomst"),
)


@dataclass(frozen=True)
class Werk:
    """What the checks share: counts, the registries, and how to name a row.

    `df` holds counts with the bounds `onder` and `boven` as floats (no upper bound: infinite),
    `jaar`, `begin` (months since the year 0) and `maanden`, what the registry says of the category
    (see `_meanings`), and `nieuw`: false for rows that were read earlier and only serve to compare
    with. Its index runs from 0.
    """

    df: pd.DataFrame
    periodes: dict[str, Periode]
    gebieden: Gebieden
    indicatoren: Indicatoren

    def subject(self, rij: int) -> str:
        """``meldingen (Druten, 2023)``, with the category when it is not about the total."""
        velden = {naam: str(waarde) for naam, waarde in self.df.loc[rij].items()}
        indicator = self.indicatoren[velden["indicator"]]
        naam = indicator.naam
        if not naam[1:2].isupper():
            naam = naam[:1].lower() + naam[1:]
        if velden["uitsplitsing"] != TOTAAL:
            naam += f' "{indicator.category(velden["uitsplitsing"])}"'
        return f"{naam} ({self.gebieden.name(velden['gebied_code'])}, {velden['periode']})"

    def fault(self, rij: int, wat: str, *, verwacht: str = "") -> Fault:
        """A fault at the count of this row; without values where records were counted."""
        herkomst = str(self.df.at[rij, "herkomst"])
        if herkomst.endswith(RECORDS):
            return fault_at(herkomst, wat, kolom="aantal")
        aantal = self.df["aantal"].to_numpy("float64")[rij]
        waarde = str(self.df.at[rij, "status"]) if math.isnan(aantal) else format_nl(aantal)
        return fault_at(herkomst, wat, kolom="aantal", waarde=waarde, verwacht=verwacht)


def prepare(
    nieuw: pd.DataFrame, eerder: pd.DataFrame | None, gebieden: Gebieden, indicatoren: Indicatoren
) -> Werk:
    """The counts ready for checking.

    Args:
        nieuw: tellingen of one delivery, with known codes.
        eerder: tellingen of the same publisher that were read earlier and stay, or None. Only
            their other periods are compared with: a period is delivered whole.
    """
    import numpy as np
    import pandas as pd

    df = nieuw[list(_KOLOMMEN)].assign(nieuw=True)
    if eerder is not None:
        ander = eerder[~eerder["periode"].isin(set(df["periode"]))]
        df = pd.concat([df, ander[list(_KOLOMMEN)].assign(nieuw=False)])
    df = df.merge(_meanings(df, indicatoren), on=["indicator", "uitsplitsing"])
    periodes = {tekst: Periode.parse(tekst) for tekst in sorted(df["periode"].unique())}
    boven = df["hoog"].astype("Float64").fillna(np.inf).astype("float64")
    return Werk(
        df.assign(
            aantal=df["aantal"].astype("Float64").to_numpy("float64", na_value=np.nan),
            onder=df["laag"].astype("float64"),
            boven=boven.mask(df["status"] == "niet_van_toepassing", 0.0),
            jaar=df["periode"].map({tekst: p.jaar for tekst, p in periodes.items()}),
            begin=df["periode"].map({tekst: p.first_month for tekst, p in periodes.items()}),
            maanden=df["periode"].map({tekst: p.months for tekst, p in periodes.items()}),
        ),
        periodes,
        gebieden,
        indicatoren,
    )


def _meanings(df: pd.DataFrame, indicatoren: Indicatoren) -> pd.DataFrame:
    """What the registry says of each category that occurs.

    Columns: `dimensie` (name), `categorieen` (how many there are), `delen_tellen_op` (do they make
    the total) and `telt_op` (does the count add up over time and areas).
    """
    import pandas as pd

    regels = []
    paren = df[["indicator", "uitsplitsing"]].drop_duplicates()
    for code, uitsplitsing in paren.itertuples(index=False):
        indicator = indicatoren[code]
        dimensie = indicator.dimensies.get(uitsplitsing.partition(":")[0])
        soort = dimensie.optelsoort if dimensie else _OPTELLEND
        regels.append(
            (
                code,
                uitsplitsing,
                dimensie.naam if dimensie else "",
                len(dimensie.categorieen) if dimensie else 0,
                soort == _OPTELLEND,
                indicator.per == _OPTELLEND and soort != "uniek per periode",
            )
        )
    kolommen = ["indicator", "uitsplitsing", "dimensie", "categorieen"]
    return pd.DataFrame(regels, columns=[*kolommen, "delen_tellen_op", "telt_op"])
