"""Which areas exist, what they consist of and who lives there. No counts but inhabitants."""

from helpende_data.gebieden.indelingen import with_indelingen
from helpende_data.gebieden.inwoners import Inwoners, Noemer
from helpende_data.gebieden.model import (
    Afwijking,
    Gebied,
    Gebieden,
    Herindeling,
    Regio,
    Uitzondering,
)
from helpende_data.gebieden.read import read_gebieden

__all__ = [
    "Afwijking",
    "Gebied",
    "Gebieden",
    "Herindeling",
    "Inwoners",
    "Noemer",
    "Regio",
    "Uitzondering",
    "read_gebieden",
    "with_indelingen",
]
