"""What `data/voorbeeld.toml` may say, and what is wrong with it. Draws nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import ContractError, SourceError, UnknownError
from helpende_data.files import read_bytes
from helpende_data.gebieden import Gebieden, Regio
from helpende_data.periodes import Periode
from helpende_data.schema import Indicator, Indicatoren

_MAX_INWONERS = 25_000_000
_MAX_RATE = 5_000
_MAX_COUNT = 100_000
_MAX_SHAPE = 10_000
_GROWTH = (-500, 1_000)
_YEARS = (2000, 2100)


@dataclass(frozen=True)
class InwonersInstelling:
    """Base sizes per area code, and how they grow and age; shares in promille."""

    eerste_jaar: int
    laatste_jaar: int
    ruis: int
    groei_laag: int
    groei_hoog: int
    jong: int
    oud: int
    spreiding: int
    vergrijzing: int
    basis: dict[str, int]


@dataclass(frozen=True)
class Telling:
    """How often something happens in a year, how that grows, and how it splits.

    `dimensies` are drawn (category -> promille); `opgeteld` are sums of drawn categories.
    """

    per_100k: int
    landelijk: int
    groei: int
    vorm: int
    dimensies: dict[str, dict[str, int]]
    opgeteld: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Casussen:
    """How many reports are about a household that was already counted, in promille."""

    herhaald: int
    in_beide: int


@dataclass(frozen=True)
class Huisverboden:
    """Yearly counts of the municipalities of one catchment."""

    dekking: str
    per_100k: int
    groei: int
    vorm: int
    opmerking: str


@dataclass(frozen=True)
class Voorziening:
    """One facility: whose figure it is, which catchment it covers, how many in the first year."""

    gebied: str
    dekking: str
    per_jaar: int
    groei: int


@dataclass(frozen=True)
class Sprong:
    """From this half-year on, a municipality stands at another level."""

    indicator: str
    gemeente: str
    vanaf: Periode
    promille: int


@dataclass(frozen=True)
class Onbekend:
    """A cell that is left out on purpose."""

    indicator: str
    uitsplitsing: str
    gemeente: str
    periode: Periode
    opmerking: str


@dataclass(frozen=True)
class Instellingen:
    """Everything that decides the example figures."""

    zaad: int
    regio: str
    eerste_jaar: int
    laatste_jaar: int
    voorlopig_vanaf: Periode
    vergelijking: tuple[str, ...]
    inwoners: InwonersInstelling
    tellingen: dict[str, Telling]
    casussen: Casussen
    huisverboden: Huisverboden
    voorzieningen: dict[str, Voorziening]
    sprongen: tuple[Sprong, ...]
    onbekend: tuple[Onbekend, ...]

    @property
    def jaren(self) -> range:
        return range(self.eerste_jaar, self.laatste_jaar + 1)


class _Table:
    """Takes the keys out of one TOML table, one by one; `close` refuses what is left."""

    def __init__(self, inhoud: object, bestand: str, pad: str = "") -> None:
        self._bestand = bestand
        self._pad = pad
        if not isinstance(inhoud, dict):
            raise self.fault("", "is geen tabel")
        self._velden: dict[str, object] = dict(inhoud)

    def fault(self, sleutel: str, wat: str) -> ContractError:
        naam = ".".join(deel for deel in (self._pad, sleutel) if deel)
        return ContractError(
            f"{naam or 'de inhoud'} {wat}", waar=self._bestand, doe="herstel de instellingen"
        )

    def _take(self, sleutel: str) -> object:
        if sleutel not in self._velden:
            raise self.fault(sleutel, "ontbreekt")
        return self._velden.pop(sleutel)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._velden)

    def whole(self, sleutel: str, laag: int, hoog: int) -> int:
        waarde = self._take(sleutel)
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            raise self.fault(sleutel, "is geen geheel getal")
        if not laag <= waarde <= hoog:
            raise self.fault(sleutel, f"ligt niet tussen {laag} en {hoog}")
        return waarde

    def text(self, sleutel: str) -> str:
        waarde = self._take(sleutel)
        if not isinstance(waarde, str) or not waarde:
            raise self.fault(sleutel, "is geen tekst")
        return waarde

    def texts(self, sleutel: str) -> tuple[str, ...]:
        waarde = self._take(sleutel)
        if not isinstance(waarde, list) or not all(isinstance(deel, str) for deel in waarde):
            raise self.fault(sleutel, "is geen lijst van teksten")
        return tuple(waarde)

    def periode(self, sleutel: str, soorten: tuple[str, ...]) -> Periode:
        tekst = self.text(sleutel)
        try:
            periode = Periode.parse(tekst)
        except ValueError as fout:
            raise self.fault(sleutel, f"is {fout}") from None
        if periode.soort not in soorten:
            raise self.fault(sleutel, f"is geen {' of '.join(soorten)}")
        return periode

    def table(self, sleutel: str, *, optional: bool = False) -> _Table:
        inhoud = {} if optional and sleutel not in self._velden else self._take(sleutel)
        return _Table(inhoud, self._bestand, f"{self._pad}.{sleutel}" if self._pad else sleutel)

    def tables(self, sleutel: str) -> list[_Table]:
        """The blocks ``[[sleutel]]``; there may be none."""
        inhoud = self._velden.pop(sleutel, [])
        if not isinstance(inhoud, list):
            raise self.fault(sleutel, "is geen lijst van blokken")
        return [
            _Table(deel, self._bestand, f"{sleutel} {nummer}")
            for nummer, deel in enumerate(inhoud, start=1)
        ]

    def close(self) -> None:
        if self._velden:
            raise self.fault(next(iter(self._velden)), "is een onbekende sleutel")


def read_instellingen(
    pad: Path, shown: str, gebieden: Gebieden, indicatoren: Indicatoren
) -> Instellingen:
    """The settings of the example, checked against the known areas and indicators.

    Raises:
        SourceError: the file is missing or is not TOML.
        ContractError: a key is missing, unknown or out of range, or a code is not known.
    """
    try:
        inhoud = tomllib.loads(read_bytes(pad).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fout:
        raise SourceError(f"dit is geen geldige TOML ({fout})", waar=shown) from None
    instellingen = _instellingen(_Table(inhoud, shown))
    _check_gebieden(instellingen, shown, gebieden)
    _check_indicatoren(instellingen, shown, indicatoren)
    return instellingen


def region_of(instellingen: Instellingen, gebieden: Gebieden, shown: str) -> Regio:
    """The region of the example, with its subregions and the area of its own counts."""
    try:
        regio = gebieden.regio(instellingen.regio)
    except UnknownError as fout:
        raise _fault(shown, "regio", str(fout)) from None
    if not regio.tellingen_eigen:
        raise _fault(shown, "regio", f"{regio.naam} heeft in regios.toml geen eigen telling")
    return regio


def _instellingen(top: _Table) -> Instellingen:
    tellingen = top.table("tellingen")
    voorzieningen = top.table("voorzieningen")
    eerste_jaar = top.whole("eerste_jaar", *_YEARS)
    instellingen = Instellingen(
        zaad=top.whole("zaad", 0, 2**63),
        regio=top.text("regio"),
        eerste_jaar=eerste_jaar,
        laatste_jaar=top.whole("laatste_jaar", eerste_jaar, _YEARS[1]),
        voorlopig_vanaf=top.periode("voorlopig_vanaf", ("halfjaar",)),
        vergelijking=top.texts("vergelijking"),
        inwoners=_inwoners(top.table("inwoners")),
        tellingen={code: _telling(tellingen.table(code)) for code in tellingen.keys},
        casussen=_casussen(top.table("casussen")),
        huisverboden=_huisverboden(top.table("huisverboden")),
        voorzieningen={
            code: _voorziening(voorzieningen.table(code)) for code in voorzieningen.keys
        },
        sprongen=tuple(_sprong(blok) for blok in top.tables("sprong")),
        onbekend=tuple(_onbekend(blok) for blok in top.tables("onbekend")),
    )
    top.close()
    if "meldingen" not in instellingen.tellingen:
        raise top.fault("tellingen.meldingen", "ontbreekt")
    if "eerder" not in instellingen.tellingen["meldingen"].dimensies:
        raise top.fault("tellingen.meldingen.dimensies.eerder", "ontbreekt")
    wonen = instellingen.inwoners
    if not wonen.eerste_jaar <= eerste_jaar <= instellingen.laatste_jaar <= wonen.laatste_jaar:
        raise top.fault("inwoners", "begint later of eindigt eerder dan de tellingen")
    return instellingen


def _inwoners(t: _Table) -> InwonersInstelling:
    basis = t.table("basis")
    codes = basis.keys
    eerste_jaar = t.whole("eerste_jaar", *_YEARS)
    groei_laag = t.whole("groei_laag", -100, 100)
    jong, oud = t.whole("jong", 0, 1000), t.whole("oud", 0, 1000)
    spreiding, vergrijzing = t.whole("spreiding", 0, 100), t.whole("vergrijzing", 0, 50)
    inwoners = InwonersInstelling(
        eerste_jaar=eerste_jaar,
        laatste_jaar=t.whole("laatste_jaar", eerste_jaar, eerste_jaar + 50),
        ruis=t.whole("ruis", 0, 100),
        groei_laag=groei_laag,
        groei_hoog=t.whole("groei_hoog", groei_laag, 100),
        jong=jong,
        oud=oud,
        spreiding=spreiding,
        vergrijzing=vergrijzing,
        basis={code: basis.whole(code, 0, _MAX_INWONERS) for code in codes},
    )
    oudste = oud + spreiding + vergrijzing * (inwoners.laatste_jaar - eerste_jaar)
    if min(jong, oud) < spreiding or jong + spreiding + oudste > 1000:
        raise t.fault("jong", "en oud laten met deze spreiding geen 18 tot en met 64 jaar over")
    t.close()
    return inwoners


def _telling(t: _Table) -> Telling:
    dimensies, opgeteld = t.table("dimensies", optional=True), t.table("opgeteld", optional=True)
    telling = Telling(
        per_100k=t.whole("per_100k", 0, _MAX_RATE),
        landelijk=t.whole("landelijk", 0, _MAX_RATE),
        groei=t.whole("groei", *_GROWTH),
        vorm=t.whole("vorm", 1, _MAX_SHAPE),
        dimensies={code: _aandelen(dimensies.table(code)) for code in dimensies.keys},
        opgeteld={code: _sommen(opgeteld.table(code)) for code in opgeteld.keys},
    )
    t.close()
    for dimensie, sommen in telling.opgeteld.items():
        delen = sorted(deel for lijst in sommen.values() for deel in lijst)
        gedekt = any(
            delen == sorted(f"{bron}:{categorie}" for categorie in aandelen)
            for bron, aandelen in telling.dimensies.items()
        )
        if not gedekt:
            raise t.fault(
                f"opgeteld.{dimensie}",
                "noemt niet elke categorie van een getrokken uitsplitsing precies een keer",
            )
    return telling


def _aandelen(t: _Table) -> dict[str, int]:
    aandelen = {code: t.whole(code, 0, 1000) for code in t.keys}
    if not aandelen:
        raise t.fault("", "is leeg")
    return aandelen


def _sommen(t: _Table) -> dict[str, tuple[str, ...]]:
    return {code: t.texts(code) for code in t.keys}


def _casussen(t: _Table) -> Casussen:
    casussen = Casussen(t.whole("herhaald", 0, 1000), t.whole("in_beide", 0, 1000))
    t.close()
    return casussen


def _huisverboden(t: _Table) -> Huisverboden:
    huisverboden = Huisverboden(
        dekking=t.text("dekking"),
        per_100k=t.whole("per_100k", 0, _MAX_RATE),
        groei=t.whole("groei", *_GROWTH),
        vorm=t.whole("vorm", 1, _MAX_SHAPE),
        opmerking=t.text("opmerking"),
    )
    t.close()
    return huisverboden


def _voorziening(t: _Table) -> Voorziening:
    voorziening = Voorziening(
        gebied=t.text("gebied"),
        dekking=t.text("dekking"),
        per_jaar=t.whole("per_jaar", 0, _MAX_COUNT),
        groei=t.whole("groei", *_GROWTH),
    )
    t.close()
    return voorziening


def _sprong(t: _Table) -> Sprong:
    sprong = Sprong(
        indicator=t.text("indicator"),
        gemeente=t.text("gemeente"),
        vanaf=t.periode("vanaf", ("halfjaar",)),
        promille=t.whole("promille", 0, 10_000),
    )
    t.close()
    return sprong


def _onbekend(t: _Table) -> Onbekend:
    onbekend = Onbekend(
        indicator=t.text("indicator"),
        uitsplitsing=t.text("uitsplitsing"),
        gemeente=t.text("gemeente"),
        periode=t.periode("periode", ("jaar", "halfjaar")),
        opmerking=t.text("opmerking"),
    )
    t.close()
    return onbekend


def _fault(shown: str, sleutel: str, wat: str) -> ContractError:
    return ContractError(f"{sleutel}: {wat}", waar=shown, doe="herstel de instellingen")


def _check_gebieden(instellingen: Instellingen, shown: str, gebieden: Gebieden) -> None:
    """Every code is known, and every municipality of the region has inhabitants."""
    regio = region_of(instellingen, gebieden, shown)
    basis = instellingen.inwoners.basis
    genoemd: list[tuple[str, Iterable[str]]] = [
        ("inwoners.basis", basis),
        ("vergelijking", instellingen.vergelijking),
        ("huisverboden", (instellingen.huisverboden.dekking,)),
        *(
            (f"voorzieningen.{code}", (v.gebied, v.dekking))
            for code, v in instellingen.voorzieningen.items()
        ),
    ]
    for sleutel, codes in genoemd:
        vreemd = [code for code in codes if code not in gebieden and code != "onbekend"]
        if vreemd:
            raise _fault(shown, sleutel, f"onbekende gebiedscode {vreemd[0]}")
    leden = gebieden.members(regio.tellingen_eigen, instellingen.eerste_jaar)
    for jaar in instellingen.jaren:
        if gebieden.members(regio.tellingen_eigen, jaar) != leden:
            raise _fault(shown, "laatste_jaar", f"de gemeenten van {regio.naam} wisselen in {jaar}")
        delen = [gebieden.members(code, jaar) for code in regio.subregios]
        if sum(map(len, delen)) != len(leden) or frozenset().union(*delen) != leden:
            raise _fault(
                shown, "regio", f"de subregio's van {regio.naam} vullen de regio in {jaar} niet"
            )
    huis = gebieden.members(instellingen.huisverboden.dekking, instellingen.eerste_jaar)
    if not huis or not huis <= leden:
        raise _fault(shown, "huisverboden.dekking", "valt niet binnen de regio")
    for code in (*sorted(leden), *instellingen.vergelijking):
        if code not in basis:
            raise _fault(shown, "inwoners.basis", f"{code} ({gebieden.name(code)}) ontbreekt")
    for sleutel, code in [
        *(("sprong", sprong.gemeente) for sprong in instellingen.sprongen),
        *(("onbekend", cel.gemeente) for cel in instellingen.onbekend),
    ]:
        if code not in leden:
            raise _fault(shown, sleutel, f"{code} is geen gemeente van {regio.naam}")


def _check_indicatoren(instellingen: Instellingen, shown: str, indicatoren: Indicatoren) -> None:
    """Every code is in the registry, and the shares fit how its categories add up."""
    for code in (
        *instellingen.tellingen, "casussen", "huisverboden", *instellingen.voorzieningen,
        *(sprong.indicator for sprong in instellingen.sprongen),
        *(cel.indicator for cel in instellingen.onbekend),
    ):  # fmt: skip
        if code not in indicatoren:
            raise _fault(shown, code, "deze indicator staat niet in indicatoren.toml")
    for sprong in instellingen.sprongen:
        if sprong.indicator not in instellingen.tellingen:
            raise _fault(shown, "sprong", f"{sprong.indicator} staat niet onder [tellingen]")
    for code, telling in instellingen.tellingen.items():
        for dimensie, categorieen in (telling.dimensies | telling.opgeteld).items():
            sleutel = f"tellingen.{code}.{dimensie}"
            _check_dimensie(indicatoren[code], dimensie, categorieen, sleutel, shown)
        for dimensie, aandelen in telling.dimensies.items():
            optellend = indicatoren[code].dimensies[dimensie].optelsoort == "optellend"
            if optellend and sum(aandelen.values()) != 1000:
                raise _fault(
                    shown, f"tellingen.{code}.{dimensie}",
                    f"de aandelen tellen op tot {sum(aandelen.values())} en niet tot 1000",
                )  # fmt: skip


def _check_dimensie(
    indicator: Indicator, dimensie: str, categorieen: Iterable[str], sleutel: str, shown: str
) -> None:
    if dimensie not in indicator.dimensies:
        raise _fault(shown, sleutel, "deze uitsplitsing staat niet in indicatoren.toml")
    vreemd = [c for c in categorieen if c not in indicator.dimensies[dimensie].categorieen]
    if vreemd:
        raise _fault(shown, sleutel, f"{vreemd[0]} staat niet in indicatoren.toml")
