"""The sign window: shows what the bytes say, gathers confirmations and the passphrase, signs, offers to send.

It serves every document type: payments, recall requests, letters. Nothing here builds a text of its own about a
document: all that is shown was read back from the bytes that will be signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from bsclient.errors import BsError
from bsclient.gui import departure_words
from bsclient.gui import format as written
from bsclient.gui.documents import code_words, fields_view, sign_columns, sign_model
from bsclient.gui.documents.changed_payee import ChangedPayeeDialog
from bsclient.gui.documents.fields_view import FieldsDialog, FieldsView
from bsclient.gui.documents.sending import send
from bsclient.gui.documents.shared_signing import offer
from bsclient.gui.documents.sign_notices import Notices
from bsclient.gui.documents.sign_result import ResultView, Signing, sign_all
from bsclient.gui.login.tries import Countdown
from bsclient.gui.rights import demands
from bsclient.gui.shell import Shell
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.model import ListView
from bsclient.gui.widgets.passphrase import PassphraseField
from bsclient.gui.widgets.scrolling import scrolled
from bsclient.gui.widgets.table import DataTable
from bsclient.services import profiles
from bsclient.services.desk import Desk
from bsclient.services.signing.ceremony import Item, Sheet

_WIDTH, _HEIGHT = 1120, 680
_MARGIN: Final = 40
_WIDE_FROM: Final = 900
_TABLE_HEIGHT: Final = 170
_SIDE_WIDTH: Final = 390


@dataclass(frozen=True, slots=True)
class Then:
    """What follows: `signed` hears the outcome; `send_at_once` queues and sends without asking again."""

    signed: Callable[[Signing], object] | None = None
    send_at_once: bool = False


def open_sign(desk: Desk, shell: Shell, ids: Sequence[str], then: Then | None = None) -> SignDialog:
    """Show the sign window for documents."""
    dialog = SignDialog(desk, shell, ids, then or Then())
    dialog.open()
    return dialog


class SignDialog(Dialog):
    """Three looks of one window: preparing, the sheet, the outcome."""

    def __init__(self, desk: Desk, shell: Shell, ids: Sequence[str], then: Then) -> None:
        super().__init__(shell.window, tr("Signing"), width=min(720, shell.window.width()))
        self._desk = desk
        self._shell = shell
        self._then = then
        self._working = False
        self._meanings: fields_view.Meanings = {}
        self.consent: sign_model.Consent | None = None
        self.outcome: Signing | None = None
        self.passphrase = PassphraseField(tr("Passphrase of your key"))
        self.fields = FieldsView()
        self._side = _card(self.fields)
        self._wait = text.hint(tr("Preparing the documents…"))
        self.content.addWidget(self._wait, 1)
        self.sign_button = self.add_button(tr("Sign"), self._sign, primary=True)
        self.sign_button.setEnabled(False)
        self.cancel_button = self.add_close()
        self._countdown = Countdown(self.passphrase, self.sign_button)
        self._resize()

        def prepare() -> tuple[Sheet, fields_view.Meanings]:
            sheet = sign_model.prepare(desk, ids)
            return sheet, code_words.of_directories(desk.books, [item.signed for item in sheet.items])

        task = shell.run_task(prepare, lambda made: self._show_sheet(*made), self._not_prepared)
        task.owned_by(self)

    def reject(self) -> None:
        if not self._working:
            super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the fields beside the list if there is room; they come with the sheet and go with it."""
        if isValid(self._side) and self._side.parentWidget() is not None:
            self._side.setVisible(self.width() >= _WIDE_FROM)

    # the sheet ----------------------------------------------------------------------------------------------------

    def _show_sheet(self, sheet: Sheet, meanings: fields_view.Meanings) -> None:
        self._meanings = meanings
        self.consent = sign_model.Consent(sheet)
        self._wait.hide()
        self.content.addLayout(self._head(sheet))
        for line in (*demands.lines(sheet), *departure_words.lines(self._desk, sheet)):
            self.content.addWidget(text.hint(line))
        self.notices = Notices(self.consent)
        self.notices.changed.connect(self._update)
        self.notices.payee_asked.connect(self._open_payee)
        self.notices.alone_asked.connect(self._sign_alone)
        self.table = DataTable("sign", sign_columns.columns(sheet.items), self._shell.memory)
        self.table.opened.connect(self._open_item)
        self.table.chosen.connect(self._show_current)
        self.content.addWidget(self._body(), 1)
        self.content.addWidget(self._foot())
        self.table.set_view(ListView(sheet.items))
        if sheet.items:
            self.table.select_place(0)
        self._update()
        if self.consent.red:  # Enter alone does not sign
            self._countdown.name(tr("Sign this payment"))
            self.sign_button.setDefault(False)
            self.sign_button.setAutoDefault(False)
        else:
            self.passphrase.entered.connect(self._sign)
        # Not before it is shown: a window that becomes active meanwhile would give its focus to the first button.
        QTimer.singleShot(0, self.passphrase, self.passphrase.setFocus)
        user = self._desk.user
        self._countdown.wait(profiles.seconds_to_wait(self._desk.profile, user, self._desk.place.now))
        self._update()

    def _head(self, sheet: Sheet) -> QHBoxLayout:
        row = QHBoxLayout()
        count = tr("%n document(s) to sign", "", sheet.count)
        total = ", ".join(written.amount(amount, currency) for currency, amount in sheet.totals.items())
        head = text.heading(f"{count}: {total}" if total else count, 2)
        head.setWordWrap(True)
        row.addWidget(head, 1)
        code = sign_model.control_code(sheet)
        if code:
            words = text.label(f"{tr('Control code')}: {code}", selectable=True)
            words.setToolTip(
                tr("Made of the bytes that will be signed: the same documents give the same code")
            )
            row.addWidget(words)
        return row

    def _body(self) -> QScrollArea:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        splitter.addWidget(self.table)
        splitter.addWidget(self._side)
        self._fit()
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.notices)
        box.addWidget(splitter, 1)
        return scrolled(inside, sideways=False)

    def _foot(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        label = text.label(tr("Your passphrase:"))
        label.setToolTip(tip(self._desk.user.name))
        label.setBuddy(self.passphrase)
        self.missing = text.coloured("", "partly", wrap=True)
        row.addWidget(self.missing, 2)
        row.addWidget(label)
        row.addWidget(self.passphrase, 1)
        return made

    def _show_current(self) -> None:
        item = self.table.current_row()
        if item is not None:
            self.fields.show_signed(item.signed, item.digest, (), self._meanings)

    def _open_item(self, item: Item) -> None:
        dialog = FieldsDialog(self, tr("Document No. {number}").format(number=item.text("number")))
        dialog.view.show_signed(item.signed, item.digest, (), self._meanings)
        dialog.add_close(tr("Close"), primary=True)
        dialog.open()

    def _open_payee(self, item: Item) -> None:
        if self.consent is not None:
            self.consent.open(item.id)
            ChangedPayeeDialog(self, item, lambda reason: self._confirm_payee(item, reason)).open()

    def _confirm_payee(self, item: Item, reason: str) -> None:
        if self.consent is not None and self.consent.confirm(item.id, reason):
            self.notices.show_confirmed(item.id)

    def _sign_alone(self, document_id: str) -> None:
        """Sign a red document that this batch leaves out in a window of its own."""

        def signed(outcome: Signing) -> None:
            done = {*outcome.signed.full, *outcome.signed.partly}
            if document_id in done and isValid(self) and isValid(self.notices):
                self.notices.show_signed(document_id)

        open_sign(self._desk, self._shell, [document_id], Then(signed))

    def _update(self) -> None:
        consent = self.consent
        if consent is None:
            return
        self.missing.setText(_missing(consent))
        free = not self._working and not self._countdown.running()
        self.sign_button.setEnabled(consent.ready and free)

    # signing ------------------------------------------------------------------------------------------------------

    def _sign(self) -> None:
        consent = self.consent
        if consent is None or not consent.ready or self._working or self._countdown.running():
            return
        if not self.passphrase.filled():
            self.passphrase.set_error(tr("Type the passphrase of your key"))
            self.passphrase.setFocus()
            return
        passphrase = self.passphrase.take()
        self._set_working(working=True)
        desk, sheet = self._desk, consent.confirmed_sheet
        task = self._shell.run_task(lambda: sign_all(desk, sheet, passphrase), self._signed, self._refused)
        task.owned_by(self)

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        self.passphrase.setEnabled(not working)
        self.cancel_button.setEnabled(not working)
        self.sign_button.setText(tr("Signing…") if working else self._countdown.caption)
        self._update()

    def _refused(self, error: BsError) -> None:
        self._set_working(working=False)
        self._countdown.show(error)
        self.passphrase.setFocus()

    def _not_prepared(self, error: BsError) -> None:
        self.reject()
        self._shell.show_error(error)

    def _signed(self, outcome: Signing) -> None:
        self._working = False
        self.outcome = outcome
        full = outcome.signed.full
        if self._then.signed is not None:
            self._then.signed(outcome)
        if self._then.send_at_once and full and not outcome.signed.failed:
            self.accept()
            send(self._desk, self._shell, full)
            return
        self._show_result(outcome)

    def _show_result(self, outcome: Signing) -> None:
        _clear(self.content)
        self.content.addWidget(ResultView(outcome), 1)
        for button in (self.sign_button, self.cancel_button):
            button.hide()
        full = outcome.signed.full
        if full:
            self.send_button = self.add_button(tr("Send now"), lambda: self._send(full), primary=True)
            self.add_button(tr("Only put into the queue"), lambda: self._send(full, only_queue=True))
            self.send_button.setFocus()
        worth = () if outcome.given else outcome.worth
        if worth:
            caption = tr("Give to colleagues for signing")
            self.give_button = self.add_button(caption, lambda: self._give(worth), primary=not full)
            if not full:
                self.give_button.setFocus()
        self.add_close(tr("Close"), primary=not full and not worth)
        self._shrink()
        if outcome.given or outcome.goes:
            self._shell.synchronise()

    def _give(self, ids: Sequence[str]) -> None:
        self.accept()
        offer(self._desk, self._shell, ids)

    def _send(self, ids: Sequence[str], *, only_queue: bool = False) -> None:
        self.accept()
        send(self._desk, self._shell, ids, only_queue=only_queue)

    def _shrink(self) -> None:
        """Become as small as the result is, where the middle was."""
        middle = self.geometry().center()
        self.adjustSize()
        self.move(self.pos() + middle - self.geometry().center())

    def _resize(self) -> None:
        room = self._shell.window.size() if self._shell.window.isVisible() else self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - _MARGIN), min(_HEIGHT, room.height() - _MARGIN))


def _card(content: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("card", True)
    frame.setMinimumWidth(_SIDE_WIDTH)
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(content)
    return frame


def _clear(layout: QLayout) -> None:
    """Take everything out of a layout, the layouts in it too."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)


def _missing(consent: sign_model.Consent) -> str:
    if not consent.sheet.count:
        return tr("There is nothing to sign.")
    parts = []
    if consent.left_payees:
        parts.append(tr("%n changed payee(s) to confirm", "", len(consent.left_payees)))
    if consent.left_kinds:
        parts.append(tr("%n warning(s) to confirm", "", len(consent.left_kinds)))
    return "; ".join(parts)
