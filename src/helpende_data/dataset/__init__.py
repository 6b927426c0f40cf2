"""The single data set of a werkmap: deliveries, their history, one atomic index. No arithmetic.

Each delivery is one Parquet file that never changes. `dataset.json` lists the deliveries and what
was done with them; which of them count is derived from that list. Replacing that one file is what
makes a change happen, so a killed run changes nothing.
"""

from helpende_data.dataset.add import add_leveringen, check_world
from helpende_data.dataset.model import Change, Dataset, Entry, Handeling
from helpende_data.dataset.read import (
    read_dataset,
    read_indelingen,
    read_inwoners,
    state_at,
    state_of,
)
from helpende_data.dataset.undo import erase, find_levering, restore, withdraw

__all__ = [
    "Change",
    "Dataset",
    "Entry",
    "Handeling",
    "add_leveringen",
    "check_world",
    "erase",
    "find_levering",
    "read_dataset",
    "read_indelingen",
    "read_inwoners",
    "restore",
    "state_at",
    "state_of",
    "withdraw",
]
