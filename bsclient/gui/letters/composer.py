"""Where a letter is written: kind, telephone, subject, text, files; saved as a draft, or signed and sent.

A letter is a document like any other: what is sent was saved, shown in the sign window and signed there. While one writes,
the text is kept aside every few seconds: after a crash it is here again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame

from bsclient.domain.documents import Letter
from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.errors import BadInput, BsError
from bsclient.gui import format as written
from bsclient.gui.letters import composer_parts
from bsclient.gui.letters.composer_view import ComposerView
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.problem_line import say
from bsclient.services.letters.threads import Mail, telephone

if TYPE_CHECKING:
    from bsclient.domain.problems import Problem
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.letters.threads import KindOfLetter, Question, Unsaved

_REPLY: Final = "Re: "
_SUBJECT: Final = Letter.field("subject").longest
_BODY: Final = Letter.field("body").longest
_NEARLY: Final = 9 * _BODY // 10
_ASIDE_MS: Final = 2000
_HINTS_MS: Final = 600
_QUOTED: Final = ">"
_EMPTY: Final = Mail("", "")


class Composer(QFrame):
    """Signals: `closed` when nothing more is written, `opened` when a discarded letter is back, `send_asked(id)` to sign it."""

    closed = Signal()
    opened = Signal()
    send_asked = Signal(str)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        self._desk, self._shell = desk, shell
        self._thread, self._letter = "", 0
        self._draft: Draft | None = None
        self._kept = self._aside = _EMPTY
        self._busy = self._phone_asked = False
        self._kinds: Sequence[KindOfLetter] = ()
        self.view = ComposerView(self, shell)
        self.heading, self.subject, self.body = self.view.heading, self.view.subject, self.view.body
        self.kind, self.phone, self.about = self.view.kind, self.view.phone, self.view.about
        self.files, self.wrong, self.ready = self.view.files, self.view.wrong, self.view.ready
        self.send_button = self.view.send_button
        self._wait = QTimer(self, singleShot=True, interval=_ASIDE_MS)
        self._wait.timeout.connect(self._put_aside)
        self._hints = QTimer(self, singleShot=True, interval=_HINTS_MS)
        self._hints.timeout.connect(self._read_hints)
        self._connect()
        self._count()

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
        return Mail(
            self.subject.text().strip(), self.body.toPlainText(), self.files.files, self._thread,
            kind=str(self.kind.currentData() or ""), phone=telephone(self.phone.text()), about=self.about.id,
        )  # fmt: skip

    def dirty(self) -> bool:
        """Whether something would be lost."""
        return not self.isHidden() and self.mail() != self._kept

    def show_kinds(self, kinds: Sequence[KindOfLetter]) -> None:
        """Offer the bank's kinds of letters; the chosen one stays."""
        self._kinds = kinds
        self.view.show_kinds(kinds)

    # beginning ----------------------------------------------------------------------------------------------------

    def begin(self, own: Mail = _EMPTY, about: str = "") -> None:
        """Write a new letter; `own` has the user's telephone and the text under his letters, `about` the words of a document."""
        self._fill(own, None, tr("New letter"), about)
        self.subject.setFocus()

    def reply(self, thread: str, subject: str, own: Mail = _EMPTY) -> None:
        """Write an answer in a conversation; `own` may begin with what is quoted."""
        again = subject if subject.startswith(_REPLY) else f"{_REPLY}{subject}"[:_SUBJECT]
        self._fill(replace(own, subject=again, thread=thread), None, tr("Answer", "heading of a letter"), "")
        self.body.setFocus()
        if own.body.startswith(_QUOTED):
            cursor = self.body.textCursor()
            cursor.setPosition(own.body.find("\n\n") + 1)  # a quotation has no empty lines
            self.body.setTextCursor(cursor)
            QTimer.singleShot(0, self, self.body.ensureCursorVisible)

    def proceed(self, draft: Draft, about: str = "") -> None:
        """Go on with a draft."""
        self._fill(self._desk.letters.mail(draft), draft, tr("Draft of a letter"), about)
        self.body.setFocus()

    def restore(self, found: Unsaved, draft: Draft | None, about: str = "") -> None:
        """Go on with what was being written when the program ended."""
        self._fill(found.mail, draft, tr("Draft of a letter"), about)
        self._kept = _EMPTY
        self.body.setFocus()

    def quote(self, quoted: str) -> None:
        """Put a quotation where the cursor is, on lines of its own."""
        cursor = self.body.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(f"{before}{quoted}\n")
        self.body.setTextCursor(cursor)
        self.body.setFocus()

    # acts ---------------------------------------------------------------------------------------------------------

    def save(self, then: Callable[[Draft], object] | None = None) -> None:
        """Keep the letter as a draft; `then` gets it."""
        if self._busy:
            return
        mail, draft = self.mail(), self._draft
        self._busy = True

        def keep() -> Draft:
            stored = self._desk.letters.keep(mail, draft)
            self._desk.letters.forget_unsaved()
            return stored

        self._shell.run_task(keep, lambda stored: self._saved(stored, mail, then), self._not_saved).owned_by(
            self
        )

    def send(self) -> None:
        """Keep the letter and go to signing, unless something is wrong with it; a telephone is asked for once."""
        if not (self.draft_id or self.dirty()):
            self._say(tr("Nothing is written yet. Fill in “Subject” and “Text of the letter”."))
            (self.body if self._thread else self.subject).setFocus()
            return
        if self._asks_phone():
            self._phone_asked = True
            self._say(
                tr(
                    "The bank asks for a telephone to call about this. Add it, or press once more to send without."
                )
            )
            self.phone.setFocus()
            return
        self.save(self._check)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files as they are now."""
        if len(paths) > self.files.room():
            self._shell.show_error(BadInput("attachments_too_many", limit=str(self.files.most)))
            return
        chosen, beside, letter = list(paths), self.files.files, self._letter
        task = self._shell.run_task(
            lambda: self._desk.letters.attach(chosen, beside),
            lambda files: self.files.add(files) if letter == self._letter else None,
        )
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

    def discard(self) -> None:
        """Throw the letter away; it can be brought back from the notice."""
        self._wait.stop()
        mail, draft, about, heading = self.mail(), self._draft, self.about.words(), self.heading.text()

        def throw() -> None:
            self._desk.letters.forget_unsaved()
            if draft is not None and draft.version:
                self._desk.drafts.delete([draft.id])

        def undo() -> None:
            """Bring it back, but first keep what is being written by now."""
            if self.dirty():
                self.save(lambda _stored: undo())
            elif draft is not None and draft.version:
                task = self._shell.run_task(
                    lambda: self._bring_back(draft), lambda found: self._again(found, mail, heading, about)
                )
                task.owned_by(self)
            else:
                self._again(None, mail, heading, about)

        def thrown(_nothing: None) -> None:
            self._draft = None
            self._close("")
            self._shell.notify(tr("The letter is discarded."), "info", tr("Undo"), undo)

        self._shell.run_task(throw, thrown).owned_by(self)

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
        self.view.fit(self.width(), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # inside -------------------------------------------------------------------------------------------------------

    def _fill(self, mail: Mail, draft: Draft | None, heading: str, about: str) -> None:
        self._thread, self._draft = mail.thread, draft
        self._phone_asked, self._letter = False, self._letter + 1
        self.heading.setText(heading)
        self.subject.setText(mail.subject)
        self.body.setPlainText(mail.body)
        self.view.choose_kind(mail.kind)
        self.phone.setText(mail.phone)
        self.about.show_about(mail.about, about)
        self.view.show_head(new=not mail.thread, phone=not mail.thread or not mail.phone)
        self.files.put(mail.attachments)
        self.ready.show_questions(())
        self._say("")
        self._kept = self._aside = self.mail()
        self.show()

    def _ask_document(self) -> None:
        composer_parts.ask_document(self._shell.window, self._desk, self._take_document)

    def _take_document(self, identity: str) -> None:
        about = self._desk.letters.about

        def show(words: str) -> None:
            self.about.show_about(identity, words)
            self.about.changed.emit()

        self._shell.run_task(lambda: about(identity), show, lane=Lane.NETWORK).owned_by(self)

    def _bring_back(self, draft: Draft) -> Draft:
        self._desk.drafts.restore([draft.id])
        return self._desk.drafts.get(draft.id)

    def _again(self, draft: Draft | None, mail: Mail, heading: str, about: str) -> None:
        self._fill(mail, draft, heading, about)
        self._kept = self._desk.letters.mail(draft) if draft is not None else _EMPTY
        self.opened.emit()

    def _changed(self) -> None:
        self._say("")  # what was wrong may be right by now
        if not self.isHidden():
            self._wait.start()
            self._hints.start()

    def _put_aside(self) -> None:
        """Keep what is being written where a crash does not reach it."""
        mail, draft = self.mail(), self.draft_id
        if self.isHidden() or self._busy or mail in {self._kept, self._aside}:
            return
        self._aside = mail
        keep = self._desk.letters.keep_unsaved
        self._shell.run_task(lambda: keep(mail, draft), lambda _none: None, lambda _error: None).owned_by(
            self
        )

    def _read_hints(self) -> None:
        if self.isHidden() or self._thread:
            self.ready.show_questions(())
            return
        mail, read = self.mail(), self._desk.letters.questions
        chosen = language()

        def work() -> list[Question]:
            return read(mail.kind, f"{mail.subject} {mail.body}", chosen)

        self._shell.run_task(work, self.ready.show_questions, lane=Lane.NETWORK).owned_by(self)

    def _asks_phone(self) -> bool:
        if self.phone.text().strip() or self._phone_asked or self.view.phone_hidden():
            return False
        chosen = self.kind.currentData()
        asked = next((kind.phone for kind in self._kinds if kind.code == chosen), False)
        return asked and not self._thread

    def _saved(self, stored: Draft, mail: Mail, then: Callable[[Draft], object] | None) -> None:
        self._busy = False
        self._draft, self._kept = stored, mail
        self.phone.setText(mail.phone)
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
        editors = {"subject": self.subject, "body": self.body, "kind": self.kind, "phone": self.phone}
        if any(problem.field == "phone" for problem in blocks):
            self.view.show_head(new=not self._thread, phone=True)
        first = next((editors[each.field] for each in blocks if each.field in editors), None)
        if first is not None:
            first.setFocus()

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
        count = self.view.count
        count.setText(
            tr("{length} of {limit} characters").format(
                length=written.number(length), limit=written.number(_BODY)
            )
        )
        count.setVisible(length >= _NEARLY)
        text.paint(count, "rejected" if length > _BODY else "muted")

    def _connect(self) -> None:
        self.subject.setMaxLength(_SUBJECT)
        self.body.textChanged.connect(self._count)
        self.phone.editingFinished.connect(lambda: self.phone.setText(telephone(self.phone.text())))
        for signal in (self.subject.textChanged, self.phone.textChanged, self.kind.currentIndexChanged):
            signal.connect(lambda _value: self._changed())
        self.body.textChanged.connect(self._changed)
        self.files.changed.connect(self._changed)
        self.about.changed.connect(self._changed)
        self.about.changed.connect(self.view.show_connect)
        self.view.asked.connect(self._do)

    def _do(self, act: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "send": self.send, "attach": self.ask_files, "save": self.save, "discard": self.discard, "about": self._ask_document, "close": self.leave
        }  # fmt: skip
        acts[act]()


def _dropped(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
