"""The part of the settings about letters: the text under them and the user's telephone, kept in his profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.services.letters.threads import telephone

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

_LINES: Final = 4
_PAUSE_MS: Final = 800
_PHONE_WIDTH: Final = 220


class LettersPart(QWidget):
    """Two fields; what is typed is kept when typing pauses. Values begin at `edge` pixels."""

    def __init__(self, desk: Desk, shell: Shell, edge: int = 0) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._known = ("", "")
        self.signature = QPlainTextEdit()
        self.signature.setTabChangesFocus(True)
        self.signature.setAccessibleName(tr("Text under your letters"))
        self.signature.setPlaceholderText(tr("For example: position, name, direct telephone"))
        self.signature.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 14)
        self.phone = QLineEdit()
        self.phone.setFixedWidth(_PHONE_WIDTH)
        self.phone.setAccessibleName(tr("Contact telephone"))
        for editor in (self.signature, self.phone):
            editor.setEnabled(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.signature.textChanged.connect(self._pause.start)
        self.phone.textChanged.connect(lambda _text: self._pause.start())
        self._build(edge)

    def read(self) -> None:
        """Show what is kept."""
        letters = self._desk.letters

        def work() -> tuple[str, str]:
            return letters.signature(), letters.phone()

        self._shell.run_task(work, self._show, lane=Lane.NETWORK).owned_by(self)

    def keep(self) -> None:
        """Keep what was typed, if it is something else than before."""
        self._pause.stop()
        signature, phone = self.signature.toPlainText(), telephone(self.phone.text())
        if not self.signature.isEnabled() or (signature, phone) == self._known:
            return
        letters = self._desk.letters

        def work() -> None:
            letters.keep_signature(signature)
            letters.keep_phone(phone)

        def done(_nothing: None) -> None:
            self._known = (signature, phone)

        self._shell.run_task(work, done).owned_by(self)

    def _show(self, kept: tuple[str, str]) -> None:
        if self._pause.isActive():
            return
        self._known = kept
        self.signature.setPlainText(kept[0])
        self.phone.setText(kept[1])
        self._pause.stop()
        for editor in (self.signature, self.phone):
            editor.setEnabled(True)

    def _build(self, edge: int) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(text.heading(tr("Letters"), 2))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        first = text.label(tr("Text under your letters"))
        first.setBuddy(self.signature)
        first.setMinimumWidth(edge)
        second = text.label(tr("Contact telephone"))
        second.setBuddy(self.phone)
        form.addRow(first, self.signature)
        form.addRow(second, self.phone)
        box.addLayout(form)
        box.addWidget(text.hint(tr("Both stand in every new letter and can be changed there.")))
