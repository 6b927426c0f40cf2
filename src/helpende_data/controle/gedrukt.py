"""Printed rates and shares against the counts and inhabitants that are known."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.controle.aandelen import check_shares
from helpende_data.controle.afronding import Printed, how_printed, printed
from helpende_data.controle.gegevens import ONBEKEND, Gegevens, Opgave, parse_periode
from helpende_data.controle.model import Bevinding
from helpende_data.controle.per_inwoners import (
    Rate,
    known_rates,
    nearest_kind,
    rate_subject,
    sources_of,
    sum_shown,
)
from helpende_data.controle.woorden import a_kind, in_period
from helpende_data.controle.zonder_periode import check_undated


def check_printed(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Every printed rate and share against the counts and inhabitants that are known."""
    rates = [
        (opgave, gedrukt)
        for opgave in gegevens.opgaven
        if opgave.eenheid == "per_100k" and (gedrukt := printed(opgave)) is not None
    ]
    yield from (_check_known(gegevens, o, gedrukt) for o, gedrukt in rates if o.periode != ONBEKEND)
    yield from check_undated(gegevens, [rate for rate in rates if rate[0].periode == ONBEKEND])
    yield from check_shares(gegevens)


def _check_known(gegevens: Gegevens, opgave: Opgave, gedrukt: Printed) -> Bevinding:
    periode = parse_periode(opgave.periode)
    rates = known_rates(gegevens, opgave)
    zelfde = [rate for rate in rates if rate.periode == periode]
    begin = rate_subject(gegevens, opgave, gedrukt)
    if periode is not None:
        begin = f"{begin} {in_period(periode)}"
    passend = [(hoe, r) for r in zelfde if (hoe := how_printed(gedrukt, r.waarde, r.laag, r.hoog))]
    if not zelfde or periode is None:
        ernst = "let_op"
        slot = "niet na te rekenen, want een aantal met passende inwoners is er niet bij"
        gebruikt: list[Rate] = []
    elif passend:
        hoe, rate = passend[0]
        ernst, gebruikt = "klopt", [rate]
        slot = f"{sum_shown(gegevens, rate)}, dat past bij de gedrukte {gedrukt.shown}{hoe.suffix}"
    else:
        rate = zelfde[0]
        ernst, gebruikt = "klopt_niet", [rate]
        slot = f"{sum_shown(gegevens, rate)}, dat past niet bij de gedrukte {gedrukt.shown}"
        soort = nearest_kind(gedrukt.midden, [rate])
        if soort and soort != rate.periode.soort:
            slot += f" maar wel bij {a_kind(soort)}"
    return Bevinding.about(
        opgave,
        soort="gedrukt_cijfer",
        ernst=ernst,
        zin=f"{begin}: {slot}.",
        bronnen=sources_of(opgave, gebruikt),
    )
