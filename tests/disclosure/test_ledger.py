"""The ledger remembers every publication, and damage, loss and a second writer are noticed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from helpende_data.disclosure import toegang
from helpende_data.disclosure.facts import exact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.keten import (
    enter_publication,
    ledger_path,
    open_ledger,
    read_ledger,
    register_facts,
)
from helpende_data.disclosure.ledger import Head, Ledger
from helpende_data.disclosure.model import Cel
from helpende_data.disclosure.toegang import access_warning
from helpende_data.errors import BusyError, DisclosureError
from helpende_data.files import Werkmap, writer_lock

ZAAD = bytes(range(32))  # a secret for tests
A, B = (Cel("meldingen", "totaal", code, "2020") for code in ("GM0225", "GM0281"))


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path / "mijn map")


def publish(werkmap: Werkmap, ledger: Ledger, *cijfers: Shown) -> Ledger:
    return enter_publication(
        werkmap,
        ledger,
        cijfers,
        naam="rapport",
        door="A. Ander",
        functie="teamleider",
        op="2026-11-22",
        beleid="2026-1",
    )


def test_what_was_published_and_registered_is_there_when_the_ledger_is_opened_again(
    werkmap: Werkmap,
) -> None:
    leeg = open_ledger(werkmap, None, ZAAD)
    een = publish(werkmap, leeg, Shown(B, 10, 4), Shown(A, 5, 4))
    twee = register_facts(werkmap, een, [exact(B, 9)], naam="jaarverslag", op="2026-11-23")
    weer = open_ledger(werkmap, twee.head, ZAAD)
    assert weer == twee
    assert weer.seed == leeg.seed
    assert len(weer.seed) == 32
    assert weer.shown == {A: Shown(A, 5, 4), B: Shown(B, 10, 4)}
    assert [(f.cellen, f.laag, f.hoog) for f in weer.facts] == [
        ((A,), 1, 9),
        ((B,), 6, 14),
        ((B,), 9, 9),
    ]


def test_opening_writes_nothing_and_the_first_publication_keeps_the_secret(
    werkmap: Werkmap,
) -> None:
    leeg = open_ledger(werkmap, None, ZAAD)
    assert leeg.seed == ZAAD
    assert not ledger_path(werkmap).parent.exists()
    publish(werkmap, leeg, Shown(A, 5, 4))
    assert open_ledger(werkmap, None, bytes(32)).seed == ZAAD


def test_a_figure_that_is_published_again_stands_as_it_was_published_last(werkmap: Werkmap) -> None:
    ledger = publish(werkmap, open_ledger(werkmap, None, ZAAD), Shown(A, 5, 4))
    ledger = publish(werkmap, ledger, Shown(A, 15, 4))
    assert ledger.shown == {A: Shown(A, 15, 4)}
    assert len(ledger.facts) == 1


def test_a_ledger_that_is_ahead_of_the_data_set_is_accepted(werkmap: Werkmap) -> None:
    """A run was killed between the ledger, which comes first, and the data set."""
    eerst = open_ledger(werkmap, None, ZAAD)
    later = publish(werkmap, eerst, Shown(A, 5, 4))
    assert open_ledger(werkmap, eerst.head, ZAAD) == later


def test_a_lost_ledger_stops_everything_and_is_not_made_anew(werkmap: Werkmap) -> None:
    hoofd = publish(werkmap, open_ledger(werkmap, None, ZAAD), Shown(A, 5, 4)).head
    ledger_path(werkmap).unlink()
    with pytest.raises(DisclosureError, match=r"is er niet meer.*reservekopie") as fout:
        open_ledger(werkmap, hoofd, ZAAD)
    assert "onthulling/ledger.jsonl" in str(fout.value)
    assert not ledger_path(werkmap).exists()


@pytest.mark.parametrize(
    ("schade", "zin"),
    [
        (lambda regels: regels[:-1], "mist de laatste publicaties"),
        (lambda regels: regels[:0], "begint niet bij het begin"),
        (lambda regels: [regels[0], regels[2]], "is gewijzigd in regel 2"),
        (lambda regels: regels[1:], "is gewijzigd in regel 1"),
        (lambda regels: [*regels[:2], regels[2][:40]], "is beschadigd in regel 3"),
        (lambda regels: [regels[0], regels[1].replace("10,4", "15,4"), regels[2]], "in regel 2"),
    ],
)
def test_damage_is_found_at_its_line(schade: object, zin: str, werkmap: Werkmap) -> None:
    ledger = publish(werkmap, open_ledger(werkmap, None, ZAAD), Shown(A, 10, 4))
    ledger = register_facts(werkmap, ledger, [exact(B, 9)], naam="jaarverslag", op="2026-11-23")
    pad = ledger_path(werkmap)
    regels = pad.read_text("utf-8").splitlines()
    pad.write_text("".join(f"{r}\n" for r in schade(regels)), "utf-8")  # type: ignore[operator]
    with pytest.raises(DisclosureError, match=zin):
        open_ledger(werkmap, ledger.head, ZAAD)


def test_a_whole_ledger_of_another_werkmap_is_refused(tmp_path: Path) -> None:
    hier, daar = Werkmap(tmp_path / "hier"), Werkmap(tmp_path / "daar")
    hoofd = publish(hier, open_ledger(hier, None, ZAAD), Shown(A, 5, 4)).head
    publish(daar, open_ledger(daar, None, bytes(32)), Shown(A, 5, 4))
    ledger_path(hier).write_bytes(ledger_path(daar).read_bytes())
    with pytest.raises(DisclosureError, match="hoort niet bij deze dataset"):
        open_ledger(hier, hoofd, ZAAD)


def test_a_ledger_of_a_newer_version_asks_for_an_upgrade(werkmap: Werkmap) -> None:
    publish(werkmap, open_ledger(werkmap, None, ZAAD), Shown(A, 5, 4))
    pad = ledger_path(werkmap)
    velden = json.loads(pad.read_text("utf-8").splitlines()[0])
    pad.write_text(json.dumps(velden | {"versie": 99}), "utf-8")
    with pytest.raises(DisclosureError, match=r"nieuwere versie \(99\).*Installeer"):
        read_ledger(werkmap, None)


def test_what_was_made_before_another_publication_cannot_be_entered_after_it(
    werkmap: Werkmap,
) -> None:
    oud = open_ledger(werkmap, None, ZAAD)
    nieuw = publish(werkmap, oud, Shown(A, 5, 4))
    with pytest.raises(DisclosureError, match="intussen"):
        publish(werkmap, oud, Shown(A, 0, 4))
    assert open_ledger(werkmap, nieuw.head, ZAAD) == nieuw


def test_a_second_writer_is_told_who_holds_the_ledger(werkmap: Werkmap) -> None:
    ledger = open_ledger(werkmap, None, ZAAD)
    with writer_lock(ledger_path(werkmap).parent), pytest.raises(BusyError):
        publish(werkmap, ledger, Shown(A, 5, 4))
    assert open_ledger(werkmap, None, ZAAD) == ledger


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access elsewhere")
def test_a_ledger_that_others_can_read_gives_a_warning(werkmap: Werkmap) -> None:
    publish(werkmap, open_ledger(werkmap, None, ZAAD), Shown(A, 5, 4))
    assert access_warning(werkmap) == ""
    ledger_path(werkmap).chmod(0o644)
    ledger_path(werkmap).parent.chmod(0o755)
    raad = access_warning(werkmap).partition("Typ: ")[2]
    assert raad.startswith("chmod 700 ")
    # It works as it is typed, from another folder than the werkmap too.
    subprocess.run(shlex.split(raad), check=True)
    assert access_warning(werkmap) == ""


def _open_for_all(werkmap: Werkmap) -> None:
    werkmap.dataset.chmod(0o755)
    for pad in werkmap.dataset.iterdir():
        pad.chmod(0o644)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access elsewhere")
def test_a_data_set_and_its_figures_are_closed_for_others_from_the_start(own: Werkmap) -> None:
    assert own.dataset.stat().st_mode & 0o077 == 0
    figures = list(own.dataset.glob("*.parquet"))
    assert figures
    assert not [pad for pad in figures if pad.stat().st_mode & 0o077]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access elsewhere")
@pytest.mark.parametrize(
    ("map_", "bestand", "open_"),
    [(0o755, 0o640, True), (0o701, 0o640, False), (0o711, 0o644, True), (0o750, 0o604, False)],
)
def test_others_read_a_file_where_one_class_may_pass_the_folder_and_read(
    werkmap: Werkmap, map_: int, bestand: int, open_: bool
) -> None:
    publish(werkmap, open_ledger(werkmap, None, ZAAD), Shown(A, 5, 4))
    ledger_path(werkmap).chmod(bestand)
    ledger_path(werkmap).parent.chmod(map_)
    assert bool(access_warning(werkmap)) is open_


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access elsewhere")
def test_a_data_set_that_others_can_read_gives_a_warning_when_it_is_not_public(
    own: Werkmap,
) -> None:
    _open_for_all(own)
    assert f"chmod 700 {own.dataset}" in access_warning(own)
    own.dataset.chmod(0o700)
    assert access_warning(own) == ""
    (own.dataset / "geheim").unlink()  # nothing in it is confidential
    _open_for_all(own)
    assert access_warning(own) == ""


def test_a_share_that_keeps_no_rights_gives_a_warning_that_helps(
    own: Werkmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """chmod has no effect there, so it is not what to type."""
    _open_for_all(own)
    monkeypatch.setattr(toegang, "_keeps_rights", lambda _: False)
    zin = access_warning(own)
    assert "netwerkmap" in zin
    assert "data/dataset" in zin
    assert "chmod" not in zin


def test_a_werkmap_on_a_share_of_windows_gives_a_warning(
    own: Werkmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toegang, "_real", lambda _: r"\\server\ggd\werkmap")
    assert "Vraag de beheerder" in access_warning(own)
    assert access_warning(Werkmap(tmp_path / "leeg")) == ""


def test_the_head_is_what_the_data_set_has_to_remember(werkmap: Werkmap) -> None:
    ledger = open_ledger(werkmap, None, ZAAD)
    assert ledger.head == Head(1, ledger.records[0].hash)
    assert ledger.records[0].hash != ledger.records[0].inhoud["zaad"]


def test_an_earlier_figure_that_says_more_of_the_same_count_is_remembered() -> None:
    """The base went from 5 to 10: 11 to 19 became 1 to 19."""
    cel = Cel("meldingen", "totaal", "GM0225", "2022")
    begin = Ledger(open_ledger(Werkmap(Path("/nergens")), None, bytes(32)).records)
    velden = [cel.indicator, cel.uitsplitsing, cel.gebied, cel.periode]
    ledger = begin.with_record("publicatie", {"cijfers": [[*velden, 15, 4]]}).with_record(
        "publicatie", {"cijfers": [[*velden, 10, 9]]}
    )
    nu = Shown(cel, 10, 9).fact("eigen cijfer")
    assert (nu.laag, nu.hoog) == (1, 19)
    feit = ledger.remembered(nu, {cel: 12})
    assert (feit.laag, feit.hoog) == (11, 19)
    assert ledger.remembered(nu, {cel: 9}) == nu  # a count that was corrected since
