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
from helpende_data.gesprek.keuze import Keuze, check_figures, keuze_file, read_keuze
from helpende_data.gesprek.model import Gesprek
from helpende_data.gesprek.toelichting import Toelichting, read_toelichting, toelichting_file

__all__ = [
    "Afspraak",
    "Gesprek",
    "Keuze",
    "Keuzes",
    "Toelichting",
    "add_afspraak",
    "afspraken_file",
    "check_figures",
    "keuze_file",
    "mark_done",
    "read_afspraken",
    "read_keuze",
    "read_toelichting",
    "toelichting_file",
    "write_afspraken",
]
