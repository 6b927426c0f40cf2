"""Which counts may be shown: protection, its proof, and the only maker of `Publishable`."""

from helpende_data.disclosure.audit import Audit, audit
from helpende_data.disclosure.beleid import Beleid, read_beleid
from helpende_data.disclosure.ledger import (
    Head,
    Ledger,
    Shown,
    access_warning,
    enter_publication,
    open_ledger,
    register_facts,
)
from helpende_data.disclosure.publishable import Publishable, count_withheld, protect

__all__ = [
    "Audit",
    "Beleid",
    "Head",
    "Ledger",
    "Publishable",
    "Shown",
    "access_warning",
    "audit",
    "count_withheld",
    "enter_publication",
    "open_ledger",
    "protect",
    "read_beleid",
    "register_facts",
]
