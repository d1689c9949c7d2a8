"""The log: proofs that verify (property 14), records that can be erased, and a check that sees tampering."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, text

from builders.documents import DIGEST, IDS, KEY, NOW
from builders.hub import Laptop, Site, members, problem
from weavit_core import ledger, merkle
from weavit_core.ledger import Entry, Kind, Receipt
from weavit_hub.services import check
from weavit_hub.services import ledger as service
from weavit_hub.services.ledger import Accepted, Seal
from weavit_hub.store import log, schema
from weavit_hub.store.engine import open_engine, write

SEAL = Seal(IDS[0], KEY)


def entry(number: int) -> Entry:
    return Entry(Kind.PUBLICATION, IDS[1 + number % 3], number, DIGEST, DIGEST, NOW)


def verified(accepted: Accepted) -> Receipt:
    proof = [bytes.fromhex(node) for node in json.loads(accepted.proof)]
    return ledger.verify_receipt(accepted.receipt, proof, KEY.public_key())[0]


@given(size=st.integers(1, 40), data=st.data())
@settings(max_examples=25)
def test_every_receipt_verifies_and_every_size_is_consistent_with_every_later_one(
    size: int, data: st.DataObject
) -> None:
    engine = open_engine("sqlite://")

    def fill(db: Connection) -> list[bytes]:
        schema.upgrade(db)
        roots = []
        for number in range(size):
            receipt = verified(service.append(db, SEAL, entry(number)))
            assert (receipt.index, receipt.entry) == (number, entry(number))
            roots.append(ledger.read_checkpoint(service.head(db).checkpoint, KEY.public_key()).root)
        return roots

    def check_consistency(db: Connection) -> None:
        earlier = data.draw(st.integers(1, size))
        later = data.draw(st.integers(earlier, size))
        proof = [bytes.fromhex(node) for node in service.consistency(db, earlier, later)]
        merkle.verify_consistency(earlier, roots[earlier - 1], later, roots[later - 1], proof)

    roots = write(engine, fill)
    write(engine, check_consistency)
    engine.dispose()


def test_the_tree_is_that_of_the_definition() -> None:
    engine = open_engine("sqlite://")

    def fill(db: Connection) -> None:
        schema.upgrade(db)
        leaves = []
        for number in range(20):
            receipt = verified(service.append(db, SEAL, entry(number)))
            leaves.append(ledger.leaf(receipt.entry, receipt.salt))
        assert log.roots(db, [range(20)]) == [merkle.root(leaves)]

    write(engine, fill)
    engine.dispose()


def test_an_append_costs_little_however_long_the_log_is(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine("sqlite://")

    def fill(db: Connection) -> None:
        schema.upgrade(db)
        for number in range(255):
            service.append(db, SEAL, entry(number))

    write(engine, fill)
    statements: list[str] = []
    hashes: list[bytes] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    node_hash = merkle.node_hash
    monkeypatch.setattr(merkle, "node_hash", lambda *pair: hashes.append(pair[0]) or node_hash(*pair))
    write(engine, lambda db: service.append(db, SEAL, entry(255)))  # completes eight subtrees at once
    engine.dispose()
    assert len(statements) < 40
    assert len(hashes) < 40


def test_a_laptop_asks_for_the_checkpoint_and_its_consistency(site: Site, laptop: Laptop, acme: str) -> None:
    key = site.hub.seal.key.public_key()
    earlier = ledger.read_checkpoint(members(laptop.get("/v1/ledger/checkpoint"))["checkpoint"], key)
    laptop.publish(acme)
    later = ledger.read_checkpoint(members(laptop.get("/v1/ledger/checkpoint"))["checkpoint"], key)
    answer = laptop.get(f"/v1/ledger/consistency?from={earlier.size}&to={later.size}")
    proof = [bytes.fromhex(node) for node in members(answer)["proof"]]
    merkle.verify_consistency(earlier.size, earlier.root, later.size, later.root, proof)


@pytest.mark.parametrize("query", ["from=2&to=1", "from=0&to=99", "from=99&to=99"])
def test_sizes_that_the_log_never_had_are_not_found(laptop: Laptop, query: str) -> None:
    assert problem(laptop.get(f"/v1/ledger/consistency?{query}")) == "not-found"


def test_every_log_is_consistent_with_the_empty_one(laptop: Laptop) -> None:
    assert members(laptop.get("/v1/ledger/consistency?from=0&to=2")) == {"proof": []}


def test_an_erased_record_leaves_receipts_and_proofs_valid(site: Site, laptop: Laptop, acme: str) -> None:
    first = members(laptop.put(document := laptop.draft(acme)))
    laptop.retract(document)
    assert faults(site) == []
    proof = [bytes.fromhex(node) for node in first["proof"]]
    receipt, then = ledger.verify_receipt(first["receipt"], proof, site.hub.seal.key.public_key())
    now = ledger.read_checkpoint(
        members(laptop.get("/v1/ledger/checkpoint"))["checkpoint"], site.hub.seal.key.public_key()
    )
    path = members(laptop.get(f"/v1/ledger/consistency?from={then.size}&to={now.size}"))["proof"]
    merkle.verify_consistency(then.size, then.root, now.size, now.root, list(map(bytes.fromhex, path)))
    with site.hub.engine.begin() as db:
        erased = list(log.entries(db))[receipt.index]
    assert (erased.subject, erased.salt, erased.record) == (None, None, None)


def faults(site: Site) -> list[str]:
    seal = site.hub.seal
    with site.hub.engine.begin() as db:
        return check.faults(db, seal.hub_id, seal.key.public_key())


def test_a_sound_hub_checks_without_faults(site: Site, laptop: Laptop, acme: str) -> None:
    laptop.publish(acme)
    site.release()
    assert faults(site) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ledger_entries SET record = X'7b7d' WHERE position = 1",
        "UPDATE ledger_entries SET salt = X'00' WHERE position = 1",
        "UPDATE ledger_nodes SET hash = X'00' WHERE level = 0 AND position = 1",
        "UPDATE ledger_nodes SET hash = X'00' WHERE level = 1 AND position = 0",
        "DELETE FROM ledger_nodes WHERE level = 0 AND position = 2",
        "DELETE FROM ledger_nodes WHERE level = 1 AND position = 0",
        "UPDATE ledger_head SET size = size - 1",
        "UPDATE ledger_head SET checkpoint = 'x'",
        "UPDATE publications SET body = X'7b7d'",
        "UPDATE publications SET digest = 'x'",
        "UPDATE publications SET seq = 9",
        "UPDATE publications SET not_after = '2099-01-01'",
        "UPDATE publications SET authorship = 'x'",
        "UPDATE publications SET client_id = 'x'",
    ],
)
def test_tampering_with_the_database_is_found(site: Site, laptop: Laptop, acme: str, tampering: str) -> None:
    laptop.publish(acme)
    raw: Any = site.hub.engine.raw_connection()
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute(tampering)
    raw.close()
    assert faults(site)


def test_a_log_without_its_last_records_is_found_by_its_checkpoint(site: Site, laptop: Laptop) -> None:
    with site.hub.engine.begin() as db:
        last = service.head(db).size - 1
        db.execute(text("DELETE FROM ledger_entries WHERE position = :last"), {"last": last})
        db.execute(text("DELETE FROM ledger_nodes WHERE level = 0 AND position = :last"), {"last": last})
    assert faults(site)
