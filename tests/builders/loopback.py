"""Small servers on loopback that behave as real ones do, or do not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Handler = Callable[[socket.socket, bytes], None]


@dataclass
class Listening:
    """A server that is running: where, and what each connection sent it."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def listening(handle: Handler) -> Iterator[Listening]:
    """Serve one connection after the other: read its request, then let `handle` do what it likes."""
    server = socket.create_server(("127.0.0.1", 0))
    found = Listening(server.getsockname()[1])
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            connection, _ = server.accept()
            with connection, suppress(OSError):
                request = read_message(connection)
                if request:
                    found.requests.append(request)
                    handle(connection, request)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", found.port)).close()  # wakes accept()
        thread.join()
        server.close()


def read_message(connection: socket.socket) -> bytes:
    """Return one whole request or answer, head and body, or what came before the other side closed."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (chunk := connection.recv(65536)):
            return data
        data += chunk
        if not data[:1].isalpha():
            return data  # no HTTP: the first bytes of a TLS handshake
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length and (chunk := connection.recv(65536)):
        body += chunk
    return head + b"\r\n\r\n" + body


def says(raw: bytes) -> Handler:
    """Return a handler that sends these bytes and closes."""
    return lambda connection, request: connection.sendall(raw)


def answers(status: str, body: bytes, *headers: str) -> Handler:
    """Return a handler that sends a proper answer."""
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers]
    return says("\r\n".join(head).encode() + b"\r\n\r\n" + body)


def drips(connection: socket.socket, request: bytes) -> None:
    """Send an answer a byte at a time, for seconds, unless the other side has had enough before."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
    for _ in range(150):
        if _closed(connection):
            return
        connection.sendall(b"y")
    connection.sendall(b"\r\ncontent-length: 0\r\n\r\n")


def floods(connection: socket.socket, request: bytes) -> None:
    """Send 16 MiB, unless the other side has had enough before."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for _ in range(256):
        connection.sendall(chunk)
    connection.sendall(b"0\r\n\r\n")


def _closed(connection: socket.socket) -> bool:
    """Wait a moment for the other side to close."""
    connection.settimeout(0.02)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    finally:
        connection.settimeout(None)


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
