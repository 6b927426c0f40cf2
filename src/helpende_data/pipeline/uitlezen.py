"""Reads out the texts of a document, each with its place. Knows nothing of what they say."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element

from helpende_data.errors import SourceError
from helpende_data.files import read_bytes
from helpende_data.pipeline.hoeken import Hoek, corner_texts, find_parts, parse, pdf_corners
from helpende_data.sources.werkboek import read_werkboek
from helpende_data.sources.werkboek.model import cel_naam
from helpende_data.sources.werkboek.pakket import unpack

WERKBOEKEN = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
# In a packed document: where the paragraphs are, and what a reader calls that place.
_PARTS = (
    Hoek.of(r"ppt/slides/slide(\d+)\.xml", "dia"),
    Hoek.of(r"ppt/notesSlides/notesSlide(\d+)\.xml", "notities"),
    Hoek.of(r"ppt/charts/chart(\d+)\.xml", "grafiek"),
    Hoek.of(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml", "tekst"),
    Hoek.of(r"word/charts/chart(\d+)\.xml", "grafiek"),
    Hoek.of(r"(?:ppt|word)/diagrams/data(\d+)\.xml", "schema"),
)
_BETWEEN = ("tab", "ptab", "br", "cr")  # parts two words without a blank in the text


def texts(pad: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of everything in a document that a reader can see or unfold.

    Args:
        pad: xlsx, xls, ods, csv, pptx, docx, pdf, html or txt.

    Raises:
        SourceError: it cannot be read, or is of another kind.
    """
    soort = pad.suffix.lower()
    if soort in WERKBOEKEN:
        yield from _of_cells(pad)
    elif soort in (".pptx", ".docx"):
        yield from _of_package(read_bytes(pad), pad.name)
    elif soort == ".pdf":
        yield from _of_pdf(read_bytes(pad), pad.name)
    elif soort in (".html", ".htm", ".txt", ".md"):
        yield from texts_of(read_bytes(pad), soort)
    else:
        raise SourceError(
            f"bestanden van de soort {soort or 'zonder naam'} kan ik niet nakijken",
            waar=pad.name,
            doe="bewaar het als xlsx, csv, pptx, docx, pdf, html of txt",
        )


def corners(pad: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of what a document holds beside what is read in it: see `hoeken`.

    Raises:
        SourceError: it is damaged.
    """
    soort = pad.suffix.lower()
    if zipfile.is_zipfile(pad):
        yield from corner_texts(unpack(read_bytes(pad), pad.name), pad.name)
    elif soort == ".pdf":
        yield from pdf_corners(read_bytes(pad))
    elif soort in (".html", ".htm"):
        yield from _read_html(_decode(read_bytes(pad))).hoeken


def _of_cells(pad: Path) -> Iterator[tuple[str, str]]:
    for blad in read_werkboek(pad, pad.name, leeg=True).bladen:
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
    for plek, naam, _ in find_parts(delen, _PARTS):
        for tekst in _paragraphs(delen[naam], shown):
            yield plek, tekst


def _paragraphs(xml: bytes, shown: str) -> Iterator[str]:
    """The text of each paragraph, however many pieces it is cut into, and the values of charts."""
    for element in parse(xml, shown).iter():
        kort = element.tag.rpartition("}")[2]
        if kort == "p":
            yield "".join(_pieces(element))
        elif kort == "v":
            yield element.text or ""


def _pieces(element: Element) -> Iterator[str]:
    """What a paragraph says, without the paragraphs of a text box that is tied to it."""
    for deel in element:
        kort = deel.tag.rpartition("}")[2]
        if kort == "t":
            yield deel.text or ""
        elif kort in _BETWEEN:
            yield " "
        elif kort != "p":
            yield from _pieces(deel)


def unread(pad: Path) -> set[tuple[str, str]]:
    """Pictures and files packed in a document: name, and checksum as the package gives it."""
    if not zipfile.is_zipfile(pad):
        return set()
    with zipfile.ZipFile(pad) as pakket:
        delen = [(d.filename, f"{d.CRC:08x} {d.file_size}") for d in pakket.infolist()]
    return {deel for deel in delen if "/media/" in deel[0] or "/embeddings/" in deel[0]}


def _of_pdf(inhoud: bytes, shown: str) -> Iterator[tuple[str, str]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(inhoud) as document:
            bladzijden = [b.get_textpage().get_text_range() for b in document]
    except pypdfium2.PdfiumError:
        raise SourceError("deze pdf is beschadigd of heeft een wachtwoord", waar=shown) from None
    for nummer, tekst in enumerate(bladzijden, start=1):
        regels = tekst.strip().splitlines()
        eigen = re.compile(rf"{nummer}(\s*(/|van)\s*{len(bladzijden)})?")
        for plek, regel in enumerate(regels):
            if plek in (0, len(regels) - 1) and eigen.fullmatch(regel.strip()):
                continue  # the number of the page itself
            yield f"bladzijde {nummer}", regel


def _decode(inhoud: bytes) -> str:
    return inhoud.decode("utf-8", errors="replace")


def texts_of(inhoud: bytes, soort: str) -> Iterator[tuple[str, str]]:
    """The same of HTML, CSV or plain text that was read already."""
    tekst = _decode(inhoud)
    if soort in (".html", ".htm"):
        tekst = "\n".join(_read_html(tekst).teksten)
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


_CORNERS = ("aria-description", "placeholder", "value", "summary")
_META = ("description", "keywords", "author")


_GENERATED = re.compile(  # text that a style puts on the page
    r"""(?<![-\w])content\s*:\s*("[^"]*"|'[^']*'|[^;}]+)""", re.IGNORECASE
)


def _is_corner(naam: str) -> bool:
    return naam in _CORNERS or naam.startswith("data-")


class _Html(HTMLParser):
    """Collects what a reader of a page sees, and apart from it what stands in its corners."""

    def __init__(self) -> None:
        super().__init__()
        self.teksten: list[str] = []
        self.hoeken: list[tuple[str, str]] = []
        self._overslaan = 0
        self._script = False
        self._regel = ""

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._end_line(tag)
        self._overslaan += tag in ("style", "script")
        self._script = tag == "script"
        self.teksten += [w for n, w in attrs if n in ("alt", "title", "aria-label") and w]
        self.hoeken += [("eigenschap", w) for n, w in attrs if w and _is_corner(n)]
        if tag == "meta" and dict(attrs).get("name") in _META:
            self.hoeken.append(("beschrijving", dict(attrs).get("content") or ""))

    def handle_endtag(self, tag: str) -> None:
        self._end_line(tag)
        self._overslaan -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._overslaan:
            self._regel += data
        elif self._script:
            self.hoeken.append(("script", data))
        else:
            self.hoeken += [("opmaak", tekst) for tekst in _GENERATED.findall(data)]

    def handle_comment(self, data: str) -> None:
        self.hoeken.append(("opmerking", data))

    def close(self) -> None:
        super().close()
        self._end_line("")

    def _end_line(self, tag: str) -> None:
        if not _INLINE.fullmatch(tag):
            self.teksten += filter(None, [" ".join(self._regel.split())])
            self._regel = ""


def _read_html(tekst: str) -> _Html:
    lezer = _Html()
    lezer.feed(tekst)
    lezer.close()
    return lezer
