"""A stand-in for CBS on this computer, and a werkmap that asks there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cbs_server import CbsServer, always, point_to, status

from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registry
from helpende_data.sources import Registers
from helpende_data.sources.cbs import Client, Dienst, Downloader, Lezer, Uitslag, read_register

MOMENT = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def cbs(monkeypatch: pytest.MonkeyPatch) -> Iterator[CbsServer]:
    """The two services of CBS on this computer; nothing else may be asked."""
    monkeypatch.setenv("NO_PROXY", "*")
    server = CbsServer()
    yield server
    server.close()
    assert server.broken == []


@dataclass
class Slept:
    """The seconds that would have been waited."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> Slept:
    """Nobody waits in a test; what would have been waited is written down."""
    geslapen = Slept()
    monkeypatch.setattr("helpende_data.sources.cbs.client.time.sleep", geslapen)
    monkeypatch.setattr("helpende_data.sources.cbs.client.random.random", lambda: 0.5)
    return geslapen


@pytest.fixture
def werkmap(tmp_path: Path, cbs: CbsServer, slept: Slept) -> Werkmap:  # noqa: ARG001
    """An empty werkmap whose own `cbs.toml` points to the stand-in."""
    return point_to(cbs, Werkmap(tmp_path / "werkmap"))


@pytest.fixture
def client(cbs: CbsServer, slept: Slept) -> Iterator[Callable[..., Client]]:
    """Make a client of the stand-in."""
    open_: list[Client] = []

    def make(**anders: object) -> Client:
        adressen = (f"{cbs.url}/v4", *[f"{cbs.url}/v3"] * 3)
        nieuw = Client(Dienst(*adressen, **anders), sleep=slept, jitter=lambda: 0.5)  # type: ignore[arg-type]
        open_.append(nieuw.__enter__())
        return nieuw

    yield make
    for client in open_:
        client.__exit__(None, None, None)


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[Werkmap], Werkmap]:
    """The same werkmap once more: its registry and kept replies, without its figures."""

    def make(van: Werkmap) -> Werkmap:
        naar = Werkmap(tmp_path / "kopie")
        shutil.copytree(van.dataset / "snapshots", naar.dataset / "snapshots")
        shutil.copy(van.own / "cbs.toml", naar.own)
        return naar

    return make


@pytest.fixture
def read(werkmap: Werkmap, cbs: CbsServer) -> Callable[..., Uitslag]:
    """Read one table from the stand-in, over the new service or (``v3``) the old one."""

    def one(tabel: str, dienst: str = "v4") -> Uitslag:
        cbs.faults = {"/v4/": list(always(status(404)))} if dienst == "v3" else {}
        registers = Registers(werkmap, *read_registry(werkmap))
        register = read_register(werkmap, registers.indicatoren)
        with Client(register.dienst) as client:
            downloader = Downloader(client, werkmap, lambda: MOMENT, lambda *_: None)
            return Lezer(register, registers, downloader).read(tabel)

    return one
