"""Printed shares against the counts that they are a share of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from helpende_data.controle.afronding import Printed, how_printed, printed
from helpende_data.controle.gegevens import Gegevens, Opgave, Telling
from helpende_data.controle.grenzen import span
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import capital, when
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.tables import TOTAAL

_SUFFIX = "_aandeel"  # see data/bron/README.md: the share of its uitsplitsing in the total


@dataclass(frozen=True)
class Share:
    """A part and its total from one source, and the share that they give, in percent."""

    deel: Telling
    geheel: Telling
    waarde: float
    laag: float
    hoog: float


def check_shares(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Every printed share of which both the part and the total are known for that period."""
    for opgave in gegevens.opgaven:
        gedrukt = printed(opgave)
        if opgave.eenheid != "pct" or not opgave.indicator.endswith(_SUFFIX) or gedrukt is None:
            continue
        share = next(_known_shares(gegevens, opgave), None)
        if share is not None:
            yield _check(gegevens, opgave, gedrukt, share)


def _known_shares(gegevens: Gegevens, opgave: Opgave) -> Iterator[Share]:
    """The shares that counts of one source give for the area and period of a statement."""
    code = opgave.indicator.removesuffix(_SUFFIX)
    for gebied in dict.fromkeys((*gegevens.same_region(opgave.gebied_code), opgave.dekking)):
        delen = gegevens.tellingen_by_area.get((gebied, code, opgave.uitsplitsing), ())
        gehelen = gegevens.tellingen_by_area.get((gebied, code, TOTAAL), ())
        for deel, geheel in product(delen, gehelen):
            zelfde = deel.bron == geheel.bron and deel.periode == geheel.periode == opgave.periode
            if zelfde and deel.aantal is not None and geheel.aantal and geheel.laag > 0:
                yield Share(
                    deel,
                    geheel,
                    waarde=100 * deel.aantal / geheel.aantal,
                    laag=100 * deel.laag / (geheel.hoog or geheel.aantal),
                    hoog=100 * (deel.hoog or deel.aantal) / geheel.laag,
                )


def _check(gegevens: Gegevens, opgave: Opgave, gedrukt: Printed, share: Share) -> Bevinding:
    deel, geheel = share.deel, share.geheel
    hoe = how_printed(gedrukt, share.waarde, share.laag, share.hoog)
    wat = gegevens.indicator_name(deel.indicator)
    categorie = gegevens.category(deel.indicator, deel.uitsplitsing)
    cijfer = f"{gedrukt.shown} %" if gedrukt.waarde is not None else gedrukt.shown
    past = f"dat past daarbij{hoe.suffix}" if hoe else "dat past daar niet bij"
    zin = (
        f'{cijfer} is gedrukt als aandeel van "{categorie}" in de {wat} voor '
        f"{gegevens.name(opgave.gebied_code)} {when(deel.periode)}: {span(deel).shown} van "
        f"{span(geheel).shown} is {format_nl(share.waarde, max(1, gedrukt.decimalen))} %, {past}."
    )
    return Bevinding(
        "gedrukt_cijfer",
        "klopt" if hoe else "klopt_niet",
        opgave.gebied_code,
        deel.indicator,
        opgave.periode,
        capital(zin),
        (opgave.herkomst, deel.herkomst, geheel.herkomst),
    )
