"""Numbers in a page: text, attributes, style, comments and charts, against the model."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from helpende_data.reports.model import Rapport
from helpende_data.reports.poort.teksten import allowed, bare, frame, source_texts, strange_in_chart
from helpende_data.reports.render.html import page_style
from helpende_data.reports.render.tekst import unique_ids
from helpende_data.schema.getallen import has_number

_VOID = frozenset(("meta", "br", "link", "img", "input", "hr"))
_FIXED = {
    ("meta", "charset"): ("utf-8",),
    ("meta", "content"): ("width=device-width, initial-scale=1",),
    ("div", "tabindex"): ("0",),
    ("main", "tabindex"): ("-1",),
    ("svg", "xmlns"): ("http://www.w3.org/2000/svg",),
}
# Of a drawing only what is seen as a place, a line or a colour; its texts are checked.
_SHAPES = (
    "d", "fill", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height",
    "viewbox", "transform", "points", "font-size", "font-weight", "clip-path", "stroke",
    "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "fill-opacity",
    "stroke-opacity", "opacity", "offset",
)  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4")
_IDS = ("id", "aria-labelledby", "href", "for", "headers")
_LEAD = re.compile(r"^(Tabel|Figuur|Cijfersalstabel)?:")


class _Page(HTMLParser):
    """Walks through a page and notes each place with a number that is not in the model."""

    def __init__(self, rapport: Rapport) -> None:
        super().__init__(convert_charrefs=True)
        self.rapport = rapport
        self.vreemd: list[str] = []
        self.stapel: list[tuple[str, str]] = []  # tag, place
        self.in_svg: list[str] = []
        self.opmaak = ""
        kop = allowed(frame(rapport))
        secties = unique_ids((sectie.anker for sectie in rapport.secties), "deel-")
        figuren = rapport.figuren()
        ids = unique_ids([figuur.naam for figuur in figuren], "figuur-")
        self.figuren = dict(zip(ids, figuren, strict=True))
        self.plaatsen = {
            "": kop | allowed(rapport.voorblad),
            "kern": allowed(rapport.kern),
            "woorden": allowed(rapport.woorden),
            "bronnen": allowed(source_texts(rapport)),
        }
        for naam, sectie in zip(secties, rapport.secties, strict=True):
            self.plaatsen[naam] = allowed(sectie.kop, sectie.blokken, rapport.stempel)
        for naam, figuur in self.figuren.items():
            self.plaatsen[naam] = allowed(figuur)
        tabellen = {f"tabel-{nummer}" for nummer in range(1, 1000)}
        self.namen = {"inhoud", "wijzer-kop", *tabellen, *self.plaatsen}
        self.namen |= {f"{naam}-kop" for naam in self.plaatsen}

    @property
    def plaats(self) -> str:
        return self.stapel[-1][1] if self.stapel else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        waarden = {naam: waarde or "" for naam, waarde in attrs}
        eigen = waarden.get("id", "")
        plaats = eigen if eigen and eigen in self.plaatsen else self.plaats
        if tag == "svg":
            self.in_svg = []
        if has_number(tag) and tag not in _HEADINGS:
            self._strange(plaats, "naam van een element")
        for naam, waarde in waarden.items():
            if has_number(waarde) and not self._is_known(tag, naam, waarde, plaats):
                self._strange(plaats, f"{tag} {naam}")
        if tag not in _VOID:
            self.stapel.append((tag, plaats))

    def _is_known(self, tag: str, naam: str, waarde: str, plaats: str) -> bool:
        if waarde in _FIXED.get((tag, naam), ()):
            return True
        logo = self.rapport.huisstijl.logo
        if logo and (tag, naam, waarde) == ("img", "src", logo.data_uri):
            return True
        getekend = tag == "svg" or any(boven == "svg" for boven, _ in self.stapel)
        if getekend and (naam in _SHAPES or naam in _IDS):
            return naam not in _IDS or self._is_mark(waarde, plaats)
        if naam in _IDS and set(waarde.removeprefix("#").split()) <= self.namen:
            return True
        return self._in_model(waarde, plaats)

    def _is_mark(self, waarde: str, plaats: str) -> bool:
        """An id of a drawing: the name of the figure and a mark without meaning."""
        figuur = self.figuren.get(plaats)
        if figuur is None:
            return False
        patroon = rf"#?{re.escape(figuur.naam)}-([a-z]?[0-9a-f]{{8,}}(_\d+)?|titel|alt)"
        return all(re.fullmatch(patroon, deel) for deel in waarde.split())

    def _in_model(self, tekst: str, plaats: str) -> bool:
        kaal = bare(tekst)
        return kaal in self.plaatsen[plaats] or _LEAD.sub("", kaal) in self.plaatsen[plaats]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        plaats = self.plaats
        while self.stapel and self.stapel.pop()[0] != tag:
            pass
        if tag == "svg":
            figuur = self.figuren.get(plaats)
            if figuur is None or strange_in_chart(self.in_svg, figuur):
                self._strange(plaats, "tekening")

    def handle_data(self, data: str) -> None:
        tag = self.stapel[-1][0] if self.stapel else ""
        if tag == "style":
            self.opmaak += data
        elif tag == "text":
            self.in_svg.append(data)
        elif has_number(data) and not self._in_model(data, self.plaats):
            self._strange(self.plaats, tag)

    def handle_comment(self, data: str) -> None:
        if has_number(data):
            self._strange(self.plaats, "opmerking")

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def handle_decl(self, decl: str) -> None:
        if decl != "doctype html":
            self._strange("", "doctype")

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def _strange(self, plaats: str, wat: str) -> None:
        self.vreemd.append(f"{plaats or 'voorblad'}, {wat}")


def strange_in_html(rapport: Rapport, inhoud: bytes) -> list[str]:
    """Places in the page where a number stands that the model has not at that place."""
    page = _Page(rapport)
    page.feed(inhoud.decode("utf-8"))
    page.close()
    verwacht = bare(page_style(rapport))
    return page.vreemd + ([] if bare(page.opmaak) == verwacht else ["opmaak van de bladzijde"])
