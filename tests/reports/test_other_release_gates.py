"""A 3 planted in a file of the other kinds of reports: the release stops, each time."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from test_report_release_gate import (
    in_alt_text,
    in_attachment,
    in_bookmark,
    in_metadata,
    in_note,
    in_xmp,
)

from helpende_data.errors import DisclosureError
from helpende_data.pipeline import Aanvraag, Workshop, make, vullen
from helpende_data.reports.model import Rapport
from helpende_data.reports.poort import check_release
from helpende_data.reports.poort.sessie_bestand import strange_in_sessie

Plant = Callable[[pikepdf.Pdf], None]


def on_the_page(pdf: pikepdf.Pdf) -> None:
    """Text in white on the first page, in a font of its own."""
    page = pdf.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources.Font["/Fx"] = pdf.make_indirect(font)
    tekst = b"/Artifact BMC BT /Fx 9 Tf 1 g 100 300 Td (3 kinderen) Tj ET EMC"
    page.contents_add(pdf.make_stream(tekst), prepend=False)


PLANTS = [in_metadata, in_xmp, in_attachment, in_bookmark, in_note, in_alt_text, on_the_page]


def planted(inhoud: bytes, plant: Plant) -> bytes:
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(inhoud)) as pdf:
        plant(pdf)
        pdf.save(uit)
    return uit.getvalue()


@pytest.fixture(scope="module")
def pakket(verzonnen: Workshop, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The session, its files and its charts, as the gate got them."""
    gezien: list[Any] = []
    with pytest.MonkeyPatch.context() as even:
        even.setattr(vullen, "check_sessie", lambda *alles: gezien.extend(alles))
        make(verzonnen, Aanvraag("sessie", "Druten", uit=tmp_path_factory.mktemp("s")))
    return gezien


@pytest.fixture(scope="module")
def blad(
    verzonnen: Workshop, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Rapport, dict[str, bytes]]:
    """The infographic and its files."""
    uit = tmp_path_factory.mktemp("i")
    geschreven = make(verzonnen, Aanvraag("infographic", "Druten", uit=uit))
    paden = [pad for pad in geschreven.bestanden if pad.suffix in (".html", ".pdf")]
    return geschreven.rapport, {pad.name: Path(pad).read_bytes() for pad in paden}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_canary_in_the_sheet_to_talk_over_stops_the_package(
    plant: Plant, pakket: list[Any]
) -> None:
    sessie, files, svgs = pakket
    naam = next(naam for naam in files if "gespreksblad" in naam)
    assert strange_in_sessie(sessie, files, svgs) == []
    anders = files | {naam: planted(files[naam], plant)}
    plekken = strange_in_sessie(sessie, anders, svgs)
    assert plekken
    assert all(plek.startswith(naam) for plek in plekken)


@pytest.mark.parametrize("soort", ["begeleidersblad", "afsprakenlijst"])
def test_a_canary_on_the_other_sheets_stops_the_package(soort: str, pakket: list[Any]) -> None:
    sessie, files, svgs = pakket
    naam = next(naam for naam in files if soort in naam)
    anders = files | {naam: planted(files[naam], on_the_page)}
    assert strange_in_sessie(sessie, anders, svgs) == [f"{naam} (tekst)"]


def test_a_canary_in_the_invitation_stops_the_package(pakket: list[Any]) -> None:
    sessie, files, svgs = pakket
    naam = next(naam for naam in files if naam.endswith(".md"))
    anders = files | {naam: files[naam] + b"Het gaat om 3 gezinnen.\n"}
    assert strange_in_sessie(sessie, anders, svgs) == [naam]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_canary_in_the_infographic_stops_it(
    plant: Plant, blad: tuple[Rapport, dict[str, bytes]]
) -> None:
    rapport, files = blad
    naam = next(naam for naam in files if naam.endswith(".pdf"))
    check_release(rapport, files)
    with pytest.raises(DisclosureError, match="pdf"):
        check_release(rapport, {naam: planted(files[naam], plant)})


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        (rb"(<p[^>]*>[^<]+)<", rb"\1 3 <"),
        (rb"</title>", rb" 3</title>"),
        (rb"</body>", rb"<!--3--></body>"),
    ],
    ids=["a sentence", "the title", "a comment"],
)
def test_a_canary_in_the_page_of_the_infographic_stops_it(
    oud: bytes, nieuw: bytes, blad: tuple[Rapport, dict[str, bytes]]
) -> None:
    rapport, files = blad
    naam = next(naam for naam in files if naam.endswith(".html"))
    anders = re.sub(oud, nieuw, files[naam], count=1)
    assert anders != files[naam]
    with pytest.raises(DisclosureError, match="html"):
        check_release(rapport, {naam: anders})
