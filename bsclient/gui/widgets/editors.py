"""Editors: one widget for each kind of value, all spoken to in the same way.

`value()` gives the text of the draft (ISO day, amount with a point, anything else as typed, nonsense included);
`set_value` loads a text and forgets the undo steps, `put` changes it so that Ctrl+Z takes it back. Signals: `changed`
(any change), `edited` (the user typed), `left` (focus went away), `advance` (Enter), `choose` (F4: a directory).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QStyleOptionComboBox

from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.gui import theme
from bsclient.gui.tr import tr
from bsclient.gui.widgets import code_text
from bsclient.gui.widgets.editor_keys import ENTER, advances, asks_choice
from bsclient.gui.widgets.flag_editor import FlagEditor

_LONG: Final = 100
"""Texts that may be longer than this get an editor of several lines."""

_NUMBERS: Final = frozenset({KindName.ACCOUNT, KindName.BIC, KindName.INN})
_FRAME: Final = 10
_MOST_ROWS: Final = 5
_TEXT_FRAME: Final = 13


def _never() -> bool:
    return False


class LineEditor(QLineEdit):
    """One line of text. While `suggesting()`, Enter belongs to the list of suggestions."""

    changed = Signal()
    edited = Signal()
    left = Signal()
    advance = Signal()
    choose = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.setObjectName(field.name)
        self._putting = False
        self.suggesting: Callable[[], bool] = _never
        self.textChanged.connect(lambda _text: self.changed.emit())
        self.textEdited.connect(lambda _text: self._tell())

    def value(self) -> str:
        """Return the text for the draft."""
        return self.text()

    def set_value(self, text: str) -> None:
        """Load a text."""
        self.setText(self.shown(text))
        self.setCursorPosition(0)

    def put(self, text: str) -> None:
        """Change the text as if it were typed: it can be undone."""
        if self.value() != text:
            self._replace(self.shown(text))
            if not self.hasFocus():
                self.setCursorPosition(0)

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting it be changed."""
        self.setReadOnly(locked)

    def shown(self, text: str) -> str:
        """Return how a text of the draft looks here."""
        return text

    def clean(self, text: str) -> str:
        """Return what a pasted text becomes."""
        return code_text.BLANKS.sub(" ", text).strip()

    def set_width(self, sample: str) -> None:
        """Make the field as wide as a text."""
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(sample) + 2 * _FRAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self._paste()
        elif asks_choice(event):
            self.choose.emit()
        elif advances(event) and self.suggesting():
            event.ignore()
        elif advances(event):
            self.advance.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(lambda _on=False: self._paste())
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _replace(self, shown: str) -> None:
        self._putting = True
        self.selectAll()
        self.insert(shown)
        self._putting = False

    def _paste(self) -> None:
        self.insert(self.clean(QGuiApplication.clipboard().text()))

    def _tell(self) -> None:
        if not self._putting:
            self.edited.emit()


class CodeEditor(LineEditor):
    """A code or number of fixed form: pasted blanks fall away, only ASCII can be typed."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.setValidator(code_text.Ascii(self))
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)

        self._digits = field.kind.name in _NUMBERS

    def clean(self, text: str) -> str:
        return code_text.number(text) if self._digits else code_text.bare(text)


class TextEditor(QPlainTextEdit):
    """Text of several lines on the screen. Payment texts are one line that wraps; letters have lines of their own."""

    changed = Signal()
    edited = Signal()
    left = Signal()
    advance = Signal()
    choose = Signal()

    def __init__(self, field: Field, rows: int = 2) -> None:
        super().__init__()
        self.setObjectName(field.name)
        self._lines = field.kind.name in {KindName.LINES, KindName.SWIFT}
        self._loading = False
        self.suggesting: Callable[[], bool] = _never
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self._rows = rows
        self._fit()
        self.textChanged.connect(self._tell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text is, within bounds."""
        lines = int(self.document().size().height())
        rows = min(max(lines, self._rows), max(_MOST_ROWS, self._rows))
        height = self.fontMetrics().lineSpacing() * rows + _TEXT_FRAME
        fits = lines <= max(_MOST_ROWS, self._rows)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)
        if height != self.height():
            self.setFixedHeight(height)

    def value(self) -> str:
        """Return the text for the draft."""
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        """Load a text."""
        self._loading = True
        self.setPlainText(text)
        self._loading = False

    def put(self, text: str) -> None:
        """Change the text as if it were typed: it can be undone."""
        if self.value() == text:
            return
        self._loading = True
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._loading = False

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting it be changed."""
        self.setReadOnly(locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_choice(event):
            self.choose.emit()
        elif not self._lines and event.key() in ENTER:
            if advances(event) and not self.suggesting():
                self.advance.emit()
            else:
                event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        self.textCursor().insertText(text if self._lines else " ".join(text.split()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _tell(self) -> None:
        self._fit()
        self.changed.emit()
        if not self._loading:
            self.edited.emit()


class ChoiceEditor(QComboBox):
    """One of a closed list. The list shows code and meaning, the field the code alone; the wheel changes nothing."""

    changed = Signal()
    edited = Signal()
    left = Signal()
    advance = Signal()
    choose = Signal()

    def __init__(self, field: Field, captions: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.setObjectName(field.name)
        self._short = True
        self._blank = ""
        self.setFixedHeight(QLineEdit().sizeHint().height())
        self.offer({code: (captions or {}).get(code, "") for code in field.choices})
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(max((len(code) for code in field.choices), default=1))
        self.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.activated.connect(lambda _place: self.edited.emit())

    def offer(self, captions: Mapping[str, str], *, short: bool = True) -> None:
        """Offer codes with their meanings; `short` shows the code alone while the list is closed."""
        before, self._short = self.value(), short
        blocked = self.blockSignals(True)
        self.clear()
        for code, meaning in captions.items():
            caption = f"{code}  {meaning}" if code and meaning and short else meaning or code or tr("none")
            self.addItem(caption, code)
        self.set_value(before)
        self.blockSignals(blocked)
        width = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0
        )
        self.view().setMinimumWidth(min(width + 40, 700))

    def set_blank(self, words: str) -> None:
        """Show words, greyed, while no code is chosen."""
        self._blank = words
        self.update()

    def value(self) -> str:
        """Return the code for the draft."""
        return str(self.currentData() or "")

    def set_value(self, text: str) -> None:
        """Choose a code; one that is not offered is shown all the same, for a rule to speak of it."""
        place = self.findData(text)
        if place < 0:
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def put(self, text: str) -> None:
        """Choose a code."""
        self.set_value(text)

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting it be changed, as legibly as before."""
        self.setEnabled(not locked)
        palette, group = self.palette(), QPalette.ColorGroup
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(group.Disabled, role, palette.color(group.Active, role))
        self.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_choice(event):
            self.showPopup()
        elif advances(event):
            self.advance.emit()
        else:
            before = self.value()
            super().keyPressEvent(event)
            if self.value() != before:
                self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        settable: Any = option
        if not self.isEnabled():
            locked = QPalette(option.palette)
            locked.setColor(QPalette.ColorRole.Button, theme.colour("window"))
            settable.palette = locked
        if self._short:
            settable.currentText = self.value() or self._blank
            if not self.value():
                palette = QPalette(settable.palette)
                for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
                    palette.setColor(role, theme.colour("muted"))
                settable.palette = palette


Editor = LineEditor | TextEditor | ChoiceEditor | FlagEditor


def make(field: Field) -> Editor:
    """Return the editor for the kind of a field."""
    name = field.kind.name
    if name is KindName.TEXT and field.longest >= _LONG:
        return TextEditor(field)
    if name in _BY_KIND:
        return _BY_KIND[name](field)
    from bsclient.gui.widgets.editors_more import MORE

    return MORE[name](field)


def _lines(field: Field) -> Editor:
    return TextEditor(field, rows=8)


def _money(field: Field) -> Editor:
    from bsclient.gui.widgets.money_editor import MoneyEditor

    return MoneyEditor(field)


def _day(field: Field) -> Editor:
    from bsclient.gui.widgets.day_editor import DayEditor

    return DayEditor(field)


_BY_KIND: Final[Mapping[KindName, Callable[[Field], Editor]]] = {
    KindName.TEXT: LineEditor,
    KindName.LINES: _lines,
    KindName.MONEY: _money,
    KindName.DAY: _day,
    KindName.CODE: CodeEditor,
    KindName.ACCOUNT: CodeEditor,
    KindName.BIC: CodeEditor,
    KindName.INN: CodeEditor,
    KindName.CHOICE: ChoiceEditor,
}
