"""Looks for what cannot be right in a delivery, before anything of it is kept. Changes nothing."""

from helpende_data.sources.keuring.keur import Keuring, keur

__all__ = ["Keuring", "keur"]
