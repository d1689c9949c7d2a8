"""The one address that this process may reach, and which requests lie under it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from weavit_desktop import pipe
from weavit_desktop.sync.failure import Failed

METHODS = frozenset({"GET", "PUT", "POST"})
_BASE_PATH = re.compile(r"(/[A-Za-z0-9_-]+)*")
# Identifiers, digests and words only: without dots and percent signs nothing leads up or has two spellings.
_BELOW = re.compile(r"/v1(/[A-Za-z0-9_-]+)+(\?[A-Za-z0-9=&_-]+)?")


@dataclass(frozen=True, slots=True)
class Address:
    """`base` has no trailing slash. `loopback` says that nothing leaves this machine."""

    base: str
    loopback: bool

    def admit(self, method: str, url: str) -> None:
        """Raise Failed unless the request goes to this hub."""
        below = url.removeprefix(self.base)
        if method not in METHODS or below == url or not _BELOW.fullmatch(below):
            raise Failed(pipe.OUTSIDE)


def read_address(url: str) -> Address:
    """Read a hub's base address. Raises Failed for anything but https, or http to this machine itself.

    One spelling only: scheme, host in lower case, port, plain path; no user, query or fragment.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Failed(pipe.OUTSIDE) from error
    authority = (f"[{host}]" if ":" in host else host) + ("" if port is None else f":{port}")
    if url != f"{parts.scheme}://{authority}{parts.path}" or not host or not _BASE_PATH.fullmatch(parts.path):
        raise Failed(pipe.OUTSIDE)
    loopback = _is_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise Failed(pipe.OUTSIDE)
    return Address(url, loopback)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
