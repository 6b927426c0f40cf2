"""Which columns hold data about people: by their names and by what stands in them.

Knows no file and keeps no value: it answers with names of columns and reasons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from helpende_data.errors import PrivacyError
from helpende_data.files import read_toml
from helpende_data.files.werkmap import packaged_data
from helpende_data.sources.datums import read_jaar

FEWEST_BSN = 20  # different numbers of 8 or 9 digits, before half of them say anything
FEWEST_ALL = 5  # and when every one passes the eleven-test: by chance 1 in 160 000
FEWEST = 3  # different values of another kind
SHARE = 0.1  # of the different values
LONG_AGO = 10  # years before the period: a date of then is one of birth

BSN, NAAM, GEBOORTE = "burgerservicenummers", "namen van mensen", "geboortedatums"
ADRES, MAIL, TELEFOON = "adressen of postcodes", "e-mailadressen", "telefoonnummers"
_SOORTEN = {
    "bsn": BSN,
    "mail": MAIL,  # before an address: "e-mailadres"
    "geboorte": GEBOORTE,
    "adres": ADRES,
    "telefoon": TELEFOON,
    "naam": NAAM,
}
BESTAND = "persoonsgegevens.toml"


@dataclass(frozen=True)
class Bevinding:
    """A column that holds data about people, what data, and how that shows."""

    kolom: str
    soort: str
    reden: str

    def __str__(self) -> str:
        return f'kolom "{self.kolom}" ({self.soort}: {self.reden})'


def refuse(bevindingen: Sequence[Bevinding], shown: str) -> None:
    """Refuse a file in which a column holds data about people.

    Raises:
        PrivacyError: with every column and its reason; never a value.
    """
    if bevindingen:
        raise PrivacyError(
            "dit bestand bevat persoonsgegevens en is niet ingelezen",
            waar=f"{shown}, {'; '.join(str(bevinding) for bevinding in bevindingen)}",
            doe="vraag een bestand zonder deze kolommen en wis dit bestand",
        )


# --- by the name of a column ---


def check_koppen(namen: Iterable[str], vrij: Collection[str] = ()) -> list[Bevinding]:
    """The columns whose name says that they hold data about people.

    Args:
        vrij: names that a mapping uses; there "naam" alone says nothing.
    """
    gevonden = []
    for kolom in namen:
        soort = _kind_of(kolom, kolom in vrij)
        if soort:
            gevonden.append(Bevinding(kolom, soort, "zo heet de kolom"))
    return gevonden


def _kind_of(kolom: str, vrij: bool) -> str:
    """What a header says that its column holds; empty: nothing personal."""
    los = re.sub(r"([a-zà-ÿ])([A-Z])", r"\1 \2", kolom).casefold()
    woorden = re.findall(r"[a-zà-ÿ0-9]+", los)
    # "e-mail" and "geb. datum" are words as well when their parts are joined.
    delen = {*woorden, *(een + twee for een, twee in pairwise(woorden)), "".join(woorden)}
    delen -= _words("nooit", "woorden")
    for sleutel, soort in _SOORTEN.items():
        begin = tuple(_words("begin", sleutel))
        if delen & _words("koppen", sleutel) or any(deel.startswith(begin) for deel in delen):
            return soort
    wie = _words("wie", "woorden")
    if {deel.removesuffix("naam").removesuffix("namen") for deel in delen} - delen & wie:
        return NAAM
    if {"naam", "namen", "name"} & {*woorden}:
        return NAAM if {*woorden} & wie or (len(woorden) == 1 and not vrij) else ""
    return ""


@cache
def _words(tabel: str, sleutel: str, teken: str | None = None) -> frozenset[str]:
    """A list in the packaged file, with blanks or this sign between; empty when it has none."""
    inhoud = read_toml(packaged_data() / BESTAND, f"data/{BESTAND}")
    woorden = str(inhoud[tabel].get(sleutel, "")).casefold().split(teken)
    return frozenset(" ".join(woord.split()) for woord in woorden)


# --- by what stands in a column ---


def check_waarden(
    kolom: str, waarden: Collection[str], *, sinds: date | None = None, tijd: bool = False
) -> Bevinding | None:
    """What a column holds about people, seen in its different values; None: nothing.

    BSN: of the different values of 8 or 9 digits at least half of at least 20, or all of at least
    5, pass the eleven-test. One e-mail address is enough; of the other kinds at least 3 different
    values and a tenth of all.

    Args:
        waarden: different values, without blanks around them; empty ones do not count.
        sinds: first day of the period that the file is about, where it is known.
        tijd: this column tells when a report came; its dates are no dates of birth.
    """
    gevuld = [waarde for waarde in waarden if waarde]
    met_cijfer = [waarde for waarde in gevuld if _CIJFER.search(waarde)]
    # 8 digits and the same with a zero before them are one number; a number for "none" is none.
    nummers = {plain.zfill(9) for waarde in met_cijfer if (plain := _digits(waarde))} - _GEEN_BSN
    geldig = sum(map(is_bsn, nummers))
    if (len(nummers) >= FEWEST_BSN and 2 * geldig >= len(nummers)) or (
        len(nummers) >= FEWEST_ALL and geldig == len(nummers)
    ):
        return Bevinding(
            kolom,
            BSN,
            "ten minste de helft van de nummers van 8 of 9 cijfers doorstaat de elfproef",
        )
    if any("@" in waarde and _MAIL.search(waarde) for waarde in gevuld):
        return Bevinding(kolom, MAIL, "te zien aan de waarden")
    zonder_cijfer = set(gevuld) - set(met_cijfer)
    for soort, hoort, welke in (
        (TELEFOON, _TELEFOON.search, met_cijfer),
        (ADRES, _is_adres, met_cijfer),
        (NAAM, _is_naam, zonder_cijfer),
    ):
        if sum(bool(hoort(waarde)) for waarde in welke) >= max(FEWEST, SHARE * len(gevuld)):
            return Bevinding(kolom, soort, "te zien aan de waarden")
    if not tijd and _are_births(met_cijfer, sinds):
        return Bevinding(kolom, GEBOORTE, "veel datums liggen lang voor de periode")
    return None


def find_personal(tekst: str) -> str:
    """What data about a person a written text seems to hold, such as "e-mailadressen"; or "".

    Stricter than `check_waarden`: one is enough. A first name on its own counts as well, but for
    the few that are also a word.
    """
    if _MAIL.search(tekst):
        return MAIL
    if _TELEFOON.search(tekst):
        return TELEFOON
    if _POSTCODE.search(tekst):
        return ADRES
    if any(is_bsn(nummer) for nummer in _NUMMER.findall(tekst)):
        return BSN
    if any(zo.search(tekst) for zo in (_AANSPREKING, _FAMILIE, _VOORLETTERS)):
        return NAAM
    voornamen = _words("namen", "voornamen") - {"ben", "max", "dick", "said"}
    woorden = re.findall(r"[A-ZÀ-Ý][^\W\d_]+", tekst)
    if any(woord.casefold() in voornamen for woord in woorden):
        return NAAM
    achternamen = {naam for naam in _words("namen", "achternamen", ",") if " " in naam}
    plat = " ".join(["", *re.findall(r"[^\W\d_]+", tekst.casefold()), ""])
    return NAAM if any(f" {naam} " in plat for naam in achternamen) else ""


def is_bsn(nummer: str) -> bool:
    """Does a number of 8 or 9 digits pass the eleven-test of the BSN? 0 and 999999999 do not."""
    vol = nummer.zfill(9)
    if vol in _GEEN_BSN:
        return False
    som = sum(
        gewicht * int(cijfer) for gewicht, cijfer in zip(range(9, 1, -1), vol[:8], strict=True)
    )
    return (som - int(vol[8])) % 11 == 0


def _digits(waarde: str) -> str:
    """The number of 8 or 9 digits that a value is, also with marks in it or as 1.0; or nothing."""
    kaal = _KOMMA_NUL.sub("", waarde).translate(_NO_MARKS)
    return kaal if len(kaal) in (8, 9) and kaal.isascii() and kaal.isdigit() else ""


MARKS = ". -"
_NO_MARKS = str.maketrans("", "", MARKS)
_KOMMA_NUL = re.compile(r"(?<=^[0-9]{8})[.,]0$|(?<=^[0-9]{9})[.,]0$")
_GEEN_BSN = frozenset(("000000000", "999999999"))
_CIJFER = re.compile(r"\d")
_NUMMER = re.compile(r"(?<!\d)\d{9}(?!\d)")
_AANSPREKING = re.compile(
    r"\b(?:dhr|mevr|mw|hr|meneer|mevrouw|de heer|juf|meester)\b\.? +(?:[a-z']+ +){0,3}[A-ZÀ-Ý]",
    re.IGNORECASE,
)
_FAMILIE = re.compile(
    r"\b(?i:familie|gezin|fam\.?) +(?:(?:van|de|der|den|ten|ter|el) +)*[A-ZÀ-Ý][a-zà-ÿ]"
)
_VOORLETTERS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.){1,4} ?(?:(?:van|de|der|den|ten|ter) )*[A-ZÀ-Ý][a-zà-ÿ]+"
)
# The longest that an address may be: without a limit a long text without blanks takes minutes.
_MAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}\.[A-Za-z]{2,}")
_POSTCODE = re.compile(r"(?<![\w-])[1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2}(?![\w-])")
_STRAAT = re.compile(
    r"[A-Za-zÀ-ÿ.'’ -]*(?:straat|laan|weg|plein|hof|dreef|singel|gracht|kade|pad|dijk|steeg|markt"
    r"|plantsoen|str\.) ?[0-9]{1,4} ?-?[A-Za-z]{0,3}\b.*",
    re.IGNORECASE,
)
# A mobile number may be written in one piece; a longer row of digits is any number.
_TELEFOON = re.compile(
    r"(?<![\w.-])(?:(?:\+31|0031)[ -]?(?:\(0\))?[ -]?[1-9][0-9]?(?:[ -]?[0-9]){7,8}"
    r"|06[ -]?[1-58](?:[ -]?[0-9]){7}|\(?0[1-9][0-9]{1,2}\)?[ -]{1,3}[0-9](?:[ -]?[0-9]){5,6})"
    r"(?![\w-])"
)
_DEEL = r"(?:van|de|der|den|het|ten|ter|te|in|op|el|al|van ?'t|'t|'s|von|du|la|le|di|da|bin|ben)"
_LETTERS = re.compile(
    rf"(?:[A-Z]\.[ ]?)+(?:{_DEEL} )*[A-ZÀ-Ý][a-zà-ÿ'’-]+(?:[ -][A-ZÀ-Ý][a-zà-ÿ'’-]+)*"
    rf"|(?:{_DEEL} )*[A-ZÀ-Ý][a-zà-ÿ'’-]+(?:[ -][A-ZÀ-Ý][a-zà-ÿ'’-]+)*,? ?,"
    rf" ?(?:[A-Z]\.? ?)+(?:{_DEEL} ?)*"
)


def _is_adres(waarde: str) -> bool:
    return bool(_POSTCODE.search(waarde) or _STRAAT.fullmatch(waarde))


def _is_naam(waarde: str) -> bool:
    """Initials with a surname, a known first name, or a known surname that is no other word."""
    if _LETTERS.fullmatch(waarde):
        return True
    if " ".join(waarde.casefold().split()) in _words("namen", "achternamen", ","):
        return True
    delen = re.findall(r"[^\W\d_]+", waarde)
    if len(delen) > 5 or not delen or delen[0].casefold() not in _words("namen", "voornamen"):
        return False
    # "Jan van Dijk", and no sentence that begins with a word like that.
    tussen = _words("namen", "tussenvoegsels")
    return all(deel[0].isupper() or deel in tussen for deel in delen)


def _are_births(waarden: Sequence[str], sinds: date | None) -> bool:
    """Are these dates, of which many lie long before the period, or before the latest of them?"""
    uiterlijk = (sinds or date.today()).year + LONG_AGO
    jaren = [jaar for waarde in waarden if (jaar := read_jaar(waarde, uiterlijk))]
    if len(jaren) < max(FEWEST, len(waarden) / 2):
        return False
    grens = (sinds.year if sinds else max(jaren)) - LONG_AGO
    oud = sum(jaar < grens for jaar in jaren)
    return oud >= max(FEWEST, len(jaren) / 4)
