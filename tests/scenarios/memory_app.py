"""The program as it is, driven by single letters from standard input, so that it never sees a passphrase but as keys.

Each line of standard input is one order, answered by one line on standard output. Letters to type come one by one.
`python memory_app.py HOME` shows the log-in window on a folder of profiles; the windows are real, the screen is not.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSocketNotifier, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from bsclient import app as program
from bsclient.gui import tasks
from bsclient.gui.documents.sign_dialog import open_sign
from bsclient.gui.login.window import LoginWindow
from bsclient.gui.main_window import MainWindow

PATIENCE = 60


class Driver:
    """Does orders; `leak` makes it remember what is typed, as a careless field would."""

    def __init__(self, home):
        self.home = home
        self.leaky = False
        self.leaked = []
        self.dialog = None
        self.notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self.notifier.activated.connect(self.hear)

    @property
    def window(self):
        return next(
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, LoginWindow | MainWindow) and each.isVisible()
        )

    def hear(self, *_):
        """Read one order, octet by octet: nothing gathers what is typed."""
        order = bytearray()
        while (octet := os.read(0, 1)) not in {b"\n", b""}:
            order += octet
        name, _, rest = order.decode().partition(" ")
        answer = getattr(self, f"do_{name}")(rest) if order else QApplication.quit()
        os.write(1, (json.dumps(answer) + "\n").encode())

    def do_type(self, letter):
        """Press and release one key where the focus is."""
        target = self.field._line
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, chr(int(letter)))
            )
        if self.leaky:
            self.leaked.append("".join([*self.leaked[-1:], chr(int(letter))]))
        return self.field.length()

    def do_enter(self, _):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                self.field._line, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            )

    def do_peek(self, _):
        """Press the eye, let the letters be painted, let it go."""
        (eye,) = self.field._line.findChildren(QToolButton)
        QTest.mousePress(eye, Qt.MouseButton.LeftButton)
        shown = self.field._line.shown()
        self.field._line.repaint()
        QTest.mouseRelease(eye, Qt.MouseButton.LeftButton)
        return shown

    @property
    def field(self):
        window = self.window
        if isinstance(window, LoginWindow):
            return window._field
        return window._lock._field if window.locked() or self.dialog is None else self.dialog.passphrase

    def do_ready(self, user):
        """Wait for the profiles and choose a user."""
        wait(lambda: self.window.chosen() is not None and tasks.wait_idle(1))
        names = [each.id for each in self.window.chosen()[0].users]
        self.window._user.setCurrentIndex(names.index(user))
        wait(lambda: tasks.wait_idle(1) and self.field.isEnabled() and self.window._enter.isEnabled())

    def do_entered(self, _):
        wait(lambda: isinstance(self.window, MainWindow) and not self.window.locked())

    def do_sign(self, _):
        """Open the sign window over all drafts."""
        from bsclient.services.documents.listing import Filter

        window = self.window
        desk = window.shell.desk
        view = desk.listing.view(Filter())
        self.ids = [row.id for row in view.page(0, view.count)]
        self.dialog = open_sign(desk, window.shell, self.ids)
        wait(lambda: self.dialog.consent is not None)
        for check in self.dialog.notices.checks.values():
            check.setChecked(True)
        wait(self.dialog.sign_button.isEnabled)
        return len(self.ids)

    def do_signed(self, _):
        wait(lambda: self.dialog.outcome is not None)
        signed = self.dialog.outcome.signed
        self.dialog.close()
        self.dialog = None
        return len(signed.full)

    def do_export(self, folder):
        """Write what a user may take out of the program."""
        desk = self.window.shell.desk
        desk.files.save(self.ids, desk.files.forms("payment_order")[0], Path(folder) / "payments.out")
        desk.place.store.backup(Path(folder) / "copy.db")

    def do_lock(self, _):
        window = self.window
        window.lock()
        wait(lambda: window._suspension._done.is_set() and tasks.wait_idle(1))
        return window.locked()

    def do_leak(self, _):
        self.leaky = True

    def do_quit(self, _):
        QApplication.quit()


def wait(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(condition)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def main(home):
    QApplication(["bsclient"])
    driver = Driver(home)
    return program.run(Path(home)) if driver else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
