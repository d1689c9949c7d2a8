"""Reads the whole request, and signs every answer to it, refusals and failures too."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weavit_core import http_signing
from weavit_core.http_signing import NONCE, Answer, Request
from weavit_hub.api.problems import problem
from weavit_hub.hub import Hub
from weavit_hub.refusals import Refused
from weavit_hub.services import requests

MOST_BYTES = 32 * 1024
REQUEST = "weavit.request"  # where in the scope the routes find what was read

_METHOD = re.compile(r"[A-Z]+")
_PATH = re.compile(r"/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*")
_log = logging.getLogger(__name__)


class SignedAnswers:
    """ASGI middleware: nothing leaves the hub without its signature."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _request(scope, await _read_body(receive))
        written = _Written()
        try:
            if len(request.body) > MOST_BYTES:
                raise Refused("too-large", f"a body has at most {MOST_BYTES} bytes")
            await self._app({**scope, REQUEST: request}, receive, written)
        except Refused as refused:
            await problem(refused)(scope, receive, written)
        except Exception:
            # A failure is answered and signed like all else; what went wrong stays in the log here.
            _log.exception("a request failed")
            written = _Written()
            await problem(Refused("internal", "the hub's log says more"))(scope, receive, written)
        await self._send(_signable(request), written, send)

    async def _send(self, request: Request, written: _Written, send: Send) -> None:
        answer = Answer(written.status, written.headers, bytes(written.body))
        seal, now = self._hub.seal, self._hub.clock()
        signed = http_signing.sign_answer(answer, request, seal.key, seal.hub_id, now)
        headers = [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in signed.headers.items()
        ]
        await send({"type": "http.response.start", "status": signed.status, "headers": headers})
        await send({"type": "http.response.body", "body": signed.body})


@dataclass(slots=True)
class _Written:
    """Collects an answer before it is signed."""

    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = _text(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


async def _read_body(receive: Receive) -> bytes:
    """Read the body, but not much of one that is too large."""
    body = bytearray()
    while len(body) <= MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    return bytes(body)


def _request(scope: Scope, body: bytes) -> Request:
    headers = _text(scope["headers"])
    path = scope["raw_path"].decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    url = f"{scope['scheme']}://{headers.get('host', '')}{path}{'?' if query else ''}{query}"
    return Request(scope["method"], url, headers, body)


def _signable(request: Request) -> Request:
    """Return what of the request its answer is bound to; blank where no client of ours would write it so."""
    path = "/" + request.url.partition("://")[2].partition("?")[0].partition("/")[2]
    nonce = request.headers.get(NONCE, "")
    return Request(
        request.method if _METHOD.fullmatch(request.method) else "GET",
        f"http://hub{path if _PATH.fullmatch(path) else '/'}",
        {NONCE: nonce if requests.NONCE.fullmatch(nonce) else ""},
    )


def _text(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Decode headers, lines of the same name joined as RFC 9110 says."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        line = value.decode("latin-1")
        headers[key] = f"{headers[key]}, {line}" if key in headers else line
    return headers
