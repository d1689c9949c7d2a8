"""The printed code: everything is taken back without the laptop that shared it, and without its vault."""

from __future__ import annotations

from weavit_core import keys, retract_code
from weavit_core.errors import MalformedDocument
from weavit_desktop.clock import Clock
from weavit_desktop.errors import HubRefused, UsageRefused
from weavit_desktop.services.conversation import address_of, require_joined
from weavit_desktop.services.joining import read_invite
from weavit_desktop.sharing import requests
from weavit_desktop.sharing.requests import Refusal, Wire
from weavit_desktop.sharing.transport import Connect, HubAddress
from weavit_desktop.vault.vault import Vault


def hub_of_invite(line: str) -> HubAddress:
    """Return the hub that an invite names; it may be used up long ago, or another's. Raises UsageRefused."""
    ticket = read_invite(line)
    return HubAddress(ticket.url, keys.public_text(ticket.hub_key))


def hub_of_vault(vault: Vault) -> HubAddress:
    """Return the hub that a vault has joined. Raises UsageRefused where it has joined none."""
    return address_of(require_joined(vault))


def retract_everything(hub: HubAddress, code: str, connect: Connect, clock: Clock) -> int:
    """Take back all that was shared by whoever holds this code; return how many documents that were.

    Raises UsageRefused for what is no such code, HubRefused for one that the hub does not know,
    HubUnreachable or HubNotTrusted.
    """
    try:
        body = retract_code.encode_request(retract_code.write(retract_code.read(code)))
    except MalformedDocument as error:
        raise UsageRefused(
            "This is not a retract-everything code. It has eight groups of four letters and digits; compare "
            "it with the paper."
        ) from error
    with connect(hub) as transport:
        wire = Wire(transport, hub.url, keys.public_key(hub.key))
        request = requests.unsigned(hub.url, "/v1/retract", "POST", body)
        try:
            retracted = requests.members(wire.ask(request, clock())).get("retracted")
        except Refusal as refusal:
            if refusal.problem != "not-found":
                raise
            raise HubRefused(
                "The hub does not know this code. Compare it with the paper; a code counts for the hub that "
                "was joined with it, and no more once it was left."
            ) from refusal
    if type(retracted) is not int or retracted < 0:
        raise requests.nonsense("retracted")
    return retracted
