"""Everything that was ever published, as facts in a chain of records. Computes no protection.

One line of JSON per record in `onthulling/ledger.jsonl`, each hashed together with the one before
it. The data set remembers number and hash of the last record, so that loss is noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.model import Cel
from helpende_data.errors import DisclosureError
from helpende_data.files import Werkmap, read_bytes, write_atomic, writer_lock

VERSION = 1
FOLDER, FILE = "onthulling", "ledger.jsonl"
HEAD_FILE = "onthulling.json"  # beside the index of the data set
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

    def line(self) -> str:
        return _canonical(
            {**_body(self.nummer, self.soort, self.inhoud, self.vorige), "hash": self.hash}
        )


@dataclass(frozen=True)
class Ledger:
    """A chain that was checked, from its opening on."""

    records: tuple[Record, ...]

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
            if (feit.termen not in nu and feit == self.taken_over[feit.termen])
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
    def taken_over(self) -> dict[tuple[tuple[Cel, int], ...], Fact]:
        """What public deliveries said at a publication; of one cell what they said last."""
        return {feit.termen: feit for feit in self._of_others("openbaar")}

    @cached_property
    def read_texts(self) -> frozenset[str]:
        """Sentences with numbers that people wrote and somebody checked for a publication."""
        return frozenset(
            tekst for record in self.records for tekst in record.inhoud.get("eigen_tekst", ())
        )

    def _of_others(self, sleutel: str) -> Iterator[Fact]:
        for record in self.records:
            for velden in record.inhoud.get(sleutel, ()):
                yield Fact.from_json(velden, record.inhoud["naam"])

    def with_record(self, soort: str, inhoud: dict[str, Any]) -> Ledger:
        """This ledger and one record more; nothing is written."""
        hoofd = self.head
        return Ledger((*self.records, _record(hoofd.nummer + 1, soort, inhoud, hoofd.hash)))


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
    return Ledger((_record(1, OPENING, {"zaad": zaad.hex()}, ""),))


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


def _record(nummer: int, soort: str, inhoud: dict[str, Any], vorige: str) -> Record:
    tekst = _canonical(_body(nummer, soort, inhoud, vorige))
    return Record(nummer, soort, inhoud, vorige, hashlib.sha256(tekst.encode()).hexdigest())


def _body(nummer: int, soort: str, inhoud: dict[str, Any], vorige: str) -> dict[str, Any]:
    return {"nr": nummer, "versie": VERSION, "soort": soort, "inhoud": inhoud, "vorige": vorige}


def _canonical(velden: dict[str, Any]) -> str:
    return json.dumps(velden, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
    record = _record(nummer, soort, inhoud, vorige)
    if velden.get("hash") != record.hash or velden.get("vorige") != vorige:
        raise _unusable(werkmap, f"is gewijzigd in regel {nummer}")
    return record


def _unusable(werkmap: Werkmap, wat: str) -> DisclosureError:
    return DisclosureError(
        f"het register van publicaties {wat}; zonder dat register wordt er niets gepubliceerd",
        waar=werkmap.shown(ledger_path(werkmap)),
        doe=f"zet de reservekopie van de map {FOLDER} terug",
    )
