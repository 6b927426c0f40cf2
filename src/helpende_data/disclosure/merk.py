"""The mark that a published report carries of the ledger, so that an older ledger is noticed.

Keyed with the secret of the ledger: nobody else can hold a guess about its records against it.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection

from helpende_data.disclosure.ledger import Ledger, Record
from helpende_data.disclosure.model import Cel

REGISTER = "register"  # under this key of an edition in the manifest


def mark_of(ledger: Ledger, cellen: Collection[Cel]) -> dict[str, object] | None:
    """The mark of the last publication that has one of these figures; None without one.

    It stays the same as long as none of them is published again.
    """
    for record in reversed(ledger.records):
        if any(Cel(*cel) in cellen for *cel, _, _ in record.inhoud.get("cijfers", ())):
            return {"nummer": record.nummer, "kenmerk": _key(ledger, record)}
    return None


def knows(ledger: Ledger, mark: object) -> bool:
    """Does the ledger still hold the publication of this mark?"""
    if not isinstance(mark, dict):
        return False
    nummer = mark.get("nummer")
    if not isinstance(nummer, int) or not 1 <= nummer <= len(ledger.records):
        return False
    return hmac.compare_digest(str(mark.get("kenmerk")), _key(ledger, ledger.records[nummer - 1]))


def _key(ledger: Ledger, record: Record) -> str:
    return hmac.digest(ledger.seed, record.hash.encode(), "sha256").hex()[:16]
