"""The bytes that a choice would make wait, Client by Client. They are those that will wait if it applies."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from weavit_desktop.services.choosing_many import NewDocument, WholeEffect
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.document_view import DocumentView
from weavit_desktop.views.components.field import ComboBox
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

WIDTH = 600
HEIGHT = 260
WORDS = "Nothing of this waits or leaves before you say so. Ctrl C copies."


class BytesDialog(Dialog):
    """Shows one document at a time."""

    def __init__(self, theme: Theme, window: QWidget, effect: WholeEffect) -> None:
        super().__init__(theme, window, "What would wait in Sharing", WORDS, width=WIDTH)
        self._documents = effect.documents
        self._view = DocumentView(theme, numbered=True)
        self._size = Label(theme, "", "caption", "ink2", tabular=True)
        if len(self._documents) > 1:
            names = tuple(document.client_name for document in self._documents)
            choice = ComboBox(theme, "Client", names)
            choice.currentIndexChanged.connect(self._show)
            self.body.addWidget(choice)
        self.body.addWidget(self._size)
        ground = Frame(Ground.SUNKEN, margin=12, gap=0)
        ground.column.addWidget(_scrolling(self._view, theme.grow(HEIGHT)))
        self.body.addWidget(ground)
        self.add_keep_button(Button(theme, "Close"))
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._show(0)

    def _show(self, place: int) -> None:
        document = self._documents[place]
        self._size.setText(size_words(document))
        name = f"Document for {isolate(document.client_name)}, {len(document.body):,} bytes"
        self._view.set_document(document.body, name)


def size_words(document: NewDocument) -> str:
    """Return "Veldmark Foods, version 7, 792 bytes instead of 754"."""
    instead = f" instead of {document.instead_of:,}" if document.instead_of else ""
    name = isolate(document.client_name)
    return f"{name}, version {document.seq}, {len(document.body):,} bytes{instead}"


def _scrolling(view: DocumentView, height: int) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedHeight(height)
    area.setWidget(view)
    # The frame's ground shows through; the area would fill itself.
    area.viewport().setAutoFillBackground(False)
    view.viewport().setAutoFillBackground(False)
    return area
