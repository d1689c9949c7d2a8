"""The laws of the outbox, whatever happens: broken lines, crashes at any write, wrong clocks, moody hubs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from builders.laptop import laptop
from builders.sharing import MemoryVault, Post, Someone, copy_of, dump, weekly_mail
from builders.stand_in_hub import RULES
from weavit_core import canonical, policy, publication
from weavit_core.http_signing import Request
from weavit_core.publication import Publication
from weavit_desktop.services.approving import discard
from weavit_desktop.services.checking import receipts
from weavit_desktop.services.drafting import allowed_now, rules_of
from weavit_desktop.services.hub_policy import accept_policy
from weavit_desktop.services.sharing import revoke_everything
from weavit_desktop.sharing.order import exceeds, shows_no_more
from weavit_desktop.sharing.outbox import State
from weavit_desktop.sharing.publication import Snapshot, nothing, snapshot_of
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import outbox

T = TypeVar("T")
PEOPLE = ("anna", "bert", "carl")
PROBLEMS = ("", "", "", "schema", "forbidden", "stale-seq", "rate", "internal")


class Crash(BaseException):
    """The power went."""


class CrashingVault(MemoryVault):
    """A vault whose process dies at one of the next writes, before or after it reached the disk."""

    left = -1
    reached_the_disk = True

    def write(self, function: Callable[[Connection], T]) -> T:
        self.left -= 1
        if self.left == 0 and not self.reached_the_disk:
            raise Crash
        result = super().write(function)
        if self.left == 0:
            raise Crash
        return result


class Outbox(RuleBasedStateMachine):
    """One person with a laptop, and a world in which everything goes wrong sometimes."""

    @initialize()
    def start(self) -> None:
        self.made = laptop(
            [
                Someone("anna", days=weekly_mail()),
                Someone("bert", [Post(1, "vp", "it")], days=weekly_mail(weeks=8)),
                Someone("carl", [Post(1), Post(2, "staff", "hr")]),
            ]
        )
        self.made.vault.__class__ = CrashingVault
        self.made.hub.fault = self._watch
        self.faults: list[str] = []
        self.rules = 0
        self.kept: Connection | None = None
        self.ceiling: dict[str, Snapshot] | None = None  # by Client, until somebody chooses again

    @rule(uid=st.sampled_from(PEOPLE), level=st.integers(0, 4), k=st.sampled_from((1, 3, 5)),
          days=st.none() | st.integers(0, 60))  # fmt: skip
    def choose(self, uid: str, level: int, k: int, days: int | None) -> None:
        self.ceiling = None
        until = None if days is None else self.made.clock().date() + timedelta(days)
        self.made.share(uid, level, k=k, until=until)

    @rule(uid=st.sampled_from(PEOPLE))
    def take_back(self, uid: str) -> None:
        self.made.revoke(uid)

    @rule()
    def approve(self) -> None:
        self.made.approve_all()

    @rule(data=st.data())
    def put_aside(self, data: st.DataObject) -> None:
        rows = [row for row in self.made.rows("draft", "approved") if not self._taken_back(row.id)]
        if rows:
            discard(self.made.vault, data.draw(st.sampled_from(rows)).id, self.made.clock, self.made.new_id)

    @rule(level=st.sampled_from(("director", "staff")), gone=st.booleans())
    def import_changes_a_position(self, level: str, gone: bool) -> None:
        self.ceiling = None
        self.made.vault.db.execute(
            "UPDATE position SET level = ?, to_day = ? WHERE id = 1", (level, "2026-11-01" if gone else None)
        )
        self.made.redraft()

    @rule(days=st.integers(-3, 40))
    def time_goes_or_jumps(self, days: int) -> None:
        self.ceiling = None
        self.made.clock.forward(days=days)

    @rule()
    def the_company_changes_its_rules(self) -> None:
        self.rules += 1
        self.made.hub.policy = policy.encode(replace(RULES, company=str(self.rules)))

    @rule()
    def accept_the_rules(self) -> None:
        accept_policy(
            self.made.vault, lambda terms: True, self.made.connect, self.made.clock, self.made.new_id
        )

    @rule()
    def use_the_printed_code(self) -> None:
        self.made.hub.retract_by_code()

    @rule(
        faults=st.lists(st.sampled_from(("", "before", "after")), max_size=6),
        problem=st.sampled_from(PROBLEMS),
    )
    def publish_over_a_bad_line(self, faults: list[str], problem: str) -> None:
        self.faults = faults
        self.made.hub.refuse = lambda request: problem if self._can_be_refused(request, problem) else ""
        self.made.publish()
        self._heal()

    @rule(left=st.integers(1, 8), reached=st.booleans(), lowering=st.booleans())
    def publish_and_crash(self, left: int, reached: bool, lowering: bool) -> None:
        vault = self.made.vault
        vault.left, vault.reached_the_disk = left, reached
        with suppress(Crash):
            self.made.send_taken_back() if lowering else self.made.publish()
        self._heal()

    @rule()
    def publish(self) -> None:
        before = len(self.made.hub.accepted)
        report = self.made.publish()
        assert report.accepted >= len(self.made.hub.accepted) - before
        for body in self.made.hub.held.values():
            self._assert_nothing_taken_back_is_held(publication.decode(body))

    @invariant()
    def each_approved_body_takes_effect_once(self) -> None:
        if hasattr(self, "made"):
            accepted = self.made.hub.accepted
            assert len(accepted) == len(set(accepted))

    @invariant()
    def what_is_confirmed_has_a_receipt(self) -> None:
        if hasattr(self, "made"):
            confirmed = {row.sha256 for row in self.made.rows("acked")}
            assert confirmed == {one.sha256 for one in receipts(self.made.vault) if one.verified}
            assert confirmed <= {canonical.sha256_hex(body) for body in self.made.hub.accepted}

    @invariant()
    def drafting_is_idempotent(self) -> None:
        if hasattr(self, "made"):
            self.made.redraft()
            before = dump(self.made.vault.db, "outbox", "sharing_period")
            self.made.redraft()
            assert dump(self.made.vault.db, "outbox", "sharing_period") == before

    def teardown(self) -> None:
        if hasattr(self, "made"):
            revoke_everything(self.made.vault, self.made.clock, self.made.new_id)
            report = self.made.publish()
            assert self.made.hub.held == {}
            assert (report.waiting, report.trouble) == (0, None)

    def _can_be_refused(self, request: Request, problem: str) -> bool:
        """Return whether a hub can say this: to what it has it answers with the receipt, if it reads it."""
        read = problem not in ("rate", "internal")
        return request.method == "PUT" and not (read and request.body in self.made.hub.accepted)

    def _heal(self) -> None:
        self.faults = []
        self.made.vault.left = -1
        self.made.hub.refuse = lambda request: ""

    def _watch(self, request: Request) -> str:
        """Judge what is about to leave, then let the line break if it shall."""
        if request.method == "PUT":
            self._assert_approved(request.body)
            # What the hub has already it may get again, for the receipt: that tells it nothing.
            if request.body not in self.made.hub.accepted:
                self._assert_may_leave(publication.decode(request.body))
        return self.faults.pop(0) if self.faults else ""

    def _assert_approved(self, body: bytes) -> None:
        digest = canonical.sha256_hex(body)
        sending = [one for one in outbox.everything(self.made.vault.db) if one.state == State.SENDING]
        assert (digest, body) in {(one.approved_sha256, one.body) for one in sending}

    def _assert_may_leave(self, document: Publication) -> None:
        """Demand that all it shows is allowed now, and that it overtakes no retraction."""
        assert not self._exceeds(document)
        waiting = {one.client_id for one in outbox.to_send(self.made.vault.db) if one.retraction}
        assert document.content is None or document.client_id not in waiting

    def _assert_nothing_taken_back_is_held(self, document: Publication) -> None:
        period = outbox.running_periods(self.made.vault.db).get(document.client_id)
        if period is not None and period.taken_back:
            assert not self._exceeds(document)

    def _exceeds(self, document: Publication) -> bool:
        db = self.made.vault.db
        hub = hubs.joined(db)
        assert hub is not None
        allowed = allowed_now(db, hub, self.made.clock(), None)(document.as_of).get(document.client_id)
        limit = allowed or nothing(document.as_of, rules_of(hub))
        return exceeds(snapshot_of(document), limit)

    def _taken_back(self, uid: str) -> bool:
        document = outbox.find(self.made.vault.db, uid)
        return document is not None and document.state == State.APPROVED and document.taken_back


class RestoredOutbox(Outbox):
    """The same world, in which she also restores backups: the same laws hold, and one more."""

    @rule()
    def back_up(self) -> None:
        self.kept = copy_of(self.made.vault.db)

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore_the_backup(self) -> None:
        """From now on, until somebody chooses, the hub may hold of each Client what it holds now, or less."""
        self.made.vault.db = copy_of(self.kept)
        hubs.suspend(self.made.vault.db, hubs.RESTORED)
        held = map(publication.decode, self.made.hub.held.values())
        self.ceiling = {document.client_id: snapshot_of(document) for document in held}

    @invariant()
    def no_restore_raises_what_the_hub_holds(self) -> None:
        if getattr(self, "ceiling", None) is None:
            return
        for body in self.made.hub.held.values():
            document = publication.decode(body)
            limit = self.ceiling[document.client_id]
            assert document.not_after <= limit.not_after
            assert shows_no_more(document.content, limit.content)


Outbox.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestOutbox = Outbox.TestCase
RestoredOutbox.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestRestoredOutbox = RestoredOutbox.TestCase
