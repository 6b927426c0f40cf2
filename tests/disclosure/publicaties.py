"""An invented delivery that is not public, for tests of publication."""

from __future__ import annotations

RVN = ("GM0225", "GM0252", "GM0268", "GM0296", "GM0944", "GM1945", "GM0209")
OWN = {"bescherming": "geen", "openbaar": False, "bron": "eigen"}


def counts(extra: int = 0) -> str:
    """Halves and years of two indicators; Druten has a 0, a 3 and larger ones."""
    regels = ["gebied_code indicator uitsplitsing periode aantal"]
    for nummer, code in enumerate(RVN):
        for plek, indicator in enumerate(("meldingen", "adviezen")):
            helft = [3 + extra, 0] if not nummer and not plek else [nummer * 7 + plek, nummer + 11]
            regels += [
                f"{code} {indicator} totaal 2023-H{h} {n}" for h, n in enumerate(helft, start=1)
            ]
            regels.append(f"{code} {indicator} totaal 2023 {sum(helft)}")
    return "\n".join(regels)
