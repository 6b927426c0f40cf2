"""One reader per kind of source: figures as they stand in it, with where each one stands."""

from helpende_data.sources.herken import read_file
from helpende_data.sources.levering import Levering, PartlyReadError, Printed, Registers
from helpende_data.sources.published import read_published

__all__ = ["Levering", "PartlyReadError", "Printed", "Registers", "read_file", "read_published"]
