"""A file of losse adviezen and meldingen to measure with, and the two programs that count it.

Each program is run in a process of its own and prints the seconds that counting took, without
starting up, and the largest amount of memory that it had, in MB.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROWS = 3_000_000

MAPPING = """
naam = "meting"
soort = "records"
[bron]
bron = "meting"
uitgever = "meting"
titel = "meting"
licentie = "niet openbaar"
openbaar = false
bescherming = "geen"
[herkenning]
kop = ["datum", "gemeente", "soort", "sector"]
[records.gebied]
kolom = "gemeente"
dekking = "NL01"
[records.tijd]
kolom = "datum"
[records.soort]
kolom = "soort"
labels = { "advies" = "adviezen", "melding" = "meldingen" }
[records.uitsplitsingen.sector]
kolom = "sector"
labels = { "gezondheidszorg" = "gezondheidszorg", "ggz" = "ggz", "kinderopvang" = "kinderopvang", \
"onderwijs" = "onderwijs", "bureau leerplicht" = "bureau_leerplicht", \
"jeugdzorg" = "jeugdzorg", "justitie en veiligheid" = "justitie_en_veiligheid" }
"""
SECTOREN = (
    "gezondheidszorg",
    "ggz",
    "kinderopvang",
    "onderwijs",
    "bureau leerplicht",
    "jeugdzorg",
    "justitie en veiligheid",
)

_MEASURE = """
import sys, time
def told(start):
    took = time.perf_counter() - start
    try:
        import resource
    except ImportError:
        return print(took, 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(took, peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))
"""
OWN = (
    _MEASURE
    + """
from pathlib import Path
import pandas, pyarrow.csv
from helpende_data.files import Werkmap
from helpende_data.pipeline import read_registry
from helpende_data.sources import Registers
from helpende_data.sources.mapping import find_mapping
from helpende_data.sources.records.lezen import count_file
from helpende_data.sources.records.model import read_records_block
werkmap, pad = Werkmap(Path(sys.argv[1])), Path(sys.argv[2])
gebieden, indicatoren = read_registry(werkmap)
mapping = find_mapping("meting", werkmap, gebieden, indicatoren)
records = read_records_block(mapping, gebieden, indicatoren)
start = time.perf_counter()
_, telling = count_file(pad, records, Registers(werkmap, gebieden, indicatoren), pad.name)
told(start)
assert telling.aantallen[""].sum() == telling.aantallen["sector"].sum() == telling.rijen
"""
)
PLAIN = (
    _MEASURE
    + """
import pandas as pd
start = time.perf_counter()
df = pd.read_csv(sys.argv[2], sep=";", parse_dates=["datum"])
halfjaar = df["datum"].dt.year.astype(str) + "-H" + ((df["datum"].dt.month > 6) + 1).astype(str)
tellingen = df.groupby(["gemeente", halfjaar, "soort", "sector"]).size()
told(start)
assert tellingen.sum() == len(df)
"""
)


def write_records(pad: Path, gemeenten_csv: Path) -> None:
    """Write invented rows: ten years of the whole country, with four columns that do not count."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pc

    source = np.random.default_rng(1)
    with open(gemeenten_csv, encoding="utf-8", newline="") as bestand:
        gemeenten = [
            rij["gemeente"]
            for rij in csv.DictReader(bestand)
            if not rij["laatste_jaar"] and int(rij["eerste_jaar"]) <= 2015
        ]

    def pick(*woorden: str) -> pa.Array:
        return pa.array(woorden).take(pa.array(source.integers(0, len(woorden), ROWS)))

    def numbered(letters: str, nummers: np.ndarray) -> pa.Array:
        return pa.array(np.char.add(letters, np.char.zfill(nummers.astype(str), 8)))

    dagen = np.datetime64("2015-01-01") + source.integers(0, 3652, ROWS)
    kolommen = {
        "datum": pa.array(dagen.astype("datetime64[D]")).cast(pa.string()),
        "gemeente": pick(*gemeenten),
        "soort": pick("advies", "melding"),
        "sector": pick(*SECTOREN),
        "rol": pick("beroepsmatig", "niet beroepsmatig", "onbekend"),
        "aard": pick("kindermishandeling", "partnergeweld", "ouderenmishandeling", "overig"),
        "nummer": numbered("VT", np.arange(ROWS)),
        "huishouden": numbered("H", source.integers(0, ROWS // 2, ROWS)),
    }
    opties = pc.WriteOptions(delimiter=";", quoting_style="none", quoting_header="none")
    pc.write_csv(pa.table(kolommen), pad, opties)


if __name__ == "__main__":  # in a process of its own: what it used would count as memory of others
    write_records(Path(sys.argv[1]), Path(sys.argv[2]))
