"""The sheets of a session as frozen parts; each file is a drawing of one. Knows no format."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.reports.model import Figuur, Rapport, Sectie, Tabel


@dataclass(frozen=True)
class Kaart:
    """One figure on the sheet, under a title that says what it counts and not what it shows.

    Args:
        titel: neutral title.
        eenheid: what stands along the axis, for whom and when.
        alt: the chart in words, without a finding.
        let_op: what makes this figure differ; may be empty.
        lezen: one line on how to read it.
    """

    nummer: str
    titel: str
    eenheid: str
    figuur: Figuur
    alt: str
    let_op: str
    lezen: str


@dataclass(frozen=True)
class Gespreksblad:
    """The sheet of A3: figures, four questions beside each, and room to write.

    Args:
        vragen: the questions beside each figure with their short name.
        eigen: questions of the team leader.
    """

    titel: str
    kopregel: str
    doel: str
    uitleg: str
    kaarten: tuple[Kaart, ...]
    vragen: tuple[tuple[str, str], ...]
    missen: str
    eigen_kop: str
    eigen: tuple[str, ...]


@dataclass(frozen=True)
class Blad:
    """A sheet of A4 with chapters: for the facilitator."""

    titel: str
    kopregel: str
    doel: str
    secties: tuple[Sectie, ...]


@dataclass(frozen=True)
class Afsprakenlijst:
    """What was agreed before on the left, room for new agreements on the right."""

    titel: str
    kopregel: str
    doel: str
    vorige: Tabel
    vorige_geen: str
    nieuw: Tabel
    uitleg: tuple[str, ...]


@dataclass(frozen=True)
class Voorbereiding:
    """One page on which a team leader chooses; `keuzes` are rows of name and title."""

    titel: str
    kopregel: str
    uitleg: tuple[str, ...]
    kop: str
    keuzes: tuple[tuple[bool, str, str], ...]
    ruimte: tuple[tuple[str, int], ...]  # heading, lines to write on


@dataclass(frozen=True)
class Sessie:
    """All sheets of one session, and the report that their figures come from.

    `vast` are the texts on the sheets whose numbers are no figures: minutes, rows, places.
    """

    rapport: Rapport
    gespreksblad: Gespreksblad
    begeleidersblad: Blad
    afsprakenlijst: Afsprakenlijst
    voorbereiding: Voorbereiding
    uitnodiging: str
    vast: tuple[str, ...] = ()
