"""Holds the reports that were published against the ledger: which of both is the older one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

from helpende_data.disclosure import REGISTER, Cel, Ledger, knows
from helpende_data.errors import DisclosureError
from helpende_data.files import Werkmap
from helpende_data.pipeline.uitgave import editions
from helpende_data.reports.inhoud.wijzigingen import cell_of


def require_known(werkmap: Werkmap, ledger: Ledger | None, mappen: Iterable[Path] = ()) -> None:
    """See to it that the ledger holds every publication of which a report stands in the werkmap.

    The data set notices a ledger that was put back; this notices both put back together.

    Args:
        ledger: None when nothing was entered yet.
        mappen: other folders that reports are to be written in.

    Raises:
        SourceError: a manifest is damaged.
        DisclosureError: a report was published under a number that the ledger does not have, or
            has for something else.
    """
    waar = dict.fromkeys((werkmap.rapporten, *mappen))
    for map_, stam, uitgave in chain.from_iterable(map(editions, waar)):
        merk = uitgave.get(REGISTER)
        if merk is not None and (ledger is None or not knows(ledger, merk)):
            raise DisclosureError(
                "het register van publicaties is ouder dan een rapport dat al is gepubliceerd",
                waar=f"{stam} in {werkmap.shown(map_)}",
                doe="zet van onthulling en data/dataset de laatste reservekopie terug. Is die er "
                "niet: zet dat rapport in een andere map en leg zijn cijfers vast met "
                "hd onthulling registreer",
            )


def outdated(werkmap: Werkmap, ledger: Ledger, verouderd: Collection[Cel] = ()) -> Iterator[str]:
    """The published reports of which a figure is another one by now.

    Args:
        verouderd: cells of which the figure no longer fits the count.
    """
    for _, stam, uitgave in editions(werkmap.rapporten):
        merk = uitgave.get(REGISTER)
        if not merk:
            continue
        for sleutel in uitgave.get("cijfers", ()):
            cel = cell_of(sleutel)
            if cel in verouderd or ledger.changed_in.get(cel, 0) > merk["nummer"]:
                yield stam
                break
