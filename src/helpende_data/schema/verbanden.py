"""What is known of counts beside their sums, as the registry writes it. No counts.

A line reads ``rol:beroepsmatig >= organisatie:politie``: a kind of the indicator that it stands
with, or of another one as ``meldingen/vervolg:overdracht``; ``+`` adds, ``sector:*`` is each kind
of that dimension in turn. ``=`` and ``>=`` hold by what the words mean; ``?=`` may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from helpende_data.errors import ContractError
from helpende_data.schema.tables import TOTAAL

if TYPE_CHECKING:
    from helpende_data.schema.indicatoren import Indicator, Indicatoren

GELIJK, MINSTENS, MISSCHIEN = "=", ">=", "?="
OPTELLEND = "optellend"
_MOST = 1000  # of the one for each of the other; more would be a mistake
Soort = tuple[str, str]  # indicator, uitsplitsing
_LINE = re.compile(r"\s*(.+?)\s*(>=|\?=|=)\s*(.+?)\s*")


@dataclass(frozen=True)
class Verband:
    """`factor` times the sum of some kinds in one area and period, and the sum of others."""

    links: tuple[Soort, ...]
    teken: str
    rechts: tuple[Soort, ...]
    factor: int = 1


def read_verbanden(indicatoren: Indicatoren) -> tuple[Verband, ...]:
    """Everything that the registry says: by `samenhang`, `heeft` and `zelfde_als`, and by giving
    two kinds of one indicator the same name.

    Raises:
        ContractError: a line cannot be read, or names a kind that the registry lacks.
    """
    gevonden: list[Verband] = []
    for code, indicator in indicatoren.by_code.items():
        eigen = (code, TOTAAL)
        if indicator.heeft in indicatoren:
            ander = (indicator.heeft, TOTAAL)
            gevonden.append(Verband((ander,), MINSTENS, (eigen,)))
            # Each of those belongs to a unit: where there are some, there is a unit.
            gevonden.append(Verband((eigen,), MINSTENS, (ander,), factor=_MOST))
        if indicator.zelfde_als in indicatoren:
            een, ander = sorted((eigen, (indicator.zelfde_als, TOTAAL)))
            gevonden.append(Verband((een,), GELIJK, (ander,)))
        gevonden += _of_one_name(indicator)
        for regel in indicator.samenhang:
            gevonden += _read(code, regel, indicatoren)
    return tuple(dict.fromkeys(gevonden))


def _of_one_name(indicator: Indicator) -> Iterator[Verband]:
    """Kinds with one name in two ways to split.

    Who has one kind only in the one way has it in the other too, perhaps beside more.
    """
    for een, ander in combinations(indicator.dimensies.values(), 2):
        if ander.optelsoort == OPTELLEND:
            een, ander = ander, een
        for naam, label in een.categorieen.items():
            if label == ander.categorieen.get(naam) != "onbekend":
                klein, groot = ((indicator.code, f"{d.code}:{naam}") for d in (een, ander))
                beide = {een.optelsoort, ander.optelsoort} == {OPTELLEND}
                yield Verband((groot,), GELIJK if beide else MISSCHIEN, (klein,))
                if not beide and een.optelsoort == OPTELLEND:
                    yield Verband((groot,), MINSTENS, (klein,))


def _read(code: str, regel: str, indicatoren: Indicatoren) -> Iterator[Verband]:
    delen = _LINE.fullmatch(regel)
    if delen is None:
        raise _fault(code, regel)
    links, teken, rechts = delen.groups()
    linker = [_kinds(code, woord, indicatoren) for woord in links.split("+")]
    rechter = [_kinds(code, woord, indicatoren) for woord in rechts.split("+")]
    if any(len(soorten) > 1 for soorten in (*linker, *rechter[1:])) or (
        len(rechter) > 1 and len(rechter[0]) > 1
    ):
        raise _fault(code, regel)
    vast = tuple(soorten[0] for soorten in linker)
    if len(rechter) > 1:
        yield Verband(vast, teken, tuple(soorten[0] for soorten in rechter))
    else:
        yield from (Verband(vast, teken, (soort,)) for soort in rechter[0])


def _kinds(code: str, woord: str, indicatoren: Indicatoren) -> Sequence[Soort]:
    """The kinds that a word names: one, or each of a dimension."""
    ander, _, uitsplitsing = woord.strip().rpartition("/")
    indicator = ander or code
    dimensie, _, categorie = uitsplitsing.partition(":")
    if categorie == "*" and indicator in indicatoren:
        namen = indicatoren[indicator].dimensies.get(dimensie)
        soorten = [(indicator, f"{dimensie}:{naam}") for naam in namen.categorieen] if namen else []
    else:
        soorten = [(indicator, uitsplitsing)]
    if not soorten or indicatoren.unknown(soorten):
        raise _fault(code, woord.strip())
    return soorten


def _fault(code: str, wat: str) -> ContractError:
    return ContractError(
        f"samenhang klopt niet: {wat}",
        waar=f"indicatoren.toml [{code}]",
        doe='schrijf "rol:beroepsmatig >= organisatie:politie", met soorten uit dit bestand',
    )
