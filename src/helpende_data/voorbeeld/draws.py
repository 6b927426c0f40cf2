"""Random draws in whole numbers only, the same on every machine. Knows no indicators or areas.

Built on `PCG64.random_raw`, whose stream NumPy keeps the same between versions and machines;
the distributions of `Generator` have no such promise and go through floating point.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_STEP_BITS = 6  # a Poisson count is made of 64 trials per expected event
_LARGE_STEP_BITS = 2  # four where the count is so large that nobody sees the difference
_LARGE = 5_000
_GAMMA_STEP_BITS = 6


class Stream:
    """Draws that depend on a seed and a name only, not on what else was drawn.

    Args:
        seed: any whole number.
        name: what is drawn, for example an indicator and an area.
    """

    def __init__(self, seed: int, *name: str) -> None:
        tekst = "\n".join((str(seed), *name))
        start = int.from_bytes(hashlib.sha256(tekst.encode()).digest()[:16], "big")
        self._bits = np.random.PCG64(start)

    def _raw(self, size: int) -> NDArray[np.uint64]:
        return np.asarray(self._bits.random_raw(size), dtype=np.uint64)

    def _below(self, size: int, limit: int) -> NDArray[np.uint64]:
        """Whole numbers from 0 up to `limit`, shape (size,); `limit` at most 2**32."""
        return ((self._raw(size) >> np.uint64(32)) * np.uint64(limit)) >> np.uint64(32)

    def whole(self, laag: int, hoog: int) -> int:
        """One whole number from `laag` up to and including `hoog`."""
        return laag + int(self._below(1, hoog - laag + 1)[0])

    def poisson(self, teller: int, noemer: int) -> int:
        """A count around ``teller / noemer``: many trials, each with a small chance.

        Args:
            teller, noemer: the expected count as a fraction of whole numbers, >= 0 and > 0.
        """
        bits = _LARGE_STEP_BITS if teller > _LARGE * noemer else _STEP_BITS
        trials = ((teller << bits) + noemer // 2) // noemer
        return int(np.count_nonzero(self._raw(trials) >> np.uint64(64 - bits) == 0))

    def gamma_promille(self, vorm: int) -> int:
        """A gamma factor with mean 1000 and shape `vorm`: the time until the vorm-th hit."""
        wachttijd = gevonden = 0
        while True:
            hits = np.flatnonzero(self._raw(1024) >> np.uint64(64 - _GAMMA_STEP_BITS) == 0)
            if gevonden + len(hits) >= vorm:
                laatste = int(hits[vorm - gevonden - 1])
                return (wachttijd + laatste + 1) * 1000 // (vorm << _GAMMA_STEP_BITS)
            gevonden += len(hits)
            wachttijd += 1024

    def part(self, aantal: int, promille: int) -> int:
        """How many of `aantal` are hit when each has a chance of `promille`."""
        return int(np.count_nonzero(self._below(aantal, 1000) < promille))

    def split(self, aantal: int, promilles: Sequence[int]) -> list[int]:
        """`aantal` divided over categories; the counts add up to `aantal`.

        Args:
            promilles: the chance of each category, together 1000.
        """
        grenzen = np.cumsum(np.asarray(promilles, dtype=np.uint64))
        keuze = np.searchsorted(grenzen, self._below(aantal, 1000), side="right")
        return [int(n) for n in np.bincount(keuze, minlength=len(promilles))]

    def marks(self, aantal: int, promilles: Sequence[int]) -> list[int]:
        """How many of `aantal` carry each mark; one may carry several, and carries at least one.

        Args:
            promilles: the chance of each mark; who draws none gets the likeliest.
        """
        kans = np.asarray(promilles, dtype=np.uint64)[:, None]
        dragers = self._below(aantal * len(promilles), 1000).reshape(len(promilles), aantal) < kans
        hoogste = max(range(len(promilles)), key=lambda nummer: promilles[nummer])
        dragers[hoogste] |= ~dragers.any(axis=0)
        return [int(n) for n in dragers.sum(axis=1)]
