"""The registry is read strictly."""

from __future__ import annotations

import json

import pytest

from builders.sharing import uuid
from weavit_core.errors import MalformedDocument
from weavit_desktop.sharing.registry import read_registry

CLIENT = {
    "id": uuid(1),
    "name": "Zahra Logistics",
    "aliases": ["Zahra"],
    "domains": ["zahra.example"],
    "lei": None,
    "country": "CH",
    "parent": None,
    "status": "active",
    "merged_into": None,
}


def test_each_client_is_kept_as_the_hub_gave_it() -> None:
    ((client_id, body),) = read_registry({"version": 4, "clients": [CLIENT]})

    assert client_id == uuid(1)
    assert json.loads(body) == CLIENT


@pytest.mark.parametrize(
    "change",
    [{"id": "1"}, {"name": None}, {"name": "x" * 501}, {"aliases": "Zahra"}, {"domains": [1]}, {"lei": 5},
     {"status": "sold"}, {"status": []}, {"rating": 5}],
)  # fmt: skip
def test_a_client_that_is_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(MalformedDocument):
        read_registry({"version": 4, "clients": [CLIENT | change]})


@pytest.mark.parametrize(
    "document", [{}, {"version": 1}, {"version": "1", "clients": []}, {"version": 1, "clients": {}}]
)
def test_a_registry_that_is_none_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(MalformedDocument):
        read_registry(document)
