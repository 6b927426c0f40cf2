"""Does a table keep to its contract? Every fault at once. Reads no files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from helpende_data.errors import SHOWN, ContractError, Fault
from helpende_data.periodes import is_periode
from helpende_data.schema.plek import fault_at
from helpende_data.schema.tables import Column, Table

if TYPE_CHECKING:
    import pandas as pd

_LONG = 40
_MOST = 10**15  # more is a slip of the keyboard, and fits in no column
_CODE = re.compile(r"[A-Z][A-Z0-9-]+|onbekend")


def check(
    df: pd.DataFrame, table: Table, *, waar: str, first_row: int = 2, also: Iterable[Fault] = ()
) -> pd.DataFrame:
    """The table with the columns, order and types of its contract.

    Args:
        df: any table; texts may still stand where numbers must come.
        table: the contract.
        waar: the file, for messages.
        first_row: the row number of the first record in that file.
        also: faults that the reader saw, to be told together with those of the contract.

    Raises:
        ContractError: with every fault: column, row and what is wrong.
    """
    import pandas as pd

    faults = [Fault(1, naam, "kolom ontbreekt") for naam in table.columns if naam not in df]
    faults += [Fault(1, str(naam), "onbekende kolom") for naam in df if naam not in table.columns]
    if faults:
        raise faults_error(faults, table.naam, waar)
    ruw = df.reset_index(drop=True)

    def at(rij: int, kolom: str, wat: str, waarde: str = "") -> Fault:
        """A fault in a row, counted from 0: at its place in the file when that is known."""
        herkomst = str(ruw.at[rij, "herkomst"]) if "herkomst" in ruw else ""
        gevonden = fault_at(herkomst, wat, kolom=kolom, waarde=waarde)
        return gevonden if gevonden.rij else Fault(first_row + rij, kolom, wat, "", waarde)

    columns = {}
    for naam, column in table.columns.items():
        columns[naam], wrong = _convert(ruw[naam], column)
        faults += [at(rij, naam, wat, _shown(ruw.at[rij, naam])) for rij, wat in wrong.items()]
    typed = pd.DataFrame(columns)
    sleutel = list(table.key)
    dubbel = typed.index[typed.duplicated(sleutel, keep="first")]
    if len(dubbel):
        groepen = typed.index.to_series().groupby([typed[k] for k in sleutel], dropna=False)
        eerste = groepen.transform("first")
        for rij in dubbel.tolist():
            eerder = at(int(str(eerste.at[rij])), "", "").plek
            wat = f"deze rij staat er twee keer, eerst in {eerder}"
            faults.append(at(rij, ", ".join(sleutel), wat))
    faults += also
    if faults:
        raise faults_error(faults, table.naam, waar)
    return typed


def faults_error(faults: Sequence[Fault], tabel: str, waar: str) -> ContractError:
    """One error that shows the first faults and holds them all."""
    fouten = "1 fout" if len(faults) == 1 else f"{len(faults)} fouten"
    return ContractError(
        f"{fouten} in de tabel {tabel}",
        waar=f"{waar}: {some(faults)}",
        doe="herstel het bestand en lees het opnieuw in",
        faults=tuple(faults),
    )


def some(faults: Sequence[Fault]) -> str:
    """The first faults in words, and how many more there are."""
    getoond = "; ".join(str(fault) for fault in faults[:SHOWN])
    return getoond + (f"; en nog {len(faults) - SHOWN}" if len(faults) > SHOWN else "")


def _shown(waarde: object) -> str:
    """A cell as a message shows it: one line, not long; nothing for an empty one."""
    tekst = " ".join(waarde.split()) if isinstance(waarde, str) else ""
    return tekst if len(tekst) <= _LONG else f"{tekst[:_LONG]}..."


def _convert(values: pd.Series, column: Column) -> tuple[pd.Series, dict[int, str]]:
    """The values in the column's type, and what is wrong per row number (from 0)."""
    import pandas as pd

    wrong: dict[int, str] = {}
    leeg = values.isna() | (values.astype("str") == "")
    if not column.nullable:
        wrong |= {int(rij): "is leeg" for rij in values.index[leeg]}
    if column.soort in ("geheel", "getal"):
        getal = pd.to_numeric(values.where(~leeg), errors="coerce")
        fout = getal.isna() & ~leeg
        if column.soort == "geheel":
            fout |= getal.notna() & (getal % 1 != 0)
        wat = "is geen geheel getal" if column.soort == "geheel" else "is geen getal"
        wrong |= {int(rij): wat for rij in values.index[fout]}
        groot = (getal.abs() > _MOST).fillna(False) & ~fout
        wrong |= {int(rij): "is te groot" for rij in values.index[groot]}
        fout |= groot
        if column.minimum is not None:
            laag = (getal < column.minimum).fillna(False)
            wrong |= {int(rij): f"is kleiner dan {column.minimum:g}" for rij in values.index[laag]}
        return getal.where(~fout).astype(pd.api.types.pandas_dtype(column.dtype)), wrong
    if column.soort == "ja_nee":
        tekst = values.astype("str").str.lower()
        waar = tekst.isin(("ja", "true"))
        fout = ~waar & ~tekst.isin(("nee", "false")) & ~leeg
        wrong |= {int(rij): 'is geen "ja" of "nee"' for rij in values.index[fout]}
        return waar.astype("boolean"), wrong
    tekst = values.where(~leeg).astype("str")
    for uniek in tekst.dropna().unique():
        wat = _wrong_text(uniek, column)
        if wat:
            wrong |= {int(rij): wat for rij in tekst.index[tekst == uniek]}
    return tekst, wrong


def _wrong_text(tekst: str, column: Column) -> str:
    if column.values and tekst not in column.values:
        return f"onbekende waarde; bekend zijn {', '.join(column.values)}"
    if column.soort == "periode" and not is_periode(tekst):
        return "is geen periode zoals 2020, 2020-H1, 2020-Q2 of 2020-01"
    if column.soort == "code" and not _CODE.fullmatch(tekst):
        return "is geen gebiedscode zoals GM0225"
    return ""
