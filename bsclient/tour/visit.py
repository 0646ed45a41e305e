"""One visit of the demo: a bank of its own, the desktop off screen, and a walker; what the acts of the tour share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from bsclient import clock, logs, settings
from bsclient.app import Desktop
from bsclient.bank.bankclock import demo_plan
from bsclient.domain.states import State
from bsclient.gui import theme
from bsclient.gui.application import prepare
from bsclient.gui.documents.journal_page import JournalPage
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.login.window import LoginWindow
from bsclient.gui.main_window import MainWindow
from bsclient.gui.shell import Page
from bsclient.gui.tr import tr
from bsclient.gui.widgets.passphrase import PassphraseField
from bsclient.services.desk import Desk
from bsclient.services.documents.listing import Filter, Row
from bsclient.tour import stage
from bsclient.tour.walker import Stuck, Walker

P = TypeVar("P", bound=Page)
COMPANY = "romashka"
ACCOUNTANT, DIRECTOR = 1, 0
SIZE = (1280, 720)
CLEARING_SECONDS = 120.0
RECALL_SECONDS = 45.0
"""So much time a payment takes from its sending to the bank's answer to its recall, on a busy computer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where pictures go, and how the windows look."""

    folder: Path
    language: str
    theme: str


class Visit:
    """The open demo with its windows."""

    def __init__(self, wish: Wish, say: Callable[[str], None]) -> None:
        wish.folder.mkdir(parents=True, exist_ok=True)
        self.wish = wish
        self.say = say
        self._home = tempfile.TemporaryDirectory(prefix="bsclient-tour-", ignore_cleanup_errors=True)
        home = Path(self._home.name)
        self.papers = home / "papers"
        self.papers.mkdir()
        self.bank = stage.start_bank(home / "bank")
        self.profiles = stage.make_profiles(self.bank, home / "profiles", say)
        logs.configure(home / "profiles")
        kept = settings.Settings(home / "profiles")
        kept.set(settings.LANGUAGE, wish.language)
        kept.set(settings.THEME, wish.theme)
        app = QApplication.instance() or QApplication(list(theme.ARGUMENTS))
        if not isinstance(app, QApplication):
            raise TypeError(app)
        prepare(app, kept)
        self.desktop = Desktop(app, home / "profiles", kept, stage.PASSPHRASE)
        self.walker = Walker(app, wish.folder, self._window, say)

    def close(self) -> None:
        """Close the windows and the bank."""
        self.desktop.close()
        if self.desktop.window is not None:
            self.desktop.window.hide()
        self.bank.stop()
        logs.close()
        self._home.cleanup()

    def text(self, russian: str, english: str) -> str:
        """Return what the visitor types in his language."""
        return russian if self.wish.language == "ru" else english

    # windows ------------------------------------------------------------------------------------------------------

    def show_login(self) -> LoginWindow:
        """Open the log-in window on the company."""
        window = self.desktop.show_login(COMPANY)
        self.walker.wait(lambda: window.chosen() is not None, "profiles in the log-in window")
        return window

    def log_in(self, window: LoginWindow, user: int, passphrase: str = stage.PASSPHRASE) -> None:
        """Choose a user and try a passphrase."""
        walker = self.walker
        walker.wait(lambda: walker.find(PassphraseField, within=window).isEnabled(), "the passphrase field")
        boxes = [box for box in window.findChildren(QComboBox) if box.count() > user and box.isVisible()]
        boxes[-1].setCurrentIndex(user)
        walker.type(_line(walker.find(PassphraseField, within=window)), passphrase)
        walker.wait(lambda: self.may_enter(window), "the end of the pause")
        walker.press(walker.button(tr("Log in"), window))

    def refused(self, window: LoginWindow) -> bool:
        """Whether a try has ended badly; the words stay until the next one, the pause may be over at any moment."""
        return bool(self.walker.find(PassphraseField, within=window).error())

    def may_enter(self, window: LoginWindow) -> bool:
        """Whether the button says «Log in» and can be pressed: during a pause it counts seconds."""
        try:
            return self.walker.button(tr("Log in"), window).isEnabled()
        except Stuck:
            return False

    def main(self) -> MainWindow:
        """Return the main window."""
        if not isinstance(self.desktop.window, MainWindow):
            raise Stuck("main window")
        return self.desktop.window

    def entered(self) -> MainWindow:
        """Wait for the main window after a log-in, and for the first words of the bank."""
        self.walker.wait(lambda: isinstance(self.desktop.window, MainWindow), "main window")
        window = self.main()
        window.resize(*SIZE)
        desk = self.desk
        self.walker.wait(
            lambda: desk.statements.accounts() and desk.letters.threads(), "the bank's first events"
        )
        self.walker.rest(800)
        return window

    def change_user(self, user: int) -> None:
        """Log out and let another user in."""
        self.main().log_out()
        self.walker.wait(lambda: isinstance(self.desktop.window, LoginWindow), "log-in window")
        window = self.desktop.window
        if not isinstance(window, LoginWindow):
            raise Stuck("log-in window")
        self.walker.wait(lambda: window.chosen() is not None, "profiles in the log-in window")
        self.log_in(window, user)
        self.entered()

    @property
    def desk(self) -> Desk:
        """The services behind the windows, to look at what became of an act."""
        return self.main().shell.desk

    def page(self, kind: type[P], name: str, **arguments: object) -> P:
        """Open a page and return it."""
        self.main().shell.open_page(name, **arguments)
        page = self.main().shell.host.page
        if not isinstance(page, kind):
            raise Stuck(name)
        self.walker.rest(500)
        return page

    # documents ----------------------------------------------------------------------------------------------------

    def rows(self, *states: State) -> list[Row]:
        """Return payments in some states, all if none are named."""
        view = self.desk.listing.view(Filter(states=frozenset(states)))
        return list(view.page(0, view.count))

    def choose(self, ids: Sequence[str]) -> JournalPage:
        """Open the journal and choose documents in it."""
        page = self.page(JournalPage, "payments", tab="all")
        self.walker.wait(
            lambda: page.view() is not None and page.table.paged.rowCount() >= len(ids), "the journal"
        )
        self.walker.rest(500)
        view = page.view()
        if view is None:
            raise Stuck("the journal")
        model, selection = page.table.paged, QItemSelection()
        places = [place for identity in ids if (place := view.position(identity)) is not None]
        for place in places:
            selection.select(model.index(place, 0), model.index(place, model.columnCount() - 1))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        page.table.select_place(places[0])
        page.table.selectionModel().select(selection, flags)
        self.walker.wait(lambda: page.table.selected_count() == len(ids), "the selection")
        self.walker.rest(700)
        return page

    def sign(self, dialog: SignDialog) -> None:
        """Confirm what is to be confirmed, type the passphrase and sign."""
        self.walker.wait(lambda: dialog.consent is not None, "the sheet")
        for check in dialog.notices.checks.values():
            check.setChecked(True)
        self.walker.type(_line(dialog.passphrase), stage.PASSPHRASE)
        self.walker.press(dialog.sign_button)
        self.walker.wait(lambda: dialog.outcome is not None, "the signatures")

    def choose_code(self, box: QWidget, code: str) -> None:
        """Choose a code in a box of choices, as a click does."""
        if not isinstance(box, QComboBox):
            raise Stuck(box.objectName())
        place = box.findData(code)
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.walker.rest(100)

    def after_clearing(self) -> None:
        """Wait until the next clearing run is far enough: what it has settled cannot be recalled any more."""
        seconds = pause_for_clearing(clock.now())
        if seconds:
            self.walker.rest(int(seconds * 1000))

    def wait_state(self, identity: str, *wanted: State, seconds: float = CLEARING_SECONDS) -> State:
        """Wait until a document is in one of the states; the windows go on living meanwhile."""
        self.walker.wait(
            lambda: self.desk.drafts.get(identity).state in wanted, f"{identity} {wanted}", seconds
        )
        return self.desk.drafts.get(identity).state

    def act(self, page: JournalPage, name: str) -> None:
        """Trigger one of the journal's actions."""
        self.walker.do(page.actions_of.by_id[name])

    def _window(self) -> QWidget:
        if self.desktop.window is None:
            raise Stuck("window")
        return self.desktop.window


def pause_for_clearing(now: datetime) -> float:
    """Return how long to wait so that a payment sent then can be recalled before the demo bank settles it."""
    left = (demo_plan().next_run(now) - now).total_seconds()
    return 0.0 if left >= RECALL_SECONDS else left + 1


def _line(field: QWidget) -> QWidget:
    """Return the line that one types into."""
    return field.focusProxy() or field
