"""Enters what somebody else published: a small CSV, checked, audited, and kept in the ledger."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from helpende_data.disclosure import (
    REGISTRATIE,
    Audit,
    Cel,
    ContradictionError,
    Fact,
    Ledger,
    between,
    change,
    exact,
    facts_record,
    know,
    mean,
    namer,
    percent_change,
    protect,
    rate,
    read_beleid,
    register_facts,
    remember_head,
    share,
)
from helpende_data.errors import (
    SHOWN,
    ContractError,
    DisclosureError,
    Fault,
    SourceError,
    UnknownError,
    UsageError,
)
from helpende_data.files import Werkmap, read_bytes
from helpende_data.gebieden import Gebieden, Inwoners
from helpende_data.periodes import Periode
from helpende_data.pipeline.registers import read_counts, read_publications
from helpende_data.schema import TOTAAL, Indicatoren

KOLOMMEN = ("gebied", "indicator", "uitsplitsing", "periode", "soort", "waarde", "laag", "hoog")
SOORTEN = ("aantal", "tussen", "per_100k", "procent", "verschil", "verandering", "gemiddelde")
_TRIED = 20  # facts of a file that are tried one by one, to name the ones that do not fit
MEER_PERIODES = SOORTEN[4:]  # their period is written as a first and a last one: 2022/2023


@dataclass(frozen=True)
class Geregistreerd:
    """How many facts were entered and under which number; 0 when they were there already."""

    feiten: int
    nummer: int


def register_file(werkmap: Werkmap, pad: Path, *, door: str, functie: str) -> Geregistreerd:
    """Enter what stands in a CSV as published by somebody else, after the audit.

    Args:
        pad: columns `KOLOMMEN`, with semicolons or commas; one published number a line.
        door, functie: who looked it up.

    Raises:
        UsageError: nobody is named.
        SourceError, ContractError: the file cannot be read; every fault is named.
        DisclosureError: together with all that is public it gives a small count away, or it
            contradicts a delivery. Nothing was entered.
    """
    door, functie = (" ".join(woord.split()) for woord in (door, functie))
    if not (door and functie):
        raise UsageError("noem wie dit registreert: --door NAAM --functie FUNCTIE")
    dataset, gebieden, indicatoren = read_counts(werkmap)
    beleid = read_beleid(werkmap)
    lezer = _Lezer(gebieden, indicatoren, Inwoners(dataset.inwoners, gebieden))
    ledger = read_publications(werkmap)
    bekend = {(f.termen, f.laag, f.hoog) for f in ledger.facts}
    gelezen = lezer.read(read_bytes(pad), pad.name)
    nieuw = [f for f in gelezen if (f.termen, f.laag, f.hoog) not in bekend]
    if not nieuw:
        return Geregistreerd(0, 0)
    op = date.today().isoformat()
    name = namer(gebieden, indicatoren)

    def audited(feiten: Sequence[Fact]) -> tuple[Ledger, Audit]:
        inhoud = facts_record(feiten, pad.stem, op, door, functie)
        straks = ledger.with_record(REGISTRATIE, inhoud)
        return straks, know(dataset, gebieden, indicatoren, beleid, straks, concept=False).audit()

    try:
        straks, audit = audited(nieuw)
    except ContradictionError:
        waar = dict.fromkeys(
            name(feit.cellen[0]) for feit in nieuw[:_TRIED] if _contradicts(audited, feit)
        )
        raise ContradictionError(
            "er is niets geregistreerd: deze cijfers passen niet bij wat al openbaar is of "
            "bij een levering",
            waar="; ".join(waar) or pad.name,
            doe="kijk of ze goed zijn overgenomen, en over hetzelfde gaan",
        ) from None
    try:
        audit.require(name)
        protect(dataset, gebieden, beleid, indicatoren, straks)
    except DisclosureError as fout:
        raise DisclosureError(
            f"er is niets geregistreerd: {fout.wat}",
            waar=fout.waar,
            doe="dit staat al buiten: leg het voor aan de privacy officer"
            if audit.mislukt
            else fout.doe,
        ) from None
    ledger = register_facts(
        werkmap, ledger, nieuw, naam=pad.stem, op=op, door=door, functie=functie
    )
    remember_head(werkmap, ledger.head)
    return Geregistreerd(len(nieuw), ledger.head.nummer)


def _contradicts(audited: Callable[[Sequence[Fact]], object], feit: Fact) -> bool:
    """Does this fact alone not fit what is known?"""
    try:
        audited([feit])
    except ContradictionError:
        return True
    return False


@dataclass(frozen=True)
class _Lezer:
    gebieden: Gebieden
    indicatoren: Indicatoren
    inwoners: Inwoners

    def read(self, inhoud: bytes, shown: str) -> list[Fact]:
        """The facts of a file, or every fault in it."""
        try:
            tekst = inhoud.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SourceError("dit is geen UTF-8", waar=shown) from None
        teken = ";" if ";" in tekst.partition("\n")[0] else ","
        regels = csv.DictReader(io.StringIO(tekst, newline=""), delimiter=teken, restval="")
        if tuple(regels.fieldnames or ()) != KOLOMMEN:
            raise ContractError(
                "de kolommen kloppen niet", waar=shown, doe=f"{', '.join(KOLOMMEN)}"
            )
        feiten: list[Fact] = []
        fouten: list[Fault] = []
        try:
            for regel in regels:
                try:
                    if None in regel:
                        raise ValueError("er zijn te veel kolommen")
                    feiten += self._facts({k: v.strip() for k, v in regel.items()}, shown)
                except (ValueError, UnknownError) as fout:
                    fouten.append(Fault(regels.line_num, "", str(fout)))
        except csv.Error:
            raise SourceError(
                "dit is geen CSV", waar=shown, doe="kijk of elk aanhalingsteken ook sluit"
            ) from None
        if fouten:
            meer = f" en nog {len(fouten) - SHOWN} regels" if len(fouten) > SHOWN else ""
            wat = "; ".join(map(str, fouten[:SHOWN]))
            raise ContractError(f"{wat}{meer}", waar=shown, faults=tuple(fouten))
        if not feiten:
            raise ContractError("er staat geen enkel cijfer in", waar=shown)
        return feiten

    def _facts(self, regel: dict[str, str], bron: str) -> tuple[Fact, ...]:
        deel = regel["uitsplitsing"] or TOTAAL
        onbekend = self.indicatoren.unknown([(regel["indicator"], deel)])
        if onbekend:
            raise ValueError(f"onbekend: {onbekend[0]}")
        gebied = self.gebieden.find(regel["gebied"]).code
        if regel["soort"] in MEER_PERIODES:
            periodes = _periodes(regel["periode"])
            cellen = [Cel(regel["indicator"], deel, gebied, str(p)) for p in periodes]
            return _of_several(regel, cellen, bron)
        periode = Periode.parse(regel["periode"])
        cel = Cel(regel["indicator"], deel, gebied, str(periode))
        match regel["soort"]:
            case "aantal":
                return (exact(cel, _whole(regel["waarde"]), bron),)
            case "tussen":
                laag, hoog = _whole(regel["laag"]), _whole(regel["hoog"])
                if laag > hoog:
                    raise ValueError("laag is meer dan hoog")
                return (between(cel, laag, hoog, "anderen", bron),)
            case "per_100k":
                populatie = self.indicatoren[cel.indicator].population(deel)
                noemer = self.inwoners.for_count(gebied, periode, populatie=populatie or "alle")
                if not populatie or not noemer.inwoners:
                    raise ValueError("van dit gebied en jaar zijn geen inwoners bekend")
                return (rate(cel, *_printed(regel["waarde"]), noemer.inwoners, bron=bron),)
            case "procent":
                if deel == TOTAAL:
                    raise ValueError("bij procent hoort een uitsplitsing: deel van het totaal")
                geheel = Cel(cel.indicator, TOTAAL, gebied, cel.periode)
                return share(cel, geheel, *_printed(regel["waarde"]), bron=bron)
        raise ValueError(f"soort is {', '.join(SOORTEN)}")


def _of_several(regel: dict[str, str], cellen: list[Cel], bron: str) -> tuple[Fact, ...]:
    """What was printed about a count in more periods, the first one first."""
    tekst = regel["waarde"]
    if regel["soort"] == "gemiddelde":
        return (mean(cellen, *_printed(tekst), bron=bron),)
    oud, nieuw = cellen[0], cellen[-1]
    minder = tekst.startswith(("-", "\N{MINUS SIGN}"))
    teken, getal = (-1, tekst[1:]) if minder else (1, tekst.removeprefix("+"))
    if regel["soort"] == "verschil":
        return (change(nieuw, oud, teken * _whole(getal), bron),)
    procent, decimalen = _printed(getal)
    return percent_change(nieuw, oud, teken * procent, decimalen, bron)


def _periodes(tekst: str) -> list[Periode]:
    """All periods from the first through the last of ``2021/2023``.

    Raises:
        ValueError: there are not two, they are of two kinds, or the last is not the later one.
    """
    woorden = tekst.split("/")
    if len(woorden) != 2:
        raise ValueError(f"bij {', '.join(MEER_PERIODES)} horen twee periodes, zoals 2022/2023")
    eerste, laatste = map(Periode.parse, woorden)
    if not eerste < laatste:
        raise ValueError(f"de eerste periode van {tekst} is niet de vroegste")
    periodes = [laatste]
    while eerste < periodes[0]:
        periodes.insert(0, periodes[0].previous())
    return periodes


def _whole(tekst: str) -> int:
    if not (tekst.isascii() and tekst.isdecimal()):
        raise ValueError("hier hoort een geheel getal, zonder punten")
    return int(tekst)


def _printed(tekst: str) -> tuple[Fraction, int]:
    """A printed number, and with how many decimals.

    Raises:
        ValueError: it is no number, or ``1.203``, which may be 1203 as well.
    """
    if re.fullmatch(r"\d{1,3}\.\d{3}", tekst):
        raise ValueError(f"{tekst} kan {tekst.replace('.', '')} zijn of een breuk: zet een komma")
    heel, _, achter = tekst.replace(".", ",").partition(",")
    _whole(heel + achter)
    return Fraction(int(heel + achter), 10 ** len(achter)), len(achter)
