"""The secret of a data set: for digests of erased deliveries and for rounding. Knows no figures."""

from __future__ import annotations

import hmac
import secrets

from helpende_data.dataset.model import Entry
from helpende_data.files import Werkmap, read_bytes, write_atomic, writer_lock

FILE = "geheim"


def make_secret(werkmap: Werkmap) -> None:
    """See to it that there is a secret; to be called by who holds the lock of the data set.

    Raises:
        WriteError: the secret could not be written.
    """
    pad = werkmap.dataset / FILE
    if not pad.is_file():
        write_atomic(pad, secrets.token_hex(32).encode(), private=True)


def rounding_seed(werkmap: Werkmap) -> bytes:
    """What the rounding of this data set is drawn from, as long as nothing was published.

    The secret came with the first delivery that is not public; a data set of an earlier version
    gets it now.

    Raises:
        BusyError, WriteError: the secret could not be written.
    """
    if not (werkmap.dataset / FILE).is_file():
        with writer_lock(werkmap.dataset, private=True):
            make_secret(werkmap)
    return bytes.fromhex(_hmac(werkmap, "afronding"))


def digest_of(werkmap: Werkmap, entry: Entry) -> str:
    """What is kept of the hash of a delivery that is erased.

    A plain hash of a small table can be found by trying, so that of one that was not public is
    kept as an HMAC; the secret is made when it is first needed and leaves the data set never.

    Raises:
        WriteError: the secret could not be written.
    """
    if entry.herkomst.openbaar:
        return entry.bron_sha256
    make_secret(werkmap)
    return _hmac(werkmap, entry.bron_sha256)


def is_digest_of(werkmap: Werkmap, entry: Entry, bron_sha256: str) -> bool:
    """Is this the hash of the delivery that was erased?"""
    if entry.herkomst.openbaar:
        return entry.bron_sha256 == bron_sha256
    if not (werkmap.dataset / FILE).is_file():
        return False
    return hmac.compare_digest(entry.bron_sha256, _hmac(werkmap, bron_sha256))


def _hmac(werkmap: Werkmap, tekst: str) -> str:
    return hmac.digest(read_bytes(werkmap.dataset / FILE), tekst.encode(), "sha256").hex()
