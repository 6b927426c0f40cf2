"""Writes a mapping to finish for a file that nobody knows yet: guesses, with doubts as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import SourceError, UsageError, WriteError
from helpende_data.files import slug, write_atomic
from helpende_data.sources.levering import Registers
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.gok import Gok, guess, look
from helpende_data.sources.mapping.gok_labels import guess_codes
from helpende_data.sources.mapping.herkennen import choose_mapping
from helpende_data.sources.mapping.lezen import FOLDER, read_mappings
from helpende_data.sources.mapping.persoonlijk import refuse_personal
from helpende_data.sources.mapping.sleutels import VUL_IN
from helpende_data.sources.periodetekst import find_periode
from helpende_data.sources.werkboek import read_werkboek

_FEW = 2  # header texts


@dataclass(frozen=True)
class Voorstel:
    """A proposal that was written, and what it rests on.

    Args:
        pad: the file; `shown` as messages name it.
        blad: sheet of the table; empty for a text file.
        kop: first and last row of the header, from 1.
        gebied, periode: where they seem to stand; empty: not found.
        periodes: the periods that were seen.
        herkend: label -> code.
        onbekend: labels without a code.
        twijfels: what a person must judge.
    """

    pad: Path
    shown: str
    blad: str
    kop: tuple[int, int]
    gebied: str
    periode: str
    periodes: tuple[str, ...]
    herkend: Mapping[str, str]
    onbekend: tuple[str, ...]
    twijfels: tuple[str, ...]


def propose_mapping(pad: Path, registers: Registers, *, naam: str = "") -> Voorstel:
    """Look at an unknown file and write a mapping for it in the werkmap, to be finished.

    Args:
        naam: of the mapping; empty: after the file.

    Raises:
        UsageError: a mapping recognises the file already.
        SourceError: the file cannot be read, or holds no table with figures.
        PrivacyError: a column holds personal data.
        WriteError: a mapping with this name exists; nothing is overwritten.
    """
    werkmap = registers.werkmap
    boek = read_werkboek(pad, werkmap.shown(pad))
    mappings = read_mappings(werkmap, registers.gebieden, registers.indicatoren)
    bekend = choose_mapping(pad, boek, mappings, registers.gebieden)
    if bekend is not None:
        raise UsageError(
            f"dit bestand herkennen wij al, met de mapping {bekend.naam}",
            waar=boek.bestand,
            doe="lees het in met: hd ingest",
        )
    namen = Gebiedsnamen(registers.gebieden, {})
    vondsten = look(boek, namen)
    if not vondsten:
        raise SourceError(
            "in dit bestand vinden wij geen tabel met cijfers",
            waar=boek.bestand,
            doe="een tabel heeft een kop en daaronder rijen met aantallen",
        )
    refuse_personal(((v.raster, v.gok.tabel) for v in vondsten), boek.bestand)
    gok = guess(vondsten, pad.stem, namen)
    naam = slug(naam or _without_period(pad.stem))
    doel = werkmap.own / FOLDER / f"{naam}.toml"
    if any(bestaand.stem == naam for bestaand in werkmap.data_files(FOLDER, ".toml")):
        raise WriteError(
            f"er is al een mapping {naam}",
            waar=werkmap.shown(doel),
            doe="maak die af, of kies een andere naam met --naam",
        )
    codes = guess_codes(gok.labels, registers.indicatoren)
    twijfels = tuple(_doubts(gok, codes))
    write_atomic(doel, _toml(naam, boek.bestand, gok, codes, twijfels).encode())
    return Voorstel(
        doel,
        werkmap.shown(doel),
        gok.blad.naam,
        (gok.koprij + 1, gok.koprij + gok.koprijen),
        gok.gebied,
        gok.periode,
        tuple(str(periode) for periode in gok.periodes),
        codes,
        tuple(label for label in gok.labels if label not in codes),
        twijfels,
    )


def _without_period(tekst: str) -> str:
    """A name or a title without its period: the next delivery is read with the same mapping."""
    return find_periode(tekst.replace("_", " ")).rest or tekst


def _doubts(gok: Gok, codes: Mapping[str, str]) -> Iterator[str]:
    if not gok.gebied:
        yield "Wij vonden geen gebied: vul bij [gebied] vast de code in."
    if not gok.periode:
        yield "Wij vonden geen periode: vul haar bij [periode] vast in, of zeg waar zij staat."
    if len(codes) < len(gok.labels):
        yield 'Van niet elke tekst bij [labels] weten wij wat hij telt: vul in waar "?" staat.'
    if not gok.labels:
        yield "Wij zagen niet wat er is geteld: vul bij [labels] in welke tekst welk cijfer is."
    if gok.onleesbaar:
        yield "Tussen de aantallen staan tekens: zeg bij [tekens] wat zij betekenen."
    if gok.duizendtal:
        yield f"1{gok.duizendtal}234 lezen wij als 1234. Klopt dat niet, haal dan duizendtal weg."
    if gok.totalen:
        yield (
            "Een rij met een totaal lezen wij niet in. Is het totaal het cijfer van een regio, zet "
            "de tekst dan met de code van de regio bij [gebied] namen."
        )
    if gok.vreemd:
        yield "In de kolom met gebieden staan namen die wij niet kennen: zie [gebied] namen."
    if gok.verzwegen:
        yield (
            "In een kolom staan misschien namen of andere gegevens van mensen. Die teksten staan "
            "niet in dit voorstel. Haal ze eerst uit het bestand."
        )
    if gok.percentages:
        yield "Percentages lezen wij niet in. Zet ze bij [controles] om ze na te rekenen."
    if len(gok.bladen) > 1:
        yield f"{len(gok.bladen)} bladen hebben deze kop; alle worden gelezen."


def _toml(
    naam: str, bestand: str, gok: Gok, codes: Mapping[str, str], twijfels: Sequence[str]
) -> str:
    """The text of the proposal. Every `?` is refused when the mapping is read."""
    rijen = dict.fromkeys((gok.koprij + 1, gok.koprij + gok.koprijen))
    titel = _without_period(" ".join(gok.tabel.titel[:1]) or naam)
    blad = f"blad {gok.blad.naam}, " if gok.blad.naam else ""
    regels = [
        f"# Een voorstel, gemaakt na een blik in {_comment(bestand)}. Kijk elke regel na.",
        f'# 1. Vul in waar "{VUL_IN}" staat. De codes staan in docs/naslag.md en in: hd gebieden',
        "# 2. Haal dan de regel af = false weg, en lees het bestand in met: hd ingest",
        "#",
        f"# Gevonden: {_comment(blad)}de kop in rij {' t/m '.join(map(str, rijen))}.",
        *(f"# Twijfel: {_comment(twijfel)}" for twijfel in twijfels),
        "",
        f"naam = {_quote(naam)}",
        'soort = "tabel"',
        "af = false",
        f"uitleg = {_quote(titel)}",
        "",
        "[bron]",
        f'bron = "{VUL_IN}"             # korte code van wie levert, zoals veilig-thuis-gz',
        f'uitgever = "{VUL_IN}"         # volledige naam van wie levert',
        f"titel = {_quote(titel)}",
        'licentie = "niet openbaar"',
        "openbaar = false",
        'bescherming = "geen"     # "uitgever" als wie levert kleine aantallen afrondt of verbergt',
        "",
    ]
    regels += [
        *_layout(gok, bestand),
        *_gebied(gok),
        *_periode(gok),
        *_signs(gok),
        *_labels(gok, codes),
    ]
    return "\n".join(regels) + "\n"


def _layout(gok: Gok, bestand: str) -> Iterator[str]:
    if gok.koprijen > 1:
        yield from ("[blad]", f"koprijen = {gok.koprijen}", "")
    vast = len(gok.gebied_kolommen) + len(gok.periode_kolommen) + len(gok.wat_kolommen)
    if vast + (0 if gok.wat_kolommen else len(gok.labels)) < _FEW:
        # A header of one word stands in many files: the name of the file tells them apart.
        begin = re.match(r"[^\d_ -]*", Path(bestand).stem)
        patroon = f"{begin[0] if begin else ''}*{Path(bestand).suffix}"
        yield from ("[herkenning]", f"bestand = {_quote(patroon)}    # zo heten deze bestanden", "")
    if gok.negeren or gok.percentages:
        koppen = dict.fromkeys((*gok.negeren, *gok.percentages))
        yield from ("[kolommen]", f"negeren = {_quotes(koppen)}", "")
    if gok.totalen:
        sleutel = "overslaan" if gok.wat_kolommen else "totaal"
        yield from ("[rijen]", f"{sleutel} = {_quotes(gok.totalen)}", "")


def _gebied(gok: Gok) -> Iterator[str]:
    yield "[gebied]"
    if gok.gebied == "kolom":
        yield f"kolom = {_quote(gok.gebied_kolommen[0])}"
    elif gok.gebied:
        yield f"uit = {_quote(gok.gebied)}"
    else:
        yield f'vast = "{VUL_IN}"             # code van het gebied, zie: hd gebieden'
    if gok.doortrekken:
        yield "doortrekken = true       # een lege cel herhaalt de cel erboven"
    if gok.vreemd:
        namen = (f"{_quote(naam)} = {_quote(VUL_IN)}" for naam in gok.vreemd)
        yield f"namen = {{ {', '.join(namen)} }}"
    yield ""


def _periode(gok: Gok) -> Iterator[str]:
    yield "[periode]"
    gezien = ", ".join(str(periode) for periode in gok.periodes)
    if gok.periode == "kolom":
        yield f"kolom = {_quotes(gok.periode_kolommen)}"
    elif gok.periode:
        yield f"uit = {_quote(gok.periode)}            # gezien: {gezien}"
    else:
        yield f'vast = "{VUL_IN}"             # zoals 2024 of 2024-H1'
    yield ""


def _signs(gok: Gok) -> Iterator[str]:
    if gok.duizendtal:
        yield from ("[getallen]", f"duizendtal = {_quote(gok.duizendtal)}", "")
    if gok.onleesbaar:
        yield "[tekens]         # nul, onbekend, niet_van_toepassing of { laag = 0, hoog = 4 }"
        yield from (f"{_quote(teken)} = {_quote(VUL_IN)}" for teken in gok.onleesbaar)
        yield ""


def _labels(gok: Gok, codes: Mapping[str, str]) -> Iterator[str]:
    if gok.wat_kolommen:
        yield from ("[wat]", f"kolom = {_quotes(gok.wat_kolommen)}", "")
    if gok.aantal:
        yield from ("[aantal]", f"kolom = {_quote(gok.aantal)}", "")
    yield "[labels]                 # een tekst die niet meetelt: zet de kop bij kolommen.negeren"
    yield from (f"{_quote(label)} = {_quote(codes.get(label, VUL_IN))}" for label in gok.labels)


def _quote(tekst: str) -> str:
    """A TOML string; those of JSON are read alike."""
    return json.dumps(tekst, ensure_ascii=False).replace("\x7f", "\\u007f")


def _quotes(teksten: Sequence[str] | Mapping[str, object]) -> str:
    return f"[{', '.join(map(_quote, teksten))}]"


def _comment(tekst: str) -> str:
    """A text without signs that end a comment."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", tekst)
