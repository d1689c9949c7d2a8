"""The ASGI app of one hub."""

from __future__ import annotations

from fastapi import FastAPI

from weavit_hub.api import accounts, publications, released
from weavit_hub.api.answers import SignedAnswers
from weavit_hub.api.problems import answer_problems
from weavit_hub.hub import Hub


def make_app(hub: Hub) -> FastAPI:
    """Return the app. No page of it loads anything from elsewhere, so the framework's documents are off."""
    app = FastAPI(
        title="Weavit hub",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.hub = hub
    for router in (accounts.router, publications.router, released.router):
        app.include_router(router)
    answer_problems(app)
    app.add_middleware(SignedAnswers, hub=hub)
    return app
