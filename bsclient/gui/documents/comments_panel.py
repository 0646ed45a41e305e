"""Notes of colleagues beside a document: who wrote what and when; they stay in this program and never go to the bank."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.documents.journal_details import empty
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.documents.comments import Comment

_LONGEST: Final = 2000


class CommentsPanel(QWidget):
    """`show_comments(id)` reads; one's own comments can be deleted."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._id = ""
        self.field = QLineEdit()
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText(tr("A note for colleagues; the bank does not get it"))
        self.field.setAccessibleName(tr("New comment"))
        self.field.returnPressed.connect(self.add)
        self.button = QPushButton(tr("Add"))
        self.button.clicked.connect(lambda *_on: self.add())
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(text.heading(tr("Comments"), 3))
        outer.addLayout(self._box)
        outer.addLayout(row)

    def show_comments(self, document_id: str) -> None:
        """Read and show the comments of a document."""
        if document_id != self._id:
            self.field.clear()
        self._id = document_id
        of = self._desk.comments.of
        task = self._shell.run_task(
            lambda: of(document_id), partial(self._show, document_id), lane=Lane.NETWORK
        )
        task.owned_by(self)

    def add(self) -> None:
        """Keep what was typed."""
        body, here, add = self.field.text().strip(), self._id, self._desk.comments.add
        if not body:
            return
        self.field.clear()

        def failed(error: BsError) -> None:
            if here == self._id and not self.field.text():
                self.field.setText(body)
            self._shell.show_error(error)

        self._shell.run_task(lambda: add(here, body), lambda _done: self._again(here), failed).owned_by(self)

    def _delete(self, comment_id: str) -> None:
        here, delete = self._id, self._desk.comments.delete
        self._shell.run_task(lambda: delete(comment_id), lambda _done: self._again(here)).owned_by(self)

    def _again(self, document_id: str) -> None:
        """Read anew what was changed, if it is what is shown yet."""
        if document_id == self._id:
            self.show_comments(document_id)

    def _show(self, document_id: str, found: Sequence[Comment]) -> None:
        if document_id != self._id:
            return
        empty(self._box)
        for each in found:
            self._box.addWidget(self._line(each))

    def _line(self, comment: Comment) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(text.hint(f"{written.instant(comment.at)}  {comment.author}"), 1)
        column.addLayout(row)
        column.addWidget(text.label(comment.body, wrap=True, selectable=True))
        if comment.user_id == self._desk.user.id:
            delete = QToolButton()
            delete.setAutoRaise(True)
            delete.setToolTip(tr("Delete the comment"))
            delete.setAccessibleName(tr("Delete the comment"))
            icons.put(delete, "close", "muted")
            delete.clicked.connect(lambda *_on: self._delete(comment.id))
            row.addWidget(delete)
        return made
