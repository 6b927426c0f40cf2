"""What must stand on everything that shows some figures: example, concept, true counts, nothing."""

from __future__ import annotations

from collections.abc import Collection

from helpende_data.disclosure import Cel
from helpende_data.statistics import Feiten

VOORBEELD = "VOORBEELDCIJFERS"
CONCEPT = "CONCEPT, NOG NIET VASTGESTELD"
INTERN = "INTERN, NIET VERSPREIDEN"


def stamp(feiten: Feiten, rust_op: Collection[Cel], *, definitief: bool = False) -> str:
    """What must stand on everything that rests on these figures of ours; empty when all is public.

    Args:
        rust_op: the cells that were looked up (`Feiten.watch`).
    """
    mag = feiten.publishable
    woorden = [VOORBEELD] if feiten.synthetisch else []
    if mag.intern:
        woorden.append(INTERN)
    elif mag.vrijgave is not None and not definitief and mag.vrijgave.is_new(rust_op):
        woorden.append(CONCEPT)
    return " \N{EN DASH} ".join(woorden)


def suffix(stempel: str) -> str:
    """What a stamp adds to the name of a file: "-concept", "-intern" or nothing."""
    return "".join(f"-{woord}" for woord in ("concept", "intern") if woord.upper() in stempel)
