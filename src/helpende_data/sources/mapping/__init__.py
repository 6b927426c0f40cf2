"""Deliveries of others, each read as its mapping (TOML) says. Knows nothing of the data set."""

from helpende_data.sources.mapping.lezen import find_mapping, read_mapping, read_mappings
from helpende_data.sources.mapping.model import Mapping, Plek, TabelMapping

__all__ = ["Mapping", "Plek", "TabelMapping", "find_mapping", "read_mapping", "read_mappings"]
