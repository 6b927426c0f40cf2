"""The example figures of the other sources: per year, of each municipality or of one area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from helpende_data.periodes import Periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.tables import TOTAAL
from helpende_data.voorbeeld.cijfer import Cijfer, Inwonertal
from helpende_data.voorbeeld.draws import Stream
from helpende_data.voorbeeld.settings import GEMEENTEN, Andere, Instellingen


def draw_andere(
    instellingen: Instellingen, indicatoren: Indicatoren, leden: Sequence[str], inwoners: Inwonertal
) -> tuple[Cijfer, ...]:
    """Counts and scores of every source beside Veilig Thuis, the same every time.

    Args:
        leden: codes of the municipalities of the region.
    """
    rijen: list[Cijfer] = []
    for indicator, andere in instellingen.andere.items():
        dimensie = next(iter(indicatoren[indicator].dimensies), "")
        for code in leden if andere.gebied == GEMEENTEN else (andere.gebied,):
            stroom = Stream(instellingen.zaad, "andere", indicator, code)
            for jaar in instellingen.jaren:
                noemer = inwoners[code, jaar, TOTAAL] if andere.gebied == GEMEENTEN else 100_000
                aantal = stroom.poisson(noemer * andere.per_jaar, 100_000)
                delen = _parts(stroom, aantal, andere, dimensie)
                rijen += _rows(code, indicator, jaar, ((TOTAAL, aantal), *delen))
    for indicator, scores in instellingen.scores.items():
        dimensie = next(iter(indicatoren[indicator].dimensies), "")
        for code in leden:
            stroom = Stream(instellingen.zaad, "scores", indicator, code)
            for jaar in instellingen.jaren:
                gedaan = (
                    (f"{dimensie}:{deel}", stroom.whole(scores.laagste, scores.hoogste))
                    for deel in scores.onderdelen
                )
                rijen += _rows(code, indicator, jaar, gedaan)
    return tuple(rijen)


def _parts(stroom: Stream, aantal: int, andere: Andere, dimensie: str) -> Iterator[tuple[str, int]]:
    """How many of a count belong to each part; one may belong to several."""
    for deel, promille in andere.delen.items():
        yield f"{dimensie}:{deel}", stroom.part(aantal, promille)


def _rows(code: str, indicator: str, jaar: int, delen: Iterable[tuple[str, int]]) -> list[Cijfer]:
    return [Cijfer(code, code, indicator, wat, Periode(jaar), aantal) for wat, aantal in delen]
