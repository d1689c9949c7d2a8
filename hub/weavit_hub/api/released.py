"""What every laptop downloads: the registry, the release, and the log."""

from __future__ import annotations

from fastapi import APIRouter, Query
from starlette.responses import Response

from weavit_core.http_signing import AUTHORSHIP
from weavit_hub.api.callers import AnyCaller, Message, OpenCaller, TheHub
from weavit_hub.api.json_answers import answer, stored
from weavit_hub.services import ledger, registry, releasing
from weavit_hub.store.engine import reading, write

router = APIRouter(prefix="/v1")
_MOST_SIZE = 2**53 - 1


@router.get("/registry")
def show_registry(hub: TheHub, _: OpenCaller, message: Message) -> Response:
    """Give the whole registry, or 304 where the laptop has it."""
    with reading(hub.engine) as db:
        etag = registry.etag(db)
        if message.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"etag": etag})
        return stored(registry.document(db), {"etag": etag})


@router.get("/releases/current")
def show_release(hub: TheHub, caller: OpenCaller) -> Response:
    """Give the last release whole; what a rep looks at in it stays on the laptop."""
    now = hub.clock()
    release = write(hub.engine, lambda db: releasing.fetch(db, hub.seal, caller.rep_id, now))
    return stored(release.body, {AUTHORSHIP: release.authorship})


@router.get("/ledger/checkpoint")
def show_checkpoint(hub: TheHub, _: AnyCaller) -> Response:
    """Give the signed size and root of the log."""
    with reading(hub.engine) as db:
        return answer({"checkpoint": ledger.head(db).checkpoint})


@router.get("/ledger/consistency")
def show_consistency(
    hub: TheHub,
    _: AnyCaller,
    earlier: int = Query(alias="from", ge=0, le=_MOST_SIZE),
    later: int = Query(alias="to", ge=0, le=_MOST_SIZE),
) -> Response:
    """Prove that the log of one size is the beginning of the log of another."""
    with reading(hub.engine) as db:
        return answer({"proof": ledger.consistency(db, earlier, later)})
