"""Takes a delivery out of what counts, puts it back, or erases it. Reads no sources."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace

from helpende_data.dataset.add import commit, now
from helpende_data.dataset.index import read_index
from helpende_data.dataset.model import (
    GEWIST,
    HERSTELD,
    INGETROKKEN,
    VRIJGEGEVEN,
    Change,
    Entry,
    Handeling,
)
from helpende_data.dataset.secret import digest_of
from helpende_data.dataset.stand import stand
from helpende_data.dataset.store import sweep
from helpende_data.errors import UnknownError, UsageError, WriteError
from helpende_data.files import Werkmap, user_name, writer_lock


def find_levering(entries: Sequence[Entry], nummer: str) -> Entry:
    """The delivery with this number: ``L0003``, ``l3`` or ``3``.

    Raises:
        UnknownError: there is none.
    """
    cijfers = nummer.strip().upper().removeprefix("L")
    gezocht = f"L{int(cijfers):04d}" if cijfers.isdecimal() else ""
    for entry in entries:
        if entry.id == gezocht:
            return entry
    raise UnknownError(
        f"onbekende levering {nummer!r}", doe="kijk welke er zijn met: hd dataset historie"
    )


def withdraw(werkmap: Werkmap, nummer: str, *, reden: str = "") -> Change:
    """Take a delivery back: what it replaced counts again. Its figures stay in the history.

    Returns:
        `vervallen`: this delivery, or none when it was withdrawn already; `nieuw`: those that
        count again.

    Raises:
        UnknownError: no such delivery.
        UsageError: it belongs to `data/bron`, or is erased.
        ContractError, DatasetError, BusyError, WriteError: nothing was changed.
    """
    with writer_lock(werkmap.dataset, private=True):
        oud = read_index(werkmap)
        entry = find_levering(oud, nummer)
        _refuse_vast(oud, entry)
        if entry.is_erased:
            raise UsageError(f"levering {entry.id} is gewist", doe="zij telt al niet mee")
        if entry.toestand == INGETROKKEN:
            return Change()
        return _apply(werkmap, oud, _with(entry, INGETROKKEN, reden))


def restore(werkmap: Werkmap, nummer: str, *, reden: str = "") -> Change:
    """Undo `withdraw`: the delivery counts as if it had never been withdrawn.

    Of an erased delivery the figures are gone: it may then be read in again.

    Raises:
        UnknownError: no such delivery.
        UsageError: it was not withdrawn.
        ContractError, DatasetError, BusyError, WriteError: nothing was changed.
    """
    with writer_lock(werkmap.dataset, private=True):
        oud = read_index(werkmap)
        entry = find_levering(oud, nummer)
        if entry.toestand == VRIJGEGEVEN:
            return Change()
        if entry.is_erased:
            return _apply(werkmap, oud, _with(entry, VRIJGEGEVEN, reden))
        if entry.toestand != INGETROKKEN:
            raise UsageError(f"levering {entry.id} is niet ingetrokken", waar=entry.bestand)
        return _apply(werkmap, oud, _with(entry, HERSTELD, reden))


def erase(werkmap: Werkmap, nummer: str, *, reden: str) -> Change:
    """Erase the figures of a delivery for good; what it replaced counts again.

    Number, file name, period, the reason, the date and a digest of the file stay, so that the same
    file is not read in again unnoticed. Erasing it twice removes what a killed run left behind.

    Raises:
        UnknownError: no such delivery.
        UsageError: it belongs to `data/bron`, or there is no reason.
        WriteError: its file is open in another program; it does not count any more, and the
            same command erases it later.
        ContractError, DatasetError, BusyError: nothing was changed.
    """
    if not reden.strip():
        raise UsageError("bij het wissen van een levering hoort een reden", doe="gebruik --reden")
    with writer_lock(werkmap.dataset, private=True):
        oud = read_index(werkmap)
        entry = find_levering(oud, nummer)
        _refuse_vast(oud, entry)
        change = Change()
        if entry.toestand == GEWIST:
            sweep(werkmap, oud)
        elif entry.is_erased:  # let in again since
            change = _apply(werkmap, oud, _with(entry, GEWIST, reden.strip()))
        else:
            kaal = replace(
                _with(entry, GEWIST, reden.strip()),
                parquet="",
                parquet_sha256="",
                bron_sha256=digest_of(werkmap, entry),
                herkomst=replace(entry.herkomst, sha256=""),
                waarschuwingen=(),
            )
            change = _apply(werkmap, oud, kaal)
        if not _is_gone(werkmap, read_index(werkmap), entry):
            raise WriteError(
                f"levering {entry.id} telt niet meer mee, maar haar bestand kan nog niet weg",
                waar=werkmap.shown(werkmap.dataset),
                doe="sluit het in andere programma's en typ de opdracht nog een keer",
            )
    return change


def _is_gone(werkmap: Werkmap, entries: Sequence[Entry], entry: Entry) -> bool:
    """Remove what was fetched for a delivery, unless it was fetched anew since; is all gone?"""
    bekend = {e.parquet for e in entries}
    resten = [p for p in werkmap.dataset.glob(f"{entry.id}*.parquet") if p.name not in bekend]
    laatste = [e.id for e in entries if e.momentopname == entry.momentopname][-1]
    if entry.momentopname and laatste == entry.id:
        momentopname = werkmap.dataset / entry.momentopname
        shutil.rmtree(momentopname, ignore_errors=True)
        resten += [momentopname] if momentopname.exists() else []
    return not resten


def _refuse_vast(entries: Sequence[Entry], entry: Entry) -> None:
    if entry.vast and stand(entries)[entry.id].counts:
        raise UsageError(
            f"levering {entry.id} hoort bij de bestanden die altijd meegaan",
            waar=entry.bestand,
            doe="haal dat bestand weg of zet een verbeterd bestand in data/bron, en typ: hd ingest",
        )


def _with(entry: Entry, wat: str, reden: str) -> Entry:
    handeling = Handeling(wat, now(), user_name(), reden)
    return replace(entry, handelingen=(*entry.handelingen, handeling))


def _apply(werkmap: Werkmap, oud: Sequence[Entry], anders: Entry) -> Change:
    """Write the list with one delivery changed; says what began and ceased to count."""
    nieuw = [anders if entry.id == anders.id else entry for entry in oud]
    voor, na = stand(oud), stand(nieuw)
    commit(werkmap, nieuw)
    begint = [e for e in nieuw if na[e.id].counts and na[e.id] != voor[e.id]]
    eindigt = [e for e in nieuw if voor[e.id].counts and not na[e.id].counts]
    return Change(nieuw=tuple(begint), vervallen=tuple(eindigt))
