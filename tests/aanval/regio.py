"""A region with exact deliveries of Veilig Thuis, half-year after half-year, with a correction.

The counts are those of the invented example; here they pass for a delivery that is not public, and
their title says that they are test data.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from helpende_data import pipeline
from helpende_data.disclosure.keten import read_ledger
from helpende_data.disclosure.model import Cel, build_model
from helpende_data.disclosure.solver import Clock, Program
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.periodes import Periode
from helpende_data.schema import read_indicatoren
from helpende_data.voorbeeld import make_voorbeeld

Key = tuple[str, str, str, str]  # indicator, uitsplitsing, area, period
Counts = dict[Key, int]
WIE = {"door": "A. Ander", "functie": "teamleider"}
KOP = ["gebied_code", "dekking", "indicator", "uitsplitsing", "periode", "aantal", "laag", "hoog"]
KOP += ["status", "voorlopig", "vindplaats", "opmerking"]
CBS_TABLES = ("84849NED", "84848NED", "84850NED", "84851NED", "84852NED", "84853NED")
CBS_TABLES += ("84854NED", "84855NED", "85361NED")
# A melding more in Druten: it counts in each of these.
MEER = ["totaal", "leeftijd:0-17", "eerder:hermelding", "veiligheid:niet_onveilig"]
MEER += ["vervolg:overdracht", "organisatie:politie", "rol:beroepsmatig", "aard:kindermishandeling"]


def example_counts(folder: Path) -> Counts:
    """The counts of the example about the municipalities and their region, 2022 and 2023."""
    uit: Counts = {}
    for pad in make_voorbeeld(Werkmap(folder)):
        if pad.stem in ("veilig-thuis-voorbeeld-2022", "veilig-thuis-voorbeeld-2023"):
            for rij in csv.DictReader(pad.read_text("utf-8").splitlines()):
                if rij["aantal"]:
                    key = (rij["indicator"], rij["uitsplitsing"], rij["gebied_code"])
                    uit[*key, rij["periode"]] = int(rij["aantal"])
    return uit


def corrected(counts: Counts, erbij: int) -> Counts:
    """The same with so many reports more in Druten in the first half of 2022, and all sums."""
    uit = dict(counts)
    for deel in MEER:
        for gebied in ("GM0225", "SR-RVN", "VT-GZ"):
            for periode in ("2022-H1", "2022"):
                if ("meldingen", deel, gebied, periode) in uit:
                    uit["meldingen", deel, gebied, periode] += erbij
    return uit


def write_delivery(
    folder: Path, naam: str, counts: Counts, periodes: Collection[str], **anders: object
) -> Path:
    """A delivery about some periods, with its herkomst; `anders` says what is not ours in it."""
    folder.mkdir(parents=True, exist_ok=True)
    tekst = io.StringIO()
    uit = csv.writer(tekst, lineterminator="\n")
    uit.writerow(KOP)
    status = "afgerond" if "afronding" in anders else "exact"
    for (indicator, deel, gebied, periode), aantal in sorted(counts.items()):
        if periode in periodes:
            velden = [gebied, gebied, indicator, deel, periode, aantal, "", "", status, "nee"]
            uit.writerow([*velden, "testgegevens", ""])
    inhoud = tekst.getvalue().encode()
    (folder / f"{naam}.csv").write_bytes(inhoud)
    herkomst = {
        "tabel": "tellingen",
        "bron": naam,
        "uitgever": "Veilig Thuis (testgegevens)",
        "titel": "Testgegevens: verzonnen aantallen",
        "adres": "",
        "licentie": "niet openbaar",
        "gepubliceerd": "2025-01-01",
        "opgehaald": "2025-02-01",
        "openbaar": False,
        "bescherming": "geen",
        "sha256": hashlib.sha256(inhoud).hexdigest(),
    } | anders
    regels = (f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in herkomst.items())
    (folder / f"{naam}.herkomst.toml").write_text("\n".join(regels) + "\n", "utf-8")
    return folder / f"{naam}.csv"


def write_cbs(folder: Path, counts: Counts, jaar: str) -> tuple[Path, ...]:
    """What CBS would print about a year, fetched today: each count to the nearest five, apart.

    Totals of municipalities and of its region of fourteen; the other tables hold their year only.
    """
    totalen = {
        key: 5 * round(aantal / 5)
        for key, aantal in counts.items()
        if key[:2] == ("meldingen", "totaal") and key[2][:2] == "GM" and key[3][:4] == jaar
    }
    elders = {("meldingen", "totaal", "GM0363", jaar): 2500}  # Amsterdam
    soort = {"openbaar": True, "bescherming": "uitgever", "afronding": 5, "marge": 2}
    soort |= {"uitgever": "CBS (testgegevens)", "opgehaald": f"{date.today()}"}
    tabellen = dict.fromkeys(CBS_TABLES, elders) | {CBS_TABLES[0]: totalen or elders}
    return tuple(
        write_delivery(folder, f"cbs-{naam}", tabel, {key[3] for key in tabel}, **soort)
        for naam, tabel in tabellen.items()
    )


def ask_exact(werkmap: Werkmap, *indicatoren: str) -> None:
    """Let the policy of a werkmap show exact counts of these, some of them hidden."""
    werkmap.own.mkdir(parents=True)
    tekst = werkmap.packaged.joinpath("beleid.toml").read_text("utf-8")
    wijze = "".join(f'{indicator} = "onderdrukken"\n' for indicator in indicatoren)
    tekst = tekst.replace("[redenen]", f'{wijze}\n[redenen]\nonderdrukken = "proef"')
    (werkmap.own / "beleid.toml").write_text(tekst, "utf-8")


def read_first(werkmap: Werkmap, counts: Counts, periodes: Collection[str]) -> Path:
    """Read inhabitants, a delivery and what CBS has so far; the folder of the deliveries."""
    bron = werkmap.root / "leveringen"
    # The same draw each time, so that a failure can be seen again.
    werkmap.dataset.mkdir(parents=True, mode=0o700)
    (werkmap.dataset / "geheim").write_text(bytes(range(32)).hex())
    inwoners = werkmap.data_file("bron/inwoners-1-januari.csv")
    eerst = write_delivery(bron, "eerst", counts, periodes)
    pipeline.ingest(werkmap, (inwoners, eerst, *write_cbs(bron, {}, "2021")))
    return bron


def publish(werkmap: Werkmap, periode: str, formaten: Sequence[str], wie: Sequence[str]) -> None:
    """Publish the reports about a period, and keep what was written as it went out then."""
    pipeline.publish(
        pipeline.open_workshop(werkmap),
        [
            pipeline.Aanvraag(
                "team", naam, periode=Periode.parse(periode), formaten=tuple(formaten)
            )
            for naam in wie
        ],
        **WIE,
    )
    verspreid = werkmap.root / "verspreid"
    nummer = len(list(verspreid.iterdir())) if verspreid.is_dir() else 0
    shutil.copytree(werkmap.rapporten / periode, verspreid / f"{nummer}" / periode)


def publications(werkmap: Werkmap) -> list[Path]:
    """What went out, the oldest first."""
    return sorted((werkmap.root / "verspreid").iterdir())


def tell(
    werkmap: Werkmap,
    counts: Counts,
    *,
    formaten: Sequence[str],
    wie: Sequence[str],
    erbij: int = 1,
    later: Sequence[tuple[str, str]] = (),
) -> Counts:
    """A first half-year, its correction, and more deliveries, each published; the last counts.

    Before the later deliveries come figures of CBS about the same.

    Args:
        erbij: reports that the correction adds.
        later: (periods of a delivery, periods to publish), each apart by blanks.
    """
    bron = read_first(werkmap, counts, ["2022-H1"])
    publish(werkmap, "2022-H1", formaten, wie)
    beter = corrected(counts, erbij)
    opnieuw = write_delivery(bron, "eerst", beter, ["2022-H1"])
    pipeline.ingest(werkmap, (opnieuw,), accepteer="A. Ander, teamleider")
    publish(werkmap, "2022-H1", formaten, wie)
    if later:
        pipeline.ingest(werkmap, write_cbs(bron, beter, "2022"), accepteer="A. Ander")
    for nummer, (geleverd, gepubliceerd) in enumerate(later):
        pad = write_delivery(bron, f"later{nummer}", beter, geleverd.split())
        pipeline.ingest(werkmap, (pad,))
        for periode in gepubliceerd.split():
            publish(werkmap, periode, formaten, wie)
    return beter


def another(counts: Counts, werkmap: Werkmap, *, seed: int) -> Counts:
    """Other true counts with which everything that was published is as true as with these."""
    ledger = read_ledger(werkmap, None)
    registers = read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))
    cellen = {Cel(*key): aantal for key, aantal in counts.items()}
    model = build_model(cellen, *registers)
    shown = {model.index[cel]: s for cel, s in ledger.shown.items() if cel in cellen}
    laag = [shown[v].laag if v in shown else 0 for v in range(len(model.cellen))]
    hoog = [shown[v].hoog if v in shown else 10**5 for v in range(len(model.cellen))]
    bron = random.Random(seed)
    kosten = {v: bron.uniform(-1, 1) for v in shown}
    found = Program(model.rows, laag, hoog, Clock.of(60), whole=True).minimise(kosten)
    assert found is not None
    assert found.whole is not None
    return {key: found.whole[model.index[cel]] for key, cel in zip(counts, cellen, strict=True)}
