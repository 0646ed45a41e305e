"""Dialogs: questions, messages and the report of an unexpected error. All open with `open()`, none blocks.

Texts are plain. An answer comes by callback on the GUI thread.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import bsclient
from bsclient import paths
from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.editor_keys import advances
from bsclient.gui.widgets.enter_presses import presses, struck_on
from bsclient.logs import redact

_SCREEN_SHARE: Final = 0.96
_ENDING: Final = re.compile(r"\*\.([A-Za-z0-9]+)")
_last = [""]
"""The folder of the last file that was read or written, while the program runs."""
Answer = Callable[[], object]


class Dialog(QDialog):
    """Frame of a dialog: heading, content (`self.content`), a row of buttons. Deletes itself when closed."""

    _struck: QWidget | None = None

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 460) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(14)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        outer.addLayout(self.content, 1)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        outer.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """A dialog is never larger than the screen: at 200 % a small one is soon full."""
        room = self.screen().availableGeometry().size() * _SCREEN_SHARE
        self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        self._struck = struck_on(self, event, self._struck)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A primary button would answer Enter that is held down since another window."""
        return _held(event) or super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _held(event) and not presses(self._struck, self, event):
            super().keyPressEvent(event)

    def add_button(
        self, caption: str, clicked: Answer, *, primary: bool = False, left: bool = False
    ) -> QPushButton:
        """Add a button; the primary one answers Enter, unless another one has the focus."""
        made = text.primary(caption) if primary else QPushButton(caption)
        made.setMinimumWidth(84)
        (self._left if left else self._right).addWidget(made)
        made.setDefault(primary)
        made.setAutoDefault(primary)
        made.installEventFilter(self)
        made.clicked.connect(lambda *_on: clicked())
        return made

    def add_close(self, caption: str = "", *, primary: bool = False) -> QPushButton:
        """Add the button that closes the dialog without doing anything."""
        return self.add_button(caption or tr("Cancel"), self.reject, primary=primary)


class Message(Dialog):
    """An icon, a sentence and what to do."""

    def __init__(self, parent: QWidget | None, title: str, message: str, kind: str = "info") -> None:
        super().__init__(parent, title)
        row = QHBoxLayout()
        row.setSpacing(14)
        role = {"warning": "partly", "error": "rejected", "ok": "done"}.get(kind, "transit")
        row.addWidget(text.icon_label(kind, role, 32), 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(8)
        head = text.heading(title, 2)
        head.setWordWrap(True)
        self.words.addWidget(head)
        self.words.addWidget(text.label(message, wrap=True, selectable=True))
        row.addLayout(self.words, 1)
        row.setAlignment(self.words, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(message)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before an act; `accept` is the word on the button. A dangerous act does not answer Enter."""

    title: str
    message: str
    accept: str = ""
    dangerous: bool = False


def confirm(parent: QWidget | None, question: Question, accepted: Answer) -> Dialog:
    """Ask before an act; `accepted` is called if the user agrees."""
    dangerous = question.dangerous
    dialog = Message(parent, question.title, question.message, "warning" if dangerous else "unknown")

    def agree() -> None:
        dialog.accept()
        accepted()

    dialog.add_button(question.accept or tr("Continue"), agree, primary=not dangerous)
    close = dialog.add_close()
    if dangerous:
        close.setDefault(True)
        close.setFocus()
    dialog.open()
    return dialog


def inform(parent: QWidget | None, title: str, message: str, kind: str = "info") -> Dialog:
    """Say something that must be seen; mere news go to `Shell.notify`."""
    dialog = Message(parent, title, message, kind)
    dialog.add_close(tr("Close"), primary=True)
    dialog.open()
    return dialog


def show_error(parent: QWidget | None, error: BsError, title: str = "") -> Dialog:
    """Show why an act that the user started did not work, and what to do."""
    said = problems.of_error(error)
    dialog = Message(parent, title or tr("This did not work"), said.message, "error")
    if said.mend:
        dialog.words.addWidget(text.hint(said.mend))
    dialog.add_button(tr("Copy"), lambda: _copy(f"{said.whole} [{error.code}]"), left=True)
    dialog.add_close(tr("Close"), primary=True)
    dialog.open()
    return dialog


def report_unexpected(parent: QWidget | None, error: BaseException) -> Dialog:
    """Show a bug: what happened, with a masked text for the support."""
    report = report_text(error)
    dialog = Message(
        parent,
        tr("Unexpected error in the program"),
        tr(
            "The action was not finished. What was saved before is safe. Please send the text below to the support."
        ),
        "error",
    )
    dialog.resize(640, 420)
    box = QPlainTextEdit(report)
    box.setReadOnly(True)
    box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    box.setAccessibleName(tr("Report"))
    dialog.content.insertWidget(1, box, 1)
    dialog.add_button(tr("Copy"), lambda: _copy(report), left=True)
    dialog.add_close(tr("Close"), primary=True)
    dialog.open()
    return dialog


def report_text(error: BaseException) -> str:
    """Write an error for the support, with numbers and secrets masked as in the log."""
    import platform

    lines = "".join(traceback.format_exception(error))
    for folder, name in ((paths.RESOURCES.parent, "…"), (Path.home(), "~")):
        lines = lines.replace(str(folder), name)
    head = f"BSClient {bsclient.__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    return head + redact(lines)


def choose_file(
    parent: QWidget | None,
    title: str,
    filters: str,
    chosen: Callable[[list[Path]], object],
    *,
    several: bool = False,
) -> QFileDialog:
    """Ask for a file to read; `chosen` gets the paths."""
    dialog = _file_dialog(parent, title, filters)
    mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    return _open_files(dialog, chosen)


def save_file(
    parent: QWidget | None, title: str, name: str, filters: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to write a file; an existing one is only replaced after a question."""
    dialog = _file_dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    suffix = Path(name).suffix.lstrip(".")
    if suffix:
        dialog.setDefaultSuffix(suffix)
    dialog.filterSelected.connect(lambda wanted: _follow_type(dialog, wanted))
    return _open_files(dialog, lambda paths: chosen(paths[0]))


def _follow_type(dialog: QFileDialog, wanted: str) -> None:
    """Give the name the ending of the type that was chosen; Qt leaves it as it is, and the file would be of another type."""
    endings = {each: _ENDING.search(each) for each in dialog.nameFilters()}
    ending = endings.get(wanted)
    if ending is None:
        return
    dialog.setDefaultSuffix(ending[1])
    name = Path(dialog.selectedFiles()[0])
    if name.suffix.lstrip(".") in {known[1] for known in endings.values() if known is not None}:
        dialog.selectFile(name.with_suffix(f".{ending[1]}").name)


def _file_dialog(parent: QWidget | None, title: str, filters: str) -> QFileDialog:
    """Return a dialog that begins in the folder of the last file, and all of whose words are ours or Qt's translated ones."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = next((each for each in (_last[0], usual) if each and Path(each).is_dir()), str(Path.home()))
    dialog = QFileDialog(parent, title, folder, filters)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, tr("File type:"))
    return dialog


def _open_files(dialog: QFileDialog, chosen: Callable[[list[Path]], object]) -> QFileDialog:
    def take(names: list[str]) -> None:
        _last[0] = str(Path(names[0]).parent)
        chosen([Path(name) for name in names])

    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(take)
    dialog.open()
    return dialog


def _held(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.isAutoRepeat() and advances(event)


def _copy(content: str) -> None:
    QGuiApplication.clipboard().setText(content)
