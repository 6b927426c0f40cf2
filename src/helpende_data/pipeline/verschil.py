"""The recipe for what changed between two deliveries or two days. Decides nothing itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from helpende_data.dataset import (
    Dataset,
    Verschil,
    compare,
    find_levering,
    read_index,
    state_at,
    state_of,
)
from helpende_data.disclosure import read_beleid
from helpende_data.errors import UsageError
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden
from helpende_data.pipeline.registers import read_registry
from helpende_data.pipeline.zicht import open_tables
from helpende_data.reports.inhoud.stempel import INTERN

_NUMMER = re.compile(r"[Ll]?\d{1,5}")
_DOE = "noem twee leveringen, zoals L0003 L0007, of twee dagen, zoals 2026-05-01"


@dataclass(frozen=True)
class Regel:
    """One figure that differs.

    Args:
        verborgen: a value below the publication level is left out.
        intern: a value below the publication level stands in it.
    """

    verschil: Verschil
    verborgen: bool = False
    intern: bool = False


@dataclass(frozen=True)
class Verschillen:
    """What differs between two deliveries or days.

    Args:
        gewist: numbers of deliveries that are erased: what stood in them cannot be compared.
        gebieden: to name the areas.
    """

    van: str
    tot: str
    regels: tuple[Regel, ...]
    gewist: tuple[str, ...]
    gebieden: Gebieden

    @property
    def stempel(self) -> str:
        return INTERN if any(regel.intern for regel in self.regels) else ""


def verschil(werkmap: Werkmap, a: str, b: str, *, intern: bool = False) -> Verschillen:
    """Which figures changed, appeared or went between two deliveries, or between two days.

    Args:
        a, b: numbers of deliveries (``L0003``), or days (``2026-05-01``): the end of that day.
        intern: show values below the publication level too. Without it such a figure is named,
            not how it changed.

    Raises:
        UsageError: a number beside a day, or neither.
        UnknownError: no such delivery.
        DatasetError: no data set, a damaged one, or an erased delivery.
    """
    oud, nieuw, gewist = _sides(werkmap, a, b)
    gebieden, _ = read_registry(werkmap)
    beleid = read_beleid(werkmap)
    mag = (Dataset(kant.leveringen, open_tables(kant, gebieden, beleid)) for kant in (oud, nieuw))
    getoond = {v.sleutel: v for v in compare(*mag)}
    regels = tuple(_line(v, getoond.get(v.sleutel), intern) for v in compare(oud, nieuw))
    return Verschillen(a, b, regels, gewist, gebieden)


def _line(echt: Verschil, getoond: Verschil | None, intern: bool) -> Regel:
    """The difference as it may be shown.

    Only when protection changes neither side: two protected forms of one count, held against each
    other, tell more than each of them.
    """
    if echt == getoond:
        return Regel(echt)
    return Regel(echt, intern=True) if intern else Regel(echt.bare(), verborgen=True)


def _sides(werkmap: Werkmap, a: str, b: str) -> tuple[Dataset, Dataset, tuple[str, ...]]:
    entries = read_index(werkmap)
    if _NUMMER.fullmatch(a) and _NUMMER.fullmatch(b):
        een, ander = find_levering(entries, a), find_levering(entries, b)
        if een.tabel != ander.tabel:
            raise UsageError(
                f"{een.id} en {ander.id} zijn niet te vergelijken",
                waar=f"de ene heeft {een.tabel}, de andere {ander.tabel}",
            )
        return state_of(werkmap, een), state_of(werkmap, ander), ()
    if _NUMMER.fullmatch(a) or _NUMMER.fullmatch(b):
        raise UsageError(f"{a} en {b} zijn niet allebei een levering, of allebei een dag", doe=_DOE)
    dagen = (_end_of_day(a), _end_of_day(b))
    gewist = tuple(entry.id for entry in entries if entry.is_erased)
    return state_at(werkmap, dagen[0]), state_at(werkmap, dagen[1]), gewist


def _end_of_day(tekst: str) -> datetime:
    try:
        moment = datetime.fromisoformat(tekst)
        if "T" not in tekst and " " not in tekst:
            moment = datetime.combine(moment.date(), time.max)
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):  # the last two: before or after every clock
        raise UsageError(f"{tekst!r} is geen levering en geen dag", doe=_DOE) from None
