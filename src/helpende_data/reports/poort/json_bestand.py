"""Numbers in the JSON of the model: read back, it must be the model and nothing beside it."""

from __future__ import annotations

from dataclasses import fields

from helpende_data.reports.model import Rapport
from helpende_data.reports.render.json_model import INTERN, read_json


def strange_in_json(rapport: Rapport, inhoud: bytes) -> list[str]:
    """Fields of the report that differ from the model; the whole file when it cannot be read."""
    try:
        gelezen = read_json(inhoud)
    except ValueError:  # not UTF-8, no JSON, or other fields than a model has
        return ["opbouw van het bestand"]
    namen = (veld.name for veld in fields(Rapport) if veld.name not in INTERN)
    return [naam for naam in namen if getattr(gelezen, naam) != getattr(rapport, naam)]
