"""Taking back is complete (property 6): the next release, the database file and replays show nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.contents import contents
from builders.hub import Laptop, Site, members, problem, role, running_company, successor
from weavit_core import authorship, publication, release_document, retract_code
from weavit_core.canonical import sha256_hex
from weavit_core.publication import Content, Publication
from weavit_core.taxonomy import Function, Level
from weavit_hub.services import closing, releasing
from weavit_hub.store.engine import open_engine, write
from weavit_hub.store.tables import publications, tombstones

FEW = contents((Level.VP,), (Function.IT, Function.LEGAL))


def traces(laptop: Laptop, document: Publication) -> list[bytes]:
    """Return pieces of a document that stand nowhere but in it and in what was made from it."""
    body = publication.encode(document)
    signature = authorship.sign_detached(body, laptop.key, publication.TYP).split(".")[2]  # deterministic
    around_id = body[body.index(document.pub_id.encode()) :][:60]
    return [body, signature[:24].encode(), signature[-24:].encode(), around_id, sha256_hex(body).encode()]


def retract_by_code(laptop: Laptop) -> None:
    body = retract_code.encode_request(retract_code.write(laptop.secret))
    assert laptop.site.ask("POST", "/v1/retract", body).status == 200


@given(
    others=st.lists(FEW, min_size=5, max_size=5),
    versions=st.lists(FEW, min_size=1, max_size=3),
    by_code=st.booleans(),
)
@settings(max_examples=20)
def test_after_taking_back_the_hub_is_as_one_that_never_had_it(
    others: list[Content], versions: list[Content], by_code: bool
) -> None:
    with running_company(6) as (site, (anna, *colleagues)), TemporaryDirectory() as folder:
        acme = site.add_client()
        for colleague, content in zip(colleagues, others, strict=True):
            colleague.publish(acme, content)
        never = copied(site, Path(folder))
        sent = [anna.publish(acme, versions[0])]
        for content in versions[1:]:
            sent.append(successor(sent[-1], content=content))
            assert anna.put(sent[-1]).status == 201
        assert publication.encode(sent[-1]) in site.stored_bytes()
        if by_code:
            retract_by_code(anna)
        else:
            assert anna.retract(sent[-1]).status == 201

        stored = site.stored_bytes()
        assert not [trace for document in sent for trace in traces(anna, document) if trace in stored]
        assert {problem(anna.put(document)) for document in sent} == {"gone"}
        assert release_document.encode(site.release()) == released_by(site, never)


def copied(site: Site, folder: Path) -> Path:
    return Path(shutil.copytree(site.file.parent, folder / "copy")) / site.file.name


def released_by(site: Site, file: Path) -> bytes:
    """Return the release of the same hub at the same time, from another state of its database."""
    engine = open_engine(f"sqlite:///{file}")
    try:
        return release_document.encode(
            write(engine, lambda db: releasing.release(db, site.hub.seal, site.clock.now))
        )
    finally:
        engine.dispose()


def test_a_replaced_version_is_gone_too(site: Site, laptop: Laptop, acme: str) -> None:
    first = laptop.publish(acme)
    assert laptop.put(successor(first, content=role(3))).status == 201
    stored = site.stored_bytes()
    body, *signature, around_id, _ = traces(laptop, first)
    assert not [trace for trace in (body, *signature) if trace in stored]
    assert stored.count(around_id) == 1  # in the version that runs


def test_a_tombstone_names_nobody(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.publish(acme)
    retraction = successor(document, content=None)
    laptop.put(retraction)
    with site.hub.engine.begin() as db:
        (stone,) = db.execute(tombstones.select()).all()
        assert db.execute(publications.select()).all() == []
    assert (stone.pub_id, stone.seq) == (document.pub_id, 2)
    assert stone.digest == sha256_hex(publication.encode(retraction))
    assert not {laptop.rep_id, laptop.device_id, acme} & set(map(str, stone))


def test_what_was_taken_back_is_gone_for_everyone(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.publish(acme)
    laptop.retract(document)
    assert problem(laptop.get(f"/v1/publications/{document.pub_id}")) == "gone"
    assert problem(laptop.put(document)) == "gone"
    assert problem(laptop.put(successor(document, content=role(5)))) == "gone"
    assert problem(laptop.put(laptop.draft(acme, pub_id=document.pub_id))) == "gone"


def test_a_retraction_overtakes_the_document_that_never_arrived(laptop: Laptop, acme: str) -> None:
    lost = laptop.draft(acme)
    assert laptop.retract(lost).status == 201
    assert problem(laptop.put(lost)) == "gone"


def test_a_retraction_must_follow_what_the_hub_holds(laptop: Laptop, acme: str) -> None:
    first = laptop.publish(acme)
    second = successor(first, content=role(3))
    laptop.put(second)
    assert problem(laptop.retract(first)) == "stale-seq"
    assert laptop.retract(second).status == 201


def test_another_reps_document_cannot_be_taken_back(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.publish(acme)
    other = site.enrol("Bert")
    forged = replace(document, rep_id=other.rep_id, device_id=other.device_id)
    assert problem(other.retract(forged)) == "forbidden"
    assert laptop.get(f"/v1/publications/{document.pub_id}").status == 200


def test_a_closed_account_takes_back_and_publishes_no_more(site: Site, laptop: Laptop, acme: str) -> None:
    document = laptop.publish(acme)
    site.write(lambda db: closing.close_named(db, site.hub.seal, laptop.name, site.clock.now))
    assert problem(laptop.put(successor(document, content=role(3)))) == "forbidden"
    assert laptop.retract(document).status == 201


def test_the_printed_code_takes_back_everything_without_the_laptop(site: Site, laptop: Laptop) -> None:
    for name in ("ACME", "Bank", "Mill"):
        laptop.publish(site.add_client(name))
    other = site.enrol("Bert")
    other.publish(site.add_client("ACME"))
    laptop.close()
    site.write(lambda db: closing.revoke_device(db, site.hub.seal, laptop.device_id, site.clock.now))
    code = retract_code.write(laptop.secret)
    answer = site.ask("POST", "/v1/retract", retract_code.encode_request(code.lower().replace("-", " ")))
    assert members(answer) == {"retracted": 3}
    assert members(other.get("/v1/me/publications"))["publications"] != []
    again = site.ask("POST", "/v1/retract", retract_code.encode_request(code))
    assert members(again) == {"retracted": 0}


@pytest.mark.parametrize("code", ["", "ABCD", "A" * 32])
def test_a_wrong_code_takes_nothing_back(site: Site, laptop: Laptop, acme: str, code: str) -> None:
    laptop.publish(acme)
    assert site.ask("POST", "/v1/retract", retract_code.encode_request(code)).status in (404, 422)
    assert members(laptop.get("/v1/me/publications"))["publications"] != []


def test_too_many_wrong_codes_must_wait(site: Site, laptop: Laptop) -> None:
    wrong = retract_code.encode_request(retract_code.write(bytes(20)))
    right = retract_code.encode_request(retract_code.write(laptop.secret))
    assert {site.ask("POST", "/v1/retract", wrong).status for _ in range(10)} == {404}
    refused = site.ask("POST", "/v1/retract", right)
    assert (refused.status, problem(refused)) == (429, "rate")
    site.clock.advance(seconds=int(refused.headers["retry-after"]) + 1)
    assert site.ask("POST", "/v1/retract", right).status == 200
