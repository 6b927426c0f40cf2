"""A stand-in for the data services of CBS on this computer: both of them, from one set of tables.

The shapes are those of recorded replies; every figure in it is invented.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from helpende_data.files import Werkmap
from helpende_data.files.werkmap import packaged_data

Cell = int | float | str | None  # a number, "." or a text, None: empty; not there at all: absent


@dataclass
class Fact:
    """A measure or category: code, title, and where it has one its group, unit or status."""

    code: str
    title: str
    group: str = ""
    unit: str = ""
    status: str = ""


@dataclass
class FakeTable:
    """A table by its dimensions, measures and cells.

    Args:
        dims: code of the dimension -> (title, categories).
        cells: (measure, category of each dimension) -> cell.
        width: how wide the old service writes codes of areas.
    """

    id: str
    title: str
    dims: dict[str, tuple[str, list[Fact]]]
    measures: list[Fact]
    cells: dict[tuple[str, ...], Cell] = field(default_factory=dict)
    version: str = "202502200000"
    modified: str = "2025-02-20T00:00:00+01:00"
    width: int = 6
    page: int = 100_000

    def put(self, measure: str, *codes: str, value: Cell) -> None:
        self.cells[measure, *codes] = value

    def _groups(self, facts: list[Fact]) -> list[str]:
        return list(dict.fromkeys(f.group for f in facts if f.group))

    # --- the new service -------------------------------------------------------------------

    def v4(self, deel: str, url: str) -> Any:
        if deel == "Properties":
            return {
                "Identifier": self.id,
                "Title": self.title,
                "Modified": self.modified,
                "Version": self.version,
                "ObservationsModified": self.modified,
                "ObservationCount": len(self.cells),
                "License": "https://creativecommons.org/licenses/by/4.0/",
            }
        if deel == "Dimensions":
            return [
                {
                    "Identifier": code,
                    "Title": titel,
                    "Kind": "Dimension",  # the real one does not always tell either
                    "ContainsGroups": bool(self._groups(facts)),
                }
                for code, (titel, facts) in self.dims.items()
            ]
        if deel == "MeasureCodes":
            groepen = self._groups(self.measures)
            return [
                {
                    "Identifier": m.code,
                    "Title": f"{m.title} ",
                    "Unit": m.unit,
                    "MeasureGroupId": f"G{groepen.index(m.group)}" if m.group else None,
                }
                for m in self.measures
            ]
        if deel == "MeasureGroups":
            return self._v4_groups(self.measures)
        if deel == "Observations":
            return self._observations(url)
        for code, (_, facts) in self.dims.items():
            groepen = self._groups(facts)
            if deel == f"{code}Codes":
                return [
                    {
                        "Identifier": f.code,
                        "Title": f.title,
                        "DimensionGroupId": f"G{groepen.index(f.group)}" if f.group else "X",
                        **({"Status": f.status} if f.status else {}),
                    }
                    for f in facts
                ]
            if deel == f"{code}Groups":
                return self._v4_groups(facts)
        return None

    def _v4_groups(self, facts: list[Fact]) -> list[dict[str, Any]]:
        return [
            {"Id": f"G{n}", "Title": titel, "ParentId": None}
            for n, titel in enumerate(self._groups(facts))
        ]

    def _observations(self, url: str) -> list[dict[str, Any]]:
        wil = make_filter(url)
        rijen = []
        for nummer, ((maat, *codes), cel) in enumerate(self.cells.items()):
            velden = {"Measure": maat, **dict(zip(self.dims, codes, strict=True))}
            if wil(velden):
                getal = cel if isinstance(cel, (int, float)) else None
                tekst = f"{cel}   " if isinstance(cel, str) and cel != "." else None
                leeg = getal is None and tekst is None
                rijen.append(
                    {
                        "Id": nummer,
                        "ValueAttribute": "Impossible" if leeg else "None",
                        "Value": getal,
                        "StringValue": tekst,
                        **velden,
                    }
                )
        return rijen

    # --- the old service -------------------------------------------------------------------

    def _padded(self, dim: str, code: str) -> str:
        return code.ljust(self.width) if dim == "RegioS" else code

    def _column(self, maat: Fact) -> str:
        kaal = re.sub(r"\W", "", maat.title.title())
        return f"{kaal}_{self.measures.index(maat) + 1}"

    def v3(self, deel: str, url: str) -> Any:
        if deel == "TableInfos":
            return [
                {
                    "Identifier": self.id,
                    "Title": self.title,
                    "Modified": self.modified[:19],
                    "RecordCount": len(self.cells),
                }
            ]
        if deel == "DataProperties":
            return self._properties()
        if deel == "CategoryGroups":
            return [
                {"ID": n, "DimensionKey": code, "Title": titel, "ParentID": None}
                for code, (_, facts) in self.dims.items()
                for n, titel in enumerate(self._groups(facts))
            ]
        if deel == "UntypedDataSet":
            return self._rows(url)
        if deel in self.dims:
            facts = self.dims[deel][1]
            groepen = self._groups(facts)
            return [
                {
                    "Key": self._padded(deel, f.code),
                    "Title": f.title,
                    "CategoryGroupID": groepen.index(f.group) if f.group else None,
                    **({"Status": f.status} if f.status else {}),
                }
                for f in facts
            ]
        return None

    def _properties(self) -> list[dict[str, Any]]:
        rijen: list[dict[str, Any]] = []
        for code, (titel, _) in self.dims.items():
            soort = {"RegioS": "GeoDimension", "Perioden": "TimeDimension"}.get(code, "Dimension")
            rijen.append(
                {"ID": len(rijen), "ParentID": None, "Type": soort, "Key": code, "Title": titel}
            )
        groepen = {}
        for titel in self._groups(self.measures):
            groepen[titel] = len(rijen)
            rijen.append(
                {
                    "ID": len(rijen),
                    "ParentID": None,
                    "Type": "TopicGroup",
                    "Key": "",
                    "Title": titel,
                }
            )
        for maat in self.measures:
            rijen.append(
                {
                    "ID": len(rijen),
                    "ParentID": groepen.get(maat.group),
                    "Type": "Topic",
                    "Key": self._column(maat),
                    "Title": maat.title,
                    "Unit": maat.unit,
                }
            )
        return rijen

    def _rows(self, url: str) -> list[dict[str, Any]]:
        wil = make_filter(url)
        plekken = dict.fromkeys(codes for _, *rest in self.cells if (codes := tuple(rest)))
        rijen = []
        for nummer, codes in enumerate(plekken):
            sleutels = {
                dim: self._padded(dim, code) for dim, code in zip(self.dims, codes, strict=True)
            }
            if wil(sleutels):
                cellen = {
                    self._column(m): self._text(self.cells.get((m.code, *codes), "."))
                    for m in self.measures
                }
                rijen.append({"ID": nummer, **sleutels, **cellen})
        return rijen

    @staticmethod
    def _text(cel: Cell) -> str:
        return f"{'' if cel is None else cel:>8}" if not isinstance(cel, str) else cel.rjust(8)


def make_filter(url: str) -> Callable[[dict[str, str]], bool]:
    """What ``$filter`` of an address asks, for the few forms that the tool uses."""
    vraag = parse_qs(urlsplit(url).query).get("$filter", [""])[0]
    delen = [deel for deel in vraag.split(" and ") if deel]

    def one(deel: str, rij: dict[str, str]) -> bool:
        deel = deel.strip()
        if deel.startswith("(") and deel.endswith(")"):
            return any(one(stuk, rij) for stuk in deel[1:-1].split(" or "))
        if past := re.fullmatch(r"(\w+) in \((.*)\)", deel):
            return rij[past[1]] in re.findall(r"'([^']*)'", past[2])
        if past := re.fullmatch(r"(\w+) (eq|ge) '([^']*)'", deel):
            return rij[past[1]] == past[3] if past[2] == "eq" else rij[past[1]] >= past[3]
        if past := re.fullmatch(r"startswith\((\w+),'([^']*)'\)", deel):
            return rij[past[1]].startswith(past[2])
        raise AssertionError(f"the stand-in does not know this filter: {deel}")

    return lambda rij: all(one(deel, rij) for deel in delen)


Fault = Callable[[BaseHTTPRequestHandler], bool]  # answers itself (True) or lets it pass


class CbsServer:
    """The two services. `faults` holds what goes wrong: part of an address -> answers, in order."""

    def __init__(self) -> None:
        self.tables: dict[str, FakeTable] = {}
        self.faults: dict[str, list[Fault]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.next_host = ""
        self.broken: list[BaseException | None] = []
        self.stop = threading.Event()
        buiten = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each reply waits for an acknowledgement

            def do_GET(self) -> None:
                buiten.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Keep what went wrong here for the test; print nothing between its output."""
                fout = sys.exc_info()[1]
                if not isinstance(fout, ConnectionError):  # a client that left is no fault
                    buiten.broken.append(fout)

        self._http = Server(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self.stop.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def add(self, *tables: FakeTable) -> None:
        self.tables |= {table.id: table for table in tables}

    def fail(self, where: str, *faults: Fault) -> None:
        """Let the next requests whose address holds `where` go wrong, one fault each."""
        self.faults.setdefault(where, []).extend(faults)

    def cells_asked(self) -> list[str]:
        return [pad for pad in self.asked if "Observations" in pad or "UntypedDataSet" in pad]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        pad = unquote(handler.path)
        self.asked.append(pad)
        self.agents.add(handler.headers["User-Agent"])
        for where, faults in list(self.faults.items()):
            if where in pad and faults and faults.pop(0)(handler):
                return
        delen = urlsplit(handler.path).path.strip("/").split("/")
        inhoud = self._reply(delen, handler.path)
        send(handler, 200, inhoud) if inhoud is not None else send(
            handler, 404, {"error": {"code": "", "message": "…"}}
        )

    def _reply(self, delen: list[str], pad: str) -> Any:
        dienst, *rest = delen
        if rest in (["Datasets"], ["Tables"]):
            rijen = [{"Identifier": t.id, "Title": t.title} for t in self.tables.values()]
            gezocht = re.findall(r"'([^']*)'", unquote(pad))[0].lower()
            return {"value": [r for r in rijen if gezocht in r["Title"].lower()]}
        table = self.tables.get(rest[0])
        if table is None:
            return None
        inhoud = table.v4(rest[1], pad) if dienst == "v4" else table.v3(rest[1], pad)
        if not isinstance(inhoud, list):
            return inhoud
        begin = int(parse_qs(urlsplit(pad).query).get("$skip", ["0"])[0])
        antwoord: dict[str, Any] = {"value": inhoud[begin : begin + table.page]}
        if begin + table.page < len(inhoud):
            kaal = re.sub(r"[?&]\$skip=\d+", "", pad)
            teken = "&" if "?" in kaal else "?"
            sleutel = "@odata.nextLink" if dienst == "v4" else "odata.nextLink"
            antwoord[sleutel] = (
                f"{self.next_host or self.url}{kaal}{teken}$skip={begin + table.page}"
            )
        return antwoord


def send(
    handler: BaseHTTPRequestHandler,
    code: int,
    inhoud: Any,
    *,
    soort: str = "application/json; charset=utf-8",
    koppen: dict[str, str] | None = None,
) -> None:
    ruw = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode()
    handler.send_response(code)
    handler.send_header("Content-Type", soort)
    handler.send_header("Content-Length", str(len(ruw)))
    for naam, waarde in (koppen or {}).items():
        handler.send_header(naam, waarde)
    handler.end_headers()
    handler.wfile.write(ruw)


def status(code: int, **koppen: str) -> Fault:
    """An error of the server, with headers such as ``Retry_After``."""

    def fault(handler: BaseHTTPRequestHandler) -> bool:
        netjes = {naam.replace("_", "-"): waarde for naam, waarde in koppen.items()}
        send(handler, code, b"druk", soort="text/plain", koppen=netjes)
        return True

    return fault


def html(handler: BaseHTTPRequestHandler) -> bool:
    """A page for people where JSON was asked."""
    send(handler, 200, b"<html>Inloggen</html>", soort="text/html")
    return True


def reset(handler: BaseHTTPRequestHandler) -> bool:
    """The connection goes in the middle of a reply."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"value": [')
    handler.close_connection = True
    return True


def stall(server: CbsServer) -> Fault:
    """Says nothing until the test is over."""

    def fault(handler: BaseHTTPRequestHandler) -> bool:
        server.stop.wait()
        handler.close_connection = True
        return True

    return fault


def always(fault: Fault) -> Iterator[Fault]:
    """Enough of a fault to outlast every try."""
    return iter([fault] * 1000)


def point_to(cbs: CbsServer, werkmap: Werkmap, **anders: object) -> Werkmap:
    """Let the registry of a werkmap ask the stand-in."""
    tekst = (packaged_data() / "cbs.toml").read_text("utf-8")
    for oud, nieuw in (
        ("https://datasets.cbs.nl/odata/v1/CBS", f"{cbs.url}/v4"),
        ("https://opendata.cbs.nl/ODataApi/odata", f"{cbs.url}/v3"),
        ("https://opendata.cbs.nl/ODataFeed/odata", f"{cbs.url}/v3"),
        ("https://opendata.cbs.nl/ODataCatalog", f"{cbs.url}/v3"),
        *((f"{naam} = ", f"{naam} = {waarde} # ") for naam, waarde in anders.items()),
    ):
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw)
    werkmap.own.mkdir(parents=True, exist_ok=True)
    (werkmap.own / "cbs.toml").write_text(tekst, "utf-8")
    return werkmap
