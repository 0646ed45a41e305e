"""Editors of the kinds beside those of a payment order: numbers, capitals, months, phones, things chosen elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.kinds_more import SwiftKind
from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets.editors import CodeEditor, Editor, LineEditor, TextEditor
from bsclient.gui.widgets.flag_editor import FlagEditor

_MONTH: Final = re.compile(r"(0?[1-9]|1[0-2])[.,/\- ]?([0-9]{4}|[0-9]{2})", re.ASCII)
_ISO_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
_CENTURY: Final = "20"
_MONTHS: Final = 12


class NumberEditor(CodeEditor):
    """A whole number, a rate, a per cent: digits on the right, a comma does as well as a point."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def value(self) -> str:
        return self.text().replace(",", ".")

    def shown(self, text: str) -> str:
        return written.decimal(text)


class CapitalsEditor(CodeEditor):
    """A code of capital letters and digits; small letters are shown and kept as capitals."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        _capitals(self)

    def value(self) -> str:
        return self.text().upper()

    def clean(self, text: str) -> str:
        return super().clean(text).upper()


class SwiftLineEditor(LineEditor):
    """One line of a SWIFT message, in capitals."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        _capitals(self)

    def value(self) -> str:
        return self.text().upper()


class SwiftTextEditor(TextEditor):
    """Some lines of a SWIFT message, in capitals."""

    def __init__(self, field: Field) -> None:
        kind = field.kind
        super().__init__(field, rows=min(kind.lines, 4) if isinstance(kind, SwiftKind) else 4)
        _capitals(self)

    def value(self) -> str:
        return super().value().upper()


class PhoneEditor(CodeEditor):
    """A phone number; brackets and hyphens of a pasted one fall away."""

    def clean(self, text: str) -> str:
        return re.sub(r"[^0-9+]", "", text)


class MonthEditor(LineEditor):
    """A month, `11.2026` on the screen and `2026-11` in the draft; + and - go to the next and the last one."""

    def value(self) -> str:
        month = _month(self.text())
        return month or self.text().strip()

    def shown(self, text: str) -> str:
        match = _ISO_MONTH.fullmatch(text.strip())
        return f"{match[2]}.{match[1]}" if match else text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"+": 1, "-": -1, "=": 1}.get(event.text(), 0)
        month = _month(self.text())
        if step and month and not self.isReadOnly():
            count = int(month[:4]) * _MONTHS + int(month[5:]) - 1 + step
            self.put(f"{count // _MONTHS:04}-{count % _MONTHS + 1:02}")
            self.edited.emit()
        else:
            super().keyPressEvent(event)


class PickEditor(LineEditor):
    """Something chosen elsewhere, a document or a product: its words are shown, its id is kept. Del forgets it."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._id = ""
        self._locked = False
        self.setReadOnly(True)
        self.setPlaceholderText(tr("Choose… (F4)"))
        self._button = self.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        icons.put(self._button, "search", "muted")
        self._button.setToolTip(tr("Choose (F4)"))
        self._button.triggered.connect(lambda _on=False: self.choose.emit())

    def value(self) -> str:
        return self._id

    def set_value(self, text: str) -> None:
        self._id = text
        super().set_value(text)

    def put(self, text: str) -> None:
        if text != self._id:
            self.set_value(text)

    def set_words(self, words: str) -> None:
        """Show what the id stands for."""
        blocked = self.blockSignals(True)
        self.setText(words or self._id)
        self.setCursorPosition(0)
        self.blockSignals(blocked)

    def set_locked(self, *, locked: bool) -> None:
        self._locked = locked
        self._button.setVisible(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._id and not self._locked:
            self.set_value("")
            self.edited.emit()
        elif event.key() == Qt.Key.Key_Space and not self._locked:
            self.choose.emit()
        else:
            super().keyPressEvent(event)


def _month(text: str) -> str:
    bare = text.strip()
    if _ISO_MONTH.fullmatch(bare):
        return bare
    match = _MONTH.fullmatch(bare)
    if match is None:
        return ""
    year = match[2] if len(match[2]) > len(_CENTURY) else _CENTURY + match[2]
    return f"{year}-{match[1]:0>2}"


def _capitals(editor: LineEditor | TextEditor) -> None:
    font = editor.font()
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    editor.setFont(font)


def _swift(field: Field) -> Editor:
    one = isinstance(field.kind, SwiftKind) and field.kind.lines == 1
    return SwiftLineEditor(field) if one else SwiftTextEditor(field)


MORE: Final[Mapping[KindName, Callable[[Field], Editor]]] = {
    KindName.WHOLE: NumberEditor,
    KindName.RATE: NumberEditor,
    KindName.PERCENT: NumberEditor,
    KindName.SWIFT: _swift,
    KindName.CURRENCY: CapitalsEditor,
    KindName.COUNTRY: CapitalsEditor,
    KindName.IBAN: CapitalsEditor,
    KindName.SWIFT_BIC: CapitalsEditor,
    KindName.PHONE: PhoneEditor,
    KindName.FLAG: FlagEditor,
    KindName.REFERENCE: PickEditor,
    KindName.PRODUCT: PickEditor,
    KindName.MONTH: MonthEditor,
    KindName.PERSON: LineEditor,
}
