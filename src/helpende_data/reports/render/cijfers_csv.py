"""The shown figures as CSV: UTF-8, no BOM, comma, decimal point, LF. A layout that stays."""

from __future__ import annotations

import csv
import io

from helpende_data.files import safe_text
from helpende_data.reports.model import Rapport
from helpende_data.reports.render.tekst import shown_number
from helpende_data.schema.tables import CIJFERS
from helpende_data.statistics import Cijfer


def _number(waarde: float | None, decimalen: int) -> str:
    getal = shown_number(waarde, decimalen)
    return "" if getal is None else f"{getal:.{decimalen}f}"


def _denominator(waarde: float | None) -> str:
    getal = shown_number(waarde)
    if getal is None:
        return ""
    return f"{getal:.0f}" if getal.is_integer() else repr(getal)


def to_csv(rapport: Rapport) -> bytes:
    """One line per shown figure, in the columns and order of the contract CIJFERS.

    `waarde`, `laag` and `hoog` have exactly the digits that the report shows (`decimalen`);
    booleans are ja or nee; a missing number is an empty cell and `status` says why; of a rounded
    count that may be 0 or 1, and what rests on it, there are only `laag` and `hoog`. A text that
    begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end gets an apostrophe before it, so
    that no spreadsheet takes it for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CIJFERS.columns)
    for cijfer in rapport.cijfers:
        writer.writerow(cells(cijfer))
    return out.getvalue().encode("utf-8")


def cells(cijfer: Cijfer) -> list[str]:
    """The cells of one shown figure, in the columns of the contract CIJFERS."""
    regel = []
    for naam, kolom in CIJFERS.columns.items():
        waarde = cijfer.getal if naam == "waarde" else getattr(cijfer, naam)
        if kolom.soort == "getal":
            is_noemer = naam == "noemer"
            tekst = _denominator(waarde) if is_noemer else _number(waarde, cijfer.decimalen)
            regel.append(tekst)
        elif kolom.soort == "ja_nee":
            regel.append("ja" if waarde else "nee")
        else:
            regel.append(safe_text(str(waarde)))
    return regel
