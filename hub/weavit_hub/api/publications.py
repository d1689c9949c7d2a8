"""Publications, the mirror, and the printed code."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from weavit_core import fields, keys
from weavit_core.errors import MalformedDocument
from weavit_hub.api.callers import AnyCaller, Anyone, Message, TheDocument, TheHub
from weavit_hub.api.json_answers import answer, receipt, stored
from weavit_hub.refusals import Refused
from weavit_hub.services import publishing, retraction
from weavit_hub.services.ledger import Accepted
from weavit_hub.services.publishing import Put
from weavit_hub.store import documents
from weavit_hub.store.engine import forget, reading, write

router = APIRouter(prefix="/v1")


@router.put("/publications/{pub_id}")
def put(hub: TheHub, caller: AnyCaller, message: Message, document: TheDocument, pub_id: str) -> Response:
    """Take a publication or a retraction."""
    headers = message.headers
    wanted = Put(pub_id, document, headers.get("if-match", ""), headers.get("if-none-match", ""))
    read = publishing.read(wanted, hub.seal, caller)
    now = hub.clock()
    outcome = write(hub.engine, lambda db: publishing.accept(db, hub.seal, caller, wanted, read, now))
    if outcome.erased:
        forget(hub.engine)
    return answer(receipt(outcome.accepted), 201 if outcome.first else 200)


@router.get("/publications/{pub_id}")
def show(hub: TheHub, caller: AnyCaller, pub_id: str) -> Response:
    """Give the stored bytes of a publication to its rep."""
    fields.uuid_text(pub_id)
    with reading(hub.engine) as db:
        held = documents.find(db, pub_id)
        buried = documents.find_tombstone(db, pub_id)
    if buried is not None:
        raise Refused("gone", "the document was taken back")
    if held is None:
        raise Refused("not-found", "the hub holds no such document")
    if held.rep_id != caller.rep_id:
        raise Refused("forbidden", "the document is another rep's")
    return stored(held.body)


@router.get("/me/publications")
def mirror(hub: TheHub, caller: AnyCaller) -> Response:
    """Give all that the hub holds of the caller, byte by byte, with the signatures of both over it.

    By these a laptop that was restored from a backup knows its own documents again.
    """
    with reading(hub.engine) as db:
        own = documents.of_rep(db, caller.rep_id)
    rows = [
        {
            "pub_id": held.pub_id,
            "client_id": held.client_id,
            "seq": held.seq,
            "sha256": held.digest,
            "body": keys.to_base64url(held.body),
            "jws": held.authorship,
            **receipt(Accepted(held.receipt, held.proof)),
        }
        for held in own
    ]
    return answer({"publications": rows})


@router.post("/retract")
def retract(hub: TheHub, message: Anyone, request: Request) -> Response:
    """Take back everything by the printed code. It needs no account and can only delete."""
    who = "" if request.client is None else request.client.host
    now = hub.clock()
    hub.retract_tries.check(who, now)
    try:
        retracted = write(hub.engine, lambda db: retraction.retract_by_code(db, hub.seal, message.body, now))
    except (Refused, MalformedDocument):
        hub.retract_tries.note_failure(who, now)
        raise
    forget(hub.engine)
    return answer({"retracted": retracted})
