"""The desktop program: settings, login, one main window at a time, an orderly end.

The only module that knows both the windows and how services are opened. Services and the main window are imported
while the user types the passphrase: they cost more than the whole login window.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from bsclient import logs, paths, settings
from bsclient.crypto import hardening
from bsclient.errors import BsError
from bsclient.gui import application, garbage, seating, tasks, theme, tr
from bsclient.gui.login.window import Door, LoginWindow
from bsclient.gui.memory import Memory
from bsclient.gui.seating import Entrance, Seat
from bsclient.gui.single_instance import SingleInstance

if TYPE_CHECKING:
    from bsclient.gui.main_window import MainWindow
    from bsclient.services.desk import Desk
    from bsclient.services.keys.unlocking import LoginKey
    from bsclient.services.profiles import Profile

_log = logging.getLogger(__name__)
_CLOSE_SECONDS: Final = 5
_PAINT_MS: Final = 50
_BETWEEN_MS: Final = 20
_WATCH_AFTER_MS: Final = 500
_COLLECT_AFTER_MS: Final = 3000
_AHEAD: Final = (
    "bsclient.gui.widgets.dialogs", "bsclient.gui.widgets.delegate", "bsclient.gui.widgets.table", "bsclient.gui.page_host",
    "bsclient.gui.switching", "bsclient.gui.main_window", "bsclient.gui.home.page", "bsclient.gui.documents.journal_tabs",
    "bsclient.gui.documents.journal_page",
)  # fmt: skip
"""Modules of the main window, in steps so short that nobody who types feels them."""
_MINIMIZED: Final = Qt.WindowState.WindowMinimized
_RESTING: Final = frozenset({"key_locked", "storage_suspended"})
"""What a task in the background meets while the window is locked; the pages are read anew when it opens."""


def run(home: Path | None = None, *, profile: str = "", demo_passphrase: str = "") -> int:
    """Show the desktop on a folder of profiles until it is closed; returns the exit code.

    `profile` is chosen in the login window at first; `demo_passphrase` is told there for demo profiles.
    """
    hardening.no_dumps()
    hardening.wipe_freed()
    desktop = begin(home or paths.home(), profile=profile, demo_passphrase=demo_passphrase)
    if desktop is None:
        return 0
    code = QApplication.exec()
    desktop.close()
    logs.close()
    return code


def leave(code: int) -> int:
    """Return the exit code, as the last thing that the program does before it ends.

    Where a work hangs, e.g. in a share that does not answer, the process is ended here: Python would wait for it
    without limit. Call it once everything is closed.
    """
    if tasks.hanging():
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # a program without a console has none
                with suppress(OSError):
                    stream.flush()
        os._exit(code)
    return code


def begin(
    folder: Path, *, profile: str = "", demo_passphrase: str = "", first_page: str = ""
) -> Desktop | None:
    """Show the login window; None when the program runs on this folder already, which comes to the front."""
    kept = settings.Settings(folder)
    logs.configure(folder)
    _scale(kept)
    app = QApplication.instance() or QApplication(list(theme.ARGUMENTS))
    if not isinstance(app, QApplication):
        raise TypeError(app)
    only = SingleInstance(folder)
    if not only.first():
        return None
    application.prepare(app, kept)
    desktop = Desktop(app, folder, kept, demo_passphrase, first_page=first_page)
    desktop.only = only
    only.raise_asked.connect(desktop.to_front)
    desktop.show_login(profile or kept.get(settings.LAST_PROFILE))
    return desktop


class Desktop(QObject):
    """Login window, then main window, then login window again after a log out.

    `first_page` names the page the main window begins with, else the first of its menu.
    """

    def __init__(
        self,
        app: QApplication,
        home: Path,
        kept: settings.Settings,
        demo_passphrase: str = "",
        *,
        first_page: str = "",
    ) -> None:
        super().__init__()
        self._app = app
        self._home = home
        self._settings = kept
        self._memory = Memory(home)
        self._door = Door(self._profiles, seating.enter, seating.pause, demo_passphrase, home)
        self._desk: Desk | None = None
        self._first_page = first_page
        self._ahead: list[str] | None = None
        self.window: QWidget | None = None
        self.only: SingleInstance | None = None
        app.setQuitOnLastWindowClosed(False)
        QTimer.singleShot(
            _COLLECT_AFTER_MS, self, lambda: garbage.Collector(self)
        )  # a start does without collecting garbage

    def show_login(self, profile: str = "", *, load: bool = True) -> LoginWindow:
        """Show the login window with a profile chosen; `load` False leaves reading the profiles to the caller."""
        window = LoginWindow(self._door, profile)
        window.ready.connect(self._import_ahead)
        window.entered.connect(self.enter)
        window.language_chosen.connect(self._speak)
        window.closed.connect(self._app.quit)
        self._show(window)
        if load:
            window.load()
        return window

    def to_front(self) -> None:
        """Raise the window: somebody started the program again."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~_MINIMIZED)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def close(self) -> None:
        """End all work and close the base; at most five seconds each."""
        if self.only is not None:
            self.only.close()
        tasks.shutdown(_CLOSE_SECONDS)
        self._close_desk()
        self._memory.flush()

    def prepared(self) -> bool:
        """Whether everything that was to be imported ahead of a log-in is there."""
        return self._ahead == [] and not tasks.busy()

    def enter(self, entrance: Entrance) -> None:
        """Show the main window to a user whose key is open, in the place of the one before, if there is one."""
        self._desk = entrance.desk
        self._keep_profile(entrance.profile.id)
        from bsclient.gui.main_window import MainWindow
        from bsclient.gui.switching import Turnstile

        seats = Turnstile(self._seats, seating.open_key, seating.pause_of, self._door.demo_passphrase)
        window = MainWindow(
            entrance.desk, self._settings, self._memory.of(entrance.profile.id), entrance.unlock,
            first=self._first_page,
        )  # fmt: skip
        window.offer_others(seats)
        window.left.connect(self._left)
        window.switched.connect(partial(self._switch, window))
        if isinstance(self.window, MainWindow):
            window.setGeometry(self.window.geometry())
            window.setWindowState(self.window.windowState())
        self._show(window)
        tasks.soon(_WATCH_AFTER_MS, window, window.watch_bank)

    def _import_ahead(self) -> None:
        """The window is there and the user types: services are imported by a worker, windows bit by bit."""
        if self._ahead is None:
            self._ahead = list(_AHEAD)
            QTimer.singleShot(_PAINT_MS, self, self._import_services)
            QTimer.singleShot(_PAINT_MS, self, self._import_window)

    def _import_services(self) -> None:
        tasks.run_stoppable(_warm, lambda _none: None, lane=tasks.Lane.NETWORK).owned_by(self)

    def _import_window(self) -> None:
        if self._ahead:
            importlib.import_module(self._ahead.pop(0))
            QTimer.singleShot(_BETWEEN_MS, self, self._import_window)
        else:
            QTableView().viewport()  # a part that Qt made: for the first one Python learns all classes of widgets

    def _left(self, logging_out: bool) -> None:  # noqa: FBT001 -- what the signal carries
        profile = self._desk.profile.id if self._desk else ""
        if not logging_out:
            self._app.quit()
            return
        window = self.show_login(profile, load=False)
        QTimer.singleShot(_PAINT_MS, window, lambda: self._close_and_load(window))

    def _switch(self, window: MainWindow, seat: Seat, key: LoginKey) -> None:
        """Another key is open: the desk is put away, and the other one takes its place in the same window."""
        window.retire()
        QTimer.singleShot(_PAINT_MS, self, lambda: self._take_seat(seat, key))

    def _take_seat(self, seat: Seat, key: LoginKey) -> None:
        """What ran for the desk before rests at its next safe point; then its base is closed and the other opened."""
        tasks.shutdown(_CLOSE_SECONDS)
        self._close_desk(going_over=True)
        work = partial(seating.sit_down, seat, key)
        tasks.run(work, self.enter, lambda error: self._not_seated(seat, error)).owned_by(self)

    def _not_seated(self, seat: Seat, error: BsError) -> None:
        """The other profile does not open, and the one before is closed: back to the log-in window."""
        self.show_login(seat.profile.id)
        self._fail(error)

    def _close_and_load(self, window: LoginWindow) -> None:
        """The window is painted; only now wait for the bank's last answer and close the base."""
        tasks.shutdown(_CLOSE_SECONDS)
        self._close_desk()
        window.load()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        tasks.Hooks.failed = self._fail
        tasks.Hooks.unexpected = self._report
        if before is not None:
            before.hide()
            before.deleteLater()

    def _fail(self, error: BsError) -> None:
        if error.code in _RESTING:
            _log.info("stopped by the lock: %s", error.code)
            return
        from bsclient.gui.widgets import dialogs

        dialogs.show_error(self.window, error)

    def _report(self, error: BaseException) -> None:
        _log.error("unexpected error", exc_info=error)
        from bsclient.gui.widgets import dialogs

        dialogs.report_unexpected(self.window, error)

    def _speak(self, language: str) -> None:
        """Show the login in another language, with what was chosen and typed in it, and remember the language."""
        try:
            self._settings.set(settings.LANGUAGE, language)
        except OSError as problem:
            _log.warning("the language was not kept: %s", problem.strerror)
        tr.install(self._app, language)
        before = self.window
        window = self.show_login(load=not isinstance(before, LoginWindow))
        if isinstance(before, LoginWindow):
            window.go_on(before)

    def _keep_profile(self, identity: str) -> None:
        try:
            self._settings.set(settings.LAST_PROFILE, identity)
        except OSError as problem:
            _log.warning("the last profile was not kept: %s", problem.strerror)

    def _profiles(self) -> Sequence[Profile]:
        from bsclient.services import profiles

        return profiles.list_profiles(self._home)

    def _seats(self) -> Sequence[Seat]:
        """Return every user of every profile here; of other profiles nothing but their names is read."""
        desk = self._desk
        now = (desk.profile.id, desk.user.id) if desk else ("", "")
        return [
            Seat(profile, user, (profile.id, user.id) == now, bool(user.certificate_pem))
            for profile in self._profiles()
            for user in profile.users
        ]

    def _close_desk(self, *, going_over: bool = False) -> None:
        """Closing says goodbye to the bank, which may not answer; nobody waits for that longer than seconds."""
        desk, self._desk = self._desk, None
        if desk is not None:
            close = desk.leave if going_over else desk.close
            closing = threading.Thread(target=close, name="close", daemon=True)
            closing.start()
            closing.join(_CLOSE_SECONDS)
            if closing.is_alive():
                _log.warning("the profile was not closed in %s s", _CLOSE_SECONDS)


def _warm(stop: threading.Event) -> None:
    from bsclient.services import desk

    desk.warm(stop)


def _scale(kept: settings.Settings) -> None:
    """Qt reads the scale once, when the application is made."""
    percent = kept.get(settings.SCALE)
    if percent != settings.SCALE.default and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = f"{percent // 100}.{percent % 100:02}"
