"""The smaller documents: written, read back, and refused in any other form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.contents import crowds
from builders.documents import DIGEST, IDS, KEY
from weavit_core import canonical, enrolment, fields, invite, keys, policy, release_document, retract_code
from weavit_core.enrolment import Acceptance, Enrolment
from weavit_core.errors import MalformedDocument
from weavit_core.invite import Invite
from weavit_core.policy import Policy
from weavit_core.release import Contribution, Release, compute

ENROLMENT = Enrolment(IDS[0], IDS[1], "secret", IDS[2], KEY.public_key(), DIGEST, DIGEST)
ACCEPTANCE = Acceptance(IDS[0], IDS[2], DIGEST)
POLICY = Policy("Contoso", ("We count, and name nobody.",), least_k=3)
INVITE = Invite("http://127.0.0.1:8420", IDS[0], KEY.public_key(), IDS[1], "secret")


def test_an_enrolment_is_read_back() -> None:
    assert enrolment.decode(enrolment.encode(ENROLMENT)) == ENROLMENT


def test_an_acceptance_is_read_back_and_is_no_enrolment() -> None:
    body = enrolment.encode_acceptance(ACCEPTANCE)
    assert enrolment.decode_acceptance(body) == ACCEPTANCE
    with pytest.raises(MalformedDocument):
        enrolment.decode(body)


def test_a_policy_is_read_back() -> None:
    assert policy.decode(policy.encode(POLICY)) == POLICY


@pytest.mark.parametrize("member", ["epoch_days", "most_months", "least_k", "least_reps", "silence_days"])
@pytest.mark.parametrize("value", [0, 10_000, "5", 2.5, None])
def test_the_numbers_of_a_policy_are_bounded(member: str, value: object) -> None:
    document = canonical.decode(policy.encode(POLICY), at_most=policy.MOST_BYTES)
    with pytest.raises(MalformedDocument):
        policy.decode(canonical.encode({**document, member: value}))


def test_a_policy_cannot_release_below_five_reps() -> None:
    document = canonical.decode(policy.encode(POLICY), at_most=policy.MOST_BYTES)
    with pytest.raises(MalformedDocument):
        policy.decode(canonical.encode({**document, "least_reps": 4}))


def test_an_invite_is_one_line_and_is_read_back() -> None:
    line = invite.write(INVITE)
    assert len(line.split()) == 1
    assert invite.read(line) == INVITE


@given(st.text(max_size=80))
def test_any_other_text_is_no_invite(text: str) -> None:
    for line in (text, invite.PREFIX + text):
        with pytest.raises(MalformedDocument):
            invite.read(line)


@given(st.binary(min_size=20, max_size=20))
def test_a_retract_code_is_read_as_a_person_types_it(secret: bytes) -> None:
    code = retract_code.write(secret)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("O", "0").replace("I", "1")):
        assert retract_code.read(typed) == secret


@given(st.text(max_size=60))
def test_any_other_text_is_no_retract_code(text: str) -> None:
    with pytest.raises(MalformedDocument):
        retract_code.read(f"{text}!8")


def test_a_retract_request_is_read_back() -> None:
    assert retract_code.decode_request(retract_code.encode_request("ABCD")) == "ABCD"


@given(crowds())
@settings(max_examples=40)
def test_a_release_is_read_back(crowd: list[Contribution]) -> None:
    clients = [c for c in crowd if c.rep_id]
    tables = compute(clients, 5, POLICY, date(2026, 3, 10))
    release = Release(IDS[0], 1, date(2026, 3, 10), DIGEST, tables)
    assert release_document.decode(release_document.encode(release)) == release


@pytest.mark.parametrize("instant", ["2026-W01-1T00:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+0"])
def test_an_instant_has_one_spelling(instant: str) -> None:
    assert fields.instant("2026-01-01T00:00:00Z").year == 2026
    with pytest.raises(MalformedDocument):
        fields.instant(instant)


@given(st.binary(max_size=40))
def test_base64url_has_one_spelling(data: bytes) -> None:
    text = keys.to_base64url(data)
    assert keys.from_base64url(text) == data
    for other in (text + "=", text + "A=", f" {text}", text + "\n"):
        with pytest.raises(MalformedDocument):
            keys.from_base64url(other)


def test_a_key_is_read_back_and_has_a_fingerprint_to_read_aloud() -> None:
    public = keys.public_key(keys.public_text(KEY))
    assert public == KEY.public_key()
    assert len(keys.fingerprint(public).split()) == 8


@pytest.mark.parametrize("text", ["", "AAAA", "é", "A" * 43 + "A"])
def test_anything_else_is_no_key(text: str) -> None:
    with pytest.raises(MalformedDocument):
        keys.public_key(text)
