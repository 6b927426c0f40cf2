"""Which counts may be shown: protection, its proof, and the only maker of `Publishable`."""

from helpende_data.disclosure.publishable import (
    Beleid,
    Publishable,
    count_withheld,
    protect,
    read_beleid,
)

__all__ = ["Beleid", "Publishable", "count_withheld", "protect", "read_beleid"]
