"""Names that could do harm, of everything that people name: text in every kind and format."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from helpende_data.files import Werkmap, check_name
from helpende_data.files.names import MAX_NAME
from helpende_data.reports.poort.pdf_bestand import read_pdf
from helpende_data.reports.poort.teksten import bare

# Unseen signs: a bell, one that turns the writing, one without width, an end of a line.
ERG = """="Dr'u<script>x()</script>/..\\:*?|\u202e\a\u200b\n[a](b) #h $x$ @y"""
NAAM = """="Dr'u<script>x()</script>/..\\:*?| [a](b) #h $x$ @y"""
FORMATEN = "html,pdf,xlsx,csv,pptx,json"
SOORTEN = (
    f"report -g GM0225 --voor beleid --formaat {FORMATEN}",
    f"report -g GM0225 --voor raad --formaat {FORMATEN}",
    f"report --regio Gelderland-Zuid --formaat {FORMATEN}",
    f"report --subregio Rivierenland --formaat {FORMATEN}",
    f"report --thema ouderenmishandeling --formaat {FORMATEN}",
    f"nieuwsbrief -g GM0225 --formaat md,{FORMATEN}",
    f"infographic -g GM0225 --formaat {FORMATEN}",
    f"evaluatie -g GM0225 --van 2021 --formaat {FORMATEN}",
    "sessie -g GM0225",
)


def name_druten(werkmap: Werkmap, naam: str) -> None:
    """The registry of a werkmap in which Druten has another name."""
    map_ = werkmap.own / "gebieden"
    map_.mkdir()
    inhoud = (werkmap.packaged / "gebieden" / "gemeenten.csv").read_text("utf-8")
    rijen = list(csv.reader(io.StringIO(inhoud)))
    with (map_ / "gemeenten.csv").open("w", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand).writerows(
            [rij[0], naam if rij[0] == "GM0225" else rij[1], *rij[2:]] for rij in rijen
        )


@pytest.fixture(scope="module")
def vreemd(
    example: Werkmap, tmp_path_factory: pytest.TempPathFactory, write_levering: Callable[..., Path]
) -> Werkmap:
    """The example, with such a name of municipality, organisation, supplier and agreement."""
    from helpende_data.cli import main

    werkmap = Werkmap(tmp_path_factory.mktemp("namen") / "werkmap")
    shutil.copytree(example.root, werkmap.root)
    name_druten(werkmap, ERG)
    (werkmap.own / "huisstijl.toml").write_text(
        f"naam = {json.dumps('GGD 7 ' + ERG)}\ncontact = {json.dumps('Bel ' + ERG)}", "utf-8"
    )
    levering = write_levering(
        "gebied_code indicator periode aantal\nGM0225 meldingen 2024 122",
        folder=werkmap.root,
        naam="=levering \u202e(1)",
        uitgever=f"Uitgever 8 {ERG}",
        titel=f"Titel {ERG}",
        synthetisch=True,
    )
    assert main(["--stil", "--werkmap", str(werkmap.root), "ingest", str(levering)]) == 0
    woorden = ("--afspraak", f"Bellen {ERG}", "--functie", f"Teamleider {ERG}", "--jaar", "2023")
    afspraak = ["--werkmap", str(werkmap.root), "afspraken", "voeg-toe", "-g", "GM0225", *woorden]
    assert main(afspraak) == 0
    (stam,) = (pad.stem for pad in (werkmap.root / "afspraken").glob("*.csv"))
    woorden_bestand = werkmap.root / "toelichting" / f"{stam}.md"
    woorden_bestand.parent.mkdir()
    woorden_bestand.write_text(
        f"jaar: 2024\nnaam: {NAAM}\nfunctie: {NAAM}\n## Meldingen\nEigen {ERG}", "utf-8"
    )
    return werkmap


def shown(pad: Path) -> str:
    """What a file shows, bare; a file that could not be read by its program fails."""
    inhoud = pad.read_bytes()
    match pad.suffix:
        case ".pdf":
            return "".join(read_pdf(inhoud).woorden)
        case ".html":
            tekst = inhoud.decode()
            assert "<script" not in tekst
            assert not re.search(r"(src|href)=[\"'](?!#|data:|mailto:|https://)", tekst)
            return bare(tekst)
        case ".xlsx":
            boek = openpyxl.load_workbook(io.BytesIO(inhoud))
            cellen = [cel for blad in boek for rij in blad.iter_rows() for cel in rij]
            assert not [cel for cel in cellen if cel.data_type == "f"]
            return bare(" ".join(str(cel.value) for cel in cellen))
        case ".csv":
            rijen = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"))))
            assert not [cel for rij in rijen for cel in rij if cel.startswith(("=", "@"))]
            return bare(" ".join(cel for rij in rijen for cel in rij))
        case ".pptx":
            with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
                dias = [n for n in pakket.namelist() if n.startswith("ppt/slides/slide")]
                bomen = [ElementTree.fromstring(pakket.read(naam)) for naam in dias]
            return bare(" ".join(tekst for boom in bomen for tekst in boom.itertext()))
        case ".json":
            return bare(json.dumps(json.loads(inhoud), ensure_ascii=False))
    tekst = inhoud.decode()
    if not pad.stem.endswith("uitnodiging"):  # the text of a mail, which is no Markdown
        assert not re.search(r"(?<!\\)[<>|\[\]*#](?!\s|\Z)", re.sub(r"(?m)^(#+|\|.*)", "", tekst))
    return bare(tekst)


def check_files(werkmap: Werkmap) -> list[Path]:
    """Every file stands in the folder of reports under a name that every system takes."""
    paden = [p for p in werkmap.rapporten.rglob("*") if p.is_file() and p.suffix != ".slot"]
    assert paden
    for pad in paden:
        deel = pad.relative_to(werkmap.rapporten)
        check_name(deel)
        assert re.fullmatch(r"[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+)*", deel.as_posix())
        assert len(str(PureWindowsPath(deel))) < 180
        tekst = shown(pad)
        if pad.suffix in (".html", ".csv", ".json", ".md"):
            assert not {"\u202e", "\a"} & set(pad.read_text("utf-8"))
        escaped = {".html": "&lt;script&gt;", ".md": "script"}.get(pad.suffix, "<script>")
        if "gelderland-zuid" not in deel.as_posix() and "rivierenland" not in deel.as_posix():
            assert pad.suffix == ".csv" or escaped in tekst, pad.name
    outside = {p.name for p in werkmap.root.iterdir()}
    assert outside <= {
        "data", "leveringen", "rapporten", "afspraken", "toelichting", "schrijver.slot",
        *(p.name for p in werkmap.root.glob("=levering*")),
    }  # fmt: skip
    return paden


def test_names_are_text_in_every_format(hd: Callable[..., Any], vreemd: Werkmap) -> None:
    antwoord = hd("--werkmap", vreemd.root, "report", "-g", "GM0225", "--formaat", FORMATEN)
    assert antwoord.code == 0, antwoord.err
    assert NAAM in antwoord.out
    paden = check_files(vreemd)
    assert {pad.suffix for pad in paden} == {f".{soort}" for soort in FORMATEN.split(",")}
    per_soort = {pad.suffix: shown(pad) for pad in paden if pad.name != "manifest.json"}
    for begin in ("GGD 7", "Uitgever 8", "Titel", "Bellen", "Teamleider", "Eigen"):
        for suffix in (".pdf", ".json"):
            gezocht = bare(f"{begin} {NAAM}")
            if suffix == ".json":
                gezocht = bare(json.dumps(f"{begin} {NAAM}")[1:-1])
            assert gezocht in per_soort[suffix], (begin, suffix)


@pytest.mark.slow
@pytest.mark.parametrize("vraag", SOORTEN)
def test_every_kind_of_report_takes_such_names(
    hd: Callable[..., Any], vreemd: Werkmap, vraag: str
) -> None:
    antwoord = hd("--werkmap", vreemd.root, *vraag.split())
    assert antwoord.code == 0, antwoord.err
    check_files(vreemd)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize(
    "naam", ["Nul.", "12 345", "@SUM(1+1)", "../../x", "x" * MAX_NAME, "مدينة 北京 🏠"]
)
def test_other_names_that_could_do_harm_are_text_too(
    hd: Callable[..., Any], example_copy: Werkmap, naam: str
) -> None:
    name_druten(example_copy, naam)
    for vraag in (f"report -g GM0225 --formaat {FORMATEN}", "sessie -g GM0225", SOORTEN[5]):
        antwoord = hd("--werkmap", example_copy.root, *vraag.split())
        assert antwoord.code == 0, antwoord.err
        assert naam in antwoord.out
    paden = [pad for pad in example_copy.rapporten.rglob("*") if pad.suffix == ".html"]
    assert len(paden) == 2
    for pad in paden:
        check_name(pad.relative_to(example_copy.root))
        assert naam in pad.read_text("utf-8")


def test_a_name_without_end_is_refused_with_its_row(hd: Callable[..., Any], tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    name_druten(werkmap, "lang " * 100)
    antwoord = hd("--werkmap", tmp_path, "gebieden")
    assert antwoord.code == 11
    assert "klopt niet (een naam heeft 1 tot en met 60 tekens)" in antwoord.err
    assert "data/gebieden/gemeenten.csv" in antwoord.err
