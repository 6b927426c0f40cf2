"""The analyst's own words about one year, by theme; plain text, whatever signs stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from helpende_data.errors import ContractError, Fault
from helpende_data.files import Werkmap, read_bytes, slug, visible
from helpende_data.gesprek.persoonlijk import personal_fault

FOLDER = "toelichting"
LANGST = 2_000  # signs at one theme: half a page
MEESTE = 20_000  # bytes in the file
_KOP = re.compile(r"(jaar|naam|functie)\s*:\s*(.*)", re.IGNORECASE)
_THEMA = re.compile(r"##\s+(.*?)\s*#*")
_NADRUK = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True)
class Toelichting:
    """Own words with who signed them: per theme its paragraphs, as plain texts.

    Args:
        jaar: the year of the report in which they are printed, and in no other.
    """

    jaar: int
    naam: str
    functie: str
    themas: tuple[tuple[str, tuple[str, ...]], ...]


def toelichting_file(werkmap: Werkmap, gemeente: str) -> Path:
    """Where the own words about a municipality stand; the file may not exist."""
    return werkmap.root / FOLDER / f"{slug(gemeente)}.md"


def read_toelichting(
    werkmap: Werkmap, gemeente: str, themas: Collection[str]
) -> Toelichting | None:
    """The own words about a municipality; None without a file.

    Args:
        themas: the headings that a report has a place for.

    Raises:
        ContractError: with every fault of the file.
        SourceError: it cannot be read.
    """
    pad = toelichting_file(werkmap, gemeente)
    if not pad.is_file():
        return None
    shown = werkmap.shown(pad)
    inhoud = read_bytes(pad)
    if len(inhoud) > MEESTE:
        raise ContractError(f"dit bestand is groter dan {MEESTE} tekens", waar=shown, doe="kort in")
    try:
        regels = visible(inhoud.decode("utf-8-sig").replace("\r", "\n")).split("\n")
    except UnicodeDecodeError:
        raise ContractError(
            "dit is geen tekst in UTF-8", waar=shown, doe="sla het bestand op als UTF-8"
        ) from None
    faults: list[Fault] = []
    kop, delen = _split(regels, faults)
    namen = {thema.casefold(): thema for thema in themas}
    gelezen: list[tuple[str, tuple[str, ...]]] = []
    for nummer, naam, tekst in delen:
        thema = namen.get(naam.casefold())
        if thema is None:
            faults.append(Fault(nummer, "thema", "dit thema kennen wij niet", waarde=naam[:60],
                                verwacht=_nearest(naam, namen)))  # fmt: skip
        elif thema in dict(gelezen):
            faults.append(Fault(nummer, "thema", "dit thema staat er twee keer", waarde=thema))
        else:
            gelezen.append((thema, _paragraphs(tekst)))
        if sum(map(len, tekst)) > LANGST:
            faults.append(Fault(nummer, "thema", f"deze tekst is langer dan {LANGST} tekens"))
    # Above the first theme stands who signs: a colleague, who is named.
    boven = delen[0][0] if delen else len(regels) + 1
    for nummer, regel in enumerate(regels[boven:], boven + 1):
        if fault := personal_fault(nummer, "", regel):
            faults.append(fault)
    jaar = kop.get("jaar", "")
    if not re.fullmatch(r"20\d\d", jaar):
        faults.append(Fault(0, "", "bovenaan ontbreekt het jaar", verwacht="jaar: 2023"))
    for veld in ("naam", "functie"):
        if not kop.get(veld) or len(kop[veld]) > 100:
            wat = f"bovenaan ontbreekt wie ondertekent ({veld}), of het is te lang"
            faults.append(Fault(0, "", wat, verwacht=f"{veld}: ..."))
    if faults:
        raise ContractError(
            "de toelichting klopt niet",
            waar=f"{shown}, {'; '.join(map(str, faults[:3]))}",
            doe="verbeter het bestand",
            faults=tuple(faults),
        )
    return Toelichting(int(jaar), kop["naam"], kop["functie"], tuple(gelezen))


def _split(
    regels: list[str], faults: list[Fault]
) -> tuple[dict[str, str], list[tuple[int, str, list[str]]]]:
    """The lines above the first theme as keys; then each theme with its line and its lines."""
    kop: dict[str, str] = {}
    delen: list[tuple[int, str, list[str]]] = []
    for nummer, regel in enumerate(regels, 1):
        kaal = regel.strip()
        if thema := _THEMA.fullmatch(kaal):
            delen.append((nummer, " ".join(thema[1].split()), []))
        elif delen:
            delen[-1][2].append(kaal)
        elif veld := _KOP.fullmatch(kaal):
            kop[veld[1].lower()] = " ".join(veld[2].split())
        elif kaal and not kaal.startswith("# "):
            faults.append(Fault(nummer, "", "deze regel hoort bij geen thema", verwacht="## thema"))
    return kop, delen


def _paragraphs(regels: list[str]) -> tuple[str, ...]:
    """The text between blank lines; a point of a list is a paragraph of its own."""
    alineas: list[str] = []
    nieuw = True
    for regel in regels:
        punt = regel.startswith(("- ", "* "))
        tekst = _NADRUK.sub(r"\2", f"– {regel[2:].strip()}" if punt else regel)
        if tekst and (nieuw or punt):
            alineas.append(tekst)
        elif tekst:
            alineas[-1] += f" {tekst}"
        nieuw = not tekst
    return tuple(" ".join(alinea.split()) for alinea in alineas)


def _nearest(naam: str, namen: dict[str, str]) -> str:
    """The themes that somebody may have meant; all of them when none is near."""
    dichtbij = get_close_matches(naam.casefold(), namen, n=3, cutoff=0.5)
    return " of ".join(namen[plat] for plat in dichtbij or namen)
