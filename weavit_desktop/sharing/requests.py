"""Requests to the hub, complete and signed, and answers, verified before anything believes them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from weavit_core import authorship, fields
from weavit_core.errors import BadSignature, MalformedDocument
from weavit_core.http_signing import (
    AUTHORSHIP,
    Answer,
    ClockSkew,
    Request,
    make_request,
    sign_request,
    verify_answer,
)
from weavit_core.publication import TYP as PUBLICATION_TYP
from weavit_desktop.errors import HubNotTrusted, HubRefused
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.transport import Transport

_PROBLEM_TYPE = "urn:weavit:problem:"


class Refusal(HubRefused):
    """The hub's signed no. `problem` is the code of protocol.md, or the status where there is none."""

    def __init__(self, problem: str) -> None:
        super().__init__(_SENTENCES.get(problem, _OTHER), fact=problem)
        self.problem = problem


_OTHER = "The hub refused, and gave no reason that this version knows. Nothing was lost. Try again later."
_SENTENCES = {
    "policy-changed": "The hub has new rules. Publishing waits until you have read and accepted them.",
    "clock-skew": "This computer's clock and the hub's differ by over five minutes. Set the clock right.",
    "signature": "The hub does not accept this laptop's signature. Ask your administrator why.",
    "forbidden": "The hub does not allow this. Your account there may be closed; taking back still works.",
    "invite": "The hub does not know this invite: it was used, or is too old. Ask for a new one.",
    "rate": "The hub asks to wait: too many tries. Nothing was lost. Try again in some minutes.",
    "unsupported-version": "The hub is older or newer than this version of Weavit. Update, then try again.",
    "stale-seq": "The hub holds another version than this vault remembers. Look at the mirror.",
    "gone": "The hub has already taken this document back for good.",
    "not-found": "The hub does not know what was asked for.",
}


@dataclass(frozen=True, slots=True)
class Wire:
    """One conversation with one hub: how to reach it, and the key that must sign its answers."""

    transport: Transport
    url: str
    hub_key: Ed25519PublicKey

    def ask(self, request: Request, now: datetime) -> Answer:
        """Send a request; return the hub's verified answer if it is a yes.

        Raises Refusal for a verified no, HubNotTrusted for an answer that the hub did not sign, and
        what the transport raises.
        """
        answer = self.transport.send(request)
        try:
            verify_answer(answer, request, self.hub_key, now)
        except ClockSkew as error:
            raise HubNotTrusted(_SENTENCES["clock-skew"], fact="clock-skew") from error
        except BadSignature as error:
            raise HubNotTrusted(
                "An answer came that the hub did not sign. It was not believed. Try again, and ask your "
                "administrator if it happens twice.",
                fact="signature",
            ) from error
        if answer.status >= 300:
            raise Refusal(_problem(answer))
        return answer


def unsigned(url: str, path: str, method: str = "GET", body: bytes = b"") -> Request:
    """Return a request that anyone may make."""
    return make_request(method, url + path, body, _nonce())


def signed(
    device: Device, method: str, path: str, now: datetime, body: bytes = b"", typ: str = ""
) -> Request:
    """Return a request of this device. `typ` says what the body is, and has its authorship signed too."""
    jws = authorship.sign_detached(body, device.device_key, typ) if typ else None
    request = make_request(method, device.url + path, body, _nonce(), jws)
    return sign_request(request, device.device_key, device.device_id, now)


def put_publication(device: Device, body: bytes, pub_id: str, prev: str | None, now: datetime) -> Request:
    """Return the request that publishes exactly these bytes."""
    jws = authorship.sign_detached(body, device.device_key, PUBLICATION_TYP)
    request = make_request("PUT", f"{device.url}/v1/publications/{pub_id}", body, _nonce(), jws)
    headers = {**request.headers, **precondition(prev)}
    return sign_request(replace(request, headers=headers), device.device_key, device.device_id, now)


def precondition(prev: str | None) -> Mapping[str, str]:
    """Return the header that says which version this one follows."""
    return {"if-none-match": "*"} if prev is None else {"if-match": f'"{prev}"'}


def members(answer: Answer) -> dict[str, Any]:
    """Return the JSON object of an answer. Raises HubNotTrusted."""
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise nonsense("not JSON") from error
    if not isinstance(document, dict):
        raise nonsense("not an object")
    return document


def text_member(document: Mapping[str, Any], name: str) -> str:
    """Return a member that is text. Raises HubNotTrusted."""
    try:
        return fields.text(document.get(name), at_most=500)
    except MalformedDocument as error:
        raise nonsense(name) from error


def uuid_member(document: Mapping[str, Any], name: str) -> str:
    """Return a member that is a UUID. Raises HubNotTrusted."""
    try:
        return fields.uuid_text(document.get(name))
    except MalformedDocument as error:
        raise nonsense(name) from error


def nonsense(fact: str) -> HubNotTrusted:
    """Return the error for an answer that the hub signed, and that makes no sense."""
    return HubNotTrusted(
        "The hub gave an answer that does not fit what was asked. It was not believed. "
        "Ask your administrator; the hub may need an update.",
        fact=fact,
    )


def authorship_of(request: Request) -> str:
    """Return the signature over the body that the request carries."""
    return request.headers[AUTHORSHIP]


def _problem(answer: Answer) -> str:
    try:
        kind = json.loads(answer.body)["type"]
    except (ValueError, RecursionError, TypeError, KeyError):
        kind = ""
    known = isinstance(kind, str) and kind.startswith(_PROBLEM_TYPE)
    return kind.removeprefix(_PROBLEM_TYPE) if known else str(answer.status)


def _nonce() -> str:
    return secrets.token_hex(16)
