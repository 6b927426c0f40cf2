"""The counts of deliveries as the checks use them, and how a finding becomes a fault."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpende_data.errors import Fault
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.plek import RECORDS, fault_at
from helpende_data.schema.tables import TOTAAL

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_OPTELLEND = "optellend"
EERDER = -1  # the delivery of a count that was read earlier
_KEY = ["bron", "indicator", "uitsplitsing", "gebied_code", "periode"]
_KOLOMMEN = [*_KEY, "dekking", "aantal", "laag", "hoog", "status", "herkomst"]


@dataclass(frozen=True)
class Found:
    """A fault, and the number of the delivery that it is in."""

    levering: int
    fault: Fault


@dataclass(frozen=True)
class Werk:
    """What the checks share: counts, the registries, and how to name a row.

    `df` holds each figure once, with the bounds `onder` and `boven` as floats (no upper bound:
    infinite), `jaar`, `begin` (months since the year 0) and `maanden`, what the registry says of
    the category (see `_meanings`), and `levering`: the number of its delivery, or `EERDER` for
    rows that were read earlier and only serve to compare with. Its index runs from 0.
    """

    df: pd.DataFrame
    periodes: dict[str, Periode]
    gebieden: Gebieden
    indicatoren: Indicatoren

    @property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest value of each row."""
        return self.df["onder"].to_numpy("float64"), self.df["boven"].to_numpy("float64")

    def subject(self, rij: int) -> str:
        """``meldingen (Druten, 2023)``, with the category when it is not about the total."""
        velden = {naam: str(waarde) for naam, waarde in self.df.loc[rij].items()}
        indicator = self.indicatoren[velden["indicator"]]
        naam = indicator.in_zin
        if velden["uitsplitsing"] != TOTAAL:
            naam += f' "{indicator.category(velden["uitsplitsing"])}"'
        return f"{naam} ({self.gebieden.name(velden['gebied_code'])}, {velden['periode']})"

    def found(self, rij: int, wat: str, *, verwacht: str = "") -> Found:
        """A fault at the count of this row; without values where records were counted."""
        herkomst = str(self.df.at[rij, "herkomst"])
        waarde = ""
        if not herkomst.endswith(RECORDS):
            aantal = self.df["aantal"].to_numpy("float64")[rij]
            waarde = str(self.df.at[rij, "status"]) if math.isnan(aantal) else format_nl(aantal)
        fault = fault_at(
            herkomst, wat, kolom="aantal", waarde=waarde, verwacht=verwacht if waarde else ""
        )
        return Found(int(self.df["levering"].to_numpy("int64")[rij]), fault)


def prepare(
    nieuw: Sequence[pd.DataFrame],
    eerder: pd.DataFrame,
    gebieden: Gebieden,
    indicatoren: Indicatoren,
) -> Werk:
    """The counts ready for checking.

    Args:
        nieuw: tellingen with known codes and the columns `levering` (number) and `via` (true when
            somebody passed them on); of the same figure the first direct one counts.
        eerder: tellingen that were read earlier and stay. Only their other periods are compared
            with: a publisher delivers a period whole.
    """
    import numpy as np
    import pandas as pd

    vers = pd.concat([df[[*_KOLOMMEN, "levering", "via"]] for df in nieuw])
    vers = vers.sort_values(["via", "levering"], kind="stable").drop_duplicates(_KEY)
    oud = eerder.loc[eerder["bron"].isin(vers["bron"].unique()), _KOLOMMEN]
    opnieuw = (vers["bron"] + " " + vers["periode"]).unique()
    oud = oud[~(oud["bron"] + " " + oud["periode"]).isin(opnieuw)]
    df = pd.concat([vers, oud.assign(levering=EERDER)])
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
