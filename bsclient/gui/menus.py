"""The menu bar: everything the window can do, also what has a button elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar, QWidget

import bsclient
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.documents import evidence
from bsclient.gui.shell import PageSpec, Shell
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs

if TYPE_CHECKING:
    from bsclient.services.evidence.audit import AuditReport


@dataclass(frozen=True)
class Acts:
    """What menus do with the window itself."""

    lock: Callable[[], object]
    log_out: Callable[[], object]
    quit: Callable[[], object]
    columns: Callable[[], object]


class Menus:
    """Fills a menu bar; `page_menu` is filled again for each page with its actions."""

    def __init__(self, bar: QMenuBar, shell: Shell, acts: Acts) -> None:
        self._shell = shell
        self._acts = acts
        self._bar = bar
        self.actions: list[QAction] = []
        self._pages: list[QAction] = []

    def fill(self, specs: Sequence[PageSpec]) -> None:
        """Make the menus once."""
        self._file()
        self.page_menu = self._bar.addMenu(tr("&Payments"))
        view = self._bar.addMenu(tr("&View"))
        for spec in specs:
            page = self._action(tr(spec.title), spec.icon, partial(self._shell.open_page, spec.name))
            view.addAction(page)
            self._pages.append(page)
        view.addSeparator()
        view.addAction(self._action(tr("Columns of the list…"), "columns", self._acts.columns))
        self.go_to = self._action(tr("Go to…"), "search", self._go_to, "go_to")
        view.addAction(self.go_to)
        tools = self._bar.addMenu(tr("&Tools"))
        tools.addAction(self._action(tr("QR code of requisites…"), "print", self._show_code))
        tools.addAction(self._action(tr("Check the audit journal"), "audit", self._check))
        tools.addAction(
            self._action(tr("Settings"), "settings", lambda: self._shell.open_page("settings"), "settings")
        )
        about = self._bar.addMenu(tr("&Help"))
        about.addAction(self.go_to)
        about.addAction(self._action(tr("Keys"), "keyboard", self._show_keys, "keys"))
        about.addAction(self._action(tr("About BSClient"), "info", self._about))

    def offer_others(self, ask: Callable[[], object]) -> None:
        """Let somebody else be chosen from the first menu."""
        action = self._action(tr("Other organisation or user…"), "user", ask, "switch")
        self._first.insertAction(self._lock, action)

    def show_page(
        self, title: str, actions: Sequence[QAction | None], others: Sequence[QAction] = ()
    ) -> None:
        """Show the actions of a page in their menu; `others` have no button on it."""
        self._follow_evidence((*actions, *others))
        self.page_menu.clear()
        self.page_menu.setTitle(title)
        for action in actions:
            if action is None:
                self.page_menu.addSeparator()
            else:
                self.page_menu.addAction(action)
        self.page_menu.menuAction().setVisible(any(actions))

    def set_enabled(self, *, enabled: bool) -> None:
        """Switch everything off while the window is locked."""
        self._bar.setEnabled(enabled)
        for action in self.actions:
            action.setEnabled(enabled)

    def _file(self) -> None:
        menu = self._bar.addMenu(tr("&File"))
        menu.addAction(self._action(tr("Synchronise with the bank"), "sync", self._shell.synchronise, "sync"))
        self.evidence = self._action(tr("Evidence of the document…"), "audit", self._make_evidence)
        menu.addAction(self.evidence)
        self._follow_evidence(())
        menu.aboutToShow.connect(lambda: self._follow_evidence(self._of_page))
        menu.addSeparator()
        self._lock = self._action(tr("Lock"), "lock", self._acts.lock, "lock")
        menu.addAction(self._lock)
        self._first = menu
        menu.addAction(self._action(tr("Log out"), "log_out", self._acts.log_out))
        menu.addSeparator()
        menu.addAction(self._action(tr("Close the program"), "close", self._acts.quit, "quit"))

    def _follow_evidence(self, actions: Sequence[QAction | None]) -> None:
        """Let the menu do what the page's own action of this name does."""
        self._of_page = actions
        found = next(
            (one for one in actions if one is not None and one.objectName() == evidence.ACTION), None
        )
        self.evidence.setEnabled(found is not None and found.isEnabled())
        hint = tr("Choose one signed document in a list, or open its history, first")
        self.evidence.setToolTip(tip(self.evidence.text() if self.evidence.isEnabled() else hint))

    def _make_evidence(self) -> None:
        for each in self._of_page:
            if each is not None and each.objectName() == evidence.ACTION:
                each.trigger()

    def _show_code(self) -> None:
        from bsclient.gui.payment_sources.code_window import open_code

        open_code(self._shell.desk, self._shell)

    def _go_to(self) -> None:
        from bsclient.gui.go_to import GoTo, Place, places

        def now() -> list[Place]:
            """Pages come first."""
            title = self.page_menu.title()
            found = [each for each in places(self._bar, self._of_page, title) if each.action != self.go_to]
            return sorted(found, key=lambda place: place.action not in self._pages)

        GoTo(self._shell.window, now).open()

    def _show_keys(self) -> None:
        from bsclient.gui.keysheet import KeySheet  # loads Qt's printing

        KeySheet(self._shell.window).open()

    def _action(self, words: str, icon: str, act: Callable[[], object], key: str = "") -> QAction:
        parent: QWidget = self._bar
        made = keys.action(words, icon, act, parent, key)
        self.actions.append(made)
        return made

    def _check(self) -> None:
        self._shell.notify(tr("Checking the audit journal…"))
        self._shell.run_task(self._shell.desk.audit.check, self._checked)

    def _checked(self, report: AuditReport) -> None:
        count = written.number(report.count)
        if report.ok:
            words = tr(
                "Every one of {count} records follows from the one before; the last has the print {head}."
            )
            words = words.format(count=count, head=report.head[:16])
            dialogs.inform(self._shell.window, tr("The audit journal is whole"), words, "ok")
        else:
            words = tr(
                "Record {place} of {count} does not follow from the one before: it was changed, or one is missing. "
                "Keep this computer as it is and call the bank."
            ).format(place=str(report.broken_at), count=count)
            dialogs.inform(self._shell.window, tr("The audit journal is broken"), words, "error")

    def _about(self) -> None:
        words = tr(
            "Version {version}. An open client for remote banking: payments are entered, checked, signed and sent; "
            "statements and letters come back.\n\nApache License 2.0. Made with Qt (LGPL 3)."
        ).format(version=bsclient.__version__)
        dialogs.inform(self._shell.window, "BSClient", words)
