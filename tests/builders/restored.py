"""A laptop whose vault was restored: what it remembers is older than what the hub holds."""

from __future__ import annotations

from builders.laptop import Laptop, laptop
from builders.sharing import Post, Someone, copy_of, weekly_mail
from weavit_desktop.services.adopting import Adopted, adopt_if_restored
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import permissions

ANNA, BERT = "anna", "bert"


def two() -> Laptop:
    """Return a laptop with Anna at ACME and Bert at BETA."""
    return laptop([Someone(ANNA, days=weekly_mail()), Someone(BERT, [Post(2, "vp", "it")])])


def restore(made: Laptop, backup: Connection) -> None:
    """Go back to a copy of the vault, as restoring a backup does."""
    made.vault.db = copy_of(backup)
    hubs.suspend(made.vault.db, hubs.RESTORED)


def adopt(made: Laptop) -> Adopted | None:
    """Let the first contact happen."""
    return adopt_if_restored(made.vault, made.connect, made.clock, made.new_id)


def suspended(made: Laptop) -> str:
    """Return why publishing waits."""
    hub = hubs.joined(made.vault.db)
    assert hub is not None
    return hub.suspended


def levels(made: Laptop) -> dict[str, int]:
    """Return what is chosen for whom, without those of whom nothing is shown."""
    return {uid: int(one.level) for uid, one in permissions.all_giving(made.vault.db).items()}


def publish_all(made: Laptop) -> None:
    """Approve what waits and send it: the hub takes all of it."""
    made.approve_all()
    report = made.publish()
    assert (report.refused, report.trouble, report.waiting) == ((), None, 0)
