"""The analyst's own words: marked, signed, at their theme, in every format, and always text."""

from __future__ import annotations

import io
import json
import zipfile

import pypdfium2
import pytest

from helpende_data.errors import ContractError
from helpende_data.files import Werkmap
from helpende_data.gesprek import read_toelichting

KOP = "jaar: 2024\nnaam: Marijke van Dam\nfunctie: beleidsadviseur\n"
TEKST = f"""# Toelichting
{KOP}
## meldingen
De **campagne** bereikte 12 scholen. <script>alert(1)</script>

- Ook de politie meldt vaker.

## Mensenhandel
Er is nu een meldpunt.
"""


def write_words(werkmap, tekst):
    pad = werkmap.root / "toelichting" / "druten.md"
    pad.parent.mkdir(exist_ok=True)
    pad.write_bytes(tekst.encode() if isinstance(tekst, str) else tekst)


def test_own_words_stand_signed_at_their_theme_in_every_format(hd, example_copy):
    import pypdfium2

    write_words(example_copy, TEKST)
    antwoord = hd("--werkmap", example_copy.root, "report", "-g", "Druten")
    assert antwoord.code == 0, antwoord.err
    map_ = example_copy.rapporten / "2024" / "druten"
    html = (map_ / "druten-2024-team.html").read_text("utf-8")
    assert "<script>" not in html
    assert '<p class="eigen">De campagne bereikte 12 scholen. &lt;script&gt;' in html
    deel = html.partition('id="deel-meldingen"')[2].partition("<section")[0]
    assert "Ondertekend: Marijke van Dam, beleidsadviseur." in deel
    pdf = pypdfium2.PdfDocument(map_ / "druten-2024-team.pdf")
    tekst = "".join(blad.get_textpage().get_text_range() for blad in pdf)
    pdf.close()
    assert "<script>alert(1)</script>" in tekst
    with zipfile.ZipFile(io.BytesIO((map_ / "druten-2024-team.xlsx").read_bytes())) as werkboek:
        assert "Ook de politie meldt vaker" in werkboek.read("xl/sharedStrings.xml").decode()
    uitgave = json.loads((map_ / "manifest.json").read_text("utf-8"))["uitgaven"]
    assert uitgave["druten-2024-team"]["eigen_tekst"] == [
        "De campagne bereikte 12 scholen. <script>alert(1)</script>"
    ]


@pytest.mark.slow
def test_own_words_of_another_year_are_not_printed(hd, example_copy):
    write_words(example_copy, TEKST.replace("2024", "2023"))
    hd("--werkmap", example_copy.root, "report", "-g", "Druten", "--formaat", "html")
    map_ = example_copy.rapporten / "2024" / "druten"
    assert "Er is nu een meldpunt" not in (map_ / "druten-2024-team.html").read_text("utf-8")


def test_signs_that_the_pdf_cannot_print_are_named_with_their_place(hd, example_copy):
    write_words(example_copy, f"{KOP}## Meldingen\n✔ Привіт, 3 keer. In China: 你好, 5 keer.")
    wat = ("report", "-g", "Druten", "--formaat", "html,pdf")
    antwoord = hd("--werkmap", example_copy.root, *wat)
    assert "staat een vraagteken waar het lettertype een teken mist: 你 好 (bij Meldingen)" in (
        antwoord.out
    )
    stam = example_copy.rapporten / "2024" / "druten" / "druten-2024-team"
    assert "In China: 你好" in stam.with_suffix(".html").read_text("utf-8")
    pdf = pypdfium2.PdfDocument(stam.with_suffix(".pdf"))
    tekst = " ".join(blad.get_textpage().get_text_range() for blad in pdf)
    pdf.close()
    assert "✔ Привіт, 3 keer. In China: ??, 5 keer." in " ".join(tekst.split())


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        (f"{KOP}## Meldinge\nTekst.", "verwacht: Meldingen"),
        (f"{KOP}## Meldingen\nA.\n## meldingen\nB.", "twee keer"),
        (f"{KOP}## Meldingen\n{'a ' * 1100}", "langer dan 2000 tekens"),
        (f"{KOP}## Meldingen\nBel Jan.", "rij 5: hier lijken namen van mensen te staan"),
        (f"{KOP}Zomaar een zin.\n## Meldingen\nA.", "hoort bij geen thema"),
        ("## Meldingen\nA.", "ontbreekt het jaar"),
        ("jaar: 2024\n## Meldingen\nA.", "wie ondertekent (naam)"),
        (b"jaar: 2024\n\xff", "geen tekst in UTF-8"),
        ("a" * 20_001, "groter dan 20000"),
    ],
)
def test_faulty_own_words_are_refused_with_the_reason(tmp_path, tekst, fout):
    werkmap = Werkmap(tmp_path)
    write_words(werkmap, tekst)
    with pytest.raises(ContractError, match="druten") as gevangen:
        read_toelichting(werkmap, "Druten", ("Meldingen", "Mensenhandel"))
    assert fout in str(gevangen.value)
    assert "Bel Jan" not in str(gevangen.value)


def test_faulty_own_words_stop_the_report(hd, example_copy):
    write_words(example_copy, f"{KOP}## Meldinge\nTekst.")
    antwoord = hd("--werkmap", example_copy.root, "report", "-g", "Druten", "--formaat", "html")
    assert antwoord.code == 11
    assert "toelichting/druten.md" in antwoord.err
    assert not example_copy.rapporten.exists()
