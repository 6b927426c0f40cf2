"""With whom a municipality is compared: their count and inhabitants, the own area left out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

from helpende_data.gebieden import Gebieden, Noemer, Regio
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.maten import TEGENSPRAAK
from helpende_data.statistics.regels import Regels

LAND = "NL01"
STEDELIJKHEID = "stedelijkheid"  # the division that says how urban a municipality is
GROOTTE = "grootte"
GROOTTE_EN_STEDELIJKHEID = f"{GROOTTE} en {STEDELIJKHEID}"
ZONDER_CENTRUM = "_zonder_centrum"
REFERENTIES = (
    "vergelijkbaar",
    "subregio",
    f"subregio{ZONDER_CENTRUM}",
    "regio",
    f"regio{ZONDER_CENTRUM}",
    "land",
)
_GEEN = "niet_van_toepassing"


@dataclass(frozen=True)
class Rest:
    """The others together: exactly these municipalities (none named for the country).

    `aantal` is the count as shown, None where a part of it is hidden; `laag` and `hoog` are the
    bounds of the true count. `gekozen_op` says by which rule similar municipalities were chosen.
    """

    leden: tuple[str, ...]
    aantal: int | None
    laag: int
    hoog: int
    inwoners: int
    voorlopig: bool
    bron: str
    gekozen_op: str = ""

    @property
    def breedte(self) -> int:
        return self.hoog - self.laag


@dataclass(frozen=True)
class Groep:
    """The region and the subregion around a municipality, in the division of one year."""

    gebieden: Gebieden
    code: str
    jaar: int
    # the same others are asked for again with each category and each part of the year
    people: dict[tuple[frozenset[str], str], int | str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def _regio(self) -> Regio | None:
        return self.gebieden.region_of(self.code, self.jaar)

    @cached_property
    def regio(self) -> frozenset[str]:
        """Codes of the municipalities of the region, itself included; empty without a region."""
        return self.gebieden.members(self._regio.code, self.jaar) if self._regio else frozenset()

    @cached_property
    def _subregio(self) -> str:
        subregio = self.gebieden.area_of(self.code, "subregio", self.jaar)
        return subregio.code if subregio else ""

    @cached_property
    def _subregio_members(self) -> frozenset[str]:
        return self.gebieden.members(self._subregio, self.jaar)

    @property
    def centrum(self) -> str:
        return self._regio.centrumgemeente if self._regio else ""

    def area(self, met: str) -> frozenset[str]:
        """The municipalities of the subregion or the region, itself included."""
        return self._subregio_members if met.startswith("subregio") else self.regio

    def totals(self, met: str) -> tuple[str, ...]:
        """The codes under which the count of the whole area may stand."""
        if met.startswith("subregio"):
            return (self._subregio,) if self._subregio else ()
        regio = self._regio
        if regio is None:
            return ()
        return tuple(c for c in (regio.code, regio.tellingen_eigen, regio.tellingen_cbs) if c)

    def urbanity(self, code: str, regels: Regels) -> int | None:
        """The class of a municipality, counted from the most urban; None where not known."""
        klasse = self.gebieden.area_of(code, STEDELIJKHEID, self.jaar)
        if klasse is None or klasse.code not in regels.stedelijkheid:
            return None
        return regels.stedelijkheid.index(klasse.code)

    def has_centre(self, met: str) -> bool:
        """Is the centre municipality among the others?"""
        return self.centrum != self.code and self.centrum in self.area(met)


def find_rest(
    feiten: Feiten, telling: Telling, noemer: Noemer, groep: Groep, met: str, regels: Regels
) -> Rest | str:
    """The count and the inhabitants of the others, or the reason why they are not known.

    Of a whole area that is the published total minus the own count, or the sum of the others where
    all are known: whatever covers most of the area, and then whatever leaves the least doubt.

    Args:
        telling: the own count, with an upper bound.
        noemer: its inhabitants; those of the others are of the same population and year.
        met: one of REFERENTIES.
    """
    zoeker = _Zoeker(feiten, telling, noemer, groep)
    if met == "land":
        return zoeker.country()
    if met == "vergelijkbaar":
        return zoeker.similar(regels)
    return zoeker.area(met)


@dataclass(frozen=True)
class _Zoeker:
    feiten: Feiten
    eigen: Telling
    noemer: Noemer
    groep: Groep

    def count(self, code: str) -> Telling | None:
        """The same count of another area; None when it is not known at all."""
        eigen = self.eigen
        return self.feiten.telling(code, eigen.indicator, eigen.periode, eigen.uitsplitsing)

    def people(self, code: str) -> Noemer:
        jaar, populatie = self.noemer.jaar, self.noemer.populatie
        return self.feiten.inwoners.of(code, jaar, populatie=populatie)

    def country(self) -> Rest | str:
        totaal = self.count(LAND)
        if totaal is None or totaal.hoog is None:
            return "geen cijfer van Nederland in de bronnen"
        iedereen = self.people(totaal.dekking)
        if iedereen.inwoners is None or self.noemer.inwoners is None:
            return iedereen.reden
        return self._minus(totaal, [self.eigen], iedereen.inwoners - self.noemer.inwoners, ())

    def similar(self, regels: Regels) -> Rest | str:
        """The nearest in inhabitants, among the municipalities of the region with a count.

        Where the own urbanity is known, that of the others must be the same or next to it.
        """
        omvang = {code: self._size(code) for code in self.groep.regio | {self.groep.code}}
        eigen = omvang[self.groep.code]
        if not eigen:
            return f"de inwoners op 1 januari {self.groep.jaar} zijn niet bekend"
        klasse = self.groep.urbanity(self.groep.code, regels)
        afstand = {
            code: abs(math.log(inwoners / eigen))
            for code, inwoners in omvang.items()
            if inwoners and code != self.groep.code and _known(self.count(code))
        }
        dichtbij = sorted(
            (verschil, code)
            for code, verschil in afstand.items()
            if verschil <= math.log(regels.vergelijkbaar_factor) + 1e-12
            and _near(klasse, self.groep.urbanity(code, regels), regels)
        )[: regels.vergelijkbaar_aantal]
        gekozen_op = GROOTTE if klasse is None else GROOTTE_EN_STEDELIJKHEID
        if len(dichtbij) < regels.vergelijkbaar_minstens:
            return (
                f"te weinig gemeenten van ongeveer dezelfde {gekozen_op} met een cijfer in de regio"
            )
        rest = self._sum(frozenset(code for _, code in dichtbij))
        return replace(rest, gekozen_op=gekozen_op) if isinstance(rest, Rest) else rest

    def area(self, met: str) -> Rest | str:
        """The rest of the subregion or the region, with or without its centre municipality."""
        soort = "subregio" if met.startswith("subregio") else "regio"
        if self.groep.code not in self.groep.area(met):
            return f"deze gemeente hoort in {self.groep.jaar} bij geen {soort} die bekend is"
        weg = {self.groep.code}
        if met.endswith(ZONDER_CENTRUM):
            weg.add(self.groep.centrum)
        gezocht = frozenset(
            code
            for code in self.groep.area(met) - weg
            if (telling := self.count(code)) is None or telling.status != _GEEN
        )
        kandidaten = [self._sum(gezocht)]
        kandidaten += [self._from_total(code, weg, gezocht) for code in self.groep.totals(met)]
        gevonden = [rest for rest in kandidaten if isinstance(rest, Rest)]
        if not gevonden:
            redenen = [rest for rest in kandidaten if isinstance(rest, str)]
            return redenen[0]
        return min(gevonden, key=lambda rest: (-len(rest.leden), rest.breedte))

    def _size(self, code: str) -> int | None:
        return self.feiten.inwoners.of(code, self.groep.jaar).inwoners

    def _sum(self, leden: frozenset[str]) -> Rest | str:
        """The counts of these municipalities added up; their bounds add up too."""
        if not leden:
            return "er zijn geen andere gemeenten om mee te vergelijken"
        tellingen = [self.count(code) for code in sorted(leden)]
        bekend = [t for t in tellingen if t is not None and t.hoog is not None]
        if len(bekend) < len(leden):
            return "niet van alle andere gemeenten is een cijfer bekend"
        inwoners = self._people_of(leden)
        if isinstance(inwoners, str):
            return inwoners
        aantallen = [t.aantal for t in bekend]
        return Rest(
            tuple(sorted(leden)),
            None if None in aantallen else sum(a for a in aantallen if a is not None),
            sum(t.laag for t in bekend),
            sum(t.hoog for t in bekend if t.hoog is not None),
            inwoners,
            any(t.voorlopig for t in bekend),
            _sources(bekend),
        )

    def _from_total(self, code: str, weg: set[str], gezocht: frozenset[str]) -> Rest | str:
        """A published total minus the counts of those who are left out."""
        totaal = self.count(code)
        if totaal is None or totaal.hoog is None:
            return "geen cijfer van het hele gebied in de bronnen"
        gedekt = self.feiten.gebieden.members(totaal.dekking, self.groep.jaar)
        over = gedekt - weg
        # a total that covers others as well is about something else
        if not over or not over <= gezocht:
            return "het cijfer van het hele gebied gaat over andere gemeenten"
        tellingen = [self.count(lid) for lid in sorted(gedekt & weg)]
        eraf = [t for t in tellingen if t is not None and t.hoog is not None]
        if len(eraf) < len(tellingen):
            return "het cijfer van de centrumgemeente is niet bekend"
        inwoners = self._people_of(over)
        if isinstance(inwoners, str):
            return inwoners
        return self._minus(totaal, eraf, inwoners, tuple(sorted(over)))

    def _minus(
        self, totaal: Telling, eraf: list[Telling], inwoners: int, leden: tuple[str, ...]
    ) -> Rest | str:
        hoog = (totaal.hoog or 0) - sum(t.laag for t in eraf)
        aantallen = [t.aantal for t in eraf]
        aantal = None
        if totaal.aantal is not None and None not in aantallen:
            aantal = totaal.aantal - sum(a for a in aantallen if a is not None)
        if hoog < 0 or inwoners <= 0 or (aantal is not None and aantal < 0):
            return TEGENSPRAAK
        return Rest(
            leden,
            aantal,
            max(0, totaal.laag - sum(t.hoog for t in eraf if t.hoog is not None)),
            hoog,
            inwoners,
            totaal.voorlopig or any(t.voorlopig for t in eraf),
            _sources([totaal]),
        )

    def _people_of(self, leden: frozenset[str]) -> int | str:
        sleutel = (leden, self.noemer.populatie)
        if sleutel not in self.groep.people:
            self.groep.people[sleutel] = self._add_people(leden)
        return self.groep.people[sleutel]

    def _add_people(self, leden: frozenset[str]) -> int | str:
        totaal = 0
        for code in sorted(leden):
            noemer = self.people(code)
            if noemer.inwoners is None:
                return noemer.reden
            totaal += noemer.inwoners
        return totaal or "er wonen geen mensen in het gebied om mee te vergelijken"


def _near(eigen: int | None, ander: int | None, regels: Regels) -> bool:
    """Do these classes of urbanity fit; an own class that is not known asks for nothing."""
    if eigen is None:
        return True
    return ander is not None and abs(eigen - ander) <= regels.stedelijkheid_verschil


def _known(telling: Telling | None) -> bool:
    return telling is not None and telling.hoog is not None


def _sources(tellingen: list[Telling]) -> str:
    """The printed sources without their rows: of a sum that would be a list of rows."""
    return "; ".join(dict.fromkeys(t.bron.rpartition("; ")[0] or t.bron for t in tellingen))
