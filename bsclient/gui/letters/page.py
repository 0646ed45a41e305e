"""The page of letters: conversations on the left, the chosen one on the right, below it the letter being written.

`open(thread=…)` goes to a conversation, `open(id=…)` to that of a letter, `open(new=True)` begins a letter, `open(about=…)` one about
a document, `open(part="unread")` lists those only. A letter of the bank that is in sight counts as read, and the bank is told.
Answers of the bank appear by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QResizeEvent, QShowEvent

from bsclient.domain.rights import Action
from bsclient.domain.states import EDITABLE
from bsclient.gui import keys
from bsclient.gui.documents.sending import send
from bsclient.gui.documents.sign_dialog import Then, open_sign
from bsclient.gui.letters import composer_parts, reading
from bsclient.gui.letters.cards import Deeds
from bsclient.gui.letters.composer import Composer
from bsclient.gui.letters.conversation import Conversation, Shown
from bsclient.gui.letters.page_files import PageFiles
from bsclient.gui.letters.page_view import PageView
from bsclient.gui.letters.reading import Found, Wish
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane, Relay
from bsclient.gui.tr import language, tr
from bsclient.services.letters.threads import Mail, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from bsclient.gui.documents.sign_result import Signing
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.letters.threads import LetterView, Unsaved
    from bsclient.storage.rows.letters import Attachment

HISTORY_PAGE: Final = "payments.history"
_TALL_FROM: Final = 420


class LettersPage(Page):
    """See the module."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._asked = 0
        self._thread = self._wanted = ""
        self._shown = Shown()
        self._own = Mail("", "")
        self._restored = False
        self.files = PageFiles(self, desk, shell, self._read)
        deeds = Deeds(
            save_file=self.files.ask_file,
            fetch_file=self.files.fetch,
            proceed=lambda letter: self._proceed(letter.id),
            sign=lambda letter: self._sign(letter.id),
            send=lambda letter: send(self.desk, self.shell, [letter.id]),
            delete=self._ask_delete,
            history=lambda letter: self.shell.open_page(HISTORY_PAGE, id=letter.id),
            quote=self._quote,
            print=lambda letter: self.files.print(self._thread, self._shown, letter.id),
        )
        self.conversation = Conversation(
            deeds,
            lambda identity: self.shell.open_page(HISTORY_PAGE, id=identity),
            lambda *given: self.files.rate(self._thread, *given),
            desk.delivery.transfers.of,
        )
        self.composer = Composer(desk, shell)
        self.view = PageView(self, self.conversation, self.composer)
        self.search, self.threads, self.chooser = self.view.search, self.view.threads, self.view.chooser
        self._actions = self._make_actions()
        self._connect()
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
        wanted, letter, about = (str(args.get(name) or "") for name in ("thread", "id", "about"))
        self._thread, self._wanted = wanted or self._thread, letter
        if args.get("part"):
            self.chooser.choose(str(args["part"]))
        self._read()
        if about:
            self._after_writing(lambda: self._begin_about(about))
        elif args.get("new") is True:
            self.begin()
        elif not self._restored:
            self._restore()
        self._restored = True

    def refresh(self, changed: Changed) -> None:
        if self.isVisible() and (
            changed.letters or changed.documents or changed.directories or changed.everything
        ):
            self._read()  # a hidden page reads when it is shown

    def unsaved(self) -> str:
        return tr("The letter has changes that are not saved.") if self.composer.dirty() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.fit(self.width())
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def save_file(self, file: Attachment, path: Path) -> None:
        """Write an attachment where the user wants it; it is never opened."""
        self.files.save_file(file, path)

    # acts: writing ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Write a new letter."""
        self._after_writing(self._begin)

    def reply(self, *, quote: LetterView | None = None) -> None:
        """Answer in the conversation that is shown; a draft that is there already may be opened instead."""
        if not self._shown.letters:
            return
        draft = next((one.id for one in reversed(self._shown.letters) if one.state in EDITABLE), "")
        if draft and not self.composer.isHidden() and draft == self.composer.draft_id:
            self.composer.body.setFocus()
        elif draft:
            composer_parts.ask_draft(
                self, lambda: self._proceed(draft), lambda: self._after_writing(lambda: self._reply(quote))
            )
        else:
            self._after_writing(lambda: self._reply(quote))

    def _begin(self) -> None:
        self.composer.begin(self._own)
        self._arrange()

    def _begin_about(self, document: str) -> None:
        letters = self.desk.letters

        def work() -> tuple[str, Mail]:
            return letters.about(document), reading.own_mail(letters)

        def begin(found: tuple[str, Mail]) -> None:
            words, own = found
            self.composer.begin(replace(own, about=document), words)
            self.composer.subject.setText(tr("About the document {name}").format(name=words) if words else "")
            self._arrange()

        self.shell.run_task(work, begin, lane=Lane.NETWORK).owned_by(self)

    def _reply(self, quote: LetterView | None) -> None:
        own = self._own
        if quote is not None:
            own = replace(own, body=f"{quoted(quote)}\n{own.body or chr(10)}")
        letters = self._shown.letters
        kind = next((one.kind for one in letters if one.kind), "")
        self.composer.reply(self._thread, letters[0].subject, replace(own, kind=kind))
        self._share()

    def _quote(self, letter: LetterView) -> None:
        """Quote in the letter that is being written in this conversation, else begin one."""
        if not self.composer.isHidden() and self.composer.thread_id == self._thread:
            self.composer.quote(quoted(letter))
        else:
            self.reply(quote=letter)

    def _quote_last(self) -> None:
        theirs = [one for one in self._shown.letters if one.incoming and not one.acknowledgement]
        if theirs or self._shown.letters:
            self._quote((theirs or list(self._shown.letters))[-1])

    def _proceed(self, draft_id: str) -> None:
        desk = self.desk

        def work() -> tuple[Draft, str]:
            draft = desk.drafts.get(draft_id)
            return draft, desk.letters.about(str(draft.raw.get("about", "")))

        def read() -> None:
            self.shell.run_task(work, lambda found: self._show_draft(*found), lane=Lane.NETWORK).owned_by(
                self
            )

        self._after_writing(read)

    def _show_draft(self, draft: Draft, about: str) -> None:
        self.composer.proceed(draft, about)
        self._share()

    def _restore(self) -> None:
        """Go on with what was being written when the program ended."""
        desk = self.desk

        def show(told: tuple[Unsaved | None, Draft | None, str]) -> None:
            found, draft, about = told
            if found is None or not self.composer.isHidden():
                return
            self._thread = found.mail.thread or self._thread
            self.composer.restore(found, draft if draft and draft.state in EDITABLE else None, about)
            self._read()
            self._arrange()
            self.shell.notify(tr("The letter that was being written is here again."), "info")

        self.shell.run_task(lambda: reading.unsaved(desk), show, lane=Lane.NETWORK).owned_by(self)

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
        words = tr(
            "The letter “{subject}” was not sent. It can be restored from the list of deleted documents."
        ).format(subject=letter.subject)
        delete = tr("Delete")
        self.shell.ask(
            tr("Delete the draft?"), words, lambda: self._delete(letter.id), accept=delete, dangerous=True
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
            self.composer.closed.emit()

    # acts: reading ------------------------------------------------------------------------------------------------

    def print_conversation(self) -> None:
        """Show the whole conversation on paper."""
        self.files.print(self._thread, self._shown, "")

    def mark_unread(self) -> None:
        """Make the last letter of the bank new again and close the conversation, which would read it at once."""
        thread = self._thread
        if thread:
            self._close_thread()
            self.shell.run_task(lambda: self.desk.letters.mark_unread(thread), lambda _done: None)

    def put_away(self) -> None:
        """Put the conversation into the archive, or take it back from there."""
        thread = self._thread
        view = next((each for each in self.threads.threads if each.id == thread), None)
        if view is None:
            return
        archive, on = self.desk.letters.archive, not view.archived

        def done(_nothing: None) -> None:
            words = (
                tr("The conversation is in the archive.")
                if on
                else tr("The conversation is back from the archive.")
            )
            self.shell.notify(words, "ok", tr("Undo"), undo)

        def undo() -> None:
            self.shell.run_task(lambda: archive(thread, on=not on), lambda _none: None)

        self._close_thread()
        self.shell.run_task(lambda: archive(thread, on=on), done)

    def _close_thread(self) -> None:
        self._thread = ""
        self._shown = Shown()
        self.conversation.show_conversation(self._shown)
        self._read()
        self._arrange()

    # reading ------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._asked += 1
        asked, letter, letters = self._asked, self._wanted, self.desk.letters
        wish = Wish(self._thread, self.search.value(), self.chooser.value(), language())

        def work() -> Found:
            thread = letters.thread_of(letter) if letter else wish.thread
            return reading.read(letters, replace(wish, thread=thread or wish.thread))

        self.shell.run_task(work, lambda found: self._show(asked, found), lane=Lane.NETWORK).owned_by(self)

    def _show(self, asked: int, found: Found) -> None:
        if asked != self._asked:
            return
        self._wanted = ""
        self._shown, self._own = found.shown, found.own
        letters = found.shown.letters
        self._thread = found.shown.rating.thread if letters else ""
        self.view.show_found(found, self._thread)
        self.composer.show_kinds(found.kinds)
        self.composer.files.set_limits(found.limits.most, found.limits.largest, found.limits.together)
        self.conversation.show_conversation(found.shown)
        for action in (self._reply_action, self._print_action, self._unread_action, self._away_action):
            action.setEnabled(bool(letters))
        self._unread_action.setEnabled(any(one.incoming for one in letters))
        away = any(view.archived for view in found.threads if view.id == self._thread)
        self._away_action.setText(tr("Back from the archive") if away else tr("Archive"))
        self._arrange()

    def _pick(self, thread: str) -> None:
        def go() -> None:
            self.composer.hide()
            self._thread = thread
            self._read()

        self._after_writing(go)

    def _seen(self, ids: list[str]) -> None:
        """Note that letters were really in view; the bank is told with the next call."""
        self.shell.run_task(lambda: self.desk.letters.seen(ids), lambda _count: None)

    # building -----------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Show what belongs together: conversation and answer, or one of them, or words instead of both."""
        writing = not self.composer.isHidden()
        own = writing and self.composer.thread_id != self._thread
        both = bool(self._shown.letters) and not own and (not writing or self.height() >= _TALL_FROM)
        self.conversation.setVisible(both)
        self.conversation.rating.setVisible(self.conversation.rating.wanted and not writing)
        self.view.show_place(writing=writing, reading=both)
        self._send.setEnabled(writing)
        self._save.setEnabled(writing)
        may_not = asking.reason(self.desk, Action.LETTERS)
        asking.offer(self._new, may_not)
        asking.close(may_not, self._reply_action, self._send, self._save)
        asking.close(asking.signing(self.desk, "letter"), self._send)

    def _share(self) -> None:
        """Give half of the height to what is answered, with its last letter in sight."""
        self._arrange()
        self.view.share()
        self.conversation.show_last()

    def _make_actions(self) -> tuple[QAction | None, ...]:
        self._new = keys.action(tr("New letter"), "new", self.begin, self, "new")
        self._reply_action = keys.action(tr("Answer"), "reply", self.reply, self, "reply")
        self._send = keys.action(tr("Sign and send"), "send", self.composer.send, self, "send")
        self._save = keys.action(tr("Save draft"), "save", self.composer.save, self, "save")
        self._print_action = keys.action(tr("Print"), "print", self.print_conversation, self, "print")
        self._unread_action = keys.action(tr("Mark as unread"), "letter", self.mark_unread, self, "unread")
        self._away_action = keys.action(tr("Archive"), "archive", self.put_away, self, "put_away")
        fetch = keys.action(tr("Refresh"), "refresh", self.shell.synchronise, self, "refresh")
        self.addAction(keys.action(tr("Answer with a quotation"), "comment", self._quote_last, self, "quote"))
        for action in (self._reply_action, self._print_action, self._unread_action, self._away_action):
            action.setEnabled(False)
        return (
            self._new, self._reply_action, None, self._send, self._save, None,
            self._print_action, self._unread_action, self._away_action, None, fetch,
        )  # fmt: skip

    def _connect(self) -> None:
        self.threads.picked.connect(self._pick)
        self.search.changed.connect(self._read)
        self.search.action(self)
        self.chooser.changed.connect(self._read)
        self.composer.closed.connect(self._written)
        self.composer.opened.connect(self._share)
        self.composer.send_asked.connect(self._sign)
        self.conversation.seen.connect(self._seen)
        moved = Relay(self.conversation.show_moved, self)
        self.destroyed.connect(self.desk.delivery.transfers.subscribe(moved))
