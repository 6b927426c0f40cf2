"""Lists numbers in a document that somebody edited and that no publication of ours holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpende_data.disclosure import Ledger, read_beleid
from helpende_data.files import Werkmap, read_bytes
from helpende_data.periodes import MAANDEN
from helpende_data.pipeline.naast import compare
from helpende_data.pipeline.registers import read_publications
from helpende_data.pipeline.uitgave import editions
from helpende_data.pipeline.uitlezen import corners, texts, texts_of, unread
from helpende_data.provenance import sha256
from helpende_data.reports.inhoud.stempel import suffix
from helpende_data.reports.poort.teksten import bare

# 1.203,9 or 1203,9 or 449.6; a digit within a word (H1, GM0225) is no number
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?![\w]|[.,]\d)"
)
# What those leave: any other row of digits, but not a code that begins with letters, or its tail,
# nor a checksum or a piece of it
_CODE = re.compile(
    r"\b[A-Za-z]+[-_]?\d+\b|\b\d{4}-(?:H|Q|K)\d\b|\b(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{8,}\b"
)
_DATE = re.compile(rf"\b(?:\d{{4}}-\d\d-\d\d|\d\d?\s(?:{'|'.join(MAANDEN)})(?:\s\d{{4}})?)\b", re.I)


@dataclass(frozen=True)
class Vondst:
    """A number, where it stands, and why somebody has to look at it.

    Args:
        klein: it may be a count that is protected, although a publication holds this number too.
        elders: a publication holds this number, but the published file of which this is an edited
            copy has it not here.
    """

    plek: str
    getal: str
    klein: bool
    elders: bool = False


@dataclass(frozen=True)
class Gewijzigd:
    """Words, and numbers that went, of an edited copy; no `nu` when they were taken away."""

    plek: str
    was: str
    nu: str


@dataclass(frozen=True)
class Nagekeken:
    """What was found in a document.

    Args:
        gewijzigd: what else differs from the file of which this is an edited copy.
        getallen: how many numbers it holds.
        rapporten: against how many published reports they were held.
        naast: the published file of which this is an edited copy, may be empty.
        ongezien: pictures and files packed in it, that nobody read.
        ongewijzigd: it is a published file that nobody edited; then nothing else was looked at.
    """

    vondsten: tuple[Vondst, ...]
    gewijzigd: tuple[Gewijzigd, ...]
    getallen: int
    rapporten: int
    ongezien: tuple[str, ...]
    ongewijzigd: bool = False
    naast: str = ""


def check_document(werkmap: Werkmap, pad: Path) -> Nagekeken:
    """Each number of a document that stands in no published report and not in the ledger.

    A whole number below the threshold of the policy is listed too, since it may be a count of
    people, unless the whole sentence stands in a published report. Of an edited copy of a
    published file each number that somebody changed is listed, and nothing that stayed as it was;
    and apart from it which words were changed and which numbers were taken away.
    Dates are no numbers. A file that is a published one byte for byte was let through by the
    release gate: it has no findings.

    Args:
        pad: xlsx, xls, ods, csv, pptx, docx, pdf, html or txt.

    Raises:
        SourceError: it cannot be read, or is of another kind.
        DisclosureError: the ledger is lost or damaged.
    """
    if _is_unedited(werkmap, pad):
        return Nagekeken((), (), 0, 0, (), ongewijzigd=True)
    drempel = read_beleid(werkmap).drempel
    teksten = list(texts(pad))
    uitgaven = _published(werkmap)
    zinnen = {tekst for uitgave in uitgaven for tekst in uitgave.teksten}
    kopie_van = _original(uitgaven, pad, teksten)
    origineel = [tekst for _, tekst in texts(kopie_van)] if kopie_van else []
    zinnen.update(origineel)
    bekend = {lezing for zin in zinnen for getal in numbers(zin) for lezing in readings(getal)}
    bekend |= _entered(read_publications(werkmap))
    gelijk = {bare(zin) for zin in zinnen if _has_words(zin)}
    naast = compare([tekst for _, tekst in teksten], origineel)
    vondsten: list[Vondst] = []
    geteld = 0

    def judge(plek: str, getal: str, *, nieuw: bool) -> None:
        klein = _is_small(getal, drempel)
        vreemd = bekend.isdisjoint(readings(getal))
        if klein or vreemd or nieuw:
            vondsten.append(Vondst(plek, getal, klein, not (klein or vreemd)))

    for nummer, (plek, tekst) in enumerate(teksten):
        getallen = _spans(tekst)
        geteld += len(getallen)
        if bare(tekst) in gelijk:
            continue
        for begin, getal in getallen:
            plaats = (nummer, begin, begin + len(getal))
            if not naast.is_kept(*plaats):
                judge(plek, getal, nieuw=naast.is_new(*plaats))
    gelijk |= {bare(tekst) for _, tekst in corners(kopie_van)} if kopie_van else set()
    for plek, tekst in corners(pad):
        hier = [] if bare(tekst) in gelijk else numbers(tekst)
        geteld += len(hier)
        for getal in hier:
            judge(plek, getal, nieuw=False)
    ongezien = unread(pad)
    if kopie_van:  # what is in the published file too went through the release gate
        ongezien -= unread(kopie_van)
    return Nagekeken(
        tuple(dict.fromkeys(vondsten)),
        tuple(
            Gewijzigd(teksten[w.tekst][0], w.was, w.nu)
            for w in (naast.changes if naast.derived else ())
            if not numbers(w.nu)  # a new number is a finding
        ),
        geteld,
        len(uitgaven),
        tuple(sorted(naam for naam, _ in ongezien)),
        naast=kopie_van.name if kopie_van and naast.derived else "",
    )


def numbers(tekst: str) -> list[str]:
    """The numbers in a text as they stand there, without those of dates."""
    return [getal for _, getal in _spans(tekst)]


def _spans(tekst: str) -> list[tuple[int, str]]:
    """The numbers in a text and where they begin, in that order."""
    tekst = _DATE.sub(_blank, tekst)
    gevonden = [(g.start(), g.group()) for g in _NUMBER.finditer(tekst)]
    rest = _CODE.sub(_blank, _NUMBER.sub(_blank, tekst))
    gevonden += [(g.start(), g.group()) for g in re.finditer(r"\d+", rest)]
    gevonden += [(i, t) for i, t in enumerate(rest) if t.isnumeric() and not t.isdecimal()]
    return sorted(gevonden)


def _blank(gevonden: re.Match[str]) -> str:
    return " " * len(gevonden.group())


def _is_small(getal: str, drempel: int) -> bool:
    if getal.isdecimal():
        return 0 < int(getal) < drempel
    # a sign such as a four in a circle
    return len(getal) == 1 and 0 < unicodedata.numeric(getal) < drempel


def _has_words(tekst: str) -> bool:
    return any(teken.isalpha() for teken in tekst)


def readings(getal: str) -> frozenset[str]:
    """What a printed number may mean, in one way of writing: "1.203" is 1203 or 1.203."""
    kaal = re.sub(r"[\u00a0\u202f]", "", getal)
    dutch = kaal.replace(".", "").replace(",", ".")
    english = kaal.replace(",", ".")
    return frozenset(_plain(lezing) for lezing in (dutch, english) if lezing.count(".") < 2)


def _plain(getal: str) -> str:
    heel, punt, achter = getal.partition(".")
    achter = achter.rstrip("0")
    return (heel.lstrip("0") or "0") + (punt + achter if achter else "")


def _entered(ledger: Ledger) -> set[str]:
    """The numbers of everything in the ledger."""
    eigen = {s.waarde for s in ledger.shown.values()}
    grenzen = {g for f in ledger.facts for g in (f.laag, f.hoog)}
    return {str(getal) for getal in eigen | grenzen if getal is not None}


@dataclass(frozen=True)
class _Uitgave:
    """A definitive report: its files that nobody changed since, and the texts of the readable."""

    bestanden: tuple[Path, ...]
    teksten: frozenset[str]


def _published(werkmap: Werkmap) -> list[_Uitgave]:
    """The definitive reports; the sheets of a session show what its report shows."""
    gevonden = []
    for map_, _, uitgave in editions(werkmap.rapporten):
        if not _is_published(uitgave) or uitgave.get("publiek") == "sessie":
            continue
        bestanden: list[Path] = []
        teksten: set[str] = set()
        for naam, som in uitgave.get("uitvoer", {}).items():
            pad = map_ / naam
            if pad.is_file() and sha256(inhoud := read_bytes(pad)) == som:
                bestanden.append(pad)
                if pad.suffix in (".html", ".csv"):
                    teksten.update(tekst for _, tekst in texts_of(inhoud, pad.suffix))
        gevonden.append(_Uitgave(tuple(bestanden), frozenset(teksten)))
    return gevonden


def _original(
    uitgaven: Sequence[_Uitgave], pad: Path, teksten: Iterable[tuple[str, str]]
) -> Path | None:
    """The published file that shares most words with a document of the same kind."""
    eigen = _words(teksten)
    lijkt = [
        (len(eigen & _words(texts(bestand))), bestand.name == pad.name, bestand)
        for uitgave in uitgaven
        for bestand in uitgave.bestanden
        if bestand.suffix == pad.suffix.lower()
    ]
    return max(lijkt)[-1] if lijkt else None


def _words(teksten: Iterable[tuple[str, str]]) -> set[str]:
    return {woord for _, tekst in teksten for woord in tekst.split()}


def _is_published(uitgave: dict[str, Any]) -> bool:
    """Is this edition definitive? One whose stamp is lost vouches for nothing."""
    stempel = uitgave.get("stempel")
    return isinstance(stempel, str) and not suffix(stempel)


def _is_unedited(werkmap: Werkmap, pad: Path) -> bool:
    """Is this, byte for byte, a file of a published edition?"""
    som = sha256(read_bytes(pad))
    return any(
        som in uitgave.get("uitvoer", {}).values()
        for _, _, uitgave in editions(werkmap.rapporten)
        if _is_published(uitgave)
    )
