"""A session with the app: hello, the proof of the hub, then one request at a time until the pipe closes."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import IO

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from weavit_desktop import pipe
from weavit_desktop.pipe import Frame, PipeBroken, read_frame, write_frame
from weavit_desktop.sync.address import Address, read_address
from weavit_desktop.sync.exchange import Patience, Question, exchange, open_transport
from weavit_desktop.sync.failure import Failed
from weavit_desktop.sync.proof import prove


def serve(source: IO[bytes], sink: IO[bytes], patience: Patience | None = None) -> int:
    """Serve the app on two streams. Returns 0 when it closes the pipe, 1 when it sends what is no frame."""
    try:
        asyncio.run(_session(source, sink, patience or Patience()))
    except (PipeBroken, BrokenPipeError):
        return 1
    return 0


async def _session(source: IO[bytes], sink: IO[bytes], patience: Patience) -> None:
    hello = _next(source, pipe.HELLO)
    if hello is None:
        return
    try:
        address = read_address(hello.text("url"))
        transport = open_transport(address, hello.optional_text("proxy"), hello.optional_text("authority"))
        await prove(transport, address, _key(hello.text("key")), patience)
    except Failed as failed:
        write_frame(sink, Frame(pipe.FAILURE, {"code": failed.code}))
        return
    write_frame(sink, Frame(pipe.READY))
    # Waiting for the app blocks the loop, on purpose: there is nothing else to do meanwhile.
    while (request := _next(source, pipe.REQUEST)) is not None:
        write_frame(sink, await _answer(transport, address, request, patience))


async def _answer(
    transport: httpx2.AsyncBaseTransport, address: Address, request: Frame, patience: Patience
) -> Frame:
    method, url, headers = request.text("method"), request.text("url"), request.texts("headers")
    try:
        address.admit(method, url)
        reply = await exchange(transport, Question(method, url, headers, request.body), patience)
    except Failed as failed:
        return Frame(pipe.FAILURE, {"code": failed.code})
    return Frame(pipe.ANSWER, {"status": reply.status, "headers": dict(reply.headers)}, reply.body)


def _next(source: IO[bytes], kind: str) -> Frame | None:
    frame = read_frame(source)
    if frame is not None and frame.kind != kind:
        raise PipeBroken(f"expected {kind}")
    return frame


def _key(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error) as error:
        raise PipeBroken("the key is no Ed25519 key") from error
