"""The registry of Clients as the hub gives it."""

from __future__ import annotations

from weavit_core.errors import MalformedDocument
from weavit_desktop.clock import Clock
from weavit_desktop.sharing import requests
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.registry import read_registry
from weavit_desktop.sharing.requests import Wire


def ask_registry(wire: Wire, me: Device, clock: Clock) -> list[tuple[str, str]]:
    """Return (id, JSON) of every Client: all of it, so that looking one up tells the hub nothing.

    Raises HubNotTrusted and what asking raises.
    """
    answer = wire.ask(requests.signed(me, "GET", "/v1/registry", clock()), clock())
    try:
        return read_registry(requests.members(answer))
    except MalformedDocument as error:
        raise requests.nonsense("registry") from error
