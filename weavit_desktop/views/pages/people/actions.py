"""What can be done with people of the list: open, choose what the company sees, add, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from weavit_desktop.domain.counting import many_people
from weavit_desktop.errors import Cancelled, ConfirmationNeeded
from weavit_desktop.models.changes import Topic
from weavit_desktop.models.people_search import PeopleSearch
from weavit_desktop.services.deleting import MANY, Deleted, delete_people
from weavit_desktop.services.people import add_person
from weavit_desktop.services.people_lists import ListedPerson, opaque_ids
from weavit_desktop.services.progress import IsCancelled, Progress
from weavit_desktop.services.still_in_backups import sentence
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.people.deleting_dialog import DeletingDialog
from weavit_desktop.views.pages.people.dialogs import AddDialog, Fields, NumberDialog, ask_delete
from weavit_desktop.views.theme.painting import isolate

CANCELLED = "Cancelled. Nobody was deleted."


class PeopleActions(QObject):
    """Acts on the selected people, or where nobody is selected on the row that is current."""

    def __init__(self, desk: Desk, search: PeopleSearch, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._search = search
        self._page = page
        self._dialog: Dialog | None = None  # kept, or Python would drop it while it is open

    @property
    def dialog(self) -> Dialog | None:
        """Return the dialog that was opened last."""
        return self._dialog

    def open_row(self, row: int) -> None:
        """Open the page of one person."""
        person_id = self._search.model.id_at(row)
        if person_id is not None:
            self._with_uids([person_id], lambda uids: self._desk.navigation.open_person(uids[0]))

    def choose(self, row: int) -> None:
        """Choose what the company sees of them."""
        self._with_uids(self._touched(row), self._desk.navigation.choose_for)

    def add(self) -> None:
        """Ask for a new person."""
        self._open(AddDialog(self._desk.theme, self._page.window(), self._add))

    def delete(self, row: int) -> None:
        """Ask, then delete them."""
        people = self._touched(row)
        if not people:
            return
        place = self._search.model.row_of(people[0])
        person = None if place is None else self._search.model.person_at(place)

        def go(leave_out: bool) -> None:
            self._with_uids(people, lambda uids: self._delete(people, uids, person, leave_out=leave_out))

        name = "this person" if person is None else person.name
        self._open(ask_delete(self._desk.theme, self._page.window(), name, len(people), go))

    def _touched(self, row: int) -> list[int]:
        selected = self._search.model.selected
        if selected:
            return sorted(selected)
        current = self._search.model.id_at(row)
        return [] if current is None else [current]

    def _with_uids(self, people: Sequence[int], use: Callable[[list[str]], object]) -> None:
        if not people:
            return
        desk = self._desk
        desk.tasks.run(
            lambda _progress, _cancelled: opaque_ids(desk.vault, people),
            lambda uids: use(uids) if uids else None,
            desk.navigation.tell_error,
        )

    def _open(self, dialog: Dialog) -> None:
        if self._dialog is not None:
            self._dialog.overlay.deleteLater()
        self._dialog = dialog
        dialog.open()

    def _add(self, fields: Fields) -> None:
        desk = self._desk

        def added(uid: str) -> None:
            desk.changes.tell(Topic.PEOPLE)
            desk.navigation.toast(
                f"{isolate(fields['name'].strip())} added. Only you see them.", lambda: self._undo_add(uid)
            )

        desk.tasks.run(
            lambda _progress, _cancelled: add_person(desk.vault, desk.work(), fields),
            added,
            desk.navigation.tell_error,
        )

    def _undo_add(self, uid: str) -> None:
        desk = self._desk
        desk.tasks.run(
            lambda _progress, _cancelled: delete_people(desk.vault, desk.work(), [uid]),
            lambda _deleted: desk.changes.tell(Topic.PEOPLE),
            desk.navigation.tell_error,
        )

    def _delete(
        self,
        people: Sequence[int],
        uids: Sequence[str],
        person: ListedPerson | None,
        *,
        leave_out: bool,
        typed: str | None = None,
    ) -> None:
        desk = self._desk
        watched = DeletingDialog(desk.theme, self._page.window(), len(uids)) if len(uids) > MANY else None

        def work(progress: Progress, cancelled: IsCancelled) -> Deleted:
            return delete_people(
                desk.vault,
                replace(desk.work(), progress=progress),
                uids,
                do_not_bring_back=leave_out,
                typed=typed,
                cancelled=cancelled,
            )

        def deleted(done: Deleted) -> None:
            self._close(watched)
            self._search.model.forget(people)
            desk.changes.tell(Topic.PEOPLE, Topic.SHARING)
            who = isolate(person.name) if person and len(uids) == 1 else many_people(len(uids))
            waits = "What the company saw of them waits in Sharing to be taken back."
            said = (f"{who} deleted.", waits if done.revoked.clients else "", sentence(done.still_in))
            desk.navigation.toast(" ".join(filter(None, said)))

        def failed(error: Exception) -> None:
            self._close(watched)
            if isinstance(error, Cancelled):
                desk.navigation.toast(CANCELLED)
                return
            if not isinstance(error, ConfirmationNeeded):
                desk.navigation.tell_error(error)
                return
            again = lambda number: self._delete(people, uids, person, leave_out=leave_out, typed=number)  # noqa: E731
            self._open(NumberDialog(desk.theme, self._page.window(), len(uids), str(error), again))

        if watched is None:
            desk.tasks.run(work, deleted, failed)
            return
        task = desk.tasks.run(work, deleted, failed, watched.show_step)
        watched.cancel_asked.connect(task.cancel)

    def _close(self, watched: DeletingDialog | None) -> None:
        if watched is not None and isValid(watched):  # the window may be gone
            watched.done()
