"""Checks of one figure by itself: its codes, its period, the rate printed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from helpende_data.errors import Fault
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import Periode, is_periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.getallen import can_print, format_nl
from helpende_data.schema.plek import fault_at
from helpende_data.sources.levering import Printed

if TYPE_CHECKING:
    import pandas as pd

_VOORBIJ = "een periode die voorbij is"


def check_codes(
    df: pd.DataFrame, gebieden: Gebieden, indicatoren: Indicatoren
) -> tuple[list[Fault], pd.Series]:
    """Areas, indicators and categories that we do not know, and which rows are free of them.

    A code is told once, where it stands first, with the number of other rows.
    """
    faults: list[Fault] = []
    goed = df["gebied_code"].notna()
    for kolom in ("gebied_code", "dekking"):
        if kolom in df:
            vreemd = [c for c in df[kolom].unique() if c not in gebieden and c != ONBEKEND]
            doe = "een code van hd gebieden, of een gebied erbij in data/gebieden/"
            # The area itself is its own catchment: one fault is enough.
            fout = df[kolom].isin(vreemd) & goed
            faults += _strangers(df[fout], df[kolom], "onbekende gebiedscode", kolom, doe)
            goed &= ~fout
    if "aantal" in df:
        paren = df["indicator"] + "/" + df["uitsplitsing"]
        uniek = df[["indicator", "uitsplitsing"]].drop_duplicates()
        onbekend = indicatoren.unknown(uniek.itertuples(index=False, name=None))
        codes = df["indicator"].where(df["indicator"].isin(onbekend), paren)
        fout = codes.isin(onbekend)
        doe = "een code uit data/indicatoren.toml"
        faults += _strangers(
            df[fout], codes, "onbekende indicator of uitsplitsing", "indicator", doe
        )
        goed &= ~fout
    return faults, goed


def _strangers(
    fout: pd.DataFrame, codes: pd.Series, wat: str, kolom: str, verwacht: str
) -> Iterator[Fault]:
    if fout.empty:
        return
    for code, rijen in codes.loc[fout.index].groupby(codes.loc[fout.index], sort=False):
        ook = _also(len(rijen) - 1)
        herkomst = str(fout.at[rijen.index[0], "herkomst"])
        yield fault_at(herkomst, f"{wat} {code}{ook}", kolom=kolom, verwacht=verwacht)


def _also(aantal: int) -> str:
    """In how many other rows the same thing stands."""
    return f", ook in {aantal} andere {'rij' if aantal == 1 else 'rijen'}" if aantal else ""


def check_time(
    df: pd.DataFrame, gebieden: Gebieden, claim: Iterable[str], vandaag: date
) -> tuple[list[Fault], list[Fault]]:
    """Periods that cannot be (faults), and periods that are not over yet (warnings).

    Args:
        claim: the periods that the delivery says it holds; none: any.
        vandaag: what lies after it cannot have been counted.
    """
    faults, warnings = [], []
    geclaimd = {maand for tekst in claim for maand in _months(Periode.parse(tekst))}
    nu = vandaag.year * 12 + vandaag.month - 1
    kolom = "jaar" if "jaar" in df else "periode"
    for tijd, rijen in df.groupby(df[kolom].astype("str"), sort=True):
        if not is_periode(str(tijd)):
            continue  # a statement about a range of years
        periode = Periode.parse(str(tijd))
        eerste = rijen["herkomst"].iloc[0]
        ook = _also(len(rijen) - 1)
        if periode.first_month > nu:
            wat = f"gaat over {periode}, en die is nog niet begonnen{ook}"
            faults.append(fault_at(eerste, wat, kolom=kolom, verwacht=_VOORBIJ))
        elif kolom == "periode" and periode.first_month + periode.months > nu + 1:
            wat = f"gaat over {periode}, en die is nog niet voorbij{ook}"
            warnings.append(fault_at(eerste, wat, kolom=kolom, verwacht=_VOORBIJ))
        if geclaimd and kolom == "periode" and not geclaimd.issuperset(_months(periode)):
            wat = f"{periode} valt buiten de periode van deze levering{ook}"
            verwacht = f"een deel van {', '.join(claim)}"
            faults.append(fault_at(eerste, wat, kolom=kolom, verwacht=verwacht))
    return faults + _gone(df, gebieden), warnings


def _months(periode: Periode) -> range:
    return range(periode.first_month, periode.first_month + periode.months)


def _gone(df: pd.DataFrame, gebieden: Gebieden) -> list[Fault]:
    """Counts of a municipality in a year in which it does not exist."""
    if "periode" not in df or "aantal" not in df:
        return []
    geteld = df[df["aantal"].notna()]
    paren = geteld.assign(jaar=geteld["periode"].str[:4]).drop_duplicates(["gebied_code", "jaar"])
    faults = []
    for code, jaar, herkomst in paren[["gebied_code", "jaar", "herkomst"]].itertuples(index=False):
        gebied = gebieden.by_code.get(code)
        if gebied is not None and gebied.soort == "gemeente" and not gebied.exists_in(int(jaar)):
            wat = f"de gemeente {gebied.naam} bestaat niet in {jaar}"
            verwacht = "de gemeente waar zij toen in lag of uit ontstond"
            faults.append(fault_at(herkomst, wat, kolom="gebied_code", verwacht=verwacht))
    return faults


def check_printed(narekenen: Iterable[Printed]) -> Iterator[Fault]:
    """Printed rates and shares that do not follow from what they are made of.

    A number may have been rounded or cut off, and what it is made of may lie between bounds: all
    that is possible passes. Nothing is said of a denominator that is zero.
    """
    for cijfer in narekenen:
        if cijfer.noemer[0] <= 0:
            continue
        laag = cijfer.teller[0] / cijfer.noemer[1] * cijfer.per
        hoog = cijfer.teller[1] / cijfer.noemer[0] * cijfer.per
        if can_print(cijfer.waarde, cijfer.decimalen, laag, hoog):
            continue
        van, tot = (format_nl(grens, cijfer.decimalen) for grens in (laag, hoog))
        yield fault_at(
            cijfer.herkomst,
            f"{cijfer.wat} volgt niet uit het aantal",
            kolom=cijfer.wat,
            waarde=format_nl(cijfer.waarde, cijfer.decimalen),
            verwacht=van if van == tot else f"{van} tot en met {tot}",
        )
