"""The list of deliveries on disk: checked when it is read, written last, with a copy beside it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from helpende_data.dataset.model import VERVALLEN, Entry, Handeling
from helpende_data.dataset.store import damaged, periods_in
from helpende_data.errors import DatasetError, SourceError, WriteError
from helpende_data.files import Werkmap, read_bytes, write_atomic
from helpende_data.provenance import Herkomst, sha256
from helpende_data.schema import TABELLEN

VERSION = 2
INDEX = "dataset.json"
COPY = "dataset.kopie.json"  # what `repair` puts back when the index itself is damaged


def read_index(werkmap: Werkmap, *, missing_ok: bool = False) -> tuple[Entry, ...]:
    """The deliveries in the order in which they came in.

    Raises:
        DatasetError: there is no data set, it is damaged, or a newer version made it.
    """
    if not (werkmap.dataset / INDEX).is_file() and not (werkmap.dataset / COPY).is_file():
        if missing_ok:
            return ()
        raise DatasetError(
            "er zijn nog geen cijfers ingelezen", waar=str(werkmap.root), doe="typ eerst: hd ingest"
        )
    return parse(werkmap, INDEX)


def parse(werkmap: Werkmap, naam: str) -> tuple[Entry, ...]:
    """The deliveries in one of the two files.

    Raises:
        DatasetError: it is missing or damaged, or a newer version made it.
    """
    try:
        inhoud = json.loads(read_bytes(werkmap.dataset / naam))
        versie = int(inhoud["versie"])
        if versie > VERSION:
            raise DatasetError(
                f"deze dataset is gemaakt met een nieuwere versie van helpende-data ({versie})",
                waar=werkmap.shown(werkmap.dataset / naam),
                doe="installeer de nieuwste versie",
            )
        if versie == 1:
            entries = tuple(_carry_over(werkmap, inhoud["leveringen"]))
        elif sha256(_plain(inhoud["leveringen"])) == inhoud["sha256"]:
            entries = tuple(_entry(velden) for velden in inhoud["leveringen"])
        else:
            raise ValueError
    except (SourceError, ValueError, KeyError, TypeError, AttributeError):
        raise _damaged_index(werkmap, naam) from None
    if any(entry.tabel not in TABELLEN for entry in entries):
        raise _damaged_index(werkmap, naam)
    return entries


def save(werkmap: Werkmap, entries: Iterable[Entry]) -> None:
    """Make the change happen; the same list again writes nothing.

    Raises:
        WriteError: nothing was changed.
    """
    leveringen = [asdict(entry) for entry in entries]
    velden = {"versie": VERSION, "sha256": sha256(_plain(leveringen)), "leveringen": leveringen}
    inhoud = json.dumps(velden, ensure_ascii=False, indent=1).encode()
    _write_new(werkmap.dataset / INDEX, inhoud)
    # The change is in force by now: a copy that stays behind is no fault of it.
    with contextlib.suppress(WriteError, SourceError):
        _write_new(werkmap.dataset / COPY, inhoud)


def _write_new(pad: Path, inhoud: bytes) -> None:
    if not pad.is_file() or read_bytes(pad) != inhoud:
        write_atomic(pad, inhoud, private=True)


def _plain(leveringen: object) -> bytes:
    return json.dumps(leveringen, ensure_ascii=False).encode()


def _damaged_index(werkmap: Werkmap, naam: str) -> DatasetError:
    if naam == INDEX:
        try:
            parse(werkmap, COPY)
            return damaged(werkmap, INDEX, doe="typ: hd dataset herstel")
        except DatasetError:
            pass
    return damaged(werkmap, naam)


def _entry(velden: dict[str, Any]) -> Entry:
    lijsten = ("periodes", "bevat", "waarschuwingen")
    return Entry(
        **velden
        | {naam: tuple(velden[naam]) for naam in lijsten}
        | {
            "herkomst": Herkomst(**velden["herkomst"]),
            "handelingen": tuple(Handeling(**h) for h in velden["handelingen"]),
        }
    )


def _carry_over(werkmap: Werkmap, leveringen: list[dict[str, Any]]) -> Iterator[Entry]:
    """The deliveries of version 1, where each had its state written down."""
    for velden in leveringen:
        status = velden["status"]
        bewaard = {naam: waarde for naam, waarde in velden.items() if naam != "status"}
        yield Entry(
            **bewaard
            | {
                "herkomst": Herkomst(**velden["herkomst"]),
                "bevat": periods_in(werkmap, velden["parquet"], velden["tabel"]),
                "waarschuwingen": tuple(velden.get("waarschuwingen", ())),
                "handelingen": (Handeling(VERVALLEN, ""),) if status == VERVALLEN else (),
            }
        )
