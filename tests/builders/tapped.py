"""A real hub on loopback, and a tap in the line to it that keeps every byte that passes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn

from builders.hub import Clock, Site, running_hub
from builders.loopback import listening, read_message
from weavit_core.invite import Invite
from weavit_core.invite import write as write_invite
from weavit_hub.api.app import make_app


@dataclass
class Tapped:
    """`requests` are the raw bytes of each connection, as they came out of the sync process."""

    site: Site
    url: str
    requests: list[bytes] = field(default_factory=list)

    def invite(self, name: str) -> str:
        """Return the line of text that an administrator hands over."""
        invite_id, secret = self.site.invite(name)
        seal = self.site.hub.seal
        return write_invite(Invite(self.url, seal.hub_id, seal.key.public_key(), invite_id, secret))


@contextmanager
def tapped_hub(clock: Clock) -> Iterator[Tapped]:
    """Serve a hub on a port of its own, behind the tap."""
    with running_hub(clock) as site, _served(site) as port:

        def pass_on(connection: socket.socket, request: bytes) -> None:
            with socket.create_connection(("127.0.0.1", port)) as hub:
                hub.sendall(request)
                connection.sendall(read_message(hub))

        with listening(pass_on) as tap:
            yield Tapped(site, tap.url, tap.requests)


@contextmanager
def _served(site: Site) -> Iterator[int]:
    server = uvicorn.Server(uvicorn.Config(make_app(site.hub), log_config=None))
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
