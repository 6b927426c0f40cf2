"""Numbers in the sheets of a session: each must be that of a text or a chart of its own sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from helpende_data.reports.model import texts
from helpende_data.reports.poort.pdf_bestand import read_pdf
from helpende_data.reports.poort.teksten import bare, strange_in_chart, take_out
from helpende_data.reports.render.fonts import to_printable
from helpende_data.reports.render.tekst import sheet_foot
from helpende_data.reports.sessie.model import Gespreksblad, Kaart, Sessie
from helpende_data.schema.getallen import has_number

_SHEETS = ("gespreksblad", "begeleidersblad", "afsprakenlijst", "voorbereiding")  # in file names


def strange_in_sessie(
    sessie: Sessie, files: Mapping[str, bytes], svgs: Mapping[str, bytes]
) -> list[str]:
    """The places where a number stands that the session has not there.

    The charts are held against their data first, as those of a report. Then each text of a sheet is
    taken out of its file as often as it stands in the model: no number may be left.

    Args:
        files: file name -> contents, PDF or text.
        svgs: name of a figure -> its drawing, as it went into the sheets.
    """
    kaarten = {kaart.figuur.naam: kaart.figuur for kaart in sessie.gespreksblad.kaarten}
    getekend = {naam: list(_drawn(svg)) for naam, svg in svgs.items()}
    vreemd = [
        f"figuur {naam}"
        for naam, delen in getekend.items()
        if naam not in kaarten or strange_in_chart(delen, kaarten[naam])
    ]
    for naam, inhoud in files.items():
        soort = next((blad for blad in _SHEETS if f"-{blad}" in naam), "")
        if soort and naam.endswith(".pdf"):
            plekken = _strange_in_sheet(sessie, soort, inhoud, getekend)
            vreemd += [f"{naam} ({plek})" for plek in dict.fromkeys(plekken)]
        elif inhoud != sessie.uitnodiging.encode("utf-8"):
            vreemd.append(naam)
    return vreemd


def _strange_in_sheet(
    sessie: Sessie, soort: str, inhoud: bytes, getekend: Mapping[str, list[str]]
) -> Iterator[str]:
    rapport, blad = sessie.rapport, getattr(sessie, soort)
    logo = rapport.huisstijl.logo
    rand = (blad.kopregel, rapport.stempel, sheet_foot(rapport), logo.alt if logo else "")
    pdf = read_pdf(inhoud, {_plain(tekst) for tekst in rand})
    yield from pdf.bijlagen
    stempel = f" \N{EN DASH} {rapport.stempel}" if rapport.stempel else ""
    titel = f"{blad.titel} ({blad.kopregel}){stempel}"
    gedrukt = [_plain(tekst) for tekst in _printed(blad, getekend) if has_number(tekst)]
    heel = {*gedrukt, *(_plain(tekst) for tekst in (*texts(blad), *rand, titel))}
    mag = {tekst for tekst in heel if any(teken.isalpha() for teken in tekst)}  # no row's number
    yield from (plek for plek, tekst in pdf.los if has_number(tekst) and _plain(tekst) not in mag)
    stroom = "\0".join(pdf.woorden)
    for tekst in sorted(gedrukt, key=len, reverse=True):
        stroom = take_out(stroom, tekst)
    if has_number(stroom):
        yield "tekst"


def _printed(blad: object, getekend: Mapping[str, list[str]]) -> Iterator[str]:
    """What a sheet prints, each text as often as it does."""
    if not isinstance(blad, Gespreksblad):
        yield from texts(blad)
        return
    for kaart in blad.kaarten:
        yield from _of_card(kaart)
        yield from getekend.get(kaart.figuur.naam, ())
        yield from texts(blad.vragen)
    vast = (blad.titel, blad.kopregel, blad.doel, blad.uitleg, blad.missen, blad.eigen_kop)
    yield from (*vast, *blad.eigen)


def _of_card(kaart: Kaart) -> tuple[str, ...]:
    kop = f"{kaart.nummer}. {kaart.titel}"
    return kop, kaart.eenheid, f"{kaart.lezen} {kaart.figuur.bron}", kaart.let_op


def _drawn(svg: bytes) -> Iterator[str]:
    for deel in ElementTree.fromstring(svg).iter():
        if deel.tag.rpartition("}")[2] == "text":
            yield "".join(deel.itertext())


def _plain(tekst: str) -> str:
    return bare(to_printable(tekst))
