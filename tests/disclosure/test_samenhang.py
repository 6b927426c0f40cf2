"""What the audit of the whole ledger knows beside sums: ties, corrections, revised figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from helpende_data.dataset import add_leveringen, read_dataset
from helpende_data.disclosure import (
    Kennis,
    Ledger,
    enter_publication,
    know,
    open_ledger,
    protect,
    read_beleid,
    register_facts,
)
from helpende_data.disclosure.facts import Fact, between, exact
from helpende_data.disclosure.getoond import EIGEN, Shown
from helpende_data.disclosure.model import Cel
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.schema import read_indicatoren
from helpende_data.sources import read_published

Deliver = Callable[..., None]
ZAAD = bytes(range(32))  # a secret for tests
KOP = "gebied_code indicator uitsplitsing periode aantal"
WIE = {"naam": "rapport", "door": "A. Ander", "functie": "teamleider", "op": "2023-01-01"}
OWN = {"bescherming": "geen", "openbaar": False, "bron": "eigen"}
CBS = {"bron": "cbs", "afronding": 5, "marge": 2}
ELSEWHERE = "GM0225 huisverboden totaal 2021 12"  # a delivery that says nothing of the reports


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path / "w")


@pytest.fixture
def deliver(werkmap: Werkmap, levering: Callable[..., Path]) -> Deliver:
    def run(*regels: str, naam: str = "eigen", kop: str = KOP, **herkomst: object) -> None:
        pad = levering("\n".join((kop, *regels)), naam=naam, **(herkomst or OWN))
        add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)

    return run


def cell(deel: str, indicator: str = "meldingen", gebied: str = "GM0225") -> Cel:
    return Cel(indicator, deel, gebied, "2022")


def published(werkmap: Werkmap, figures: dict[Cel, int], verbeterd: Sequence[Fact] = ()) -> Ledger:
    """The ledger with a publication of these figures of ours beside what it had."""
    ledger = open_ledger(werkmap, None, ZAAD)
    cijfers = [Shown(cel, waarde, 4) for cel, waarde in figures.items()]
    return enter_publication(werkmap, ledger, cijfers, **WIE, beleid="1", verbeterd=verbeterd)


def known(werkmap: Werkmap, ledger: Ledger) -> Kennis:
    """All that was published, as `hd onthulling controle` knows it."""
    registers = read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))
    dataset = read_dataset(werkmap)
    return know(dataset, *registers, read_beleid(werkmap), ledger, concept=False)


def proven(werkmap: Werkmap, ledger: Ledger) -> set[Cel]:
    """The small counts that the audit of the ledger finds proven."""
    return {bewijs.cel for bewijs in known(werkmap, ledger).audit().mislukt}


PAIRS = {
    "one kind in two tables": (
        cell("rol:niet_beroepsmatig"),
        cell("organisatie:niet_beroepsmatig"),
    ),
    "a kind within another, by its name": (cell("sector:ggz"), cell("organisatie:ggz")),
    "the police within its sector": (
        cell("sector:justitie_en_veiligheid"),
        cell("organisatie:politie"),
    ),
    "a sector within the professionals": (
        cell("rol:beroepsmatig", "adviezen"),
        cell("sector:onderwijs", "adviezen"),
    ),
    "a casus has a report": (cell("totaal"), cell("totaal", "casussen")),
    "two names for one thing": (
        cell("totaal", "zorgcoordinatie_slachtoffers"),
        cell("totaal", "mensenhandel_zorgtrajecten"),
    ),
}


@pytest.mark.parametrize("paar", PAIRS.values(), ids=PAIRS)
def test_the_audit_of_the_ledger_knows_what_ties_two_kinds(
    paar: tuple[Cel, Cel], werkmap: Werkmap, deliver: Deliver
) -> None:
    """0 beside 5: each is safe; that the one is at least the other proves 1 to 4. The data set no
    longer holds the counts."""
    deliver(ELSEWHERE)
    groot, klein = paar
    ledger = published(werkmap, {klein: 5})
    assert not proven(werkmap, ledger)
    assert klein in proven(werkmap, published(werkmap, {groot: 0}))


def test_a_tie_that_the_counts_break_is_known_to_nobody(werkmap: Werkmap, deliver: Deliver) -> None:
    een, ander = PAIRS["one kind in two tables"]
    ledger = published(werkmap, {een: 0, ander: 5})
    deliver(
        f"GM0225 meldingen {een.uitsplitsing} 2022 2",
        f"GM0225 meldingen {ander.uitsplitsing} 2022 6",
    )
    assert not proven(werkmap, ledger)


def test_a_tie_that_the_figures_break_is_known_to_nobody(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    deliver(ELSEWHERE)
    een, ander = PAIRS["one kind in two tables"]
    assert not proven(werkmap, published(werkmap, {een: 0, ander: 10}))


def test_what_may_be_equal_counts_only_where_all_counts_say_so(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """Handovers, and reports that were handed over: often the same, not by definition."""
    deel, geheel = cell("vervolg:overdracht"), cell("totaal", "overdrachten")
    ledger = published(werkmap, {deel: 0, geheel: 5})
    deliver(ELSEWHERE)
    assert not proven(werkmap, ledger)
    deliver(
        "GM0225 meldingen vervolg:overdracht 2022 3", "GM0225 overdrachten totaal 2022 3", naam="b"
    )
    assert {deel, geheel} <= proven(werkmap, ledger)


def test_a_kind_that_cbs_shows_under_another_name_is_not_shown_as_our_own(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """CBS: 0 to 2 by role. Our own 5 by organisation would prove the count small."""
    cbs = "GM0225 meldingen rol:niet_beroepsmatig 2022 0 afgerond"
    deliver(cbs, naam="cbs", kop=f"{KOP} status", **CBS)
    deliver(
        "GM0225 meldingen organisatie:niet_beroepsmatig 2022 2",
        "GM0225 meldingen organisatie:politie 2022 31",
    )
    registers = read_gebieden(werkmap), read_beleid(werkmap)
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    ledger = open_ledger(werkmap, None, ZAAD)
    mag = protect(read_dataset(werkmap), *registers, indicatoren, ledger)
    assert mag.vrijgave is not None
    assert [s.cel.uitsplitsing for s in mag.vrijgave.cijfers] == ["organisatie:politie"]


def test_what_follows_from_our_figures_about_a_count_of_cbs_does_not_prove_it_small(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """CBS shows 0 for the youngest, who are 2; our total and other ages add up to what is left for
    them. Whatever the draw, that is 0 as well: 5 would prove 1 or 2."""
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    registers = read_gebieden(werkmap), read_beleid(werkmap)
    cbs = "GM0225 meldingen leeftijd:0-17 2022 0 afgerond"
    deliver(cbs, naam="cbs", kop=f"{KOP} status", **CBS)
    delen = {"leeftijd:0-17": 2, "leeftijd:18-64": 8, "leeftijd:65+": 6, "totaal": 16}
    deliver(*(f"GM0225 meldingen {deel} 2022 {n}" for deel, n in delen.items()))
    for draw in range(8):
        ledger = open_ledger(werkmap, None, bytes([draw] * 32))
        mag = protect(read_dataset(werkmap), *registers, indicatoren, ledger)
        assert mag.vrijgave is not None
        getoond = {s.cel.uitsplitsing: s.waarde for s in mag.vrijgave.cijfers}
        assert getoond["totaal"] == getoond["leeftijd:18-64"] + getoond["leeftijd:65+"]


def test_a_count_that_follows_from_our_own_figures_and_that_of_cbs_stops_everything(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """The total and the other ages were published before CBS came with 0: what is left is 5."""
    totaal, ouder, oud = (cell(deel) for deel in ("totaal", "leeftijd:18-64", "leeftijd:65+"))
    ledger = published(werkmap, {totaal: 20, ouder: 10, oud: 5})
    deliver(*(f"GM0225 meldingen {d} 2022 {n}" for d, n in (("leeftijd:0-17", 2), ("totaal", 16))))
    assert not proven(werkmap, ledger)
    cbs = "GM0225 meldingen leeftijd:0-17 2022 0 afgerond"
    deliver(cbs, naam="cbs", kop=f"{KOP} status", **CBS)
    assert cell("leeftijd:0-17") in proven(werkmap, ledger)


@pytest.mark.parametrize(("totaal", "ouder", "bewezen"), [(20, 10, True), (20, 15, False)])
def test_two_roundings_that_nobody_shows_are_taken_apart_by_their_sum(
    totaal: int, ouder: int, bewezen: bool, werkmap: Werkmap, deliver: Deliver
) -> None:
    """CBS shows 0 for two ages; our total less the third leaves 10 for both. More than 5 neither
    can be rounded to, so both are 5, and not 0. What leaves 5 may be of either."""
    jong, midden = cell("leeftijd:0-17"), cell("leeftijd:18-64")
    getoond = {cell("totaal"): totaal, cell("leeftijd:65+"): ouder}
    ledger = published(werkmap, getoond)
    deliver(
        *(
            f"{c.gebied} meldingen {c.uitsplitsing} 2022 {n}"
            for c, n in ((jong, 2), (midden, 1), (cell("totaal"), 17))
        )
    )
    assert not proven(werkmap, ledger)
    cbs = (f"GM0225 meldingen {c.uitsplitsing} 2022 0 afgerond" for c in (jong, midden))
    deliver(*cbs, naam="cbs", kop=f"{KOP} status", **CBS)
    audit = known(werkmap, ledger).audit()
    assert {bewijs.cel for bewijs in audit.mislukt} == ({jong, midden} if bewezen else set())
    for bewijs in audit.mislukt:
        assert getoond.keys() <= {*bewijs.cellen}


# --- corrections ----------------------------------------------------------------------------------


def test_the_audit_of_the_ledger_knows_what_a_correction_told(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """5 became 0 because the count did not fit: it is 0. Then a total of 13, of which 10 are known,
    gives the 3. Without that knowledge it could be 0."""
    deliver(ELSEWHERE)
    jong, ouder, oud = (cell(f"leeftijd:{deel}") for deel in ("0-17", "18-64", "65+"))
    published(werkmap, {jong: 5})
    ledger = published(werkmap, {jong: 0})
    feiten = [exact(cell("totaal"), 13), exact(oud, 10)]
    ledger = register_facts(werkmap, ledger, feiten, naam="raad", op="2023-01-01")
    assert not proven(werkmap, ledger)
    verteld = between(jong, 0, 0, EIGEN)
    ledger = published(werkmap, {jong: 5})
    ledger = published(werkmap, {jong: 0}, [verteld])
    assert proven(werkmap, ledger) == {ouder}
    # A later figure takes the place of both.
    assert ouder not in proven(werkmap, published(werkmap, {jong: 5}))


def test_a_figure_that_waits_for_its_correction_does_not_contradict_the_corrected_ones(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """The half was corrected and published again, the year was not yet."""
    helft, jaar = Cel("meldingen", "totaal", "GM0225", "2022-H1"), cell("totaal")
    ledger = published(werkmap, {helft: 20, jaar: 5})
    deliver(ELSEWHERE)
    with pytest.raises(DisclosureError, match="spreken elkaar tegen"):
        known(werkmap, ledger).audit()
    deliver("GM0225 meldingen totaal 2022-H1 21", "GM0225 meldingen totaal 2022 30", naam="b")
    kennis = known(werkmap, ledger)
    assert not kennis.audit().mislukt
    assert [f.cellen for f in kennis.feiten if f.soort == EIGEN] == [(helft,)]


# --- figures of CBS that were revised -------------------------------------------------------------


def test_an_earlier_figure_of_cbs_counts_where_it_fits_a_count_that_we_know(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    """7 was first given as 5 to 9 and later as 6 to 10: together 6 to 9. Of Heumen we know no
    count, so it may have changed, and the last figure is all that is known."""
    druten, heumen = cell("totaal"), cell("totaal", gebied="GM0252")
    ledger = open_ledger(werkmap, None, ZAAD)
    for laag, hoog in ((5, 9), (6, 10)):
        feiten = [between(cel, laag, hoog, "uitgever") for cel in (druten, heumen)]
        ledger = enter_publication(werkmap, ledger, [], **WIE, beleid="1", openbaar=feiten)
    deliver("GM0225 meldingen totaal 2022 7")
    bewijzen = {cel: known(werkmap, ledger).explain(cel) for cel in (druten, heumen)}
    assert {cel: (b.interval.laag, b.interval.hoog) for cel, b in bewijzen.items() if b} == {
        druten: (6, 9),
        heumen: (6, 10),
    }


def test_an_earlier_figure_of_cbs_about_another_count_is_left_out(
    werkmap: Werkmap, deliver: Deliver
) -> None:
    druten = cell("totaal")
    ledger = open_ledger(werkmap, None, ZAAD)
    for laag, hoog in ((3, 7), (8, 12)):
        feit = between(druten, laag, hoog, "uitgever")
        ledger = enter_publication(werkmap, ledger, [], **WIE, beleid="1", openbaar=[feit])
    deliver("GM0225 meldingen totaal 2022 9")
    bewijs = known(werkmap, ledger).explain(druten)
    assert bewijs is not None
    assert (bewijs.interval.laag, bewijs.interval.hoog) == (8, 12)


# --- the registry ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "regel",
    [
        "rol:beroepsmatig",
        "rol:beroepsmatig > sector:ggz",
        "rol:beroepsmatig >= sector:onzin",
        "rol:beroepsmatig >= onzin:*",
        "onzin/totaal >= totaal",
        "sector:* >= rol:beroepsmatig",
        "rol:beroepsmatig >= sector:* + beroep:kinderopvang",
    ],
)
def test_a_tie_that_cannot_be_read_is_named(regel: str, tmp_path: Path) -> None:
    tekst = Werkmap(tmp_path).data_file("indicatoren.toml").read_text("utf-8")
    fout = tekst.replace('"rol:beroepsmatig >= beroep:*"]', f'"{regel}"]')
    pad = tmp_path / "indicatoren.toml"
    pad.write_text(fout, "utf-8")
    with pytest.raises(ContractError, match=r"samenhang klopt niet.*\[adviezen\]"):
        read_indicatoren(pad)
