"""Where bytes came from, and what a written folder says about its making. No reading of figures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from helpende_data.errors import ContractError, SourceError
from helpende_data.files import one_line, read_toml

REQUIRED = (
    "tabel",
    "bron",
    "uitgever",
    "titel",
    "adres",
    "licentie",
    "gepubliceerd",
    "opgehaald",
    "openbaar",
    "bescherming",
    "sha256",
)


def sha256(inhoud: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(inhoud).hexdigest()


@dataclass(frozen=True)
class Herkomst:
    """Who published a file, where, when and under which terms."""

    tabel: str
    bron: str
    uitgever: str
    titel: str
    adres: str
    licentie: str
    gepubliceerd: str
    opgehaald: str
    openbaar: bool
    bescherming: str  # "uitgever": the publisher rounded or hid small counts; "geen": as counted
    sha256: str
    afronding: int = 0  # the publisher rounds to multiples of this number; 0: not at all
    marge: int = 0  # how far the publisher's rounding can be off, on each side
    via: str = ""
    opmerking: str = ""
    synthetisch: bool = False
    kort: str = ""  # the publisher's name as printed under a figure

    def source_line(self, vindplaats: str) -> str:
        """The source as printed under a figure: publisher, and where in it or its title."""
        wie = self.kort or self.uitgever
        if "://" in vindplaats:
            return f"{wie} ({urlsplit(vindplaats).netloc.removeprefix('www.')})"
        return f"{wie}, {vindplaats or self.titel}"


def herkomst_path(csv_file: Path) -> Path:
    """The neighbour of a data file that says where it came from."""
    return csv_file.with_name(f"{csv_file.stem}.herkomst.toml")


def read_herkomst(csv_file: Path, shown: str) -> Herkomst:
    """The herkomst of a data file, from the neighbour ``NAME.herkomst.toml``.

    Raises:
        SourceError: the neighbour is missing or is not TOML.
        ContractError: keys are missing, unknown or of the wrong type.
    """
    pad = herkomst_path(csv_file)
    waar = shown.removesuffix(csv_file.suffix) + ".herkomst.toml"
    if not pad.is_file():
        raise SourceError(
            "van dit bestand is de herkomst niet bekend",
            waar=shown,
            doe=f"zet {pad.name} ernaast; data/bron/README.md zegt wat erin moet staan",
        )
    gelezen = read_toml(pad, waar)
    velden: dict[str, Any] = {n: _plain(w) for n, w in gelezen.items()}
    mist = [naam for naam in REQUIRED if naam not in velden]
    vreemd = [naam for naam in velden if naam not in Herkomst.__dataclass_fields__]
    if mist or vreemd:
        delen = [f"ontbreekt: {', '.join(mist)}"] if mist else []
        delen += [f"onbekend: {', '.join(vreemd)}"] if vreemd else []
        raise ContractError("de herkomst klopt niet, " + "; ".join(delen), waar=waar)
    soorten = {"bool": bool, "int": int, "str": str}
    scheef = [
        naam
        for naam, waarde in velden.items()
        if type(waarde) is not soorten[str(Herkomst.__dataclass_fields__[naam].type)]
    ]
    if scheef:
        raise ContractError(f"dit is geen goede waarde voor {', '.join(scheef)}", waar=waar)
    if velden["bescherming"] not in ("uitgever", "geen"):
        raise ContractError('bescherming is "uitgever" of "geen"', waar=waar)
    return Herkomst(**velden)


def _plain(waarde: object) -> object:
    """Texts on one line, as they are printed; TOML dates as text, the other types as they are."""
    return waarde if isinstance(waarde, (bool, int)) else one_line(str(waarde))
