"""Exact counts of municipalities become rounded figures that add up and give nothing away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from helpende_data.dataset import add_leveringen, read_dataset
from helpende_data.disclosure import (
    Ledger,
    Publishable,
    check_names,
    enter_publication,
    know,
    open_ledger,
    protect,
    read_beleid,
    register_facts,
)
from helpende_data.disclosure.facts import between, exact
from helpende_data.disclosure.getoond import Shown
from helpende_data.disclosure.model import Cel, build_model
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.schema import TELLINGEN, Indicatoren, check, read_indicatoren
from helpende_data.sources import read_published
from helpende_data.statistics import Feiten, aantal

Write = Callable[..., Path]
ZAAD = bytes(range(32))  # a secret for tests
OWN = {"bescherming": "geen", "openbaar": False, "bron": "eigen"}
KOP = "gebied_code indicator uitsplitsing periode aantal"
RVN = ("GM0225", "GM0252", "GM0268", "GM0296", "GM0944", "GM1945", "GM0209")


def indicatoren(werkmap: Werkmap) -> Indicatoren:
    return read_indicatoren(werkmap.data_file("indicatoren.toml"))


def protected(werkmap: Werkmap, ledger: Ledger | None = None) -> Publishable:
    return protect(
        read_dataset(werkmap),
        read_gebieden(werkmap),
        read_beleid(werkmap),
        indicatoren(werkmap),
        ledger or open_ledger(werkmap, None, ZAAD),
    )


def publish(werkmap: Werkmap, mag: Publishable) -> Ledger:
    assert mag.vrijgave is not None
    ledger = open_ledger(werkmap, None, ZAAD)
    wie = {"naam": "rapport", "door": "A. Ander", "functie": "teamleider", "op": "2026-11-22"}
    wat = {"verbeterd": mag.vrijgave.verbeterd, "beleid": mag.beleid.versie}
    return enter_publication(werkmap, ledger, mag.vrijgave.cijfers, **wie, **wat)


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path / "w")


@pytest.fixture
def deliver(werkmap: Werkmap, levering: Write) -> Callable[..., None]:
    """Read one small delivery into the werkmap; our own and secret unless told otherwise."""

    def run(regels: str, naam: str = "eigen", **herkomst: object) -> None:
        pad = levering(f"{KOP}\n{regels}", naam=naam, **(OWN | herkomst))
        add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)

    return run


def rows(mag: Publishable) -> dict[Cel, tuple[int, int, int]]:
    df = mag.tellingen
    cellen = zip(df["indicator"], df["uitsplitsing"], df["dekking"], df["periode"], strict=True)
    getallen = zip(df["aantal"], df["laag"], df["hoog"], strict=True)
    return {Cel(*cel): (n, a, b) for cel, (n, a, b) in zip(cellen, getallen, strict=True)}


REGION = "\n".join(
    f"{code} meldingen {soort} 2022-H{half} {(nummer * 7 + half * 3 + plek * 5) % 11}"
    for nummer, code in enumerate(RVN)
    for half in (1, 2)
    for plek, soort in enumerate(("leeftijd:0-17", "leeftijd:18-64", "leeftijd:65+"))
)


def test_counts_of_municipalities_are_rounded_and_say_what_they_may_be(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(REGION)
    mag = protected(werkmap)
    waar = dict(zip(rows(mag), read_dataset(werkmap).tellingen["aantal"].tolist(), strict=True))
    assert len(mag.tellingen) == 42
    assert not mag.achtergehouden
    for cel, (getal, laag, hoog) in rows(mag).items():
        assert getal % 5 == 0
        assert abs(getal - waar[cel]) <= 4
        assert (laag, hoog) == (max(0, getal - 4), getal + 4)
    assert set(mag.tellingen["status"]) == {"afgerond"}
    assert set(mag.tellingen["bescherming"]) == {"eigen"}
    check(mag.tellingen, TELLINGEN, waar="proef")
    assert mag.vrijgave is not None
    assert {s.cel: (s.waarde, s.laag, s.hoog) for s in mag.vrijgave.cijfers} == rows(mag)


def test_protecting_changes_neither_the_data_set_nor_the_ledger(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(REGION)
    ledger = open_ledger(werkmap, None, ZAAD)
    eerst, tweede = protected(werkmap), protected(werkmap)
    assert rows(eerst) == rows(tweede)
    assert open_ledger(werkmap, None, ZAAD) == ledger
    assert set(read_dataset(werkmap).tellingen["status"]) == {"exact"}


def test_without_a_ledger_such_counts_stay_out_as_before(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(REGION)
    mag = protect(read_dataset(werkmap), read_gebieden(werkmap), read_beleid(werkmap))
    assert not len(mag.tellingen)
    assert mag.vrijgave is None
    assert mag.achtergehouden == {"L0001": 42}


def test_rounded_figures_add_up_over_areas_periods_and_categories(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(
        REGION
        + "\nSR-RVN meldingen leeftijd:65+ 2022-H1 "
        + str(sum((n * 7 + 3 + 10) % 11 for n in range(len(RVN))))
        + "".join(
            f"\n{code} meldingen leeftijd:65+ 2022 "
            f"{sum((n * 7 + half * 3 + 10) % 11 for half in (1, 2))}"
            for n, code in enumerate(RVN)
        )
    )
    getoond = {cel: getal for cel, (getal, _, _) in rows(protected(werkmap)).items()}
    model = build_model(getoond, read_gebieden(werkmap), indicatoren(werkmap))
    vol = [row for row in model.rows if all(model.cellen[v] in getoond for v, _ in row.terms)]
    assert len(vol) == len(RVN) + 1  # each year, and the subregion
    for row in vol:
        assert row.holds([getoond.get(cel, 0) for cel in model.cellen])


def test_what_was_published_stays_and_new_figures_fit_it(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(REGION)
    eerst = protected(werkmap)
    ledger = publish(werkmap, eerst)
    totalen = "\n".join(
        f"{code} meldingen totaal 2022-H1 {sum((n * 7 + 3 + plek * 5) % 11 for plek in range(3))}"
        for n, code in enumerate(RVN)
    )
    deliver(totalen, naam="meer", bron="eigen-meer")
    later = rows(protected(werkmap, ledger))
    assert all(later[cel] == getal for cel, getal in rows(eerst).items())
    assert len(later) == len(rows(eerst)) + len(RVN)
    for code in RVN:
        delen = [
            later[Cel("meldingen", soort, code, "2022-H1")][0]
            for soort in ("leeftijd:0-17", "leeftijd:18-64", "leeftijd:65+")
        ]
        assert sum(delen) == later[Cel("meldingen", "totaal", code, "2022-H1")][0]


def test_a_correction_that_a_figure_no_longer_fits_is_named(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver("GM0225 meldingen totaal 2022 12\nGM0209 meldingen totaal 2022 7")
    publish(werkmap, protected(werkmap))
    deliver("GM0225 meldingen totaal 2022 31\nGM0209 meldingen totaal 2022 7", naam="eigen")
    mag = protected(werkmap)
    assert mag.vrijgave is not None
    assert [cel.gebied for cel in mag.vrijgave.gewijzigd] == ["GM0225"]


def test_an_old_figure_and_its_correction_are_audited_together(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """5 was corrected to 0 and shown so. A figure is only corrected when the count does not fit it,
    so 0 is really 0; then a total of 13, of which 10 are known, gives the 3. The figures of now
    alone do not."""
    jong, ouder, oudst, totaal = (
        Cel("meldingen", deel, "GM0225", "2022")
        for deel in ("leeftijd:0-17", "leeftijd:18-64", "leeftijd:65+", "totaal")
    )
    delen = "GM0225 meldingen {} 2022 {}\nGM0225 meldingen leeftijd:65+ 2022 10\n"
    delen += f"GM0225 meldingen {ouder.uitsplitsing} 2022 3"
    ledger = open_ledger(werkmap, None, ZAAD)
    for geteld in (5, 0):
        deliver(delen.format(jong.uitsplitsing, geteld))
        mag = protected(werkmap, ledger)
        assert mag.vrijgave is not None
        assert rows(mag)[jong][0] == geteld
        assert rows(mag)[ouder][0] == 0
        ledger = publish(werkmap, mag)
    assert (ledger.corrected[jong].laag, ledger.corrected[jong].hoog) == (0, 0)
    protected(werkmap, ledger)
    samen = register_facts(
        werkmap, ledger, [exact(totaal, 13), exact(oudst, 10)], naam="raad", op="2023-01-01"
    )
    with pytest.raises(DisclosureError, match=r"te berekenen.*18"):
        protected(werkmap, samen)
    # The same without what the correction told: nothing is proven.
    kaal = (replace(r, inhoud=r.inhoud | {"verbeterd": []}) for r in samen.records)
    protected(werkmap, replace(samen, records=tuple(kaal)))


def test_a_count_that_took_two_steps_is_shown_by_its_bounds(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Three parts of 2 were published as 5 each; their total of 6 can only be 15 then."""
    delen = [f"leeftijd:{deel}" for deel in ("0-17", "18-64", "65+")]
    deliver(
        "GM0225 meldingen totaal 2022 6\n"
        + "\n".join(f"GM0225 meldingen {deel} 2022 2" for deel in delen)
    )
    eerder = [Shown(Cel("meldingen", deel, "GM0225", "2022"), 5, 4) for deel in delen]
    wie = {"naam": "rapport", "door": "A. Ander", "functie": "teamleider", "op": "2023-01-01"}
    ledger = enter_publication(werkmap, open_ledger(werkmap, None, ZAAD), eerder, **wie, beleid="1")
    mag = protected(werkmap, ledger)
    assert mag.vrijgave is not None
    assert [cel.uitsplitsing for cel in mag.vrijgave.extra_stap] == ["totaal"]
    feiten = Feiten(mag, read_gebieden(werkmap), indicatoren(werkmap))
    cijfer = aantal(feiten, "GM0225", "meldingen", "2022")
    assert (cijfer.waarde, cijfer.getal, cijfer.tekst) == (15, None, "6 tot 24")


def test_a_public_exact_total_that_gives_a_rounded_part_away_stops_everything(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Mook is 2; the plan printed the region with and without it as exact figures."""
    deliver("GM0944 meldingen totaal 2022 2\nGM0225 meldingen totaal 2022 40")
    ledger = open_ledger(werkmap, None, ZAAD)
    met, zonder = (Cel("meldingen", "totaal", code, "2022") for code in ("VT-GZ", "VT06"))
    protected(werkmap, ledger)
    feiten = [exact(met, 2839), exact(zonder, 2837)]
    ledger = register_facts(werkmap, ledger, feiten, naam="plan", op="2021-01-01")
    with pytest.raises(
        DisclosureError, match=r"te berekenen.*Mook en Middelaar.*Gelderland-Zuid.*Gelderland-Zuid"
    ) as fout:
        protected(werkmap, ledger)
    assert "2839" not in str(fout.value)
    assert "\n" not in str(fout.value)


def test_a_figure_that_somebody_published_is_not_published_again_by_us(
    werkmap: Werkmap, deliver: Callable[..., None], levering: Write
) -> None:
    deliver("GM0225 meldingen totaal 2022 38\nGM0225 meldingen totaal 2023 61")
    cbs = levering(
        "gebied_code indicator periode aantal status\nGM0225 meldingen 2022 40 afgerond",
        naam="cbs",
        bescherming="uitgever",
        afronding=5,
        marge=2,
    )
    add_leveringen(werkmap, [read_published(cbs, cbs.name)], vast=False)
    mag = protected(werkmap)
    assert sorted(mag.tellingen["bescherming"]) == ["eigen", "uitgever"]
    assert rows(mag)[Cel("meldingen", "totaal", "GM0225", "2022")] == (40, 38, 42)
    assert mag.vrijgave is not None
    assert [(f.laag, f.hoog) for f in mag.vrijgave.openbaar] == [(38, 42)]
    assert mag.achtergehouden == {"L0001": 1}


@pytest.mark.parametrize(
    "soort",
    ["aard:mensenhandel", "aard:eergerelateerd_geweld", "aard:seksueel_geweld", "aard:stalking"],
)
def test_what_the_policy_keeps_for_the_region_is_not_shown_per_gemeente(
    soort: str, werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(
        f"GM0225 meldingen totaal 2022 30\nGM0225 meldingen {soort} 2022 7\n"
        f"VT-GZ meldingen {soort} 2022 60"
    )
    mag = protected(werkmap)
    assert {cel.gebied for cel in rows(mag) if cel.uitsplitsing == soort} == {"VT-GZ"}
    assert mag.achtergehouden == {"L0001": 1}


def test_reports_without_a_gemeente_are_not_shown_and_the_region_still_fits(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Fifteen municipalities of 4 and three reports without one make 63, not 60."""
    codes = sorted(read_gebieden(werkmap).members("VT-GZ", 2022))
    regels = [f"{code} meldingen totaal 2022 4" for code in codes]
    deliver(
        "\n".join([*regels, "VT-GZ meldingen totaal 2022 63", "onbekend meldingen totaal 2022 3"])
    )
    mag = protected(werkmap)
    assert {cel.gebied for cel in rows(mag)} == {*codes, "VT-GZ"}
    assert mag.achtergehouden == {"L0001": 1}
    assert rows(mag)[Cel("meldingen", "totaal", "VT-GZ", "2022")][0] in (60, 65)


@pytest.mark.parametrize("nummer", range(len(RVN)))
def test_one_kind_in_two_tables_is_rounded_once(
    nummer: int, werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Who is no professional stands under role and under organisation; 0 beside 5 would prove that
    it is 1 to 4. The same for a casus, which has a melding: 0 casussen beside 10 meldingen."""
    code, kind = RVN[nummer], "niet_beroepsmatig"
    deliver(
        f"{code} meldingen rol:{kind} 2022 3\n{code} meldingen organisatie:{kind} 2022 3\n"
        f"{code} meldingen totaal 2022 9\n{code} casussen totaal 2022 {1 + nummer % 4}"
    )
    getoond = {
        (c.indicator, c.uitsplitsing): n for c, (n, _, _) in rows(protected(werkmap)).items()
    }
    assert getoond["meldingen", f"rol:{kind}"] == getoond["meldingen", f"organisatie:{kind}"]
    assert 5 <= getoond["casussen", "totaal"] <= getoond["meldingen", "totaal"]


def test_a_tie_that_the_counts_break_is_no_tie(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(
        "GM0225 meldingen rol:niet_beroepsmatig 2022 3\n"
        "GM0225 meldingen organisatie:niet_beroepsmatig 2022 14\n"
        "GM0225 meldingen totaal 2022 30\nGM0225 casussen totaal 2022 44"
    )
    assert len(rows(protected(werkmap))) == 4


@pytest.mark.parametrize("met_nullen", [True, False])
def test_where_a_supplier_leaves_out_zeros_a_rounded_zero_is_left_out_too(
    met_nullen: bool, werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """That "0 tot 4" stands there would tell that the count is 1 to 4."""
    aantallen = {
        (code, deel): (nummer * 5 + plek * 7) % 4 * (1 + 8 * (nummer % 2))
        for nummer, code in enumerate(RVN)
        for plek, deel in enumerate(("leeftijd:0-17", "leeftijd:18-64", "leeftijd:65+"))
    }
    deliver(
        "\n".join(
            f"{code} meldingen {deel} 2022 {n}"
            for (code, deel), n in aantallen.items()
            if n or met_nullen
        )
    )
    getoond = rows(protected(werkmap))
    nullen = {cel for cel, (getal, _, _) in getoond.items() if getal == 0}
    klein = {cel for cel in getoond if 0 < aantallen[cel.gebied, cel.uitsplitsing] < 5}
    assert klein
    if met_nullen:
        assert nullen & klein
        assert nullen - klein
    else:
        assert not nullen
        assert all(getoond[cel][1:] == (1, 9) for cel in klein)


def test_totals_of_a_delivery_that_do_not_add_up_are_named(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(
        "GM0225 meldingen totaal 2022 777\nGM0225 meldingen totaal 2022-H1 333\n"
        "GM0225 meldingen totaal 2022-H2 555"
    )
    with pytest.raises(ContractError, match="meldingen, Druten, 2022") as fout:
        protected(werkmap)
    assert "777" not in str(fout.value)


@pytest.mark.parametrize("gepubliceerd", [False, True])
def test_a_public_at_least_one_beside_a_rounded_zero_is_drawn_otherwise_or_refused(
    gepubliceerd: bool, werkmap: Werkmap, deliver: Callable[..., None], levering: Write
) -> None:
    """ "0 tot 4" and "er waren er" together prove 1 to 4, though neither bounds it both ways."""
    deliver("\n".join(f"{code} meldingen totaal 2022 3" for code in RVN))
    mag = protected(werkmap)
    nullen = [cel.gebied for cel, (getal, _, _) in rows(mag).items() if getal == 0]
    assert 0 < len(nullen) < len(RVN)
    ledger = publish(werkmap, mag) if gepubliceerd else None
    regels = "gebied_code indicator periode laag status\n" + "\n".join(
        f"{code} meldingen 2022 1 benaderd" for code in nullen
    )
    pad = levering(regels, naam="krant", openbaar=True, bron="krant")
    add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)
    if gepubliceerd:
        with pytest.raises(DisclosureError, match="te berekenen uit alles wat gepubliceerd is"):
            protected(werkmap, ledger)
    else:
        vrijgave = protected(werkmap).vrijgave
        assert vrijgave is not None
        assert {s.cel.gebied: s.waarde for s in vrijgave.cijfers} == dict.fromkeys(RVN, 5)


def test_our_roundings_give_way_to_what_cbs_says_of_nearly_the_same_region(
    werkmap: Werkmap, deliver: Callable[..., None], levering: Write
) -> None:
    """CBS counts at least 135 without Mook en Middelaar. Our 135 (at most 139) for the region and
    our 5 (at least 1) for Mook would together prove 1 to 4; either of the two may stand.
    """
    deliver("VT-GZ meldingen totaal 2022 137\nGM0944 meldingen totaal 2022 2")
    regels = "gebied_code indicator periode aantal status\nVT06 meldingen 2022 140 afgerond"
    pad = levering(regels, naam="cbs", bron="cbs", afronding=10, marge=5)
    add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)
    gezien = set()
    for zaad in range(40):
        mag = protected(werkmap, open_ledger(werkmap, None, bytes([zaad] * 32)))
        assert mag.vrijgave is not None
        getoond = {s.cel.gebied: s.waarde for s in mag.vrijgave.cijfers}
        gezien.add((getoond["VT-GZ"], getoond["GM0944"]))
    assert gezien == {(140, 5), (140, 0), (135, 0)}


@pytest.mark.parametrize("grenzen", ["3 3 exact", "1 4 benaderd"])
def test_what_others_prove_of_a_region_stops_no_other_figure(
    grenzen: str, werkmap: Werkmap, deliver: Callable[..., None], levering: Write
) -> None:
    """No rounding helps there, and a region needs no protection."""
    deliver("VT06 meldingen totaal 2022 3\nVT06 meldingen totaal 2021 35")
    laag, hoog, status = grenzen.split()
    aantal = "3" if status == "exact" else "-"
    regel = f"VT06 meldingen 2022 {aantal} {laag} {hoog} {status}"
    pad = levering(f"gebied_code indicator periode aantal laag hoog status\n{regel}", naam="krant")
    add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)
    assert rows(protected(werkmap))[Cel("meldingen", "totaal", "VT06", "2021")] == (35, 31, 39)


def test_what_others_prove_of_a_gemeente_is_refused_by_its_name(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver("GM0944 meldingen totaal 2022 3\nGM0944 meldingen totaal 2021 35")
    feiten = [between(Cel("meldingen", "totaal", "GM0944", "2022"), 1, 4, "tussen")]
    ledger = register_facts(
        werkmap, open_ledger(werkmap, None, ZAAD), feiten, naam="raad", op="2023-01-01"
    )
    with pytest.raises(DisclosureError, match=r"te berekenen.*Mook en Middelaar"):
        protected(werkmap, ledger)


@pytest.mark.slow
def test_who_knows_that_roundings_give_way_proves_no_small_count_with_it(
    tmp_path: Path, levering: Write
) -> None:
    """All tables that fit the figure of CBS, with many secrets: no figures of ours come from
    tables in which Mook en Middelaar counts 1 to 4 alone.
    """
    kop = "gebied_code indicator periode aantal status\nVT06 meldingen 2022 140 afgerond"
    cbs = levering(kop, naam="cbs", bron="cbs", afronding=10, marge=5)
    gezien: dict[tuple[tuple[str, int | None], ...], set[int]] = {}
    for rest, mook in product((135, 140, 145), range(8)):
        werkmap = Werkmap(tmp_path / f"{rest}-{mook}")
        regels = f"VT-GZ meldingen totaal 2022 {rest + mook}\nGM0944 meldingen totaal 2022 {mook}"
        eigen = levering(f"{KOP}\n{regels}", naam=f"eigen-{rest}-{mook}", **OWN)
        for pad in (cbs, eigen):
            add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)
        for zaad in range(25):
            mag = protected(werkmap, open_ledger(werkmap, None, bytes([zaad] * 32)))
            assert mag.vrijgave is not None
            getoond = tuple((s.cel.gebied, s.waarde) for s in mag.vrijgave.cijfers)
            gezien.setdefault(getoond, set()).add(mook)
    assert len(gezien) > 5
    assert not [getoond for getoond, aantallen in gezien.items() if aantallen <= {1, 2, 3, 4}]


def test_a_public_figure_that_contradicts_the_counts_is_named(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver("GM0225 meldingen totaal 2022 31")
    cel = Cel("meldingen", "totaal", "GM0225", "2022")
    feiten = [exact(cel, 44)]
    ledger = register_facts(
        werkmap, open_ledger(werkmap, None, ZAAD), feiten, naam="jaarverslag", op="2023-01-01"
    )
    with pytest.raises(DisclosureError, match=r"past niet bij.*Druten.*jaarverslag"):
        protected(werkmap, ledger)


@pytest.mark.parametrize(
    ("regels", "zin"),
    [
        ("drempel = 10", "maak de basis ten minste de drempel"),
        ("basis = 3", "maak de basis ten minste de drempel"),
        ('wijze = { standaard = "raden" }', "de wijze van standaard is afronden of onderdrukken"),
        ('redenen = { drempel = "" }', "niet waarom drempel"),
        ("drempel = 0", "geheel getal vanaf 2"),
        ("dremple = 1", "onbekend is dremple; bedoelt u drempel"),
        ('niveaus_vrij = ["regio", "gemeente"]', "aantallen van een gemeente zijn nooit vrij"),
        ('niveaus_vrij = "regio"', "niveaus_vrij is van de verkeerde soort"),
        ('niveaus_vrij = [["regio"]]', "in niveaus_vrij staat iets anders dan woorden"),
        ("alleen_regio = [3]", "in alleen_regio staat iets anders dan woorden"),
    ],
)
def test_a_policy_that_does_not_protect_is_refused(regels: str, zin: str, tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    velden = {
        "versie": '"1"',
        "eigenaar": '"directeur"',
        "drempel": "5",
        "niveaus_vrij": '["regio"]',
        "redenen": '{ drempel = "a", niveaus_vrij = "b", basis = "c", wijze = "d" }',
    }
    naam, _, waarde = regels.partition(" = ")
    tekst = "\n".join(f"{k} = {v}" for k, v in (velden | {naam: waarde}).items())
    (werkmap.own / "beleid.toml").write_text(tekst, "utf-8")
    with pytest.raises(ContractError, match=zin) as fout:
        read_beleid(werkmap)
    assert "data/beleid.toml" in str(fout.value)


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ('"aard:mensenhandel"', '"aard:mensenhandl"', "bedoelt u aard:mensenhandel"),
        ('"aard:stalking"', '"aard:belaging"', "bedoelt u aard:"),
        ('"aard:stalking"', '"soort:stalking"', "bedoelt u aard:stalking"),
        ('["zelfscan_score"]', '["zelfscan_scor"]', "bedoelt u zelfscan_score"),
        ('"veilig_thuis"', '"veiligthuis"', "bedoelt u veilig_thuis"),
        ("[wijze]", '[wijze]\nmelding = "afronden"', "bedoelt u meldingen"),
    ],
)
def test_a_policy_that_names_an_unknown_figure_or_level_is_refused(
    oud: str, nieuw: str, zin: str, tmp_path: Path
) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    eigen = werkmap.packaged.joinpath("beleid.toml").read_text("utf-8")
    assert oud in eigen
    (werkmap.own / "beleid.toml").write_text(eigen.replace(oud, nieuw), "utf-8")
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    niveaus = {gebied.soort for gebied in read_gebieden(werkmap).by_code.values()}
    with pytest.raises(ContractError) as fout:
        check_names(read_beleid(werkmap), indicatoren, niveaus)
    assert zin in str(fout.value).lower()


def test_an_older_registry_of_indicators_is_what_is_named_beside_the_packaged_policy(
    example_copy: Werkmap, hd: Callable[..., Any]
) -> None:
    """Nobody wrote that policy, so a message about it would send people to a wrong file."""
    werkmap = example_copy
    tekst = werkmap.data_file("indicatoren.toml").read_text("utf-8")
    van, tot = tekst.index("[csg_slachtoffers]"), tekst.index("[lokaal_casussen]")
    werkmap.own.mkdir(exist_ok=True)
    (werkmap.own / "indicatoren.toml").write_text(tekst[:van] + tekst[tot:], "utf-8")
    antwoord = hd("--werkmap", werkmap.root, "report", "-g", "Druten", "--toon")
    assert antwoord.code == ContractError.exit_code
    assert "data/indicatoren.toml" in antwoord.err
    assert "csg_slachtoffers ontbreekt, en het beleid" in antwoord.err


def test_a_higher_threshold_with_a_base_to_match_is_accepted(tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    eigen = werkmap.packaged.joinpath("beleid.toml").read_text("utf-8")
    eigen = eigen.replace("drempel = 5 ", "drempel = 10 ").replace("basis = 5 ", "basis = 10 ")
    (werkmap.own / "beleid.toml").write_text(eigen, "utf-8")
    beleid = read_beleid(werkmap)
    assert (beleid.drempel, beleid.basis) == (10, 10)


def test_what_the_supplier_hid_is_shown_as_hidden_without_its_bounds(
    werkmap: Werkmap, levering: Write
) -> None:
    """Missing and hidden stay apart; who knows the sign of the supplier reads 0 to 4 in it."""
    regels = "\n".join(
        f"GM0225 meldingen aard:{soort} 2022 {rest}"
        for soort, rest in (
            ("kindermishandeling", "12 12 12 exact"),
            ("partnergeweld", "- 0 4 onderdrukt"),
            ("stalking", "- 0 4 onderdrukt"),
        )
    )
    pad = levering(f"{KOP} laag hoog status\n{regels}", naam="eigen", **OWN)
    add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)
    mag = protected(werkmap)
    getoond = mag.tellingen.set_index("uitsplitsing")
    assert getoond["status"].to_dict() == {
        "aard:kindermishandeling": "afgerond",
        "aard:partnergeweld": "onderdrukt",
    }
    dicht = getoond.loc["aard:partnergeweld"]
    assert (dicht["laag"], dicht["bescherming"]) == (0, "uitgever")
    assert getoond[["aantal", "hoog"]].isna().loc["aard:partnergeweld"].all()
    assert mag.achtergehouden == {"L0001": 1}  # for the region only
    check(mag.tellingen, TELLINGEN, waar="proef")
    feiten = know(
        read_dataset(werkmap),
        read_gebieden(werkmap),
        indicatoren(werkmap),
        read_beleid(werkmap),
        open_ledger(werkmap, None, ZAAD),
        concept=True,
    ).feiten
    cel = Cel("meldingen", "aard:partnergeweld", "GM0225", "2022")
    assert [(f.laag, f.hoog) for f in feiten if f.cellen == (cel,)] == [(0, 4)]
