"""The main window: navigation, header, pages, status line; locking, synchronisation and changes wired together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QCoreApplication, QPoint, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bsclient.crypto.secret import Secret
from bsclient.errors import BsError
from bsclient.gui import icons, problems, tasks, theme
from bsclient.gui.changes import ChangeFeed
from bsclient.gui.desk_shell import DeskShell
from bsclient.gui.header import Header
from bsclient.gui.locking import Curtain, IdleWatch, LockScreen, Suspension
from bsclient.gui.memory import Memory
from bsclient.gui.menus import Acts, Menus
from bsclient.gui.navigation import Navigation
from bsclient.gui.page_host import PageHost
from bsclient.gui.pages import PAGES, Pages
from bsclient.gui.shell import Page, PageSpec
from bsclient.gui.statusline import StatusLine, stage_words
from bsclient.gui.switch_control import Switching
from bsclient.gui.syncing import NOT_REACHED, Syncer
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.enter_presses import EnterPresses
from bsclient.settings import AUTO_LOCK_MINUTES, Settings

if TYPE_CHECKING:
    from bsclient.gui.switching import Turnstile
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.exchange.delivery import SyncReport
    from bsclient.services.home import Overview
    from bsclient.sync.ports import Progress

_NARROW_BELOW: Final = 900
_COUNT_AFTER_MS: Final = 200
_WATCH_AFTER_MS: Final = 1000
_READ_AFTER_MS: Final = 1500
"""What the first page does not need begins after it is painted."""
_SIZE: Final = "window.geometry"


class MainWindow(EnterPresses):
    """One user's work. `left(True)` on log out, `left(False)` on close; `unlock` raises if a passphrase is wrong.

    `first` names the page to begin with instead of the first of the menu. Other organisations and users can be chosen
    after `offer_others`: `switched(Seat, key)`.
    """

    left = Signal(bool)
    switched = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        memory: Memory,
        unlock: Callable[[Secret], object],
        *,
        first: str = "",
    ) -> None:
        super().__init__()
        self._logging_out = False
        self._agreed = False
        self._curtain = Curtain(self)
        self.setWindowTitle(f"{desk.profile.title} – BSClient")
        self.setWindowIcon(icons.icon("app", "accent"))
        self.setMinimumSize(480, 320)
        self._syncer = Syncer(desk, self)
        self._host = PageHost(Pages(PAGES), self._make)
        self.shell = DeskShell(desk, settings, memory, self, self._host, self._syncer)
        in_menu = [spec for spec in PAGES if spec.in_menu]
        self._navigation = Navigation(in_menu)
        self._header = Header(desk.profile, desk.user)
        self._status = StatusLine()
        self._suspension = Suspension(desk, unlock)
        self._lock = LockScreen(f"{desk.profile.title}\n{desk.user.name}", self._suspension.end)
        self.switching: Switching | None = None
        acts = Acts(self.lock, self.log_out, self.close, self._choose_columns)
        self._menus = Menus(self.menuBar(), self.shell, acts)
        self._menus.fill(in_menu)
        self._build()
        self._feed = ChangeFeed(desk.changes, self)
        self._wire()
        self._restore_size()
        self._idle: IdleWatch | None = None
        QTimer.singleShot(_WATCH_AFTER_MS, self, self._watch_idle)
        self._host.open(first or PAGES[0].name)
        tasks.soon(_COUNT_AFTER_MS, self, self._count)
        tasks.soon(_WATCH_AFTER_MS, self, self._work_by_itself)

    def watch_bank(self) -> None:
        """Ask the bank for news from now on."""
        self._syncer.watch()

    def offer_others(self, turnstile: Turnstile) -> None:
        """Let other organisations and users of this computer be chosen."""
        self.switching = Switching(self, turnstile)
        for offering in (self._header, self._lock, self._menus):
            offering.offer_others(self.switching.ask)

    def locked(self) -> bool:
        """Whether the lock screen is shown."""
        return self._layers.currentWidget() is self._lock

    def lock(self) -> None:
        """Hide everything, and let go of keys and data, until the passphrase is given again."""
        if self.locked():
            return
        before = self.suspended()
        self.cover_with_lock()
        if not before:
            self._syncer.rest()
            self._suspension.begin()

    def cover(self, screen: QWidget) -> None:
        """Hide the work and every other window behind a screen."""
        self._curtain.close()
        self._menus.set_enabled(enabled=False)
        self._enable_page_actions(enabled=False)
        self._status.hide()
        if self._layers.indexOf(screen) < 0:
            self._layers.addWidget(screen)
        self._layers.setCurrentWidget(screen)

    def uncover(self) -> None:
        """Show the work again."""
        self._layers.setCurrentIndex(0)
        self._status.show()
        self._menus.set_enabled(enabled=True)
        self._enable_page_actions(enabled=True)
        self._curtain.open()
        if self._host.page is not None:
            self._host.page.setFocus()

    def cover_with_lock(self) -> None:
        """Show the lock screen of a window that is locked already."""
        self.cover(self._lock)
        self._lock.prepare()

    def leave_page(self, then: Callable[[], object]) -> None:
        """Go on after a question, if the page holds unsaved work."""
        self._host.leave(then)

    def has_unsaved(self) -> bool:
        """Whether the page holds unsaved work."""
        return self._host.page is not None and bool(self._host.page.unsaved())

    def below_name(self) -> QPoint:
        """Return where the menu of the user's name opens."""
        return self._header.below_name()

    def suspended(self) -> bool:
        """Whether the key and the data were let go of: only the passphrase leads back."""
        return self._suspension.begun

    def retire(self) -> None:
        """Keep what is to be remembered and listen to nothing more: the window goes."""
        self.shell.memory.set(_SIZE, bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self.shell.memory.flush()
        self._feed.close()
        self._syncer.stop()
        if self._idle is not None:
            self._idle.close()
        self._curtain.drop()

    def log_out(self) -> None:
        """Leave to the login window."""
        self._host.leave(self._log_out)

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self._host.page
        if page is not None and page.unsaved() and not self._agreed and not self._logging_out:
            event.ignore()
            self._host.leave(self._close_for_good)
            return
        self.retire()
        event.accept()
        self.left.emit(self._logging_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._navigation.set_narrow(narrow=self.width() < _NARROW_BELOW)

    # building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._host, 1)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addWidget(right, 1)
        self._layers = QStackedWidget()
        self._layers.addWidget(work)
        self._layers.addWidget(self._lock)
        self.setCentralWidget(self._layers)
        self.setStatusBar(self._status)

    def _wire(self) -> None:
        self._navigation.chosen.connect(self._host.open)
        self._host.shown.connect(self._show_page)
        self._header.back_asked.connect(self._host.back)
        self._header.lock_asked.connect(self.lock)
        self._header.log_out_asked.connect(self.log_out)
        self._lock.unlocked.connect(self._unlock)
        self._lock.log_out_asked.connect(self._log_out)
        self._feed.changed.connect(self._refresh)
        self._syncer.begun.connect(self._status.begin)
        self._syncer.progressed.connect(self._show_progress)
        self._syncer.reported.connect(self._show_report)
        self._syncer.failed.connect(self._show_sync_error)
        self._syncer.reached.connect(self._show_link)
        self._status.cancel_asked.connect(self._syncer.cancel)
        self._status.details_asked.connect(self._show_last_report)
        self._status.queue_asked.connect(lambda: self._open_if_there("payments", tab="queued"))
        theme.signals().changed.connect(self._recolour)

    def _restore_size(self) -> None:
        kept = self.shell.memory.text(_SIZE)
        room = self.screen().availableGeometry()
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))):
            self.resize(min(1280, room.width()), min(760, room.height() - 40))  # below its title

    def _make(self, spec: PageSpec) -> Page:
        return spec.factory(self.shell.desk, self.shell)

    # pages --------------------------------------------------------------------------------------------------------

    def _show_page(self, name: str) -> None:
        page = self._host.page
        if page is None:
            return
        spec = self._host.specs[name]
        self._navigation.light(page.under or spec.under or name)
        self._header.show_page(page.title, may_go_back=self._host.may_go_back)
        self._menus.show_page(page.title, self._host.actions_shown, page.actions())

    def _open_if_there(self, name: str, **args: object) -> None:
        if name in self._host.specs:
            self._host.open(name, **args)

    def _refresh(self, changed: Changed) -> None:
        self._host.refresh(changed)
        self._count()

    def _count(self) -> None:
        desk = self.shell.desk
        self.shell.run_task(lambda: desk.home.overview(), self._show_counts)  # noqa: PLW0108 -- the worker imports it

    def _show_counts(self, overview: Overview) -> None:
        self._status.set_queue(overview.queued, overview.unknown)
        self._navigation.set_count("payments", overview.to_sign)
        self._navigation.set_count("letters", overview.unread_letters)
        self._navigation.set_count("information", overview.unread_news)
        self._navigation.set_count("documents", overview.others_to_sign + overview.unread_documents)
        if self._syncer.last_reached is None and not self._syncer.busy() and self._syncer.online:
            self._status.synchronised(overview.last_sync)

    def _choose_columns(self) -> None:
        table = self._host.table()
        if table is None:
            self.shell.notify(tr("This page has no list with columns"))
            return
        menu = QMenu(self)
        table.columns_menu(menu)
        menu.popup(QCursor.pos())

    # locking ------------------------------------------------------------------------------------------------------

    def _unlock(self) -> None:
        self._suspension.begun = False
        self.uncover()
        self._syncer.wake()
        self._refresh(_everything())

    def _watch_idle(self) -> None:
        """Watching sees every event of the program; it begins when the first ones have been dealt with."""
        self._idle = IdleWatch(_application(), self._lock_minutes)
        self._idle.idle.connect(self.lock)

    def _work_by_itself(self) -> None:
        """Begin what nobody has to ask for."""
        from bsclient.gui.recurring.daily import Daily

        self._daily = Daily(self.shell, self)
        self._daily.begin()
        from bsclient.gui.automation.agent import Agent

        self._agent = Agent(self.shell, self._feed, self._status)
        self._agent.begin()
        QTimer.singleShot(_READ_AFTER_MS, self, self._read_declarations)

    def _read_declarations(self) -> None:
        """Read what the types of documents are before a list of them is opened."""
        from bsclient.gui.documents.journal_kinds import read_all

        self.shell.run_task(read_all, lambda _none: None, lane=tasks.Lane.NETWORK)

    def _lock_minutes(self) -> int:
        return self.shell.settings.get(AUTO_LOCK_MINUTES)

    def _enable_page_actions(self, *, enabled: bool) -> None:
        """Keys of the page do nothing while it is hidden; what each action allows by itself stays as it was."""
        for action in self._host.actions_shown:
            if action is not None and enabled:
                self.addAction(action)
            elif action is not None:
                self.removeAction(action)

    def _log_out(self) -> None:
        self._logging_out = True
        self.close()

    def _close_for_good(self) -> None:
        self._agreed = True
        self.close()

    # the bank -----------------------------------------------------------------------------------------------------

    def _show_progress(self, progress: Progress) -> None:
        self._status.progress(stage_words(progress.stage), progress.done, progress.total)

    def _show_report(self, report: SyncReport) -> None:
        if self.locked():
            return  # the lock has stopped it; what it came to is kept for the user
        if any(each.code in NOT_REACHED for each in report.problems):
            first = report.problems[0]
            said = problems.of_code(first.code, dict(first.facts))
            self.shell.notify(said.whole, "warning", tr("Try again"), self._syncer.synchronise)
        elif report.problems:
            self._open_report(report)
        else:
            from bsclient.gui.widgets.sync_report import summary

            self.shell.notify(f"{tr('Synchronised.')} {summary(report)}.", "ok")

    def _show_sync_error(self, error: BsError) -> None:
        if self.locked():
            return  # the lock has stopped it
        self._status.failed()
        dialogs.show_error(self, error, tr("Synchronisation did not finish"))

    def _show_link(self, reached: bool) -> None:  # noqa: FBT001 -- what the signal carries
        if self._syncer.busy():
            return
        if reached:
            self._status.synchronised(self._syncer.last_reached)
        else:
            self._status.offline(self._syncer.last_reached)

    def _show_last_report(self) -> None:
        if self._syncer.last_report is None:
            self._syncer.synchronise()
        else:
            self._open_report(self._syncer.last_report)

    def _open_report(self, report: SyncReport) -> None:
        from bsclient.gui.widgets.sync_report import SyncReportDialog

        SyncReportDialog(self, report).open()

    def _recolour(self) -> None:
        for window in QApplication.topLevelWidgets():
            icons.repaint(window)
            text.repaint(window)


def _everything() -> Changed:
    from bsclient.services.changes import Changed

    return Changed(everything=True)


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("windows need an application")
    return app
