"""Reads the mappings of `data/mappings/` and tells every fault of one. Opens no delivery."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from helpende_data.errors import ContractError, SourceError
from helpende_data.files import Werkmap, read_toml
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import is_periode
from helpende_data.provenance import Herkomst
from helpende_data.schema import Indicatoren
from helpende_data.sources.mapping.model import (
    NUL,
    Controle,
    Mapping,
    Plek,
    TabelMapping,
    Teken,
    split_code,
)
from helpende_data.sources.mapping.sleutels import Sleutels

FOLDER = "mappings"
SOORTEN = ("tabel", "records")
_NAAM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEEG = ("onbekend", "niet_van_toepassing", NUL, "overslaan")
_UIT = ("kop", "titel", "blad", "bestandsnaam")
_KEUS_UIT = " of ".join(f'"{keuze}"' for keuze in _UIT) + ", of een lijst daarvan"


def read_mappings(
    werkmap: Werkmap, gebieden: Gebieden, indicatoren: Indicatoren
) -> tuple[Mapping, ...]:
    """Every finished mapping by name; one of the werkmap goes before a packaged one.

    Raises:
        SourceError, ContractError: a file is not TOML, or its keys are wrong.
    """
    return tuple(
        read_mapping(pad, werkmap, gebieden, indicatoren)
        for pad in werkmap.data_files(FOLDER, ".toml")
        if is_finished(pad, werkmap)
    )


def is_finished(pad: Path, werkmap: Werkmap) -> bool:
    """Is a mapping no proposal any more? A proposal says ``af = false`` and reads nothing."""
    return read_toml(pad, werkmap.shown(pad)).get("af") is not False


def unfinished(werkmap: Werkmap) -> tuple[str, ...]:
    """The proposals that wait to be finished, as messages name them."""
    paden = werkmap.data_files(FOLDER, ".toml")
    return tuple(werkmap.shown(pad) for pad in paden if not is_finished(pad, werkmap))


def find_mapping(
    naam: str, werkmap: Werkmap, gebieden: Gebieden, indicatoren: Indicatoren
) -> Mapping:
    """The mapping with this name.

    Raises:
        SourceError: there is none; the message names those that exist.
    """
    for pad in werkmap.data_files(FOLDER, ".toml"):
        if pad.stem == naam:
            return read_mapping(pad, werkmap, gebieden, indicatoren)
    raise SourceError(f"er is geen mapping {naam}", doe="kijk welke er zijn met: hd mapping lijst")


def read_mapping(
    pad: Path, werkmap: Werkmap, gebieden: Gebieden, indicatoren: Indicatoren
) -> Mapping:
    """One mapping, checked against the areas and indicators that exist.

    Raises:
        SourceError: the file is not TOML.
        ContractError: with every fault of the file: the key, and what is expected there.
    """
    shown = werkmap.shown(pad)
    faults: list[str] = []
    keys = Sleutels(read_toml(pad, shown), faults)
    naam = keys.text("naam", f'"{pad.stem}", zoals het bestand heet')
    if naam and (naam != pad.stem or not _NAAM.fullmatch(naam)):
        keys.fault("naam", "klopt niet", f'"{pad.stem}", zoals het bestand: a-z, 0-9 en streepjes')
    soort = keys.one_of("soort", SOORTEN)
    keys.yes_no("af", True)
    uitleg = keys.text("uitleg", "een zin over deze levering", "")
    voorlopig = keys.yes_no("voorlopig", False)
    per_gebied = keys.yes_no("per_gebied", False)
    herkomst = _herkomst(keys.table("bron"))
    herkenning = keys.table("herkenning")
    kop = herkenning.texts("kop", "een lijst met teksten uit de kop")
    bestand = herkenning.text("bestand", 'een patroon zoals "VT-*.xlsx"', "")
    herkenning.end()
    tabel = None
    records: dict[str, Any] = {}
    if soort == "records":
        records = dict(keys.table("records").items())
    elif soort == "tabel":
        tabel = _tabel(keys)
        _check_codes(tabel, keys, gebieden, indicatoren)
        kop = kop or _header_texts(tabel)
    keys.end()
    if faults:
        raise ContractError(
            f"{_count(faults)} in deze mapping: {'; '.join(faults)}",
            waar=shown,
            doe="herstel de mapping; data/mappings/README.md legt de sleutels uit",
        )
    return Mapping(
        naam,
        soort,
        shown,
        pad.is_relative_to(werkmap.own) and werkmap.own != werkmap.packaged,
        uitleg,
        herkomst,
        voorlopig,
        kop,
        bestand,
        per_gebied,
        tabel,
        records,
    )


def _count(faults: list[str]) -> str:
    return "1 fout" if len(faults) == 1 else f"{len(faults)} fouten"


def _herkomst(bron: Sleutels) -> Herkomst:
    """The terms of a delivery; its date and sha256 come with the file."""
    herkomst = Herkomst(
        tabel="tellingen",
        bron=bron.text("bron", 'een korte code zoals "veilig-thuis-gz"'),
        uitgever=bron.text("uitgever", "de naam van wie levert"),
        titel=bron.text("titel", "de naam van de levering"),
        adres=bron.text("adres", "een adres op het web, of leeg", ""),
        licentie=bron.text("licentie", 'de voorwaarden, zoals "niet openbaar"'),
        gepubliceerd=bron.text("gepubliceerd", 'een datum of "onbekend"', "onbekend"),
        opgehaald="",
        openbaar=bron.yes_no("openbaar"),
        bescherming=bron.one_of("bescherming", ("uitgever", "geen")),
        sha256="",
        afronding=bron.whole("afronding", 0),
        marge=bron.whole("marge", 0),
        via=bron.text("via", "wie het doorgaf", ""),
        opmerking=bron.text("opmerking", "wat men moet weten", ""),
        synthetisch=bron.yes_no("synthetisch", False),
        kort=bron.text("kort", "een korte naam", ""),
    )
    bron.end("de sleutels van een herkomst")
    return herkomst


def _tabel(keys: Sleutels) -> TabelMapping:
    blad = keys.table("blad")
    bladen = blad.texts("namen", 'een lijst met namen of patronen, zoals ["Invullen"]')
    koprijen = blad.whole("koprijen", 1, laag=1)
    blad.end("namen, koprijen")
    gebied = keys.table("gebied")
    dekking = gebied.text("dekking", "de code van een gebied", "")
    kolommen = keys.table("kolommen")
    rijen = keys.table("rijen")
    getallen = keys.table("getallen")
    aantal = keys.table("aantal")
    tabel = TabelMapping(
        bladen=bladen,
        koprijen=koprijen,
        gebied=_plek(gebied),
        dekking=dekking,
        periode=_plek(keys.table("periode")),
        wat=_plek(keys.table("wat"), uit=False),
        aantal=aantal.text("kolom", "de kop van de kolom met aantallen", ""),
        labels=keys.pairs("labels", 'een code zoals "meldingen" of "meldingen/rol:beroepsmatig"'),
        anders=kolommen.pairs("anders", "de kop die deze mapping gebruikt"),
        negeren=kolommen.texts("negeren", "een lijst met koppen"),
        mag_ontbreken=kolommen.texts("mag_ontbreken", "een lijst met koppen"),
        rijen_overslaan=rijen.texts("overslaan", 'een lijst met patronen zoals ["Totaal*"]'),
        rijen_totaal=rijen.texts("totaal", 'een lijst met patronen zoals ["Totaal*"]'),
        tekens=_tekens(keys.table("tekens")),
        leeg=getallen.one_of("leeg", _LEEG, "onbekend"),
        duizendtal=getallen.one_of("duizendtal", ("", ".", ","), ""),
        controles=_controles(keys.table("controles")),
    )
    aantal.end("kolom")
    kolommen.end("anders, negeren, mag_ontbreken")
    rijen.end("overslaan, totaal")
    getallen.end("leeg, duizendtal")
    if not tabel.labels and not tabel.wat.vast:
        keys.fault("labels", "ontbreekt", 'welke tekst welk cijfer is: "Meldingen" = "meldingen"')
    if tabel.aantal and not (tabel.wat.kolommen or tabel.wat.vast):
        keys.fault("wat", "ontbreekt", "kolom of vast, want er is een kolom met aantallen")
    return tabel


def _plek(keys: Sleutels, *, uit: bool = True) -> Plek:
    """A place; areas and periods must say where, a label may stand in the header by itself."""
    plek = Plek(
        keys.texts("kolom", "een kop, of een lijst met koppen"),
        keys.texts("uit", _KEUS_UIT) if uit else (),
        keys.text("vast", "een code", ""),
        keys.yes_no("doortrekken", False),
        keys.pairs("namen", "de code waar een naam voor staat"),
    )
    gezegd = sum(bool(deel) for deel in (plek.kolommen or plek.uit, plek.vast))
    if gezegd > 1 or (uit and not gezegd):
        keys.fault("", "klopt niet", f"een van: kolom, {'uit, ' if uit else ''}vast")
    if not set(plek.uit) <= set(_UIT):
        keys.fault("uit", "klopt niet", _KEUS_UIT)
    keys.end("kolom, uit, vast, doortrekken, namen")
    return plek


def _tekens(keys: Sleutels) -> dict[str, Teken]:
    """A sign means a status by its name, or a hidden count with its bounds."""
    tekens = {}
    keuzes = [NUL, "onbekend", "niet_van_toepassing"]
    for teken, waarde in keys.items():
        if isinstance(waarde, dict):
            grenzen = Sleutels(waarde, keys.faults, f"{keys.pad}.{teken}")
            laag, hoog = grenzen.whole("laag", 0), grenzen.whole("hoog")
            if hoog < laag:
                grenzen.fault("hoog", "is te klein", f"ten minste {laag}")
            grenzen.end("laag, hoog")
            tekens[teken] = Teken("onderdrukt", laag, hoog)
        elif waarde == "onderdrukt":
            keys.fault(teken, "klopt niet", "de grenzen, zoals { laag = 0, hoog = 4 }")
        elif waarde in keuzes:
            tekens[teken] = Teken(waarde, 0, 0 if waarde == NUL else None)
        else:
            keys.fault(teken, "klopt niet", f"{', '.join(keuzes)}, of grenzen")
    return tekens


def _controles(keys: Sleutels) -> dict[str, Controle]:
    controles = {}
    for kop, inhoud in keys.items():
        deel = Sleutels(inhoud, keys.faults, f"{keys.pad}.{kop}")
        controle = Controle(
            deel.text("teller", "een code zoals bij labels"),
            deel.text("noemer", "een code zoals bij labels", ""),
            deel.text("noemer_kolom", "de kop van een kolom", ""),
            deel.whole("per", 100, laag=1),
        )
        if bool(controle.noemer) == bool(controle.noemer_kolom):
            deel.fault("", "klopt niet", "een van: noemer, noemer_kolom")
        deel.end("teller, noemer, noemer_kolom, per")
        controles[kop] = controle
    return controles


def _check_codes(
    tabel: TabelMapping, keys: Sleutels, gebieden: Gebieden, indicatoren: Indicatoren
) -> None:
    """Every code that the mapping writes is one that we know."""
    codes = [*((f"labels.{tekst}", code) for tekst, code in tabel.labels.items())]
    if tabel.wat.vast:
        codes.append(("wat.vast", tabel.wat.vast))
    for kop, controle in tabel.controles.items():
        delen = (("teller", controle.teller), ("noemer", controle.noemer))
        codes += [(f"controles.{kop}.{sleutel}", code) for sleutel, code in delen if code]
    for sleutel, code in codes:
        if code and indicatoren.unknown([split_code(code)]):
            keys.fault(
                sleutel, f"noemt {code}, en dat is onbekend", "een code uit indicatoren.toml"
            )
    vast = [("gebied.dekking", tabel.dekking), ("gebied.vast", tabel.gebied.vast)]
    vast += [(f"gebied.namen.{naam}", code) for naam, code in tabel.gebied.namen.items()]
    for sleutel, code in vast:
        mag = ("", "onbekend") if sleutel == "gebied.dekking" else ("",)
        if code not in mag and code not in gebieden:
            keys.fault(sleutel, f"noemt {code}, en dat is onbekend", "een code uit hd gebieden")
    tijden = [(f"periode.namen.{naam}", code) for naam, code in tabel.periode.namen.items()]
    for sleutel, code in (("periode.vast", tabel.periode.vast), *tijden):
        if code and not is_periode(code):
            keys.fault(sleutel, "klopt niet", "een periode zoals 2024 of 2024-H1")


def _header_texts(tabel: TabelMapping) -> tuple[str, ...]:
    """The header texts that a file must have: named columns, and labels in the header."""
    plekken = (*tabel.gebied.kolommen, *tabel.periode.kolommen, *tabel.wat.kolommen)
    breed = () if tabel.aantal or tabel.wat.kolommen else tuple(tabel.labels)
    alle = (*plekken, *((tabel.aantal,) if tabel.aantal else ()), *breed)
    return tuple(kop for kop in dict.fromkeys(alle) if kop not in tabel.mag_ontbreken)
