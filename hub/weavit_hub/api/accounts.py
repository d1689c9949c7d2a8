"""Enrolment, the policy, and closing an account."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from weavit_core import keys
from weavit_core.enrolment import Enrolment
from weavit_hub.api.callers import AnyCaller, Anyone, Message, OpenCaller, TheDocument, TheHub
from weavit_hub.api.json_answers import answer, receipt, stored
from weavit_hub.hub import Hub
from weavit_hub.refusals import Refused
from weavit_hub.services import closing, enrolment, invites, policy, requests
from weavit_hub.store import policies
from weavit_hub.store.engine import reading, write

router = APIRouter(prefix="/v1")


@router.get("/hub")
def show_hub(hub: TheHub, _: Anyone) -> Response:
    """Say who this hub is; the answer's signature proves it."""
    with reading(hub.engine) as db:
        in_force = policies.in_force(db).digest
    return answer(
        {
            "type": "weavit.hub",
            "v": 1,
            "hub_id": hub.seal.hub_id,
            "name": hub.name,
            "key": keys.public_text(hub.seal.key),
            "policy": in_force,
            "versions": [1],
        }
    )


@router.get("/policies/{digest}")
def show_policy(hub: TheHub, _: Anyone, digest: str) -> Response:
    """Give the bytes of a policy that is or was in force."""
    with reading(hub.engine) as db:
        found = policies.find(db, digest)
    if found is None:
        raise Refused("not-found", "no policy has this digest")
    return stored(found.body)


@router.post("/enrolments")
def enrol(hub: TheHub, message: Message, document: TheDocument, request: Request) -> Response:
    """Enrol a device by an invite; the request is signed by the key that it enrols."""
    now = hub.clock()
    wanted = enrolment.read(document, hub.seal.hub_id)
    signed = requests.verify(
        message, lambda device_id: wanted.device_key if device_id == wanted.device_id else None, now
    )
    enrolled = write(hub.engine, lambda db: enrolment.find_earlier(db, document, signed, now))
    if enrolled is None:
        _require_invite(hub, wanted, request)
        enrolled = write(hub.engine, lambda db: enrolment.enrol(db, hub.seal, wanted, document, signed, now))
    rep = enrolled.rep
    whole = {"rep_id": rep.id, "name": rep.name, "role": rep.role, **receipt(enrolled.accepted)}
    return answer(whole, 201 if enrolled.first else 200)


@router.post("/me/policy")
def accept_policy(hub: TheHub, caller: OpenCaller, document: TheDocument) -> Response:
    """Accept the policy in force."""
    now = hub.clock()
    accepted = write(hub.engine, lambda db: policy.accept(db, hub.seal, caller, document, now))
    return answer(receipt(accepted))


@router.post("/me/close")
def close(hub: TheHub, caller: AnyCaller, message: Message) -> Response:
    """Close the caller's account; again is no error."""
    if message.body != b"{}":
        raise Refused("schema", "the body is an empty object")
    now = hub.clock()
    write(hub.engine, lambda db: closing.close_own(db, hub.seal, caller.rep_id, now))
    return answer({})


def _require_invite(hub: Hub, wanted: Enrolment, request: Request) -> None:
    who = "" if request.client is None else request.client.host
    now = hub.clock()
    hub.invite_tries.check(who, now)
    with reading(hub.engine) as db:
        fits = invites.fits(db, wanted.invite_id, wanted.invite_secret, now)
    if not fits:
        hub.invite_tries.note_failure(who, now)
        raise Refused("invite", "ask for a new invite")
