"""Agreements of a session: one CSV for each municipality, edited by hand or by command."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from helpende_data.errors import ContractError, Fault, UnknownError, UsageError
from helpende_data.files import (
    Werkmap,
    one_line,
    plain_text,
    read_bytes,
    safe_text,
    slug,
    write_atomic,
)
from helpende_data.gesprek.persoonlijk import personal_fault

FOLDER = "afspraken"
KOLOMMEN = (
    "nr", "jaar", "afspraak", "actielijn", "functie", "wanneer", "waaraan zien we het", "cijfer",
    "gedaan", "toelichting",
)  # fmt: skip
GEDAAN = ("ja", "nee", "deels", "open")
LANGST = 300  # signs in a cell: an agreement is a sentence
NIEUW = 3  # agreements that a meeting makes at most; so many empty rows there are
MEESTE = 200  # agreements in one file
_FROM = 2015


@dataclass(frozen=True)
class Afspraak:
    """One agreement; fields in the order of the columns.

    Args:
        jaar: the year of the report at whose session it was made.
        actielijn: line of the regional plan; may be empty.
        functie: who does it, never a name.
        cijfer: indicator in which it may show, such as ``meldingen``; empty for none.
        gedaan: ja, nee, deels or open.
    """

    nr: int
    jaar: int
    afspraak: str
    actielijn: str
    functie: str
    wanneer: str
    waaraan: str
    cijfer: str
    gedaan: str = "open"
    toelichting: str = ""

    @property
    def own_texts(self) -> tuple[str, ...]:
        """What somebody wrote freely."""
        return self.afspraak, self.functie, self.wanneer, self.waaraan, self.toelichting


@dataclass(frozen=True)
class Keuzes:
    """What two columns may name: indicators by their code, and lines of the plan."""

    cijfers: Collection[str]
    actielijnen: Collection[str]


def afspraken_file(werkmap: Werkmap, gemeente: str) -> Path:
    """Where the agreements of a municipality stand; the file may not exist.

    Args:
        gemeente: its name as the registry has it.
    """
    return werkmap.root / FOLDER / f"{slug(gemeente)}.csv"


def read_afspraken(werkmap: Werkmap, gemeente: str, keuzes: Keuzes) -> tuple[Afspraak, ...]:
    """The agreements of a municipality in the order of the file; none without a file.

    Raises:
        ContractError: with every fault of the file.
        SourceError: it cannot be read.
    """
    pad = afspraken_file(werkmap, gemeente)
    if not pad.is_file():
        return ()
    shown = werkmap.shown(pad)
    rijen = _rows(read_bytes(pad), shown)
    faults: list[Fault] = []
    gevonden = [_read_row(nummer, rij, keuzes, faults) for nummer, rij in rijen]
    nummers = [afspraak.nr for afspraak in gevonden]
    faults += [
        Fault(nummer, "nr", "dit nummer staat er twee keer", waarde=str(afspraak.nr))
        for place, ((nummer, _), afspraak) in enumerate(zip(rijen, gevonden, strict=True))
        if afspraak.nr in nummers[:place]
    ]
    if len(gevonden) > MEESTE:
        faults.append(Fault(0, "", f"er staan meer dan {MEESTE} afspraken in"))
    if faults:
        raise ContractError(
            "de lijst met afspraken klopt niet",
            waar=f"{shown}, {'; '.join(map(str, faults[:3]))}",
            doe="verbeter het bestand",
            faults=tuple(faults),
        )
    return tuple(gevonden)


def write_afspraken(werkmap: Werkmap, gemeente: str, afspraken: Sequence[Afspraak]) -> Path:
    """Replace the list of a municipality; returns where it stands.

    Raises:
        WriteError: the old list is as it was.
    """
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    for afspraak in afspraken:
        schrijver.writerow([safe_text(str(cel)) for cel in astuple(afspraak)])
    pad = afspraken_file(werkmap, gemeente)
    # With a byte order mark and semicolons a Dutch Excel shows columns and accents.
    write_atomic(pad, tekst.getvalue().encode("utf-8-sig"))
    return pad


def add_afspraak(
    afspraken: Sequence[Afspraak], nieuw: Afspraak, keuzes: Keuzes
) -> tuple[Afspraak, ...]:
    """The list with one agreement more, under the next number.

    Raises:
        UsageError: the new one does not fit, with every reason.
    """
    nieuw = replace(nieuw, nr=max((afspraak.nr for afspraak in afspraken), default=0) + 1)
    faults: list[Fault] = []
    rij = dict(zip(KOLOMMEN, map(str, astuple(nieuw)), strict=True))
    gelezen = _read_row(0, rij, keuzes, faults)
    if faults:
        raise UsageError(f"deze afspraak kan zo niet: {'; '.join(map(str, faults))}")
    return (*afspraken, gelezen)


def mark_done(
    afspraken: Sequence[Afspraak], nr: int, gedaan: str, toelichting: str
) -> tuple[Afspraak, ...]:
    """The list with what became of agreement `nr`; an empty explanation leaves the old one.

    Raises:
        UnknownError: no such number.
        UsageError: `gedaan` is none of the four words, or the explanation names a person.
    """
    if gedaan not in GEDAAN:
        raise UsageError(f"{gedaan!r} kan niet", doe=f"kies uit {', '.join(GEDAAN)}")
    if fault := _text_fault(0, "toelichting", toelichting):
        raise UsageError(str(fault))
    if nr not in {afspraak.nr for afspraak in afspraken}:
        bekend = ", ".join(str(afspraak.nr) for afspraak in afspraken) or "geen"
        raise UnknownError(f"er is geen afspraak {nr}", doe=f"bekend zijn: {bekend}")
    return tuple(
        replace(a, gedaan=gedaan, toelichting=toelichting or a.toelichting) if a.nr == nr else a
        for a in afspraken
    )


def _rows(inhoud: bytes, shown: str) -> list[tuple[int, dict[str, str]]]:
    """The filled rows with their number in the file, by column; semicolons or commas."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", errors="replace")  # as an older Excel saves
    kopregel = tekst.partition("\n")[0]
    teken = ";" if kopregel.count(";") >= kopregel.count(",") else ","
    try:
        kop, *regels = list(csv.reader(io.StringIO(tekst, newline=""), delimiter=teken)) or [[]]
    except csv.Error:  # a cell without end
        raise ContractError(
            "dit bestand is niet te lezen als csv", waar=shown, doe="sla het in Excel op als CSV"
        ) from None
    namen = [" ".join(cel.lower().split()) for cel in kop]
    mist = [naam for naam in KOLOMMEN[:8] if naam not in namen]
    if mist:
        raise ContractError(
            f"deze kolommen ontbreken: {', '.join(mist)}",
            waar=shown,
            doe="zet de kopregel terug, of hernoem dit bestand en gebruik hd afspraken voeg-toe",
        )
    return [
        (nummer, {naam: plain_text(one_line(cel)) for naam, cel in zip(namen, regel, strict=False)})
        for nummer, regel in enumerate(regels, 2)
        if any(cel.strip() for cel in regel)
    ]


def _read_row(nummer: int, rij: dict[str, str], keuzes: Keuzes, faults: list[Fault]) -> Afspraak:
    """The agreement of a row; what is wrong with it is added to `faults`."""
    cel = {naam: one_line(rij.get(naam, "")) for naam in KOLOMMEN}
    for naam in ("afspraak", "functie"):
        if not cel[naam]:
            faults.append(Fault(nummer, naam, "dit is leeg"))
    for naam in ("afspraak", "functie", "wanneer", "waaraan zien we het", "toelichting"):
        if fault := _text_fault(nummer, naam, cel[naam]):
            faults.append(fault)
    lijn = _choice(nummer, "actielijn", cel["actielijn"], ("", *keuzes.actielijnen), faults)
    gedaan = _choice(nummer, "gedaan", cel["gedaan"] or "open", GEDAAN, faults)
    cijfer = _choice(nummer, "cijfer", cel["cijfer"], ("", *keuzes.cijfers), faults)
    return Afspraak(
        _number(nummer, "nr", cel["nr"], range(1, 10_000), faults),
        _number(nummer, "jaar", cel["jaar"], range(_FROM, date.today().year + 2), faults),
        cel["afspraak"],
        lijn,
        cel["functie"],
        cel["wanneer"],
        cel["waaraan zien we het"],
        cijfer,
        gedaan,
        cel["toelichting"],
    )


def _text_fault(nummer: int, kolom: str, tekst: str) -> Fault | None:
    if len(tekst) > LANGST:
        return Fault(nummer, kolom, f"deze tekst is langer dan {LANGST} tekens")
    return personal_fault(nummer, kolom, tekst)


def _number(nummer: int, kolom: str, cel: str, mag: range, faults: list[Fault]) -> int:
    if cel.isascii() and cel.isdigit() and int(cel[:9]) in mag:
        return int(cel)
    verwacht = f"een getal van {mag[0]} tot en met {mag[-1]}"
    faults.append(Fault(nummer, kolom, "dit kan niet", waarde=cel[:20], verwacht=verwacht))
    return 0


def _choice(nummer: int, kolom: str, cel: str, keuzes: Collection[str], faults: list[Fault]) -> str:
    """The choice that is written here in any case; near ones are named when it is none of them."""
    plat = {keuze.casefold(): keuze for keuze in keuzes}
    if cel.casefold() in plat:
        return plat[cel.casefold()]
    dichtbij = get_close_matches(cel.casefold(), plat, n=2, cutoff=0.5) if cel else []
    beste = dichtbij or [keuze for keuze in plat if keuze]
    verwacht = " of ".join(plat[keuze] for keuze in beste[:4])
    faults.append(Fault(nummer, kolom, "dit kennen wij niet", verwacht=verwacht))
    return ""
