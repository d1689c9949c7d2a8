"""Publishing from the page: exactly what was shown there, told document by document."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from weavit_desktop.clock import Clock
from weavit_desktop.errors import NoRoom
from weavit_desktop.services import publishing
from weavit_desktop.services.approving import approve_shown
from weavit_desktop.services.drafting import NewId
from weavit_desktop.services.progress import IsCancelled, Progress, Step, never
from weavit_desktop.services.publishing import Arrived, PublishReport
from weavit_desktop.services.sharing_page import Leaving
from weavit_desktop.sharing.transport import Connect
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Arrival(Step):
    """The receipt of the version with the id `uid` has come and was verified."""

    uid: str = ""


def publish_shown(
    vault: Vault,
    shown: Mapping[str, str],
    connect: Connect,
    clock: Clock,
    new_id: NewId,
    progress: Progress,
    cancelled: IsCancelled = never,
) -> PublishReport:
    """Approve the versions that were shown, by id and digest, and send them; each receipt is an Arrival.

    Cancelled, it stops between two documents: what was not sent stays approved and waits. Raises
    NotAsShown, with nothing approved or sent, if others wait by now, and UsageRefused where no hub was
    joined.
    """
    approve_shown(vault, shown, clock, new_id)
    tell = _arrivals(len(shown), progress)
    return publishing.publish(vault, connect, clock, new_id, arrived=tell, cancelled=cancelled)


def publish_taken_back(
    vault: Vault,
    number: int,
    connect: Connect,
    clock: Clock,
    new_id: NewId,
    progress: Progress,
    cancelled: IsCancelled = never,
) -> PublishReport:
    """Send the `number` retractions that wait, while nothing else may leave. Approves nothing.

    Raises UsageRefused where no hub was joined.
    """
    tell = _arrivals(number, progress)
    return publishing.send_taken_back(vault, connect, clock, new_id, arrived=tell, cancelled=cancelled)


def _arrivals(number: int, progress: Progress) -> Arrived:
    arrived: list[str] = []

    def tell(uid: str) -> None:
        arrived.append(uid)
        progress(Arrival("publishing", len(arrived), number, uid))

    return tell


def save_bytes(documents: Sequence[Leaving], path: Path) -> None:
    """Write one document to a file as it is, or several into a ZIP. Raises NoRoom."""
    try:
        if len(documents) == 1:
            path.write_bytes(documents[0].body)
            return
        with zipfile.ZipFile(path, "w") as archive:
            for document in documents:
                archive.writestr(file_name(document), document.body)
    except OSError as error:
        raise NoRoom(
            "The file could not be written. Nothing else happened. Choose another folder and try again.",
            fact=type(error).__name__,
        ) from error


def file_name(document: Leaving) -> str:
    """Return a name for a document's file that tells nothing of its Client."""
    return f"{document.pub_id}-version-{document.seq}.json"
