"""What each column, table and indicator means. No files but the registry, no arithmetic."""

from helpende_data.schema.check import check
from helpende_data.schema.indicatoren import Indicator, Indicatoren, read_indicatoren
from helpende_data.schema.tables import (
    CIJFERS,
    INDELINGEN,
    INWONERS,
    LAYOUT,
    MATEN,
    OPGAVEN,
    STATUSSEN,
    TABELLEN,
    TELLINGEN,
    TOTAAL,
    Column,
    Table,
)

__all__ = [
    "CIJFERS",
    "INDELINGEN",
    "INWONERS",
    "LAYOUT",
    "MATEN",
    "OPGAVEN",
    "STATUSSEN",
    "TABELLEN",
    "TELLINGEN",
    "TOTAAL",
    "Column",
    "Indicator",
    "Indicatoren",
    "Table",
    "check",
    "read_indicatoren",
]
