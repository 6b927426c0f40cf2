"""Before a file is drawn, each number of a filled report is a shown figure or a constant."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpende_data.errors import DisclosureError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import Aanvraag, Workshop, make, open_workshop, preview, vullen
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.inhoud.stempel import INTERN
from helpende_data.reports.model import Alinea, Figuur, Lijst, Rapport, Sectie, Tabel
from helpende_data.reports.poort import check_numbers
from helpende_data.reports.poort.getallen import Phrases, unproven
from helpende_data.reports.sessie.model import Kaart, Sessie

Plant = Callable[[str], Any]


@pytest.fixture(scope="module")
def rapport(echt: Workshop) -> Rapport:
    return preview(echt, "Druten", publiek="beleid", periode=Periode(2020))


@pytest.fixture(scope="module")
def sessie(echt: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Sessie:
    gezien: list[Sessie] = []
    with pytest.MonkeyPatch.context() as even:
        even.setattr(vullen, "check_numbers", lambda model, _: gezien.append(model))
        uit = tmp_path_factory.mktemp("sessie")
        make(echt, Aanvraag("sessie", "Druten", periode=Periode(2020), uit=uit))
    return gezien[0]


def first(rapport: Rapport, soort: type) -> tuple[int, int]:
    """Chapter and place of the first block of a kind."""
    return next(
        (nummer, plek)
        for nummer, sectie in enumerate(rapport.secties)
        for plek, blok in enumerate(sectie.blokken)
        if isinstance(blok, soort)
    )


def with_block(rapport: Rapport, soort: type, change: Callable[[Any], Any]) -> Rapport:
    nummer, plek = first(rapport, soort)
    secties = list(rapport.secties)
    blokken = list(secties[nummer].blokken)
    blokken[plek] = change(blokken[plek])
    secties[nummer] = replace(secties[nummer], blokken=tuple(blokken))
    return replace(rapport, secties=tuple(secties))


def in_cell(tabel: Tabel, getal: str) -> Tabel:
    eerste, *rest = tabel.rijen
    return replace(tabel, rijen=((*eerste[:-1], getal), *rest))


def in_point(figuur: Figuur, **velden: Any) -> Figuur:
    eerste, *rest = figuur.tekening.punten  # type: ignore[union-attr]
    punten = (replace(eerste, **velden), *rest)
    return replace(figuur, tekening=replace(figuur.tekening, punten=punten))  # type: ignore[call-arg]


def field(soort: type, naam: str) -> Callable[[Rapport, str], Rapport]:
    """Plants a number behind a text of the first block of a kind."""
    return lambda r, g: with_block(
        r, soort, lambda b: replace(b, **{naam: f"{getattr(b, naam)} Dat zijn er {g}."})
    )


PLACES: dict[str, Callable[[Rapport, str], Rapport]] = {
    "titel": lambda r, g: replace(r, titel=f"{r.titel}: {g} meldingen"),
    "ondertitel": lambda r, g: replace(r, ondertitel=f"{r.ondertitel} {g}"),
    "contact": lambda r, g: replace(r, contact=f"{r.contact} {g} keer"),
    "woord": lambda r, g: replace(r, woorden=r.woorden | {"VT": f"Veilig Thuis ({g})"}),
    "kern": lambda r, g: replace(r, kern=(*r.kern, f"Druten telde {g} meldingen.")),
    "voorblad": lambda r, g: replace(r, voorblad=(*r.voorblad, Alinea(f"In {g} gezinnen."))),
    "kop": lambda r, g: replace(r, secties=(*r.secties, Sectie(f"{g} casussen", "x", ()))),
    "zin": field(Alinea, "tekst"),
    "punt": lambda r, g: with_block(r, Lijst, lambda b: replace(b, punten=(*b.punten, f"Van {g}"))),
    "titel van een figuur": field(Figuur, "titel"),
    "onderschrift": field(Figuur, "onderschrift"),
    "bronregel": field(Figuur, "bron"),
    "alternatieve tekst": field(Figuur, "alt"),
    "titel van een tabel": field(Tabel, "titel"),
    "noot": field(Tabel, "noot"),
    "cel": lambda r, g: with_block(r, Tabel, lambda b: in_cell(b, g)),
    "kop van een kolom": lambda r, g: with_block(
        r, Tabel, lambda b: replace(b, kolommen=(f"Van {g}", *b.kolommen[1:]))
    ),
    "label van een punt": lambda r, g: with_block(
        r, Figuur, lambda b: in_point(b, label=f"Druten (van {g})")
    ),
    "tekst van een punt": lambda r, g: with_block(r, Figuur, lambda b: in_point(b, tekst=g)),
    "tabel bij een figuur": lambda r, g: with_block(
        r, Figuur, lambda b: replace(b, tabel=in_cell(b.tabel, g))
    ),
}


@pytest.mark.parametrize("getal", ["3", "4.711", "0,37", "\u0663", "½"])
@pytest.mark.parametrize("plek", PLACES)
def test_a_number_that_is_no_figure_is_found_in_every_place(
    plek: str, getal: str, rapport: Rapport, echt: Workshop
) -> None:
    assert unproven(rapport, echt.vast) == {}
    gevonden = unproven(PLACES[plek](rapport, getal), echt.vast)
    assert len(gevonden) == 1
    assert set(*gevonden.values()) == {getal}


def test_a_value_of_a_chart_that_is_no_figure_is_found(rapport: Rapport, echt: Workshop) -> None:
    """The point is drawn at 3, whatever its text says."""
    anders = with_block(rapport, Figuur, lambda b: in_point(b, waarde=3.0, laag=3.0, hoog=3.0))
    [plek] = unproven(anders, echt.vast)
    assert plek.endswith(", punten")


ON_SHEETS: dict[str, Callable[[Sessie, str], Sessie]] = {
    "uitnodiging": lambda s, g: replace(s, uitnodiging=f"{s.uitnodiging} Wij zagen {g} gezinnen."),
    "blad voor de begeleider": lambda s, g: replace(
        s, begeleidersblad=replace(s.begeleidersblad, doel=f"Praat over {g} gezinnen.")
    ),
    "afspraken": lambda s, g: replace(
        s, afsprakenlijst=replace(s.afsprakenlijst, uitleg=(f"Het waren er {g}.",))
    ),
    "vraag": lambda s, g: replace(
        s, gespreksblad=replace(s.gespreksblad, eigen=(f"Waarom {g} keer?",))
    ),
    "keuze": lambda s, g: replace(
        s, voorbereiding=replace(s.voorbereiding, kop=f"Kies er {g} uit")
    ),
} | {
    f"{veld} van een kaart": lambda s, g, veld=veld: on_card(  # type: ignore[misc]
        s, lambda k: replace(k, **{veld: f"{getattr(k, veld)} Dat zijn er {g}."})
    )
    for veld in ("titel", "eenheid", "alt", "let_op", "lezen")
}


def on_card(sessie: Sessie, change: Callable[[Kaart], Kaart]) -> Sessie:
    blad = sessie.gespreksblad
    eerste, *rest = blad.kaarten
    return replace(sessie, gespreksblad=replace(blad, kaarten=(change(eerste), *rest)))


@pytest.mark.parametrize("plek", ON_SHEETS)
def test_a_number_that_is_no_figure_is_found_on_every_sheet_of_a_session(
    plek: str, sessie: Sessie, echt: Workshop
) -> None:
    assert unproven(sessie, echt.vast) == {}
    gevonden = unproven(ON_SHEETS[plek](sessie, "3"), echt.vast)
    assert set(*gevonden.values()) == {"3"}


def test_a_figure_of_another_year_is_no_proof(rapport: Rapport, echt: Workshop) -> None:
    """The same value in a chapter that names neither its year nor that of the report."""
    cijfer = next(c for c in rapport.cijfers if c.tekst == "2.839")
    kaal = replace(rapport, vast=(), secties=(), voorblad=(), kern=())
    eerder = replace(kaal, cijfers=(replace(cijfer, periode="2019"),))
    zonder, met = (
        replace(eerder, secties=(Sectie("Meldingen", "x", (Alinea(zin),)),))
        for zin in ("Er waren 2.839 meldingen.", "Er waren 2.839 meldingen in 2019.")
    )
    assert unproven(zonder, echt.vast) == {"Meldingen, tekst": ("2.839",)}
    assert unproven(met, echt.vast) == {}


def test_a_number_of_a_sentence_counts_only_among_its_own_words() -> None:
    vast = Phrases()
    vast.add_fixed("Per 100 gezinnen in een straat. Bel 024 329 00 00.")
    vast.add("17")
    zin = "Per 100 gezinnen in een straat"
    assert vast.holds(zin.casefold().split(), 1)
    assert not vast.holds(["in", "100", "gezinnen"], 1)
    assert vast.holds(["17"], 0)
    assert not vast.holds(["de", "17"], 1)


def test_people_answer_for_the_numbers_in_their_own_words(rapport: Rapport, echt: Workshop) -> None:
    zin = "Op 14 maart belden 3 scholen."
    sectie = Sectie("Toelichting", "x", (Alinea(zin, "eigen"),))
    met = replace(rapport, secties=(*rapport.secties, sectie))
    assert unproven(met, echt.vast) == {"Toelichting, tekst": ("14", "3")}
    assert unproven(replace(met, eigen_tekst=(zin,)), echt.vast) == {}
    half = replace(met, eigen_tekst=("Op 14 maart belden scholen.",))
    assert unproven(half, echt.vast) == {"Toelichting, tekst": ("14", "3")}


def test_no_small_number_passes_in_any_text_of_a_report(rapport: Rapport, echt: Workshop) -> None:
    """1 to 4 behind words drawn at random from the report itself, in a chapter of its own."""
    toeval = random.Random(1)
    woorden = " ".join(rapport.kern).replace(".", " ").split()
    for getal in "1234" * 25:
        los = [w for w in toeval.sample(woorden, 6) if not any(c.isnumeric() for c in w)]
        zin = Alinea(f"{' '.join(los)} {getal} {toeval.choice(los)} keer")
        kaal = replace(rapport, secties=(Sectie("Kop", "x", (zin,)),), voorblad=(), kern=())
        assert unproven(kaal, echt.vast) == {"Kop, tekst": (getal,)}


def leaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sentence that is shown with a figure tells the number 4711 as well."""
    echt = Context.say

    def say(self: Context, sleutel: str, **velden: str) -> str:
        return echt(self, sleutel, **velden) + (" Dat zijn er 4711." if velden else "")

    monkeypatch.setattr(Context, "say", say)


@pytest.mark.parametrize(
    "opdracht",
    [("report", "-g", "Druten"), ("sessie", "-g", "Druten"), ("infographic", "-g", "Druten")],
)
def test_nothing_is_written_and_the_message_names_the_place_only(
    opdracht: tuple[str, ...],
    example_copy: Werkmap,
    hd: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaking(monkeypatch)
    antwoord = hd("--werkmap", example_copy.root, *opdracht)
    assert antwoord.code == DisclosureError.exit_code
    assert "een getal in dat uit geen cijfer komt" in antwoord.err
    assert "4711" not in antwoord.err
    assert not example_copy.rapporten.exists()


def test_with_the_true_counts_the_message_names_the_number_too(
    rapport: Rapport, echt: Workshop
) -> None:
    anders = replace(rapport, kern=(*rapport.kern, "Het waren er 4711."))
    with pytest.raises(DisclosureError, match="kern") as fout:
        check_numbers(anders, echt.vast)
    assert "4711" not in str(fout.value)
    with pytest.raises(DisclosureError, match="kern: 4711"):
        check_numbers(replace(anders, stempel=INTERN), echt.vast)


def test_a_number_that_a_ggd_put_in_a_sentence_of_the_file_is_a_constant(
    example_copy: Werkmap, tmp_path: Path
) -> None:
    eigen = example_copy.own / "teksten" / "rapport.toml"
    eigen.parent.mkdir(parents=True, exist_ok=True)
    tekst = (example_copy.packaged / "teksten" / "rapport.toml").read_text("utf-8")
    begin, _, rest = tekst.partition('doel = "')
    eigen.write_text(f'{begin}doel = "Wij praten 90 minuten. {rest}', "utf-8")
    gemaakt = make(
        open_workshop(example_copy), Aanvraag("team", "Druten", formaten=("html",), uit=tmp_path)
    )
    assert "Wij praten 90 minuten." in str(gemaakt.rapport.voorblad)
