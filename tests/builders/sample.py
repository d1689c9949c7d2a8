"""Maya's vault for tests of the window: the shipped sample, imported, and the hub that she may join.

Importing takes a moment, so each state is made once per process; every test gets a copy of its own.
"""

from __future__ import annotations

import atexit
import csv
import itertools
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from builders.desk import shipped_rules
from builders.keychain import FakeKeychains
from builders.sharing import Time, straight_to, uuid
from builders.stand_in_hub import StandInHub
from builders.vault import PASSPHRASE, fixed_clock, new_vault
from weavit_core.policy import Policy
from weavit_core.policy import encode as encode_policy
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.composition import Application
from weavit_desktop.demo.archives import pack_with_recent_dates
from weavit_desktop.demo.laptop import Laptop
from weavit_desktop.demo.story import CHOICES
from weavit_desktop.resources import resource
from weavit_desktop.services.sharing import revoke_person
from weavit_desktop.services.work import work_for
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.vault import Vault

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # a Friday; the sample's last message is of the day before
HOME_ZONE = "Europe/Zurich"
RULES = (
    "The hub stores one document per Client from you. Levels, functions, bands and months. No names, no "
    "dates, no numbers, no free text. You see each byte first.",
    "Bands, once a week. 1–2, 3–5, 6–10, 11+ colleagues. You may ask for 1, 3 or 5.",
    "Take back at any time. Deleted at once, with a signed receipt. What was seen stays seen.",
)


class SampleHub(StandInHub):
    """Tarnholm's hub with the sample's registry of Clients."""

    def __init__(self, clock: Clock) -> None:
        rows = _registry_rows()
        super().__init__(
            clock,
            url="http://127.0.0.1:8420",
            policy=encode_policy(Policy("Tarnholm", RULES)),
            clients=[str(row["id"]) for row in rows],
        )
        self._rows = rows

    def _registry(self, request: object) -> tuple[int, object]:
        return 200, {"version": 1, "clients": self._rows}


@dataclass(frozen=True)
class Maya:
    """Her open vault and the program around it. `hub` stands in for Tarnholm's; both follow `clock`.

    Close the vault after use.
    """

    vault: Vault
    application: Application
    hub: SampleHub
    clock: Time

    @property
    def laptop(self) -> Laptop:
        """Return the use cases, as of now."""
        application = self.application
        work = work_for(self.vault, application.rules(), application.clock, application.new_id)
        return Laptop(application, self.vault, work)

    def uid(self, name: str) -> str:
        """Return the id of the person of a name."""
        return self.laptop.find(name).uid


def application(
    *, clock: Clock | None = None, connect: Connect | None = None, new_id: Callable[[], str] | None = None
) -> Application:
    """Return the program with a clock that stands still, ids that count, and no way to any hub."""
    return Application(
        clock=clock or fixed_clock(NOW),
        new_id=new_id or counted_ids(),
        rules=shipped_rules,
        connect=connect or _no_hub,
        home_zone=lambda: HOME_ZONE,
        default_vault=Path("vault-that-nobody-made"),
        inboxes=Path("inboxes-that-nobody-reads"),
        keychain=FakeKeychains().of,
    )


def counted_ids() -> Callable[[], str]:
    """Return a maker of UUIDs that counts, unlike those of a vault that was copied."""
    numbers = itertools.count(1)
    start = next(_STARTS)
    return lambda: str(UUID(int=start << 64 | next(numbers)))


def maya_new(folder: Path) -> Maya:
    """Open a vault of hers with nobody in it."""
    clock = Time(NOW)
    hub = SampleHub(clock)
    vault = new_vault(folder, home_zone=HOME_ZONE, clock=clock)
    return Maya(vault, application(clock=clock, connect=straight_to(hub)), hub, clock)


def maya_alone(folder: Path) -> Maya:
    """Open a copy of her vault as it is after the first import: confirmed as "me", no hub, all Only you."""
    shutil.copytree(_alone(), folder)
    vault = open_vault(folder, PASSPHRASE, command="test")
    clock = Time(NOW)
    hub = SampleHub(clock)
    return Maya(vault, application(clock=clock, connect=straight_to(hub)), hub, clock)


def maya_joined(folder: Path) -> Maya:
    """Open her vault as it is once she joined Tarnholm's hub: every Client confirmed, nothing chosen."""
    maya = maya_alone(folder)
    maya.laptop.join(maya.hub.invite)
    return maya


def maya_waiting(folder: Path) -> Maya:
    """Open her vault with choices for four people at four Clients: drafts, nothing approved yet."""
    maya = maya_joined(folder)
    choose(maya, CHOICES)
    return maya


def maya_published(folder: Path) -> Maya:
    """Open her vault after she published those choices, then changed two: some seen, some waiting."""
    maya = maya_waiting(folder)
    maya.clock.forward(minutes=1)
    maya.laptop.approve_and_publish()
    maya.clock.forward(minutes=1)  # what is chosen at the instant of a document counts as in it
    name, _, k = CHOICES[1]
    choose(maya, ((name, SharingLevel.STRENGTH, k),))
    revoke_person(maya.vault, maya.uid(CHOICES[3][0]), maya.application.clock, maya.application.new_id)
    return maya


def choose(maya: Maya, choices: Sequence[tuple[str, SharingLevel, int]]) -> None:
    """Choose by name: (name, level, k)."""
    laptop = maya.laptop
    for name, level, k in choices:
        laptop.choose(laptop.find(name), level, k)


_STARTS = itertools.count(1)


def _no_hub(address: object) -> object:
    raise AssertionError("this test asked for a hub and was given none")


@cache
def _alone() -> Path:
    root = Path(tempfile.mkdtemp(prefix="weavit-sample-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    program = application()
    with new_vault(root / "vault", home_zone=HOME_ZONE, clock=program.clock) as vault:
        work = work_for(vault, program.rules(), program.clock, program.new_id)
        laptop = Laptop(program, vault, work)
        archive = root / "Complete_LinkedInDataExport.zip"
        pack_with_recent_dates(resource("sample/linkedin"), archive, NOW)
        laptop.bring_in([resource("sample/people.vcf"), archive])
        laptop.confirm_proposed_identity()
    return root / "vault"


@cache
def _registry_rows() -> list[dict[str, object]]:
    with resource("sample/clients.csv").open(encoding="utf-8", newline="") as file:
        return [_registry_row(number, row) for number, row in enumerate(csv.DictReader(file), start=0xC1)]


def _registry_row(number: int, row: dict[str, str]) -> dict[str, object]:
    return {
        "id": uuid(number),
        "name": row["name"],
        "aliases": [row["aliases"]] if row["aliases"] else [],
        "domains": row["domains"].split(),
        "lei": row["lei"] or None,
        "country": row["country"] or None,
        "parent": None,
        "status": "active",
        "merged_into": None,
    }
