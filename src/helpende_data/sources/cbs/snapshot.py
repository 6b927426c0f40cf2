"""Keeps the raw replies of CBS, so that a run can be repeated without asking again.

data/dataset/snapshots/cbs/84849NED/
  snapshot.json     which replies count; its replacement is what makes a change happen
  1b2c3d4e/         the replies themselves, as received, packed
    0001-Properties.json.gz
    ...
"""

from __future__ import annotations

import gzip
import json
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpende_data.errors import SourceError
from helpende_data.files import Werkmap, read_bytes, slug, write_atomic
from helpende_data.provenance import sha256

FOLDER = "snapshots/cbs"  # within the folder of the data set
INDEX = "snapshot.json"
VERSION = 1


@dataclass(frozen=True)
class Reply:
    """One reply: its name (a page has a number behind it), address, file and fingerprint."""

    naam: str
    adres: str
    bestand: str
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """All replies about one table from one moment.

    Args:
        dienst: ``v4`` or ``v3``.
        versie, gewijzigd, query: what the service said and what was asked; the same three again
            means that nothing is new.
        opgehaald: moment with time zone.
    """

    map: Path
    tabel: str
    dienst: str
    versie: str
    gewijzigd: str
    query: str
    opgehaald: str
    replies: tuple[Reply, ...]

    @property
    def sha256(self) -> str:
        """Fingerprint of all replies together."""
        return sha256("".join(reply.sha256 for reply in self.replies).encode())

    def has(self, naam: str) -> bool:
        return any(reply.naam == naam for reply in self.replies)

    def read(self, naam: str) -> dict[str, Any]:
        """What one reply says.

        Raises:
            SourceError: it is not there, or not as it was received.
        """
        for reply in self.replies:
            if reply.naam == naam:
                return self._open(reply)
        raise self._damaged(naam)

    def pages(self, naam: str) -> Iterator[dict[str, Any]]:
        """What each page of a long reply says, in order."""
        for reply in self.replies:
            if reply.naam.partition("-")[0] == naam:
                yield self._open(reply)

    def verify(self) -> None:
        """Is every reply as it was received?

        Raises:
            SourceError: one is missing or damaged.
        """
        for reply in self.replies:
            self._bytes(reply)

    def _open(self, reply: Reply) -> dict[str, Any]:
        velden: dict[str, Any] = json.loads(self._bytes(reply))
        return velden

    def _bytes(self, reply: Reply) -> bytes:
        try:
            inhoud = gzip.decompress(read_bytes(self.map / reply.bestand))
        except (OSError, EOFError, ValueError, SourceError):
            raise self._damaged(reply.bestand) from None
        if sha256(inhoud) != reply.sha256:
            raise self._damaged(reply.bestand)
        return inhoud

    def _damaged(self, naam: str) -> SourceError:
        return damaged(self.tabel, naam)


def damaged(tabel: str, naam: str) -> SourceError:
    """What a kept reply that cannot be read means to the user."""
    return SourceError(
        f"de bewaarde antwoorden van tabel {tabel} zijn beschadigd",
        waar=naam,
        doe="haal de tabel opnieuw op, zonder --offline",
    )


def folder(werkmap: Werkmap, tabel: str) -> Path:
    """Where the replies about a table are kept."""
    return werkmap.dataset / FOLDER / tabel


def is_anything_kept(werkmap: Werkmap) -> bool:
    """Was anything of CBS fetched before?"""
    return any((werkmap.dataset / FOLDER).glob(f"*/{INDEX}"))


def read_snapshot(werkmap: Werkmap, tabel: str) -> Snapshot | None:
    """The replies that were kept, or None when there are none.

    Raises:
        SourceError: the index of them is damaged.
    """
    pad = folder(werkmap, tabel) / INDEX
    if not pad.is_file():
        return None
    try:
        velden = json.loads(read_bytes(pad))
        if velden.pop("versie_van_dit_bestand") != VERSION:
            raise ValueError
        velden["map"] = pad.parent / velden["map"]
        velden["replies"] = tuple(Reply(**reply) for reply in velden["replies"])
        return Snapshot(**velden)
    except (ValueError, KeyError, TypeError):
        raise damaged(tabel, INDEX) from None


class SnapshotWriter:
    """Keeps replies aside while they come in; `finish` makes them count, all at once.

    Until then, and when the process is killed, the earlier snapshot counts.
    """

    def __init__(self, werkmap: Werkmap, tabel: str) -> None:
        self._map = folder(werkmap, tabel)
        self._tabel = tabel
        self._naam = uuid.uuid4().hex[:8]
        self._replies: list[Reply] = []

    def add(self, naam: str, adres: str, inhoud: bytes) -> None:
        """Keep one reply.

        Raises:
            WriteError: it cannot be written.
        """
        # The name may come from a reply, so it is made safe.
        bestand = f"{len(self._replies) + 1:04d}-{slug(naam)}.json.gz"
        # Without the time of packing: the same reply gives the same file.
        write_atomic(self._map / self._naam / bestand, gzip.compress(inhoud, 6, mtime=0))
        self._replies.append(Reply(naam, adres, bestand, sha256(inhoud)))

    def finish(
        self, *, dienst: str, versie: str, gewijzigd: str, query: str, opgehaald: str
    ) -> Snapshot:
        """Make these replies count and remove the earlier ones.

        Raises:
            WriteError: the earlier ones count still.
        """
        snapshot = Snapshot(
            self._map / self._naam,
            self._tabel,
            dienst,
            versie,
            gewijzigd,
            query,
            opgehaald,
            tuple(self._replies),
        )
        velden = {"versie_van_dit_bestand": VERSION, **asdict(snapshot), "map": self._naam}
        inhoud = json.dumps(velden, ensure_ascii=False, indent=1).encode()
        write_atomic(self._map / INDEX, inhoud)
        for ander in self._map.iterdir():
            if ander.is_dir() and ander.name != self._naam:
                shutil.rmtree(ander, ignore_errors=True)
        return snapshot

    def drop(self) -> None:
        """Throw away what came in."""
        shutil.rmtree(self._map / self._naam, ignore_errors=True)
