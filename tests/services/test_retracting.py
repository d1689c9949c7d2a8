"""The printed code takes everything back, without the vault, and can do nothing else."""

from __future__ import annotations

import pytest

from builders.laptop import ACME, BETA, Laptop, laptop
from builders.sharing import Post, Someone
from weavit_core import keys, retract_code
from weavit_desktop.errors import HubRefused, HubUnreachable, UsageRefused
from weavit_desktop.services.joining import join
from weavit_desktop.services.retracting import hub_of_invite, hub_of_vault, retract_everything
from weavit_desktop.sharing.transport import HubAddress


def shared() -> tuple[Laptop, str]:
    """Return a laptop of which the hub holds two documents, and the code that was printed."""
    made = laptop([Someone("anna"), Someone("bert", [Post(2)])], joined=False)
    joined = join(made.vault, made.hub.invite, lambda terms: True, made.connect, made.clock, made.new_id)
    assert joined is not None
    made.share("anna", 2)
    made.share_and_publish("bert", 2)
    return made, joined.retract_code


def test_it_takes_everything_back_with_a_used_invite_and_no_vault() -> None:
    made, code = shared()
    address = hub_of_invite(made.hub.invite)
    assert retract_everything(address, code, made.connect, made.clock) == 2
    assert made.hub.held == {}
    assert retract_everything(address, code, made.connect, made.clock) == 0


@pytest.mark.parametrize("write", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
def test_it_may_be_typed_as_it_comes(write) -> None:  # type: ignore[no-untyped-def]  # of a text, a text
    made, code = shared()
    assert retract_everything(hub_of_vault(made.vault), write(code), made.connect, made.clock) == 2


def test_another_code_takes_nothing_back() -> None:
    made, _ = shared()
    with pytest.raises(HubRefused, match="does not know this code"):
        retract_everything(hub_of_vault(made.vault), retract_code.write(bytes(20)), made.connect, made.clock)
    assert len(made.hub.held) == 2


def test_what_is_no_code_is_not_sent() -> None:
    made, code = shared()
    reached = made.hub.reached
    for typed in ("", code[:-1], f"{code}A", "hello"):
        with pytest.raises(UsageRefused, match="eight groups"):
            retract_everything(hub_of_vault(made.vault), typed, made.connect, made.clock)
    assert made.hub.reached == reached


def test_nothing_but_the_code_is_sent() -> None:
    made, code = shared()
    before = len(made.hub.seen)
    retract_everything(hub_of_vault(made.vault), code, made.connect, made.clock)
    (request,) = made.hub.seen[before:]
    assert (request.method, request.url) == ("POST", f"{made.hub.url}/v1/retract")
    assert request.body == retract_code.encode_request(code)
    assert not [name for name in request.headers if name.startswith("signature")]


def test_where_the_hub_is_silent_it_can_be_sent_again() -> None:
    made, code = shared()
    made.hub.fault = lambda request: "before"
    with pytest.raises(HubUnreachable):
        retract_everything(hub_of_vault(made.vault), code, made.connect, made.clock)
    made.hub.fault = lambda request: ""
    assert retract_everything(hub_of_vault(made.vault), code, made.connect, made.clock) == 2


def test_the_vault_that_shared_it_goes_on() -> None:
    made, code = shared()
    retract_everything(hub_of_vault(made.vault), code, made.connect, made.clock)
    made.revoke("bert")
    made.share("anna", 3)
    made.approve_all()
    made.publish()
    made.approve_all()
    made.publish()
    assert (made.held(ACME) is not None, made.held(BETA)) == (True, None)


def test_the_address_of_an_invite_is_that_of_its_hub() -> None:
    made = laptop(joined=False)
    address = HubAddress(made.hub.url, keys.public_text(made.hub.key))
    assert hub_of_invite(made.hub.invite) == address
    with pytest.raises(UsageRefused):
        hub_of_invite("weavit1-nonsense")
    with pytest.raises(UsageRefused):
        hub_of_vault(made.vault)
