"""A session with the app: the proof comes first, then one request at a time, until the pipe closes."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from builders.loopback import Handler, answers, listening
from weavit_core import keys
from weavit_core.http_signing import Answer, Request, sign_answer
from weavit_desktop import pipe
from weavit_desktop.pipe import MAGIC, Frame, read_frame, write_frame
from weavit_desktop.sync.session import serve

KEY = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def hub(key: Ed25519PrivateKey = KEY) -> Handler:
    """Return a hub that signs the same answer to everything."""

    def handle(connection: socket.socket, raw: bytes) -> None:
        head, _, _ = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Request(method, f"http://{headers['host']}{path}", headers)
        answer = sign_answer(Answer(200, {}, b"yes"), request, key, "hub", datetime.now(UTC))
        extra = [f"{name}: {value}" for name, value in answer.headers.items()]
        answers("200 OK", answer.body, *extra)(connection, raw)

    return handle


def hello(url: str, key: Ed25519PrivateKey = KEY) -> Frame:
    return Frame(pipe.HELLO, {"url": url, "key": keys.public_text(key), "proxy": None, "authority": None})


def request(url: str) -> Frame:
    return Frame(pipe.REQUEST, {"method": "GET", "url": url, "headers": {"weavit-nonce": "0" * 32}})


def talk(*frames: Frame, tail: bytes = b"") -> tuple[int, list[Frame]]:
    """Return the exit code and the frames of a session in which the app sends these frames and closes."""
    source, sink = io.BytesIO(), io.BytesIO()
    for frame in frames:
        write_frame(source, frame)
    code = serve(io.BytesIO(source.getvalue() + tail), sink)
    return code, list(_frames(sink.getvalue()))


def _frames(data: bytes) -> Iterator[Frame]:
    stream = io.BytesIO(data)
    while (frame := read_frame(stream)) is not None:
        yield frame


def test_the_hub_is_proven_then_requests_are_forwarded() -> None:
    with listening(hub()) as server:
        code, told = talk(hello(server.url), request(f"{server.url}/v1/registry"))

    assert code == 0
    assert [frame.kind for frame in told] == [pipe.READY, pipe.ANSWER]
    assert (told[1].number("status"), told[1].body) == (200, b"yes")
    assert [one.split(b" ")[1] for one in server.requests] == [b"/v1/hub", b"/v1/registry"]


def test_nothing_is_forwarded_to_what_has_another_key() -> None:
    with listening(hub(OTHER)) as server:
        _, told = talk(hello(server.url), request(f"{server.url}/v1/registry"))

    assert [(frame.kind, frame.members.get("code")) for frame in told] == [(pipe.FAILURE, pipe.NOT_THE_HUB)]
    assert [one.split(b" ")[1] for one in server.requests] == [b"/v1/hub"]


def test_a_web_page_is_nonsense_and_gets_nothing() -> None:
    with listening(answers("200 OK", b"<html>Log in</html>", "content-type: text/html")) as server:
        _, told = talk(hello(server.url), request(f"{server.url}/v1/registry"))

    assert [frame.members.get("code") for frame in told] == [pipe.NONSENSE]
    assert len(server.requests) == 1


def test_a_request_to_anywhere_else_is_refused_and_the_session_goes_on() -> None:
    with listening(answers("200 OK", b"")) as other, listening(hub()) as server:
        _, told = talk(
            hello(server.url), request(f"{other.url}/v1/registry"), request(f"{server.url}/v1/registry")
        )
        assert other.requests == []

    assert [frame.kind for frame in told] == [pipe.READY, pipe.FAILURE, pipe.ANSWER]
    assert told[1].text("code") == pipe.OUTSIDE


def test_an_address_that_is_not_safe_is_not_even_asked() -> None:
    _, told = talk(hello("http://hub.example"))

    assert [frame.members.get("code") for frame in told] == [pipe.OUTSIDE]


def test_it_ends_when_the_pipe_closes() -> None:
    assert talk() == (0, [])


@pytest.mark.parametrize("tail", [b"x", MAGIC, MAGIC + b"\xff\xff\xff\xff", b"GET / HTTP/1.1\r\n\r\n"])
def test_foreign_bytes_end_it(tail: bytes) -> None:
    assert talk(tail=tail) == (1, [])


def test_a_request_before_the_hello_ends_it() -> None:
    assert talk(request("https://hub.example/v1/hub")) == (1, [])


@pytest.mark.parametrize(
    "change", [{"key": "short"}, {"key": None}, {"url": 1}, {"proxy": 1}, {"authority": []}]
)
def test_a_hello_that_is_none_ends_it(change: dict[str, object]) -> None:
    frame = hello("http://127.0.0.1:9")

    assert talk(replace(frame, members={**frame.members, **change})) == (1, [])
