"""An erased delivery is gone, but for its number, its reason and a digest that tells nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpende_data import pipeline
from helpende_data.dataset import (
    Change,
    add_leveringen,
    erase,
    historie,
    read_dataset,
    read_index,
    restore,
    state_of,
)
from helpende_data.errors import DatasetError, UsageError, WriteError
from helpende_data.files import Werkmap
from helpende_data.sources import Levering

Add = Callable[..., Change]
Lees = Callable[..., Levering]
H1 = "gebied_code indicator periode aantal\nVT06 meldingen 2024-H1 987654"
H1_BETER = H1.replace("987654", "987001")


def everything(werkmap: Werkmap) -> bytes:
    return b"".join(pad.read_bytes() for pad in sorted(werkmap.dataset.iterdir()))


def test_nothing_of_the_figures_is_left(werkmap: Werkmap, lees: Lees) -> None:
    los = lees(H1, "2024-H1", openbaar=False)
    add_leveringen(werkmap, [los], vast=False)
    parquet = (werkmap.dataset / "L0001.parquet").read_bytes()
    erase(werkmap, "L0001", reden="bewaartermijn voorbij")
    rest = everything(werkmap)
    assert not list(werkmap.dataset.glob("*.parquet"))
    for digest in (los.sha256, hashlib.sha256(parquet).hexdigest()):
        assert digest.encode() not in rest
    entry = read_index(werkmap)[0]
    assert (entry.rijen, entry.bevat, entry.bestand) == (1, ("2024-H1",), "vt-1.csv")
    assert entry.handelingen[0].reden == "bewaartermijn voorbij"
    assert len(entry.bron_sha256) == 64
    with pytest.raises(DatasetError, match="de cijfers van levering L0001 zijn gewist"):
        state_of(werkmap, entry)


def test_of_a_public_delivery_the_hash_stays(werkmap: Werkmap, lees: Lees) -> None:
    los = lees(H1, "2024-H1")
    add_leveringen(werkmap, [los], vast=False)
    erase(werkmap, "L0001", reden="x")
    assert read_index(werkmap)[0].bron_sha256 == los.sha256
    assert not (werkmap.dataset / "geheim").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_only_the_user_may_read_the_secret(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1", openbaar=False)
    erase(werkmap, "L0001", reden="x")
    assert (werkmap.dataset / "geheim").stat().st_mode & 0o777 == 0o600


def test_two_data_sets_keep_another_digest_of_the_same_file(tmp_path: Path, lees: Lees) -> None:
    los = lees(H1, "2024-H1", openbaar=False)
    digests = set()
    for naam in ("een", "twee"):
        werkmap = Werkmap(tmp_path / naam)
        add_leveringen(werkmap, [los], vast=False)
        erase(werkmap, "L0001", reden="x")
        digests.add(read_index(werkmap)[0].bron_sha256)
    assert len(digests) == 2


def test_what_it_replaced_counts_again(werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    add(H1_BETER, "2024-H1")
    assert [e.id for e in erase(werkmap, "L0002", reden="x").nieuw] == ["L0001"]
    assert read_dataset(werkmap).tellingen["aantal"].tolist() == [987654]


@pytest.mark.parametrize("openbaar", [True, False])
def test_the_same_file_comes_back_only_when_it_is_let(
    openbaar: bool, werkmap: Werkmap, lees: Lees
) -> None:
    los = lees(H1, "2024-H1", openbaar=openbaar)
    add_leveringen(werkmap, [los], vast=False)
    erase(werkmap, "L0001", reden="termijn")
    ((_, reden),) = add_leveringen(werkmap, [los], vast=False).overgeslagen
    assert reden == (
        "gewist (termijn); mag zij toch weer worden ingelezen: hd dataset terug L0001 --ongedaan"
    )
    restore(werkmap, "L0001")
    assert read_dataset(werkmap).tellingen.empty
    assert [e.id for e in add_leveringen(werkmap, [los], vast=False).nieuw] == ["L0002"]
    erase(werkmap, "L0002", reden="termijn")
    assert len(add_leveringen(werkmap, [los], vast=False).overgeslagen) == 1


def test_what_was_let_in_again_can_be_erased_again(werkmap: Werkmap, lees: Lees) -> None:
    los = lees(H1, "2024-H1", openbaar=False)
    add_leveringen(werkmap, [los], vast=False)
    erase(werkmap, "L0001", reden="termijn")
    restore(werkmap, "L0001")
    assert restore(werkmap, "L0001") == Change()
    erase(werkmap, "L0001", reden="toch niet")
    ((_, waarom),) = add_leveringen(werkmap, [los], vast=False).overgeslagen
    assert waarom.startswith("gewist (toch niet)")
    gedaan = [handeling.wat for handeling in read_index(werkmap)[0].handelingen]
    assert gedaan == ["gewist", "vrijgegeven", "gewist"]


@pytest.mark.parametrize("reden", ["", "  "])
def test_without_a_reason_nothing_is_erased(reden: str, werkmap: Werkmap, add: Add) -> None:
    add(H1, "2024-H1")
    with pytest.raises(UsageError, match="hoort een reden"):
        erase(werkmap, "L0001", reden=reden)
    assert len(read_dataset(werkmap).tellingen) == 1


def test_a_file_of_data_bron_is_not_erased_but_its_old_version_is(
    werkmap: Werkmap, lees: Lees
) -> None:
    for tekst in (H1, H1_BETER):
        add_leveringen(werkmap, [lees(tekst, reeks="", naam="vast")], vast=True)
    with pytest.raises(UsageError, match="hoort bij de bestanden die altijd meegaan"):
        erase(werkmap, "L0002", reden="x")
    erase(werkmap, "L0001", reden="x")
    assert [pad.name for pad in werkmap.dataset.glob("*.parquet")] == ["L0002.parquet"]


def test_a_file_that_is_open_elsewhere_is_told_and_erased_later(
    werkmap: Werkmap, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(H1, "2024-H1")

    def locked(*_args: object, **_kwargs: object) -> None:
        raise PermissionError("in use")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(os, "unlink", locked)
        with pytest.raises(WriteError, match="telt niet meer mee, maar haar bestand kan nog niet"):
            erase(werkmap, "L0001", reden="x")
    assert read_dataset(werkmap).tellingen.empty
    assert erase(werkmap, "L0001", reden="x") == Change()
    assert not list(werkmap.dataset.glob("*.parquet"))


# --- retention ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("maanden", "tot", "vandaag", "verlopen"),
    [
        (60, "2029-01-31", date(2029, 1, 31), False),
        (60, "2029-01-31", date(2029, 2, 1), True),
        (61, "2029-02-28", date(2029, 2, 28), False),
        (61, "2029-02-28", date(2029, 3, 1), True),
    ],
)
def test_a_delivery_past_its_term_is_named_and_stays(
    maanden: int,
    tot: str,
    vandaag: date,
    verlopen: bool,
    werkmap: Werkmap,
    add: Add,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted from the day it came in; the 31st becomes the last day of a month without one."""
    monkeypatch.setattr("helpende_data.dataset.add.now", lambda: "2024-01-31T10:00:00+01:00")
    add(H1, "2024-H1", openbaar=False)
    termijnen = {"openbaar": 0, "niet_openbaar": maanden}
    (regel,) = historie(werkmap, bewaartermijn=termijnen, vandaag=vandaag)
    assert (regel.bewaren_tot, regel.verlopen) == (tot, verlopen)
    assert len(read_dataset(werkmap).tellingen) == 1


def test_the_policy_sets_the_term_and_history_gives_the_command(
    werkmap: Werkmap, levering: Callable[..., Path], hd: Callable[..., Any]
) -> None:
    beleid = werkmap.packaged / "beleid.toml"
    werkmap.own.mkdir(parents=True)
    tekst = beleid.read_text("utf-8").replace("niet_openbaar = 60", "niet_openbaar = 1")
    (werkmap.own / "beleid.toml").write_text(tekst, "utf-8")
    with pytest.MonkeyPatch.context() as vroeger:
        vroeger.setattr("helpende_data.dataset.add.now", lambda: "2024-01-31T10:00:00+01:00")
        pipeline.ingest(werkmap, [levering(H1, openbaar=False), levering(H1, naam="b", bron="b")])
    antwoord = hd("--werkmap", werkmap.root, "dataset", "historie")
    assert 'hd dataset verwijder L0001 --reden "bewaartermijn voorbij"' in antwoord.out
    assert "verwijder L0002" not in antwoord.out


# --- what was fetched -----------------------------------------------------------------------------


def test_the_replies_of_a_download_go_with_its_last_delivery(werkmap: Werkmap, lees: Lees) -> None:
    """They belong to the last one: those of the first were replaced by them."""
    map_ = werkmap.dataset / "snapshots" / "84849NED"
    for tekst in (H1, H1_BETER):
        los = replace(lees(tekst, "2024-H1"), momentopname="snapshots/84849NED")
        add_leveringen(werkmap, [los], vast=False)
    map_.mkdir(parents=True)
    (map_ / "antwoord.json").write_text("987001")
    erase(werkmap, "L0001", reden="x")
    assert map_.exists()
    erase(werkmap, "L0002", reden="x")
    assert not map_.exists()
