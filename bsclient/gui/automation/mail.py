"""The user's own mail server: where notices go by e-mail. The password is shown to nobody and kept in the encrypted base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.automation.asking import Asking
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, language, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.secret_line import SecretLine
from bsclient.services.notices.mail import Security, Server, Tries

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell

_SECURITIES: Final = {
    Security.STARTTLS: (N_("STARTTLS"), 587),
    Security.TLS: (N_("TLS from the beginning"), 465),
    Security.PLAIN: (N_("None (only a server on this computer)"), 25),
}
_MOST: Final = 65535
_SIZE: Final = (520, 470)


class MailDialog(Asking):
    """Settings are kept by «Save»; «Send a test» keeps them too and says what the server answered."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent or shell.window, tr("Notifications by e-mail"), _SIZE)
        self._shell = shell
        self._kept_password = False
        self.on = QCheckBox(tr("Send notifications by e-mail"))
        self.host, self.user, self.password = QLineEdit(), QLineEdit(), SecretLine()
        self.origin, self.to = QLineEdit(), QLineEdit()
        self.port, self.security = QSpinBox(), QComboBox()
        self.last = text.hint("")
        self._build()
        self.test = self.add_act(tr("Send a test"), self._test)
        self.keep = self.add_act(tr("Save"), lambda: self._save(then_test=False), primary=True)
        self.add_close()
        self.security.activated.connect(lambda _place: self._follow())
        self.allow(allowed=False)
        self.culprits = {
            "mail_host": self.host, "mail_address_from": self.origin, "mail_address_to": self.to,
            "mail_plain": self.security, "mail_login": self.user, "mail_password_again": self.password,
        }  # fmt: skip
        self.host.setFocus()
        self._read()

    def _build(self) -> None:
        self.port.setRange(1, _MOST)
        self.port.setGroupSeparatorShown(False)
        for security, (title, _port) in _SECURITIES.items():
            self.security.addItem(tr(title), security)
        self.form.addRow(self.on)
        self.ask(
            (title, editor, editor)
            for title, editor in (
                (tr("Mail server"), self.host),
                (tr("Encryption"), self.security),
                (tr("Port"), self.port),
                (tr("User at the server"), self.user),
                (tr("Password at the server"), self.password),
                (tr("From the address"), self.origin),
                (tr("To the address"), self.to),
            )
        )
        self.form.addRow(self.last)
        self.host.setPlaceholderText("smtp.example.ru")

    def _read(self) -> None:
        mail = self._shell.desk.mail

        def work() -> tuple[Server, bool, bool, Tries]:
            return mail.server(), mail.has_password(), mail.may_keep_password(), mail.trouble()

        self._shell.run_task(work, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, kept: tuple[Server, bool, bool, Tries]) -> None:
        server, self._kept_password, may_keep, tries = kept
        self.on.setChecked(server.on or not server.host)
        for editor, value in (
            (self.host, server.host), (self.user, server.user), (self.origin, server.sender), (self.to, server.to),
        ):  # fmt: skip
            editor.setText(value)
        self.port.setValue(server.port)
        self.security.setCurrentIndex(self.security.findData(server.security))
        self.password.setPlaceholderText(tr("kept; type to change it") if self._kept_password else "")
        if tries.count and tries.next is not None:
            said = problems.of_code(tries.code, tries.facts).message
            words = tr("The last letter did not go: {problem} Next attempt: {time}.")
            self.last.setText(words.format(problem=said, time=written.instant(tries.next)))
        elif not may_keep:
            self.last.setText(
                tr(
                    "The data are not encrypted: a password can be kept after they are (Settings, Protection)."
                )
            )
        self.allow(allowed=True)

    def _follow(self) -> None:
        self.port.setValue(_SECURITIES[Security(self.security.currentData())][1])

    def _test(self) -> None:
        self._save(then_test=True)

    def _save(self, *, then_test: bool) -> None:
        server = Server(
            host=self.host.text(), port=self.port.value(), security=Security(self.security.currentData()),
            user=self.user.text(), sender=self.origin.text(), to=self.to.text(), on=self.on.isChecked(),
        )  # fmt: skip
        typed = _typed(self.password)
        mail, chosen = self._shell.desk.mail, language()
        password = typed or (None if self._kept_password and self.user.text().strip() else "")

        def work() -> None:
            mail.save(server, password)
            if then_test:
                mail.test(chosen)

        self.error.hide()
        self.allow(allowed=False)
        done = self._tested if then_test else self._closed
        self._shell.run_task(work, lambda _none: done(), self.refused, lane=Lane.NETWORK).owned_by(self)

    def _closed(self) -> None:
        self.password.clear()
        self.kept()

    def _tested(self) -> None:
        self.password.clear()
        self._read()
        dialogs.inform(
            self,
            tr("The letter was taken"),
            tr("The server has taken the test. Look whether it has come."),
            "ok",
        )


def _typed(line: SecretLine) -> str:
    """Return what was typed; the mail server's library and the base take a password as text."""
    with line.secret() as secret, secret.reading() as view:
        return bytes(view).decode()
