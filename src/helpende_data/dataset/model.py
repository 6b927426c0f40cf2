"""What the index remembers of a delivery, and the figures that count now. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from helpende_data.provenance import Herkomst

if TYPE_CHECKING:
    import pandas as pd

INGETROKKEN = "ingetrokken"
HERSTELD = "hersteld"  # withdrawn, and then not any more
VERVALLEN = "vervallen"  # its file left data/bron
GEWIST = "gewist"
VRIJGEGEVEN = "vrijgegeven"  # erased, but may be read in again


@dataclass(frozen=True)
class Handeling:
    """What somebody did with a delivery after it came in: what, when, who and why."""

    wat: str
    op: str
    door: str = ""
    reden: str = ""


@dataclass(frozen=True)
class Entry:
    """What the index remembers of one delivery.

    Args:
        id: running number, ``L0001``.
        naam: stem of the file.
        bestand: as messages and the trace of each figure show it.
        parquet: file with the figures; empty once they are erased.
        bron_sha256: of the bytes that were read. Of an erased delivery that was not public it is
            an HMAC: a plain hash of a small table can be found by trying.
        vast: belongs to data/bron or the example, which are read as a whole.
        reeks: deliveries of one `reeks` follow each other up; empty: those of one `naam`.
        periodes: what it claims to hold whole; empty: everything of its `reeks`.
        bevat: the periods of its figures.
        ingelezen: when it was read in; empty for what an earlier version read in.
        waarschuwingen: what looked wrong when it was read, without values, and who (name and role)
            accepted that on which date.
        momentopname: folder where what was fetched is kept, if any.
        handelingen: what was done with it since, in order.
    """

    id: str
    naam: str
    bestand: str
    tabel: str
    parquet: str
    parquet_sha256: str
    bron_sha256: str
    rijen: int
    gewijzigd: bool
    vast: bool
    herkomst: Herkomst
    reeks: str = ""
    periodes: tuple[str, ...] = ()
    bevat: tuple[str, ...] = ()
    ingelezen: str = ""
    door: str = ""
    waarschuwingen: tuple[str, ...] = ()
    geaccepteerd_door: str = ""
    geaccepteerd_op: str = ""
    momentopname: str = ""
    handelingen: tuple[Handeling, ...] = ()

    @property
    def sleutel(self) -> tuple[str, str]:
        """Deliveries with the same one can take each other's place."""
        return (self.tabel, self.reeks) if self.reeks else ("", self.naam)

    @property
    def is_selectie(self) -> bool:
        """Is it a choice that somebody made from a table of StatLine? Such a file holds no period
        whole: of each of its figures the last download counts, and what it lacks stays."""
        return self.reeks.startswith("statline/")

    @property
    def toestand(self) -> str:
        """The last thing that was done with it; empty when nothing was."""
        return self.handelingen[-1].wat if self.handelingen else ""

    @property
    def is_erased(self) -> bool:
        return any(handeling.wat == GEWIST for handeling in self.handelingen)

    @property
    def ontvangen(self) -> str:
        """The day on which it came in, as far as known."""
        return (self.ingelezen or self.herkomst.opgehaald)[:10]


@dataclass(frozen=True)
class Dataset:
    """The deliveries that count, as one table of each kind."""

    leveringen: tuple[Entry, ...]
    tables: dict[str, pd.DataFrame]

    @property
    def tellingen(self) -> pd.DataFrame:
        return self.tables["tellingen"]

    @property
    def inwoners(self) -> pd.DataFrame:
        return self.tables["inwoners"]

    @property
    def opgaven(self) -> pd.DataFrame:
        return self.tables["opgaven"]

    @property
    def indelingen(self) -> pd.DataFrame:
        return self.tables["indelingen"]

    @property
    def synthetisch(self) -> bool:
        return any(entry.herkomst.synthetisch for entry in self.leveringen)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.leveringen}


@dataclass(frozen=True)
class Vervanging:
    """A delivery of which others took the place.

    Args:
        weg: period -> number of the delivery that took its place in it.
        door: the numbers of these.
    """

    entry: Entry
    weg: dict[str, str]
    door: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What an ingest or another change did.

    Args:
        nieuw: deliveries that were added, or count again.
        gelijk: deliveries that were read before and count already.
        vervallen: deliveries that do not count any more.
        overgeslagen: deliveries that were read before and do not count, with the reason: replaced
            since, withdrawn or erased. Reading them again changes nothing.
        hersteld: deliveries whose damaged file was made again.
        vervangen: deliveries that counted, and do not any more in some periods or at all.
    """

    nieuw: tuple[Entry, ...] = ()
    gelijk: tuple[Entry, ...] = ()
    vervallen: tuple[Entry, ...] = ()
    overgeslagen: tuple[tuple[Entry, str], ...] = ()
    hersteld: tuple[Entry, ...] = ()
    vervangen: tuple[Vervanging, ...] = ()
