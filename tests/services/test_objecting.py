"""Whoever asked not to be processed is shown to nobody any more, and does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.desk import Desk, someone
from builders.sample import Maya, maya_published
from weavit_desktop.demo.story import CHOICES
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.objecting import heed_objection
from weavit_desktop.services.publishing import send_taken_back
from weavit_desktop.services.sharing import Choice, share

NAME, LEVEL, K = CHOICES[0]


@pytest.fixture
def maya(tmp_path: Path) -> Iterator[Maya]:
    maya = maya_published(tmp_path / "vault")
    with maya.vault:
        yield maya


def test_what_the_company_sees_of_them_is_taken_back_without_another_word(maya: Maya) -> None:
    held = len(maya.hub.held)
    maya.clock.forward(minutes=1)
    revoked = heed_objection(maya.vault, maya.laptop.work, maya.uid(NAME))
    assert (revoked.people, revoked.clients) == (1, 1)
    application = maya.application
    report = send_taken_back(maya.vault, application.connect, application.clock, application.new_id)
    assert not report.waiting
    assert len(maya.hub.held) < held


def test_nothing_can_be_chosen_for_them_again(maya: Maya) -> None:
    uid = maya.uid(NAME)
    heed_objection(maya.vault, maya.laptop.work, uid)
    with pytest.raises(UsageRefused, match="asked not to be processed"):
        share(maya.vault, uid, Choice(LEVEL, K), maya.clock, maya.application.new_id)


@pytest.mark.parametrize("deleted", [False, True])
def test_imports_leave_them_out(desk: Desk, deleted: bool) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", email="anna@orrin.example")))
    uid = desk.uid("Anna Berg")
    heed_objection(desk.vault, desk.work, uid)
    if deleted:
        delete_people(desk.vault, desk.work, [uid])
    desk.take(desk.file("y.vcf", someone("A. Berg", email="ANNA@orrin.example"), someone("Bo Lind")))
    assert desk.names() == (["Bo Lind"] if deleted else ["Anna Berg", "Bo Lind"])


def test_nobody_cannot_object(desk: Desk) -> None:
    with pytest.raises(UsageRefused):
        heed_objection(desk.vault, desk.work, "nobody")
