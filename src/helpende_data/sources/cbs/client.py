"""Asks an address of CBS for JSON, patiently. Knows nothing of tables."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from helpende_data import __version__
from helpende_data.errors import SourceError
from helpende_data.sources.cbs.register import Dienst

if TYPE_CHECKING:
    import httpx

_EERSTE_WACHT_S = 1.0
_EERSTE_CONTACT = 2  # tries to reach a computer that never answered: mostly there is no network
_AGAIN = 429
_SERVER = 500


class NoAnswerError(Exception):
    """The service gave nothing usable.

    Args:
        down: that goes for all it would be asked.
        opgegeven: it was asked as often as it may be; another table may still do.
    """

    def __init__(self, reden: str, *, down: bool, opgegeven: bool = False) -> None:
        super().__init__(reden)
        self.reden, self.down, self.opgegeven = reden, down, opgegeven


class Antwoord(NamedTuple):
    """A reply: its address, its bytes as received, and what they say."""

    adres: str
    inhoud: bytes
    velden: dict[str, Any]


@dataclass
class Client:
    """A connection that is kept open; use it in a ``with``.

    Args:
        sleep, jitter: replaced in tests; jitter gives a number from 0 to 1.
    """

    dienst: Dienst
    sleep: Callable[[float], None] = lambda seconds: time.sleep(seconds)
    jitter: Callable[[], float] = lambda: random.random()
    _http: httpx.Client | None = field(default=None, init=False)
    _bereikt: set[str] = field(default_factory=set, init=False)  # computers that answered once

    def __enter__(self) -> Client:
        import httpx

        opties: dict[str, Any] = {}
        if self.dienst.alleen_ipv4:
            opties["transport"] = httpx.HTTPTransport(local_address="0.0.0.0")
        self._http = httpx.Client(
            timeout=httpx.Timeout(self.dienst.lezen_s, connect=self.dienst.verbinden_s),
            headers={"User-Agent": f"helpende-data/{__version__}", "Accept": "application/json"},
            **opties,
        )
        return self

    def __exit__(
        self,
        soort: type[BaseException] | None,
        fout: BaseException | None,
        spoor: TracebackType | None,
    ) -> None:
        if self._http is not None:
            self._http.close()

    def get(self, adres: str) -> Antwoord:
        """A reply that is JSON.

        Tries again on 429, on faults of the server and of the connection; waits longer each time,
        or as long as ``Retry-After`` asks, up to a limit. A computer that cannot be reached at all
        is given up sooner.

        Raises:
            NoAnswerError: there was no such reply.
        """
        poging = 0
        while True:
            poging += 1
            try:
                return self._ask(adres)
            except _Again as nog:
                laatste = nog
            if poging >= min(self.dienst.pogingen, laatste.hoogstens or self.dienst.pogingen):
                break
            self.sleep(self._wait(poging - 1, laatste.na))
        keer = f", {poging} keer geprobeerd" if poging > 1 else ""
        down = laatste.hoogstens is not None
        raise NoAnswerError(f"{laatste.reden}{keer}", down=down, opgegeven=True)

    def pages(self, adres: str) -> Iterator[Antwoord]:
        """Each page of a long reply, following the links in it as they stand.

        Raises:
            NoAnswerError: as `get`.
            SourceError: a page points to another computer, or back to an earlier page.
        """
        gezien = set()
        volgende = adres
        while volgende:
            gezien.add(volgende)
            antwoord = self.get(volgende)
            yield antwoord
            velden = antwoord.velden
            link = velden.get("@odata.nextLink") or velden.get("odata.nextLink")
            volgende = _checked_link(adres, str(link)) if link else ""
            if volgende in gezien:
                raise SourceError(
                    "het antwoord van het CBS verwijst naar een eerdere bladzijde", waar=volgende
                )

    def _wait(self, poging: int, na: float | None) -> float:
        wacht = _EERSTE_WACHT_S * 2**poging * (0.5 + self.jitter()) if na is None else na
        return min(max(wacht, 0.0), self.dienst.langste_wacht_s)

    def _ask(self, adres: str) -> Antwoord:
        import httpx

        if self._http is None:
            raise ValueError("use the client in a with statement")
        try:
            antwoord = self._http.get(adres)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as fout:
            computer = urlsplit(adres).hostname or adres
            # A silent computer was waited for long enough already.
            wacht = 1 if isinstance(fout, httpx.ConnectTimeout) else _EERSTE_CONTACT
            raise _Again(
                f"geen verbinding met {computer}",
                hoogstens=None if computer in self._bereikt else wacht,
            ) from None
        except httpx.TimeoutException:
            raise _Again("het CBS antwoordt niet op tijd") from None
        except httpx.RequestError:
            raise _Again("de verbinding met het CBS viel weg") from None
        self._bereikt.add(antwoord.url.host)
        code = antwoord.status_code
        if code == _AGAIN or code >= _SERVER:
            raise _Again(f"het CBS antwoordt met foutcode {code}", _retry_after(antwoord))
        if code == httpx.codes.NOT_FOUND:
            raise NoAnswerError("het CBS kent deze tabel niet", down=False)
        if code != httpx.codes.OK:
            raise NoAnswerError(f"het CBS antwoordt met foutcode {code}", down=False)
        if "json" not in antwoord.headers.get("content-type", ""):
            raise NoAnswerError(
                "er kwam een webpagina terug in plaats van cijfers; misschien vraagt uw netwerk "
                "eerst om in te loggen",
                down=True,
            )
        try:
            velden = json.loads(antwoord.content)
        except ValueError:
            velden = None
        if not isinstance(velden, dict):
            raise _Again("het antwoord van het CBS is afgebroken")
        return Antwoord(adres, antwoord.content, velden)


class _Again(Exception):  # noqa: N818
    """Try again.

    Args:
        na: seconds to wait, if the service asked for that.
        hoogstens: tries in all, when that is fewer than usual.
    """

    def __init__(self, reden: str, na: float | None = None, hoogstens: int | None = None) -> None:
        super().__init__(reden)
        self.reden, self.na, self.hoogstens = reden, na, hoogstens


def _retry_after(antwoord: httpx.Response) -> float | None:
    """What ``Retry-After`` asks: a number of seconds, or a date."""
    tekst = antwoord.headers.get("retry-after", "").strip()
    if tekst.isdecimal():
        return float(tekst)
    try:
        moment = parsedate_to_datetime(tekst)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()


def _checked_link(van: str, naar: str) -> str:
    """A link stays with the same service: a reply must not send us elsewhere.

    The old service may write ``http`` where we asked over ``https``; we stay with what we had.
    """
    oud, nieuw = urlsplit(van), urlsplit(naar)
    if (oud.hostname, oud.port) != (nieuw.hostname, nieuw.port):
        raise SourceError(
            f"het antwoord van het CBS verwijst naar een andere computer ({nieuw.netloc or naar})",
            waar=oud.netloc,
            doe="probeer het later nog eens",
        )
    return nieuw._replace(scheme=oud.scheme).geturl() if oud.scheme == "https" else naar
