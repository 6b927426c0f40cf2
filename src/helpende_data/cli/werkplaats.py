"""Opens the workshop for a command, and says beforehand when that takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.pipeline import Workshop


def open_workshop(settings: Settings, *, intern: bool = False) -> Workshop:
    """The protected figures of the werkmap, or with `intern` the true counts."""
    from helpende_data.cli.show import show_progress
    from helpende_data.disclosure import ONDERDRUKKEN, read_beleid
    from helpende_data.pipeline import open_workshop as library_open_workshop

    if not intern and ONDERDRUKKEN in read_beleid(settings.werkmap).wijze.values():
        show_progress(settings)("uitzoeken wat verborgen blijft; dat kan een halve minuut duren")
    return library_open_workshop(settings.werkmap, intern=intern)
