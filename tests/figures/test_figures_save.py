"""SVG and PNG: same bytes, own ids, nothing from elsewhere."""

from __future__ import annotations

import re
import struct
from functools import cache
from xml.etree import ElementTree

import pytest
from figuur_gevallen import STEMPEL, alle_toestanden, drawn, inwoners, jaren, nasty

from helpende_data.figures import Balken, Punt, draw, inline_svg, to_png, to_svg, to_svg_file

GEVALLEN = {n: t for n, t in nasty().items() if not n.startswith("toeval") or n.endswith("0")}
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


@cache
def svg(naam: str, prefix: str = "fig-1") -> str:
    return to_svg(drawn(naam, STEMPEL), prefix=prefix, titel="Titel & <b>", alt='Alt "tekst"')


@pytest.mark.parametrize("naam", GEVALLEN)
def test_two_draws_give_the_same_bytes(naam: str) -> None:
    nieuw = draw(GEVALLEN[naam], stempel=STEMPEL)
    assert to_svg(nieuw, prefix="fig-1", titel="Titel & <b>", alt='Alt "tekst"') == svg(naam)


def test_saving_one_figure_again_gives_the_same_bytes() -> None:
    fig = draw(alle_toestanden())
    assert to_svg_file(fig) == to_svg_file(fig) == to_svg_file(draw(alle_toestanden()))
    assert to_png(fig) == to_png(fig) == to_png(draw(alle_toestanden()))


@pytest.mark.parametrize("naam", GEVALLEN)
def test_svg_is_valid_and_asks_nothing_of_any_server(naam: str) -> None:
    tekst = svg(naam)
    wortel = ElementTree.fromstring(tekst)
    assert wortel.tag == "{http://www.w3.org/2000/svg}svg"
    assert tekst.startswith("<svg")
    assert tekst.count(XMLNS) == 1
    assert "http" not in tekst.replace(XMLNS, "")
    assert not re.search(
        r"<metadata|<style| style=|<!--|<\?xml|<!DOCTYPE|xlink|[Mm]atplotlib", tekst
    )


@pytest.mark.parametrize("naam", GEVALLEN)
def test_every_id_is_prefixed_and_every_reference_has_its_id(naam: str) -> None:
    wortel = ElementTree.fromstring(svg(naam))
    ids = [e.attrib["id"] for e in wortel.iter() if "id" in e.attrib]
    assert all(i.startswith("fig-1-") for i in ids)
    gevraagd = set()
    for deel in wortel.iter():
        for attribuut, waarde in deel.attrib.items():
            gevraagd.update(re.findall(r"url\(#([^)]*)\)", waarde))
            if attribuut == "href":
                gevraagd.add(waarde.removeprefix("#"))
    assert gevraagd <= set(ids)


def test_svg_has_a_title_and_a_description_for_a_screen_reader() -> None:
    wortel = ElementTree.fromstring(svg("jaren", "x"))
    assert wortel.attrib["role"] == "img"
    assert wortel.attrib["aria-labelledby"] == "x-titel x-alt"
    titel, alt = list(wortel)[:2]
    assert (titel.tag.split("}")[1], titel.attrib["id"], titel.text) == (
        "title",
        "x-titel",
        "Titel & <b>",
    )
    assert (alt.tag.split("}")[1], alt.attrib["id"], alt.text) == ("desc", "x-alt", 'Alt "tekst"')


def test_svg_takes_the_width_of_its_place() -> None:
    wortel = ElementTree.fromstring(svg("jaren"))
    assert wortel.attrib["width"] == "100%"
    assert "height" not in wortel.attrib
    assert wortel.attrib["viewBox"].startswith("0 0 467.7")
    assert "Source Sans Pro" in wortel.attrib["font-family"]


@pytest.mark.parametrize("naam", GEVALLEN)
def test_every_text_of_the_figure_stands_in_the_svg_as_text(naam: str) -> None:
    wortel = ElementTree.fromstring(svg(naam))
    in_svg = sorted(e.text or "" for e in wortel.iter() if e.tag.endswith("}text"))
    in_figuur = sorted(t.get_text() for t in drawn(naam, STEMPEL).texts)
    assert in_svg == in_figuur


def test_only_paths_are_rounded() -> None:
    tekst = to_svg(draw(inwoners()), prefix="a", titel="1.0000 keer", alt="0.12345")
    assert all(t in tekst for t in ("177.659", "50.000", "1.0000 keer", "0.12345"))
    assert not re.search(r' d="[^"]*\.\d{3}', tekst)


@pytest.mark.parametrize("prefix", ["", "1a", "a b", 'a"', "a#b"])
def test_prefix_that_cannot_begin_an_id_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="begin van een id"):
        to_svg(draw(inwoners()), prefix=prefix, titel="t", alt="a")


def test_one_file_serves_pages_that_each_have_their_own_ids() -> None:
    inhoud = to_svg_file(drawn("jaren", STEMPEL))
    een, ander = (inline_svg(inhoud, prefix=p, titel="Titel", alt="Alt") for p in ("een", "ander"))
    assert een.replace("een-", "ander-") == ander
    assert een == to_svg(drawn("jaren", STEMPEL), prefix="een", titel="Titel", alt="Alt")


def test_text_that_looks_like_an_id_stays_as_it_is() -> None:
    label = 'id="f-1" url(#f-1) #f-1'
    fig = draw(Balken((Punt(label, 3.0, "3"),), "meldingen"))
    tekst = inline_svg(to_svg_file(fig), prefix="a", titel=label, alt=label)
    assert tekst.count(label) == 3


def test_svg_file_stands_alone() -> None:
    inhoud = to_svg_file(draw(jaren()))
    wortel = ElementTree.fromstring(inhoud)
    assert wortel.attrib["width"].endswith("pt")
    assert wortel.attrib["height"].endswith("pt")
    assert inhoud.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert b"Source Sans Pro" in inhoud


def test_png_has_the_asked_size_and_no_maker() -> None:
    png = to_png(draw(jaren()), dpi=72)
    breedte, _ = struct.unpack(">II", png[16:24])
    assert breedte == 467
    assert b"Software" not in png
    assert b"tplotlib" not in png
