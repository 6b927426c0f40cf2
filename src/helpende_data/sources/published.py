"""Reads figures in the project's own layout (`data/bron/`). Knows nothing of the data set."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from helpende_data.errors import ContractError, Fault, SourceError
from helpende_data.files import one_line, os_path, read_bytes
from helpende_data.provenance import Herkomst, herkomst_path, read_herkomst, sha256
from helpende_data.schema import LAYOUT, TABELLEN, check
from helpende_data.sources.levering import Levering, partly

if TYPE_CHECKING:
    import pandas as pd

HIDDEN_UPPER = 9  # CBS hides 0 to 9; see docs/bronnen.md


def is_published(pad: Path) -> bool:
    """Is a file in this layout, or meant to be: by its herkomst, or by its first column?"""
    if herkomst_path(pad).is_file():
        return True
    if pad.suffix.lower() != ".csv" or not pad.is_file():
        return False
    with open(os_path(pad), "rb") as bestand:
        return bestand.readline(100).lstrip(codecs.BOM_UTF8).startswith(b"gebied_code,")


def read_published(pad: Path, shown: str) -> Levering:
    """One data file with its herkomst, checked against its contract.

    Args:
        pad: a CSV in one of the three layouts of `data/bron/README.md`.
        shown: the name of the file in messages and in the trace of each figure.

    Raises:
        SourceError: the file or its herkomst is missing or cannot be read.
        ContractError: with every fault of the file; `PartlyReadError` when other rows are right.
    """
    inhoud = read_bytes(pad)
    herkomst = read_herkomst(pad, shown)
    if herkomst.tabel not in LAYOUT:
        raise ContractError(
            f"onbekende tabel {herkomst.tabel!r} in de herkomst",
            waar=shown,
            doe=f"bekend zijn {', '.join(LAYOUT)}",
        )
    ruw = _read_csv(inhoud, herkomst.tabel, shown)
    lees = {"tellingen": _tellingen, "inwoners": _inwoners, "opgaven": _opgaven}[herkomst.tabel]

    def levering(rijen: pd.DataFrame) -> Levering:
        df = lees(rijen, herkomst, shown)
        return Levering(pad.stem, shown, herkomst.tabel, df, herkomst, sha256(inhoud))

    try:
        return levering(ruw)
    except ContractError as fout:
        goed = ruw.drop(index=[fault.rij - 2 for fault in fout.faults], errors="ignore")
        raise (partly(fout, lambda: levering(goed)) if len(goed) else fout) from None


def _read_csv(inhoud: bytes, tabel: str, shown: str) -> pd.DataFrame:
    """The cells as texts; empty stays empty."""
    import pandas as pd

    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(
            "dit bestand is geen UTF-8", waar=shown, doe="sla het op als CSV UTF-8"
        ) from None
    if "\0" in tekst:
        raise SourceError("dit bestand is geen tekst", waar=shown, doe="sla het op als CSV UTF-8")
    try:
        rijen = list(csv.reader(io.StringIO(tekst), strict=True))
    except csv.Error as fout:
        raise SourceError(f"dit is geen geldige CSV ({fout})", waar=shown) from None
    if len(rijen) < 2:
        raise SourceError(
            "dit bestand heeft geen cijfers", waar=shown, doe="lees een gevuld bestand in"
        )
    kop, *regels = rijen
    if kop != list(LAYOUT[tabel]):
        mist = [naam for naam in LAYOUT[tabel] if naam not in kop]
        vreemd = [naam for naam in kop if naam not in LAYOUT[tabel]]
        delen = [f"ontbreekt: {', '.join(mist)}"] if mist else []
        delen += [f"onbekend: {', '.join(vreemd)}"] if vreemd else []
        raise ContractError(
            "de kolommen kloppen niet, " + ("; ".join(delen) or "de volgorde is anders"),
            waar=shown,
            doe="zie data/bron/README.md voor de indeling",
        )
    scheef = [str(n) for n, regel in enumerate(regels, start=2) if len(regel) != len(kop)]
    if scheef:
        raise SourceError(
            "deze regels hebben te veel of te weinig kolommen",
            waar=f"{shown}, regel {', '.join(scheef[:5])}",
            doe="herstel de komma's en aanhalingstekens",
        )
    gezien = [[cel if cel.isprintable() else one_line(cel) for cel in regel] for regel in regels]
    return pd.DataFrame(gezien, columns=kop, dtype="str")


def _common(ruw: pd.DataFrame, herkomst: Herkomst, shown: str) -> pd.DataFrame:
    """Adds who, where and which world to every row."""
    regels = [f"{shown}!{rij + 2}" for rij in ruw.index.tolist()]
    return ruw.assign(
        bron=herkomst.bron,
        levering_id="nieuw",
        herkomst=regels,
        bescherming=herkomst.bescherming,
        synthetisch="ja" if herkomst.synthetisch else "nee",
    )


def _tellingen(ruw: pd.DataFrame, herkomst: Herkomst, shown: str) -> pd.DataFrame:
    """Counts with the bounds of the true count that their status leaves."""
    # Bounds come first: a count that is no number is reported by `check`, with its row.
    grenzen = [
        _bounds(aantal, laag, hoog, status, herkomst.marge)
        for aantal, laag, hoog, status in zip(
            ruw["aantal"], ruw["laag"], ruw["hoog"], ruw["status"], strict=True
        )
    ]
    gevuld = ruw.assign(laag=[g[0] for g in grenzen], hoog=[g[1] for g in grenzen])
    return check(
        _common(gevuld, herkomst, shown),
        TABELLEN["tellingen"],
        waar=shown,
        also=_contradictions(ruw, herkomst.afronding),
    )


def _contradictions(ruw: pd.DataFrame, afronding: int) -> list[Fault]:
    """Counts that say something else than their status, their rounding or their bounds."""
    faults = []
    kolommen = (ruw[naam] for naam in ("aantal", "laag", "hoog", "status"))
    for rij, (aantal, laag, hoog, status) in enumerate(zip(*kolommen, strict=True), start=2):
        if status in ("onderdrukt", "onbekend", "niet_van_toepassing") and aantal:
            faults.append(Fault(rij, "aantal", f"hoort leeg te zijn bij status {status}"))
        if status in ("exact", "afgerond") and not aantal:
            faults.append(Fault(rij, "aantal", f"hoort niet leeg te zijn bij status {status}"))
        if status == "afgerond" and not afronding:
            faults.append(
                Fault(rij, "status", "is afgerond, maar de herkomst noemt geen afronding")
            )
        elif status == "afgerond" and aantal.isdecimal() and int(aantal) % afronding:
            faults.append(Fault(rij, "aantal", f"is geen veelvoud van {afronding}"))
        bekend = [int(cel) for cel in (laag, aantal, hoog) if cel.isdecimal()]
        if bekend != sorted(bekend):
            faults.append(Fault(rij, "aantal", "ligt niet tussen laag en hoog"))
    return faults


def _bounds(aantal: str, laag: str, hoog: str, status: str, marge: int) -> tuple[str, str]:
    if laag or hoog:
        return laag or "0", hoog
    if status == "onderdrukt":
        return "0", str(HIDDEN_UPPER)
    try:
        getal = int(float(aantal))  # 12.0 is the whole number 12, as `check` has it
    except (ValueError, OverflowError):
        return "0", ""
    if status == "afgerond":
        return str(max(0, getal - marge)), str(getal + marge)
    if status == "exact":
        return str(max(0, getal)), str(max(0, getal))
    return "0", ""


def _inwoners(ruw: pd.DataFrame, herkomst: Herkomst, shown: str) -> pd.DataFrame:
    niet_januari = ~ruw["peildatum"].str.fullmatch(r"\d{4}-01-01")
    faults = [
        Fault(int(rij) + 2, "peildatum", "is geen 1 januari zoals 2020-01-01")
        for rij in ruw.index[niet_januari]
    ]
    # A row with a wrong date is told once, as that: not as a wrong year or a double row as well.
    met_jaar = ruw.drop(columns="peildatum").assign(
        jaar=ruw["peildatum"]
        .str[:4]
        .where(~niet_januari, [str(3000 + n) for n in range(len(ruw))]),
        peil="1 januari",
        voorlopig="nee",
        vindplaats="",
    )
    return check(_common(met_jaar, herkomst, shown), TABELLEN["inwoners"], waar=shown, also=faults)


def _opgaven(ruw: pd.DataFrame, herkomst: Herkomst, shown: str) -> pd.DataFrame:
    return check(_common(ruw, herkomst, shown), TABELLEN["opgaven"], waar=shown)
