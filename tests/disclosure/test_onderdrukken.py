"""Exact counts with cells hidden: what is shown, what stays so, and what is refused."""

from __future__ import annotations

import csv
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from publicaties import OWN, RVN, counts

from helpende_data.cli.settings import Settings
from helpende_data.cli.werkplaats import open_workshop
from helpende_data.dataset import add_leveringen, read_dataset
from helpende_data.disclosure import (
    Cel,
    Ledger,
    Publishable,
    Shown,
    enter_publication,
    onderdrukken,
    open_ledger,
    protect,
    read_beleid,
    read_ledger,
    register_facts,
)
from helpende_data.disclosure.facts import exact
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.schema import TELLINGEN, check, read_indicatoren
from helpende_data.sources import read_published
from helpende_data.statistics import Feiten, aandeel, aantal, per_100k

Write = Callable[..., Path]
ZAAD = bytes(range(32))
KOP = "gebied_code indicator uitsplitsing periode aantal"
LEEFTIJD = ("leeftijd:0-17", "leeftijd:18-64", "leeftijd:65+")


def set_policy(werkmap: Werkmap, *wijze: str) -> None:
    """Let the policy of a werkmap suppress: lines of its table `wijze`."""
    werkmap.own.mkdir(parents=True, exist_ok=True)
    tekst = werkmap.packaged.joinpath("beleid.toml").read_text("utf-8")
    regels = wijze or ('standaard = "onderdrukken"',)
    tekst = tekst.replace('standaard = "afronden"', "\n".join(regels))
    tekst = tekst.replace("[redenen]", '[redenen]\nonderdrukken = "de raad vroeg erom"')
    (werkmap.own / "beleid.toml").write_text(tekst, "utf-8")


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    werkmap = Werkmap(tmp_path / "w")
    set_policy(werkmap)
    return werkmap


@pytest.fixture
def deliver(werkmap: Werkmap, levering: Write) -> Callable[..., None]:
    def run(regels: str, naam: str = "eigen", **herkomst: object) -> None:
        pad = levering(f"{KOP}\n{regels}", naam=naam, **(OWN | herkomst))
        add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)

    return run


def protected(werkmap: Werkmap, ledger: Ledger | None = None, **beleid: Any) -> Publishable:
    return protect(
        read_dataset(werkmap),
        read_gebieden(werkmap),
        replace(read_beleid(werkmap), **beleid),
        read_indicatoren(werkmap.data_file("indicatoren.toml")),
        ledger or open_ledger(werkmap, None, ZAAD),
    )


def shown(mag: Publishable) -> dict[Cel, int | None]:
    """Our figures: a count, or None where it is hidden."""
    assert mag.vrijgave is not None
    return {s.cel: s.waarde for s in mag.vrijgave.cijfers}


def publish(werkmap: Werkmap, mag: Publishable, ledger: Ledger | None = None) -> Ledger:
    assert mag.vrijgave is not None
    wie = {"naam": "rapport", "door": "A. Ander", "functie": "teamleider", "op": "2026-11-22"}
    return enter_publication(
        werkmap,
        ledger or open_ledger(werkmap, None, ZAAD),
        mag.vrijgave.cijfers,
        verbeterd=mag.vrijgave.verbeterd,
        beleid=mag.beleid.versie,
        **wie,
    )


def cells(anders: dict[Cel, int] | None = None) -> dict[Cel, int]:
    """Ages, total, halves and year of seven municipalities and their subregion, adding up."""
    uit: dict[Cel, int] = {}

    def count(soort: str, gebied: str, periode: str, aantal: int) -> None:
        cel = Cel("meldingen", soort, gebied, periode)
        uit[cel] = uit.get(cel, 0) + aantal

    for nummer, code in enumerate(RVN):
        for half in ("2022-H1", "2022-H2"):
            for plek, soort in enumerate(LEEFTIJD):
                atoom = Cel("meldingen", soort, code, half)
                n = (nummer * 17 + plek * 23 + (half == "2022-H2") * 11) % 41
                n = (anders or {}).get(atoom, n)
                for deel in (soort, "totaal"):
                    for gebied in (code, "SR-RVN"):
                        for periode in (half, "2022"):
                            count(deel, gebied, periode, n)
    return uit


def lines(waar: dict[Cel, int]) -> str:
    return "\n".join(
        f"{c.gebied} {c.indicator} {c.uitsplitsing} {c.periode} {n}" for c, n in waar.items()
    )


def small(waar: dict[Cel, int]) -> Iterator[Cel]:
    return (cel for cel, n in waar.items() if 0 < n < 5 and cel.gebied.startswith("GM"))


def test_figures_are_exact_or_hidden_and_no_small_one_is_shown(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    waar = cells()
    deliver(lines(waar))
    mag = protected(werkmap)
    getoond = shown(mag)
    assert getoond.keys() == waar.keys()
    assert len(list(small(waar))) >= 5
    assert all(getoond[cel] is None for cel in small(waar))
    assert {getoond[cel] for cel in waar} > {None, 40}
    assert all(n in (None, waar[cel]) for cel, n in getoond.items())
    # More is hidden than the small ones, and most is shown.
    verborgen = [cel for cel, n in getoond.items() if n is None]
    assert len(list(small(waar))) < len(verborgen) < len(waar) / 2
    rijen = mag.tellingen
    check(rijen, TELLINGEN, waar="proef")
    assert set(rijen["status"]) == {"exact", "onderdrukt"}
    dicht = rijen[rijen["status"] == "onderdrukt"]
    assert dicht[["aantal", "hoog"]].isna().all(axis=None)
    assert set(dicht["laag"]) == {0}
    assert set(rijen["bescherming"]) == {"eigen"}


def test_one_mark_for_small_counts_and_for_those_beside_them(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Nothing in a row tells a small hidden count from another hidden one."""
    waar = cells()
    deliver(lines(waar))
    mag = protected(werkmap)
    klein = set(small(waar))
    soorten = {
        (rij.status, rij.bescherming, rij.laag, str(rij.hoog), rij.opmerking)
        for rij in mag.tellingen.itertuples()
        if rij.status == "onderdrukt"
    }
    assert len(soorten) == 1
    assert {cel for cel, n in shown(mag).items() if n is None} - klein


def test_a_hidden_count_has_no_rate_no_share_and_no_bounds(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver(lines(cells()))
    mag = protected(werkmap)
    feiten = Feiten(
        mag, read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))
    )
    cel = next(c for c, n in shown(mag).items() if n is None and c.dimensie)
    over = (feiten, cel.gebied, cel.indicator, cel.periode, cel.uitsplitsing)
    for cijfer in (aantal(*over), per_100k(*over), aandeel(*over)):
        assert (cijfer.waarde, cijfer.laag, cijfer.hoog) == (None, None, None)
        assert cijfer.tekst == "afgeschermd"
    assert aantal(*over).zelf_verborgen
    assert cel in feiten.gelezen
    open_ = next(c for c, n in shown(mag).items() if n and not c.dimensie)
    cijfer = aantal(feiten, open_.gebied, open_.indicator, open_.periode)
    assert (cijfer.tekst, cijfer.marge) == (str(shown(mag)[open_]), "")


def test_what_was_hidden_or_shown_stays_so_and_the_order_of_rows_does_not_matter(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    waar = cells()
    deliver(lines(waar))
    eerst = protected(werkmap)
    ledger = publish(werkmap, eerst)
    deliver(lines(dict(reversed(waar.items()))))
    later = protected(werkmap, ledger)
    assert shown(later) == shown(eerst)
    assert later.vrijgave is not None
    assert not later.vrijgave.nieuw


def test_half_of_the_figures_published_leaves_the_rest_to_fit_them(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """A report rests on some of the figures; the next one hides what those leave to be hidden."""
    waar = cells()
    deliver(lines(waar))
    alles = protected(werkmap, zoekrondes=0)
    assert alles.vrijgave is not None
    eerst = tuple(s for s in alles.vrijgave.cijfers if s.cel.periode == "2022")
    ledger = enter_publication(
        werkmap,
        open_ledger(werkmap, None, ZAAD),
        eerst,
        naam="een",
        door="A",
        functie="b",
        op="2026-01-01",
        beleid="1",
    )
    later = shown(protected(werkmap, ledger, zoekrondes=3))
    assert all(later[s.cel] == s.waarde for s in eerst)
    assert all(later[cel] is None for cel in small(waar))


def test_a_correction_changes_only_what_it_must(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    waar = cells()
    deliver(lines(waar))
    eerst = protected(werkmap)
    ledger = publish(werkmap, eerst)
    atoom = next(
        c
        for c, n in shown(eerst).items()
        if n and n > 9 and c.dimensie and "-H" in c.periode and c.gebied.startswith("GM")
    )
    anders = cells({atoom: waar[atoom] + 1})
    deliver(lines(anders))
    mag = protected(werkmap, ledger)
    assert mag.vrijgave is not None
    geraakt = {cel for cel in waar if waar[cel] != anders[cel]}
    assert set(mag.vrijgave.gewijzigd) <= geraakt
    later, voor = shown(mag), shown(eerst)
    assert all(later[cel] is None for cel, n in voor.items() if n is None)
    assert all(later[cel] == n for cel, n in voor.items() if n is not None and cel not in geraakt)
    assert all(later[cel] is None for cel in small(anders))


def test_a_count_that_became_small_is_hidden_from_then_on(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    waar = cells()
    deliver(lines(waar))
    eerst = protected(werkmap)
    ledger = publish(werkmap, eerst)
    atoom = next(
        c
        for c, n in shown(eerst).items()
        if n and n > 9 and c.dimensie and "-H" in c.periode and c.gebied.startswith("GM")
    )
    anders = cells({atoom: 2})
    deliver(lines(anders))
    mag = protected(werkmap, ledger)
    assert shown(mag)[atoom] is None
    ledger = publish(werkmap, mag, ledger)
    assert ledger.shown[atoom] == Shown(atoom, None, 0)
    assert shown(protected(werkmap, ledger))[atoom] is None


def test_who_kept_a_figure_that_is_hidden_now_still_knows_it(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Druten was 7, then 3 and hidden; it is 7 again when a 4 and the subregion come in."""
    groot = dict(zip(RVN, (7, 4, 30, 40, 50, 60, 30), strict=True))
    deel = [f"{c} meldingen totaal 2022 {n}" for c, n in groot.items() if n > 4]
    deliver("\n".join(deel))
    ledger = publish(werkmap, protected(werkmap))
    druten = Cel("meldingen", "totaal", RVN[0], "2022")
    assert ledger.shown[druten] == Shown(druten, 7, 0)
    deliver("\n".join(deel).replace(" 2022 7", " 2022 3"))
    mag = protected(werkmap, ledger)
    assert shown(mag)[druten] is None
    ledger = publish(werkmap, mag, ledger)
    alles = [f"{c} meldingen totaal 2022 {n}" for c, n in groot.items()]
    deliver("\n".join([*alles, f"SR-RVN meldingen totaal 2022 {sum(groot.values())}"]))
    later = shown(protected(werkmap, ledger))
    klein = replace(druten, gebied=RVN[1])
    assert later[druten] is later[klein] is None
    # Else the total less the others, and the 7 of before, gives the 4.
    assert any(n is None for c, n in later.items() if c not in (druten, klein))


@pytest.mark.parametrize("eerst", ["afronden", "onderdrukken"])
def test_what_was_published_in_one_way_is_not_published_in_the_other(
    eerst: str, werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver("GM0225 meldingen totaal 2022 31\nGM0252 meldingen totaal 2022 3")
    ander = {"afronden": "onderdrukken", "onderdrukken": "afronden"}[eerst]
    ledger = publish(werkmap, protected(werkmap, wijze={"standaard": eerst}))
    with pytest.raises(DisclosureError, match=f'wijze {eerst}.*meldingen = "{eerst}"') as fout:
        protected(werkmap, ledger, wijze={"standaard": ander})
    assert "31" not in str(fout.value)
    protected(werkmap, ledger, wijze={"standaard": ander, "meldingen": eerst})


def test_rounded_and_exact_figures_stand_in_one_data_set_and_ties_between_them_count(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """Each casus has a melding: rounded casussen say something of the meldingen that are hidden."""
    deliver(
        "".join(
            f"{code} meldingen totaal 2022 {n * 3 + 2}\n{code} casussen totaal 2022 {n * 2 + 1}\n"
            for n, code in enumerate(RVN)
        )
    )
    mag = protected(werkmap, wijze={"standaard": "afronden", "meldingen": "onderdrukken"})
    rijen = mag.tellingen
    assert set(rijen.loc[rijen["indicator"] == "casussen", "status"]) == {"afgerond"}
    assert set(rijen.loc[rijen["indicator"] == "meldingen", "status"]) == {"exact", "onderdrukt"}
    assert shown(mag)[Cel("meldingen", "totaal", RVN[0], "2022")] is None


def test_an_exact_figure_of_somebody_else_is_reckoned_with(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """An annual report told one of the counts that would have hidden a small one."""
    waar = cells()
    deliver(lines(waar))
    eerst = shown(protected(werkmap))
    bekend = next(
        c for c, n in eerst.items() if n is None and waar[c] > 9 and c.gebied.startswith("GM")
    )
    ledger = register_facts(
        werkmap,
        open_ledger(werkmap, None, ZAAD),
        [exact(bekend, waar[bekend])],
        naam="jaarverslag",
        op="2023-01-01",
    )
    later = shown(protected(werkmap, ledger))
    assert all(later[cel] is None for cel in small(waar))
    assert {c for c, n in later.items() if n is None} != {c for c, n in eerst.items() if n is None}


def test_what_is_known_already_stops_and_is_named(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    deliver("GM0944 meldingen totaal 2022 2\nGM0225 meldingen totaal 2022 40")
    met, zonder = (Cel("meldingen", "totaal", code, "2022") for code in ("VT-GZ", "VT06"))
    ledger = register_facts(
        werkmap,
        open_ledger(werkmap, None, ZAAD),
        [exact(met, 2839), exact(zonder, 2837)],
        naam="plan",
        op="2021-01-01",
    )
    with pytest.raises(DisclosureError, match=r"te berekenen.*Mook en Middelaar"):
        protected(werkmap, ledger)


def test_beside_a_figure_of_cbs_only_what_it_leaves_open_is_asked(
    werkmap: Werkmap, deliver: Callable[..., None], levering: Write
) -> None:
    """CBS says 3 to 7, so a count of 4 cannot be 0; it must still be able to be 5."""
    deliver(
        "GM0225 meldingen totaal 2022-H1 4\nGM0225 meldingen totaal 2022-H2 30\n"
        "GM0225 meldingen totaal 2022 34"
    )
    cbs = levering(
        "gebied_code indicator periode aantal status\nGM0225 meldingen 2022-H1 5 afgerond",
        naam="cbs",
        bescherming="uitgever",
        afronding=5,
        marge=2,
    )
    add_leveringen(werkmap, [read_published(cbs, cbs.name)], vast=False)
    getoond = shown(protected(werkmap))
    assert sorted(n is None for n in getoond.values()) == [False, True]


def test_where_a_supplier_leaves_out_zeros_a_hidden_count_is_left_out_too(
    werkmap: Werkmap, deliver: Callable[..., None]
) -> None:
    """That it is hidden would tell that it is not 0."""
    waar = cells()
    met_nul = {(c.dimensie, c.periode) for c, n in waar.items() if n == 0}

    def hidden() -> set[tuple[str, str]]:
        getoond = shown(protected(werkmap)).items()
        return {(c.dimensie, c.periode) for c, n in getoond if n is None}

    deliver(lines(waar))
    assert met_nul & hidden()
    deliver(lines({cel: n for cel, n in waar.items() if n}))
    assert not met_nul & hidden()


def test_a_proof_that_does_not_hold_stops_everything(
    werkmap: Werkmap, deliver: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(lines(cells()))
    monkeypatch.setattr(onderdrukken, "check_certificate", lambda _: ["fout 3"])
    with pytest.raises(DisclosureError, match=r"het bewijs.*klopt niet") as fout:
        protected(werkmap)
    assert "3" not in str(fout.value)


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ('onderdrukken = "de raad vroeg erom"', "", "waarom er exacte cijfers nodig zijn"),
        ("zoekrondes = 2", "zoekrondes = -1", "zoekrondes is een geheel getal vanaf 0"),
    ],
)
def test_a_policy_that_suppresses_says_why_and_how_long_to_look(
    oud: str, nieuw: str, zin: str, werkmap: Werkmap
) -> None:
    pad = werkmap.own / "beleid.toml"
    pad.write_text(pad.read_text("utf-8").replace(oud, nieuw), "utf-8")
    with pytest.raises(ContractError, match=zin):
        read_beleid(werkmap)


# --- to the files ---------------------------------------------------------------------------------


@pytest.fixture
def exact_own(own: Werkmap) -> Werkmap:
    """A werkmap with counts of our own, of which the reports are to be exact."""
    set_policy(own, 'standaard = "afronden"', 'meldingen = "onderdrukken"')
    return own


@pytest.mark.parametrize("kijkt_iemand", [True, False])
def test_who_looks_is_told_that_hiding_takes_a_while(
    kijkt_iemand: bool,
    exact_own: Werkmap,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: kijkt_iemand)
    settings = Settings(exact_own.root, stil=False, json=False)
    open_workshop(settings, intern=True)  # nothing is hidden there
    assert capsys.readouterr().err == ""
    open_workshop(settings)
    assert ("bezig met uitzoeken wat verborgen" in capsys.readouterr().err) is kijkt_iemand


def run_report(werkmap: Werkmap, hd: Callable[..., Any], doen: str, *opties: object) -> Any:
    wie = ("--door", "A. Ander", "--functie", "teamleider") if doen == "publiceer" else ()
    over = (doen, "-g", "Druten", "--jaar", "2023", *wie, *opties)
    return hd("--werkmap", werkmap.root, *over)


def read_folder(werkmap: Werkmap) -> dict[str, bytes]:
    paden = (pad for pad in (werkmap.rapporten / "2023" / "druten").iterdir() if pad.is_file())
    return {pad.name: pad.read_bytes() for pad in paden}


def test_from_concept_to_publication_with_hidden_counts(
    exact_own: Werkmap, hd: Callable[..., Any]
) -> None:
    formaten = ("--formaat", "csv,html", "--voor", "beleid")
    assert "CONCEPT" in run_report(exact_own, hd, "report", *formaten).out
    assert run_report(exact_own, hd, "publiceer", *formaten).code == 0
    eerst = read_folder(exact_own)
    assert "waren al openbaar" in run_report(exact_own, hd, "publiceer", *formaten).out
    assert read_folder(exact_own) == eerst
    html = next(inhoud.decode() for naam, inhoud in eerst.items() if naam.endswith(".html"))
    assert "Eigen aantallen zijn daarom samen afgerond. Van sommige onderwerpen" in html
    assert "Met minder afgeschermde aantallen kan het niet: dat is bewezen." in html
    # "Too small" would be a guess about a count that is hidden.
    assert "Meldingen gemeente afgeschermd – – –" in " ".join(re.sub("<[^>]+>", " ", html).split())
    [tabel] = [inhoud.decode() for naam, inhoud in eerst.items() if naam.endswith("cijfers.csv")]
    rijen = list(csv.DictReader(tabel.splitlines()))
    eigen = [r for r in rijen if r["gebied_code"] == "GM0225" and r["indicator"] == "meldingen"]
    assert {r["status"] for r in eigen} == {"onderdrukt"}
    assert not any(r["waarde"] or r["laag"] or r["hoog"] for r in eigen)
    cellen = {s.cel: s for s in read_ledger(exact_own, None).shown.values()}
    assert cellen[Cel("meldingen", "totaal", "GM0225", "2023")].waarde is None
    assert cellen[Cel("meldingen", "totaal", "GM0252", "2023")].status == "exact"
    # The proof holds the true counts, so it is nowhere.
    paden = [p for p in exact_own.root.rglob("*") if p.is_file() and p.suffix != ".parquet"]
    assert not [p for p in paden if b'verborgen":' in p.read_bytes()]


def test_the_commands_say_what_is_hidden(exact_own: Werkmap, hd: Callable[..., Any]) -> None:
    run_report(exact_own, hd, "publiceer", "--formaat", "csv")
    cijfers = ("cijfers", "-g", "Druten", "--jaar", "2023", "--indicator", "meldingen")
    scherm = hd("--werkmap", exact_own.root, *cijfers).out
    assert "zodat niemand een klein aantal kan uitrekenen" in " ".join(scherm.split())
    uitleg = hd("--werkmap", exact_own.root, *cijfers, "--uitleg").out
    assert "Het aantal zelf kan 0 zijn, klein of groot" in " ".join(uitleg.split())
    onthulling = ("onthulling", "uitleg", "-g", "Druten", "--cel", "meldingen/2023")
    antwoord = hd("--werkmap", exact_own.root, *onthulling).out
    assert "Wij tonen: afgeschermd." in antwoord
    assert "Niemand kan bewijzen" in antwoord
    assert hd("--werkmap", exact_own.root, "onthulling", "controle").code == 0
    spoor = ("herkomst", "-g", "Druten", "--indicator", "meldingen", "--jaar", "2023")
    assert "Wij schermen het aantal af" in hd("--werkmap", exact_own.root, *spoor).out


def test_another_table_behind_the_hidden_counts_gives_the_same_files(
    exact_own: Werkmap, make: Callable[[Path, str], Werkmap], tmp_path: Path, hd: Callable[..., Any]
) -> None:
    """One report more in Druten and one less in Heumen, both hidden, is as true as what it was."""
    alles = ("--formaat", "html,csv", "--voor", "beleid")
    run_report(exact_own, hd, "publiceer", *alles)
    tekst = counts()
    for code, erbij in (("GM0225", 1), ("GM0268", -1)):
        for periode in ("2023-H1", "2023"):
            begin = f"{code} meldingen totaal {periode} "
            tekst = re.sub(
                f"^({begin})(\\d+)$", lambda m, e=erbij: f"{m[1]}{int(m[2]) + e}", tekst, flags=re.M
            )
    assert tekst != counts()
    ander = make(tmp_path / "ander", tekst)
    set_policy(ander, 'standaard = "afronden"', 'meldingen = "onderdrukken"')
    shutil.copytree(exact_own.root / "onthulling", ander.root / "onthulling")
    shutil.copy(exact_own.dataset / "onthulling.json", ander.dataset)
    run_report(ander, hd, "report", *alles)
    assert read_folder(ander) == read_folder(exact_own)
