"""Deliveries of others, each read as its mapping (TOML) says. Knows nothing of the data set."""

from helpende_data.sources.mapping.herkennen import choose_mapping
from helpende_data.sources.mapping.lezen import (
    find_mapping,
    read_mapping,
    read_mappings,
    unfinished,
)
from helpende_data.sources.mapping.lijst import MappingRegel, list_mappings
from helpende_data.sources.mapping.model import Mapping, Plek, TabelMapping
from helpende_data.sources.mapping.sjabloon import write_sjabloon
from helpende_data.sources.mapping.toepassen import read_with
from helpende_data.sources.mapping.voorstel import Voorstel, propose_mapping

__all__ = [
    "Mapping",
    "MappingRegel",
    "Plek",
    "TabelMapping",
    "Voorstel",
    "choose_mapping",
    "find_mapping",
    "list_mappings",
    "propose_mapping",
    "read_mapping",
    "read_mappings",
    "read_with",
    "unfinished",
    "write_sjabloon",
]
