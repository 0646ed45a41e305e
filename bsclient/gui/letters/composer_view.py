"""How the place where a letter is written looks: fields in an area that scrolls in a low window, buttons below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bsclient.gui import icons, keys
from bsclient.gui.letters.composer_parts import AboutLine, ReadyAnswers
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.file_list import FileList
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.letters.threads import KindOfLetter

_WIDE_FROM: Final = 520
_TALL_FROM: Final = 330
_FILES_SHOWN, _FILES_LOW = 5, 1
_PHONE_WIDTH: Final = 190


class ComposerView(QObject):
    """The widgets; `asked(act)` when a button is pressed: send, attach, save, discard, close, about."""

    asked = Signal(str)

    def __init__(self, frame: QWidget, shell: Shell) -> None:
        super().__init__(frame)
        self.heading = text.heading("", 3)
        self.about = AboutLine()
        self.connect_about = text.link(tr("About a document…"), lambda: self.asked.emit("about"))
        self.kind = QComboBox()
        self.phone = QLineEdit()
        self.subject = QLineEdit()
        self.ready = ReadyAnswers(lambda: shell.window)
        self.body = _Body()
        self.files = FileList()
        self.count = text.hint("", wrap=False)
        self.wrong = text.coloured("", "rejected", wrap=True)
        self._new = True
        self._area = self._make_area()
        self._name_fields()
        self._build(frame)

    def show_kinds(self, kinds: Sequence[KindOfLetter]) -> None:
        """Offer kinds; the chosen one stays."""
        before = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(tr("Kind of letter…"), "")
        for kind in kinds:
            self.kind.addItem(kind.title, kind.code)
        self.choose_kind(str(before or ""))
        self.kind.blockSignals(False)
        self.kind.setVisible(self._new and self.kind.count() > 1)

    def choose_kind(self, code: str) -> None:
        """Choose a kind; one that the bank has no more stays by its code."""
        if code and self.kind.findData(code) < 0:
            self.kind.addItem(code, code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(code)))

    def show_head(self, *, new: bool, phone: bool) -> None:
        """Ask for a kind in a new letter, for a telephone where there is none."""
        self._new = new
        self.show_connect()
        self.kind.setVisible(new and self.kind.count() > 1)
        self.phone.setVisible(phone)

    def show_connect(self) -> None:
        """Offer to say which document a new letter is about, unless it is about one."""
        self.connect_about.setVisible(self._new and not self.about.id)

    def phone_hidden(self) -> bool:
        """Whether no telephone is asked for."""
        return self.phone.isHidden()

    def fit(self, width: int, height: int) -> None:
        """Show as many buttons and files as there is room for."""
        wide = width >= _WIDE_FROM
        self._save_button.setVisible(wide)  # the toolbar has the same
        self.send_button.setText(tr("Sign and send") if wide else tr("Send"))
        self._attach_button.setText(tr("Attach…") if wide else "")
        self.heading.setVisible(height >= _TALL_FROM)
        most = _FILES_SHOWN if height >= _TALL_FROM else _FILES_LOW
        rows = min(len(self.files.files), most)
        self.files.limits.setVisible(rows > 0 or height >= _TALL_FROM)
        self._area.setFixedHeight(rows * self.files.row_height())
        self._area.setVisible(rows > 0)

    # inside -------------------------------------------------------------------------------------------------------

    def _name_fields(self) -> None:
        self.subject.setPlaceholderText(tr("Subject"))
        self.subject.setAccessibleName(tr("Subject"))
        self.phone.setPlaceholderText(tr("Contact telephone"))
        self.phone.setAccessibleName(tr("Contact telephone"))
        self.phone.setToolTip(
            tr("Where the bank may call about this letter. It is kept for the next letters.")
        )
        self.phone.setMaximumWidth(_PHONE_WIDTH)
        self.phone.setMinimumWidth(self.phone.fontMetrics().horizontalAdvance("+70000000000") + 24)
        self.kind.setAccessibleName(tr("Kind of letter"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.setPlaceholderText(tr("Text of the letter"))
        self.body.setAccessibleName(tr("Text of the letter"))
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(64)

    def _build(self, frame: QWidget) -> None:
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(7)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.kind, 1)
        head.addWidget(self.phone, 1)
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addWidget(self.about, 1)
        top.addWidget(self.connect_about)
        for part in (top, head, self.subject, self.ready):
            fields.addLayout(part) if isinstance(part, QHBoxLayout) else fields.addWidget(part)
        fields.addWidget(self.body, 1)
        for widget in (self.count, self._area, self.files.limits):
            fields.addWidget(widget)
        scroll = scrolled(inside, sideways=False)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        inside.setMinimumWidth(1)  # long questions are cut, not the fields beside them
        box = QVBoxLayout(frame)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(7)
        box.addWidget(scroll, 1)
        box.addWidget(self.wrong)
        box.addLayout(self._buttons())
        self.wrong.hide()

    def _make_area(self) -> QScrollArea:
        """Return the files in an area that scrolls where there are many, or the window is low."""
        area = scrolled(self.files, sideways=False)
        area.viewport().setAutoFillBackground(False)
        self.files.setAutoFillBackground(False)
        self.files.resized.connect(self._refit)
        return area

    def _refit(self) -> None:
        frame = self.parent()
        if isinstance(frame, QWidget):
            self.fit(frame.width(), frame.height())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.send_button = text.primary(tr("Sign and send"), lambda: self.asked.emit("send"))
        self.send_button.setToolTip(keys.shown("send"))
        row.addWidget(self.send_button)
        made = []
        for words, icon, act, shown in (
            (tr("Attach…"), "attach", "attach", tr("Files can also be dropped here")),
            (tr("Save draft"), "save", "save", keys.shown("save")),
        ):
            button = QPushButton(words)
            icons.put(button, icon)
            button.setToolTip(tip(shown))
            button.setAccessibleName(words)
            button.clicked.connect(lambda _on=False, act=act: self.asked.emit(act))
            row.addWidget(button)
            made.append(button)
        self._attach_button, self._save_button = made
        row.addStretch(1)
        row.addWidget(text.link(tr("Discard"), lambda: self.asked.emit("discard")))
        row.addWidget(text.link(tr("Close"), lambda: self.asked.emit("close")))
        return row


class _Body(QPlainTextEdit):
    """Plain text; files that are dropped go to the letter, not into the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)
