"""The header: whatever its bytes are, it opens the vault or says in one of three ways why not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis.strategies import (
    SearchStrategy,
    binary,
    booleans,
    dictionaries,
    integers,
    lists,
    none,
    recursive,
    sampled_from,
    text,
)

from builders.vault import CHEAP, PASSPHRASE
from weavit_core import canonical
from weavit_desktop.errors import HeaderDamaged, MadeByNewerVersion, WrongPassphrase
from weavit_desktop.vault import keys, slots
from weavit_desktop.vault.header import MAGIC, Header, decode, encode, sealed
from weavit_desktop.vault.keys import DataKey, new_data_key
from weavit_desktop.vault.recovery_code import new_recovery_code

REFUSALS = (HeaderDamaged, WrongPassphrase, MadeByNewerVersion)
VAULT_ID = str(uuid4())
DATA_KEY = new_data_key()
CODE = new_recovery_code()
HEADER = sealed(
    Header(
        VAULT_ID,
        generation=1,
        slots=(
            slots.passphrase_slot(VAULT_ID, DATA_KEY, PASSPHRASE, CHEAP),
            slots.recovery_slot(VAULT_ID, DATA_KEY, CODE),
        ),
    ),
    DATA_KEY,
)
FILE = encode(HEADER)
BODY = FILE[len(MAGIC) + 4 : -32]


def framed(body: bytes) -> bytes:
    """Return a header file around any body, with the right length and hash."""
    start = MAGIC + len(body).to_bytes(4) + body
    return start + hashlib.sha256(start).digest()


def unlocked(file: bytes) -> DataKey:
    """Read a file and open it by the recovery code, which takes no time."""
    return slots.unlock_with_recovery_code(decode(file), CODE)


def json_values() -> SearchStrategy[Any]:
    leaves = (
        none() | booleans() | integers(-(2**53) + 1, 2**53 - 1) | text(max_size=50) | sampled_from([VAULT_ID])
    )
    return recursive(
        leaves, lambda inner: lists(inner, max_size=4) | dictionaries(text(max_size=9), inner, max_size=4)
    )


# What opens --------------------------------------------------------------------------------------


def test_the_passphrase_and_the_recovery_code_open_the_same_key() -> None:
    header = decode(FILE)
    assert slots.unlock_with_passphrase(header, PASSPHRASE) == DATA_KEY
    assert slots.unlock_with_recovery_code(header, CODE) == DATA_KEY


def test_a_header_reads_back_as_it_was_written() -> None:
    assert decode(FILE) == HEADER
    assert encode(decode(FILE)) == FILE


def test_neither_the_data_key_nor_the_passphrase_stands_in_the_file() -> None:
    for secret in (DATA_KEY.raw, PASSPHRASE.encode()):
        assert secret not in FILE
        assert secret.hex().encode() not in FILE


def test_another_passphrase_is_wrong_and_not_damage() -> None:
    for passphrase in ("", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase, match="passphrase is wrong"):
            slots.unlock_with_passphrase(decode(FILE), passphrase)


def test_the_code_of_another_vault_is_told_from_a_typing_mistake() -> None:
    with pytest.raises(WrongPassphrase, match="belongs to another"):
        slots.unlock_with_recovery_code(decode(FILE), new_recovery_code())
    mistyped = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    with pytest.raises(WrongPassphrase, match="typing mistake"):
        slots.unlock_with_recovery_code(decode(FILE), mistyped)


# Damage ------------------------------------------------------------------------------------------


def test_a_flipped_bit_at_any_byte_is_damage() -> None:
    for place in range(len(FILE)):
        for bit in range(8):
            damaged = bytearray(FILE)
            damaged[place] ^= 1 << bit
            with pytest.raises(HeaderDamaged):
                decode(bytes(damaged))


def test_a_file_cut_at_any_length_or_with_more_behind_is_damage() -> None:
    for length in range(len(FILE)):
        with pytest.raises(HeaderDamaged):
            decode(FILE[:length])
    with pytest.raises(HeaderDamaged):
        decode(FILE + b"\n")


@given(binary(max_size=400))
@settings(deadline=None)
def test_random_bytes_are_damage(data: bytes) -> None:
    for file in (data, MAGIC + data, framed(data)):
        with pytest.raises(HeaderDamaged):
            decode(file)


@given(json_values())
@settings(deadline=None)
def test_any_other_document_is_damage(document: Any) -> None:
    with pytest.raises(REFUSALS):
        decode(framed(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")))


@given(member=sampled_from(sorted(json.loads(BODY))), value=json_values())
@settings(deadline=None)
def test_any_value_in_place_of_a_member_is_refused(member: str, value: Any) -> None:
    document = json.loads(BODY)
    if document[member] != value:
        with pytest.raises(REFUSALS):
            unlocked(framed(canonical.encode({**document, member: value})))


@given(
    place=integers(0, 1),
    member=sampled_from(["kind", "id", "kdf", "params", "salt", "nonce", "wrap"]),
    value=json_values() | dictionaries(sampled_from("mtp"), integers(-1, 2**40), max_size=3),
)
@settings(deadline=None)
def test_any_value_in_place_of_a_slots_member_is_refused(place: int, member: str, value: Any) -> None:
    document = json.loads(BODY)
    if document["slots"][place][member] != value:
        document["slots"][place][member] = value
        with pytest.raises(REFUSALS):
            unlocked(framed(canonical.encode(document)))


def test_a_missing_or_an_unknown_member_is_damage() -> None:
    document = json.loads(BODY)
    for member in document:
        with pytest.raises(HeaderDamaged):
            decode(framed(canonical.encode({name: document[name] for name in document if name != member})))
    with pytest.raises(HeaderDamaged):
        decode(framed(canonical.encode({**document, "hint": "the cat's name"})))


# Tampering ---------------------------------------------------------------------------------------


def test_any_changed_byte_is_noticed_even_with_a_new_hash() -> None:
    for place in range(len(BODY)):
        changed = bytearray(BODY)
        changed[place] ^= 1
        with pytest.raises(REFUSALS):
            unlocked(framed(bytes(changed)))


def test_a_changed_generation_is_noticed() -> None:
    with pytest.raises(HeaderDamaged, match="changed by something other"):
        unlocked(encode(replace(HEADER, generation=2)))


def test_a_slot_is_bound_to_its_vault() -> None:
    other = sealed(replace(HEADER, vault_id=str(uuid4())), DATA_KEY)
    with pytest.raises(WrongPassphrase):
        unlocked(encode(other))


def test_a_wrap_is_bound_to_every_other_member_of_its_slot() -> None:
    passphrase, recovery = HEADER.slots
    for changed in (
        replace(recovery, id=str(uuid4())),
        replace(recovery, params={"m": 1}),
        replace(recovery, salt=bytes(16)),
        replace(recovery, nonce=bytes(12)),
    ):
        with pytest.raises(WrongPassphrase):
            unlocked(encode(sealed(replace(HEADER, slots=(passphrase, changed)), DATA_KEY)))


@pytest.mark.parametrize(
    "params",
    [
        {"m": 2**40, "t": 1, "p": 1},
        {"m": 8192, "t": 10**9, "p": 1},
        {"m": 8192, "t": 1, "p": 2**24},
        {"m": 1, "t": 1, "p": 1},
        {"m": 8192, "t": 0, "p": 1},
        {"m": 8192, "t": 1},
        {"m": 8192, "t": 1, "p": 1, "x": 1},
    ],
)
def test_costs_out_of_bounds_are_refused_before_anything_is_derived(
    params: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def derives(**_: Any) -> None:
        pytest.fail("it began to derive")

    monkeypatch.setattr(keys, "Argon2id", derives)
    greedy = replace(HEADER.slots[0], params=params)
    with pytest.raises(HeaderDamaged):
        slots.unlock_with_passphrase(decode(encode(replace(HEADER, slots=(greedy,)))), PASSPHRASE)


def test_a_header_without_the_slot_that_is_asked_for_is_damage() -> None:
    only_recovery = sealed(replace(HEADER, slots=HEADER.slots[1:]), DATA_KEY)
    with pytest.raises(HeaderDamaged, match="passphrase"):
        slots.unlock_with_passphrase(decode(encode(only_recovery)), PASSPHRASE)


# Other versions ----------------------------------------------------------------------------------


def test_a_header_that_asks_for_a_newer_reader_is_told_from_damage() -> None:
    newer = {"v": 7, "min_reader_version": 2, "everything": "else"}
    with pytest.raises(MadeByNewerVersion, match="newer version"):
        decode(framed(canonical.encode(newer)))


def test_a_later_compatible_header_opens_and_keeps_what_we_do_not_know() -> None:
    token = replace(HEADER.slots[1], kind="token", kdf="hkdf-sha512", params={"rounds": 1})
    later = sealed(
        replace(HEADER, v=2, slots=(*HEADER.slots, token), later={"escrow": {"none": True}}), DATA_KEY
    )
    assert unlocked(encode(later)) == DATA_KEY
    assert encode(decode(encode(later))) == encode(later)
