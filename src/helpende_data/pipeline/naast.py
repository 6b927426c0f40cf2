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
    """

    other: Mapping[int, Sequence[_Span]]
    new: Mapping[int, Sequence[_Span]]
    derived: bool

    def is_kept(self, tekst: int, begin: int, eind: int) -> bool:
        """Does this part of a text stand in the original with the same words around it?"""
        return not _touches(self.other.get(tekst, ()), begin, eind)

    def is_new(self, tekst: int, begin: int, eind: int) -> bool:
        """In an edited copy: does the original not have this part of a text here?"""
        return self.derived and _touches(self.new.get(tekst, ()), begin, eind)


def _touches(delen: Iterable[_Span], begin: int, eind: int) -> bool:
    return any(van < eind and begin < tot for van, tot in delen)


@dataclass(frozen=True)
class _Word:
    tekst: int
    plek: _Span
    kaal: str


def compare(document: Sequence[str], origineel: Sequence[str]) -> Naast:
    """The texts of a document beside those of another, both in the order of reading.

    Where lines are broken does not matter, so a page that was set anew compares too.
    """
    links = list(_words(document))
    vergelijker = SequenceMatcher(
        None, [w.kaal for w in links], [w.kaal for w in _words(origineel)], autojunk=False
    )
    gelijk: set[int] = set()
    zeker: set[int] = set()
    for begin, _, lengte in vergelijker.get_matching_blocks():
        gelijk.update(range(begin, begin + lengte))
        zeker.update(range(begin + BESIDE, begin + lengte - BESIDE))
    return Naast(
        _but(links, zeker), _but(links, gelijk), bool(links) and len(gelijk) >= _HALF * len(links)
    )


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
                yield _Word(nummer, gevonden.span(), kaal)
