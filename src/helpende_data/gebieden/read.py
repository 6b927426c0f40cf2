"""Reads the files of `data/gebieden/`. Knows their layout, not what is done with them."""

from __future__ import annotations

import csv
import io
from typing import Any

from helpende_data.errors import ContractError, SourceError
from helpende_data.files import Werkmap, one_line, read_bytes, read_toml
from helpende_data.files.names import MAX_NAME
from helpende_data.gebieden.model import (
    Gebied,
    Gebieden,
    Herindeling,
    Lidmaatschap,
    Regio,
    Uitzondering,
)


def read_gebieden(werkmap: Werkmap) -> Gebieden:
    """All areas, from the user's own files where they stand over the packaged ones.

    Raises:
        SourceError: a file is missing or damaged.
        ContractError: a row or key is wrong; the message names file and row.
    """
    gemeenten = _rows(werkmap, "gemeenten.csv", _gemeente)
    overig = _rows(werkmap, "gebieden.csv", _gebied)
    by_code = {gebied.code: gebied for gebied in (*gemeenten, *overig)}
    leden = _rows(werkmap, "indeling.csv", _lidmaatschap)
    namen = _rows(werkmap, "namen.csv", lambda r: (r["naam"], r["gemeente_code"]))
    for bestand, codes in (
        ("indeling.csv", [c for lid in leden for c in (lid.gemeente_code, lid.gebied_code)]),
        ("namen.csv", [code for _, code in namen]),
    ):
        vreemd = sorted(set(codes) - set(by_code))
        if vreemd:
            raise ContractError(
                f"onbekende gebiedscode {', '.join(vreemd[:3])}", waar=f"data/gebieden/{bestand}"
            )
    return Gebieden(
        by_code,
        dict(namen),
        tuple(leden),
        tuple(_rows(werkmap, "herindelingen.csv", _herindeling)),
        tuple(_tables(werkmap, "regios.toml", "regio", Regio)),
        tuple(_tables(werkmap, "uitzonderingen.toml", "uitzondering", Uitzondering)),
    )


def _name(naam: str) -> str:
    """A name that fits on a title page, a chart and a file name."""
    if not 0 < len(naam) <= MAX_NAME:
        raise ValueError(f"een naam heeft 1 tot en met {MAX_NAME} tekens")
    return naam


def _gebied(r: dict[str, str]) -> Gebied:
    return Gebied(
        r["gebied_code"],
        _name(r["gebied"]),
        r["soort"],
        _year(r.get("eerste_jaar") or ""),
        _year(r.get("laatste_jaar") or ""),
        opmerking=r["opmerking"],
        volledig=r["volledig"] == "ja",
    )


def _gemeente(r: dict[str, str]) -> Gebied:
    return Gebied(
        r["gemeente_code"],
        _name(r["gemeente"]),
        "gemeente",
        int(r["eerste_jaar"]),
        _year(r["laatste_jaar"]),
        r["opmerking"],
    )


def _lidmaatschap(r: dict[str, str]) -> Lidmaatschap:
    return Lidmaatschap(
        r["indeling"],
        int(r["van_jaar"]),
        _year(r["tot_jaar"]),
        r["gemeente_code"],
        r["gebied_code"],
        r["zeker"] == "ja",
        r["bron"],
        r["opmerking"],
    )


def _herindeling(r: dict[str, str]) -> Herindeling:
    return Herindeling(
        r["van_code"],
        r["naar_code"],
        r["datum"],
        r["soort"],
        _year(r["inwoners"]),
        r["bron"],
        r["opmerking"],
    )


def _year(tekst: str) -> int | None:
    return int(tekst) if tekst else None


def _text(werkmap: Werkmap, naam: str) -> str:
    try:
        return read_bytes(werkmap.data_file(f"gebieden/{naam}")).decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(
            "dit bestand is geen UTF-8", waar=f"data/gebieden/{naam}", doe="sla het op als UTF-8"
        ) from None


def _rows(werkmap: Werkmap, naam: str, make: Any) -> list[Any]:
    lezer = csv.DictReader(io.StringIO(_text(werkmap, naam)), restval="")
    gelezen = []
    for rij, velden in enumerate(lezer, start=2):
        try:
            gelezen.append(make({kop: one_line(cel) for kop, cel in velden.items() if kop}))
        except (KeyError, ValueError, TypeError) as fout:
            raise ContractError(
                f"rij {rij} klopt niet ({fout})", waar=f"data/gebieden/{naam}"
            ) from None
    return gelezen


def _tables(werkmap: Werkmap, naam: str, sleutel: str, klasse: Any) -> list[Any]:
    try:
        tabellen = read_toml(werkmap.data_file(f"gebieden/{naam}"), f"data/gebieden/{naam}").get(
            sleutel, []
        )
        return [
            klasse(**{k: tuple(v) if isinstance(v, list) else v for k, v in tabel.items()})
            for tabel in tabellen
        ]
    except TypeError as fout:
        raise ContractError(
            f"dit bestand klopt niet ({fout})", waar=f"data/gebieden/{naam}"
        ) from None
