"""What may be right but looks wrong: a jump, or a row that equals another one. Only warns."""

from __future__ import annotations

import math
from collections.abc import Iterator

from helpende_data.periodes import Periode
from helpende_data.schema.getallen import format_nl
from helpende_data.sources.keuring.werk import EERDER, Found, Werk

FAR = 5.0  # standard deviations
EARLIER = 3  # so many earlier periods are needed
_SAME = ["bron", "indicator", "uitsplitsing", "gebied_code", "dekking", "maanden", "deel"]
_EQUAL_COUNTS = 5  # so many counts of at least `_LARGE` that are all equal are no accident
_LARGE = 10


def check_jumps(werk: Werk) -> Iterator[Found]:
    """New counts that lie far from those of the earlier periods.

    The rule: with at least three earlier periods of the same kind, area and category (after the
    last break of the series), the count is more than five standard deviations from their mean.
    The standard deviation is that of the earlier counts, but at least that of a Poisson count,
    the root of their mean, and at least 1. Of a rounded count the nearest bound decides.
    """
    import numpy as np

    df = werk.df[werk.df["aantal"].notna()].sort_values("begin", kind="stable")
    df = df.assign(deel=0, kwadraat=df["aantal"] ** 2)
    for code in df["indicator"].unique():
        for breuk in werk.indicatoren[code].breuken:
            erna = (df["indicator"] == code) & (df["begin"] >= Periode.parse(breuk).first_month)
            df["deel"] += erna
    groepen = df.groupby(_SAME, sort=False)
    keren = groepen.cumcount().to_numpy()
    genoeg = (keren >= EARLIER) & (df["levering"] != EERDER).to_numpy()
    df, keren = df[genoeg], keren[genoeg]
    som = groepen["aantal"].cumsum()[genoeg] - df["aantal"]
    kwadraten = groepen["kwadraat"].cumsum()[genoeg] - df["kwadraat"]
    gemiddeld = som / keren
    variantie = (kwadraten - keren * gemiddeld**2) / (keren - 1)
    reikt = FAR * np.sqrt(np.maximum(np.maximum(variantie, gemiddeld), 1.0))
    onder, boven = gemiddeld - reikt, gemiddeld + reikt
    ver = (df["boven"] < onder) | (df["onder"] > boven)
    for rij in df.index[ver]:
        laagste, hoogste = math.ceil(max(0.0, onder[rij])), math.floor(boven[rij])
        gewoon = f"{format_nl(laagste)} tot en met {format_nl(hoogste)}"
        wat = f"{werk.subject(rij)} ligt ver van de eerdere periodes"
        yield werk.found(rij, wat, verwacht=gewoon)


def check_copies(werk: Werk) -> Iterator[Found]:
    """Areas whose exact counts in a period all equal those of another area.

    Only municipalities with at least five counts of 10 or more: small counts are equal by chance,
    and a region may be counted under two codes.
    """
    import pandas as pd

    df = werk.df[(werk.df["levering"] != EERDER) & (werk.df["status"] == "exact")]
    soort = {
        code: werk.gebieden[code].soort
        for code in df["gebied_code"].unique()
        if code in werk.gebieden
    }
    df = df[df["gebied_code"].map(soort) == "gemeente"]
    # A sum of hashes is the same in any order of the rows.
    vinger = pd.util.hash_pandas_object(df[["indicator", "uitsplitsing", "aantal"]], index=False)
    rijen = (
        df.assign(vinger=vinger, groot=df["aantal"] >= _LARGE, rij=df.index)
        .groupby(["bron", "periode", "gebied_code"])
        .agg(vinger=("vinger", "sum"), groot=("groot", "sum"), rij=("rij", "first"))
        .reset_index()
    )
    rijen = rijen[rijen["groot"] >= _EQUAL_COUNTS]
    zelfde = ["bron", "periode", "vinger"]
    for _, groep in rijen[rijen.duplicated(zelfde, keep=False)].groupby(zelfde):
        eerste, *andere = groep["gebied_code"]
        for code, rij in zip(andere, groep["rij"].tolist()[1:], strict=True):
            yield werk.found(
                rij,
                f"alle aantallen van {werk.gebieden.name(code)} in {groep['periode'].iloc[0]} "
                f"zijn dezelfde als die van {werk.gebieden.name(eerste)}",
                verwacht="eigen aantallen",
            )
