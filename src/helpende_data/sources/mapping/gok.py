"""Looks at an unknown workbook: where a table stands, and what each column may be. Writes nothing.

Everything here is a guess, for a person to judge; reading goes by the mapping only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpende_data.periodes import Periode
from helpende_data.sources.mapping.cel import CelError, Lezer
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.kop import Kolom, Raster, Tabel, cut_tables
from helpende_data.sources.mapping.tekst import LOS, as_text, is_blank, is_total, plain
from helpende_data.sources.mapping.tijd import in_title
from helpende_data.sources.periodetekst import find_periode
from helpende_data.sources.persoonsgegevens import find_personal
from helpende_data.sources.werkboek import Blad, Werkboek

if TYPE_CHECKING:
    from helpende_data.sources.werkboek import Waarde

_MOST_HEADER_ROWS = 4
_RATE = re.compile(r"%|percentage|aandeel|\bper 1[.\d]*\d{2}|\bratio\b")
_TIJD = re.compile(r"jaar|half\s*jaar|kwartaal|maand|periode|tijdvak")
_AANTAL = re.compile(r"(?:aantal|waarde|n|totaal|telling)(?: .*)?")
_GETAL = re.compile(r"[\d. ,]*\d")
_LONGEST_SIGN = 12
_LONGEST_LABEL = 80
_VRIJ = re.compile(
    r"toelichting|opmerking|omschrijving|bijzonderhe|notitie|aantekening|verslag|vrije? tekst"
)  # headers of columns in which people write what they want


@dataclass
class Gok:
    """What a workbook seems to hold. Texts are as they stand in the file.

    Args:
        blad: the sheet with the table.
        bladen: all sheets with the same header.
        koprij: first row of the header, from 0.
        gebied, periode: ``kolom``, ``kop``, ``titel``, ``blad``, ``bestandsnaam`` or, when it was
            not found, empty; the columns stand in `gebied_kolommen` and `periode_kolommen`.
        periodes: the periods that were seen.
        labels: texts that say what is counted.
        onleesbaar: texts in the place of counts that say nothing by themselves.
        duizendtal: ``.`` or ``,`` when counts seem to be written with it.
        totalen: texts of rows that look like totals.
        vreemd: texts in the column of areas that are no area.
        verzwegen: texts were left out, because they may say who somebody is.
    """

    blad: Blad
    koprij: int
    koprijen: int
    tabel: Tabel
    bladen: list[str] = field(default_factory=list)
    gebied: str = ""
    gebied_kolommen: list[str] = field(default_factory=list)
    doortrekken: bool = False
    periode: str = ""
    periode_kolommen: list[str] = field(default_factory=list)
    periodes: list[Periode] = field(default_factory=list)
    wat_kolommen: list[str] = field(default_factory=list)
    aantal: str = ""
    labels: list[str] = field(default_factory=list)
    cijferkolommen: list[str] = field(default_factory=list)
    percentages: list[str] = field(default_factory=list)
    negeren: list[str] = field(default_factory=list)
    onleesbaar: list[str] = field(default_factory=list)
    duizendtal: str = ""
    totalen: list[str] = field(default_factory=list)
    vreemd: list[str] = field(default_factory=list)
    verzwegen: bool = False


@dataclass(frozen=True)
class Vondst:
    """A table in a sheet, and how many of its cells hold a number."""

    gok: Gok
    raster: Raster
    cellen: int


def look(boek: Werkboek, namen: Gebiedsnamen) -> list[Vondst]:
    """The table that each sheet seems to hold, for the sheets that have one."""
    return [v for blad in boek.bladen if (v := _find_table(Raster(blad), namen)) is not None]


def guess(vondsten: Sequence[Vondst], stam: str, namen: Gebiedsnamen) -> Gok:
    """What the largest of these tables seems to hold.

    Args:
        vondsten: at least one, see `look`.
        stam: name of the file without its extension.
        namen: knows areas.
    """
    beste = max(vondsten, key=lambda v: v.cellen)
    gok = beste.gok
    koppen = [kolom.kop for kolom in gok.tabel.kolommen]
    zelfde = [v for v in vondsten if [k.kop for k in v.gok.tabel.kolommen] == koppen]
    gok.bladen = [v.gok.blad.naam for v in zelfde]
    _guess_columns(gok, beste.raster, namen)
    _guess_period(gok, zelfde, stam)
    _leave_out_people(gok)
    if not gok.gebied:
        namen_van_bladen = [naam for v in zelfde for naam in namen.within(v.gok.blad.naam)]
        if len(namen_van_bladen) == len(zelfde):
            gok.gebied = "blad"
        elif any(namen.within(tekst, hoofdletter=True) for tekst in gok.tabel.titel):
            gok.gebied = "titel"
        elif namen.within(stam.replace("_", " ")):
            gok.gebied = "bestandsnaam"
    return gok


def _leave_out_people(gok: Gok) -> None:
    """No text of a list in which one says who somebody is: a proposal is written to a file."""
    for teksten in (gok.labels, gok.vreemd, gok.totalen, gok.onleesbaar):
        if any(map(find_personal, teksten)):
            teksten.clear()
            gok.verzwegen = True


def _find_table(raster: Raster, namen: Gebiedsnamen) -> Vondst | None:
    """The table of one sheet: its first row with figures, and the header above it."""
    cijfers = [rij for rij in range(len(raster.rijen)) if _is_data(raster, rij, namen)]
    if not cijfers:
        return None
    onder = cijfers[0] - 1
    while onder >= 0 and raster.is_blank_row(onder):
        onder -= 1
    if onder < 0:
        return None
    boven = onder
    while boven > 0 and onder - boven < _MOST_HEADER_ROWS - 1 and _is_header(raster, boven - 1):
        boven -= 1
    koprijen = onder - boven + 1
    (tabel,) = cut_tables(raster, (boven,), koprijen, (), lambda _: False)
    cellen = sum(_is_number(cel) for rij in cijfers for cel in raster.rijen[rij])
    return Vondst(Gok(raster.blad, boven, koprijen, tabel), raster, cellen)


def _is_data(raster: Raster, rij: int, namen: Gebiedsnamen) -> bool:
    """Does a row hold a count, and a text before it that is not a period or a date?"""
    cellen = raster.rijen[rij]
    eerste = next((n for n, cel in enumerate(cellen) if not is_blank(cel)), None)
    if eerste is None:
        return False
    tekst = as_text(cellen[eerste])
    rest = [cel for cel in cellen[eerste + 1 :] if not is_blank(cel)]
    if any(_is_number(cel) and not _is_year(cel) for cel in rest):
        return True
    # Without a number: areas across are a header, one area before a sign is a row of figures.
    across = any(namen.knows(as_text(cel)) for cel in rest if _letters(cel))
    return bool(rest) and _letters(tekst) and namen.knows(tekst) and not across


def _is_header(raster: Raster, rij: int) -> bool:
    """Does a row above a header belong to it: texts over several columns?"""
    gevuld = [n for n in range(raster.breedte) if not is_blank(raster.cel(rij, n))]
    return len(gevuld) > 1 and not any(_is_number(raster.cel(rij, n)) for n in gevuld)


def _letters(cel: Waarde) -> bool:
    return isinstance(cel, str) and any(teken.isalpha() for teken in cel)


def _is_number(cel: Waarde) -> bool:
    if isinstance(cel, str):
        return bool(_GETAL.fullmatch(as_text(cel)))
    return isinstance(cel, (int, float)) and not isinstance(cel, bool)


def _is_year(cel: Waarde) -> bool:
    tekst = as_text(cel)
    return len(tekst) == 4 and tekst.isdecimal() and tekst[:2] in ("19", "20")


def _guess_columns(gok: Gok, raster: Raster, namen: Gebiedsnamen) -> None:
    """What each column may be, by its header and its cells."""
    rijen = [r for r in range(gok.tabel.eerste, len(raster.rijen)) if not raster.is_blank_row(r)]
    cellen = {k: [raster.rijen[r][k.nummer] for r in rijen] for k in gok.tabel.kolommen}
    gebied = _area_column(cellen, namen)
    across = [k for k in cellen if any(namen.knows(d) for d in k.delen if _letters(d))]
    teksten: list[Kolom] = []
    getallen: list[Kolom] = []
    for kolom, waarden in cellen.items():
        gevuld = [cel for cel in waarden if not is_blank(cel)]
        kop = kolom.delen[-1] if kolom.delen else ""
        if not kolom.delen or (gebied is None and kolom in across):
            continue
        if gebied and kolom.namen[-1:] == gebied.namen[-1:]:
            continue
        if _RATE.search(plain(kop)) or any("%" in as_text(cel) for cel in gevuld):
            gok.percentages.append(kolom.kop)
        elif gebied and _holds_areas(gevuld, namen, kop):
            gok.negeren.append(kop)
        elif _holds_periods(gevuld, kop):
            gok.periode_kolommen.append(kop)
        elif not gevuld or sum(map(_is_number, gevuld)) * 2 >= len(gevuld) or _counts(gevuld):
            getallen.append(kolom)
        elif _VRIJ.search(plain(kop)) or any(len(as_text(c)) > _LONGEST_LABEL for c in gevuld):
            gok.negeren.append(kop)
        else:
            teksten.append(kolom)
    if gebied is not None:
        gok.gebied, gok.gebied_kolommen = "kolom", [gebied.delen[-1]]
        _guess_area_rows(gok, rijen, raster, gebied, getallen, namen)
    elif len(across) > 1:
        gok.gebied = "kop"
        gok.negeren += [k.delen[-1] for k in getallen]
        getallen = across
    _guess_labels(gok, teksten, getallen, cellen, across=gok.gebied == "kop")
    _guess_signs(gok, [cel for k in getallen for cel in cellen[k]])


def _area_column(cellen: dict[Kolom, list[Waarde]], namen: Gebiedsnamen) -> Kolom | None:
    """The first of the columns that hold most areas by name."""
    tel = {
        kolom: sum(namen.knows(as_text(cel)) for cel in waarden if _letters(cel))
        for kolom, waarden in cellen.items()
        if kolom.delen
    }
    beste = max(tel, key=lambda kolom: (tel[kolom], -kolom.nummer), default=None)
    return beste if beste is not None and tel[beste] else None


def _holds_areas(gevuld: Sequence[Waarde], namen: Gebiedsnamen, kop: str) -> bool:
    """A second column of areas, such as that of their codes."""
    code = "code" in plain(kop) and all(namen.knows(as_text(c)) for c in gevuld if _is_number(c))
    return code or (bool(gevuld) and all(_letters(c) and namen.knows(as_text(c)) for c in gevuld))


def _holds_periods(gevuld: Sequence[Waarde], kop: str) -> bool:
    gelezen = [find_periode(as_text(cel)) for cel in gevuld]
    heel = sum(deel.periode is not None and not deel.rest for deel in gelezen)
    if _TIJD.fullmatch(plain(kop)):
        return bool(gevuld)
    return bool(gevuld) and heel == len(gevuld)


def _counts(gevuld: Sequence[Waarde]) -> bool:
    """Can every cell be read as a count, though few are numbers?"""
    lezer = Lezer({}, duizendtal=".")
    for cel in gevuld:
        try:
            lezer.read(cel)
        except CelError:
            return False
    return True


def _guess_area_rows(
    gok: Gok,
    rijen: Sequence[int],
    raster: Raster,
    gebied: Kolom,
    getallen: Sequence[Kolom],
    namen: Gebiedsnamen,
) -> None:
    """Rows with figures that name no area: totals, or a name that must be told."""
    for rij in rijen:
        tekst = as_text(raster.cel(rij, gebied.nummer))
        gevuld = any(_is_number(raster.rijen[rij][kolom.nummer]) for kolom in getallen)
        if gevuld and not tekst:
            gok.doortrekken = True
        elif gevuld and not namen.knows(tekst):
            lijst = gok.totalen if is_total(tekst) else gok.vreemd
            if tekst not in lijst:
                lijst.append(tekst)


def _guess_labels(
    gok: Gok,
    teksten: Sequence[Kolom],
    getallen: Sequence[Kolom],
    cellen: dict[Kolom, list[Waarde]],
    *,
    across: bool,
) -> None:
    """Which texts say what is counted: those of a header, or those of columns."""
    op_tijd = bool(getallen) and all(find_periode(k.kop).delen for k in getallen)
    kaal = [_without_period(kolom) for kolom in getallen]
    lang = len(getallen) == 1 and bool(_AANTAL.fullmatch(plain(getallen[0].delen[-1])))
    if teksten and (lang or across or (op_tijd and not any(kaal))):
        gok.wat_kolommen = [kolom.delen[-1] for kolom in teksten]
        gok.aantal = getallen[0].delen[-1] if lang else ""
        regels = zip(*(cellen[kolom] for kolom in teksten), strict=True)
        for regel, waarden in zip(
            regels, zip(*(cellen[k] for k in getallen), strict=True), strict=True
        ):
            label = LOS.join(as_text(cel) for cel in regel if not is_blank(cel))
            if label and label not in gok.labels and not all(map(is_blank, waarden)):
                gok.labels.append(label)
    else:
        gok.negeren += [kolom.delen[-1] for kolom in teksten]
        gok.labels = list(dict.fromkeys(deel for deel in kaal if deel))
    gok.cijferkolommen = [kolom.kop for kolom in getallen]


def _without_period(kolom: Kolom) -> str:
    delen = (find_periode(deel).rest for deel in kolom.delen)
    return LOS.join(deel for deel in delen if deel)


def _guess_signs(gok: Gok, cellen: Sequence[Waarde]) -> None:
    """Texts between counts that a mapping must explain, and the sign between thousands."""
    lezer = Lezer({})
    koppen = {naam for kolom in gok.tabel.kolommen for naam in kolom.namen}
    for cel in cellen:
        # A header that comes back, of a next table or page, is no sign.
        if not isinstance(cel, str) or is_blank(cel) or plain(cel) in koppen:
            continue
        try:
            lezer.read(cel)
        except CelError:
            tekst = as_text(cel)
            if gevonden := re.fullmatch(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*", tekst):
                gok.duizendtal = gevonden[1]
            elif len(tekst) <= _LONGEST_SIGN and tekst not in gok.onleesbaar:
                gok.onleesbaar.append(tekst)


def _guess_period(gok: Gok, zelfde: Sequence[Vondst], stam: str) -> None:
    """Where the period stands, from the most precise place to the least."""
    koppen = [find_periode(kop) for kop in gok.cijferkolommen]
    bladen = [find_periode(v.gok.blad.naam) for v in zelfde]
    titel = find_periode(in_title(gok.tabel.titel))
    bestand = find_periode(stam.replace("_", " "))
    if gok.periode_kolommen:
        gok.periode = "kolom"
    elif koppen and all(deel.periode for deel in koppen):
        gok.periode, gok.periodes = "kop", [d.periode for d in koppen if d.periode]
    elif len(bladen) > 1 and all(deel.periode for deel in bladen):
        gok.periode, gok.periodes = "blad", [d.periode for d in bladen if d.periode]
    else:
        plekken = (("titel", titel), ("blad", bladen[0]), ("bestandsnaam", bestand))
        for plek, deel in plekken:
            if deel.periode is not None:
                gok.periode, gok.periodes = plek, [deel.periode]
                break
    gok.periodes = list(dict.fromkeys(gok.periodes))
