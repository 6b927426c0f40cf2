"""The HTML page, read with the parser of the standard library."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from helpende_data.reports.model import Tabel
from helpende_data.reports.render import to_html
from helpende_data.reports.render.tekst import read_template

VOID = {"meta", "br", "link", "img", "input", "hr"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def all(self, *tags: str) -> list[Element]:
        found = []
        for kind in self.children:
            if isinstance(kind, Element):
                found += [kind] if not tags or kind.tag in tags else []
                found += kind.all(*tags)
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {naam: waarde or "" for naam, waarde in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(content: bytes) -> Element:
    tree = _Tree()
    tree.feed(content.decode("utf-8"))
    tree.close()
    assert tree.open == [tree.root], "an element stays open"
    return tree.root


def _words(tekst: str) -> str:
    return " ".join(tekst.split())


@pytest.fixture(scope="module", params=["druten", "stamped", "hostile"])
def drawn(request):
    getekend = request.getfixturevalue(request.param)
    return getekend.rapport, parse(to_html(getekend.rapport, getekend.svgs))


def test_page_is_dutch_and_its_title_names_area_period_and_audience(druten):
    page = parse(to_html(druten.rapport, druten.svgs))
    assert page.all("html")[0].attrs["lang"] == "nl"
    assert page.all("title")[0].words.startswith("Druten · 2023 · voor het lokale team")
    assert "width=device-width" in str([m.attrs for m in page.all("meta")])


def test_headings_begin_with_one_h1_and_never_jump(drawn):
    _, page = drawn
    levels = [int(h.tag[1]) for h in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_page_asks_nothing_of_any_server_and_runs_no_script(drawn):
    _, page = drawn
    for element in page.all():
        assert element.tag not in {"script", "link", "iframe", "object", "embed", "img", "base"}
        assert not any(naam.startswith("on") or naam == "src" for naam in element.attrs)
        if element.tag != "a":
            assert not element.attrs.get("href", "#").startswith(("http", "//"))
    css = "".join(style.text for style in page.all("style"))
    assert "@import" not in css
    assert all(u.startswith("data:font/woff") for u in re.findall(r"url\(([^)]*)", css))
    policies = [m.attrs["content"] for m in page.all("meta") if "http-equiv" in m.attrs]
    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    ]


def test_links_go_to_a_place_in_the_page_or_to_a_source(drawn):
    rapport, page = drawn
    ids = {e.attrs["id"] for e in page.all() if "id" in e.attrs}
    adressen = {bron.adres for bron in rapport.bronnen}
    for link in page.all("a"):
        href = link.attrs["href"]
        assert href.removeprefix("#") in ids if href.startswith("#") else href in adressen
        assert not href.startswith("javascript:")


def test_ids_are_unique_and_every_reference_to_one_exists(drawn):
    _, page = drawn
    counts = Counter(e.attrs["id"] for e in page.all() if "id" in e.attrs)
    assert set(counts.values()) == {1}
    for element in page.all():
        for naam in ("aria-labelledby", "aria-describedby"):
            assert all(i in counts for i in element.attrs.get(naam, "").split())


def test_every_figure_has_title_caption_words_source_and_table(drawn):
    rapport, page = drawn
    figures = page.all("figure")
    assert len(figures) == len(rapport.figuren())
    for element, figuur in zip(figures, rapport.figuren(), strict=True):
        assert element.all("h3")[0].words == _words(figuur.titel)
        assert _words(figuur.onderschrift) in element.all("figcaption")[0].words
        assert _words(figuur.bron) in element.words
        (tekening,) = [e for e in element.all("div") if e.attrs.get("role") == "img"]
        assert tekening.attrs["aria-label"] == figuur.alt
        assert len(tekening.all("svg")) == 1
        (details,) = element.all("details")
        assert "open" not in details.attrs
        assert details.all("summary")[0].words.startswith("Cijfers als tabel")
        assert details.all("caption")[0].words.startswith(_words(figuur.tabel.titel))


def test_a_drawing_that_speaks_for_itself_is_not_named_twice(druten):
    naam = druten.rapport.figuren()[0].naam
    own = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" role="img" '
        'aria-labelledby="a b"><title id="a">t</title><desc id="b">d</desc></svg>'
    )
    page = parse(to_html(druten.rapport, {**druten.svgs, naam: own}))
    first, *_ = [e for e in page.all("div") if e.attrs.get("class") == "tekening"]
    assert "role" not in first.attrs
    assert len(first.all("svg")) == 1


def test_tables_hold_exactly_the_cells_of_the_model(drawn):
    rapport, page = drawn
    expected: list[Tabel] = []
    for sectie in rapport.secties:
        for blok in sectie.blokken:
            if isinstance(blok, Tabel):
                expected.append(blok)
            elif hasattr(blok, "tabel"):
                expected.append(blok.tabel)
    tables = page.all("table")
    assert len(tables) == len(expected)
    for element, tabel in zip(tables, expected, strict=True):
        head = [cel.words for cel in element.all("thead")[0].all("th")]
        assert head == [_words(kolom) for kolom in tabel.kolommen]
        rows = [[c.words for c in r.all("th", "td")] for r in element.all("tbody")[0].all("tr")]
        empty = [["Er zijn geen cijfers voor deze tabel."]]
        assert rows == ([[_words(c) for c in rij] for rij in tabel.rijen] or empty)
        assert all(cel.attrs["scope"] in ("col", "row") for cel in element.all("th"))


def test_wide_parts_scroll_in_a_named_region_that_the_keyboard_reaches(drawn):
    _, page = drawn
    parents = [d for d in page.all("div") if "schuif" in d.attrs.get("class", "").split()]
    assert len(parents) == len(page.all("table")) + len(page.all("figure"))
    for element in parents:
        assert element.attrs["role"] == "region"
        assert element.attrs["tabindex"] == "0"
        assert element.attrs.get("aria-label") or element.attrs.get("aria-labelledby")


def test_page_has_skip_link_and_landmarks(drawn):
    _, page = drawn
    first = page.all("body")[0].all()[0]
    assert (first.tag, first.attrs["href"]) == ("a", "#inhoud")
    assert page.all("main")[0].attrs["id"] == "inhoud"
    for tag in ("header", "nav", "main", "footer"):
        assert len(page.all(tag)) == 1


def test_core_is_a_numbered_list(drawn):
    rapport, page = drawn
    (kern,) = [s for s in page.all("section") if s.attrs["id"] == "kern"]
    assert [li.words for li in kern.all("ol")[0].all("li")] == [_words(r) for r in rapport.kern]


def test_warning_carries_its_words(druten):
    page = parse(to_html(druten.rapport, druten.svgs))
    notes = [p.words for p in page.all("p") if p.attrs.get("class") == "let-op"]
    assert len(notes) == 2
    assert all(note.startswith("Let op. ") for note in notes)


def test_hostile_texts_are_shown_as_text(hostile):
    content = to_html(hostile.rapport, hostile.svgs).decode()
    assert "<script" not in content
    page = parse(content.encode())
    assert page.all("h1")[0].words == _words(hostile.rapport.titel)
    assert "{{ 1 }}" in page.all("main")[0].text
    (style,) = page.all("style")
    assert "@bottom-right" in style.text


def test_stamp_stands_on_top_in_each_section_and_in_print(stamped):
    page = parse(to_html(stamped.rapport, stamped.svgs))
    assert "VOORBEELDCIJFERS" in page.all("title")[0].text
    assert "VOORBEELDCIJFERS" in page.all("header")[0].text
    delen = [s for s in page.all("section") if s.attrs["id"].startswith("deel-")]
    assert len(delen) == len(stamped.rapport.secties)
    for deel in delen:
        assert "VOORBEELDCIJFERS" in deel.text
    for figure in page.all("figure"):
        assert figure.text.count("VOORBEELDCIJFERS") >= 2  # at the drawing and at its table
    css = page.all("style")[0].text
    assert '@top-right { content: "VOORBEELDCIJFERS"' in css


def test_report_without_stamp_speaks_of_none(druten):
    page = parse(to_html(druten.rapport, druten.svgs))
    assert not [e for e in page.all() if e.attrs.get("class") in ("stempel", "watermerk")]


def test_same_report_gives_the_same_bytes(druten):
    content = to_html(druten.rapport, druten.svgs)
    assert content == to_html(druten.rapport, druten.svgs)
    assert len(content) < 150_000


def test_figure_without_drawing_is_refused(druten):
    with pytest.raises(ValueError, match="figuur zonder tekening: meldingen_regio_land"):
        to_html(
            druten.rapport, {n: s for n, s in druten.svgs.items() if n != "meldingen_regio_land"}
        )


def _luminance(kleur: str) -> float:
    kleur = kleur.lstrip("#")
    kleur = "".join(c * 2 for c in kleur) if len(kleur) == 3 else kleur
    parts = [int(kleur[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


def test_colours_have_contrast_enough_in_light_dark_and_print():
    css = read_template("rapport.css")
    themes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", r))
        for r in re.findall(r":root \{(.*?)\}", css, flags=re.S)
    ]
    assert len(themes) == 3
    for theme in themes:
        pairs = [(ink, back) for ink in ("inkt", "grijs", "accent") for back in ("papier", "zacht")]
        for ink, back in [*pairs, ("stempel-inkt", "stempel")]:
            high, low = sorted((_luminance(theme[ink]), _luminance(theme[back])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, back)
