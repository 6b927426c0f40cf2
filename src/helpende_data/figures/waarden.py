"""What a point says: whether it can be true, how far it reaches, its words. Draws nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable

from helpende_data.figures.model import AFGESCHERMD, BEKEND, NVT, ONBEKEND, Punt
from helpende_data.figures.stijl import SOORTEN
from helpende_data.schema.getallen import format_nl

TOESTANDEN = (BEKEND, AFGESCHERMD, ONBEKEND, NVT)
WOORDEN = {AFGESCHERMD: "afgeschermd", ONBEKEND: "niet bekend", NVT: "niet van toepassing"}
VOORLOPIG = "* voorlopig"
MARGE = "lichte band: de marge (95 %), zoveel kan toeval zijn"


def check_point(punt: Punt) -> None:
    """Refuse a point whose parts contradict each other; no value stands in the message.

    Raises:
        ValueError: an unknown state or kind, a value without the state ``bekend`` or the other
            way round, or a value or limit that is negative, not a number or out of order.
    """
    if punt.toestand not in TOESTANDEN:
        raise ValueError(f"onbekende toestand {punt.toestand!r} bij {punt.label!r}")
    if punt.soort not in SOORTEN:
        raise ValueError(f"onbekende soort {punt.soort!r} bij {punt.label!r}")
    if (punt.waarde is None) == (punt.toestand == BEKEND):
        raise ValueError(f"alleen een bekend punt heeft een waarde: {punt.label!r}")
    if punt.waarde is not None and not (math.isfinite(punt.waarde) and punt.waarde >= 0):
        raise ValueError(f"een waarde is 0 of meer en eindig: {punt.label!r}")
    laag, hoog = low(punt), punt.hoog
    if not 0 <= laag < math.inf or (hoog is not None and not hoog >= laag):
        raise ValueError(f"grenzen zijn 0 of meer, laag niet boven hoog: {punt.label!r}")


def low(punt: Punt) -> float:
    """The lower limit, 0 where none is given: counts and rates do not go below it."""
    return 0.0 if punt.laag is None else punt.laag


def limits(punt: Punt) -> tuple[float, float] | None:
    """The limits of a known point, a missing one at its own value; None when it has none.

    The upper limit may be infinite.
    """
    if punt.waarde is None or (punt.laag is None and punt.hoog is None):
        return None
    laag = punt.waarde if punt.laag is None else punt.laag
    return laag, punt.waarde if punt.hoog is None else punt.hoog


def hidden_limits(punt: Punt) -> tuple[float, float] | None:
    """The limits of a hidden point, a missing upper one at the lower; None when it has none.

    The upper limit may be infinite.
    """
    if punt.toestand != AFGESCHERMD or (punt.laag is None and punt.hoog is None):
        return None
    return low(punt), low(punt) if punt.hoog is None else punt.hoog


def is_range(punt: Punt) -> bool:
    """Is a point printed as its limits ("0 tot 4"), so that no value may be drawn for it?"""
    return punt.waarde is not None and punt.hoog is not None and " tot " in punt.tekst


def furthest(punt: Punt) -> float:
    """The largest finite number that is drawn of a point, 0 where nothing is."""
    if punt.toestand not in (BEKEND, AFGESCHERMD):
        return 0.0
    einden = (punt.waarde, low(punt), punt.hoog)
    return max(einde for einde in einden if einde is not None and math.isfinite(einde))


def shown_text(punt: Punt) -> str:
    """What stands beside a point: its own text, the words for its state, the asterisk."""
    tekst = punt.tekst.strip()
    if punt.toestand == AFGESCHERMD and WOORDEN[AFGESCHERMD] not in tekst.lower():
        tekst = f"{WOORDEN[AFGESCHERMD]}: {tekst}" if tekst else WOORDEN[AFGESCHERMD]
    tekst = tekst or WOORDEN.get(punt.toestand, "")
    return f"{tekst} *" if punt.voorlopig and not tekst.endswith("*") else tekst


def are_whole(punten: Iterable[Punt]) -> bool:
    """Are all known values whole numbers, as counts are?"""
    return all(p.waarde is None or float(p.waarde).is_integer() for p in punten)


def ticks(hoogste: float, *, most: int = 5, heel: bool = False) -> list[float]:
    """A few round numbers from 0 up to and including `hoogste`, at most `most`.

    With `heel` none lies between two whole numbers: half a person is never counted.
    """
    if hoogste <= 0:
        return [0.0]
    macht = 10.0 ** math.floor(math.log10(hoogste))
    for stap in (m * macht for m in (0.1, 0.2, 0.5, 1, 2, 5, 10)):
        if heel and stap < 1:
            continue
        n = math.floor(hoogste / stap + 1e-9)
        if n + 1 <= most:
            return [round(i * stap, 12) for i in range(n + 1)]
    return [0.0]


def tick_texts(waarden: list[float]) -> list[str]:
    """The ticks as Dutch numbers, with just the decimals that they need.

    Args:
        waarden: from `ticks`: from 0 on, at equal distances.
    """
    stap = waarden[1] if len(waarden) > 1 else 1.0
    decimalen = max(0, -math.floor(math.log10(stap) + 1e-9))
    return [format_nl(w, decimalen if w else 0) for w in waarden]
