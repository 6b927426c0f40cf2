"""Everything that was ever published, as facts in a chain of records. Reads and writes no file.

Each record is hashed together with the one before it. Computes no protection.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helpende_data.disclosure.facts import Fact, Som, by_sum
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.model import Cel

VERSION = 1
OPENING, PUBLICATIE = "opening", "publicatie"
REGISTRATIE = "registratie"  # of what others published


@dataclass(frozen=True)
class Head:
    """Number and hash of the last record: what the data set remembers of the ledger."""

    nummer: int
    hash: str


@dataclass(frozen=True)
class Record:
    """One record; `soort` is opening, publicatie (ours) or registratie (of others)."""

    nummer: int
    soort: str
    inhoud: dict[str, Any]
    vorige: str
    hash: str

    def facts(self, sleutel: str) -> Iterator[Fact]:
        """What somebody else published, as it stands under this key."""
        for velden in self.inhoud.get(sleutel, ()):
            yield Fact.from_json(velden, self.inhoud["naam"])

    def line(self) -> str:
        return _canonical(
            {**_body(self.nummer, self.soort, self.inhoud, self.vorige), "hash": self.hash}
        )


@dataclass(frozen=True)
class Ledger:
    """A chain that was checked, from its opening on."""

    records: tuple[Record, ...]

    @classmethod
    def opened(cls, zaad: bytes) -> Ledger:
        """One that holds its opening only, with the secret to draw roundings from."""
        return cls((make_record(1, OPENING, {"zaad": zaad.hex()}, ""),))

    @property
    def head(self) -> Head:
        return Head(self.records[-1].nummer, self.records[-1].hash)

    @property
    def seed(self) -> bytes:
        """The secret from which every rounding is drawn."""
        return bytes.fromhex(self.records[0].inhoud["zaad"])

    @cached_property
    def shown(self) -> dict[Cel, Shown]:
        """Our figures as they stand in the last publication that has them."""
        return {cel: reeks[-1] for cel, reeks in self.history.items()}

    @cached_property
    def history(self) -> dict[Cel, tuple[Shown, ...]]:
        """Every figure of ours that ever stood in a publication, the last one at the end."""
        stand: dict[Cel, tuple[Shown, ...]] = {}
        for record in self.records:
            for *velden, waarde, marge in record.inhoud.get("cijfers", ()):
                cel = Cel(*velden)
                stand[cel] = (*stand.get(cel, ()), Shown(cel, waarde, marge))
        return stand

    @cached_property
    def changed_in(self) -> dict[Cel, int]:
        """Of a figure that did not stay the same: the number of the record that has it last."""
        nummers = {
            Cel(*cel): record.nummer
            for record in self.records
            for *cel, _, _ in record.inhoud.get("cijfers", ())
        }
        return {cel: nummers[cel] for cel, reeks in self.history.items() if len(set(reeks)) > 1}

    def remembered(self, feit: Fact, waarden: Mapping[Cel, int]) -> Fact:
        """What readers know who kept an earlier figure that says more of the same count.

        A count that was shown and is hidden now is still what it was, and so is one that is
        rounded more widely. What is about another count drops out.

        Args:
            feit: what our figure of a cell says now; it fits the count.
        """
        for shown in self.history.get(feit.cellen[0], ()):
            eerder = shown.fact("eigen publicatie")
            if eerder.allows(waarden) and eerder.is_within(feit) and not feit.is_within(eerder):
                feit = eerder
        return feit

    @cached_property
    def corrected(self) -> dict[Cel, Fact]:
        """Of a figure that was corrected: what it told together with the one before it."""
        stand: dict[Cel, Fact] = {}
        for record in self.records:
            for *velden, _, _ in record.inhoud.get("cijfers", ()):
                stand.pop(Cel(*velden), None)
            for velden in record.inhoud.get("verbeterd", ()):
                feit = Fact.from_json(velden, "eigen cijfer, na een verbetering")
                stand[feit.cellen[0]] = feit
        return stand

    @property
    def gat(self) -> str:
        """How near the least that had to be hidden the last publication with hidden counts was."""
        return next((r.inhoud["gat"] for r in reversed(self.records) if r.inhoud.get("gat")), "")

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts: our figures as they stand now, and everything that was registered."""
        return self.beside(())

    def beside(
        self, openbaar: Iterable[Fact], waarden: Mapping[Cel, int] | None = None
    ) -> tuple[Fact, ...]:
        """All facts that may be about the counts of today.

        Of ours those that fit them: another is about a count that was corrected since. Of what was
        taken over from the data set what it says last; an earlier figure only where it fits a
        count that we know, since then it may be the same count, rounded otherwise.

        Args:
            openbaar: what public deliveries in the data set say.
            waarden: the true counts, where they are known.
        """
        waarden = waarden or {}
        eigen = (self.told(shown, waarden) for shown in self.shown.values())
        nu = {feit.termen for feit in openbaar}
        eerder = [
            feit
            for feit in dict.fromkeys(self._of_others("openbaar"))
            if (feit.termen not in nu and feit in self.taken_over[feit.termen])
            or (all(cel in waarden for cel in feit.cellen) and feit.allows(waarden))
        ]
        return (*(feit for feit in eigen if feit), *eerder, *self._of_others("feiten"))

    def told(self, shown: Shown, waarden: Mapping[Cel, int]) -> Fact | None:
        """What a figure says, with what it told as a correction; None when the count outgrew it."""
        feit, kort = shown.fact("eigen publicatie"), self.corrected.get(shown.cel)
        if shown.cel not in waarden:
            return kort or feit
        past = next((f for f in (kort, feit) if f and f.allows(waarden)), None)
        return past and self.remembered(past, waarden)

    @cached_property
    def taken_over(self) -> dict[Som, tuple[Fact, ...]]:
        """What public deliveries said at the last publication that took a sum over."""
        stand: dict[Som, tuple[Fact, ...]] = {}
        for record in self.records:
            stand |= by_sum(record.facts("openbaar"))
        return stand

    @cached_property
    def read_texts(self) -> frozenset[str]:
        """Sentences with numbers that people wrote and somebody checked for a publication."""
        return frozenset(
            tekst for record in self.records for tekst in record.inhoud.get("eigen_tekst", ())
        )

    def _of_others(self, sleutel: str) -> Iterator[Fact]:
        for record in self.records:
            yield from record.facts(sleutel)

    def with_record(self, soort: str, inhoud: dict[str, Any]) -> Ledger:
        """This ledger and one record more; nothing is written."""
        hoofd = self.head
        return Ledger((*self.records, make_record(hoofd.nummer + 1, soort, inhoud, hoofd.hash)))


def make_record(nummer: int, soort: str, inhoud: dict[str, Any], vorige: str) -> Record:
    """A record with its hash over all of it, the hash of the record before it included."""
    tekst = _canonical(_body(nummer, soort, inhoud, vorige))
    return Record(nummer, soort, inhoud, vorige, hashlib.sha256(tekst.encode()).hexdigest())


def _body(nummer: int, soort: str, inhoud: dict[str, Any], vorige: str) -> dict[str, Any]:
    return {"nr": nummer, "versie": VERSION, "soort": soort, "inhoud": inhoud, "vorige": vorige}


def _canonical(velden: dict[str, Any]) -> str:
    return json.dumps(velden, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
