"""Words and names that all formats share. Knows the model, no format."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from html import escape
from pathlib import Path

from helpende_data.reports.model import Bronregel, Rapport
from helpende_data.schema.getallen import date_nl
from helpende_data.statistics import Cijfer

_FOOT = 70  # characters beside the number of the page
TEMPLATES = Path(__file__).parent.parent / "templates"

PUBLIEK = {
    "team": "voor het lokale team",
    "beleid": "voor beleid",
    "raad": "voor de gemeenteraad",
    "infographic": "infographic",
    "regio": "over het hele gebied",
    "subregio": "over het hele gebied",
    "thema": "over een thema",
    "nieuwsbrief": "nieuwsbrief",
    "sessie": "voor het gesprek",
    "evaluatie": "tussenevaluatie",
}

STATUS = {
    "exact": "exact",
    "afgerond": "afgerond",
    "benaderd": "ongeveer",
    "onderdrukt": "afgeschermd",
    "onbekend": "niet bekend",
    "niet_van_toepassing": "niet van toepassing",
}

MARGES = (
    "Onder- en bovengrens geven aan tussen welke waarden het echte cijfer waarschijnlijk ligt. "
    "Bij een cijfer per 100.000 inwoners is dat de marge van 95 %: kleine aantallen wisselen van "
    "jaar tot jaar, ook als er niets verandert. Bij een afgerond cijfer geven de grenzen de ruimte "
    "die het afronden laat. Overlappen twee marges elkaar, dan zegt het verschil weinig."
)

LEEG = (
    "Een leeg getal is geen nul. In de kolom Status staat of het cijfer niet bekend is of is "
    "afgeschermd."
)


def publiek_label(rapport: Rapport) -> str:
    return PUBLIEK.get(rapport.publiek, f"voor {rapport.publiek}")


def running_title(rapport: Rapport) -> str:
    """Area, period and audience: what every page is about."""
    return " · ".join((rapport.gebied, rapport.periode_label, publiek_label(rapport)))


def sheet_foot(rapport: Rapport) -> str:
    """What stands at the foot of each sheet of a session: whose it is, and whom to ask."""
    return " · ".join(filter(None, (rapport.organisatie, rapport.contact)))


def foot_contact(rapport: Rapport) -> str:
    """Who to ask, as it stands at the foot of each page; empty where it would not fit."""
    return rapport.contact if len(rapport.contact) <= _FOOT else ""


def status_label(cijfer: Cijfer) -> str:
    """How sure a figure is; for a missing one the same word as in the report itself."""
    if cijfer.waarde is None:
        return cijfer.tekst
    return STATUS.get(cijfer.status, cijfer.status)


def shown_number(waarde: float | None, decimalen: int | None = None) -> float | None:
    """The number as it goes into a file: None where there is none, never NaN, never minus zero."""
    if waarde is None or not math.isfinite(waarde):
        return None
    return (float(waarde) if decimalen is None else round(float(waarde), decimalen)) + 0.0


def glue(tekst: str) -> str:
    """`tekst` with spaces that do not break between a number and its sign: "3,3 %", "€ 12"."""
    return re.sub(r"(?<=\d) (?=%)|(?<=€) (?=\d)", "\N{NO-BREAK SPACE}", tekst)


def is_stamped(svg: str, stempel: str) -> bool:
    """Does the drawing carry the stamp itself, as the room figures draws it?"""
    return escape(stempel, quote=False) in svg


def source_line(bron: Bronregel) -> str:
    """When a source was published and fetched, its licence, and whether the werkmap changed it."""
    delen = (
        bron.gepubliceerd and f"gepubliceerd {date_nl(bron.gepubliceerd)}",
        bron.opgehaald and f"opgehaald {date_nl(bron.opgehaald)}",
        bron.licentie and f"licentie {bron.licentie}",
        "gewijzigd in de werkmap" if bron.gewijzigd else "",
    )
    return ", ".join(deel for deel in delen if deel)


def unique_ids(namen: Iterable[str], prefix: str) -> tuple[str, ...]:
    """One id per name, safe in an address and unique: letters, digits and hyphens only."""
    used: dict[str, int] = {}
    ids = []
    for naam in namen:
        kaal = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
        slug = prefix + (re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")[:60] or "x")
        used[slug] = used.get(slug, 0) + 1
        ids.append(slug if used[slug] == 1 else f"{slug}--{used[slug]}")
    return tuple(ids)


def read_template(naam: str) -> str:
    """The text of a file of helpende_data/reports/templates."""
    return (TEMPLATES / naam).read_text(encoding="utf-8")
