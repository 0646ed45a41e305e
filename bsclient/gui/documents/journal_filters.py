"""The line of filters over the journal, and what it asks the list for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from bsclient.gui import icons
from bsclient.gui.documents.journal_kinds import title
from bsclient.gui.documents.journal_tabs import titles
from bsclient.gui.memory import Memory
from bsclient.gui.sections import FIRST, Section
from bsclient.gui.tr import tr
from bsclient.gui.widgets.filters import AccountBox, AmountRange, PeriodPicker, SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.periods import Period
from bsclient.services.documents.listing import Filter

_MEMORY: Final = "journal.filters"
_NONE: Final = ("",)
"""No type at all: a section whose types are not there."""
_ACCOUNT_CHARS: Final = 11
_KIND_CHARS: Final = 11
_LIST_WIDTH: Final = 320
_ACCOUNT_WIDTH: Final = 230
_SEARCH_WIDTH: Final = 140


class TabBox(QComboBox):
    """The tabs of states as a list to choose from, for low windows."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("State"))
        for key, words in titles().items():
            self.addItem(words, key)
        self.activated.connect(lambda _place: self.changed.emit())

    def value(self) -> str:
        """Return the key of the chosen tab."""
        return str(self.currentData())

    def choose(self, key: str) -> None:
        """Show a tab as chosen."""
        self.setCurrentIndex(max(0, self.findData(key)))


class TypeBox(QComboBox):
    """The types of a section; `fill` is called once, before they are looked at: reading all declarations takes a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.fill: Callable[[], object] | None = None
        self.setAccessibleName(tr("Type of documents"))

    def fill_now(self) -> None:
        """Offer all types from now on."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill()

    def showPopup(self) -> None:
        self.fill_now()
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.fill_now()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.fill_now()
        super().wheelEvent(event)


class JournalFilters(QWidget):
    """Signals: `changed` for any filter, `type_changed` when another type of documents is asked for."""

    changed = Signal()
    type_changed = Signal()

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self._types: tuple[str, ...] = (section.first,) if section.first else ()
        self.kind = TypeBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(_KIND_CHARS)
        self.kind.setMaximumWidth(_ACCOUNT_WIDTH)
        self.kind.view().setMinimumWidth(_LIST_WIDTH)
        self.kind.addItem(title(section.first) if section.first else tr("All documents"), section.first)
        self.search = SearchField(tr("Number, payee, INN, account, purpose"))
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self.period = PeriodPicker(Period.ALL)
        self.amounts = AmountRange()
        self.account = AccountBox()
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.account.setMinimumContentsLength(_ACCOUNT_CHARS)
        self.account.setMaximumWidth(_ACCOUNT_WIDTH)
        self.tab = TabBox()
        self.more = QToolButton()
        self.more.setText(tr("Filters"))
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self.more, "filter", "muted")
        self._compact = False
        flow = FlowLayout(self, gap=8)
        folded = (self.period, self.amounts, self.account, self.kind)
        for widget in (self.search, self.tab, self.more, *folded):
            flow.addWidget(widget)
        flow.let_grow(self.search)
        self._folded = folded
        self.more.toggled.connect(lambda _on: self._fold())
        self._fold()
        for source in (self.search, self.period, self.amounts, self.account):
            source.changed.connect(self.changed.emit)
        self.kind.currentIndexChanged.connect(lambda _place: self.type_changed.emit())

    def set_compact(self, *, compact: bool) -> None:
        """In a low window only the search, the state and a button that unfolds the rest are shown."""
        if compact != self._compact:
            self._compact = compact
            self._fold()

    def _fold(self) -> None:
        self.tab.setVisible(self._compact)
        self.more.setVisible(self._compact)
        for widget in self._folded:
            widget.setVisible(not self._compact or self.more.isChecked())

    def value(self) -> Filter:
        """Return what is asked for, without states."""
        first, last = self.period.value()
        low, high = self.amounts.value()
        kind = self.type()
        return Filter(
            type=kind,
            types=() if kind else self._types or _NONE,
            text=self.search.value(),
            day_from=first,
            day_to=last,
            amount_from=low,
            amount_to=high,
            account=self.account.value(),
        )

    def offer(self, codes: Sequence[str]) -> None:
        """Offer the types of the section: the one shown at first, all of them together, each of the others."""
        self._types = tuple(codes)
        before = self.type()
        silent = self.kind.blockSignals(True)
        while self.kind.count() > 1:
            self.kind.removeItem(1)
        others = [code for code in codes if code != self._section.first]
        if self._section.first and others:
            self.kind.addItem(tr("All documents"), "")
        for code in others:
            self.kind.addItem(title(code), code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.blockSignals(silent)
        self._fold()

    def types(self) -> tuple[str, ...]:
        """Return the types that are shown."""
        return (kind,) if (kind := self.type()) else self._types

    def type(self) -> str:
        """Return the code of the type of documents that is shown; "" for all types of the section."""
        return str(self.kind.currentData())

    def choose_type(self, code: str) -> None:
        """Show another type of documents."""
        if code and self.kind.findData(code) < 0:
            self.kind.addItem(title(code), code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(code)))

    def clear(self) -> None:
        """Take all filters away and say so once."""
        silent = self.blockSignals(True)
        self.search.clear()
        self.period.choose(Period.ALL)
        self.amounts.clear()
        self.account.setCurrentIndex(0)
        self.blockSignals(silent)
        self.changed.emit()

    def keep_in(self, memory: Memory) -> None:
        """Begin with the filters of last time, and remember each change. What is searched for is not kept."""
        found = memory.get(self._memory_name())
        kept = {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
        silent = self.blockSignals(True)
        self._restore(kept)
        self.blockSignals(silent)
        self.changed.connect(lambda: memory.set(self._memory_name(), self._kept()))

    def _memory_name(self) -> str:
        return _MEMORY if self._section.page == FIRST else f"{_MEMORY}.{self._section.page}"

    def _kept(self) -> dict[str, str]:
        first, last = self.period.value() if self.period.period() is Period.CUSTOM else (None, None)
        low, high = self.amounts.texts()
        kept = {
            "period": self.period.period().value,
            "first": first.isoformat() if first else "",
            "last": last.isoformat() if last else "",
            "low": low,
            "high": high,
            "account": self.account.value(),
        }
        return {name: value for name, value in kept.items() if value}

    def _restore(self, kept: Mapping[str, str]) -> None:
        try:
            period = Period(kept.get("period", Period.ALL.value))
            if period is Period.CUSTOM:
                self.period.set_days(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]))
            else:
                self.period.choose(period)
        except (KeyError, ValueError):
            self.period.choose(Period.ALL)
        self.amounts.set_texts(kept.get("low", ""), kept.get("high", ""))
        account = kept.get("account", "")
        if account:
            self.account.set_accounts([(account, account)])
            self.account.setCurrentIndex(self.account.findData(account))

    def set_accounts(self, accounts: Sequence[tuple[str, str]]) -> None:
        """Offer the user's accounts; the list that drops down is as wide as its longest line."""
        self.account.set_accounts(accounts)
        view = self.account.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + view.fontMetrics().averageCharWidth() * 4)
