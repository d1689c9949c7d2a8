"""Serving: one process that answers, says where it listens, and computes a release when one is due."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import uvicorn

from weavit_hub.api.app import make_app
from weavit_hub.errors import HubError, UsageRefused
from weavit_hub.hub import Hub
from weavit_hub.services import releasing, retraction
from weavit_hub.store.engine import forget, reading, write

_LOOK_EVERY_SECONDS = 600.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen. Port 0 takes a free one."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    def __post_init__(self) -> None:
        if (self.certificate is None) != (self.key is None):
            raise UsageRefused("A certificate needs its key: give both --certificate and --key.")
        if self.certificate is None and self.host not in _LOOPBACK:
            raise UsageRefused(
                "Without a certificate the hub listens on this machine only. Give --certificate and --key."
            )


def serve(hub: Hub, listening: Listening, on_listening: Callable[[str], None]) -> None:
    """Serve until the process is told to end. `on_listening` gets the address once it accepts connections."""
    config = uvicorn.Config(
        make_app(hub),
        http="h11",
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        access_log=False,  # addresses and paths tell who publishes when
        log_config=None,
        server_header=False,
        ws="none",
    )
    bound = _bind(listening)
    ended = Event()
    keeper = Thread(target=_keep_epochs, args=(hub, ended), name="epochs", daemon=True)
    keeper.start()
    # Uvicorn ends in good order and then raises the signal once more, for whoever stands behind it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _Server(config, on_listening).run([bound])
    except KeyboardInterrupt:
        _log.info("told to end")
    finally:
        ended.set()
        keeper.join()


def release_if_due(hub: Hub) -> bool:
    """Delete what expired, and compute a release if an epoch has passed. Returns whether one was computed."""
    now = hub.clock()
    write(hub.engine, lambda db: retraction.expire(db, hub.seal, now))
    with reading(hub.engine) as db:
        due = releasing.is_due(db, now.date())
    if due:
        write(hub.engine, lambda db: releasing.release(db, hub.seal, now))
    forget(hub.engine)
    return due


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_listening: Callable[[str], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            scheme = "https" if self.config.is_ssl else "http"
            self._on_listening(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")


def _bind(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    try:
        return socket.create_server((listening.host, listening.port), family=family)
    except OSError as error:
        raise HubError(
            f"The hub cannot listen on port {listening.port}. Is another hub running, or is the port taken?"
        ) from error


def _keep_epochs(hub: Hub, ended: Event) -> None:
    while not ended.is_set():
        try:
            release_if_due(hub)
        except Exception:
            # The hub goes on answering; the next look tries again.
            _log.exception("the release could not be computed")
        ended.wait(_LOOK_EVERY_SECONDS)
