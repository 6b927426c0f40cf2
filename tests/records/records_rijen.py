"""Rows of losse adviezen en meldingen, as files, and counted by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from helpende_data.sources import Levering

KOP = ("datum", "gemeente", "soort", "rol", "organisatie", "aard", "huishouden")
CODES = {"Druten": "GM0225", "Nijmegen": "GM0268", "Tiel": "GM0281", "West Betuwe": "GM1960"}
SOORTEN = {"advies": "adviezen", "melding": "meldingen"}
ROLLEN = {"beroepsmatig": "beroepsmatig", "niet beroepsmatig": "niet_beroepsmatig", "": "onbekend"}
AARD = ("kindermishandeling", "partnergeweld", "mensenhandel")
Rij = tuple[str, ...]


def row(**cellen: str) -> Rij:
    """One good melding, with these cells changed."""
    goed = ("2024-03-05", "Druten", "melding", "beroepsmatig", "politie", "partnergeweld", "H1")
    return tuple((dict(zip(KOP, goed, strict=True)) | cellen).values())


def as_csv(
    rijen: Iterable[Sequence[str]],
    kop: Sequence[str] = KOP,
    *,
    teken: str = ";",
    quote: bool = False,
    einde: str = "\n",
) -> bytes:
    """Rows as a CSV; every cell between quotation marks when `quote`."""
    cel = '"{}"'.format if quote else "{}".format
    return "".join(teken.join(map(cel, rij)) + einde for rij in (kop, *rijen)).encode()


def count_by_hand(rijen: Iterable[Rij]) -> Counter[tuple[str, str, str, str]]:
    """Indicator, uitsplitsing, area and period -> count, one row and one `if` at a time."""
    som: Counter[tuple[str, str, str, str]] = Counter()
    gezinnen = defaultdict(set)
    for datum, gemeente, soort, rol, organisatie, aard, huishouden in rijen:
        dag = date.fromisoformat(datum)
        indicator = SOORTEN[soort]
        delen = ["totaal", f"rol:{ROLLEN[rol]}", f"organisatie:{organisatie}"]
        if indicator == "adviezen":
            delen.pop()
        delen += [f"aard:{stuk}" for stuk in set(aard.split("|")) if stuk]
        for periode in (str(dag.year), f"{dag.year}-H{1 if dag.month < 7 else 2}"):
            for code in ("VT-GZ", CODES.get(gemeente, "onbekend")):
                som.update((indicator, deel, code, periode) for deel in delen)
                if indicator == "meldingen":
                    gezinnen["casussen", "totaal", code, periode].add(huishouden)
    return som + Counter({sleutel: len(wie) for sleutel, wie in gezinnen.items()})


def counts(levering: Levering) -> dict[tuple[str, str, str, str], int]:
    """The counts of a delivery that are not zero."""
    kolommen = ["indicator", "uitsplitsing", "gebied_code", "periode", "aantal"]
    return {
        (i, u, g, p): int(n) for i, u, g, p, n in levering.df[kolommen].itertuples(index=False) if n
    }
