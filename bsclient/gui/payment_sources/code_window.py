"""The QR code of own requisites; with a sum and a purpose that of an invoice: shown, copied, printed, saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from bsclient.domain.documents import PaymentOrder
from bsclient.errors import BadInput
from bsclient.formats import qr
from bsclient.formats.payment_qr_writer import LONGEST_PURPOSE
from bsclient.gui import format as written
from bsclient.gui import preview, problems
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.money_editor import MoneyEditor

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.printing.canvas import Page
    from bsclient.services.desk import Desk

_SIDE: Final = 220
_SIZE: Final = (640, 360)
_COPIED: Final = 600


class CodeView(QWidget):
    """Paints the modules of a code, black on white in any theme; nothing while there is no code."""

    def __init__(self) -> None:
        super().__init__()
        self._modules: qr.Matrix = ()
        self.setMinimumSize(_SIDE, _SIDE)
        self.setAccessibleName(tr("QR code"))

    def show_code(self, octets: bytes) -> None:
        """Show a code; b"" for none."""
        self._modules = qr.matrix(octets) if octets else ()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._modules:
            return
        painter = QPainter(self)
        side = min(self.width(), self.height())
        step = max(1, side // len(self._modules))
        whole = step * len(self._modules)
        left, top = (self.width() - whole) // 2, (self.height() - whole) // 2
        painter.fillRect(QRectF(left, top, whole, whole), Qt.GlobalColor.white)
        for row, line in enumerate(self._modules):
            for column, dark in enumerate(line):
                if dark:
                    painter.fillRect(left + column * step, top + row * step, step, step, Qt.GlobalColor.black)


class CodeWindow(Dialog):
    """`octets` is the code as it stands, b"" while something forbids one."""

    def __init__(self, desk: Desk, shell: Shell, account: str = "") -> None:
        super().__init__(shell.window, tr("QR code of requisites"), width=300)
        self._desk, self._shell, self._wanted = desk, shell, account
        self.octets = b""
        self._raw: Mapping[str, str] = {}
        self.account = QComboBox()
        self.account.setAccessibleName(tr("To the account"))
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.amount = MoneyEditor(PaymentOrder.field("amount"))
        self.amount.setAccessibleName(tr("Sum of the invoice"))
        self.purpose = QPlainTextEdit()
        self.purpose.setTabChangesFocus(True)
        self.purpose.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 14)
        self.purpose.setAccessibleName(tr("Purpose of payment"))
        self.counter = text.hint("", wrap=False)
        self.view = CodeView()
        self.trouble = text.coloured("", "rejected", wrap=True)
        self.told = text.hint("")
        self._build()
        self.resize(*_SIZE)
        self.account.currentIndexChanged.connect(lambda _place: self._make())
        self.amount.changed.connect(self._make)
        self.purpose.textChanged.connect(self._make)
        self._shell.run_task(desk.payment_codes.accounts, self._offer, lane=Lane.NETWORK).owned_by(self)

    def copy(self) -> None:
        """Copy the picture of the code."""
        QGuiApplication.clipboard().setImage(self._image(_COPIED))
        self.told.setText(tr("The picture was copied."))

    def save(self, path: Path) -> None:
        """Write the code as PNG, SVG or PDF, as the name of the file says."""
        octets, raw, codes = self.octets, dict(self._raw), self._desk.payment_codes

        def work() -> None:
            from bsclient.printing.canvas import pdf_bytes
            from bsclient.services.files import write_bytes

            kind = path.suffix.lower().lstrip(".")
            if kind == "pdf":
                write_bytes(path, pdf_bytes(codes.sheet(raw), raw["payee_name"]))
            else:
                write_bytes(path, qr.save(octets, "svg" if kind == "svg" else "png"))

        self._shell.run_task(
            work,
            lambda _none: self.told.setText(tr("Saved: {name}").format(name=path.name)),
            lane=Lane.NETWORK,
        )

    def print_sheet(self, *, cards: bool = False) -> None:
        """Show the sheet, or the cards to cut out, as they would be printed."""
        raw, codes = dict(self._raw), self._desk.payment_codes

        def show(pages: list[Page]) -> None:
            preview.open(self._shell, tr("QR code of requisites"), pages)

        self._shell.run_task(lambda: codes.sheet(raw, cards=cards), show, lane=Lane.NETWORK).owned_by(self)

    # inside -------------------------------------------------------------------------------------------------------

    def _offer(self, accounts: list[tuple[str, str]]) -> None:
        for number, name in accounts:
            self.account.addItem(f"{written.account(number)}  {name}".strip(), number)
        place = self.account.findData(self._wanted)
        self.account.setCurrentIndex(max(place, 0))
        self._make()

    def _make(self) -> None:
        codes = self._desk.payment_codes
        raw = codes.requisites(
            str(self.account.currentData() or ""), self.amount.value().strip(), self.purpose.toPlainText()
        )
        said = ""
        try:
            self.octets = codes.octets(raw)
        except BadInput as error:
            self.octets, said = b"", problems.of_error(error).whole
        self._raw = raw
        self.view.show_code(self.octets)
        self.trouble.setText(said)
        self.trouble.setVisible(bool(said))
        self.told.setText("")
        length = len(" ".join(self.purpose.toPlainText().split()))
        self.counter.setText(tr("{length} of {limit}").format(length=length, limit=LONGEST_PURPOSE))
        for button in self._acts:
            button.setEnabled(bool(self.octets))

    def _image(self, side: int) -> QImage:
        modules = qr.matrix(self.octets)
        step = max(4, side // len(modules))
        picture = QImage(step * len(modules), step * len(modules), QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        for row, line in enumerate(modules):
            for column, dark in enumerate(line):
                if dark:
                    painter.fillRect(column * step, row * step, step, step, Qt.GlobalColor.black)
        painter.end()
        return picture

    def _ask_file(self) -> None:
        filters = ";;".join((tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("PDF (*.pdf)")))
        dialogs.save_file(self, tr("Save the QR code"), "qr.png", filters, self.save)

    def _build(self) -> None:
        fields = QVBoxLayout()
        fields.setSpacing(4)
        named: tuple[tuple[str, QWidget], ...] = (
            (tr("To the account"), self.account),
            (tr("Sum of the invoice (may be empty)"), self.amount),
            (tr("Purpose of payment (may be empty)"), self.purpose),
        )
        for name, widget in named:
            label = text.hint(name)
            label.setBuddy(widget)
            fields.addWidget(label)
            fields.addWidget(widget)
        fields.addWidget(self.counter)
        fields.addWidget(self.trouble)
        fields.addWidget(self.told)
        fields.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(fields, 3)
        row.addWidget(self.view, 2, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(row)
        self._acts = (
            self.add_button(tr("Copy"), self.copy, left=True),
            self.add_button(tr("Save…"), self._ask_file, left=True),
            self._print_button(),
        )
        self.add_close(tr("Close"), primary=True)

    def _print_button(self) -> QPushButton:
        def nothing() -> None:
            """The menu of the button does it."""

        button = self.add_button(tr("Print"), nothing, left=True)
        menu = QMenu(button)
        ways: tuple[tuple[str, Callable[[], object]], ...] = (
            (tr("Sheet of A4…"), self.print_sheet),
            (tr("Cards to cut out…"), lambda: self.print_sheet(cards=True)),
        )
        for words, act in ways:
            menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())
        button.setMenu(menu)
        return button


def open_code(desk: Desk, shell: Shell, account: str = "") -> CodeWindow:
    """Open the window for an account, "" for the first one."""
    made = CodeWindow(desk, shell, account)
    made.open()
    return made
