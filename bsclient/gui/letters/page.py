"""The page of letters: conversations on the left, the chosen one on the right, below it the letter being written.

`open(thread=…)` goes to a conversation, `open(new=True)` begins a letter. A conversation that is in sight counts as
read. Answers of the bank appear by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bsclient.domain.rights import Action
from bsclient.gui import keys
from bsclient.gui.documents.sending import send
from bsclient.gui.documents.sign_dialog import Then, open_sign
from bsclient.gui.letters.cards import Deeds
from bsclient.gui.letters.composer import Composer
from bsclient.gui.letters.conversation import Conversation
from bsclient.gui.letters.threads import ThreadList
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.filters import SearchField
from bsclient.services.files import write_bytes
from bsclient.services.letters import clean_name

if TYPE_CHECKING:
    from bsclient.gui.documents.sign_result import Signing
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.drafts import Draft
    from bsclient.services.letters import LetterView, ThreadView
    from bsclient.storage.rows import Attachment

HISTORY_PAGE: Final = "payments.history"
_TALL_FROM: Final = 420
_HANDLE: Final = 12
_LIST_SHARE: Final = 36


class LettersPage(Page):
    """See the module."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._asked = 0
        self._thread = ""
        self._letters: list[LetterView] = []
        self.search = SearchField(tr("Search in letters"))
        self.threads = ThreadList()
        deeds = Deeds(
            save_file=self._ask_file,
            proceed=self._proceed,
            sign=lambda letter: self._sign(letter.id),
            send=lambda letter: send(self.desk, self.shell, [letter.id]),
            delete=self._ask_delete,
            history=lambda letter: self.shell.open_page(HISTORY_PAGE, id=letter.id),
        )
        self.conversation = Conversation(deeds)
        self.composer = Composer(desk, shell)
        self._empty = text.hint("")
        self._actions = self._make_actions()
        self._build()
        self._arrange()

    @property
    def title(self) -> str:
        return tr("Letters")

    @property
    def thread_id(self) -> str:
        """The conversation that is shown; "" for none."""
        return self._thread

    def page_actions(self) -> Sequence[QAction | None]:
        return self._actions

    def open(self, **args: object) -> None:
        wanted = args.get("thread")
        if isinstance(wanted, str) and wanted:
            self._thread = wanted
        self._read()
        if args.get("new") is True:
            self.begin()

    def refresh(self, changed: Changed) -> None:
        if changed.letters or changed.documents or changed.everything:
            self._read()

    def unsaved(self) -> str:
        return tr("The letter has changes that are not saved.") if self.composer.dirty() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = self.width() * _LIST_SHARE // 100
        if self._splitter.sizes()[0] > share:
            self._splitter.setSizes([share, self.width() - share])
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._mark_read()

    # acts ---------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Write a new letter."""
        self._after_writing(self._begin)

    def reply(self) -> None:
        """Answer in the conversation that is shown."""
        if self._letters:
            self._after_writing(self._reply)

    def _begin(self) -> None:
        self.composer.begin()
        self._arrange()

    def _reply(self) -> None:
        self.composer.reply(self._thread, self._letters[-1].subject)
        self._share()

    def _proceed(self, letter: LetterView) -> None:
        def read() -> None:
            task = self.shell.run_task(
                lambda: self.desk.drafts.get(letter.id), self._show_draft, lane=Lane.NETWORK
            )
            task.owned_by(self)

        self._after_writing(read)

    def _show_draft(self, draft: Draft) -> None:
        self.composer.proceed(draft)
        self._share()

    def _after_writing(self, then: Callable[[], object]) -> None:
        """Keep what is being written, then do something else."""
        if self.composer.dirty():
            self.composer.save(lambda _stored: then())
        else:
            then()

    def _written(self) -> None:
        """Writing has ended: show the conversation to which the draft belongs."""
        if self.composer.draft_id:
            self._thread = self.composer.thread_id or self.composer.draft_id
            self._read()
        self._arrange()

    def _ask_delete(self, letter: LetterView) -> None:
        self.shell.ask(
            tr("Delete the draft?"),
            tr(
                "The letter “{subject}” was not sent. It can be restored from the list of deleted documents."
            ).format(subject=letter.subject),
            lambda: self._delete(letter.id),
            accept=tr("Delete"),
            dangerous=True,
        )

    def _delete(self, document_id: str) -> None:
        if self.composer.draft_id == document_id:
            self.composer.hide()
            self._arrange()
        self.shell.run_task(
            lambda: self.desk.drafts.delete([document_id]),
            lambda _nothing: self.shell.notify(tr("The draft is deleted.")),
        )

    def _sign(self, document_id: str) -> None:
        open_sign(self.desk, self.shell, [document_id], Then(signed=self._signed, send_at_once=True))

    def _signed(self, outcome: Signing) -> None:
        signed = outcome.signed
        if self.composer.draft_id in {*signed.full, *signed.partly}:
            self.composer.hide()
            self._written()

    def _ask_file(self, file: Attachment) -> None:
        dialogs.save_file(
            self,
            tr("Save the file"),
            clean_name(file.name),
            tr("All files (*)"),
            lambda path: self.save_file(file, path),
        )

    def save_file(self, file: Attachment, path: Path) -> None:
        """Write an attachment where the user wants it; it is never opened."""

        def work() -> None:
            write_bytes(path, self.desk.letters.attachment(file.sha256))

        def done(_nothing: None) -> None:
            self.shell.notify(tr("Saved as {name}").format(name=path.name), "ok")

        self.shell.run_task(work, done, lane=Lane.NETWORK)

    # reading ------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._asked += 1
        asked, wanted, words = self._asked, self._thread, self.search.value()

        def work() -> tuple[list[ThreadView], list[LetterView]]:
            letters = self.desk.letters
            return letters.threads(words), letters.thread(wanted) if wanted else []

        task = self.shell.run_task(work, lambda found: self._show(asked, *found), lane=Lane.NETWORK)
        task.owned_by(self)

    def _show(self, asked: int, threads: list[ThreadView], letters: list[LetterView]) -> None:
        if asked != self._asked:
            return
        self.threads.show_threads(threads, self._thread)
        self._letters = letters
        if not letters:
            self._thread = ""
        self.conversation.show_letters(letters)
        if threads:
            words = tr("Choose a conversation")
        elif self.search.value():
            words = tr("Nothing is found")
        else:
            words = tr("No letters yet. Write to the bank with “New letter”.")
        self._empty.setText(words)
        self._reply_action.setEnabled(bool(letters))
        self._arrange()
        self._mark_read()

    def _pick(self, thread: str) -> None:
        def go() -> None:
            self.composer.hide()
            self._thread = thread
            self._read()

        self._after_writing(go)

    def _mark_read(self) -> None:
        """Note that the conversation in sight was read."""
        thread = self._thread
        seen = self.isVisible() and self.conversation.isVisible() and not self.window().isMinimized()
        if thread and seen and any(not letter.read for letter in self._letters):
            self.shell.run_task(lambda: self.desk.letters.mark_read(thread), lambda _count: None)

    # building -----------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Show what belongs together: conversation and answer, or one of them, or words instead of both."""
        writing = not self.composer.isHidden()
        own = writing and self.composer.thread_id != self._thread
        both = bool(self._letters) and not own and (not writing or self.height() >= _TALL_FROM)
        self.conversation.setVisible(both)
        self._empty.setVisible(not both and not writing)
        self._send.setEnabled(writing)
        self._save.setEnabled(writing)
        may_not = asking.reason(self.desk, Action.LETTERS)
        asking.offer(self._new, may_not)
        asking.close(may_not, self._reply_action, self._send, self._save)
        asking.close(asking.signing(self.desk, "letter"), self._send)

    def _share(self) -> None:
        """Give half of the height to what is answered, with its last letter in sight."""
        self._arrange()
        half = self._writing.height() // 2
        self._writing.setSizes([half, 0, half])
        self.conversation.show_last()

    def _make_actions(self) -> tuple[QAction | None, ...]:
        self._new = keys.action(tr("New letter"), "new", self.begin, self, "new")
        self._reply_action = keys.action(tr("Answer"), "reply", self.reply, self)
        self._reply_action.setEnabled(False)
        self._send = keys.action(tr("Sign and send"), "send", self.composer.send, self, "send")
        self._save = keys.action(tr("Save draft"), "save", self.composer.save, self, "save")
        fetch = keys.action(tr("Refresh"), "refresh", self.shell.synchronise, self, "refresh")
        return (self._new, self._reply_action, None, self._send, self._save, None, fetch)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search.setMinimumWidth(120)
        column.addWidget(self.search)
        column.addWidget(self.threads, 1)
        self._writing = writing = QSplitter(Qt.Orientation.Vertical)
        writing.setChildrenCollapsible(False)
        writing.setHandleWidth(_HANDLE)
        for widget in (self.conversation, self._empty, self.composer):
            writing.addWidget(widget)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.composer.hide()
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(writing)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([330, 700])
        splitter.setHandleWidth(_HANDLE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 10, 14, 10)
        outer.addWidget(splitter)
        self.setFocusProxy(self.threads)
        self.threads.picked.connect(self._pick)
        self.search.changed.connect(self._read)
        self.search.action(self)
        self.composer.closed.connect(self._written)
        self.composer.send_asked.connect(self._sign)
