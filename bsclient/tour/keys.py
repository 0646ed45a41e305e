"""The chapter of keys: another computer, the bank's letter, a key, the printed act, two operators, the certificate, its renewal.

The bank's part is done by its own commands, as its operators do it while the server runs.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from bsclient import settings
from bsclient.app import Desktop
from bsclient.bank.__main__ import main as bank_command
from bsclient.crypto.secret import Secret
from bsclient.gui.enrolment.window import EnrolmentWindow
from bsclient.gui.keys_page.page import KeysPage
from bsclient.gui.keys_page.renew import RenewDialog
from bsclient.gui.login.window import LoginWindow
from bsclient.gui.main_window import MainWindow
from bsclient.gui.preview.window import PreviewWindow
from bsclient.gui.tr import tr
from bsclient.services.keys import acts as key_acts
from bsclient.services.keys import enrolments
from bsclient.services.keys.certificates import KeyState
from bsclient.tour.visit import SIZE, Visit
from bsclient.tour.walker import Stuck

CLIENT, USER = "vasilek", "vasilek-1"
FIRST, SECOND = "Иванова", "Петрова"
ACT: Final = "key-act.pdf"
_GROUP: Final = re.compile(r"[0-9a-f]{4}")


class Newcomer:
    """A user on a computer of his own, from the bank's letter to his renewed key; `secret` is his passphrase."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.home = visit.papers.parent / "other-pc"
        self.home.mkdir(exist_ok=True)
        self.secret = Secret.empty()
        self.before = visit.desktop

    def command(self, *arguments: str) -> Any:
        """Let an operator run a command of the bank; returns its answer."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = bank_command(["--data", str(self.visit.bank.folder), *arguments])
        if code:
            raise Stuck(f"bank {arguments[0]}")
        return json.loads(said.getvalue() or "null")

    def sit_down(self) -> LoginWindow:
        """Start the program where there is no profile yet."""
        app, visit = QApplication.instance(), self.visit
        if not isinstance(app, QApplication):
            raise TypeError(app)
        if isinstance(visit.desktop.window, MainWindow):
            visit.main().log_out()
            visit.walker.wait(lambda: isinstance(visit.desktop.window, LoginWindow), "log-in window")
        visit.desktop.close()
        if visit.desktop.window is not None:
            visit.desktop.window.hide()
        kept = settings.Settings(self.home)
        kept.set(settings.LANGUAGE, visit.wish.language)
        kept.set(settings.THEME, visit.wish.theme)
        visit.desktop = Desktop(app, self.home, kept)
        window = visit.desktop.show_login()
        visit.walker.wait(
            lambda: window.connect_link.isVisible() and not window.chosen(), "the empty log-in window"
        )
        return window

    def begin(self, window: LoginWindow) -> EnrolmentWindow:
        """Read the bank's file and compare the fingerprint."""
        file = self.visit.papers / "bank.bsbank"
        self.command("connection", str(file), "--qr", str(self.visit.papers / "bank.png"))
        self.visit.walker.press(window.connect_link)
        wizard = self.visit.walker.dialog(EnrolmentWindow)
        wizard.bank.read_file(file)
        self.visit.walker.wait(wizard.bank.same.isVisible, "the bank of the file")
        wizard.bank.same.setChecked(True)
        return wizard

    def introduce(self, wizard: EnrolmentWindow) -> dict[str, str]:
        """Type the activation code; returns what the bank gave with it."""
        given: dict[str, str] = self.command("activate", CLIENT, USER)
        wizard.next()
        self.visit.walker.type(wizard.person.field, given["activation_code"])
        self.visit.walker.wait(wizard.person.card.isVisible, "whose the code is")
        return given

    def make_key(self, wizard: EnrolmentWindow) -> None:
        """Take the proposed passphrase, type it again, and have the key made."""
        walker = self.visit.walker
        wizard.next()
        walker.wait(lambda: not wizard.place.working, "the places of keys")
        wizard.next()
        fields = wizard.passphrase.fields
        walker.press(fields.propose)
        walker.wait(fields.first.filled, "the proposal")
        self.secret = fields.first.secret()
        fields.again.put(self.secret)
        walker.wait(fields.complete, "the strength of the passphrase")

    def send(self, wizard: EnrolmentWindow) -> None:
        """Have the key made and the request sent."""
        wizard.next()
        self.visit.walker.wait(lambda: wizard.step is wizard.issued, "the request at the bank")
        self.visit.walker.wait(lambda: not wizard.issued.panel.trouble(), "the bank's first answer")

    def print_act(self, wizard: EnrolmentWindow) -> PreviewWindow:
        """Look at the act and save it as a PDF."""
        walker, place = self.visit.walker, self.visit.wish.folder / ACT
        walker.press(wizard.issued.panel.print)
        preview = walker.dialog(PreviewWindow)
        preview.save_pdf(place)
        walker.wait(place.exists, "the PDF of the act")
        return preview

    def groups(self, wizard: EnrolmentWindow) -> str:
        """Read the groups from the paper."""
        profile, user = wizard.draft.profile, wizard.draft.user
        if profile is None or user is None:
            raise Stuck("the act")
        return " ".join(key_acts.of_request(profile, user).fingerprint)

    def first_operator(self, groups: str) -> str:
        """The first operator types the groups from the paper; returns the id of the request."""
        (waiting,) = self.command("pending")
        self.command("approve", waiting["id"], FIRST, groups)
        return str(waiting["id"])

    def second_operator(self, identity: str) -> None:
        """The second operator looks and confirms: the certificate is issued."""
        shown = self.command("show", identity)
        self.command("confirm", identity, SECOND, shown["check"])

    def log_in(self) -> MainWindow:
        """Log in with the passphrase of the new key."""
        walker, desktop = self.visit.walker, self.visit.desktop
        walker.wait(lambda: isinstance(desktop.window, LoginWindow), "log-in window")
        window = desktop.window
        if not isinstance(window, LoginWindow):
            raise Stuck("log-in window")
        walker.wait(
            lambda: window.chosen() is not None and window.aside.opens(), "the user in the log-in window"
        )
        walker.wait(lambda: self.visit.may_enter(window), "the button")
        window.put_passphrase(self.secret)
        walker.press(walker.button(tr("Log in"), window))
        walker.wait(lambda: isinstance(desktop.window, MainWindow), "main window")
        self.visit.main().resize(*SIZE)
        return self.visit.main()

    def keys_page(self) -> KeysPage:
        """Open the page of keys when the bank has told of them."""
        desk = self.visit.desk
        self.visit.walker.wait(desk.certificates.told, "certificates in the feed", 60)
        page = self.visit.page(KeysPage, "keys")
        self.visit.walker.wait(page.everyone.lines, "the keys")
        self.visit.walker.rest(500)
        return page

    def renew(self, page: KeysPage) -> RenewDialog:
        """Open the window of the renewal and type the passphrase."""
        page.renew()
        dialog = self.visit.walker.dialog(RenewDialog)
        dialog.passphrase.put(self.secret)
        return dialog

    def renewed(self, page: KeysPage, dialog: RenewDialog) -> None:
        """Send the renewal and wait for the certificate."""
        walker, desk = self.visit.walker, self.visit.desk
        walker.press(dialog.go)
        walker.wait(lambda: desk.certificates.mine().state is KeyState.RENEWING, "the renewal", 60)
        walker.wait(lambda: desk.certificates.mine().renewal == "issued", "the new certificate", 60)
        page.open()
        walker.wait(
            lambda: page.own.status and page.own.status.renewal == "issued", "the renewal on the page"
        )

    def come_back(self) -> None:
        """Log out and in again: the new key is taken up."""
        self.visit.main().log_out()
        self.log_in()

    def leave(self) -> None:
        """Forget the passphrase."""
        self.secret.wipe()


def chapter(visit: Visit) -> None:
    """From the bank's letter to a renewed key."""
    walker, one = visit.walker, Newcomer(visit)
    wizard = one.begin(one.sit_down())
    name = wizard.draft.connection.bank if wizard.draft.connection else ""
    walker.step("Connect a bank", f"{name}: 16 groups to compare with the letter", "keys-bank", wizard)
    one.introduce(wizard)
    who = wizard.draft.identity
    walker.step("Activation code", f"{who.name}, {who.organisation}" if who else "", "keys-person", wizard)
    one.make_key(wizard)
    walker.step("Passphrase", wizard.passphrase.fields.words.text(), "keys-passphrase", wizard)
    one.send(wizard)
    preview = one.print_act(wizard)
    groups = one.groups(wizard)
    walker.step("Printed act", f"{len(_GROUP.findall(groups))} groups, {ACT}", "keys-act", preview)
    preview.close()
    identity = one.first_operator(groups)
    wizard.issued.panel.ask()
    walker.wait(lambda: _second_is_next(wizard), "the first operator's word")
    walker.step("Waiting", wizard.issued.panel.words()[2], "keys-waiting", wizard)
    one.second_operator(identity)
    wizard.issued.panel.ask()
    walker.wait(wizard.issued.done, "the certificate", 60)
    walker.step("Activated", f"two operators: {FIRST}, {SECOND}", "keys-issued", wizard)
    wizard.next()
    one.log_in()
    page = one.keys_page()
    walker.step("Keys", page.own.headline.text(), "keys-page")
    old = visit.desk.certificates.mine().serial
    one.renewed(page, one.renew(page))
    walker.step("Renewal", page.own.headline.text(), "keys-renewing")
    one.come_back()
    page = one.keys_page()
    fresh = visit.desk.certificates.mine()
    word = "another key" if fresh.serial != old else "THE SAME KEY"
    walker.step("Renewed", f"{word}, {page.own.headline.text()}", "keys-renewed")
    one.leave()


def _second_is_next(wizard: EnrolmentWindow) -> bool:
    profile, user = wizard.draft.profile, wizard.draft.user
    if profile is None or user is None:
        return False
    waiting = enrolments.waiting(profile, user)
    return waiting is not None and waiting.step == "second"


ACTS = (chapter,)
