"""First step: the bank, from its file, from the QR of its letter or from a typed address, and its fingerprint compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bsclient.errors import BadInput, BsError
from bsclient.gui.enrolment.groups import Groups
from bsclient.gui.enrolment.step import Draft, Step, Trouble
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.pictures import grey_of
from bsclient.protocol import connection as wire
from bsclient.protocol.connection import Connection

_PICTURES: Final = "(*.png *.jpg *.jpeg *.bmp)"


class BankStep(Step):
    """`take(connection)` shows whose connection it is; «Continue» is there once the fingerprint was compared."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._ways = QWidget()
        self._trouble = Trouble(self._ways)
        self.by_hand = _ByHand(self._ask_address)
        self.card = _Card()
        self.same = QCheckBox(tr("All 16 groups are the same as in the letter of the bank"))
        self._compare = text.label(
            tr("Compare every group with the paper letter of the bank, not with an e-mail or a message."),
            wrap=True,
        )
        flow = FlowLayout(self._ways, gap=8)
        for caption, act in (
            (tr("File of the bank…"), self._choose_file),
            (tr("QR code from a picture…"), self._choose_picture),
            (tr("QR code from the clipboard"), self.take_clipboard),
        ):
            flow.addWidget(_way(caption, act))
        self.box.addWidget(
            text.hint(
                tr(
                    "The bank gives you a letter about connecting, with a QR code and a fingerprint, and a file that ends in "
                    "{suffix}. Any of them will do; keep the letter at hand."
                ).format(suffix=wire.SUFFIX)
            )
        )
        self.box.addWidget(self._ways)
        self.box.addWidget(text.link(tr("Type the address and the fingerprint by hand"), self._by_hand))
        for widget in (self.by_hand, self._trouble.line, self.card, self._compare, self.same):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.setAcceptDrops(True)
        self.by_hand.hide()
        self.same.toggled.connect(lambda _on: self.changed.emit())
        self._show(draft.connection)

    @property
    def name(self) -> str:
        return tr("Bank")

    @property
    def heading(self) -> str:
        return tr("Which bank is it?")

    def complete(self) -> bool:
        return self.draft.connection is not None and self.same.isChecked()

    def go(self) -> None:
        from bsclient.services import connections

        if self.draft.connection is not None:
            self.draft.link = connections.link(self.draft.connection)
            self.passed.emit()

    def touched(self) -> bool:
        return self.draft.connection is not None

    def read_file(self, path: Path) -> None:
        """Read a connection file."""
        from bsclient.services import connections

        self._start(lambda: connections.read_file(path))

    def read_picture(self, picture: QImage) -> None:
        """Look for the QR in a picture and ask the bank for the rest."""
        from bsclient.services import connections

        if picture.isNull():
            self._refused(BadInput("picture_unreadable"))
            return
        grey, width, height = grey_of(picture)
        self._start(lambda: connections.from_picture(grey, width, height))

    def take_clipboard(self) -> None:
        """Look for the QR in the picture of the clipboard."""
        picture = QGuiApplication.clipboard().image()
        if picture.isNull():
            self._refused(BadInput("clipboard_no_picture"))
        else:
            self.read_picture(picture)

    def take(self, connection: Connection) -> None:
        """Show a connection; it is compared anew."""
        self._trouble.tell("")
        self.same.setChecked(False)
        self.draft.connection = connection
        self._show(connection)
        self.changed.emit()

    def trouble(self) -> str:
        """Return what is said under the ways to connect."""
        return self._trouble.words()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take_path(Path(event.mimeData().urls()[0].toLocalFile()))

    def _take_path(self, path: Path) -> None:
        if path.suffix.lower() == wire.SUFFIX:
            self.read_file(path)
        else:
            self.read_picture(QImage(str(path)))

    def _choose_file(self) -> None:
        names = f"{tr('Connection file of a bank')} (*{wire.SUFFIX})"
        dialogs.choose_file(
            self, tr("Connection file of a bank"), names, lambda paths: self.read_file(paths[0])
        )

    def _choose_picture(self) -> None:
        names = f"{tr('Pictures')} {_PICTURES}"
        dialogs.choose_file(
            self, tr("Picture with the QR code"), names, lambda paths: self._take_path(paths[0])
        )

    def _by_hand(self) -> None:
        self.by_hand.setVisible(not self.by_hand.isVisible())
        if self.by_hand.isVisible():
            self.by_hand.address.setFocus()

    def _ask_address(self) -> None:
        from bsclient.services import connections

        url, typed = self.by_hand.address.text(), self.by_hand.fingerprint.text()
        self._start(lambda: connections.from_address(url, typed))

    def _start(self, act: Callable[[], Connection]) -> None:
        self._trouble.tell("")
        self.work(tr("Asking the bank…"), act, self.take, self._refused)

    def _refused(self, error: BsError) -> None:
        self.draft.connection = None
        self.same.setChecked(False)
        self._show(None)
        self._trouble.show(error)
        self.changed.emit()

    def _show(self, connection: Connection | None) -> None:
        there = connection is not None
        self.card.setVisible(there)
        self._compare.setVisible(there)
        self.same.setVisible(there)
        if connection is not None:
            self.card.show_connection(connection)
            self.same.setFocus()
            QTimer.singleShot(0, self, lambda: self.reveal.emit(self.card))


class _ByHand(QFrame):
    """Address and fingerprint, typed from the letter."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.address, self.fingerprint = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("https://dbo.bank.example")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        for name, field in (
            (tr("&Address of the bank"), self.address),
            (tr("&Fingerprint, 16 groups from the letter"), self.fingerprint),
        ):
            label = text.label(name)
            label.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            field.returnPressed.connect(ask)
            box.addWidget(label)
            box.addWidget(field)
        box.addWidget(_way(tr("Ask the bank"), ask))


class _Card(QFrame):
    """Whose connection it is, and the fingerprint of its authority."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.bank = text.heading("", 2)
        self.bank.setWordWrap(True)
        self.where = text.hint("")
        self.groups = Groups()
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 11, 14, 12)
        box.addWidget(self.bank)
        box.addWidget(self.where)
        box.addSpacing(4)
        box.addWidget(text.label(tr("Fingerprint of the bank's root certificate (SHA-256)"), wrap=True))
        box.addWidget(self.groups)

    def show_connection(self, connection: Connection) -> None:
        """Show a connection."""
        self.bank.setText(connection.bank)
        bic = tr("BIC {bic}").format(bic=connection.bic)
        self.where.setText("  ·  ".join(filter(None, (bic, connection.town, connection.url))))
        self.groups.show_groups(wire.groups(connection.ca_fingerprint))


def _way(caption: str, act: Callable[[], object]) -> QPushButton:
    made = QPushButton(caption)
    made.setAutoDefault(False)
    made.setSizePolicy(made.sizePolicy().Policy.Maximum, made.sizePolicy().Policy.Fixed)
    made.clicked.connect(lambda *_on: act())
    return made
