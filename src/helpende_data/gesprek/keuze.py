"""Which figures a team leader chose for the session, and the own questions; one file each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from helpende_data.errors import ContractError, Fault
from helpende_data.files import Werkmap, read_toml, slug
from helpende_data.gesprek.persoonlijk import personal_fault

FOLDER = "sessie"
MEESTE = 8  # figures on one sheet
_LANGST = 200
_SLEUTELS = {"figuren", "vragen", "wanneer", "afzender"}


@dataclass(frozen=True)
class Keuze:
    """The choice for one municipality; empty figures mean those of the team edition.

    Args:
        figuren: names of figures, in the order of the sheet.
        vragen: questions of the team leader.
        wanneer, afzender: for the invitation.
    """

    figuren: tuple[str, ...] = ()
    vragen: tuple[str, ...] = ()
    wanneer: str = ""
    afzender: str = ""


def keuze_file(werkmap: Werkmap, gemeente: str) -> Path:
    """Where the choice for a municipality stands; the file may not exist."""
    return werkmap.root / FOLDER / f"{slug(gemeente)}.toml"


def read_keuze(werkmap: Werkmap, gemeente: str) -> Keuze:
    """The choice for a municipality; an empty one without a file.

    Raises:
        ContractError: with every fault of the file.
        SourceError: it cannot be read, or is not TOML.
    """
    pad = keuze_file(werkmap, gemeente)
    if not pad.is_file():
        return Keuze()
    shown = werkmap.shown(pad)
    inhoud = read_toml(pad, shown)
    faults = [Fault(0, naam, "dit kennen wij hier niet") for naam in set(inhoud) - _SLEUTELS]
    figuren = _texts(inhoud, "figuren", faults)
    vragen = _texts(inhoud, "vragen", faults)
    for naam, teksten, meeste in (("figuren", figuren, MEESTE), ("vragen", vragen, 6)):
        if len(teksten) > meeste:
            faults.append(Fault(0, naam, f"kies er hooguit {meeste}"))
    wanneer, afzender = (inhoud.get(naam, "") for naam in ("wanneer", "afzender"))
    for naam, tekst in (("wanneer", wanneer), ("afzender", afzender)):
        if not isinstance(tekst, str) or len(tekst) > _LANGST:
            faults.append(Fault(0, naam, "hier hoort een korte tekst"))
    faults += [fault for vraag in vragen if (fault := personal_fault(0, "vragen", vraag))]
    if faults:
        raise ContractError(
            "de keuze voor het gesprek klopt niet",
            waar=f"{shown}, {'; '.join(map(str, faults[:3]))}",
            doe="verbeter het bestand",
            faults=tuple(faults),
        )
    return Keuze(figuren, vragen, wanneer, afzender)


def check_figures(keuze: Keuze, namen: Collection[str], shown: str) -> None:
    """Refuse a choice of figures that are not there.

    Args:
        namen: figures that there are.
        shown: the file as messages print it.

    Raises:
        ContractError: names each of them, with the nearest one.
    """
    faults = []
    for naam in keuze.figuren:
        if naam not in namen:
            dichtbij = get_close_matches(naam, namen, n=2, cutoff=0.4) or list(namen)
            faults.append(Fault(0, "figuren", "deze figuur is er nu niet",
                                waarde=naam[:60], verwacht=" of ".join(dichtbij)))  # fmt: skip
    if faults:
        raise ContractError(
            "de keuze voor het gesprek klopt niet",
            waar=f"{shown}, {faults[0]}",
            doe="kies een andere figuur",
            faults=tuple(faults),
        )


def _texts(inhoud: Mapping[str, object], naam: str, faults: list[Fault]) -> tuple[str, ...]:
    waarde = inhoud.get(naam, [])
    if not isinstance(waarde, list) or not all(
        isinstance(deel, str) and len(deel) <= _LANGST for deel in waarde
    ):
        faults.append(Fault(0, naam, "hier hoort een lijst van korte teksten"))
        return ()
    return tuple(dict.fromkeys(" ".join(deel.split()) for deel in waarde if deel.strip()))
