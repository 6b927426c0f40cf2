"""The period of a count from all places where a mapping says it stands. Knows no counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from helpende_data.periodes import Periode
from helpende_data.sources.mapping.cel import CelError
from helpende_data.sources.mapping.tekst import plain
from helpende_data.sources.periodetekst import PeriodeTekst, find_periode

_KAAL = re.compile(r"\d{1,2}(?:e|ste|de)?|i{1,3}v?|iv")
_SOORT = re.compile(r"half\s*jaar|kwartaal|maand")
VERWACHT = "een periode zoals 2024, 1e halfjaar 2024 of 2024-Q3"


def column_text(kop: str, tekst: str) -> str:
    """The text of a period column; a bare number gets its kind from the header.

    ``Halfjaar`` over ``1`` is ``halfjaar 1``.
    """
    soort = _SOORT.search(plain(kop))
    if soort and _KAAL.fullmatch(plain(tekst)):
        return f"{soort[0]} {plain(tekst)}"
    return tekst


def combine(
    teksten: Sequence[str], namen: Mapping[str, str], *, kolom: str = ""
) -> tuple[Periode, bool]:
    """The one period that these texts name, and whether it is provisional.

    Args:
        teksten: from the most precise place to the least; the first that is whole counts, and
            otherwise all of them together (a year in the title, a half-year in the header).
        namen: words of a supplier -> period.
        kolom: the text of a column of periods; beside its period it holds no other number.

    Raises:
        CelError: no period, or more than one.
    """
    for tekst in teksten:
        if plain(tekst) in namen:
            return Periode.parse(namen[plain(tekst)]), "*" in tekst
    if re.search(r"\d", find_periode(kolom).rest):
        raise CelError("is geen periode die wij kunnen lezen", VERWACHT)
    gelezen = [find_periode(tekst) for tekst in teksten]
    for deel in gelezen:
        if deel.periode is not None:
            return deel.periode, deel.voorlopig
    samen = find_periode(" ".join(t for t, g in zip(teksten, gelezen, strict=True) if g.delen))
    if samen.periode is not None:
        return samen.periode, samen.voorlopig
    raise CelError("noemt meer dan een periode" if samen.delen else "noemt geen periode", VERWACHT)


def in_title(titel: Sequence[str]) -> str:
    """The text in a title that tells the period: the one, or the most precise one of a year."""
    gelezen = [(tekst, find_periode(tekst)) for tekst in titel]
    hele = {g.periode: tekst for tekst, g in gelezen if g.periode is not None}
    precies = [p for p in hele if not any(p != q and p.contains(q) for q in hele)]
    if len(precies) == 1:
        return hele[precies[0]]
    return " ".join(tekst for tekst, g in gelezen if _partial(g)) if not hele else " ".join(titel)


def _partial(gelezen: PeriodeTekst) -> bool:
    return gelezen.delen > 0
