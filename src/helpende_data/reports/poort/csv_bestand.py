"""Numbers in the CSV of the shown figures, cell by cell against the model."""

from __future__ import annotations

import csv
import io

from helpende_data.reports.model import Rapport
from helpende_data.reports.poort.teksten import bare
from helpende_data.schema.getallen import has_number
from helpende_data.schema.tables import CIJFERS
from helpende_data.statistics import Cijfer


def strange_in_csv(rapport: Rapport, inhoud: bytes) -> list[str]:
    """Cells with a number that the figure of that row has not in that column."""
    kop, *regels = csv.reader(io.StringIO(inhoud.decode("utf-8"), newline=""))
    if kop != list(CIJFERS.columns) or len(regels) != len(rapport.cijfers):
        return ["kolommen of aantal regels"]
    return [
        f"regel {nummer}, kolom {kolom}"
        for nummer, (regel, cijfer) in enumerate(zip(regels, rapport.cijfers, strict=True), 2)
        for kolom, cel in zip(kop, regel, strict=True)
        if has_number(cel) and not is_of(cijfer, kolom, cel)
    ]


def is_of(cijfer: Cijfer, kolom: str, cel: str) -> bool:
    """Is this cell the field `kolom` of a figure: the same number, or the same text?"""
    # where only the limits are printed, the value may not stand in a file either
    waarde = cijfer.getal if kolom == "waarde" else getattr(cijfer, kolom)
    if isinstance(waarde, str):
        return bare(cel.removeprefix("'")) == bare(waarde.removeprefix("'"))
    if waarde is None or isinstance(waarde, bool):
        return False
    decimalen = None if kolom == "noemer" else cijfer.decimalen
    try:
        getal = float(cel)
    except ValueError:
        return False
    return getal == (float(waarde) if decimalen is None else round(float(waarde), decimalen))
