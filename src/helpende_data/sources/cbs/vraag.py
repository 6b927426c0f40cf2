"""Which cells of a table are asked for, and how each service wants to hear that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from helpende_data.sources.cbs.model import Tabelinfo, Titel


@dataclass(frozen=True)
class Vraag:
    """A part of a table.

    Args:
        maten: the measures.
        codes: dimension -> its categories; a dimension that is not named is asked whole.
        niveaus: first letters of the area codes.
        vanaf: first year.
    """

    maten: tuple[Titel, ...]
    codes: dict[str, tuple[Titel, ...]]
    niveaus: tuple[str, ...]
    vanaf: int


def v4_query(info: Tabelinfo, vraag: Vraag | None) -> str:
    """The part of the address behind the question mark; empty for the whole table."""
    if vraag is None:
        return ""
    delen = [_in("Measure", [maat.id for maat in vraag.maten])]
    delen += [_in(naam, [code.id for code in codes]) for naam, codes in vraag.codes.items()]
    return _filter([*delen, *_common(info, vraag)])


def v3_query(info: Tabelinfo, vraag: Vraag | None) -> str:
    """As `v4_query`. The old service knows no lists, and wants codes with their blanks."""
    if vraag is None:
        return ""
    delen = [
        _or(f"{naam} eq '{code.sleutel}'" for code in codes) for naam, codes in vraag.codes.items()
    ]
    return _filter([*delen, *_common(info, vraag)])


def _common(info: Tabelinfo, vraag: Vraag) -> list[str]:
    gebied = info.gebied.id
    return [
        _or(f"startswith({gebied},'{niveau}')" for niveau in vraag.niveaus),
        f"{info.tijd.id} ge '{vraag.vanaf}JJ00'",
    ]


def _in(naam: str, codes: Sequence[str]) -> str:
    return f"{naam} in ({','.join(repr(code) for code in codes)})"


def _or(delen: Iterable[str]) -> str:
    return f"({' or '.join(delen)})"


def _filter(delen: Sequence[str]) -> str:
    return "$filter=" + quote(" and ".join(delen), safe="(),'")
