"""Opens each drawn file again and lets it pass only if every number in it stands in the model.

Reads bytes, writes nothing. The model itself is made from protected figures only; this room sees
to it that no format says more than the model: not in a title, a label, an attribute, a hidden
sheet or a property.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from helpende_data.errors import DisclosureError
from helpende_data.reports.inhoud.stempel import INTERN
from helpende_data.reports.model import Rapport
from helpende_data.reports.poort.csv_bestand import strange_in_csv
from helpende_data.reports.poort.getallen import Phrases, unproven
from helpende_data.reports.poort.html_bestand import strange_in_html
from helpende_data.reports.poort.json_bestand import strange_in_json
from helpende_data.reports.poort.md_bestand import strange_in_md
from helpende_data.reports.poort.pdf_bestand import strange_in_pdf
from helpende_data.reports.poort.pptx_bestand import strange_in_pptx
from helpende_data.reports.poort.sessie_bestand import strange_in_sessie
from helpende_data.reports.poort.xlsx_bestand import strange_in_xlsx
from helpende_data.reports.sessie.model import Sessie

READERS = {
    "html": strange_in_html,
    "pdf": strange_in_pdf,
    "xlsx": strange_in_xlsx,
    "csv": strange_in_csv,
    "json": strange_in_json,
    "md": strange_in_md,
}


def check_release(
    rapport: Rapport, files: Mapping[str, bytes], sjabloon: bytes | None = None
) -> None:
    """Let the files of a report pass, or stop them all.

    Args:
        rapport: the model that they are drawings of.
        files: file name -> contents, as they will be written.
        sjabloon: the template of the slides; None is the packaged one.

    Raises:
        DisclosureError: a file holds a number that does not belong at its place, or is of a kind
            that this room cannot open. The message names the places, never the numbers.
    """
    readers = READERS | {"pptx": partial(strange_in_pptx, sjabloon=sjabloon)}
    vreemd = []
    for naam, inhoud in files.items():
        soort = naam.rpartition(".")[2]
        plekken = readers[soort](rapport, inhoud) if soort in readers else ["onbekend soort"]
        vreemd += [f"{naam} ({plek})" for plek in dict.fromkeys(plekken)]
    _stop(vreemd)


def check_numbers(model: Rapport | Sessie, vast: Phrases) -> None:
    """Let a filled report pass only if each number in it is a shown figure or a constant.

    Args:
        vast: the constants, from `poort.getallen.fixed_numbers`.

    Raises:
        DisclosureError: a number is neither. The message names the place; the number only in a
            report with the true counts.
    """
    rapport = model.rapport if isinstance(model, Sessie) else model
    vreemd = unproven(model, vast)
    plekken = list(vreemd)
    if INTERN in rapport.stempel:
        plekken = [f"{plek}: {', '.join(getallen)}" for plek, getallen in vreemd.items()]
    _stop(plekken, "dat uit geen cijfer komt")


def check_sessie(sessie: Sessie, files: Mapping[str, bytes], svgs: Mapping[str, bytes]) -> None:
    """Let the files of a session pass, or stop them all.

    Args:
        files: file name -> contents, as they will be written.
        svgs: name of a figure -> its drawing, as it went into the sheets.

    Raises:
        DisclosureError: as `check_release`.
    """
    _stop(strange_in_sessie(sessie, files, svgs))


def _stop(vreemd: Sequence[str], wat: str = "dat niet bij het rapport hoort") -> None:
    """Stop the release when there are such places; the message names them."""
    if vreemd:
        meer = f" en nog {len(vreemd) - 3} plekken" if len(vreemd) > 3 else ""
        raise DisclosureError(
            f"het rapport is niet geschreven: er staat een getal in {wat}",
            waar=", ".join(vreemd[:3]) + meer,
            doe="meld dit aan de makers van helpende-data; de oude bestanden zijn er nog",
        )
