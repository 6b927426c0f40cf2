"""From rounded figures to published ones: a concept leaves no trace, a publication stays."""

from __future__ import annotations

import csv
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from publicaties import OWN, RVN, counts

from helpende_data import pipeline
from helpende_data.disclosure import Cel, open_ledger, register_facts, remember_head
from helpende_data.disclosure.facts import between, exact
from helpende_data.disclosure.keten import ledger_path, read_ledger
from helpende_data.errors import DisclosureError, SourceError, UsageError, WriteError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import open_workshop, publiceren
from helpende_data.pipeline.anderen import missing_tables
from helpende_data.reports.render.cijfers_csv import cells
from helpende_data.schema import CIJFERS
from helpende_data.statistics import aandeel, aantal, per_100k, verhouding

Write = Callable[..., Path]
CONCEPT = "CONCEPT, NOG NIET VASTGESTELD"
INTERN = "INTERN, NIET VERSPREIDEN"
WIE = ("--door", "A. Ander", "--functie", "teamleider")
FILES = ("--formaat", "csv")


def files_of(werkmap: Werkmap) -> dict[str, bytes]:
    paden = (pad for pad in werkmap.rapporten.rglob("*") if pad.is_file())
    return {pad.relative_to(werkmap.rapporten).as_posix(): pad.read_bytes() for pad in paden}


def all_but_reports(werkmap: Werkmap) -> dict[Path, bytes]:
    paden = (pad for pad in werkmap.root.rglob("*") if pad.is_file())
    return {p: p.read_bytes() for p in paden if werkmap.rapporten not in p.parents}


def report_of(werkmap: Werkmap, hd: Callable[..., Any], *opties: object) -> Any:
    over = ("report", "-g", "Druten", "--jaar", "2023", *(opties or FILES))
    return hd("--werkmap", werkmap.root, *over)


def publish_of(werkmap: Werkmap, hd: Callable[..., Any], *opties: object) -> Any:
    over = ("publiceer", "-g", "Druten", "--jaar", "2023", *FILES, *WIE)
    return hd("--werkmap", werkmap.root, *over, *opties)


def test_a_concept_is_stamped_everywhere_and_leaves_no_trace(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    over, voor = ("report", "-g", "Druten", "--jaar", "2023"), all_but_reports(own)
    antwoord = hd("--werkmap", own.root, *over)
    assert CONCEPT in antwoord.out
    eerst = files_of(own)
    hd("--werkmap", own.root, *over)
    assert files_of(own) == eerst
    assert all_but_reports(own) == voor
    soorten = {naam.rpartition(".")[2]: naam for naam in eerst if "-concept" in naam}
    assert set(soorten) == {"html", "pdf", "xlsx", "csv"}
    html = eerst[soorten["html"]].decode()
    assert html.count(CONCEPT) >= html.count("<svg") + 2
    boek = zipfile.ZipFile(BytesIO(eerst[soorten["xlsx"]]))
    bladen = [naam for naam in boek.namelist() if naam.startswith("xl/worksheets/sheet")]
    assert len(bladen) == 4
    assert all(CONCEPT in boek.read(naam).decode() for naam in bladen)
    import pypdfium2

    for bladzijde in pypdfium2.PdfDocument(eerst[soorten["pdf"]]):
        assert CONCEPT in bladzijde.get_textpage().get_text_range()


def test_a_publication_is_entered_once_and_carries_no_stamp(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    report_of(own, hd)
    assert "(nummer 2 in het register)" in publish_of(own, hd).out
    eerst, ledger = files_of(own), ledger_path(own).read_bytes()
    assert not any("concept" in naam for naam in eerst)
    assert not any(CONCEPT.encode() in inhoud for inhoud in eerst.values())
    assert "waren al openbaar" in publish_of(own, hd).out
    assert (files_of(own), ledger_path(own).read_bytes()) == (eerst, ledger)
    inhoud = read_ledger(own, None).records[-1].inhoud
    assert (inhoud["door"], inhoud["functie"]) == ("A. Ander", "teamleider")
    # What is public by now needs no act and no stamp.
    assert CONCEPT not in report_of(own, hd).out
    assert not any("concept" in naam for naam in files_of(own))


def test_with_public_figures_only_there_is_no_ledger_and_no_stamp(
    ingested_copy: Werkmap, hd: Callable[..., Any]
) -> None:
    hd("--werkmap", ingested_copy.root, "report", "-g", "Druten", *FILES)
    assert not ledger_path(ingested_copy).exists()
    voor = files_of(ingested_copy)
    hd("--werkmap", ingested_copy.root, "publiceer", "-g", "Druten", *FILES, *WIE)
    assert files_of(ingested_copy) == voor
    assert not ledger_path(ingested_copy).exists()


def test_killed_after_the_ledger_the_same_command_finishes_the_publication(
    own: Werkmap, hd: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise WriteError("proef")

    with monkeypatch.context() as even:
        even.setattr(publiceren, "write_prepared", killed)
        assert publish_of(own, hd).code == WriteError.exit_code
    assert not files_of(own)
    assert "waren al openbaar" in publish_of(own, hd).out
    assert len(read_ledger(own, None).records) == 2
    assert any(naam.endswith("druten-2023-team-cijfers.csv") for naam in files_of(own))


def test_a_ledger_and_data_set_that_were_both_put_back_are_noticed_by_the_reports(
    own: Werkmap, hd: Callable[..., Any], tmp_path: Path
) -> None:
    """Somebody restores a copy of before the last publication: each part by itself looks right."""
    shutil.copytree(own.dataset, tmp_path / "kopie")
    assert publish_of(own, hd).code == 0
    assert hd("--werkmap", own.root, "onthulling", "controle").code == 0
    for map_ in (own.dataset, ledger_path(own).parent):
        shutil.rmtree(map_)
    shutil.copytree(tmp_path / "kopie", own.dataset)
    voor = all_but_reports(own)
    for antwoord in (publish_of(own, hd), hd("--werkmap", own.root, "onthulling", "controle")):
        assert antwoord.code == DisclosureError.exit_code
        assert "ouder dan een rapport dat al is gepubliceerd" in antwoord.err
        assert "druten-2023-team" in antwoord.err
    assert all_but_reports(own) == voor
    # Nobody has a later copy: the report goes aside, and its figures are registered from it.
    own.rapporten.rename(tmp_path / "apart")
    assert publish_of(own, hd).code == 0


def test_the_mark_in_a_manifest_stays_the_same_and_tells_nothing_to_others(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    publish_of(own, hd)
    [manifest] = own.rapporten.rglob("manifest.json")
    eerst = manifest.read_bytes()
    feit = between(Cel("huisverboden", "totaal", "VT-GZ", "2023"), 10, 20, "tussen")
    ledger = register_facts(own, read_ledger(own, None), [feit], naam="raad", op="2024-01-01")
    remember_head(own, ledger.head)
    report_of(own, hd)
    assert manifest.read_bytes() == eerst
    merk = json.loads(eerst)["uitgaven"]["druten-2023-team"]["register"]
    assert merk["nummer"] == 2
    assert merk["kenmerk"] not in ledger.records[1].line()


def test_of_an_area_that_cbs_does_not_have_its_areas_with_the_same_gemeenten_must_be_known(
    tmp_path: Path, levering: Callable[..., Path]
) -> None:
    """Our own count is of fifteen gemeenten; CBS has a region of fourteen of them."""
    werkmap = Werkmap(tmp_path / "w")
    vandaag = date.today()
    cbs = {"bron": "cbs", "afronding": 5, "marge": 2, "opgehaald": vandaag.isoformat()}
    pad = levering(
        "gebied_code indicator periode aantal status\nVT06 meldingen 2022 2700 afgerond",
        naam="Veilig_Thuis",
        adres="https://opendata.cbs.nl/statline/#/CBS/nl/dataset/84848NED",
        **cbs,
    )
    pipeline.ingest(werkmap, (pad,))
    feiten = open_workshop(werkmap).feiten

    def asked(gebied: str, periode: str) -> bool:
        cel = Cel("meldingen", "totaal", gebied, periode)
        return bool(missing_tables(werkmap, feiten, [cel], vandaag))

    assert not asked("VT-GZ", "2022")
    assert asked("VT-GZ", "2021")  # may be there, and was not chosen
    assert not asked("VT-GZ", "2023")  # not there yet
    assert asked("GM0225", "2022")
    # A registry of one's own that leaves tables out does not open the door.
    register = werkmap.data_file("cbs.toml").read_text("utf-8")
    werkmap.own.mkdir(parents=True, exist_ok=True)
    zonder = register.replace(', "GM"]', "]")
    (werkmap.own / "cbs.toml").write_text(zonder, "utf-8")
    assert zonder != register
    assert asked("GM0225", "2022")


def test_what_cbs_publishes_about_the_same_counts_comes_first(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    hd("--werkmap", own.root, "dataset", "terug", "3", "--reden", "proef")
    voor = all_but_reports(own)
    concept = report_of(own, hd).out
    assert CONCEPT in concept
    assert "hoogstens een maand ervoor: hd ingest --bron cbs --tabel 84849NED" in concept
    antwoord = publish_of(own, hd)
    assert antwoord.code == DisclosureError.exit_code
    assert "hd ingest --bron cbs --tabel 84849NED" in antwoord.err
    assert "het CBS publiceert ook adviezen van" in antwoord.err
    assert not any("concept" not in naam and naam.endswith(".csv") for naam in files_of(own))
    assert all_but_reports(own) == voor
    hd("--werkmap", own.root, "dataset", "terug", "3", "--ongedaan")
    assert "(nummer 2 in het register)" in publish_of(own, hd).out


NAMEN = ("Druten", "Heumen", "Nijmegen", "Wijchen", "Mook en Middelaar", "Berg en Dal", "Beuningen")


def statline(map_: Path, jaar: int, namen: Sequence[str] = NAMEN) -> Path:
    """A download of today with rounded figures, as counts() has them when it is about 2023."""
    regels = [["Kenmerken adviezen/meldingen", "Regio's", "Perioden"]]
    regels[0] += ["Gestarte adviezen (aantal)", "Ontvangen meldingen (aantal)"]
    aantallen = {
        (code, periode, indicator): int(aantal)
        for code, indicator, _, periode, aantal in map(str.split, counts().splitlines()[1:])
    }
    perioden = {
        f"{jaar}": "2023",
        f"1e halfjaar {jaar}": "2023-H1",
        f"2e halfjaar {jaar}": "2023-H2",
    }
    for (code, naam), (titel, periode) in product(zip(RVN, namen, strict=False), perioden.items()):
        waarden = [aantallen[code, periode, i] for i in ("adviezen", "meldingen")]
        regels.append(["Totaal", naam, titel, *(str(5 * round(n / 5)) for n in waarden)])
    pad = map_ / f"Huiselijk_geweld_{date.today():%d%m%Y}_101010.csv"
    with pad.open("w", encoding="utf-8-sig", newline="") as doel:
        csv.writer(doel, delimiter=";").writerows(regels)
    return pad


@pytest.mark.parametrize(
    ("jaar", "genoeg"),
    [
        (2022, True),
        pytest.param(2023, True, marks=pytest.mark.slow),
        pytest.param(2024, False, marks=pytest.mark.slow),
    ],
    ids=["newer", "same", "older"],
)
def test_without_the_service_of_cbs_a_download_of_statline_opens_the_door(
    jaar: int, genoeg: bool, own: Werkmap, tmp_path: Path, hd: Callable[..., Any]
) -> None:
    """A table that ends before 2023 tells that CBS has not got so far; one with later years only
    tells that 2023 was not chosen."""
    hd("--werkmap", own.root, "dataset", "terug", "3", "--reden", "proef")
    antwoord = publish_of(own, hd)
    assert "opendata.cbs.nl/statline/#/CBS/nl/dataset/84849NED/table" in antwoord.err
    assert "hd ingest BESTAND" in antwoord.err
    assert hd("--werkmap", own.root, "ingest", statline(tmp_path, jaar)).code == 0
    antwoord = publish_of(own, hd)
    assert (antwoord.code == 0) is genoeg, antwoord.err


@pytest.mark.slow
def test_a_gemeente_that_a_download_lacks_is_named(
    own: Werkmap, tmp_path: Path, hd: Callable[..., Any]
) -> None:
    hd("--werkmap", own.root, "dataset", "terug", "3", "--reden", "proef")
    assert hd("--werkmap", own.root, "ingest", statline(tmp_path, 2022, NAMEN[:-1])).code == 0
    assert "Beuningen" in publish_of(own, hd).err


def test_a_concept_says_that_figures_of_cbs_are_needed_until_they_are_there(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    zin = "Voor publicatie nodig: de cijfers die het CBS"
    maak = ("report", "-g", "Druten", "--jaar", "2023", "--formaat", "html")
    for terug, nodig in (((), True), (("--ongedaan",), False)):
        reden = () if terug else ("--reden", "proef")
        hd("--werkmap", own.root, "dataset", "terug", "3", *reden, *terug)
        antwoord = hd("--werkmap", own.root, *maak)
        [concept] = own.rapporten.rglob("*-concept.html")
        assert (zin in concept.read_text("utf-8")) == nodig
        assert ("Typ eerst" in antwoord.out) == nodig


def test_what_cbs_said_at_a_publication_stays_known(public: Werkmap) -> None:
    regio = Cel("meldingen", "totaal", "VT06", "2023")
    ledger = read_ledger(public, None)
    alle = [f for feiten in ledger.taken_over.values() for f in feiten]
    [feit] = [f for f in alle if f.cellen == (regio,)]
    assert (feit.laag, feit.hoog) == (2_498, 2_502)
    assert all(f.cellen[0].gebied != "GM0363" for f in alle)
    # What it says now goes before what it said then; withdrawn, the last word stays.
    nieuw = between(regio, 2_600, 2_604, "uitgever")
    assert feit not in ledger.beside([nieuw])
    assert feit in ledger.facts
    # What two sources said of it then is known both, whichever was read last.
    precies, ruim = exact(regio, 2_501, "krant"), between(regio, 2_490, 2_510, "uitgever")
    for volgorde in ((precies, ruim), (ruim, precies)):
        twee = ledger.with_record(
            "publicatie", {"naam": "x", "openbaar": [f.to_json() for f in volgorde]}
        )
        assert {(2_501, 2_501), (2_490, 2_510)} <= {
            (f.laag, f.hoog) for f in twee.facts if f.cellen == (regio,)
        }


@pytest.mark.parametrize("hoe", ["vervangen", "weg", "afgekapt", "gewijzigd"])
def test_without_its_ledger_nothing_is_made_and_the_old_files_stay(
    hoe: str, public: Werkmap, hd: Callable[..., Any]
) -> None:
    voor, pad = files_of(public), ledger_path(public)
    regels = pad.read_bytes().splitlines(keepends=True)
    match hoe:
        case "vervangen":
            ander = open_ledger(Werkmap(public.root / "ander"), None, bytes(32))
            pad.write_text("".join(record.line() + "\n" for record in ander.records))
        case "weg":
            pad.unlink()
        case "afgekapt":
            pad.write_bytes(regels[0])
        case "gewijzigd":
            pad.write_bytes(pad.read_bytes().replace(b"teamleider", b"wethouder!"))
    for antwoord in (report_of(public, hd), publish_of(public, hd)):
        assert antwoord.code == DisclosureError.exit_code
        assert "reservekopie" in antwoord.err
    assert files_of(public) == voor


def test_what_was_published_stays_after_a_small_correction(
    public: Werkmap, hd: Callable[..., Any], levering: Write
) -> None:
    voor = shown_counts(public)
    pad = levering(counts(extra=1), naam="eigen", **OWN)
    pipeline.ingest(public, (pad,), accepteer="A. Ander, teamleider")
    publish_of(public, hd)
    assert shown_counts(public) == voor


def own_words(werkmap: Werkmap, tekst: str) -> Path:
    """The analyst's words about the reports of Druten in 2023, signed."""
    pad = werkmap.root / "toelichting" / "druten.md"
    pad.parent.mkdir(exist_ok=True)
    kop = "jaar: 2023\nnaam: Marijke van Dam\nfunctie: beleidsadviseur"
    pad.write_text(f"{kop}\n\n## meldingen\n{tekst}\n", "utf-8")
    return pad


def test_numbers_in_own_words_are_checked_by_somebody_once(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    zin = "De campagne bereikte 12 scholen."
    pad = own_words(own, f"{zin}\n\nGeen getal hier.")
    antwoord = publish_of(own, hd)
    assert antwoord.code == DisclosureError.exit_code
    assert zin in antwoord.err
    assert "Geen getal" not in antwoord.err
    assert not ledger_path(own).exists()
    assert "nummer 2" in publish_of(own, hd, "--nagekeken", "B. Beer, adviseur").out
    inhoud = read_ledger(own, None).records[-1].inhoud
    assert (inhoud["nagekeken"], inhoud["eigen_tekst"]) == ("B. Beer, adviseur", [zin])
    assert publish_of(own, hd).code == 0
    pad.write_text(pad.read_text("utf-8").replace("12", "13"), "utf-8")
    assert "13 scholen" in publish_of(own, hd).err


def test_what_changed_since_the_publication_is_a_concept_beside_it(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    """Only somebody who decides can change a published report, its texts included."""
    publish_of(own, hd)
    gepubliceerd = {n: i for n, i in files_of(own).items() if not n.endswith("manifest.json")}
    report_of(own, hd, *FILES)
    assert {n: files_of(own)[n] for n in gepubliceerd} == gepubliceerd
    assert not any("concept" in naam for naam in files_of(own))
    for zin in ("De campagne bereikte 12 scholen.", "De campagne bereikte de scholen."):
        own_words(own, zin)
        assert "er is iets veranderd sinds de publicatie" in report_of(own, hd, *FILES).out
        assert {n: files_of(own)[n] for n in gepubliceerd} == gepubliceerd
        assert any("concept" in naam for naam in files_of(own))


@pytest.mark.slow
def test_a_text_in_a_report_with_public_figures_only_is_checked_once_too(
    ingested_copy: Werkmap, hd: Callable[..., Any]
) -> None:
    zin = "De campagne bereikte 12 scholen."
    own_words(ingested_copy, zin)
    assert zin in publish_of(ingested_copy, hd).err
    assert not ledger_path(ingested_copy).exists()
    assert publish_of(ingested_copy, hd, "--nagekeken", "B. Beer, adviseur").code == 0
    inhoud = read_ledger(ingested_copy, None).records[-1].inhoud
    assert (inhoud["nagekeken"], inhoud["eigen_tekst"]) == ("B. Beer, adviseur", [zin])
    voor = files_of(ingested_copy)
    assert publish_of(ingested_copy, hd).code == 0
    assert "CONCEPT" not in report_of(ingested_copy, hd).out
    assert files_of(ingested_copy) == voor


@pytest.mark.parametrize(
    "inhoud",
    [
        "{",
        *(
            pytest.param(stuk, marks=pytest.mark.slow)
            for stuk in ("[]", '{"uitgaven": {"x": 1}}', "")
        ),
    ],
)
def test_beside_a_damaged_manifest_nothing_is_written(
    inhoud: str, public: Werkmap, hd: Callable[..., Any]
) -> None:
    """It may say that a report was published: then nobody may write over it."""
    [manifest] = public.rapporten.rglob("manifest.json")
    manifest.write_text(inhoud, "utf-8")
    voor = files_of(public) | {str(p): b for p, b in all_but_reports(public).items()}
    for antwoord in (
        report_of(public, hd),
        publish_of(public, hd),
        hd("--werkmap", public.root, "onthulling", "controle"),
    ):
        assert antwoord.code == SourceError.exit_code
        assert "manifest.json" in antwoord.err
        assert "reservekopie" in antwoord.err
    assert files_of(public) | {str(p): b for p, b in all_but_reports(public).items()} == voor


@pytest.mark.slow
def test_a_report_that_another_werkmap_published_is_never_written_over(
    public: Werkmap, prepared: Werkmap, ingested: Werkmap, tmp_path: Path, hd: Callable[..., Any]
) -> None:
    uit = public.rapporten
    voor = files_of(public)
    for nummer, bron in enumerate((prepared, ingested)):
        ander = Werkmap(tmp_path / str(nummer))
        shutil.copytree(bron.root, ander.root)
        antwoord = publish_of(ander, hd, "--uit", uit)
        assert antwoord.code == DisclosureError.exit_code
        assert "druten-2023-team" in antwoord.err
        assert not ledger_path(ander).exists()
        assert report_of(ander, hd, *FILES, "--uit", uit).code == 0
        na = files_of(public)
        assert {naam: na[naam] for naam in voor if "manifest" not in naam} == {
            naam: inhoud for naam, inhoud in voor.items() if "manifest" not in naam
        }
    uitgaven = json.loads(next(uit.rglob("manifest.json")).read_text("utf-8"))["uitgaven"]
    assert uitgaven["druten-2023-team"]["register"]


@pytest.mark.parametrize("soort", ["team", "infographic"])
def test_a_baseline_for_a_kind_that_holds_none_is_refused(soort: str, own: Werkmap) -> None:
    werkplaats = pipeline.open_workshop(own)
    vraag = pipeline.Aanvraag(soort, "Druten", periode=Periode.parse("2023"), van=2020)
    with pytest.raises(UsageError, match="beginjaar"):
        pipeline.make(werkplaats, vraag)
    assert not own.rapporten.exists()


@pytest.mark.slow
def test_a_report_without_own_figures_leaves_no_mark_in_a_ledger_that_is_not_there(
    own: Werkmap, hd: Callable[..., Any], levering: Write
) -> None:
    """The delivery is about 2023; of 2022 there is only what others published."""
    tekst = "gebied_code indicator uitsplitsing periode aantal status\n"
    pad = levering(tekst + "GM0225 meldingen totaal 2022 40 afgerond", afronding=5, marge=2)
    pipeline.ingest(own, (pad,))
    over = ("publiceer", "-g", "Druten", "--jaar", "2022", *FILES, *WIE)
    for _ in range(2):
        assert "waren al openbaar" in hd("--werkmap", own.root, *over).out
    assert not ledger_path(own).exists()


@pytest.mark.parametrize(
    ("erbij", "zelfde"), [(1, True), pytest.param(40, False, marks=pytest.mark.slow)]
)
def test_with_the_published_figures_fixed_no_byte_rests_on_the_true_counts(
    erbij: int,
    zelfde: bool,
    public: Werkmap,
    make: Callable[[Path, str], Werkmap],
    tmp_path: Path,
    hd: Callable[..., Any],
) -> None:
    """Another table that agrees with what was published gives the same files, of any kind."""
    ander = make(tmp_path / "ander", counts(extra=erbij))
    shutil.copytree(public.root / "onthulling", ander.root / "onthulling")
    shutil.copy(public.dataset / "onthulling.json", ander.dataset)
    alles = ("--formaat", "html,pdf,xlsx,csv") if zelfde else FILES
    gemaakt = []
    for werkmap in (public, ander):
        shutil.rmtree(werkmap.rapporten, ignore_errors=True)
        report_of(werkmap, hd, *alles)
        gemaakt.append(files_of(werkmap))
    assert (gemaakt[0] == gemaakt[1]) is zelfde
    assert any("concept" in naam for naam in gemaakt[1]) is not zelfde


def shown_counts(werkmap: Werkmap) -> dict[tuple[str, ...], tuple[str, str, str]]:
    pad = next(p for p in werkmap.rapporten.rglob("*-team-cijfers.csv"))
    regels = csv.DictReader(pad.read_text("utf-8").splitlines())
    return {
        (r["gebied_code"], r["indicator"], r["periode"]): (r["waarde"], r["laag"], r["hoog"])
        for r in regels
        if r["maat"] == "aantal" and r["gebied_code"] in RVN
    }


def test_true_counts_are_stamped_everywhere_and_never_entered(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    antwoord = report_of(own, hd, "--intern", "--formaat", "html,xlsx,pdf,csv")
    assert INTERN in antwoord.out
    assert not ledger_path(own).exists()
    bestanden = files_of(own)
    gemaakt = [n for n in bestanden if n.rpartition(".")[2] in ("html", "pdf", "xlsx", "csv")]
    assert len(gemaakt) == 4
    assert all("/intern/" in naam and "-intern" in naam for naam in gemaakt)
    html = next(bestanden[naam] for naam in gemaakt if naam.endswith(".html")).decode()
    assert html.count(INTERN) >= html.count("<svg") + 2
    naar = own.root / "druten.csv"
    over = ("cijfers", "-g", "Druten", "--jaar", "2023", "--intern")
    assert hd("--werkmap", own.root, *over).out.splitlines()[0] == INTERN
    hd("--werkmap", own.root, *over, "--uit", naar)
    assert not naar.exists()
    regels = list(csv.DictReader((own.root / "druten-intern.csv").read_text().splitlines()))
    assert {regel["stempel"] for regel in regels} == {INTERN}
    assert {r["waarde"] for r in regels if (r["indicator"], r["maat"]) == ("meldingen", "aantal")}
    assert "3" in {regel["waarde"] for regel in regels}
    if os.name == "posix":
        [map_] = own.rapporten.rglob("intern")
        open_ = (map_, *map_.iterdir(), own.root / "druten-intern.csv")
        assert {p: oct(p.stat().st_mode & 0o777) for p in open_} == {
            p: oct(0o700 if p == map_ else 0o600) for p in open_
        }


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access elsewhere")
def test_each_command_says_that_others_can_read_an_older_werkmap(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    own.dataset.chmod(0o755)
    for pad in own.dataset.iterdir():
        pad.chmod(0o644)
    for antwoord in (
        report_of(own, hd),
        hd("--werkmap", own.root, "ingest", own.root / "in" / "eigen.csv"),
    ):
        assert "Let op: anderen op deze computer kunnen lezen" in antwoord.out
        assert "chmod 700 " in antwoord.out


@pytest.mark.slow
def test_a_publication_under_a_policy_that_nobody_decided_says_so(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    assert "nog niet vastgesteld" in publish_of(own, hd).out
    beleid = own.data_file("beleid.toml").read_text("utf-8")
    for sleutel, waarde in (("eigenaar", "directeur"), ("vastgesteld_op", "2026-01-01")):
        beleid = beleid.replace(f'{sleutel} = "nog niet vastgesteld"', f'{sleutel} = "{waarde}"', 1)
        (own.own / "beleid.toml").write_text(beleid, "utf-8")
        gewoon = sleutel == "vastgesteld_op"
        assert ("nog niet vastgesteld" not in publish_of(own, hd).out) is gewoon


def test_a_day_of_decision_that_is_no_date_is_refused(own: Werkmap) -> None:
    werkplaats, wat = pipeline.open_workshop(own), [pipeline.Aanvraag("team", "Druten")]
    with pytest.raises(UsageError, match="morgen is geen datum"):
        pipeline.publish(werkplaats, wat, door="A", functie="b", op="morgen")
    assert not ledger_path(own).exists()


def test_true_counts_cannot_be_published(own: Werkmap, hd: Callable[..., Any]) -> None:
    antwoord = publish_of(own, hd, "--intern")
    assert antwoord.code == UsageError.exit_code
    werkplaats = pipeline.open_workshop(own, intern=True)
    with pytest.raises(UsageError, match="interne cijfers"):
        pipeline.publish(werkplaats, [pipeline.Aanvraag("team", "Druten")], door="A", functie="b")
    assert not ledger_path(own).exists()


@pytest.mark.parametrize("zonder", ["--door", "--functie"])
def test_a_publication_names_who_decided(zonder: str, own: Werkmap, hd: Callable[..., Any]) -> None:
    wie = dict(zip(WIE[::2], WIE[1::2], strict=True)) | {zonder: " "}
    opties = [deel for paar in wie.items() for deel in paar]
    antwoord = hd("--werkmap", own.root, "publiceer", "-g", "Druten", *opties)
    assert antwoord.code == UsageError.exit_code
    assert "--door NAAM --functie FUNCTIE" in antwoord.err


def test_figures_on_screen_and_in_a_file_of_a_concept_say_so(
    own: Werkmap, hd: Callable[..., Any]
) -> None:
    over = ("--werkmap", own.root, "cijfers", "-g", "Druten", "--jaar", "2023")
    scherm = hd(*over).out.splitlines()
    assert (scherm[0], scherm[-1]) == (CONCEPT, CONCEPT)
    assert {regel["stempel"] for regel in json.loads(hd(*over, "--formaat", "json").out)} == {
        CONCEPT
    }
    uitleg = hd(*over, "--indicator", "meldingen", "--uitleg").out
    assert uitleg.startswith(CONCEPT)
    assert "Aantal gedeeld door inwoners" not in uitleg  # no rate rests on 0 tot 4
    spoor = ("herkomst", "-g", "Druten", "--indicator", "meldingen", "--jaar", "2023")
    assert hd("--werkmap", own.root, *spoor).out.startswith(CONCEPT)
    publish_of(own, hd)
    assert CONCEPT not in hd(*over).out
    assert CONCEPT not in hd("--werkmap", own.root, *spoor).out


def test_a_rounded_count_is_shown_with_what_it_may_be(own: Werkmap) -> None:
    """The true counts are 3, 0 and 3; nothing says none, and no rate stands on a rounded 0."""
    feiten = pipeline.load(own)
    for periode in ("2023-H1", "2023-H2", "2023"):
        cijfer = aantal(feiten, "GM0225", "meldingen", periode)
        assert cijfer.tekst == ("0 tot 4" if cijfer.waarde == 0 else "1 tot 9")
        cijfer = per_100k(feiten, "GM0225", "meldingen", periode)
        assert cijfer.tekst == cijfer.marge
    in_csv = cells(aantal(feiten, "GM0225", "meldingen", "2023-H2"))
    regel = dict(zip(CIJFERS.columns, in_csv, strict=True))
    assert (regel["waarde"], regel["laag"], regel["hoog"]) == ("", "0", "4")
    groot = aantal(feiten, "GM0209", "meldingen", "2023")
    assert groot.waarde is not None
    assert groot.waarde >= 10
    assert groot.tekst == f"ongeveer {groot.waarde:.0f}"
    assert groot.marge == f"{groot.waarde - 4:.0f} tot {groot.waarde + 4:.0f}"
    leeg = aantal(feiten, "GM0225", "meldingen", "2023-H2")
    assert leeg.waarde == 0
    per = verhouding(feiten, "GM0225", "adviezen", "meldingen", "2023-H2")
    assert (per.waarde, per.reden) == (None, "het totaal is te klein om een deel van te noemen")


def test_a_share_of_small_rounded_counts_says_only_what_they_allow(
    ingested_copy: Werkmap, levering: Write
) -> None:
    pad = levering(
        "gebied_code indicator uitsplitsing periode aantal\n"
        "GM0225 meldingen totaal 2023 44\nGM0225 meldingen leeftijd:0-17 2023 1\n"
        "GM0225 meldingen leeftijd:18-64 2023 43\nGM0225 meldingen leeftijd:65+ 2023 0",
        naam="eigen",
        **OWN,
    )
    pipeline.ingest(ingested_copy, (pad,))
    feiten = pipeline.load(ingested_copy)
    for deel in ("0-17", "65+"):
        cijfer = aandeel(feiten, "GM0225", "meldingen", "2023", f"leeftijd:{deel}")
        assert cijfer.tekst == cijfer.marge
        assert cijfer.laag is not None
        assert cijfer.hoog is not None
        assert cijfer.laag <= 100 * {"0-17": 1, "65+": 0}[deel] / 44 <= cijfer.hoog
