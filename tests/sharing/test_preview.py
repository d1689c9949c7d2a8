"""A preview is rendered from the bytes, and says all that they say."""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from builders.sharing import NOW, uuid
from builders.shown import POLICY, contents
from weavit_core import publication
from weavit_core.errors import MalformedDocument
from weavit_core.publication import Cell, Content, Publication
from weavit_core.taxonomy import Activity, Band, Function, Level
from weavit_desktop.sharing import preview
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.preview import MADE_WHEN_SENT, Line
from weavit_desktop.sharing.requests import put_publication

KEY = Ed25519PrivateKey.from_private_bytes(b"d" * 32)
DEVICE = Device("https://hub.example", uuid(1), KEY.public_key(), uuid(4), KEY)


def body(content: Content | None, seq: int = 1) -> bytes:
    prev = None if seq == 1 else "c" * 64
    document = Publication(
        uuid(1), uuid(2), uuid(3), uuid(4), uuid(5), seq, prev, POLICY, "2026-10", date(2027, 10, 31), content
    )
    return publication.encode(document)


def test_the_table_says_in_words_what_stands_in_the_bytes() -> None:
    year = (Activity.QUIET,) * 10 + (Activity.STEADY, Activity.BUSY)
    cells = (
        Cell(Level.C_LEVEL, Function.RISK_COMPLIANCE, 1, Band.CORE, year),
        Cell(Level.DIRECTOR, Function.IT, 5, Band.NONE),
    )

    assert preview.table(body(Content(1, cells))) == (
        Line("I know someone at this Client", "", "", "shown even for me alone"),
        Line(
            "C-level, Risk and compliance",
            "Core",
            "quiet quiet quiet quiet quiet quiet quiet quiet quiet quiet steady busy",
            "shown even for me alone",
        ),
        Line("Director, IT", "", "", "shown when at least 5 colleagues share it too"),
    )


def test_a_retraction_is_said_to_be_one() -> None:
    assert [line.what for line in preview.table(body(None, seq=2))] == [
        "Nothing any more: all that was shared here is taken back"
    ]


@given(one=contents(), other=contents())
def test_different_contents_look_different(one: Content, other: Content) -> None:
    assert (preview.table(body(one)) == preview.table(body(other))) == (one == other)


def test_the_facts_are_the_rest_of_the_document() -> None:
    facts = dict(preview.facts(body(None, seq=2)))

    assert facts["Version"] == "2"
    assert facts["Ends by itself after"] == "2027-10-31"
    assert facts["Replaces"] == "c" * 64
    assert facts["Under the rules"] == POLICY


@given(st.binary(max_size=200))
def test_the_hex_dump_is_every_byte(data: bytes) -> None:
    assert bytes.fromhex("".join(line.split("  ")[1] for line in preview.hex_dump(data).splitlines())) == data


@pytest.mark.parametrize("render", [preview.table, preview.facts])
def test_what_is_no_document_is_not_rendered_as_one(render) -> None:
    with pytest.raises(MalformedDocument):
        render(b'{"type":"weavit.publication"}')


@pytest.mark.parametrize("seq", [1, 2])
def test_the_request_head_is_the_one_that_is_sent(seq: int) -> None:
    said = body(Content(3, ()), seq)
    document = publication.decode(said)

    first, *lines = preview.request_head(said, DEVICE).splitlines()

    request = put_publication(DEVICE, said, document.pub_id, document.prev, NOW)
    shown = dict(line.split(": ", 1) for line in lines)
    assert first == f"{request.method} {request.url}"
    assert shown.keys() == request.headers.keys() | {"content-length"}
    assert shown.pop("content-length") == str(len(said))
    fixed = {name: value for name, value in shown.items() if value != MADE_WHEN_SENT}
    assert fixed == {name: request.headers[name] for name in fixed}
    assert shown.keys() - fixed.keys() == {"weavit-nonce", "signature", "signature-input"}
