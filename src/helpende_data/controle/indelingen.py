"""Whether our own divisions and those of CBS name the same municipalities."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.controle.gegevens import Gegevens
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import enumerate_nl


def check_divisions(gegevens: Gegevens) -> Iterator[Bevinding]:
    """What CBS says differently; our own files go first, so this is something to know."""
    gebieden = gegevens.gebieden
    for a in gebieden.afwijkingen:
        jaren = (str(jaar) for jaar in dict.fromkeys((a.jaren[0], a.jaren[-1])))
        delen = [
            f"{enumerate_nl(map(gegevens.name, leden))} {staat}"
            for leden, staat in (
                (a.alleen_eigen, "alleen in onze indeling"),
                (a.alleen_cbs, "alleen bij het CBS"),
            )
            if leden
        ]
        yield Bevinding(
            "indeling",
            "let_op",
            a.gebied_code,
            "",
            "",
            f"{gegevens.name(a.gebied_code)} heeft in de indeling van het CBS ({a.cbs_code}, "
            f"{' t/m '.join(jaren)}) andere gemeenten: {enumerate_nl(delen)}. Wij houden onze "
            "eigen indeling aan.",
            ("data/gebieden/indeling.csv",),
        )
