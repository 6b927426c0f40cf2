"""A change that is killed at any moment leaves the old state or the new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpende_data import pipeline
from helpende_data.dataset import read_dataset, repair
from helpende_data.dataset.index import COPY, INDEX, read_index
from helpende_data.files import Werkmap

Write = Callable[..., Path]
KOP = "gebied_code indicator periode aantal\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")

# Each point runs in a fork of one process that has imported everything. A child counts the calls
# that touch the disk and kills itself before the one asked for; in `open` after half the bytes.
SCRIPT = """
import json, os, pathlib, shutil, signal, sys
import pandas, pyarrow.parquet
from helpende_data import dataset
from helpende_data.files import Werkmap, atomic
from helpende_data.sources.published import read_published

basis, wat, *paden = sys.argv[1:]
gelezen = [read_published(pathlib.Path(pad), pad) for pad in paden]

def change(werkmap):
    if wat == "ingest":
        dataset.add_leveringen(werkmap, gelezen, vast=False)
    elif wat == "terug":
        dataset.withdraw(werkmap, "L0002")
    else:
        dataset.erase(werkmap, "L0002", reden="toets")

def armed(punt):
    teller = 0
    def count(call):
        def counted(*args, **kwargs):
            nonlocal teller
            teller += 1
            if teller == punt:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)
        return counted
    write = atomic._write_synced
    def half(pad, inhoud):
        nonlocal teller
        teller += 1
        if teller == punt:
            pathlib.Path(pad).write_bytes(inhoud[: len(inhoud) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        write(pad, inhoud)
    atomic._write_synced = half
    for naam in ("fsync", "replace", "unlink", "makedirs", "rename"):
        setattr(os, naam, count(getattr(os, naam)))

punt, gedood = 0, True
while gedood:
    punt += 1
    kopie = f"{basis}-{wat}-{punt}"
    shutil.copytree(basis, kopie)
    kind = os.fork()
    if not kind:
        armed(punt)
        change(Werkmap(pathlib.Path(kopie)))
        os._exit(0)
    _, uitslag = os.waitpid(kind, 0)
    gedood = os.WIFSIGNALED(uitslag)
    assert gedood or uitslag == 0
print(json.dumps(punt))
"""


@pytest.mark.parametrize(
    ("wat", "oud", "nieuw"),
    [
        ("ingest", [150, 200], [180, 222]),
        pytest.param("terug", [150, 200], [100, 200], marks=pytest.mark.slow),
        pytest.param("wis", [150, 200], [100, 200], marks=pytest.mark.slow),
    ],
)
def test_a_change_killed_at_any_moment_leaves_the_old_or_the_new_state(
    wat: str, oud: list[int], nieuw: list[int], tmp_path: Path, levering: Write
) -> None:
    basis = Werkmap(tmp_path / "w")
    velden = {"naam": "een", "openbaar": False}
    eerste = levering(KOP + "VT06 meldingen 2020 100", **velden)
    twee = levering(KOP + "VT06 adviezen 2020 200", naam="twee", folder=tmp_path / "oud")
    pipeline.ingest(basis, [eerste])
    pipeline.ingest(basis, [levering(KOP + "VT06 meldingen 2020 150", **velden)])
    pipeline.ingest(basis, [twee])
    weg = (basis.dataset / "L0002.parquet").read_bytes()
    paden = [
        levering(KOP + "VT06 meldingen 2020 180", **velden),
        levering(KOP + "VT06 adviezen 2020 222", naam="twee"),
    ]
    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT, basis.root, wat, *paden],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert klaar.returncode == 0, klaar.stderr
    punten = json.loads(klaar.stdout)
    assert punten > 8
    gezien = []
    for punt in range(1, punten + 1):
        werkmap = Werkmap(tmp_path / f"w-{wat}-{punt}")
        staat = sorted(read_dataset(werkmap).tellingen["aantal"])
        assert staat in (oud, nieuw)
        gezien.append(staat)
        # What is left of it is swept away by the next command that writes.
        assert repair(werkmap).beschadigd == ()
        assert sorted(read_dataset(werkmap).tellingen["aantal"]) == staat
        bekend = {entry.parquet for entry in read_index(werkmap)} - {""}
        staan = {pad.name for pad in werkmap.dataset.iterdir()}
        assert staan - {INDEX, COPY, "geheim", "schrijver.slot"} == bekend
        if wat == "wis" and staat == nieuw:
            assert all(weg != pad.read_bytes() for pad in werkmap.dataset.iterdir())
    # Old states first, then only new ones.
    assert gezien == sorted(gezien, key=lambda staat: staat == nieuw)
    assert gezien[0] == oud
    assert gezien[-1] == nieuw
