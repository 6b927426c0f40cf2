"""What a set of protected figures would make public. Makes none, and enters nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from helpende_data.disclosure.facts import Fact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.ledger import Ledger
from helpende_data.disclosure.model import Cel


@dataclass(frozen=True)
class Vrijgave:
    """What a set of protected figures would make public; entered in the ledger on publication.

    Args:
        cijfers: our figures: rounded, exact or hidden.
        openbaar: what others published about the same indicators, as facts.
        extra_stap: cells that moved by more than one step, to be named in the report.
        gewijzigd: cells whose earlier figure no longer fits the counts.
        verbeterd: what corrected figures tell together with the ones before them.
        nieuw: cells whose figure stands in no publication yet.
        ledger: what all this was held against.
        wacht_op: new figures that CBS may publish too -> the table that must be read first.
        gat: how near the least that had to be hidden, see `Onderdrukt`; empty: nothing is.
    """

    cijfers: tuple[Shown, ...]
    openbaar: tuple[Fact, ...]
    extra_stap: tuple[Cel, ...]
    gewijzigd: tuple[Cel, ...]
    verbeterd: tuple[Fact, ...]
    nieuw: frozenset[Cel]
    ledger: Ledger = field(repr=False)
    wacht_op: Mapping[Cel, str] = field(default_factory=dict)
    gat: str = ""

    @property
    def wijzen(self) -> frozenset[str]:
        """In which of the two ways these figures are protected."""
        return frozenset(s.wijze for s in self.cijfers)

    def gap(self, cellen: Collection[Cel]) -> str:
        """The gap of these figures: as it was told at their publication once they are public."""
        return self.gat if self.is_new(cellen) else self.ledger.gat or self.gat

    def certificate(self, cellen: Collection[Cel]) -> str:
        """The number of the audit that these figures passed; equal figures have the same one.

        Of these only: the others may change until they are published.
        """
        inhoud = map(repr, self.behind(cellen))
        return hashlib.sha256("\n".join(inhoud).encode()).hexdigest()[:12]

    def behind(self, cellen: Collection[Cel]) -> tuple[Shown, ...]:
        """Our figures of these cells, in a fixed order."""
        return tuple(s for s in self.cijfers if s.cel in cellen)

    def told_by(self, cijfers: Iterable[Shown]) -> tuple[Fact, ...]:
        """What these figures tell as corrections."""
        cellen = {shown.cel for shown in cijfers}
        return tuple(feit for feit in self.verbeterd if feit.cellen[0] in cellen)

    def waits_for(self, cellen: Collection[Cel]) -> tuple[str, ...]:
        """The tables of CBS that must be read before these figures can be published."""
        return tuple(sorted({tabel for cel, tabel in self.wacht_op.items() if cel in cellen}))

    def is_new(self, cellen: Collection[Cel]) -> bool:
        """Does one of these figures stand in no publication yet?"""
        return not self.nieuw.isdisjoint(cellen)
