"""Reads and writes the ledger of everything that was published, and notices when it was lost.

One line of JSON per record in `onthulling/ledger.jsonl`. The data set remembers number and hash of
the last one. What the records say is in `ledger`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.ledger import (
    OPENING,
    PUBLICATIE,
    REGISTRATIE,
    VERSION,
    Head,
    Ledger,
    Record,
    make_record,
)
from helpende_data.errors import DisclosureError
from helpende_data.files import Werkmap, read_bytes, write_atomic, writer_lock

FOLDER, FILE = "onthulling", "ledger.jsonl"
HEAD_FILE = "onthulling.json"  # beside the index of the data set


def ledger_path(werkmap: Werkmap) -> Path:
    return werkmap.root / FOLDER / FILE


def open_ledger(werkmap: Werkmap, verwacht: Head | None, zaad: bytes) -> Ledger:
    """The ledger of a werkmap; one that holds its opening only when nothing was published yet.

    Writes nothing: the opening is written together with the first publication.

    Args:
        verwacht: what the data set remembers; None when nothing was published from it.
        zaad: the secret to draw roundings from, when the ledger holds none yet.

    Raises:
        DisclosureError: the ledger is lost, cut off, changed, or of a newer version.
    """
    if verwacht is not None or ledger_path(werkmap).is_file():
        return read_ledger(werkmap, verwacht)
    return Ledger.opened(zaad)


def remembered_head(werkmap: Werkmap) -> Head | None:
    """What the data set remembers of the ledger; None when nothing was published from it.

    Raises:
        DisclosureError: what it remembers cannot be read.
    """
    pad = werkmap.dataset / HEAD_FILE
    if not pad.is_file():
        return None
    try:
        velden = json.loads(read_bytes(pad))
        return Head(int(velden["nummer"]), str(velden["hash"]))
    except (ValueError, KeyError, TypeError):
        raise DisclosureError(
            "het nummer van de laatste publicatie is niet te lezen",
            waar=werkmap.shown(pad),
            doe="zet de reservekopie van dit bestand terug",
        ) from None


def remember_head(werkmap: Werkmap, head: Head) -> None:
    """Have the data set remember the last record, so that a loss of the ledger is noticed.

    Raises:
        WriteError: it could not be written.
    """
    inhoud = json.dumps({"nummer": head.nummer, "hash": head.hash}) + "\n"
    write_atomic(werkmap.dataset / HEAD_FILE, inhoud.encode(), private=True)


def read_ledger(werkmap: Werkmap, verwacht: Head | None) -> Ledger:
    """The ledger, after a check of every record and of what the data set remembers.

    Raises:
        DisclosureError: the ledger is lost, cut off, changed, or of a newer version.
    """
    pad = ledger_path(werkmap)
    if not pad.is_file():
        raise _unusable(werkmap, "is er niet meer")
    records: list[Record] = []
    for regel in read_bytes(pad).splitlines():
        records.append(_read(werkmap, regel, records))
    if not records or records[0].soort != OPENING:
        raise _unusable(werkmap, "begint niet bij het begin")
    if verwacht is not None:
        if len(records) < verwacht.nummer:
            raise _unusable(werkmap, "mist de laatste publicaties")
        if records[verwacht.nummer - 1].hash != verwacht.hash:
            raise _unusable(werkmap, "hoort niet bij deze dataset")
    return Ledger(tuple(records))


def enter_publication(
    werkmap: Werkmap,
    ledger: Ledger,
    cijfers: Iterable[Shown],
    *,
    naam: str,
    door: str,
    functie: str,
    op: str,
    beleid: str,
    certificaat: str = "",
    verbeterd: Iterable[Fact] = (),
    openbaar: Iterable[Fact] = (),
    eigen_tekst: Sequence[str] = (),
    nagekeken: str = "",
    gat: str = "",
) -> Ledger:
    """The ledger with a publication of ours; its figures stay as they are from now on.

    Args:
        ledger: as it was when the figures were made; if it grew since, nothing is entered.
        naam, op: which publication, on which day.
        door, functie: who decided.
        beleid: version of the policy.
        certificaat: numbers of the audits, one for each report.
        verbeterd: what corrected figures tell together with the ones before them.
        openbaar: what public deliveries said about the same counts.
        eigen_tekst: sentences with numbers that people wrote; `nagekeken` by whom.
        gat: see `Vrijgave.gat`; kept since a report is to say the same afterwards.

    Raises:
        DisclosureError: another publication was entered in the meantime.
        BusyError, WriteError: nothing was entered.
    """
    inhoud = {
        "naam": naam,
        "door": door,
        "functie": functie,
        "op": op,
        "beleid": beleid,
        "certificaat": certificaat,
        "cijfers": [
            [c.cel.indicator, c.cel.uitsplitsing, c.cel.gebied, c.cel.periode, c.waarde, c.marge]
            for c in sorted(cijfers, key=lambda c: c.cel)
        ],
        "verbeterd": [feit.to_json() for feit in verbeterd],
        "openbaar": [feit.to_json() for feit in openbaar],
        "eigen_tekst": list(eigen_tekst),
        "nagekeken": nagekeken,
        "gat": gat,
    }
    return _append(werkmap, ledger, PUBLICATIE, inhoud)


def register_facts(
    werkmap: Werkmap,
    ledger: Ledger,
    feiten: Sequence[Fact],
    *,
    naam: str,
    op: str,
    door: str = "",
    functie: str = "",
) -> Ledger:
    """The ledger with what somebody else published: CBS, an annual report, an answer in a council.

    Raises:
        DisclosureError: another record was entered in the meantime.
        BusyError, WriteError: nothing was entered.
    """
    return _append(werkmap, ledger, REGISTRATIE, facts_record(feiten, naam, op, door, functie))


def facts_record(
    feiten: Sequence[Fact], naam: str, op: str, door: str = "", functie: str = ""
) -> dict[str, Any]:
    """What a record holds about what somebody else published."""
    wie = {"naam": naam, "op": op, "door": door, "functie": functie}
    return wie | {"feiten": [feit.to_json() for feit in feiten]}


def _append(werkmap: Werkmap, ledger: Ledger, soort: str, inhoud: dict[str, Any]) -> Ledger:
    with writer_lock(werkmap.root / FOLDER, private=True):
        nu = open_ledger(werkmap, _written(ledger), ledger.seed)
        if nu.head != ledger.head:
            raise DisclosureError(
                "intussen is er iets anders gepubliceerd",
                waar=f"{FOLDER}/{FILE}",
                doe="maak de cijfers opnieuw",
            )
        nieuw = nu.with_record(soort, inhoud)
        _write(werkmap, nieuw.records)
    return nieuw


def _written(ledger: Ledger) -> Head | None:
    """The head that must be on disk; None for an opening, which may not be there yet."""
    return ledger.head if len(ledger.records) > 1 else None


def _write(werkmap: Werkmap, records: Sequence[Record]) -> None:
    tekst = "".join(record.line() + "\n" for record in records)
    write_atomic(ledger_path(werkmap), tekst.encode(), private=True)


def _read(werkmap: Werkmap, regel: bytes, eerder: Sequence[Record]) -> Record:
    """One line as a record that follows on the earlier ones."""
    nummer, vorige = len(eerder) + 1, eerder[-1].hash if eerder else ""
    try:
        velden = json.loads(regel)
        versie, inhoud, soort = int(velden["versie"]), velden["inhoud"], str(velden["soort"])
    except (ValueError, KeyError, TypeError):
        raise _unusable(werkmap, f"is beschadigd in regel {nummer}") from None
    if versie > VERSION:
        raise DisclosureError(
            f"het register van publicaties is gemaakt met een nieuwere versie ({versie})",
            waar=f"{FOLDER}/{FILE}",
            doe="installeer de nieuwste versie van helpende-data",
        )
    record = make_record(nummer, soort, inhoud, vorige)
    if velden.get("hash") != record.hash or velden.get("vorige") != vorige:
        raise _unusable(werkmap, f"is gewijzigd in regel {nummer}")
    return record


def _unusable(werkmap: Werkmap, wat: str) -> DisclosureError:
    return DisclosureError(
        f"het register van publicaties {wat}; zonder dat register wordt er niets gepubliceerd",
        waar=werkmap.shown(ledger_path(werkmap)),
        doe=f"zet de reservekopie van de map {FOLDER} terug",
    )
