"""One salesperson's laptop in the demo: a real vault, and the use cases that the command line calls too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.composition import Application
from weavit_desktop.services import approving, clients, hub, identity, joining, people, publishing, sharing
from weavit_desktop.services.clients import ClientSummary
from weavit_desktop.services.hub_policy import Terms
from weavit_desktop.services.import_report import ImportReport
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.publishing import PublishReport
from weavit_desktop.services.sharing import Choice
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.keys import Argon2Cost
from weavit_desktop.vault.repositories.people_pages import PeopleQuery, PersonRow
from weavit_desktop.vault.vault import Vault

PASSPHRASE = "river lantern copper meadow"  # noqa: S105  of invented vaults that anyone may open


@dataclass(frozen=True, slots=True)
class Laptop:
    """A vault and the program around it. `work` is as of the moment the laptop was set up."""

    application: Application
    vault: Vault
    work: Work

    def bring_in(self, paths: Sequence[Path]) -> ImportReport:
        """Import files."""
        application = self.application
        return import_files(
            self.vault, application.rules(), paths, clock=application.clock, ids=application.new_id
        )

    def confirm_proposed_identity(self) -> list[str]:
        """Confirm as "me" what the import proposed. Return the addresses."""
        found = identity.me(self.vault)

        def values(kind: str) -> list[str]:
            return [one.value for one in found if one.kind == kind]

        identity.confirm_me(
            self.vault,
            self.work,
            emails=values("email"),
            phones=values("phone"),
            profiles=values("profile"),
            company_domains=values("company-domain"),
        )
        return values("email")

    def everyone(self) -> list[PersonRow]:
        """Return everyone in the vault, in order of name."""
        return people.list_people(self.vault, PeopleQuery(today=self.work.today))

    def find(self, name: str) -> PersonRow:
        """Return the person of a name."""
        return next(row for row in self.everyone() if row.name == name)

    def choose(self, who: PersonRow, level: SharingLevel, k: int) -> None:
        """Choose what the company may see of a person."""
        sharing.share(self.vault, who.uid, Choice(level, k), self.application.clock, self.application.new_id)

    def join(self, invite: str) -> list[str]:
        """Join a hub, confirm every Client that it suggests, and return the hub's rules in words."""
        rules: list[str] = []

        def accept(terms: Terms) -> bool:
            rules.extend(terms.policy.words)
            return True

        application = self.application
        joining.join(self.vault, invite, accept, application.connect, application.clock, application.new_id)
        for one in self.clients():
            if one.suggestion is not None:
                clients.confirm_client(
                    self.vault, one.id, one.suggestion.registry_id, application.clock, application.new_id
                )
        return rules

    def clients(self) -> list[ClientSummary]:
        """Return the Clients, marked or proposed."""
        return clients.list_clients(self.vault, self.application.rules())

    def approve_and_publish(self) -> PublishReport:
        """Approve the drafts as they stand and send them."""
        application = self.application
        approving.approve_all(self.vault, application.clock, application.new_id)
        return self.publish()

    def publish(self) -> PublishReport:
        """Send what is approved. Raises what stopped it."""
        application = self.application
        report = publishing.publish(self.vault, application.connect, application.clock, application.new_id)
        if report.trouble is not None:
            raise report.trouble
        return report

    def fetch(self) -> hub.Fetched:
        """Fetch the registry and the newest release."""
        application = self.application
        return hub.fetch(self.vault, application.connect, application.clock, application.new_id)


def set_up(application: Application, folder: Path, cost: Argon2Cost | None = None) -> tuple[Laptop, str]:
    """Create a vault in a folder; return the laptop and its recovery code. The caller closes the vault.

    `cost` None: as much as this machine bears, as in anybody's vault.
    """
    zone, clock = application.home_zone(), application.clock
    vault, code = create_vault(folder, PASSPHRASE, home_zone=zone, clock=clock, cost=cost)
    work = work_for(vault, application.rules(), application.clock, application.new_id)
    return Laptop(application, vault, work), code
