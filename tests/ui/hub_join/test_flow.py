"""The steps without looks: each guards itself, whatever a button lets through."""

from __future__ import annotations

from weavit_desktop.models.hub_joining import HubJoining, Step


def flow_of(opened) -> HubJoining:
    desk = opened.desk
    return HubJoining(desk.application, desk.vault, desk.tasks, desk.changes, opened.page)


def test_the_hub_is_not_asked_before_its_key_is_said_to_be_compared(opened) -> None:
    flow = flow_of(opened)
    flow.ask()
    flow.read(opened.hub.invite)

    flow.ask()

    assert (flow.step, opened.hub.reached) == (Step.KEY, 0)


def test_no_code_is_made_before_the_rules_are_accepted(opened) -> None:
    flow = flow_of(opened)
    flow.read(opened.hub.invite)
    flow.compared = True
    flow.ask()

    flow.prepare()

    assert (flow.step, flow.code) == (Step.RULES, "")


def test_nobody_joins_before_there_is_a_way_back_out(opened) -> None:
    flow = flow_of(opened)
    flow.read(opened.hub.invite)
    flow.compared = True
    flow.ask()
    flow.accepted = True

    flow.join()

    assert opened.joined == ""
    assert not any("enrolments" in path for path in opened.hub.paths())


def test_nobody_joins_after_taking_the_acceptance_back(opened) -> None:
    flow = flow_of(opened)
    flow.read(opened.hub.invite)
    flow.compared = True
    flow.ask()
    flow.accepted = True
    flow.prepare()
    flow.accepted = False

    flow.join()

    assert opened.joined == ""


def test_a_new_invite_is_compared_anew(opened) -> None:
    flow = flow_of(opened)
    flow.read(opened.hub.invite)
    flow.compared = True

    flow.read(opened.hub.invite)

    assert not flow.compared
