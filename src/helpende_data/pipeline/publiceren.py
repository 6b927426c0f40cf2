"""Publication: definitive reports, and their figures entered in the ledger. Decides nothing itself.

The ledger goes first. A run that is killed between the two leaves figures that count as published
and no new files: the same command again enters nothing and writes the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpende_data.disclosure import (
    REGISTER,
    Ledger,
    Vrijgave,
    enter_publication,
    mark_of,
    remember_head,
)
from helpende_data.errors import DisclosureError, UsageError
from helpende_data.files import Werkmap
from helpende_data.pipeline.anderen import require_cbs, take_over
from helpende_data.pipeline.merken import outdated, require_known
from helpende_data.pipeline.registers import known_publications, read_publications
from helpende_data.pipeline.uitgave import Aanvraag, Prepared, Written, prepare, write_prepared
from helpende_data.pipeline.werkplaats import Workshop


@dataclass(frozen=True)
class Published:
    """The definitive reports, how many figures became public, and under which number.

    `nummer` is that of the record in the ledger; 0 when every figure was public already.
    `uitgaven` are the published reports that print a figure that is another one by now.
    """

    rapporten: tuple[Written, ...]
    cijfers: int
    nummer: int
    uitgaven: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Besluit:
    """Who decided when, and who checked the numbers in texts that people wrote."""

    door: str
    functie: str
    op: str
    nagekeken: str


def publish(
    workshop: Workshop,
    aanvragen: Sequence[Aanvraag],
    *,
    door: str,
    functie: str,
    op: str = "",
    nagekeken: str = "",
) -> Published:
    """Make the reports definitive: all of them, or none.

    What is entered is every rounded figure that a report rests on, shown or not.

    Args:
        aanvragen: which reports, of any kind.
        door, functie: who decided.
        op: on which day, as 2026-11-22; empty for today.
        nagekeken: who checked the numbers in texts that people wrote; asked once for each text.

    Raises:
        UsageError: nobody decided, `op` is no date, or the workshop holds true counts.
        DisclosureError: nobody checked such a text, CBS has figures that the data set lacks, or
            the ledger changed since the figures were made, or is lost or damaged.
        UnknownError, ContractError: see `make`; nothing was entered.
        BusyError, WriteError: what was entered stays; the same again writes the files.
    """
    if workshop.intern:
        raise UsageError("interne cijfers worden niet gepubliceerd", doe="laat --intern weg")
    door, functie, nagekeken = (" ".join(woord.split()) for woord in (door, functie, nagekeken))
    if not (door and functie):
        raise UsageError("noem wie besluit: --door NAAM --functie FUNCTIE")
    op = _day(op)
    klaar = [prepare(workshop, aanvraag, definitief=True) for aanvraag in aanvragen]
    vrijgave = workshop.feiten.publishable.vrijgave
    cijfers, nummer = 0, 0
    besluit = _Besluit(door, functie, op, nagekeken)
    if vrijgave is None:
        _enter_texts(workshop, klaar, besluit)
    else:
        cijfers, ledger = _enter(workshop, vrijgave, klaar, besluit)
        nummer = ledger.head.nummer if cijfers else 0
        klaar = [_marked(voor, ledger) for voor in klaar]
    geschreven = tuple(write_prepared(workshop, voor) for voor in klaar)
    ouder = () if vrijgave is None else tuple(outdated(workshop.werkmap, ledger))
    return Published(geschreven, cijfers, nummer, ouder)


def _day(op: str) -> str:
    """The day of a decision in one way of writing; that of today when none is given."""
    try:
        return (date.fromisoformat(op) if op else date.today()).isoformat()
    except ValueError:
        raise UsageError(f"{op} is geen datum", doe="schrijf die als 2026-11-22") from None


def _enter(
    workshop: Workshop, vrijgave: Vrijgave, klaar: Sequence[Prepared], besluit: _Besluit
) -> tuple[int, Ledger]:
    """Enter what is not public yet: how many figures, and the ledger with them."""
    werkmap = workshop.werkmap
    ledger = _unchanged(werkmap, vrijgave)
    require_known(werkmap, ledger, [voor.rapporten for voor in klaar])
    rust_op = frozenset(cel for voor in klaar for cel in voor.rapport.rust_op)
    nieuw = [s for s in vrijgave.behind(rust_op) if s.cel in vrijgave.nieuw]
    teksten = _unread_texts(klaar, ledger.read_texts, besluit)
    if nieuw or teksten:
        require_cbs(workshop, [s.cel for s in nieuw], date.fromisoformat(besluit.op))
        ledger = enter_publication(
            werkmap,
            ledger,
            nieuw,
            naam=", ".join(voor.stam for voor in klaar),
            door=besluit.door,
            functie=besluit.functie,
            op=besluit.op,
            beleid=workshop.feiten.publishable.beleid.versie,
            # of each report the number that it prints
            certificaat=", ".join(
                dict.fromkeys(vrijgave.certificate(voor.rapport.rust_op) for voor in klaar)
            ),
            verbeterd=vrijgave.told_by(nieuw),
            openbaar=take_over(workshop.feiten, vrijgave, ledger, nieuw),
            eigen_tekst=teksten,
            nagekeken=besluit.nagekeken if teksten else "",
            gat=vrijgave.gap(rust_op),
        )
    if len(ledger.records) > 1:  # else it is not on disk yet
        remember_head(werkmap, ledger.head)
    return len(nieuw), ledger


def _enter_texts(workshop: Workshop, klaar: Sequence[Prepared], besluit: _Besluit) -> None:
    """Enter who checked the texts of reports without figures of ours, so that nobody asks again."""
    werkmap = workshop.werkmap
    ledger = known_publications(werkmap)
    require_known(werkmap, ledger, [voor.rapporten for voor in klaar])
    teksten = _unread_texts(klaar, ledger.read_texts if ledger else frozenset(), besluit)
    if teksten:
        ledger = enter_publication(
            werkmap,
            ledger or read_publications(werkmap),
            (),
            naam=", ".join(voor.stam for voor in klaar),
            door=besluit.door,
            functie=besluit.functie,
            op=besluit.op,
            beleid=workshop.feiten.publishable.beleid.versie,
            eigen_tekst=teksten,
            nagekeken=besluit.nagekeken,
        )
    if ledger is not None:
        remember_head(werkmap, ledger.head)


def _marked(voor: Prepared, ledger: Ledger) -> Prepared:
    """The same with the number under which its figures were published."""
    return replace(voor, entry=voor.entry | {REGISTER: mark_of(ledger, voor.rapport.rust_op)})


def _unread_texts(
    klaar: Sequence[Prepared], bekend: frozenset[str], besluit: _Besluit
) -> tuple[str, ...]:
    """The sentences with numbers that people wrote and nobody checked before.

    Raises:
        DisclosureError: there are some and nobody is named who checked them; they are listed.
    """
    teksten = dict.fromkeys(t for voor in klaar for t in voor.rapport.eigen_tekst)
    nieuw = tuple(tekst for tekst in teksten if tekst not in bekend)
    if nieuw and not besluit.nagekeken:
        raise DisclosureError(
            "in eigen tekst staan getallen die niemand heeft nagekeken",
            waar=" / ".join(nieuw),
            doe='leiden zij niet naar mensen? Typ erbij: --nagekeken "naam en functie"',
        )
    return nieuw


def _unchanged(werkmap: Werkmap, vrijgave: Vrijgave) -> Ledger:
    """The ledger, which must be the one that the figures were held against."""
    ledger = read_publications(werkmap)
    if ledger.head != vrijgave.ledger.head:
        raise DisclosureError(
            "intussen is er iets anders gepubliceerd", doe="typ de opdracht nog een keer"
        )
    return ledger
