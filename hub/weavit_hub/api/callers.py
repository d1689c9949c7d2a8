"""What routes ask for: the hub, the request as it came, and who signed it."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from weavit_core import http_signing
from weavit_core.http_signing import AUTHORSHIP, DIGEST, NONCE
from weavit_hub.api.answers import REQUEST
from weavit_hub.hub import Hub
from weavit_hub.refusals import Refused
from weavit_hub.services import requests
from weavit_hub.services.declarations import Document
from weavit_hub.services.requests import Caller


def the_hub(request: Request) -> Hub:
    """Return the hub that the app was made for."""
    return cast(Hub, request.app.state.hub)


def signed_message(request: Request) -> http_signing.Request:
    """Return the request as the middleware read it."""
    return cast(http_signing.Request, request.scope[REQUEST])


TheHub = Annotated[Hub, Depends(the_hub)]
Message = Annotated[http_signing.Request, Depends(signed_message)]


def any_caller(hub: TheHub, message: Message) -> Caller:
    """Return the device that signed the request, of a closed account too. Raises Refused."""
    return requests.authenticate(hub.engine, message, hub.clock())


def open_caller(caller: Annotated[Caller, Depends(any_caller)]) -> Caller:
    """Return the device that signed the request, of an open account. Raises Refused."""
    if caller.closed:
        raise Refused("forbidden", "the account is closed")
    return caller


def anyone(message: Message) -> http_signing.Request:
    """Return a request that need not be signed, but has a nonce and the digest of its body."""
    if not requests.NONCE.fullmatch(message.headers.get(NONCE, "")):
        raise Refused("schema", f"{NONCE} has 32 hexadecimal characters")
    if message.headers.get(DIGEST) != http_signing.content_digest(message.body):
        raise Refused("schema", f"{DIGEST} does not fit the body")
    return message


def the_document(message: Message) -> Document:
    """Return the body with its authorship signature, neither of them checked yet."""
    return Document(message.body, message.headers.get(AUTHORSHIP, ""))


AnyCaller = Annotated[Caller, Depends(any_caller)]
OpenCaller = Annotated[Caller, Depends(open_caller)]
Anyone = Annotated[http_signing.Request, Depends(anyone)]
TheDocument = Annotated[Document, Depends(the_document)]
