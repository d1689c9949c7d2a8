"""A laptop with a vault in memory and a stand-in hub, for the tests of what happens between the two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from builders.sharing import (
    NOW,
    MemoryVault,
    Post,
    Someone,
    Time,
    add_organisation,
    add_people,
    choose,
    ids,
    straight_to,
    uuid,
)
from builders.stand_in_hub import StandInHub
from weavit_core import publication
from weavit_core.http_signing import Request
from weavit_core.publication import Content
from weavit_desktop.services import publishing
from weavit_desktop.services.approving import OutboxRow, approve_all, list_outbox
from weavit_desktop.services.drafting import redraft
from weavit_desktop.services.joining import join
from weavit_desktop.services.publishing import PublishReport
from weavit_desktop.services.sharing import revoke_person
from weavit_desktop.vault.repositories import outbox

ACME, BETA = uuid(0xC1), uuid(0xC2)  # organisations 1 and 2
PEOPLE = (Someone("anna"), Someone("bert", [Post(2, "vp", "it")]))


@dataclass
class Laptop:
    """Everything that a service takes, in one place."""

    vault: MemoryVault
    hub: StandInHub
    clock: Time
    new_id: Callable[[], str] = field(default_factory=ids)

    @property
    def connect(self):
        return straight_to(self.hub)

    def share(self, uid: str, level: int, k: int = 3, until: date | None = None) -> None:
        choose(self.vault, uid, level, self.clock, self.new_id, k, until)

    def revoke(self, uid: str) -> None:
        revoke_person(self.vault, uid, self.clock, self.new_id)

    def redraft(self) -> None:
        self.vault.write(lambda db: redraft(db, self.clock(), self.new_id))

    def approve_all(self) -> list[str]:
        return approve_all(self.vault, self.clock, self.new_id)

    def publish(self) -> PublishReport:
        return publishing.publish(self.vault, self.connect, self.clock, self.new_id)

    def send_taken_back(self) -> PublishReport:
        return publishing.send_taken_back(self.vault, self.connect, self.clock, self.new_id)

    def share_and_publish(self, uid: str, level: int, **choice: object) -> None:
        self.share(uid, level, **choice)
        self.approve_all()
        assert self.publish().trouble is None

    def rows(self, *states: str) -> list[OutboxRow]:
        """Return the versions in these states, or all."""
        return [row for row in list_outbox(self.vault) if not states or row.state in states]

    def body(self, row: OutboxRow) -> bytes:
        document = outbox.find(self.vault.db, row.id)
        assert document is not None
        return document.body

    def held(self, client_id: str = ACME) -> Content | None:
        """Return what the hub holds of one Client."""
        for body in self.hub.held.values():
            document = publication.decode(body)
            if document.client_id == client_id:
                return document.content
        return None


def laptop(people: Sequence[Someone] = (), *, joined: bool = True) -> Laptop:
    """Return a laptop whose two organisations are confirmed as Clients of the hub that it joined."""
    clock = Time(NOW)
    made = Laptop(MemoryVault(), StandInHub(clock), clock)
    add_organisation(made.vault.db, 1, ACME)
    add_organisation(made.vault.db, 2, BETA)
    add_people(made.vault.db, people)
    if joined:
        join(made.vault, made.hub.invite, lambda terms: True, made.connect, clock, made.new_id)
    return made


def ready(people: Sequence[Someone] = PEOPLE) -> Laptop:
    """Return a laptop with an approved document for each person's Client."""
    made = laptop(people)
    for someone in people:
        made.share(someone.uid, 2)
    made.approve_all()
    return made


def is_put(request: Request) -> bool:
    return request.method == "PUT"


def failing(kind: str) -> Callable[[Request], str]:
    """Return a fault of the stand-in hub: documents fail, and nothing else."""
    return lambda request: kind if is_put(request) else ""
