"""Hides cells among exact counts of deliveries that are not public, so that no small one is proven.

Knows cells, facts and the policy; makes the figures, writes nothing. Its proof holds the true
counts: it is checked here and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from helpende_data.disclosure.auditor import Auditor
from helpende_data.disclosure.beleid import ONDERDRUKKEN, Beleid
from helpende_data.disclosure.certificate import check_certificate
from helpende_data.disclosure.facts import to_rows
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.kennis import Kennis
from helpende_data.disclosure.ledger import Ledger
from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.model import Cel
from helpende_data.disclosure.suppression import Pattern, suppress
from helpende_data.disclosure.tabel import Table
from helpende_data.errors import DisclosureError
from helpende_data.schema.tables import TOTAAL

BEWEZEN, WEINIG, OPEN = "bewezen", "weinig", "open"
_FEW = 0.1  # of what is hidden besides small counts


@dataclass(frozen=True)
class Onderdrukt:
    """The figures, hidden ones among them, and how near the least that had to be hidden.

    Args:
        gat: ``bewezen``: not one less; ``weinig``: a tenth less at most; ``open``: not known. In
            words, since numbers would tell how many of the hidden counts are small.
    """

    cijfers: tuple[Shown, ...]
    gat: str = ""


def suppress_cells(
    kennis: Kennis,
    bekend: Mapping[Cel, int],
    tonen: Collection[Cel],
    ledger: Ledger,
    beleid: Beleid,
) -> Onderdrukt:
    """Exact figures of these cells, with enough of them hidden.

    What was hidden in a publication stays so; what was shown is among the facts.

    Args:
        kennis: everything that is public already, in this release too, and true.
        bekend: the true counts, those that follow from others included.
        tonen: cells that may be shown, all of indicators that are to be suppressed.

    Raises:
        DisclosureError: the facts and the counts contradict one another, or the proof does not
            hold.
    """
    table = _table(kennis, bekend, tonen, ledger, beleid)
    pattern = suppress(table, rounds=beleid.zoekrondes, improve=beleid.zoekrondes > 0)
    fouten = check_certificate(_certificate(pattern, table))
    if fouten:
        raise DisclosureError("het bewijs van de bescherming klopt niet; er is niets gepubliceerd")
    return Onderdrukt(
        tuple(
            Shown(cel, None if kennis.model.index[cel] in pattern.hidden else bekend[cel], 0)
            for cel in sorted(tonen)
        ),
        _gap(pattern),
    )


def refuse_change(
    cellen: Iterable[Cel], ledger: Ledger, beleid: Beleid, name: Callable[[Cel], str]
) -> None:
    """An indicator is published in one way only: both together may tell what neither tells.

    Raises:
        DisclosureError: it was published in the other way before.
    """
    eerder = {cel.indicator: shown for cel, shown in ledger.shown.items()}
    for cel in sorted(cellen):
        shown = eerder.get(cel.indicator)
        if shown is not None and shown.wijze != beleid.wijze_of(cel.indicator):
            raise DisclosureError(
                f"cijfers over {cel.indicator} zijn al gepubliceerd met de wijze {shown.wijze}; "
                "op twee wijzen samen kunnen zij een klein aantal verraden",
                waar=name(shown.cel),
                doe=f'zet in data/beleid.toml bij wijze: {cel.indicator} = "{shown.wijze}"',
            )


def _table(
    kennis: Kennis,
    bekend: Mapping[Cel, int],
    tonen: Collection[Cel],
    ledger: Ledger,
    beleid: Beleid,
) -> Table:
    """The whole model as a table: cells that nobody shows are hidden already."""
    model = kennis.model
    rows = (*model.rows, *to_rows(model, kennis.feiten))
    beschermd = {
        cel
        for cel in kennis.beschermd
        if cel in bekend and beleid.wijze_of(cel.indicator) == ONDERDRUKKEN
    }
    verborgen = {cel for cel, shown in ledger.shown.items() if shown.waarde is None}
    return Table(
        rows,
        _complete(rows, len(model.cellen), model.numbers(bekend)),
        tuple(map(_weight, model.cellen)),
        kennis.drempel,
        frozenset(v for v, cel in enumerate(model.cellen) if cel not in beschermd),
        frozenset(v for v, cel in enumerate(model.cellen) if cel not in tonen or cel in verborgen),
        facts=True,
    )


def _weight(cel: Cel) -> int:
    """What it costs to hide a cell: readers miss a total more than one of its parts."""
    return 3 if cel.uitsplitsing == TOTAAL else 1


def _complete(rows: Iterable[Row], size: int, bekend: Mapping[int, int]) -> tuple[int, ...]:
    """A whole table with these counts in it: what nobody counted takes any value that fits."""
    vast = (Row(((v, 1),), aantal, aantal) for v, aantal in bekend.items())
    auditor = Auditor(size, [*rows, *vast])
    table = dict(bekend)
    for v in range(size):
        if v not in table:
            found = auditor.witness(v, 0, None)
            assert found is not None  # the auditor saw that a table exists
            table |= found
    return tuple(table[v] for v in range(size))


def _certificate(pattern: Pattern, table: Table) -> dict[str, object]:
    """The certificate, without the counts that were known already: the audit names those."""
    bewijs = pattern.certificate(table)
    verraden = {v for v, pair in pattern.tables.items() if pair == (None, None)}
    return bewijs | {"vrij": sorted({*bewijs["vrij"], *verraden})}


def _gap(pattern: Pattern) -> str:
    if pattern.gap == 0:
        return BEWEZEN
    return WEINIG if pattern.gap <= _FEW else OPEN
