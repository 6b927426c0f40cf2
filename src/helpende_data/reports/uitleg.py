"""Explains one figure step by step, with the formula and the numbers filled in. No layout."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from helpende_data import formulas
from helpende_data.errors import UsageError
from helpende_data.files import Werkmap, read_toml
from helpende_data.gebieden import Noemer
from helpende_data.periodes import Periode
from helpende_data.reports.teksten import Teksten
from helpende_data.schema.getallen import format_nl, round_once
from helpende_data.statistics import Feiten, Telling, aandeel, cijfers, per_100k
from helpende_data.statistics.feiten import TOTAAL
from helpende_data.statistics.keuze import area_codes, parse_indicator
from helpende_data.statistics.lijst import shown_ratio
from helpende_data.statistics.maten import PER, denominator
from helpende_data.statistics.rest import ZONDER_CENTRUM
from helpende_data.statistics.toetsen import GEEN_VERSCHIL
from helpende_data.statistics.vergelijking import TE_WEINIG, Vergelijker, Vergelijking

FILE = "teksten/uitleg.toml"
_NAMED = 5  # so many municipalities are named, of more only the number


@dataclass(frozen=True)
class Stap:
    """One step of an explanation: a heading and its sentences."""

    kop: str
    zinnen: tuple[str, ...]


def read_uitleg(werkmap: Werkmap) -> Teksten:
    """The sentences of the explanation.

    Raises:
        SourceError: the file is not TOML in UTF-8.
    """
    return Teksten(read_toml(werkmap.data_file(FILE), f"data/{FILE}"), FILE)


def explain(
    vergelijker: Vergelijker,
    teksten: Teksten,
    *,
    gebied: str,
    indicator: str,
    periode: Periode,
    dekking: str = "",
    vergelijk: str = "",
) -> tuple[Stap, ...]:
    """How one count becomes a rate with its limits and a verdict, and what it says.

    Of a region the count of its own service is explained where there is one, else that of CBS. A
    municipality is compared with the rest of its region, unless another comparison is asked for.

    Args:
        vergelijker: knows the protected figures and the rules of comparison.
        teksten: of `read_uitleg`.
        gebied, indicator, periode, dekking, vergelijk: as `statistics.cijfers`; `indicator` names
            one count: ``meldingen`` or ``meldingen/vervolg:overdracht``.

    Raises:
        UnknownError: no such area, indicator or figure.
        UsageError: this names no single count; or no such comparison.
    """
    feiten = vergelijker.feiten
    code, deel = parse_indicator(feiten, indicator)
    # every fault in the question is told in the words of the list
    regels = cijfers(
        vergelijker,
        gebied=gebied,
        indicator=f"{code}/{deel or TOTAAL}",
        dekking=dekking,
        periode=periode,
        vergelijk=vergelijk,
    )
    gedekt = {regel.cijfer.dekking for regel in regels}
    tellingen = (
        feiten.telling(c, code, str(periode), deel or TOTAAL) for c in area_codes(feiten, gebied)
    )
    telling = next((t for t in tellingen if t is not None and t.dekking in gedekt), None)
    if telling is None:
        raise UsageError(
            "uitleg is er voor een aantal tegelijk", waar=indicator,
            doe="noem een indicator, of indicator/dimensie:categorie, uit de tellingen",
        )  # fmt: skip
    schrijver = _Schrijver(vergelijker, teksten, telling, denominator(feiten, telling))
    return tuple(schrijver.steps(vergelijk))


@dataclass(frozen=True)
class _Schrijver:
    vergelijker: Vergelijker
    teksten: Teksten
    telling: Telling
    noemer: Noemer

    @property
    def feiten(self) -> Feiten:
        return self.vergelijker.feiten

    @property
    def sleutel(self) -> tuple[str, str, str, str]:
        t = self.telling
        return t.gebied_code, t.indicator, t.periode, t.uitsplitsing

    @property
    def gebied(self) -> str:
        return self.feiten.gebieden.name(self.telling.gebied_code)

    def steps(self, vergelijk: str) -> Iterator[Stap]:
        zeg, t = self.teksten, self.telling
        yield Stap(zeg("aantal.kop"), tuple(self.count()))
        yield Stap(zeg("inwoners.kop"), tuple(self.people()))
        if self.noemer.inwoners is not None:
            yield Stap(zeg("cijfer.kop"), tuple(self.rate()))
            if t.hoog is not None:
                yield Stap(zeg("marge.kop"), tuple(self.limits(t.hoog, self.noemer.inwoners)))
        if t.uitsplitsing != TOTAAL and (deel := tuple(self.share())):
            yield Stap(zeg("aandeel.kop"), deel)
        if self.feiten.gebieden[t.gebied_code].soort == "gemeente":
            yield from self.comparisons(vergelijk or "regio")
        yield Stap(zeg("zegt.kop"), tuple(self.meaning()))

    def count(self) -> Iterator[str]:
        zeg, t = self.teksten, self.telling
        indicator = self.feiten.indicatoren[t.indicator]
        wat = indicator.naam[0].lower() + indicator.naam[1:]
        if t.uitsplitsing != TOTAAL:
            wat = f"{wat} ({indicator.category(t.uitsplitsing)})"
        velden = {"gebied": self.gebied, "periode": Periode.parse(t.periode).zin, "wat": wat}
        if t.aantal is None:
            yield zeg("aantal.geen", **velden)
        else:
            yield zeg("aantal.is", aantal=format_nl(t.aantal), **velden)
        if t.hoog is None:
            yield zeg("aantal.onbekend")
        elif t.status in ("afgerond", "benaderd", "onderdrukt"):
            yield zeg(f"aantal.{t.status}", laag=format_nl(t.laag), hoog=format_nl(t.hoog))
        else:
            yield zeg("aantal.exact")
        if t.voorlopig:
            yield zeg("aantal.voorlopig")
        if self.feiten.synthetisch:
            yield zeg("aantal.voorbeeld")
        yield zeg("aantal.betekenis", naam=indicator.naam, definitie=indicator.definitie)
        yield zeg("aantal.bron", bron=t.bron)

    def people(self) -> Iterator[str]:
        zeg, t, noemer = self.teksten, self.telling, self.noemer
        if noemer.inwoners is None:
            yield zeg("inwoners.geen", reden=noemer.reden)
            return
        yield zeg(
            "inwoners.is",
            dekking=self.feiten.gebieden.name(t.dekking),
            inwoners=format_nl(noemer.inwoners),
            label=noemer.label,
        )
        leden = self.feiten.gebieden.members(t.dekking, noemer.jaar)
        if len(leden) > 1 and self.feiten.gebieden.is_complete(t.dekking, noemer.jaar):
            yield zeg("inwoners.gemeenten", aantal=format_nl(len(leden)))
        soort = Periode.parse(t.periode).soort
        if soort != "jaar":
            yield zeg("inwoners.halfjaar", soort=soort)
        if noemer.populatie != "alle":
            yield zeg("inwoners.groep")
        yield zeg("inwoners.bron", bron=self.feiten.source_of_inwoners(noemer.bron))

    def rate(self) -> Iterator[str]:
        zeg, t = self.teksten, self.telling
        cijfer = per_100k(self.feiten, *self.sleutel)
        if t.aantal is None or cijfer.waarde is None:
            yield zeg("cijfer.geen")
            return
        yield zeg(
            "cijfer.som",
            aantal=format_nl(t.aantal),
            inwoners=format_nl(self.noemer.inwoners or 0),
            waarde=cijfer.tekst,
        )
        yield zeg("cijfer.afronden" if cijfer.decimalen else "cijfer.afronden_heel")

    def limits(self, hoog: int, inwoners: int) -> Iterator[str]:
        zeg, laag = self.teksten, self.telling.laag
        cijfer = per_100k(self.feiten, *self.sleutel)
        if cijfer.laag is None or cijfer.hoog is None:
            return
        yield zeg("marge.waarom")
        if laag < hoog:
            yield zeg("marge.grenzen", laag=format_nl(laag), hoog=format_nl(hoog))
        # on one person the limits are those of the count itself
        onder = formulas.rate_interval(laag, 1, multiplier=1)
        boven = formulas.rate_interval(hoog, 1, multiplier=1)
        if laag == 0:
            yield zeg("marge.nul")
        for naam, x, methode, grens, uit in (
            ("onder", laag, onder.method, onder.lower, cijfer.laag),
            ("boven", hoog, boven.method, boven.upper, cijfer.hoog),
        ):
            if naam == "boven" or laag > 0:
                cijfers_achter = _digits(float(grens), inwoners, cijfer.decimalen)
                yield zeg(
                    f"marge.{naam}_{str(methode).lower()}",
                    x=format_nl(x),
                    grens=format_nl(float(grens), cijfers_achter),
                    inwoners=format_nl(inwoners),
                    uit=format_nl(uit, cijfer.decimalen),
                )
        yield zeg("marge.uit", marge=cijfer.marge)

    def share(self) -> Iterator[str]:
        zeg, t = self.teksten, self.telling
        cijfer = aandeel(self.feiten, *self.sleutel)
        if cijfer.waarde is None or t.aantal is None or cijfer.noemer is None:
            return
        yield zeg(
            "aandeel.som",
            aantal=format_nl(t.aantal),
            totaal=format_nl(cijfer.noemer),
            waarde=cijfer.tekst,
        )
        yield zeg("aandeel.marge", marge=cijfer.marge) if cijfer.marge else zeg("aandeel.zonder")

    def comparisons(self, met: str) -> Iterator[Stap]:
        """The comparison, and the one without the centre municipality where its verdict differs."""
        code, indicator, periode, deel = self.sleutel
        eerste = self.vergelijker.vergelijk(code, indicator, periode, met=met, uitsplitsing=deel)
        anders = eerste.tegenhanger not in ("", eerste.oordeel)
        alle = [eerste]
        if anders:
            zonder = f"{met}{ZONDER_CENTRUM}"
            alle.append(
                self.vergelijker.vergelijk(code, indicator, periode, met=zonder, uitsplitsing=deel)
            )
        for v in alle:
            zinnen = list(self.comparison(v))
            if v is alle[-1] and anders:
                zinnen.append(self.teksten("vergelijking.tegenhanger"))
            kop = self.teksten("vergelijking.kop", met=v.met.replace("_", " "))
            yield Stap(kop, tuple(zinnen))

    def comparison(self, v: Vergelijking) -> Iterator[str]:
        zeg, rest = self.teksten, v.rest
        if rest is None or v.inwoners is None or self.telling.hoog is None:
            yield zeg("vergelijking.geen", reden=v.reden)
            yield zeg("vergelijking.oordeel", oordeel=v.oordeel)
            return
        wie = zeg(f"vergelijking.wie.{v.met}", namen=self._names(rest.leden))
        yield zeg("vergelijking.met", gebied=self.gebied, wie=wie)
        mensen = format_nl(rest.inwoners)
        grenzen = {"laag": format_nl(rest.laag), "hoog": format_nl(rest.hoog)}
        if rest.aantal is None:
            yield zeg("vergelijking.rest_grenzen", inwoners=mensen, **grenzen)
        else:
            daar = formulas.rate_interval(rest.aantal, rest.inwoners, multiplier=PER)
            yield zeg(
                "vergelijking.rest" if rest.laag == rest.hoog else "vergelijking.rest_afgerond",
                aantal=format_nl(rest.aantal),
                inwoners=mensen,
                per_100k=format_nl(float(daar.value), 1),
                **grenzen,
            )
        verhouding = shown_ratio(v)
        if verhouding.waarde is not None and self.telling.aantal is not None:
            yield zeg(
                "vergelijking.som",
                eigen=format_nl(self.telling.aantal),
                eigen_inwoners=format_nl(v.inwoners),
                aantal=format_nl(rest.aantal or 0),
                inwoners=mensen,
                waarde=verhouding.tekst,
            )
        if v.laag is not None and v.hoog is not None and math.isfinite(v.hoog):
            d = verhouding.decimalen
            yield zeg("vergelijking.marge", laag=format_nl(v.laag, d), hoog=format_nl(v.hoog, d))
        if "duidelijk" in v.oordeel and v.laag_998 is not None and v.hoog_998 is not None:
            yield zeg(
                "vergelijking.marge_998",
                laag=format_nl(v.laag_998, 3),
                hoog=format_nl(v.hoog_998, 3),
            )
        yield zeg("vergelijking.oordeel", oordeel=v.oordeel)
        if v.oordeel == GEEN_VERSCHIL and not v.ingetrokken:
            yield zeg("vergelijking.binnen")
        yield zeg(f"vergelijking.betekenis.{v.oordeel}", reden=v.reden)
        if v.ingetrokken:
            yield zeg(
                "vergelijking.ingetrokken",
                alleen=v.oordeel_alleen,
                uitleg=v.reden,
                familie=format_nl(v.familie),
            )
        if v.klein_aantal and v.oordeel != TE_WEINIG:
            yield zeg("vergelijking.klein")

    def _names(self, leden: tuple[str, ...]) -> str:
        if len(leden) > _NAMED:
            return f"{len(leden)} gemeenten"
        return ", ".join(sorted(self.feiten.gebieden.name(lid) for lid in leden))

    def meaning(self) -> Iterator[str]:
        indicator = self.feiten.indicatoren[self.telling.indicator]
        zinnen = {
            "zegt.wel": indicator.zegt_wel,
            "zegt.niet": indicator.zegt_niet,
            "zegt.meer": indicator.meer_kan_betekenen,
        }
        for sleutel, zin in zinnen.items():
            if zin:
                yield self.teksten(sleutel, zin=zin)
        yield self.teksten("zegt.toeval")


def _digits(grens: float, inwoners: int, decimalen: int) -> int:
    """How many digits a limit of a count needs, so that who divides it gets the printed rate."""
    uit = round_once(grens / inwoners * PER, decimalen)
    for cijfers_achter in range(2, 8):
        kort = round_once(grens, cijfers_achter)
        if round_once(kort / inwoners * PER, decimalen) == uit:
            return cijfers_achter
    return 8
