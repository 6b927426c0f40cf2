"""Which counts may be shown: protection, its proof, and the only maker of `Publishable`."""

from helpende_data.disclosure.publishable import (
    Beleid,
    Publishable,
    protect,
    read_beleid,
    refuse_small_areas,
)

__all__ = ["Beleid", "Publishable", "protect", "read_beleid", "refuse_small_areas"]
