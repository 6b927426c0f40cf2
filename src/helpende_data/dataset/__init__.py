"""The single data set of a werkmap: deliveries, their history, one atomic index, and plain sums.

Each delivery is one Parquet file that never changes. `dataset.json` lists the deliveries and what
was done with them; which of them count is derived from that list. Replacing that one file is what
makes a change happen, so a killed run changes nothing.
"""

from helpende_data.dataset.add import Preview, add_leveringen, check_world, preview
from helpende_data.dataset.history import Regel, historie
from helpende_data.dataset.index import read_index
from helpende_data.dataset.model import Change, Dataset, Entry, Handeling, Vervanging
from helpende_data.dataset.read import (
    read_dataset,
    read_indelingen,
    read_inwoners,
    state_at,
    state_of,
)
from helpende_data.dataset.repair import Herstel, repair
from helpende_data.dataset.secret import rounding_seed
from helpende_data.dataset.totalen import with_totals
from helpende_data.dataset.undo import erase, find_levering, restore, withdraw
from helpende_data.dataset.verlies import Verlies
from helpende_data.dataset.verschil import SOORTEN, Verschil, Waarde, compare

__all__ = [
    "SOORTEN",
    "Change",
    "Dataset",
    "Entry",
    "Handeling",
    "Herstel",
    "Preview",
    "Regel",
    "Verlies",
    "Verschil",
    "Vervanging",
    "Waarde",
    "add_leveringen",
    "check_world",
    "compare",
    "erase",
    "find_levering",
    "historie",
    "preview",
    "read_dataset",
    "read_indelingen",
    "read_index",
    "read_inwoners",
    "repair",
    "restore",
    "rounding_seed",
    "state_at",
    "state_of",
    "with_totals",
    "withdraw",
]
