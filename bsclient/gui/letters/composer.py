"""Where a letter is written: subject, text, files; saved as a draft, or signed and sent.

A letter is a document like any other: what is sent was saved, shown in the sign window and signed there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from bsclient.domain.documents import Letter
from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.errors import BadInput, BsError
from bsclient.gui import format as written
from bsclient.gui import icons, keys
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.file_list import FileList
from bsclient.gui.widgets.problem_line import say
from bsclient.services.letters import MOST, Mail

if TYPE_CHECKING:
    from bsclient.domain.problems import Problem
    from bsclient.services.desk import Desk
    from bsclient.services.drafts import Draft
    from bsclient.storage.rows import Attachment

_REPLY: Final = "Re: "
_SUBJECT: Final = Letter.field("subject").longest
_BODY: Final = Letter.field("body").longest
_NEARLY: Final = 9 * _BODY // 10
_WIDE_FROM: Final = 480
_TALL_FROM: Final = 330
_FILES_SHOWN, _FILES_LOW = 5, 1
_EMPTY: Final = Mail("", "")


class Composer(QFrame):
    """Signals: `closed` when there is nothing more to write, `send_asked(id)` for a saved letter without errors."""

    closed = Signal()
    send_asked = Signal(str)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        self._desk = desk
        self._shell = shell
        self._thread = ""
        self._draft: Draft | None = None
        self._kept = _EMPTY
        self._busy = False
        self.heading = text.heading("", 3)
        self.subject = QLineEdit()
        self.body = _Body()
        self.files = FileList()
        self.count = text.hint("", wrap=False)
        self.wrong = text.coloured("", "rejected", wrap=True)
        self._area = self._make_area()
        self._build()

    @property
    def thread_id(self) -> str:
        """The conversation it belongs to; "" for a new one."""
        return self._thread

    @property
    def draft_id(self) -> str:
        """Id of the stored draft; "" before the first save."""
        return self._draft.id if self._draft else ""

    def mail(self) -> Mail:
        """Return what was written."""
        return Mail(self.subject.text().strip(), self.body.toPlainText(), self.files.files, self._thread)

    def dirty(self) -> bool:
        """Whether something would be lost."""
        return not self.isHidden() and self.mail() != self._kept

    # beginning ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Write a new letter."""
        self._fill(_EMPTY, None, tr("New letter"))
        self.subject.setFocus()

    def reply(self, thread: str, subject: str) -> None:
        """Write an answer in a conversation."""
        again = subject if subject.startswith(_REPLY) else f"{_REPLY}{subject}"[:_SUBJECT]
        self._fill(Mail(again, "", (), thread), None, tr("Answer", "heading of a letter"))
        self.body.setFocus()

    def proceed(self, draft: Draft) -> None:
        """Go on with a draft."""
        self._fill(self._desk.letters.mail(draft), draft, tr("Draft of a letter"))
        self.body.setFocus()

    # acts ---------------------------------------------------------------------------------------------------------

    def save(self, then: Callable[[Draft], object] | None = None) -> None:
        """Keep the letter as a draft; `then` gets it."""
        if self._busy:
            return
        mail, draft = self.mail(), self._draft
        self._busy = True
        self._shell.run_task(
            lambda: self._desk.letters.keep(mail, draft),
            lambda stored: self._saved(stored, mail, then),
            self._not_saved,
        ).owned_by(self)

    def send(self) -> None:
        """Keep the letter and go to signing, unless something is wrong with it."""
        self.save(self._check)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files as they are now."""
        if len(paths) > self.files.room():
            self._shell.show_error(BadInput("attachments_too_many", limit=str(MOST)))
            return
        chosen = list(paths)
        task = self._shell.run_task(lambda: self._desk.letters.attach(chosen), self._attached)
        task.owned_by(self)

    def ask_files(self) -> None:
        """Ask for files."""
        dialogs.choose_file(self, tr("Attach files"), tr("All files (*)"), self.attach, several=True)

    def leave(self) -> None:
        """Stop writing; what was written is kept as a draft."""
        if self.dirty():
            self.save(lambda _stored: self._close(tr("The letter is kept as a draft.")))
        else:
            self._close("")

    # Qt -----------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.attach(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._save_button.setVisible(self.width() >= _WIDE_FROM)  # the toolbar has the same
        self._fit_files()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # inside -------------------------------------------------------------------------------------------------------

    def _fill(self, mail: Mail, draft: Draft | None, heading: str) -> None:
        self._thread, self._draft = mail.thread, draft
        self.heading.setText(heading)
        self.subject.setText(mail.subject)
        self.body.setPlainText(mail.body)
        self.files.put(mail.attachments)
        self._say("")
        self._kept = self.mail()
        self.show()

    def _saved(self, stored: Draft, mail: Mail, then: Callable[[Draft], object] | None) -> None:
        self._busy = False
        self._draft, self._kept = stored, mail
        self._say("")
        if then is not None:
            then(stored)
        else:
            self._shell.notify(tr("The draft is saved."), "ok")

    def _not_saved(self, error: BsError) -> None:
        self._busy = False
        self._shell.show_error(error)

    def _check(self, stored: Draft) -> None:
        if stored.state is not State.INVALID:
            self.send_asked.emit(stored.id)
            return
        self._shell.run_task(
            lambda: self._desk.drafts.check(Letter.code, stored.raw, stored.id), self._show_problems
        ).owned_by(self)

    def _show_problems(self, found: list[Problem]) -> None:
        blocks = [problem for problem in found if problem.severity is Severity.BLOCK]
        names = {field.name: field for field in Letter.declared}
        self._say("\n".join(say(problem, names.get(problem.field)).whole for problem in blocks))
        editors = {"subject": self.subject, "body": self.body}
        first = next((editors[each.field] for each in blocks if each.field in editors), None)
        if first is not None:
            first.setFocus()

    def _attached(self, files: tuple[Attachment, ...]) -> None:
        self.files.add(files)

    def _close(self, words: str) -> None:
        self.hide()
        self._kept = self.mail()
        if words:
            self._shell.notify(words)
        self.closed.emit()

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _count(self) -> None:
        length = len(self.body.toPlainText())
        self.count.setText(
            tr("{length} of {limit} characters").format(
                length=written.number(length), limit=written.number(_BODY)
            )
        )
        self.count.setVisible(length >= _NEARLY)
        text.paint(self.count, "rejected" if length > _BODY else "muted")

    def _build(self) -> None:
        self.subject.setMaxLength(_SUBJECT)
        self.subject.setPlaceholderText(tr("Subject"))
        self.subject.setAccessibleName(tr("Subject"))
        self.body.setPlaceholderText(tr("Text of the letter"))
        self.body.setAccessibleName(tr("Text of the letter"))
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(48)
        self.body.textChanged.connect(self._count)
        self._count()
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(7)
        box.addWidget(self.heading)
        box.addWidget(self.subject)
        box.addWidget(self.body, 1)
        box.addWidget(self.count)
        box.addWidget(self._area)
        box.addWidget(self.files.limits)
        box.addWidget(self.wrong)
        box.addLayout(self._buttons())
        self.wrong.hide()

    def _make_area(self) -> QScrollArea:
        """Return the files in an area that scrolls where there are many, or the window is low."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.files)
        area.viewport().setAutoFillBackground(False)
        self.files.setAutoFillBackground(False)
        self.files.resized.connect(self._fit_files)
        return area

    def _fit_files(self) -> None:
        most = _FILES_SHOWN if self.height() >= _TALL_FROM else _FILES_LOW
        rows = min(len(self.files.files), most)
        self._area.setFixedHeight(rows * self.files.row_height())
        self._area.setVisible(rows > 0)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.send_button = text.primary(tr("Sign and send"), self.send)
        self.send_button.setToolTip(keys.shown("send"))
        row.addWidget(self.send_button)
        for words, icon, act, key in (
            (tr("Attach…"), "attach", self.ask_files, ""),
            (tr("Save draft"), "save", self.save, "save"),
        ):
            button = QPushButton(words)
            icons.put(button, icon)
            button.setToolTip(keys.shown(key) if key else tr("Files can also be dropped here"))
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
            self._save_button = button
        row.addStretch(1)
        row.addWidget(text.link(tr("Close"), self.leave))
        return row


class _Body(QPlainTextEdit):
    """Plain text; files that are dropped go to the letter, not into the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)


def _dropped(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
