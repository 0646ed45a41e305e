"""The user's own key on the page of keys: how it stands, where it lives, its fingerprint, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.enrolment.groups import Groups
from bsclient.gui.keys_page import words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bsclient.services.keys.certificates import KeyStatus
    from bsclient.services.profiles import Profile, User

_ICON = 24


class OwnKey(QFrame):
    """Signals for each act: renew, passphrase, act (print), export, check, give_up, block."""

    renew = Signal()
    passphrase = Signal()
    act = Signal()
    export = Signal()
    check = Signal()
    give_up = Signal()
    block = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.status: KeyStatus | None = None
        self._icon = text.icon_label("key", "muted", _ICON)
        self.headline = text.heading("", 2)
        self.headline.setWordWrap(True)
        self.advice = text.label("", wrap=True)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._groups = Groups()
        self.buttons: dict[str, QPushButton] = {}
        self._build()

    def show_key(self, profile: Profile, user: User, status: KeyStatus) -> None:
        """Show how the key stands."""
        self.status = status
        _words, icon, role = words.state(status.state.value)
        icons.put(self._icon, icon, role, _ICON)
        self.headline.setText(words.headline(status))
        self.advice.setText(words.advice(status))
        self.advice.setVisible(bool(self.advice.text()))
        self._fill(profile, user, status)
        self._groups.show_groups(tuple(status.fingerprint.split()))
        state = status.state.value
        holds = state in {"active", "renew_soon", "renewing", "not_yet"}
        shown = {
            "renew": state in {"active", "renew_soon"},
            "check": state == "renewing" and status.renewal != "issued",
            "give_up": state == "renewing",
            "passphrase": user.key_kind == "file",
            "act": bool(status.serial),
            "export": holds and user.key_kind == "file",
            "block": holds,
        }
        for name, visible in shown.items():
            self.buttons[name].setVisible(visible)
        _lift(self.buttons["renew"], lifted=state == "renew_soon")

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 13, 16, 14)
        box.setSpacing(9)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.headline, 1)
        box.addLayout(head)
        box.addWidget(self.advice)
        box.addLayout(self._form)
        box.addWidget(text.hint(tr("Fingerprint of the public key (SHA-256), as on the printed act")))
        box.addWidget(self._groups)
        box.addSpacing(4)
        flow = FlowLayout(gap=8)
        captions: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("renew", tr("Renew the key…"), self.renew.emit),
            ("check", tr("Ask the bank now"), self.check.emit),
            ("give_up", tr("Give the renewal up…"), self.give_up.emit),
            ("passphrase", tr("Change the passphrase…"), self.passphrase.emit),
            ("act", tr("Print the act…"), self.act.emit),
            ("export", tr("Export the key…"), self.export.emit),
            ("block", tr("Block my key…"), self.block.emit),
        )
        for name, caption, asked in captions:
            button = QPushButton(caption)
            button.clicked.connect(lambda _on=False, asked=asked: asked())
            button.setObjectName(name)
            self.buttons[name] = button
            flow.addWidget(button)
        self.buttons["block"].setProperty("danger", True)
        box.addLayout(flow)

    def _fill(self, profile: Profile, user: User, status: KeyStatus) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        start, end = written.instant(status.valid_from), written.instant(status.valid_until)
        owner = ", ".join(filter(None, (user.name, user.position, profile.organisation.name)))
        for caption, value in (
            (tr("Owner"), owner),
            (tr("Issued by"), profile.bank.name if status.serial else ""),
            (tr("Valid"), f"{start} – {end}" if start and end else ""),
            (tr("Can be renewed from"), written.instant(status.renew_from)),
            (tr("Number of the certificate"), status.serial),
            (tr("Where it lives"), place_words(profile, user)),
        ):
            if value:
                self._form.addRow(
                    text.hint(caption, wrap=False), text.label(value, wrap=True, selectable=True)
                )


def place_words(profile: Profile, user: User) -> str:
    """Return where a key lives."""
    if user.key_kind == "token":
        from bsclient.crypto.token_devices import Where
        from bsclient.errors import BadInput

        try:
            where = Where.read(user.key_place)
        except BadInput:
            return tr("On a token (PKCS#11)")
        return tr("On the token {label}, number {serial}").format(label=where.label, serial=where.serial)
    if user.key_kind == "gost":
        return tr("GOST key of the OpenSSL engine")
    return tr("In the encrypted file {path}").format(path=profile.key_file(user))


def _lift(button: QPushButton, *, lifted: bool) -> None:
    button.setProperty("primary", lifted)
    button.style().unpolish(button)
    button.style().polish(button)
