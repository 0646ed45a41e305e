"""The sheet of keys: a dialog made from `keys.KEYS`, and the same on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable, QTextTableFormat
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QGridLayout, QWidget

from bsclient.gui import keys
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled


class KeySheet(Dialog):
    """Groups of keys with what they do."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Keys"), width=520)
        self.resize(560, 640)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        line = 0
        for group, entries in keys.sheet():
            head = text.heading(group, 3)
            head.setContentsMargins(0, 8 if line else 0, 0, 2)
            grid.addWidget(head, line, 0, 1, 2)
            for place, (names, what) in enumerate(entries, line + 1):
                grid.addWidget(text.coloured(names, "link"), place, 0)
                grid.addWidget(text.label(what, wrap=True), place, 1)
            line += len(entries) + 1
        grid.setRowStretch(line, 1)
        self.content.addWidget(scrolled(inside))
        self.add_button(tr("Print…"), self._print, left=True)
        self.add_close(tr("Close"), primary=True)

    def _print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: document().print_(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()


def document() -> QTextDocument:
    """Return the sheet as a document to print."""
    made = QTextDocument()
    cursor = QTextCursor(made)
    for group, entries in keys.sheet():
        title = cursor.charFormat()
        title.setFontWeight(700)
        cursor.insertText(group, title)
        look = QTextTableFormat()
        look.setCellPadding(3)
        look.setBorderCollapse(True)
        table: QTextTable = cursor.insertTable(len(entries), 2, look)
        for line, (names, what) in enumerate(entries):
            table.cellAt(line, 0).firstCursorPosition().insertText(names)
            table.cellAt(line, 1).firstCursorPosition().insertText(what)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock()
    return made
