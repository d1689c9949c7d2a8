"""Refusals as RFC 9457 problems."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from weavit_core import canonical
from weavit_core.errors import CoreError, MalformedDocument
from weavit_hub.refusals import Refused

_HTTP = {404: "not-found", 405: "method"}


def problem(refused: Refused) -> Response:
    """Return a refusal as an answer."""
    body = canonical.encode(
        {
            "type": f"urn:weavit:problem:{refused.code}",
            "title": refused.title,
            "status": refused.status,
            "detail": refused.detail,
        }
    )
    headers = {} if refused.retry_after is None else {"retry-after": str(refused.retry_after)}
    return Response(body, refused.status, headers, media_type="application/problem+json")


def answer_problems(app: FastAPI) -> None:
    """Make the app answer every refusal, its own and the framework's, as a problem."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(CoreError, _core)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # by registration
    return problem(error)


def _core(_: Request, error: Exception) -> Response:
    code = MalformedDocument.code if isinstance(error, MalformedDocument) else "signature"
    return problem(Refused(code, str(error)))


def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # by registration
    return problem(Refused(_HTTP.get(error.status_code, "schema"), "nothing is served at this address"))


def _invalid(_: Request, __: Exception) -> Response:
    return problem(Refused("schema", "a parameter has another form than this address expects"))
