"""Deliveries of others, each read as its mapping (TOML) says. Knows nothing of the data set."""

from helpende_data.sources.mapping.herkennen import choose_mapping
from helpende_data.sources.mapping.lezen import find_mapping, read_mapping, read_mappings
from helpende_data.sources.mapping.model import Mapping, Plek, TabelMapping
from helpende_data.sources.mapping.toepassen import read_with

__all__ = [
    "Mapping",
    "Plek",
    "TabelMapping",
    "choose_mapping",
    "find_mapping",
    "read_mapping",
    "read_mappings",
    "read_with",
]
