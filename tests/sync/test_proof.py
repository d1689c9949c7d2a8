"""Is it the hub? Held to the same verdict as the signatures of weavit_core."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from weavit_core import http_signing
from weavit_core.errors import BadSignature
from weavit_core.http_signing import Answer, Request, sign_answer, verify_answer
from weavit_desktop.sync.address import Address
from weavit_desktop.sync.exchange import Question, Reply
from weavit_desktop.sync.proof import is_signed, new_question

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
QUESTION = new_question(Address("https://hub.example", loopback=False))
BODY = b'{"type":"weavit.hub"}'


def asked(question: Question = QUESTION) -> Request:
    return Request(question.method, question.url, question.headers, question.body)


def signed(key: Ed25519PrivateKey = KEY, question: Question = QUESTION) -> Reply:
    answer = Answer(200, {"content-type": "application/json"}, BODY)
    told = sign_answer(answer, asked(question), key, "hub", NOW)
    return Reply(told.status, told.headers, told.body)


def test_the_answer_of_the_pinned_key_is_the_hubs() -> None:
    assert is_signed(signed(), QUESTION, KEY.public_key())


def test_another_key_is_not_the_hub() -> None:
    assert not is_signed(signed(OTHER), QUESTION, KEY.public_key())


def test_an_answer_to_another_question_proves_nothing() -> None:
    earlier = new_question(Address("https://hub.example", loopback=False))

    assert not is_signed(signed(question=earlier), QUESTION, KEY.public_key())


@pytest.mark.parametrize(
    "change",
    [
        {"status": 201},
        {"body": BODY + b" "},
        {"headers": {}},
        {"headers": {**signed().headers, "content-digest": "sha-256=:AAAA:"}},
        {"headers": {**signed().headers, "signature": ""}},
        {"headers": {**signed().headers, "signature-input": 'weavit=("@status");tag="weavit-answer"'}},
    ],
)
def test_an_answer_that_was_changed_proves_nothing(change: dict[str, object]) -> None:
    assert not is_signed(replace(signed(), **change), QUESTION, KEY.public_key())


# The digest cannot be left out: the library signs it whether it is asked to or not.
@pytest.mark.parametrize("missing", ["@status", '"@path";req', '"weavit-nonce";req'])
def test_an_answer_that_is_signed_in_part_proves_nothing(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_signing, "_ANSWER", tuple(one for one in http_signing._ANSWER if one != missing))

    assert not is_signed(signed(), QUESTION, KEY.public_key())


@given(data=st.data())
def test_both_verdicts_are_the_same(data: st.DataObject) -> None:
    reply = signed()
    name = data.draw(st.sampled_from(sorted(reply.headers)))
    value = reply.headers[name]
    at = data.draw(st.integers(0, len(value)))
    changed = value[:at] + data.draw(st.text(st.characters(codec="ascii"), max_size=2)) + value[at + 1 :]
    reply = replace(reply, headers={**reply.headers, name: changed})

    try:
        verify_answer(Answer(reply.status, reply.headers, reply.body), asked(), KEY.public_key(), NOW)
        believed = True
    except BadSignature:
        believed = False

    assert is_signed(reply, QUESTION, KEY.public_key()) == believed
