"""Attack on exact figures with cells hidden: no small count is known, or known not to be 0."""

from __future__ import annotations

import pytest
from aanvaller import Key, attack, leaning, read_all
from lezen import Bound
from regio import Counts, ask_exact, example_counts, publications, tell

from helpende_data import pipeline
from helpende_data.disclosure.keten import read_ledger
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden
from helpende_data.schema import Indicatoren, read_indicatoren

Registers = tuple[Gebieden, Indicatoren]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Werkmap, Counts]:
    """Two half-years, their year and a correction in between, of which two municipalities got
    reports: exact meldingen beside rounded casussen. Do not write in it."""
    counts = example_counts(tmp_path_factory.mktemp("getrokken"))
    licht = {
        key: aantal
        for key, aantal in counts.items()
        if (key[0] == "meldingen" and key[1].partition(":")[0] in ("totaal", "leeftijd", "vervolg"))
        or key[:2] == ("casussen", "totaal")
    }
    werkmap = Werkmap(tmp_path_factory.mktemp("verborgen"))
    ask_exact(werkmap, "meldingen")
    laatst = tell(
        werkmap,
        licht,
        formaten=["csv"],
        wie=["Druten", "Mook en Middelaar"],
        erbij=12,
        later=[("2022-H2 2022", "2022")],
    )
    return werkmap, laatst


@pytest.fixture(scope="module")
def registers(told: tuple[Werkmap, Counts]) -> Registers:
    werkmap = told[0]
    return read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))


def read(told: tuple[Werkmap, Counts], registers: Registers) -> list[Bound]:
    """What the files say; an attacker who knows which of it was corrected leaves that out."""
    werkmap, waar = told
    gelezen = read_all(publications(werkmap), *registers, waar)
    return [b for b in gelezen if b.laag <= waar.get(b.key, b.laag) <= b.hoog]


@pytest.mark.slow
def test_from_all_files_no_small_count_is_known_and_each_may_be_none_or_many(
    told: tuple[Werkmap, Counts], registers: Registers
) -> None:
    werkmap, waar = told
    gelezen = read(told, registers)
    precies = [b for b in gelezen if b.laag == b.hoog and b.key[0] == "meldingen"]
    assert len(precies) > 10
    assert not [b for b in precies if 0 < b.laag < 5 and b.key[2].startswith("GM")]
    gevonden = attack(gelezen, waar, *registers)
    assert (gevonden.bepaald, gevonden.klein) == ((), ())
    # Of the year CBS says more by itself.
    open_ = {k: n for k, n in waar.items() if k[0] == "meldingen" and k[3] != "2022"}
    assert leaning(gelezen, open_, *registers) == []
    # The same with every figure that reports about the others would show.
    vrijgave = pipeline.load(werkmap).publishable.vrijgave
    assert vrijgave is not None
    getoond = [
        Bound((s.cel.indicator, s.cel.uitsplitsing, s.cel.gebied, s.cel.periode), s.laag, s.hoog)
        for s in vrijgave.cijfers
        if s.hoog is not None
    ]
    assert len(getoond) > 300
    alles = [*gelezen, *getoond]
    gevonden = attack(alles, waar, *registers)
    assert (gevonden.bepaald, gevonden.klein) == ((), ())
    assert leaning(alles, open_, *registers) == []
    verborgen = [s for s in read_ledger(werkmap, None).shown.values() if s.status == "onderdrukt"]
    assert len(verborgen) > 10


@pytest.mark.slow
def test_the_same_attack_finds_the_small_counts_where_only_those_are_hidden(
    told: tuple[Werkmap, Counts], registers: Registers
) -> None:
    """So the cells hidden beside them are what protects."""
    waar = {k: n for k, n in told[1].items() if k[0] == "meldingen"}

    def is_small(key: Key) -> bool:
        return 0 < waar[key] < 5 and key[2].startswith("GM")

    alleen = [Bound(key, n, n) for key, n in waar.items() if not is_small(key)]
    gevonden = attack(alleen, waar, *registers)
    assert len(gevonden.bepaald) >= 5
    assert len(leaning(alleen, waar, *registers)) > len(gevonden.bepaald)
