"""The page of one document of any type: typed, checked as one types, saved, signed; or shown when it is on its way.

`open(id=…)` shows a stored one, `copy_of=…`, `correct=…` (a rejected one anew), `template=…` or nothing begin another.
Errors never hinder saving, only signing. Texts go to the services as they stand; nothing is kept anywhere else.
The page of a type gives its form and says what is its own: see the methods that raise nothing and do nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bsclient.domain.families import Flow
from bsclient.domain.rights import Action
from bsclient.domain.states import EDITABLE, State
from bsclient.gui import keys
from bsclient.gui.documents.checking import Checking
from bsclient.gui.documents.fields_view import title as title_of
from bsclient.gui.documents.print_payments import preview
from bsclient.gui.documents.sign_dialog import open_sign
from bsclient.gui.documents.state_strip import StateStrip
from bsclient.gui.documents.template_menu import TemplateMenu
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets.form import Form
from bsclient.gui.widgets.problem_line import say

if TYPE_CHECKING:
    from bsclient.domain.document import RawValue
    from bsclient.errors import BsError
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.signing.ceremony import SignatureView

HISTORY_PAGE: Final = "payments.history"


class DocumentPage(Page):
    """See the module; `form`, `checking` and `templates` are its parts."""

    def __init__(self, desk: Desk, shell: Shell, form: Form) -> None:
        super().__init__(desk, shell)
        self._draft: Draft | None = None
        self._kept: Mapping[str, RawValue] = {}
        self._saving = False
        self._opened = 0
        self.form = form
        self.strip = StateStrip()
        self.checking = Checking(form, desk.drafts)
        self.templates = TemplateMenu(desk, shell, self, self._from_template)
        self._actions = self._make_actions()
        self._build()

    # what a type says of itself -----------------------------------------------------------------------------------

    def fresh(self, given: Mapping[str, str]) -> Draft:
        """Return a new draft; `given` are the arguments of `open`. Blocks, for a worker."""
        return self.desk.drafts.new(self.form.kind.code, given.get("account", ""))

    def again(self) -> dict[str, str]:
        """Return the arguments of `open` for the next document after this one."""
        return {}

    def settle(self) -> None:
        """Take in what is still being typed, before the draft is read."""

    def shown(self) -> None:
        """Show what stands around the form: a draft was loaded."""

    def caption(self) -> str:
        """Return what a template of this document would be called."""
        return self.title

    def first_field(self) -> str:
        """Return the field where typing begins."""
        return next(iter(self.form.editors))

    @property
    def stored(self) -> bool:
        """Whether the document was saved before."""
        return self._draft is not None and self._draft.version > 0

    # Page ---------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return title_of(self.form.kind.code)

    def page_actions(self) -> Sequence[QAction | None]:
        return self._actions

    def open(self, **args: object) -> None:
        given = {name: str(value) for name, value in args.items() if isinstance(value, str) and value}
        self.setEnabled(False)
        self.checking.stop()
        self._saving = False
        self._opened += 1
        asked = self._opened
        self.shell.run_task(
            lambda: self._fetch(given),
            lambda draft: self._show(draft) if asked == self._opened else None,
            lambda error: self._not_opened(error) if asked == self._opened else None,
            Lane.NETWORK,
        )

    def refresh(self, changed: Changed) -> None:
        draft = self._draft
        if draft is not None and draft.version and (draft.id in changed.documents or changed.everything):
            self.shell.run_task(
                lambda: self.desk.drafts.get(draft.id), self._compare, self._gone, Lane.NETWORK
            )

    def unsaved(self) -> str:
        if self.locked or not self._dirty():
            return ""
        return tr("“{title}” has changes that are not saved.").format(title=self.title)

    # acts ---------------------------------------------------------------------------------------------------------

    def save(self, then: Callable[[Draft], object] | None = None) -> None:
        """Keep the draft as it stands, errors and all; `then` is called with what was stored."""
        if self._draft is None or self._saving or self.locked:
            return
        self.settle()
        draft, opened = replace(self._draft, raw=self._raw()), self._opened
        self._saving = True

        def saved(stored: Draft) -> None:
            if opened == self._opened:  # else another document is shown by now
                self._saved(stored, then)

        def failed(error: BsError) -> None:
            if opened == self._opened:
                self._saving = False
            self.shell.show_error(error)

        self.shell.run_task(lambda: self.desk.drafts.save(draft), saved, failed)

    def save_and_new(self) -> None:
        """Keep the draft and begin the next one."""
        following = self.again()
        self.save(lambda _stored: self.open(**following))

    def save_and_sign(self) -> None:
        """Keep the draft and go to signing, unless something forbids it: then to what is wrong."""
        self.save(self._sign)

    def copy(self) -> None:
        """Begin another document like this one."""
        if self._draft is not None and self._draft.version:
            source = self._draft.id
            self._leave(lambda: self.open(copy_of=source))

    def close_page(self) -> None:
        """Go back; the window asks if something is not saved."""
        self.shell.back()

    # inside: loading ----------------------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Whether nothing can be changed: the document is signed, at the bank, or of the bank."""
        return self._draft is None or (self._draft.version > 0 and self._draft.state not in EDITABLE)

    def _fetch(self, given: dict[str, str]) -> Draft:
        drafts = self.desk.drafts
        match given:
            case {"id": wanted}:
                return drafts.get(wanted)
            case {"copy_of": source}:
                return drafts.copy(source)
            case {"correct": source}:
                return drafts.correct(source)
            case {"template": source}:
                return drafts.from_template(source)
            case _:
                return self.fresh(given)

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.form.load(draft.raw, seen=draft.version > 0)
        self._kept = self.form.raw()
        self._show_state()
        self.setEnabled(True)
        if self.locked:
            self.form.show_problems([])
        else:
            self.checking.begin(draft.id)
        self.shown()
        first = self.form.editors.get(self.first_field())
        if first is not None:
            self.setFocusProxy(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def _not_opened(self, error: BsError) -> None:
        self.shell.show_error(error)
        self.shell.back()

    def _show_state(self) -> None:
        draft, locked = self._draft, self.locked
        if draft is None:
            return
        hint = (
            ""
            if self.form.kind.flow is Flow.IN
            else tr("It can no longer be changed; copy it to make another one")
        )
        denied = self._denied(draft)
        self.strip.show_state(draft.state, saved=draft.version > 0, hint=hint if locked else denied)
        self.form.set_locked(locked=locked or bool(denied))
        for action in (self._save, self._save_new):
            asking.offer(action, hint if locked else denied)
        asking.offer(self._save_sign, hint if locked else denied or self._signing_denied(draft))
        for action in (self._copy, self.history_action, self.print_action, self.letter_action):
            action.setEnabled(draft.version > 0)
        if draft.version:
            asking.offer(self.letter_action, asking.reason(self.desk, Action.LETTERS))
        if locked:
            self.prove(draft)

    def _denied(self, draft: Draft) -> str:
        """Say why the user may not write this document; "" if he may, and for one of the bank."""
        if self.form.kind.flow is Flow.IN:
            return ""
        action = Action.EDIT if draft.version else Action.CREATE
        return asking.reason(self.desk, action, draft.type, self._account(draft))

    def _signing_denied(self, draft: Draft) -> str:
        return (
            ""
            if self.form.kind.flow is Flow.IN
            else asking.signing(self.desk, draft.type, self._account(draft))
        )

    def _account(self, draft: Draft) -> str:
        return str(draft.raw.get(self.form.kind.listing.account, ""))

    def prove(self, draft: Draft) -> None:
        """Show who signed a document that is shown."""
        self.shell.run_task(
            lambda: self.desk.signing.signatures(draft.id),
            lambda found: self._show_signatures(draft.id, found),
            lane=Lane.NETWORK,
        )

    def _show_signatures(self, document_id: str, found: list[SignatureView]) -> None:
        if self._draft is not None and self._draft.id == document_id:
            self.strip.show_signatures(found)

    def _compare(self, stored: Draft) -> None:
        """Show what became of the document elsewhere: a status, or another window's save."""
        draft = self._draft
        if draft is None or stored.id != draft.id or self._saving:
            return
        if (stored.version, stored.state) == (draft.version, draft.state):
            return
        if stored.version != draft.version and self._dirty():
            self.shell.notify(tr("This document was changed in another window; open it again."), "warning")
        else:
            self._show(stored)

    def _gone(self, error: BsError) -> None:
        self.shell.notify(tr("This document was deleted ({code}).").format(code=error.code), "warning")

    # inside: saving -----------------------------------------------------------------------------------------------

    def _raw(self) -> dict[str, Any]:
        """Return the draft, with fields of other versions of the form as they were."""
        return {**(self._draft.raw if self._draft else {}), **self.form.raw()}

    def _dirty(self) -> bool:
        return self.form.raw() != self._kept

    def _saved(self, stored: Draft, then: Callable[[Draft], object] | None) -> None:
        self._saving = False
        self._kept = self.form.known(stored.raw)
        self._draft = stored
        for note in stored.notes:
            self.form.put({note.field: str(self._kept.get(note.field, ""))})
            self.shell.notify(say(note, self.form.fields.get(note.field)).whole)
        self._show_state()
        self.form.see_all()
        self.checking.begin(stored.id)
        if then is not None:
            then(stored)
        elif stored.state is State.INVALID:
            self.shell.notify(tr("Saved with errors: it can be signed when they are mended."), "warning")
        elif not stored.notes:
            self.shell.notify(tr("Saved."), "ok")

    def _sign(self, stored: Draft) -> None:
        if stored.state is State.INVALID:
            self.shell.notify(tr("Saved. Errors forbid signing; here is the first one."), "warning")
            self.form.next_problem(first=True)
        else:
            open_sign(self.desk, self.shell, [stored.id])

    def _from_template(self, template_id: str) -> None:
        self._leave(lambda: self.open(template=template_id))

    def _leave(self, then: Callable[[], object]) -> None:
        question = self.unsaved()
        if question:
            self.shell.ask(tr("Leave without saving?"), question, then, accept=tr("Leave"), dangerous=True)
        else:
            then()

    # inside: building ---------------------------------------------------------------------------------------------

    def _make_actions(self) -> tuple[QAction | None, ...]:
        self._save = keys.action(tr("Save"), "save", self.save, self, "save")
        self._save_new = keys.action(tr("Save and new"), "new", self.save_and_new, self, "save_new")
        self._save_sign = keys.action(tr("Save and sign"), "sign", self.save_and_sign, self, "save_sign")
        self._copy = keys.action(tr("Copy"), "copy", self.copy, self, "duplicate")
        self.template_action = keys.action(
            tr("Templates"), "template", self.templates.popup, self, "template"
        )
        self.print_action = keys.action(tr("Print"), "print", self._preview, self, "print")
        self.history_action = keys.action(tr("History"), "history", self._why, self, "history")
        self.letter_action = keys.action(
            tr("Write to the bank about this document"), "letter", self._write, self
        )
        following = keys.action(tr("Next remark"), "warning", self.form.next_problem, self, "next_problem")
        self.close_action = keys.action(tr("Close"), "close", self.close_page, self, "close")
        self.addAction(following)
        return (
            self._save, self._save_new, self._save_sign, None,
            self._copy, self.template_action, None, self.print_action, self.history_action, self.letter_action,
            None, self.close_action,
        )  # fmt: skip

    def _preview(self) -> None:
        """Show the form as it would be printed; what is on paper must be what is stored."""
        if self._draft is None or not self._draft.version:
            return
        if self.unsaved():
            self.save(lambda stored: preview(self.shell, [stored.id]))
        else:
            preview(self.shell, [self._draft.id])

    def _write(self) -> None:
        """Begin a letter to the bank about this document."""
        if self._draft is not None and self._draft.version:
            self.shell.open_page("letters", about=self._draft.id)

    def _why(self) -> None:
        if self._draft is not None and self._draft.version:
            self.shell.open_page(HISTORY_PAGE, id=self._draft.id)

    def _build(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        inner = QWidget()
        inner_box = QVBoxLayout(inner)
        inner_box.setContentsMargins(12, 0, 12, 10)
        inner_box.addWidget(self.form)
        self._scroll.setWidget(inner)
        top = QHBoxLayout()
        top.setContentsMargins(14, 6, 14, 4)
        top.addWidget(self.strip, 1)
        top.addWidget(self.form.summary, 0, Qt.AlignmentFlag.AlignTop)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.box.addLayout(top)
        self.box.addWidget(self._scroll, 1)
