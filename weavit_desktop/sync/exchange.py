"""One request, one attempt, one bounded answer. No redirects, cookies or settings of the environment."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterable, Iterator, Mapping
from dataclasses import dataclass, field

import httpx2

from weavit_desktop import pipe
from weavit_desktop.sync.address import Address
from weavit_desktop.sync.failure import Failed

MOST_ANSWER_BYTES = 12 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection, and for the whole exchange."""

    connect: float = 5.0
    whole: float = 30.0


@dataclass(frozen=True, slots=True)
class Question:
    """A complete request, as the app signed it."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer, as it came. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


def open_transport(address: Address, proxy: str | None, authority: str | None) -> httpx2.AsyncBaseTransport:
    """Return what carries requests. `authority` is a certificate in PEM to trust beside the system's.

    The bare transport, not a client: clients follow redirects, keep cookies and add headers. Each
    exchange has a connection of its own, so that none fails for an idle one that the hub has closed.
    Raises Failed if the certificate or the proxy's address cannot be read.
    """
    context = httpx2.create_ssl_context(trust_env=False)
    try:
        if authority is not None:
            context.load_verify_locations(cadata=authority)
        return httpx2.AsyncHTTPTransport(
            verify=context,
            trust_env=False,
            retries=0,
            proxy=None if address.loopback else proxy,
            limits=httpx2.Limits(max_connections=1, max_keepalive_connections=0),
        )
    except (ssl.SSLError, ValueError, httpx2.InvalidURL) as error:
        raise Failed(pipe.OUTSIDE) from error


async def exchange(transport: httpx2.AsyncBaseTransport, question: Question, patience: Patience) -> Reply:
    """Send one request and return its answer. Raises Failed."""
    try:
        async with asyncio.timeout(patience.whole):
            return await _exchange(transport, question, patience)
    except (TimeoutError, httpx2.TimeoutException) as error:
        raise Failed(pipe.TIMED_OUT) from error
    except httpx2.RemoteProtocolError as error:
        raise Failed(pipe.NONSENSE) from error
    except (httpx2.TransportError, OSError) as error:
        untrusted = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))
        raise Failed(pipe.NOT_THE_HUB if untrusted else pipe.UNREACHABLE) from error


async def _exchange(transport: httpx2.AsyncBaseTransport, question: Question, patience: Patience) -> Reply:
    request = httpx2.Request(
        question.method,
        question.url,
        headers=dict(question.headers),
        content=question.body or None,
        # Reading and writing are bounded by the time-out of the whole, which a slow drip cannot renew.
        extensions={"timeout": httpx2.Timeout(None, connect=patience.connect).as_dict()},
    )
    response = await transport.handle_async_request(request)
    try:
        headers = {name.lower(): response.headers[name] for name in response.headers}
        assert isinstance(response.stream, AsyncIterable)
        return Reply(response.status_code, headers, await _bounded(response.stream))
    finally:
        await response.aclose()


async def _bounded(stream: AsyncIterable[bytes]) -> bytes:
    body = bytearray()
    async for chunk in stream:
        body += chunk
        if len(body) > MOST_ANSWER_BYTES:
            raise Failed(pipe.TOO_LARGE)
    return bytes(body)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
