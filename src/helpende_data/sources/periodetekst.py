"""Finds the one period in a Dutch text, such as a title or a header. Reads no files.

`periodes` reads periods as we write them; this reads them as people do.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass

from helpende_data.periodes import MAANDEN, SOORTEN, Periode

_KORT = {maand[:3]: nummer for nummer, maand in enumerate(MAANDEN, start=1)} | {"mrt": 3}
_MAAND = rf"(?:(?:{'|'.join(MAANDEN)})(?![a-z])|(?:{'|'.join(_KORT)})(?![a-z])\.?)"
_TOT = r"\s*(?:t\s*/\s*m|t\.?e\.?m\.?|tot\s+en\s+met|tot|-|–)\s*"
_JAAR = r"(?<!\d)(?<!\d[.,])(?:19|20)\d\d(?!\d|[.,]\d)"
_LETTERS = {"h": "halfjaar", "hj": "halfjaar", "q": "kwartaal", "kw": "kwartaal", "mm": "maand"}
_TELWOORD = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMMER = r"(?:[1-4](?:\s*(?:e|ste|de)\b)?|eerste|tweede|derde|vierde)"

_DATUM = rf"(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}})|\d{{1,2}}\s+{_MAAND}(?:\s+\d{{4}})?)"
_DATUM_ISO = r"(?<!\d)\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?(?!\d)"
_PATRONEN = (
    ("datums", re.compile(rf"(?<!\d)({_DATUM}){_TOT}({_DATUM})(?!\d)")),
    ("weg", re.compile(rf"{_DATUM_ISO}|(?<!\d){_DATUM}(?!\d)")),
    ("code", re.compile(r"(?<!\d)((?:19|20)\d\d)(jj|hj|kw|mm)(\d\d)(?!\d)")),
    ("code", re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/ ]?(hj|h|q|kw)\s*0?([1-4])(?!\d)")),
    ("maandcode", re.compile(r"(?<![\d-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d-])")),
    ("maanden", re.compile(rf"\b({_MAAND}){_TOT}({_MAAND})")),
    ("deel", re.compile(rf"(?<![\w])({_NUMMER})\s*-?\s*(half\s*-?\s*jaar|kwartaal|hj\b)")),
    ("deel_om", re.compile(r"\b(half\s*-?\s*jaar|kwartaal)\s*([1-4]|i{1,3}v?|iv)(?!\w)")),
    ("letter", re.compile(r"(?<!\w)(hj|h|q|kw)\s*([1-4])(?!\w)")),
    ("fout", re.compile(r"\d\s*(?:e|ste|de)?\s*(?:half\s*-?\s*jaar|kwartaal)(?!\w)")),
    ("fout", re.compile(r"\b(?:half\s*-?\s*jaar|kwartaal)\s*\d|(?<!\w)(?:hj|h|q|kw)\s*\d")),
    ("maand", re.compile(rf"\b({_MAAND})")),
    ("jaar", re.compile(_JAAR)),
)


@dataclass(frozen=True)
class PeriodeTekst:
    """A text taken apart: its period, whether it is provisional, and the other words.

    `periode` is None when the text names no period, half of one (no year), or more than one.
    `delen` counts what was seen: the years and parts of years.
    """

    periode: Periode | None
    voorlopig: bool
    rest: str
    delen: int


def find_periode(tekst: str) -> PeriodeTekst:
    """The period that a text names: ``Cijfers 1e halfjaar 2024*`` -> 2024-H1, provisional.

    Single dates are no period and are taken for what they are: ``peildatum 1-8-2024``.

    Args:
        tekst: a title, a header or a cell; lines and spaces of any kind.
    """
    heel = " ".join(unicodedata.normalize("NFKC", tekst).split())
    rest = heel
    jaren: set[int] = set()
    delen: set[tuple[str, int]] = set()
    fout = False
    for soort, patroon in _PATRONEN:
        while gevonden := patroon.search(rest.lower()):
            gelezen = _read(soort, gevonden)
            if gelezen is None:
                fout = True
            else:
                jaren |= gelezen[0]
                delen |= gelezen[1]
            rest = rest[: gevonden.start()] + " \0 " + rest[gevonden.end() :]
    gezien = "\0" in rest
    voorlopig = gezien and bool(re.search(r"\*|voorlopig", heel.lower()))
    if gezien:
        rest = re.sub(r"\(?\bvoorlopige?\b( cijfers)?\)?|\0\s*\*+", " ", rest, flags=re.I)
    periode = None
    if not fout and len(jaren) == 1 and len(delen) <= 1:
        deel, nummer = next(iter(delen), ("jaar", 1))
        periode = Periode(next(iter(jaren)), deel, nummer)
    return PeriodeTekst(periode, voorlopig, _tidy(rest), len(jaren) + len(delen))


def _read(soort: str, gevonden: re.Match[str]) -> tuple[set[int], set[tuple[str, int]]] | None:
    """The years and the parts of a year in one match; None when they make no period."""
    if soort == "fout":  # a seventh half-year is no year either
        return None
    if soort == "weg":
        return set(), set()
    if soort == "jaar":
        return {int(gevonden[0])}, set()
    if soort == "code":
        deel = _LETTERS.get(gevonden[2], "jaar")
        nummer = int(gevonden[3]) if deel != "jaar" else 1
        goed = 1 <= nummer <= SOORTEN[deel]
        return ({int(gevonden[1])}, set() if deel == "jaar" else {(deel, nummer)}) if goed else None
    if soort == "maandcode":
        return {int(gevonden[1])}, {("maand", int(gevonden[2]))}
    if soort == "maand":
        return set(), {("maand", _month(gevonden[1]))}
    if soort == "maanden":
        return _span(_month(gevonden[1]), _month(gevonden[2]))
    if soort == "datums":
        return _dates(gevonden[1], gevonden[2])
    naam, telwoord = (gevonden[1], gevonden[2])
    if soort == "deel":
        naam, telwoord = telwoord, naam
    deel = "kwartaal" if naam[0] in "qk" else "halfjaar"
    nummer = _TELWOORD.get(telwoord) or int(telwoord[0])
    return (set(), {(deel, nummer)}) if nummer <= SOORTEN[deel] else None


def _month(tekst: str) -> int:
    return _KORT[tekst[:3]]


def _span(eerste: int, laatste: int) -> tuple[set[int], set[tuple[str, int]]] | None:
    """The part of a year from one month up to and including another."""
    lengte = laatste - eerste + 1
    for deel, aantal in SOORTEN.items():
        if lengte == 12 // aantal and (eerste - 1) % lengte == 0:
            return set(), set() if deel == "jaar" else {(deel, (eerste - 1) // lengte + 1)}
    return None


def _dates(van: str, tot: str) -> tuple[set[int], set[tuple[str, int]]] | None:
    """The period from the first day of a month up to and including the last day of another."""
    eerste, laatste = _date(van), _date(tot)
    jaar = laatste[2]
    if not jaar or eerste[2] not in (0, jaar) or eerste[0] != 1 or not 1 <= laatste[1] <= 12:
        return None
    deel = _span(eerste[1], laatste[1])
    if deel is None or laatste[0] != calendar.monthrange(jaar, laatste[1])[1]:
        return None
    return {jaar}, deel[1]


def _date(tekst: str) -> tuple[int, int, int]:
    """Day, month and year (0 when it is not said)."""
    cijfers = [int(deel) for deel in re.findall(r"\d+", tekst)]
    if len(cijfers) == 3:
        return cijfers[0], cijfers[1], cijfers[2]
    maand = re.search(_MAAND, tekst)
    assert maand is not None  # the pattern of a date without a month number holds its name
    return cijfers[0], _month(maand[0]), cijfers[1] if len(cijfers) > 1 else 0


def _tidy(rest: str) -> str:
    """The other words, without the signs and brackets that held the period."""
    kaal = re.sub(r"\(\s*\)|\[\s*\]", " ", rest.replace("\0", " "))
    return " ".join(kaal.split()).strip(" -–:,;/|")
