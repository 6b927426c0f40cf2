"""Which words of a document stand in the same order in another one. Knows nothing of numbers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from helpende_data.reports.poort.teksten import bare

BESIDE = 3  # a word with so many equal ones on both sides is where it was
_HALF = 0.5
_WORD = re.compile(r"[^\s\u200b]+")  # a line may break at a zero width space too
_Span = tuple[int, int]


@dataclass(frozen=True)
class Naast:
    """The texts of a document beside those of the one that it may be an edited copy of.

    Args:
        other: number of a text -> where its words begin and end that are not certainly, words
            around them included, those of the original.
        new: the same of the words that the original has not there at all.
        derived: at least half of the words are equal: it is an edited copy.
        changes: what stands in one of both only, in the order of reading.
    """

    other: Mapping[int, Sequence[_Span]]
    new: Mapping[int, Sequence[_Span]]
    derived: bool
    changes: Sequence[Change]

    def is_kept(self, tekst: int, begin: int, eind: int) -> bool:
        """Does this part of a text stand in the original with the same words around it?"""
        return not _touches(self.other.get(tekst, ()), begin, eind)

    def is_new(self, tekst: int, begin: int, eind: int) -> bool:
        """In an edited copy: does the original not have this part of a text here?"""
        return self.derived and _touches(self.new.get(tekst, ()), begin, eind)


@dataclass(frozen=True)
class Change:
    """Words that somebody replaced, took away (no `nu`) or put in (no `was`).

    Args:
        tekst: number of the text of the document that it stands in, or where it stood.
    """

    tekst: int
    was: str
    nu: str


def _touches(delen: Iterable[_Span], begin: int, eind: int) -> bool:
    return any(van < eind and begin < tot for van, tot in delen)


@dataclass(frozen=True)
class _Word:
    tekst: int
    plek: _Span
    woord: str
    kaal: str


def compare(document: Sequence[str], origineel: Sequence[str]) -> Naast:
    """The texts of a document beside those of another, both in the order of reading.

    Where lines are broken does not matter, so a page that was set anew compares too.
    """
    links, rechts = list(_words(document)), list(_words(origineel))
    vergelijker = SequenceMatcher(
        None, [w.kaal for w in links], [w.kaal for w in rechts], autojunk=False
    )
    gelijk: set[int] = set()
    zeker: set[int] = set()
    for begin, _, lengte in vergelijker.get_matching_blocks():
        gelijk.update(range(begin, begin + lengte))
        zeker.update(range(begin + BESIDE, begin + lengte - BESIDE))
    changes = [
        Change(links[van if van < tot else max(van - 1, 0)].tekst, _line(was), _line(nu))
        for soort, van, tot, van_oud, tot_oud in vergelijker.get_opcodes()
        if soort != "equal" and links
        for was, nu in [(rechts[van_oud:tot_oud], links[van:tot])]
        if _letters(was) != _letters(nu)
    ]
    return Naast(
        _but(links, zeker),
        _but(links, gelijk),
        bool(links) and len(gelijk) >= _HALF * len(links),
        changes,
    )


def _letters(woorden: Sequence[_Word]) -> str:
    """The same for a word that is broken off at the end of a line."""
    return "".join(teken for woord in woorden for teken in woord.kaal if teken.isalnum())


def _line(woorden: Sequence[_Word]) -> str:
    return " ".join(woord.woord for woord in woorden)


def _but(woorden: Sequence[_Word], goed: Container[int]) -> dict[int, list[_Span]]:
    """Where the words stand that are not among these: number of a text -> their places."""
    rest: dict[int, list[_Span]] = {}
    for nummer, woord in enumerate(woorden):
        if nummer not in goed:
            rest.setdefault(woord.tekst, []).append(woord.plek)
    return rest


def _words(teksten: Sequence[str]) -> Iterator[_Word]:
    for nummer, tekst in enumerate(teksten):
        for gevonden in _WORD.finditer(tekst):
            kaal = bare(gevonden.group())
            if kaal:
                yield _Word(nummer, gevonden.span(), gevonden.group(), kaal)
