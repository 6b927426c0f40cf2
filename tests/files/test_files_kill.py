"""A process that is killed between two renames leaves the old or the new files, never a mix."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpende_data.files.atomic import recover

OUD = {"een.html": b"oud een", "manifest.json": b"oud manifest"}
NIEUW = {"een.html": b"nieuw een", "extra.csv": b"nieuw", "manifest.json": b"nieuw manifest"}
RENAMES = 5  # two old ones aside, three new ones in place

SCRIPT = """
import os, pathlib, signal, sys
from helpende_data.files import replace_together

manier, moment, nummer, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
teller = 0

def end():
    if manier == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)

def wrap(echt):
    def doe(*args, **kwargs):
        global teller
        teller += 1
        if teller == nummer and moment == "before":
            end()
        echt(*args, **kwargs)
        if teller == nummer and moment == "after":
            end()
    return doe

if moment == "sealed":
    echt = pathlib.Path.unlink
    def unlink(self, *args, **kwargs):
        echt(self, *args, **kwargs)
        end()
    pathlib.Path.unlink = unlink
else:
    os.replace = wrap(os.replace)
replace_together(pathlib.Path(folder), {
    "een.html": b"nieuw een", "extra.csv": b"nieuw", "manifest.json": b"nieuw manifest"})
"""
POINTS = [("before", n) for n in range(1, RENAMES + 1)] + [("after", RENAMES), ("sealed", 0)]
WAYS = [("exit", *point) for point in POINTS]
if os.name == "posix":  # a signal ends a process as os._exit does: tried at two points
    WAYS += [("kill", "before", 3), ("kill", "after", 2)]


@pytest.mark.parametrize(("manier", "moment", "nummer"), WAYS)
def test_a_killed_process_leaves_old_or_new(
    manier: str, moment: str, nummer: int, tmp_path: Path
) -> None:
    for naam, inhoud in OUD.items():
        (tmp_path / naam).write_bytes(inhoud)
    klaar = subprocess.run(
        [sys.executable, "-c", SCRIPT, manier, moment, str(nummer), str(tmp_path)], check=False
    )
    assert klaar.returncode in (9, -9)
    recover(tmp_path)
    recover(tmp_path)  # twice does no harm
    over = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*.*")}
    assert over == (NIEUW if moment == "sealed" else OUD)
