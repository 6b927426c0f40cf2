"""The client of CBS is patient with faults that pass, and trusts nobody's links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from cbs_server import CbsServer, always, html, reset, send, stall, status
from cbs_tables import area_table

from helpende_data import __version__
from helpende_data.errors import SourceError
from helpende_data.sources.cbs.client import Client, NoAnswerError

Make = Callable[..., Client]
WHERE = "/v4/85385NED/Properties"


@pytest.fixture
def ask(cbs: CbsServer, client: Make) -> Callable[..., Any]:
    """Ask the stand-in for one small reply."""
    cbs.add(area_table())

    def one(**anders: object) -> Any:
        return client(**anders).get(cbs.url + WHERE).velden["Identifier"]

    return one


def test_the_tool_says_who_it_is(ask: Callable[..., Any], cbs: CbsServer) -> None:
    assert ask() == "85385NED"
    assert cbs.agents == {f"helpende-data/{__version__}"}


@pytest.mark.parametrize("fault", [status(429), status(500), status(503), reset])
def test_a_fault_that_passes_is_tried_again(
    fault: Any, ask: Callable[..., Any], cbs: CbsServer, slept: Any
) -> None:
    cbs.fail(WHERE, fault, fault)
    assert ask() == "85385NED"
    assert slept.seconds == [1, 2], "each wait is longer"


def test_a_service_that_says_nothing_is_not_waited_for_ever(
    ask: Callable[..., Any], cbs: CbsServer
) -> None:
    cbs.fail(WHERE, stall(cbs))
    assert ask(lezen_s=0.2) == "85385NED"


def test_a_reply_that_cannot_be_unpacked_is_asked_again(
    ask: Callable[..., Any], cbs: CbsServer
) -> None:
    cbs.fail(WHERE, status(200, Content_Encoding="gzip"))
    assert ask() == "85385NED"
    assert len(cbs.asked) == 2


def test_after_five_tries_it_stops_and_says_why(
    ask: Callable[..., Any], cbs: CbsServer, slept: Any
) -> None:
    cbs.fail(WHERE, *always(status(503)))
    with pytest.raises(NoAnswerError, match="foutcode 503, 5 keer geprobeerd") as fout:
        ask()
    assert fout.value.opgegeven
    assert not fout.value.down, "another table may do"
    assert len(cbs.asked) == 5
    assert slept.seconds == [1, 2, 4, 8]


def test_retry_after_in_seconds_is_obeyed_up_to_a_limit(
    ask: Callable[..., Any], cbs: CbsServer, slept: Any
) -> None:
    cbs.fail(WHERE, status(429, Retry_After="7"), status(503, Retry_After="86400"))
    assert ask(langste_wacht_s=120) == "85385NED"
    assert slept.seconds == [7, 120]


def test_retry_after_as_a_date_is_obeyed(
    ask: Callable[..., Any], cbs: CbsServer, slept: Any
) -> None:
    straks = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    gisteren = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    cbs.fail(
        WHERE,
        status(429, Retry_After=straks),
        status(429, Retry_After=gisteren),
        status(429, Retry_After="morgen"),
    )
    assert ask() == "85385NED"
    assert 30 < slept.seconds[0] <= 40
    assert slept.seconds[1:] == [0, 4]


def test_a_table_that_is_not_there_is_asked_once(cbs: CbsServer, client: Make, slept: Any) -> None:
    with pytest.raises(NoAnswerError, match="het CBS kent deze tabel niet") as fout:
        client().get(f"{cbs.url}/v4/00000NED/Properties")
    assert not fout.value.down
    assert slept.seconds == []


def test_a_page_for_people_is_never_read_as_figures(
    ask: Callable[..., Any], cbs: CbsServer
) -> None:
    cbs.fail(WHERE, html)
    with pytest.raises(NoAnswerError, match="een webpagina terug in plaats van cijfers"):
        ask()


def test_a_broken_off_reply_is_tried_again(ask: Callable[..., Any], cbs: CbsServer) -> None:
    def half(handler: Any) -> bool:
        send(handler, 200, b'{"Identifier": "8538')
        return True

    cbs.fail(WHERE, half)
    assert ask() == "85385NED"


@pytest.mark.parametrize("dienst", ["v4/85385NED/Observations", "v3/85385NED/UntypedDataSet"])
def test_all_pages_are_read_in_order(dienst: str, cbs: CbsServer, client: Make) -> None:
    table = area_table()
    table.page = 2 if "v3" in dienst else 7
    cbs.add(table)
    bladzijden = list(client().pages(f"{cbs.url}/{dienst}?$format=json"))
    rijen = [rij for b in bladzijden for rij in b.velden["value"]]
    assert len(bladzijden) == (2 if "v3" in dienst else 5)
    sleutel = "ID" if "v3" in dienst else "Id"
    assert [rij[sleutel] for rij in rijen] == list(range(3 if "v3" in dienst else 30))


@pytest.mark.parametrize("elders", ["https://elders.example", "http://127.0.0.1:1", "//x"])
def test_a_link_to_another_computer_is_not_followed(
    elders: str, cbs: CbsServer, client: Make
) -> None:
    table = area_table()
    table.page = 7
    cbs.add(table)
    cbs.next_host = elders
    with pytest.raises(SourceError, match="verwijst naar een andere computer"):
        list(client().pages(f"{cbs.url}/v4/85385NED/Observations"))


def test_a_link_back_to_an_earlier_page_ends_the_reading(cbs: CbsServer, client: Make) -> None:
    adres = f"{cbs.url}/v4/85385NED/Observations"

    def round_and_round(handler: Any) -> bool:
        send(handler, 200, {"value": [], "@odata.nextLink": adres})
        return True

    cbs.fail("Observations", round_and_round)
    with pytest.raises(SourceError, match="verwijst naar een eerdere bladzijde"):
        list(client().pages(adres))


def test_the_connection_may_be_held_to_the_older_kind_of_address(ask: Callable[..., Any]) -> None:
    assert ask(alleen_ipv4=True) == "85385NED"
