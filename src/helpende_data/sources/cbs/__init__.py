"""Figures from the open data service of CBS: fetched, kept as received, read by title."""

from helpende_data.sources.cbs.client import Client
from helpende_data.sources.cbs.download import Downloader, Meld
from helpende_data.sources.cbs.register import Dienst, Register, read_register
from helpende_data.sources.cbs.snapshot import is_anything_kept
from helpende_data.sources.cbs.tabellen import MISLUKT, Lezer, Uitslag

__all__ = [
    "MISLUKT",
    "Client",
    "Dienst",
    "Downloader",
    "Lezer",
    "Meld",
    "Register",
    "Uitslag",
    "is_anything_kept",
    "read_register",
]
