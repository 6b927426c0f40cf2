"""Is a municipality's rate demonstrably different from that of others. Verdicts, no prose.

The own area is never part of what it is compared with. A verdict says nothing about better or
worse, and never that two rates are equal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from helpende_data.periodes import Periode
from helpende_data.schema.getallen import round_once
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import toetsen
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.maten import GEEN_BRON, denominator
from helpende_data.statistics.regels import Regels
from helpende_data.statistics.rest import REFERENTIES, ZONDER_CENTRUM, Groep, Rest, find_rest

TE_WEINIG = "te weinig gegevens"
OORDELEN = (
    toetsen.GEEN_VERSCHIL,
    toetsen.HOGER,
    toetsen.DUIDELIJK_HOGER,
    toetsen.LAGER,
    toetsen.DUIDELIJK_LAGER,
    TE_WEINIG,
)
ANDEREN_NUL = "niet te berekenen: bij de anderen is het aantal 0"
ALLES_NUL = "niet te berekenen: hier en bij de anderen is het aantal 0"
_TEGENHANGER = {met: f"{met}{ZONDER_CENTRUM}" for met in ("subregio", "regio")}
_TEGENHANGER |= {zonder: met for met, zonder in _TEGENHANGER.items()}


@dataclass(frozen=True)
class Vergelijking:
    """A municipality's rate over that of others, with limits and verdict.

    `oordeel` is one of OORDELEN; with "te weinig gegevens" `reden` says why. `waarde` is the ratio
    of the rates at the counts as shown, None where one of them is hidden; `laag` and `hoog` are the
    limits at 95 %, `laag_998` and `hoog_998` at 99.8 %, over all counts within the bounds, or None
    where nothing can be compared; an upper limit may be infinite. None of them is rounded.

    `ingetrokken`: the limits leave out 1, but the difference does not stand among the `familie`
    comparisons that are made at the same time; `oordeel_alleen` is the verdict without that.
    `tegenhanger` is the verdict with (or without) the centre municipality where that is another
    comparison, else empty. `kop`: may this verdict be a headline?
    """

    gebied_code: str
    gebied: str
    indicator: str
    uitsplitsing: str
    periode: str
    met: str
    oordeel: str
    reden: str = ""
    waarde: float | None = None
    laag: float | None = None
    hoog: float | None = None
    laag_998: float | None = None
    hoog_998: float | None = None
    p_waarde: float | None = None
    telling: Telling | None = None
    inwoners: int | None = None
    noemer_label: str = ""
    rest: Rest | None = None
    klein_aantal: bool = False
    ingetrokken: bool = False
    oordeel_alleen: str = ""
    familie: int = 0
    tegenhanger: str = ""
    kop: bool = False
    voorlopig: bool = False
    synthetisch: bool = False

    @property
    def centrum_beslist(self) -> bool:
        """Is the verdict another one with or without the centre municipality?"""
        return self.tegenhanger not in ("", self.oordeel)

    @property
    def bron(self) -> str:
        """The printed source of both counts."""
        delen = (self.telling.bron if self.telling else "", self.rest.bron if self.rest else "")
        return "; vergeleken met: ".join(deel for deel in delen if deel)


@dataclass(frozen=True)
class Vergelijker:
    """Compares municipalities; keeps each family of comparisons, so that it is tested once.

    The family is fixed by the data: all municipalities of the region times all headline indicators,
    for one reference and one period. Any other count forms a family with the same count of all
    municipalities of the region. What is asked for changes nothing.
    """

    feiten: Feiten
    regels: Regels
    _families: dict[tuple[object, ...], dict[tuple[str, str, str], Vergelijking]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _groepen: dict[tuple[str, int], Groep] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def vergelijk(
        self,
        gemeente_code: str,
        indicator: str,
        periode: str,
        *,
        met: str = "regio",
        uitsplitsing: str = TOTAAL,
    ) -> Vergelijking:
        """The comparison of a municipality with one reference.

        Args:
            gemeente_code: code of a municipality.
            indicator: code from the registry.
            periode: ``2023``, ``2023-H1`` and so on.
            met: one of REFERENTIES.
            uitsplitsing: ``totaal`` or ``dimensie:categorie``.

        Raises:
            UnknownError: no such area or indicator.
            ValueError: no such reference, or no period.

        Sources: statistics.md, S4 and S9; Benjamini & Hochberg (1995).
        """
        # an unknown code is a mistake, not a lack of data
        _ = self.feiten.gebieden[gemeente_code], self.feiten.indicatoren[indicator]
        eigen = self._judged(gemeente_code, indicator, periode, met, uitsplitsing)
        tegenhanger = ""
        if met in _TEGENHANGER and self._groep(gemeente_code, periode).has_centre(met):
            ander = self._judged(gemeente_code, indicator, periode, _TEGENHANGER[met], uitsplitsing)
            tegenhanger = ander.oordeel
        return replace(
            eigen,
            tegenhanger=tegenhanger,
            kop=eigen.oordeel != TE_WEINIG and tegenhanger in ("", eigen.oordeel),
        )

    def with_and_without_centre(
        self,
        gemeente_code: str,
        indicator: str,
        periode: str,
        *,
        met: str,
        uitsplitsing: str = TOTAAL,
    ) -> tuple[Vergelijking, ...]:
        """The comparison with `met`, and the one without its centre municipality if it has one."""
        zonder = f"{met}{ZONDER_CENTRUM}"
        erin = zonder in REFERENTIES and self._groep(gemeente_code, periode).has_centre(met)
        return tuple(
            self.vergelijk(gemeente_code, indicator, periode, met=wie, uitsplitsing=uitsplitsing)
            for wie in ((met, zonder) if erin else (met,))
        )

    def vergelijkingen(
        self, gemeente_code: str, indicator: str, periode: str, *, uitsplitsing: str = TOTAAL
    ) -> tuple[Vergelijking, ...]:
        """All comparisons of a municipality, similar municipalities first.

        Without the centre municipality only where that is another comparison than with it.
        """
        return tuple(
            v
            for met in REFERENTIES
            if not met.endswith(ZONDER_CENTRUM)
            for v in self.with_and_without_centre(
                gemeente_code, indicator, periode, met=met, uitsplitsing=uitsplitsing
            )
        )

    def _groep(self, code: str, periode: str) -> Groep:
        jaar = Periode.parse(periode).jaar
        return self._groepen.setdefault((code, jaar), Groep(self.feiten.gebieden, code, jaar))

    def _judged(
        self, code: str, indicator: str, periode: str, met: str, uitsplitsing: str
    ) -> Vergelijking:
        if met not in REFERENTIES:
            raise ValueError(f"onbekende vergelijking {met!r}; kies uit {', '.join(REFERENTIES)}")
        hoofd = self.regels.hoofdindicatoren
        if uitsplitsing == TOTAAL and indicator in hoofd:
            cijfers = tuple((hoofdindicator, TOTAAL) for hoofdindicator in hoofd)
        else:
            cijfers = ((indicator, uitsplitsing),)
        gemeenten = tuple(sorted({code, *self._groep(code, periode).regio}))
        sleutel = (met, periode, gemeenten, cijfers)
        if sleutel not in self._families:
            paren = [
                self._untested(gemeente, *cijfer, periode, met)
                for gemeente in gemeenten
                for cijfer in cijfers
            ]
            self._families[sleutel] = {
                (v.gebied_code, v.indicator, v.uitsplitsing): v for v in self._test(paren)
            }
        return self._families[sleutel][code, indicator, uitsplitsing]

    def _untested(
        self, code: str, indicator: str, uitsplitsing: str, periode: str, met: str
    ) -> Vergelijking:
        """Both counts with their inhabitants, or the reason why there is nothing to compare."""
        feiten = self.feiten
        telling = feiten.telling(code, indicator, periode, uitsplitsing)
        leeg = Vergelijking(
            code,
            feiten.gebieden.name(code),
            indicator,
            uitsplitsing,
            periode,
            met,
            TE_WEINIG,
            oordeel_alleen=TE_WEINIG,
            synthetisch=feiten.synthetisch,
        )
        if telling is None:
            return replace(leeg, reden=f"geen cijfer van {leeg.gebied} in de bronnen")
        leeg = replace(leeg, telling=telling, voorlopig=telling.voorlopig)
        if telling.hoog is None:
            return replace(leeg, reden=telling.opmerking or "het aantal is niet bekend")
        noemer = denominator(feiten, telling)
        if noemer.inwoners is None:
            return replace(leeg, reden=noemer.reden)
        leeg = replace(leeg, inwoners=noemer.inwoners, noemer_label=noemer.label)
        rest = find_rest(feiten, telling, noemer, self._groep(code, periode), met, self.regels)
        if isinstance(rest, str):
            return replace(leeg, reden=rest)
        waarde = None
        if telling.aantal is not None and rest.aantal and not telling.klein:
            waarde = telling.aantal / noemer.inwoners * rest.inwoners / rest.aantal
        return replace(
            leeg, rest=rest, waarde=waarde, voorlopig=telling.voorlopig or rest.voorlopig
        )

    def _test(self, paren: list[Vergelijking]) -> list[Vergelijking]:
        """The verdict of every pair that has a rest; the family is tested in one call."""
        kolommen = np.asarray(
            [
                (
                    v.telling.laag,
                    v.telling.hoog,
                    v.inwoners,
                    v.rest.laag,
                    v.rest.hoog,
                    v.rest.inwoners,
                )
                for v in paren
                if v.telling is not None and v.rest is not None
            ],
            dtype=np.float64,
        ).T
        if not kolommen.size:
            return paren
        toets = toetsen.bounded_ratio(*kolommen)
        ruimste = toetsen.bounded_ratio(*kolommen, confidence=toetsen.DUIDELIJK)
        genoeg = kolommen[0] >= self.regels.woord_vanaf
        alleen = np.where(genoeg, toetsen.name_difference(toets), TE_WEINIG)
        staat = np.ones(genoeg.shape, dtype=bool)
        staat[genoeg] = toetsen.false_discovery(toets.p_value[genoeg], self.regels.q)
        ingetrokken = genoeg & (alleen != toetsen.GEEN_VERSCHIL) & ~staat
        klein = f"het aantal is, of kan zijn, kleiner dan {self.regels.woord_vanaf}"
        niets = (kolommen[1] == 0) & (kolommen[4] == 0)
        redenen = np.select(
            [ingetrokken, genoeg, niets], [self.regels.uitleg, "", ALLES_NUL], klein
        )
        nummers = iter(range(genoeg.size))
        return [
            replace(
                v,
                oordeel=toetsen.GEEN_VERSCHIL if ingetrokken[i] else str(alleen[i]),
                oordeel_alleen=str(alleen[i]),
                ingetrokken=bool(ingetrokken[i]),
                reden=str(redenen[i]),
                klein_aantal=bool(genoeg[i] and kolommen[0, i] < self.regels.klein_onder),
                laag=float(toets.lower[i]),
                hoog=float(toets.upper[i]),
                laag_998=float(ruimste.lower[i]),
                hoog_998=float(ruimste.upper[i]),
                p_waarde=float(toets.p_value[i]),
                familie=int(genoeg.sum()),
            )
            if v.rest is not None and (i := next(nummers)) is not None
            else v
            for v in paren
        ]


def vergelijk(
    feiten: Feiten,
    gemeente_code: str,
    indicator: str,
    periode: str,
    *,
    regels: Regels,
    met: str = "regio",
    uitsplitsing: str = TOTAAL,
) -> Vergelijking:
    """One comparison, as `Vergelijker.vergelijk`; for many of them keep one Vergelijker."""
    vergelijker = Vergelijker(feiten, regels)
    return vergelijker.vergelijk(
        gemeente_code, indicator, periode, met=met, uitsplitsing=uitsplitsing
    )


def vergelijkingen(
    feiten: Feiten,
    gemeente_code: str,
    indicator: str,
    periode: str,
    *,
    regels: Regels,
    uitsplitsing: str = TOTAAL,
) -> tuple[Vergelijking, ...]:
    """All comparisons, as `Vergelijker.vergelijkingen`."""
    vergelijker = Vergelijker(feiten, regels)
    return vergelijker.vergelijkingen(gemeente_code, indicator, periode, uitsplitsing=uitsplitsing)


def ratio_figure(vergelijking: Vergelijking, *, decimalen: int = 2) -> Cijfer:
    """The ratio of a comparison as a shown figure, rounded once; `reden` where it has no value."""
    telling, laag, hoog = vergelijking.telling, vergelijking.laag, vergelijking.hoog
    eindig = laag is not None and hoog is not None and math.isfinite(hoog)
    waarde = vergelijking.waarde
    reden = vergelijking.reden
    if waarde is None and not reden:
        reden = "een van beide aantallen is niet te zien; alleen de marge is bekend"
        if vergelijking.rest is not None and vergelijking.rest.aantal == 0:
            reden = ANDEREN_NUL
    return Cijfer(
        vergelijking.gebied_code,
        vergelijking.gebied,
        telling.dekking if telling else vergelijking.gebied_code,
        vergelijking.indicator,
        f"{vergelijking.uitsplitsing} tegenover {vergelijking.met}",
        vergelijking.periode,
        "verhouding",
        None if waarde is None else round_once(waarde, decimalen),
        round_once(laag, decimalen) if eindig and laag is not None else None,
        round_once(hoog, decimalen) if eindig and hoog is not None else None,
        None if vergelijking.rest is None else float(vergelijking.rest.inwoners),
        telling.status if telling else "onbekend",
        vergelijking.voorlopig,
        vergelijking.synthetisch,
        vergelijking.bron or GEEN_BRON,
        decimalen=decimalen,
        reden=reden,
        noemer_label=vergelijking.noemer_label,
    )
