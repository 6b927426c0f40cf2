"""What must stand on everything that shows some figures: example, concept, true counts, nothing."""

from __future__ import annotations

from collections.abc import Iterable

from helpende_data.statistics import Cijfer, Feiten

VOORBEELD = "VOORBEELDCIJFERS"
CONCEPT = "CONCEPT, NOG NIET VASTGESTELD"
INTERN = "INTERN, NIET VERSPREIDEN"


def stamp(feiten: Feiten, getoond: Iterable[Cijfer], *, definitief: bool = False) -> str:
    """What must stand on everything that shows these figures; empty when they are public."""
    mag = feiten.publishable
    woorden = [VOORBEELD] if feiten.synthetisch else []
    if mag.intern:
        woorden.append(INTERN)
    elif mag.vrijgave is not None and not definitief:
        achter = mag.vrijgave.behind(places(getoond))
        if any(shown.cel in mag.vrijgave.nieuw for shown in achter):
            woorden.append(CONCEPT)
    return " \N{EN DASH} ".join(woorden)


def places(getoond: Iterable[Cijfer]) -> frozenset[tuple[str, str]]:
    """The areas and periods that these figures are about."""
    return frozenset(
        (code, cijfer.periode)
        for cijfer in getoond
        for code in (cijfer.gebied_code, cijfer.dekking)
    )


def suffix(stempel: str) -> str:
    """What a stamp adds to the name of a file: "-concept", "-intern" or nothing."""
    return "".join(f"-{woord}" for woord in ("concept", "intern") if woord.upper() in stempel)
