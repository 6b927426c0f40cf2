"""Reads `data/voorbeeld.toml` into settings. Knows which keys there are; draws nothing."""

from __future__ import annotations

from pathlib import Path

from helpende_data.files import read_toml
from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren
from helpende_data.voorbeeld.check import check_gebieden, check_indicatoren
from helpende_data.voorbeeld.settings import (
    Andere,
    Casussen,
    Huisverboden,
    Instellingen,
    InwonersInstelling,
    Onbekend,
    Scores,
    Sprong,
    Telling,
    Voorziening,
)
from helpende_data.voorbeeld.toml_table import TomlTable

_MAX_INWONERS = 25_000_000
_MAX_RATE = 5_000
_MAX_COUNT = 100_000
_MAX_SHAPE = 10_000
_GROWTH = (-500, 1_000)
_YEARS = (2000, 2100)


def read_instellingen(
    pad: Path, shown: str, gebieden: Gebieden, indicatoren: Indicatoren
) -> Instellingen:
    """The settings of the example, checked against the known areas and indicators.

    Raises:
        SourceError: the file is missing or is not TOML.
        ContractError: a key is missing, unknown or out of range, or a code is not known.
    """
    instellingen = _instellingen(TomlTable(read_toml(pad, shown), shown))
    check_gebieden(instellingen, shown, gebieden)
    check_indicatoren(instellingen, shown, indicatoren)
    return instellingen


def _instellingen(tabel: TomlTable) -> Instellingen:
    with tabel:
        eerste_jaar = tabel.whole("eerste_jaar", *_YEARS)
        instellingen = Instellingen(
            zaad=tabel.whole("zaad", 0, 2**63),
            regio=tabel.text("regio"),
            eerste_jaar=eerste_jaar,
            laatste_jaar=tabel.whole("laatste_jaar", eerste_jaar, _YEARS[1]),
            voorlopig_vanaf=tabel.periode("voorlopig_vanaf", ("halfjaar",)),
            vergelijking=tabel.texts("vergelijking"),
            inwoners=_inwoners(tabel.table("inwoners")),
            tellingen={
                code: _telling(telling) for code, telling in tabel.table("tellingen").each().items()
            },
            casussen=_casussen(tabel.table("casussen")),
            huisverboden=_huisverboden(tabel.table("huisverboden")),
            voorzieningen={
                code: _voorziening(voorziening)
                for code, voorziening in tabel.table("voorzieningen").each().items()
            },
            andere={
                code: _andere(andere)
                for code, andere in tabel.table("andere", optional=True).each().items()
            },
            scores={
                code: _scores(scores)
                for code, scores in tabel.table("scores", optional=True).each().items()
            },
            sprongen=tuple(_sprong(blok) for blok in tabel.tables("sprong")),
            onbekend=tuple(_onbekend(blok) for blok in tabel.tables("onbekend")),
        )
    # Households are told from the reports that are a first one.
    if "meldingen" not in instellingen.tellingen:
        raise tabel.fault("tellingen.meldingen", "ontbreekt")
    if "eerder" not in instellingen.tellingen["meldingen"].dimensies:
        raise tabel.fault("tellingen.meldingen.dimensies.eerder", "ontbreekt")
    wonen = instellingen.inwoners
    if not wonen.eerste_jaar <= eerste_jaar <= instellingen.laatste_jaar <= wonen.laatste_jaar:
        raise tabel.fault("inwoners", "begint later of eindigt eerder dan de tellingen")
    return instellingen


def _inwoners(tabel: TomlTable) -> InwonersInstelling:
    with tabel:
        eerste_jaar = tabel.whole("eerste_jaar", *_YEARS)
        groei_laag = tabel.whole("groei_laag", -100, 100)
        basis = tabel.table("basis")
        inwoners = InwonersInstelling(
            eerste_jaar=eerste_jaar,
            laatste_jaar=tabel.whole("laatste_jaar", eerste_jaar, eerste_jaar + 50),
            ruis=tabel.whole("ruis", 0, 100),
            groei_laag=groei_laag,
            groei_hoog=tabel.whole("groei_hoog", groei_laag, 100),
            jong=tabel.whole("jong", 0, 1000),
            oud=tabel.whole("oud", 0, 1000),
            spreiding=tabel.whole("spreiding", 0, 100),
            vergrijzing=tabel.whole("vergrijzing", 0, 50),
            basis={code: basis.whole(code, 0, _MAX_INWONERS) for code in basis.keys},
        )
    spreiding = inwoners.spreiding
    oudste = inwoners.oud + inwoners.vergrijzing * (inwoners.laatste_jaar - eerste_jaar) + spreiding
    krapste = min(inwoners.jong, inwoners.oud)
    if krapste < spreiding or inwoners.jong + spreiding + oudste > 1000:
        raise tabel.fault("jong", "en oud laten met deze spreiding geen 18 tot en met 64 jaar over")
    return inwoners


def _telling(tabel: TomlTable) -> Telling:
    with tabel:
        dimensies = tabel.table("dimensies", optional=True).each()
        opgeteld = tabel.table("opgeteld", optional=True).each()
        telling = Telling(
            per_100k=tabel.whole("per_100k", 0, _MAX_RATE),
            landelijk=tabel.whole("landelijk", 0, _MAX_RATE),
            groei=tabel.whole("groei", *_GROWTH),
            vorm=tabel.whole("vorm", 1, _MAX_SHAPE),
            dimensies={code: _aandelen(aandelen) for code, aandelen in dimensies.items()},
            opgeteld={code: _sommen(sommen) for code, sommen in opgeteld.items()},
        )
    getrokken = [
        sorted(f"{dimensie}:{categorie}" for categorie in aandelen)
        for dimensie, aandelen in telling.dimensies.items()
    ]
    for dimensie, sommen in telling.opgeteld.items():
        if sorted(deel for delen in sommen.values() for deel in delen) not in getrokken:
            raise tabel.fault(
                f"opgeteld.{dimensie}",
                "noemt niet elke categorie van een getrokken uitsplitsing precies een keer",
            )
    return telling


def _aandelen(tabel: TomlTable) -> dict[str, int]:
    aandelen = {code: tabel.whole(code, 0, 1000) for code in tabel.keys}
    if not aandelen:
        raise tabel.fault("", "is leeg")
    return aandelen


def _sommen(tabel: TomlTable) -> dict[str, tuple[str, ...]]:
    return {code: tabel.texts(code) for code in tabel.keys}


def _casussen(tabel: TomlTable) -> Casussen:
    with tabel:
        return Casussen(tabel.whole("herhaald", 0, 1000), tabel.whole("in_beide", 0, 1000))


def _huisverboden(tabel: TomlTable) -> Huisverboden:
    with tabel:
        return Huisverboden(
            dekking=tabel.text("dekking"),
            per_100k=tabel.whole("per_100k", 0, _MAX_RATE),
            groei=tabel.whole("groei", *_GROWTH),
            vorm=tabel.whole("vorm", 1, _MAX_SHAPE),
            opmerking=tabel.text("opmerking"),
        )


def _voorziening(tabel: TomlTable) -> Voorziening:
    with tabel:
        return Voorziening(
            gebied=tabel.text("gebied"),
            dekking=tabel.text("dekking"),
            per_jaar=tabel.whole("per_jaar", 0, _MAX_COUNT),
            groei=tabel.whole("groei", *_GROWTH),
        )


def _andere(tabel: TomlTable) -> Andere:
    with tabel:
        delen = tabel.table("delen", optional=True)
        return Andere(
            gebied=tabel.text("gebied"),
            per_jaar=tabel.whole("per_jaar", 0, _MAX_COUNT),
            delen={code: delen.whole(code, 0, 1000) for code in delen.keys},
        )


def _scores(tabel: TomlTable) -> Scores:
    with tabel:
        laagste = tabel.whole("laagste", 0, 100)
        return Scores(laagste, tabel.whole("hoogste", laagste, 100), tabel.texts("onderdelen"))


def _sprong(tabel: TomlTable) -> Sprong:
    with tabel:
        return Sprong(
            indicator=tabel.text("indicator"),
            gemeente=tabel.text("gemeente"),
            vanaf=tabel.periode("vanaf", ("halfjaar",)),
            promille=tabel.whole("promille", 0, 10_000),
        )


def _onbekend(tabel: TomlTable) -> Onbekend:
    with tabel:
        return Onbekend(
            indicator=tabel.text("indicator"),
            uitsplitsing=tabel.text("uitsplitsing"),
            gemeente=tabel.text("gemeente"),
            periode=tabel.periode("periode", ("jaar", "halfjaar")),
            opmerking=tabel.text("opmerking"),
        )
