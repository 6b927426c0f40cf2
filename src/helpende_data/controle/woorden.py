"""Dutch words for periods, lists and numbers in findings. No figures of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpende_data.controle.gegevens import parse_periode
from helpende_data.periodes import Periode
from helpende_data.schema.getallen import format_nl

_TELWOORDEN = (
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)
_MEERVOUD = {"jaar": "jaren", "halfjaar": "halfjaren", "kwartaal": "kwartalen", "maand": "maanden"}


def in_words(aantal: int) -> str:
    """``3`` -> ``drie``; from 13 in digits."""
    return _TELWOORDEN[aantal] if 0 <= aantal < len(_TELWOORDEN) else format_nl(aantal)


def enumerate_nl(delen: Iterable[str], *, meest: int = 0) -> str:
    """``a, b en c``; with `meest` no more than that many by name."""
    lijst = list(delen)
    if meest and len(lijst) > meest:
        return f"{', '.join(lijst[:meest])} en {len(lijst) - meest} andere"
    return " en ".join((", ".join(lijst[:-1]), lijst[-1])) if len(lijst) > 1 else "".join(lijst)


def the_period(periode: Periode) -> str:
    """``het jaar 2020``, ``het eerste halfjaar van 2020``, ``januari 2020``."""
    if periode.soort == "jaar":
        return f"het jaar {periode.jaar}"
    if periode.soort == "maand":
        return periode.label
    return f"het {periode.label.removesuffix(str(periode.jaar))}van {periode.jaar}"


def in_period(periode: Periode) -> str:
    """``in 2020``, ``in het eerste halfjaar van 2020``, ``in januari 2020``."""
    return f"in {periode.jaar}" if periode.soort == "jaar" else f"in {the_period(periode)}"


def when(periode: str) -> str:
    """``in 2020`` for a period as in the data; what is no period, such as 2021-2025, as it is."""
    gelezen = parse_periode(periode)
    return in_period(gelezen) if gelezen else periode


def a_kind(soort: str) -> str:
    """``een halfjaar``."""
    return f"een {soort}"


def kinds(soort: str) -> str:
    """``halfjaren``."""
    return _MEERVOUD[soort]


def figure_of(soort: str) -> str:
    """``jaarcijfer``, ``halfjaarcijfer``."""
    return f"{soort}cijfer"


def year_ranges(jaren: Sequence[int]) -> str:
    """``2016-2018 en 2020`` for a sorted list of years."""
    stukken: list[tuple[int, int]] = []
    for jaar in jaren:
        if stukken and stukken[-1][1] == jaar - 1:
            stukken[-1] = (stukken[-1][0], jaar)
        else:
            stukken.append((jaar, jaar))
    return enumerate_nl(f"{van}-{tot}" if van != tot else str(van) for van, tot in stukken)


def capital(zin: str) -> str:
    """The sentence with a capital at its start."""
    return zin[:1].upper() + zin[1:]
