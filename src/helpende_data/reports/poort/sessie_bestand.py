"""Numbers in the sheets of a session: each must stand in its texts, or in a chart that passed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree

from helpende_data.reports.poort.pdf_bestand import read_pdf
from helpende_data.reports.poort.teksten import bare, frame, has_number, strange_in_chart, texts
from helpende_data.reports.render.fonts import to_printable
from helpende_data.reports.sessie.model import Sessie

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def strange_in_sessie(
    sessie: Sessie, files: Mapping[str, bytes], svgs: Mapping[str, bytes]
) -> list[str]:
    """The places where a number stands that the session has not.

    The charts are held against their data first, as those of a report; then a number in a sheet
    must be one of its texts, or one of its charts.

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
    rapport = sessie.rapport
    bladen = (
        sessie.gespreksblad,
        sessie.begeleidersblad,
        sessie.afsprakenlijst,
        sessie.voorbereiding,
        sessie.uitnodiging,
    )
    eigen = texts((bladen, frame(rapport)))
    bladzijden = [str(nummer) for nummer in range(1, 6)]
    mag = _numbers([*bladzijden, *eigen, *(deel for delen in getekend.values() for deel in delen)])
    for naam, inhoud in files.items():
        if naam.endswith(".pdf"):
            pdf = read_pdf(inhoud)
            vreemd += [f"{naam} ({plek})" for plek in pdf.bijlagen]
            delen = [*pdf.woorden, *(tekst for _, tekst in pdf.los)]
        else:
            delen = [inhoud.decode("utf-8")]
        if not _numbers(delen) <= mag:
            vreemd.append(naam)
    return vreemd


def _drawn(svg: bytes) -> Iterator[str]:
    for deel in ElementTree.fromstring(svg).iter():
        if deel.tag.rpartition("}")[2] == "text":
            yield "".join(deel.itertext())


def _numbers(teksten: Iterable[str]) -> set[str]:
    return {
        getal
        for tekst in teksten
        if has_number(tekst)
        for woord in to_printable(tekst).split()
        for getal in _NUMBER.findall(bare(woord))
    }
