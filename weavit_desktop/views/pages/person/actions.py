"""What can be done with the person on the page: each in a task, told to the other pages, with a way back."""

from __future__ import annotations

from collections.abc import Callable

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.clock import Clock
from weavit_desktop.models.changes import Topic
from weavit_desktop.services import clients, people, sharing
from weavit_desktop.services.deleting import Deleted, delete_people
from weavit_desktop.services.drafting import NewId
from weavit_desktop.services.fact_words import NAMES
from weavit_desktop.services.person_page import PersonPage, Suggestion
from weavit_desktop.services.sharing import Choice
from weavit_desktop.services.still_in_backups import sentence
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.clipboard import copy
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.person.company_words import chosen_words
from weavit_desktop.views.theme.painting import isolate

Failed = Callable[[Exception], object]
WriteChoice = Callable[[Vault, str, Choice, Clock, NewId], object]


class PersonActions:
    """Acts on the person of the page that it is given. Choices of what to share happen in turn."""

    def __init__(self, desk: Desk, refused: Callable[[], object]) -> None:
        self._desk = desk
        self._refused = refused
        self._sharing = False
        self._next: tuple[PersonPage, Choice] | None = None

    def share(self, page: PersonPage, level: SharingLevel, k: int) -> None:
        """Choose what the company sees of a person; the toast takes it back to what it was."""
        until = page.company.until if level else None
        self._share(page, Choice(level, k, until))

    def _share(self, page: PersonPage, choice: Choice) -> None:
        if self._sharing:
            self._next = (page, choice)  # keys come faster than the vault writes: the last one counts
            return
        self._sharing = True
        company = page.company
        before = Choice(company.chosen, company.k, company.until)

        def done(_: object) -> None:
            self._sharing = False
            following, self._next = self._next, None
            if following is not None:
                self._share(*following)
                return
            words = chosen_words(page.given, choice.level, choice.k, hub=bool(company.hub))
            self._desk.changes.tell(Topic.SHARING)
            self._desk.navigation.toast(words, lambda: self._put_back(page, before))

        self._write_choice(sharing.share, page, choice, done)

    def _put_back(self, page: PersonPage, before: Choice) -> None:
        # Not `share`: taking back is approved by the choice itself, and would leave all the same.
        self._write_choice(sharing.put_back, page, before, lambda _: self._desk.changes.tell(Topic.SHARING))

    def _write_choice(
        self, write: WriteChoice, page: PersonPage, choice: Choice, done: Callable[[object], object]
    ) -> None:
        application, vault, uid = self._desk.application, self._desk.vault, page.person.row.uid
        self._desk.tasks.run(
            lambda _, __: write(vault, uid, choice, application.clock, application.new_id), done, self._fail
        )

    def _fail(self, error: Exception) -> None:
        self._sharing, self._next = False, None
        self._desk.navigation.tell_error(error)
        self._refused()

    def confirm_client(self, suggestion: Suggestion) -> None:
        """Say that an employer is this Client of the registry."""
        application, vault = self._desk.application, self._desk.vault

        def done(_: object) -> None:
            self._desk.changes.tell(Topic.CLIENTS, Topic.SHARING)
            self._desk.navigation.toast(f"Confirmed: {isolate(suggestion.name)}.")

        self._desk.tasks.run(
            lambda _, __: clients.confirm_client(
                vault,
                suggestion.organisation_uid,
                suggestion.registry_id,
                application.clock,
                application.new_id,
            ),
            done,
            self._desk.navigation.tell_error,
        )

    def edit(
        self, page: PersonPage, field: str, value: str, done: Callable[[], object], failed: Failed
    ) -> None:
        """Change a fact; the toast puts back what the person had written before."""
        before = page.facts.edits.get(field, "")

        def saved(_: object) -> None:
            done()
            self._tell_edited()
            undo = lambda: self._write(page, field, before, lambda _: self._tell_edited())  # noqa: E731
            self._desk.navigation.toast(f"{NAMES[field]} of {isolate(page.given)} changed.", undo)

        self._write(page, field, value, saved, failed)

    def _write(
        self,
        page: PersonPage,
        field: str,
        value: str,
        done: Callable[[object], object],
        failed: Failed | None = None,
    ) -> None:
        desk, uid = self._desk, page.person.row.uid
        desk.tasks.run(
            lambda _, __: people.edit_person(desk.vault, desk.work(), uid, {field: value}),
            done,
            failed or desk.navigation.tell_error,
        )

    def _tell_edited(self) -> None:
        self._desk.changes.tell(Topic.PEOPLE, Topic.CLIENTS, Topic.SHARING)

    def delete(self, page: PersonPage, *, leave_out: bool) -> None:
        """Erase the person and go back."""
        desk, row = self._desk, page.person.row

        def done(deleted: Deleted) -> None:
            desk.navigation.back()
            desk.changes.tell(Topic.PEOPLE, Topic.CLIENTS, Topic.SHARING)
            waits = "What the company saw of them waits in Sharing to be taken back."
            said = (
                f"{isolate(row.name)} deleted.",
                waits if deleted.revoked.clients else "",
                sentence(deleted.still_in),
            )
            desk.navigation.toast(" ".join(filter(None, said)))

        desk.tasks.run(
            lambda _, __: delete_people(desk.vault, desk.work(), [row.uid], do_not_bring_back=leave_out),
            done,
            desk.navigation.tell_error,
        )

    def copy_email(self, page: PersonPage) -> None:
        """Put the first e-mail address on the clipboard."""
        copy(page.facts.first("email"))
        self._desk.navigation.toast("E-mail address copied.")
