"""What people write themselves for a session: agreements, own words, choices. Knows no figures."""

from helpende_data.gesprek.afspraken import (
    Afspraak,
    Keuzes,
    add_afspraak,
    afspraken_file,
    mark_done,
    read_afspraken,
    write_afspraken,
)
from helpende_data.gesprek.model import Gesprek
from helpende_data.gesprek.toelichting import Toelichting, read_toelichting, toelichting_file

__all__ = [
    "Afspraak",
    "Gesprek",
    "Keuzes",
    "Toelichting",
    "add_afspraak",
    "afspraken_file",
    "mark_done",
    "read_afspraken",
    "read_toelichting",
    "toelichting_file",
    "write_afspraken",
]
