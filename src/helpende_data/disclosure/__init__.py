"""Which counts may be shown: protection, its proof, and the only maker of `Publishable`."""

from helpende_data.disclosure.audit import Audit, Proof, audit
from helpende_data.disclosure.auditor import ContradictionError
from helpende_data.disclosure.beleid import AFRONDEN, ONDERDRUKKEN, Beleid, check_names, read_beleid
from helpende_data.disclosure.facts import (
    Fact,
    between,
    by_sum,
    change,
    exact,
    mean,
    percent_change,
    rate,
    share,
)
from helpende_data.disclosure.getoond import EIGEN, Shown
from helpende_data.disclosure.kennis import Kennis, cells_of
from helpende_data.disclosure.keten import (
    enter_publication,
    facts_record,
    ledger_path,
    open_ledger,
    read_ledger,
    register_facts,
    remember_head,
    remembered_head,
)
from helpende_data.disclosure.ledger import REGISTRATIE, Ledger
from helpende_data.disclosure.merk import REGISTER, knows, mark_of
from helpende_data.disclosure.model import Cel
from helpende_data.disclosure.namen import namer
from helpende_data.disclosure.publishable import (
    Publishable,
    awaiting,
    count_withheld,
    know,
    needs_rounding,
    protect,
    reveal,
)
from helpende_data.disclosure.toegang import access_warning
from helpende_data.disclosure.vrijgave import Vrijgave

__all__ = [
    "AFRONDEN",
    "EIGEN",
    "ONDERDRUKKEN",
    "REGISTER",
    "REGISTRATIE",
    "Audit",
    "Beleid",
    "Cel",
    "ContradictionError",
    "Fact",
    "Kennis",
    "Ledger",
    "Proof",
    "Publishable",
    "Shown",
    "Vrijgave",
    "access_warning",
    "audit",
    "awaiting",
    "between",
    "by_sum",
    "cells_of",
    "change",
    "check_names",
    "count_withheld",
    "enter_publication",
    "exact",
    "facts_record",
    "know",
    "knows",
    "ledger_path",
    "mark_of",
    "mean",
    "namer",
    "needs_rounding",
    "open_ledger",
    "percent_change",
    "protect",
    "rate",
    "read_beleid",
    "read_ledger",
    "register_facts",
    "remember_head",
    "remembered_head",
    "reveal",
    "share",
]
