"""Publishing from the page: exactly the bytes that were shown, told as each receipt comes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from builders.laptop import Laptop, laptop
from builders.sharing import Post, Someone
from weavit_core import publication
from weavit_desktop.errors import Cancelled, NoRoom
from weavit_desktop.services.approving import NotAsShown
from weavit_desktop.services.progress import IsCancelled, Step, never
from weavit_desktop.services.publishing import PublishReport
from weavit_desktop.services.publishing_shown import (
    Arrival,
    file_name,
    publish_shown,
    publish_taken_back,
    save_bytes,
)
from weavit_desktop.services.sharing_page import SharingState, read_sharing

PEOPLE = [Someone("anna"), Someone("bert", [Post(2, "vp", "it")])]


def waiting(level: int = 2) -> Laptop:
    made = laptop(PEOPLE)
    for someone in PEOPLE:
        made.share(someone.uid, level)
    return made


def state_of(made: Laptop) -> SharingState:
    return read_sharing(made.vault, made.clock)


def publish(
    made: Laptop, shown: dict[str, str], steps: list[Step] | None = None, cancelled: IsCancelled = never
) -> PublishReport:
    tell = [] if steps is None else steps
    return publish_shown(made.vault, shown, made.connect, made.clock, made.new_id, tell.append, cancelled)


def test_the_bytes_that_were_shown_are_the_bytes_that_the_hub_receives() -> None:
    made = waiting()
    state = state_of(made)

    report = publish(made, state.shown())

    received = [request.body for request in made.hub.seen if request.method == "PUT"]
    assert report.accepted == 2
    assert sorted(received) == sorted(document.body for document in state.documents)
    assert sorted(made.hub.accepted) == sorted(received)


def test_each_receipt_is_told_with_its_version_and_how_many_have_come() -> None:
    made = waiting()
    state = state_of(made)
    steps: list[Step] = []

    publish(made, state.shown(), steps)

    assert all(isinstance(step, Arrival) for step in steps)
    assert [(step.done, step.total) for step in steps] == [(1, 2), (2, 2)]
    assert {step.uid for step in steps if isinstance(step, Arrival)} == set(state.shown())


def test_if_a_document_changed_since_it_was_shown_nothing_is_approved_or_sent() -> None:
    made = waiting()
    shown = state_of(made).shown()
    made.clock.forward(minutes=1)
    made.share("anna", 3)

    with pytest.raises(NotAsShown):
        publish(made, shown)

    assert [row.state for row in made.rows()] == ["draft", "draft"]
    assert made.hub.accepted == []


def test_a_part_of_what_waits_cannot_be_published_as_if_it_were_all() -> None:
    made = waiting()
    (first, *_) = state_of(made).shown().items()

    with pytest.raises(NotAsShown):
        publish(made, dict([first]))

    assert made.hub.accepted == []


def test_a_digest_that_is_not_the_bodys_approves_nothing() -> None:
    made = waiting()
    shown = dict.fromkeys(state_of(made).shown(), "0" * 64)

    with pytest.raises(NotAsShown):
        publish(made, shown)

    assert made.hub.accepted == []


def test_cancelled_it_stops_between_two_documents_and_the_rest_waits() -> None:
    made = waiting()
    state = state_of(made)
    steps: list[Step] = []

    report = publish(made, state.shown(), steps, cancelled=lambda: bool(steps))

    assert isinstance(report.trouble, Cancelled)
    assert (report.accepted, report.waiting) == (1, 1)
    assert len(made.hub.accepted) == 1
    (left,) = state_of(made).documents
    assert left.uid in state.shown()
    assert publish(made, state_of(made).shown()).accepted == 1
    assert len(made.hub.accepted) == 2


def test_cancelled_before_the_first_nothing_is_sent() -> None:
    made = waiting()

    report = publish(made, state_of(made).shown(), cancelled=lambda: True)

    assert (report.sent, report.waiting) == (0, 2)
    assert made.hub.accepted == []


def test_while_publishing_is_suspended_only_what_takes_back_goes_and_nothing_is_approved() -> None:
    made = laptop(PEOPLE)
    made.share_and_publish("anna", 2)
    made.vault.db.execute("UPDATE hub SET suspended = 'policy-changed'")
    made.revoke("anna")
    made.share("bert", 2)
    steps: list[Step] = []

    report = publish_taken_back(made.vault, 1, made.connect, made.clock, made.new_id, steps.append)

    assert report.accepted == 1
    assert publication.decode(made.hub.accepted[-1]).content is None
    assert [(step.done, step.total) for step in steps] == [(1, 1)]
    assert "approved" not in [row.state for row in made.rows()]
    assert made.hub.held == {}


def test_one_document_is_saved_as_its_bytes(tmp_path: Path) -> None:
    (document, _) = state_of(waiting()).documents

    save_bytes([document], tmp_path / "one.json")

    assert (tmp_path / "one.json").read_bytes() == document.body


def test_several_are_saved_together_under_names_that_tell_no_client(tmp_path: Path) -> None:
    state = state_of(waiting())

    save_bytes(state.documents, tmp_path / "all.zip")

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        saved = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(saved.values()) == sorted(document.body for document in state.documents)
    assert sorted(saved) == sorted(file_name(document) for document in state.documents)
    assert not any(client.client_id in name for client in state.waiting for name in saved)


def test_where_it_cannot_be_written_that_is_said(tmp_path: Path) -> None:
    (document, _) = state_of(waiting()).documents

    with pytest.raises(NoRoom):
        save_bytes([document], tmp_path / "nowhere" / "one.json")
