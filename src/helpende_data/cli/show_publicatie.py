"""Prints what a publication did. Calls nothing that computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from helpende_data.cli.show import make_console, print_json, show_withheld, written_json
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.pipeline import Published


def show_published(gedaan: Published, waarschuwing: str, settings: Settings) -> None:
    """The definitive reports, and what was entered in the register."""
    if settings.json:
        print_json(
            {
                "rapporten": [written_json(written) for written in gedaan.rapporten],
                "cijfers": gedaan.cijfers,
                "nummer": gedaan.nummer,
                "waarschuwing": waarschuwing,
            }
        )
        return
    if settings.stil:
        return
    console = make_console()
    for written in gedaan.rapporten:
        console.print(escape(f"{written.rapport.gebied}: {written.map}"))
    if gedaan.nummer:
        console.print(
            f"Gepubliceerd en vastgelegd: {format_nl(gedaan.cijfers)} afgeronde cijfers "
            f"(nummer {gedaan.nummer} in het register)."
        )
    else:
        console.print("Alle cijfers waren al openbaar; het register is niet veranderd.")
    show_withheld(gedaan.rapporten[0].achtergehouden, console)
    if waarschuwing:
        console.print(escape(f"Let op: {waarschuwing}"))
