"""Which words of the glossary a report uses. Knows no figures and no format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from helpende_data.reports.model import Rapport, texts


def with_glossary(rapport: Rapport, begrippen: Mapping[str, str]) -> Rapport:
    """The report with those words explained that its reader meets, in the order of the texts.

    A word is met in the report itself, or in the explanation of another word that is met.
    """
    omslag = (rapport.titel, rapport.ondertitel, rapport.voorblad, rapport.kern, rapport.contact)
    tekst = "\n".join(texts((omslag, rapport.secties, rapport.bronnen)))
    gebruikt = {woord for woord in begrippen if _stands_in(woord, tekst)}
    while erbij := {
        woord
        for woord in begrippen.keys() - gebruikt
        if any(_stands_in(woord, begrippen[ander]) for ander in gebruikt)
    }:
        gebruikt |= erbij
    return replace(rapport, woorden={w: b for w, b in begrippen.items() if w in gebruikt})


def _stands_in(woord: str, tekst: str) -> bool:
    """Is it there as a whole word? One without capitals may open a sentence."""
    anders = re.IGNORECASE if woord.islower() else 0
    return re.search(rf"(?<!\w){re.escape(woord)}(?!\w)", tekst, anders) is not None
