"""Attack on what was published: from the files alone, not one small count can be computed."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from aanvaller import Result, attack, read_all
from lezen import Bound
from regio import WIE, Counts, another, example_counts, publications, read_first, tell

from helpende_data import pipeline
from helpende_data.disclosure import register_facts, remember_head
from helpende_data.disclosure.facts import exact
from helpende_data.disclosure.keten import FOLDER, HEAD_FILE, read_ledger
from helpende_data.disclosure.model import Cel
from helpende_data.errors import DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.periodes import Periode
from helpende_data.reports.draw import FORMATEN
from helpende_data.schema import read_indicatoren

LIGHT = ("totaal", "leeftijd", "organisatie", "aard")
DRUTEN = "druten-2022-H1-team.html"
SWAP = ("totaal", "leeftijd:0-17", "leeftijd:18-64", "leeftijd:65+")
MOOK = ("meldingen", "organisatie:onderwijs", "GM0944", "2022-H1")


@dataclass(frozen=True)
class Story:
    """A werkmap from which reports went out, and the true counts before and after correction."""

    werkmap: Werkmap
    eerst: Counts
    laatst: Counts

    def attack(self, mappen: list[Path], ook: tuple[Bound, ...] = ()) -> Result:
        registers = self.registers
        return attack([*read_all(mappen, *registers, self.laatst), *ook], self.laatst, *registers)

    @property
    def registers(self):  # type: ignore[no-untyped-def]
        pad = self.werkmap.data_file("indicatoren.toml")
        return read_gebieden(self.werkmap), read_indicatoren(pad)


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    return example_counts(tmp_path_factory.mktemp("getrokken"))


@pytest.fixture(scope="module")
def story(counts: Counts, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Two half-years, their year and a correction; some kinds, the smallest municipality and one
    more. Do not write in it."""
    werkmap = Werkmap(tmp_path_factory.mktemp("aanval"))
    licht = {
        key: aantal
        for key, aantal in counts.items()
        if key[0] in ("meldingen", "casussen") and key[1].partition(":")[0] in LIGHT
    }
    laatst = tell(
        werkmap,
        licht,
        formaten=["csv", "html", "json"],
        wie=["Druten", "Mook en Middelaar"],
        erbij=12,
        later=[("2022-H2 2022", "2022")],
    )
    return Story(werkmap, licht, laatst)


@pytest.mark.slow
def test_fifteen_municipalities_three_half_years_and_a_correction_give_nothing_away(
    counts: Counts, tmp_path: Path
) -> None:
    werkmap = Werkmap(tmp_path / "w")
    namen = sorted(read_gebieden(werkmap).members("VT-GZ", 2022))
    laatst = tell(
        werkmap,
        counts,
        formaten=["csv", "html", "xlsx", "json", "pdf", "pptx"],
        wie=namen,
        later=[("2022-H2 2022", "2022-H2 2022"), ("2023-H1", "2023-H1")],
    )
    story = Story(werkmap, counts, laatst)
    assert len(check_read_right(story, publications(werkmap))) > 1500
    assert story.attack(publications(werkmap)) == Result((), ())
    werkplaats = pipeline.open_workshop(werkmap, intern=True)
    for naam in namen:
        for periode in ("2022-H1", "2022", "2023-H1"):
            pipeline.report(
                werkplaats,
                naam,
                periode=Periode.parse(periode),
                formaten=["csv", "html"],
                uit=tmp_path / "intern",
            )
            pipeline.report(
                werkplaats,
                naam,
                periode=Periode.parse(periode),
                publiek="beleid",
                formaten=["pptx"],
                uit=tmp_path / "dias",
            )
    assert len(story.attack([tmp_path / "intern"]).bepaald) > 200
    assert len(story.attack([tmp_path / "dias"]).bepaald) > 200


def check_read_right(story: Story, mappen: list[Path]) -> list[Bound]:
    """What the attacker reads is true, and it is not little."""
    gelezen = read_all(mappen, *story.registers, story.laatst)
    for b in gelezen:
        if b.key in story.laatst:
            assert b.laag <= story.laatst[b.key] <= b.hoog, b
    return gelezen


def test_from_all_that_was_published_no_small_count_is_known_or_known_to_be_small(
    story: Story,
) -> None:
    gelezen = check_read_right(story, publications(story.werkmap))
    assert len(gelezen) > 40
    assert story.attack(publications(story.werkmap)) == Result((), ())


def test_every_count_of_ours_in_the_files_stands_in_the_ledger_with_its_bounds(
    story: Story,
) -> None:
    """Nothing goes out that the next audit does not know of."""
    getoond = read_ledger(story.werkmap, None).shown
    laatste = publications(story.werkmap)[-1]
    gevonden = 0
    for pad in laatste.rglob("*-cijfers.csv"):
        for rij in csv.DictReader(pad.read_text("utf-8").splitlines()):
            if rij["maat"] == "aantal" and rij["hoog"] and "CBS" not in rij["bron"]:
                cel = Cel(rij["indicator"], rij["uitsplitsing"], rij["dekking"], rij["periode"])
                assert (getoond[cel].laag, getoond[cel].hoog) == (
                    int(rij["laag"]),
                    int(rij["hoog"]),
                )
                gevonden += 1
    assert gevonden > 25


def test_a_correction_is_told_in_the_report_and_leaves_other_municipalities_as_they_were(
    story: Story,
) -> None:
    eerst, later = (
        {pad.name: pad for pad in map_.rglob("*-team*")} for map_ in publications(story.werkmap)[:2]
    )
    assert "gewijzigd sinds het vorige rapport" not in eerst[DRUTEN].read_text("utf-8")
    assert "gewijzigd sinds het vorige rapport" in later[DRUTEN].read_text("utf-8")
    mook = "mook-en-middelaar-2022-H1-team-cijfers.csv"
    voor, na = (_own_counts(paden[mook]) for paden in (eerst, later))
    assert voor == na
    assert len(voor) > 5


def _own_counts(pad: Path) -> list[tuple[str, ...]]:
    """The lines about counts of Mook en Middelaar."""
    return [
        (rij["indicator"], rij["uitsplitsing"], rij["waarde"], rij["laag"], rij["hoog"])
        for rij in csv.DictReader(pad.read_text("utf-8").splitlines())
        if rij["maat"] == "aantal" and rij["gebied_code"] == "GM0944"
    ]


@pytest.mark.slow
def test_html_pdf_and_slides_tell_the_attacker_nothing_that_the_others_do_not(
    story: Story, tmp_path: Path
) -> None:
    """A new edition beside all that was published: what stands in a PDF or in slides counts too."""
    shutil.copytree(story.werkmap.root, tmp_path / "w")
    werkplaats = pipeline.open_workshop(Werkmap(tmp_path / "w"))
    over = {"periode": Periode.parse("2022"), "publiek": "beleid"}
    gelezen = {}
    for soort in ("html", "pdf", "pptx"):
        uit = tmp_path / soort
        pipeline.report(werkplaats, "Druten", **over, formaten=[soort], uit=uit)
        gelezen[soort] = {b.key: b for b in check_read_right(story, [uit])}
        mappen = [*publications(story.werkmap), uit]
        assert story.attack(mappen) == Result((), ())
    assert min(map(len, gelezen.values())) > 20
    for soort in ("pdf", "pptx"):
        for key, los in gelezen[soort].items():
            pagina = gelezen["html"][key]
            assert los.laag <= pagina.laag <= pagina.hoog <= los.hoog


TIES = [
    ("meldingen/rol:niet_beroepsmatig", "meldingen/organisatie:niet_beroepsmatig"),
    ("meldingen/sector:ggz", "meldingen/organisatie:ggz"),
    ("meldingen/sector:justitie_en_veiligheid", "meldingen/organisatie:politie"),
    ("adviezen/rol:beroepsmatig", "adviezen/sector:onderwijs"),
    ("meldingen/totaal", "casussen/totaal"),
    ("meldingen/aard:mensenhandel", "casussen/aard:mensenhandel"),
    ("zorgcoordinatie_slachtoffers/totaal", "mensenhandel_zorgtrajecten/totaal"),
]


@pytest.mark.parametrize(("groot", "klein"), TIES)
def test_the_attacker_uses_what_ties_two_kinds(groot: str, klein: str, story: Story) -> None:
    """0 to 4 beside 1 to 9: that the one is at least the other proves 1 to 4."""
    een, ander = ((*soort.split("/"), "GM0225", "2022") for soort in (groot, klein))
    gelezen = [Bound(een, 0, 4), Bound(ander, 1, 9)]
    waar = {een: 3, ander: 3}
    assert ander in attack(gelezen, waar, *story.registers).klein
    assert not attack(gelezen[1:], waar, *story.registers).klein
    assert not attack(gelezen, {een: 3, ander: 4}, *story.registers).klein


def test_the_same_attack_on_true_counts_finds_them(story: Story, tmp_path: Path) -> None:
    shutil.copytree(story.werkmap.root, tmp_path / "w")
    werkplaats = pipeline.open_workshop(Werkmap(tmp_path / "w"), intern=True)
    for naam in ("Druten", "Mook en Middelaar"):
        pipeline.report(
            werkplaats,
            naam,
            periode=Periode.parse("2022"),
            formaten=["csv", "html"],
            uit=tmp_path / "intern",
        )
    gevonden = story.attack([tmp_path / "intern"])
    assert len(gevonden.bepaald) >= 8
    assert len(gevonden.klein) >= len(gevonden.bepaald)


@pytest.mark.slow
def test_slides_alone_give_true_counts_away(story: Story, tmp_path: Path) -> None:
    """By their rates, shares and charts; so reading the slides that go out is an attack too."""
    shutil.copytree(story.werkmap.root, tmp_path / "w")
    werkplaats = pipeline.open_workshop(Werkmap(tmp_path / "w"), intern=True)
    over = {"periode": Periode.parse("2022"), "publiek": "beleid", "formaten": ["pptx"]}
    pipeline.report(werkplaats, "Mook en Middelaar", **over, uit=tmp_path / "intern")
    assert len(check_read_right(story, [tmp_path / "intern"])) > 25
    assert len(story.attack([tmp_path / "intern"]).bepaald) >= 5


@pytest.mark.slow
def test_a_publication_that_the_ledger_lacks_is_what_gives_a_count_away(
    story: Story, tmp_path: Path
) -> None:
    """Somebody printed the region with and without Mook. The attacker subtracts; the program stops
    as soon as both are registered, and names that municipality."""
    waar = story.laatst
    assert 0 < waar[MOOK] < 5
    groot = (*MOOK[:2], "VT-GZ", MOOK[3])
    klein = (*MOOK[:2], "VT06", MOOK[3])
    gedrukt = {groot: waar[groot], klein: waar[groot] - waar[MOOK]}
    ook = tuple(Bound(key, aantal, aantal) for key, aantal in gedrukt.items())
    gevonden = story.attack(publications(story.werkmap), ook)
    assert MOOK in gevonden.bepaald
    shutil.copytree(story.werkmap.root, tmp_path / "w")
    werkmap = Werkmap(tmp_path / "w")
    pipeline.open_workshop(werkmap)
    feiten = [exact(Cel(*key), aantal) for key, aantal in gedrukt.items()]
    ledger = register_facts(
        werkmap, read_ledger(werkmap, None), feiten, naam="jaarverslag", op="2023-01-01"
    )
    remember_head(werkmap, ledger.head)
    with pytest.raises(DisclosureError, match="Mook en Middelaar"):
        pipeline.open_workshop(werkmap)


@pytest.mark.slow
def test_with_other_true_counts_that_fit_the_ledger_every_file_is_the_same(
    counts: Counts, tmp_path: Path
) -> None:
    """The protected table is all that statistics, figures and files are made of: the true table is
    swapped for another one, everything is made again, and no byte differs."""
    licht = {
        key: aantal
        for key, aantal in counts.items()
        if key[0] == "meldingen" and key[3].startswith("2022") and key[1] in SWAP
    }
    eerste, tweede = Werkmap(tmp_path / "een"), Werkmap(tmp_path / "twee")
    read_first(eerste, licht, ["2022-H1", "2022-H2", "2022"])
    wat = pipeline.Aanvraag("team", "Druten", periode=Periode.parse("2022"), formaten=FORMATEN)
    pipeline.publish(pipeline.open_workshop(eerste), [wat], **WIE)
    ander = another(licht, eerste, seed=1)
    assert sum(ander[key] != aantal for key, aantal in licht.items()) > len(licht) / 2
    read_first(tweede, ander, ["2022-H1", "2022-H2", "2022"])
    shutil.copytree(eerste.root / FOLDER, tweede.root / FOLDER)
    shutil.copy(eerste.dataset / HEAD_FILE, tweede.dataset)
    pipeline.make(pipeline.open_workshop(tweede), wat)
    een, twee = (
        {pad.name: pad.read_bytes() for pad in (w.rapporten / "2022" / "druten").iterdir()}
        for w in (eerste, tweede)
    )
    assert {naam.rpartition(".")[2] for naam in een} == {*FORMATEN}
    assert een == twee
