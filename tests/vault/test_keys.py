"""Derivation costs and the separation of keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats, integers

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.vault.keys import (
    CALIBRATED_MEMORY_KIB,
    FLOOR,
    Argon2Cost,
    DataKey,
    calibrated_cost,
    kek_from_passphrase,
    kek_from_recovery_secret,
    new_data_key,
    unwrap,
    wrap,
)

CHEAP = Argon2Cost(memory_kib=8192, passes=1, lanes=1)
SALT = bytes(range(16))
NONCE = bytes(12)


def test_the_floor_is_64_mib_three_passes_four_lanes() -> None:
    assert Argon2Cost(memory_kib=64 * 1024, passes=3, lanes=4) == FLOOR


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [(8191, 3, 4), (2 * 1024 * 1024 + 1, 3, 4), (65536, 0, 4), (65536, 21, 4), (65536, 3, 0), (65536, 3, 17)],
)
def test_a_cost_out_of_bounds_cannot_exist(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="bounds"):
        Argon2Cost(memory_kib, passes, lanes)


@given(at_floor=floats(0.001, 60), growth=floats(1, 4))
@settings(deadline=None)
def test_calibration_never_goes_below_the_floor_nor_past_its_limits(at_floor: float, growth: float) -> None:
    def seconds_for(cost: Argon2Cost) -> float:
        return at_floor * float((cost.memory_kib / FLOOR.memory_kib) ** growth)

    cost = calibrated_cost(seconds_for)
    assert cost.memory_kib in (FLOOR.memory_kib, 2 * FLOOR.memory_kib, CALIBRATED_MEMORY_KIB)
    assert (cost.passes, cost.lanes) == (FLOOR.passes, FLOOR.lanes)
    assert cost == FLOOR or seconds_for(cost) <= 0.8


def test_a_fast_machine_gets_256_mib_and_a_slow_one_the_floor() -> None:
    assert calibrated_cost(lambda cost: 0.01).memory_kib == CALIBRATED_MEMORY_KIB
    assert calibrated_cost(lambda cost: 5.0) == FLOOR


def test_argon2id_gives_the_value_of_the_reference_implementation() -> None:
    # Computed with argon2-cffi. Should it ever differ, no existing vault opens any more.
    kek = kek_from_passphrase("password", b"somesaltsomesalt", CHEAP)
    assert kek.hex() == "84fb006bbc3cd69895722b64b5bf735251a9e8e9f3ecb93ff595b98aeb7accb7"


def test_passphrase_salt_and_every_cost_change_the_key() -> None:
    keys = {
        kek_from_passphrase("ledger", SALT, CHEAP),
        kek_from_passphrase("Ledger", SALT, CHEAP),
        kek_from_passphrase("ledger", SALT[::-1], CHEAP),
        kek_from_passphrase("ledger", SALT, Argon2Cost(9216, 1, 1)),
        kek_from_passphrase("ledger", SALT, Argon2Cost(8192, 2, 1)),
        kek_from_passphrase("ledger", SALT, Argon2Cost(8192, 1, 2)),
    }
    assert len(keys) == 6


def test_every_purpose_has_a_key_of_its_own() -> None:
    labels = ("db", "blob-index", "header-mac", "backup-mac", "suppression")
    keys = {DataKey(bytes(32)).derive(label) for label in labels}
    keys |= {DataKey(bytes(31) + b"\x01").derive(label) for label in labels}
    keys.add(kek_from_recovery_secret(bytes(32), SALT))
    assert len(keys) == 11
    assert {len(key) for key in keys} == {32}


@given(place=integers(0, 47), bit=integers(0, 7))
@settings(deadline=None)
def test_a_changed_bit_of_a_wrapped_key_is_refused(place: int, bit: int) -> None:
    wrapped = bytearray(wrap(new_data_key(), bytes(32), NONCE, b"slot"))
    wrapped[place] ^= 1 << bit
    with pytest.raises(WrongPassphrase):
        unwrap(bytes(wrapped), bytes(32), NONCE, b"slot")


def test_a_wrapped_key_opens_only_with_its_own_kek_and_what_it_was_bound_to() -> None:
    data_key = new_data_key()
    wrapped = wrap(data_key, bytes(32), NONCE, b"slot")
    assert unwrap(wrapped, bytes(32), NONCE, b"slot") == data_key
    for kek, bound_to in ((b"\x01" * 32, b"slot"), (bytes(32), b"another slot")):
        with pytest.raises(WrongPassphrase):
            unwrap(wrapped, kek, NONCE, bound_to)


def test_a_data_key_does_not_show_itself() -> None:
    assert bytes(32).hex() not in repr(DataKey(bytes(32)))
    assert "\\x00" not in repr(DataKey(bytes(32)))
