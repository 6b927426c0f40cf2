"""What a report says has changed since the one before: what was printed, and never too much."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpende_data import pipeline
from helpende_data.dataset import withdraw
from helpende_data.errors import UsageError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop, Written
from helpende_data.reports.model import Alinea, Tabel

Write = Callable[..., Path]
KOP = "gebied_code indicator periode aantal status voorlopig\n"
CBS = {"bron": "eigen", "afronding": 5, "marge": 2, "bescherming": "uitgever", "naam": "druten"}
OUD = KOP + "GM0225 meldingen 2023 45 afgerond ja\nGM0225 adviezen 2023 60 afgerond ja"


@pytest.fixture
def werkmap(ingested_copy: Werkmap) -> Werkmap:
    return ingested_copy


def make(werkmap: Werkmap, *formaten: str, jaar: int = 2023) -> Written:
    workshop = pipeline.open_workshop(werkmap)
    return pipeline.report(workshop, "Druten", periode=Periode(jaar), formaten=formaten or ("csv",))


def snapshot(written: Written) -> dict[str, bytes]:
    return {pad.name: pad.read_bytes() for pad in sorted(written.map.iterdir())}


def changed(written: Written) -> dict[tuple[str, str, str], tuple[str, str]]:
    w = written.rapport.wijzigingen
    if w is None:
        return {}
    return {(r.gebied_code, r.indicator, r.periode): (r.was, r.nu) for r in w.regels}


def entry(written: Written) -> dict[str, Any]:
    uitgaven = json.loads((written.map / "manifest.json").read_text("utf-8"))["uitgaven"]
    gevonden: dict[str, Any] = uitgaven["druten-2023-team"]
    return gevonden


def accountability(written: Written) -> list[Any]:
    return list(written.rapport.secties[-1].blokken)


def test_the_first_report_says_nothing_of_changes(werkmap: Werkmap) -> None:
    eerste = make(werkmap)
    assert eerste.rapport.wijzigingen is None
    assert entry(eerste)["gewijzigd"] is None


def test_a_corrected_count_is_listed_once_with_what_was_printed(
    werkmap: Werkmap, levering: Write
) -> None:
    """Its rate follows from it and has no line of its own."""
    pipeline.ingest(werkmap, [levering(OUD, **CBS)])
    make(werkmap)
    pipeline.ingest(werkmap, [levering(OUD.replace("45 afgerond ja", "50 afgerond nee"), **CBS)])
    tweede = make(werkmap)
    assert changed(tweede) == {("GM0225", "meldingen", "2023"): ("45 *", "50")}
    tabel = next(b for b in accountability(tweede) if isinstance(b, Tabel))
    assert tabel.titel == "Cijfers gewijzigd sinds het vorige rapport"
    assert tabel.rijen == (("Meldingen, aantal", "Druten", "2023", "45 *", "50"),)
    zin = next(b.tekst for b in accountability(tweede)
               if isinstance(b, Alinea) and "Sinds het vorige" in b.tekst)  # fmt: skip
    assert "Gewijzigd: 1. Nieuw: 0. Niet meer in dit rapport: 0." in zin


def test_the_first_report_about_a_year_tells_what_stood_otherwise_in_that_of_the_year_before(
    werkmap: Werkmap, levering: Write
) -> None:
    """Who lays last year's report beside this one's trend finds why they differ."""
    rijen = OUD.removeprefix(KOP)
    drie = KOP + "\n".join(rijen.replace("2023", str(jaar)) for jaar in (2021, 2022, 2023))
    pipeline.ingest(werkmap, [levering(drie, **CBS)])
    make(werkmap, jaar=2022)
    gelijk = make(werkmap)
    assert changed(gelijk) == {}
    assert any("Wat ook in het rapport over 2022" in b.tekst
               for b in accountability(gelijk) if isinstance(b, Alinea))  # fmt: skip
    (gelijk.map / "manifest.json").unlink()
    pipeline.ingest(werkmap, [levering(drie.replace("2022 45", "2022 50"), **CBS)])
    anders = make(werkmap)
    assert changed(anders) == {("GM0225", "meldingen", "2022"): ("45 *", "50 *")}
    wijzigingen = anders.rapport.wijzigingen
    assert wijzigingen is not None
    assert (wijzigingen.over, wijzigingen.erbij, wijzigingen.weg) == ("2022", 0, 0)
    assert make(werkmap).rapport.wijzigingen == wijzigingen  # made again it says the same


@pytest.mark.slow
def test_made_again_from_the_same_figures_it_is_the_same_to_the_byte(
    werkmap: Werkmap, levering: Write
) -> None:
    formaten = ("html", "csv")
    pipeline.ingest(werkmap, [levering(OUD, **CBS)])
    eerste = snapshot(make(werkmap, *formaten))
    pipeline.ingest(werkmap, [levering(OUD.replace("45", "50"), **CBS)])
    tweede = snapshot(make(werkmap, *formaten))
    assert tweede != eerste
    assert snapshot(make(werkmap, *formaten)) == tweede
    # A format that is made later belongs to the same edition, and takes no other away.
    make(werkmap, "csv")
    assert snapshot(make(werkmap, *formaten)) == tweede


@pytest.mark.slow
def test_a_withdrawn_correction_is_a_change_back(werkmap: Werkmap, levering: Write) -> None:
    pipeline.ingest(werkmap, [levering(OUD, **CBS)])
    make(werkmap)
    nieuw = pipeline.ingest(werkmap, [levering(OUD.replace("45", "50"), **CBS)]).change.nieuw
    make(werkmap)
    withdraw(werkmap, nieuw[0].id)
    assert changed(make(werkmap)) == {("GM0225", "meldingen", "2023"): ("50 *", "45 *")}


@pytest.mark.slow
def test_what_is_hidden_now_is_not_told_by_what_it_was(werkmap: Werkmap, levering: Write) -> None:
    pipeline.ingest(werkmap, [levering(OUD, **CBS)])
    make(werkmap)
    dicht = OUD.replace("45 afgerond", "- onderdrukt")
    pipeline.ingest(werkmap, [levering(dicht, **CBS)])
    tweede = make(werkmap)
    assert changed(tweede)["GM0225", "meldingen", "2023"] == ("", "afgeschermd")
    assert "45 *" not in json.dumps(entry(tweede)["gewijzigd"])
    tabel = next(b for b in accountability(tweede) if isinstance(b, Tabel))
    assert tabel.rijen[0][3] == "niet getoond"


def test_what_is_withheld_now_is_only_counted(werkmap: Werkmap, levering: Write) -> None:
    pipeline.ingest(werkmap, [levering(OUD, **CBS)])
    make(werkmap)
    exact = OUD.replace("45 afgerond", "46 exact").replace("60 afgerond", "61 exact")
    pipeline.ingest(werkmap, [levering(exact, **(CBS | {"bescherming": "geen"}))])
    tweede = make(werkmap)
    assert ("GM0225", "meldingen", "2023") not in changed(tweede)
    assert tweede.rapport.wijzigingen is not None
    assert tweede.rapport.wijzigingen.weg > 0
    assert "45 *" not in json.dumps(entry(tweede)["gewijzigd"])


@pytest.mark.slow
def test_under_another_policy_the_earlier_value_is_left_out(
    werkmap: Werkmap, levering: Write
) -> None:
    pipeline.ingest(werkmap, [levering(OUD, **CBS)])
    make(werkmap)
    beleid = (werkmap.packaged / "beleid.toml").read_text("utf-8")
    (werkmap.own / "beleid.toml").write_text(beleid.replace('versie = "', 'versie = "x'), "utf-8")
    pipeline.ingest(werkmap, [levering(OUD.replace("45", "50"), **CBS)])
    assert changed(make(werkmap)) == {("GM0225", "meldingen", "2023"): ("", "50 *")}


@pytest.mark.slow
def test_many_changes_are_cut_short_with_how_many_more(werkmap: Werkmap) -> None:
    eerste = make(werkmap)
    pad = eerste.map / "manifest.json"
    manifest = json.loads(pad.read_text("utf-8"))
    cijfers = manifest["uitgaven"]["druten-2023-team"]["cijfers"]
    cijfers |= dict.fromkeys(cijfers, "een ander getal")
    pad.write_text(json.dumps(manifest), "utf-8")
    tweede = make(werkmap)
    assert tweede.rapport.wijzigingen is not None
    meer = len(tweede.rapport.wijzigingen.regels) - 12
    tabel = [b for b in accountability(tweede) if isinstance(b, Tabel)][-1]
    assert len(tabel.rijen) == 12
    assert tabel.noot.startswith(f"En nog {meer} andere")


@pytest.mark.slow
def test_a_source_without_a_date_is_not_the_newest(example_copy: Werkmap) -> None:
    eerste = make(example_copy)
    pad = eerste.map / "manifest.json"
    manifest = json.loads(pad.read_text("utf-8"))
    uitgave = manifest["uitgaven"]["druten-2023-team"]
    assert uitgave["stand_van_de_gegevens"] == ""
    uitgave["cijfers"] = dict.fromkeys(uitgave["cijfers"], "een ander getal")
    pad.write_text(json.dumps(manifest), "utf-8")
    zinnen = [b.tekst for b in accountability(make(example_copy)) if isinstance(b, Alinea)]
    assert any(zin.startswith("Sinds het vorige rapport is dit veranderd.") for zin in zinnen)


@pytest.mark.parametrize(
    "stuk",
    [
        pytest.param(b'{"uitgaven": {"druten-2023-team": {}}}', marks=pytest.mark.slow),
        pytest.param(
            b'{"uitgaven": {"druten-2023-team": {"cijfers": {}}}}', marks=pytest.mark.slow
        ),
        b'{"uitgaven": {"druten-2023-team": {"cijfers": 3, "gewijzigd": 4}}}',
    ],
)
def test_a_manifest_that_tells_no_figures_counts_as_no_earlier_report(
    stuk: bytes, werkmap: Werkmap
) -> None:
    eerste = make(werkmap)
    (eerste.map / "manifest.json").write_bytes(stuk)
    assert make(werkmap).rapport.wijzigingen is None


def test_a_source_that_is_not_public_leaves_no_hash_in_any_output(
    werkmap: Werkmap, levering: Write
) -> None:
    gedaan = pipeline.ingest(werkmap, [levering(OUD, **CBS, openbaar=False)])
    (nieuw,) = gedaan.change.nieuw
    formaten = ("html", "pdf", "xlsx", "csv")
    written = make(werkmap, *formaten)
    (bron,) = (b for b in entry(written)["invoer"] if b["bestand"] == nieuw.bestand)
    assert (bron["sha256"], bron["levering"]) == ("", nieuw.id)
    openbaar = [b for b in written.rapport.bronnen if not b.levering]
    assert openbaar
    assert all(len(b.sha256) == 64 for b in openbaar)
    for pad in written.bestanden:  # a workbook is compressed: see below
        assert nieuw.bron_sha256.encode() not in pad.read_bytes()
    with zipfile.ZipFile(next(pad for pad in written.bestanden if pad.suffix == ".xlsx")) as boek:
        assert all(nieuw.bron_sha256.encode() not in boek.read(naam) for naam in boek.namelist())


def test_an_example_is_not_written_over_a_published_report(
    verzonnen: Workshop, tmp_path: Path, hd: Callable[..., Any]
) -> None:
    """It is never a concept, so it has no file of its own beside the report that somebody decided
    on."""
    vraag = ("report", "-g", "Druten", "--formaat", "csv", "--uit", tmp_path)
    assert hd("--werkmap", verzonnen.werkmap.root, *vraag).code == 0
    manifest = next(tmp_path.rglob("manifest.json"))
    inhoud = json.loads(manifest.read_text("utf-8"))
    for uitgave in inhoud["uitgaven"].values():
        uitgave |= {"stempel": "", "register": {"nummer": 2, "kenmerk": "0123456789abcdef"}}
    manifest.write_text(json.dumps(inhoud), "utf-8")
    voor = {pad: pad.read_bytes() for pad in tmp_path.rglob("*") if pad.is_file()}
    antwoord = hd("--werkmap", verzonnen.werkmap.root, *vraag)
    assert antwoord.code == UsageError.exit_code
    assert "voorbeeldcijfers komt niet over een gepubliceerd rapport heen" in antwoord.err
    assert "--uit" in antwoord.err
    assert {pad: pad.read_bytes() for pad in tmp_path.rglob("*") if pad.is_file()} == voor
