"""One reader per kind of source: figures as they stand in it, with where each one stands."""

from helpende_data.sources.published import Levering, read_published

__all__ = ["Levering", "read_published"]
