"""The sentences of the report: all are read, none stands in code, and a fault in one is told."""

import re
import tomllib
from pathlib import Path

import pytest

import helpende_data
from helpende_data.errors import ContractError
from helpende_data.files import Werkmap
from helpende_data.reports.inhoud import PUBLIEKEN
from helpende_data.reports.teksten import FILE, Teksten, read_teksten

INHOUD = Path(helpende_data.__file__).parent / "reports" / "inhoud"
# Sections that are read as a table: the code knows none of their keys.
TABLES = (
    "overzicht.groepen",
    "raad.vragen",
    "afspraken.actielijnen",
    "toelichting.themas",
    "duiding.wel",
    "duiding.niet",
    "duiding.hoger",
    "duiding.lager",
    "duiding.nakijken",
    "themas.namen",
    "themas.wat_is",
    "begrippen",
    "geld.posten",
    "achtergrond.namen",
    "voorzieningen.opgaven",
)
# Keys that are put together: the audience, the sides of an explanation, and "without the
# country" behind a sentence.
MADE = {f"algemeen.publiek_{publiek}" for publiek in PUBLIEKEN} | {
    f"kern.{wie}_zonder_land" for wie in ("eigen", "regio")
}
_KANTEN = ("wel", "niet", "hoger", "lager", "nakijken")
MADE |= {f"verantwoording.gat_{gat}" for gat in ("bewezen", "weinig", "open")}
MADE |= {"afspraken.actielijnen"}  # read where agreements are
MADE |= {f"duiding.{kant}{deel}" for kant in _KANTEN for deel in ("", "_zin")}


@pytest.fixture(scope="module")
def sections() -> dict[str, dict[str, object]]:
    return tomllib.loads((Werkmap(Path()).packaged / FILE).read_text("utf-8"))


def test_every_sentence_is_read_by_the_report(sections):
    code = "\n".join(pad.read_text("utf-8") for pad in INHOUD.glob("*.py"))
    gevraagd = set(re.findall(r"""["']([a-z]+\.[a-z0-9_]+)["']""", code)) | MADE
    sleutels = {
        f"{sectie}.{sleutel}"
        for sectie, zinnen in sections.items()
        if sectie not in TABLES
        for sleutel in zinnen
    }
    assert sleutels - gevraagd == set()


def test_sentence_that_asks_for_an_unknown_word_names_its_key():
    teksten = Teksten({"kern": {"eigen": "{gemente} telde", "regio": "{open"}})
    with pytest.raises(ContractError, match=r"kern\.eigen.*gemente"):
        teksten("kern.eigen", gemeente="Druten")
    with pytest.raises(ContractError, match=r"kern\.regio"):
        teksten.words("kern.regio")


@pytest.mark.parametrize("vraag", ["__call__", "words", "table"])
@pytest.mark.parametrize("sleutel", ["kern.weg", "weg.kern", "kern.eigen.diep"])
def test_missing_sentence_or_section_names_its_key(vraag, sleutel):
    teksten = Teksten({"kern": {"eigen": "{gemeente} telde"}})
    with pytest.raises(ContractError, match=re.escape(sleutel)):
        getattr(teksten, vraag)(sleutel)


def test_sentence_about_facilities_names_the_ones_it_wants(tmp_path):
    """Another facility in the core is a change of the texts, not of the code."""
    assert read_teksten(Werkmap(tmp_path)).words("kern.voorzieningen") == {
        "periode",
        "opvang_vrouwen",
        "opvang_kinderen",
        "huisverboden",
    }
