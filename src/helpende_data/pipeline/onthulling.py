"""What was published, whether it gives anything away, and what is known of one count."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpende_data.dataset import Dataset
from helpende_data.disclosure import (
    EIGEN,
    Beleid,
    Cel,
    Kennis,
    Ledger,
    Proof,
    Shown,
    cells_of,
    know,
    namer,
    read_beleid,
)
from helpende_data.errors import UnknownError, UsageError
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode
from helpende_data.pipeline.merken import outdated, require_known
from helpende_data.pipeline.registers import read_counts, read_publications, read_registry
from helpende_data.schema import TOTAAL, Indicatoren
from helpende_data.statistics.cijfer import AFGESCHERMD


@dataclass(frozen=True)
class Publicatie:
    """One record of the ledger, without its figures.

    Args:
        soort: publicatie (ours) or registratie (of others).
        gebieden: names of the areas that its figures are about.
    """

    nummer: int
    soort: str
    op: str
    door: str
    functie: str
    naam: str
    cijfers: int
    gebieden: tuple[str, ...]
    periodes: tuple[str, ...]
    beleid: str
    certificaat: str


@dataclass(frozen=True)
class Controle:
    """An audit of everything that was published: how many cells passed, how many facts it knew.

    Args:
        verouderd: figures of ours that no longer fit the count and were not published again yet.
        uitgaven: the published reports in the werkmap that print one of those, or a figure that
            another report shows otherwise by now.
    """

    cellen: int
    feiten: int
    publicaties: int
    verouderd: int
    uitgaven: tuple[str, ...]


@dataclass(frozen=True)
class Uitleg:
    """What all publications together say about one count.

    Args:
        getoond: what we show of it, as "0 tot 4", "12" or "afgeschermd"; empty when it is nowhere.
        klein: is it proven to be small?
        bewijs: what is proven and from which facts, other than the figure that we show of it; None
            when nothing is known. Show its numbers with ``--intern`` only.
        ook_getoond: what is proven rests on the figure that we show, too.
        namen: the cells of the sum in words.
    """

    naam: str
    getoond: str
    klein: bool
    bewijs: Proof | None
    namen: dict[Cel, str]
    ook_getoond: bool


@dataclass(frozen=True)
class _Grond:
    """What all these questions need."""

    dataset: Dataset
    gebieden: Gebieden
    indicatoren: Indicatoren
    beleid: Beleid
    ledger: Ledger

    @classmethod
    def read(cls, werkmap: Werkmap) -> _Grond:
        return cls(*read_counts(werkmap), read_beleid(werkmap), read_publications(werkmap))

    def know(self, *, concept: bool) -> Kennis:
        registers = (self.gebieden, self.indicatoren, self.beleid)
        return know(self.dataset, *registers, self.ledger, concept=concept)


def publications(werkmap: Werkmap) -> tuple[Publicatie, ...]:
    """Everything that was ever entered in the ledger, the oldest first; without its opening.

    Raises:
        DisclosureError: the ledger is lost or damaged.
    """
    gebieden, _ = read_registry(werkmap)
    gevonden = []
    for record in read_publications(werkmap).records[1:]:
        inhoud = record.inhoud
        cellen = [Cel(*cel) for *cel, _, _ in inhoud.get("cijfers", ())]
        cellen += [Cel(*cel) for termen, *_ in inhoud.get("feiten", ()) for *cel, _ in termen]
        gevonden.append(
            Publicatie(
                record.nummer,
                record.soort,
                inhoud["op"],
                inhoud.get("door", ""),
                inhoud.get("functie", ""),
                inhoud["naam"],
                len(inhoud.get("cijfers", inhoud.get("feiten", ()))),
                tuple(sorted({gebieden.name(cel.gebied) for cel in cellen})),
                tuple(sorted({cel.periode for cel in cellen})),
                inhoud.get("beleid", ""),
                inhoud.get("certificaat", ""),
            )
        )
    return tuple(gevonden)


def check_publications(werkmap: Werkmap) -> Controle:
    """Audit everything that was ever published, together with what is public in the data set.

    Raises:
        DisclosureError: a small count can be computed; or the ledger is lost, damaged or older
            than a report that was published.
    """
    grond = _Grond.read(werkmap)
    require_known(werkmap, grond.ledger)
    kennis = grond.know(concept=False)
    uitkomst = kennis.audit()
    uitkomst.require(namer(grond.gebieden, grond.indicatoren))
    eigen = {cel for feit in kennis.feiten if feit.soort == EIGEN for cel in feit.cellen}
    verouderd = set(grond.ledger.shown) - eigen
    return Controle(
        uitkomst.gecontroleerd,
        len(kennis.feiten),
        len(grond.ledger.records) - 1,
        len(verouderd),
        tuple(outdated(werkmap, grond.ledger, verouderd)),
    )


def explain_cell(werkmap: Werkmap, gebied: str, cel: str) -> Uitleg:
    """What is known of one count from all publications and from the concepts as they stand now.

    Args:
        gebied: name or code.
        cel: ``meldingen/2023-H1`` or ``meldingen/leeftijd:0-17/2023``.

    Raises:
        UsageError: `cel` names no count.
        UnknownError: no such area, indicator or category, or no figure of it.
        DisclosureError: the ledger is lost or damaged, or the publications contradict one another.
    """
    grond = _Grond.read(werkmap)
    gezocht = _parse(cel, grond.gebieden.find(gebied).code, grond.indicatoren)
    name = namer(grond.gebieden, grond.indicatoren)
    kennis = grond.know(concept=True)
    if gezocht not in kennis.model.index and gezocht not in cells_of(grond.dataset.tellingen):
        raise UnknownError(
            f"van {name(gezocht)} is geen cijfer bekend, van ons niet en van anderen niet",
            doe="kies een periode en een uitsplitsing die u hebt ingelezen",
        )
    bewijs = kennis.explain(gezocht)
    eigen = [shown for shown in kennis.getoond if shown.cel == gezocht]
    klein = (
        bewijs is not None
        and gezocht in kennis.beschermd
        and bewijs.interval.laag >= 1
        and bewijs.interval.hoog is not None
        and bewijs.interval.hoog < kennis.drempel
    )
    andere = tuple(
        feit
        for feit in (bewijs.feiten if bewijs else ())
        if feit.soort != EIGEN or feit.cellen != (gezocht,)
    )
    ook_getoond = bewijs is not None and andere != bewijs.feiten
    if bewijs is not None:
        bewijs = replace(bewijs, feiten=andere)
    return Uitleg(
        name(gezocht),
        _shown(eigen[-1]) if eigen else "",
        klein,
        bewijs,
        {c: name(c) for c in (bewijs.cellen if bewijs else ())} | {gezocht: name(gezocht)},
        ook_getoond,
    )


def _shown(shown: Shown) -> str:
    if shown.hoog is None:
        return AFGESCHERMD
    return f"{shown.laag} tot {shown.hoog}" if shown.marge else str(shown.hoog)


def _parse(tekst: str, gebied: str, indicatoren: Indicatoren) -> Cel:
    indicator, _, rest = tekst.strip().partition("/")
    deel, _, periode = rest.rpartition("/")
    try:
        over = Periode.parse(periode)
    except ValueError:
        raise UsageError(
            f"{tekst} noemt geen aantal",
            doe="schrijf meldingen/2023-H1 of meldingen/leeftijd:0-17/2023",
        ) from None
    onbekend = indicatoren.unknown([(indicator, deel or TOTAAL)])
    if onbekend:
        raise UnknownError(f"onbekend: {onbekend[0]}", doe="kijk welke er zijn met: hd cijfers")
    return Cel(indicator, deel or TOTAAL, gebied, str(over))
