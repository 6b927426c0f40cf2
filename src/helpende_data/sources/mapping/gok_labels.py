"""Which code a supplier's label may stand for, by the names in the registry. Reads no files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpende_data.schema import Indicatoren
from helpende_data.sources.mapping.tekst import plain

_WOORD = re.compile(r"[a-z0-9]{3,}")
_LEEG = {"aantal", "van", "het", "een", "voor", "met", "totaal", "waarvan", "naar", "door", "per"}
_LEEG |= {
    "wie",
    "wat",
    "waar",
    "over",
    "ging",
    "alle",
    "bij",
    "die",
    "dat",
    "ontvangen",
    "gestarte",
}


def guess_codes(labels: Iterable[str], indicatoren: Indicatoren) -> dict[str, str]:
    """Label -> code, for the labels that fit one code best; the others are left out.

    A label without the word of an indicator (``acuut onveilig``) is taken for a part of the one
    that was seen last with a word of its own, else of the first that has such a part.
    """
    kandidaten = list(_candidates(indicatoren))
    gevonden: dict[str, str] = {}
    laatste = ""
    for label in labels:
        woorden = _stems(label)
        punten = [
            (_score(woorden, eigen, deel, code.partition("/")[0] == laatste), -n, code)
            for n, (code, eigen, deel) in enumerate(kandidaten)
        ]
        beste = max(punten, default=(0.0, 0, ""))
        if beste[0] > 0 and beste[2] not in gevonden.values():
            gevonden[label] = beste[2]
            laatste = beste[2].partition("/")[0]
    return gevonden


def _candidates(indicatoren: Indicatoren) -> Iterable[tuple[str, set[str], set[str]]]:
    """Code, the words of its indicator and dimension, and the words of its category."""
    for code, indicator in indicatoren.by_code.items():
        eigen = _stems(f"{indicator.naam} {indicator.enkelvoud}")
        yield code, eigen, set()
        for dimensie in indicator.dimensies.values():
            for categorie, naam in dimensie.categorieen.items():
                woorden = _stems(f"{categorie.replace('_', ' ')} {naam}")
                over = eigen | _stems(f"{dimensie.code} {dimensie.naam}")
                yield f"{code}/{dimensie.code}:{categorie}", over, woorden


def _score(woorden: set[str], eigen: set[str], deel: set[str], laatste: bool) -> float:
    """How well words fit; 0: not. Every word of the label must be explained."""
    if not woorden or not woorden <= eigen | deel:
        return 0.0
    if deel and not woorden & deel:
        return 0.0
    if not deel:
        return 2.0 * len(woorden) / len(eigen)
    raak = len(woorden & deel) / len(deel)
    return raak + (1.0 if woorden & eigen else 0.0) + (0.5 if laatste else 0.0)


def _stems(tekst: str) -> set[str]:
    """The words that mean something, without their endings: melding and meldingen are one."""
    woorden = set(_WOORD.findall(plain(tekst))) - _LEEG
    return {re.sub(r"(?:en|s|e)$", "", woord) for woord in woorden}
