"""Small random tables with random sums, and every table that fits, found by trying them all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from helpende_data.disclosure.linear import Row
from helpende_data.disclosure.model import Cel, Model


@dataclass(frozen=True)
class Tabel:
    """Atoms with their true counts, and sums of atoms; an atom is the sum of itself."""

    waar: tuple[int, ...]
    sommen: tuple[tuple[int, ...], ...]

    def value(self, som: tuple[int, ...]) -> int:
        return sum(self.waar[atoom] for atoom in som)


@dataclass(frozen=True)
class Uitspraak:
    """What was published: the sum of these atoms lies between these bounds."""

    som: tuple[int, ...]
    laag: int
    hoog: int

    def row(self, nummer: int) -> Row:
        return Row(tuple((atoom, 1) for atoom in self.som), self.laag, self.hoog, nummer)


def random_table(bron: random.Random, *, most: int = 4, highest: int = 3) -> Tabel:
    """A table of at most `most` by `most` with margins, groups of rows and of columns, and some
    areas that overlap."""
    rijen, kolommen = bron.randint(1, most), bron.randint(2, most)
    atoom = [[r * kolommen + k for k in range(kolommen)] for r in range(rijen)]
    rijgroepen = [[r] for r in range(rijen)] + [list(range(rijen))]
    kolomgroepen = [[k] for k in range(kolommen)] + [list(range(kolommen))]
    for groepen, aantal in ((rijgroepen, rijen), (kolomgroepen, kolommen)):
        for _ in range(bron.randint(0, 2)):
            groepen.append(sorted(bron.sample(range(aantal), bron.randint(1, aantal))))
    sommen = {
        tuple(sorted(atoom[r][k] for r in rg for k in kg))
        for rg in rijgroepen
        for kg in kolomgroepen
    }
    waar = tuple(
        bron.choice((0, 0, 1, 1, 2, bron.randint(0, highest))) for _ in range(rijen * kolommen)
    )
    return Tabel(waar, tuple(sorted(sommen)))


def random_statements(bron: random.Random, tabel: Tabel) -> list[Uitspraak]:
    """Some sums, exact or within a margin; the sum of all always, so that there is an end."""
    uit = []
    for som in tabel.sommen:
        waarde = tabel.value(som)
        if len(som) == len(tabel.waar):
            uit.append(Uitspraak(som, waarde, waarde))
        elif bron.random() < 0.6:
            marge = bron.choice((0, 0, 0, 1, 2))
            midden = waarde + bron.randint(-marge, marge)
            uit.append(Uitspraak(som, max(0, midden - marge), midden + marge))
    return uit


def every_table(atomen: int, uitspraken: list[Uitspraak]) -> Iterator[tuple[int, ...]]:
    """Every table of non-negative whole numbers that all statements allow. No solver."""
    raakt = [[u for u in range(len(uitspraken)) if a in uitspraken[u].som] for a in range(atomen)]
    laatste = [max(u.som) for u in uitspraken]
    stand = [0] * len(uitspraken)
    tabel = [0] * atomen

    def fill(atoom: int) -> Iterator[tuple[int, ...]]:
        if atoom == atomen:
            yield tuple(tabel)
            return
        hoogste = min(uitspraken[u].hoog - stand[u] for u in raakt[atoom])
        for waarde in range(hoogste + 1):
            for u in raakt[atoom]:
                stand[u] += waarde
            tabel[atoom] = waarde
            klaar = (u for u in raakt[atoom] if laatste[u] == atoom)
            if all(stand[u] >= uitspraken[u].laag for u in klaar):
                yield from fill(atoom + 1)
            for u in raakt[atoom]:
                stand[u] -= waarde

    yield from fill(0)


def model_of(tabel: Tabel) -> tuple[Model, dict[Cel, int]]:
    """A table as cells that say which atoms they hold; its rows tie sums to atoms."""
    cellen = [Cel("proef", ",".join(map(str, som)), "GM0000", "2020") for som in tabel.sommen]
    volgorde = tuple(sorted(cellen))
    index = {cel: nummer for nummer, cel in enumerate(volgorde)}
    atoom = {
        som[0]: index[cel] for som, cel in zip(tabel.sommen, cellen, strict=True) if len(som) == 1
    }
    rows = [
        Row(((index[cel], 1), *((atoom[a], -1) for a in som)), 0, 0)
        for som, cel in zip(tabel.sommen, cellen, strict=True)
        if len(som) > 1
    ]
    waarden = {cel: tabel.value(som) for som, cel in zip(tabel.sommen, cellen, strict=True)}
    return Model(volgorde, tuple(rows)), waarden
