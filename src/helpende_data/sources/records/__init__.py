"""Files with one row per advies or melding: counted while they are read, never kept."""

from helpende_data.sources.records.lezen import choose_records, read_records

__all__ = ["choose_records", "read_records"]
