"""Lists numbers in a document that somebody edited and that no publication of ours holds."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from helpende_data.disclosure import Ledger, read_beleid
from helpende_data.errors import SourceError
from helpende_data.files import Werkmap, read_bytes
from helpende_data.periodes import MAANDEN
from helpende_data.pipeline.naast import compare
from helpende_data.pipeline.registers import read_publications
from helpende_data.pipeline.uitgave import editions
from helpende_data.provenance import sha256
from helpende_data.reports.inhoud.stempel import suffix
from helpende_data.reports.poort.teksten import bare
from helpende_data.sources.werkboek import read_werkboek
from helpende_data.sources.werkboek.model import cel_naam
from helpende_data.sources.werkboek.pakket import unpack

WERKBOEKEN = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
# In a packed document: where the paragraphs are, and what a reader calls that place.
_PARTS = (
    (re.compile(r"ppt/slides/slide(\d+)\.xml"), "dia"),
    (re.compile(r"ppt/notesSlides/notesSlide(\d+)\.xml"), "notities"),
    (re.compile(r"ppt/charts/chart(\d+)\.xml"), "grafiek"),
    (re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)()\.xml"), "tekst"),
    (re.compile(r"word/charts/chart(\d+)\.xml"), "grafiek"),
)
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
class Nagekeken:
    """What was found in a document.

    Args:
        getallen: how many numbers it holds.
        rapporten: against how many published reports they were held.
        naast: the published file of which this is an edited copy, may be empty.
        ongezien: pictures and files packed in it, that nobody read.
        ongewijzigd: it is a published file that nobody edited; then nothing else was looked at.
    """

    vondsten: tuple[Vondst, ...]
    getallen: int
    rapporten: int
    ongezien: tuple[str, ...]
    ongewijzigd: bool = False
    naast: str = ""


def check_document(werkmap: Werkmap, pad: Path) -> Nagekeken:
    """Each number of a document that stands in no published report and not in the ledger.

    A whole number below the threshold of the policy is listed too, since it may be a count of
    people, unless the whole sentence stands in a published report. Of an edited copy of a
    published file each number that somebody changed is listed, and nothing that stayed as it was.
    Dates are no numbers. A file that is a published one byte for byte was let through by the
    release gate: it has no findings.

    Args:
        pad: xlsx, xls, ods, csv, pptx, docx, pdf, html or txt.

    Raises:
        SourceError: it cannot be read, or is of another kind.
        DisclosureError: the ledger is lost or damaged.
    """
    if _is_unedited(werkmap, pad):
        return Nagekeken((), 0, 0, (), ongewijzigd=True)
    drempel = read_beleid(werkmap).drempel
    teksten = list(_texts(pad))
    uitgaven = _published(werkmap)
    zinnen = {tekst for uitgave in uitgaven for tekst in uitgave.teksten}
    kopie_van = _original(uitgaven, pad, teksten)
    origineel = [tekst for _, tekst in _texts(kopie_van)] if kopie_van else []
    zinnen.update(origineel)
    bekend = {lezing for zin in zinnen for getal in numbers(zin) for lezing in readings(getal)}
    bekend |= _entered(read_publications(werkmap))
    gelijk = {bare(zin) for zin in zinnen if _has_words(zin)}
    naast = compare([tekst for _, tekst in teksten], origineel)
    vondsten: list[Vondst] = []
    geteld = 0
    for nummer, (plek, tekst) in enumerate(teksten):
        getallen = _spans(tekst)
        geteld += len(getallen)
        if bare(tekst) in gelijk:
            continue
        for begin, getal in getallen:
            plaats = (nummer, begin, begin + len(getal))
            if naast.is_kept(*plaats):
                continue
            klein = _is_small(getal, drempel)
            vreemd = bekend.isdisjoint(readings(getal))
            if klein or vreemd or naast.is_new(*plaats):
                vondsten.append(Vondst(plek, getal, klein, not (klein or vreemd)))
    ongezien = _unread(pad)
    if kopie_van:  # what is in the published file too went through the release gate
        ongezien -= _unread(kopie_van)
    return Nagekeken(
        tuple(dict.fromkeys(vondsten)),
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
                    teksten.update(tekst for _, tekst in _of_text(inhoud, pad.suffix))
        gevonden.append(_Uitgave(tuple(bestanden), frozenset(teksten)))
    return gevonden


def _original(
    uitgaven: Sequence[_Uitgave], pad: Path, teksten: Iterable[tuple[str, str]]
) -> Path | None:
    """The published file that shares most words with a document of the same kind."""
    eigen = _words(teksten)
    lijkt = [
        (len(eigen & _words(_texts(bestand))), bestand.name == pad.name, bestand)
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


def _texts(pad: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of everything in a document that a reader can see or unfold."""
    soort = pad.suffix.lower()
    if soort in WERKBOEKEN:
        yield from _of_cells(pad)
    elif soort in (".pptx", ".docx"):
        yield from _of_package(read_bytes(pad), pad.name)
    elif soort == ".pdf":
        yield from _of_pdf(read_bytes(pad), pad.name)
    elif soort in (".html", ".htm", ".txt", ".md"):
        yield from _of_text(read_bytes(pad), soort)
    else:
        raise SourceError(
            f"bestanden van de soort {soort or 'zonder naam'} kan ik niet nakijken",
            waar=pad.name,
            doe="bewaar het als xlsx, csv, pptx, docx, pdf, html of txt",
        )


def _of_cells(pad: Path) -> Iterator[tuple[str, str]]:
    for blad in read_werkboek(pad, pad.name).bladen:
        for rij, cellen in enumerate(blad.rijen):
            for kolom, waarde in enumerate(cellen):
                if waarde is None or isinstance(waarde, bool | date | datetime | time):
                    continue
                tekst = (
                    f"{waarde:.10f}".rstrip("0").rstrip(".")
                    if isinstance(waarde, float)
                    else waarde
                )
                yield " ".join(filter(None, (blad.naam, cel_naam(rij, kolom)))), str(tekst)


def _of_package(inhoud: bytes, shown: str) -> Iterator[tuple[str, str]]:
    delen = unpack(inhoud, shown)
    for naam in sorted(delen):
        for patroon, plek in _PARTS:
            gevonden = patroon.fullmatch(naam)
            if gevonden:
                nummer = f" {gevonden[1]}" if gevonden[1] else ""
                for tekst in _paragraphs(delen[naam], shown):
                    yield f"{plek}{nummer}", tekst


def _paragraphs(xml: bytes, shown: str) -> Iterator[str]:
    """The text of each paragraph, however many pieces it is cut into, and the values of charts."""
    try:
        boom = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        raise SourceError("het bestand is beschadigd", waar=shown) from None
    for element in boom.iter():
        kort = element.tag.rpartition("}")[2]
        if kort == "p":
            yield "".join(e.text or "" for e in element.iter() if e.tag.rpartition("}")[2] == "t")
        elif kort == "v":
            yield element.text or ""


def _unread(pad: Path) -> set[tuple[str, str]]:
    """Pictures and files packed in a document: name and digest."""
    if not zipfile.is_zipfile(pad):
        return set()
    with zipfile.ZipFile(pad) as pakket:
        namen = [n for n in pakket.namelist() if "/media/" in n or "/embeddings/" in n]
        return {(naam, sha256(pakket.read(naam))) for naam in namen}


def _of_pdf(inhoud: bytes, shown: str) -> Iterator[tuple[str, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(inhoud)
    except pypdfium2.PdfiumError:
        raise SourceError("deze pdf is beschadigd of heeft een wachtwoord", waar=shown) from None
    for nummer, bladzijde in enumerate(document, start=1):
        regels = bladzijde.get_textpage().get_text_range().strip().splitlines()
        eigen = re.compile(rf"{nummer}(\s*(/|van)\s*{len(document)})?")
        for plek, regel in enumerate(regels):
            if plek in (0, len(regels) - 1) and eigen.fullmatch(regel.strip()):
                continue  # the number of the page itself
            yield f"bladzijde {nummer}", regel


def _of_text(inhoud: bytes, soort: str) -> Iterator[tuple[str, str]]:
    tekst = inhoud.decode("utf-8", errors="replace")
    if soort in (".html", ".htm"):
        lezer = _Html()
        lezer.feed(tekst)
        lezer.close()
        tekst = "\n".join(lezer.teksten)
    if soort == ".csv":
        regels: Iterable[Sequence[str]] = csv.reader(io.StringIO(tekst, newline=""))
    else:
        regels = ([regel] for regel in tekst.splitlines())
    for nummer, regel in enumerate(regels, start=1):
        for deel in regel:
            yield f"regel {nummer}", deel


# Elements within a line: what they hold belongs to the same number.
_INLINE = re.compile(
    "a|abbr|b|bd[io]|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|su[bp]|"
    "time|tspan|u|var|wbr"
)


class _Html(HTMLParser):
    """Collects what a reader of a page sees, titles and descriptions included."""

    def __init__(self) -> None:
        super().__init__()
        self.teksten: list[str] = []
        self._overslaan = 0
        self._regel = ""

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._end_line(tag)
        self._overslaan += tag in ("style", "script")
        self.teksten += [w for n, w in attrs if n in ("alt", "title", "aria-label") and w]

    def handle_endtag(self, tag: str) -> None:
        self._end_line(tag)
        self._overslaan -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._overslaan:
            self._regel += data

    def close(self) -> None:
        super().close()
        self._end_line("")

    def _end_line(self, tag: str) -> None:
        if not _INLINE.fullmatch(tag):
            self.teksten += filter(None, [" ".join(self._regel.split())])
            self._regel = ""
