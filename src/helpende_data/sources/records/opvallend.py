"""What looks wrong in a file of rows but may be right. Reads no rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from helpende_data.errors import Fault
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import MAANDEN, Periode
from helpende_data.sources.records.model import Records
from helpende_data.sources.records.tellen import Telling
from helpende_data.sources.records.uitkomst import Uitkomst

_NAMED = 20  # municipalities in a warning


def find_warnings(
    uit: Uitkomst, telling: Telling, records: Records, maanden: set[str], gebieden: Gebieden
) -> Iterator[Fault]:
    """Everything that a user must accept before the counts of a file are kept.

    Args:
        maanden: months that have rows that count.
    """
    if telling.overgeslagen:
        yield Fault(
            0, records.gebied, f"er zijn regels van buiten {records.dekking}; die tellen niet mee"
        )
    halves = [periode for periode in uit.periodes if periode.soort == "halfjaar"]
    for maand in (halves[0].parts("maand")[0], halves[-1].parts("maand")[-1]):
        if str(maand) not in maanden:
            yield Fault(
                0,
                records.datum,
                f"{MAANDEN[maand.nummer - 1]} {maand.jaar} heeft geen enkele regel",
                verwacht="hele halfjaren",
            )
    yield from _absent(uit, records, halves, gebieden)


def _absent(
    uit: Uitkomst, records: Records, halves: Sequence[Periode], gebieden: Gebieden
) -> Iterator[Fault]:
    """Municipalities without a row count zero; perhaps their rows were not sent."""
    wanneer: dict[str, list[str]] = defaultdict(list)
    for half in halves:
        for code in uit.absent(half):
            wanneer[code].append(str(half))
    samen: dict[str, list[str]] = defaultdict(list)
    for code, gemist in wanneer.items():
        tijd = "het hele bestand" if len(gemist) == len(halves) else ", ".join(gemist)
        samen[tijd].append(gebieden[code].naam)
    for tijd, namen in samen.items():
        rest = f" en nog {len(namen) - _NAMED}" if len(namen) > _NAMED else ""
        yield Fault(
            0,
            records.gebied,
            f"niet elke gemeente van {records.dekking} heeft een regel; zonder regel is het er 0",
            verwacht=f"ook regels van {', '.join(sorted(namen)[:_NAMED])}{rest}, in {tijd}",
        )
