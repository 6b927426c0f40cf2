"""Checks the proof of a suppression: plain whole numbers, no solver, nothing else of ours.

A certificate holds the true table, so it is as confidential as the counts themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def check_certificate(certificate: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a certificate, in Dutch; an empty list is a proof.

    The proof is two tables for each count of 1 to `drempel` - 1: both fit everything that is
    shown; in one the count is 0, in the other `drempel` or more.

    Args:
        certificate: `drempel`; `waar`, the counts by cell; `verborgen`, the cells that are hidden;
            `regels`, triples of [[cell, factor], ...], low and high (None: open); `tabellen`, per
            cell two mappings of hidden cells to other counts; `vrij`, cells that need no proof;
            `eenzijdig`, cells of which what is public already rules out one of the two. As made,
            or read back from JSON, where every name of a cell is a text.
    """
    drempel, waar = certificate["drempel"], _by_name(certificate["waar"])
    verborgen = {str(cel) for cel in certificate["verborgen"]}
    vrij, eenzijdig = ({str(cel) for cel in certificate[s]} for s in ("vrij", "eenzijdig"))
    bewijs = _by_name(certificate["tabellen"])
    regels = [
        ([(str(cel), factor) for cel, factor in termen], laag, hoog)
        for termen, laag, hoog in certificate["regels"]
    ]
    fouten = _faults(waar, regels, "de tabel zelf")
    for cel, aantal in waar.items():
        if cel in vrij or not 0 < aantal < drempel:
            continue
        if cel not in verborgen:
            fouten.append(f"{cel} is klein en wordt getoond")
        tabellen = [anders and _by_name(anders) for anders in bewijs.get(cel, ())]
        if len(tabellen) != 2 or tabellen.count(None) > (cel in eenzijdig):
            fouten.append(f"{cel} heeft geen twee tabellen")
            continue
        for nummer, anders in enumerate(tabellen):
            if anders is None:
                continue
            naam = f"tabel {nummer + 1} van {cel}"
            if not set(anders) <= verborgen:
                fouten.append(f"{naam} wijzigt een cel die wordt getoond")
            tabel = {**waar, **anders}
            fouten += _faults(tabel, regels, naam)
            if (tabel[cel] != 0) if nummer == 0 else (tabel[cel] < drempel):
                fouten.append(f"{naam} laat die cel klein")
    return fouten


def _by_name(by_cel: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(cel): waarde for cel, waarde in by_cel.items()}


def _faults(tabel: Mapping[Any, Any], regels: Sequence[Any], naam: str) -> list[str]:
    fouten = [
        f"{naam}: {cel} is geen geheel getal vanaf 0"
        for cel, aantal in tabel.items()
        if type(aantal) is not int or aantal < 0
    ]
    for nummer, (termen, laag, hoog) in enumerate(regels):
        som = sum(factor * tabel[cel] for cel, factor in termen)
        if (laag is not None and som < laag) or (hoog is not None and som > hoog):
            fouten.append(f"{naam}: regel {nummer + 1} klopt niet")
    return fouten
