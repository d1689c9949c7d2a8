"""Which versions of one Client's document should stand in the outbox. Pure: documents in, a plan out.

    draft --approve--> approved --publish--> sending --receipt--> acked
      |                   |                     |
      |                   |                     +--the hub will not have it--> rejected
      |                   +--a newer one approved, or no longer allowed--> superseded
      +--discarded by the person--> rejected           (a draft that no longer fits simply goes)

- A version waits for approval of its bytes. Only what takes back, after the person took something back,
  is approved by that act (`lowering`): it shows no more than what the hub holds, and nothing newer.
- A version that was approved stays so only while all it shows is still allowed.
- All versions not sent yet follow the same one, so the approval of one replaces the other.
- Taking everything back is final: nothing else is proposed until the hub has confirmed it.
- A version is due when what it says changes, when the accepted policy does, when it would have to end
  sooner, or when the one before it ends within 14 days. A new month alone makes none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from weavit_core.publication import Publication
from weavit_desktop.sharing.order import common, exceeds
from weavit_desktop.sharing.publication import Rules, Snapshot, nothing, snapshot_of

RENEW_BEFORE = timedelta(days=14)


class State(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    ACKED = "acked"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Version:
    """A document with its place: `digest` is the SHA-256 of its bytes."""

    state: State
    digest: str
    document: Publication


@dataclass(frozen=True, slots=True)
class Standing:
    """What exists of one Client's document. `held` is the newest version that the hub confirmed.

    `sending` may or may not have reached the hub. `proposed` is a draft, or a rejected version, `refused`
    says that it was the hub who rejected it. `taken_back`: the person took something back, and the hub
    may still hold it.
    """

    held: Version | None = None
    sending: Version | None = None
    approved: Version | None = None
    proposed: Version | None = None
    refused: bool = False
    taken_back: bool = False

    @property
    def base(self) -> Version | None:
        """Return the version that the next one follows."""
        return self.sending or self.held


@dataclass(frozen=True, slots=True)
class Plan:
    """What should stand beside what was sent. A snapshot is to be written as a new version."""

    keep_approved: bool
    lowering: Snapshot | None
    keep_proposed: bool
    proposal: Snapshot | None
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Present:
    """The circumstances of a plan: what is allowed as of a month (None: nothing), and since when that holds.

    `paused`: the hub takes nothing but retractions, because its rules changed or its log does not add up.
    """

    allowed: Callable[[str], Snapshot | None]
    as_of: str
    today: date
    rules: Rules
    paused: bool

    def limit(self, as_of: str) -> Snapshot:
        """Return what may be shown as of a month, which may be nothing."""
        return self.allowed(as_of) or nothing(as_of, self.rules)


def plan(standing: Standing, present: Present) -> Plan:
    """Return what to keep and what to write, given what exists and what is allowed."""
    base = standing.base
    held = None if base is None else snapshot_of(base.document)
    too_much = held is not None and exceeds(held, present.limit(held.as_of))
    taken_back = standing.taken_back and (too_much or standing.sending is not None)
    lowering_due = taken_back and too_much
    approved = _kept(standing.approved, base, present, lowering_due=lowering_due)
    lowering = None
    if lowering_due and approved is None and held is not None:
        lowering = _lowered(held, present, whole=present.paused or standing.refused)
    proposal = _proposal(lowering or approved or held, present)
    keep_proposed = proposal is not None and _proposes(standing.proposed, proposal, base)
    return Plan(
        keep_approved=approved is not None,
        lowering=lowering,
        keep_proposed=keep_proposed,
        proposal=None if keep_proposed else proposal,
        taken_back=taken_back,
    )


def still_allowed(snapshot: Snapshot, present: Present) -> bool:
    """Return whether all that a document shows may be shown now, and for that long."""
    return snapshot.content is None or (
        snapshot.policy == present.rules.policy
        and snapshot.not_after >= present.today
        and not exceeds(snapshot, present.limit(snapshot.as_of))
    )


def follows(version: Version, base: Version | None) -> bool:
    """Return whether a version is the one after `base`, or the first where there is none."""
    document = version.document
    if base is None:
        return document.seq == 1
    return document.seq == base.document.seq + 1 and document.prev == base.digest


def _kept(
    approved: Version | None, base: Version | None, present: Present, *, lowering_due: bool
) -> Snapshot | None:
    """Return what the approved version says, or None where it must not be sent any more."""
    if approved is None or not follows(approved, base):
        return None
    snapshot = snapshot_of(approved.document)
    if lowering_due and present.paused and snapshot.content is not None:
        return None  # it would wait, and with it what was taken back
    return snapshot if still_allowed(snapshot, present) else None


def _lowered(held: Snapshot, present: Present, *, whole: bool) -> Snapshot:
    """Return the most of a held document that is still allowed, as of the same month and for no longer.

    Where the hub takes nothing but a retraction, or refused less than that, the whole is taken back; so
    it is where the time is over.
    """
    limit = present.limit(held.as_of)
    not_after = min(held.not_after, limit.not_after)
    if held.content is None or limit.content is None or whole or not_after < present.today:
        return nothing(present.as_of, present.rules)
    return replace(limit, content=common(held.content, limit.content), not_after=not_after)


def _proposal(newest: Snapshot | None, present: Present) -> Snapshot | None:
    """Return what should replace the newest version, or None where nothing is due."""
    target = present.limit(present.as_of)
    if newest is None:
        return None if target.content is None else target
    if newest.content is None:
        return None  # first the hub confirms that it has nothing any more
    if target.content is None:
        return target
    ends_soon = newest.not_after - present.today <= RENEW_BEFORE and target.not_after > newest.not_after
    due = (
        (target.content, target.policy) != (newest.content, newest.policy)
        or target.not_after < newest.not_after
        or ends_soon
    )
    return target if due else None


def _proposes(proposed: Version | None, proposal: Snapshot, base: Version | None) -> bool:
    """Return whether what stands already proposes this. What the person discarded is not proposed again."""
    if proposed is None or not follows(proposed, base):
        return False
    stands = snapshot_of(proposed.document)
    if proposed.state is State.REJECTED:
        return (stands.content, stands.policy) == (proposal.content, proposal.policy)
    return stands == proposal
