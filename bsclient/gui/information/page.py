"""The page of information: news of the bank, rates with a converter, when payments leave and what they cost, papers.

`open(part=…)` chooses a view: `news`, `rates`, `converter`, `conditions`, `papers`; the last one is remembered. What else is given
goes to the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from bsclient.gui import keys
from bsclient.gui.information.conditions import ConditionsView
from bsclient.gui.information.converter import ConverterView
from bsclient.gui.information.news import NewsView
from bsclient.gui.information.papers import PapersView
from bsclient.gui.information.rates import RatesView
from bsclient.gui.information.view import InformationView
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

NEWS: Final = "news"
RATES: Final = "rates"
CONVERTER: Final = "converter"
CONDITIONS: Final = "conditions"
PAPERS: Final = "papers"


class InformationPage(Page):
    """`views` are the views by the keys of their tabs."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.views: dict[str, InformationView] = {
            NEWS: NewsView(desk, shell),
            RATES: RatesView(desk, shell),
            CONVERTER: ConverterView(desk, shell),
            CONDITIONS: ConditionsView(desk, shell),
            PAPERS: PapersView(desk, shell),
        }
        titles = {
            NEWS: tr("News"),
            RATES: tr("Exchange rates"),
            CONVERTER: tr("Converter"),
            CONDITIONS: tr("Cut-off times and tariffs"),
            PAPERS: tr("Papers of the bank"),
        }
        self._sync = keys.action(tr("Synchronise"), "sync", shell.synchronise, self)
        self.tabs = Tabs([(key, titles[key]) for key in self.views])
        self._stack = QStackedWidget()
        for view in self.views.values():
            self._stack.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 10)
        box.setSpacing(8)
        box.addWidget(self.tabs)
        box.addWidget(self._stack, 1)
        self.tabs.changed.connect(self._turn)
        for key, step in (("view_after", 1), ("view_before", -1)):
            turning = keys.action("", "", partial(self._step, step), self, key)
            turning.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(turning)
        self._show_actions()

    @property
    def title(self) -> str:
        return tr("Information of the bank")

    @property
    def view(self) -> InformationView:
        """The view that is shown."""
        return self.views[self.tabs.value()]

    def page_actions(self) -> Sequence[QAction | None]:
        return [self._sync, *(action for view in self.views.values() for action in view.actions_shown())]

    def open(self, **args: object) -> None:
        part = str(args.get("part", ""))
        if part in self.views and part != self.tabs.value():
            self.tabs.choose(part)
        self.view.open(**args)
        self.setFocusProxy(self.view)
        self.view.read()
        self._count()

    def refresh(self, changed: Changed) -> None:
        if self.view.concerns(changed):
            self.view.read()
        if changed.news or changed.everything:
            self._count()

    def _turn(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self._show_actions()
        self.view.read()

    def _step(self, by: int) -> None:
        """Turn to the view beside this one, round at the ends; the keys work there too."""
        order = list(self.views)
        self.tabs.choose(order[(order.index(self.tabs.value()) + by) % len(order)])
        self.view.setFocus()

    def _show_actions(self) -> None:
        for view in self.views.values():
            for action in view.actions_shown():
                action.setVisible(view is self.view)

    def _count(self) -> None:
        news = self.desk.news
        self.shell.run_task(news.unread, lambda count: self.tabs.set_counts({NEWS: count})).owned_by(self)
