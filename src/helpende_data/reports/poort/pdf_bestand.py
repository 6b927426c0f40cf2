"""Numbers in the PDF: its text in reading order, properties, bookmarks and alt texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any
from xml.etree import ElementTree

from helpende_data.reports.model import Alinea, Blok, Figuur, Lijst, Rapport, Tabel, texts
from helpende_data.reports.poort.teksten import bare, frame, strange_in_chart
from helpende_data.reports.render.fonts import to_printable
from helpende_data.reports.render.tekst import foot_contact, running_title, source_line
from helpende_data.schema.getallen import has_number

_FOOT = re.compile(r"bladzijde\d{1,3}van\d{1,3}")
_TO_PAGE = re.compile(r"Cijfersalstabel:bladzijde\d+")
_GAP, _LINE = 1.6, 4.0  # points between letters of a word; how far a comma hangs below its line
_LEADERS = re.compile(r"\.{4,}\d{1,3}")  # in the table of contents


@dataclass(frozen=True)
class _Stap:
    """The next text that must come; `mag` may come before it again, as a table's repeated head."""

    tekst: str
    plek: str
    mag: str = ""
    figuur: Figuur | None = None  # whose chart stands before this text


@dataclass(frozen=True)
class PdfInhoud:
    """What a document holds: loose texts with their place, extras, and its words in order."""

    los: tuple[tuple[str, str], ...]
    bijlagen: tuple[str, ...]
    woorden: tuple[str, ...]


def read_pdf(inhoud: bytes, kop: Collection[str] = ()) -> PdfInhoud:
    """Everything in a document that can be read.

    Args:
        kop: texts of the header, bare, that are no part of the words.
    """
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(inhoud)
    try:
        los = [
            ("eigenschappen", waarde)
            for naam, waarde in document.get_metadata_dict().items()
            if naam != "Creator"
        ]
        los += [("bladwijzer", wijzer.get_title()) for wijzer in document.get_toc()]
        los += [("alternatieve tekst", tekst) for pagina in document for tekst in alt_texts(pagina)]
        bijlagen = ["bijlage in de PDF"] * document.count_attachments()
        bijlagen += [plek for pagina in document for plek in _notes(pagina)]
        woorden = [woord for pagina in document for woord in _words(pagina, kop)]
    finally:
        document.close()
    los += [("XMP-eigenschappen", tekst) for tekst in _xmp(inhoud)]
    return PdfInhoud(tuple(los), tuple(bijlagen), tuple(woorden))


def strange_in_pdf(rapport: Rapport, inhoud: bytes) -> list[str]:
    """Places in the document where a number stands that the model has not there."""
    kader = (running_title(rapport), rapport.stempel, foot_contact(rapport))
    pdf = read_pdf(inhoud, {_plain(tekst) for tekst in kader})
    mag = {_plain(tekst) for tekst in texts((frame(rapport), rapport.voorblad, rapport.secties))}
    vreemd = [plek for plek, tekst in pdf.los if has_number(tekst) and _plain(tekst) not in mag]
    return [*pdf.bijlagen, *vreemd, *_walk(rapport, pdf.woorden)]


def _plain(tekst: str) -> str:
    return bare(to_printable(tekst))


def read_text(get: Callable[[Any, int], int]) -> str:
    """A text of a document, as the library hands it out: first its size in bytes, then itself."""
    import ctypes

    lengte = get(None, 0)
    buffer = (ctypes.c_ushort * (lengte // 2))()
    get(buffer, lengte)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def alt_texts(pagina: Any) -> Iterator[str]:
    """Alt, actual and title texts of the structure of a page."""
    import pypdfium2.raw as raw

    def below(element: Any) -> Iterator[str]:
        for get in (
            raw.FPDF_StructElement_GetAltText,
            raw.FPDF_StructElement_GetActualText,
            raw.FPDF_StructElement_GetTitle,
        ):
            yield read_text(partial(get, element))
        for nummer in range(raw.FPDF_StructElement_CountChildren(element)):
            kind = raw.FPDF_StructElement_GetChildAtIndex(element, nummer)
            if kind:
                yield from below(kind)

    boom = raw.FPDF_StructTree_GetForPage(pagina)
    try:
        for nummer in range(raw.FPDF_StructTree_CountChildren(boom)):
            kind = raw.FPDF_StructTree_GetChildAtIndex(boom, nummer)
            if kind:
                yield from below(kind)
    finally:
        raw.FPDF_StructTree_Close(boom)


def _notes(pagina: Any) -> Iterator[str]:
    """Anything laid over a page that is no link: a note, a field, a stamp."""
    import pypdfium2.raw as raw

    for nummer in range(raw.FPDFPage_GetAnnotCount(pagina)):
        notitie = raw.FPDFPage_GetAnnot(pagina, nummer)
        if raw.FPDFAnnot_GetSubtype(notitie) != raw.FPDF_ANNOT_LINK:
            yield "notitie op een bladzijde"
        raw.FPDFPage_CloseAnnot(notitie)


def _xmp(inhoud: bytes) -> Iterator[str]:
    """The texts of the XML with properties, without versions and marks of the PDF itself."""
    for pakket in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", inhoud, re.DOTALL):
        for deel in ElementTree.fromstring(pakket).iter():
            naam = deel.tag.rpartition("}")[2]
            if naam not in (
                "CreatorTool",
                "Producer",
                "PDFVersion",
                "part",
                "DocumentID",
                "InstanceID",
                "NPages",
                "RenditionClass",
            ):
                yield deel.text or ""
                yield from deel.attrib.values()


def _walk(rapport: Rapport, woorden: Sequence[str]) -> list[str]:
    """Follow the text from the first page to the last: between two texts stands no number."""
    stroom = "".join(woorden)
    begin, grens = {}, 0
    for nummer, woord in enumerate(woorden):
        begin[grens] = nummer
        grens += len(woord)
    vreemd = []
    plaats, eerste = 0, 0
    for stap in _steps(rapport):
        tekst = _plain(stap.tekst)
        gevonden = stroom.find(tekst, plaats)
        if gevonden < 0:
            vreemd.append(stap.plek)
            continue
        if stap.figuur is not None:
            laatste = begin.get(gevonden, eerste)
            if strange_in_chart(woorden[eerste:laatste], stap.figuur):
                vreemd.append(stap.plek)
        elif has_number(_between(stroom[plaats:gevonden], stap)):
            vreemd.append(stap.plek)
        plaats = gevonden + len(tekst)
        eerste = begin.get(plaats, eerste)
    return vreemd + (["laatste bladzijde"] if has_number(stroom[plaats:]) else [])


def _between(gat: str, stap: _Stap) -> str:
    """What stands between two texts, without what the layout puts there."""
    gat = _TO_PAGE.sub("", _LEADERS.sub("", gat))
    return gat.replace(_plain(stap.mag), "") if stap.mag else gat


def _words(pagina: Any, kop: Collection[str]) -> Iterator[str]:
    """The bare words of a page in the order in which they are drawn, no header and footer.

    Running text comes in lines, the text of a chart letter by letter: letters side by side on one
    line are a word.
    """
    import pypdfium2.raw as raw

    blad = pagina.get_textpage()
    stukken = list(pagina.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15, textpage=blad))
    teksten = [stuk.extract().strip() for stuk in stukken]
    rond = _around(list(map(bare, teksten)), kop)
    woord, rand, lijn = "", 0.0, 0.0
    for nummer, (stuk, tekst) in enumerate(zip(stukken, teksten, strict=True)):
        if nummer in rond:
            continue
        if len(tekst) == 1:
            links, onder, rechts, _ = stuk.get_bounds()
            if woord and not (abs(onder - lijn) < _LINE and -_LINE < links - rand < _GAP):
                yield bare(woord)
                woord = ""
            woord, rand, lijn = woord + tekst, rechts, onder
            continue
        if woord:
            yield bare(woord)
            woord = ""
        if not _FOOT.fullmatch(bare(tekst)):
            yield from map(bare, tekst.split())
    if woord:
        yield bare(woord)


def _around(stukken: Sequence[str], kop: Collection[str]) -> set[int]:
    """The places of the pieces that are header or footer: a brace in a name makes it several."""
    langste = max(map(len, kop), default=0)
    rond: set[int] = set()
    for begin in range(len(stukken)):
        samen = ""
        for einde in range(begin, len(stukken)):
            samen += stukken[einde]
            if len(samen) > langste:
                break
            if samen in kop:
                rond.update(range(begin, einde + 1))
    return rond


def _steps(rapport: Rapport) -> Iterator[_Stap]:
    """Every text with a number, in the order of the document."""
    return (stap for stap in _all_steps(rapport) if has_number(stap.tekst) or stap.figuur)


def _all_steps(rapport: Rapport) -> Iterator[_Stap]:
    yield _Stap(rapport.organisatie, "organisatie")
    yield _Stap(rapport.titel, "titel")
    yield _Stap(rapport.ondertitel, "ondertitel")
    yield from _blocks(rapport.voorblad, "voorblad")
    for nummer, regel in enumerate(rapport.kern, start=1):
        yield _Stap(f"{nummer}.{regel}", "de kern")
    if rapport.inhoudsopgave:
        for sectie in rapport.secties:
            yield _Stap(sectie.kop, "inhoud")
    if not rapport.kort:
        yield from _end(rapport)
    for sectie in rapport.secties:
        yield _Stap(sectie.kop, sectie.kop)
        yield from _blocks(sectie.blokken, sectie.kop)
    yield from _end(rapport) if rapport.kort else _behind(rapport)


def _end(rapport: Rapport) -> Iterator[_Stap]:
    """Whom to ask, where that is not at the foot of each page."""
    if not foot_contact(rapport):
        yield _Stap(rapport.contact, "contact")


def _behind(rapport: Rapport) -> Iterator[_Stap]:
    """What stands behind the last chapter: tables of the figures, words and sources."""
    for figuur in rapport.figuren():
        yield _Stap(figuur.titel, "cijfers bij de figuren")
        titel = "" if figuur.tabel.titel == figuur.titel else figuur.tabel.titel
        yield from _table(figuur.tabel, titel, "cijfers bij de figuren")
    for paar in rapport.woorden.items():
        yield _Stap("".join(paar), "woorden")
    for bron in rapport.bronnen:
        bestand = f"{bron.bestand} (sha256 {bron.sha256})" if bron.sha256 else bron.bestand
        kop = ": ".join(deel for deel in (bron.uitgever, bron.titel) if deel)
        for tekst in (kop, source_line(bron), bron.adres, bestand):
            yield _Stap(tekst, "bronnen")


def _blocks(blokken: Iterable[Blok], plek: str) -> Iterator[_Stap]:
    for blok in blokken:
        match blok:
            case Alinea():
                yield _Stap(blok.tekst, plek)
            case Lijst():
                for nummer, punt in enumerate(blok.punten, start=1):
                    yield _Stap(f"{nummer}.{punt}" if blok.genummerd else punt, plek)
            case Tabel():
                yield from _table(blok, blok.titel, plek)
            case Figuur():
                yield _Stap(blok.titel, plek)
                yield _Stap(blok.onderschrift, plek)
                yield _Stap(blok.bron, plek, figuur=blok)


def _table(tabel: Tabel, titel: str, plek: str) -> Iterator[_Stap]:
    yield _Stap(titel, plek)
    kop = "".join(tabel.kolommen)
    yield _Stap(kop, plek)
    for cel in chain.from_iterable(tabel.rijen):
        yield _Stap(cel, plek, mag=kop)
    yield _Stap(tabel.noot, plek, mag=kop)
