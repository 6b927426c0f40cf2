"""Which table of `data/cbs.toml` a download is, and which figure its labels mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data.errors import ContractError
from helpende_data.schema import Indicatoren
from helpende_data.schema.tables import TOTAAL
from helpende_data.sources.cbs.model import plain
from helpende_data.sources.cbs.register import Dimensie, Maat, Tabel
from helpende_data.sources.statline.tabel import END, ONDERWERP, StatlineTabel

Cijfer = tuple[str, str]  # indicator, uitsplitsing


@dataclass(frozen=True)
class Niet:
    """Why a cell is none of our figures, and the label that says so."""

    waarom: str
    label: str = ""


Label = tuple[str, str]  # name of its dimension (or empty), text
ANDERE_TABEL = Niet("dit cijfer hoort in een andere tabel")
_NUMMER = re.compile(r"\d{5}NED", re.I)
_EENHEDEN = ("aantal", "%")
_EENHEID = re.compile(r"\s*\((aantal|%)\)$", re.I)


def choose_tabel(
    download: StatlineTabel, tabellen: Sequence[Tabel], naam: str, shown: str
) -> Tabel | None:
    """The table that was downloaded: by its number, its title, or else by what stands in it.

    Args:
        naam: of the file, which StatLine makes from the title.

    Returns:
        None when no table fits and nothing says that this comes from StatLine.

    Raises:
        ContractError: it comes from StatLine but is no table of ours.
    """
    teksten = (download.titel, naam.replace("_", " "), *download.noten)
    nummers = {nummer.upper() for tekst in teksten for nummer in _NUMMER.findall(tekst)}
    for tabel in tabellen:
        if tabel.id in nummers:
            return tabel
    titels = [plain(tekst) for tekst in teksten]
    # The longest title first: one may be the beginning of another.
    for tabel in sorted(tabellen, key=lambda tabel: -len(tabel.titel)):
        if any(titel.startswith(plain(tabel.titel)) for titel in titels):
            return tabel
    teksten_in = [split_unit(tekst)[0] for tekst in download.labels()]
    labels = {plain(deel) for tekst in teksten_in for deel in (tekst, tekst.rpartition("/")[2])}
    vt = any(tekst.endswith("(VT)") for tekst in teksten_in)
    passend = [tabel for tabel in tabellen if _fits(tabel, labels, download)]
    # Tables of one subject differ in the areas that they are the home of.
    thuis = [tabel for tabel in passend if ("VT" in tabel.niveaus) == vt]
    if not passend and not any(END.match(noot) for noot in download.noten):
        return None
    if not passend:
        bekend = ", ".join(tabel.id for tabel in tabellen)
        raise ContractError(
            "dit is een download van StatLine, maar geen tabel die helpende-data kent",
            waar=shown,
            doe=f"bekend zijn {bekend}; data/cbs.toml zegt welke titels daarbij horen",
        )
    return (thuis or passend)[0]


def _fits(tabel: Tabel, labels: set[str], download: StatlineTabel) -> bool:
    namen = {plain(naam) for naam in download.namen}
    dimensies = all(
        d.mag_ontbreken or any(plain(titel) in namen for titel in d.titels) for d in tabel.dimensies
    )
    return dimensies and any(
        plain(titel) in labels for maat in tabel.maten for titel in maat.titels
    )


def split_unit(tekst: str) -> tuple[str, str]:
    """A title and its unit: ``Ontvangen meldingen (aantal)``; a unit alone has no title."""
    if tekst.casefold() in _EENHEDEN:
        return "", tekst.casefold()
    gevonden = _EENHEID.search(tekst)
    return (tekst[: gevonden.start()], gevonden[1].casefold()) if gevonden else (tekst, "")


class Cijferkeuze:
    """Which figure of ours the labels of a cell mean, in one table."""

    def __init__(self, tabel: Tabel, indicatoren: Indicatoren) -> None:
        self._tabel = tabel
        self._maten = {plain(titel): maat for maat in tabel.maten for titel in maat.titels}
        self._thuis = set(tabel.claims(indicatoren))
        self._gezien: dict[tuple[Label, ...], Cijfer | Niet] = {}

    def find(self, labels: tuple[Label, ...]) -> Cijfer | Niet:
        """The figure, or why the cell is none of ours.

        Args:
            labels: of one cell, without its area and period.
        """
        if labels not in self._gezien:
            self._gezien[labels] = self._look_up(labels)
        return self._gezien[labels]

    def _look_up(self, labels: tuple[Label, ...]) -> Cijfer | Niet:
        eenheid = next((deel for _, tekst in labels if (deel := split_unit(tekst)[1])), "aantal")
        teksten = [(naam, split_unit(tekst)[0]) for naam, tekst in labels if split_unit(tekst)[0]]
        gekozen = self._measure(teksten)
        if gekozen is None:
            return Niet("onbekend onderwerp", " / ".join(tekst for _, tekst in teksten))
        maat, gebruikt = gekozen
        if maat.eenheid != eenheid:
            return Niet("dit is geen aantal", eenheid)
        categorieen = self._categories([label for label in teksten if label not in gebruikt])
        if isinstance(categorieen, Niet):
            return categorieen
        anders = [categorie for categorie in categorieen if categorie != TOTAAL]
        if len(anders) + bool(maat.uitsplitsing) > 1:
            return Niet("een combinatie van kenmerken", " / ".join(tekst for _, tekst in teksten))
        cijfer = (maat.indicator, *(anders or [maat.uitsplitsing or TOTAAL]))
        return cijfer if cijfer in self._thuis else ANDERE_TABEL

    def _measure(self, teksten: list[Label]) -> tuple[Maat, list[Label]] | None:
        """The measure with the longest title, and the labels that make it: groups may precede."""
        reeksen = [[label] for label in teksten]
        onderwerpen = [label for label in teksten if label[0] in ONDERWERP]
        reeksen += [onderwerpen[begin:] for begin in range(len(onderwerpen) - 1)]
        gevonden = []
        for reeks in reeksen:
            delen = [deel for _, tekst in reeks for deel in tekst.split("/")]
            # A title may hold a slash itself; else what stands before it are groups.
            namen = [plain(" ".join(delen[begin:])) for begin in range(len(delen))]
            gevonden += [(naam, reeks) for naam in namen if naam in self._maten]
        if not gevonden:
            return None
        naam, reeks = max(gevonden, key=lambda paar: len(paar[0]))
        return self._maten[naam], [*reeks, *onderwerpen]

    def _categories(self, teksten: list[Label]) -> list[str] | Niet:
        """Our category, or the total, of each dimension of the table; else what is not known."""
        over = list(self._tabel.dimensies)
        gevonden = []
        for naam, tekst in teksten:
            past = next((d for d in over if _category(d, naam, tekst)), None)
            if past is None:
                return Niet("onbekend kenmerk", tekst)
            gevonden.append(_category(past, naam, tekst))
            over.remove(past)
        for dimensie in over:
            if not dimensie.mag_ontbreken:
                return Niet("deze dimensie ontbreekt", dimensie.titels[0])
        return gevonden


def _category(dimensie: Dimensie, naam: str, tekst: str) -> str:
    """What a label is in a dimension: a category of ours, the total, or nothing."""
    if naam and plain(naam) not in map(plain, dimensie.titels):
        return ""
    gezocht = plain(tekst)
    if gezocht in map(plain, dimensie.totaal):
        return TOTAAL
    return next(
        (
            categorie
            for categorie, titels in dimensie.categorieen.items()
            if gezocht in map(plain, titels)
        ),
        "",
    )
