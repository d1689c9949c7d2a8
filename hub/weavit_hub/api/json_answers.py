"""Answers in canonical JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from weavit_core import canonical
from weavit_core.http_signing import CONTENT_TYPE
from weavit_hub.services.ledger import Accepted


def answer(document: dict[str, Any], status: int = 200) -> Response:
    """Return a document as an answer."""
    return stored(canonical.encode(document), status=status)


def stored(body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """Return bytes as they are stored, never written anew."""
    return Response(body, status, headers, media_type=CONTENT_TYPE)


def receipt(accepted: Accepted) -> dict[str, Any]:
    """Return the members that stand in every answer with a receipt."""
    return {"receipt": accepted.receipt, "proof": json.loads(accepted.proof)}
