"""A signature proves who wrote exactly these bytes, for one purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.documents import KEY, OTHER_KEY, PUBLICATION
from weavit_core import authorship, publication
from weavit_core.errors import BadSignature, CoreError
from weavit_core.keys import to_base64url

BODY = publication.encode(PUBLICATION)
SIGNATURE = authorship.sign_detached(BODY, KEY, publication.TYP)
PUBLIC = KEY.public_key()


def test_a_signature_verifies_and_carries_no_body() -> None:
    authorship.verify_detached(BODY, SIGNATURE, PUBLIC, publication.TYP)
    assert SIGNATURE.split(".")[1] == ""


@given(st.integers(0, len(BODY) - 1), st.integers(0, 7))
def test_a_flipped_bit_in_the_body_is_refused(at: int, bit: int) -> None:
    flipped = BODY[:at] + bytes([BODY[at] ^ 1 << bit]) + BODY[at + 1 :]
    with pytest.raises(BadSignature):
        authorship.verify_detached(flipped, SIGNATURE, PUBLIC, publication.TYP)


@given(st.integers(0, len(SIGNATURE) - 1), st.integers(0, 6))
def test_a_flipped_bit_in_the_signature_is_refused(at: int, bit: int) -> None:
    flipped = SIGNATURE[:at] + chr(ord(SIGNATURE[at]) ^ 1 << bit) + SIGNATURE[at + 1 :]
    with pytest.raises(CoreError):
        authorship.verify_detached(BODY, flipped, PUBLIC, publication.TYP)


@given(st.text(max_size=200))
def test_any_text_is_refused_as_a_signature(text: str) -> None:
    with pytest.raises(CoreError):
        authorship.verify_detached(BODY, text, PUBLIC, publication.TYP)


def test_another_key_is_refused() -> None:
    with pytest.raises(BadSignature):
        authorship.verify_detached(BODY, SIGNATURE, OTHER_KEY.public_key(), publication.TYP)


def test_another_purpose_is_refused() -> None:
    with pytest.raises(BadSignature):
        authorship.verify_detached(BODY, SIGNATURE, PUBLIC, "weavit-acceptance")


@pytest.mark.parametrize("header", [b'{"alg":"none"}', b'{"alg":"HS256","typ":"weavit-publication"}'])
def test_another_algorithm_is_refused(header: bytes) -> None:
    forged = f"{to_base64url(header)}..{SIGNATURE.split('.')[2]}"
    with pytest.raises(BadSignature):
        authorship.verify_detached(BODY, forged, PUBLIC, publication.TYP)


def test_a_body_of_a_megabyte_can_be_signed() -> None:
    body = b"x" * 2**20  # a release of many Clients; the library's own limit is 128,000 characters
    authorship.verify_detached(
        body, authorship.sign_detached(body, KEY, "weavit-release"), PUBLIC, "weavit-release"
    )
