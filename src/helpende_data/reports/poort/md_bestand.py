"""Numbers in Markdown: every line, and every cell of a table, against the texts of the model."""

from __future__ import annotations

import re

from helpende_data.reports.model import Rapport
from helpende_data.reports.poort.teksten import allowed, bare, frame
from helpende_data.schema.getallen import has_number

_MARK = re.compile(r"^(#{1,3}|-) ")
_CELLS = re.compile(r"(?<!\\)\|")


def strange_in_md(rapport: Rapport, inhoud: bytes) -> list[str]:
    """Lines in which a number stands that no text of the model has."""
    mag = allowed(frame(rapport), rapport.voorblad, rapport.kern, rapport.secties)
    vreemd = []
    for nummer, regel in enumerate(inhoud.decode("utf-8").split("\n"), start=1):
        cellen = _CELLS.split(regel) if regel.startswith("|") else [_MARK.sub("", regel)]
        teksten = [bare(re.sub(r"\\(.)", r"\1", cel)) for cel in cellen]
        if any(has_number(tekst) and tekst not in mag for tekst in teksten):
            vreemd.append(f"regel {nummer}")
    return vreemd
